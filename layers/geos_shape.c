/* geos_shape.c - lines and polygons on their way to GEOS and back. */
#include "layers/geos_shape.h"
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "geo/ring.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

/* The geometries of one row. */
typedef struct gathering {
    cm__geos *geos;
    const cm_features *from;
    GEOSGeometry **parts; /* outer rings or lines */
    size_t count;
} gathering;

static void keep_message(const char *message, void *geos)
{
    cm__geos *const to = geos;

    snprintf(to->message, sizeof to->message, "%s", message);
}

cm_status cm__geos_open(cm__geos *geos)
{
    geos->message[0] = '\0';
    geos->handle = GEOS_init_r();
    if (!geos->handle)
        return cm__fail(CM_ERR_NOMEM, "no memory for GEOS");
    GEOSContext_setErrorMessageHandler_r(geos->handle, keep_message, geos);
    return CM_OK;
}

void cm__geos_close(cm__geos *geos)
{
    if (geos->handle)
        GEOS_finish_r(geos->handle);
    geos->handle = NULL;
}

cm_status cm__geos_fail(const cm__geos *geos, const char *work)
{
    return cm__fail(CM_ERR_FORMAT, "%s failed: %s", work,
                    geos->message[0] ? geos->message : "GEOS gives no reason");
}

static GEOSCoordSequence *part_places(const gathering *g, size_t part)
{
    const size_t first = g->from->first_vertex[part];

    return GEOSCoordSeq_copyFromArrays_r(g->geos->handle, g->from->x + first, g->from->y + first,
                                         NULL, NULL,
                                         (unsigned)(g->from->first_vertex[part + 1] - first));
}

/* GEOS takes over what it makes something else of, also when it fails. */
static GEOSGeometry *part_shape(const gathering *g, size_t part, bool is_ring)
{
    GEOSCoordSequence *const places = part_places(g, part);

    if (!places)
        return NULL;
    return is_ring ? GEOSGeom_createLinearRing_r(g->geos->handle, places)
                   : GEOSGeom_createLineString_r(g->geos->handle, places);
}

static void destroy_from(gathering *g, size_t first)
{
    while (g->count > first)
        GEOSGeom_destroy_r(g->geos->handle, g->parts[--g->count]);
}

/* Makes one polygon of the outer ring at `first` and the holes after it. */
static cm_status close_polygon(gathering *g, size_t first)
{
    GEOSGeometry *const shell = g->parts[first];
    const size_t holes = g->count - first - 1;
    GEOSGeometry *polygon;

    g->count = first;
    polygon =
        GEOSGeom_createPolygon_r(g->geos->handle, shell, g->parts + first + 1, (unsigned)holes);
    if (!polygon)
        return cm__geos_fail(g->geos, "a polygon");
    g->parts[g->count++] = polygon;
    return CM_OK;
}

static cm_status gather(gathering *g, size_t begin, size_t end)
{
    const bool is_polygon = g->from->geometry == CM_GEOMETRY_POLYGON;
    size_t first = 0;
    cm_status status = CM_OK;

    for (size_t part = begin; part < end && !status; part++) {
        if (is_polygon && !g->from->is_hole[part]) {
            if (part > begin)
                status = close_polygon(g, first);
            first = g->count;
        }
        if (status)
            break;
        g->parts[g->count] = part_shape(g, part, is_polygon);
        if (!g->parts[g->count])
            return cm__geos_fail(g->geos, "a shape");
        g->count++;
    }
    if (!status && is_polygon && end > begin)
        status = close_polygon(g, first);
    return status;
}

cm_status cm__geos_from_parts(GEOSGeometry **out, cm__geos *geos, const cm_features *features,
                              size_t begin, size_t end)
{
    const int type =
        features->geometry == CM_GEOMETRY_POLYGON ? GEOS_MULTIPOLYGON : GEOS_MULTILINESTRING;
    gathering g = {.geos = geos, .from = features};
    cm_status status = cm__array_grow(&g.parts, end - begin + 1, sizeof *g.parts);

    if (!status)
        status = gather(&g, begin, end);
    if (status) {
        if (g.parts)
            destroy_from(&g, 0);
    } else if (g.count == 1) {
        *out = g.parts[0];
    } else {
        *out = GEOSGeom_createCollection_r(geos->handle, type, g.parts, (unsigned)g.count);
        if (!*out)
            status = cm__geos_fail(geos, "a collection");
    }
    cm__array_free(&g.parts);
    return status;
}

cm_status cm__geos_from_row(GEOSGeometry **out, cm__geos *geos, const cm_features *features,
                            size_t row)
{
    return cm__geos_from_parts(out, geos, features, features->first_part[row],
                               features->first_part[row + 1]);
}

static cm_status add_ring(cm_features *out, cm__geos *geos, const GEOSGeometry *ring, bool is_hole)
{
    const GEOSCoordSequence *const places = GEOSGeom_getCoordSeq_r(geos->handle, ring);
    double *xy = NULL;
    unsigned count = 0;
    cm_status status;

    if (!places || !GEOSCoordSeq_getSize_r(geos->handle, places, &count) || count == 0)
        return cm__geos_fail(geos, "a ring");
    status = cm__array_grow(&xy, (size_t)2 * count, sizeof *xy);
    if (!status && !GEOSCoordSeq_copyToArrays_r(geos->handle, places, xy, xy + count, NULL, NULL))
        status = cm__geos_fail(geos, "a ring");
    if (!status)
        status = cm__ring_add(out, xy, xy + count, count, is_hole);
    cm__array_free(&xy);
    return status;
}

static cm_status add_polygon(cm_features *out, cm__geos *geos, const GEOSGeometry *polygon)
{
    const int holes = GEOSGetNumInteriorRings_r(geos->handle, polygon);
    cm_status status = CM_OK;

    if (GEOSisEmpty_r(geos->handle, polygon) != 0)
        return CM_OK;
    status = add_ring(out, geos, GEOSGetExteriorRing_r(geos->handle, polygon), false);
    for (int i = 0; i < holes && !status; i++)
        status = add_ring(out, geos, GEOSGetInteriorRingN_r(geos->handle, polygon, i), true);
    return status;
}

cm_status cm__geos_add_polygons(cm_features *out, cm__geos *geos, const GEOSGeometry *geometry)
{
    const int type = GEOSGeomTypeId_r(geos->handle, geometry);
    const bool is_set = type == GEOS_MULTIPOLYGON || type == GEOS_GEOMETRYCOLLECTION;
    const int count = is_set ? GEOSGetNumGeometries_r(geos->handle, geometry) : 0;
    cm_status status = CM_OK;

    if (type == GEOS_POLYGON)
        return add_polygon(out, geos, geometry);
    for (int i = 0; i < count && !status; i++) {
        const GEOSGeometry *const part = GEOSGetGeometryN_r(geos->handle, geometry, i);
        if (GEOSGeomTypeId_r(geos->handle, part) == GEOS_POLYGON)
            status = add_polygon(out, geos, part);
    }
    return status;
}
