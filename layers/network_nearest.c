/* network_nearest.c - the nearest neighbours of each point over a network, as lines. */
#include <clustermap/network_nearest.h>

#include "geo/base_error.h"
#include "geo/base_map.h"
#include "geo/base_memory.h"
#include "layers/network_inside.h"
#include <string.h>

enum { K_MAX = 1000 };

typedef struct finding {
    const cm_network_trip *trip;
    const cm_nearest_options *options;
    cm_progress progress;
    cm_network_search *search;
    cm__map classes;             /* in the order in which they first occur */
    uint32_t *class_of;          /* of each point of `to`; NULL: there is one class */
    double *costs;               /* of each point of `to` */
    cm_network_neighbour *found; /* k */
    cm_nearest_pairs pairs;
    cm_features ways; /* a row for each pair, without columns */
} finding;

static cm_status check(const finding *work)
{
    const cm_nearest_options *const options = work->options;

    if (!(options->k >= 1 && options->k <= K_MAX))
        return cm__fail(CM_ERR_DOMAIN, "%zu neighbours are not within 1..%d", options->k, K_MAX);
    if (!(options->max_m >= 0))
        return cm__fail(CM_ERR_DOMAIN, "a farthest distance of %g m is below 0", options->max_m);
    if (work->trip->network->unit != CM_NETWORK_METRES)
        return cm__fail(CM_ERR_DOMAIN, "the network is travelled in minutes, not in metres");
    if (work->trip->to->count >= UINT32_MAX)
        return cm__fail(CM_ERR_LIMIT, "more than %lu points", (unsigned long)UINT32_MAX - 1);
    return CM_OK;
}

static cm_status find_classes(finding *work)
{
    const char *const *const given = work->options->to_classes;
    cm_status status = CM_OK;

    if (!given)
        return CM_OK;
    status = cm__array_grow(&work->class_of, work->trip->to->count + 1, sizeof *work->class_of);
    if (!status)
        status = cm__array_grow(&work->costs, work->trip->to->count + 1, sizeof *work->costs);
    for (size_t i = 0; i < work->trip->to->count && !status; i++) {
        const char *const text = given[i] ? given[i] : "";
        cm__map_entry *entry = NULL;
        status = cm__map_put(&work->classes, &entry, text, strlen(text));
        if (status)
            break;
        if (entry->value == CM__MAP_NEW)
            entry->value = (uint32_t)work->classes.count - 1;
        work->class_of[i] = entry->value;
    }
    return status;
}

static cm_status prepare(finding *work)
{
    const cm_network_trip *const trip = work->trip;
    cm_status status = check(work);

    if (!status)
        status = find_classes(work);
    if (!status)
        status = cm__array_grow(&work->found, work->options->k, sizeof *work->found);
    if (!status)
        status = cm_network_search_create(&work->search, trip->network, trip->to_places.places,
                                          trip->to_places.count, &work->progress);
    if (!status)
        status = cm_features_init(&work->ways, CM_GEOMETRY_LINE, NULL);
    return status;
}

/* The nearest of a class, sorted by cost and then by their order, out of all costs. */
static size_t choose(finding *work, uint32_t class)
{
    const size_t k = work->options->k;
    cm_network_neighbour *const found = work->found;
    size_t count = 0;

    for (size_t i = 0; i < work->trip->to->count; i++) {
        const double cost = work->costs[i];
        if (work->class_of[i] != class || !isfinite(cost))
            continue;
        if (count == k && !(cost < found[k - 1].cost))
            continue;
        size_t at = count == k ? k - 1 : count++;
        for (; at > 0 && cost < found[at - 1].cost; at--)
            found[at] = found[at - 1];
        found[at] = (cm_network_neighbour){i, cost};
    }
    return count;
}

static cm_status add_found(finding *work, size_t count)
{
    cm_status status = CM_OK;

    for (size_t i = 0; i < count && !status; i++) {
        status = cm_nearest_pairs_add(&work->pairs, (uint32_t)work->found[i].to, (uint16_t)(i + 1),
                                      work->found[i].cost);
        if (!status)
            status = cm_features_add_row(&work->ways);
        if (!status)
            status = cm_network_search_path(&work->ways, work->search, work->found[i].to);
    }
    return status;
}

static cm_status add_point(finding *work, size_t from)
{
    const cm_network_place *const place = &work->trip->from_places.places[from];
    size_t count = 0;
    cm_status status = cm_nearest_pairs_begin(&work->pairs);

    if (status)
        return status;
    if (!work->class_of) {
        status = cm_network_search_nearest(work->found, &count, work->search, place,
                                           work->options->k, work->options->max_m);
        return status ? status : add_found(work, count);
    }
    status = cm_network_search_all(work->costs, work->search, place, work->options->max_m);
    for (uint32_t c = 0; c < work->classes.count && !status; c++)
        status = add_found(work, choose(work, c));
    return status;
}

/* The rows are the same ones: the straight lines and the ways change places, the tables stay. */
static void take_ways(cm_features *lines, cm_features *ways)
{
    const cm_features straight = *lines;

    lines->x = ways->x;
    lines->y = ways->y;
    lines->vertex_count = ways->vertex_count;
    lines->vertex_capacity = ways->vertex_capacity;
    lines->first_part = ways->first_part;
    lines->first_vertex = ways->first_vertex;
    lines->is_hole = ways->is_hole;
    lines->part_count = ways->part_count;
    lines->part_capacity = ways->part_capacity;
    ways->x = straight.x;
    ways->y = straight.y;
    ways->first_part = straight.first_part;
    ways->first_vertex = straight.first_vertex;
    ways->is_hole = straight.is_hole;
}

static void clear(finding *work)
{
    cm_features_clear(&work->ways);
    cm_nearest_pairs_clear(&work->pairs);
    cm_network_search_destroy(work->search);
    cm__array_free(&work->found);
    cm__array_free(&work->costs);
    cm__array_free(&work->class_of);
    cm__map_clear(&work->classes);
}

cm_status cm_network_nearest(cm_nearest_pairs *out_pairs, cm_features *out_lines,
                             const cm_network_trip *trip, const cm_nearest_options *options)
{
    static const cm_nearest_options defaults = CM_NEAREST_OPTIONS_INIT;
    finding work = {.trip = trip,
                    .options = options ? options : &defaults,
                    .ways = {.geometry = CM_GEOMETRY_NONE}};
    cm_features lines = {.geometry = CM_GEOMETRY_NONE};
    cm_status status;

    if (work.options->version >= 2)
        work.progress = work.options->progress;
    status = prepare(&work);
    for (size_t i = 0; i < trip->from_places.count && !status; i++) {
        status = cm__network_tell(&work.progress, (double)i / (double)trip->from_places.count);
        if (!status)
            status = add_point(&work, i);
    }
    if (!status)
        status = cm_nearest_lines(&lines, &work.pairs, trip->from, trip->to, work.options);
    if (!status) {
        take_ways(&lines, &work.ways);
        *out_lines = lines;
        *out_pairs = work.pairs;
        work.pairs = (cm_nearest_pairs){.count = 0};
    }
    clear(&work);
    return status;
}
