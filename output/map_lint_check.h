/* map_lint_check.h - what the checks of a finished map are written with. */
#ifndef CM_MAP_LINT_CHECK_H
#define CM_MAP_LINT_CHECK_H

#include "geo/base_text.h"
#include "output/map_box.h"
#include "output/map_manifest.h"
#include "output/map_path.h"
#include "output/map_words.h"
#include <clustermap/map_lint.h>

/* What is known of a point so far. */
typedef struct cm__lint_found {
    bool said;
    cm_map_lint_status status;
    size_t misses;
    cm__text text;
} cm__lint_found;

typedef struct cm__lint {
    const cm__list *list;
    const cm__manifest *manifest;
    cm__plane plane; /* of the list's own CRS: the checks do not trust the layout's */
    cm__page page;   /* and of its georeference */
    cm__lint_found found[CM_MAP_LINT_POINTS];
    cm_status failed; /* the first failure of what answers a question: memory ran out */
} cm__lint;

/* out   overwritten; ended by cm__lint_end, also after a failure. Borrows from the map.
 * Returns CM_OK, CM_ERR_NOMEM, CM_ERR_FORMAT (the list's CRS is not known). */
CM_MUST_CHECK cm_status cm__lint_begin(cm__lint *out, const cm_map *map);
void cm__lint_end(cm__lint *lint);

/* A group of checks; each says something about every one of its points.
 * Returns CM_OK, CM_ERR_NOMEM or what a pen says. */
typedef cm_status cm__lint_checks(cm__lint *lint);
CM_MUST_CHECK cm_status cm__lint_page(cm__lint *lint);      /* 1-6 */
CM_MUST_CHECK cm_status cm__lint_furniture(cm__lint *lint); /* 7-9, 17, 34 */
CM_MUST_CHECK cm_status cm__lint_legend(cm__lint *lint);    /* 10-13 */
CM_MUST_CHECK cm_status cm__lint_frame(cm__lint *lint);     /* 14-16 */
CM_MUST_CHECK cm_status cm__lint_names(cm__lint *lint);     /* 18-22 */
CM_MUST_CHECK cm_status cm__lint_text(cm__lint *lint);      /* 23-27 */
CM_MUST_CHECK cm_status cm__lint_theme(cm__lint *lint);     /* 28-33 */
CM_MUST_CHECK cm_status cm__lint_file(cm__lint *lint);      /* 1, 35-38 */

/* Its parts, for files that are drawn already: an image of 72 dpi. */
void cm__lint_png_file(cm__lint *lint, const cm__text *png);
void cm__lint_pdf_file(cm__lint *lint, const cm__text *pdf);
void cm__lint_svg_file(cm__lint *lint, const cm__text *svg);
void cm__lint_same_file(cm__lint *lint, const char *name, const cm__text *a, const cm__text *b);

/* What was found of a point. A miss outweighs all else, and the first one is told; else what was
 * said first stands, but that it does not apply gives way. Out of memory sticks in its text. */
#ifdef __GNUC__
__attribute__((format(printf, 3, 4)))
#endif
void
cm__lint_meet(cm__lint *lint, int point, const char *format, ...);
#ifdef __GNUC__
__attribute__((format(printf, 3, 4)))
#endif
void
cm__lint_miss(cm__lint *lint, int point, const char *format, ...);
void cm__lint_pass_over(cm__lint *lint, int point, const char *why);

/* Keeps the first failure; CM_OK changes nothing. */
void cm__lint_fail(cm__lint *lint, cm_status status);

/* A number as text for them: rounded to so many decimals, in a buffer of the caller's. */
#define CM__LINT_NUMBER CM__ROUNDED_MAX
const char *cm__lint_print(char *buffer, double value, int decimals);
#define CM__SHOW(value, decimals) cm__lint_print((char[CM__LINT_NUMBER]){0}, value, decimals)

/* A name as text for them: its beginning. */
#define CM__LINT_NAME 64
const char *cm__lint_clip(char *buffer, const char *name);
#define CM__NAME(name) cm__lint_clip((char[CM__LINT_NAME]){0}, name)

/* Walks over all items in the order in which they are drawn: {.list = list} is before the first. */
typedef struct cm__walk {
    const cm__list *list;
    size_t layer, group, item; /* of the next one */
    const cm__layer *in_layer; /* of the one handed out */
    const cm__group *in_group;
} cm__walk;
const cm__item *cm__walk_next(cm__walk *walk);
/* The next one in groups that hold such things. */
const cm__item *cm__walk_find(cm__walk *walk, cm__holds holds);

/* The manifest's layer whose symbols or names are in the group. */
const cm__manifest_layer *cm__lint_layer(const cm__lint *lint, const cm__group *group);

/* The group of that id; NULL if there is none or nothing is in it. */
const cm__group *cm__lint_group(const cm__lint *lint, const char *id);

/* The box of all ink of a group; empty for NULL. */
cm_box cm__lint_ink(const cm__group *group);

/* Ink without the halo of a text. */
cm_box cm__lint_letters(const cm__item *item);

/* Whether the credit says this, wherever its lines are broken. */
bool cm__lint_credits(cm__lint *lint, const char *said);
/* Whether it says so among those layers that it calls approximate. */
bool cm__lint_credits_approximate(cm__lint *lint, const char *said);

/* The pieces of furniture that stand on the map, the paper under them included: at most so many. */
enum { CM__LINT_PIECES_MAX = 8 + CM_MAP_INSETS_MAX };
typedef struct cm__lint_piece {
    const char *id;
    cm_box box;
} cm__lint_piece;
size_t cm__lint_pieces(cm__lint_piece *out, const cm__lint *lint);

/* The area that two boxes have in common. */
static inline double cm__lint_common(const cm_box *a, const cm_box *b)
{
    const double width = fmin(a->x_max, b->x_max) - fmax(a->x_min, b->x_min);
    const double height = fmin(a->y_max, b->y_max) - fmax(a->y_min, b->y_min);

    return width > 0 && height > 0 ? width * height : 0;
}

/* Whether a marker is drawn at all: one that only bears a name is not. */
static inline bool cm__lint_is_inked(const cm_symbol *symbol)
{
    return symbol->fill.alpha > 0 || (symbol->stroke.alpha > 0 && symbol->stroke_mm > 0);
}

/* Whether something of an item is drawn in its layer's clip. */
static inline bool cm__lint_is_seen(const cm__item *item)
{
    return !cm__box_is_empty(&item->ink_mm);
}

#endif
