/* map_legend.h - what every symbol on the map means. */
#ifndef CM_MAP_LEGEND_H
#define CM_MAP_LEGEND_H

#include "output/map_sheet.h"
#include "output/map_wrap.h"

typedef enum cm__legend_kind {
    CM__LEGEND_TITLE,
    CM__LEGEND_HEADING, /* of a layer with several classes */
    CM__LEGEND_MARKER,
    CM__LEGEND_LINE,
    CM__LEGEND_AREA,
    CM__LEGEND_SIZES,       /* nested circles, on one ground line */
    CM__LEGEND_NOTE,        /* below a heading, without a swatch */
    CM__LEGEND_MORE,        /* a text's second and later lines */
    CM__LEGEND_MORE_HEADING /* the same of a heading */
} cm__legend_kind;

enum { CM__LEGEND_SIZES_MAX = 4 };

/* What symbols of some round values look like, the largest first. */
typedef struct cm__legend_sizes {
    double size_mm[CM__LEGEND_SIZES_MAX];
    char text[CM__LEGEND_SIZES_MAX][24];
    size_t count;
} cm__legend_sizes;

typedef struct cm__legend_row {
    cm__legend_kind kind;
    const char *text;
    bool begins_layer;
    cm_symbol symbol; /* as the map draws it */
    cm__legend_sizes sizes;
    double text_mm; /* the text's width */
    double height_mm;
    cm_point at; /* upper left corner, from the legend's */
} cm__legend_row;

/* {0} is no legend. */
typedef struct cm__legend {
    cm__legend_row *rows;
    size_t row_count;
    double swatch_mm; /* the width that swatches take */
    double width_mm, height_mm;
    cm__lines texts;
} cm__legend;

/* Collects the rows: members first, then lines, bands and outlines, of the map, and those of its
 * details that look unlike all of the map's; each layer with its title, the
 * unit of its values and a row for each of its classes with the number of its features; rows
 * without a class are drawn hollow and named so. Symbols in proportion to a number are shown for
 * some round values, nested.
 *
 * out   must be empty; cleared by cm__legend_clear, also after a failure; row_count 0: no layer is
 *       for the legend
 * Returns CM_OK; CM_ERR_FORMAT if the font lacks a character; CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__legend_collect(cm__legend *out, const cm__sheet *sheet);

/* Adds a row, and rows for the further lines of a text that is too wide for one.
 * Returns CM_OK; CM_ERR_FORMAT if the font lacks a character; CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__legend_add_row(cm__legend *out, const cm__sheet *sheet,
                                           cm__legend_row row, const cm__text *text);

/* Sets the rows in so many columns of about equal height; a layer's heading stays with what follows
 * it. May be called again. */
void cm__legend_set_columns(cm__legend *legend, size_t columns);

/* Adds the group `legend`. at is the upper left corner. */
CM_MUST_CHECK cm_status cm__legend_draw(cm__list *list, const cm__legend *legend, cm_point at);

void cm__legend_clear(cm__legend *legend);

#endif
