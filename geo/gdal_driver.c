/* gdal_driver.c - GDAL made small, silent and honest. */
#include "geo/gdal_driver.h"
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "geo/base_text.h"
#include "geo/database_name.h"
#include "geo/reader_file.h"
#include <cpl_error.h>
#include <errno.h>
#include <gdal_frmts.h>
#include <pthread.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

/* From ogrsf_frmts.h, which is C++. */
void RegisterOGRFlatGeobuf(void);
void RegisterOGRGeoJSON(void);
void RegisterOGRGeoPackage(void);
void RegisterOGRMEM(void);
void RegisterOGRODS(void);
void RegisterOGRPG(void);
void RegisterOGRShape(void);
void RegisterOGRTopoJSON(void);
void RegisterOGRXLSX(void);

static pthread_once_t drivers_once = PTHREAD_ONCE_INIT;

/* GDALAllRegister would bring 210, among them some that follow any address a file names. */
static void register_drivers(void)
{
    GDALRegister_MEM();
    RegisterOGRMEM();
    RegisterOGRGeoPackage();
    RegisterOGRShape();
    RegisterOGRGeoJSON();
    RegisterOGRTopoJSON();
    RegisterOGRFlatGeobuf();
    RegisterOGRXLSX();
    RegisterOGRODS();
    RegisterOGRPG();
    GDALRegister_GTiff();
    GDALRegister_COG();
    GDALRegister_PDF();
}

/* Copies words onto one line, since a message is one, without the mark under a place in a text. */
static void keep(char *out, size_t size, const char *words)
{
    size_t length = 0;

    for (; *words != '\0' && length + 1 < size; words++) {
        const bool is_blank = (unsigned char)*words <= ' ';
        if (is_blank && (length == 0 || out[length - 1] == ' '))
            continue;
        out[length++] = is_blank ? ' ' : *words;
    }
    while (length > 0 && strchr(" .^", out[length - 1]))
        length--;
    out[length] = '\0';
}

/* Warnings of which no value suffers. */
static bool is_harmless(const char *warning)
{
    static const char *const known[] = {
        "non conformant file extension",   /* a GeoPackage of any name is one */
        "may only be partially supported", /* a later version of GeoPackage */
        "may be really slow",              /* a polygon of many parts */
        "Several features with id",        /* GeoJSON's ids are no column */
        "tags are not sorted",             /* TIFFs of careless programmes */
        "null byte",                       /* their texts */
        "one from the EPSG registry",      /* a GeoTIFF that spells its CRS out */
        "non-deprecated replacement",      /* of a CRS */
    };

    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strstr(warning, known[i]))
            return true;
    return false;
}

static void CPL_STDCALL latch(CPLErr class, CPLErrorNum number, const char *words)
{
    cm__gdal *const block = CPLGetErrorHandlerUserData();

    (void)number;
    if (class == CE_Warning && block->warning[0] == '\0')
        keep(block->warning, sizeof block->warning, words);
    if (class < CE_Failure && !(class == CE_Warning && block->strict && !is_harmless(words)))
        return;
    if (!block->failed)
        keep(block->text, sizeof block->text, words);
    block->failed = true;
}

void cm__gdal_begin(cm__gdal *block)
{
    pthread_once(&drivers_once, register_drivers);
    *block = (cm__gdal){0};
    CPLPushErrorHandlerEx(latch, block);
    CPLErrorReset();
}

cm_status cm__gdal_fail(const cm__gdal *block, cm_status status, const char *path,
                        const char *otherwise)
{
    return cm__fail(status, "%s: %s", path, block->text[0] != '\0' ? block->text : otherwise);
}

cm_status cm__gdal_end(cm__gdal *block, cm_status status, cm_status otherwise, const char *path)
{
    CPLPopErrorHandler();
    CPLErrorReset();
    if (!status && block->failed)
        return cm__gdal_fail(block, otherwise, path, "GDAL failed without saying why");
    return status;
}

cm_status cm__gdal_check_local(const char *path)
{
    struct stat found;

    if (cm__path_is_remote(path))
        return cm__fail(CM_ERR_IO, "%s: a name that begins with /vsi or holds :// is refused",
                        path);
    if (stat(path, &found) != 0)
        return cm__fail(CM_ERR_IO, "%s: %s", path, strerror(errno));
    if (!S_ISREG(found.st_mode))
        return cm__fail(CM_ERR_IO, "%s: is not a regular file", path);
    return CM_OK;
}

static bool is_database(const cm__gdal_source *source)
{
    const char *const *name = source->drivers;

    while (*name && strcmp(*name, "PostgreSQL") != 0)
        name++;
    return *name && cm__path_is_database(source->path);
}

/* What GDAL is to open: not "GPKG:a.gpkg:b", "{...}" and the like, which it does not take for a
 * file's name. */
static void name_for_gdal(cm__text *out, const char *path, bool is_local)
{
    if (is_local && *path != '/' && strpbrk(path, ":{<\"?"))
        cm__text_add(out, "./");
    else if (!is_local && *path != '/' && strstr(path, "://"))
        cm__text_add(out, "/vsicurl/");
    cm__text_add(out, path);
}

static cm_status fail_base(const cm__gdal *block)
{
    char reason[CM__DATABASE_REASON_MAX];

    cm__database_reason(reason, block->text);
    return cm__fail(CM_ERR_IO, CM__DATABASE ": %s", reason);
}

cm_status cm__gdal_open(const cm__gdal *block, GDALDatasetH *out, const cm__gdal_source *source)
{
    const bool is_base = is_database(source);
    const bool is_far = !is_base && source->allow_remote && cm__path_is_remote(source->path);
    cm_status status = is_base || is_far ? CM_OK : cm__gdal_check_local(source->path);
    cm__text name = {0};

    if (status)
        return status;
    if (is_base)
        cm__text_add(&name, source->path);
    else
        name_for_gdal(&name, source->path, !is_far);
    status = name.failed;
    if (status)
        goto done;
    *out = GDALOpenEx(name.bytes, source->flags | GDAL_OF_VERBOSE_ERROR, source->drivers,
                      source->options, NULL);
    if (!*out)
        status = is_base ? fail_base(block)
                         : cm__gdal_fail(block, CM_ERR_FORMAT, source->path, "GDAL cannot read it");
done:
    cm__text_clear(&name);
    return status;
}
