/* density_bins.c - puts points into bins of a periodic grid. */
#include "layers/density_vector.h"

#include "geo/base_memory.h"
#include "layers/density_bins.h"

enum {
    POINTS_A_BIN = 1024,
    BINS_MAX = 4096, /* more would not be open at once */
    HEIGHT_MIN = 4   /* cells: a spline's */
};

void cm__bins_clear(cm__bins *bins)
{
    cm__array_free(&bins->kept);
    cm__groups_clear(&bins->points);
    *bins = (cm__bins){0};
}

/* The last row of bins must be high enough too, for what a spline adds below it not to go round the
 * edge and on into the second. */
static bool is_apart(size_t rows, size_t height)
{
    const size_t down = (rows + height - 1) / height;

    return down % 2 == 0 && rows - (down - 1) * height >= HEIGHT_MIN;
}

static void lay_out(cm__bins *bins, size_t count)
{
    const double cells = (double)bins->columns * (double)bins->rows;
    const double wanted = fmin(fmax((double)count / POINTS_A_BIN, 1), BINS_MAX / 2);
    const size_t side = (size_t)ceil(sqrt(cells / wanted));

    bins->height = side > HEIGHT_MIN ? side : HEIGHT_MIN;
    while (bins->height < bins->rows && !is_apart(bins->rows, bins->height))
        bins->height++;
    bins->width = (size_t)ceil(cells / wanted / (double)bins->height);
    bins->down = (bins->rows + bins->height - 1) / bins->height;
    /* No more than there may be, whatever the grid's proportions. */
    while ((bins->columns + bins->width - 1) / bins->width * bins->down > BINS_MAX)
        bins->width *= 2;
    bins->across = (bins->columns + bins->width - 1) / bins->width;
}

typedef struct filling {
    const cm__bins *bins;
    const cm__frame *frame;
} filling;

CM__EVERY_MACHINE static void find_bins(uint16_t *bin, const cm_points *points, cm__span part,
                                        const void *context)
{
    const cm__frame *const frame = ((const filling *)context)->frame;
    const cm__bins *const bins = ((const filling *)context)->bins;
    const uint32_t height = (uint32_t)bins->height, width = (uint32_t)bins->width;
    const uint32_t across = (uint32_t)bins->across, none = across * (uint32_t)bins->down;

    for (size_t i = part.begin; i < part.end; i++) {
        const double x = cm__frame_x(frame, points->x[i]), y = cm__frame_y(frame, points->y[i]);
        uint32_t at = none;
        if (cm__frame_reaches(frame, x, y))
            at = (uint32_t)cm__bins_begin(y, bins->rows) / height * across +
                 (uint32_t)cm__bins_begin(x, bins->columns) / width;
        bin[i] = (uint16_t)at;
    }
}

cm_status cm__bins_fill(cm__bins *out, const size_t size[2], const cm_points *points,
                        const cm__frame *frame, int threads)
{
    cm__bins bins = {.columns = size[0], .rows = size[1]};
    const filling by = {&bins, frame};
    cm_status status;

    lay_out(&bins, points->count);
    const size_t count = bins.across * bins.down + 1;
    const cm__grouping grouping = {count, find_bins, &by};
    status = cm__array_grow(&bins.kept, count, sizeof *bins.kept);
    if (!status)
        status = cm__groups_fill(&bins.points, points, &grouping, threads);
    if (status)
        goto done;
    for (size_t i = 0; i < count; i++)
        bins.kept[i] = bins.points.first[i + 1] - bins.points.first[i];
    *out = bins;
    bins = (cm__bins){0};
done:
    cm__bins_clear(&bins);
    return status;
}
