/* crs.c - coordinate reference systems, made by PROJ. */
#include "geo/base_arena.h"
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "geo/base_text.h"
#include "geo/crs_object.h"
#include <math.h>
#include <proj_experimental.h> /* only for proj_crs_demote_to_2D, unchanged since PROJ 6.3 */
#include <string.h>
#include <strings.h>

static const double radians_per_degree = 0.017453292519943295;

static void ignore_message(void *context, int level, const char *words)
{
    (void)context;
    (void)level;
    (void)words;
}

static cm_status refuse(const char *definition, const char *reason)
{
    return cm__fail(CM_ERR_FORMAT, "\"%.200s\" %s", definition, reason);
}

/* "+proj=utm +zone=54" is an operation for PROJ until it is said to be a CRS. */
static PJ *create_object(PJ_CONTEXT *context, const char *definition, cm_status *status)
{
    cm__text words = {0};
    PJ *object = NULL;

    cm__text_add(&words, definition);
    if (strstr(definition, "+proj=") && !strstr(definition, "+type="))
        cm__text_add(&words, " +type=crs");
    *status = words.failed;
    if (!*status)
        object = proj_create(context, words.bytes);
    cm__text_clear(&words);
    return object;
}

/* Puts what make returned in the object's place. */
static bool replace(PJ **object, PJ *made)
{
    proj_destroy(*object);
    *object = made;
    return made != NULL;
}

/* Leaves heights away: the horizontal part of a compound CRS, the first two axes of a 3D one. */
static bool flatten(PJ_CONTEXT *context, PJ **object)
{
    if (*object && proj_get_type(*object) == PJ_TYPE_COMPOUND_CRS &&
        !replace(object, proj_crs_get_sub_crs(context, *object, 0)))
        return false;
    if (!*object)
        return false;
    switch (proj_get_type(*object)) {
    case PJ_TYPE_GEOGRAPHIC_3D_CRS:
        return replace(object, proj_crs_demote_to_2D(context, NULL, *object));
    case PJ_TYPE_GEOGRAPHIC_2D_CRS:
    case PJ_TYPE_PROJECTED_CRS:
    case PJ_TYPE_BOUND_CRS: return true;
    default: return false;
    }
}

/* Whether both axes of a CRS that is not bound are in this unit and point east and north. */
static bool has_axes(PJ_CONTEXT *context, const PJ *crs, double unit)
{
    PJ *const axes = proj_crs_get_coordinate_system(context, crs);
    bool good = axes != NULL;

    for (int i = 0; good && i < 2; i++) {
        const char *direction = NULL;
        double size = 0;
        good = proj_cs_get_axis_info(context, axes, i, NULL, NULL, &direction, &size, NULL, NULL,
                                     NULL) &&
               fabs(size / unit - 1) < 1e-9 &&
               (strcmp(direction, "east") == 0 || strcmp(direction, "north") == 0);
    }
    proj_destroy(axes);
    return good;
}

/* Puts the CRS of the registry in the place of one that is the same but does not say so, such as
 * the text beside a Shapefile. */
static void identify(PJ_CONTEXT *context, PJ **object)
{
    int *confidences = NULL;
    PJ_OBJ_LIST *found;

    if (proj_get_type(*object) == PJ_TYPE_BOUND_CRS || proj_get_id_code(*object, 0))
        return;
    found = proj_identify(context, *object, "EPSG", NULL, &confidences);
    if (found && proj_list_get_count(found) > 0 && confidences[0] >= 90) {
        PJ *const same = proj_list_get(context, found, 0);
        if (same)
            replace(object, same);
    }
    proj_int_list_destroy(confidences);
    proj_list_destroy(found);
}

static bool is_crs84(const PJ *object)
{
    const char *const authority = proj_get_id_auth_name(object, 0);
    const char *const code = proj_get_id_code(object, 0);

    return authority && code && strcmp(authority, "OGC") == 0 && strcmp(code, "CRS84") == 0;
}

/* given   what the user called the CRS, for want of a name */
static cm_status describe(cm_crs *crs, const char *given)
{
    const char *const authority = proj_get_id_auth_name(crs->crs, 0);
    const char *const code = proj_get_id_code(crs->crs, 0);
    static const char *const one_line[] = {"MULTILINE=NO", NULL};
    const char *words;
    const bool is_named = strcasecmp(proj_get_name(crs->crs), "unknown") != 0;
    cm__text text = {0};
    cm_status status =
        cm__arena_add(&crs->text, &crs->name, is_named ? proj_get_name(crs->crs) : given);

    if (authority && code && strcasecmp(authority, "EPSG") == 0) {
        cm__text_addf(&text, "EPSG:%s", code);
        words = text.bytes;
    } else {
        words = proj_as_wkt(crs->context, crs->crs, PJ_WKT2_2019, one_line);
    }
    if (!status)
        status = text.failed;
    if (!status && !words)
        status = cm__fail(CM_ERR_FORMAT, "%s cannot be written as WKT", crs->name);
    if (!status)
        status = cm__arena_add(&crs->text, &crs->definition, words);
    cm__text_clear(&text);
    return status;
}

/* Whether a geographic CRS is one of those that are taken as equal. One of which only the ellipsoid
 * is known, as from "+ellps=GRS80", is too: it could not be used at all otherwise. */
static bool counts_as_jgd(PJ_CONTEXT *context, const PJ *base)
{
    static const char *const names[] = {"JGD2011",        "JGD2000",      "WGS 84",
                                        "WGS 84 (CRS84)", "GCS_JGD_2011", "GCS_JGD_2000",
                                        "GCS_WGS_1984"};
    const char *const name = proj_get_name(base);
    PJ *ellipsoid;
    double axis_m = 0, flattening = 0;
    bool same;

    for (size_t i = 0; name && i < sizeof names / sizeof *names; i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    if (!name || strncasecmp(name, "unknown", 7) != 0)
        return false;
    ellipsoid = proj_get_ellipsoid(context, base);
    same = ellipsoid &&
           proj_ellipsoid_get_parameters(context, ellipsoid, &axis_m, NULL, NULL, &flattening);
    proj_destroy(ellipsoid);
    return same && axis_m == 6378137 && fabs(flattening - 298.257222101) < 0.01;
}

static bool make_operation(cm_crs *crs)
{
    PJ *plain = proj_create_crs_to_crs_from_pj(crs->context, crs->crs, crs->base, NULL, NULL);

    if (!plain)
        return false;
    crs->to_lonlat = proj_normalize_for_visualization(crs->context, plain);
    proj_destroy(plain);
    return crs->to_lonlat != NULL;
}

/* inner is the CRS itself, or the one inside a CRS that is bound to WGS 84 ("+towgs84"): that says
 * itself how to come there. */
static bool make_base(cm_crs *crs, const PJ *inner, bool is_bound)
{
    const bool is_projected = proj_get_type(inner) == PJ_TYPE_PROJECTED_CRS;

    if (!is_projected && proj_get_type(inner) != PJ_TYPE_GEOGRAPHIC_2D_CRS)
        return false;
    if (!has_axes(crs->context, inner, is_projected ? 1 : radians_per_degree))
        return false;
    crs->is_geographic = !is_projected;
    crs->base = is_bound ? proj_create(crs->context, CM_CRS_WGS84)
                         : proj_crs_get_geodetic_crs(crs->context, inner);
    if (!crs->base)
        return false;
    crs->is_jgd = counts_as_jgd(crs->context, crs->base);
    return !(is_projected || is_bound) || make_operation(crs);
}

static bool find_base(cm_crs *crs)
{
    PJ *inner;
    bool good;

    if (proj_get_type(crs->crs) != PJ_TYPE_BOUND_CRS)
        return make_base(crs, crs->crs, false);
    inner = proj_get_source_crs(crs->context, crs->crs);
    good = inner && make_base(crs, inner, true);
    proj_destroy(inner);
    return good;
}

/* Everything about the CRS, in the context it has already. */
static cm_status fill(cm_crs *crs, const char *definition)
{
    cm_status status;

    crs->crs = create_object(crs->context, definition, &status);
    if (status)
        return status;
    if (!crs->crs)
        return refuse(definition, "is no coordinate reference system that PROJ knows");
    if (!flatten(crs->context, &crs->crs))
        return refuse(definition, "is neither geographic nor projected");
    identify(crs->context, &crs->crs);
    if (is_crs84(crs->crs) && !replace(&crs->crs, proj_create(crs->context, CM_CRS_WGS84)))
        return refuse(definition, "is not in PROJ's database");
    if (!find_base(crs))
        return refuse(definition, "is neither in degrees nor in metres to the east and north");
    return describe(crs, definition);
}

cm_status cm_crs_create(cm_crs **out, const char *definition)
{
    cm_crs *crs = NULL;
    cm_status status = cm__array_grow(&crs, 1, sizeof *crs);

    if (status)
        return status;
    *crs = (cm_crs){.context = proj_context_create()};
    if (crs->context) {
        proj_log_func(crs->context, NULL, ignore_message);
        proj_context_set_enable_network(crs->context, 0);
        status = fill(crs, definition);
    } else {
        status = cm__fail(CM_ERR_NOMEM, "PROJ has no memory for a context");
    }
    if (status)
        cm_crs_destroy(crs);
    else
        *out = crs;
    return status;
}

void cm_crs_destroy(cm_crs *crs)
{
    if (!crs)
        return;
    proj_destroy(crs->to_lonlat);
    proj_destroy(crs->base);
    proj_destroy(crs->crs);
    proj_context_destroy(crs->context);
    cm__arena_destroy(&crs->text);
    cm__array_free(&crs);
}

const char *cm_crs_get_definition(const cm_crs *crs)
{
    return crs->definition;
}

const char *cm_crs_get_name(const cm_crs *crs)
{
    return crs->name;
}

bool cm_crs_is_geographic(const cm_crs *crs)
{
    return crs->is_geographic;
}

cm_status cm_crs_get_factors(cm_crs_factors *out, const cm_crs *crs, cm_lonlat place)
{
    const PJ_COORD where = {
        .lp = {place.lon_deg * radians_per_degree, place.lat_deg * radians_per_degree}};
    PJ_FACTORS factors = {0};
    PJ *plane;

    if (crs->is_geographic)
        return cm__fail(CM_ERR_DOMAIN, "%s is not a plane", crs->name);
    /* proj_factors takes the first axis for the one to the east, whatever it is */
    plane = proj_normalize_for_visualization(crs->context, crs->crs);
    if (plane)
        factors = proj_factors(plane, where);
    proj_destroy(plane);
    if (!(isfinite(factors.meridian_convergence) && factors.meridional_scale > 0 &&
          factors.parallel_scale > 0))
        return cm__fail(CM_ERR_DOMAIN, "%s does not reach the place", crs->name);
    *out = (cm_crs_factors){-factors.meridian_convergence / radians_per_degree,
                            (factors.meridional_scale + factors.parallel_scale) / 2};
    return CM_OK;
}
