/* export_shp_shapes.c - the shapes of a layer as .shp and .shx, through shapelib. */
#include "output/export_shp_shapes.h"
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "output/export_shape.h"
#include "output/export_writers.h"
#include <errno.h>
#include <string.h>

enum { FILE_HEADER = 100, RECORD_HEADER = 8, NULL_SIZE = 4, POINT_SIZE = 20, PARTS_START = 44 };

static bool has_parts(const cm_features *layer)
{
    return layer->geometry == CM_GEOMETRY_LINE || layer->geometry == CM_GEOMETRY_POLYGON;
}

double cm__shapes_file_size(const cm_features *layer)
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
static cm_status make_room(cm__shapes *shapes)
{
    const cm_features *const layer = shapes->layer;
    size_t vertices = 1, part_count = 1;
    cm_status status;

    for (size_t row = 0; has_parts(layer) && row < layer->table.row_count; row++) {
        const cm__parts parts = cm__parts_of(layer, row);
        const size_t count = layer->first_vertex[parts.end] - layer->first_vertex[parts.first];
        vertices = count > vertices ? count : vertices;
        part_count = parts.end - parts.first > part_count ? parts.end - parts.first : part_count;
    }
    status = cm__array_grow(&shapes->x, vertices, sizeof *shapes->x);
    if (!status)
        status = cm__array_grow(&shapes->y, vertices, sizeof *shapes->y);
    if (!status)
        status = cm__array_grow(&shapes->starts, part_count, sizeof *shapes->starts);
    return status;
}

/* Copies a part's vertices, turned round where the format wants it: its outer rings are clockwise,
 * its holes counter-clockwise. */
static void copy_part(const cm__shapes *shapes, size_t part, size_t to)
{
    const cm_features *const layer = shapes->layer;
    const size_t first = layer->first_vertex[part], end = layer->first_vertex[part + 1];
    const bool is_backward = layer->geometry == CM_GEOMETRY_POLYGON &&
                             cm__ring_is_counter_clockwise(layer, part) != layer->is_hole[part];

    for (size_t i = first; i < end; i++) {
        const size_t from = is_backward ? first + end - 1 - i : i;
        shapes->x[to] = layer->x[from];
        shapes->y[to] = layer->y[from];
        to++;
    }
}

static void make_parts(cm__shapes *shapes, size_t row)
{
    const cm_features *const layer = shapes->layer;
    const cm__parts parts = cm__parts_of(layer, row);
    const size_t first = layer->first_vertex[parts.first];

    for (size_t part = parts.first; part < parts.end; part++) {
        const size_t start = layer->first_vertex[part] - first;
        shapes->starts[part - parts.first] = (int)start;
        copy_part(shapes, part, start);
    }
    shapes->shape = SHPCreateObject(
        shapes->type, -1, (int)(parts.end - parts.first), shapes->starts, NULL,
        (int)(layer->first_vertex[parts.end] - first), shapes->x, shapes->y, NULL, NULL);
}

/* Makes the row's shape in shapes->shape, in the place of the one before. */
static cm_status make_shape(cm__shapes *shapes, size_t row)
{
    const cm_features *const layer = shapes->layer;

    SHPDestroyObject(shapes->shape);
    if (!cm_features_has_place(layer, row))
        shapes->shape = SHPCreateObject(SHPT_NULL, -1, 0, NULL, NULL, 0, NULL, NULL, NULL, NULL);
    else if (has_parts(layer))
        make_parts(shapes, row);
    else
        shapes->shape = SHPCreateSimpleObject(SHPT_POINT, 1, &layer->x[row], &layer->y[row], NULL);
    return shapes->shape ? CM_OK : cm__fail(CM_ERR_NOMEM, "no memory for a shape");
}

cm_status cm__shapes_write(cm__shapes *shapes, const char *file, const char *path)
{
    const size_t count = shapes->layer->table.row_count;
    SAHooks hooks = cm__shapelib_hooks();
    SHPHandle handle;
    cm_status status = CM_OK;

    errno = 0;
    handle = SHPCreateLL(file, shapes->type, &hooks);
    if (!handle)
        return cm__shapelib_failure(path);
    for (size_t row = 0; row < count && !status; row++) {
        status = cm__export_step(&shapes->progress, path, row, count);
        if (!status)
            status = make_shape(shapes, row);
        if (!status && SHPWriteObject(handle, -1, shapes->shape) != (int)row)
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

static cm_status compare(cm__shapes *shapes, SHPHandle handle, const char *path)
{
    cm_status status = CM_OK;
    int count, type;

    SHPGetInfo(handle, &count, &type, NULL, NULL);
    if (count != (int)shapes->layer->table.row_count || type != shapes->type)
        return cm__shapelib_mismatch(path);
    for (size_t row = 0; row < shapes->layer->table.row_count && !status; row++) {
        SHPObject *const found = SHPReadObject(handle, (int)row);
        status = make_shape(shapes, row);
        if (!status && (!found || !is_same_shape(found, shapes->shape)))
            status = cm__shapelib_mismatch(path);
        SHPDestroyObject(found);
    }
    return status;
}

cm_status cm__shapes_check(cm__shapes *shapes, const char *file, const char *index,
                           const char *path)
{
    cm__shp_header header = {.length = (size_t)cm__shapes_file_size(shapes->layer),
                             .type = shapes->type};
    SAHooks hooks = cm__shapelib_hooks();
    SHPHandle handle;
    cm_status status;

    header.extent = cm_features_get_bounds(shapes->layer);
    status = cm__shapelib_check_header(file, path, &header);
    header.length = FILE_HEADER + RECORD_HEADER * shapes->layer->table.row_count;
    if (!status)
        status = cm__shapelib_check_header(index, path, &header);
    if (status)
        return status;
    errno = 0;
    handle = SHPOpenLL(file, "rb", &hooks);
    if (!handle)
        return errno == ENOMEM ? cm__shapelib_failure(path) : cm__shapelib_mismatch(path);
    status = compare(shapes, handle, path);
    SHPClose(handle);
    return status;
}

cm_status cm__shapes_init(cm__shapes *out, const cm_features *layer)
{
    static const int types[] = {[CM_GEOMETRY_NONE] = SHPT_NULL,
                                [CM_GEOMETRY_POINT] = SHPT_POINT,
                                [CM_GEOMETRY_LINE] = SHPT_ARC,
                                [CM_GEOMETRY_POLYGON] = SHPT_POLYGON};
    cm__shapes fresh = {.layer = layer, .type = types[layer->geometry]};
    const cm_status status = make_room(&fresh);

    if (status)
        cm__shapes_clear(&fresh);
    else
        *out = fresh;
    return status;
}

void cm__shapes_clear(cm__shapes *shapes)
{
    SHPDestroyObject(shapes->shape);
    cm__array_free(&shapes->starts);
    cm__array_free(&shapes->y);
    cm__array_free(&shapes->x);
    *shapes = (cm__shapes){0};
}
