/* reader_file.c - the bytes of an input: a file, a pipe, or something remote where that is allowed.
 */
#include "geo/reader_file.h"
#include "geo/base_error.h"
#include "geo/base_file.h"
#include "geo/base_memory.h"
#include "geo/base_text.h"
#include "geo/gdal_driver.h"
#include <cpl_vsi.h>
#include <string.h>
#include <strings.h>

#define INPUT_MAX ((size_t)1 << 31)

bool cm__path_is_remote(const char *path)
{
    return strncasecmp(path, "/vsi", 4) == 0 || strstr(path, "://");
}

static cm_status read_pieces(cm__text *out, VSILFILE *file, const char *path)
{
    char piece[65536];
    size_t count;

    do {
        count = VSIFReadL(piece, 1, sizeof piece, file);
        cm__text_add_bytes(out, piece, count);
        if (out->length > INPUT_MAX)
            return cm__fail(CM_ERR_LIMIT, "%s: over %zu bytes", path, INPUT_MAX);
    } while (count == sizeof piece && !out->failed);
    return out->failed;
}

static cm_status read_remote(cm__text *out, const char *path)
{
    const bool is_url = strncasecmp(path, "/vsi", 4) != 0;
    cm__text name = {0};
    cm__gdal block;
    cm_status status;

    cm__text_add(&name, is_url ? "/vsicurl/" : "");
    cm__text_add(&name, path);
    if (name.failed)
        return name.failed;
    cm__gdal_begin(&block);
    VSILFILE *const file = VSIFOpenL(name.bytes, "rb");
    if (file) {
        status = read_pieces(out, file, path);
        VSIFCloseL(file);
    } else {
        status = cm__gdal_fail(&block, CM_ERR_IO, path, "cannot be opened");
    }
    status = cm__gdal_end(&block, status, CM_ERR_IO, path);
    cm__text_clear(&name);
    return status;
}

cm_status cm__reader_read(char **out, size_t *length, const char *path, bool allow_remote)
{
    cm__text text = {0};
    cm_status status;

    if (!cm__path_is_remote(path))
        return cm__file_read(out, length, path, INPUT_MAX);
    if (!allow_remote)
        return cm__fail(CM_ERR_IO, "%s: a name that begins with /vsi or holds :// is refused",
                        path);
    status = read_remote(&text, path);
    if (!status)
        cm__text_add(&text, ""); /* so that there are bytes, and room for a NUL */
    status = status ? status : text.failed;
    if (status) {
        cm__text_clear(&text);
        return status;
    }
    *out = text.bytes;
    *length = text.length;
    return CM_OK;
}
