/* reader_points.c - a member table whose rows have coordinates. */
#include "geo/reader_points.h"
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "geo/base_text.h"
#include "geo/reader_quick.h"
#include "geo/reader_rejects.h"
#include <clustermap/crs.h>
#include <math.h>
#include <stdio.h>

enum { REASON_MAX = 200 };

/* A table's coordinates while they are read. */
typedef struct reading {
    const char *path;
    cm_table *table;
    cm_table *rejects; /* NULL: a bad row is an error */
    cm__points_columns columns;
    cm_point *places;    /* of the rows that are kept */
    size_t *rows, count; /* these */
    char reason[REASON_MAX];
} reading;

static cm_status check_columns(const cm__points_columns *of, bool is_plane, const char *path)
{
    const bool has_x = of->x != CM_ABSENT, has_y = of->y != CM_ABSENT;
    const char *const x = is_plane ? "x" : "lon", *const y = is_plane ? "y" : "lat";

    if (has_x && has_y)
        return CM_OK;
    if (!has_x && !has_y)
        return cm__fail(CM_ERR_FORMAT, "%s: no columns of coordinates (%s, %s)", path, x, y);
    return cm__fail(CM_ERR_FORMAT, "%s: no column %s beside %s", path, has_x ? y : x,
                    has_x ? x : y);
}

cm_status cm__points_find_columns(cm__points_columns *out, const cm_table *table,
                                  const cm_read_options *options, const char *path)
{
    const char *const *const named = options->names.header;
    const bool is_plane = named[CM_MEMBER_X] || named[CM_MEMBER_Y];
    cm__points_columns found = {.is_lonlat = !is_plane && !options->ignore_crs};
    cm_member_columns columns;
    cm_status status = cm_members_find_columns(&columns, table, &options->names, path);

    if (status)
        return status;
    found.x = columns.index[is_plane ? CM_MEMBER_X : CM_MEMBER_LON];
    found.y = columns.index[is_plane ? CM_MEMBER_Y : CM_MEMBER_LAT];
    if (!options->ignore_crs)
        found.crs = is_plane ? options->crs : CM_CRS_LONLAT;
    status = check_columns(&found, is_plane, path);
    if (!status)
        *out = found;
    return status;
}

/* Reads one coordinate. Returns whether it is a number; else the reason says why it is not. */
static bool read_number(reading *of, double *out, const char *text, const char *axis)
{
    if (*text == '\0')
        snprintf(of->reason, sizeof of->reason, "%s is missing", axis);
    else if (!cm__number_is(out, text))
        snprintf(of->reason, sizeof of->reason, "%s \"%.80s\" is not a number", axis, text);
    else
        return true;
    return false;
}

static bool is_in_range(reading *of, const cm_point *place, const char *x, const char *y)
{
    const bool is_lon = fabs(place->x) <= 180, is_lat = fabs(place->y) <= 90;
    const bool is_swapped = !is_lat && fabs(place->x) <= 90 && fabs(place->y) <= 180;

    if (!is_lon)
        snprintf(of->reason, sizeof of->reason, "longitude %.80s is not within -180..180", x);
    else if (!is_lat)
        snprintf(of->reason, sizeof of->reason, "latitude %.80s is not within -90..90%s", y,
                 is_swapped ? "; are lon and lat exchanged?" : "");
    return is_lon && is_lat;
}

/* Reads the place of two texts: NaN, NaN if both are missing. Returns false if the row must be
 * rejected, for the reason. */
static bool read_place(reading *of, cm_point *out, const char *x, const char *y)
{
    *out = (cm_point){NAN, NAN};
    if (*x == '\0' && *y == '\0')
        return true;
    return read_number(of, &out->x, x, of->columns.is_lonlat ? "longitude" : "x") &&
           read_number(of, &out->y, y, of->columns.is_lonlat ? "latitude" : "y") &&
           (!of->columns.is_lonlat || is_in_range(of, out, x, y));
}

static cm_status reject(const reading *of, size_t row, const char *x, const char *y)
{
    const int64_t line = of->table->lines[row];
    cm__text text = {0};
    cm_status status;

    if (!of->rejects)
        return cm__fail(CM_ERR_FORMAT, "%s:%lld: %s", of->path, (long long)line, of->reason);
    cm__text_addf(&text, "%s, %s", x, y);
    status = text.failed;
    if (!status)
        status = cm__rejects_add(of->rejects, line, of->reason, text.bytes);
    cm__text_clear(&text);
    return status;
}

static cm_status read_places(reading *of)
{
    const size_t rows = of->table->row_count;
    char x_number[CM_CELL_MAX], y_number[CM_CELL_MAX];
    cm_status status = cm__array_grow(&of->places, rows + 1, sizeof *of->places);

    if (!status)
        status = cm__array_grow(&of->rows, rows + 1, sizeof *of->rows);
    for (size_t row = 0; row < rows && !status; row++) {
        const char *const x = cm_table_format(of->table, row, of->columns.x, x_number);
        const char *const y = cm_table_format(of->table, row, of->columns.y, y_number);
        if (read_place(of, &of->places[of->count], x, y))
            of->rows[of->count++] = row;
        else
            status = reject(of, row, x, y);
    }
    return status;
}

static cm_status make_features(cm_features *out, reading *of)
{
    cm_status status;

    cm_table_select_rows(of->table, of->rows, of->count);
    status = cm_features_from_table(out, of->table, of->columns.crs);
    for (size_t row = 0; row < of->count && !status; row++)
        cm_features_set_point(out, row, of->places[row]);
    return status;
}

static cm_status read_table(cm_features *out, const char *path, const cm_read_options *options,
                            cm_table *rejects)
{
    cm_table table = {0};
    reading of = {.path = path, .table = &table, .rejects = rejects};
    cm_status status = cm_table_read(&table, path, options, rejects);

    if (!status)
        status = cm__points_find_columns(&of.columns, &table, options, path);
    if (!status)
        status = read_places(&of);
    if (!status)
        status = make_features(out, &of);
    cm__array_free(&of.rows);
    cm__array_free(&of.places);
    cm_table_clear(&table);
    return status;
}

cm_status cm__points_of_table(cm_features *out, const char *path, const cm_read_options *options,
                              cm_table *rejects)
{
    bool done = false;
    const cm_status status = cm__quick_points(out, &done, path, options);

    if (status || done)
        return status;
    return read_table(out, path, options, rejects);
}
