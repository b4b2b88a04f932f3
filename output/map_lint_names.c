/* map_lint_names.c - checks the names on the map and their leaders: points 18 to 22. */
#include "geo/base_memory.h"
#include "output/map_label_segment.h"
#include "output/map_lint_check.h"

/* What the names' checks look at again and again. */
typedef struct names {
    const cm__item **texts;
    const cm__layer **layers; /* of each text */
    size_t text_count;
    const cm__item **leaders;
    size_t leader_count;
    const cm__item **markers;
    size_t marker_count;
} names;

static size_t count_items(const cm__lint *lint)
{
    size_t count = 0;

    for (size_t i = 0; i < lint->list->layer_count; i++)
        for (size_t k = 0; k < lint->list->layers[i].group_count; k++)
            count += lint->list->layers[i].groups[k].item_count;
    return count;
}

static cm_status collect(names *out, const cm__lint *lint)
{
    const size_t most = count_items(lint) + 1;
    cm__walk walk = {.list = lint->list};
    cm_status status = cm__array_grow(&out->texts, most, sizeof *out->texts);

    if (!status)
        status = cm__array_grow(&out->layers, most, sizeof *out->layers);
    if (!status)
        status = cm__array_grow(&out->leaders, most, sizeof *out->leaders);
    if (!status)
        status = cm__array_grow(&out->markers, most, sizeof *out->markers);
    for (const cm__item *item; !status && (item = cm__walk_next(&walk));) {
        if (walk.in_group->holds == CM__HOLDS_LABELS && item->kind == CM__ITEM_TEXT) {
            out->layers[out->text_count] = walk.in_layer;
            out->texts[out->text_count++] = item;
        } else if (walk.in_group->holds == CM__HOLDS_LEADERS && item->path.vertex_count == 2) {
            out->leaders[out->leader_count++] = item;
        } else if (walk.in_group->holds == CM__HOLDS_LAYER && item->kind == CM__ITEM_MARKER) {
            out->markers[out->marker_count++] = item;
        }
    }
    return status;
}

static void clear(names *all)
{
    cm__array_free(&all->texts);
    cm__array_free(&all->layers);
    cm__array_free(&all->leaders);
    cm__array_free(&all->markers);
}

/* ---- 18, 19, 20 ---- */

static void check_overlaps(cm__lint *lint, const names *all)
{
    for (size_t i = 0; i < all->text_count; i++)
        for (size_t k = 0; k < i; k++)
            if (cm__lint_common(&all->texts[i]->ink_mm, &all->texts[k]->ink_mm) > 0)
                cm__lint_miss(lint, 18, "two labels overlap: '%s' and '%s'",
                              CM__NAME(all->texts[k]->string), CM__NAME(all->texts[i]->string));
    if (all->text_count == 0)
        cm__lint_pass_over(lint, 18, "there are no names");
    else
        cm__lint_meet(lint, 18, "%zu names, none overlaps another", all->text_count);
}

/* The frame that a name of this list layer must stay in. */
static const cm_box *frame_of(const cm__lint *lint, const cm__layer *layer)
{
    return layer->clipped ? &layer->clip_mm : &lint->list->frame_mm;
}

/* Of a clipped layer the ink is cut already: it ends just at the frame. */
static bool is_cut(const cm__lint *lint, const cm__layer *layer, const cm__item *text)
{
    const cm_box inside = cm__box_grown(*frame_of(lint, layer), layer->clipped ? -1e-6 : 0);

    return !cm__box_holds(&inside, &text->ink_mm);
}

static void check_covered(cm__lint *lint, const names *all)
{
    cm__lint_piece pieces[CM__LINT_PIECES_MAX];
    const size_t count = cm__lint_pieces(pieces, lint);

    for (size_t i = 0; i < all->text_count; i++) {
        const cm__item *const text = all->texts[i];
        if (is_cut(lint, all->layers[i], text))
            cm__lint_miss(lint, 19, "'%s' is cut by the frame", CM__NAME(text->string));
        for (size_t k = 0; k < count && !all->layers[i]->clipped; k++)
            if (cm__lint_common(&pieces[k].box, &text->ink_mm) > 0)
                cm__lint_miss(lint, 19, "'%s' is under '%s'", CM__NAME(text->string), pieces[k].id);
    }
    if (all->text_count == 0)
        cm__lint_pass_over(lint, 19, "there are no names");
    else
        cm__lint_meet(lint, 19, "%zu names, all whole", all->text_count);
}

static void check_placed(cm__lint *lint, const names *all)
{
    const cm__manifest *const manifest = lint->manifest;

    for (size_t i = 0; i < manifest->first_left_out_count; i++)
        cm__lint_miss(lint, 20, "there was no room for '%s'",
                      CM__NAME(manifest->first_left_out[i]));
    if ((double)all->text_count < 0.95 * (double)manifest->names_asked)
        cm__lint_miss(lint, 20, "%zu of %zu names are placed", all->text_count,
                      manifest->names_asked);
    if (manifest->names_asked == 0)
        cm__lint_pass_over(lint, 20, "no names are asked for");
    else
        cm__lint_meet(lint, 20, "%zu of %zu names are placed, of the first priority %zu of %zu",
                      all->text_count, manifest->names_asked,
                      manifest->first_asked - manifest->first_left_out_count,
                      manifest->first_asked);
}

/* ---- 21 ---- */

static cm__segment segment_of(const cm__item *leader)
{
    const cm__path *const path = &leader->path;

    return (cm__segment){{path->x_mm[0], path->y_mm[0]}, {path->x_mm[1], path->y_mm[1]}};
}

/* Those of members at one place may begin together. */
static bool begin_together(const cm__segment *a, const cm__segment *b)
{
    return hypot(a->from.x - b->from.x, a->from.y - b->from.y) < 0.3;
}

/* The name at the leader's end: the nearest box. */
static size_t find_own(const names *all, const cm__segment *leader)
{
    double least = INFINITY;
    size_t own = CM_ABSENT;

    for (size_t i = 0; i < all->text_count; i++) {
        const cm_box *const box = &all->texts[i]->ink_mm;
        const double x = fmax(0, fmax(box->x_min - leader->to.x, leader->to.x - box->x_max));
        const double y = fmax(0, fmax(box->y_min - leader->to.y, leader->to.y - box->y_max));
        if (hypot(x, y) < least) {
            least = hypot(x, y);
            own = i;
        }
    }
    return least < 0.1 ? own : CM_ABSENT;
}

/* From the leader's begin to the edge of the nearest marker. */
static double off_edge_mm(const names *all, const cm__segment *leader)
{
    double least = INFINITY;

    for (size_t i = 0; i < all->marker_count; i++) {
        const cm__item *const marker = all->markers[i];
        const double from = hypot(marker->at.x - leader->from.x, marker->at.y - leader->from.y);
        least = fmin(least, fabs(from - cm__marker_reach_mm(&marker->symbol)));
    }
    return least;
}

static void check_crossings(cm__lint *lint, const names *all, size_t i)
{
    const cm__segment leader = segment_of(all->leaders[i]);
    const size_t own = find_own(all, &leader);

    if (own == CM_ABSENT)
        cm__lint_miss(lint, 21, "a leader ends at no name");
    for (size_t k = 0; k < i; k++) {
        const cm__segment other = segment_of(all->leaders[k]);
        if (!begin_together(&leader, &other) && cm__segments_meet(&leader, &other))
            cm__lint_miss(lint, 21, "the leader of '%s' crosses another",
                          CM__NAME(own == CM_ABSENT ? NULL : all->texts[own]->string));
    }
    for (size_t k = 0; k < all->text_count; k++)
        if (k != own && cm__segment_meets_box(&leader, &all->texts[k]->ink_mm))
            cm__lint_miss(lint, 21, "a leader crosses '%s'", CM__NAME(all->texts[k]->string));
}

static void check_leaders(cm__lint *lint, const names *all)
{
    double longest = 0;

    for (size_t i = 0; i < all->leader_count; i++) {
        const cm__segment leader = segment_of(all->leaders[i]);
        const double length = hypot(leader.to.x - leader.from.x, leader.to.y - leader.from.y);
        const double off = off_edge_mm(all, &leader);
        longest = fmax(longest, length);
        if (!(length <= 40))
            cm__lint_miss(lint, 21, "a leader is %s mm long", CM__SHOW(length, 1));
        if (!(off < 0.3))
            cm__lint_miss(lint, 21, "a leader begins %s mm off the edge of a symbol",
                          CM__SHOW(off, 2));
        check_crossings(lint, all, i);
    }
    if (all->leader_count == 0)
        cm__lint_pass_over(lint, 21, "there are no leaders");
    else
        cm__lint_meet(lint, 21, "%zu leaders, the longest %s mm", all->leader_count,
                      CM__SHOW(longest, 1));
}

/* ---- 22 ---- */

static void check_symbols(cm__lint *lint, const names *all)
{
    double area = 0, covered = 0;

    for (size_t i = 0; i < all->marker_count; i++) {
        const cm_box box = cm__box_grown((cm_box){all->markers[i]->at.x, all->markers[i]->at.y,
                                                  all->markers[i]->at.x, all->markers[i]->at.y},
                                         all->markers[i]->symbol.size_mm / 2);
        area += cm__lint_common(&box, &box);
        for (size_t k = 0; k < all->text_count; k++) {
            const cm_box letters = cm__lint_letters(all->texts[k]);
            covered += cm__lint_common(&box, &letters);
        }
    }
    if (area == 0 || all->text_count == 0)
        cm__lint_pass_over(lint, 22, "there are no symbols, or no names");
    else if (!(covered <= 0.02 * area))
        cm__lint_miss(lint, 22, "names cover %s %% of the symbols",
                      CM__SHOW(100 * covered / area, 1));
    else
        cm__lint_meet(lint, 22, "names cover %s %% of the symbols",
                      CM__SHOW(100 * covered / area, 2));
}

cm_status cm__lint_names(cm__lint *lint)
{
    names all = {0};
    const cm_status status = collect(&all, lint);

    if (!status) {
        check_overlaps(lint, &all);
        check_covered(lint, &all);
        check_placed(lint, &all);
        check_leaders(lint, &all);
        check_symbols(lint, &all);
    }
    clear(&all);
    return status;
}
