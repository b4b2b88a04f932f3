/* export_format.c - the names of file formats. */
#include "geo/base_text.h"
#include "geo/database_name.h"
#include <clustermap/export.h>
#include <string.h>

static const char *const format_names[CM_FORMAT_COUNT] = {
    [CM_FORMAT_CSV] = "csv",   [CM_FORMAT_TSV] = "tsv", [CM_FORMAT_GEOJSON] = "geojson",
    [CM_FORMAT_GPKG] = "gpkg", [CM_FORMAT_SHP] = "shp", [CM_FORMAT_FGB] = "fgb",
    [CM_FORMAT_PG] = "pg",     [CM_FORMAT_TIF] = "tif", [CM_FORMAT_PNG] = "png",
    [CM_FORMAT_SVG] = "svg",   [CM_FORMAT_PDF] = "pdf", [CM_FORMAT_HTML] = "html",
};

const char *cm_format_name(cm_format format)
{
    return (unsigned)format < CM_FORMAT_COUNT ? format_names[format] : "unknown";
}

cm_format cm_format_find(const char *name)
{
    unsigned format = 0;

    while (format < CM_FORMAT_COUNT && !cm__text_is_same(format_names[format], name))
        format++;
    return (cm_format)format;
}

cm_format cm_format_of_path(const char *path)
{
    const char *const slash = strrchr(path, '/'), *const name = slash ? slash + 1 : path;
    const char *const dot = strrchr(name, '.');

    if (cm__path_is_database(path))
        return CM_FORMAT_PG;
    return dot && dot != name ? cm_format_find(dot + 1) : CM_FORMAT_COUNT;
}
