/* map_proof.c - a map four times on a page: as printed, in grey, and without green or red cones. */
#include "geo/base_arena.h"
#include "geo/base_memory.h"
#include "geo/base_text.h"
#include "output/colour_sense.h"
#include "output/map_furniture.h"
#include "output/map_inside.h"
#include "output/map_path.h"

static const double margin_mm = 10, gap_mm = 6, title_mm = 6;

enum { PANELS = 4 };

/* One of the four. */
typedef struct panel {
    cm__list *list;
    const char *id, *title;
    cm__sight sight;
    cm_point at; /* its upper left corner */
    double scale;
} panel;

/* ---- reducing ---- */

static cm_point reduced(const panel *to, cm_point at)
{
    return (cm_point){to->at.x + to->scale * at.x, to->at.y + to->scale * at.y};
}

static cm_box reduced_box(const panel *to, const cm_box *box)
{
    const cm_point low = reduced(to, (cm_point){box->x_min, box->y_min});
    const cm_point high = reduced(to, (cm_point){box->x_max, box->y_max});

    return (cm_box){low.x, low.y, high.x, high.y};
}

static cm_symbol reduced_symbol(const panel *to, const cm_symbol *from)
{
    cm_symbol symbol = *from;

    symbol.fill = cm__colour_seen(from->fill, to->sight);
    symbol.stroke = cm__colour_seen(from->stroke, to->sight);
    symbol.casing = cm__colour_seen(from->casing, to->sight);
    symbol.size_mm *= to->scale;
    symbol.stroke_mm *= to->scale;
    symbol.casing_mm *= to->scale;
    for (int i = 0; i < 4; i++)
        symbol.dash_mm[i] *= to->scale;
    return symbol;
}

static cm_status add_path(const panel *to, const cm__item *item)
{
    const cm_symbol symbol = reduced_symbol(to, &item->symbol);
    cm__path path = {.closed = item->path.closed};
    cm_status status = CM_OK;

    for (size_t part = 0; part < item->path.part_count && !status; part++) {
        status = cm__path_begin(&path);
        for (size_t i = item->path.starts[part];
             i < cm__path_part_end(&item->path, part) && !status; i++) {
            const cm_point at = reduced(to, (cm_point){item->path.x_mm[i], item->path.y_mm[i]});
            status = cm__path_add(&path, at.x, at.y);
        }
    }
    if (!status)
        status = cm__list_add_path(to->list, NULL, &symbol, &path);
    cm__path_clear(&path);
    return status;
}

static cm_status add_text(const panel *to, const cm__item *item)
{
    const cm__text_place place = {reduced(to, item->at), item->align, item->angle_deg};
    cm__text_style style = item->text;

    style.size_pt *= to->scale;
    style.halo_mm *= to->scale;
    style.colour = cm__colour_seen(style.colour, to->sight);
    style.halo = cm__colour_seen(style.halo, to->sight);
    return cm__list_add_text(to->list, NULL, item->string, &style, &place);
}

static cm_status add_item(const panel *to, const cm__item *item)
{
    const cm_symbol symbol = reduced_symbol(to, &item->symbol);

    switch (item->kind) {
    case CM__ITEM_PATH: return add_path(to, item);
    case CM__ITEM_TEXT: return add_text(to, item);
    default: return cm__list_add_marker(to->list, NULL, NULL, &symbol, reduced(to, item->at));
    }
}

/* ---- panels ---- */

static cm_status add_group(const panel *to, const cm__group *group)
{
    cm__text id = {0};
    cm_status status;

    cm__text_addf(&id, "%s-%s", to->id, group->id);
    status = id.failed ? id.failed : cm__list_add_group(to->list, id.bytes);
    for (size_t i = 0; i < group->item_count && !status; i++)
        status = add_item(to, &group->items[i]);
    cm__text_clear(&id);
    return status;
}

/* A layer for itself, since it is cut to its own frame: "Copied in grey: Density". */
static cm_status begin_clipped(const panel *to, const cm__layer *layer, const char *colon)
{
    const cm_box clip = reduced_box(to, &layer->clip_mm);
    cm__text title = {0};
    cm_status status;

    cm__text_addf(&title, "%s%s%s", to->title, colon, layer->title ? layer->title : "");
    status = title.failed ? title.failed : cm__list_add_clipped(to->list, title.bytes, &clip);
    cm__text_clear(&title);
    return status;
}

static cm_status add_layer(const panel *to, const cm__layer *layer, const char *colon)
{
    cm_status status = layer->clipped ? begin_clipped(to, layer, colon) : CM_OK;

    for (size_t i = 0; i < layer->group_count && !status; i++)
        status = add_group(to, &layer->groups[i]);
    return status;
}

/* Its title, and the edge of the paper. */
static cm_status add_surround(const panel *to, const cm__list *of)
{
    const cm__text_style style = cm__type_style(CM__TYPE_LEGEND);
    const cm_symbol edge = cm__ink_symbol((cm_colour){0}, cm__ink_graticule(), 0.15);
    const cm_box paper = cm__box_at(to->at, to->scale * of->width_mm, to->scale * of->height_mm);
    cm_status status = cm__list_add_group(to->list, to->id);

    if (!status)
        status = cm__furniture_box(to->list, NULL, &paper, &edge);
    return status ? status
                  : cm__furniture_text(to->list, to->title, &style,
                                       (cm_point){to->at.x, to->at.y - 2}, CM__ALIGN_START);
}

static void set_panels(panel *out, cm__list *list, const cm__list *of, cm_map_language language)
{
    static const struct {
        const char *id;
        cm__word title;
        cm__sight sight;
    } rows[PANELS] = {{"printed", CM__WORD_PROOF_PRINTED, CM__SIGHT_FULL},
                      {"grey", CM__WORD_PROOF_GREY, CM__SIGHT_GREY},
                      {"no-green", CM__WORD_PROOF_NO_GREEN, CM__SIGHT_NO_GREEN},
                      {"no-red", CM__WORD_PROOF_NO_RED, CM__SIGHT_NO_RED}};
    const cm_point room = {(of->width_mm - 2 * margin_mm - gap_mm) / 2,
                           (of->height_mm - 2 * margin_mm - gap_mm) / 2};

    for (int i = 0; i < PANELS; i++)
        out[i] = (panel){.list = list,
                         .id = rows[i].id,
                         .title = cm__word_get(rows[i].title, language),
                         .sight = rows[i].sight,
                         .at = {margin_mm + i % 2 * (room.x + gap_mm),
                                margin_mm + title_mm + i / 2 * (room.y + gap_mm)},
                         .scale = fmin(room.x / of->width_mm, (room.y - title_mm) / of->height_mm)};
}

/* Layer by layer: what is not clipped of all four is one layer, so that a PDF holds its fonts once.
 */
static cm_status add_panels(cm__list *list, const cm__list *of, cm_map_language language)
{
    const char *const colon = cm__word_get(CM__WORD_COLON, language);
    panel panels[PANELS];
    cm_status status = CM_OK;

    set_panels(panels, list, of, language);
    for (size_t i = 0; i < of->layer_count && !status; i++) {
        if (!of->layers[i].clipped)
            status = cm__list_add_layer(list, of->layers[i].title, false);
        for (int k = 0; k < PANELS && !status; k++)
            status = add_layer(&panels[k], &of->layers[i], colon);
    }
    for (int k = 0; k < PANELS && !status; k++) /* the last layer, the frame, is not clipped */
        status = add_surround(&panels[k], of);
    return status;
}

cm_status cm_map_proof(cm_map **out, const cm_map *map)
{
    const cm__list *const of = &map->list;
    cm_map *proof = NULL;
    cm_status status = cm__array_grow(&proof, 1, sizeof *proof);

    if (status)
        return status;
    *proof = (cm_map){.manifest = {.dpi = map->manifest.dpi, .language = map->manifest.language}};
    proof->list = (cm__list){.width_mm = of->width_mm,
                             .height_mm = of->height_mm,
                             .frame_mm = {0, 0, of->width_mm, of->height_mm},
                             .created_s = of->created_s,
                             .language = map->manifest.language == CM_MAP_ENGLISH ? "en" : "ja"};
    status = cm__arena_add(&proof->list.text, &proof->list.title, of->title);
    if (!status)
        status = cm__arena_add(&proof->list.text, &proof->list.author, of->author);
    if (!status)
        status = cm__arena_add(&proof->list.text, &proof->list.font, of->font);
    if (!status)
        status = add_panels(&proof->list, of, map->manifest.language);
    if (status)
        cm_map_destroy(proof);
    else
        *out = proof;
    return status;
}
