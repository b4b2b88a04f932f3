/* rings.c - what lies within distances of a centre. */
#include <clustermap/rings.h>

#include "geo/base_error.h"
#include "geo/base_map.h"
#include "geo/base_memory.h"
#include "geo/base_number.h"
#include "layers/disc_area.h"
#include <math.h>
#include <string.h>

#define PI 3.14159265358979323846
static const double M2_PER_KM2 = 1e6;
/* A circle is drawn with so many corners; the arc leaves the chord by 1 - cos(pi / 256) = 7.5e-5 of
 * the radius. */
enum { CORNERS = 256 };

enum { CENTRE, FROM, TO, COUNT, WEIGHT, AREA, PER_KM2, CUMULATIVE, COLUMN_COUNT };

/* One count: what lies in a ring, of a class. */
typedef struct tally {
    size_t count;
    double weight, lost; /* lost: Kahan 1965 */
} tally;

typedef struct counting {
    const cm_points *points;
    const cm_rings_options *options;
    uint32_t *class_of_point; /* NULL: one kind */
    cm__map classes;          /* in the order in which they first occur */
    size_t class_count;
    tally *tallies;                /* class_count * radius_count */
    double areas_m2[CM_RINGS_MAX]; /* of the rings round this centre */
    size_t column[COLUMN_COUNT], class_column;
} counting;

static cm_status check_options(const cm_rings_options *options)
{
    if (!(options->radius_count >= 1 && options->radius_count <= CM_RINGS_MAX))
        return cm__fail(CM_ERR_DOMAIN, "%zu radii are not within 1..%d", options->radius_count,
                        CM_RINGS_MAX);
    for (size_t i = 0; i < options->radius_count; i++) {
        const double before = i > 0 ? options->radii_m[i - 1] : 0;
        if (!(options->radii_m[i] > before && options->radii_m[i] <= 1e7))
            return cm__fail(CM_ERR_DOMAIN, "radius %g m is not within %g..1e7", options->radii_m[i],
                            before);
    }
    if (options->window && options->window->geometry != CM_GEOMETRY_POLYGON)
        return cm__fail(CM_ERR_FORMAT, "the window is not of polygons");
    return CM_OK;
}

static cm_status add_to_class(counting *work, size_t point)
{
    const char *const given = work->options->classes[point], *const text = given ? given : "";
    cm__map_entry *entry = NULL;
    const cm_status status = cm__map_put(&work->classes, &entry, text, strlen(text));

    if (status)
        return status;
    if (entry->value == CM__MAP_NEW)
        entry->value = (uint32_t)work->classes.count - 1;
    work->class_of_point[point] = entry->value;
    return CM_OK;
}

static cm_status find_classes(counting *work)
{
    const size_t count = work->points->count;
    cm_status status;

    work->class_count = work->options->classes ? 0 : 1;
    if (!work->options->classes || count == 0)
        return CM_OK;
    status = cm__array_grow(&work->class_of_point, count, sizeof *work->class_of_point);
    for (size_t i = 0; i < count && !status; i++)
        status = add_to_class(work, i);
    work->class_count = work->classes.count;
    return status;
}

/* The ring of a distance: the first whose outer radius lies above it; radius_count if none. */
static size_t find_ring(const cm_rings_options *options, double distance_m)
{
    size_t low = 0, high = options->radius_count;

    while (low < high) {
        const size_t middle = (low + high) / 2;
        if (distance_m < options->radii_m[middle])
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

static void add_weight(tally *to, double weight)
{
    const double term = weight - to->lost, next = to->weight + term;

    to->count++;
    to->lost = (next - to->weight) - term;
    to->weight = next;
}

static void count_points(counting *work, cm_point centre)
{
    const cm_points *const points = work->points;
    const size_t rings = work->options->radius_count;

    memset(work->tallies, 0, work->class_count * rings * sizeof *work->tallies);
    for (size_t i = 0; i < points->count; i++) {
        const double distance_m = hypot(points->x[i] - centre.x, points->y[i] - centre.y);
        const size_t ring = find_ring(work->options, distance_m);
        const size_t kind = work->class_of_point ? work->class_of_point[i] : 0;
        if (ring < rings)
            add_weight(&work->tallies[kind * rings + ring], points->weight ? points->weight[i] : 1);
    }
}

static double disc_area(const counting *work, cm_point centre, double radius)
{
    return work->options->window ? cm__disc_area(work->options->window, centre, radius)
                                 : PI * radius * radius;
}

/* They are the same for every class, and a window may have many vertices. */
static void measure_rings(counting *work, cm_point centre)
{
    double inner_m2 = 0;

    for (size_t ring = 0; ring < work->options->radius_count; ring++) {
        const double outer_m2 = disc_area(work, centre, work->options->radii_m[ring]);
        work->areas_m2[ring] = outer_m2 > inner_m2 ? outer_m2 - inner_m2 : 0;
        inner_m2 = outer_m2;
    }
}

static cm_status add_circle(cm_features *out, cm_point centre, double radius, bool is_hole)
{
    double x[CORNERS + 1], y[CORNERS + 1];

    for (int i = 0; i <= CORNERS; i++) {
        const int corner = is_hole ? CORNERS - i : i; /* exactly those of the ring inside */
        const double angle = 2 * PI * (corner % CORNERS) / CORNERS;
        x[i] = centre.x + radius * cos(angle);
        y[i] = centre.y + radius * sin(angle);
    }
    return cm_features_add_part(out, x, y, CORNERS + 1, is_hole);
}

static void set_numbers(cm_table *table, const counting *work, const tally *in,
                        const double *bounds_m, double area_m2)
{
    const size_t row = table->row_count - 1;
    const double area_km2 = area_m2 / M2_PER_KM2;

    cm_table_set_real(table, row, work->column[FROM], bounds_m[0]);
    cm_table_set_real(table, row, work->column[TO], bounds_m[1]);
    cm_table_set_integer(table, row, work->column[COUNT], (int64_t)in->count);
    cm_table_set_real(table, row, work->column[WEIGHT], in->weight);
    cm_table_set_real(table, row, work->column[AREA], area_km2);
    if (area_km2 > 0)
        cm_table_set_real(table, row, work->column[PER_KM2], in->weight / area_km2);
}

/* One row: a ring of a class. */
static cm_status add_ring(cm_features *out, const counting *work, cm_point centre, size_t kind,
                          size_t ring)
{
    const double *const radii = work->options->radii_m;
    const double bounds_m[2] = {ring > 0 ? radii[ring - 1] : 0, radii[ring]};
    const tally *const tallies = work->tallies + kind * work->options->radius_count;
    size_t cumulative = 0;
    cm_status status = cm_features_add_row(out);

    if (!status)
        status = add_circle(out, centre, bounds_m[1], false);
    if (!status && ring > 0)
        status = add_circle(out, centre, bounds_m[0], true);
    if (status)
        return status;
    for (size_t i = 0; i <= ring; i++)
        cumulative += tallies[i].count;
    set_numbers(&out->table, work, &tallies[ring], bounds_m, work->areas_m2[ring]);
    cm_table_set_integer(&out->table, out->table.row_count - 1, work->column[CUMULATIVE],
                         (int64_t)cumulative);
    if (work->options->classes)
        status = cm_table_set_text(&out->table, out->table.row_count - 1, work->class_column,
                                   work->classes.entries[kind].key);
    return status;
}

static cm_status name_centre(cm_features *out, const counting *work, size_t centre)
{
    const char *const *const ids = work->options->centre_ids;
    char number[CM_CELL_MAX];
    const size_t row = out->table.row_count - 1;

    if (ids)
        return cm_table_set_text(&out->table, row, work->column[CENTRE], ids[centre]);
    cm__integer_print(number, (int64_t)centre + 1);
    return cm_table_set_text(&out->table, row, work->column[CENTRE], number);
}

static cm_status add_centre(cm_features *out, counting *work, const cm_points *centres, size_t i)
{
    const cm_point centre = {centres->x[i], centres->y[i]};
    cm_status status = CM_OK;

    count_points(work, centre);
    measure_rings(work, centre);
    for (size_t ring = 0; ring < work->options->radius_count; ring++)
        for (size_t kind = 0; kind < work->class_count && !status; kind++) {
            status = add_ring(out, work, centre, kind, ring);
            if (!status)
                status = name_centre(out, work, i);
        }
    return status;
}

static cm_status make_columns(cm_features *out, counting *work)
{
    static const struct {
        const char *name;
        cm_column_type type;
    } columns[COLUMN_COUNT] = {
        {"centre", CM_COLUMN_TEXT},    {"ring_from_m", CM_COLUMN_REAL},
        {"ring_to_m", CM_COLUMN_REAL}, {"count", CM_COLUMN_INTEGER},
        {"weight", CM_COLUMN_REAL},    {"area_km2", CM_COLUMN_REAL},
        {"per_km2", CM_COLUMN_REAL},   {"cumulative_count", CM_COLUMN_INTEGER},
    };
    cm_status status = cm_features_init(out, CM_GEOMETRY_POLYGON, work->options->crs);

    for (size_t i = 0; i < COLUMN_COUNT && !status; i++) {
        status =
            cm_table_add_column(&out->table, &work->column[i], columns[i].name, columns[i].type);
        if (!status && i == CENTRE && work->options->classes)
            status = cm_table_add_column(&out->table, &work->class_column, "class", CM_COLUMN_TEXT);
    }
    return status;
}

static cm_status tell(const cm_rings_options *options, size_t done, size_t count)
{
    const cm_progress *const progress = &options->progress;

    if (options->version < 2 || !progress->step ||
        progress->step(progress->context, (double)done / (double)count))
        return CM_OK;
    return cm__fail(CM_ERR_STOPPED, "the rings were stopped");
}

cm_status cm_rings_count(cm_features *out, const cm_points *points, const cm_points *centres,
                         const cm_rings_options *options)
{
    counting work = {.points = points, .options = options};
    cm_features rings = {.geometry = CM_GEOMETRY_NONE};
    cm_status status = check_options(options);

    if (!status)
        status = find_classes(&work);
    if (!status)
        status = cm__array_grow(&work.tallies, (work.class_count + 1) * options->radius_count,
                                sizeof *work.tallies);
    if (!status)
        status = make_columns(&rings, &work);
    for (size_t i = 0; i < centres->count && !status; i++) {
        status = tell(options, i, centres->count);
        if (!status)
            status = add_centre(&rings, &work, centres, i);
    }
    if (status)
        goto done;
    *out = rings;
    rings = (cm_features){.geometry = CM_GEOMETRY_NONE};
done:
    cm_features_clear(&rings);
    cm__array_free(&work.tallies);
    cm__map_clear(&work.classes);
    cm__array_free(&work.class_of_point);
    return status;
}
