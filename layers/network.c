/* network.c - lines that are travelled over: made, described, and where a place reaches them. */
#include <clustermap/network.h>

#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "layers/network_inside.h"
#include <string.h>

enum { TELL_EVERY = 4096 };

static const double MINUTES_PER_METRE_AT_1_KMH = 0.06, FARTHEST = 1e9;

cm_status cm__network_tell(const cm_progress *progress, double share)
{
    if (progress->step && !progress->step(progress->context, share))
        return cm__fail(CM_ERR_STOPPED, "the travel over the network was stopped");
    return CM_OK;
}

static bool is_speed(double speed_kmh)
{
    return speed_kmh >= 1e-3 && speed_kmh <= 1e4;
}

static cm_status check_options(const cm_network_options *options)
{
    if (!(options->tolerance_m >= 0 && options->tolerance_m <= 1000))
        return cm__fail(CM_ERR_DOMAIN, "a tolerance of %g m is not within 0..1000",
                        options->tolerance_m);
    if (!is_speed(options->speed_kmh) || !is_speed(options->walk_kmh))
        return cm__fail(CM_ERR_DOMAIN, "a speed of %g km/h is not within 0.001..10000",
                        is_speed(options->speed_kmh) ? options->walk_kmh : options->speed_kmh);
    if (options->speed && options->minutes)
        return cm__fail(CM_ERR_DOMAIN, "a network has either speeds or minutes");
    if ((options->speed || options->minutes) && options->unit == CM_NETWORK_METRES)
        return cm__fail(CM_ERR_DOMAIN, "speeds and minutes do not count in metres");
    return CM_OK;
}

static cm_status check_lines(const cm_features *lines)
{
    if (lines->table.row_count == 0)
        return cm__fail(CM_ERR_FORMAT, "the network has no line");
    if (lines->geometry != CM_GEOMETRY_LINE)
        return cm__fail(CM_ERR_FORMAT, "the network is not of lines");
    for (size_t v = 0; v < lines->vertex_count; v++)
        if (!(fabs(lines->x[v]) <= FARTHEST && fabs(lines->y[v]) <= FARTHEST))
            return cm__fail(CM_ERR_DOMAIN, "a vertex of the network at %g, %g is beyond 1e9",
                            lines->x[v], lines->y[v]);
    return CM_OK;
}

/* From the vertex before to this one. Coordinates are below 1e9, so that no square overflows, and a
 * step whose square is lost is of no length on any ground. */
static double step_m(const cm_features *lines, size_t v)
{
    const double dx = lines->x[v] - lines->x[v - 1], dy = lines->y[v] - lines->y[v - 1];

    return sqrt(dx * dx + dy * dy);
}

static cm_status copy_vertices(cm_network *network, const cm_features *lines)
{
    const size_t count = lines->vertex_count;
    cm_status status = cm__array_grow(&network->x, count, sizeof *network->x);

    if (!status)
        status = cm__array_grow(&network->y, count, sizeof *network->y);
    if (!status)
        status = cm__array_grow(&network->along_m, count, sizeof *network->along_m);
    if (status)
        return status;
    memcpy(network->x, lines->x, count * sizeof *network->x);
    memcpy(network->y, lines->y, count * sizeof *network->y);
    network->vertex_count = count;
    for (size_t p = 0; p < lines->part_count; p++) {
        network->along_m[lines->first_vertex[p]] = 0;
        for (size_t v = lines->first_vertex[p] + 1; v < lines->first_vertex[p + 1]; v++)
            network->along_m[v] = network->along_m[v - 1] + step_m(lines, v);
    }
    return CM_OK;
}

/* What is needed only while the network is built. */
typedef struct building {
    cm__network_pace *paces; /* of each row */
    uint32_t *node_of;       /* of each vertex */
} building;

static cm_status cut_lines(cm_network *network, building *work, const cm_features *lines,
                           const cm_network_options *options)
{
    cm_status status = cm__array_grow(&work->paces, lines->table.row_count, sizeof *work->paces);

    if (!status)
        status = cm__array_grow(&work->node_of, lines->vertex_count, sizeof *work->node_of);
    if (!status)
        status = cm__network_read_paces(work->paces, &network->summary, lines, network->along_m,
                                        options);
    if (!status && network->summary.rejected_count == lines->table.row_count)
        status = cm__fail(CM_ERR_FORMAT, "every line of the network is rejected; row %zu: %s",
                          network->summary.rejected_row + 1, network->summary.rejected_why);
    if (!status)
        status = cm__network_tell(&options->progress, 0.2);
    if (!status)
        status = cm__network_find_nodes(work->node_of, &network->node_count, lines, work->paces,
                                        options->tolerance_m);
    if (!status)
        status = cm__network_tell(&options->progress, 0.5);
    if (!status)
        status = cm__network_cut(network, lines, work->paces, work->node_of, options->tolerance_m);
    if (!status && network->edge_count == 0)
        status = cm__fail(CM_ERR_FORMAT, "no line of the network has a length");
    return status;
}

static cm_status build(cm_network *network, const cm_features *lines,
                       const cm_network_options *options)
{
    building work = {.paces = NULL};
    cm_status status = CM_OK;

    if (lines->vertex_count == 0)
        status = cm__fail(CM_ERR_FORMAT, "the network has no line");
    if (!status)
        status = copy_vertices(network, lines);
    if (!status)
        status = cm__network_tell(&options->progress, 0.1);
    if (!status)
        status = cut_lines(network, &work, lines, options);
    cm__array_free(&work.node_of);
    cm__array_free(&work.paces);
    if (!status)
        status = cm__network_tell(&options->progress, 0.7);
    if (!status)
        status = cm__network_find_parts(network);
    if (!status)
        status = cm__network_tree_build(network);
    network->summary.node_count = network->node_count;
    network->summary.edge_count = network->edge_count;
    return status;
}

cm_status cm_network_create(cm_network **out, const cm_features *lines,
                            const cm_network_options *options)
{
    static const cm_network_options defaults = CM_NETWORK_OPTIONS_INIT;
    const cm_network_options *const asked = options ? options : &defaults;
    cm_network *network = NULL;
    cm_status status = check_options(asked);

    if (!status)
        status = check_lines(lines);
    if (!status)
        status = cm__array_grow(&network, 1, sizeof *network);
    if (status)
        return status;
    *network = (cm_network){.unit = asked->unit,
                            .gap_pace = asked->unit == CM_NETWORK_METRES
                                            ? 1
                                            : MINUTES_PER_METRE_AT_1_KMH / asked->walk_kmh};
    status = build(network, lines, asked);
    if (status)
        cm_network_destroy(network);
    else
        *out = network;
    return status;
}

void cm_network_destroy(cm_network *network)
{
    if (!network)
        return;
    cm__network_tree_clear(&network->tree);
    cm__array_free(&network->part);
    cm__array_free(&network->arcs);
    cm__array_free(&network->first_arc);
    cm__array_free(&network->edges);
    cm__array_free(&network->along_m);
    cm__array_free(&network->y);
    cm__array_free(&network->x);
    cm__array_free(&network);
}

cm_network_summary cm_network_get_summary(const cm_network *network)
{
    return network->summary;
}

cm_network_place cm_network_find_place(const cm_network *network, cm_point place, double max_gap_m)
{
    const cm__network_foot foot = cm__network_tree_find(network, place, max_gap_m * max_gap_m);
    cm_network_place found = {.place = place, .edge = CM_ABSENT, .gap_m = INFINITY};

    if (foot.edge == UINT32_MAX)
        return found;
    const cm__network_edge *const edge = &network->edges[foot.edge];
    const size_t v = foot.vertex;
    found.on_line.x = network->x[v] + foot.share * (network->x[v + 1] - network->x[v]);
    found.on_line.y = network->y[v] + foot.share * (network->y[v + 1] - network->y[v]);
    found.edge = foot.edge;
    found.along_m = network->along_m[v] - network->along_m[edge->first] +
                    foot.share * (network->along_m[v + 1] - network->along_m[v]);
    found.gap_m = sqrt(foot.distance2);
    found.part = network->part[edge->from];
    return found;
}

cm_status cm_network_find_places(cm_network_places *out, const cm_network *network,
                                 const cm_points *points, double max_gap_m,
                                 const cm_progress *progress)
{
    cm_network_places found = {.places = NULL};
    cm_status status = CM_OK;

    if (!(max_gap_m >= 0))
        return cm__fail(CM_ERR_DOMAIN, "%g m to a line is not 0 or more", max_gap_m);
    status = cm__array_grow(&found.places, points->count + 1, sizeof *found.places);
    for (; found.count < points->count && !status; found.count++) {
        const cm_point place = {points->x[found.count], points->y[found.count]};
        if (progress && found.count % TELL_EVERY == 0)
            status = cm__network_tell(progress, (double)found.count / (double)points->count);
        found.places[found.count] = cm_network_find_place(network, place, max_gap_m);
    }
    if (status)
        cm_network_places_clear(&found);
    else
        *out = found;
    return status;
}

void cm_network_places_clear(cm_network_places *places)
{
    if (!places)
        return;
    cm__array_free(&places->places);
    *places = (cm_network_places){.places = NULL};
}
