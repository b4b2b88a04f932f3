/* reader_crs.c - the CRS of an input. */
#include "geo/reader_crs.h"
#include "geo/base_error.h"
#include <cpl_conv.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* Our own words for it, whichever the input's are: WKT of a known CRS becomes its EPSG code. */
static cm_status create(cm_crs **out, const char *definition, const char *path)
{
    char reason[256];
    const cm_status status = cm_crs_create(out, definition);

    if (status != CM_ERR_FORMAT)
        return status;
    snprintf(reason, sizeof reason, "%s", cm_error_text());
    return cm__fail(CM_ERR_FORMAT, "%s: the CRS %s", path, reason);
}

/* GeoPackages say so where nobody knows the CRS (their srs_id -1), ours among them. */
static bool is_none(OGRSpatialReferenceH stated)
{
    const char *const name = OSRGetName(stated);

    return OSRIsLocal(stated) && name && strcmp(name, "Undefined Cartesian SRS") == 0;
}

cm_status cm__crs_read(cm_crs **out, OGRSpatialReferenceH stated, const char *given,
                       const char *path)
{
    static const char *const format[] = {"FORMAT=WKT2_2019", "MULTILINE=NO", NULL};
    char *wkt = NULL;
    cm_status status = CM_OK;

    *out = NULL;
    if (stated && !is_none(stated) && OSRExportToWktEx(stated, &wkt, format) == OGRERR_NONE &&
        wkt && *wkt != '\0')
        given = wkt;
    if (given)
        status = create(out, given, path);
    CPLFree(wkt);
    return status;
}
