/* geos_polygons.c - whether polygons are sound, and their union. */
#include "layers/geos_polygons.h"
#include "geo/base_error.h"
#include "layers/geos_shape.h"

static cm_status check_polygon(cm__geos *geos, const GEOSGeometry *polygon, size_t row,
                               const char *what)
{
    char *reason = NULL;
    cm_status status = CM_OK;

    if (GEOSisValidDetail_r(geos->handle, polygon, 0, &reason, NULL) != 1)
        status = cm__fail(CM_ERR_FORMAT, "%s: the polygon of row %zu is not valid: %s", what,
                          row + 1, reason ? reason : geos->message);
    if (reason)
        GEOSFree_r(geos->handle, reason);
    return status;
}

/* Polygon by polygon, since those of a row may touch or lie over each other. */
static cm_status check_row(cm__geos *geos, const cm_features *polygons, size_t row,
                           const char *what)
{
    const size_t end = polygons->first_part[row + 1];
    cm_status status = CM_OK;

    for (size_t part = polygons->first_part[row], next; part < end && !status; part = next) {
        GEOSGeometry *polygon = NULL;
        for (next = part + 1; next < end && polygons->is_hole[next];)
            next++;
        status = cm__geos_from_parts(&polygon, geos, polygons, part, next);
        if (!status)
            status = check_polygon(geos, polygon, row, what);
        if (polygon)
            GEOSGeom_destroy_r(geos->handle, polygon);
    }
    return status;
}

cm_status cm__geos_check_polygons(const cm_features *polygons, const char *what)
{
    cm__geos geos = {NULL, ""};
    cm_status status = cm__geos_open(&geos);

    for (size_t row = 0; row < polygons->table.row_count && !status; row++)
        status = check_row(&geos, polygons, row, what);
    cm__geos_close(&geos);
    return status;
}

cm_status cm__geos_unite(cm_features *out, const cm_features *polygons)
{
    cm__geos geos = {NULL, ""};
    GEOSGeometry *all = NULL, *united = NULL;
    cm_features made = {.geometry = CM_GEOMETRY_NONE};
    cm_status status = cm__geos_open(&geos);

    if (!status)
        status = cm__geos_from_parts(&all, &geos, polygons, 0, polygons->part_count);
    if (!status)
        status = cm_features_init(&made, CM_GEOMETRY_POLYGON, polygons->crs);
    if (!status)
        status = cm_features_add_row(&made);
    if (status)
        goto done;
    united = GEOSUnaryUnion_r(geos.handle, all);
    if (!united) {
        status = cm__geos_fail(&geos, "the union");
        goto done;
    }
    status = cm__geos_add_polygons(&made, &geos, united);
    if (status)
        goto done;
    *out = made;
    made = (cm_features){.geometry = CM_GEOMETRY_NONE};
done:
    cm_features_clear(&made);
    if (united)
        GEOSGeom_destroy_r(geos.handle, united);
    if (all)
        GEOSGeom_destroy_r(geos.handle, all);
    cm__geos_close(&geos);
    return status;
}
