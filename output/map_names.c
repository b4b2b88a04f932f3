/* map_names.c - collects the names, has them placed, and writes them with halo and leader. */
#include "output/map_names.h"
#include "geo/base_arena.h"
#include "geo/base_memory.h"
#include "output/map_anchor.h"
#include "output/map_furniture.h"
#include "output/map_names_lines.h"
#include "output/map_path.h"
#include "output/map_shape.h"
#include <string.h>

/* A name of more bytes than this is wider than any page, and of more names than this most would
 * find no room: they are left out unmeasured. */
enum { NAME_BYTES_MAX = 1000, NAMES_MAX = 600 };

/* What covering a square millimetre of a symbol costs, beside a millimetre of distance. */
static const double marker_cost = 6;
/* Names keep so far off the neatline. */
static const double edge_mm = 0.8;
/* An area is named if so much of it is seen, all but a rest or a part; an islet is not. */
static const double mostly_share = 0.7, least_whole_mm2 = 0.5, least_part_mm2 = 60;
/* Of one that is seen in part, an ellipse of the name's shape must have so many times its height.
 */
static const double least_clear_em = 0.4;
/* With so much room the name stands clear of all symbols. */
static const double good_clear_em = 0.65;
/* Else it may leave its place, rather than cover one, by this share of the area's side. */
static const double leave_share = 0.25, leave_max_mm = 6;
/* A Japanese name that has less than this room along a line, as a share of its height on either
 * side, runs from top to bottom where it then has so much more. */
static const double along_least_em = 0.5, vertical_gain = 1.4;
/* Fine enough to find a place for a name. */
static const double coarse_mm = 0.4;

/* ---- collecting ---- */

static cm__text_style style_of(const cm_style_label *label)
{
    return (cm__text_style){.size_pt = fmax(label->size_pt, CM__TYPE_LEAST_PT),
                            .bold = label->bold,
                            .spacing_em = label->spacing_em,
                            .colour = label->colour,
                            .halo = label->halo,
                            .halo_mm = label->halo_mm};
}

static cm_status leave_out(cm__names *names, const char *text)
{
    const cm_status status =
        cm__array_grow(&names->left_out, names->left_out_count + 1, sizeof *names->left_out);

    if (!status)
        names->left_out[names->left_out_count++] = text;
    return status;
}

/* Adds a label; its string is cleaned and copied, and measured. */
static cm_status add_label(cm__names *names, const cm__sheet *sheet, size_t layer, cm__label label,
                           const char *string)
{
    cm__text clean = {0};
    cm_status status;

    label.style = style_of(&sheet->layers[layer].style->label);
    label.priority = sheet->layers[layer].style->label.priority;
    cm__string_clean(&clean, string);
    status = clean.failed;
    if (!status)
        status = cm__arena_copy(&names->text, &label.string, clean.bytes, clean.length);
    if (!status && (clean.length > NAME_BYTES_MAX || names->count == NAMES_MAX)) {
        status = leave_out(names, label.string);
        goto done;
    }
    if (!status)
        status = cm__text_measure(&label.extent, sheet->font, label.string, &label.style);
    if (!status)
        status = cm__array_grow(&names->labels, names->count + 1, sizeof *names->labels);
    if (!status)
        status = cm__array_grow(&names->layers, names->count + 1, sizeof *names->layers);
    if (!status) {
        names->labels[names->count] = label;
        names->layers[names->count++] = layer;
    }
done:
    cm__text_clear(&clean);
    return status;
}

/* The column of a layer's labels, or CM_ABSENT. */
static size_t label_column(const cm_map_layer *layer)
{
    const char *const column = layer->style->label.column;

    return column ? cm_table_find_column(&layer->features->table, column) : CM_ABSENT;
}

static cm_status add_members(cm__names *names, const cm__sheet *sheet)
{
    cm_status status = CM_OK;

    for (size_t i = 0; i < sheet->marker_count && !status; i++) {
        const cm__marker *const marker = &sheet->markers[i];
        const cm_map_layer *const layer = &sheet->layers[marker->layer];
        const size_t column = label_column(layer);
        char buffer[CM_CELL_MAX];
        if (column == CM_ABSENT)
            continue;
        const char *const string =
            cm_table_format(&layer->features->table, marker->row, column, buffer);
        if (*string)
            status = add_label(names, sheet, marker->layer,
                               (cm__label){.kind = CM__LABEL_POINT,
                                           .at = marker->at_mm,
                                           .reach_mm = marker->reach_mm},
                               string);
    }
    return status;
}

/* ---- areas ---- */

/* A row's area as far as it is seen. */
typedef struct view {
    cm__path path;
    double seen_mm2;
    bool mostly; /* most of it is seen */
} view;

static cm_status load_view(view *out, const cm__sheet *sheet, size_t layer, size_t row)
{
    double whole_mm2 = 0;
    cm_status status;

    *out = (view){.path = {.closed = true}};
    status = cm__shape_load(&out->path, sheet, layer, row, NULL);
    cm__path_coarsen(&out->path, coarse_mm);
    whole_mm2 = cm__path_area(&out->path);
    if (!status)
        status = cm__path_cut(&out->path, &sheet->page.frame_mm);
    out->seen_mm2 = cm__path_area(&out->path);
    out->mostly = out->seen_mm2 > mostly_share * whole_mm2;
    return status;
}

/* The name's label that was added for another part of the area, or CM_ABSENT. */
static size_t find_area(const cm__names *names, size_t layer, const char *string)
{
    for (size_t i = 0; i < names->count; i++)
        if (names->labels[i].kind == CM__LABEL_AREA && names->layers[i] == layer &&
            strcmp(names->labels[i].string, string) == 0)
            return i;
    return CM_ABSENT;
}

/* One layer of areas while its names are collected. */
typedef struct naming {
    cm__names *names;
    const cm__sheet *sheet;
    size_t layer;
    const cm_box *furniture;
    size_t furniture_count;
    cm__label_obstacle *links; /* what the map's arrows run over */
    size_t link_count;
    cm_box *blocks; /* the furniture, then the symbols and links in the area at hand */
    size_t block_count;
} naming;

static cm_status find_blocks(naming *n, const cm__path *area)
{
    const cm_box bounds = cm__path_box(area);
    const size_t most = n->furniture_count + n->sheet->marker_count + n->link_count;
    cm_status status = n->blocks ? CM_OK : cm__array_grow(&n->blocks, most + 1, sizeof *n->blocks);

    if (status)
        return status;
    n->block_count = 0;
    for (size_t i = 0; i < n->furniture_count; i++)
        n->blocks[n->block_count++] = n->furniture[i];
    for (size_t i = 0; i < n->sheet->marker_count; i++) {
        const cm__marker *const marker = &n->sheet->markers[i];
        const cm_point at = marker->at_mm;
        if (cm__box_holds_point(&bounds, at))
            n->blocks[n->block_count++] =
                cm__box_grown((cm_box){at.x, at.y, at.x, at.y}, marker->reach_mm);
    }
    for (size_t i = 0; i < n->link_count; i++)
        if (cm__box_touches(&bounds, &n->links[i].box_mm))
            n->blocks[n->block_count++] = n->links[i].box_mm;
    return CM_OK;
}

/* Where the name has most room: off furniture and symbols, or, where that leaves too little, off
 * furniture alone, with leave to move away from the symbols. False if so little of the area is seen
 * that the name would stand mostly on others. */
static bool find_anchor(const naming *n, cm__anchor *out, double *out_leave_mm, const view *area,
                        const cm_point *size, double aspect)
{
    *out_leave_mm = 0;
    if (cm__anchor_find(out, &area->path, aspect, n->blocks, n->block_count) &&
        out->clear_mm >= good_clear_em * size->y)
        return true;
    *out_leave_mm = fmin(leave_share * sqrt(area->seen_mm2), leave_max_mm);
    return cm__anchor_find(out, &area->path, aspect, n->furniture, n->furniture_count) &&
           (area->mostly || out->clear_mm >= least_clear_em * size->y);
}

/* Sets where the name may stand: the box in the ellipse round its anchor. */
static bool anchor(const naming *n, cm__label *label, const view *area)
{
    const double least_aspect = label->style.vertical ? 0.02 : 1;
    const cm_box inside = cm__box_grown(n->sheet->page.frame_mm, -edge_mm);
    const cm_point size = {cm__box_width(&label->extent.ink_mm),
                           cm__box_height(&label->extent.ink_mm)};
    const double aspect = fmax(size.x / fmax(size.y, 0.1), least_aspect);
    double leave = 0;
    cm__anchor found;

    if (!find_anchor(n, &found, &leave, area, &size, aspect))
        return false;
    /* The square in a circle has sides of 1 / sqrt 2; and the name itself always fits its box. */
    const double half_y = fmax(found.clear_mm * 0.7071, size.y / 2 + leave);
    const double half_x = fmax(found.clear_mm * 0.7071 * aspect, size.x / 2 + leave);
    label->at.x = fmin(fmax(found.at.x, inside.x_min + size.x / 2), inside.x_max - size.x / 2);
    label->at.y = fmin(fmax(found.at.y, inside.y_min + size.y / 2), inside.y_max - size.y / 2);
    label->area_mm = (cm_box){
        fmax(label->at.x - half_x, inside.x_min), fmax(label->at.y - half_y, inside.y_min),
        fmin(label->at.x + half_x, inside.x_max), fmin(label->at.y + half_y, inside.y_max)};
    return true;
}

/* ---- from top to bottom ---- */

/* Whether every character stands upright in a column. */
static bool is_upright(const char *string)
{
    for (const char *at = string; *at; at++)
        if ((unsigned char)*at < 0x80)
            return false;
    return strlen(string) >= 6 && cm__text_is_wide(string);
}

/* How much room an area has for a text of this extent, as a share of the text's height. */
static double room_for(const naming *n, const view *area, const cm__text_extent *extent)
{
    const double width_mm = cm__box_width(&extent->ink_mm);
    const double height_mm = fmax(cm__box_height(&extent->ink_mm), 0.1);
    cm__anchor found;

    return cm__anchor_find(&found, &area->path, width_mm / height_mm, n->furniture,
                           n->furniture_count)
               ? found.clear_mm / height_mm
               : 0;
}

/* Sets a Japanese name from top to bottom if that is asked for, or if it has room only so in an
 * area that is not cut off by the frame. */
static cm_status set_direction(const naming *n, cm__label *label, const view *area)
{
    const bool is_asked = n->sheet->layers[n->layer].style->label.vertical;
    cm__text_style style = label->style;
    cm__text_extent down;
    cm_status status = CM_OK;

    style.vertical = false;
    if (label->style.vertical) /* in another part of the area */
        status = cm__text_measure(&label->extent, n->sheet->font, label->string, &style);
    label->style = style;
    if (status || !(is_asked ? cm__text_is_wide(label->string) : is_upright(label->string)))
        return status;
    const double room = is_asked ? 0 : room_for(n, area, &label->extent);
    if (!is_asked && (room >= along_least_em || !area->mostly))
        return CM_OK;
    style.vertical = true;
    status = cm__text_measure(&down, n->sheet->font, label->string, &style);
    if (status || (!is_asked && room_for(n, area, &down) < vertical_gain * room))
        return status;
    label->style = style;
    label->extent = down;
    return CM_OK;
}

/* Names an area, unless another row of the same name has more to show. reach_mm is of no use to an
 * area's label: until all rows are seen it holds how much that is. */
static cm_status name_area(const naming *n, const view *area, const char *string)
{
    cm__names *const names = n->names;
    const size_t known = find_area(names, n->layer, string), had = names->count;
    cm_status status = CM_OK;

    if (known == CM_ABSENT)
        status = add_label(names, n->sheet, n->layer, (cm__label){.kind = CM__LABEL_AREA}, string);
    if (status || (known == CM_ABSENT && names->count == had)) /* too long for any page */
        return status;
    cm__label *const label = &names->labels[known == CM_ABSENT ? had : known];
    cm__label here = *label;
    if (label->reach_mm < area->seen_mm2)
        status = set_direction(n, &here, area);
    if (!status && label->reach_mm < area->seen_mm2 && anchor(n, &here, area)) {
        *label = here;
        label->reach_mm = area->seen_mm2;
    } else if (known == CM_ABSENT) {
        names->count = had;
    }
    return status;
}

static cm_status add_area(naming *n, size_t row, const char *string)
{
    view area;
    cm_status status = load_view(&area, n->sheet, n->layer, row);

    if (status || !(area.seen_mm2 >= (area.mostly ? least_whole_mm2 : least_part_mm2)))
        goto done;
    status = find_blocks(n, &area.path);
    if (!status)
        status = name_area(n, &area, string);
done:
    cm__path_clear(&area.path);
    return status;
}

static cm_status add_areas(naming *n)
{
    const cm_map_layer *const of = &n->sheet->layers[n->layer];
    const size_t column = label_column(of);
    const size_t first = n->names->count;
    cm_status status = CM_OK;

    if (of->features->geometry != CM_GEOMETRY_POLYGON || column == CM_ABSENT)
        return CM_OK;
    for (size_t row = 0; row < of->features->table.row_count && !status; row++) {
        char buffer[CM_CELL_MAX];
        const char *const string = cm_table_format(&of->features->table, row, column, buffer);
        if (*string)
            status = add_area(n, row, string);
    }
    for (size_t i = first; i < n->names->count; i++)
        n->names->labels[i].reach_mm = 0;
    return status;
}

/* ---- placing ---- */

static cm_status add_obstacles(cm__label_obstacle **out, size_t *out_count, const naming *n)
{
    const cm__sheet *const sheet = n->sheet;
    const size_t most = sheet->marker_count + n->furniture_count + n->link_count;
    size_t count = 0;
    const cm_status status = cm__array_grow(out, most + 1, sizeof **out);

    if (status)
        return status;
    for (size_t i = 0; i < n->furniture_count; i++)
        (*out)[count++] = (cm__label_obstacle){n->furniture[i], INFINITY};
    for (size_t i = 0; i < sheet->marker_count; i++) {
        const cm_point at = sheet->markers[i].at_mm;
        (*out)[count++] = (cm__label_obstacle){
            cm__box_grown((cm_box){at.x, at.y, at.x, at.y}, sheet->markers[i].reach_mm),
            marker_cost};
    }
    for (size_t i = 0; i < n->link_count; i++)
        (*out)[count++] = n->links[i];
    *out_count = count;
    return CM_OK;
}

static cm_status find_places(const naming *n)
{
    cm__names *const names = n->names;
    const cm__sheet *const sheet = n->sheet;
    cm__label_obstacle *obstacles = NULL;
    cm__label_problem problem = {.frame_mm = cm__box_grown(sheet->page.frame_mm, -edge_mm),
                                 .labels = names->labels,
                                 .label_count = names->count};
    cm_status status = add_obstacles(&obstacles, &problem.obstacle_count, n);

    problem.obstacles = obstacles;
    if (!status)
        status = cm__array_grow(&names->places, names->count + 1, sizeof *names->places);
    if (!status)
        status = cm__labels_place(names->places, &problem);
    for (size_t i = 0; i < names->count && !status; i++)
        if (!names->places[i].placed)
            status = leave_out(names, names->labels[i].string);
    cm__array_free(&obstacles);
    return status;
}

cm_status cm__names_place(cm__names *out, const cm__sheet *sheet, const cm_box *furniture,
                          size_t count)
{
    naming n = {.names = out, .sheet = sheet, .furniture = furniture, .furniture_count = count};
    cm_status status = cm__names_add_lines(&n.links, &n.link_count, sheet);

    for (n.layer = 0; n.layer < sheet->layer_count && !status; n.layer++)
        status = add_areas(&n);
    if (!status)
        status = add_members(out, sheet);
    if (!status && out->count > 0)
        status = find_places(&n);
    cm__array_free(&n.blocks);
    cm__array_free(&n.links);
    return status;
}

/* ---- drawing ---- */

static cm_status draw_leaders(cm__list *list, const cm__names *names)
{
    const cm_symbol thin = cm__ink_symbol((cm_colour){0}, cm__ink_grey(), 0.12);
    cm_status status = CM_OK;

    for (size_t i = 0; i < names->count && !status; i++)
        if (names->places[i].placed && names->places[i].has_leader)
            status = cm__furniture_line(list, names->places[i].leader_from,
                                        names->places[i].leader_to, &thin);
    return status;
}

/* What the groups of names are made with. */
typedef struct lettering {
    cm__list *list;
    cm__ids *ids;
    const cm__names *names;
    const cm__sheet *sheet;
    const char *prefix; /* NULL: the page's own map */
} lettering;

/* The group LAYER-labels or PREFIX-LAYER-labels. */
static cm_status begin_names(const lettering *with, size_t layer)
{
    const char *id = with->sheet->layers[layer].id;
    cm_status status = CM_OK;

    if (with->prefix)
        status = cm__ids_make(with->ids, &id, with->prefix, id, layer + 1);
    if (!status)
        status = cm__ids_make(with->ids, &id, id, "labels", layer + 1);
    if (!status)
        status = cm__list_add_group(with->list, id);
    if (!status)
        cm__list_set_holds(with->list, CM__HOLDS_LABELS, with->sheet->first_layer + layer);
    return status;
}

/* Draws the names of one layer in a group of their own, if there are any. */
static cm_status draw_layer(const lettering *with, size_t layer)
{
    const cm__names *const names = with->names;
    bool begun = false;
    cm_status status = CM_OK;

    for (size_t i = 0; i < names->count && !status; i++) {
        const cm__label *const label = &names->labels[i];
        const cm__text_place place = {names->places[i].at, CM__ALIGN_START, 0};
        const char *id = NULL;
        if (names->layers[i] != layer || !names->places[i].placed)
            continue;
        if (!begun)
            status = begin_names(with, layer);
        begun = true;
        if (!status)
            status = cm__ids_make(with->ids, &id, "label", "", i + 1);
        if (!status)
            status = cm__list_add_text(with->list, id, label->string, &label->style, &place);
    }
    return status;
}

static cm_status draw_names(const lettering *with)
{
    cm_status status = CM_OK;

    cm__list_set_holds(with->list, CM__HOLDS_LEADERS, 0);
    status = draw_leaders(with->list, with->names);

    for (size_t i = 0; i < with->sheet->layer_count && !status; i++)
        status = draw_layer(with, i);
    return status;
}

cm_status cm__names_draw(cm__list *list, cm__ids *ids, const cm__names *names,
                         const cm__sheet *sheet)
{
    const lettering with = {list, ids, names, sheet, NULL};
    cm_status status = cm__list_add_layer(list, cm__sheet_word(sheet, CM__WORD_LABELS), false);

    if (!status)
        status = cm__list_add_group(list, "leaders");
    return status ? status : draw_names(&with);
}

cm_status cm__names_draw_groups(cm__list *list, cm__ids *ids, const cm__names *names,
                                const cm__sheet *sheet, const char *prefix)
{
    const lettering with = {list, ids, names, sheet, prefix};
    const char *id = NULL;
    cm_status status = cm__ids_make(ids, &id, prefix, "leaders", 0);

    if (!status)
        status = cm__list_add_group(list, id);
    return status ? status : draw_names(&with);
}

void cm__names_clear(cm__names *names)
{
    cm__array_free(&names->labels);
    cm__array_free(&names->layers);
    cm__array_free(&names->places);
    cm__array_free(&names->left_out);
    cm__arena_destroy(&names->text);
    *names = (cm__names){0};
}
