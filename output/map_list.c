/* map_list.c - collects the layers, groups and items of a page. */
#include "output/map_list.h"
#include "geo/base_arena.h"
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "output/map_path.h"
#include "output/map_text.h"
#include <assert.h>
#include <math.h>
#include <string.h>

#define PI 3.14159265358979323846
#define STRING_BYTES_MAX 10000
#define CUT_MARGIN_MM 1.0 /* keeps the edges along which an area is cut out of sight */

static void clear_group(cm__group *group)
{
    for (size_t i = 0; i < group->item_count; i++)
        cm__path_clear(&group->items[i].path);
    cm__array_free(&group->items);
}

void cm__list_clear(cm__list *list)
{
    if (!list)
        return;
    for (size_t i = 0; i < list->layer_count; i++) {
        cm__layer *const layer = &list->layers[i];
        for (size_t j = 0; j < layer->group_count; j++)
            clear_group(&layer->groups[j]);
        cm__array_free(&layer->groups);
    }
    cm__array_free(&list->layers);
    cm__arena_destroy(&list->text);
    *list = (cm__list){0};
}

/* Makes room for one more element. */
static cm_status make_room(void *array, size_t count, size_t *capacity, size_t size)
{
    const size_t wanted = *capacity ? 2 * *capacity : 8;
    cm_status status;

    if (count < *capacity)
        return CM_OK;
    status = cm__array_grow(array, wanted, size);
    if (!status)
        *capacity = wanted;
    return status;
}

/* Copies what may be drawn of an untrusted string into the list. */
static cm_status copy_clean(cm__list *list, const char **out, const char *string)
{
    cm__text clean = {0};
    cm_status status;

    *out = NULL;
    if (!string)
        return CM_OK;
    cm__string_clean(&clean, string);
    status = clean.failed;
    if (!status)
        status = cm__arena_copy(&list->text, out, clean.bytes, clean.length);
    cm__text_clear(&clean);
    return status;
}

static cm__layer *newest_layer(const cm__list *list)
{
    assert(list->layer_count > 0);
    return &list->layers[list->layer_count - 1];
}

static cm__group *newest_group(const cm__list *list)
{
    cm__layer *const layer = newest_layer(list);

    assert(layer->group_count > 0);
    return &layer->groups[layer->group_count - 1];
}

static cm_status add_layer(cm__list *list, const char *title, cm__layer layer)
{
    cm_status status = copy_clean(list, &layer.title, title);

    if (!status)
        status = make_room(&list->layers, list->layer_count, &list->layer_capacity,
                           sizeof *list->layers);
    if (!status)
        list->layers[list->layer_count++] = layer;
    return status;
}

cm_status cm__list_add_layer(cm__list *list, const char *title, bool clipped)
{
    return add_layer(list, title, (cm__layer){.clipped = clipped, .clip_mm = list->frame_mm});
}

cm_status cm__list_add_clipped(cm__list *list, const char *title, const cm_box *clip_mm)
{
    return add_layer(list, title, (cm__layer){.clipped = true, .clip_mm = *clip_mm});
}

cm_status cm__list_add_group(cm__list *list, const char *id)
{
    cm__layer *const layer = newest_layer(list);
    cm__group group = {0};
    cm_status status = cm__arena_add(&list->text, &group.id, id);

    if (!status)
        status = make_room(&layer->groups, layer->group_count, &layer->group_capacity,
                           sizeof *layer->groups);
    if (!status)
        layer->groups[layer->group_count++] = group;
    return status;
}

void cm__list_set_holds(cm__list *list, cm__holds holds, size_t layer)
{
    cm__group *const group = newest_group(list);

    group->holds = holds;
    group->layer = layer;
}

cm_status cm__list_set_attribute(cm__list *list, const char *attribute, const char *value)
{
    cm__group *const group = newest_group(list);
    const char *name, *text;
    cm_status status = cm__arena_add(&list->text, &name, attribute);

    if (!status)
        status = cm__arena_add(&list->text, &text, value);
    if (status)
        return status;
    group->attribute = name;
    group->value = text;
    return CM_OK;
}

static cm_box grow(cm_box box, double by_mm)
{
    return (cm_box){box.x_min - by_mm, box.y_min - by_mm, box.x_max + by_mm, box.y_max + by_mm};
}

static cm_box common(cm_box a, cm_box b)
{
    return (cm_box){fmax(a.x_min, b.x_min), fmax(a.y_min, b.y_min), fmin(a.x_max, b.x_max),
                    fmin(a.y_max, b.y_max)};
}

static cm_status add_item(cm__list *list, const cm__item *item)
{
    cm__group *const group = newest_group(list);
    cm_status status =
        make_room(&group->items, group->item_count, &group->item_capacity, sizeof *group->items);

    if (status)
        return status;
    group->items[group->item_count] = *item;
    if (newest_layer(list)->clipped)
        group->items[group->item_count].ink_mm = common(item->ink_mm, newest_layer(list)->clip_mm);
    group->item_count++;
    return CM_OK;
}

cm_status cm__list_add_path(cm__list *list, const char *id, const cm_symbol *symbol, cm__path *path)
{
    const double half_mm = symbol->stroke.alpha > 0 ? symbol->stroke_mm / 2 : 0;
    const cm_box seen = grow(newest_layer(list)->clip_mm, half_mm + CUT_MARGIN_MM);
    cm__item item = {.kind = CM__ITEM_PATH, .symbol = *symbol};
    cm_status status = cm__arena_add(&list->text, &item.id, id);

    if (!status && newest_layer(list)->clipped)
        status = cm__path_cut(path, &seen);
    if (status)
        return status;
    if (path->vertex_count == 0) {
        cm__path_clear(path);
        return CM_OK;
    }
    item.path = *path;
    item.ink_mm = grow(cm__path_box(path), half_mm);
    status = add_item(list, &item);
    if (!status)
        *path = (cm__path){0};
    return status;
}

cm_status cm__list_add_marker(cm__list *list, const char *id, const char *tooltip,
                              const cm_symbol *symbol, cm_point at)
{
    cm__item item = {.kind = CM__ITEM_MARKER, .symbol = *symbol, .at = at};
    cm_status status;

    if (!isfinite(at.x) || !isfinite(at.y))
        return cm__fail(CM_ERR_DOMAIN, "the place of a marker is not a finite number");
    item.ink_mm = grow((cm_box){at.x, at.y, at.x, at.y}, cm__marker_reach_mm(symbol));
    status = cm__arena_add(&list->text, &item.id, id);
    if (!status)
        status = copy_clean(list, &item.tooltip, tooltip);
    if (!status)
        status = add_item(list, &item);
    return status;
}

/* The box of a text's ink, turned about the place of the text. */
static cm_box turn(cm_box ink, const cm__text_place *place)
{
    const double angle = -place->angle_deg / 180 * PI; /* y runs down */
    const double across = cos(angle), along = sin(angle);
    cm_box box = {INFINITY, INFINITY, -INFINITY, -INFINITY};

    for (int corner = 0; corner < 4; corner++) {
        const double x = corner % 2 ? ink.x_max : ink.x_min;
        const double y = corner / 2 ? ink.y_max : ink.y_min;
        const cm_point p = {place->at.x + x * across - y * along,
                            place->at.y + x * along + y * across};
        box = (cm_box){fmin(box.x_min, p.x), fmin(box.y_min, p.y), fmax(box.x_max, p.x),
                       fmax(box.y_max, p.y)};
    }
    return box;
}

double cm__align_share(cm__align align)
{
    return align == CM__ALIGN_START ? 0 : align == CM__ALIGN_MIDDLE ? 0.5 : 1;
}

static cm_status measure_ink(cm__item *item, const char *font, const cm__text_place *place)
{
    cm__text_extent extent;
    const cm_status status = cm__text_measure(&extent, font, item->string, &item->text);

    if (status)
        return status;
    item->advance_mm = extent.advance_mm;
    const double shift = cm__align_share(item->align) * extent.advance_mm;
    cm_box ink = grow(extent.ink_mm, item->text.halo.alpha > 0 ? item->text.halo_mm : 0);
    if (item->text.vertical) {
        ink.y_min -= shift;
        ink.y_max -= shift;
    } else {
        ink.x_min -= shift;
        ink.x_max -= shift;
    }
    item->ink_mm = turn(ink, place);
    return CM_OK;
}

cm_status cm__list_add_text(cm__list *list, const char *id, const char *string,
                            const cm__text_style *style, const cm__text_place *place)
{
    cm__item item = {.kind = CM__ITEM_TEXT, .text = *style, .at = place->at};
    cm_status status;

    item.align = place->align;
    item.angle_deg = place->angle_deg;
    if (strlen(string) > STRING_BYTES_MAX)
        return cm__fail(CM_ERR_LIMIT, "a text of %zu bytes is over %d: \"%.60s...\"",
                        strlen(string), STRING_BYTES_MAX, string);
    status = cm__arena_add(&list->text, &item.id, id);
    if (!status)
        status = copy_clean(list, &item.string, string);
    if (!status)
        status = measure_ink(&item, list->font, place);
    if (!status)
        status = add_item(list, &item);
    return status;
}
