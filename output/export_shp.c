/* export_shp.c - layers as Shapefiles, through shapelib. */
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "output/export_file.h"
#include "output/export_ogr.h"
#include "output/export_shape.h"
#include "output/export_shp_dbf.h"
#include "output/export_shp_lib.h"
#include "output/export_writers.h"
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

enum { FILE_HEADER = 100, RECORD_HEADER = 8, NULL_SIZE = 4, POINT_SIZE = 20, PARTS_START = 44 };

typedef struct shp {
    const cm__export_job *job;
    const cm_features *layer;
    int type; /* SHPT_... */
    double *x, *y;
    int *starts;
    SHPObject *shape; /* the newest row's */
} shp;

static bool has_parts(const cm_features *layer)
{
    return layer->geometry == CM_GEOMETRY_LINE || layer->geometry == CM_GEOMETRY_POLYGON;
}

/* The bytes of .shp. */
static double file_size(const cm_features *layer)
{
    double size = FILE_HEADER;

    for (size_t row = 0; row < layer->table.row_count; row++) {
        size += RECORD_HEADER;
        if (!cm_features_has_place(layer, row))
            size += NULL_SIZE;
        else
            size += has_parts(layer) ? PARTS_START : POINT_SIZE;
    }
    if (has_parts(layer))
        size += 4 * (double)layer->part_count + 16 * (double)layer->vertex_count;
    return size;
}

/* Room for the row with most parts and vertices. */
static cm_status make_room(shp *out)
{
    const cm_features *const layer = out->layer;
    size_t vertices = 1, part_count = 1;
    cm_status status;

    for (size_t row = 0; has_parts(layer) && row < layer->table.row_count; row++) {
        const cm__parts parts = cm__parts_of(layer, row);
        const size_t count = layer->first_vertex[parts.end] - layer->first_vertex[parts.first];
        vertices = count > vertices ? count : vertices;
        part_count = parts.end - parts.first > part_count ? parts.end - parts.first : part_count;
    }
    status = cm__array_grow(&out->x, vertices, sizeof *out->x);
    if (!status)
        status = cm__array_grow(&out->y, vertices, sizeof *out->y);
    if (!status)
        status = cm__array_grow(&out->starts, part_count, sizeof *out->starts);
    return status;
}

/* Copies a part's vertices, turned round where the format wants it: its outer rings are clockwise,
 * its holes counter-clockwise. */
static void copy_part(const shp *out, size_t part, size_t to)
{
    const cm_features *const layer = out->layer;
    const size_t first = layer->first_vertex[part], end = layer->first_vertex[part + 1];
    const bool is_backward = layer->geometry == CM_GEOMETRY_POLYGON &&
                             cm__ring_is_counter_clockwise(layer, part) != layer->is_hole[part];

    for (size_t i = first; i < end; i++) {
        const size_t from = is_backward ? first + end - 1 - i : i;
        out->x[to] = layer->x[from];
        out->y[to] = layer->y[from];
        to++;
    }
}

static void make_parts(shp *out, size_t row)
{
    const cm_features *const layer = out->layer;
    const cm__parts parts = cm__parts_of(layer, row);
    const size_t first = layer->first_vertex[parts.first];

    for (size_t part = parts.first; part < parts.end; part++) {
        const size_t start = layer->first_vertex[part] - first;
        out->starts[part - parts.first] = (int)start;
        copy_part(out, part, start);
    }
    out->shape =
        SHPCreateObject(out->type, -1, (int)(parts.end - parts.first), out->starts, NULL,
                        (int)(layer->first_vertex[parts.end] - first), out->x, out->y, NULL, NULL);
}

/* Makes the row's shape in out->shape, in the place of the one before. */
static cm_status make_shape(shp *out, size_t row)
{
    const cm_features *const layer = out->layer;

    SHPDestroyObject(out->shape);
    if (!cm_features_has_place(layer, row))
        out->shape = SHPCreateObject(SHPT_NULL, -1, 0, NULL, NULL, 0, NULL, NULL, NULL, NULL);
    else if (has_parts(layer))
        make_parts(out, row);
    else
        out->shape = SHPCreateSimpleObject(SHPT_POINT, 1, &layer->x[row], &layer->y[row], NULL);
    return out->shape ? CM_OK : cm__fail(CM_ERR_NOMEM, "no memory for a shape");
}

static cm_status write_shapes(shp *out, const char *file)
{
    const char *const path = out->job->path;
    SAHooks hooks = cm__shapelib_hooks();
    SHPHandle handle;
    cm_status status = CM_OK;

    errno = 0;
    handle = SHPCreateLL(file, out->type, &hooks);
    if (!handle)
        return cm__shapelib_failure(path);
    for (size_t row = 0; row < out->layer->table.row_count && !status; row++) {
        status = make_shape(out, row);
        if (!status && SHPWriteObject(handle, -1, out->shape) != (int)row)
            status = cm__shapelib_failure(path);
    }
    SHPClose(handle);
    return status;
}

static bool is_same_shape(const SHPObject *a, const SHPObject *b)
{
    const size_t vertices = (size_t)a->nVertices * sizeof *a->padfX;

    if (a->nSHPType != b->nSHPType || a->nVertices != b->nVertices || a->nParts != b->nParts)
        return false;
    if (a->nParts > 0 &&
        memcmp(a->panPartStart, b->panPartStart, (size_t)a->nParts * sizeof *a->panPartStart) != 0)
        return false;
    return vertices == 0 ||
           (memcmp(a->padfX, b->padfX, vertices) == 0 && memcmp(a->padfY, b->padfY, vertices) == 0);
}

static cm_status compare(shp *out, SHPHandle handle)
{
    const char *const path = out->job->path;
    cm_status status = CM_OK;
    int count, type;

    SHPGetInfo(handle, &count, &type, NULL, NULL);
    if (count != (int)out->layer->table.row_count || type != out->type)
        return cm__shapelib_mismatch(path);
    for (size_t row = 0; row < out->layer->table.row_count && !status; row++) {
        SHPObject *const found = SHPReadObject(handle, (int)row);
        status = make_shape(out, row);
        if (!status && (!found || !is_same_shape(found, out->shape)))
            status = cm__shapelib_mismatch(path);
        SHPDestroyObject(found);
    }
    return status;
}

static cm_status check_shapes(shp *out, const char *file, const char *index)
{
    const char *const path = out->job->path;
    cm__shp_header header = {.length = (size_t)file_size(out->layer), .type = out->type};
    SAHooks hooks = cm__shapelib_hooks();
    SHPHandle handle;
    cm_status status;

    header.extent = cm_features_get_bounds(out->layer);
    status = cm__shapelib_check_header(file, path, &header);
    header.length = FILE_HEADER + RECORD_HEADER * out->layer->table.row_count;
    if (!status)
        status = cm__shapelib_check_header(index, path, &header);
    if (status)
        return status;
    handle = SHPOpenLL(file, "rb", &hooks);
    if (!handle)
        return cm__shapelib_mismatch(path);
    status = compare(out, handle);
    SHPClose(handle);
    return status;
}

static cm_status write_rows(const cm__export_job *job, const cm__export_folder *folder)
{
    const cm_table *const table = &job->layer->table;
    char file[PATH_MAX];
    cm__dbf dbf = {0};
    cm_status status;

    status = cm__dbf_plan(&dbf, table, job->options->shp_cp932, job->path, job->report);
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

/* shapelib knows .shp in small letters only; the target may be named otherwise. */
static cm_status write_files(shp *out, const cm__export_folder *folder)
{
    char file[PATH_MAX], index[PATH_MAX];
    cm_status status = cm__export_folder_sibling(folder, file, ".shp");

    if (!status)
        status = cm__export_folder_sibling(folder, index, ".shx");
    if (!status)
        status = write_shapes(out, file);
    if (!status)
        status = check_shapes(out, file, index);
    if (!status && rename(file, folder->file) != 0)
        status = cm__fail(CM_ERR_IO, "%s: %s", out->job->path, strerror(errno));
    if (!status)
        status = write_rows(out->job, folder);
    if (!status)
        status = write_descriptions(out->job, folder);
    return status;
}

static cm_status check_job(const cm__export_job *job)
{
    if (job->layer->geometry == CM_GEOMETRY_NONE)
        return cm__fail(CM_ERR_DOMAIN, "%s: a table without places cannot be a Shapefile",
                        job->path);
    if (cm_format_of_path(job->path) != CM_FORMAT_SHP)
        return cm__fail(CM_ERR_DOMAIN, "%s: the name of a Shapefile ends in .shp", job->path);
    if (file_size(job->layer) > CM__SHAPEFILE_LONGEST)
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
    static const int types[] = {SHPT_NULL, SHPT_POINT, SHPT_ARC, SHPT_POLYGON};
    shp out = {.job = job, .layer = job->layer};
    cm__export_folder folder = {0};
    cm_status status = check_job(job);

    if (status)
        return status;
    out.type = types[job->layer->geometry];
    status = make_room(&out);
    if (!status)
        status = cm__export_folder_create(&folder, job->path, job->options->no_clobber);
    folder.stale = stale;
    if (!status)
        status = write_files(&out, &folder);
    if (!status)
        status = cm__export_folder_commit(&folder);
    SHPDestroyObject(out.shape);
    cm__export_folder_clear(&folder);
    cm__array_free(&out.starts);
    cm__array_free(&out.y);
    cm__array_free(&out.x);
    return status;
}
