/* map.h - a printed map: layers laid out on a page, and written as PDF, SVG or PNG. */
#ifndef CLUSTERMAP_MAP_H
#define CLUSTERMAP_MAP_H

#include <clustermap/crs.h>
#include <clustermap/features.h>
#include <clustermap/place.h>
#include <clustermap/progress.h>
#include <clustermap/status.h>
#include <clustermap/style.h>
#include <math.h>
#include <stdbool.h>
#include <stddef.h>

/* What a layer is on the map, from the ground up; it decides order, labels and legend. */
typedef enum cm_map_role {
    CM_MAP_OUTLINES, /* land and its division; the ground that symbols may cover */
    CM_MAP_BANDS,    /* classed areas: density, choropleth */
    CM_MAP_LINES,    /* links, rings, roads */
    CM_MAP_MEMBERS,  /* the points that the map is about: nothing may cover them */
    CM_MAP_PLACES    /* points that help the reader: stations; drawn under the members, named, and
                        not counted */
} cm_map_role;

typedef struct cm_map_layer {
    const cm_features *features; /* any CRS; borrowed for the call */
    const cm_style *style;       /* borrowed for the call */
    const char *id;    /* ASCII letters, digits, - and _; the SVG group; unique on the map */
    const char *title; /* for the legend and the PDF's layer list, in the map's language */
    cm_map_role role;
    bool approximate; /* simplified or approximate data: said in the credit line */
    bool no_legend;
    double bend; /* of lines of two places, as links are: how far their middle lies off the straight
                    line, as a share of its length, to its right; -1..1, 0: straight */
    double clear_mm; /* such lines end so far from their places: beside the symbols there */
} cm_map_layer;

/* The subject of a map is its members, if it has any (then bands and lines round them are shown
 * whole if that takes no much smaller scale), else its bands and lines, else all. */
typedef enum cm_map_language {
    CM_MAP_JAPANESE,
    CM_MAP_ENGLISH,
    CM_MAP_BOTH /* the page's own words in Japanese and English; what it is given as it is */
} cm_map_language;

/* A second, smaller map on the page. */
typedef enum cm_map_inset_kind {
    CM_MAP_DETAIL, /* a part at a larger scale, or one that lies far off: members in it count as
                      being on the map */
    CM_MAP_LOCATOR /* where the map lies: its frame is drawn in it as a box */
} cm_map_inset_kind;

typedef struct cm_map_inset {
    const char *id;    /* ASCII letters, digits, - and _; unique among layers and insets */
    const char *title; /* printed above it with its scale; NULL: none */
    cm_map_inset_kind kind;
    const cm_map_layer *layers; /* borrowed; NULL: the map's own, of a locator its outlines */
    size_t layer_count;
    double width_mm,
        height_mm;       /* of its frame, 20..1000; 0: a quarter of the page's width, square */
    double scale;        /* as in the options */
    cm_lonlat centre;    /* NaN: the middle of bounds, or of its subject */
    cm_box bounds;       /* degrees; NaN: its subject */
    const cm_crs *plane; /* NULL: the map's own */
    bool below;          /* in a row below the frame, instead of in a corner of it */
} cm_map_inset;
/* clang-format off */
#define CM_MAP_BOUNDS_NONE {NAN, NAN, NAN, NAN}
#define CM_MAP_INSET_INIT {.centre = {NAN, NAN}, .bounds = CM_MAP_BOUNDS_NONE}
/* clang-format on */

/* A list in the margin: what the numbers on the map stand for, or a table of projects. */
typedef struct cm_map_index {
    const char *title;        /* NULL: none */
    const char *const *lines; /* UTF-8: a number, a tab, what it stands for; further tabs and
                                 figures, which stand in columns under those of the lines before
                                 and after; or a heading */
    size_t count;             /* 0: no list; at most 2000 */
    bool beside;              /* right of the frame, instead of below it */
    bool inside;              /* one column in a free corner of the frame, if there is one for it;
                                 from version 4 of the map's options on */
    double width_mm;          /* of one column of the list, 20..150; 0: 46 */
} cm_map_index;

/* What there was in some years, as bars: a strip below the map, or a panel on it. */
#define CM_MAP_TIMELINE_MAX 300
typedef struct cm_map_timeline_value {
    int year;
    double value;      /* 0..1e15 */
    const char *label; /* printed in its stead, such as "about 100"; NULL: the number */
} cm_map_timeline_value;

typedef struct cm_map_timeline {
    const char *title;                   /* what the bars count; NULL: none */
    const char *source;                  /* named in the credit line; NULL: not */
    const cm_map_timeline_value *values; /* by rising years; borrowed */
    size_t count;                        /* 0: none; at most CM_MAP_TIMELINE_MAX */
    double width_mm; /* 30..1000: of a panel in a free corner of the frame, if there is one; 0:
                        below the frame, as wide as that */
} cm_map_timeline;

#define CM_MAP_INSETS_MAX 12

/* What becomes of members whose symbols are too many to be read. */
typedef enum cm_map_gather {
    CM_MAP_GATHER_AUTO,     /* they are gathered if there are more than CM_MAP_GATHER_FROM of them
                               and they cover more than CM_MAP_GATHER_SHARE of where they stand:
                               in hexagons, or in circles if the map has bands, whose colours
                               hexagons would hide */
    CM_MAP_GATHER_NEVER,    /* each is drawn */
    CM_MAP_GATHER_HEXAGONS, /* they are, however few: members in each hexagon, in graduated
                               colours */
    CM_MAP_GATHER_CIRCLES   /* the same hexagons, each with a circle in its middle whose area is in
                               proportion to the members in it */
} cm_map_gather;

#define CM_MAP_GATHER_FROM 500
/* Symbols by cells of where they stand, on a lattice of 5 mm: a cell with members counts whole,
 * however few they are, and is covered by the area of their symbols, by the whole cell at most. */
#define CM_MAP_GATHER_SHARE 0.35

typedef struct cm_map_options {
    unsigned version;           /* set by CM_MAP_OPTIONS_INIT */
    double width_mm, height_mm; /* of the page, 50..2000; default A4 portrait */
    double margin_mm;           /* 5..100; default 12 */
    double scale;               /* denominator, 100..1e8; 0: the roundest that fits the subject */
    cm_lonlat centre;           /* NaN: the middle of the subject; not used without a CRS */
    const cm_crs *plane;        /* NULL: chosen for the data */
    cm_map_language language;
    const char *title; /* UTF-8; NULL: none. All texts are borrowed for the call */
    const char *subtitle;
    const char *as_of;   /* "2003" or "2026-11-24": printed; NULL: none */
    const char *credit;  /* further sources, one a line, printed after those of the layers */
    const char *author;  /* NULL: none is written */
    const char *font;    /* family; default "Noto Sans CJK JP". Where it does not do another stands
                            in, as the report says */
    double dpi;          /* of PNG, 36..1200; default 300 */
    long long created_s; /* seconds since 1970 written into PDF; default 0 */
    cm_progress progress;
    /* From version 2 on: */
    cm_box bounds; /* degrees, x east and y north: what the frame shows at least, and closely if no
                      scale is given; all NaN: the subject. Not used without a CRS */
    const cm_map_inset *insets; /* borrowed; at most CM_MAP_INSETS_MAX */
    size_t inset_count;
    bool is_diagram; /* millimetres in a plane without a CRS, such as a family tree: no scale bar,
                        no north arrow, nothing of a projection */
    cm_map_index index; /* its texts are borrowed for the call */
    /* From version 3 on: */
    cm_map_gather gather; /* of members of one symbol for each class; those in proportion to a
                             number are always drawn, each at its place */
    /* From version 4 on: */
    cm_map_timeline timeline;
    const char *second_title; /* the same in another language, printed smaller under them; NULL: not
                               */
    const char *second_subtitle;
} cm_map_options;
/* clang-format off */
#define CM_MAP_OPTIONS_INIT                                                                        \
    {.version = 4, .width_mm = 210, .height_mm = 297, .margin_mm = 12, .centre = {NAN, NAN},       \
     .dpi = 300, .bounds = CM_MAP_BOUNDS_NONE}
/* clang-format on */

typedef struct cm_map cm_map;

/* What was drawn, for the program's report. */
typedef struct cm_map_report {
    double scale;                   /* denominator */
    cm_box frame_mm;                /* the map's frame on the page, y down */
    cm_box frame_plane;             /* the same in the plane */
    size_t members;                 /* symbols of CM_MAP_MEMBERS inside the frame */
    size_t outside;                 /* and outside it and every detail: these are not on the map */
    size_t labels, labels_left_out; /* of the map and its insets */
    const char *const *left_out;    /* the text of each label that found no room; borrowed */
    const char *crs;
    size_t gathered;   /* of members: those drawn as hexagons or circles; their names are neither
                          printed nor counted among labels_left_out */
    double gathered_m; /* the width on the ground of such a hexagon; 0: none is gathered */
    const char *font_instead; /* family that stands in for the one asked for; NULL: none does */
    const char
        *font_lacks;       /* the first character that was not in it; NULL: there is no such font */
    const char *font_text; /* the text with that character */
    size_t font_texts;     /* with such characters */
} cm_map_report;

/* Lays the map out. Layers are drawn by role, within a role in the order given; the fills of
 * outlines lie under everything, their lines over the bands. Furniture stands in corners of the
 * frame that hold no member, or below the frame. Members that would cover each other are drawn side
 * by side, and the credit says how far off; too many to be read are gathered, and the legend says
 * so. The scale is true on the ground in the frame's middle.
 *
 * out   receives the map; end it with cm_map_destroy
 * Returns CM_OK; CM_ERR_DOMAIN (an option out of range; nothing has a place; the map reaches beyond
 * its projection; the page leaves no room for it); CM_ERR_FORMAT (an id that is not allowed or not
 * unique; a CRS that is not known; the font lacks a character: which, and in which text);
 * CM_ERR_NOMEM; CM_ERR_STOPPED.
 * pango, fontconfig and GLib end the program when memory runs out: draw when all else is safe.
 * One thread at a time may draw in a process. */
CM_MUST_CHECK cm_status cm_map_create(cm_map **out, const cm_map_layer *layers, size_t count,
                                      const cm_map_options *options);

/* Releases it, with all that was borrowed from it. NULL is allowed. */
void cm_map_destroy(cm_map *map);

/* What the layout came to; borrowed from the map. */
const cm_map_report *cm_map_get_report(const cm_map *map);

/* Makes a page on which a map is shown four times, reduced: as printed, in grey, and as readers
 * without green and without red cones see it (Machado, Oliveira and Fernandes 2009), each under its
 * title in the map's language. Text stays text. It has no georeference and an empty report.
 *
 * out   receives the proof, of the map's own size; end it with cm_map_destroy. The map may go first
 * Returns CM_OK, CM_ERR_FORMAT (the font lacks a character), CM_ERR_NOMEM.
 * Cost: about four times that of the map's drawing. One thread at a time may draw in a process. */
CM_MUST_CHECK cm_status cm_map_proof(cm_map **out, const cm_map *map);

/* Writes the page; the file is replaced when the new one is whole.
 * path    for cm_map_write_png a world file (.pgw) goes beside it
 * Returns CM_OK, CM_ERR_IO, CM_ERR_NOMEM, CM_ERR_LIMIT (PNG over 32767 pixels a side). */
CM_MUST_CHECK cm_status cm_map_write_png(const cm_map *map, const char *path);
CM_MUST_CHECK cm_status cm_map_write_svg(const cm_map *map, const char *path);
CM_MUST_CHECK cm_status cm_map_write_pdf(const cm_map *map, const char *path);

/* Writes several maps as the pages of one PDF, each with its own layers and georeference; title,
 * author, language and date are the first one's.
 * count   1..1000
 * Returns as cm_map_write_pdf, and CM_ERR_DOMAIN for another count. */
CM_MUST_CHECK cm_status cm_map_write_pages(const cm_map *const *maps, size_t count,
                                           const char *path);

#endif
