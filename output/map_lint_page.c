/* map_lint_page.c - checks paper, scale, bar and balance: points 1 to 6. */
#include "geo/base_memory.h"
#include "output/map_lint_check.h"
#include <stdlib.h>
#include <string.h>

/* ---- lengths ---- */

/* Metres on the ground between two places of the page. */
static double ground_m(const cm__lint *lint, cm_point a, cm_point b)
{
    const cm_point p = cm__page_to_plane(&lint->page, a), q = cm__page_to_plane(&lint->page, b);

    if (!lint->plane.crs)
        return hypot(q.x - p.x, q.y - p.y);
    return cm_geodesic_distance_m(cm__plane_get_lonlat(&lint->plane, p),
                                  cm__plane_get_lonlat(&lint->plane, q), NULL);
}

/* The denominator of a stretch of so many millimetres about the frame's middle. */
static double measured_scale(const cm__lint *lint, double length_mm)
{
    const cm_point middle = cm__box_middle(&lint->page.frame_mm);
    const cm_point west = {middle.x - length_mm / 2, middle.y};
    const cm_point east = {middle.x + length_mm / 2, middle.y};

    return ground_m(lint, west, east) / length_mm * 1000;
}

/* The printed number of "1:150,000"; 0 if there is none. */
static double printed_scale(const cm__lint *lint)
{
    const cm__group *const group = cm__lint_group(lint, "scalebar");
    double scale = 0;

    for (size_t i = 0; group && i < group->item_count; i++) {
        const char *at = group->items[i].string ? strstr(group->items[i].string, "1:") : NULL;
        for (at = at ? at + 2 : NULL; at && (*at == ',' || (*at >= '0' && *at <= '9')); at++)
            scale = *at == ',' ? scale : 10 * scale + (*at - '0');
    }
    return scale;
}

static const cm__item *find_bar(const cm__lint *lint)
{
    const cm__group *const group = cm__lint_group(lint, "scalebar");

    for (size_t i = 0; group && i < group->item_count; i++)
        if (group->items[i].id && strcmp(group->items[i].id, "scalebar-bar") == 0)
            return &group->items[i];
    return NULL;
}

static double bar_metres(const cm__lint *lint)
{
    const cm__group *const group = cm__lint_group(lint, "scalebar");
    double metres = 0;

    return group && group->value && cm__number_read(&metres, group->value) ? metres : 0;
}

/* The number at the bar's end, "2 km", in metres: the reader goes by it. NaN: there is none. */
static double printed_metres(const cm__lint *lint)
{
    const cm__group *const group = cm__lint_group(lint, "scalebar");

    for (size_t i = 0; group && i < group->item_count; i++) {
        const char *const text = group->items[i].string;
        double number = 0;
        const char *const unit = text ? cm__number_read(&number, text) : NULL;
        if (unit && strcmp(unit, " km") == 0)
            return 1000 * number;
        if (unit && strcmp(unit, " m") == 0)
            return number;
    }
    return NAN;
}

static double bar_mm(const cm__lint *lint)
{
    const cm__item *const bar = find_bar(lint);
    const cm_box box = bar ? cm__path_box(&bar->path) : (cm_box){0};

    return cm__box_width(&box);
}

/* ---- 1, 2 ---- */

static void check_size(cm__lint *lint)
{
    const cm__list *const list = lint->list;
    const cm__page *const asked = &lint->manifest->map.page;

    if (fabs(list->width_mm - asked->width_mm) > 0.01 ||
        fabs(list->height_mm - asked->height_mm) > 0.01)
        cm__lint_miss(lint, 1, "the page is %s x %s mm instead of %s x %s mm",
                      CM__SHOW(list->width_mm, 3), CM__SHOW(list->height_mm, 3),
                      CM__SHOW(asked->width_mm, 3), CM__SHOW(asked->height_mm, 3));
}

static void check_ratio(cm__lint *lint)
{
    const double printed = printed_scale(lint);
    const double measured = measured_scale(lint, 10);
    const double error_pct = 100 * (printed / measured - 1);

    if (!(fabs(error_pct) < 0.1))
        cm__lint_miss(lint, 2, "1:%s is printed, 1:%s is measured in the frame's middle",
                      CM__SHOW(printed, 0), CM__SHOW(measured, 1));
    else
        cm__lint_meet(lint, 2, "1:%s is measured in the frame's middle: off by %s %%",
                      CM__SHOW(measured, 1), CM__SHOW(error_pct, 4));
}

/* ---- 3, 4 ---- */

static bool is_round(double metres)
{
    const double digit = metres / pow(10, floor(log10(metres) + 1e-9));

    return fabs(digit - 1) < 1e-6 || fabs(digit - 2) < 1e-6 || fabs(digit - 5) < 1e-6;
}

/* Whether another 1, 2 or 5 x 10^n would be within 15 to 35 % of the frame; between 2 and 5 there
 * may be none. */
static bool has_better(double metres, double share)
{
    static const double digits[] = {1, 2, 5};
    const double power = pow(10, floor(log10(0.25 * metres / share)));
    bool better = false;

    for (size_t i = 0; i < 3; i++)
        for (double round = digits[i] * power / 10; round <= 10 * digits[i] * power; round *= 10)
            better = better || (share * round / metres >= 0.15 && share * round / metres <= 0.35);
    return better;
}

static void check_bar(cm__lint *lint)
{
    const double metres = bar_metres(lint), length_mm = bar_mm(lint);
    const double share = length_mm / cm__box_width(&lint->page.frame_mm);
    const double true_m = measured_scale(lint, length_mm) * length_mm / 1000;
    const double error_pct = 100 * (metres / true_m - 1);

    if (!(metres > 0 && length_mm > 0))
        cm__lint_miss(lint, 3, "there is no scale bar");
    else if (!is_round(metres))
        cm__lint_miss(lint, 3, "the bar is %s m long, not 1, 2 or 5 x 10^n", CM__SHOW(metres, 3));
    else if (!(fabs(printed_metres(lint) / metres - 1) < 1e-6))
        cm__lint_miss(lint, 3, "%s m are printed at the end of a bar of %s m",
                      CM__SHOW(printed_metres(lint), 0), CM__SHOW(metres, 0));
    else if (!(fabs(error_pct) < 0.5))
        cm__lint_miss(lint, 3, "the bar of %s m is %s m long on the ground", CM__SHOW(metres, 0),
                      CM__SHOW(true_m, 1));
    else if (!(share >= 0.15 && share <= 0.35) && has_better(metres, share))
        cm__lint_miss(lint, 3, "the bar is %s %% of the frame's width", CM__SHOW(100 * share, 1));
    else
        cm__lint_meet(lint, 3, "%s m, %s %% of the frame's width, off by %s %%",
                      CM__SHOW(metres, 0), CM__SHOW(100 * share, 1), CM__SHOW(error_pct, 4));
}

/* How much the scale in a corner differs from that in the middle, at most. */
static double variation(const cm__lint *lint)
{
    const cm_box *const f = &lint->list->frame_plane;
    const cm_point corners[] = {
        {f->x_min, f->y_min}, {f->x_min, f->y_max}, {f->x_max, f->y_min}, {f->x_max, f->y_max}};
    const double middle = cm__plane_measure_scale(&lint->plane, cm__box_middle(f));
    double most = 0;

    for (size_t i = 0; i < 4; i++)
        most = fmax(most, fabs(cm__plane_measure_scale(&lint->plane, corners[i]) / middle - 1));
    return most;
}

static void check_agreement(cm__lint *lint)
{
    const double ratio_pct =
        100 * (bar_mm(lint) * printed_scale(lint) / 1000 / bar_metres(lint) - 1);
    const double varies = variation(lint);

    if (!(fabs(ratio_pct) < 0.5))
        cm__lint_miss(lint, 4, "bar and number differ by %s %%", CM__SHOW(ratio_pct, 2));
    else if (varies > 0.01 &&
             !cm__lint_credits(lint, cm__word_get(CM__WORD_SCALE_VARIES, lint->manifest->language)))
        cm__lint_miss(lint, 4, "the scale varies by %s %% over the frame, and nothing says so",
                      CM__SHOW(100 * varies, 1));
    else
        cm__lint_meet(lint, 4, "they differ by %s %%; the scale varies by %s %%",
                      CM__SHOW(ratio_pct, 3), CM__SHOW(100 * varies, 3));
}

/* ---- 5, 6 ---- */

static void check_margin(cm__lint *lint)
{
    const cm_box printable =
        cm__box_grown((cm_box){0, 0, lint->list->width_mm, lint->list->height_mm}, -10);
    double least = INFINITY;
    cm__walk walk = {.list = lint->list};

    for (const cm__item *item; (item = cm__walk_next(&walk));) {
        const cm_box *const ink = &item->ink_mm;
        if (!cm__lint_is_seen(item))
            continue;
        least = fmin(least,
                     fmin(fmin(ink->x_min, ink->y_min), fmin(lint->list->width_mm - ink->x_max,
                                                             lint->list->height_mm - ink->y_max)));
        if (!cm__box_holds(&printable, ink))
            cm__lint_miss(lint, 5, "ink of '%s' is %s mm from the page's edge", walk.in_group->id,
                          CM__SHOW(least, 2));
    }
    cm__lint_meet(lint, 5, "%s mm are kept clear", CM__SHOW(least, 2));
}

static double area(const cm_box *box)
{
    return cm__box_is_empty(box) ? 0 : cm__box_width(box) * cm__box_height(box);
}

/* The share of the printable area that the map has at most, and at least: the frame crowds all of
 * it; insets beside it are map too, and of the rest what a list or years take is no blank. */
static void find_shares(double *out_crowded, double *out_filled, const cm__lint *lint)
{
    const double margin_mm = lint->manifest->map.page.margin_mm;
    const cm_box page = {0, 0, lint->list->width_mm, lint->list->height_mm};
    const cm_box printable = cm__box_grown(page, -margin_mm);
    const cm_box index = cm__lint_ink(cm__lint_group(lint, "index"));
    const bool is_inside = cm__box_holds_point(&lint->page.frame_mm, cm__box_middle(&index));
    const cm_box years = cm__lint_ink(cm__lint_group(lint, "timeline"));
    const cm_point years_at = cm__box_middle(&years);
    const bool is_strip = !cm__box_holds_point(&lint->page.frame_mm, years_at);
    const double frame = area(&lint->page.frame_mm);
    double map = frame;

    for (size_t i = 0; i < lint->manifest->inset_count; i++)
        if (lint->manifest->insets[i].is_outside)
            map += area(&lint->manifest->insets[i].box_mm);
    *out_crowded = frame / area(&printable);
    *out_filled =
        map / (area(&printable) - (is_inside ? 0 : area(&index)) - (is_strip ? area(&years) : 0));
}

typedef struct span {
    double from, to;
} span;

static int by_start(const void *a, const void *b)
{
    const span *const s = a, *const t = b;

    return (s->from > t->from) - (s->from < t->from);
}

/* The widest stretch of 0..length that no span covers. */
static double widest_gap(span *spans, size_t count, double length)
{
    double free_from = 0, widest = 0;

    qsort(spans, count, sizeof *spans, by_start);
    for (size_t i = 0; i < count; i++) {
        widest = fmax(widest, spans[i].from - free_from);
        free_from = fmax(free_from, spans[i].to);
    }
    return fmax(widest, length - free_from);
}

/* The highest of the blank bands across the page, as a share of its height; or the widest of those
 * down it. */
static cm_status find_blank(double *out, const cm__lint *lint)
{
    span *across = NULL, *down = NULL;
    size_t count = 0, most = 0;
    cm_status status;

    for (size_t i = 0; i < lint->list->layer_count; i++)
        most += lint->list->layers[i].group_count;
    status = cm__array_grow(&across, most + 1, sizeof *across);
    if (!status)
        status = cm__array_grow(&down, most + 1, sizeof *down);
    for (size_t i = 0; i < lint->list->layer_count && !status; i++)
        for (size_t k = 0; k < lint->list->layers[i].group_count; k++) {
            const cm_box ink = cm__lint_ink(&lint->list->layers[i].groups[k]);
            if (cm__box_is_empty(&ink))
                continue;
            across[count] = (span){ink.y_min, ink.y_max};
            down[count++] = (span){ink.x_min, ink.x_max};
        }
    if (!status)
        *out = fmax(widest_gap(across, count, lint->list->height_mm) / lint->list->height_mm,
                    widest_gap(down, count, lint->list->width_mm) / lint->list->width_mm);
    cm__array_free(&across);
    cm__array_free(&down);
    return status;
}

static cm_status check_balance(cm__lint *lint)
{
    double crowded = 0, filled = 0, blank = 0;
    const cm_status status = find_blank(&blank, lint);

    if (status)
        return status;
    find_shares(&crowded, &filled, lint);
    if (!(filled >= 0.55 && crowded <= 0.8))
        cm__lint_miss(lint, 6, "the map takes %s %% of the printable area",
                      CM__SHOW(100 * (filled < 0.55 ? filled : crowded), 1));
    if (!(blank < 0.15))
        cm__lint_miss(lint, 6, "a blank band takes %s %% of the page", CM__SHOW(100 * blank, 1));
    cm__lint_meet(lint, 6, "the map takes %s %% of the printable area, the widest blank band %s %%",
                  CM__SHOW(100 * crowded, 1), CM__SHOW(100 * blank, 1));
    return CM_OK;
}

/* A diagram has no scale. */
static void check_scale(cm__lint *lint)
{
    if (lint->manifest->is_diagram) {
        for (int point = 2; point <= 4; point++)
            cm__lint_pass_over(lint, point, "a diagram has no scale");
        return;
    }
    check_ratio(lint);
    check_bar(lint);
    check_agreement(lint);
}

cm_status cm__lint_page(cm__lint *lint)
{
    check_size(lint);
    check_scale(lint);
    check_margin(lint);
    return check_balance(lint);
}
