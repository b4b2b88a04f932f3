/* map.c - draws a map: checks what is asked for, lays the sheet out, fills the display list. */
#include "geo/base_arena.h"
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "output/map_arrange.h"
#include "output/map_frame.h"
#include "output/map_furniture.h"
#include "output/map_ids.h"
#include "output/map_inset.h"
#include "output/map_inside.h"
#include "output/map_manifest.h"
#include "output/map_north.h"
#include "output/map_pen.h"
#include "output/map_substitute.h"
#include "output/map_theme.h"
#include <clustermap/map.h>
#include <string.h>

enum { PAGES_MAX = 1000 };

/* What is at hand while a map is made. */
typedef struct making {
    cm__sheet sheet;
    cm__arrangement arrangement;
    cm__graticule graticule;
    cm__names names;
    cm__ids ids;
} making;

/* ---- checks ---- */

static cm_status check_range(const char *what, double value, double low, double high)
{
    if (value >= low && value <= high)
        return CM_OK;
    return cm__fail(CM_ERR_DOMAIN, "%s %g is not within %g..%g", what, value, low, high);
}

static cm_status check_centre(cm_lonlat centre)
{
    cm_status status = CM_OK;

    if (isnan(centre.lon_deg) && isnan(centre.lat_deg))
        return CM_OK;
    status = check_range("the centre's longitude", centre.lon_deg, -180, 180);
    return status ? status : check_range("the centre's latitude", centre.lat_deg, -90, 90);
}

static cm_status check_options(const cm_map_options *options)
{
    const struct {
        const char *what;
        double value, low, high;
    } ranges[] = {
        {"the page's width in mm", options->width_mm, 50, 2000},
        {"the page's height in mm", options->height_mm, 50, 2000},
        {"the page's margin in mm", options->margin_mm, 5, 100},
        {"the scale's denominator", options->scale == 0 ? 100 : options->scale, 100, 1e8},
        {"the resolution in dpi", options->dpi, 36, 1200},
    };
    cm_status status = CM_OK;

    if (options->inset_count > CM_MAP_INSETS_MAX)
        return cm__fail(CM_ERR_DOMAIN, "%zu insets are more than %d", options->inset_count,
                        CM_MAP_INSETS_MAX);
    if (options->version < 1 || options->version > 4)
        return cm__fail(CM_ERR_DOMAIN, "map options of version %u are not known", options->version);
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges && !status; i++)
        status = check_range(ranges[i].what, ranges[i].value, ranges[i].low, ranges[i].high);
    return status ? status : check_centre(options->centre);
}

/* Takes the ids of the page's own groups, then those of the layers. */
static cm_status take_id(cm__ids *ids, const char *what, const char *id)
{
    bool is_new = true;

    if (!id || !cm__id_is_allowed(id))
        return cm__fail(CM_ERR_FORMAT,
                        "%s id \"%.60s\": only ASCII letters, digits, - and _ are allowed", what,
                        id ? id : "");
    const cm_status status = cm__ids_take(ids, id, &is_new);
    return status || is_new ? status
                            : cm__fail(CM_ERR_FORMAT, "%s id \"%.60s\" is taken", what, id);
}

static cm_status take_ids(cm__ids *ids, const cm_map_layer *layers, size_t count,
                          const cm_map_options *options)
{
    static const char *const own[] = {"title",        "subtitle", "legend",         "scalebar",
                                      "scalebar-bar", "north",    "credit",         "frame",
                                      "ground",       "index",    "frame-neatline", "graticule",
                                      "leaders",      "panels",   "timeline"};
    bool is_new = true;
    cm_status status = CM_OK;

    for (size_t i = 0; i < sizeof own / sizeof *own && !status; i++)
        status = cm__ids_take(ids, own[i], &is_new);
    for (size_t i = 0; i < count && !status; i++)
        status = take_id(ids, "layer", layers[i].id);
    for (size_t i = 0; i < options->inset_count && !status; i++)
        status = take_id(ids, "inset", options->insets[i].id);
    return status;
}

/* ---- the list ---- */

static cm_status begin_list(cm__list *list, const making *m)
{
    const cm__sheet *const sheet = &m->sheet;
    const cm_map_options *const options = sheet->options;
    cm_status status;

    *list = (cm__list){.width_mm = sheet->page.width_mm,
                       .height_mm = sheet->page.height_mm,
                       .frame_mm = sheet->page.frame_mm,
                       .frame_plane = cm__page_get_extent(&sheet->page),
                       .language = options->language == CM_MAP_ENGLISH ? "en" : "ja",
                       .created_s = options->created_s};
    status = cm__arena_add(&list->text, &list->title, options->title ? options->title : "");
    if (!status)
        status = cm__arena_add(&list->text, &list->author, options->author);
    if (!status)
        status = cm__arena_add(&list->text, &list->font, sheet->font);
    if (!status && sheet->plane.crs)
        status = cm__arena_add(&list->text, &list->crs, cm_crs_get_definition(sheet->plane.crs));
    return status;
}

static cm_status draw_background(cm__list *list, making *m)
{
    const cm_symbol ground = cm__ink_symbol(cm__theme_background(&m->sheet), (cm_colour){0}, 0);
    cm_status status =
        cm__list_add_layer(list, cm__sheet_word(&m->sheet, CM__WORD_BACKGROUND), true);

    if (!status)
        status = cm__list_add_group(list, "ground");
    if (!status)
        status = cm__furniture_box(list, NULL, &m->sheet.page.frame_mm, &ground);
    if (!status)
        cm__list_set_holds(list, CM__HOLDS_GROUND, 0);
    if (!status)
        status = cm__theme_draw_ground(list, &m->sheet);
    return status ? status : cm__graticule_draw(list, &m->graticule);
}

static cm_status draw_layers(cm__list *list, making *m)
{
    cm_status status = CM_OK;

    for (size_t o = 0; o < CM__THEME_ROLES; o++)
        for (size_t i = 0; i < m->sheet.layer_count && !status; i++)
            if (cm__theme_drawn_as(&m->sheet, i) == cm__theme_role(o))
                status = cm__theme_draw_layer(list, &m->ids, &m->sheet, i);
    return status;
}

static cm_point inside_panel(const cm__spot *spot, double pad_mm)
{
    const double pad = spot->outside ? 0 : pad_mm;

    return (cm_point){spot->box_mm.x_min + pad, spot->box_mm.y_min + pad};
}

/* The paper under what stands in the frame. */
static cm_status draw_panels(cm__list *list, const cm__arrangement *a)
{
    const bool has_legend = !a->legend_spot.outside && a->legend.row_count > 0;
    cm_status status = cm__list_add_group(list, "panels");

    if (!status && has_legend)
        status = cm__furniture_panel(list, &a->legend_spot.box_mm);
    if (!status && !a->scalebar_spot.outside && !a->is_diagram)
        status = cm__furniture_panel(list, &a->scalebar_spot.box_mm);
    if (!status && a->timeline.ask && !a->timeline_spot.outside)
        status = cm__furniture_panel(list, &a->timeline_spot.box_mm);
    if (!status && !a->index_spot.outside)
        status = cm__furniture_panel(list, &a->index_spot.box_mm);
    return status;
}

static cm_status draw_measures(cm__list *list, const making *m)
{
    const cm__arrangement *const a = &m->arrangement;
    const cm_status status =
        cm__scalebar_draw(list, &a->scalebar, inside_panel(&a->scalebar_spot, CM__PANEL_PAD_MM));

    return status || !a->has_north
               ? status
               : cm__north_draw(list, &m->sheet, inside_panel(&a->north_spot, 0));
}

static cm_status draw_timeline(cm__list *list, const cm__arrangement *a)
{
    const cm__spot *const spot = &a->timeline_spot;
    const double pad_mm = spot->outside ? 0 : CM__PANEL_PAD_MM;

    return cm__timeline_draw(list, &a->timeline, inside_panel(spot, CM__PANEL_PAD_MM),
                             cm__box_width(&spot->box_mm) - 2 * pad_mm);
}

static cm_status draw_furniture(cm__list *list, making *m)
{
    const cm__arrangement *const a = &m->arrangement;
    cm_status status = cm__list_add_layer(list, cm__sheet_word(&m->sheet, CM__WORD_FRAME), false);

    if (!status)
        status = cm__insets_frame(list, &m->ids, &a->insets);
    if (!status)
        status = draw_panels(list, a);
    if (!status)
        status = cm__frame_draw(list, &m->graticule, &m->sheet);
    if (!status)
        status = cm__title_draw(list, &a->title, a->title_at);
    if (!status)
        status = cm__legend_draw(list, &a->legend, inside_panel(&a->legend_spot, CM__PANEL_PAD_MM));
    if (!status && !a->is_diagram)
        status = draw_measures(list, m);
    if (!status)
        status = draw_timeline(list, a);
    if (!status)
        status = cm__index_draw(list, &a->index, a->index_at);
    return status ? status : cm__credit_draw(list, &a->credit, a->credit_at);
}

/* What stands in the frame, with a little room round it. */
static size_t list_furniture(cm_box *out, const cm__arrangement *a)
{
    const struct {
        const cm__spot *spot;
        bool is_there;
    } pieces[] = {{&a->legend_spot, a->legend.row_count > 0},
                  {&a->scalebar_spot, !a->is_diagram},
                  {&a->north_spot, a->has_north},
                  {&a->timeline_spot, a->timeline.ask != NULL},
                  {&a->index_spot, true}};
    size_t count = 0;

    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++)
        if (!pieces[i].spot->outside && pieces[i].is_there)
            out[count++] = cm__box_grown(pieces[i].spot->box_mm, 0.6);
    for (size_t i = 0; i < a->insets.count; i++)
        if (!a->insets.insets[i].outside)
            out[count++] = cm__box_grown(a->insets.insets[i].box_mm, 0.6);
    return count;
}

static cm_status place_names(making *m)
{
    cm_box furniture[5 + CM_MAP_INSETS_MAX];
    const size_t count = list_furniture(furniture, &m->arrangement);

    return cm__names_place(&m->names, &m->sheet, furniture, count);
}

static cm_status draw(cm__list *list, making *m)
{
    cm_status status = begin_list(list, m);

    if (!status)
        status = draw_background(list, m);
    if (!status)
        status = draw_layers(list, m);
    if (!status)
        status = cm__names_draw(list, &m->ids, &m->names, &m->sheet);
    if (!status)
        status = cm__insets_draw(list, &m->ids, &m->arrangement.insets, &m->sheet);
    return status ? status : draw_furniture(list, m);
}

/* ---- the report ---- */

/* The names that found no room on one of the page's maps. */
static cm_status add_left_out(cm_map *map, const cm__names *names)
{
    cm_map_report *const report = &map->report;
    const size_t first = report->labels_left_out;
    cm_status status = CM_OK;

    for (size_t i = 0; i < names->count; i++)
        report->labels += names->places[i].placed;
    if (names->left_out_count == 0)
        return CM_OK;
    status = cm__array_grow(&map->left_out, first + names->left_out_count, sizeof *map->left_out);
    for (size_t i = 0; i < names->left_out_count && !status; i++)
        status = cm__arena_add(&map->list.text, &map->left_out[first + i], names->left_out[i]);
    if (!status)
        report->labels_left_out += names->left_out_count;
    return status;
}

static cm_status write_report(cm_map *map, const making *m)
{
    const cm__insets *const insets = &m->arrangement.insets;
    cm_map_report *const report = &map->report;
    cm_status status;

    *report = (cm_map_report){.scale = m->sheet.page.scale,
                              .frame_mm = map->list.frame_mm,
                              .frame_plane = map->list.frame_plane,
                              .outside = m->sheet.outside_count,
                              .crs = map->list.crs};
    for (size_t i = 0; i < m->sheet.marker_count; i++)
        report->members += m->sheet.layers[m->sheet.markers[i].layer].role == CM_MAP_MEMBERS;
    report->gathered = m->sheet.gather.member_count;
    report->gathered_m = report->gathered > 0 ? m->sheet.gather.width_m : 0;
    report->members += report->gathered;
    status = add_left_out(map, &m->names);
    for (size_t i = 0; i < insets->count && !status; i++)
        status = add_left_out(map, &insets->insets[i].names);
    report->left_out = map->left_out;
    return status ? status : cm__substitute_find(report, &map->list, m->sheet.options->font);
}

/* ---- making ---- */

static cm_status tell(const cm_progress *progress, double share)
{
    if (!progress->step || progress->step(progress->context, share))
        return CM_OK;
    return cm__fail(CM_ERR_STOPPED, "stopped while the map was drawn");
}

static cm_status begin(making *m, const cm_map_layer *layers, size_t count,
                       const cm_map_options *options)
{
    cm_status status = check_options(options);

    m->sheet = (cm__sheet){.layers = layers,
                           .layer_count = count,
                           .options = options,
                           .font = options->font ? options->font : CM__FONT_DEFAULT,
                           .page = {.width_mm = options->width_mm,
                                    .height_mm = options->height_mm,
                                    .margin_mm = options->margin_mm}};
    if (!status)
        status = take_ids(&m->ids, layers, count, options);
    if (!status)
        status = cm__plane_init(&m->sheet.plane, layers, count, options->plane);
    return status ? status : cm__theme_classify(&m->sheet);
}

static cm_status make(cm_map *map, making *m, const cm_progress *progress)
{
    cm_status status = tell(progress, 0.2);

    if (!status)
        status = cm__arrange(&m->arrangement, &m->sheet);
    if (!status)
        status = cm__graticule_layout(&m->graticule, &m->sheet);
    if (!status)
        status = tell(progress, 0.4);
    if (!status)
        status = place_names(m);
    if (!status)
        status = tell(progress, 0.7);
    if (!status)
        status = draw(&map->list, m);
    if (!status)
        status = cm__manifest_make(&map->manifest, &m->sheet, &m->arrangement, &m->names);
    map->manifest.graticule_step_s = m->graticule.step_s;
    return status ? status : write_report(map, m);
}

static void end(making *m)
{
    cm__names_clear(&m->names);
    cm__graticule_clear(&m->graticule);
    cm__arrangement_clear(&m->arrangement);
    cm__ids_clear(&m->ids);
    cm__sheet_clear(&m->sheet);
}

/* A caller of version 1 has no fields after progress, one of version 2 none after index, one of
 * version 3 none after gather, nor the list's choice of a corner. */
static cm_map_options full_options(const cm_map_options *options)
{
    cm_map_options full = CM_MAP_OPTIONS_INIT;

    if (options && options->version == 1)
        memcpy(&full, options, offsetof(cm_map_options, bounds));
    else if (options && options->version == 2)
        memcpy(&full, options, offsetof(cm_map_options, gather));
    else if (options && options->version == 3)
        memcpy(&full, options, offsetof(cm_map_options, timeline));
    else if (options)
        full = *options;
    if (full.version < 4)
        full.index.inside = false;
    return full;
}

cm_status cm_map_create(cm_map **out, const cm_map_layer *layers, size_t count,
                        const cm_map_options *options)
{
    const cm_map_options full = full_options(options);
    const cm_map_options *const asked = &full;
    cm_map *map = NULL;
    making m = {0};
    cm_status status = begin(&m, layers, count, asked);

    if (!status)
        status = cm__array_grow(&map, 1, sizeof *map);
    if (status)
        goto done;
    *map = (cm_map){0};
    status = make(map, &m, &asked->progress);
    if (status)
        goto done;
    *out = map; /* handed over: done must not end it */
    map = NULL;
done:
    cm_map_destroy(map);
    end(&m);
    return status;
}

void cm_map_destroy(cm_map *map)
{
    if (!map)
        return;
    cm__list_clear(&map->list);
    cm__manifest_clear(&map->manifest);
    cm__array_free(&map->left_out);
    cm__array_free(&map);
}

const cm_map_report *cm_map_get_report(const cm_map *map)
{
    return &map->report;
}

const cm__list *cm__map_get_list(const cm_map *map)
{
    return &map->list;
}

const cm__manifest *cm__map_get_manifest(const cm_map *map)
{
    return &map->manifest;
}

cm_status cm_map_write_png(const cm_map *map, const char *path)
{
    return cm__pen_png(&map->list, path, map->manifest.dpi);
}

cm_status cm_map_write_svg(const cm_map *map, const char *path)
{
    return cm__pen_svg(&map->list, path);
}

cm_status cm_map_write_pdf(const cm_map *map, const char *path)
{
    return cm_map_write_pages(&map, 1, path);
}

cm_status cm_map_write_pages(const cm_map *const *maps, size_t count, const char *path)
{
    const cm__list **lists = NULL;
    cm_status status;

    if (!(count >= 1 && count <= PAGES_MAX))
        return cm__fail(CM_ERR_DOMAIN, "a document of %zu pages is not within 1..%d", count,
                        PAGES_MAX);
    status = cm__array_grow(&lists, count, sizeof *lists);
    for (size_t i = 0; i < count && !status; i++)
        lists[i] = &maps[i]->list;
    if (!status)
        status = cm__pen_pdf(lists, count, path);
    cm__array_free(&lists);
    return status;
}
