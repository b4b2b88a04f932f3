/* map_lint_furniture.c - checks title, legend, bar, arrow and credit as pieces: points 7 to 9, 17
 * and 34. */
#include "output/map_lint_check.h"
#include <string.h>

/* Gaps that the eye does not see, and widths of lines, are no overlap. */
static const double touch_mm2 = 0.05;

/* ---- 7 ---- */

static void check_credit(cm__lint *lint)
{
    const cm__manifest *const manifest = lint->manifest;
    const char *const crs = lint->list->crs;
    cm__text date = {0};

    if (!manifest->is_diagram &&
        !cm__lint_credits(lint, cm__word_get(CM__WORD_PROJECTION, manifest->language)))
        cm__lint_miss(lint, 7, "the projection is not named");
    if (crs && strlen(crs) < 20 && !cm__lint_credits(lint, crs)) /* else it is WKT */
        cm__lint_miss(lint, 7, "%s is not named", crs);
    if (manifest->as_of)
        cm__word_add_date(&date, manifest->as_of, manifest->language);
    if (!manifest->as_of)
        cm__lint_miss(lint, 7, "no date says what the map is as of");
    else if (!date.failed && !cm__lint_credits(lint, date.bytes))
        cm__lint_miss(lint, 7, "the date '%s' is not printed", CM__NAME(date.bytes));
    cm__lint_fail(lint, date.failed);
    cm__text_clear(&date);
}

/* A diagram has neither scale nor north, and a plane without a CRS no north. */
static void check_parts(cm__lint *lint)
{
    const bool is_map = !lint->manifest->is_diagram;
    const struct {
        const char *id;
        bool is_due;
    } parts[] = {{"title", true},
                 {"subtitle", true},
                 {"legend", true},
                 {"scalebar", is_map},
                 {"north", is_map && lint->list->crs},
                 {"credit", true},
                 {"frame", true}};

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (parts[i].is_due && !cm__lint_group(lint, parts[i].id))
            cm__lint_miss(lint, 7, "there is no %s", parts[i].id);
    check_credit(lint);
    cm__lint_meet(lint, 7, "all are there");
}

/* ---- 8 ---- */

static void check_neatline(cm__lint *lint, const cm__lint_piece *piece)
{
    const cm_box *const frame = &lint->list->frame_mm;
    const double area = cm__lint_common(&piece->box, &piece->box);
    const double inside = cm__lint_common(&piece->box, frame);

    if (inside > touch_mm2 && inside < area - touch_mm2)
        cm__lint_miss(lint, 8, "'%s' cuts the neatline", piece->id);
}

static bool ends_in_dots(const char *text)
{
    static const char dots[] = "…";
    const size_t length = strlen(text), mark = strlen(dots);

    return length >= mark && strcmp(text + length - mark, dots) == 0;
}

/* Texts of furniture end in the page's own margin, and none was cut. */
static void check_texts(cm__lint *lint)
{
    const double margin_mm = lint->manifest->map.page.margin_mm - 0.5; /* of a kanji's side */
    const cm_box within =
        cm__box_grown((cm_box){0, 0, lint->list->width_mm, lint->list->height_mm}, -margin_mm);
    cm__walk walk = {.list = lint->list};

    for (const cm__item *item; (item = cm__walk_find(&walk, CM__HOLDS_FURNITURE));) {
        if (item->kind != CM__ITEM_TEXT)
            continue;
        if (!cm__box_holds(&within, &item->ink_mm))
            cm__lint_miss(lint, 8, "'%s' of '%s' leaves its box", CM__NAME(item->string),
                          walk.in_group->id);
        else if (ends_in_dots(item->string))
            cm__lint_miss(lint, 8, "'%s' of '%s' was cut", CM__NAME(item->string),
                          walk.in_group->id);
    }
}

static void check_boxes(cm__lint *lint)
{
    cm__lint_piece pieces[CM__LINT_PIECES_MAX];
    const size_t count = cm__lint_pieces(pieces, lint);

    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < i; k++)
            if (cm__lint_common(&pieces[i].box, &pieces[k].box) > touch_mm2)
                cm__lint_miss(lint, 8, "'%s' and '%s' overlap", pieces[k].id, pieces[i].id);
        check_neatline(lint, &pieces[i]);
    }
    check_texts(lint);
    cm__lint_meet(lint, 8, "%zu pieces, none overlaps another or the neatline", count);
}

/* ---- 9 ---- */

static bool is_under(const cm__lint_piece *pieces, size_t count, const cm_box *box,
                     const char **out_id)
{
    for (size_t i = 0; i < count; i++)
        if (cm__lint_common(&pieces[i].box, box) > 0) {
            *out_id = pieces[i].id;
            return true;
        }
    return false;
}

/* Whether a place lies in an area, by the even-odd rule. */
static bool holds(const cm__path *area, cm_point at)
{
    bool inside = false;

    for (size_t part = 0; part < area->part_count; part++) {
        const size_t first = area->starts[part], end = cm__path_part_end(area, part);
        for (size_t i = first, last = end - 1; i < end; last = i++) {
            const double y = area->y_mm[i], y_last = area->y_mm[last];
            if ((y > at.y) != (y_last > at.y) &&
                at.x <
                    (area->x_mm[last] - area->x_mm[i]) * (at.y - y) / (y_last - y) + area->x_mm[i])
                inside = !inside;
        }
    }
    return inside;
}

/* Whether a piece covers some of an area, looked at every two millimetres. */
static bool covers(const cm_box *box, const cm__item *area)
{
    static const double step_mm = 2;

    if (cm__lint_common(box, &area->ink_mm) <= 0)
        return false;
    for (double y = box->y_min + step_mm / 2; y < box->y_max; y += step_mm)
        for (double x = box->x_min + step_mm / 2; x < box->x_max; x += step_mm)
            if (holds(&area->path, (cm_point){x, y}))
                return true;
    return false;
}

static bool is_highest(const cm__manifest_layer *layer, const cm__item *item)
{
    const cm__manifest_class *const last =
        layer->class_count > 1 ? &layer->classes[layer->class_count - 1] : NULL;

    return layer->role == CM_MAP_BANDS && layer->kind == CM_STYLE_GRADUATED && last &&
           item->kind == CM__ITEM_PATH && item->symbol.fill.alpha > 0 &&
           memcmp(&item->symbol.fill, &last->symbol.fill, sizeof last->symbol.fill) == 0;
}

/* The map's pieces lie over its own layers, not over those of insets. */
static void check_covered(cm__lint *lint)
{
    cm__lint_piece pieces[CM__LINT_PIECES_MAX];
    const size_t count = cm__lint_pieces(pieces, lint);
    size_t members = 0;
    cm__walk walk = {.list = lint->list};

    for (const cm__item *item; (item = cm__walk_find(&walk, CM__HOLDS_LAYER));) {
        const cm__manifest_layer *const layer = cm__lint_layer(lint, walk.in_group);
        const char *id = NULL;
        if (layer->inset != CM_ABSENT)
            continue;
        if (item->kind == CM__ITEM_MARKER && layer->role == CM_MAP_MEMBERS) {
            members++;
            if (is_under(pieces, count, &item->ink_mm, &id))
                cm__lint_miss(lint, 9, "'%s' covers the member '%s'", id,
                              CM__NAME(item->tooltip ? item->tooltip : item->id));
        }
        for (size_t i = 0; is_highest(layer, item) && i < count; i++)
            if (covers(&pieces[i].box, item))
                cm__lint_miss(lint, 9, "'%s' covers the highest class of '%s'", pieces[i].id,
                              layer->id);
    }
    cm__lint_meet(lint, 9, "%zu members on the map, none covered", members);
}

/* ---- 17, 34 ---- */

static const char *title_of(const cm__manifest_layer *layer)
{
    return layer->title ? layer->title : layer->id;
}

static void check_sources(cm__lint *lint)
{
    size_t count = 0;

    for (size_t i = 0; i < lint->manifest->layer_count; i++) {
        const cm__manifest_layer *const layer = &lint->manifest->layers[i];
        if (!layer->is_credited || layer->class_count == 0 ||
            (lint->manifest->is_diagram && layer->no_legend)) /* its axis is no data */
            continue;
        count++;
        if (!layer->source && !cm__lint_credits(lint, title_of(layer))) /* a line of its own */
            cm__lint_miss(lint, 17, "nothing says where '%s' is from", CM__NAME(title_of(layer)));
        else if (layer->source && !cm__lint_credits(lint, layer->source))
            cm__lint_miss(lint, 17, "the credit does not name the source of '%s'",
                          CM__NAME(title_of(layer)));
    }
    cm__lint_meet(lint, 17, "layers whose source is named: %zu", count);
}

static void check_approximate(cm__lint *lint)
{
    size_t count = 0;

    for (size_t i = 0; i < lint->manifest->layer_count; i++) {
        const cm__manifest_layer *const layer = &lint->manifest->layers[i];
        if (!layer->approximate || !layer->is_credited)
            continue;
        count++;
        if (!cm__lint_credits_approximate(lint, title_of(layer)))
            cm__lint_miss(lint, 34, "'%s' is approximate, and the credit does not say so",
                          CM__NAME(title_of(layer)));
    }
    if (count == 0)
        cm__lint_pass_over(lint, 34, "no layer is approximate");
    else
        cm__lint_meet(lint, 34, "layers said to be approximate: %zu", count);
}

cm_status cm__lint_furniture(cm__lint *lint)
{
    check_parts(lint);
    check_boxes(lint);
    check_covered(lint);
    check_sources(lint);
    check_approximate(lint);
    return CM_OK;
}
