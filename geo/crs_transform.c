/* crs_transform.c - coordinates from one CRS into another. */
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "geo/crs_object.h"
#include <math.h>
#include <string.h>

/* The way from one CRS to another: to longitude and latitude on its own datum, from there to the
 * other datum, into the other plane. Each step may be absent. */
typedef struct road {
    PJ *inverse; /* borrowed */
    PJ *shift;   /* owned */
    PJ *forward; /* borrowed; run backwards */
} road;

static PJ *create_shift(PJ_CONTEXT *context, const PJ *from, const PJ *to)
{
    static const char *const options[] = {"ALLOW_BALLPARK=NO", NULL};
    PJ *const plain = proj_create_crs_to_crs_from_pj(context, from, to, NULL, options);
    PJ *const shift = plain ? proj_normalize_for_visualization(context, plain) : NULL;

    proj_destroy(plain);
    return shift;
}

/* The registry has ways from the old Japanese datum to JGD2000 and to WGS 84, but to JGD2011 only
 * by a grid that is seldom installed. They count as equal, so any that can be reached will do. */
static PJ *create_shift_to_equals(PJ_CONTEXT *context, const PJ *datum, bool reversed)
{
    static const char *const equals[] = {"EPSG:4612", CM_CRS_WGS84, CM_CRS_LONLAT};
    PJ *shift = NULL;

    for (size_t i = 0; !shift && i < sizeof equals / sizeof *equals; i++) {
        PJ *const other = proj_create(context, equals[i]);
        if (other)
            shift = reversed ? create_shift(context, other, datum)
                             : create_shift(context, datum, other);
        proj_destroy(other);
    }
    return shift;
}

static bool same_datum(const cm_crs *from, const cm_crs *to)
{
    return (from->is_jgd && to->is_jgd) ||
           proj_is_equivalent_to(from->base, to->base,
                                 PJ_COMP_EQUIVALENT_EXCEPT_AXIS_ORDER_GEOGCRS);
}

static cm_status find_road(road *out, const cm_crs *from, const cm_crs *to)
{
    *out = (road){from->to_lonlat, NULL, to->to_lonlat};
    if (same_datum(from, to))
        return CM_OK;
    if (to->is_jgd)
        out->shift = create_shift_to_equals(from->context, from->base, false);
    else if (from->is_jgd)
        out->shift = create_shift_to_equals(from->context, to->base, true);
    else
        out->shift = create_shift(from->context, from->base, to->base);
    if (!out->shift)
        return cm__fail(CM_ERR_DOMAIN, "PROJ knows no way from %s to %s", from->name, to->name);
    return CM_OK;
}

static void run(PJ *step, PJ_DIRECTION direction, double *x, double *y, size_t count)
{
    if (!step)
        return;
    proj_errno_reset(step);
    proj_trans_generic(step, direction, x, sizeof *x, count, y, sizeof *y, count, NULL, 0, 0, NULL,
                       0, 0);
}

/* Whether a place can be handed to PROJ: latitudes beyond the pole come back folded over it. */
static bool is_place(const cm_crs *crs, double x, double y)
{
    return isfinite(x) && isfinite(y) && (!crs->is_geographic || fabs(y) <= 90);
}

cm_status cm_crs_transform(const cm_crs *from, const cm_crs *to, double *x, double *y, size_t count,
                           size_t *out_lost)
{
    enum { CHUNK = 1024 };
    size_t lost = 0;
    road way;
    const cm_status status = find_road(&way, from, to);

    if (status)
        return status;
    for (size_t begin = 0; begin < count; begin += CHUNK) {
        const size_t end = count - begin < CHUNK ? count : begin + CHUNK;
        size_t finite = 0;
        for (size_t i = begin; i < end; i++) {
            finite += isfinite(x[i]) && isfinite(y[i]);
            if (!is_place(from, x[i], y[i]))
                x[i] = y[i] = NAN;
        }
        run(way.inverse, PJ_FWD, x + begin, y + begin, end - begin);
        run(way.shift, PJ_FWD, x + begin, y + begin, end - begin);
        run(way.forward, PJ_INV, x + begin, y + begin, end - begin);
        for (size_t i = begin; i < end; i++) {
            const bool arrived = isfinite(x[i]) && isfinite(y[i]);
            finite -= arrived;
            if (!arrived)
                x[i] = y[i] = NAN;
        }
        lost += finite;
    }
    proj_destroy(way.shift);
    if (out_lost)
        *out_lost = lost;
    return CM_OK;
}

/* Transforms copies, so that a layer that cannot be transformed whole is as it was. */
static cm_status transform_copies(cm_features *features, const cm_crs *from, const cm_crs *to)
{
    const size_t count = features->vertex_count, bytes = count * sizeof(double);
    double *x = NULL, *y = NULL;
    size_t lost = 0;
    cm_status status = cm__array_grow(&x, count, sizeof *x);

    if (!status)
        status = cm__array_grow(&y, count, sizeof *y);
    if (status)
        goto done;
    memcpy(x, features->x, bytes);
    memcpy(y, features->y, bytes);
    status = cm_crs_transform(from, to, x, y, count, &lost);
    if (!status && lost > 0)
        status =
            cm__fail(CM_ERR_DOMAIN, "%s does not reach %zu of %zu vertices", to->name, lost, count);
    if (!status)
        status = cm_features_set_crs(features, to->definition);
    if (status)
        goto done;
    memcpy(features->x, x, bytes);
    memcpy(features->y, y, bytes);
done:
    cm__array_free(&y);
    cm__array_free(&x);
    return status;
}

cm_status cm_features_transform(cm_features *features, const cm_crs *to)
{
    cm_crs *from = NULL;
    cm_status status;

    if (!features->crs)
        return cm__fail(CM_ERR_DOMAIN, "a layer without a CRS cannot be transformed to %s",
                        to->name);
    if (strcmp(features->crs, to->definition) == 0)
        return CM_OK;
    status = cm_crs_create(&from, features->crs);
    if (status)
        return status;
    if (features->vertex_count > 0)
        status = transform_copies(features, from, to);
    else
        status = cm_features_set_crs(features, to->definition);
    cm_crs_destroy(from);
    return status;
}
