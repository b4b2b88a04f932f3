/* gazetteer_center.c - the middle of a town that has koaza. */
#include "geo/gazetteer_center.h"
#include "geo/base_memory.h"
#include <math.h>

enum { KOAZA_MIN = 2 };

/* Shell's sort: needs no room, as the C library's may. */
static void sort(double *values, size_t count)
{
    for (size_t gap = count / 2; gap > 0; gap /= 2)
        for (size_t i = gap; i < count; i++) {
            const double value = values[i];
            size_t k = i;
            for (; k >= gap && values[k - gap] > value; k -= gap)
                values[k] = values[k - gap];
            values[k] = value;
        }
}

static double median(double *values, size_t count)
{
    sort(values, count);
    return (values[(count - 1) / 2] + values[count / 2]) / 2;
}

/* Centers a town on its koaza [first, end); there is room for one more of each. */
static void center(cm__gazetteer_towns *towns, size_t first, size_t end, double *lon_deg,
                   double *lat_deg)
{
    cm__gazetteer_place *const town = &towns->towns[towns->koaza[first].town];
    size_t count = 0;

    if (end - first < KOAZA_MIN)
        return;
    for (size_t i = first; i <= end; i++) {
        const cm_lonlat place = i < end ? towns->koaza[i].place : town->place;
        if (isnan(place.lon_deg))
            continue;
        lon_deg[count] = place.lon_deg;
        lat_deg[count++] = place.lat_deg;
    }
    if (count > 0)
        town->place = (cm_lonlat){median(lon_deg, count), median(lat_deg, count)};
}

cm_status cm__gazetteer_center(cm__gazetteer_towns *towns)
{
    const size_t count = towns->koaza_count;
    double *room = NULL;
    cm_status status;

    if (count == 0)
        return CM_OK;
    status = cm__array_grow(&room, 2 * (count + 1), sizeof *room);
    for (size_t first = 0, end; first < count && !status; first = end) {
        for (end = first + 1; end < count && towns->koaza[end].town == towns->koaza[first].town;)
            end++;
        center(towns, first, end, room, room + count + 1);
    }
    cm__array_free(&room);
    return status;
}
