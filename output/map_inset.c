/* map_inset.c - lays out and draws the smaller maps on the page. */
#include "output/map_inset.h"
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "geo/base_text.h"
#include "output/map_furniture.h"
#include "output/map_gather.h"
#include "output/map_theme.h"
#include "output/map_type.h"
#include "output/map_view.h"
#include <stdlib.h>
#include <string.h>

/* Between the heading and the frame, and between insets that stand side by side. */
static const double heading_gap_mm = 1, pad_mm = 1.6, between_mm = 4;
static const double scale_of_nothing = 10000;
static const double default_share = 0.25; /* of the page's width */
/* The locator's box is drawn so, whatever lies under it. */
static const double extent_stroke_mm = 0.5;
/* Nobody looks for the bends of a coast in a locator. */
static const double locator_grid_mm = 0.2;

/* ---- what it shows ---- */

static cm_status check(const cm_map_inset *ask)
{
    const struct {
        const char *what;
        double value, low, high;
    } ranges[] = {{"width in mm", ask->width_mm == 0 ? 20 : ask->width_mm, 20, 1000},
                  {"height in mm", ask->height_mm == 0 ? 20 : ask->height_mm, 20, 1000},
                  {"scale's denominator", ask->scale == 0 ? 100 : ask->scale, 100, 1e9}};

    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        if (!(ranges[i].value >= ranges[i].low && ranges[i].value <= ranges[i].high))
            return cm__fail(CM_ERR_DOMAIN, "the inset %s's %s %g is not within %g..%g", ask->id,
                            ranges[i].what, ranges[i].value, ranges[i].low, ranges[i].high);
    return CM_OK;
}

/* A locator without layers of its own shows the map's outlines. */
static cm_status choose_layers(cm__inset *inset, const cm__sheet *page)
{
    const cm_map_inset *const ask = inset->ask;
    cm_status status;

    inset->sheet.layers = ask->layers ? ask->layers : page->layers;
    inset->sheet.layer_count = ask->layers ? ask->layer_count : page->layer_count;
    if (ask->layers || ask->kind != CM_MAP_LOCATOR)
        return CM_OK;
    status = cm__array_grow(&inset->outlines, page->layer_count + 1, sizeof *inset->outlines);
    if (status)
        return status;
    inset->sheet.layers = inset->outlines;
    inset->sheet.layer_count = 0;
    for (size_t i = 0; i < page->layer_count; i++)
        if (page->layers[i].role == CM_MAP_OUTLINES)
            inset->outlines[inset->sheet.layer_count++] = page->layers[i];
    return inset->sheet.layer_count > 0
               ? CM_OK
               : cm__fail(CM_ERR_DOMAIN,
                          "the locator %s is empty: the map has no outlines, and it no layers",
                          ask->id);
}

static bool is_counted(const cm_map_layer *layer)
{
    return layer->role == CM_MAP_MEMBERS && cm__theme_is_members(layer);
}

/* Whether it shows some only of the members that the page has, as of a year. */
static bool shows_some(const cm__inset *inset, const cm__sheet *page)
{
    const cm__sheet *const sheet = &inset->sheet;

    for (size_t i = 0; inset->ask->layers && i < sheet->layer_count; i++)
        for (size_t k = 0; k < page->layer_count; k++)
            if (is_counted(&sheet->layers[i]) && is_counted(&page->layers[k]) &&
                strcmp(sheet->layers[i].id, page->layers[k].id) == 0 &&
                sheet->layers[i].features->table.row_count <
                    page->layers[k].features->table.row_count)
                return true;
    return false;
}

/* "Until 1987 (12 members)  1:200,000"; a locator's scale is of no use. Symbols and their sizes are
 * the map's, so that strips of years can be compared; the legend counts all of the map's. */
static cm_status write_heading(cm__inset *inset, const cm__sheet *page)
{
    const cm_map_inset *const ask = inset->ask;
    const cm__wrap wrap = {.font = inset->sheet.font,
                           .style = cm__type_style(CM__TYPE_SMALL),
                           .width_mm = cm__box_width(&inset->sheet.page.frame_mm),
                           .lines_max = 2};
    cm__text text = {0};
    cm_status status;

    cm__text_add(&text, ask->title ? ask->title : "");
    if (text.length > 0 && shows_some(inset, page)) {
        cm__text_add(&text, cm__sheet_word(page, CM__WORD_OPEN));
        cm__word_add_members(&text, inset->shown_count, page->options->language);
        cm__text_add(&text, cm__sheet_word(page, CM__WORD_CLOSE));
    }
    if (ask->kind == CM_MAP_DETAIL) {
        cm__text_add(&text, text.length > 0 ? "  1:" : "1:");
        cm__word_add_grouped(&text, inset->sheet.page.scale);
    }
    status = text.failed;
    if (!status && text.length > 0)
        status = cm__wrap_text(&inset->heading, text.bytes, &wrap);
    cm__text_clear(&text);
    return status;
}

static double heading_mm(const cm__inset *inset)
{
    const cm__text_style style = cm__type_style(CM__TYPE_SMALL);

    return inset->heading.count == 0
               ? 0
               : (double)inset->heading.count * cm__type_leading_mm(&style) + heading_gap_mm;
}

/* An inset that shows nothing is about the map's middle, at the scale of a single place. */
static cm_status set_view(cm__inset *inset, const cm__sheet *page)
{
    cm__sheet *const sheet = &inset->sheet;
    cm_status status = cm__view_set_centre(sheet);

    if (status)
        return status;
    if (!isfinite(sheet->page.centre.x)) {
        sheet->page.centre = page->page.centre;
        sheet->factors = page->factors;
        if (!(inset->options.scale > 0))
            inset->options.scale = scale_of_nothing;
    }
    cm__view_set_scale(sheet);
    return cm__view_check_scale(sheet);
}

static int by_place(const void *a, const void *b)
{
    const cm__inset_place *const s = a, *const t = b;

    if (s->x != t->x)
        return s->x < t->x ? -1 : 1;
    if (s->y != t->y)
        return s->y < t->y ? -1 : 1;
    return strcmp(s->layer_id, t->layer_id);
}

/* Layers of its own may hold some of the page's members only: they are told by their places. */
static cm_status note_shown(cm__inset *inset)
{
    const cm__sheet *const sheet = &inset->sheet;
    cm_status status = CM_OK;

    for (size_t layer = 0; inset->ask->layers && layer < sheet->layer_count && !status; layer++) {
        const cm_map_layer *const of = &sheet->layers[layer];
        const size_t count = is_counted(of) ? sheet->plane.layers[layer].vertex_count : 0;
        status =
            cm__array_grow(&inset->shown, inset->shown_count + count + 1, sizeof *inset->shown);
        for (size_t row = 0; row < count && !status; row++)
            if (cm__theme_holds(sheet, layer, row))
                inset->shown[inset->shown_count++] =
                    (cm__inset_place){of->features->x[row], of->features->y[row], of->id};
    }
    if (!status && inset->shown_count > 0)
        qsort(inset->shown, inset->shown_count, sizeof *inset->shown, by_place);
    return status;
}

static cm_status begin(cm__inset *inset, const cm_map_inset *ask, const cm__sheet *page)
{
    const double side_mm = default_share * page->page.width_mm;
    cm__sheet *const sheet = &inset->sheet;
    cm_status status = check(ask);

    inset->ask = ask;
    inset->outside = ask->below;
    inset->options = *page->options;
    inset->options.scale = ask->scale;
    inset->options.centre = ask->centre;
    inset->options.bounds = ask->bounds;
    sheet->options = &inset->options;
    sheet->grid_mm = ask->kind == CM_MAP_LOCATOR ? locator_grid_mm : 0;
    sheet->font = page->font;
    sheet->page = page->page;
    sheet->page.frame_mm = cm__box_at((cm_point){0, 0}, ask->width_mm > 0 ? ask->width_mm : side_mm,
                                      ask->height_mm > 0 ? ask->height_mm : side_mm);
    if (!status)
        status = choose_layers(inset, page);
    if (!status)
        status = cm__plane_init_beside(&sheet->plane, sheet->layers, sheet->layer_count,
                                       ask->plane ? ask->plane : page->plane.crs);
    if (!status)
        status = cm__theme_classify(sheet);
    if (!status)
        status = set_view(inset, page);
    if (!status)
        status = note_shown(inset);
    if (status)
        return status;
    status = write_heading(inset, page);
    inset->size_mm =
        (cm_point){cm__box_width(&sheet->page.frame_mm) + 2 * pad_mm,
                   cm__box_height(&sheet->page.frame_mm) + heading_mm(inset) + 2 * pad_mm};
    return status;
}

cm_status cm__insets_begin(cm__insets *out, const cm__sheet *page)
{
    const size_t count = page->options->inset_count;
    cm_status status = CM_OK;

    if (count == 0)
        return CM_OK;
    status = cm__array_grow(&out->insets, count, sizeof *out->insets);
    for (size_t i = 0, first = page->layer_count; i < count && !status; i++) {
        out->insets[out->count++] = (cm__inset){0};
        out->insets[i].sheet.first_layer = first;
        status = begin(&out->insets[i], &page->options->insets[i], page);
        first += out->insets[i].sheet.layer_count;
    }
    return status;
}

/* Whether a member of the inset's own layers stands at the row's place and is shown. */
static bool shows_place(const cm__inset *inset, const cm_map_layer *of, size_t row)
{
    const cm__inset_place place = {of->features->x[row], of->features->y[row], of->id};

    return inset->shown_count > 0 && bsearch(&place, inset->shown, inset->shown_count,
                                             sizeof *inset->shown, by_place) != NULL;
}

static bool is_shown(const cm__insets *insets, const cm__sheet *page, size_t layer, size_t row)
{
    for (size_t i = 0; i < insets->count; i++) {
        const cm__inset *const inset = &insets->insets[i];
        if (inset->ask->kind != CM_MAP_DETAIL)
            continue;
        if (inset->ask->layers ? shows_place(inset, &page->layers[layer], row)
                               : cm__theme_holds(&inset->sheet, layer, row))
            return true;
    }
    return false;
}

size_t cm__insets_count(const cm__insets *insets, const cm__sheet *page)
{
    size_t count = 0;

    for (size_t layer = 0; layer < page->layer_count && insets->count > 0; layer++)
        for (size_t row = 0;
             is_counted(&page->layers[layer]) && row < page->plane.layers[layer].vertex_count;
             row++)
            count += !cm__theme_holds(page, layer, row) && is_shown(insets, page, layer, row);
    return count;
}

/* ---- where it stands ---- */

bool cm__insets_settle(cm__insets *insets, cm__ground *ground)
{
    static const cm__corner order[] = {CM__CORNER_TOP_RIGHT, CM__CORNER_BOTTOM_RIGHT,
                                       CM__CORNER_TOP_LEFT, CM__CORNER_BOTTOM_LEFT};
    bool left = false;

    for (size_t i = 0; i < insets->count; i++) {
        cm__inset *const inset = &insets->insets[i];
        if (inset->outside)
            continue;
        if (cm__ground_find(&inset->box_mm, ground, inset->size_mm.x, inset->size_mm.y, order)) {
            const cm_box taken = cm__box_grown(inset->box_mm, 2);
            cm__ground_forbid(ground, &taken);
        } else {
            inset->outside = left = true;
        }
    }
    return left;
}

/* How many of those below, from the first on, stand in one row; their width and height. */
static size_t fill_row(const cm__insets *insets, size_t first, double room_mm, cm_point *out_mm)
{
    size_t i = first;

    *out_mm = (cm_point){0, 0};
    for (; i < insets->count; i++) {
        const cm__inset *const inset = &insets->insets[i];
        const double width_mm = out_mm->x + (out_mm->x > 0 ? between_mm : 0) + inset->size_mm.x;
        if (!inset->outside)
            continue;
        if (out_mm->x > 0 && width_mm > room_mm)
            break;
        *out_mm = (cm_point){width_mm, fmax(out_mm->y, inset->size_mm.y)};
    }
    return i;
}

double cm__insets_lay_below(cm__insets *insets, double left_mm, double right_mm, double y_mm)
{
    const double top_mm = y_mm;

    for (size_t i = 0; i < insets->count;) {
        cm_point row_mm;
        const size_t end = fill_row(insets, i, right_mm - left_mm, &row_mm);
        double x_mm = left_mm;
        for (; i < end; i++) {
            cm__inset *const inset = &insets->insets[i];
            if (!inset->outside)
                continue;
            inset->box_mm = cm__box_at((cm_point){x_mm, y_mm}, inset->size_mm.x, inset->size_mm.y);
            x_mm += inset->size_mm.x + between_mm;
        }
        y_mm += row_mm.y > 0 ? row_mm.y + between_mm : 0;
    }
    insets->row_mm = y_mm > top_mm ? y_mm - top_mm - between_mm : 0;
    return insets->row_mm;
}

static cm_status fill(cm__inset *inset, const cm__gather *gather)
{
    cm__page *const page = &inset->sheet.page;
    const cm_point at = {inset->box_mm.x_min + pad_mm,
                         inset->box_mm.y_min + pad_mm + heading_mm(inset)};
    cm_status status;

    page->frame_mm =
        cm__box_at(at, cm__box_width(&page->frame_mm), cm__box_height(&page->frame_mm));
    cm__gather_beside(&inset->sheet.gather, gather);
    status = cm__theme_place_members(&inset->sheet);
    if (!status && inset->ask->kind == CM_MAP_DETAIL)
        status = cm__names_place(&inset->names, &inset->sheet, NULL, 0);
    return status;
}

cm_status cm__insets_fill(cm__insets *insets, const cm__sheet *page)
{
    cm_status status = CM_OK;

    for (size_t i = 0; i < insets->count && !status; i++)
        status = fill(&insets->insets[i], &page->gather);
    return status;
}

/* ---- drawing ---- */

static cm_status begin_group(cm__list *list, cm__ids *ids, const cm__inset *inset, const char *name)
{
    const char *id = NULL;
    const cm_status status = cm__ids_make(ids, &id, inset->ask->id, name, 0);

    return status ? status : cm__list_add_group(list, id);
}

/* One side of the map's frame, bent as the inset's plane bends it. */
static cm_status add_side(cm__path *path, const cm__inset *inset, const cm__sheet *page,
                          const cm_point ends[2])
{
    enum { STEPS = 24 };
    cm_status status = CM_OK;

    for (int i = 0; i < STEPS && !status; i++) {
        const double share = (double)i / STEPS;
        cm_point at = {ends[0].x + share * (ends[1].x - ends[0].x),
                       ends[0].y + share * (ends[1].y - ends[0].y)};
        if (page->plane.crs && inset->sheet.plane.crs != page->plane.crs)
            status =
                cm_crs_transform(page->plane.crs, inset->sheet.plane.crs, &at.x, &at.y, 1, NULL);
        if (status || !(isfinite(at.x) && isfinite(at.y)))
            continue;
        at = cm__page_to_mm(&inset->sheet.page, at);
        status = cm__path_add(path, at.x, at.y);
    }
    return status;
}

/* Where the map lies. */
static cm_status draw_extent(cm__list *list, const cm__inset *inset, const cm__sheet *page)
{
    const cm_box e = cm__page_get_extent(&page->page);
    const cm_point corners[] = {{e.x_min, e.y_min},
                                {e.x_max, e.y_min},
                                {e.x_max, e.y_max},
                                {e.x_min, e.y_max},
                                {e.x_min, e.y_min}};
    const cm_symbol pen = cm__ink_symbol((cm_colour){0}, cm__ink_locator(), extent_stroke_mm);
    cm__path path = {.closed = true};
    cm_status status = cm__path_begin(&path);

    for (int side = 0; side < 4 && !status; side++)
        status = add_side(&path, inset, page, &corners[side]);
    if (!status)
        status = cm__list_add_path(list, NULL, &pen, &path);
    cm__path_clear(&path);
    return status;
}

static cm_status draw_ground(cm__list *list, cm__ids *ids, const cm__inset *inset)
{
    const cm_symbol ground = cm__ink_symbol(cm__theme_background(&inset->sheet), (cm_colour){0}, 0);
    cm_status status = begin_group(list, ids, inset, "ground");

    if (!status)
        status = cm__furniture_box(list, NULL, &inset->sheet.page.frame_mm, &ground);
    if (status)
        return status;
    cm__list_set_holds(list, CM__HOLDS_GROUND, 0);
    return cm__theme_draw_ground(list, &inset->sheet);
}

/* The paper round its frame, with a hole where the map is. */
static cm_status draw_paper(cm__list *list, const cm__inset *inset)
{
    const cm_box boxes[] = {inset->box_mm, inset->sheet.page.frame_mm};
    const cm_symbol paper = cm__ink_symbol(cm__ink_paper(), (cm_colour){0}, 0);
    const cm_symbol line = cm__ink_symbol((cm_colour){0}, cm__ink_grey(), 0.15);
    cm__path path = {.closed = true};
    cm_status status = CM_OK;

    for (int i = 0; i < 2 && !status; i++) {
        const double x[] = {boxes[i].x_min, boxes[i].x_max, boxes[i].x_max, boxes[i].x_min};
        const double y[] = {boxes[i].y_min, boxes[i].y_min, boxes[i].y_max, boxes[i].y_max};
        status = cm__path_begin(&path);
        for (int k = 0; k < 4 && !status; k++)
            status = cm__path_add(&path, x[k], y[k]);
    }
    if (!status)
        status = cm__list_add_path(list, NULL, &paper, &path);
    cm__path_clear(&path);
    return status ? status : cm__furniture_box(list, NULL, &inset->box_mm, &line);
}

static cm_status draw_heading(cm__list *list, const cm__inset *inset)
{
    const cm__text_style style = cm__type_style(CM__TYPE_SMALL);
    const double leading_mm = cm__type_leading_mm(&style);
    cm_status status = CM_OK;

    for (size_t i = 0; i < inset->heading.count && !status; i++) {
        const cm_point at = {inset->box_mm.x_min + pad_mm, inset->box_mm.y_min + pad_mm +
                                                               cm__type_cap_mm(&style) +
                                                               (double)i * leading_mm};
        status = cm__furniture_text(list, inset->heading.texts[i], &style, at, CM__ALIGN_START);
    }
    return status;
}

static cm_status draw_frame(cm__list *list, cm__ids *ids, const cm__inset *inset)
{
    const cm_symbol neatline = cm__ink_symbol((cm_colour){0}, cm__ink_black(), 0.25);
    cm_status status = begin_group(list, ids, inset, "frame");

    if (!status && !inset->outside)
        status = draw_paper(list, inset);
    if (!status)
        status = cm__furniture_box(list, NULL, &inset->sheet.page.frame_mm, &neatline);
    return status ? status : draw_heading(list, inset);
}

static cm_status draw_map(cm__list *list, cm__ids *ids, const cm__inset *inset,
                          const cm__sheet *page)
{
    const cm_map_inset *const ask = inset->ask;
    cm_status status =
        cm__list_add_clipped(list, ask->title ? ask->title : ask->id, &inset->sheet.page.frame_mm);

    if (!status)
        status = draw_ground(list, ids, inset);
    for (size_t o = 0; o < CM__THEME_ROLES; o++)
        for (size_t i = 0; i < inset->sheet.layer_count && !status; i++)
            if (cm__theme_drawn_as(&inset->sheet, i) == cm__theme_role(o))
                status = cm__theme_draw_group(list, ids, &inset->sheet, i, ask->id);
    if (!status && ask->kind == CM_MAP_DETAIL)
        status = cm__names_draw_groups(list, ids, &inset->names, &inset->sheet, ask->id);
    if (status || ask->kind != CM_MAP_LOCATOR)
        return status;
    status = begin_group(list, ids, inset, "extent");
    return status ? status : draw_extent(list, inset, page);
}

cm_status cm__insets_draw(cm__list *list, cm__ids *ids, const cm__insets *insets,
                          const cm__sheet *page)
{
    cm_status status = CM_OK;

    for (size_t i = 0; i < insets->count && !status; i++)
        status = draw_map(list, ids, &insets->insets[i], page);
    return status;
}

cm_status cm__insets_frame(cm__list *list, cm__ids *ids, const cm__insets *insets)
{
    cm_status status = CM_OK;

    for (size_t i = 0; i < insets->count && !status; i++)
        status = draw_frame(list, ids, &insets->insets[i]);
    return status;
}

void cm__insets_clear(cm__insets *insets)
{
    for (size_t i = 0; i < insets->count; i++) {
        cm__names_clear(&insets->insets[i].names);
        cm__lines_clear(&insets->insets[i].heading);
        cm__sheet_clear(&insets->insets[i].sheet);
        cm__array_free(&insets->insets[i].outlines);
        cm__array_free(&insets->insets[i].shown);
    }
    cm__array_free(&insets->insets);
    *insets = (cm__insets){0};
}
