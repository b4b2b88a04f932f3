/* map_lint_frame.c - checks north, graticule and locator against the projection: points 14 to 16.
 */
#include "geo/base_memory.h"
#include "output/map_lint_check.h"
#include <string.h>

#define PI 3.14159265358979323846

/* ---- 14 ---- */

/* Where the needle points, clockwise from the page's top: from its notch to its tip. */
static double needle_deg(const cm__item *half)
{
    const cm__path *const path = &half->path;
    const double right = path->x_mm[0] - path->x_mm[2], ahead = path->y_mm[2] - path->y_mm[0];

    return atan2(right, ahead) * 180 / PI;
}

/* True north at the needle and in the frame's middle. */
static cm_status find_north(double out_deg[2], const cm__lint *lint, const cm_box *needle)
{
    const cm_point places[] = {cm__page_to_plane(&lint->page, cm__box_middle(needle)),
                               lint->page.centre};
    cm_status status = CM_OK;

    for (int i = 0; i < 2 && !status; i++) {
        cm_crs_factors factors = {0};
        status = cm__plane_get_factors(&factors, &lint->plane, places[i]);
        out_deg[i] = factors.true_north_deg;
    }
    return status;
}

static cm_status check_north(cm__lint *lint)
{
    const cm__group *const north = cm__lint_group(lint, "north");
    const char *const word = cm__word_get(CM__WORD_TRUE_NORTH, lint->manifest->language);
    const cm_box ink = cm__lint_ink(north);
    double true_deg[2] = {0}, error_deg;

    if (!lint->list->crs) {
        cm__lint_pass_over(lint, 14, "a plane without a CRS has no north");
        return CM_OK;
    }
    if (!north || north->items[0].path.vertex_count != 3) {
        cm__lint_miss(lint, 14, "there is no needle");
        return CM_OK;
    }
    const cm_status status = find_north(true_deg, lint, &ink);
    error_deg = needle_deg(&north->items[0]) - true_deg[0];
    if (status == CM_ERR_DOMAIN)
        cm__lint_miss(lint, 14, "the needle stands beyond the projection");
    else if (!(fabs(error_deg) <= 0.1))
        cm__lint_miss(lint, 14, "the needle is off by %s degrees", CM__SHOW(error_deg, 2));
    else if (fabs(true_deg[1]) > 0.1 && !cm__lint_credits(lint, word))
        cm__lint_miss(lint, 14, "true north is %s degrees from grid north, and nothing says so",
                      CM__SHOW(true_deg[1], 2));
    else
        cm__lint_meet(lint, 14, "true north at %s degrees, the needle off by %s",
                      CM__SHOW(true_deg[0], 3), CM__SHOW(error_deg, 4));
    return status == CM_ERR_DOMAIN ? CM_OK : status;
}

/* ---- 15: degrees ---- */

/* How many of degrees, minutes and seconds a text has: their signs, and whether the last two have
 * two digits. 0: it is none of these. */
static int degree_parts(const char *text)
{
    const char *const degree = strstr(text, "°");
    const char *const minute = degree ? strstr(degree, "′") : NULL;
    const char *const second = minute ? strstr(minute, "″") : NULL;

    if (!degree)
        return 0;
    if ((minute && minute != degree + strlen("°") + 2) ||
        (second && second != minute + strlen("′") + 2))
        return -1; /* 43°0′ beside 43°30′ */
    return second ? 3 : minute ? 2 : 1;
}

static unsigned side_of(const cm__lint *lint, const cm__item *degrees)
{
    const cm_box *const frame = &lint->list->frame_mm;
    const cm_point at = cm__box_middle(&degrees->ink_mm);

    return at.y < frame->y_min ? 1 : at.y > frame->y_max ? 2 : at.x < frame->x_min ? 4 : 8;
}

static void check_apart(cm__lint *lint, const cm__group *frame, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (frame->items[k].kind == CM__ITEM_TEXT &&
            cm__box_touches(&frame->items[k].ink_mm, &frame->items[i].ink_mm))
            cm__lint_miss(lint, 15, "'%s' and '%s' touch", frame->items[k].string,
                          frame->items[i].string);
}

static void check_degrees(cm__lint *lint)
{
    const cm__group *const frame = cm__lint_group(lint, "frame");
    unsigned sides = 0;
    int parts = 0;

    for (size_t i = 0; frame && i < frame->item_count; i++) {
        const cm__item *const item = &frame->items[i];
        if (item->kind != CM__ITEM_TEXT)
            continue;
        const int found = degree_parts(item->string);
        if (found < 0 || (parts > 0 && found != parts))
            cm__lint_miss(lint, 15, "'%s' has other digits than the rest", item->string);
        parts = parts > 0 ? parts : found;
        sides |= side_of(lint, item);
        check_apart(lint, frame, i);
    }
    if ((sides & (sides - 1)) == 0) /* none, or one alone */
        cm__lint_miss(lint, 15, "degrees are printed on fewer than two sides");
}

/* ---- 15: lines ---- */

/* Degrees from one place to another; longitudes may go round. */
static cm_lonlat apart(cm_lonlat from, cm_lonlat to)
{
    return (cm_lonlat){remainder(to.lon_deg - from.lon_deg, 360), to.lat_deg - from.lat_deg};
}

static cm_lonlat place_of(const cm__lint *lint, cm_point at_mm)
{
    return cm__plane_get_lonlat(&lint->plane, cm__page_to_plane(&lint->page, at_mm));
}

/* How far a place of a line is off the meridian or parallel that it should follow. */
static double off_mm(const cm__lint *lint, cm_lonlat fixed, cm_point at_mm, bool is_meridian)
{
    const cm_lonlat place = place_of(lint, at_mm), off = apart(fixed, place);
    const double degrees = is_meridian ? off.lon_deg * cos(place.lat_deg * PI / 180) : off.lat_deg;

    return fabs(degrees) * 111195 / lint->manifest->map.page.scale * 1000;
}

/* The ends of each chord and its middle. */
static double part_off_mm(const cm__lint *lint, const cm__path *path, size_t first, size_t end)
{
    const cm_point from = {path->x_mm[first], path->y_mm[first]};
    const cm_lonlat fixed = place_of(lint, from);
    const cm_lonlat along =
        apart(fixed, place_of(lint, (cm_point){path->x_mm[end - 1], path->y_mm[end - 1]}));
    const bool is_meridian = fabs(along.lon_deg) < fabs(along.lat_deg);
    double most = 0;

    for (size_t i = first + 1; i < end; i++) {
        const cm_point at = {path->x_mm[i], path->y_mm[i]};
        const cm_point middle = {(at.x + path->x_mm[i - 1]) / 2, (at.y + path->y_mm[i - 1]) / 2};
        most = fmax(most, off_mm(lint, fixed, at, is_meridian));
        most = fmax(most, off_mm(lint, fixed, middle, is_meridian));
    }
    return most;
}

static double largest_sag_mm(const cm__lint *lint, const cm__path *path)
{
    double sag = 0;

    for (size_t part = 0; part < path->part_count; part++)
        sag = fmax(sag, part_off_mm(lint, path, path->starts[part], cm__path_part_end(path, part)));
    return sag;
}

static void check_graticule(cm__lint *lint)
{
    const cm__group *const graticule = cm__lint_group(lint, "graticule");
    double sag = 0;

    if (!lint->plane.crs) {
        cm__lint_pass_over(lint, 15, "the map has no coordinate reference system");
        return;
    }
    check_degrees(lint);
    for (size_t i = 0; graticule && i < graticule->item_count; i++)
        sag = fmax(sag, largest_sag_mm(lint, &graticule->items[i].path));
    if (!graticule)
        cm__lint_miss(lint, 15, "there is no graticule");
    if (!(sag < 0.05))
        cm__lint_miss(lint, 15, "a meridian or parallel is %s mm off", CM__SHOW(sag, 3));
    cm__lint_meet(lint, 15, "meridians and parallels are %s mm off at most", CM__SHOW(sag, 4));
}

/* ---- 16 ---- */

/* A corner of the map's frame on the locator's page. */
static cm_status locate(cm_point *out, const cm__lint *lint, const cm__manifest_frame *in,
                        const cm_crs *plane, int corner)
{
    const cm_box *const e = &lint->list->frame_plane;
    cm_point at = {corner == 1 || corner == 2 ? e->x_max : e->x_min,
                   corner >= 2 ? e->y_max : e->y_min};
    cm_status status = CM_OK;

    if (plane)
        status = cm_crs_transform(lint->plane.crs, plane, &at.x, &at.y, 1, NULL);
    *out = cm__page_to_mm(&in->page, at);
    return status;
}

/* From a place to the nearest vertex of a path. */
static double nearest_mm(const cm__path *path, cm_point at)
{
    double least = INFINITY;

    for (size_t i = 0; i < path->vertex_count; i++)
        least = fmin(least, hypot(path->x_mm[i] - at.x, path->y_mm[i] - at.y));
    return least;
}

static cm_status check_extent(cm__lint *lint, const cm__manifest_frame *locator,
                              const cm__item *box)
{
    cm_crs *plane = NULL;
    double off_mm = 0;
    cm_status status =
        lint->plane.crs && locator->crs ? cm_crs_create(&plane, locator->crs) : CM_OK;

    for (int corner = 0; corner < 4 && !status; corner++) {
        cm_point at = {0, 0};
        status = locate(&at, lint, locator, plane, corner);
        if (cm__box_holds_point(&locator->page.frame_mm, at)) /* one outside it was cut off */
            off_mm = fmax(off_mm, nearest_mm(&box->path, at));
    }
    cm_crs_destroy(plane);
    if (!status && !(off_mm <= 0.2))
        cm__lint_miss(lint, 16, "the box in '%s' is %s mm off", locator->id, CM__SHOW(off_mm, 2));
    else if (!status)
        cm__lint_meet(lint, 16, "the box in '%s' is %s mm off", locator->id, CM__SHOW(off_mm, 3));
    return status;
}

/* The share of the sides of the outlines' areas that are shorter than a reader can see. */
static void check_detail(cm__lint *lint, size_t inset)
{
    size_t sides = 0, tiny = 0;
    cm__walk walk = {.list = lint->list};

    for (const cm__item *item; (item = cm__walk_find(&walk, CM__HOLDS_LAYER));) {
        const cm__path *const path = &item->path;
        if (cm__lint_layer(lint, walk.in_group)->inset != inset || item->kind != CM__ITEM_PATH)
            continue;
        for (size_t part = 0; part < path->part_count; part++)
            for (size_t i = path->starts[part]; i + 1 < cm__path_part_end(path, part); i++) {
                sides++;
                tiny +=
                    hypot(path->x_mm[i + 1] - path->x_mm[i], path->y_mm[i + 1] - path->y_mm[i]) <
                    0.2 - 1e-6; /* those of a grid are 0.2 long */
            }
    }
    if (tiny > sides / 20) /* islets and ends of lines */
        cm__lint_miss(lint, 16, "%zu of %zu sides in '%s' are shorter than 0.2 mm", tiny, sides,
                      lint->manifest->insets[inset].id);
}

static cm_status check_locator(cm__lint *lint, size_t inset)
{
    const cm__manifest_frame *const locator = &lint->manifest->insets[inset];
    cm__text id = {0};
    const cm__group *extent = NULL;
    cm_status status = CM_OK;

    cm__text_addf(&id, "%s-extent", locator->id);
    if (id.failed)
        return id.failed;
    extent = cm__lint_group(lint, id.bytes);
    cm__text_clear(&id);
    check_detail(lint, inset);
    if (extent)
        status = check_extent(lint, locator, &extent->items[0]);
    else
        cm__lint_miss(lint, 16, "'%s' does not show where the map lies", locator->id);
    return status;
}

cm_status cm__lint_frame(cm__lint *lint)
{
    cm_status status = check_north(lint);

    if (!status)
        check_graticule(lint);
    for (size_t i = 0; i < lint->manifest->inset_count && !status; i++)
        if (lint->manifest->insets[i].is_locator)
            status = check_locator(lint, i);
    cm__lint_pass_over(lint, 16, "there is no locator");
    return status;
}
