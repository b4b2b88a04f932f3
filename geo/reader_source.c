/* reader_source.c - a file of layers, and the one of them that is meant. */
#include "geo/reader_source.h"
#include "geo/base_error.h"
#include "geo/base_text.h"
#include "geo/database_name.h"
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

bool cm__path_ends_with(const char *path, const char *ending)
{
    const size_t length = strlen(path), wanted = strlen(ending);

    return length > wanted && strcasecmp(path + length - wanted, ending) == 0;
}

static bool is_file(const char *path)
{
    struct stat found;

    return stat(path, &found) == 0 && S_ISREG(found.st_mode);
}

/* GDAL takes "tables=" from behind "key=value"s, but not from behind a URI. */
static cm_status split_address(cm__source *source)
{
    cm__database_name name = {.connection = {0}};
    cm_status status = cm__database_name_split(&name, source->path);

    if (!status && strstr(name.connection.bytes, "://") && name.table.length > 0) {
        cm__text_addf(&source->table, "%s%s%s", name.schema.length > 0 ? name.schema.bytes : "",
                      name.schema.length > 0 ? "." : "", name.table.bytes);
        source->layer = source->table.bytes;
        cm__text_add(&source->file, name.connection.bytes);
    } else if (!status) {
        cm__text_add(&source->file, source->path);
    }
    cm__database_name_clear(&name);
    if (!status)
        status = source->table.failed;
    return status ? status : source->file.failed;
}

/* Parts "file.gpkg:layer". A file of that very name wins; so does the shortest file before a colon,
 * since a layer's name may hold one. */
static cm_status split_path(cm__source *source)
{
    const char *const path = source->path;
    const char *colon = strchr(path, ':');

    if (cm__path_is_database(path))
        return split_address(source);
    cm__text_add(&source->file, path);
    if (is_file(path) || source->file.failed)
        return source->file.failed;
    for (; colon; colon = strchr(colon + 1, ':')) {
        const size_t length = (size_t)(colon - path);
        const char before = source->file.bytes[length];
        source->file.bytes[length] = '\0';
        if (is_file(source->file.bytes) || cm__path_ends_with(source->file.bytes, ".gpkg")) {
            source->file.length = length;
            source->layer = colon + 1;
            return CM_OK;
        }
        source->file.bytes[length] = before;
    }
    return CM_OK;
}

static cm_status open_dataset(cm__source *source)
{
    static const char *const drivers[] = {"GPKG",     "ESRI Shapefile", "GeoJSON",
                                          "TopoJSON", "FlatGeobuf",     NULL};
    static const char *const database[] = {"PostgreSQL", NULL};
    static const char *const undecoded[] = {"ENCODING=", NULL};
    const cm__gdal_source wanted = {
        .path = source->file.bytes,
        .drivers = cm__path_is_database(source->file.bytes) ? database : drivers,
        .flags = GDAL_OF_VECTOR | GDAL_OF_READONLY,
        .options = cm__path_ends_with(source->file.bytes, ".shp") ? undecoded : NULL,
        .allow_remote = source->allow_remote,
    };

    return cm__gdal_open(&source->block, &source->dataset, &wanted);
}

bool cm__source_is(const cm__source *source, const char *driver)
{
    return strcmp(GDALGetDriverShortName(GDALGetDatasetDriver(source->dataset)), driver) == 0;
}

/* A GeoJSON without any geometry is a list of members that have no place yet, as is a table of a
 * database: GDAL names only the spatial ones unless it was asked for another. */
static bool may_have_places(const cm__source *source, OGRLayerH layer)
{
    return OGR_L_GetGeomType(layer) != wkbNone || cm__source_is(source, "GeoJSON") ||
           cm__source_is(source, "PostgreSQL");
}

/* Fails with the names of the layers that could be meant. */
static cm_status list_layers(const cm__source *source, const char *problem)
{
    cm__text names = {0};
    cm_status status;

    for (int i = 0; i < GDALDatasetGetLayerCount(source->dataset); i++) {
        OGRLayerH layer = GDALDatasetGetLayer(source->dataset, i);
        if (may_have_places(source, layer))
            cm__text_addf(&names, "%s%s", names.length > 0 ? ", " : "", OGR_L_GetName(layer));
    }
    status = names.failed;
    if (!status)
        status = cm__fail(CM_ERR_FORMAT, "%s: %s: %.300s", source->path, problem,
                          names.length > 0 ? names.bytes : "none");
    cm__text_clear(&names);
    return status;
}

static bool is_phantom(const cm__source *source, OGRLayerH layer)
{
    const OGRFeatureDefnH kind = OGR_L_GetLayerDefn(layer);

    return cm__source_is(source, "PostgreSQL") && OGR_FD_GetFieldCount(kind) == 0 &&
           OGR_FD_GetGeomFieldCount(kind) == 0;
}

/* GDAL puts the cells of both columns into one, and reads the other as empty. */
static cm_status check_columns(const cm__source *source, OGRLayerH layer)
{
    const OGRFeatureDefnH kind = OGR_L_GetLayerDefn(layer);

    for (int i = 0; i < OGR_FD_GetFieldCount(kind); i++) {
        const char *const name = OGR_Fld_GetNameRef(OGR_FD_GetFieldDefn(kind, i));
        for (int j = 0; j < i; j++)
            if (cm__text_is_same(name, OGR_Fld_GetNameRef(OGR_FD_GetFieldDefn(kind, j))))
                return cm__fail(CM_ERR_FORMAT,
                                "%s: two columns are called %.70s but for capitals; name one of "
                                "them anew, in a view",
                                source->path, name);
    }
    return CM_OK;
}

static cm_status find_layer(const cm__source *source, OGRLayerH *out)
{
    size_t found = 0;

    if (source->layer) {
        *out = GDALDatasetGetLayerByName(source->dataset, source->layer);
        return *out ? CM_OK : list_layers(source, "there is no such layer among");
    }
    for (int i = 0; i < GDALDatasetGetLayerCount(source->dataset); i++) {
        OGRLayerH layer = GDALDatasetGetLayer(source->dataset, i);
        if (!may_have_places(source, layer))
            continue;
        *out = layer;
        found++;
    }
    /* GDAL believes that a table is there because it was named */
    if (found == 0 || (found == 1 && is_phantom(source, *out)))
        return cm__fail(CM_ERR_FORMAT, "%s: %s", source->path,
                        cm__path_is_database(source->path)
                            ? "holds no such table"
                            : "holds no layer of points, lines or polygons");
    if (found > 1)
        return list_layers(source, cm__path_is_database(source->path)
                                       ? "name one of its tables, as tables=NAME"
                                       : "name one of its layers, as FILE:LAYER");
    return CM_OK;
}

cm_status cm__source_choose(const cm__source *source, OGRLayerH *out)
{
    cm_status status = find_layer(source, out);

    return !status && cm__source_is(source, "PostgreSQL") ? check_columns(source, *out) : status;
}

cm_status cm__source_open(cm__source *source)
{
    cm_status status = split_path(source);

    if (cm__path_is_database(source->path))
        source->path = CM__DATABASE; /* no password in a message */
    if (!status)
        status = open_dataset(source);
    return status;
}

void cm__source_close(cm__source *source)
{
    GDALClose(source->dataset);
    source->dataset = NULL;
    cm__text_clear(&source->table);
    cm__text_clear(&source->file);
}
