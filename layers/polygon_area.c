/* polygon_area.c - how large polygons are. */
#include "layers/polygon_area.h"

double cm__ring_area(const double *x, const double *y, size_t count)
{
    double sum = 0;

    for (size_t i = 1; i + 1 < count; i++)
        sum += (x[i] - x[0]) * (y[i + 1] - y[0]) - (x[i + 1] - x[0]) * (y[i] - y[0]);
    return sum / 2;
}

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
