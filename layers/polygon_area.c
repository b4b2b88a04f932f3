/* polygon_area.c - how large polygons are. */
#include "layers/polygon_area.h"
#include "geo/ring.h"

double cm__row_area(const cm_features *polygons, size_t row)
{
    double sum = 0;

    for (size_t p = polygons->first_part[row]; p < polygons->first_part[row + 1]; p++) {
        const size_t first = polygons->first_vertex[p];
        sum += cm__ring_area(polygons->x + first, polygons->y + first,
                             polygons->first_vertex[p + 1] - first);
    }
    return sum;
}
