/* map_north.c - a needle, half of it black, turned to true north. */
#include "output/map_north.h"
#include "geo/base_text.h"
#include "output/map_furniture.h"

static const double length_mm = 10, half_width_mm = 1.7, notch_mm = 1.6;

/* A point of the needle: right of its axis and ahead of its middle, turned clockwise. */
static cm_point turned(cm_point middle, double right_mm, double ahead_mm, double azimuth_deg)
{
    const double angle = azimuth_deg * (3.14159265358979323846 / 180);

    return (cm_point){middle.x + right_mm * cos(angle) + ahead_mm * sin(angle),
                      middle.y + right_mm * sin(angle) - ahead_mm * cos(angle)};
}

/* One half of the needle, the right one if side is 1, the left one if -1. */
static cm_status draw_half(cm__list *list, cm_point middle, double side, double azimuth_deg)
{
    const double half_mm = length_mm / 2;
    const cm_point corners[] = {
        turned(middle, 0, half_mm, azimuth_deg),
        turned(middle, side * half_width_mm, -half_mm, azimuth_deg),
        turned(middle, 0, -half_mm + notch_mm, azimuth_deg),
    };
    const cm_symbol ink =
        cm__ink_symbol(side > 0 ? cm__ink_black() : cm__ink_paper(), cm__ink_black(), 0.2);
    cm__path path = {.closed = true};
    cm_status status = cm__path_begin(&path);

    for (size_t i = 0; i < 3 && !status; i++)
        status = cm__path_add(&path, corners[i].x, corners[i].y);
    if (!status)
        status = cm__list_add_path(list, NULL, &ink, &path);
    cm__path_clear(&path);
    return status;
}

cm_status cm__north_draw(cm__list *list, const cm__sheet *sheet, cm_point at)
{
    const cm_point middle = {at.x + CM__NORTH_WIDTH_MM / 2,
                             at.y + CM__NORTH_HEIGHT_MM - length_mm / 2 - 0.3};
    const cm__text_style letter = cm__type_style(CM__TYPE_LEGEND);
    cm_crs_factors factors = {0};
    cm__text azimuth = {0};
    cm_status status =
        cm__plane_get_factors(&factors, &sheet->plane, cm__page_to_plane(&sheet->page, middle));

    if (!status)
        status = cm__list_add_group(list, "north");
    cm__text_add_rounded(&azimuth, factors.true_north_deg, 4);
    if (!status)
        status = azimuth.failed;
    if (!status)
        status = cm__list_set_attribute(list, "data-azimuth-deg", azimuth.bytes);
    for (double side = -1; side <= 1 && !status; side += 2)
        status = draw_half(list, middle, side, factors.true_north_deg);
    if (!status) {
        cm_point foot = turned(middle, 0, length_mm / 2 + 2.6, factors.true_north_deg);
        foot.y += cm__type_middle_mm(&letter);
        status = cm__furniture_text(list, "N", &letter, foot, CM__ALIGN_MIDDLE);
    }
    cm__text_clear(&azimuth);
    return status;
}
