/* contour_members.c - how much area and how many members lie above the level of each band. */
#include <clustermap/contour_members.h>

#include "geo/base_error.h"
#include "geo/base_memory.h"
#include <clustermap/window.h>
#include <math.h>
#include <string.h>

enum { ABOVE, MEMBERS, MEMBERS_ABOVE, WEIGHT, WEIGHT_ABOVE, COLUMNS };

typedef struct counting {
    cm_features *bands;
    const cm_points *members; /* NULL: none */
    bool *counted;            /* of each member: in a band that lies higher */
    size_t column[COLUMNS];
    double area_km2, weight; /* above, so far */
    size_t count;
} counting;

static cm_status add_columns(counting *work)
{
    static const struct {
        const char *name;
        cm_column_type type;
    } columns[COLUMNS] = {
        {"above_km2", CM_COLUMN_REAL},        {"members", CM_COLUMN_INTEGER},
        {"members_above", CM_COLUMN_INTEGER}, {"weight", CM_COLUMN_REAL},
        {"weight_above", CM_COLUMN_REAL},
    };
    const int count = !work->members ? MEMBERS : work->members->weight ? COLUMNS : WEIGHT;
    cm_status status = CM_OK;

    for (int i = 0; i < count && !status; i++)
        status = cm_table_add_column(&work->bands->table, &work->column[i], columns[i].name,
                                     columns[i].type);
    return status;
}

static cm_status open_band(cm_window **out, const cm_features *bands, size_t row)
{
    cm_features band = {.geometry = CM_GEOMETRY_NONE};
    cm_status status = cm_features_copy(&band, bands);

    if (!status)
        status = cm_features_select_rows(&band, &row, 1);
    if (!status)
        status = cm_window_create(out, &band);
    cm_features_clear(&band);
    return status;
}

static cm_status count_members(counting *work, size_t row)
{
    const cm_points *const members = work->members;
    cm_table *const table = &work->bands->table;
    cm_window *window = NULL;
    size_t count = 0;
    double weight = 0;
    const cm_status status = open_band(&window, work->bands, row);

    for (size_t i = 0; i < members->count && !status; i++) {
        if (work->counted[i] || !cm_window_holds(window, (cm_point){members->x[i], members->y[i]}))
            continue;
        work->counted[i] = true;
        count++;
        weight += members->weight ? members->weight[i] : 1;
    }
    cm_window_destroy(window);
    if (status)
        return status;
    work->count += count;
    work->weight += weight;
    cm_table_set_integer(table, row, work->column[MEMBERS], (int64_t)count);
    cm_table_set_integer(table, row, work->column[MEMBERS_ABOVE], (int64_t)work->count);
    if (members->weight) {
        cm_table_set_real(table, row, work->column[WEIGHT], weight);
        cm_table_set_real(table, row, work->column[WEIGHT_ABOVE], work->weight);
    }
    return CM_OK;
}

/* From the highest band down, so that what lies above is known. */
static cm_status count_bands(counting *work, size_t area_column)
{
    cm_table *const table = &work->bands->table;
    cm_status status = CM_OK;

    for (size_t row = table->row_count; row-- > 0 && !status;) {
        work->area_km2 += cm_table_get_number(table, row, area_column);
        cm_table_set_real(table, row, work->column[ABOVE], work->area_km2);
        if (work->members)
            status = count_members(work, row);
    }
    return status;
}

cm_status cm_contour_count(cm_features *bands, const cm_points *members)
{
    const size_t area_column = cm_table_find_column(&bands->table, "area_km2");
    counting work = {.bands = bands, .members = members};
    cm_status status = CM_OK;

    if (bands->geometry != CM_GEOMETRY_POLYGON || area_column == CM_ABSENT)
        return cm__fail(CM_ERR_FORMAT, "these are no bands between levels");
    if (members && members->count > 0)
        status = cm__array_grow(&work.counted, members->count, sizeof *work.counted);
    if (!status && work.counted)
        memset(work.counted, 0, members->count * sizeof *work.counted);
    if (!status)
        status = add_columns(&work);
    if (!status)
        status = count_bands(&work, area_column);
    cm__array_free(&work.counted);
    return status;
}
