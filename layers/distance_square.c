/* distance_square.c - squares of cells keep the parts that may be nearest, for their quarters. */
#include "geo/base_memory.h"
#include "layers/density_mask.h"
#include "layers/distance_job.h"
#include "layers/distance_leaf.h"
#include <math.h>

/* A square of SQUARE cells asks the tree; its parts are sorted out for its quarters and theirs,
 * until a block of cells is small enough, or they are few enough, to try each part that is left.
 * Where they stay so many that each cell had better ask the tree, it does. The numbers are
 * measured: to sort out took 10 ns a part and quarter, to try 0.15 ns a part and cell, to ask 300
 * ns. */
enum { SQUARE = 128, SMALL = 8, FEW = 120, MANY = 6, VERY_MANY = 30, LONG = 64 };

/* A block of cells: begin <= i < end. */
typedef struct block {
    size_t column_begin, column_end, row_begin, row_end;
} block;

typedef struct scratch {
    cm__pile pile; /* the parts of a block, above them those of its quarter, and so on */
    double (*corners)[4];
    size_t corner_capacity;
    cm__leaf leaf;
} scratch;

/* One block and its parts on the pile. */
typedef struct work {
    const cm__distance_job *job;
    scratch *own;
} work;

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static size_t most(size_t a, size_t b)
{
    return a > b ? a : b;
}

static cm__square square_of(const cm__distance_job *job, const block *cells)
{
    const double x[] = {cm__distance_centre(job, cells->column_begin),
                        cm__distance_centre(job, cells->column_end - 1)};
    const double y[] = {cm__distance_centre(job, cells->row_begin),
                        cm__distance_centre(job, cells->row_end - 1)};

    return cm__square_make(x, y, job->max_m);
}

static cm_status collect(const work *at, const block *cells)
{
    cm__square square = square_of(at->job, cells);
    uint32_t part = 0;

    for (int c = 0; c < 4; c++) {
        part = cm__distance_tree_nearest(at->job->tree, square.x[c % 2], square.y[c / 2], part);
        cm__square_add_rival(&square, at->job->parts, part, c);
    }
    at->own->pile.count = 0;
    return cm__distance_tree_collect(&at->own->pile, at->job->tree, &square);
}

/* The parts nearest to a corner, and the one whose farthest corner is nearest. */
typedef struct contest {
    double best2[CM__RIVALS];
    size_t best[CM__RIVALS];
} contest;

static contest measure(double (*corners)[4], const cm__square *square, const cm__parts *parts,
                       const uint32_t *list, size_t count)
{
    contest of = {.best2 = {INFINITY, INFINITY, INFINITY, INFINITY, INFINITY}};

    for (size_t k = 0; k < count; k++) {
        double farthest2 = 0;
        for (int c = 0; c < 4; c++) {
            const double d2 =
                cm__part_distance2(parts, list[k], square->x[c % 2], square->y[c / 2]);
            corners[k][c] = d2;
            farthest2 = d2 > farthest2 ? d2 : farthest2;
            if (d2 < of.best2[c]) {
                of.best2[c] = d2;
                of.best[c] = k;
            }
        }
        if (farthest2 < of.best2[4]) {
            of.best2[4] = farthest2;
            of.best[4] = k;
        }
    }
    return of;
}

static void add_rivals(cm__square *square, const cm__parts *parts, const uint32_t *list,
                       const contest *of)
{
    for (int r = 0; r < CM__RIVALS; r++) {
        bool is_new = true;
        for (int other = 0; other < r; other++)
            is_new = is_new && of->best[other] != of->best[r];
        if (is_new || parts->bx) /* a segment has other places for other corners */
            cm__square_add_rival(square, parts, list[of->best[r]], r % 4);
    }
    cm__square_add_bound(square, of->best2[4]);
}

/* Puts above `begin + count` on the pile those of the parts there that a block needs. */
static cm_status sort_out(const work *at, const block *cells, size_t begin, size_t count)
{
    const cm__parts *const parts = at->job->parts;
    cm__square square = square_of(at->job, cells);
    const double x = (square.x[0] + square.x[1]) / 2, y = (square.y[0] + square.y[1]) / 2;
    scratch *const own = at->own;
    cm_status status = CM_OK;

    own->pile.count = begin + count;
    if (own->pile.capacity < begin + 2 * count) {
        status = cm__array_grow(&own->pile.parts, begin + 4 * count, sizeof *own->pile.parts);
        if (!status)
            own->pile.capacity = begin + 4 * count;
    }
    if (!status && own->corner_capacity < count) {
        status = cm__array_grow(&own->corners, 2 * count, sizeof *own->corners);
        if (!status)
            own->corner_capacity = 2 * count;
    }
    if (status || count == 0)
        return status;
    const uint32_t *const list = own->pile.parts + begin;
    const contest of = measure(own->corners, &square, parts, list, count);
    add_rivals(&square, parts, list, &of);
    for (size_t k = 0; k < count; k++)
        if (cm__square_may_meet(&square, own->corners[k]) &&
            cm__part_distance2(parts, list[k], x, y) <= square.middle_max2)
            own->pile.parts[own->pile.count++] = list[k];
    return CM_OK;
}

static void set_places(cm__leaf *leaf, const cm__distance_job *job, const block *cells)
{
    for (size_t c = 0; c < CM__LEAF_SIDE; c++)
        leaf->x[c] =
            cm__distance_centre(job, least(cells->column_begin + c, cells->column_end - 1));
    leaf->rows = cells->row_end - cells->row_begin;
    for (size_t r = 0; r < leaf->rows; r++)
        leaf->y[r] = cm__distance_centre(job, cells->row_begin + r);
    leaf->with_rows = job->rows != NULL;
}

static void try_each(const work *at, const block *cells, size_t begin, size_t count)
{
    const cm__distance_job *const job = at->job;
    const size_t columns = cells->column_end - cells->column_begin;
    cm__leaf *const leaf = &at->own->leaf;

    set_places(leaf, job, cells);
    cm__leaf_work(leaf, job->parts, at->own->pile.parts + begin, count, job->max_m);
    for (size_t r = 0; r < leaf->rows; r++) {
        const size_t to = (cells->row_begin + r) * job->shape->columns + cells->column_begin;
        for (size_t c = 0; c < columns; c++)
            job->values[to + c] = leaf->distance[r * CM__LEAF_SIDE + c];
        for (size_t c = 0; c < columns && job->rows; c++)
            job->rows[to + c] = (int32_t)leaf->row[r * CM__LEAF_SIDE + c];
    }
}

/* Each cell asks the tree, beginning with what was nearest to the cell before. */
static void ask_each(const work *at, const block *cells, uint32_t part)
{
    const cm__distance_job *const job = at->job;
    const cm__parts *const parts = job->parts;

    for (size_t r = cells->row_begin; r < cells->row_end; r++)
        for (size_t c = cells->column_begin; c < cells->column_end; c++) {
            const double x = cm__distance_centre(job, c), y = cm__distance_centre(job, r);
            part = cm__distance_tree_nearest(job->tree, x, y, part);
            const double distance = sqrt(cm__part_distance2(parts, part, x, y));
            const bool is_near = distance <= job->max_m;
            const size_t to = r * job->shape->columns + c;
            job->values[to] = is_near ? (float)distance : CM__NODATA;
            if (job->rows)
                job->rows[to] = is_near ? (int32_t)parts->row[part] : 0;
        }
}

static size_t longer_side(const block *cells)
{
    return most(cells->column_end - cells->column_begin, cells->row_end - cells->row_begin);
}

static size_t count_cells(const block *cells)
{
    return (cells->column_end - cells->column_begin) * (cells->row_end - cells->row_begin);
}

/* Whether the tree's boxes are small beside the block, but for a few: long segments lie across all
 * of it, and make every question one to each of them. */
static bool is_quick_to_ask(const work *at, const block *cells, size_t begin, size_t count)
{
    const cm__parts *const parts = at->job->parts;
    const double side = (double)longer_side(cells) * at->job->shape->cell_m;
    size_t long_count = 0;

    for (size_t k = begin; k < begin + count && parts->bx; k++) {
        const double inverse = parts->inverse[at->own->pile.parts[k]];
        long_count += inverse > 0 && inverse * side * side < 1;
    }
    return long_count <= LONG;
}

/* Whether the block is worked out, since it or its parts are few, or these too many. */
static bool finish(const work *at, const block *cells, size_t begin, size_t count)
{
    const size_t side = longer_side(cells);

    if (count > (side <= SMALL ? VERY_MANY : MANY) * count_cells(cells) &&
        is_quick_to_ask(at, cells, begin, count)) {
        ask_each(at, cells, at->own->pile.parts[begin]);
        return true;
    }
    if (side > CM__LEAF_SIDE || (count > FEW && side > SMALL))
        return false;
    try_each(at, cells, begin, count);
    return true;
}

static cm_status work_out(const work *at, const block *cells, size_t begin, size_t count);

/* A lone part, or none, is all that a quarter can have too. */
static cm_status pass_on(const work *at, const block *part, size_t begin, size_t count)
{
    cm_status status;

    if (part->column_begin >= part->column_end || part->row_begin >= part->row_end)
        return CM_OK;
    if (count <= 1)
        return work_out(at, part, begin, count);
    status = sort_out(at, part, begin, count);
    if (status)
        return status;
    return work_out(at, part, begin + count, at->own->pile.count - begin - count);
}

/* The parts are `count` on the pile, from begin on; what lies above them is not needed. */
static cm_status work_out(const work *at, const block *cells, size_t begin, size_t count)
{
    size_t half = 1;
    cm_status status = CM_OK;

    if (finish(at, cells, begin, count))
        return CM_OK;
    while (2 * half < longer_side(cells))
        half *= 2;
    for (int quarter = 0; quarter < 4 && !status; quarter++) {
        const size_t column = cells->column_begin + (quarter % 2 ? half : 0);
        const size_t row = cells->row_begin + (quarter / 2 ? half : 0);
        const block part = {column, least(column + half, cells->column_end), row,
                            least(row + half, cells->row_end)};
        status = pass_on(at, &part, begin, count);
    }
    return status;
}

static cm_status run(const cm__distance_job *job, size_t i, void *own)
{
    const size_t across = (job->shape->columns + SQUARE - 1) / SQUARE;
    const size_t column = i % across * SQUARE, row = i / across * SQUARE;
    const block cells = {column, least(column + SQUARE, job->shape->columns), row,
                         least(row + SQUARE, job->shape->rows)};
    const work at = {job, own};
    const cm_status status = collect(&at, &cells);

    return status ? status : work_out(&at, &cells, 0, at.own->pile.count);
}

static void clear(void *own)
{
    scratch *const s = own;

    cm__array_free(&s->corners);
    cm__array_free(&s->pile.parts);
}

cm_status cm__distance_square(const cm__distance_job *job, const cm_distance_options *options)
{
    const size_t across = (job->shape->columns + SQUARE - 1) / SQUARE;
    const size_t down = (job->shape->rows + SQUARE - 1) / SQUARE;
    const bool has_inside = job->features->geometry == CM_GEOMETRY_POLYGON;
    const cm__distance_task task = {across * down,       sizeof(scratch), run, clear, 0,
                                    has_inside ? 0.9 : 1};

    return cm__distance_share(&task, job, options);
}
