/* map_sheet.h - one map while it is being laid out: what all the page's parts look at. */
#ifndef CM_MAP_SHEET_H
#define CM_MAP_SHEET_H

#include "output/map_page.h"
#include "output/map_plane.h"
#include "output/map_words.h"
#include <clustermap/map.h>

/* A member's symbol on the page. */
typedef struct cm__marker {
    size_t layer, row;
    size_t class_index; /* CM_ABSENT: no class has it, drawn hollow */
    size_t class_size;  /* rows of that class */
    double size_mm;     /* by a number of its row; 0: that of its class */
    double reach_mm;    /* half its side, with stroke and casing */
    cm_point place_mm;  /* where the member is */
    cm_point at_mm;     /* where its symbol stands: beside others of the same place */
} cm__marker;

/* The class of each row of a layer. */
typedef struct cm__sheet_classes {
    size_t *of_row;      /* CM_ABSENT where no class has it */
    size_t absent_count; /* rows with a place but without a class */
    size_t beyond_count; /* those of them that have a number, which no class takes */
} cm__sheet_classes;

/* A hexagon with members in it. */
typedef struct cm__gather_cell {
    cm_point at_mm; /* its middle */
    size_t count;
} cm__gather_cell;

enum { CM__GATHER_CLASSES_MAX = 5 };

/* Members that are not drawn one by one (map_gather.h). {0} is not decided. */
typedef struct cm__gather {
    bool is_decided, is_on, as_circles;
    bool is_beside;           /* of a map beside the page's own: width and classes are that one's */
    double width_m, width_mm; /* of a hexagon from side to side, on the ground and on the page */
    cm__gather_cell *cells;   /* column by column */
    size_t cell_count, member_count;
    size_t most;                          /* members in one hexagon */
    size_t lower[CM__GATHER_CLASSES_MAX]; /* the least number of each class */
    size_t class_count;
} cm__gather;

/* {0} is an empty sheet. */
typedef struct cm__sheet {
    const cm_map_layer *layers; /* borrowed, as are the options */
    size_t layer_count;
    size_t first_layer; /* its layers' numbers among all of the page's maps begin here */
    const cm_map_options *options;
    double grid_mm; /* vertices of lines and areas are rounded to it; 0: not */
    const char *font;
    cm__plane plane;
    cm__page page;
    cm_crs_factors factors; /* in the frame's middle */
    cm__sheet_classes *classes;
    cm__marker *markers; /* of members inside the frame, in the order in which they are drawn */
    size_t marker_count;
    size_t outside_count;                  /* members outside the frame */
    double farthest_mm;                    /* the symbol that stands farthest from its place */
    bool stacked;                          /* some members of one place lie on top of each other */
    cm__gather gather;                     /* those that are no markers */
    const struct cm__sheet *const *beside; /* of a page's own map: its details, whose layers are for
                                              the legend, too. Borrowed */
    size_t beside_count;
} cm__sheet;

/* Releases what the sheet owns. */
void cm__sheet_clear(cm__sheet *sheet);

/* The i-th of all layers that are on the page, the map's own first, then those that only insets
 * have: each has a source to be named. NULL after the last. */
const cm_map_layer *cm__sheet_credited(const cm__sheet *sheet, size_t i);

static inline const char *cm__sheet_word(const cm__sheet *sheet, cm__word word)
{
    return cm__word_get(word, sheet->options->language);
}

#endif
