/* qgis_class.h - which of a style's classes a row falls into, in the words of QGIS. */
#ifndef CM_QGIS_CLASS_H
#define CM_QGIS_CLASS_H

#include "output/qgis_style.h"

/* QGIS takes numbers for equal that are as near as this (four times the least step from 1), where
 * it looks for their range. */
#define CM__QGIS_NEAR 8.9e-16

typedef enum cm__qgis_kind {
    CM__QGIS_NOTHING,
    CM__QGIS_SINGLE,
    CM__QGIS_CATEGORIES, /* of texts, or of numbers that an expression gives the classes */
    CM__QGIS_RANGES
} cm__qgis_kind;

/* The classes of a layer as QGIS has them: those of its style, then one more if some rows are drawn
 * without one. */
typedef struct cm__qgis_classes {
    const cm_map_layer *layer;
    const cm__qgis_file *file;
    size_t column;      /* of the values, or CM_ABSENT */
    size_t size_column; /* of the sizes, or CM_ABSENT */
    cm__qgis_kind kind;
    bool by_number;      /* categories: an expression gives their numbers, not their values */
    size_t count;        /* of QGIS's classes */
    size_t absent_count; /* rows in the last, if it is one more */
    size_t beyond_count; /* those of them that have a number */
    const char *missing; /* categories: what stands for a missing value; NULL: nothing needs to */
    double sentinel;     /* ranges: the first of the numbers that stand for none */
} cm__qgis_classes;

/* One pass over the rows. What comes back borrows from both. */
cm__qgis_classes cm__qgis_classes_find(const cm_map_layer *layer, const cm__qgis_file *file);

/* The style's class that is QGIS's i-th; CM_ABSENT: of rows without one. */
size_t cm__qgis_class_index(const cm__qgis_classes *classes, size_t i);

/* Adds the field or expression whose values the classes are of. */
void cm__qgis_class_add_expression(cm__text *out, const cm__qgis_classes *classes);

/* Adds a category's value; "" is all that no other has. */
void cm__qgis_class_add_value(cm__text *out, const cm__qgis_classes *classes, size_t i);

/* Adds how many rows the row's class has. There must be a column. */
void cm__qgis_class_add_frequency(cm__text *out, const cm__qgis_classes *classes);

/* Adds by what the size of a row's marker is multiplied, since QGIS measures shapes otherwise
 * (cm__qgis_marker_factor): one number, or an expression where classes have different shapes. QGIS
 * explains sizes in its legend only if all symbols have the same expression. */
void cm__qgis_class_add_factor(cm__text *out, const cm_map_layer *layer, const cm__qgis_file *file);

typedef struct cm__qgis_range {
    double lower, upper;
    bool is_open; /* another class begins where this one ends */
} cm__qgis_range;
cm__qgis_range cm__qgis_class_range(const cm__qgis_classes *classes, size_t i);

#endif
