/* map_lint_check.c - keeps what the checks of a map find, and looks things up for them. */
#include "output/map_lint_check.h"
#include "geo/text_utf8.h"
#include "output/map_inside.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

cm_status cm__lint_begin(cm__lint *out, const cm_map *map)
{
    const cm__list *const list = &map->list;
    const cm_box *const plane = &list->frame_plane;
    cm_crs *crs = NULL;
    cm_status status;

    *out = (cm__lint){.list = list, .manifest = &map->manifest, .page = map->manifest.map.page};
    out->page.frame_mm = list->frame_mm;
    out->page.centre = cm__box_middle(plane);
    out->page.units_per_mm = cm__box_width(plane) / cm__box_width(&list->frame_mm);
    if (!list->crs)
        return CM_OK;
    status = cm_crs_create(&crs, list->crs);
    out->plane.crs = out->plane.chosen = crs;
    return status ? status : cm_crs_create(&out->plane.lonlat, CM_CRS_LONLAT);
}

void cm__lint_end(cm__lint *lint)
{
    for (size_t i = 0; i < CM_MAP_LINT_POINTS; i++)
        cm__text_clear(&lint->found[i].text);
    cm__plane_clear(&lint->plane);
}

void cm__lint_fail(cm__lint *lint, cm_status status)
{
    lint->failed = lint->failed ? lint->failed : status;
}

/* ---- findings ---- */

static void keep(cm__lint_found *found, cm_map_lint_status status, const char *sentence)
{
    const cm_status failed = found->text.failed;

    cm__text_clear(&found->text);
    found->text.failed = failed;
    found->said = true;
    found->status = status;
    cm__text_add(&found->text, sentence);
}

enum { SENTENCE_MAX = 400 };

void cm__lint_meet(cm__lint *lint, int point, const char *format, ...)
{
    cm__lint_found *const found = &lint->found[point - 1];
    char sentence[SENTENCE_MAX];
    va_list rest;

    va_start(rest, format);
    vsnprintf(sentence, sizeof sentence, format, rest);
    va_end(rest);
    if (!found->said || found->status == CM_MAP_LINT_DOES_NOT_APPLY)
        keep(found, CM_MAP_LINT_MET, sentence);
}

void cm__lint_miss(cm__lint *lint, int point, const char *format, ...)
{
    cm__lint_found *const found = &lint->found[point - 1];
    char sentence[SENTENCE_MAX];
    va_list rest;

    va_start(rest, format);
    vsnprintf(sentence, sizeof sentence, format, rest);
    va_end(rest);
    if (found->misses++ == 0)
        keep(found, CM_MAP_LINT_MISSED, sentence);
}

void cm__lint_pass_over(cm__lint *lint, int point, const char *why)
{
    cm__lint_found *const found = &lint->found[point - 1];

    if (!found->said)
        keep(found, CM_MAP_LINT_DOES_NOT_APPLY, why);
}

const char *cm__lint_print(char *buffer, double value, int decimals)
{
    cm__number_print_rounded(buffer, value, decimals);
    return buffer;
}

const char *cm__lint_clip(char *buffer, const char *name)
{
    const char *const text = name ? name : "";
    const bool is_cut = strlen(text) > CM__LINT_NAME - 4;

    snprintf(buffer, CM__LINT_NAME, "%.*s%s", (int)cm__utf8_cut(text, CM__LINT_NAME - 4), text,
             is_cut ? "…" : "");
    return buffer;
}

/* ---- items ---- */

const cm__item *cm__walk_next(cm__walk *walk)
{
    for (; walk->layer < walk->list->layer_count; walk->layer++, walk->group = 0) {
        walk->in_layer = &walk->list->layers[walk->layer];
        for (; walk->group < walk->in_layer->group_count; walk->group++, walk->item = 0) {
            walk->in_group = &walk->in_layer->groups[walk->group];
            if (walk->item < walk->in_group->item_count)
                return &walk->in_group->items[walk->item++];
        }
    }
    return NULL;
}

const cm__item *cm__walk_find(cm__walk *walk, cm__holds holds)
{
    const cm__item *item = cm__walk_next(walk);

    while (item && walk->in_group->holds != holds)
        item = cm__walk_next(walk);
    return item;
}

const cm__manifest_layer *cm__lint_layer(const cm__lint *lint, const cm__group *group)
{
    return &lint->manifest->layers[group->layer];
}

const cm__group *cm__lint_group(const cm__lint *lint, const char *id)
{
    for (size_t i = 0; i < lint->list->layer_count; i++)
        for (size_t k = 0; k < lint->list->layers[i].group_count; k++) {
            const cm__group *const group = &lint->list->layers[i].groups[k];
            if (group->item_count > 0 && strcmp(group->id, id) == 0)
                return group;
        }
    return NULL;
}

cm_box cm__lint_ink(const cm__group *group)
{
    cm_box box = CM__BOX_EMPTY;

    for (size_t i = 0; group && i < group->item_count; i++)
        if (cm__lint_is_seen(&group->items[i]))
            box = cm__box_union(box, group->items[i].ink_mm);
    return box;
}

cm_box cm__lint_letters(const cm__item *item)
{
    return cm__box_grown(item->ink_mm, item->text.halo.alpha > 0 ? -item->text.halo_mm : 0);
}

/* ---- what is said ---- */

/* Adds what is printed of a text: no blanks, since lines are broken at them. */
static void add_dense(cm__text *out, const char *text)
{
    for (; text && *text; text++)
        if (!strchr(" \t\r\n", *text))
            cm__text_add_bytes(out, text, 1);
}

/* All of the credit, as one text. */
static cm__text read_credit(const cm__lint *lint)
{
    const cm__group *const credit = cm__lint_group(lint, "credit");
    cm__text all = {0};

    for (size_t i = 0; credit && i < credit->item_count; i++)
        add_dense(&all, credit->items[i].string);
    return all;
}

/* Whether a piece stands between two words; from NULL: from the beginning. */
static bool stands_between(const char *all, const char *piece, const char *from, const char *until)
{
    const char *const begin = from ? strstr(all, from) : all;
    const char *const at = begin ? strstr(begin, piece) : NULL;
    const char *const end = at && until ? strstr(begin, until) : NULL;

    return at && (!end || at < end);
}

static bool is_said(cm__lint *lint, const char *said, const char *from, const char *until)
{
    cm__text all = read_credit(lint), wanted = {0};

    add_dense(&wanted, said);
    cm__lint_fail(lint, all.failed ? all.failed : wanted.failed);
    const bool found = all.bytes && wanted.bytes && !lint->failed &&
                       stands_between(all.bytes, wanted.bytes, from, until);
    cm__text_clear(&all);
    cm__text_clear(&wanted);
    return found;
}

bool cm__lint_credits(cm__lint *lint, const char *said)
{
    return is_said(lint, said, NULL, NULL);
}

bool cm__lint_credits_approximate(cm__lint *lint, const char *said)
{
    static const cm__word words[] = {CM__WORD_APPROXIMATE, CM__WORD_SOURCES};
    cm__text dense[2] = {{0}, {0}};

    for (int i = 0; i < 2; i++)
        add_dense(&dense[i], cm__word_get(words[i], lint->manifest->language));
    const bool found =
        dense[0].bytes && dense[1].bytes && is_said(lint, said, dense[0].bytes, dense[1].bytes);
    cm__text_clear(&dense[0]);
    cm__text_clear(&dense[1]);
    return found;
}

/* ---- furniture ---- */

static void add_piece(cm__lint_piece *out, size_t *count, const char *id, cm_box box)
{
    if (!cm__box_is_empty(&box))
        out[(*count)++] = (cm__lint_piece){id, box};
}

size_t cm__lint_pieces(cm__lint_piece *out, const cm__lint *lint)
{
    static const char *const ids[] = {"title", "subtitle", "legend", "scalebar",
                                      "north", "credit",   "index",  "timeline"};
    const cm__group *const panels = cm__lint_group(lint, "panels");
    size_t count = 0;

    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        cm_box box = cm__lint_ink(cm__lint_group(lint, ids[i]));
        for (size_t k = 0; panels && k < panels->item_count; k++) { /* the paper that it lies on */
            const cm_point middle = cm__box_middle(&box);
            if (cm__box_holds_point(&panels->items[k].ink_mm, middle))
                box = cm__box_union(box, panels->items[k].ink_mm);
        }
        add_piece(out, &count, ids[i], box);
    }
    for (size_t i = 0; i < lint->manifest->inset_count; i++)
        add_piece(out, &count, lint->manifest->insets[i].id, lint->manifest->insets[i].box_mm);
    return count;
}
