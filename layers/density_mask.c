/* density_mask.c - the cells of a grid that lie in a window, and the mass of a kernel there. */
#include "layers/density_mask.h"
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "layers/density_border.h"
#include "layers/density_kernel.h"
#include "layers/density_mass.h"
#include "layers/window_tree.h"
#include <math.h>
#include <omp.h>

enum { BLOCK = CM__BORDER_ROWS };
#define MASS_LEAST 1e-9 /* a sliver of a window in which nothing can be known */
#define MASS_SMALL 1e-2 /* the lattice's error is of 1: below, the mass is integrated */

/* Blocks of a strip are worked out by threads; each has a result of its own, so that sums have one
 * order. */
typedef struct masking {
    cm_grid *grid;
    const cm_window *window;
    cm_kernel kernel;
    double bandwidth_m, reach_m; /* reach 0: the mass is not asked for, or the lattice has it */
    const cm__border *border;    /* NULL: none */
    size_t border_rows;          /* that one serves, in whole strips; 0: none */
    cm__mask_result *results;
} masking;

typedef struct block {
    size_t column, row, columns, rows;
} block;

typedef struct block_task {
    const masking *all;
    cm__mask_result result;
    bool overlaps;
} block_task;

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static void keep_cell(block_task *task, size_t cell, double mass)
{
    float *const value = &task->all->grid->values[cell];

    if (!(mass >= MASS_LEAST)) {
        *value = CM__NODATA;
        return;
    }
    if (mass < 1)
        *value = (float)(*value / mass);
    task->result.cells++;
    task->result.sum += *value;
    task->result.max = fmax(task->result.max, *value);
    task->result.mass_min = fmin(task->result.mass_min, mass);
}

/* Of a cell inside. */
static double get_mass(const masking *all, size_t column, size_t row)
{
    const double mass = all->border ? cm__border_get(all->border, column, row) : 1;

    if (mass >= MASS_SMALL)
        return mass; /* 1 where no mass is asked for */
    return cm__mass_get(all->window, all->kernel, all->bandwidth_m,
                        cm_grid_get_centre(&all->grid->shape, column, row));
}

static void keep_near_cell(block_task *task, size_t column, size_t row)
{
    const masking *const all = task->all;
    const cm_point centre = cm_grid_get_centre(&all->grid->shape, column, row);
    const int turns = cm__window_wind(all->window, centre);
    double mass = turns != 0;

    task->overlaps |= turns > 1;
    if (turns == 0 && cm_window_holds(all->window, centre))
        mass = 1;
    if (mass > 0 && all->reach_m > 0)
        mass = cm__mass_get(all->window, all->kernel, all->bandwidth_m, centre);
    else if (mass > 0)
        mass = get_mass(all, column, row);
    keep_cell(task, row * all->grid->shape.columns + column, mass);
}

static cm_box centres_of(const masking *all, const block *of)
{
    const cm_grid_shape *const shape = &all->grid->shape;
    const cm_point first = cm_grid_get_centre(shape, of->column, of->row);
    const cm_point last =
        cm_grid_get_centre(shape, of->column + of->columns - 1, of->row + of->rows - 1);

    return (cm_box){first.x, last.y, last.x, first.y};
}

/* No border in reach of any cell: they are all inside, or all outside. */
static void keep_far_block(block_task *task, const block *of, const cm_box *centres)
{
    const int turns =
        cm__window_wind(task->all->window, (cm_point){centres->x_min, centres->y_min});

    task->overlaps |= turns > 1;
    for (size_t i = of->row; i < of->row + of->rows; i++)
        for (size_t j = of->column; j < of->column + of->columns; j++)
            keep_cell(task, i * task->all->grid->shape.columns + j,
                      turns != 0 ? get_mass(task->all, j, i) : 0);
}

static void keep_block(block_task *task, const block *of)
{
    const cm_box centres = centres_of(task->all, of);
    const double reach = task->all->reach_m + task->all->window->border;

    if (!cm__window_is_near(task->all->window, &centres, reach)) {
        keep_far_block(task, of, &centres);
        return;
    }
    if (of->columns == 1 && of->rows == 1) {
        keep_near_cell(task, of->column, of->row);
        return;
    }
    const size_t left = (of->columns + 1) / 2, top = (of->rows + 1) / 2;
    const size_t right = of->columns - left, bottom = of->rows - top;
    const block parts[4] = {{of->column, of->row, left, top},
                            {of->column + left, of->row, right, top},
                            {of->column, of->row + top, left, bottom},
                            {of->column + left, of->row + top, right, bottom}};
    for (int i = 0; i < 4; i++)
        if (parts[i].columns > 0 && parts[i].rows > 0)
            keep_block(task, &parts[i]);
}

static void keep_strip(masking *all, size_t row, int threads, bool *overlaps)
{
    const cm_grid_shape *const shape = &all->grid->shape;
    const size_t across = (shape->columns + BLOCK - 1) / BLOCK;
    bool found = false;

#pragma omp parallel for schedule(dynamic) num_threads(threads) reduction(|| : found)
    for (size_t i = 0; i < across; i++) {
        const block of = {i * BLOCK, row, least(BLOCK, shape->columns - i * BLOCK),
                          least(BLOCK, shape->rows - row)};
        block_task task = {.all = all, .result = {.mass_min = 1}};
        keep_block(&task, &of);
        all->results[i] = task.result;
        found = found || task.overlaps;
    }
    *overlaps |= found;
}

static void add_results(cm__mask_result *to, const masking *all)
{
    const size_t across = (all->grid->shape.columns + BLOCK - 1) / BLOCK;

    for (size_t i = 0; i < across; i++) {
        to->cells += all->results[i].cells;
        to->sum += all->results[i].sum;
        to->max = fmax(to->max, all->results[i].max);
        to->mass_min = fmin(to->mass_min, all->results[i].mass_min);
    }
}

/* The lattice of the rows from here on, where there is to be one. */
static cm_status renew_border(cm__border *border, const masking *all, size_t row, int threads)
{
    cm__border ask = {.shape = &all->grid->shape, .row = row, .sd_m = all->bandwidth_m};

    if (row < border->row + border->rows)
        return CM_OK;
    ask.rows = least(all->border_rows, all->grid->shape.rows - row);
    cm__border_clear(border);
    return cm__border_create(border, all->window, threads, &ask);
}

static cm_status tell(const cm_progress *progress, size_t row, size_t rows)
{
    if (!progress->step || progress->step(progress->context, (double)row / (double)rows))
        return CM_OK;
    return cm__fail(CM_ERR_STOPPED, "the density was stopped");
}

static cm_status run(cm__mask_result *out, masking *all, const cm_density_options *options)
{
    const int threads = options->threads > 0 ? options->threads : omp_get_max_threads();
    const size_t rows = all->grid->shape.rows;
    cm__mask_result whole = {.mass_min = 1};
    cm__border border = {.rows = 0};
    bool overlaps = false;
    cm_status status = CM_OK;

    all->border = all->border_rows > 0 ? &border : NULL;
    for (size_t row = 0; row < rows && !status; row += BLOCK) {
        status = tell(&options->progress, row, rows);
        if (!status && all->border)
            status = renew_border(&border, all, row, threads);
        if (status)
            break;
        keep_strip(all, row, threads, &overlaps);
        add_results(&whole, all);
    }
    cm__border_clear(&border);
    if (!status && overlaps)
        status = cm__fail(CM_ERR_FORMAT, "the window's polygons lie over each other");
    if (!status)
        *out = whole;
    return status;
}

cm_status cm__mask_apply(cm__mask_result *out, cm_grid *grid, const cm_density_options *options,
                         const cm_density_edge *edge)
{
    const bool is_uniform = edge->rule == CM_EDGE_UNIFORM;
    masking all = {.grid = grid,
                   .window = edge->window,
                   .kernel = options->kernel,
                   .bandwidth_m = options->bandwidth_m};
    cm_status status =
        cm__array_grow(&all.results, grid->shape.columns / BLOCK + 1, sizeof *all.results);

    if (status)
        return status;
    if (is_uniform && options->kernel == CM_KERNEL_GAUSSIAN)
        all.border_rows = cm__border_rows(&grid->shape, options->bandwidth_m);
    if (is_uniform && all.border_rows == 0)
        all.reach_m = options->bandwidth_m * cm__kernel_reach(options->kernel);
    status = run(out, &all, options);
    if (!status) {
        grid->nodata = CM__NODATA;
        grid->has_nodata = true;
    }
    cm__array_free(&all.results);
    return status;
}
