/* map_page.c - paper, frame and scale: from the plane to millimetres and back. */
#include "output/map_page.h"
#include "geo/base_error.h"
#include <stddef.h>

static const double least_frame_mm = 20, scale_of_one_place = 10000;

cm_status cm__page_set_frame(cm__page *page, const cm__page_borders *borders)
{
    const double margin = page->margin_mm;
    const cm_box frame = {margin + borders->left_mm, margin + borders->top_mm,
                          page->width_mm - margin - borders->right_mm,
                          page->height_mm - margin - borders->bottom_mm};

    if (!(cm__box_width(&frame) >= least_frame_mm && cm__box_height(&frame) >= least_frame_mm))
        return cm__fail(
            CM_ERR_DOMAIN,
            "a page of %.0f x %.0f mm leaves no room for a map: its margins take %.0f "
            "mm, title, legend, insets and list %.0f mm beside it and %.0f mm above and below it",
            page->width_mm, page->height_mm, margin, borders->left_mm + borders->right_mm,
            borders->top_mm + borders->bottom_mm);
    page->frame_mm = frame;
    return CM_OK;
}

void cm__page_set_scale(cm__page *page, double scale, double point_scale)
{
    page->scale = scale;
    page->units_per_mm = scale / 1000 * point_scale;
}

double cm__scale_round_up(double least)
{
    static const double round[] = {1, 1.5, 2, 2.5, 3, 4, 5, 6, 8};
    /* Powers of ten up to 1e22 are exact doubles, so that 150000 comes out as 150000. */
    double power = 1;

    while (least > 8 * power)
        power *= 10;
    while (power > 1 && least <= 0.8 * power)
        power /= 10;
    for (size_t i = 0; i < sizeof round / sizeof *round; i++)
        if (round[i] * power >= least * (1 - 1e-12))
            return round[i] * power;
    return 10 * power;
}

double cm__page_fit_scale(const cm__page *page, const cm_box *content, double clear_mm,
                          double point_scale)
{
    const double room_x = fmax(cm__box_width(&page->frame_mm) - 2 * clear_mm, 1);
    const double room_y = fmax(cm__box_height(&page->frame_mm) - 2 * clear_mm, 1);
    const double units_per_mm =
        fmax(cm__box_width(content) / room_x, cm__box_height(content) / room_y);

    const double least = fmax(units_per_mm * 1000 / point_scale, 100);

    if (!(units_per_mm > 0))
        return scale_of_one_place;
    return least <= CM__SCALE_MAX ? cm__scale_round_up(least) : INFINITY;
}

cm_point cm__page_to_mm(const cm__page *page, cm_point plane)
{
    const cm_point middle = cm__box_middle(&page->frame_mm);

    return (cm_point){middle.x + (plane.x - page->centre.x) / page->units_per_mm,
                      middle.y - (plane.y - page->centre.y) / page->units_per_mm};
}

cm_point cm__page_to_plane(const cm__page *page, cm_point at_mm)
{
    const cm_point middle = cm__box_middle(&page->frame_mm);

    return (cm_point){page->centre.x + (at_mm.x - middle.x) * page->units_per_mm,
                      page->centre.y - (at_mm.y - middle.y) * page->units_per_mm};
}

cm_box cm__page_get_extent(const cm__page *page)
{
    const cm_box *const frame = &page->frame_mm;
    const cm_point low = cm__page_to_plane(page, (cm_point){frame->x_min, frame->y_max});
    const cm_point high = cm__page_to_plane(page, (cm_point){frame->x_max, frame->y_min});

    return (cm_box){low.x, low.y, high.x, high.y};
}
