/* export_shape.c - parts and rings of a layer, as file formats ask about them. */
#include "output/export_shape.h"
#include "geo/ring.h"

cm__parts cm__parts_of(const cm_features *layer, size_t row)
{
    return (cm__parts){layer->first_part[row], layer->first_part[row + 1]};
}

size_t cm__outer_ring_count(const cm_features *layer, size_t row)
{
    const cm__parts parts = cm__parts_of(layer, row);
    size_t count = 0;

    for (size_t part = parts.first; part < parts.end; part++)
        count += part == parts.first || !layer->is_hole[part];
    return count;
}

bool cm__ring_is_counter_clockwise(const cm_features *layer, size_t part)
{
    const size_t first = layer->first_vertex[part];

    return cm__ring_area(layer->x + first, layer->y + first,
                         layer->first_vertex[part + 1] - first) > 0;
}
