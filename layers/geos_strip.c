/* geos_strip.c - strips along lines, of one width or tapering, united into areas by GEOS. */
#include "layers/geos_strip.h"
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include <geos_c.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double PI = 3.14159265358979323846;

/* A radius below this is none: the corners of its arc would be in disorder by rounding. */
static const double RADIUS_MIN_M = 1e-3;

/* So many strips are united at once; their areas then two by two, so that one can stop between. */
enum { QUADRANT = 8, CHUNK = 32, MESSAGE_MAX = 200 };

/* A strip, and the middle of the box round it. */
typedef struct shape {
    GEOSGeometry *geometry;
    double x, y;
} shape;

struct cm__strips {
    GEOSContextHandle_t geos;
    cm_point origin;
    shape *shapes;
    size_t count, capacity;
    double *x, *y; /* room for the vertices of one strip or ring */
    size_t room;
    char message[MESSAGE_MAX];
};

static void hear(const char *message, void *context)
{
    cm__strips *const strips = context;

    snprintf(strips->message, sizeof strips->message, "%s", message);
}

static cm_status fail(const cm__strips *strips)
{
    if (strips->message[0] == '\0' || strstr(strips->message, "bad_alloc"))
        return cm__fail(CM_ERR_NOMEM, "out of memory");
    return cm__fail(CM_ERR_DOMAIN, "the areas cannot be united: %s", strips->message);
}

cm_status cm__strips_create(cm__strips **out, cm_point origin)
{
    cm__strips *strips = NULL;
    cm_status status = cm__array_grow(&strips, 1, sizeof *strips);

    if (status)
        return status;
    *strips = (cm__strips){.geos = GEOS_init_r(), .origin = origin};
    if (!strips->geos) {
        cm__array_free(&strips);
        return cm__fail(CM_ERR_NOMEM, "out of memory");
    }
    GEOSContext_setErrorMessageHandler_r(strips->geos, hear, strips);
    *out = strips;
    return CM_OK;
}

static void drop_shapes(cm__strips *strips)
{
    for (size_t i = 0; i < strips->count; i++)
        if (strips->shapes[i].geometry)
            GEOSGeom_destroy_r(strips->geos, strips->shapes[i].geometry);
    strips->count = 0;
}

void cm__strips_destroy(cm__strips *strips)
{
    if (!strips)
        return;
    drop_shapes(strips);
    GEOS_finish_r(strips->geos);
    cm__array_free(&strips->y);
    cm__array_free(&strips->x);
    cm__array_free(&strips->shapes);
    cm__array_free(&strips);
}

static cm_status make_room(cm__strips *strips, size_t count)
{
    cm_status status = CM_OK;

    if (count <= strips->room)
        return CM_OK;
    status = cm__array_grow(&strips->x, count, sizeof *strips->x);
    if (!status)
        status = cm__array_grow(&strips->y, count, sizeof *strips->y);
    if (!status)
        strips->room = count;
    return status;
}

static bool read_box(cm_box *out, const cm__strips *strips, const GEOSGeometry *geometry)
{
    return GEOSGeom_getXMin_r(strips->geos, geometry, &out->x_min) &&
           GEOSGeom_getYMin_r(strips->geos, geometry, &out->y_min) &&
           GEOSGeom_getXMax_r(strips->geos, geometry, &out->x_max) &&
           GEOSGeom_getYMax_r(strips->geos, geometry, &out->y_max);
}

/* Takes the geometry, which is NULL if GEOS failed. */
static cm_status add_shape(cm__strips *strips, GEOSGeometry *geometry)
{
    cm_box box;
    cm_status status = CM_OK;

    if (!geometry)
        return fail(strips);
    if (GEOSisEmpty_r(strips->geos, geometry)) {
        GEOSGeom_destroy_r(strips->geos, geometry);
        return CM_OK;
    }
    if (!read_box(&box, strips, geometry))
        status = fail(strips);
    if (!status)
        status = cm__array_reserve(&strips->shapes, strips->count, &strips->capacity,
                                   sizeof *strips->shapes);
    if (status)
        GEOSGeom_destroy_r(strips->geos, geometry);
    else
        strips->shapes[strips->count++] =
            (shape){geometry, (box.x_min + box.x_max) / 2, (box.y_min + box.y_max) / 2};
    return status;
}

cm_status cm__strips_add_line(cm__strips *strips, const double *x, const double *y, size_t count,
                              double radius_m)
{
    GEOSContextHandle_t geos = strips->geos;
    cm_status status = make_room(strips, count);

    if (status || count < 2 || !(radius_m > 0))
        return status;
    for (size_t i = 0; i < count; i++) {
        strips->x[i] = x[i] - strips->origin.x;
        strips->y[i] = y[i] - strips->origin.y;
    }
    GEOSCoordSequence *const places =
        GEOSCoordSeq_copyFromArrays_r(geos, strips->x, strips->y, NULL, NULL, (unsigned)count);
    GEOSGeometry *const line = places ? GEOSGeom_createLineString_r(geos, places) : NULL;
    if (!line)
        return fail(strips);
    status = add_shape(strips, GEOSBufferWithStyle_r(geos, line, radius_m, QUADRANT,
                                                     GEOSBUF_CAP_ROUND, GEOSBUF_JOIN_ROUND, 5));
    GEOSGeom_destroy_r(geos, line);
    return status;
}

/* Appends an arc's corners; one of no radius is a single corner. */
static void add_arc(cm__strips *strips, size_t *count, cm_point middle, double radius_m,
                    const double angles[2])
{
    const double turn = angles[1] - angles[0];
    const int steps = radius_m > RADIUS_MIN_M ? (int)ceil(turn / (PI / 2) * QUADRANT - 1e-9) : 0;

    for (int i = 0; i <= steps; i++) {
        const double angle = angles[0] + (steps > 0 ? turn * i / steps : 0);
        strips->x[*count] = middle.x - strips->origin.x + (steps > 0 ? radius_m : 0) * cos(angle);
        strips->y[(*count)++] =
            middle.y - strips->origin.y + (steps > 0 ? radius_m : 0) * sin(angle);
    }
}

/* The hull of two discs touches both at the same angle off the line through their middles, whose
 * cosine is the difference of the radii by the distance. */
cm_status cm__strips_add_taper(cm__strips *strips, const cm_point ends[2], const double radii_m[2])
{
    GEOSContextHandle_t geos = strips->geos;
    const double dx = ends[1].x - ends[0].x, dy = ends[1].y - ends[0].y;
    const double length_m = hypot(dx, dy), narrowing_m = radii_m[0] - radii_m[1];
    const double way = atan2(dy, dx);
    size_t count = 0;
    cm_status status = make_room(strips, 8 * QUADRANT);

    if (status || !(fmax(radii_m[0], radii_m[1]) > RADIUS_MIN_M))
        return status;
    if (fabs(narrowing_m) >= length_m) { /* one disc lies in the other */
        const int wide = narrowing_m >= 0 ? 0 : 1;
        add_arc(strips, &count, ends[wide], radii_m[wide], (double[]){0, 2 * PI});
        count--;
    } else {
        const double off = acos(narrowing_m / length_m);
        add_arc(strips, &count, ends[0], radii_m[0], (double[]){way + off, way + 2 * PI - off});
        add_arc(strips, &count, ends[1], radii_m[1], (double[]){way - off, way + off});
    }
    strips->x[count] = strips->x[0];
    strips->y[count++] = strips->y[0];
    GEOSCoordSequence *const places =
        GEOSCoordSeq_copyFromArrays_r(geos, strips->x, strips->y, NULL, NULL, (unsigned)count);
    GEOSGeometry *const ring = places ? GEOSGeom_createLinearRing_r(geos, places) : NULL;
    return add_shape(strips, ring ? GEOSGeom_createPolygon_r(geos, ring, NULL, 0) : NULL);
}

static int compare_x(const void *a, const void *b)
{
    const shape *const p = a, *const q = b;

    return (p->x > q->x) - (p->x < q->x);
}

static int compare_y(const void *a, const void *b)
{
    const shape *const p = a, *const q = b;

    return (p->y > q->y) - (p->y < q->y);
}

/* Neighbours come together: slices by x, each sorted by y (Leutenegger, Lopez, Edgington 1997). */
static void sort_shapes(cm__strips *strips)
{
    const size_t chunks = (strips->count + CHUNK - 1) / CHUNK;
    const size_t slice = (size_t)ceil(sqrt((double)chunks)) * CHUNK;

    qsort(strips->shapes, strips->count, sizeof *strips->shapes, compare_x);
    for (size_t first = 0; first < strips->count; first += slice) {
        const size_t rest = strips->count - first;
        qsort(strips->shapes + first, rest < slice ? rest : slice, sizeof *strips->shapes,
              compare_y);
    }
}

/* Gathers copies of the polygons of a collection. */
static cm_status gather_polygons(GEOSGeometry **out, cm__strips *strips, const GEOSGeometry *from)
{
    GEOSContextHandle_t geos = strips->geos;
    const int count = GEOSGetNumGeometries_r(geos, from);
    GEOSGeometry **polygons = NULL;
    unsigned found = 0;
    cm_status status = cm__array_grow(&polygons, (size_t)count + 1, sizeof(GEOSGeometry *));

    for (int i = 0; i < count && !status; i++) {
        const GEOSGeometry *const one = GEOSGetGeometryN_r(geos, from, i);
        if (GEOSGeomTypeId_r(geos, one) != GEOS_POLYGON)
            continue;
        polygons[found] = GEOSGeom_clone_r(geos, one);
        if (!polygons[found++])
            status = fail(strips);
    }
    if (!status) {
        *out = GEOSGeom_createCollection_r(geos, GEOS_MULTIPOLYGON, polygons, found);
        status = *out ? CM_OK : fail(strips);
    } else {
        for (unsigned i = 0; i < found; i++)
            if (polygons[i])
                GEOSGeom_destroy_r(geos, polygons[i]);
    }
    cm__array_free(&polygons);
    return status;
}

/* Where areas touch, an overlay may also give lines and points, which it would not take again.
 * Takes the geometry, which is NULL if GEOS failed. */
static cm_status keep_polygons(GEOSGeometry **out, cm__strips *strips, GEOSGeometry *geometry)
{
    cm_status status;
    int type;

    if (!geometry)
        return fail(strips);
    type = GEOSGeomTypeId_r(strips->geos, geometry);
    if (type == GEOS_POLYGON || type == GEOS_MULTIPOLYGON) {
        *out = geometry;
        return CM_OK;
    }
    status = gather_polygons(out, strips, geometry);
    GEOSGeom_destroy_r(strips->geos, geometry);
    return status;
}

/* Unites shapes first .. first + count - 1 into the one at `to`, which is among the first ones. */
static cm_status unite_some(cm__strips *strips, size_t to, size_t first, size_t count)
{
    GEOSGeometry *some[CHUNK];

    for (size_t i = 0; i < count; i++) {
        some[i] = strips->shapes[first + i].geometry;
        strips->shapes[first + i].geometry = NULL; /* the collection has it now, or it is gone */
    }
    GEOSGeometry *const all =
        GEOSGeom_createCollection_r(strips->geos, GEOS_GEOMETRYCOLLECTION, some, (unsigned)count);
    if (!all)
        return fail(strips);
    GEOSGeometry *const united = GEOSUnaryUnion_r(strips->geos, all);
    GEOSGeom_destroy_r(strips->geos, all);
    return keep_polygons(&strips->shapes[to].geometry, strips, united);
}

static cm_status ask(const cm_progress *progress, double share)
{
    if (progress->step && !progress->step(progress->context, share))
        return cm__fail(CM_ERR_STOPPED, "the service areas were stopped");
    return CM_OK;
}

/* One round: so many neighbours at once become one. */
static cm_status unite_round(cm__strips *strips, size_t at_once, const cm_progress *progress,
                             double share)
{
    size_t made = 0;
    cm_status status = CM_OK;

    for (size_t i = 0; i < strips->count && !status; i += at_once) {
        const size_t rest = strips->count - i;
        status = ask(progress, share);
        if (!status)
            status = unite_some(strips, made++, i, rest < at_once ? rest : at_once);
    }
    if (!status)
        strips->count = made;
    return status;
}

cm_status cm__strips_unite(cm__area **out, cm__strips *strips, const cm_progress *progress,
                           double share)
{
    cm_status status = CM_OK;

    if (strips->count == 0) {
        *out = GEOSGeom_createEmptyPolygon_r(strips->geos);
        return *out ? CM_OK : fail(strips);
    }
    sort_shapes(strips);
    status = unite_round(strips, CHUNK, progress, share);
    while (strips->count > 1 && !status)
        status = unite_round(strips, 2, progress, share);
    if (!status) {
        *out = strips->shapes[0].geometry;
        strips->count = 0;
    }
    drop_shapes(strips);
    return status;
}

cm_box cm__strips_get_box(const cm__strips *strips, const cm__area *area)
{
    cm_box box = {INFINITY, INFINITY, -INFINITY, -INFINITY};

    if (GEOSisEmpty_r(strips->geos, area) || !read_box(&box, strips, area))
        return (cm_box){INFINITY, INFINITY, -INFINITY, -INFINITY};
    box.x_min += strips->origin.x;
    box.y_min += strips->origin.y;
    box.x_max += strips->origin.x;
    box.y_max += strips->origin.y;
    return box;
}

cm_status cm__strips_subtract(cm__area **area, cm__strips *strips, const cm__area *other)
{
    GEOSGeometry *rest = NULL;
    cm_status status;

    status = keep_polygons(&rest, strips, GEOSDifference_r(strips->geos, *area, other));
    if (status)
        return status;
    GEOSGeom_destroy_r(strips->geos, *area);
    *area = rest;
    return CM_OK;
}

/* Positive where the ring turns counter-clockwise. */
static double ring_area_m2(const double *x, const double *y, size_t count)
{
    double twice = 0;

    for (size_t i = 1; i + 1 < count; i++)
        twice += (x[i] - x[0]) * (y[i + 1] - y[0]) - (x[i + 1] - x[0]) * (y[i] - y[0]);
    return twice / 2;
}

static void turn_round(double *values, size_t count)
{
    for (size_t i = 0; i < count / 2; i++) {
        const double value = values[i];
        values[i] = values[count - 1 - i];
        values[count - 1 - i] = value;
    }
}

/* Appends a ring and adds its area, a hole's being below 0. */
static cm_status append_ring(cm_features *out, double *area_m2, cm__strips *strips,
                             const GEOSGeometry *ring, bool is_hole)
{
    const GEOSCoordSequence *const places = GEOSGeom_getCoordSeq_r(strips->geos, ring);
    unsigned count = 0;
    cm_status status;

    if (!places || !GEOSCoordSeq_getSize_r(strips->geos, places, &count))
        return fail(strips);
    status = make_room(strips, count);
    if (status)
        return status;
    if (!GEOSCoordSeq_copyToArrays_r(strips->geos, places, strips->x, strips->y, NULL, NULL))
        return fail(strips);
    const double ring_m2 = ring_area_m2(strips->x, strips->y, count);
    if ((ring_m2 < 0) != is_hole) {
        turn_round(strips->x, count);
        turn_round(strips->y, count);
    }
    for (size_t i = 0; i < count; i++) {
        strips->x[i] += strips->origin.x;
        strips->y[i] += strips->origin.y;
    }
    *area_m2 += is_hole ? -fabs(ring_m2) : fabs(ring_m2);
    return cm_features_add_part(out, strips->x, strips->y, count, is_hole);
}

static cm_status append_polygon(cm_features *out, double *area_m2, cm__strips *strips,
                                const GEOSGeometry *polygon)
{
    const int holes = GEOSGetNumInteriorRings_r(strips->geos, polygon);
    cm_status status =
        append_ring(out, area_m2, strips, GEOSGetExteriorRing_r(strips->geos, polygon), false);

    for (int i = 0; i < holes && !status; i++)
        status = append_ring(out, area_m2, strips, GEOSGetInteriorRingN_r(strips->geos, polygon, i),
                             true);
    return status;
}

cm_status cm__strips_append(cm_features *out, double *out_area_m2, cm__strips *strips,
                            const cm__area *area, double least_m2)
{
    const int count = GEOSGetNumGeometries_r(strips->geos, area);
    double whole_m2 = 0;
    cm_status status = CM_OK;

    for (int i = 0; i < count && !status; i++) {
        const GEOSGeometry *const one = GEOSGetGeometryN_r(strips->geos, area, i);
        double area_m2 = 0;
        if (GEOSGeomTypeId_r(strips->geos, one) == GEOS_POLYGON &&
            !GEOSisEmpty_r(strips->geos, one) && GEOSArea_r(strips->geos, one, &area_m2) &&
            area_m2 >= least_m2)
            status = append_polygon(out, &whole_m2, strips, one);
    }
    *out_area_m2 = whole_m2;
    return status;
}

void cm__strips_destroy_area(cm__strips *strips, cm__area *area)
{
    if (area)
        GEOSGeom_destroy_r(strips->geos, area);
}
