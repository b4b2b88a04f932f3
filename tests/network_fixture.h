/* network_fixture.h - small drawn networks, random ones, and travel by its definition. */
#ifndef NETWORK_FIXTURE_H
#define NETWORK_FIXTURE_H

#include "geo/base_memory.h"
#include "layers/network_inside.h"
#include "tests/test.h"
#include <clustermap/network.h>
#include <stdlib.h>

/* SplitMix64: the same numbers everywhere. */
static inline double random_share(uint64_t *state)
{
    uint64_t z = *state += 0x9E3779B97F4A7C15U;

    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
    return (double)((z ^ (z >> 31)) >> 11) * 0x1p-53;
}

static inline size_t random_below(uint64_t *state, size_t count)
{
    return (size_t)(random_share(state) * (double)count);
}

/* A layer of lines from text: one row a line of text, its vertices as "x y", parts after "|". */
static inline cm_features draw(const char *text)
{
    cm_features lines = {.geometry = CM_GEOMETRY_NONE};
    double x[64], y[64];
    size_t count = 0;
    const char *at = text;

    CHECK(cm_features_init(&lines, CM_GEOMETRY_LINE, NULL) == CM_OK);
    CHECK(cm_features_add_row(&lines) == CM_OK);
    for (;;) {
        if (*at == '|' || *at == '\n' || *at == '\0') {
            if (count > 0)
                CHECK(cm_features_add_part(&lines, x, y, count, false) == CM_OK);
            count = 0;
            if (*at == '\0')
                return lines;
            if (*at++ == '\n')
                CHECK(cm_features_add_row(&lines) == CM_OK);
            continue;
        }
        char *end;
        x[count] = strtod(at, &end);
        y[count++] = strtod(end, &end);
        at = end + strspn(end, " ,");
    }
}

/* Gives a layer a column: numbers, one a row. */
static inline void add_numbers(cm_features *lines, const char *name, const double *values)
{
    size_t column;

    CHECK(cm_table_add_column(&lines->table, &column, name, CM_COLUMN_REAL) == CM_OK);
    for (size_t row = 0; row < lines->table.row_count; row++)
        cm_table_set_real(&lines->table, row, column, values[row]);
}

static inline void add_texts(cm_features *lines, const char *name, const char *const *values)
{
    size_t column;

    CHECK(cm_table_add_column(&lines->table, &column, name, CM_COLUMN_TEXT) == CM_OK);
    for (size_t row = 0; row < lines->table.row_count; row++)
        CHECK(cm_table_set_text(&lines->table, row, column, values[row]) == CM_OK);
}

static inline cm_network *join(const cm_features *lines, const cm_network_options *options)
{
    cm_network *network = NULL;

    CHECK(cm_network_create(&network, lines, options) == CM_OK);
    return network;
}

/* The cost of going from one place to another, alone. */
static inline double travel(const cm_network *network, cm_point from, cm_point to)
{
    const cm_network_place start = cm_network_find_place(network, from, INFINITY);
    const cm_network_place end = cm_network_find_place(network, to, INFINITY);
    cm_network_search *search = NULL;
    double cost = -1;

    CHECK(cm_network_search_create(&search, network, &end, 1, NULL) == CM_OK);
    CHECK(cm_network_search_all(&cost, search, &start, INFINITY) == CM_OK);
    cm_network_search_destroy(search);
    return cost;
}

enum { RANDOM_NODES = 14, RANDOM_EDGES = 22 };

/* A random network whose nodes are known: straight or bent lines between nodes of a coarse grid,
 * so that loops, doubles, and parts that do not hang together all occur. Bends lie where no other
 * vertex does. */
typedef struct random_network {
    cm_features lines;
    double x[RANDOM_NODES], y[RANDOM_NODES];
    size_t from[RANDOM_EDGES], to[RANDOM_EDGES];
    double length_m[RANDOM_EDGES], speed_kmh[RANDOM_EDGES];
    int way[RANDOM_EDGES]; /* 0 both, 1 as drawn, -1 against */
} random_network;

static inline void draw_random_line(random_network *out, size_t i, uint64_t *seed)
{
    const size_t a = out->from[i], b = out->to[i];
    const double x[4] = {out->x[a], out->x[a] + 30 + 900 * random_share(seed),
                         out->x[b] + 30 + 900 * random_share(seed), out->x[b]};
    const double y[4] = {out->y[a], out->y[a] + 30 + 900 * random_share(seed),
                         out->y[b] + 30 + 900 * random_share(seed), out->y[b]};
    const bool is_bent = a == b || random_share(seed) < 0.5;

    CHECK(cm_features_add_row(&out->lines) == CM_OK);
    if (is_bent) {
        CHECK(cm_features_add_part(&out->lines, x, y, 4, false) == CM_OK);
        out->length_m[i] = hypot(x[1] - x[0], y[1] - y[0]) + hypot(x[2] - x[1], y[2] - y[1]) +
                           hypot(x[3] - x[2], y[3] - y[2]);
    } else {
        const double ends_x[2] = {x[0], x[3]}, ends_y[2] = {y[0], y[3]};
        CHECK(cm_features_add_part(&out->lines, ends_x, ends_y, 2, false) == CM_OK);
        out->length_m[i] = hypot(x[3] - x[0], y[3] - y[0]);
    }
}

static inline void make_random(random_network *out, uint64_t seed)
{
    static const char *const words[] = {"reverse", "", "yes"};
    const char *ways[RANDOM_EDGES];

    *out = (random_network){.lines = {.geometry = CM_GEOMETRY_NONE}};
    CHECK(cm_features_init(&out->lines, CM_GEOMETRY_LINE, NULL) == CM_OK);
    for (size_t n = 0; n < RANDOM_NODES; n++) {
        out->x[n] = 1e6 + 1000 * (double)(n % 4);
        out->y[n] = -2e5 + 1000 * (double)(n / 4);
    }
    for (size_t i = 0; i < RANDOM_EDGES; i++) {
        out->from[i] = random_below(&seed, RANDOM_NODES);
        out->to[i] = random_below(&seed, RANDOM_NODES);
        out->speed_kmh[i] = 1 + 50 * random_share(&seed);
        out->way[i] = (int)random_below(&seed, 3) - 1;
        out->way[i] = random_share(&seed) < 0.6 ? 0 : out->way[i];
        ways[i] = words[out->way[i] + 1];
        draw_random_line(out, i, &seed);
    }
    add_numbers(&out->lines, "speed", out->speed_kmh);
    add_texts(&out->lines, "oneway", ways);
}

/* Floyd and Warshall 1962, in minutes between the random network's nodes. */
static inline void travel_by_definition(double minutes[RANDOM_NODES][RANDOM_NODES],
                                        const random_network *of)
{
    for (size_t a = 0; a < RANDOM_NODES; a++)
        for (size_t b = 0; b < RANDOM_NODES; b++)
            minutes[a][b] = a == b ? 0 : INFINITY;
    for (size_t i = 0; i < RANDOM_EDGES; i++) {
        const double cost = of->length_m[i] / 1000 / of->speed_kmh[i] * 60;
        double *const there = &minutes[of->from[i]][of->to[i]];
        double *const back = &minutes[of->to[i]][of->from[i]];
        if (of->way[i] >= 0)
            *there = fmin(*there, cost);
        if (of->way[i] <= 0)
            *back = fmin(*back, cost);
    }
    for (size_t k = 0; k < RANDOM_NODES; k++)
        for (size_t a = 0; a < RANDOM_NODES; a++)
            for (size_t b = 0; b < RANDOM_NODES; b++)
                minutes[a][b] = fmin(minutes[a][b], minutes[a][k] + minutes[k][b]);
}

static inline cm_network_options random_options(void)
{
    cm_network_options options = CM_NETWORK_OPTIONS_INIT;

    options.unit = CM_NETWORK_MINUTES;
    options.speed = "speed";
    options.oneway = "oneway";
    return options;
}

#endif
