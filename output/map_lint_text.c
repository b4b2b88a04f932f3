/* map_lint_text.c - checks whether texts can be read: points 23 to 27. */
#include "output/colour_sense.h"
#include "output/map_lint_check.h"
#include "output/map_lint_ground.h"
#include "output/map_text.h"
#include <clustermap/status.h>

static const double contrast_least = 4.5, halo_least_mm = 0.5;
/* Lines may pass under a text: so much of its box may be of poor contrast. */
static const double poor_share = 0.1;

/* ---- 23 ---- */

static bool has_halo(const cm__text_style *style)
{
    return style->halo.alpha == 255 && style->halo_mm >= halo_least_mm - 1e-9 &&
           cm__colour_contrast(style->colour, style->halo) >= contrast_least;
}

static void check_contrast(cm__lint *lint, const cm__lint_ground *ground)
{
    size_t on_ground = 0, with_halo = 0;
    cm__walk walk = {.list = lint->list};

    for (const cm__item *item; (item = cm__walk_next(&walk));) {
        double least = INFINITY;
        if (item->kind != CM__ITEM_TEXT || !cm__lint_is_seen(item))
            continue;
        const cm_box letters = cm__lint_letters(item);
        const double share =
            cm__lint_ground_share(ground, &letters, item->text.colour, contrast_least, &least);
        with_halo += has_halo(&item->text);
        on_ground += share <= poor_share;
        if (share > poor_share && !has_halo(&item->text))
            cm__lint_miss(lint, 23, "'%s' has a contrast down to %s, and a halo of %s mm",
                          CM__NAME(item->string), CM__SHOW(least, 1),
                          CM__SHOW(item->text.halo.alpha > 0 ? item->text.halo_mm : 0, 2));
    }
    cm__lint_meet(lint, 23, "%zu texts on a ground of enough contrast, %zu with a halo", on_ground,
                  with_halo);
}

/* ---- 24 ---- */

static void check_item_size(cm__lint *lint, const cm__item *item)
{
    const cm_symbol *const symbol = &item->symbol;

    if (item->kind == CM__ITEM_TEXT) {
        if (!(item->text.size_pt >= 6))
            cm__lint_miss(lint, 24, "'%s' is of %s pt", CM__NAME(item->string),
                          CM__SHOW(item->text.size_pt, 2));
        return;
    }
    if (symbol->stroke.alpha > 0 && symbol->stroke_mm > 0 && !(symbol->stroke_mm >= 0.1 - 1e-9))
        cm__lint_miss(lint, 24, "a line is %s mm wide", CM__SHOW(symbol->stroke_mm, 3));
    if (item->kind == CM__ITEM_MARKER && cm__lint_is_inked(symbol) &&
        !(symbol->size_mm >= 1 - 1e-9))
        cm__lint_miss(lint, 24, "a symbol is %s mm large", CM__SHOW(symbol->size_mm, 2));
}

static void check_sizes(cm__lint *lint)
{
    double least_pt = INFINITY;
    cm__walk walk = {.list = lint->list};

    for (const cm__item *item; (item = cm__walk_next(&walk));) {
        check_item_size(lint, item);
        if (item->kind == CM__ITEM_TEXT)
            least_pt = fmin(least_pt, item->text.size_pt);
    }
    cm__lint_meet(lint, 24, "the smallest text has %s pt", CM__SHOW(least_pt, 2));
}

/* ---- 25, 26 ---- */

static cm_status check_glyphs(cm__lint *lint)
{
    size_t count = 0;
    cm__walk walk = {.list = lint->list};

    for (const cm__item *item; (item = cm__walk_next(&walk));) {
        cm__text_extent extent;
        if (item->kind != CM__ITEM_TEXT)
            continue;
        const cm_status status =
            cm__text_measure(&extent, lint->list->font, item->string, &item->text);
        if (status == CM_ERR_FORMAT)
            cm__lint_miss(lint, 25, "%s", cm_error_text());
        else if (status)
            return status;
        count++;
    }
    cm__lint_meet(lint, 25, "%zu texts, each character has a glyph", count);
    return CM_OK;
}

static bool is_on_its_side(const cm__item *item)
{
    return fabs(fabs(remainder(item->angle_deg, 360)) - 90) < 30 && !item->text.vertical;
}

static void check_vertical(cm__lint *lint)
{
    size_t count = 0;
    cm__walk walk = {.list = lint->list};

    for (const cm__item *item; (item = cm__walk_next(&walk));) {
        if (item->kind != CM__ITEM_TEXT || !cm__text_is_wide(item->string))
            continue;
        count += item->text.vertical;
        if (is_on_its_side(item))
            cm__lint_miss(lint, 26, "'%s' lies on its side", CM__NAME(item->string));
        else if (item->text.vertical &&
                 !cm__text_has_vertical_forms(lint->list->font, item->string, &item->text))
            cm__lint_miss(lint, 26, "'%s' has a bracket or long vowel of the horizontal form",
                          CM__NAME(item->string));
    }
    if (count == 0)
        cm__lint_pass_over(lint, 26, "no text is vertical");
    else
        cm__lint_meet(lint, 26, "%zu vertical texts", count);
}

/* ---- 27 ---- */

enum { LEVELS_MAX = 32 };

static size_t count_sizes(const cm__lint *lint)
{
    double sizes_pt[LEVELS_MAX];
    size_t count = 0;
    cm__walk walk = {.list = lint->list};

    for (const cm__item *item; (item = cm__walk_next(&walk)) && count < LEVELS_MAX;) {
        size_t i = 0;
        if (item->kind != CM__ITEM_TEXT)
            continue;
        while (i < count && fabs(sizes_pt[i] - item->text.size_pt) > 0.2)
            i++;
        sizes_pt[i] = item->text.size_pt;
        count += i == count;
    }
    return count;
}

static bool looks_alike(const cm__text_style *a, const cm__text_style *b)
{
    return fabs(a->size_pt - b->size_pt) < 0.5 && a->bold == b->bold && a->italic == b->italic &&
           fabs(a->spacing_em - b->spacing_em) < 0.05 &&
           cm__colour_difference(a->colour, b->colour) < 10;
}

/* Of the first name of each: all names of a layer look alike. */
static void check_levels(cm__lint *lint)
{
    const cm__item *member = NULL, *area = NULL;
    const size_t sizes = count_sizes(lint);
    cm__walk walk = {.list = lint->list};

    for (const cm__item *item; (item = cm__walk_find(&walk, CM__HOLDS_LABELS));) {
        const cm_map_role role = cm__lint_layer(lint, walk.in_group)->role;
        if (role == CM_MAP_MEMBERS && !member)
            member = item;
        if (role == CM_MAP_OUTLINES && !area)
            area = item;
    }
    if (sizes < 3)
        cm__lint_miss(lint, 27, "texts are of %zu sizes", sizes);
    if (member && area && looks_alike(&member->text, &area->text))
        cm__lint_miss(lint, 27, "the area '%s' is written as the member '%s'",
                      CM__NAME(area->string), CM__NAME(member->string));
    if (area && !(area->text.spacing_em > 0))
        cm__lint_miss(lint, 27, "the area '%s' is not letter-spaced", CM__NAME(area->string));
    cm__lint_meet(lint, 27, "%zu sizes of text", sizes);
}

cm_status cm__lint_text(cm__lint *lint)
{
    cm__lint_ground ground = {0};
    cm_status status = cm__lint_ground_paint(&ground, lint->list);

    if (!status)
        check_contrast(lint, &ground);
    cm__lint_ground_clear(&ground);
    if (status)
        return status;
    check_sizes(lint);
    check_vertical(lint);
    check_levels(lint);
    return check_glyphs(lint);
}
