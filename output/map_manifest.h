/* map_manifest.h - what a finished map was made of: what its checks compare the display list with.
 */
#ifndef CM_MAP_MANIFEST_H
#define CM_MAP_MANIFEST_H

#include "output/map_arrange.h"
#include "output/map_names.h"

/* All texts are copies in the manifest's arena. */
typedef struct cm__manifest_class {
    const char *label;   /* as the legend prints it */
    double lower, upper; /* of a graduated class */
    bool is_rest;        /* the rows without a value */
    cm_symbol symbol;    /* as it is drawn */
    size_t count;        /* as the style says, and the legend */
    size_t found;        /* rows with a place that fall into it */
} cm__manifest_class;

typedef struct cm__manifest_layer {
    const char *id, *title, *source; /* title, source: NULL if it has none */
    const char *column, *unit;       /* of its classes; NULL if they have none */
    cm_map_role role;
    cm_geometry geometry;
    cm_style_kind kind;
    bool approximate, no_legend, has_names;
    bool is_gathered,
        in_hexagons;            /* drawn by counts and not by its classes; in coloured hexagons */
    const char *size_column;    /* symbols are in proportion to it; NULL: they are not */
    double size_value, size_mm; /* a marker of this value has this size */
    bool is_credited;           /* not the same layer again in a detail */
    size_t inset;               /* the one that it is drawn in; CM_ABSENT: the page's own map */
    cm__manifest_class *classes;
    size_t class_count;
    size_t absent_count; /* rows with a place but without a class */
    size_t beyond_count; /* those of them that have a number, which no class takes */
} cm__manifest_layer;

/* A map on the page: its own, or an inset. */
typedef struct cm__manifest_frame {
    const char *id;  /* NULL: the page's own */
    const char *crs; /* NULL: none */
    bool is_locator, is_outside;
    cm_box box_mm; /* with its heading; of the page's own the same as the page's frame */
    cm__page page; /* from millimetres to its plane and back */
} cm__manifest_frame;

/* {0} is an empty manifest. */
typedef struct cm__manifest {
    const char *title, *subtitle, *as_of; /* NULL: none was asked for */
    cm_map_language language;
    double dpi;
    bool has_legend, is_diagram;
    cm_box legend_mm, scalebar_mm;   /* with their paper */
    size_t names_asked, first_asked; /* all, and those of priority 1 */
    const char **first_left_out;     /* those of priority 1 that found no room */
    size_t first_left_out_count;
    cm__manifest_frame map;
    cm__manifest_frame *insets;
    size_t inset_count;
    cm__manifest_layer *layers; /* those of the map, then of each inset */
    size_t layer_count;
    double
        graticule_step_s; /* seconds of arc from line to line; 0: there is none. Set by the map */
    struct cm__arena *text;
} cm__manifest;

/* Writes down a map that has been laid out.
 * out   must be empty; cleared by cm__manifest_clear, also after a failure
 * Returns CM_OK or CM_ERR_NOMEM. Cost: O(rows). */
CM_MUST_CHECK cm_status cm__manifest_make(cm__manifest *out, const cm__sheet *sheet,
                                          const cm__arrangement *arrangement,
                                          const cm__names *names);

void cm__manifest_clear(cm__manifest *manifest);

#endif
