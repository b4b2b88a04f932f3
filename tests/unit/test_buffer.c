/* test_buffer.c - tests layers/buffer.c. */
#include <clustermap/buffer.h>

#include "layers/geos_polygons.h"
#include "tests/window_fixture.h"

#define PI 3.14159265358979323846

static cm_features lines_make(void)
{
    cm_features lines = {.geometry = CM_GEOMETRY_NONE};

    CHECK(cm_features_init(&lines, CM_GEOMETRY_LINE, "EPSG:6680") == CM_OK);
    return lines;
}

static void add_line(cm_features *lines, const double *x, const double *y, size_t count)
{
    CHECK(cm_features_add_row(lines) == CM_OK);
    CHECK(cm_features_add_part(lines, x, y, count, false) == CM_OK);
}

static double number(const cm_features *of, size_t row, const char *column)
{
    return cm_table_get_number(&of->table, row, cm_table_find_column(&of->table, column));
}

static double distance_to_side(const cm_features *f, size_t i, cm_point at)
{
    const double ax = f->x[i] - at.x, ay = f->y[i] - at.y;
    const double dx = f->x[i + 1] - f->x[i], dy = f->y[i + 1] - f->y[i];
    const double length2 = dx * dx + dy * dy;
    const double t = length2 > 0 ? fmin(1, fmax(0, -(ax * dx + ay * dy) / length2)) : 0;

    return hypot(ax + t * dx, ay + t * dy);
}

/* To the borders of a layer of lines or polygons, or to points. */
static double distance_to(const cm_features *f, cm_point at)
{
    double least = INFINITY;

    if (f->geometry == CM_GEOMETRY_POINT)
        for (size_t i = 0; i < f->vertex_count; i++)
            least = fmin(least, hypot(f->x[i] - at.x, f->y[i] - at.y));
    for (size_t p = 0; f->geometry != CM_GEOMETRY_POINT && p < f->part_count; p++)
        for (size_t i = f->first_vertex[p]; i + 1 < f->first_vertex[p + 1]; i++)
            least = fmin(least, distance_to_side(f, i, at));
    return least;
}

/* Every corner of the buffer's border lies at the radius, and every side's middle within the
 * tolerance of it. */
static void check_border(const cm_features *made, const cm_features *of, double radius,
                         double tolerance)
{
    double farthest = 0, nearest = INFINITY;

    for (size_t p = 0; p < made->part_count; p++)
        for (size_t i = made->first_vertex[p]; i + 1 < made->first_vertex[p + 1]; i++) {
            const cm_point middle = {(made->x[i] + made->x[i + 1]) / 2,
                                     (made->y[i] + made->y[i + 1]) / 2};
            const double corner = distance_to(of, (cm_point){made->x[i], made->y[i]});
            farthest = fmax(farthest, corner);
            nearest = fmin(nearest, fmin(corner, distance_to(of, middle)));
        }
    CHECK(farthest <= radius + 1e-8);
    CHECK(nearest >= radius - tolerance * (1 + 1e-9) - 1e-8);
    CHECK(cm__geos_check_polygons(made, "the buffer") == CM_OK);
}

static cm_features draw(const cm_features *of, double radius, double tolerance, bool dissolve)
{
    cm_buffer_options options = CM_BUFFER_OPTIONS_INIT;
    cm_features made = {.geometry = CM_GEOMETRY_NONE};

    options.radius_m = radius;
    options.tolerance_m = tolerance;
    options.dissolve = dissolve;
    CHECK(cm_buffer_draw(&made, of, &options) == CM_OK);
    return made;
}

static cm_features points_at(const double *x, const double *y, size_t count)
{
    cm_features points = {.geometry = CM_GEOMETRY_NONE};

    CHECK(cm_features_init(&points, CM_GEOMETRY_POINT, NULL) == CM_OK);
    CHECK(cm_table_add_column(&points.table, NULL, "name", CM_COLUMN_TEXT) == CM_OK);
    for (size_t i = 0; i < count; i++) {
        CHECK(cm_features_add_row(&points) == CM_OK);
        cm_features_set_point(&points, i, (cm_point){x[i], y[i]});
        CHECK(cm_table_set_text(&points.table, i, 0, i % 2 ? "odd" : "even") == CM_OK);
    }
    return points;
}

TEST(a_point_becomes_a_circle_true_to_the_tolerance)
{
    static const struct {
        const char *why;
        double away, radius, tolerance;
    } rows[] = {{"400 m by default", 0, 400, NAN},
                {"1 mm", 0, 1e-3, NAN},
                {"10 km", 1e7, 10000, 1},
                {"coarse", 5, 100, 25},
                {"fine", 5, 100, 1e-5},
                {"as fine as can be", 0, 100, 1e-5}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const double r = rows[i].radius;
        const double tolerance = isnan(rows[i].tolerance) ? fmin(0.1, r / 1000) : rows[i].tolerance;
        cm_features point = points_at(&rows[i].away, &rows[i].away, 1);
        cm_features made = draw(&point, r, rows[i].tolerance, false);
        const double want_km2 = PI * r * r / 1e6, got_km2 = number(&made, 0, "area_km2");
        test_now = rows[i].why;
        CHECK(got_km2 < want_km2 && got_km2 > want_km2 - 2 * PI * r * tolerance / 1e6);
        check_border(&made, &point, r, tolerance);
        cm_features_clear(&made);
        cm_features_clear(&point);
    }
}

TEST(rows_keep_their_cells_and_empty_ones_stay)
{
    const double x[] = {0, NAN, 50}, y[] = {0, 0, 20};
    cm_features points = points_at(x, y, 3);
    cm_features made = draw(&points, 100, NAN, false), again, one;

    CHECK(made.table.row_count == 3);
    CHECK(strcmp(cm_table_get_text(&made.table, 1, 0), "odd") == 0);
    CHECK(!cm_features_has_place(&made, 1) && isnan(number(&made, 1, "area_km2")));
    CHECK_NEAR(number(&made, 0, "area_km2"), number(&made, 2, "area_km2"), 1e-15);
    again = draw(&made, 1, NAN, false);
    CHECK(again.table.column_count == made.table.column_count);
    CHECK(number(&again, 0, "area_km2") > number(&made, 0, "area_km2"));
    one = draw(&points, 100, NAN, true);
    CHECK(one.table.row_count == 1 && number(&one, 0, "features") == 2);
    CHECK(number(&one, 0, "area_km2") < 2 * number(&made, 0, "area_km2"));
    check_border(&one, &points, 100, 0.1);
    cm_features_clear(&one);
    cm_features_clear(&again);
    cm_features_clear(&made);
    cm_features_clear(&points);
}

/* A jagged line, for which GEOS's own buffer is off by a thousandth of the radius. */
TEST(a_jagged_line_is_followed_to_the_tolerance)
{
    enum { CORNERS = 700 };
    double x[CORNERS], y[CORNERS];
    uint64_t seed = 7;
    cm_features lines = lines_make(), made;

    for (size_t i = 0; i < CORNERS; i++) {
        x[i] = 1e5 + 10 * (double)i;
        y[i] = 30 * random_share(&seed) + 200 * sin(x[i] / 700);
    }
    x[300] = x[299]; /* a side of no length */
    y[300] = y[299];
    add_line(&lines, x, y, CORNERS);
    made = draw(&lines, 400, NAN, false);
    check_border(&made, &lines, 400, 0.1);
    CHECK(strcmp(made.crs, "EPSG:6680") == 0);
    cm_features_clear(&made);
    made = draw(&lines, 400, NAN, true);
    check_border(&made, &lines, 400, 0.1);
    cm_features_clear(&made);
    cm_features_clear(&lines);
}

TEST(a_polygon_keeps_its_inside_and_a_wide_hole)
{
    cm_features polygons = polygons_make(), made;

    polygons_add_box(&polygons, 0, 0, 1000, 1000, false);
    polygons_add_box(&polygons, 300, 300, 700, 700, true);
    made = draw(&polygons, 100, 0.001, false);
    const double want = 1000 * 1000 + 4 * 1000 * 100 + PI * 100 * 100 - 200 * 200;
    CHECK_NEAR(number(&made, 0, "area_km2") * 1e6, want, 2 * PI * 100 * 0.001);
    CHECK(made.part_count == 2 && made.is_hole[1]);
    check_border(&made, &polygons, 100, 0.001);
    cm_features_clear(&made);
    made = draw(&polygons, 201, 0.001, false);
    CHECK(made.part_count == 1);
    cm_features_clear(&made);
    cm_features_clear(&polygons);
}

/* More rows than one block. */
TEST(many_circles_dissolve_and_do_not_depend_on_threads)
{
    enum { COUNT = 700 };
    double x[COUNT], y[COUNT];
    uint64_t seed = 3;
    cm_buffer_options options = CM_BUFFER_OPTIONS_INIT;
    cm_features points, made[2] = {{.geometry = CM_GEOMETRY_NONE}};

    for (size_t i = 0; i < COUNT; i++) {
        x[i] = 3000 * random_share(&seed);
        y[i] = 3000 * random_share(&seed);
    }
    points = points_at(x, y, COUNT);
    options.radius_m = 60;
    options.tolerance_m = 0.5;
    options.dissolve = true;
    for (int i = 0; i < 2; i++) {
        options.threads = 1 + 2 * i;
        CHECK(cm_buffer_draw(&made[i], &points, &options) == CM_OK);
    }
    check_border(&made[0], &points, 60, 0.5);
    CHECK(made[0].vertex_count == made[1].vertex_count);
    CHECK(memcmp(made[0].x, made[1].x, made[0].vertex_count * sizeof(double)) == 0);
    cm_features_clear(&made[1]);
    cm_features_clear(&made[0]);
    cm_features_clear(&points);
}

TEST(refuses_what_it_cannot_draw)
{
    static const struct {
        const char *why;
        double radius, tolerance;
    } rows[] = {{"negative", -1, NAN},      {"zero", 0, NAN},
                {"not a number", NAN, NAN}, {"too large", 1.1e7, NAN},
                {"no tolerance", 100, 0},   {"too fine", 100, 0.9e-5},
                {"too coarse", 100, 25.1},  {"negative tolerance", 100, -1}};
    const double x = 0, far = 2e9, bow_x[] = {0, 10, 0, 10}, bow_y[] = {0, 10, 10, 0};
    cm_features point = points_at(&x, &x, 1), gone = points_at(&far, &x, 1);
    cm_features bow = polygons_make(), table = {.geometry = CM_GEOMETRY_NONE};
    cm_features out = {.geometry = CM_GEOMETRY_LINE};
    cm_buffer_options options = CM_BUFFER_OPTIONS_INIT;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_now = rows[i].why;
        options.radius_m = rows[i].radius;
        options.tolerance_m = rows[i].tolerance;
        CHECK(cm_buffer_draw(&out, &point, &options) == CM_ERR_DOMAIN);
    }
    options = (cm_buffer_options)CM_BUFFER_OPTIONS_INIT;
    options.radius_m = 5;
    add_line(&bow, bow_x, bow_y, 4);
    CHECK(cm_buffer_draw(&out, &bow, &options) == CM_ERR_FORMAT);
    CHECK(strstr(cm_error_text(), "row 1 is not valid: Self-intersection") != NULL);
    CHECK(cm_buffer_draw(&out, &gone, &options) == CM_ERR_DOMAIN);
    CHECK(cm_buffer_draw(&out, &table, &options) == CM_ERR_DOMAIN);
    CHECK(out.geometry == CM_GEOMETRY_LINE);
    cm_features_clear(&bow);
    cm_features_clear(&gone);
    cm_features_clear(&point);
}

static bool say_stop(void *context, double share)
{
    (void)share;
    ++*(int *)context;
    return false;
}

TEST(stops_when_it_is_told_to)
{
    const double x[] = {0, 100}, y[] = {0, 100};
    cm_features points = points_at(x, y, 2), lines = lines_make();
    cm_features out = {.geometry = CM_GEOMETRY_NONE};
    cm_buffer_options options = CM_BUFFER_OPTIONS_INIT;
    int calls = 0;

    add_line(&lines, x, y, 2);
    options.radius_m = 5;
    options.progress = (cm_progress){say_stop, &calls};
    CHECK(cm_buffer_draw(&out, &points, &options) == CM_ERR_STOPPED && calls > 0);
    CHECK(cm_buffer_draw(&out, &lines, &options) == CM_ERR_STOPPED);
    options.dissolve = true;
    CHECK(cm_buffer_draw(&out, &points, &options) == CM_ERR_STOPPED);
    cm_features_clear(&lines);
    cm_features_clear(&points);
}

TEST_MAIN(RUN(a_point_becomes_a_circle_true_to_the_tolerance),
          RUN(rows_keep_their_cells_and_empty_ones_stay),
          RUN(a_jagged_line_is_followed_to_the_tolerance),
          RUN(a_polygon_keeps_its_inside_and_a_wide_hole),
          RUN(many_circles_dissolve_and_do_not_depend_on_threads), RUN(refuses_what_it_cannot_draw),
          RUN(stops_when_it_is_told_to))
