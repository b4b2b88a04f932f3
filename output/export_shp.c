/* export_shp.c - layers as Shapefiles: five files that are replaced together. */
#include "geo/base_error.h"
#include "output/export_file.h"
#include "output/export_ogr.h"
#include "output/export_shp_dbf.h"
#include "output/export_shp_shapes.h"
#include "output/export_writers.h"
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

static cm_status write_shapes(const cm__export_job *job, const cm__export_folder *folder)
{
    char file[PATH_MAX], index[PATH_MAX];
    cm__shapes shapes = {0};
    cm_status status = cm__export_folder_sibling(folder, file, ".shp");

    if (!status)
        status = cm__export_folder_sibling(folder, index, ".shx");
    if (!status)
        status = cm__shapes_init(&shapes, job->layer);
    shapes.progress = cm__export_progress(job->options);
    if (!status)
        status = cm__shapes_write(&shapes, file, job->path);
    if (!status)
        status = cm__shapes_check(&shapes, file, index, job->path);
    /* shapelib knows .shp in small letters only; the target may be named otherwise */
    if (!status && rename(file, folder->file) != 0)
        status = cm__fail(CM_ERR_IO, "%s: %s", job->path, strerror(errno));
    cm__shapes_clear(&shapes);
    return status;
}

static cm_status write_rows(const cm__export_job *job, const cm__export_folder *folder)
{
    const cm_table *const table = &job->layer->table;
    char file[PATH_MAX];
    cm__dbf dbf = {0};
    cm_status status;

    status = cm__dbf_plan(&dbf, table, job->options->shp_cp932, job->path, job->report);
    dbf.progress = cm__export_progress(job->options);
    if (!status)
        status = cm__export_folder_sibling(folder, file, ".dbf");
    if (!status)
        status = cm__dbf_write(&dbf, file, job->path, job->options->created_s);
    if (!status)
        status = cm__dbf_check(&dbf, file, job->path);
    cm__dbf_clear(&dbf);
    return status;
}

/* The encoding and the CRS: two small files. */
static cm_status write_descriptions(const cm__export_job *job, const cm__export_folder *folder)
{
    const char *const encoding = job->options->shp_cp932 ? "CP932" : "UTF-8";
    char file[PATH_MAX];
    cm__text wkt = {0};
    cm_status status = cm__export_folder_sibling(folder, file, ".cpg");

    if (!status)
        status = cm__export_folder_add(file, encoding, strlen(encoding), job->path);
    if (!status && job->layer->crs)
        status = cm__ogr_esri_wkt(&wkt, job->layer->crs, job->path);
    if (!status && job->layer->crs)
        status = cm__export_folder_sibling(folder, file, ".prj");
    if (!status && job->layer->crs)
        status = cm__export_folder_add(file, wkt.bytes, wkt.length, job->path);
    cm__text_clear(&wkt);
    return status;
}

static cm_status check_job(const cm__export_job *job)
{
    if (job->layer->geometry == CM_GEOMETRY_NONE)
        return cm__fail(CM_ERR_DOMAIN, "%s: a table without places cannot be a Shapefile",
                        job->path);
    if (cm_format_of_path(job->path) != CM_FORMAT_SHP)
        return cm__fail(CM_ERR_DOMAIN, "%s: the name of a Shapefile ends in .shp", job->path);
    if (cm__shapes_file_size(job->layer) > CM__SHAPEFILE_LONGEST)
        return cm__fail(CM_ERR_LIMIT, "%s: over 2 GB do not fit into a Shapefile (gpkg holds them)",
                        job->path);
    return CM_OK;
}

cm_status cm__export_shp(const cm__export_job *job)
{
    /* indexes and CRS that others made for the old shapes */
    static const char *const stale[] = {"*.prj", "*.qpj", "*.qix", "*.sbn", "*.sbx",
                                        "*.idm", "*.ind", "*.ain", "*.aih", "*.atx",
                                        "*.fbn", "*.fbx", NULL};
    cm__export_folder folder = {0};
    cm_status status = check_job(job);

    if (!status)
        status = cm__export_folder_create(&folder, job->path, job->options->no_clobber);
    folder.stale = stale;
    if (!status)
        status = write_shapes(job, &folder);
    if (!status)
        status = write_rows(job, &folder);
    if (!status)
        status = write_descriptions(job, &folder);
    if (!status)
        status = cm__export_folder_commit(&folder);
    cm__export_folder_clear(&folder);
    return status;
}
