/* export_shape.h - parts and rings of a layer, as file formats ask about them. */
#ifndef CM_EXPORT_SHAPE_H
#define CM_EXPORT_SHAPE_H

#include <clustermap/features.h>

/* The parts of a row of lines or polygons: first .. end - 1. */
typedef struct cm__parts {
    size_t first, end;
} cm__parts;

cm__parts cm__parts_of(const cm_features *layer, size_t row);

/* How many polygons a row's rings make: its rings that are no holes, the first counted as such. */
size_t cm__outer_ring_count(const cm_features *layer, size_t row);

/* Whether a ring runs counter-clockwise: by its signed area; one without area does not. */
bool cm__ring_is_counter_clockwise(const cm_features *layer, size_t part);

#endif
