/* style.h - how a layer looks: worked out once, drawn on the page, in QGIS and on the web.
 *
 * All sizes are millimetres on the page, text sizes are points (1/72 inch). */
#ifndef CLUSTERMAP_STYLE_H
#define CLUSTERMAP_STYLE_H

#include <clustermap/classify.h>
#include <clustermap/features.h>
#include <clustermap/status.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct cm_colour {
    unsigned char red, green, blue, alpha; /* alpha 255: opaque, 0: not drawn */
} cm_colour;

typedef enum cm_shape {
    CM_SHAPE_CIRCLE,
    CM_SHAPE_SQUARE,
    CM_SHAPE_TRIANGLE,
    CM_SHAPE_DIAMOND,
    CM_SHAPE_STAR,
    CM_SHAPE_PENTAGON,
    CM_SHAPE_TRIANGLE_DOWN,
    CM_SHAPE_CROSS, /* an upright cross with arms a third of its size wide */
    CM_SHAPE_HEXAGON,
    CM_SHAPE_COUNT
} cm_shape;

/* The shape's name, such as "triangle-down"; NULL for CM_SHAPE_COUNT. */
const char *cm_shape_name(cm_shape shape);
/* The shape of that name, or CM_SHAPE_COUNT. name may be NULL. */
cm_shape cm_shape_find(const char *name);

/* How one class is drawn: a marker for points, a stroke for lines, fill and stroke for polygons. */
typedef struct cm_symbol {
    cm_shape shape;
    double size_mm; /* of a marker: the diameter of the circle of equal area */
    cm_colour fill;
    cm_colour stroke;
    double stroke_mm;     /* 0: no stroke */
    double dash_mm[4];    /* on, off, on, off; all 0: a whole line */
    cm_colour casing;     /* a second outline round a marker, so that it stands off its ground */
    double casing_mm;     /* 0: none */
    double arrow_mm;      /* of a line: the length of the head at its end; 0: none */
    double hatch_mm;      /* of an area: lines of the stroke's colour so far apart; 0: none */
    double hatch_deg;     /* their direction, counter-clockwise from the page's width */
    double hatch_line_mm; /* and their width */
} cm_symbol;

typedef struct cm_style_class {
    const char *value;   /* the category, as text, "" for a missing value; NULL: every value that no
                            other class has, or a graduated class */
    double lower, upper; /* of a graduated class: lower <= v < upper, the last closed above */
    const char *label;   /* for the legend, in the map's language */
    cm_symbol symbol;
    size_t count; /* features with a place (in a mere table, rows) that fall into the class */
} cm_style_class;

typedef enum cm_style_kind {
    CM_STYLE_SINGLE,
    CM_STYLE_CATEGORIES,
    CM_STYLE_GRADUATED
} cm_style_kind;

typedef struct cm_style_label {
    const char *column; /* the text; NULL: no labels */
    double size_pt;
    cm_colour colour;
    cm_colour halo;
    double halo_mm;
    double spacing_em; /* letter spacing: 0 none; districts 0.2 */
    bool bold;
    bool vertical; /* Japanese names of areas run from top to bottom; else only those that have room
                      so and not along a line */
    int priority;  /* 1 is placed first and must not be left out */
} cm_style_label;

/* Markers whose area, or lines whose width, is in proportion to a number of their row. */
typedef struct cm_style_size {
    const char *column; /* NULL: all markers of a class have its size */
    double value;       /* a marker of this value */
    double size_mm;     /* has this size; a line this width */
    const char *title;  /* over the nested circles of the legend; NULL: the column */
    const char *unit;   /* NULL: none */
} cm_style_size;

/* Read the fields freely; symbols, labels and the label style may be changed, texts only through
 * the functions below. {0} is a style without classes: nothing is drawn. */
typedef struct cm_style {
    cm_style_kind kind;
    const char *column; /* of the value; NULL for CM_STYLE_SINGLE */
    const char *title;  /* heading in the legend; NULL: none */
    const char *unit;   /* of the values, such as "members/km2"; NULL: none */
    cm_style_class *classes;
    size_t class_count;
    cm_style_label label;
    cm_style_size size;
    struct cm__arena *text;
} cm_style;

/* Reads "#rgb", "#rrggbb", "#rrggbbaa" (digits of either case) or "none", which is not drawn.
 * Returns CM_OK or CM_ERR_FORMAT, also if text is NULL. */
CM_MUST_CHECK cm_status cm_colour_read(cm_colour *out, const char *text);

/* One symbol for all features.
 * out     must be empty; label (NULL: none) is the legend's text. CM_OK or CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm_style_single(cm_style *out, const cm_symbol *symbol, const char *label);

/* One class for each value of a column, by falling count (ties: first seen), told apart by shape as
 * well as colour, labelled with the value. More than 8 values: the rest becomes one class labelled
 * `other`. A missing value is the last class, drawn hollow and labelled with a dash until
 * cm_style_set_category gives it words.
 *
 * other    borrowed for the call; NULL: "other"
 * geometry of the features decides between markers, strokes and fills
 * Returns CM_OK, CM_ERR_FORMAT (no such column), CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm_style_categories(cm_style *out, const cm_features *features,
                                            const char *column, const char *other);

/* Sets one category's symbol and label, adding the class at the end if the value has none; count is
 * not changed. In a graduated style the value "" makes a class of the rows without a number.
 * value    NULL: the class of all other values
 * symbol   NULL: kept, or for a new class the next of the palette
 * label    NULL: kept, or for a new class the value
 * Returns CM_OK or CM_ERR_NOMEM; the style is as before on failure. */
CM_MUST_CHECK cm_status cm_style_set_category(cm_style *style, const char *value,
                                              const cm_symbol *symbol, const char *label);

/* A colour ramp by name: "viridis", "cividis", "ylorbr", "blues", "greens", "reds", "greys".
 * at   0..1, clamped
 * Returns CM_OK or CM_ERR_FORMAT if there is no such ramp. */
CM_MUST_CHECK cm_status cm_ramp_get(cm_colour *out, const char *ramp, double at);

/* Graduated classes between limits, coloured along a ramp, labelled "0.5–1" in the fewest digits
 * that tell the limits apart and are true to a twentieth of the narrowest class. ramp    NULL:
 * "ylorbr", whose lowest class is the lightest, as it should be on paper Returns CM_OK,
 * CM_ERR_FORMAT (no such ramp), CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm_style_graduated(cm_style *out, const char *column,
                                           const cm_class_limits *limits, const char *ramp,
                                           cm_geometry geometry);

/* Counts the features of each class anew. Returns CM_OK or CM_ERR_FORMAT (no such column).
 * Cost: O(rows * class_count). */
CM_MUST_CHECK cm_status cm_style_count(cm_style *style, const cm_features *features);

/* The class of a row, or CM_ABSENT: no class takes its value, or the column is not there.
 * Cost: O(class_count). */
size_t cm_style_find_class(const cm_style *style, const cm_features *features, size_t row);

/* Makes the area of each marker proportional to a number of its row: that of `value` has the size
 * size_mm, a quarter of it half the size (the law of areas; Flannery's correction is not used, as
 * the legend shows the sizes themselves). None is smaller than 1 mm. The width of a line is
 * proportional to the number itself, and 0.1 mm at least.
 *
 * column, title, unit   copied; column NULL: markers are of their classes' sizes again
 * Returns CM_OK, CM_ERR_DOMAIN (value not > 0, size_mm not within 0.1..100), CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm_style_set_size(cm_style *style, const cm_style_size *size);

/* The size of a row's marker or the width of its line: NaN if it has no number, or one below 0, a
 * marker of which is drawn hollow in the size of its class; 0 of the style without sizes. */
double cm_style_find_size(const cm_style *style, const cm_features *features, size_t row);

/* Hatches the areas of graduated classes instead of colouring them, for print in one ink: the
 * higher the class, the closer and wider the lines. */
void cm_style_hatch(cm_style *style);

/* Replaces a text of the style; copied. CM_OK or CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm_style_set_title(cm_style *style, const char *title, const char *unit);
CM_MUST_CHECK cm_status cm_style_set_label_column(cm_style *style, const char *column);

/* Releases everything and leaves the style zeroed. NULL is allowed. */
void cm_style_clear(cm_style *style);

#endif
