/* source_plane.c - rows whose place is told in one of the plane rectangular zones. */
#include "geo/source_plane.h"
#include "geo/base_memory.h"
#include "geo/source_names.h"
#include <clustermap/crs.h>
#include <math.h>
#include <stdio.h>

enum { ZONES = 19, ZONE_0 = 6668 };

cm_status cm__source_plane_add(cm__source_plane_rows *rows, const cm__source_plane_row *row)
{
    if (rows->count == rows->capacity) {
        const size_t capacity = rows->capacity ? 2 * rows->capacity : 256;
        const cm_status status = cm__array_grow(&rows->rows, capacity, sizeof *rows->rows);
        if (status)
            return status;
        rows->capacity = capacity;
    }
    rows->rows[rows->count++] = *row;
    return CM_OK;
}

void cm__source_plane_clear(cm__source_plane_rows *rows)
{
    cm__array_free(&rows->rows);
    *rows = (cm__source_plane_rows){0};
}

static bool is_in_japan(double lon_deg, double lat_deg)
{
    return lon_deg >= 122 && lon_deg <= 154 && lat_deg >= 20 && lat_deg <= 46;
}

/* Gathers the coordinates of a zone into x and y; returns how many they are. */
static size_t gather(double *x, double *y, const cm__source_plane_rows *rows, unsigned zone)
{
    size_t count = 0;

    for (size_t i = 0; i < rows->count; i++)
        if (rows->rows[i].zone == zone) {
            x[count] = rows->rows[i].east_m;
            y[count++] = rows->rows[i].north_m;
        }
    return count;
}

static void scatter(cm__source_plane_rows *rows, unsigned zone, const double *x, const double *y)
{
    size_t taken = 0;

    for (size_t i = 0; i < rows->count; i++)
        if (rows->rows[i].zone == zone) {
            if (is_in_japan(x[taken], y[taken]))
                rows->rows[i].row.place = (cm_lonlat){x[taken], y[taken]};
            taken++;
        }
}

static cm_status transform_zone(cm__source_plane_rows *rows, unsigned zone, double *x, double *y)
{
    const size_t count = gather(x, y, rows, zone);
    char definition[32];
    cm_crs *from = NULL, *to = NULL;
    cm_status status;

    if (count == 0)
        return CM_OK;
    snprintf(definition, sizeof definition, "EPSG:%u", ZONE_0 + zone);
    status = cm_crs_create(&from, definition);
    if (!status)
        status = cm_crs_create(&to, CM_CRS_LONLAT);
    if (!status)
        status = cm_crs_transform(from, to, x, y, count, NULL);
    if (!status)
        scatter(rows, zone, x, y);
    cm_crs_destroy(to);
    cm_crs_destroy(from);
    return status;
}

static cm_status transform(cm__source_plane_rows *rows)
{
    double *x = NULL, *y = NULL;
    cm_status status = cm__array_grow(&x, rows->count, sizeof *x);

    if (!status)
        status = cm__array_grow(&y, rows->count, sizeof *y);
    for (size_t i = 0; i < rows->count; i++)
        rows->rows[i].row.place = (cm_lonlat){NAN, NAN};
    for (unsigned zone = 1; !status && zone <= ZONES; zone++)
        status = transform_zone(rows, zone, x, y);
    cm__array_free(&y);
    cm__array_free(&x);
    return status;
}

cm_status cm__source_plane_tell(cm__source_plane_rows *waiting, cm__source_rows *rows)
{
    cm_status status = waiting->count > 0 ? transform(waiting) : CM_OK;

    for (size_t i = 0; !status && i < waiting->count; i++)
        status = cm__source_tell(rows, NULL, &waiting->rows[i].row);
    waiting->count = 0;
    return status;
}
