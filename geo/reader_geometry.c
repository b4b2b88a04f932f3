/* reader_geometry.c - OGR's geometries as points, lines and rings of a layer. */
#include "geo/reader_geometry.h"
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "geo/ring.h"
#include <math.h>

/* What every step needs to know: the layer whose last row is being given its parts. */
typedef struct sink {
    cm_features *features;
    cm__vertices *vertices;
    const char *path;
} sink;

void cm__vertices_clear(cm__vertices *vertices)
{
    cm__array_free(&vertices->y);
    cm__array_free(&vertices->x);
    *vertices = (cm__vertices){0};
}

static cm_status make_room(cm__vertices *vertices, size_t count)
{
    cm_status status;

    if (count <= vertices->capacity)
        return CM_OK;
    status = cm__array_grow(&vertices->x, 2 * count, sizeof *vertices->x);
    if (!status)
        status = cm__array_grow(&vertices->y, 2 * count, sizeof *vertices->y);
    if (!status)
        vertices->capacity = 2 * count;
    return status;
}

cm_geometry cm__geometry_of(OGRwkbGeometryType type)
{
    switch (OGR_GT_Flatten(type)) {
    case wkbPoint:
    case wkbMultiPoint: return CM_GEOMETRY_POINT;
    case wkbLineString:
    case wkbMultiLineString:
    case wkbCircularString:
    case wkbCompoundCurve:
    case wkbMultiCurve:
    case wkbCurve: return CM_GEOMETRY_LINE;
    case wkbPolygon:
    case wkbMultiPolygon:
    case wkbCurvePolygon:
    case wkbMultiSurface:
    case wkbSurface: return CM_GEOMETRY_POLYGON;
    default: return CM_GEOMETRY_NONE;
    }
}

static const char *geometry_name(cm_geometry geometry)
{
    static const char *const names[] = {"no geometry", "points", "lines", "polygons"};

    return names[geometry];
}

static cm_status refuse(const sink *target, const char *reason)
{
    return cm__fail(CM_ERR_FORMAT, "%s: row %zu: %s", target->path,
                    target->features->table.row_count, reason);
}

/* Copies the vertices of a point or a line string out of OGR and looks whether they are places. */
static cm_status fetch(const sink *target, OGRGeometryH line, size_t count)
{
    cm__vertices *const vertices = target->vertices;
    cm_status status = make_room(vertices, count);

    if (status)
        return status;
    OGR_G_GetPoints(line, vertices->x, sizeof *vertices->x, vertices->y, sizeof *vertices->y, NULL,
                    0);
    for (size_t i = 0; i < count; i++)
        if (!(isfinite(vertices->x[i]) && isfinite(vertices->y[i])))
            return refuse(target, "a coordinate is not a finite number");
    return CM_OK;
}

static cm_status add_point(const sink *target, OGRGeometryH geometry)
{
    const size_t row = target->features->table.row_count - 1;
    OGRGeometryH point = geometry;
    cm_status status;

    if (OGR_GT_Flatten(OGR_G_GetGeometryType(geometry)) == wkbMultiPoint) {
        if (OGR_G_GetGeometryCount(geometry) != 1)
            return refuse(target, "a multipoint of more than one point");
        point = OGR_G_GetGeometryRef(geometry, 0);
    }
    status = fetch(target, point, 1);
    if (!status)
        cm_features_set_point(target->features, row,
                              (cm_point){target->vertices->x[0], target->vertices->y[0]});
    return status;
}

static cm_status add_line(const sink *target, OGRGeometryH line)
{
    const size_t count = (size_t)OGR_G_GetPointCount(line);
    cm_status status;

    if (count == 0)
        return CM_OK;
    if (count < 2)
        return refuse(target, "a line of one vertex");
    status = fetch(target, line, count);
    if (status)
        return status;
    return cm_features_add_part(target->features, target->vertices->x, target->vertices->y, count,
                                false);
}

static cm_status add_ring(const sink *target, OGRGeometryH ring, bool is_hole)
{
    const cm__vertices *const vertices = target->vertices;
    const size_t count = (size_t)OGR_G_GetPointCount(ring);
    cm_status status;

    if (count == 0)
        return CM_OK;
    status = fetch(target, ring, count);
    if (status)
        return status;
    const bool is_closed =
        vertices->x[0] == vertices->x[count - 1] && vertices->y[0] == vertices->y[count - 1];
    if (count + !is_closed < 4)
        return refuse(target, "a ring of fewer than three sides");
    return cm__ring_add(target->features, vertices->x, vertices->y, count, is_hole);
}

static cm_status add_polygon(const sink *target, OGRGeometryH polygon)
{
    const int rings = OGR_G_GetGeometryCount(polygon);
    cm_status status = CM_OK;

    if (rings > 1 && OGR_G_GetPointCount(OGR_G_GetGeometryRef(polygon, 0)) == 0)
        return refuse(target, "a hole without a ring round it");
    for (int i = 0; i < rings && !status; i++)
        status = add_ring(target, OGR_G_GetGeometryRef(polygon, i), i > 0);
    return status;
}

static cm_status add_simple(const sink *target, OGRGeometryH geometry)
{
    const int parts = OGR_G_GetGeometryCount(geometry);
    cm_status status = CM_OK;

    switch (OGR_GT_Flatten(OGR_G_GetGeometryType(geometry))) {
    case wkbPoint:
    case wkbMultiPoint: return add_point(target, geometry);
    case wkbLineString: return add_line(target, geometry);
    case wkbPolygon: return add_polygon(target, geometry);
    case wkbMultiLineString:
        for (int i = 0; i < parts && !status; i++)
            status = add_line(target, OGR_G_GetGeometryRef(geometry, i));
        return status;
    case wkbMultiPolygon:
        for (int i = 0; i < parts && !status; i++)
            status = add_polygon(target, OGR_G_GetGeometryRef(geometry, i));
        return status;
    default: return refuse(target, "a geometry that is no point, line or polygon");
    }
}

cm_status cm__geometry_add(cm_features *features, OGRGeometryH geometry, cm__vertices *vertices,
                           const char *path)
{
    const sink target = {features, vertices, path};
    OGRGeometryH straight;
    cm_status status;

    if (!geometry || OGR_G_IsEmpty(geometry))
        return CM_OK;
    const cm_geometry kind = cm__geometry_of(OGR_G_GetGeometryType(geometry));
    if (kind == CM_GEOMETRY_NONE)
        return refuse(&target, "a geometry that is no point, line or polygon");
    if (kind != features->geometry)
        return cm__fail(CM_ERR_FORMAT, "%s: row %zu is of %s among %s; a layer holds one kind",
                        path, features->table.row_count, geometry_name(kind),
                        geometry_name(features->geometry));
    if (!OGR_G_HasCurveGeometry(geometry, 0))
        return add_simple(&target, geometry);
    straight = OGR_G_GetLinearGeometry(geometry, 0, NULL);
    if (!straight)
        return refuse(&target, "a curve that cannot be followed");
    status = add_simple(&target, straight);
    OGR_G_DestroyGeometry(straight);
    return status;
}
