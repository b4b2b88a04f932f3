/* export_tif_cog.c - a cloud-optimized GeoTIFF, made out of a plain one by GDAL's driver. */
#include "output/export_tif_cog.h"
#include "geo/base_error.h"
#include "geo/gdal_driver.h"
#include <stdint.h>

/* The writer's progress for GDAL, which it tells of no share, and whether it was stopped. */
typedef struct listener {
    const cm_progress *progress;
    bool stopped;
} listener;

static int CPL_STDCALL listen(double share, const char *words, void *context)
{
    listener *const of = context;

    (void)share, (void)words;
    of->stopped =
        of->stopped || (of->progress->step && !of->progress->step(of->progress->context, 1));
    return !of->stopped;
}

cm_status cm__tif_cog_make(const char *file, const char *plain, const cm__tif_tiles *tiles)
{
    static const char *const drivers[] = {"GTiff", NULL};
    const char *const options[] = {tiles->deflate ? "COMPRESS=DEFLATE" : "COMPRESS=ZSTD",
                                   tiles->deflate ? "LEVEL=6" : "LEVEL=1",
                                   "PREDICTOR=YES",
                                   "BLOCKSIZE=256",
                                   "OVERVIEW_RESAMPLING=AVERAGE",
                                   "BIGTIFF=IF_SAFER",
                                   NULL};
    const cm__gdal_source source = {.path = plain, .drivers = drivers, .flags = GDAL_OF_RASTER};
    cm__gdal block;
    GDALDatasetH from = NULL, made = NULL;
    listener ear = {&tiles->progress, false};
    cm_status status;

    cm__gdal_begin(&block);
    status = cm__gdal_open(&block, &from, &source);
    if (!status) {
        made = GDALCreateCopy(GDALGetDriverByName("COG"), file, from, true,
                              (CSLConstList)(uintptr_t)options, listen, &ear);
        if (!made)
            status = cm__gdal_fail(&block, CM_ERR_IO, tiles->path, "GDAL cannot create it");
    }
    if (made)
        GDALClose(made);
    if (from)
        GDALClose(from);
    status = cm__gdal_end(&block, status, CM_ERR_IO, tiles->path);
    if (status && ear.stopped)
        return cm__fail(CM_ERR_STOPPED, "%s: the writing was stopped", tiles->path);
    return status;
}
