/* map_lint_ground.c - paints a page without its texts, and looks at the pixels under one. */
#include "output/map_lint_ground.h"
#include "geo/base_memory.h"
#include "output/colour_sense.h"
#include "output/map_box.h"
#include "output/map_pen_cairo.h"
#include <string.h>

static const double per_mm_fine = 5, side_max_px = 4000;

/* A group without its texts: the items are copies, their paths borrowed. */
static cm_status leave_out_texts(cm__group *group)
{
    const cm__item *const all = group->items;
    cm__item *kept = NULL;
    cm_status status = cm__array_grow(&kept, group->item_count + 1, sizeof *kept);
    size_t count = 0;

    if (status)
        return status;
    for (size_t i = 0; i < group->item_count; i++)
        if (all[i].kind != CM__ITEM_TEXT)
            kept[count++] = all[i];
    group->items = kept;
    group->item_count = count;
    return CM_OK;
}

static bool has_texts(const cm__group *group)
{
    for (size_t i = 0; i < group->item_count; i++)
        if (group->items[i].kind == CM__ITEM_TEXT)
            return true;
    return false;
}

static cm_status paint_layer(cairo_t *cr, const cm__list *list, const cm__layer *layer)
{
    cm__layer without = *layer;
    cm__group *groups = NULL;
    cm_status status = cm__array_grow(&groups, layer->group_count + 1, sizeof *groups);

    if (status)
        return status;
    for (size_t i = 0; i < layer->group_count; i++)
        groups[i] = layer->groups[i];
    without.groups = groups;
    for (size_t i = 0; i < layer->group_count && !status; i++)
        if (has_texts(&layer->groups[i]))
            status = leave_out_texts(&groups[i]);
    if (!status)
        status = cm__cairo_paint(cr, list, &without, CM__CAIRO_IMAGE);
    for (size_t i = 0; i < layer->group_count; i++)
        if (groups[i].items != layer->groups[i].items)
            cm__array_free(&groups[i].items);
    cm__array_free(&groups);
    return status;
}

static cm_status paint(cairo_surface_t *surface, const cm__list *list, double per_mm)
{
    cairo_t *const cr = cairo_create(surface);
    cm_status status = CM_OK;

    cairo_set_source_rgb(cr, 1, 1, 1);
    cairo_paint(cr);
    cairo_scale(cr, per_mm, per_mm);
    for (size_t i = 0; i < list->layer_count && !status; i++)
        status = paint_layer(cr, list, &list->layers[i]);
    cairo_destroy(cr);
    return status;
}

cm_status cm__lint_ground_paint(cm__lint_ground *out, const cm__list *list)
{
    const double side_mm = fmax(list->width_mm, list->height_mm);
    cairo_surface_t *surface;
    cm_status status;

    out->per_mm = fmin(per_mm_fine, side_max_px / side_mm);
    out->width = (size_t)ceil(list->width_mm * out->per_mm);
    out->height = (size_t)ceil(list->height_mm * out->per_mm);
    status = cm__array_grow(&out->pixels, out->width * out->height, sizeof *out->pixels);
    if (status)
        return status;
    surface =
        cairo_image_surface_create_for_data((unsigned char *)out->pixels, CAIRO_FORMAT_RGB24,
                                            (int)out->width, (int)out->height, 4 * (int)out->width);
    status = cm__cairo_check(cairo_surface_status(surface), "the page's ground");
    if (!status)
        status = paint(surface, list, out->per_mm);
    cairo_surface_finish(surface);
    cairo_surface_destroy(surface);
    return status;
}

static size_t pixel(double mm, double per_mm, size_t count)
{
    const double at = floor(mm * per_mm);

    return at <= 0 ? 0 : at >= (double)count ? count : (size_t)at;
}

double cm__lint_ground_share(const cm__lint_ground *ground, const cm_box *box, cm_colour colour,
                             double contrast, double *out_least)
{
    const size_t left = pixel(box->x_min, ground->per_mm, ground->width);
    const size_t right = pixel(box->x_max, ground->per_mm, ground->width);
    const size_t top = pixel(box->y_min, ground->per_mm, ground->height);
    const size_t foot = pixel(box->y_max, ground->per_mm, ground->height);
    size_t seen = 0, low = 0;

    *out_least = INFINITY;
    for (size_t y = top; y < foot; y++)
        for (size_t x = left; x < right; x++) {
            const uint32_t value = ground->pixels[y * ground->width + x];
            const cm_colour under = {(unsigned char)(value >> 16), (unsigned char)(value >> 8),
                                     (unsigned char)value, 255};
            const double found = cm__colour_contrast(colour, under);
            seen++;
            low += found < contrast;
            *out_least = fmin(*out_least, found);
        }
    return seen > 0 ? (double)low / (double)seen : 0;
}

void cm__lint_ground_clear(cm__lint_ground *ground)
{
    cm__array_free(&ground->pixels);
    *ground = (cm__lint_ground){0};
}
