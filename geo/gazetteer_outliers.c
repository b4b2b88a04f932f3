/* gazetteer_outliers.c - lots that lie far from their town, as registers have them by mistake. */
#include "geo/base_memory.h"
#include "geo/gazetteer_merge.h"
#include <math.h>
#include <stdlib.h>

/* Lots are gathered by cells of this size; cells that touch are one group, so that lots within it
 * of each other always are in one. */
static const double far_m = 500;

/* A lot of the town that is looked at, in metres about the town. */
typedef struct spot {
    cm__merge_lot *lot;
    double x, y, koaza_x, koaza_y;
    int32_t column, row;
    uint32_t group; /* the spot that leads its group */
    bool has_koaza; /* its koaza's place is known */
} spot;

/* Metres about the town. */
typedef struct frame {
    cm_lonlat middle;
    double x_m, y_m; /* in a degree */
    bool is_town;    /* the middle is the town's own place */
} frame;

typedef struct extent {
    double x[2], y[2];
} extent;

static int compare_cells(const void *left, const void *right)
{
    const spot *const a = left, *const b = right;

    if (a->row != b->row)
        return (a->row > b->row) - (a->row < b->row);
    if (a->column != b->column)
        return (a->column > b->column) - (a->column < b->column);
    return (a->lot > b->lot) - (a->lot < b->lot);
}

static uint32_t leader(spot *spots, uint32_t i)
{
    while (spots[i].group != i)
        i = spots[i].group = spots[spots[i].group].group;
    return i;
}

static void join(spot *spots, uint32_t a, uint32_t b)
{
    a = leader(spots, a);
    b = leader(spots, b);
    if (a < b)
        spots[b].group = a;
    else
        spots[a].group = b;
}

static bool touches(const spot *a, const spot *b)
{
    return abs(a->row - b->row) <= 1 && abs(a->column - b->column) <= 1;
}

/* Joins spots of cells that touch: the next of its row, and those of the row below, to which `low`
 * walks along. */
static void gather(spot *spots, uint32_t count)
{
    uint32_t low = 0;

    for (uint32_t i = 1; i < count; i++) {
        if (touches(&spots[i - 1], &spots[i]))
            join(spots, i - 1, i);
        if (spots[i].row == spots[i - 1].row && spots[i].column == spots[i - 1].column)
            continue; /* the first of a cell speaks for all */
        while (spots[low].row < spots[i].row - 1 ||
               (spots[low].row == spots[i].row - 1 && spots[low].column < spots[i].column - 1))
            low++;
        for (uint32_t j = low; j < i && spots[j].row < spots[i].row; j++) {
            if (spots[j].column > spots[i].column + 1)
                break;
            join(spots, j, i);
        }
    }
}

/* The largest group; of equal ones the nearest to the town's own place. */
static uint32_t find_main(spot *spots, uint32_t count, uint32_t *sizes, bool town_known)
{
    uint32_t best = 0;

    for (uint32_t i = 0; i < count; i++)
        sizes[i] = 0;
    for (uint32_t i = 0; i < count; i++)
        sizes[leader(spots, i)]++;
    for (uint32_t i = 1; i < count; i++) {
        const bool nearer =
            town_known && hypot(spots[i].x, spots[i].y) < hypot(spots[best].x, spots[best].y);
        if (sizes[i] > sizes[best] || (sizes[i] == sizes[best] && sizes[i] > 0 && nearer))
            best = i;
    }
    return best;
}

static void widen(extent *around, double x, double y)
{
    around->x[0] = fmin(around->x[0], x);
    around->x[1] = fmax(around->x[1], x);
    around->y[0] = fmin(around->y[0], y);
    around->y[1] = fmax(around->y[1], y);
}

static bool is_far(const extent *around, double x, double y)
{
    const double dx = fmax(fmax(around->x[0] - x, x - around->x[1]), 0);
    const double dy = fmax(fmax(around->y[0] - y, y - around->y[1]), 0);

    return hypot(dx, dy) > far_m;
}

/* What the main group, the town's own place and its koaza extend over. One lot alone does not
 * outweigh its town. */
static extent find_extent(spot *spots, uint32_t count, const uint32_t *sizes, const frame *f,
                          uint32_t best)
{
    const bool is_vouched = sizes[best] > 1 || !f->is_town;
    extent around = {{0, 0}, {0, 0}};

    if (is_vouched)
        around = (extent){{spots[best].x, spots[best].x}, {spots[best].y, spots[best].y}};
    for (uint32_t i = 0; i < count; i++) {
        if (is_vouched && leader(spots, i) == best)
            widen(&around, spots[i].x, spots[i].y);
        if (spots[i].has_koaza)
            widen(&around, spots[i].koaza_x, spots[i].koaza_y);
    }
    if (f->is_town)
        widen(&around, 0, 0);
    return around;
}

/* Takes away the places of groups that are all far from that extent. */
static size_t drop_far(spot *spots, uint32_t count, uint32_t *sizes, const frame *f)
{
    const uint32_t best = find_main(spots, count, sizes, f->is_town);
    const extent around = find_extent(spots, count, sizes, f, best);
    size_t dropped = 0;

    for (uint32_t i = 0; i < count; i++)
        sizes[i] = 0; /* from here: whether the group reaches near enough */
    for (uint32_t i = 0; i < count; i++)
        if (!is_far(&around, spots[i].x, spots[i].y))
            sizes[leader(spots, i)] = 1;
    for (uint32_t i = 0; i < count; i++)
        if (sizes[leader(spots, i)] == 0) {
            spots[i].lot->place.at = (cm_lonlat){NAN, NAN};
            dropped++;
        }
    return dropped;
}

/* The middle is the town's own place, or the first of its lots. A degree of latitude is 111 km;
 * the sphere is good enough to tell 500 m from 50 km. */
static void set_frame(frame *f, const cm__merge *merge, size_t first, size_t end)
{
    f->middle = merge->towns[merge->lots[first].town].base.place.at;
    f->is_town = !isnan(f->middle.lon_deg);
    for (size_t i = first; i < end && isnan(f->middle.lon_deg); i++)
        f->middle = merge->lots[i].place.at;
    f->y_m = 111195;
    f->x_m = f->y_m * cos(f->middle.lat_deg * 0.017453292519943295);
}

static spot make_spot(cm__merge *merge, cm__merge_lot *lot, const frame *f)
{
    spot s = {.lot = lot,
              .x = (lot->place.at.lon_deg - f->middle.lon_deg) * f->x_m,
              .y = (lot->place.at.lat_deg - f->middle.lat_deg) * f->y_m};

    s.column = (int32_t)floor(s.x / far_m);
    s.row = (int32_t)floor(s.y / far_m);
    if (lot->koaza > 0) {
        const cm_lonlat koaza = merge->koaza[lot->koaza - 1].place.at;
        s.has_koaza = !isnan(koaza.lon_deg);
        s.koaza_x = (koaza.lon_deg - f->middle.lon_deg) * f->x_m;
        s.koaza_y = (koaza.lat_deg - f->middle.lat_deg) * f->y_m;
    }
    return s;
}

static size_t drop_of_town(cm__merge *merge, spot *spots, uint32_t *sizes, size_t first, size_t end)
{
    uint32_t count = 0;
    frame f;

    set_frame(&f, merge, first, end);
    for (size_t i = first; i < end; i++)
        if (!isnan(merge->lots[i].place.at.lon_deg))
            spots[count++] = make_spot(merge, &merge->lots[i], &f);
    if (count == 0)
        return 0;
    qsort(spots, count, sizeof *spots, compare_cells);
    for (uint32_t i = 0; i < count; i++)
        spots[i].group = i;
    gather(spots, count);
    return drop_far(spots, count, sizes, &f);
}

cm_status cm__merge_drop_outliers(cm__merge *merge, size_t *dropped)
{
    const size_t count = merge->lot_count;
    spot *spots = NULL;
    uint32_t *sizes = NULL;
    cm_status status = cm__array_grow(&spots, count + 1, sizeof *spots);

    if (!status)
        status = cm__array_grow(&sizes, count + 1, sizeof *sizes);
    *dropped = 0;
    for (size_t first = 0, end; first < count && !status; first = end) {
        for (end = first + 1; end < count && merge->lots[end].town == merge->lots[first].town;
             end++)
            ;
        *dropped += drop_of_town(merge, spots, sizes, first, end);
    }
    cm__array_free(&sizes);
    cm__array_free(&spots);
    return status;
}
