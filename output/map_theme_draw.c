/* map_theme_draw.c - the rows of the map's layers as paths and markers of the display list. */
#include "output/map_edges.h"
#include "output/map_gather.h"
#include "output/map_hatch.h"
#include "output/map_link.h"
#include "output/map_shape.h"
#include "output/map_theme.h"
#include "output/map_type.h"
#include <math.h>

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

static cm_status draw_hatched(const brush *with, const char *id, cm__path *area,
                              const cm_symbol *symbol)
{
    const cm_symbol lines = cm__hatch_symbol(symbol);
    cm__path hatch = {0};
    cm_status status = cm__hatch(&hatch, area, symbol->hatch_mm, symbol->hatch_deg);

    if (!status)
        status = cm__list_add_path(with->list, id, symbol, area);
    if (!status)
        status = cm__list_add_path(with->list, NULL, &lines, &hatch);
    cm__path_clear(&hatch);
    return status;
}

/* A line, bent and with a head if its layer says so. The path is cleared. */
static cm_status draw_link(const brush *with, size_t row, cm__path *path, const cm_symbol *symbol)
{
    const cm_map_layer *const layer = &with->sheet->layers[with->layer];
    const cm_symbol tip = {.fill = symbol->stroke};
    cm__path heads = {.closed = true};
    const char *id = NULL;
    cm_status status = CM_OK;

    if (layer->bend != 0 || layer->clear_mm > 0)
        status = cm__link_bend(path, layer->bend, layer->clear_mm);
    if (!status && symbol->arrow_mm > 0)
        status = cm__link_add_heads(&heads, path, symbol->arrow_mm);
    if (!status)
        status = make_id(with, &id, row);
    if (!status)
        status = cm__list_add_path(with->list, id, symbol, path);
    if (!status && heads.part_count > 0)
        status = cm__list_add_path(with->list, NULL, &tip, &heads);
    cm__path_clear(&heads);
    cm__path_clear(path);
    return status;
}

/* An area, or its borders that are not drawn yet. The path is cleared. */
static cm_status draw_area(const brush *with, size_t row, cm__path *path, const cm_symbol *symbol)
{
    const char *id = NULL;
    cm_status status = make_id(with, &id, row);

    if (!status && path->closed && symbol->hatch_mm > 0)
        status = draw_hatched(with, id, path, symbol);
    else if (!status)
        status = cm__list_add_path(with->list, id, symbol, path);
    cm__path_clear(path);
    return status;
}

static cm_status draw_shape(const brush *with, size_t row, const cm_symbol *symbol)
{
    const cm_geometry geometry = with->sheet->layers[with->layer].features->geometry;
    cm__path path = {.closed = geometry == CM_GEOMETRY_POLYGON && !with->borders};
    cm_status status;

    if (!cm__theme_has_fill(symbol) && !cm__theme_has_stroke(symbol))
        return CM_OK;
    status = cm__shape_load(&path, with->sheet, with->layer, row, with->borders);
    if (status || path.part_count == 0) {
        cm__path_clear(&path);
        return status;
    }
    return geometry == CM_GEOMETRY_LINE ? draw_link(with, row, &path, symbol)
                                        : draw_area(with, row, &path, symbol);
}

/* A point that is no member: a station, a centre. */
static cm_status draw_point(const brush *with, size_t row, const cm_symbol *symbol)
{
    const cm_point at = cm__theme_row_mm(with->sheet, with->layer, row);
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
        cm_symbol symbol = cm__theme_row_symbol(with->sheet, with->layer, row);
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
        const cm_symbol symbol = cm__theme_row_symbol(sheet, with->layer, marker->row);
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

/* Whether a side of two areas is one line. Drawn twice, from different ends, the dashes of the one
 * would fill the gaps of the other. */
static bool shares_borders(const cm_map_layer *layer)
{
    const cm_style *const style = layer->style;

    return is_land(layer) ||
           (layer->role == CM_MAP_LINES && layer->features->geometry == CM_GEOMETRY_POLYGON &&
            style->class_count == 1 && !cm__theme_has_fill(&style->classes[0].symbol));
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
                        .borders = shares_borders(of) ? &borders : NULL,
                        .id_column = cm_table_find_column(&of->features->table, "id")};
    cm_status status = CM_OK;

    if (layer == cm__gather_layer(sheet))
        status = cm__gather_draw(list, ids, sheet, prefix);
    if (!status)
        status = cm__theme_is_members(of) ? draw_members(&with) : draw_rows(&with);
    cm__edges_clear(&borders);
    return status;
}

cm_status cm__theme_draw_layer(cm__list *list, cm__ids *ids, const cm__sheet *sheet, size_t layer)
{
    const cm_map_layer *const of = &sheet->layers[layer];
    cm_status status = cm__list_add_layer(list, of->title ? of->title : of->id, true);

    if (!status)
        status = cm__list_add_group(list, of->id);
    if (status)
        return status;
    cm__list_set_holds(list, CM__HOLDS_LAYER, sheet->first_layer + layer);
    return draw_group(list, ids, sheet, layer,
                      cm__theme_is_members(of) ? member_prefix(sheet, layer) : of->id);
}

cm_status cm__theme_draw_group(cm__list *list, cm__ids *ids, const cm__sheet *sheet, size_t layer,
                               const char *prefix)
{
    const char *id = NULL;
    cm_status status = cm__ids_make(ids, &id, prefix, sheet->layers[layer].id, layer + 1);

    if (!status)
        status = cm__list_add_group(list, id);
    if (status)
        return status;
    cm__list_set_holds(list, CM__HOLDS_LAYER, sheet->first_layer + layer);
    return draw_group(list, ids, sheet, layer, id);
}
