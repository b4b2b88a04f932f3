/* hotspot_cells.c - members counted in square cells, and the cells scored. */
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include <clustermap/hotspot.h>
#include <clustermap/window.h>
#include <math.h>

static const double cells_max = 4e6;

enum { COUNT, WEIGHT, SCORE, CHANCE, CHANCE_FDR, CLASS, CLASS_FDR, COLUMN_COUNT };

/* The box of cells that take part, by whole numbers of cells from the plane's origin. */
typedef struct lattice {
    double cell_m;
    double west, south;   /* of its lowest cell */
    size_t columns, rows; /* from the south-west */
    size_t *count;        /* points in each cell */
    double *weight;
} lattice;

static cm_status check(const cm_points *points, const cm_hotspot_options *options)
{
    if (!(options->cell_m >= 1e-6 && options->cell_m <= 1e7))
        return cm__fail(CM_ERR_DOMAIN, "a cell of %g m is not within 1e-6..1e7", options->cell_m);
    if (!(options->band_m >= options->cell_m && options->band_m <= 1e9))
        return cm__fail(CM_ERR_DOMAIN, "a band of %g m is not within %g (a cell)..1e9",
                        options->band_m, options->cell_m);
    if (points->count == 0)
        return cm__fail(CM_ERR_DOMAIN, "hot spots need members");
    return CM_OK;
}

static cm_box box_of(const cm_points *points, const cm_window *window)
{
    cm_box box = {points->x[0], points->y[0], points->x[0], points->y[0]};

    if (window) {
        const cm_box bounds = cm_window_get_bounds(window);
        box = (cm_box){fmin(box.x_min, bounds.x_min), fmin(box.y_min, bounds.y_min),
                       fmax(box.x_max, bounds.x_max), fmax(box.y_max, bounds.y_max)};
    }
    for (size_t i = 0; i < points->count; i++)
        box = (cm_box){fmin(box.x_min, points->x[i]), fmin(box.y_min, points->y[i]),
                       fmax(box.x_max, points->x[i]), fmax(box.y_max, points->y[i])};
    return box;
}

static cm_status make_lattice(lattice *out, const cm_box *box)
{
    const double columns = floor(box->x_max / out->cell_m) - floor(box->x_min / out->cell_m) + 1;
    const double rows = floor(box->y_max / out->cell_m) - floor(box->y_min / out->cell_m) + 1;
    cm_status status;

    if (!(columns * rows <= cells_max))
        return cm__fail(CM_ERR_LIMIT, "%.0f x %.0f cells of %g m are over %g", columns, rows,
                        out->cell_m, cells_max);
    out->west = floor(box->x_min / out->cell_m);
    out->south = floor(box->y_min / out->cell_m);
    out->columns = (size_t)columns;
    out->rows = (size_t)rows;
    status = cm__array_grow(&out->count, out->columns * out->rows, sizeof *out->count);
    if (!status)
        status = cm__array_grow(&out->weight, out->columns * out->rows, sizeof *out->weight);
    for (size_t i = 0; i < out->columns * out->rows && !status; i++) {
        out->count[i] = 0;
        out->weight[i] = 0;
    }
    return status;
}

static void count_points(lattice *in, const cm_points *points)
{
    for (size_t i = 0; i < points->count; i++) {
        const size_t column = (size_t)(floor(points->x[i] / in->cell_m) - in->west);
        const size_t row = (size_t)(floor(points->y[i] / in->cell_m) - in->south);
        in->count[row * in->columns + column]++;
        in->weight[row * in->columns + column] += points->weight ? points->weight[i] : 1;
    }
}

/* ---- the cells that take part ---- */

static cm_point middle_of(const lattice *in, size_t cell)
{
    return (cm_point){(in->west + (double)(cell % in->columns) + 0.5) * in->cell_m,
                      (in->south + (double)(cell / in->columns) + 0.5) * in->cell_m};
}

/* From the north-west along the rows. */
static size_t cell_at(const lattice *in, size_t i)
{
    return (in->rows - 1 - i / in->columns) * in->columns + i % in->columns;
}

/* Takes the middles of the cells that take part as places, their cells as rows. */
static cm_status choose_cells(cm_points *out, const lattice *in, const cm_window *window)
{
    const size_t count = in->columns * in->rows;
    cm_status status = cm__array_grow(&out->x, count, sizeof *out->x);

    if (!status)
        status = cm__array_grow(&out->y, count, sizeof *out->y);
    if (!status)
        status = cm__array_grow(&out->weight, count, sizeof *out->weight);
    if (!status)
        status = cm__array_grow(&out->row, count, sizeof *out->row);
    for (size_t i = 0; i < count && !status; i++) {
        const size_t cell = cell_at(in, i);
        const cm_point middle = middle_of(in, cell);
        if (window && in->count[cell] == 0 && !cm_window_holds(window, middle))
            continue;
        out->x[out->count] = middle.x;
        out->y[out->count] = middle.y;
        out->weight[out->count] = in->weight[cell];
        out->row[out->count++] = cell;
    }
    return status;
}

/* ---- the result ---- */

static cm_status make_columns(cm_features *out, size_t column[COLUMN_COUNT], const char *crs)
{
    static const struct {
        const char *name;
        cm_column_type type;
    } columns[COLUMN_COUNT] = {{"count", CM_COLUMN_INTEGER},    {"weight", CM_COLUMN_REAL},
                               {"gi_z", CM_COLUMN_REAL},        {"chance", CM_COLUMN_REAL},
                               {"chance_fdr", CM_COLUMN_REAL},  {"class", CM_COLUMN_INTEGER},
                               {"class_fdr", CM_COLUMN_INTEGER}};
    cm_status status = cm_features_init(out, CM_GEOMETRY_POLYGON, crs);

    for (size_t i = 0; i < COLUMN_COUNT && !status; i++)
        status = cm_table_add_column(&out->table, &column[i], columns[i].name, columns[i].type);
    return status;
}

static cm_status add_square(cm_features *out, cm_point middle, double side)
{
    const double w = middle.x - side / 2, e = middle.x + side / 2;
    const double s = middle.y - side / 2, n = middle.y + side / 2;
    const double x[] = {w, e, e, w, w}, y[] = {s, s, n, n, s};
    const cm_status status = cm_features_add_row(out);

    return status ? status : cm_features_add_part(out, x, y, 5, false);
}

static cm_status add_cell(cm_features *out, const size_t column[COLUMN_COUNT], const lattice *in,
                          size_t cell)
{
    const cm_status status = add_square(out, middle_of(in, cell), in->cell_m);

    if (status)
        return status;
    cm_table_set_integer(&out->table, out->table.row_count - 1, column[COUNT],
                         (int64_t)in->count[cell]);
    cm_table_set_real(&out->table, out->table.row_count - 1, column[WEIGHT], in->weight[cell]);
    return CM_OK;
}

static void set_scores(cm_table *table, const size_t column[COLUMN_COUNT], const double *scores,
                       const double *adjusted)
{
    for (size_t row = 0; row < table->row_count; row++) {
        const double z = scores[row], chance = cm_hotspot_chance(z);
        const bool known = !isnan(z);
        if (known) {
            cm_table_set_real(table, row, column[SCORE], z);
            cm_table_set_real(table, row, column[CHANCE], chance);
            cm_table_set_real(table, row, column[CHANCE_FDR], adjusted[row]);
        }
        cm_table_set_integer(table, row, column[CLASS], known ? cm_hotspot_class(z, chance) : 0);
        cm_table_set_integer(table, row, column[CLASS_FDR],
                             known ? cm_hotspot_class(z, adjusted[row]) : 0);
    }
}

static cm_status score(cm_features *out, const lattice *in, const cm_points *places,
                       const cm_hotspot_options *options)
{
    size_t column[COLUMN_COUNT];
    double *scores = NULL, *adjusted = NULL;
    cm_status status = cm__array_grow(&scores, places->count, sizeof *scores);

    if (!status)
        status = cm__array_grow(&adjusted, places->count, sizeof *adjusted);
    if (!status)
        status = cm_hotspot_scores(scores, places, options->band_m);
    for (size_t i = 0; i < places->count && !status; i++)
        adjusted[i] = cm_hotspot_chance(scores[i]);
    if (!status)
        status = cm_hotspot_adjust(adjusted, places->count);
    if (!status)
        status = make_columns(out, column, options->crs);
    for (size_t i = 0; i < places->count && !status; i++)
        status = add_cell(out, column, in, places->row[i]);
    if (!status)
        set_scores(&out->table, column, scores, adjusted);
    cm__array_free(&adjusted);
    cm__array_free(&scores);
    return status;
}

cm_status cm_hotspot_cells(cm_features *out, const cm_points *points,
                           const cm_hotspot_options *options)
{
    lattice cells = {.cell_m = options->cell_m};
    cm_window *window = NULL;
    cm_points places = {0};
    cm_features scored = {.geometry = CM_GEOMETRY_NONE};
    cm_status status = check(points, options);

    if (!status && options->window)
        status = cm_window_create(&window, options->window);
    if (!status) {
        const cm_box box = box_of(points, window);
        status = make_lattice(&cells, &box);
    }
    if (status)
        goto done;
    count_points(&cells, points);
    status = choose_cells(&places, &cells, window);
    if (!status)
        status = score(&scored, &cells, &places, options);
    if (status)
        goto done;
    *out = scored;
    scored = (cm_features){.geometry = CM_GEOMETRY_NONE};
done:
    cm_features_clear(&scored);
    cm_points_clear(&places);
    cm_window_destroy(window);
    cm__array_free(&cells.weight);
    cm__array_free(&cells.count);
    return status;
}
