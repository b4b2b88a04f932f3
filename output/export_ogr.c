/* export_ogr.c - a file that GDAL writes, kept only if it reads back as it was written. */
#include "output/export_ogr.h"
#include "geo/base_error.h"
#include "output/export_file.h"

/* Closing would index the places of what was written, which takes as long as writing them. */
static void drop_layers(GDALDatasetH file)
{
    while (GDALDatasetTestCapability(file, ODsCDeleteLayer) && GDALDatasetGetLayerCount(file) > 0 &&
           GDALDatasetDeleteLayer(file, 0) == OGRERR_NONE)
        continue;
}

/* Writes through GDAL into the folder. GDALClose cannot tell that it failed, but the block hears of
 * it. */
static cm_status write_file(const char *driver, cm__ogr_layer *layers, size_t count,
                            const char *file)
{
    const char *const path = layers->job->path;
    cm__gdal block;
    GDALDatasetH out;
    cm_status status = CM_OK;

    cm__gdal_begin(&block);
    out = GDALCreate(GDALGetDriverByName(driver), file, 0, 0, 0, GDT_Unknown, NULL);
    if (!out)
        status = cm__gdal_fail(&block, CM_ERR_IO, path, "GDAL cannot create it");
    for (size_t i = 0; i < count && !status; i++)
        status = cm__ogr_layer_write(&block, out, &layers[i]);
    if (status == CM_ERR_STOPPED)
        drop_layers(out);
    if (out)
        GDALClose(out);
    return cm__gdal_end(&block, status, CM_ERR_IO, path);
}

static cm_status check_file(const char *driver, const cm__ogr_layer *layers, size_t count,
                            const char *file)
{
    const char *const drivers[] = {driver, NULL};
    const cm__gdal_source source = {.path = file, .drivers = drivers, .flags = GDAL_OF_VECTOR};
    const char *const path = layers->job->path;
    cm__gdal block;
    GDALDatasetH from = NULL;
    cm_status status;

    cm__gdal_begin(&block);
    status = cm__gdal_open(&block, &from, &source);
    if (status && status != CM_ERR_NOMEM) /* it names the folder's file */
        status = cm__gdal_fail(&block, CM_ERR_FORMAT, path, "does not open again");
    if (!status && GDALDatasetGetLayerCount(from) != (int)count)
        status = cm__fail(CM_ERR_FORMAT, "%s: %d layers of %zu read back", path,
                          GDALDatasetGetLayerCount(from), count);
    for (size_t i = 0; i < count && !status; i++)
        status = cm__ogr_layer_check(&block, from, &layers[i]);
    if (from)
        GDALClose(from);
    return cm__gdal_end(&block, status, CM_ERR_FORMAT, path);
}

cm_status cm__ogr_file_write(const char *driver, cm__ogr_layer *layers, size_t count,
                             const char *const *stale)
{
    const cm__export_job *const job = layers->job;
    cm__export_folder folder = {0};
    cm_status status = cm__export_folder_create(&folder, job->path, job->options->no_clobber);

    folder.stale = stale;
    if (!status)
        status = write_file(driver, layers, count, folder.file);
    if (!status)
        status = check_file(driver, layers, count, folder.file);
    if (!status)
        status = cm__export_folder_commit(&folder);
    cm__export_folder_clear(&folder);
    return status;
}
