/* export_ogr.c - a file that GDAL writes, kept only if it reads back as it was written. */
#include "output/export_ogr.h"
#include "geo/base_error.h"

/* The file of the folder, open for layers: a new one, or the one that is there. */
static cm_status open_file(const cm__gdal *block, GDALDatasetH *out, const char *driver,
                           const char *file, bool is_there, const char *path)
{
    const char *const drivers[] = {driver, NULL};
    const cm__gdal_source source = {
        .path = file, .drivers = drivers, .flags = GDAL_OF_VECTOR | GDAL_OF_UPDATE};
    cm_status status;

    if (!is_there) {
        *out = GDALCreate(GDALGetDriverByName(driver), file, 0, 0, 0, GDT_Unknown, NULL);
        return *out ? CM_OK : cm__gdal_fail(block, CM_ERR_IO, path, "GDAL cannot create it");
    }
    status = cm__gdal_open(block, out, &source);
    if (status && status != CM_ERR_NOMEM) /* it names the folder's file */
        status = cm__gdal_fail(block, CM_ERR_FORMAT, path, "does not open");
    return status;
}

/* Writes through GDAL into the folder. GDALClose cannot tell that it failed, but the block hears of
 * it. */
static cm_status write_file(const char *driver, cm__ogr_layer *layers, size_t count,
                            const char *file, bool is_there)
{
    const char *const path = layers->job->path;
    cm__gdal block;
    GDALDatasetH out = NULL;
    cm_status status;

    cm__gdal_begin(&block);
    status = open_file(&block, &out, driver, file, is_there, path);
    if (!status)
        GDALDatasetStartTransaction(out, 0); /* refused where the format has none: as well */
    for (size_t i = 0; i < count && !status; i++)
        status = cm__ogr_layer_write(&block, out, &layers[i]);
    if (!status && GDALDatasetCommitTransaction(out) != OGRERR_NONE &&
        GDALDatasetTestCapability(out, ODsCTransactions))
        status = cm__gdal_fail(&block, CM_ERR_IO, path, "the rows are refused");
    if (out)
        GDALClose(out);
    return cm__gdal_end(&block, status, CM_ERR_IO, path);
}

static cm_status check_file(const char *driver, const cm__ogr_layer *layers, size_t count,
                            const char *file, bool has_others)
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
    if (!status && !has_others && GDALDatasetGetLayerCount(from) != (int)count)
        status = cm__fail(CM_ERR_FORMAT, "%s: %d layers of %zu read back", path,
                          GDALDatasetGetLayerCount(from), count);
    for (size_t i = 0; i < count && !status; i++)
        status = cm__ogr_layer_check(&block, from, &layers[i]);
    if (from)
        GDALClose(from);
    return cm__gdal_end(&block, status, CM_ERR_FORMAT, path);
}

cm_status cm__ogr_file_write(const char *driver, cm__ogr_layer *layers, size_t count,
                             const cm__ogr_steps *steps)
{
    static const cm__ogr_steps none = {.stale = NULL};
    const cm__export_job *const job = layers->job;
    cm__export_folder folder = {0};
    bool is_there = false;
    cm_status status = cm__export_folder_create(&folder, job->path, job->options->no_clobber);

    if (!steps)
        steps = &none;
    folder.stale = steps->stale;
    if (!status && steps->begin)
        status = steps->begin(steps->context, &folder, &is_there);
    if (!status)
        status = write_file(driver, layers, count, folder.file, is_there);
    if (!status)
        status = check_file(driver, layers, count, folder.file, is_there);
    if (!status && steps->finish)
        status = steps->finish(steps->context, &folder);
    if (!status)
        status = cm__export_folder_commit(&folder);
    cm__export_folder_clear(&folder);
    return status;
}
