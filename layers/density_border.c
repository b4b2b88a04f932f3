/* density_border.c - how much of a gaussian lies inside a window, for all cells of many rows. */
#include "layers/density_vector.h"

#include "geo/base_memory.h"
#include "layers/density_border.h"
#include "layers/density_lattice.h"
#include "layers/window_tree.h"
#include <math.h>
#include <omp.h>
#include <string.h>

/* Nothing that is farther from the cells than SPREAD spacings, which are 11 deviations, matters but
 * by the side on which it lies. */
enum {
    SPREAD = CM__LATTICE_SPREAD,
    MARGIN = 2 * SPREAD, /* nodes before the first cell */
    BAND = 64,           /* rows of nodes; a stencil reaches the next band at most */
    NODES_MAX = 1 << 23,
    ROWS_MIN = CM__BORDER_ROWS
};
#define PI 3.14159265358979323846
#define CELLS_A_SD_MIN 0.5 /* below, few cells are near a border, and few edges near a cell */
#define PIECE 0.6          /* the longest piece of an edge, in deviations */
#define ERROR_OF_ONE 1e-11

/* A point of a border, in spacings from the first cell, east and south. */
typedef struct source {
    double x, y, weight;
} source;

typedef struct sources {
    source *all;
    size_t count, capacity;
    double x_max, y_max; /* how far a border matters */
} sources;

/* Gauss and Legendre's nodes, the positive ones, and their weights. */
typedef struct rule {
    int half;
    double longest; /* piece, in deviations, that it integrates to 1e-12 of its length */
    double node[3], weight[3];
} rule;

static const rule rules[] = {
    {1, 0.005, {0.577350269189625765}, {1}},
    {2,
     0.15,
     {0.339981043584856265, 0.861136311594052575},
     {0.652145154862546143, 0.347854845137453857}},
    {3,
     PIECE,
     {0.238619186083196909, 0.661209386466264514, 0.932469514203152028},
     {0.467913934572691047, 0.360761573048138608, 0.171324492379170345}},
};

static cm_status add_source(sources *to, double x, double y, double weight)
{
    const cm_status status = cm__array_reserve(&to->all, to->count, &to->capacity, sizeof *to->all);

    if (!status)
        to->all[to->count++] = (source){x, y, weight};
    return status;
}

/* A piece from a, d long. */
static cm_status add_piece(sources *to, const rule *by, cm_point a, cm_point d)
{
    cm_status status = CM_OK;

    for (int i = 0; i < 2 * by->half && !status; i++) {
        const double node = (i % 2 ? 1 : -1) * by->node[i / 2], share = 0.5 + 0.5 * node;
        status =
            add_source(to, a.x + share * d.x, a.y + share * d.y, 0.5 * by->weight[i / 2] * d.y);
    }
    return status;
}

static cm_status add_pieces(sources *to, cm_point a, cm_point d)
{
    const double length = hypot(d.x, d.y) / CM__LATTICE_A_SD;
    const double parts = fmax(1, ceil(length / PIECE));
    const rule *by = rules;
    cm_status status = CM_OK;

    if (d.y == 0)
        return CM_OK;
    while (length / parts > by->longest && by < rules + 2)
        by++;
    for (double i = 0; i < parts && !status; i++) {
        const cm_point from = {a.x + d.x * (i / parts), a.y + d.y * (i / parts)};
        status = add_piece(to, by, from, (cm_point){d.x / parts, d.y / parts});
    }
    return status;
}

/* The shares from..to of the way from a, d long, on which it is within low..high. */
static void clip(double share[2], double a, double d, double low, double high)
{
    if (d == 0) {
        if (!(a >= low && a <= high))
            share[1] = -1;
        return;
    }
    const double first = (low - a) / d, last = (high - a) / d;
    share[0] = fmax(share[0], fmin(first, last));
    share[1] = fmin(share[1], fmax(first, last));
}

/* What lies too far west counts as if it lay at the margin; too far east it counts nothing. */
static cm_status add_edge(sources *to, cm_point a, cm_point b)
{
    const cm_point d = {b.x - a.x, b.y - a.y};
    double west[2] = {0, 1};
    cm_status status = CM_OK;

    clip(west, a.y, d.y, -SPREAD, to->y_max);
    double east[2] = {west[0], west[1]};
    clip(west, a.x, d.x, -INFINITY, -SPREAD);
    clip(east, a.x, d.x, -SPREAD, to->x_max);
    if (west[0] < west[1])
        status = add_pieces(to, (cm_point){-SPREAD, a.y + west[0] * d.y},
                            (cm_point){0, (west[1] - west[0]) * d.y});
    if (!status && east[0] < east[1])
        status = add_pieces(to, (cm_point){a.x + east[0] * d.x, a.y + east[0] * d.y},
                            (cm_point){(east[1] - east[0]) * d.x, (east[1] - east[0]) * d.y});
    return status;
}

static cm_point origin_of(const cm__border *of)
{
    return cm_grid_get_centre(of->shape, 0, of->row);
}

static cm_point vertex_of(const cm__border *of, const cm_window *window, size_t i)
{
    const cm_point origin = origin_of(of);

    return (cm_point){(window->polygons.x[i] - origin.x) / of->spacing_m,
                      (origin.y - window->polygons.y[i]) / of->spacing_m};
}

static cm_status find_sources(sources *out, const cm__border *of, const cm_window *window)
{
    const cm_point origin = origin_of(of);
    const double east = origin.x + out->x_max * of->spacing_m;
    const double north = origin.y + SPREAD * of->spacing_m;
    const double south = origin.y - out->y_max * of->spacing_m;
    cm_status status = CM_OK;

    for (size_t k = 0; k < window->node_count && !status;) {
        const cm__window_node *const node = &window->nodes[k];
        if (node->box.y_min > north || node->box.y_max < south || node->box.x_min > east) {
            k = node->next;
            continue;
        }
        for (size_t i = node->first; node->is_leaf && i < node->last && !status; i++)
            status = add_edge(out, vertex_of(of, window, i), vertex_of(of, window, i + 1));
        k++;
    }
    return status;
}

static size_t row_of(double y)
{
    return (size_t)(floor(y) - CM__LATTICE_BEHIND + MARGIN);
}

/* The sources of one band, which no other band two away from it touches. */
static void spread_band(cm__border *of, const sources *from, const size_t *order, size_t count)
{
    cm__stencil x, y;

    for (size_t i = 0; i < count; i++) {
        const source *const at = &from->all[order[i]];
        cm__stencil_set(&x, at->x);
        cm__stencil_set(&y, at->y);
        cm__lattice_spread(of->nodes + row_of(at->y) * of->across + (size_t)(x.first + MARGIN),
                           of->across, &x, &y, at->weight);
    }
}

/* Sorted by band; even bands first, then those between: so each node has one order of sums. */
static cm_status spread(cm__border *of, const sources *from, int threads)
{
    const size_t bands = of->down / BAND + 1;
    size_t *first = NULL, *order = NULL;
    cm_status status = cm__array_grow(&first, bands + 2, sizeof *first);

    if (!status)
        status = cm__array_grow(&order, from->count + 1, sizeof *order);
    if (status)
        goto done;
    memset(first, 0, (bands + 2) * sizeof *first);
    for (size_t i = 0; i < from->count; i++)
        first[row_of(from->all[i].y) / BAND + 2]++;
    for (size_t band = 2; band < bands + 2; band++)
        first[band] += first[band - 1];
    for (size_t i = 0; i < from->count; i++)
        order[first[row_of(from->all[i].y) / BAND + 1]++] = i;
    for (size_t odd = 0; odd < 2; odd++) {
#pragma omp parallel for schedule(dynamic, 1) num_threads(threads)
        for (size_t band = odd; band < bands; band += 2)
            spread_band(of, from, order + first[band], first[band + 1] - first[band]);
    }
done:
    cm__array_free(&order);
    cm__array_free(&first);
    return status;
}

static double place_of(const cm__border *of, size_t i)
{
    return (double)i * of->shape->cell_m / of->spacing_m;
}

/* Down to the row of cells, and from the west. */
static void sum_row(cm__border *of, size_t i)
{
    double *const sums = of->sums + i * of->across, *const west =
                                                        of->sums_from_west + i * of->across;
    const double unit = 1 / (CM__LATTICE_A_SD * sqrt(PI));
    double sum = 0;
    cm__stencil y;

    cm__stencil_set(&y, place_of(of, i));
    memset(sums, 0, of->across * sizeof *sums);
    for (size_t k = 0; k < SPREAD; k++) {
        const double *const from = of->nodes + ((size_t)(y.first + MARGIN) + k) * of->across;
        const double factor = y.value[k] * unit * unit * unit;
        CM__VECTOR_LOOP
        for (size_t j = 0; j < of->across; j++)
            sums[j] += factor * from[j];
    }
    for (size_t j = 0; j < of->across; j++) {
        west[j] = sum;
        sum += sums[j];
    }
}

static cm_status make_room(cm__border *of)
{
    const size_t nodes = of->across * of->down;
    cm_status status = cm__array_grow(&of->nodes, nodes, sizeof *of->nodes);

    if (!status)
        status = cm__array_grow(&of->steps, of->shape->columns, SPREAD * sizeof *of->steps);
    if (!status)
        status = cm__array_grow(&of->sums, of->rows, of->across * sizeof *of->sums);
    if (!status)
        status = cm__array_grow(&of->sums_from_west, of->rows, of->across * sizeof *of->sums);
    if (!status)
        memset(of->nodes, 0, nodes * sizeof *of->nodes);
    return status;
}

static void set_steps(cm__border *of)
{
    for (size_t column = 0; column < of->shape->columns; column++) {
        const double x = place_of(of, column), first = floor(x) - CM__LATTICE_BEHIND;
        for (int k = 0; k < SPREAD; k++)
            of->steps[column * SPREAD + (size_t)k] = 0.5 * erfc((first + k - x) / CM__LATTICE_A_SD);
    }
}

static size_t nodes_of(const cm_grid_shape *shape, double spacing_m, size_t cells)
{
    return (size_t)((double)(cells - 1) * shape->cell_m / spacing_m) + 2 * MARGIN;
}

size_t cm__border_rows(const cm_grid_shape *shape, double sd_m)
{
    const double spacing_m = sd_m / CM__LATTICE_A_SD;
    const size_t across = nodes_of(shape, spacing_m, shape->columns);
    size_t rows = shape->rows;

    if (!(sd_m >= CELLS_A_SD_MIN * shape->cell_m))
        return 0;
    while (rows > ROWS_MIN && across * (nodes_of(shape, spacing_m, rows) + 2 * rows) > NODES_MAX)
        rows = rows / 2 > ROWS_MIN ? rows / 2 : ROWS_MIN;
    rows = (rows + ROWS_MIN - 1) / ROWS_MIN * ROWS_MIN;
    return across * (nodes_of(shape, spacing_m, rows) + 2 * rows) <= 2 * NODES_MAX ? rows : 0;
}

cm_status cm__border_create(cm__border *out, const cm_window *window, int threads,
                            const cm__border *ask)
{
    const cm_grid_shape *const shape = ask->shape;
    const size_t rows = ask->rows;
    cm__border of = {.shape = shape, .row = ask->row, .rows = rows, .sd_m = ask->sd_m};
    sources from = {.all = NULL};
    cm_status status;

    of.spacing_m = ask->sd_m / CM__LATTICE_A_SD;
    of.across = nodes_of(shape, of.spacing_m, shape->columns);
    of.down = nodes_of(shape, of.spacing_m, rows);
    from.x_max = place_of(&of, shape->columns - 1) + SPREAD;
    from.y_max = place_of(&of, rows - 1) + SPREAD;
    status = make_room(&of);
    if (!status)
        status = find_sources(&from, &of, window);
    if (!status)
        status = spread(&of, &from, threads);
    cm__array_free(&from.all);
    if (status) {
        cm__border_clear(&of);
        return status;
    }
    set_steps(&of);
#pragma omp parallel for schedule(static) num_threads(threads)
    for (size_t i = 0; i < rows; i++)
        sum_row(&of, i);
    *out = of;
    return CM_OK;
}

void cm__border_clear(cm__border *border)
{
    cm__array_free(&border->sums_from_west);
    cm__array_free(&border->sums);
    cm__array_free(&border->steps);
    cm__array_free(&border->nodes);
    *border = (cm__border){0};
}

double cm__border_get(const cm__border *border, size_t column, size_t row)
{
    const size_t first = (size_t)(floor(place_of(border, column)) - CM__LATTICE_BEHIND + MARGIN);
    const size_t at = (row - border->row) * border->across + first;
    const double *const sums = border->sums + at, *const steps = border->steps + column * SPREAD;
    double mass = border->sums_from_west[at];

    for (int k = 0; k < SPREAD; k++)
        mass += sums[k] * steps[k];
    return mass > 1 - ERROR_OF_ONE ? 1 : mass;
}

/* The nodes become sums from the west, the node itself left out. */
void cm__border_open(cm__border *border)
{
    for (size_t row = 0; row < border->down; row++) {
        double *const nodes = border->nodes + row * border->across;
        double sum = 0;
        for (size_t j = 0; j < border->across; j++) {
            const double node = nodes[j];
            nodes[j] = sum;
            sum += node;
        }
    }
}

double cm__border_at(const cm__border *border, cm_point place)
{
    const cm_point origin = origin_of(border);
    const double x = (place.x - origin.x) / border->spacing_m;
    const double y = (origin.y - place.y) / border->spacing_m;
    const double unit = 1 / (CM__LATTICE_A_SD * sqrt(PI));
    const double first = floor(x) - CM__LATTICE_BEHIND;
    double sums[SPREAD + 1] = {0}, mass;
    cm__stencil down;

    cm__stencil_set(&down, y);
    for (size_t k = 0; k < SPREAD; k++) {
        const double *const from = border->nodes +
                                   ((size_t)(down.first + MARGIN) + k) * border->across +
                                   (size_t)(first + MARGIN);
        CM__VECTOR_LOOP
        for (int j = 0; j <= SPREAD; j++)
            sums[j] += down.value[k] * from[j];
    }
    mass = sums[0];
    for (int j = 0; j < SPREAD; j++)
        mass += (sums[j + 1] - sums[j]) * 0.5 * erfc((first + j - x) / CM__LATTICE_A_SD);
    mass *= unit * unit * unit;
    return mass > 1 - ERROR_OF_ONE ? 1 : mass;
}
