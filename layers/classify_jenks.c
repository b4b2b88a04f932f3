/* classify_jenks.c - the classes with the least squares about their means, by dynamic programming.
 *
 * W. D. Fisher, On grouping for maximum homogeneity, J. Am. Stat. Assoc. 53 (1958). The best place
 * to begin the last class moves only to the right as more values are taken in, so halving the range
 * of ends finds all of them in O(d log d) instead of O(d^2). */
#include "layers/classify_jenks.h"
#include "geo/base_memory.h"
#include <float.h>
#include <math.h>
#include <stdint.h>

/* Sums over the first i distinct values, which are moved to about zero and scaled to a range of 1,
 * so that differences of sums of squares keep their digits. */
typedef struct sums {
    double weight, value, square;
} sums;

typedef struct jenks {
    size_t *start;   /* the first place of each distinct value */
    sums *sums;      /* distinct + 1 */
    double *before;  /* least squares of the first i distinct values in one class fewer */
    double *least;   /* the same in as many classes as are being worked out */
    uint32_t *begin; /* of the last class, for each number of classes and each end */
    size_t distinct;
} jenks;

static void clear(jenks *work)
{
    cm__array_free(&work->begin);
    cm__array_free(&work->least);
    cm__array_free(&work->before);
    cm__array_free(&work->sums);
    cm__array_free(&work->start);
}

static size_t count_distinct(const double *values, size_t count)
{
    size_t distinct = 1;

    for (size_t i = 1; i < count; i++)
        distinct += values[i] > values[i - 1];
    return distinct;
}

static cm_status make_room(jenks *work, size_t classes)
{
    const size_t ends = work->distinct + 1;
    cm_status status = cm__array_grow(&work->start, ends, sizeof *work->start);

    if (!status)
        status = cm__array_grow(&work->sums, ends, sizeof *work->sums);
    if (!status)
        status = cm__array_grow(&work->before, ends, sizeof *work->before);
    if (!status)
        status = cm__array_grow(&work->least, ends, sizeof *work->least);
    if (!status)
        status = cm__array_grow(&work->begin, ends * classes, sizeof *work->begin);
    return status;
}

/* A value as the sums hold it. Halves keep the range of all doubles finite. */
static double scaled(double value, double middle, double range)
{
    return isfinite(range) ? (value - middle) / range : (value / 2 - middle / 2) / DBL_MAX;
}

static void add_up(jenks *work, const double *values, size_t count)
{
    const double middle = values[count / 2], range = values[count - 1] - values[0];
    size_t d = 0;

    work->sums[0] = (sums){0, 0, 0};
    for (size_t i = 0; i < count; d++) {
        const double value = scaled(values[i], middle, range > 0 ? range : 1);
        const size_t start = i;
        while (i < count && !(values[i] > values[start]))
            i++;
        const double weight = (double)(i - start);
        work->start[d] = start;
        work->sums[d + 1] =
            (sums){work->sums[d].weight + weight, work->sums[d].value + weight * value,
                   work->sums[d].square + weight * value * value};
    }
    work->start[d] = count;
}

/* Squares about their mean of the distinct values from..to - 1. */
static double squares(const jenks *work, size_t from, size_t to)
{
    const sums *const a = &work->sums[from], *const b = &work->sums[to];
    const double value = b->value - a->value;
    const double sum = b->square - a->square - value * value / (b->weight - a->weight);

    return sum > 0 ? sum : 0;
}

/* Finds the best beginning of the last class for every end in low..high, knowing that it lies in
 * first..last. */
static void find_begins(jenks *work, uint32_t *begin, size_t low, size_t high, size_t first,
                        size_t last)
{
    const size_t end = low + (high - low) / 2;
    const size_t stop = last < end ? last : end - 1;
    size_t best = first;
    double least = INFINITY;

    for (size_t from = first; from <= stop; from++) {
        const double sum = work->before[from] + squares(work, from, end);
        if (sum < least) {
            least = sum;
            best = from;
        }
    }
    work->least[end] = least;
    begin[end] = (uint32_t)best;
    if (low < end)
        find_begins(work, begin, low, end - 1, first, best);
    if (end < high)
        find_begins(work, begin, end + 1, high, best, last);
}

static void find_all(jenks *work, size_t classes)
{
    const size_t ends = work->distinct + 1;

    for (size_t end = 1; end < ends; end++) {
        work->before[end] = squares(work, 0, end);
        work->begin[end] = 0;
    }
    for (size_t c = 1; c < classes; c++) {
        double *const swap = work->before;
        find_begins(work, work->begin + c * ends, c + 1, work->distinct, c, work->distinct - 1);
        work->before = work->least;
        work->least = swap;
    }
}

cm_status cm__jenks_part(size_t *first, size_t *found, const double *values, size_t count,
                         size_t class_count)
{
    jenks work = {.distinct = count_distinct(values, count)};
    const size_t classes = class_count < work.distinct ? class_count : work.distinct;
    cm_status status = make_room(&work, classes);

    if (status)
        goto done;
    add_up(&work, values, count);
    find_all(&work, classes);
    for (size_t c = classes, end = work.distinct; c-- > 0;) {
        end = work.begin[c * (work.distinct + 1) + end];
        first[c] = work.start[end];
    }
    *found = classes;
done:
    clear(&work);
    return status;
}
