/* density_left_out.c - the gaussian density at each place without the place itself. */
#include "layers/density_left_out.h"
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "layers/density_lattice.h"
#include <math.h>
#include <omp.h>
#include <string.h>

#define PI 3.14159265358979323846
#define ERROR_MAX 1e-8 /* of one sum: else it is summed directly */
#define TAIL 1e-10     /* what a direct sum leaves out, of what the nearest place gives */
enum {
    SPREAD = CM__LATTICE_SPREAD,
    BEHIND = CM__LATTICE_BEHIND,
    SIDE = 400,                      /* nodes of a tile, without what its places are spread over */
    COLUMNS = SIDE + 1 + 3 * SPREAD, /* places beside it are spread without being cut */
    NODES = COLUMNS * COLUMNS,
    SHARES = 16, /* of a tile that has many places */
    MANY = 100000,
    CHUNK = 1 << 16
};

/* Nanoseconds, to choose by. */
#define COST_OF_A_PAIR 2.0
#define COST_OF_A_WALK 1000.0
#define COST_OF_A_PLACE 250.0
#define COST_OF_A_NODE 0.5

/* At one bandwidth. */
typedef struct survey {
    const cm__left_out *of;
    const cm__crowd *crowd;
    double h, spacing, log_weight;
    double *out;
    size_t done;
    bool stopped;
} survey;

/* A node of the tree whose places share a lattice. */
typedef struct tile {
    size_t begin, end;
    cm_box reach;         /* of the places that are spread on it */
    double column, row;   /* of its first node, in spacings */
    size_t columns, rows; /* without the margins */
} tile;

/* Where the stencil of a place begins; false if none of its nodes is of the tile. The margins are
 * as wide as a stencil, so that none is cut. */
static bool find_block(size_t *out, const tile *on, const cm__stencil *x, const cm__stencil *y)
{
    const double column = x->first - on->column + SPREAD, row = y->first - on->row + SPREAD;

    if (!(column >= 0 && column <= (double)on->columns + SPREAD && row >= 0 &&
          row <= (double)on->rows + SPREAD))
        return false;
    *out = (size_t)row * COLUMNS + (size_t)column;
    return true;
}

/* Every so many leaves; returns the weight of their places. */
static double spread_share(double *nodes, const tile *on, const survey *s, size_t share,
                           size_t shares)
{
    const cm__crowd *const crowd = s->crowd;
    double weight = 0;
    size_t leaf = 0, at;
    cm__stencil x, y;

    memset(nodes, 0, (on->rows + 2 * SPREAD) * COLUMNS * sizeof *nodes);
    for (size_t k = 0; k < crowd->node_count;) {
        const cm__crowd_node *const node = &crowd->nodes[k];
        if (!cm__crowd_touches(&node->box, &on->reach)) {
            k = node->next;
            continue;
        }
        k++;
        if (!node->is_leaf || leaf++ % shares != share)
            continue;
        for (size_t i = node->begin; i < node->end; i++) {
            if (!cm__crowd_touches(&on->reach,
                                   &(cm_box){crowd->x[i], crowd->y[i], crowd->x[i], crowd->y[i]}))
                continue;
            cm__stencil_set(&x, crowd->x[i] / s->spacing);
            cm__stencil_set(&y, crowd->y[i] / s->spacing);
            if (!find_block(&at, on, &x, &y))
                continue;
            cm__lattice_spread(nodes + at, COLUMNS, &x, &y, crowd->weight[i]);
            weight += crowd->weight[i];
        }
    }
    return weight;
}

/* Every place nearer than what gives TAIL of the nearest's share, if all the others lay there. */
static void sum_directly(const survey *s, size_t i)
{
    const double rate = 0.5 / (s->h * s->h), from2 = s->of->nearest2[i];
    const double far2 = from2 + (s->log_weight - log(TAIL * s->of->nearest_weight[i])) / rate;

    s->out[i] = log(cm__crowd_sum(s->crowd, i, rate, from2, far2)) - rate * from2;
}

/* A place that is alone beside its own weight, or beside all that is spread around it, is not known
 * well enough. */
static void gather(const survey *s, const tile *on, const double *nodes, size_t i, double spread)
{
    const double unit = 2 / (PI * CM__LATTICE_A_SD * CM__LATTICE_A_SD), own = s->crowd->weight[i];
    cm__stencil x, y;
    size_t at;

    cm__stencil_set(&x, s->crowd->x[i] / s->spacing);
    cm__stencil_set(&y, s->crowd->y[i] / s->spacing);
    if (!find_block(&at, on, &x, &y))
        return;
    const double all = unit * cm__lattice_gather(nodes + at, COLUMNS, &x, &y), others = all - own;
    if (CM__LATTICE_ERROR * all + CM__LATTICE_CUT_ERROR * spread <= ERROR_MAX * others)
        s->out[i] = log(others);
    else
        sum_directly(s, i);
}

static bool set_tile(tile *out, const cm__crowd_node *node, const survey *s)
{
    const double reach = (SPREAD + 1) * s->spacing;
    const double columns = (node->box.x_max - node->box.x_min) / s->spacing;
    const double rows = (node->box.y_max - node->box.y_min) / s->spacing;

    if (!(columns <= SIDE && rows <= SIDE))
        return false;
    *out = (tile){.begin = node->begin, .end = node->end};
    out->reach = (cm_box){node->box.x_min - reach, node->box.y_min - reach, node->box.x_max + reach,
                          node->box.y_max + reach};
    out->column = floor(node->box.x_min / s->spacing) - BEHIND;
    out->row = floor(node->box.y_min / s->spacing) - BEHIND;
    out->columns = (size_t)(floor(node->box.x_max / s->spacing) - out->column) + SPREAD - BEHIND;
    out->rows = (size_t)(floor(node->box.y_max / s->spacing) - out->row) + SPREAD - BEHIND;
    return true;
}

/* Whether the lattice is the faster way for the places of a tile; no leaf is worth it. */
static bool is_dense(const tile *on, const survey *s)
{
    const double count = (double)(on->end - on->begin);
    const double width = on->reach.x_max - on->reach.x_min;
    const double height = on->reach.y_max - on->reach.y_min;
    const double far = s->h * sqrt(2 * (s->log_weight - log(TAIL)));
    const double share = fmin(1, PI * far * far / (width * height));

    if (on->end - on->begin <= CM__CROWD_LEAF)
        return false;
    const double others = (double)cm__crowd_count(s->crowd, &on->reach);
    const double nodes = (double)(on->columns * on->rows);
    return count * (others * share * COST_OF_A_PAIR + COST_OF_A_WALK) >
           (count + others) * COST_OF_A_PLACE + nodes * COST_OF_A_NODE;
}

static bool is_stopped(const survey *s)
{
    bool stopped;

#pragma omp atomic read
    stopped = s->stopped;
    return stopped;
}

/* Only the caller's own thread talks to the caller. */
static void tell(survey *s, size_t more)
{
    const cm_progress *const progress = &s->of->progress;
    size_t done;

#pragma omp atomic capture
    done = s->done += more;
    const double share = s->of->begin + s->of->share * (double)done / (double)s->crowd->count;
    if (omp_get_thread_num() != 0 || !progress->step || is_stopped(s) ||
        progress->step(progress->context, fmin(share, 1)))
        return;
#pragma omp atomic write
    s->stopped = true;
}

static void run_tile(survey *s, const cm__crowd_node *node, double *nodes)
{
    tile on;

    if (is_stopped(s))
        return;
    if (set_tile(&on, node, s) && is_dense(&on, s)) {
        const double spread = spread_share(nodes, &on, s, 0, 1);
        for (size_t i = on.begin; i < on.end; i++)
            gather(s, &on, nodes, i, spread);
    } else {
        for (size_t i = node->begin; i < node->end; i++)
            sum_directly(s, i);
    }
    tell(s, node->end - node->begin);
}

/* A tile of many places is shared by the threads, in parts that do not depend on their number. */
static void run_large_tile(survey *s, const tile *on)
{
    double *const all = s->of->scratch, weights[SHARES], spread = 0;
    const size_t used = (on->rows + 2 * SPREAD) * COLUMNS;

#pragma omp parallel for schedule(dynamic, 1) num_threads(s->of->threads)
    for (size_t share = 0; share < SHARES; share++)
        weights[share] =
            is_stopped(s) ? 0 : spread_share(all + share * NODES, on, s, share, SHARES);
    for (size_t share = 1; share < SHARES; share++)
        for (size_t k = 0; k < used; k++)
            all[k] += all[share * NODES + k];
    for (size_t share = 0; share < SHARES; share++)
        spread += weights[share];
#pragma omp parallel for schedule(dynamic, 1) num_threads(s->of->threads)
    for (size_t begin = on->begin; begin < on->end; begin += CHUNK) {
        const size_t end = on->end - begin < CHUNK ? on->end : begin + CHUNK;
        for (size_t i = begin; i < end && !is_stopped(s); i++)
            gather(s, on, all, i, spread);
        tell(s, end - begin);
    }
}

/* The nodes that fit on a lattice, or are leaves: together they hold every place once. */
static size_t list_tiles(size_t *out, const survey *s)
{
    const cm__crowd *const crowd = s->crowd;
    size_t count = 0;
    tile on;

    for (size_t k = 0; k < crowd->node_count;) {
        if (!crowd->nodes[k].is_leaf && !set_tile(&on, &crowd->nodes[k], s)) {
            k++;
            continue;
        }
        out[count++] = k;
        k = crowd->nodes[k].next;
    }
    return count;
}

static bool is_large(const cm__crowd_node *node)
{
    return node->end - node->begin >= MANY;
}

static void run(survey *s)
{
    const cm__crowd_node *const nodes = s->crowd->nodes;
    size_t *const tiles = s->of->tiles;
    const size_t count = list_tiles(tiles, s);
    tile on;

    for (size_t k = 0; k < count; k++)
        if (is_large(&nodes[tiles[k]]) && set_tile(&on, &nodes[tiles[k]], s))
            run_large_tile(s, &on);
#pragma omp parallel for schedule(dynamic, 1) num_threads(s->of->threads)
    for (size_t k = 0; k < count; k++)
        if (!is_large(&nodes[tiles[k]]))
            run_tile(s, &nodes[tiles[k]], s->of->scratch + (size_t)omp_get_thread_num() * NODES);
}

cm_status cm__left_out_sum(double *out, cm__left_out *of, double h)
{
    survey s = {.of = of,
                .crowd = of->crowd,
                .h = h,
                .spacing = h / CM__LATTICE_A_SD,
                .log_weight = log(of->crowd->weight_sum),
                .out = out};

    run(&s);
    of->begin += of->share;
    return s.stopped ? cm__fail(CM_ERR_STOPPED, "cross-validation was stopped") : CM_OK;
}

static void find_nearest(cm__left_out *of)
{
    const cm__crowd *const crowd = of->crowd;

#pragma omp parallel for schedule(dynamic, 1024) num_threads(of->threads)
    for (size_t i = 0; i < crowd->count; i++) {
        const size_t nearest = cm__crowd_find(crowd, i);
        of->nearest2[i] = cm__crowd_distance2(crowd, i, nearest);
        of->nearest_weight[i] = crowd->weight[nearest];
    }
}

cm_status cm__left_out_create(cm__left_out *out, const cm__crowd *crowd, int threads)
{
    cm__left_out fresh = *out;
    cm_status status;

    fresh.crowd = crowd;
    fresh.threads = threads > 0 ? threads : omp_get_max_threads();
    const size_t rooms = fresh.threads > SHARES ? (size_t)fresh.threads : SHARES;
    status = cm__array_grow(&fresh.nearest2, crowd->count, sizeof *fresh.nearest2);
    if (!status)
        status = cm__array_grow(&fresh.nearest_weight, crowd->count, sizeof *fresh.nearest_weight);
    if (!status)
        status = cm__array_grow(&fresh.tiles, crowd->node_count, sizeof *fresh.tiles);
    if (!status)
        status = cm__array_grow(&fresh.scratch, rooms, NODES * sizeof *fresh.scratch);
    if (status) {
        cm__left_out_clear(&fresh);
        return status;
    }
    find_nearest(&fresh);
    *out = fresh;
    return CM_OK;
}

void cm__left_out_clear(cm__left_out *of)
{
    cm__array_free(&of->scratch);
    cm__array_free(&of->tiles);
    cm__array_free(&of->nearest_weight);
    cm__array_free(&of->nearest2);
    *of = (cm__left_out){0};
}
