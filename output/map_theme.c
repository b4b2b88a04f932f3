/* map_theme.c - the symbols of classes and rows, and where members stand. */
#include "output/map_theme.h"
#include "geo/base_memory.h"
#include "output/map_fan.h"
#include "output/map_gather.h"
#include "output/map_type.h"
#include <stdlib.h>
#include <string.h>

/* A band's edge overlaps its neighbour's so much, else paper shines through between the two. */
static const double seam_mm = 0.1;
static const double hollow_stroke_mm = 0.35;

cm_map_role cm__theme_role(size_t i)
{
    static const cm_map_role order[CM__THEME_ROLES] = {CM_MAP_BANDS, CM_MAP_OUTLINES, CM_MAP_LINES,
                                                       CM_MAP_PLACES, CM_MAP_MEMBERS};

    return order[i];
}

cm_map_role cm__theme_drawn_as(const cm__sheet *sheet, size_t layer)
{
    return cm__gather_takes(sheet, layer) && !sheet->gather.as_circles ? CM_MAP_BANDS
                                                                       : sheet->layers[layer].role;
}

/* ---- classes and symbols ---- */

/* Counts a row that is drawn but has no class. */
static void count_absent(cm__sheet_classes *classes, const cm_map_layer *layer, size_t row)
{
    const cm_table *const table = &layer->features->table;
    const size_t column = layer->style->kind == CM_STYLE_GRADUATED
                              ? cm_table_find_column(table, layer->style->column)
                              : CM_ABSENT;

    if (!cm_features_has_place(layer->features, row))
        return;
    classes->absent_count++;
    classes->beyond_count +=
        column != CM_ABSENT && isfinite(cm_table_get_number(table, row, column));
}

cm_status cm__theme_classify(cm__sheet *sheet)
{
    cm_status status =
        cm__array_grow(&sheet->classes, sheet->layer_count + 1, sizeof *sheet->classes);

    for (size_t i = 0; i < sheet->layer_count && !status; i++)
        sheet->classes[i] = (cm__sheet_classes){0};
    for (size_t i = 0; i < sheet->layer_count && !status; i++) {
        const cm_features *const features = sheet->layers[i].features;
        cm__sheet_classes *const classes = &sheet->classes[i];
        status = cm__array_grow(&classes->of_row, features->table.row_count + 1,
                                sizeof *classes->of_row);
        for (size_t row = 0; row < features->table.row_count && !status; row++) {
            classes->of_row[row] = cm_style_find_class(sheet->layers[i].style, features, row);
            if (classes->of_row[row] == CM_ABSENT)
                count_absent(classes, &sheet->layers[i], row);
        }
    }
    return status;
}

static unsigned char blend_channel(unsigned char over, unsigned char under, unsigned char alpha)
{
    return (unsigned char)((over * alpha + under * (255 - alpha) + 127) / 255);
}

static cm_colour blend(cm_colour over, cm_colour under)
{
    return (cm_colour){blend_channel(over.red, under.red, over.alpha),
                       blend_channel(over.green, under.green, over.alpha),
                       blend_channel(over.blue, under.blue, over.alpha), 255};
}

cm_colour cm__theme_ground(const cm__sheet *sheet)
{
    for (size_t i = 0; i < sheet->layer_count; i++) {
        const cm_map_layer *const layer = &sheet->layers[i];
        for (size_t c = 0; c < layer->style->class_count; c++)
            if (layer->role == CM_MAP_OUTLINES &&
                layer->features->geometry == CM_GEOMETRY_POLYGON &&
                layer->style->classes[c].symbol.fill.alpha == 255)
                return layer->style->classes[c].symbol.fill;
    }
    return cm__ink_paper();
}

/* Rows without a class: the shape of the first one, empty. */
static cm_symbol hollow(const cm_style *style, cm_geometry geometry)
{
    cm_symbol symbol = style->class_count > 0 ? style->classes[0].symbol : (cm_symbol){0};

    symbol.fill = geometry == CM_GEOMETRY_POINT ? cm__ink_paper() : (cm_colour){0};
    symbol.hatch_mm = 0;
    symbol.stroke = cm__ink_grey();
    symbol.stroke_mm = fmax(symbol.stroke_mm, geometry == CM_GEOMETRY_POINT ? 0.25 : 0.15);
    return symbol;
}

cm_symbol cm__theme_class_symbol(const cm_map_layer *layer, size_t class_index)
{
    return class_index == CM_ABSENT ? hollow(layer->style, layer->features->geometry)
                                    : layer->style->classes[class_index].symbol;
}

void cm__theme_close_seam(cm_symbol *symbol)
{
    if (!cm__theme_has_fill(symbol) || cm__theme_has_stroke(symbol))
        return;
    symbol->stroke = symbol->fill;
    symbol->stroke_mm = seam_mm;
    memset(symbol->dash_mm, 0, sizeof symbol->dash_mm);
}

cm_symbol cm__theme_symbol(const cm__sheet *sheet, size_t layer, size_t class_index)
{
    const cm_map_layer *const of = &sheet->layers[layer];
    cm_symbol symbol = cm__theme_class_symbol(of, class_index);

    if (of->role != CM_MAP_BANDS || of->features->geometry != CM_GEOMETRY_POLYGON)
        return symbol;
    if (cm__theme_has_fill(&symbol) && symbol.fill.alpha < 255)
        symbol.fill = blend(symbol.fill, cm__theme_ground(sheet));
    cm__theme_close_seam(&symbol);
    return symbol;
}

/* ---- members ---- */

static size_t class_size(const cm__sheet *sheet, size_t layer, size_t class_index)
{
    return class_index == CM_ABSENT ? sheet->classes[layer].absent_count
                                    : sheet->layers[layer].style->classes[class_index].count;
}

cm_point cm__theme_row_mm(const cm__sheet *sheet, size_t layer, size_t row)
{
    const cm__plane_layer *const places = &sheet->plane.layers[layer];

    return cm__page_to_mm(&sheet->page, (cm_point){places->x[row], places->y[row]});
}

cm_symbol cm__theme_unsized(cm_symbol symbol)
{
    const cm_colour paper = cm__ink_paper();

    if (symbol.fill.alpha > 0 && memcmp(&symbol.fill, &paper, sizeof paper) != 0)
        symbol.stroke = symbol.fill;
    symbol.stroke_mm = fmax(symbol.stroke_mm, hollow_stroke_mm);
    symbol.fill = cm__ink_paper();
    return symbol;
}

cm_symbol cm__theme_row_symbol(const cm__sheet *sheet, size_t layer, size_t row)
{
    const cm_map_layer *const of = &sheet->layers[layer];
    cm_symbol symbol = cm__theme_symbol(sheet, layer, sheet->classes[layer].of_row[row]);
    const double size_mm = of->features->geometry == CM_GEOMETRY_POLYGON
                               ? 0
                               : cm_style_find_size(of->style, of->features, row);

    if (of->features->geometry == CM_GEOMETRY_LINE) {
        symbol.stroke_mm = size_mm > 0 ? size_mm : symbol.stroke_mm;
        return symbol;
    }
    if (size_mm > 0)
        symbol.size_mm = size_mm;
    return isnan(size_mm) ? cm__theme_unsized(symbol) : symbol;
}

static double row_reach(const cm__sheet *sheet, size_t layer, size_t row)
{
    const cm_symbol symbol = cm__theme_row_symbol(sheet, layer, row);

    return cm__marker_reach_mm(&symbol);
}

bool cm__theme_holds(const cm__sheet *sheet, size_t layer, size_t row)
{
    const cm_box inside = cm__box_grown(sheet->page.frame_mm, -row_reach(sheet, layer, row));

    return cm__box_holds_point(&inside, cm__theme_row_mm(sheet, layer, row));
}

static cm_status add_members(cm__sheet *sheet, size_t layer)
{
    const cm_features *const features = sheet->layers[layer].features;
    const cm__plane_layer *const places = &sheet->plane.layers[layer];
    cm_status status = cm__array_grow(
        &sheet->markers, sheet->marker_count + places->vertex_count + 1, sizeof *sheet->markers);

    for (size_t row = 0; row < places->vertex_count && !status; row++) {
        const size_t class_index = sheet->classes[layer].of_row[row];
        const cm_point at = cm__theme_row_mm(sheet, layer, row);
        if (cm__theme_holds(sheet, layer, row))
            sheet->markers[sheet->marker_count++] =
                (cm__marker){layer,
                             row,
                             class_index,
                             class_size(sheet, layer, class_index),
                             cm_style_find_size(sheet->layers[layer].style, features, row),
                             row_reach(sheet, layer, row),
                             at,
                             at};
        else
            sheet->outside_count +=
                sheet->layers[layer].role == CM_MAP_MEMBERS && cm_features_has_place(features, row);
    }
    return status;
}

/* 0: not in proportion to a number, 1: in proportion, 2: should be, but has no number. */
static int sizing(const cm__marker *marker)
{
    return isnan(marker->size_mm) ? 2 : marker->size_mm != 0;
}

/* Rare classes are drawn last, so that they are not covered by frequent ones, and large symbols
 * first. Those in proportion to a number come after all others, those that lack it last. */
static int by_rarity(const void *a, const void *b)
{
    const cm__marker *const s = a, *const t = b;

    if (sizing(s) != sizing(t))
        return sizing(s) - sizing(t);
    if (sizing(s) == 1 && s->layer == t->layer && s->reach_mm != t->reach_mm)
        return s->reach_mm > t->reach_mm ? -1 : 1;
    if (s->layer != t->layer)
        return s->layer < t->layer ? -1 : 1;
    if (s->class_size != t->class_size)
        return s->class_size > t->class_size ? -1 : 1;
    return (s->row > t->row) - (s->row < t->row);
}

bool cm__theme_is_members(const cm_map_layer *layer)
{
    return (layer->role == CM_MAP_MEMBERS || layer->role == CM_MAP_PLACES) &&
           layer->features->geometry == CM_GEOMETRY_POINT && layer->style->class_count > 0;
}

/* Sizes are read off by comparing, so that symbols in proportion stand at their true places. Those
 * before and after them in the order are drawn side by side. */
static cm_status fan_out(cm__sheet *sheet)
{
    cm__marker *const markers = sheet->markers;
    size_t plain = 0, numbered;
    cm__fan_report first = {0}, last = {0};
    cm_status status;

    while (plain < sheet->marker_count && sizing(&markers[plain]) == 0)
        plain++;
    numbered = plain;
    while (numbered < sheet->marker_count && sizing(&markers[numbered]) == 1)
        numbered++;
    status = cm__fan_markers(markers, plain, &sheet->page.frame_mm, &first);
    if (!status && numbered < sheet->marker_count)
        status = cm__fan_markers(markers + numbered, sheet->marker_count - numbered,
                                 &sheet->page.frame_mm, &last);
    sheet->farthest_mm =
        fmax(first.moved > 0 ? first.farthest_mm : 0, last.moved > 0 ? last.farthest_mm : 0);
    sheet->stacked = first.stacked + last.stacked > 0;
    return status;
}

cm_status cm__theme_place_members(cm__sheet *sheet)
{
    cm_status status = CM_OK;

    sheet->marker_count = sheet->outside_count = 0;
    for (size_t i = 0; i < sheet->layer_count && !status; i++)
        if (cm__theme_is_members(&sheet->layers[i]))
            status = add_members(sheet, i);
    if (!status)
        status = cm__gather_members(sheet);
    if (status)
        return status;
    if (sheet->marker_count > 0)
        qsort(sheet->markers, sheet->marker_count, sizeof *sheet->markers, by_rarity);
    return fan_out(sheet);
}
