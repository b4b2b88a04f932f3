/* map_scalebar.c - a bar measured against the geodesic, so that it is true whatever the plane. */
#include "output/map_scalebar.h"
#include "geo/base_error.h"
#include "output/map_furniture.h"

static const double bar_mm = 1.3, label_gap_mm = 0.9, ratio_gap_mm = 1.3;

/* ---- how long ---- */

/* The greatest power of ten that is not above value, which is > 0. */
static double power_below(double value)
{
    double power = 1;

    while (power * 10 <= value)
        power *= 10;
    while (power > value)
        power /= 10;
    return power;
}

/* 1, 2 or 5 x 10^n metres nearest to a quarter of the frame's width on a logarithmic scale. */
static double choose_metres(double frame_m)
{
    static const double steps[] = {1, 2, 5, 10};
    const double aim = 0.23 * frame_m, power = power_below(aim);
    double best = power;

    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (fabs(log(steps[i] * power / aim)) < fabs(log(best / aim)))
            best = steps[i] * power;
    return best;
}

/* Metres on the ground of a stretch of the plane, east and west of the frame's middle. */
static double ground_m(const cm__sheet *sheet, double plane_length)
{
    const cm_point middle = sheet->page.centre;

    if (!sheet->plane.crs)
        return plane_length;
    return cm_geodesic_distance_m(
        cm__plane_get_lonlat(&sheet->plane, (cm_point){middle.x - plane_length / 2, middle.y}),
        cm__plane_get_lonlat(&sheet->plane, (cm_point){middle.x + plane_length / 2, middle.y}),
        NULL);
}

/* The stretch of the plane that is so long on the ground: three steps of the secant, each of which
 * squares an error of parts in a thousand. */
static double plane_length_of(const cm__sheet *sheet, double metres)
{
    double length = metres * sheet->factors.point_scale;

    for (int step = 0; step < 3; step++)
        length *= metres / ground_m(sheet, length);
    return length;
}

/* ---- layout ---- */

/* Whether it counts kilometres: units of a plane without a CRS are what they are. */
static bool counts_km(const cm__scalebar *bar, const cm__sheet *sheet)
{
    return sheet->plane.crs && bar->metres >= 1000;
}

static void add_number(cm__text *text, double number)
{
    if (number >= 1000)
        cm__word_add_grouped(text, number);
    else
        cm__text_add_rounded(text, number, 6);
}

static void write_labels(cm__scalebar *bar, const cm__sheet *sheet)
{
    const bool is_km = counts_km(bar, sheet);

    cm__text_add(&bar->ratio, cm__sheet_word(sheet, CM__WORD_SCALE));
    cm__text_add(&bar->ratio, " 1:");
    cm__word_add_grouped(&bar->ratio, sheet->page.scale);
    bar->unit_m = is_km ? 1000 : 1;
    add_number(&bar->last, bar->metres / bar->unit_m);
    cm__text_add(&bar->last, is_km              ? " km"
                             : sheet->plane.crs ? " m"
                                                : cm__sheet_word(sheet, CM__WORD_UNITS));
}

/* Half the width of the number at the end of a bar, and the advance of what follows it. */
static cm_status measure_ends(cm__scalebar *bar, const cm__sheet *sheet)
{
    const cm__text_style style = cm__type_style(CM__TYPE_SMALL);
    const cm__text_style ratio_style = cm__type_style(CM__TYPE_BODY);
    double zero_mm = 0, last_mm = 0, ratio_mm = 0;
    cm_status status = bar->ratio.failed ? bar->ratio.failed : bar->last.failed;

    if (!status)
        status = cm__furniture_measure(&zero_mm, sheet->font, "0", &style);
    if (!status)
        status = cm__furniture_measure(&last_mm, sheet->font, bar->last.bytes, &style);
    if (!status)
        status = cm__furniture_measure(&ratio_mm, sheet->font, bar->ratio.bytes, &ratio_style);
    bar->overhang_mm = zero_mm / 2;
    bar->width_mm = fmax(bar->overhang_mm + bar->length_mm + last_mm, ratio_mm);
    bar->height_mm = cm__type_cap_mm(&ratio_style) + ratio_gap_mm + cm__type_cap_mm(&style) +
                     label_gap_mm + bar_mm;
    return status;
}

cm_status cm__scalebar_layout(cm__scalebar *out, const cm__sheet *sheet)
{
    const double frame_mm = cm__box_width(&sheet->page.frame_mm);
    const double plane_per_ground = sheet->factors.point_scale;

    out->metres = choose_metres(frame_mm * sheet->page.units_per_mm / plane_per_ground);
    out->length_mm = plane_length_of(sheet, out->metres) / sheet->page.units_per_mm;
    if (!isfinite(out->length_mm))
        return cm__fail(CM_ERR_DOMAIN, "at 1:%.0f the map reaches beyond its projection",
                        sheet->page.scale);
    out->divisions = out->metres / power_below(out->metres) > 3 ? 5 : 4;
    write_labels(out, sheet);
    return measure_ends(out, sheet);
}

/* ---- drawing ---- */

/* Every other division black; one path, so that the bar is one thing. */
static cm_status draw_divisions(cm__list *list, const cm__scalebar *bar, cm_point at)
{
    const double step_mm = bar->length_mm / (double)bar->divisions;
    const cm_symbol ink = cm__ink_symbol(cm__ink_black(), (cm_colour){0}, 0);
    cm__path path = {.closed = true};
    cm_status status = CM_OK;

    for (size_t i = 0; i < bar->divisions && !status; i += 2) {
        const double left = at.x + (double)i * step_mm;
        status = cm__path_begin(&path);
        for (int corner = 0; corner < 4 && !status; corner++)
            status = cm__path_add(&path, corner % 3 ? left + step_mm : left,
                                  corner / 2 ? at.y + bar_mm : at.y);
    }
    if (!status)
        status = cm__list_add_path(list, NULL, &ink, &path);
    cm__path_clear(&path);
    return status;
}

static cm_status draw_bar(cm__list *list, const cm__scalebar *bar, cm_point at)
{
    const cm_box box = cm__box_at(at, bar->length_mm, bar_mm);
    const cm_symbol outline = cm__ink_symbol(cm__ink_paper(), cm__ink_black(), 0.2);
    cm_status status = cm__furniture_box(list, "scalebar-bar", &box, &outline);

    return status ? status : draw_divisions(list, bar, at);
}

/* The numbers over the bar: at every division of five, at every other one of four. */
static cm_status draw_numbers(cm__list *list, const cm__scalebar *bar, cm_point at)
{
    const cm__text_style style = cm__type_style(CM__TYPE_SMALL);
    const size_t step = bar->divisions == 4 ? 2 : 1;
    cm_status status = CM_OK;

    for (size_t i = 0; i < bar->divisions && !status; i += step) {
        const double share = (double)i / (double)bar->divisions;
        cm__text number = {0};
        add_number(&number, share * bar->metres / bar->unit_m);
        status = number.failed;
        if (!status)
            status = cm__furniture_text(list, number.bytes, &style,
                                        (cm_point){at.x + share * bar->length_mm, at.y},
                                        CM__ALIGN_MIDDLE);
        cm__text_clear(&number);
    }
    /* The last number begins as if it stood alone in the middle, its unit follows. */
    return status ? status
                  : cm__furniture_text(list, bar->last.bytes, &style,
                                       (cm_point){at.x + bar->length_mm - bar->overhang_mm, at.y},
                                       CM__ALIGN_START);
}

cm_status cm__scalebar_draw(cm__list *list, const cm__scalebar *bar, cm_point at)
{
    const cm__text_style style = cm__type_style(CM__TYPE_BODY);
    const cm__text_style small = cm__type_style(CM__TYPE_SMALL);
    cm__text metres = {0};
    cm_status status = cm__list_add_group(list, "scalebar");

    cm__text_add_number(&metres, bar->metres);
    if (!status)
        status = metres.failed;
    if (!status)
        status = cm__list_set_attribute(list, "data-metres", metres.bytes);
    at.y += cm__type_cap_mm(&style);
    if (!status)
        status = cm__furniture_text(list, bar->ratio.bytes, &style, at, CM__ALIGN_START);
    at.x += bar->overhang_mm;
    at.y += ratio_gap_mm + cm__type_cap_mm(&small);
    if (!status)
        status = draw_numbers(list, bar, at);
    at.y += label_gap_mm;
    if (!status)
        status = draw_bar(list, bar, at);
    cm__text_clear(&metres);
    return status;
}

void cm__scalebar_clear(cm__scalebar *bar)
{
    cm__text_clear(&bar->ratio);
    cm__text_clear(&bar->last);
    *bar = (cm__scalebar){0};
}
