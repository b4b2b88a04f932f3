/* map_lint_theme.c - checks the colours and symbols of classes: points 28 to 33. */
#include "geo/base_memory.h"
#include "output/colour_sense.h"
#include "output/map_lint_check.h"
#include "output/map_type.h"
#include <string.h>

static bool is_drawn(const cm__manifest_layer *layer)
{
    return layer->class_count > 0 && layer->geometry != CM_GEOMETRY_NONE;
}

/* ---- 28 ---- */

static cm_colour colour_of(const cm__manifest_layer *layer, size_t class_index)
{
    const cm_symbol *const symbol = &layer->classes[class_index].symbol;

    return layer->geometry == CM_GEOMETRY_LINE ? symbol->stroke : symbol->fill;
}

static double lightness(cm_colour colour)
{
    double lab[3];

    cm__colour_lab(lab, colour);
    return lab[0];
}

/* How black hatched lines make an area. */
static double blackness(const cm_symbol *symbol)
{
    return symbol->hatch_mm > 0 ? symbol->hatch_line_mm / symbol->hatch_mm : 0;
}

static void check_hatched(cm__lint *lint, const cm__manifest_layer *layer, size_t i)
{
    if (!(blackness(&layer->classes[i + 1].symbol) > blackness(&layer->classes[i].symbol)))
        cm__lint_miss(lint, 28, "'%s': '%s' is hatched no darker than '%s'", layer->id,
                      CM__NAME(layer->classes[i + 1].label), CM__NAME(layer->classes[i].label));
}

static void check_neighbours(cm__lint *lint, const cm__manifest_layer *layer, size_t i,
                             double *least)
{
    const cm_colour a = colour_of(layer, i), b = colour_of(layer, i + 1);
    static const struct {
        cm__sight sight;
        const char *whom;
    } seen[] = {{CM__SIGHT_FULL, "all"}, {CM__SIGHT_NO_GREEN, "readers without green cones"}};

    for (size_t s = 0; s < 2; s++) {
        const double apart = cm__colour_difference(cm__colour_seen(a, seen[s].sight),
                                                   cm__colour_seen(b, seen[s].sight));
        *least = fmin(*least, apart);
        if (!(apart >= 10))
            cm__lint_miss(lint, 28, "'%s': '%s' and '%s' are %s apart for %s", layer->id,
                          CM__NAME(layer->classes[i].label), CM__NAME(layer->classes[i + 1].label),
                          CM__SHOW(apart, 1), seen[s].whom);
    }
}

static void check_ramp(cm__lint *lint, const cm__manifest_layer *layer, double *least)
{
    double before = 0;

    for (size_t i = 0; i + 1 < layer->class_count; i++) {
        const double step = lightness(colour_of(layer, i + 1)) - lightness(colour_of(layer, i));
        if (layer->classes[i].is_rest || layer->classes[i + 1].is_rest)
            continue;
        if (layer->classes[i + 1].symbol.hatch_mm > 0) {
            check_hatched(lint, layer, i);
            continue;
        }
        check_neighbours(lint, layer, i, least);
        if (before * step < 0 || step == 0)
            cm__lint_miss(lint, 28, "'%s': lightness turns at '%s'", layer->id,
                          CM__NAME(layer->classes[i].label));
        before = step;
    }
}

static void check_ramps(cm__lint *lint)
{
    double least = INFINITY;
    size_t count = 0;

    for (size_t i = 0; i < lint->manifest->layer_count; i++) {
        const cm__manifest_layer *const layer = &lint->manifest->layers[i];
        if (!is_drawn(layer) || layer->kind != CM_STYLE_GRADUATED || layer->class_count < 2)
            continue;
        count++;
        check_ramp(lint, layer, &least);
    }
    if (count == 0)
        cm__lint_pass_over(lint, 28, "no layer is graduated");
    else if (isinf(least))
        cm__lint_meet(lint, 28, "classes are hatched");
    else
        cm__lint_meet(lint, 28, "neighbours are %s apart at least", CM__SHOW(least, 1));
}

/* ---- 29 ---- */

/* Whether a part of a symbol stands off its ground. */
static bool stands_out(const cm_symbol *symbol, cm_colour ground)
{
    return (symbol->fill.alpha == 255 && cm__colour_contrast(symbol->fill, ground) >= 3) ||
           (symbol->stroke.alpha == 255 && symbol->stroke_mm >= 0.1 &&
            cm__colour_contrast(symbol->stroke, ground) >= 3) ||
           (symbol->casing.alpha == 255 && symbol->casing_mm >= 0.15 - 1e-9 &&
            cm__colour_contrast(symbol->casing, ground) >= 3);
}

static void check_on_classes(cm__lint *lint, const char *layer, const cm_symbol *symbol)
{
    if (!stands_out(symbol, cm__ink_paper()))
        cm__lint_miss(lint, 29, "a symbol of '%s' is hardly seen on paper", layer);
    for (size_t i = 0; i < lint->manifest->layer_count; i++) {
        const cm__manifest_layer *const under = &lint->manifest->layers[i];
        if (under->geometry != CM_GEOMETRY_POLYGON || under->inset != CM_ABSENT)
            continue;
        for (size_t k = 0; k < under->class_count; k++) {
            const cm_colour ground = under->classes[k].symbol.fill;
            if (under->classes[k].found > 0 && ground.alpha == 255 && !stands_out(symbol, ground))
                cm__lint_miss(lint, 29, "a symbol of '%s' is hardly seen on '%s' of '%s'", layer,
                              CM__NAME(under->classes[k].label), under->id);
        }
    }
}

static bool is_same(const cm_symbol *a, const cm_symbol *b)
{
    return memcmp(&a->fill, &b->fill, sizeof a->fill) == 0 &&
           memcmp(&a->stroke, &b->stroke, sizeof a->stroke) == 0 &&
           memcmp(&a->casing, &b->casing, sizeof a->casing) == 0 && a->stroke_mm == b->stroke_mm &&
           a->casing_mm == b->casing_mm;
}

/* Markers of a class follow each other, so that each kind is looked at once or a few times. */
static void check_symbols(cm__lint *lint)
{
    const cm__item *before = NULL;
    cm__walk walk = {.list = lint->list};

    for (const cm__item *item; (item = cm__walk_find(&walk, CM__HOLDS_LAYER));) {
        const cm__manifest_layer *const layer = cm__lint_layer(lint, walk.in_group);
        if (item->kind != CM__ITEM_MARKER || layer->inset != CM_ABSENT || layer->in_hexagons ||
            !cm__lint_is_inked(&item->symbol))
            continue; /* hexagons are classed areas, whose lowest class is pale */
        if (!before || !is_same(&before->symbol, &item->symbol))
            check_on_classes(lint, layer->id, &item->symbol);
        before = item;
    }
    if (before)
        cm__lint_meet(lint, 29, "each symbol stands off each class");
    else
        cm__lint_pass_over(lint, 29, "there are no symbols");
}

/* ---- 30, 31 ---- */

static bool is_a_class(const cm__manifest_layer *layer, cm_colour fill)
{
    for (size_t i = 0; i < layer->class_count; i++)
        if (memcmp(&layer->classes[i].symbol.fill, &fill, sizeof fill) == 0)
            return true;
    return false;
}

/* Whether a class is of what should not be seen: no value, nothing but 0, or an isoband from 0 on,
 * which is everywhere. */
static bool is_nothing(const cm__manifest_layer *layer, const cm__manifest_class *class)
{
    const bool is_isoband = layer->column && strcmp(layer->column, "level_from") == 0;

    if (layer->kind != CM_STYLE_GRADUATED)
        return false;
    return class->is_rest || (class->upper <= 0 && class->lower >= 0) ||
           (is_isoband && class->found > 0 && class->lower <= 0);
}

static void check_empty_classes(cm__lint *lint, const cm__manifest_layer *layer)
{
    for (size_t i = 0; i < layer->class_count; i++) {
        const cm__manifest_class *const class = &layer->classes[i];
        if (class->symbol.fill.alpha > 0 && is_nothing(layer, class))
            cm__lint_miss(lint, 30, "'%s' of '%s' is filled", CM__NAME(class->label), layer->id);
    }
}

static void check_nothing(cm__lint *lint)
{
    size_t bands = 0;
    cm__walk walk = {.list = lint->list};

    for (size_t i = 0; i < lint->manifest->layer_count; i++)
        if (lint->manifest->layers[i].role == CM_MAP_BANDS) {
            bands++;
            check_empty_classes(lint, &lint->manifest->layers[i]);
        }
    for (const cm__item *item; (item = cm__walk_find(&walk, CM__HOLDS_LAYER));) {
        const cm__manifest_layer *const layer = cm__lint_layer(lint, walk.in_group);
        if (layer->role == CM_MAP_BANDS && item->kind == CM__ITEM_PATH &&
            item->symbol.fill.alpha > 0 && !is_a_class(layer, item->symbol.fill))
            cm__lint_miss(lint, 30, "an area of '%s' that is of no class is filled", layer->id);
    }
    if (bands == 0)
        cm__lint_pass_over(lint, 30, "no layer has classed areas");
    else
        cm__lint_meet(lint, 30, "what has no value has no fill; all edges are lines");
}

static void check_counted(cm__lint *lint, const cm__manifest_layer *layer)
{
    for (size_t i = 0; i < layer->class_count; i++) {
        const cm__manifest_class *const class = &layer->classes[i];
        if (class->count != class->found)
            cm__lint_miss(lint, 31, "'%s' of '%s' counts %zu rows, %zu are drawn so",
                          CM__NAME(class->label), layer->id, class->count, class->found);
        if (layer->kind == CM_STYLE_GRADUATED && !class->is_rest && !(class->lower <= class->upper))
            cm__lint_miss(lint, 31, "'%s' of '%s' ends below its begin", CM__NAME(class->label),
                          layer->id);
    }
}

static bool has_counts(const cm__manifest_layer *layer)
{
    for (size_t i = 0; i < layer->class_count; i++)
        if (layer->classes[i].count > 0)
            return true;
    return false;
}

static void check_counts(cm__lint *lint)
{
    size_t count = 0;

    for (size_t i = 0; i < lint->manifest->layer_count; i++) {
        const cm__manifest_layer *const layer = &lint->manifest->layers[i];
        if (!is_drawn(layer) || !has_counts(layer) || layer->inset != CM_ABSENT)
            continue;
        count++;
        check_counted(lint, layer);
    }
    if (count == 0)
        cm__lint_pass_over(lint, 31, "no layer is counted");
    else
        cm__lint_meet(lint, 31, "layers counted anew: %zu", count);
}

/* ---- 32 ---- */

/* A page of small squares, some of them black, and in larger ones whether a member is there. */
typedef struct raster {
    unsigned char *black, *settled;
    size_t width, height, across; /* across: larger squares in a row */
    double per_mm;
} raster;

static const double square_mm = 10, per_mm_fine = 4;

static cm_status start(raster *out, const cm__list *list)
{
    const double side_mm = fmax(list->width_mm, list->height_mm);
    cm_status status;

    out->per_mm = fmin(per_mm_fine, 4000 / side_mm);
    out->width = (size_t)(list->width_mm * out->per_mm) + 1;
    out->height = (size_t)(list->height_mm * out->per_mm) + 1;
    out->across = (size_t)(list->width_mm / square_mm) + 1;
    const size_t squares = out->across * ((size_t)(list->height_mm / square_mm) + 1);
    status = cm__array_grow(&out->black, out->width * out->height, 1);
    if (!status)
        status = cm__array_grow(&out->settled, squares, 1);
    if (status)
        return status;
    memset(out->black, 0, out->width * out->height);
    memset(out->settled, 0, squares);
    return CM_OK;
}

static size_t clamp(double at, size_t count)
{
    return at <= 0 ? 0 : at >= (double)count ? count : (size_t)at;
}

static void blacken(raster *on, const cm__item *marker)
{
    const double reach = marker->symbol.size_mm / 2 * on->per_mm;
    const double x = marker->at.x * on->per_mm, y = marker->at.y * on->per_mm;

    if (!(x >= 0 && x < (double)on->width && y >= 0 && y < (double)on->height))
        return;
    on->settled[(size_t)(marker->at.y / square_mm) * on->across +
                (size_t)(marker->at.x / square_mm)] = 1;
    for (size_t row = clamp(y - reach, on->height); row < clamp(y + reach + 1, on->height); row++)
        for (size_t i = clamp(x - reach, on->width); i < clamp(x + reach + 1, on->width); i++)
            if (hypot((double)i + 0.5 - x, (double)row + 0.5 - y) <= reach)
                on->black[row * on->width + i] = 1;
}

/* The share of the squares with members that is black. */
static double black_share(const raster *on)
{
    size_t all = 0, black = 0;

    for (size_t y = 0; y < on->height; y++)
        for (size_t x = 0; x < on->width; x++) {
            const size_t row = (size_t)((double)y / on->per_mm / square_mm);
            const size_t square = row * on->across + (size_t)((double)x / on->per_mm / square_mm);
            all += on->settled[square];
            black += on->settled[square] && on->black[y * on->width + x];
        }
    return all > 0 ? (double)black / (double)all : 0;
}

/* Sizes that stand for many members are what such symbols are gathered to. */
static cm_status check_crowd(cm__lint *lint)
{
    raster on = {0};
    size_t count = 0;
    cm__walk walk = {.list = lint->list};
    cm_status status = start(&on, lint->list);

    for (const cm__item *item; !status && (item = cm__walk_find(&walk, CM__HOLDS_LAYER));) {
        const cm__manifest_layer *const layer = cm__lint_layer(lint, walk.in_group);
        if (item->kind != CM__ITEM_MARKER || layer->role != CM_MAP_MEMBERS || layer->size_column ||
            layer->inset != CM_ABSENT || layer->is_gathered)
            continue;
        count++;
        blacken(&on, item);
    }
    if (!status) {
        const double share_pct = 100 * black_share(&on);
        if (count == 0)
            cm__lint_pass_over(lint, 32, "no member has a symbol of its own");
        else if (!(share_pct <= 35))
            cm__lint_miss(lint, 32, "symbols cover %s %% of the squares that they lie in",
                          CM__SHOW(share_pct, 1));
        else
            cm__lint_meet(lint, 32, "symbols cover %s %% of the squares that they lie in",
                          CM__SHOW(share_pct, 1));
    }
    cm__array_free(&on.black);
    cm__array_free(&on.settled);
    return status;
}

/* ---- 33 ---- */

static bool differs_in_form(const cm__manifest_layer *layer, const cm_symbol *a, const cm_symbol *b)
{
    if (layer->geometry == CM_GEOMETRY_POINT)
        return a->shape != b->shape || fabs(a->size_mm - b->size_mm) >= 0.5 ||
               (a->fill.alpha == 0) != (b->fill.alpha == 0);
    /* areas of which only the outline is drawn are lines to a reader */
    if (layer->geometry == CM_GEOMETRY_LINE ||
        (a->fill.alpha == 0 && b->fill.alpha == 0 && a->hatch_mm == 0 && b->hatch_mm == 0))
        return memcmp(a->dash_mm, b->dash_mm, sizeof a->dash_mm) != 0 ||
               fabs(a->stroke_mm - b->stroke_mm) >= 0.2;
    return a->hatch_mm != b->hatch_mm || a->hatch_deg != b->hatch_deg ||
           (a->fill.alpha == 0) != (b->fill.alpha == 0);
}

/* One that is much darker is told apart in one ink too; areas have names. */
static void check_pair(cm__lint *lint, const cm__manifest_layer *layer, size_t i, size_t k)
{
    static const double darker = 20;
    const cm__manifest_class *const a = &layer->classes[i], *const b = &layer->classes[k];
    const double gap = fabs(lightness(colour_of(layer, i)) - lightness(colour_of(layer, k)));

    if (a->found == 0 || b->found == 0 || gap >= darker ||
        differs_in_form(layer, &a->symbol, &b->symbol))
        return;
    if (layer->geometry == CM_GEOMETRY_POLYGON && layer->has_names)
        return;
    cm__lint_miss(lint, 33, "'%s' and '%s' of '%s' differ by colour alone", CM__NAME(a->label),
                  CM__NAME(b->label), layer->id);
}

static void check_categories(cm__lint *lint)
{
    size_t count = 0;

    for (size_t i = 0; i < lint->manifest->layer_count; i++) {
        const cm__manifest_layer *const layer = &lint->manifest->layers[i];
        if (!is_drawn(layer) || layer->kind != CM_STYLE_CATEGORIES || layer->is_gathered)
            continue;
        count++;
        for (size_t a = 0; a < layer->class_count; a++)
            for (size_t b = 0; b < a; b++)
                check_pair(lint, layer, b, a);
    }
    if (count == 0)
        cm__lint_pass_over(lint, 33, "no layer has categories");
    else
        cm__lint_meet(lint, 33, "layers of categories: %zu", count);
}

cm_status cm__lint_theme(cm__lint *lint)
{
    check_ramps(lint);
    check_symbols(lint);
    check_nothing(lint);
    check_counts(lint);
    check_categories(lint);
    return check_crowd(lint);
}
