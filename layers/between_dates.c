/* between_dates.c - what a list is at one date, and the layer of several. */
#include "layers/between_dates.h"

#include "geo/base_memory.h"
#include "geo/base_number.h"
#include "layers/links_columns.h"
#include <clustermap/centre.h>
#include <math.h>

enum {
    DATE,
    MEMBERS,
    PLACED,
    JOINED,
    LEFT,
    WEIGHT,
    CENTRE_X,
    CENTRE_Y,
    STANDARD_DISTANCE,
    CENTRE_MOVED,
    COLUMNS
};

static const cm__links_column columns[COLUMNS] = {
    [DATE] = {"date", CM_COLUMN_TEXT},
    [MEMBERS] = {"members", CM_COLUMN_INTEGER},
    [PLACED] = {"placed", CM_COLUMN_INTEGER},
    [JOINED] = {"joined", CM_COLUMN_INTEGER},
    [LEFT] = {"left", CM_COLUMN_INTEGER},
    [WEIGHT] = {"weight", CM_COLUMN_REAL},
    [CENTRE_X] = {"centre_x", CM_COLUMN_REAL},
    [CENTRE_Y] = {"centre_y", CM_COLUMN_REAL},
    [STANDARD_DISTANCE] = {"standard_distance_m", CM_COLUMN_REAL},
    [CENTRE_MOVED] = {"centre_moved_m", CM_COLUMN_REAL}};

cm_status cm__dates_init(cm_features *out, const char *crs)
{
    const cm_status status = cm_features_init(out, CM_GEOMETRY_POINT, crs);

    return status ? status : cm__links_add_columns(&out->table, columns, COLUMNS);
}

cm_status cm__dates_add(cm_features *dates, const cm__date *date, const cm_points *points)
{
    const cm_centre centre = cm_centre_get(points);
    cm_table *const table = &dates->table;
    const size_t row = table->row_count;
    cm_status status = cm_features_add_row(dates);

    if (!status)
        status = cm_table_set_text(table, row, DATE, date->name);
    if (status)
        return status;
    cm_table_set_integer(table, row, MEMBERS, (int64_t)date->members);
    cm_table_set_integer(table, row, PLACED, (int64_t)centre.count);
    cm_table_set_integer(table, row, JOINED, date->joined);
    cm_table_set_integer(table, row, LEFT, date->left);
    cm_table_set_real(table, row, WEIGHT, centre.weight);
    cm_table_set_real(table, row, CENTRE_X, centre.mean.x);
    cm_table_set_real(table, row, CENTRE_Y, centre.mean.y);
    cm_table_set_real(table, row, STANDARD_DISTANCE, centre.standard_distance_m);
    cm_features_set_point(dates, row, centre.mean);
    if (row > 0)
        cm_table_set_real(
            table, row, CENTRE_MOVED,
            hypot(centre.mean.x - dates->x[row - 1], centre.mean.y - dates->y[row - 1]));
    return CM_OK;
}

bool cm__between_has_place(const cm_between_list *list, size_t row)
{
    return isfinite(list->x[row]) && isfinite(list->y[row]);
}

cm_status cm__dates_points(cm_points *out, const cm_between_list *list, const bool *chosen)
{
    const size_t rows = list->members->row_count;
    cm_status status = cm__array_grow(&out->x, rows + 1, sizeof *out->x);

    if (!status)
        status = cm__array_grow(&out->y, rows + 1, sizeof *out->y);
    if (!status && list->weight)
        status = cm__array_grow(&out->weight, rows + 1, sizeof *out->weight);
    out->count = 0;
    for (size_t row = 0; row < rows && !status; row++) {
        if ((chosen && !chosen[row]) || !cm__between_has_place(list, row))
            continue;
        out->x[out->count] = list->x[row];
        out->y[out->count] = list->y[row];
        if (list->weight)
            out->weight[out->count] = list->weight[row];
        out->count++;
    }
    return status;
}

cm_status cm__between_set_names(cm_table *table, size_t row, const cm_between_list *list,
                                size_t member)
{
    const size_t id = list->columns->index[CM_MEMBER_ID];
    const size_t name = list->columns->index[CM_MEMBER_NAME];
    char buffer[CM_CELL_MAX];
    const char *text = id == CM_ABSENT ? "" : cm_table_format(list->members, member, id, buffer);
    cm_status status;

    if (id == CM_ABSENT) {
        cm__integer_print(buffer, (int64_t)member + 1);
        text = buffer;
    }
    status = cm_table_set_text(table, row, 0, text);
    if (!status && name != CM_ABSENT)
        status =
            cm_table_set_text(table, row, 1, cm_table_format(list->members, member, name, buffer));
    return status;
}
