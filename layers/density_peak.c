/* density_peak.c - a value that a density is sure to reach, from the weights of coarse blocks. */
#include "layers/density_peak.h"
#include "geo/base_memory.h"
#include "layers/density_kernel.h"
#include <math.h>
#include <string.h>

enum { BLOCKS_A_BANDWIDTH = 16 };
#define ROOT_2 1.4142135623730951
#define SPLINE 2.0 /* cells that a place's weight is moved along each axis, at most */

/* Blocks of cells: sums[row][column] of the blocks above and to the left. */
typedef struct blocks {
    double *sums;
    size_t across, down, size;
} blocks;

static double get_weight(const blocks *b, size_t left, size_t top, size_t right, size_t bottom)
{
    const size_t stride = b->across + 1;
    const double *const upper = b->sums + top * stride, *const lower = b->sums + bottom * stride;

    return fmax((lower[right] - lower[left]) - (upper[right] - upper[left]), 0);
}

static void sum_blocks(const blocks *b, const cm__fft_grid *grid, const cm__density_job *job)
{
    const size_t stride = b->across + 1;

    memset(b->sums, 0, stride * (b->down + 1) * sizeof *b->sums);
    for (size_t row = 0; row < job->rows; row++) {
        double *const sums = b->sums + (row / b->size + 1) * stride + 1;
        for (size_t column = 0; column < job->columns; column++)
            sums[column / b->size] += grid->values[row * grid->stride + column];
    }
    for (size_t i = 1; i <= b->down; i++)
        for (size_t k = 1; k <= b->across; k++)
            b->sums[i * stride + k] += b->sums[i * stride + k - 1];
    for (size_t i = 1; i <= b->down; i++)
        for (size_t k = 1; k <= b->across; k++)
            b->sums[i * stride + k] += b->sums[(i - 1) * stride + k];
}

static size_t less(size_t i, size_t by)
{
    return i > by ? i - by : 0;
}

static size_t more(size_t i, size_t by, size_t most)
{
    return i + by < most ? i + by : most;
}

/* The weight in smaller and smaller squares around a block: what lies near counts in more of them.
 */
static double get_weight_around(const blocks *b, size_t column, size_t row)
{
    double weight = 0;

    for (size_t i = BLOCKS_A_BANDWIDTH; i > 0; i /= 2)
        weight += get_weight(b, less(column, i - 1), less(row, i - 1), more(column, i, b->across),
                             more(row, i, b->down));
    return weight;
}

static void find_heaviest(size_t *column, size_t *row, const blocks *b)
{
    double most = -1;

    for (size_t i = 0; i < b->down; i++)
        for (size_t k = 0; k < b->across; k++) {
            const double weight = get_weight_around(b, k, i);
            if (weight > most) {
                most = weight;
                *column = k;
                *row = i;
            }
        }
}

/* At the cell in the middle of that block, with every place as far away as it can be. */
static double sum_around(const blocks *b, size_t column, size_t row, const cm__density_job *job)
{
    const double size = (double)b->size, spread = (size / 2 + SPLINE) * ROOT_2;
    const double h = job->bandwidth, middle = (double)(b->size / 2) - (size - 1) / 2;
    const size_t around = (size_t)fmin(ceil(job->reach / size), 1e6);
    double sum = 0;

    for (size_t i = less(row, around); i < more(row, around + 1, b->down); i++)
        for (size_t k = less(column, around); k < more(column, around + 1, b->across); k++) {
            const double dx = ((double)k - (double)column) * size - middle;
            const double dy = ((double)i - (double)row) * size - middle;
            const double far = hypot(dx, dy) + spread;
            if (far < job->reach)
                sum += get_weight(b, k, i, k + 1, i + 1) *
                       cm__kernel_shape(job->kernel, far * far, h * h);
        }
    return sum;
}

cm_status cm__peak_find(double *out, const cm__fft_grid *grid, const cm__density_job *job)
{
    const double wanted = floor(job->bandwidth / BLOCKS_A_BANDWIDTH);
    blocks b = {.size = wanted < 1 ? 1 : wanted < 1e6 ? (size_t)wanted : 1000000};
    size_t column = 0, row = 0;

    b.across = (job->columns + b.size - 1) / b.size;
    b.down = (job->rows + b.size - 1) / b.size;
    const cm_status status = cm__array_grow(&b.sums, (b.across + 1) * (b.down + 1), sizeof *b.sums);
    if (status)
        return status;
    sum_blocks(&b, grid, job);
    find_heaviest(&column, &row, &b);
    *out = sum_around(&b, column, row, job) * (1 - 1e-9);
    cm__array_free(&b.sums);
    return CM_OK;
}
