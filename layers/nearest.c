/* nearest.c - the nearest neighbours of each point, as lines. */
#include <clustermap/nearest.h>

#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "geo/base_text.h"
#include "layers/cell_index.h"
#include <math.h>
#include <string.h>

static const double DEG_PER_RAD = 57.29577951308232;

enum { K_MAX = 1000, CLASSES_MAX = 10000 };
enum { FROM_ID, TO_ID, RANK, DISTANCE, AZIMUTH, COLUMN_COUNT };

typedef struct finding {
    const cm_points *from, *to;
    const cm_nearest_options *options;
    const char **classes;    /* in the order in which they first occur */
    cm__cell_index *indices; /* one a class */
    size_t *chosen;          /* the points of the class that is being indexed */
    size_t class_count, class_capacity;
    cm__neighbour *found; /* k */
    size_t column[COLUMN_COUNT], class_column;
} finding;

static cm_status check_options(const cm_nearest_options *options)
{
    if (!(options->k >= 1 && options->k <= K_MAX))
        return cm__fail(CM_ERR_DOMAIN, "%zu neighbours are not within 1..%d", options->k, K_MAX);
    if (!(options->max_m >= 0))
        return cm__fail(CM_ERR_DOMAIN, "a farthest distance of %g m is below 0", options->max_m);
    return CM_OK;
}

static const char *class_text(const cm_nearest_options *options, size_t point)
{
    if (!options->to_classes || !options->to_classes[point])
        return "";
    return options->to_classes[point];
}

static cm_status add_class(finding *work, const char *text)
{
    cm_status status = CM_OK;

    for (size_t c = 0; c < work->class_count; c++)
        if (strcmp(work->classes[c], text) == 0)
            return CM_OK;
    if (work->class_count == CLASSES_MAX)
        return cm__fail(CM_ERR_LIMIT, "more than %d classes of neighbours", CLASSES_MAX);
    if (work->class_count == work->class_capacity) {
        const size_t capacity = work->class_capacity ? 2 * work->class_capacity : 16;
        status = cm__array_grow(&work->classes, capacity, sizeof *work->classes);
        if (!status)
            status = cm__array_grow(&work->indices, capacity, sizeof *work->indices);
        if (status)
            return status;
        work->class_capacity = capacity;
    }
    work->indices[work->class_count] = (cm__cell_index){0};
    work->classes[work->class_count++] = text;
    return CM_OK;
}

static cm_status build_indices(finding *work)
{
    const cm_points *const to = work->to;
    cm_status status = cm__array_grow(&work->chosen, to->count + 1, sizeof *work->chosen);

    for (size_t i = 0; i < to->count && !status; i++)
        if (i == 0 || strcmp(class_text(work->options, i), class_text(work->options, i - 1)) != 0)
            status = add_class(work, class_text(work->options, i));
    for (size_t c = 0; c < work->class_count && !status; c++) {
        size_t count = 0;
        for (size_t i = 0; i < to->count; i++)
            if (strcmp(class_text(work->options, i), work->classes[c]) == 0)
                work->chosen[count++] = i;
        status = cm__cell_index_build(&work->indices[c], to->x, to->y, work->chosen, count);
    }
    return status;
}

static cm_status make_columns(cm_features *out, finding *work)
{
    static const struct {
        const char *name;
        cm_column_type type;
    } columns[COLUMN_COUNT] = {{"from_id", CM_COLUMN_TEXT},
                               {"to_id", CM_COLUMN_TEXT},
                               {"rank", CM_COLUMN_INTEGER},
                               {"distance_m", CM_COLUMN_REAL},
                               {"azimuth_deg", CM_COLUMN_REAL}};
    cm_status status = cm_features_init(out, CM_GEOMETRY_LINE, work->options->crs);

    for (size_t i = 0; i < COLUMN_COUNT && !status; i++) {
        if (i == RANK && work->options->to_classes)
            status = cm_table_add_column(&out->table, &work->class_column, "class", CM_COLUMN_TEXT);
        if (!status)
            status = cm_table_add_column(&out->table, &work->column[i], columns[i].name,
                                         columns[i].type);
    }
    return status;
}

static cm_status set_id(cm_table *table, size_t column, const char *const *ids,
                        const cm_points *points, size_t point)
{
    char number[CM_CELL_MAX];
    const size_t row = points->row ? points->row[point] : point;

    if (ids)
        return cm_table_set_text(table, table->row_count - 1, column, ids[point]);
    cm__integer_print(number, (int64_t)row + 1);
    return cm_table_set_text(table, table->row_count - 1, column, number);
}

static double azimuth_deg(cm_point from, cm_point to)
{
    const double angle_deg = atan2(to.x - from.x, to.y - from.y) * DEG_PER_RAD;

    return angle_deg < 0 ? angle_deg + 360 : angle_deg;
}

static cm_status add_line(cm_features *out, const finding *work, size_t from, size_t rank,
                          size_t kind)
{
    const size_t to = work->found[rank].point;
    const double x[2] = {work->from->x[from], work->to->x[to]};
    const double y[2] = {work->from->y[from], work->to->y[to]};
    const double distance_m = hypot(x[1] - x[0], y[1] - y[0]);
    cm_table *const table = &out->table;
    cm_status status = cm_features_add_row(out);

    if (!status && distance_m > 0)
        status = cm_features_add_part(out, x, y, 2, false);
    if (!status)
        status = set_id(table, work->column[FROM_ID], work->options->from_ids, work->from, from);
    if (!status)
        status = set_id(table, work->column[TO_ID], work->options->to_ids, work->to, to);
    if (!status && work->options->to_classes)
        status =
            cm_table_set_text(table, table->row_count - 1, work->class_column, work->classes[kind]);
    if (status)
        return status;
    cm_table_set_integer(table, table->row_count - 1, work->column[RANK], (int64_t)rank + 1);
    cm_table_set_real(table, table->row_count - 1, work->column[DISTANCE], distance_m);
    if (distance_m > 0)
        cm_table_set_real(table, table->row_count - 1, work->column[AZIMUTH],
                          azimuth_deg((cm_point){x[0], y[0]}, (cm_point){x[1], y[1]}));
    return CM_OK;
}

static cm_status add_point(cm_features *out, const finding *work, size_t from)
{
    const cm_point place = {work->from->x[from], work->from->y[from]};
    cm_status status = CM_OK;

    for (size_t c = 0; c < work->class_count && !status; c++) {
        const size_t count = cm__cell_index_nearest(work->found, work->options->k,
                                                    &work->indices[c], place, work->options->max_m);
        for (size_t rank = 0; rank < count && !status; rank++)
            status = add_line(out, work, from, rank, c);
    }
    return status;
}

static void clear(finding *work)
{
    for (size_t c = 0; c < work->class_count; c++)
        cm__cell_index_clear(&work->indices[c]);
    cm__array_free(&work->found);
    cm__array_free(&work->chosen);
    cm__array_free(&work->indices);
    cm__array_free(&work->classes);
}

cm_status cm_nearest_find(cm_features *out, const cm_points *from, const cm_points *to,
                          const cm_nearest_options *options)
{
    static const cm_nearest_options defaults = CM_NEAREST_OPTIONS_INIT;
    finding work = {.from = from, .to = to, .options = options ? options : &defaults};
    cm_features lines = {.geometry = CM_GEOMETRY_NONE};
    cm_status status = check_options(work.options);

    if (!status)
        status = cm__array_grow(&work.found, work.options->k, sizeof *work.found);
    if (!status)
        status = build_indices(&work);
    if (!status)
        status = make_columns(&lines, &work);
    for (size_t i = 0; i < from->count && !status; i++)
        status = add_point(&lines, &work, i);
    if (status)
        goto done;
    *out = lines;
    lines = (cm_features){.geometry = CM_GEOMETRY_NONE};
done:
    cm_features_clear(&lines);
    clear(&work);
    return status;
}
