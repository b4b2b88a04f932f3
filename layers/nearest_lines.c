/* nearest_lines.c - who is near whom, as lines. */
#include <clustermap/nearest.h>

#include "geo/base_arena.h"
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "geo/base_text.h"
#include <assert.h>
#include <omp.h>
#include <string.h>

static const double DEG_PER_RAD = 57.29577951308232;

enum { BLOCK = 65536 }; /* pairs made into rows at a time */
enum { FROM_ID, TO_ID, RANK, DISTANCE, AZIMUTH, COLUMN_COUNT };

typedef struct drawing {
    const cm_nearest_pairs *pairs;
    const cm_points *from, *to;
    const cm_nearest_options *options;
    cm_progress progress;
    int threads;
    cm_features lines;
    const char **from_texts, **to_texts, **class_texts; /* of the points, in the layer's arena */
    uint32_t *from_of; /* BLOCK: whose the pairs of this block are */
    double *x, *y;     /* 2 * BLOCK */
    size_t column[COLUMN_COUNT], class_column;
} drawing;

static cm_status make_columns(drawing *work)
{
    static const struct {
        const char *name;
        cm_column_type type;
    } columns[COLUMN_COUNT] = {{"from_id", CM_COLUMN_TEXT},
                               {"to_id", CM_COLUMN_TEXT},
                               {"rank", CM_COLUMN_INTEGER},
                               {"distance_m", CM_COLUMN_REAL},
                               {"azimuth_deg", CM_COLUMN_REAL}};
    cm_table *const table = &work->lines.table;
    cm_status status = cm_features_init(&work->lines, CM_GEOMETRY_LINE, work->options->crs);

    for (size_t i = 0; i < COLUMN_COUNT && !status; i++) {
        if (i == RANK && work->options->to_classes)
            status = cm_table_add_column(table, &work->class_column, "class", CM_COLUMN_TEXT);
        if (!status)
            status = cm_table_add_column(table, &work->column[i], columns[i].name, columns[i].type);
    }
    return status;
}

static cm_status allocate(drawing *work)
{
    cm_status status =
        cm__array_grow(&work->from_texts, work->from->count + 1, sizeof *work->from_texts);

    if (!status)
        status = cm__array_grow(&work->to_texts, work->to->count + 1, sizeof *work->to_texts);
    if (!status && work->options->to_classes)
        status = cm__array_grow(&work->class_texts, work->to->count + 1, sizeof *work->class_texts);
    if (!status)
        status = cm__array_grow(&work->from_of, BLOCK, sizeof *work->from_of);
    if (!status)
        status = cm__array_grow(&work->x, 2 * BLOCK, sizeof *work->x);
    if (!status)
        status = cm__array_grow(&work->y, 2 * BLOCK, sizeof *work->y);
    return status;
}

/* A text of the layer's arena for each point, not for each pair: many pairs share one. */
static cm_status share_text(const char **shared, cm_features *lines, const char *text)
{
    *shared = "";
    return text && *text ? cm__arena_add(&lines->table.text, shared, text) : CM_OK;
}

static cm_status share_ids(const char **shared, cm_features *lines, const char *const *ids,
                           const cm_points *points)
{
    char number[CM_CELL_MAX];
    cm_status status = CM_OK;

    for (size_t i = 0; i < points->count && !status; i++) {
        if (!ids)
            cm__integer_print(number, (int64_t)(points->row ? points->row[i] : i) + 1);
        status = share_text(&shared[i], lines, ids ? ids[i] : number);
    }
    return status;
}

static cm_status share_texts(drawing *work)
{
    const cm_nearest_options *const options = work->options;
    cm_features *const lines = &work->lines;
    cm_status status = share_ids(work->from_texts, lines, options->from_ids, work->from);

    if (!status)
        status = share_ids(work->to_texts, lines, options->to_ids, work->to);
    for (size_t i = 0; i < work->to->count && options->to_classes && !status; i++)
        status = share_text(&work->class_texts[i], lines, options->to_classes[i]);
    return status;
}

static double azimuth_deg(double east, double north)
{
    const double angle_deg = atan2(east, north) * DEG_PER_RAD;
    const double turned = angle_deg < 0 ? angle_deg + 360 : angle_deg;

    return turned < 360 ? turned : 0; /* -1e-16 + 360 is 360 */
}

/* Row `row` comes from the pair of the same number, which is number i of the block. */
static void place_row(const drawing *work, size_t row, size_t i)
{
    const size_t from = work->from_of[i], to = work->pairs->to[row];

    assert(from < work->from->count && to < work->to->count);
    work->x[2 * i] = work->from->x[from];
    work->y[2 * i] = work->from->y[from];
    work->x[2 * i + 1] = work->to->x[to];
    work->y[2 * i + 1] = work->to->y[to];
}

static void fill_row(const drawing *work, size_t row, size_t i)
{
    const cm_nearest_pairs *const pairs = work->pairs;
    const cm_column *const columns = work->lines.table.columns;
    const double *const x = work->x + 2 * i, *const y = work->y + 2 * i;

    columns[work->column[FROM_ID]].texts[row] = work->from_texts[work->from_of[i]];
    columns[work->column[TO_ID]].texts[row] = work->to_texts[pairs->to[row]];
    if (work->class_texts)
        columns[work->class_column].texts[row] = work->class_texts[pairs->to[row]];
    columns[work->column[RANK]].integers[row] = pairs->rank[row];
    columns[work->column[DISTANCE]].reals[row] = pairs->distance_m[row];
    if (x[0] != x[1] || y[0] != y[1])
        columns[work->column[AZIMUTH]].reals[row] = azimuth_deg(x[1] - x[0], y[1] - y[0]);
}

/* Adds the rows of the pairs from begin on. from is the point of the first, and is led on. */
static cm_status add_block(drawing *work, size_t begin, size_t count, size_t *from)
{
    cm_status status;

    for (size_t i = 0; i < count; i++) {
        while (work->pairs->first[*from + 1] <= begin + i)
            ++*from;
        work->from_of[i] = (uint32_t)*from;
    }
#pragma omp parallel for num_threads(work->threads)
    for (size_t i = 0; i < count; i++)
        place_row(work, begin + i, i);
    status = cm_features_add_segments(&work->lines, work->x, work->y, count);
    if (status)
        return status;
#pragma omp parallel for num_threads(work->threads)
    for (size_t i = 0; i < count; i++)
        fill_row(work, begin + i, i);
    return CM_OK;
}

static cm_status add_all(drawing *work)
{
    const cm_progress *const progress = &work->progress;
    const size_t count = work->pairs->count;
    size_t from = 0;
    cm_status status = CM_OK;

    for (size_t begin = 0; begin < count && !status; begin += BLOCK) {
        if (progress->step && !progress->step(progress->context, (double)begin / (double)count))
            return cm__fail(CM_ERR_STOPPED, "the lines to the neighbours were stopped");
        status = add_block(work, begin, count - begin < BLOCK ? count - begin : BLOCK, &from);
    }
    return status;
}

static void clear(drawing *work)
{
    cm__array_free(&work->y);
    cm__array_free(&work->x);
    cm__array_free(&work->from_of);
    cm__array_free(&work->class_texts);
    cm__array_free(&work->to_texts);
    cm__array_free(&work->from_texts);
    cm_features_clear(&work->lines);
}

cm_status cm_nearest_lines(cm_features *out, const cm_nearest_pairs *pairs, const cm_points *from,
                           const cm_points *to, const cm_nearest_options *options)
{
    static const cm_nearest_options defaults = CM_NEAREST_OPTIONS_INIT;
    drawing work = {
        .pairs = pairs, .from = from, .to = to, .options = options ? options : &defaults};
    const bool is_newer = work.options->version >= 2;
    cm_status status = allocate(&work);

    assert(pairs->from_count <= from->count);
    work.threads =
        is_newer && work.options->threads > 0 ? work.options->threads : omp_get_max_threads();
    if (is_newer)
        work.progress = work.options->progress;
    if (!status)
        status = make_columns(&work);
    if (!status)
        status = share_texts(&work);
    if (!status)
        status = add_all(&work);
    if (status)
        goto done;
    *out = work.lines;
    work.lines = (cm_features){.geometry = CM_GEOMETRY_NONE};
done:
    clear(&work);
    return status;
}

cm_status cm_nearest_find(cm_features *out, const cm_points *from, const cm_points *to,
                          const cm_nearest_options *options)
{
    cm_nearest_pairs pairs = {0};
    cm_status status = cm_nearest_search(&pairs, from, to, options);

    if (!status)
        status = cm_nearest_lines(out, &pairs, from, to, options);
    cm_nearest_pairs_clear(&pairs);
    return status;
}
