/* test_voronoi.c - tests layers/voronoi.c against what defines a cell. */
#include "tests/voronoi_fixture.h"

/* A convex polygon in long double, clipped by half planes: the cell of one place in a box. */
typedef struct hull {
    long double x[GOLDEN_MAX + 8], y[GOLDEN_MAX + 8];
    size_t count;
} hull;

/* Keeps what is nearer to a than to b. */
static void keep_nearer(hull *h, cm_point a, cm_point b)
{
    static hull out;
    const long double nx = (long double)b.x - a.x, ny = (long double)b.y - a.y;
    const long double mx = ((long double)a.x + b.x) / 2, my = ((long double)a.y + b.y) / 2;

    out.count = 0;
    for (size_t i = 0; i < h->count; i++) {
        const size_t j = (i + 1) % h->count;
        const long double di = (h->x[i] - mx) * nx + (h->y[i] - my) * ny;
        const long double dj = (h->x[j] - mx) * nx + (h->y[j] - my) * ny;
        if (di <= 0) {
            out.x[out.count] = h->x[i];
            out.y[out.count++] = h->y[i];
        }
        if ((di < 0 && dj > 0) || (di > 0 && dj < 0)) {
            out.x[out.count] = h->x[i] + (h->x[j] - h->x[i]) * (di / (di - dj));
            out.y[out.count++] = h->y[i] + (h->y[j] - h->y[i]) * (di / (di - dj));
        }
    }
    *h = out;
}

static double hull_area(const hull *h)
{
    long double sum = 0;

    for (size_t i = 1; i + 1 < h->count; i++)
        sum += (h->x[i] - h->x[0]) * (h->y[i + 1] - h->y[0]) -
               (h->x[i + 1] - h->x[0]) * (h->y[i] - h->y[0]);
    return (double)(sum / 2);
}

static double exact_area(const cm_points *points, size_t of, const cm_box *box)
{
    static hull h;
    const cm_point a = {points->x[of], points->y[of]};

    h = (hull){{box->x_min, box->x_max, box->x_max, box->x_min},
               {box->y_min, box->y_min, box->y_max, box->y_max},
               4};
    for (size_t i = 0; i < points->count; i++)
        if (points->x[i] != a.x || points->y[i] != a.y)
            keep_nearer(&h, a, (cm_point){points->x[i], points->y[i]});
    return hull_area(&h);
}

/* Sizes that are hard by themselves, and some more. */
static const size_t counts[] = {1, 2, 3, 4, 5, 17, 100, 600};
enum { COUNTS = sizeof counts / sizeof *counts };

static void draw(cm_features *out, cm_voronoi_report *report, const cm_points *points,
                 const cm_voronoi_options *options)
{
    CHECK(cm_voronoi_cells(out, points, options, report) == CM_OK);
    check_cells(out, report);
}

TEST(cells_of_hostile_sets_are_valid_and_fill_the_window)
{
    static const double aways[] = {0, 1e7};

    for (size_t kind = 0; kind < VORONOI_KINDS; kind++)
        for (size_t c = 0; c < COUNTS * 2; c++) {
            const cm_voronoi_options options = CM_VORONOI_OPTIONS_INIT;
            cm_points points = points_of_kind(kind, counts[c / 2], aways[c % 2]);
            cm_features cells = {.geometry = CM_GEOMETRY_NONE};
            cm_voronoi_report report;
            test_now = voronoi_kinds[kind].why;
            draw(&cells, &report, &points, &options);
            CHECK(report.left_out == 0 && report.rows == report.places);
            cm_features_clear(&cells);
            cm_points_clear(&points);
        }
}

TEST(areas_equal_an_exact_clipping)
{
    const cm_box box = {-100, -50, 1100, 1200};
    cm_features polygons = polygons_make();

    polygons_add_box(&polygons, box.x_min, box.y_min, box.x_max, box.y_max, false);
    for (size_t kind = 0; kind < VORONOI_KINDS; kind++) {
        cm_voronoi_options options = CM_VORONOI_OPTIONS_INIT;
        cm_points points = points_of_kind(kind, 300, 0);
        cm_features cells = {.geometry = CM_GEOMETRY_NONE};
        cm_voronoi_report report;
        if (voronoi_kinds[kind].make == place_in_close_pairs) {
            cm_points_clear(&points); /* places there are merged that are not equal */
            continue;
        }
        test_now = voronoi_kinds[kind].why;
        options.window = &polygons;
        draw(&cells, &report, &points, &options);
        for (size_t row = 0; row < cells.table.row_count; row++) {
            const size_t i = (size_t)cell_number(&cells, row, "id") - 1;
            const double want = exact_area(&points, i, &box);
            /* what a corner's last digit may do to a cell as small as that */
            const double rounding = 8 * sqrt(want) * 2.3e-13;
            CHECK_NEAR(cm__row_area(&cells, row), want, 1e-9 * want + rounding);
        }
        cm_features_clear(&cells);
        cm_points_clear(&points);
    }
    cm_features_clear(&polygons);
}

TEST_MAIN(RUN(cells_of_hostile_sets_are_valid_and_fill_the_window),
          RUN(areas_equal_an_exact_clipping))
