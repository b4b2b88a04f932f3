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
    static const double offsets[] = {0, 1e7};

    for (size_t kind = 0; kind < VORONOI_KINDS; kind++)
        for (size_t c = 0; c < COUNTS * 2; c++) {
            const cm_voronoi_options options = CM_VORONOI_OPTIONS_INIT;
            cm_points points = points_of_kind(kind, counts[c / 2], offsets[c % 2]);
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

/* Figures of another program, which rounds corners to 6 digits. */
TEST(equals_the_golden_areas)
{
    static double x[GOLDEN_MAX], y[GOLDEN_MAX], want[GOLDEN_MAX];
    const size_t count = golden_column(x, "voronoi_redwood.csv", "x");
    cm_points points = {.x = x, .y = y, .count = count};
    cm_features polygons = polygons_make(), cells = {.geometry = CM_GEOMETRY_NONE};
    cm_voronoi_options options = CM_VORONOI_OPTIONS_INIT;
    cm_voronoi_report report;
    double ring_x[GOLDEN_MAX], ring_y[GOLDEN_MAX];

    if (count == 0) {
        cm_features_clear(&polygons);
        return;
    }
    CHECK(golden_column(y, "voronoi_redwood.csv", "y") == count);
    CHECK(golden_column(want, "voronoi_redwood.csv", "voronoi_area") == count);
    const size_t corners = golden_column(ring_x, "data_redwood_window.csv", "x");
    CHECK(golden_column(ring_y, "data_redwood_window.csv", "y") == corners);
    CHECK(cm_features_add_row(&polygons) == CM_OK);
    CHECK(cm_features_add_part(&polygons, ring_x, ring_y, corners, false) == CM_OK);
    options.window = &polygons;
    draw(&cells, &report, &points, &options);
    CHECK(report.rows == count);
    for (size_t row = 0; row < report.rows; row++)
        CHECK_NEAR(cell_number(&cells, row, "area_km2") * 1e6, want[row], 1e-4 * want[row]);
    cm_features_clear(&cells);
    cm_features_clear(&polygons);
}

/* Two islands, of which one has a lake, and a third that shares a border with it. */
static cm_features make_islands(double away)
{
    cm_features islands = polygons_make();

    polygons_add_star(&islands, (cm_point){away + 300, 300 - away}, 290, 300, 4);
    polygons_add_box(&islands, away + 290, 280 - away, away + 330, 320 - away, true);
    polygons_add_box(&islands, away + 650, 600 - away, away + 800, 990 - away, false);
    polygons_add_box(&islands, away + 800, 600 - away, away + 900, 700 - away, false);
    return islands;
}

/* Wherever one asks in the window: what covers it is the nearest place's. */
static void check_nearest(const cm_features *cells, const cm_points *points, double away)
{
    uint64_t seed = 77;

    for (size_t row = 0; row < cells->table.row_count; row++) {
        const size_t own = (size_t)cell_number(cells, row, "id") - 1;
        cm_features cell = {.geometry = CM_GEOMETRY_NONE};
        cm_window *window = NULL;
        CHECK(cm_features_copy(&cell, cells) == CM_OK);
        CHECK(cm_features_select_rows(&cell, &row, 1) == CM_OK);
        CHECK(cm_window_create(&window, &cell) == CM_OK);
        for (int i = 0; i < 300; i++) {
            const cm_point at = {away + 1000 * random_share(&seed),
                                 1000 * random_share(&seed) - away};
            double nearest = INFINITY;
            if (!cm_window_holds(window, at))
                continue;
            for (size_t k = 0; k < points->count; k++)
                nearest = fmin(nearest, hypot(points->x[k] - at.x, points->y[k] - at.y));
            CHECK_NEAR(hypot(points->x[own] - at.x, points->y[own] - at.y), nearest, 1e-7);
        }
        cm_window_destroy(window);
        cm_features_clear(&cell);
    }
}

TEST(cells_in_islands_are_of_the_nearest_place)
{
    static const size_t kinds[] = {0, 1, 4, 5, 8, 10};

    for (size_t k = 0; k < 6; k++)
        for (int far = 0; far < 2; far++) {
            const double away = far ? 1e7 : 0;
            cm_features islands = make_islands(away), cells = {.geometry = CM_GEOMETRY_NONE};
            cm_points points = points_of_kind(kinds[k], 120, away);
            cm_voronoi_options options = CM_VORONOI_OPTIONS_INIT;
            cm_voronoi_report report;
            test_now = voronoi_kinds[kinds[k]].why;
            options.window = &islands;
            draw(&cells, &report, &points, &options);
            CHECK(report.rows + report.left_out == report.places && isnan(report.margin_m));
            CHECK_NEAR(report.area_km2,
                       (cm__row_area(&islands, 0) + cm__row_area(&islands, 1) + 10000) / 1e6, 1e-9);
            check_nearest(&cells, &points, away);
            cm_features_clear(&cells);
            cm_points_clear(&points);
            cm_features_clear(&islands);
        }
}

TEST(classes_of_hostile_sets_are_valid_and_fill_the_window)
{
    enum { COUNT = 120 };
    static const char *const names[] = {"it", "bio", "fund"};

    for (size_t kind = 0; kind < VORONOI_KINDS; kind++)
        for (size_t i = 0; i < 4; i++) {
            static const size_t ways[] = {0, 3, 5, 6}; /* of three choices, each pair once */
            const size_t how = ways[i];
            const double away = how & 1 ? 1e7 : 0;
            cm_points points = points_of_kind(kind, COUNT, away);
            cm_features islands = make_islands(away), cells = {.geometry = CM_GEOMETRY_NONE};
            cm_voronoi_options options = CM_VORONOI_OPTIONS_INIT;
            const char *classes[COUNT];
            cm_voronoi_report report;
            uint64_t seed = how;
            test_now = voronoi_kinds[kind].why;
            for (size_t k = 0; k < COUNT; k++) /* a board of the grid's rows of 11, or anyhow */
                classes[k] = names[how & 4 ? k % 2 : (size_t)(3 * random_share(&seed))];
            options.classes = classes;
            options.window = how & 2 ? &islands : NULL;
            draw(&cells, &report, &points, &options);
            CHECK(report.rows + report.left_out == (how & 4 ? 2 : 3));
            cm_features_clear(&cells);
            cm_features_clear(&islands);
            cm_points_clear(&points);
        }
}

static bool is_same(const cm_features *a, const cm_features *b)
{
    return a->vertex_count == b->vertex_count && a->part_count == b->part_count &&
           a->table.row_count == b->table.row_count &&
           memcmp(a->x, b->x, a->vertex_count * sizeof *a->x) == 0 &&
           memcmp(a->y, b->y, a->vertex_count * sizeof *a->y) == 0 &&
           memcmp(a->first_vertex, b->first_vertex, a->part_count * sizeof *a->first_vertex) == 0;
}

TEST(does_not_depend_on_threads)
{
    cm_points points = points_of_kind(10, 5000, 0);
    cm_features islands = make_islands(0), made[3] = {{.geometry = CM_GEOMETRY_NONE}};
    cm_voronoi_options options = CM_VORONOI_OPTIONS_INIT;
    cm_voronoi_report report;

    options.window = &islands;
    for (int i = 0; i < 3; i++) {
        options.threads = 1 + 2 * i;
        CHECK(cm_voronoi_cells(&made[i], &points, &options, &report) == CM_OK);
    }
    CHECK(is_same(&made[0], &made[1]) && is_same(&made[0], &made[2]));
    for (int i = 0; i < 3; i++)
        cm_features_clear(&made[i]);
    cm_features_clear(&islands);
    cm_points_clear(&points);
}

TEST(the_default_window_is_the_box_and_its_margin)
{
    static const struct {
        const char *why;
        size_t kind;
        double asked, margin, area_km2;
    } rows[] = {{"a tenth", 5, NAN, 9, 0.108 * 0.108}, /* 10 by 10 points, 90 wide */
                {"one place", 4, NAN, 1000, 4},
                {"asked for", 5, 5, 5, 0.1 * 0.1},
                {"one place, asked for", 4, 0.001, 0.001, 4e-12}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_voronoi_options options = CM_VORONOI_OPTIONS_INIT;
        cm_points points = points_of_kind(rows[i].kind, 99, 0);
        cm_features cells = {.geometry = CM_GEOMETRY_NONE};
        cm_voronoi_report report;
        test_now = rows[i].why;
        options.margin_m = rows[i].asked;
        draw(&cells, &report, &points, &options);
        CHECK(report.margin_m == rows[i].margin);
        CHECK_NEAR(report.area_km2, rows[i].area_km2, 1e-9 * rows[i].area_km2);
        cm_features_clear(&cells);
        cm_points_clear(&points);
    }
}

TEST(refuses_what_it_cannot_divide)
{
    static const struct {
        const char *why;
        double x, margin;
        size_t count;
    } rows[] = {{"no point", 0, NAN, 0},          {"not a number", NAN, NAN, 1},
                {"too far", 1.1e9, NAN, 1},       {"infinite", INFINITY, NAN, 1},
                {"no margin", 0, 0, 1},           {"negative margin", 0, -5, 1},
                {"too large a margin", 0, 2e9, 1}};
    cm_features out = {.geometry = CM_GEOMETRY_LINE}, bow = polygons_make();
    cm_features lines = {.geometry = CM_GEOMETRY_LINE}, none = polygons_make();
    const double bow_x[] = {0, 10, 0, 10}, bow_y[] = {0, 10, 10, 0};
    double x = 0;
    const cm_points point = {.x = &x, .y = &x, .count = 1};
    cm_voronoi_options options = CM_VORONOI_OPTIONS_INIT;
    cm_voronoi_report report = {.rows = 7};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        double bad = rows[i].x;
        const cm_points points = {.x = &bad, .y = &x, .count = rows[i].count};
        test_now = rows[i].why;
        options.margin_m = rows[i].margin;
        CHECK(cm_voronoi_cells(&out, &points, &options, &report) == CM_ERR_DOMAIN);
    }
    options.margin_m = NAN;
    options.window = &lines;
    CHECK(cm_voronoi_cells(&out, &point, &options, &report) == CM_ERR_FORMAT);
    options.window = &none;
    CHECK(cm_voronoi_cells(&out, &point, &options, &report) == CM_ERR_DOMAIN);
    CHECK(cm_features_add_row(&bow) == CM_OK);
    CHECK(cm_features_add_part(&bow, bow_x, bow_y, 4, false) == CM_OK);
    options.window = &bow;
    CHECK(cm_voronoi_cells(&out, &point, &options, &report) == CM_ERR_FORMAT);
    CHECK(strstr(cm_error_text(), "the window: the polygon of row 1 is not valid") != NULL);
    CHECK(out.geometry == CM_GEOMETRY_LINE && report.rows == 7);
    cm_features_clear(&none);
    cm_features_clear(&bow);
}

static bool count_down(void *context, double share)
{
    CHECK(share >= 0 && share <= 1);
    return --*(int *)context > 0;
}

TEST(stops_wherever_it_is_told_to)
{
    cm_points points = points_of_kind(0, 3000, 0);
    cm_features islands = make_islands(0), out = {.geometry = CM_GEOMETRY_NONE};
    cm_voronoi_options options = CM_VORONOI_OPTIONS_INIT;
    const size_t live = cm__memory_live();
    int nth = 0, left;

    options.window = &islands;
    options.threads = 1;
    do {
        nth += 1 + nth / 4;
        left = nth;
        options.progress = (cm_progress){count_down, &left};
        const cm_status status = cm_voronoi_cells(&out, &points, &options, NULL);
        CHECK(status == (left > 0 ? CM_OK : CM_ERR_STOPPED));
        cm_features_clear(&out);
        CHECK(cm__memory_live() == live);
    } while (left <= 0 && nth < 1000);
    CHECK(nth > 8 && nth < 1000);
    cm_features_clear(&islands);
    cm_points_clear(&points);
}

/* Circles and classes, so that all that grows does. */
TEST(leaves_nothing_behind_without_memory)
{
    static const char *const names[] = {"a", "b"};
    const char *classes[35];
    cm_points points = points_of_kind(8, 35, 0);
    cm_features islands = make_islands(0);
    cm_voronoi_options options = CM_VORONOI_OPTIONS_INIT;
    const size_t live = cm__memory_live();
    cm_status status;
    size_t nth = 0;

    for (size_t i = 0; i < 35; i++)
        classes[i] = names[i / 7 % 2];
    options.window = &islands;
    options.threads = 1;
    for (int joined = 0; joined < 2; joined++, nth = 0) {
        options.classes = joined ? classes : NULL;
        do {
            cm_features out = {.geometry = CM_GEOMETRY_NONE};
            nth += 1 + nth / 16;
            cm__memory_fail_at(nth, false);
            status = cm_voronoi_cells(&out, &points, &options, NULL);
            cm__memory_fail_at(0, false);
            CHECK(status == CM_OK || status == CM_ERR_NOMEM);
            cm_features_clear(&out);
            CHECK(cm__memory_live() == live);
        } while (status != CM_OK && nth < 20000);
        CHECK(nth > 60 && status == CM_OK);
    }
    cm_features_clear(&islands);
    cm_points_clear(&points);
}

TEST_MAIN(RUN(cells_of_hostile_sets_are_valid_and_fill_the_window),
          RUN(areas_equal_an_exact_clipping), RUN(equals_the_golden_areas),
          RUN(cells_in_islands_are_of_the_nearest_place),
          RUN(classes_of_hostile_sets_are_valid_and_fill_the_window),
          RUN(does_not_depend_on_threads), RUN(the_default_window_is_the_box_and_its_margin),
          RUN(refuses_what_it_cannot_divide), RUN(stops_wherever_it_is_told_to),
          RUN(leaves_nothing_behind_without_memory))
