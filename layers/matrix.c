/* matrix.c - the distances between every two points of two layers. */
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "layers/matrix_cells.h"
#include "layers/matrix_network.h"
#include <math.h>
#include <string.h>

static cm_status make_places(cm__geodesic_place **out, const cm_features *layer)
{
    const size_t count = layer->table.row_count;
    cm_status status = cm__array_grow(out, count + 1, sizeof **out);

    for (size_t i = 0; i < count && !status; i++)
        (*out)[i] = cm__geodesic_place_make((cm_lonlat){layer->x[i], layer->y[i]});
    return status;
}

cm_status cm__matrix_open(cm__matrix *out, const cm_features *from, const cm_features *to,
                          bool is_geodesic)
{
    cm__matrix matrix = {.from = from, .to = to};
    cm_status status = CM_OK;

    if (from->geometry != CM_GEOMETRY_POINT || to->geometry != CM_GEOMETRY_POINT)
        return cm__fail(CM_ERR_FORMAT, "points are needed, and the layer has none");
    if (is_geodesic)
        status = make_places(&matrix.from_places, from);
    if (!status && is_geodesic)
        status = make_places(&matrix.to_places, to);
    if (status)
        cm__matrix_clear(&matrix);
    else
        *out = matrix;
    return status;
}

/* Not the layer's NaN alone is no place: see cm_features_has_place. */
static double plane_distance_m(const cm__matrix *matrix, size_t row, size_t column)
{
    const double distance_m = hypot(matrix->to->x[column] - matrix->from->x[row],
                                    matrix->to->y[column] - matrix->from->y[row]);

    return isfinite(distance_m) ? distance_m : NAN;
}

void cm__matrix_fill(double *out, const cm__matrix *matrix, size_t row, size_t begin, size_t end)
{
    const cm__matrix_travel *const travel = matrix->travel;

    if (travel && end > begin)
        memcpy(out, travel->distances_m + (row - travel->first) * travel->to.count + begin,
               (end - begin) * sizeof *out);
    for (size_t i = begin; i < end && !travel; i++)
        out[i - begin] = matrix->from_places ? cm__geodesic_length_m(&matrix->from_places[row],
                                                                     &matrix->to_places[i])
                                             : plane_distance_m(matrix, row, i);
}

void cm__matrix_clear(cm__matrix *matrix)
{
    cm__array_free(&matrix->to_places);
    cm__array_free(&matrix->from_places);
    *matrix = (cm__matrix){0};
}
