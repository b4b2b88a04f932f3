/* export_ogr_crs.c - a CRS for GDAL, and in the words of ESRI. */
#include "geo/base_error.h"
#include "output/export_ogr.h"
#include <cpl_conv.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

/* Never OSRSetFromUserInput: it opens files and addresses. */
static OGRErr import(OGRSpatialReferenceH srs, const char *crs)
{
    if (strncasecmp(crs, "EPSG:", 5) == 0) {
        const long code = strtol(crs + 5, NULL, 10);
        return code > 0 && code <= INT_MAX ? OSRImportFromEPSG(srs, (int)code)
                                           : OGRERR_UNSUPPORTED_SRS;
    }
    char copy[8192], *at = copy;
    if (snprintf(copy, sizeof copy, "%s", crs) >= (int)sizeof copy)
        return OGRERR_UNSUPPORTED_SRS;
    return OSRImportFromWkt(srs, &at);
}

cm_status cm__ogr_crs_create(const cm__gdal *block, OGRSpatialReferenceH *out, const char *crs,
                             const char *path)
{
    const OGRSpatialReferenceH srs = OSRNewSpatialReference(NULL);

    if (!srs || import(srs, crs) != OGRERR_NONE) {
        OSRDestroySpatialReference(srs);
        return cm__gdal_fail(block, CM_ERR_DOMAIN, path, "GDAL does not know the CRS");
    }
    OSRSetAxisMappingStrategy(srs, OAMS_TRADITIONAL_GIS_ORDER);
    *out = srs;
    return CM_OK;
}

static cm_status add_wkt(cm__text *out, const char *crs, const char *path,
                         const char *const *options, const char *refused)
{
    cm__gdal block;
    OGRSpatialReferenceH srs = NULL;
    char *wkt = NULL;
    cm_status status;

    cm__gdal_begin(&block);
    status = cm__ogr_crs_create(&block, &srs, crs, path);
    if (!status && OSRExportToWktEx(srs, &wkt, options) != OGRERR_NONE)
        status = cm__gdal_fail(&block, CM_ERR_DOMAIN, path, refused);
    if (!status)
        cm__text_add(out, wkt);
    CPLFree(wkt);
    OSRDestroySpatialReference(srs);
    status = cm__gdal_end(&block, status, CM_ERR_DOMAIN, path);
    return status ? status : out->failed;
}

cm_status cm__ogr_esri_wkt(cm__text *out, const char *crs, const char *path)
{
    static const char *const options[] = {"FORMAT=WKT1_ESRI", NULL};

    return add_wkt(out, crs, path, options, "the CRS cannot be said in ESRI's WKT");
}

cm_status cm__ogr_wkt2(cm__text *out, const char *crs, const char *path)
{
    static const char *const options[] = {"FORMAT=WKT2_2019", "MULTILINE=NO", NULL};

    return add_wkt(out, crs, path, options, "the CRS cannot be said in WKT");
}
