/* map_furniture.c - boxes, lines, texts and panels for title, legend, scale bar and the rest. */
#include "output/map_furniture.h"
#include "output/map_text.h"

cm_status cm__furniture_box(cm__list *list, const char *id, const cm_box *box,
                            const cm_symbol *symbol)
{
    const cm_point corners[] = {{box->x_min, box->y_min},
                                {box->x_max, box->y_min},
                                {box->x_max, box->y_max},
                                {box->x_min, box->y_max}};
    cm__path path = {.closed = true};
    cm_status status = cm__path_begin(&path);

    for (size_t i = 0; i < 4 && !status; i++)
        status = cm__path_add(&path, corners[i].x, corners[i].y);
    if (!status)
        status = cm__list_add_path(list, id, symbol, &path);
    cm__path_clear(&path);
    return status;
}

cm_status cm__furniture_line(cm__list *list, cm_point from, cm_point to, const cm_symbol *symbol)
{
    cm__path path = {0};
    cm_status status = cm__path_begin(&path);

    if (!status)
        status = cm__path_add(&path, from.x, from.y);
    if (!status)
        status = cm__path_add(&path, to.x, to.y);
    if (!status)
        status = cm__list_add_path(list, NULL, symbol, &path);
    cm__path_clear(&path);
    return status;
}

cm_status cm__furniture_text(cm__list *list, const char *string, const cm__text_style *style,
                             cm_point at, cm__align align)
{
    const cm__text_place place = {at, align, 0};

    return cm__list_add_text(list, NULL, string, style, &place);
}

cm_status cm__furniture_panel(cm__list *list, const cm_box *box)
{
    const cm_symbol paper = cm__ink_symbol(cm__ink_paper(), cm__ink_grey(), 0.15);

    return cm__furniture_box(list, NULL, box, &paper);
}

cm_status cm__furniture_measure(double *out_mm, const char *font, const char *string,
                                const cm__text_style *style)
{
    cm__text_extent extent = {0};
    const cm_status status = cm__text_measure(&extent, font, string, style);

    *out_mm = extent.advance_mm;
    return status;
}
