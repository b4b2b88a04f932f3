/* map_plane.c - chooses the map's plane and transforms the layers' vertices into it. */
#include "output/map_plane.h"
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "output/map_box.h"
#include <string.h>

static void clear_layer(cm__plane_layer *layer)
{
    cm__array_free(&layer->x);
    cm__array_free(&layer->y);
    *layer = (cm__plane_layer){0};
}

/* Transforms the places from a CRS. Most layers are in degrees on JGD2011, for which there is an
 * object already: making one takes longer than all the rest of a small map. */
static cm_status transform(cm__plane_layer *places, const char *definition, const cm__plane *plane,
                           const cm_crs *to)
{
    cm_crs *own = NULL;
    cm_status status =
        strcmp(definition, CM_CRS_LONLAT) == 0 ? CM_OK : cm_crs_create(&own, definition);

    if (!status)
        status = cm_crs_transform(own ? own : plane->lonlat, to, places->x, places->y,
                                  places->vertex_count, NULL);
    cm_crs_destroy(own);
    return status;
}

static cm_status copy_vertices(cm__plane_layer *out, const cm_features *features)
{
    const size_t count = features->vertex_count;
    cm_status status = cm__array_grow(&out->x, count, sizeof *out->x);

    if (!status)
        status = cm__array_grow(&out->y, count, sizeof *out->y);
    if (status)
        return status;
    memcpy(out->x, features->x, count * sizeof *out->x);
    memcpy(out->y, features->y, count * sizeof *out->y);
    out->vertex_count = count;
    return CM_OK;
}

/* Copies a layer's vertices and transforms them; without `to` they stay as they are. */
static cm_status load_layer(cm__plane_layer *out, const cm_features *features,
                            const cm__plane *plane, const cm_crs *to)
{
    cm_status status;

    *out = (cm__plane_layer){.bounds = CM__BOX_EMPTY};
    if (features->vertex_count == 0)
        return CM_OK;
    status = copy_vertices(out, features);
    if (!status && to)
        status = transform(out, features->crs, plane, to);
    for (size_t i = 0; i < out->vertex_count && !status; i++)
        if (isfinite(out->x[i]) && isfinite(out->y[i]))
            out->bounds =
                cm__box_union(out->bounds, (cm_box){out->x[i], out->y[i], out->x[i], out->y[i]});
    return status;
}

/* Adds a layer's places as longitude and latitude to the arrays. */
static cm_status gather(cm__plane_layer *all, const cm_map_layer *layer, const cm__plane *plane)
{
    cm__plane_layer some = {0};
    const size_t had = all->vertex_count;
    cm_status status = load_layer(&some, layer->features, plane, plane->lonlat);

    if (!status)
        status = cm__array_grow(&all->x, had + some.vertex_count + 1, sizeof *all->x);
    if (!status)
        status = cm__array_grow(&all->y, had + some.vertex_count + 1, sizeof *all->y);
    if (!status && some.vertex_count > 0) {
        memcpy(all->x + had, some.x, some.vertex_count * sizeof *all->x);
        memcpy(all->y + had, some.y, some.vertex_count * sizeof *all->y);
        all->vertex_count = had + some.vertex_count;
    }
    clear_layer(&some);
    return status;
}

static bool has_finite(const cm__plane_layer *places)
{
    for (size_t i = 0; i < places->vertex_count; i++)
        if (isfinite(places->x[i]) && isfinite(places->y[i]))
            return true;
    return false;
}

static cm_status choose_plane(cm__plane *plane, const cm_map_layer *layers, size_t count)
{
    cm__plane_layer places = {0};
    cm_status status = CM_OK;

    for (size_t i = 0; i < count && !status; i++)
        if (layers[i].role == CM_MAP_MEMBERS)
            status = gather(&places, &layers[i], plane);
    if (!status && !has_finite(&places)) {
        places.vertex_count = 0;
        for (size_t i = 0; i < count && !status; i++)
            status = gather(&places, &layers[i], plane);
    }
    if (!status && !has_finite(&places))
        status = cm__fail(CM_ERR_DOMAIN, "nothing to draw: no layer has a place");
    if (!status)
        status = cm_crs_choose(&plane->chosen, places.x, places.y, places.vertex_count);
    plane->crs = plane->chosen;
    clear_layer(&places);
    return status;
}

/* All layers have a CRS, or none has. */
static cm_status check_layers(const cm_map_layer *layers, size_t count, const cm_crs *given)
{
    for (size_t i = 0; i < count; i++) {
        if (!layers[i].features->crs == !layers[0].features->crs)
            continue;
        const size_t without = layers[i].features->crs ? 0 : i;
        return cm__fail(CM_ERR_DOMAIN, "layer %s has no CRS, but others of the map have one",
                        layers[without].id);
    }
    if (given && cm_crs_is_geographic(given))
        return cm__fail(CM_ERR_DOMAIN, "%s is not a plane: a map needs a projected CRS",
                        cm_crs_get_name(given));
    if (given && count > 0 && !layers[0].features->crs)
        return cm__fail(CM_ERR_DOMAIN, "layer %s has no CRS, so it cannot be drawn in %s",
                        layers[0].id, cm_crs_get_name(given));
    return CM_OK;
}

static cm_status init_crs(cm__plane *plane, const cm_map_layer *layers, size_t count,
                          const cm_crs *given)
{
    cm_status status = check_layers(layers, count, given);

    if (status || (count == 0 ? !given : !layers[0].features->crs))
        return status;
    status = cm_crs_create(&plane->lonlat, CM_CRS_LONLAT);
    plane->crs = given;
    return status || given ? status : choose_plane(plane, layers, count);
}

/* Brings the layers into the plane; tells whether any of them has a place. */
static cm_status load(cm__plane *out, const cm_map_layer *layers, size_t count, const cm_crs *given,
                      bool *out_any)
{
    cm__plane plane = {0};
    cm_status status = init_crs(&plane, layers, count, given);

    if (!status)
        status = cm__array_grow(&plane.layers, count + 1, sizeof *plane.layers);
    for (size_t i = 0; i < count && !status; i++) {
        plane.layer_count = i + 1;
        status = load_layer(&plane.layers[i], layers[i].features, &plane, plane.crs);
        *out_any = *out_any || !cm__box_is_empty(&plane.layers[i].bounds);
    }
    if (status)
        cm__plane_clear(&plane);
    *out = plane;
    return status;
}

cm_status cm__plane_init(cm__plane *out, const cm_map_layer *layers, size_t count,
                         const cm_crs *given)
{
    bool any = false;
    const cm_status status = load(out, layers, count, given, &any);

    if (status || any)
        return status;
    cm__plane_clear(out);
    return cm__fail(CM_ERR_DOMAIN, "nothing to draw: no layer has a place");
}

cm_status cm__plane_init_beside(cm__plane *out, const cm_map_layer *layers, size_t count,
                                const cm_crs *given)
{
    bool any = false;

    return load(out, layers, count, given, &any);
}

void cm__plane_clear(cm__plane *plane)
{
    for (size_t i = 0; i < plane->layer_count; i++)
        clear_layer(&plane->layers[i]);
    cm__array_free(&plane->layers);
    cm_crs_destroy(plane->chosen);
    cm_crs_destroy(plane->lonlat);
    *plane = (cm__plane){0};
}

cm_lonlat cm__plane_get_lonlat(const cm__plane *plane, cm_point at)
{
    cm_lonlat place = {NAN, NAN};

    if (plane->crs && !cm_crs_transform(plane->crs, plane->lonlat, &at.x, &at.y, 1, NULL))
        place = (cm_lonlat){at.x, at.y};
    return place;
}

cm_status cm__plane_get_factors(cm_crs_factors *out, const cm__plane *plane, cm_point at)
{
    *out = (cm_crs_factors){0, 1};
    if (!plane->crs)
        return CM_OK;
    return cm_crs_get_factors(out, plane->crs, cm__plane_get_lonlat(plane, at));
}

/* Plane by ground of a stretch of 100 m about a place. */
static double measure_along(const cm__plane *plane, cm_point at, double dx, double dy)
{
    const cm_lonlat from = cm__plane_get_lonlat(plane, (cm_point){at.x - dx, at.y - dy});
    const cm_lonlat to = cm__plane_get_lonlat(plane, (cm_point){at.x + dx, at.y + dy});

    return isfinite(from.lon_deg) && isfinite(to.lon_deg)
               ? 2 * (dx + dy) / cm_geodesic_distance_m(from, to, NULL)
               : NAN;
}

double cm__plane_measure_scale(const cm__plane *plane, cm_point at)
{
    if (!plane->crs)
        return 1;
    return (measure_along(plane, at, 50, 0) + measure_along(plane, at, 0, 50)) / 2;
}
