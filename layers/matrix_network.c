/* matrix_network.c - the rows of a matrix of distances over a network, some at a time. */
#include "layers/matrix_network.h"
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "layers/network_inside.h"
#include <omp.h>

static const size_t CELLS = (size_t)1 << 22;

static size_t rows_at_once(const cm__matrix_travel *travel, int threads)
{
    const size_t workers = (size_t)(threads > 0 ? threads : omp_get_max_threads());
    const size_t rows = travel->to.count > 0 ? CELLS / travel->to.count : travel->from.count;
    const size_t wanted = rows > workers ? rows : workers;

    return wanted < travel->from.count ? wanted : travel->from.count;
}

/* What the rows at hand tell, as a share of all. */
typedef struct part {
    const cm_progress *whole;
    double before, share;
} part;

static bool tell_part(void *context, double share)
{
    const part *const of = context;

    return of->whole->step(of->whole->context, of->before + share * of->share);
}

cm_status cm__matrix_travel_open(cm__matrix_travel *out, const cm_network *network,
                                 const cm_features *from, const cm_features *to,
                                 const cm__matrix_travel_how *how)
{
    const cm_points from_points = {.x = from->x, .y = from->y, .count = from->table.row_count};
    const cm_points to_points = {.x = to->x, .y = to->y, .count = to->table.row_count};
    cm__matrix_travel travel = {.network = network};
    part of = {&how->progress, 0, 0};
    const cm_progress ears = {how->progress.step ? tell_part : NULL, &of};
    cm_status status;

    if (network->unit != CM_NETWORK_METRES)
        return cm__fail(CM_ERR_DOMAIN, "the network is travelled in minutes, not in metres");
    status = cm_network_find_places(&travel.from, network, &from_points, how->max_gap_m, &ears);
    if (!status)
        status = cm_network_find_places(&travel.to, network, &to_points, how->max_gap_m, &ears);
    travel.room = rows_at_once(&travel, how->threads);
    if (!status)
        status = cm__array_grow(&travel.distances_m, travel.room * travel.to.count + 1,
                                sizeof *travel.distances_m);
    if (status)
        cm__matrix_travel_clear(&travel);
    else
        *out = travel;
    return status;
}

cm_status cm__matrix_travel_on(cm__matrix_travel *travel, const cm__matrix_travel_how *how)
{
    const size_t first = travel->first + travel->count, left = travel->from.count - first;
    const size_t count = left < travel->room ? left : travel->room;
    const cm_network_places from = {travel->from.places + first, count};
    const double all = travel->from.count > 0 ? (double)travel->from.count : 1;
    part of = {&how->progress, (double)first / all, (double)count / all};
    cm_network_distances_options options = CM_NETWORK_DISTANCES_OPTIONS_INIT;
    cm_status status;

    options.threads = how->threads;
    if (how->progress.step)
        options.progress = (cm_progress){tell_part, &of};
    status = cm_network_distances(travel->distances_m, travel->network, from, travel->to, &options);
    if (status)
        return status;
    for (size_t i = 0; i < count * travel->to.count; i++)
        if (isinf(travel->distances_m[i]))
            travel->distances_m[i] = NAN;
    travel->first = first;
    travel->count = count;
    return CM_OK;
}

void cm__matrix_travel_clear(cm__matrix_travel *travel)
{
    cm__array_free(&travel->distances_m);
    cm_network_places_clear(&travel->to);
    cm_network_places_clear(&travel->from);
    *travel = (cm__matrix_travel){.network = NULL};
}
