/* service_pieces.c - the parts of a network's edges that are reached, and from where. */
#include "layers/service_pieces.h"
#include "geo/base_memory.h"
#include <stdlib.h>

/* A place on an edge from which travel goes on: an end of the edge, or where a centre comes to it.
 */
typedef struct start {
    double at_m, cost;
    uint32_t owner;
} start;

typedef struct finding {
    cm__service_pieces *out;
    const cm__network_reach *reach;
    const cm__service_centre *centres; /* sorted by edge, then along it */
    size_t centre_count;
    double max;
    start *starts; /* of the edge at hand */
    size_t start_capacity;
} finding;

static int compare_centres(const void *a, const void *b)
{
    const cm__service_centre *const x = a, *const y = b;

    if (x->place.edge != y->place.edge)
        return x->place.edge < y->place.edge ? -1 : 1;
    if (x->place.along_m != y->place.along_m)
        return x->place.along_m < y->place.along_m ? -1 : 1;
    return (x->owner > y->owner) - (x->owner < y->owner);
}

static double low_end(const cm__service_piece *piece)
{
    return fmin(piece->from_m, piece->to_m);
}

static int compare_pieces(const void *a, const void *b)
{
    const cm__service_piece *const x = a, *const y = b;

    if (x->owner != y->owner)
        return x->owner < y->owner ? -1 : 1;
    if (x->edge != y->edge)
        return x->edge < y->edge ? -1 : 1;
    return (low_end(x) > low_end(y)) - (low_end(x) < low_end(y));
}

/* The first centre that comes to the edge, or where it would stand. */
static size_t first_centre(const finding *work, size_t edge)
{
    size_t low = 0, high = work->centre_count;

    while (low < high) {
        const size_t middle = (low + high) / 2;
        if (work->centres[middle].place.edge < edge)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool has_centre(const finding *work, size_t edge)
{
    const size_t i = first_centre(work, edge);

    return i < work->centre_count && work->centres[i].place.edge == edge;
}

static cm_status add_piece(finding *work, cm__service_piece piece)
{
    cm__service_pieces *const out = work->out;
    cm_status status;

    if (!(piece.to_m != piece.from_m))
        return CM_OK;
    status = cm__array_reserve(&out->pieces, out->count, &out->capacity, sizeof *out->pieces);
    if (!status)
        out->pieces[out->count++] = piece;
    return status;
}

/* How far one comes from a start before the way costs too much, at most to the next start. */
static double find_reach(const finding *work, const start *from, double pace, double length_m)
{
    if (!(from->cost <= work->max) || isinf(pace))
        return 0;
    return pace > 0 ? fmin(length_m, (work->max - from->cost) / pace) : length_m;
}

/* Two starts and nothing between: each has the way up to where the other one comes as cheaply. */
static cm_status share_out(finding *work, uint32_t edge, const start *pair, double forward,
                           double backward)
{
    const double length_m = pair[1].at_m - pair[0].at_m;
    double there_m = find_reach(work, &pair[0], forward, length_m);
    double back_m = find_reach(work, &pair[1], backward, length_m);
    cm_status status;

    if (there_m + back_m >= length_m && there_m > 0 && back_m > 0) {
        const double both = forward + backward;
        const double meet_m = both > 0 ? (pair[1].cost - pair[0].cost + backward * length_m) / both
                              : pair[0].cost <= pair[1].cost ? length_m
                                                             : 0;
        there_m = fmin(fmax(meet_m, 0), length_m);
        back_m = length_m - there_m;
    }
    const double meeting_m = pair[0].at_m + there_m;
    const double turn_m = there_m + back_m >= length_m ? meeting_m : pair[1].at_m - back_m;
    status = add_piece(work, (cm__service_piece){edge, pair[0].owner, pair[0].at_m,
                                                 there_m < length_m ? meeting_m : pair[1].at_m,
                                                 pair[0].cost, forward});
    if (!status && back_m > 0)
        status = add_piece(work, (cm__service_piece){edge, pair[1].owner, pair[1].at_m,
                                                     back_m < length_m ? turn_m : pair[0].at_m,
                                                     pair[1].cost, backward});
    return status;
}

static start node_start(const finding *work, uint32_t node, double at_m)
{
    const cm__network_state *const state = &work->reach->states[node];

    return (start){at_m, state->cost, state->label & ~CM__NETWORK_SETTLED};
}

/* What one start can do better than its neighbour knows. */
static void improve(start *to, const start *from, double pace)
{
    const double cost = from->cost + (pace > 0 ? pace * fabs(to->at_m - from->at_m) : 0);

    if (cost < to->cost || (cost == to->cost && from->owner < to->owner)) {
        to->cost = cost;
        to->owner = from->owner;
    }
}

static cm_status list_starts(finding *work, size_t *out_count, uint32_t e)
{
    const cm_network *const network = work->reach->network;
    const cm__network_edge *const edge = &network->edges[e];
    const double length_m = cm__network_length_m(network, edge);
    const size_t first = first_centre(work, e);
    size_t centres = 0;
    cm_status status;

    while (first + centres < work->centre_count && work->centres[first + centres].place.edge == e)
        centres++;
    if (centres + 2 > work->start_capacity) {
        status = cm__array_grow(&work->starts, centres + 2, sizeof *work->starts);
        if (status)
            return status;
        work->start_capacity = centres + 2;
    }
    work->starts[0] = node_start(work, edge->from, 0);
    for (size_t i = 0; i < centres; i++) {
        const cm__service_centre *const centre = &work->centres[first + i];
        work->starts[i + 1] = (start){cm__network_share(network, &centre->place) * length_m,
                                      centre->place.gap_m * network->gap_pace, centre->owner};
    }
    work->starts[centres + 1] = node_start(work, edge->to, length_m);
    *out_count = centres + 2;
    return CM_OK;
}

static cm_status share_edge(finding *work, uint32_t e)
{
    const cm_network *const network = work->reach->network;
    const cm__network_edge *const edge = &network->edges[e];
    const double length_m = cm__network_length_m(network, edge);
    const double forward = edge->forward / length_m, backward = edge->backward / length_m;
    size_t count = 0;
    cm_status status = list_starts(work, &count, e);

    if (status)
        return status;
    for (size_t i = 1; i < count && isfinite(forward); i++)
        improve(&work->starts[i], &work->starts[i - 1], forward);
    for (size_t i = count - 1; i-- > 0 && isfinite(backward);)
        improve(&work->starts[i], &work->starts[i + 1], backward);
    for (size_t i = 0; i + 1 < count && !status; i++)
        status = share_out(work, e, &work->starts[i], forward, backward);
    return status;
}

/* Whether this is the one arc of its edge that the edge is looked at from. */
static bool is_its_turn(const finding *work, uint32_t way)
{
    const cm__network_edge *const edge = &work->reach->network->edges[way / 2];
    const bool comes_forward =
        isfinite(edge->forward) && work->reach->states[edge->from].cost <= work->max;

    return !has_centre(work, way / 2) && (way % 2 == 0 || !comes_forward);
}

static cm_status share_all(finding *work)
{
    const cm_network *const network = work->reach->network;
    cm_status status = CM_OK;

    for (size_t i = 0; i < work->centre_count && !status; i++)
        if (i == 0 || work->centres[i].place.edge != work->centres[i - 1].place.edge)
            status = share_edge(work, (uint32_t)work->centres[i].place.edge);
    for (size_t i = 0; i < work->reach->touched_count && !status; i++) {
        const uint32_t node = work->reach->touched[i];
        if (!(work->reach->states[node].cost <= work->max))
            continue;
        for (uint32_t a = network->first_arc[node]; a < network->first_arc[node + 1] && !status;
             a++)
            if (is_its_turn(work, network->arcs[a].way))
                status = share_edge(work, network->arcs[a].way / 2);
    }
    return status;
}

cm_status cm__service_find_pieces(cm__service_pieces *out, cm__network_reach *reach,
                                  cm__service_centre *centres, size_t count, double max)
{
    finding work = {
        .out = out, .reach = reach, .centres = centres, .centre_count = count, .max = max};
    uint32_t node = 0;
    cm_status status = CM_OK;

    out->count = 0;
    if (count > 0)
        qsort(centres, count, sizeof *centres, compare_centres);
    cm__network_reach_restart(reach);
    for (size_t i = 0; i < count; i++)
        cm__network_reach_seed(reach, &centres[i].place, (uint32_t)i, centres[i].owner);
    while (!status && node != CM__NO_NODE)
        status = cm__network_reach_next(&node, reach, max);
    if (!status)
        status = share_all(&work);
    if (!status && out->count > 0)
        qsort(out->pieces, out->count, sizeof *out->pieces, compare_pieces);
    cm__array_free(&work.starts);
    return status;
}

bool cm__service_cut(double *out_from_m, double *out_to_m, const cm__service_piece *piece,
                     double low, double high)
{
    const double length_m = fabs(piece->to_m - piece->from_m);
    const double sign = piece->to_m >= piece->from_m ? 1 : -1;
    double from_m = 0, to_m = length_m;

    if (piece->pace > 0) {
        from_m = low >= 0 ? fmax((low - piece->cost) / piece->pace, 0) : 0;
        to_m = fmin((high - piece->cost) / piece->pace, length_m);
    } else if (!(piece->cost <= high && (piece->cost > low || low <= 0))) {
        return false; /* all of it costs the same */
    }
    if (!(from_m < to_m))
        return false;
    *out_from_m = piece->from_m + sign * from_m;
    *out_to_m = to_m < length_m ? piece->from_m + sign * to_m : piece->to_m;
    return true;
}

void cm__service_pieces_clear(cm__service_pieces *pieces)
{
    cm__array_free(&pieces->pieces);
    *pieces = (cm__service_pieces){.pieces = NULL};
}
