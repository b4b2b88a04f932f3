/* export_tif_cog.c - a cloud-optimized GeoTIFF, made out of a plain one by GDAL's driver. */
#include "output/export_tif_cog.h"
#include "geo/gdal_driver.h"
#include <stdint.h>

cm_status cm__tif_cog_make(const char *file, const char *plain, const char *path, bool deflate)
{
    static const char *const drivers[] = {"GTiff", NULL};
    const char *const options[] = {deflate ? "COMPRESS=DEFLATE" : "COMPRESS=ZSTD",
                                   deflate ? "LEVEL=6" : "LEVEL=1",
                                   "PREDICTOR=YES",
                                   "BLOCKSIZE=256",
                                   "OVERVIEW_RESAMPLING=AVERAGE",
                                   "BIGTIFF=IF_SAFER",
                                   NULL};
    const cm__gdal_source source = {.path = plain, .drivers = drivers, .flags = GDAL_OF_RASTER};
    cm__gdal block;
    GDALDatasetH from = NULL, made = NULL;
    cm_status status;

    cm__gdal_begin(&block);
    status = cm__gdal_open(&block, &from, &source);
    if (!status) {
        made = GDALCreateCopy(GDALGetDriverByName("COG"), file, from, true,
                              (CSLConstList)(uintptr_t)options, NULL, NULL);
        if (!made)
            status = cm__gdal_fail(&block, CM_ERR_IO, path, "GDAL cannot create it");
    }
    if (made)
        GDALClose(made);
    if (from)
        GDALClose(from);
    return cm__gdal_end(&block, status, CM_ERR_IO, path);
}
