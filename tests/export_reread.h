/* export_reread.h - looks through GDAL at what the exporters wrote, in their tests. */
#ifndef EXPORT_REREAD_H
#define EXPORT_REREAD_H

#include "geo/gdal_driver.h"
#include "tests/export_fixture.h"
#include <cpl_conv.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

/* An open file; every warning of GDAL's counts as a failure. */
typedef struct reread {
    cm__gdal block;
    GDALDatasetH file;
    OGRLayerH layer;
} reread;

static inline bool reread_open(reread *out, const char *path, const char *driver, unsigned flags)
{
    const char *const drivers[] = {driver, NULL};
    const cm__gdal_source source = {.path = path, .drivers = drivers, .flags = flags};

    *out = (reread){0};
    cm__gdal_begin(&out->block);
    out->block.strict = true;
    const bool is_open = cm__gdal_open(&out->block, &out->file, &source) == CM_OK;
    if (is_open && flags & GDAL_OF_VECTOR)
        out->layer = GDALDatasetGetLayer(out->file, 0);
    if (!is_open)
        printf("%s\n", cm_error_text());
    return is_open;
}

static inline bool reread_close(reread *from)
{
    if (from->file)
        GDALClose(from->file);
    const bool is_good = cm__gdal_end(&from->block, CM_OK, CM_ERR_FORMAT, "reread") == CM_OK;
    if (!is_good)
        printf("%s\n", cm_error_text());
    return is_good;
}

/* The EPSG code of the layer's CRS as GDAL recognises it, 0 if none. */
static inline int reread_epsg(OGRSpatialReferenceH srs)
{
    const char *code;

    if (!srs)
        return 0;
    OSRAutoIdentifyEPSG(srs);
    code = OSRGetAuthorityCode(srs, NULL);
    return code ? (int)strtol(code, NULL, 10) : -1;
}

/* The n-th feature in the file's order as one text: its fields, then its geometry as WKT. */
static inline const char *reread_feature(const reread *from, int n)
{
    static char text[16384];
    char *wkt = NULL;
    OGRFeatureH feature = NULL;
    int length = 0;

    OGR_L_ResetReading(from->layer);
    for (int i = 0; i <= n; i++) {
        OGR_F_Destroy(feature);
        feature = OGR_L_GetNextFeature(from->layer);
    }
    *text = '\0';
    for (int i = 0; feature && i < OGR_F_GetFieldCount(feature); i++)
        length += snprintf(
            text + length, sizeof text - (size_t)length, "%s|",
            OGR_F_IsFieldSetAndNotNull(feature, i) ? OGR_F_GetFieldAsString(feature, i) : "NULL");
    if (feature && OGR_F_GetGeometryRef(feature))
        OGR_G_ExportToWkt(OGR_F_GetGeometryRef(feature), &wkt);
    snprintf(text + length, sizeof text - (size_t)length, "%s", wkt ? wkt : "NULL");
    CPLFree(wkt);
    OGR_F_Destroy(feature);
    return text;
}

static inline int reread_holds(const reread *from, int n, const char *want)
{
    const char *const got = reread_feature(from, n);
    const int same = strcmp(got, want) == 0;

    if (!same)
        printf("feature %d is:\n%s\n", n, got);
    return same;
}

#endif
