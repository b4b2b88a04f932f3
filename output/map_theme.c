/* map_theme.c - classes to symbols, rows to paths and markers. */
#include "output/map_theme.h"
#include "geo/base_memory.h"
#include "output/map_edges.h"
#include "output/map_fan.h"
#include "output/map_shape.h"
#include "output/map_type.h"
#include <stdlib.h>
#include <string.h>

/* A band's edge overlaps its neighbour's so much, else paper shines through between the two. */
static const double seam_mm = 0.1;

/* ---- classes and symbols ---- */

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
            classes->absent_count +=
                classes->of_row[row] == CM_ABSENT && cm_features_has_place(features, row);
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

static bool has_fill(const cm_symbol *symbol)
{
    return symbol->fill.alpha > 0;
}

static bool has_stroke(const cm_symbol *symbol)
{
    return symbol->stroke.alpha > 0 && symbol->stroke_mm > 0;
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
    symbol.stroke = cm__ink_grey();
    symbol.stroke_mm = fmax(symbol.stroke_mm, geometry == CM_GEOMETRY_POINT ? 0.25 : 0.15);
    return symbol;
}

cm_symbol cm__theme_symbol(const cm__sheet *sheet, size_t layer, size_t class_index)
{
    const cm_map_layer *const of = &sheet->layers[layer];
    cm_symbol symbol = class_index == CM_ABSENT ? hollow(of->style, of->features->geometry)
                                                : of->style->classes[class_index].symbol;

    if (of->role != CM_MAP_BANDS || of->features->geometry != CM_GEOMETRY_POLYGON)
        return symbol;
    if (has_fill(&symbol) && symbol.fill.alpha < 255)
        symbol.fill = blend(symbol.fill, cm__theme_ground(sheet));
    if (has_fill(&symbol) && !has_stroke(&symbol)) {
        symbol.stroke = symbol.fill;
        symbol.stroke_mm = seam_mm;
        memset(symbol.dash_mm, 0, sizeof symbol.dash_mm);
    }
    return symbol;
}

/* ---- members ---- */

static size_t class_size(const cm__sheet *sheet, size_t layer, size_t class_index)
{
    return class_index == CM_ABSENT ? sheet->classes[layer].absent_count
                                    : sheet->layers[layer].style->classes[class_index].count;
}

static cm_point row_mm(const cm__sheet *sheet, size_t layer, size_t row)
{
    const cm__plane_layer *const places = &sheet->plane.layers[layer];

    return cm__page_to_mm(&sheet->page, (cm_point){places->x[row], places->y[row]});
}

static double row_reach(const cm__sheet *sheet, size_t layer, size_t row)
{
    const cm_symbol symbol = cm__theme_symbol(sheet, layer, sheet->classes[layer].of_row[row]);

    return cm__marker_reach_mm(&symbol);
}

bool cm__theme_holds(const cm__sheet *sheet, size_t layer, size_t row)
{
    const cm_box inside = cm__box_grown(sheet->page.frame_mm, -row_reach(sheet, layer, row));

    return cm__box_holds_point(&inside, row_mm(sheet, layer, row));
}

static cm_status add_members(cm__sheet *sheet, size_t layer)
{
    const cm_features *const features = sheet->layers[layer].features;
    const cm__plane_layer *const places = &sheet->plane.layers[layer];
    cm_status status = cm__array_grow(
        &sheet->markers, sheet->marker_count + places->vertex_count + 1, sizeof *sheet->markers);

    for (size_t row = 0; row < places->vertex_count && !status; row++) {
        const size_t class_index = sheet->classes[layer].of_row[row];
        const cm_point at = row_mm(sheet, layer, row);
        if (cm__theme_holds(sheet, layer, row))
            sheet->markers[sheet->marker_count++] =
                (cm__marker){layer,
                             row,
                             class_index,
                             class_size(sheet, layer, class_index),
                             row_reach(sheet, layer, row),
                             at,
                             at};
        else
            sheet->outside_count += cm_features_has_place(features, row);
    }
    return status;
}

/* Rare classes are drawn last, so that they are not covered by frequent ones. */
static int by_rarity(const void *a, const void *b)
{
    const cm__marker *const s = a, *const t = b;

    if (s->layer != t->layer)
        return s->layer < t->layer ? -1 : 1;
    if (s->class_size != t->class_size)
        return s->class_size > t->class_size ? -1 : 1;
    return (s->row > t->row) - (s->row < t->row);
}

bool cm__theme_is_members(const cm_map_layer *layer)
{
    return layer->role == CM_MAP_MEMBERS && layer->features->geometry == CM_GEOMETRY_POINT &&
           layer->style->class_count > 0;
}

cm_status cm__theme_place_members(cm__sheet *sheet)
{
    cm__fan_report report = {0};
    cm_status status = CM_OK;

    sheet->marker_count = sheet->outside_count = 0;
    for (size_t i = 0; i < sheet->layer_count && !status; i++)
        if (cm__theme_is_members(&sheet->layers[i]))
            status = add_members(sheet, i);
    if (status)
        return status;
    if (sheet->marker_count > 0)
        qsort(sheet->markers, sheet->marker_count, sizeof *sheet->markers, by_rarity);
    status = cm__fan_markers(sheet->markers, sheet->marker_count, &sheet->page.frame_mm, &report);
    sheet->farthest_mm = report.moved > 0 ? report.farthest_mm : 0;
    sheet->stacked = report.stacked > 0;
    return status;
}

/* ---- items ---- */

/* What every row of a layer is drawn with. */
typedef struct brush {
    cm__list *list;
    cm__ids *ids; /* NULL: items without ids */
    const cm__sheet *sheet;
    size_t layer;
    const char *prefix; /* of the items' ids */
    cm__edges *borders; /* areas by their outlines only, those of neighbours once; NULL: whole */
    size_t id_column;
} brush;

/* The row's own id: its cell in the column `id`, else its number. */
static cm_status make_id(const brush *with, const char **out, size_t row)
{
    const cm_table *const table = &with->sheet->layers[with->layer].features->table;
    char buffer[CM_CELL_MAX];
    const char *wish = "";

    *out = NULL;
    if (!with->ids)
        return CM_OK;
    if (with->id_column != CM_ABSENT)
        wish = cm_table_format(table, row, with->id_column, buffer);
    return cm__ids_make(with->ids, out, with->prefix, wish, row + 1);
}

static cm_status draw_shape(const brush *with, size_t row, const cm_symbol *symbol)
{
    const cm_geometry geometry = with->sheet->layers[with->layer].features->geometry;
    cm__path path = {.closed = geometry == CM_GEOMETRY_POLYGON && !with->borders};
    const char *id = NULL;
    cm_status status = CM_OK;

    if (!has_fill(symbol) && !has_stroke(symbol))
        return CM_OK;
    status = cm__shape_load(&path, with->sheet, with->layer, row, with->borders);
    if (!status && path.part_count > 0) {
        status = make_id(with, &id, row);
        if (!status)
            status = cm__list_add_path(with->list, id, symbol, &path);
    }
    cm__path_clear(&path);
    return status;
}

/* A point that is no member: a station, a centre. */
static cm_status draw_point(const brush *with, size_t row, const cm_symbol *symbol)
{
    const cm_point at = row_mm(with->sheet, with->layer, row);
    const char *id = NULL;
    cm_status status;

    if (!cm__box_holds_point(&with->sheet->page.frame_mm, at))
        return CM_OK;
    status = make_id(with, &id, row);
    return status ? status : cm__list_add_marker(with->list, id, NULL, symbol, at);
}

static cm_status draw_rows(const brush *with)
{
    const cm_map_layer *const layer = &with->sheet->layers[with->layer];
    const cm_geometry geometry = layer->features->geometry;
    cm_status status = CM_OK;

    if (layer->style->class_count == 0 || geometry == CM_GEOMETRY_NONE)
        return CM_OK;
    for (size_t row = 0; row < layer->features->table.row_count && !status; row++) {
        cm_symbol symbol = cm__theme_symbol(with->sheet, with->layer,
                                            with->sheet->classes[with->layer].of_row[row]);
        if (geometry == CM_GEOMETRY_LINE || with->borders)
            symbol.fill = (cm_colour){0};
        else if (!with->ids) /* the ground is fills only */
            symbol.stroke = (cm_colour){0};
        status = geometry == CM_GEOMETRY_POINT ? draw_point(with, row, &symbol)
                                               : draw_shape(with, row, &symbol);
    }
    return status;
}

/* A member's name for the tooltip: the label's column, else the column `name`. */
static const char *find_tooltip(const cm_map_layer *layer, size_t row, char *buffer)
{
    const cm_table *const table = &layer->features->table;
    const char *const column = layer->style->label.column ? layer->style->label.column : "name";
    const size_t index = cm_table_find_column(table, column);
    const char *const text = index == CM_ABSENT ? "" : cm_table_format(table, row, index, buffer);

    return *text ? text : NULL;
}

static cm_status draw_members(const brush *with)
{
    const cm__sheet *const sheet = with->sheet;
    cm_status status = CM_OK;

    for (size_t i = 0; i < sheet->marker_count && !status; i++) {
        const cm__marker *const marker = &sheet->markers[i];
        char buffer[CM_CELL_MAX];
        const char *id = NULL;
        if (marker->layer != with->layer)
            continue;
        const cm_symbol symbol = cm__theme_symbol(sheet, with->layer, marker->class_index);
        status = make_id(with, &id, marker->row);
        if (!status)
            status = cm__list_add_marker(
                with->list, id, find_tooltip(&sheet->layers[with->layer], marker->row, buffer),
                &symbol, marker->at_mm);
    }
    return status;
}

static bool is_land(const cm_map_layer *layer)
{
    return layer->role == CM_MAP_OUTLINES && layer->features->geometry == CM_GEOMETRY_POLYGON;
}

cm_colour cm__theme_background(const cm__sheet *sheet)
{
    for (size_t i = 0; i < sheet->layer_count; i++)
        if (is_land(&sheet->layers[i]))
            return cm__ink_outside();
    return cm__ink_paper();
}

cm_status cm__theme_draw_ground(cm__list *list, const cm__sheet *sheet)
{
    brush with = {.list = list, .sheet = sheet, .id_column = CM_ABSENT};
    cm_status status = CM_OK;

    for (size_t i = 0; i < sheet->layer_count && !status; i++) {
        with.layer = i;
        if (is_land(&sheet->layers[i]))
            status = draw_rows(&with);
    }
    return status;
}

/* The first layer of members gives its symbols the ids member-ID, any other takes its own name. */
static const char *member_prefix(const cm__sheet *sheet, size_t layer)
{
    for (size_t i = 0; i < layer; i++)
        if (cm__theme_is_members(&sheet->layers[i]))
            return sheet->layers[layer].id;
    return "member";
}

static cm_status draw_group(cm__list *list, cm__ids *ids, const cm__sheet *sheet, size_t layer,
                            const char *prefix)
{
    const cm_map_layer *const of = &sheet->layers[layer];
    cm__edges borders = {0};
    const brush with = {.list = list,
                        .ids = ids,
                        .sheet = sheet,
                        .layer = layer,
                        .prefix = prefix,
                        .borders = is_land(of) ? &borders : NULL,
                        .id_column = cm_table_find_column(&of->features->table, "id")};
    const cm_status status = cm__theme_is_members(of) ? draw_members(&with) : draw_rows(&with);

    cm__edges_clear(&borders);
    return status;
}

cm_status cm__theme_draw_layer(cm__list *list, cm__ids *ids, const cm__sheet *sheet, size_t layer)
{
    const cm_map_layer *const of = &sheet->layers[layer];
    cm_status status = cm__list_add_layer(list, of->title ? of->title : of->id, true);

    if (!status)
        status = cm__list_add_group(list, of->id);
    return status ? status
                  : draw_group(list, ids, sheet, layer,
                               cm__theme_is_members(of) ? member_prefix(sheet, layer) : of->id);
}

cm_status cm__theme_draw_group(cm__list *list, cm__ids *ids, const cm__sheet *sheet, size_t layer,
                               const char *prefix)
{
    const char *id = NULL;
    cm_status status = cm__ids_make(ids, &id, prefix, sheet->layers[layer].id, layer + 1);

    if (!status)
        status = cm__list_add_group(list, id);
    return status ? status : draw_group(list, ids, sheet, layer, id);
}
