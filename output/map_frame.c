/* map_frame.c - meridians and parallels through the frame, and the band of degrees round it. */
#include "output/map_frame.h"
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "output/map_furniture.h"
#include "output/map_path.h"
#include <stdio.h>
#include <stdlib.h>

enum { EDGE_SAMPLES = 32, LINE_POINTS_MIN = 9, LINE_POINTS_MAX = 1025, LINES_MAX = 200 };

static const double least_apart_mm = 25, sag_mm = 0.02, on_side_mm = 1e-6;

/* ---- which lines ---- */

/* Longitude and latitude that the frame spans; longitudes run on over 180 degrees. */
static cm_status find_span(cm_box *out, const cm__sheet *sheet)
{
    const cm_box extent = cm__page_get_extent(&sheet->page);
    const cm_lonlat middle = cm__plane_get_lonlat(&sheet->plane, sheet->page.centre);

    *out = CM__BOX_EMPTY;
    for (int i = 0; i < 4 * EDGE_SAMPLES; i++) {
        const double share = (double)(i % EDGE_SAMPLES) / EDGE_SAMPLES;
        const double x[] = {share, 1, 1 - share, 0}, y[] = {0, share, 1, 1 - share};
        const int edge = i / EDGE_SAMPLES;
        const cm_lonlat place = cm__plane_get_lonlat(
            &sheet->plane, (cm_point){extent.x_min + x[edge] * cm__box_width(&extent),
                                      extent.y_min + y[edge] * cm__box_height(&extent)});
        const double lon = middle.lon_deg + remainder(place.lon_deg - middle.lon_deg, 360);
        if (!isfinite(lon) || !isfinite(place.lat_deg))
            return cm__fail(CM_ERR_DOMAIN, "at 1:%.0f the map reaches beyond its projection",
                            sheet->page.scale);
        *out = cm__box_union(*out, (cm_box){lon, place.lat_deg, lon, place.lat_deg});
    }
    return CM_OK;
}

static double count_between(double low_deg, double high_deg, double step_s)
{
    return floor(high_deg * 3600 / step_s) - ceil(low_deg * 3600 / step_s) + 1;
}

/* The smallest round step whose lines are far enough apart, or a smaller one if it gives fewer than
 * two lines in a direction and the next still stand 12 mm apart. */
static double choose_step(const cm_box *span, const cm_box *frame)
{
    static const double steps[] = {1,   2,   5,    10,   15,   30,    60,    120,   300,
                                   600, 900, 1800, 3600, 7200, 18000, 36000, 54000, 108000};
    const double mm_per_s = fmin(cm__box_width(frame) / cm__box_width(span),
                                 cm__box_height(frame) / cm__box_height(span)) /
                            3600;
    size_t i = 0;

    while (i + 1 < sizeof steps / sizeof *steps && steps[i] * mm_per_s < least_apart_mm)
        i++;
    while (i > 0 && steps[i - 1] * mm_per_s >= least_apart_mm / 2 &&
           (count_between(span->x_min, span->x_max, steps[i]) < 2 ||
            count_between(span->y_min, span->y_max, steps[i]) < 2))
        i--;
    return steps[i];
}

/* ---- one line ---- */

/* A meridian or a parallel: one coordinate fixed, the other running. */
typedef struct ray {
    const cm__sheet *sheet;
    bool is_meridian;
    double fixed_deg, from_deg, to_deg;
} ray;

/* So many points of the line, on the page. */
static cm_status trace(const ray *r, double *x, double *y, size_t count)
{
    cm_status status;

    for (size_t i = 0; i < count; i++) {
        const double running =
            r->from_deg + (r->to_deg - r->from_deg) * (double)i / (double)(count - 1);
        x[i] = r->is_meridian ? r->fixed_deg : running;
        y[i] = r->is_meridian ? running : r->fixed_deg;
    }
    status = cm_crs_transform(r->sheet->plane.lonlat, r->sheet->plane.crs, x, y, count, NULL);
    for (size_t i = 0; i < count && !status; i++) {
        const cm_point at = cm__page_to_mm(&r->sheet->page, (cm_point){x[i], y[i]});
        x[i] = at.x;
        y[i] = at.y;
    }
    return status;
}

/* How far the points with odd indices lie off the chords of their neighbours, at most. */
static double largest_sag(const double *x, const double *y, size_t count)
{
    double sag = 0;

    for (size_t i = 1; i + 1 < count; i += 2)
        sag = fmax(sag, hypot(x[i] - (x[i - 1] + x[i + 1]) / 2, y[i] - (y[i - 1] + y[i + 1]) / 2));
    return sag;
}

/* Adds the line as one open part, dense enough that its chords are true to sag_mm. */
static cm_status add_line(cm__path *out, const ray *r)
{
    double x[LINE_POINTS_MAX], y[LINE_POINTS_MAX];
    size_t count = LINE_POINTS_MIN;
    cm_status status = trace(r, x, y, count);

    /* A chord of half the length sags a quarter. */
    while (!status && largest_sag(x, y, count) > 4 * sag_mm && count < LINE_POINTS_MAX) {
        count = 2 * count - 1;
        status = trace(r, x, y, count);
    }
    if (!status)
        status = cm__path_begin(out);
    for (size_t i = 0; i < count && !status; i++)
        if (isfinite(x[i]) && isfinite(y[i]))
            status = cm__path_add(out, x[i], y[i]);
    return status;
}

/* ---- degrees ---- */

/* Whole seconds of arc as degrees, minutes and seconds: as many parts as the step needs, so that
 * all labels of a map have the same. */
static void write_degrees(char *out, size_t size, const ray *r, double step_s)
{
    const double turned = r->is_meridian ? remainder(r->fixed_deg, 360) : r->fixed_deg;
    const long seconds = lround(fabs(turned) * 3600);
    const char hemisphere = r->is_meridian ? (turned < 0 ? 'W' : 'E') : (turned < 0 ? 'S' : 'N');

    if (step_s >= 3600)
        snprintf(out, size, "%ld°%c", seconds / 3600, hemisphere);
    else if (step_s >= 60)
        snprintf(out, size, "%ld°%02ld′%c", seconds / 3600, seconds / 60 % 60, hemisphere);
    else
        snprintf(out, size, "%ld°%02ld′%02ld″%c", seconds / 3600, seconds / 60 % 60, seconds % 60,
                 hemisphere);
}

/* Adds a tick where an end of a line lies on a side that carries such lines: meridians on top and
 * bottom, parallels left and right. */
static cm_status add_tick(cm__graticule *out, const ray *r, cm_point end)
{
    const cm_box *const frame = &r->sheet->page.frame_mm;
    cm__tick tick = {.at_mm = r->is_meridian ? end.x : end.y};
    cm_status status;

    if (fabs(r->is_meridian ? end.y - frame->y_min : end.x - frame->x_min) < on_side_mm)
        tick.side = r->is_meridian ? CM__SIDE_TOP : CM__SIDE_LEFT;
    else if (fabs(r->is_meridian ? end.y - frame->y_max : end.x - frame->x_max) < on_side_mm)
        tick.side = r->is_meridian ? CM__SIDE_BOTTOM : CM__SIDE_RIGHT;
    else
        return CM_OK;
    write_degrees(tick.text, sizeof tick.text, r, out->step_s);
    status = cm__array_grow(&out->ticks, out->tick_count + 1, sizeof *out->ticks);
    if (!status)
        out->ticks[out->tick_count++] = tick;
    return status;
}

/* Cuts the line to the frame and adds what remains, with ticks at its ends. */
static cm_status add_ray(cm__graticule *out, const ray *r)
{
    cm__path path = {0};
    cm_status status = add_line(&path, r);

    if (!status)
        status = cm__path_cut(&path, &r->sheet->page.frame_mm);
    for (size_t part = 0; part < path.part_count && !status; part++) {
        const size_t first = path.starts[part], end = cm__path_part_end(&path, part);
        status = cm__path_begin(&out->lines);
        for (size_t i = first; i < end && !status; i++)
            status = cm__path_add(&out->lines, path.x_mm[i], path.y_mm[i]);
        for (int last = 0; last <= 1 && !status; last++) {
            const size_t i = last ? end - 1 : first;
            status = add_tick(out, r, (cm_point){path.x_mm[i], path.y_mm[i]});
        }
    }
    cm__path_clear(&path);
    return status;
}

/* Meridians or parallels, a little longer than the frame. */
static cm_status add_rays(cm__graticule *out, const cm__sheet *sheet, const cm_box *span,
                          bool is_meridian)
{
    const double low = is_meridian ? span->x_min : span->y_min;
    const double high = is_meridian ? span->x_max : span->y_max;
    const double first = ceil(low * 3600 / out->step_s);
    const double over = 0.02 * (is_meridian ? cm__box_height(span) : cm__box_width(span));
    ray r = {.sheet = sheet,
             .is_meridian = is_meridian,
             .from_deg = (is_meridian ? span->y_min : span->x_min) - over,
             .to_deg = (is_meridian ? span->y_max : span->x_max) + over};
    cm_status status = CM_OK;

    r.from_deg = is_meridian ? fmax(r.from_deg, -89.9) : r.from_deg;
    r.to_deg = is_meridian ? fmin(r.to_deg, 89.9) : r.to_deg;
    for (int i = 0; i < LINES_MAX && (first + i) * out->step_s <= high * 3600 && !status; i++) {
        r.fixed_deg = (first + i) * out->step_s / 3600;
        status = add_ray(out, &r);
    }
    return status;
}

cm_status cm__graticule_layout(cm__graticule *out, const cm__sheet *sheet)
{
    cm_box span;
    cm_status status;

    if (!sheet->plane.crs)
        return CM_OK;
    status = find_span(&span, sheet);
    if (status)
        return status;
    out->step_s = choose_step(&span, &sheet->page.frame_mm);
    status = add_rays(out, sheet, &span, true);
    return status ? status : add_rays(out, sheet, &span, false);
}

void cm__graticule_clear(cm__graticule *graticule)
{
    cm__path_clear(&graticule->lines);
    cm__array_free(&graticule->ticks);
    *graticule = (cm__graticule){0};
}

/* ---- drawing ---- */

cm_status cm__graticule_draw(cm__list *list, cm__graticule *graticule)
{
    const cm_symbol thin = cm__ink_symbol((cm_colour){0}, cm__ink_graticule(), 0.12);
    const cm_status status = cm__list_add_group(list, "graticule");

    return status ? status : cm__list_add_path(list, NULL, &thin, &graticule->lines);
}

static int along_sides(const void *a, const void *b)
{
    const cm__tick *const s = *(const cm__tick *const *)a, *const t = *(const cm__tick *const *)b;

    if (s->side != t->side)
        return s->side < t->side ? -1 : 1;
    return (s->at_mm > t->at_mm) - (s->at_mm < t->at_mm);
}

/* Where a tick's text is set: along its side in the middle of the band, read from below left and
 * right. */
static cm__text_place place_of(const cm__tick *tick, const cm_box *frame,
                               const cm__text_style *style)
{
    const double inset_mm = (CM__FRAME_BAND_MM - cm__type_cap_mm(style)) / 2;
    cm__text_place place = {.align = CM__ALIGN_MIDDLE};

    switch (tick->side) {
    case CM__SIDE_TOP: place.at = (cm_point){tick->at_mm, frame->y_min - inset_mm}; break;
    case CM__SIDE_BOTTOM:
        place.at = (cm_point){tick->at_mm, frame->y_max + CM__FRAME_BAND_MM - inset_mm};
        break;
    case CM__SIDE_LEFT: place.at = (cm_point){frame->x_min - inset_mm, tick->at_mm}; break;
    default: place.at = (cm_point){frame->x_max + CM__FRAME_BAND_MM - inset_mm, tick->at_mm};
    }
    place.angle_deg = tick->side == CM__SIDE_LEFT || tick->side == CM__SIDE_RIGHT ? 90 : 0;
    return place;
}

/* Draws the degrees of the sorted ticks that do not touch the one before on their side. */
static cm_status draw_degrees(cm__list *list, const cm__tick *const *ticks, size_t count,
                              const cm_box *frame)
{
    const cm__text_style style = cm__type_style(CM__TYPE_SMALL);
    double free_from = -INFINITY;
    cm_status status = CM_OK;

    for (size_t i = 0; i < count && !status; i++) {
        const cm__tick *const tick = ticks[i];
        const bool across = tick->side == CM__SIDE_TOP || tick->side == CM__SIDE_BOTTOM;
        const double low = across ? frame->x_min : frame->y_min;
        const double high = across ? frame->x_max : frame->y_max;
        const cm__text_place place = place_of(tick, frame, &style);
        double width_mm = 0;
        if (i == 0 || ticks[i - 1]->side != tick->side)
            free_from = low;
        status = cm__furniture_measure(&width_mm, list->font, tick->text, &style);
        if (status || tick->at_mm - width_mm / 2 < free_from || tick->at_mm + width_mm / 2 > high)
            continue;
        status = cm__list_add_text(list, NULL, tick->text, &style, &place);
        free_from = tick->at_mm + width_mm / 2 + 2;
    }
    return status;
}

cm_status cm__frame_draw(cm__list *list, const cm__graticule *graticule, const cm__sheet *sheet)
{
    const cm_box *const frame = &sheet->page.frame_mm;
    const cm_box band = cm__box_grown(*frame, CM__FRAME_BAND_MM);
    const cm_symbol neatline = cm__ink_symbol((cm_colour){0}, cm__ink_black(), 0.4);
    const cm_symbol thin = cm__ink_symbol((cm_colour){0}, cm__ink_grey(), 0.15);
    const cm__tick **ticks = NULL;
    cm_status status = cm__list_add_group(list, "frame");

    if (!status)
        status = cm__furniture_box(list, "frame-neatline", frame, &neatline);
    if (status || graticule->tick_count == 0)
        return status;
    status = cm__furniture_box(list, NULL, &band, &thin);
    if (!status)
        status = cm__array_grow(&ticks, graticule->tick_count, sizeof *ticks);
    if (status)
        return status;
    for (size_t i = 0; i < graticule->tick_count; i++)
        ticks[i] = &graticule->ticks[i];
    qsort(ticks, graticule->tick_count, sizeof *ticks, along_sides);
    status = draw_degrees(list, ticks, graticule->tick_count, frame);
    cm__array_free(&ticks);
    return status;
}
