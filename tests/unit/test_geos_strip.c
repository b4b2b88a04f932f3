/* test_geos_strip.c - tests layers/geos_strip.c. */
#include "layers/geos_strip.h"
#include "tests/network_fixture.h"

static const double PI = 3.14159265358979323846;

static cm_features unite(cm__strips *strips, double *area_m2)
{
    static const cm_progress nobody = {NULL, NULL};
    cm_features out = {.geometry = CM_GEOMETRY_NONE};
    cm__area *area = NULL;

    CHECK(cm_features_init(&out, CM_GEOMETRY_POLYGON, NULL) == CM_OK);
    CHECK(cm_features_add_row(&out) == CM_OK);
    CHECK(cm__strips_unite(&area, strips, &nobody, 0) == CM_OK);
    CHECK(cm__strips_append(&out, area_m2, strips, area, 1e-6) == CM_OK);
    cm__strips_destroy_area(strips, area);
    return out;
}

/* Arcs are drawn from within: 32 corners make 0.64 % less than the circle. */
static double disc(double radius_m)
{
    return 16 * sin(2 * PI / 32) * radius_m * radius_m;
}

TEST(is_as_large_as_it_should_be)
{
    static const struct {
        const char *why;
        double length_m, radii_m[2], want_m2, off_m2;
    } rows[] = {
        {"one disc", 0, {10, 10}, 312.144515, 1e-5},
        {"a capsule", 100, {10, 10}, 100 * 20 + 312.144515, 1e-5},
        {"a disc that touches the other from within", 5, {10, 5}, 312.144515, 1e-2},
        {"a disc in the other", 5, {10, 4.9}, 312.144515, 1e-5},
        {"the other one is wider", 5, {2, 10}, 312.144515, 1e-5},
        /* a cone of 100 m: tangent length sqrt(100^2 - 10^2), and the rest of the disc */
        {"to a point", 100, {10, 0}, 10 * 99.498743710662 + 100 * (PI - 1.470628905633), 2},
        {"to next to nothing",
         100,
         {10, 1e-13},
         10 * 99.498743710662 + 100 * (PI - 1.470628905633),
         2},
        {"nothing", 100, {0, 0}, 0, 0},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (int k = 0; k < 4; k++) { /* in four directions, far from the origin */
            const cm_point from = {1e7, -1e7};
            const cm_point ends[2] = {from,
                                      {from.x + rows[i].length_m * cos(1 + k * PI / 2),
                                       from.y + rows[i].length_m * sin(1 + k * PI / 2)}};
            cm__strips *strips = NULL;
            double area_m2 = -1;
            test_now = rows[i].why;
            CHECK(cm__strips_create(&strips, from) == CM_OK);
            CHECK(cm__strips_add_taper(strips, ends, rows[i].radii_m) == CM_OK);
            cm_features out = unite(strips, &area_m2);
            CHECK_NEAR(area_m2, rows[i].want_m2, rows[i].off_m2);
            cm_features_clear(&out);
            cm__strips_destroy(strips);
        }
}

/* A strip round a square: one outer ring, counter-clockwise, and a hole, clockwise. */
TEST(turns_rings_and_holes_as_layers_have_them)
{
    const double x[] = {0, 100, 100, 0, 0}, y[] = {0, 0, 100, 100, 0};
    cm__strips *strips = NULL;
    double area_m2 = 0, twice[2] = {0, 0};

    CHECK(cm__strips_create(&strips, (cm_point){5, 5}) == CM_OK);
    for (size_t i = 0; i < 4; i++)
        CHECK(cm__strips_add_line(strips, x + i, y + i, 2, 10) == CM_OK);
    CHECK(cm__strips_add_line(strips, x, y, 1, 10) == CM_OK); /* a line of one place is none */
    CHECK(cm__strips_add_line(strips, x, y, 5, 0) == CM_OK);
    cm_features out = unite(strips, &area_m2);
    CHECK_NEAR(area_m2, 120 * 120 - 400 + disc(10) - 80 * 80, 1e-6);
    CHECK(out.part_count == 2 && !out.is_hole[0] && out.is_hole[1]);
    for (size_t p = 0; p < 2; p++)
        for (size_t v = out.first_vertex[p]; v + 1 < out.first_vertex[p + 1]; v++)
            twice[p] += out.x[v] * out.y[v + 1] - out.x[v + 1] * out.y[v];
    CHECK(twice[0] > 0 && twice[1] < 0);
    CHECK_NEAR((twice[0] + twice[1]) / 2, area_m2, 1e-6);
    cm_features_clear(&out);
    cm__strips_destroy(strips);
    cm__strips_destroy(NULL);
}

/* Very many strips in a long row, more than one chunk: as large as their union is. */
TEST(unites_many_strips)
{
    cm__strips *strips = NULL;
    double area_m2 = 0;

    CHECK(cm__strips_create(&strips, (cm_point){0, 0}) == CM_OK);
    for (int i = 0; i < 1000; i++) {
        const double x[] = {7.0 * ((i * 389) % 1000), 7.0 * ((i * 389) % 1000 + 1)};
        const double y[] = {0, 0};
        CHECK(cm__strips_add_line(strips, x, y, 2, 10) == CM_OK);
    }
    cm_features out = unite(strips, &area_m2);
    CHECK(out.part_count == 1);
    CHECK_NEAR(area_m2, 7000 * 20 + disc(10), 1e-6);
    cm_features_clear(&out);
    out = unite(strips, &area_m2); /* none waits any more */
    CHECK(out.part_count == 0 && area_m2 == 0);
    cm_features_clear(&out);
    cm__strips_destroy(strips);
}

TEST(takes_an_area_away)
{
    static const cm_progress nobody = {NULL, NULL};
    const double x[] = {0, 100}, y[] = {0, 0}, other_y[] = {5, 5}, far_y[] = {50, 50};
    cm__strips *strips = NULL;
    cm__area *area = NULL, *other = NULL, *far = NULL;
    cm_features out = {.geometry = CM_GEOMETRY_NONE};
    double area_m2 = 0;

    CHECK(cm__strips_create(&strips, (cm_point){0, 0}) == CM_OK);
    CHECK(cm__strips_add_line(strips, x, y, 2, 10) == CM_OK);
    CHECK(cm__strips_unite(&area, strips, &nobody, 0) == CM_OK);
    CHECK(cm__strips_add_line(strips, x, far_y, 2, 10) == CM_OK);
    CHECK(cm__strips_unite(&far, strips, &nobody, 0) == CM_OK);
    CHECK(cm__strips_add_line(strips, x, other_y, 2, 30) == CM_OK);
    CHECK(cm__strips_unite(&other, strips, &nobody, 0) == CM_OK);
    CHECK(cm__strips_subtract(&area, strips, far) == CM_OK); /* not near: as before */
    const cm_box box = cm__strips_get_box(strips, area);
    CHECK(box.x_min == -10 && box.y_min == -10 && box.x_max == 110 && box.y_max == 10);
    CHECK(cm_features_init(&out, CM_GEOMETRY_POLYGON, NULL) == CM_OK);
    CHECK(cm_features_add_row(&out) == CM_OK);
    CHECK(cm__strips_append(&out, &area_m2, strips, area, 1) == CM_OK);
    CHECK_NEAR(area_m2, 2000 + disc(10), 1e-6);
    CHECK(cm__strips_subtract(&area, strips, other) == CM_OK);
    CHECK(cm_features_add_row(&out) == CM_OK);
    CHECK(cm__strips_append(&out, &area_m2, strips, area, 1) == CM_OK);
    CHECK(cm__strips_get_box(strips, area).x_min > cm__strips_get_box(strips, area).x_max);
    CHECK(area_m2 == 0); /* it lay within */
    CHECK(out.first_part[2] == out.first_part[1]);
    cm__strips_destroy_area(strips, far);
    cm__strips_destroy_area(strips, other);
    cm__strips_destroy_area(strips, area);
    cm__strips_destroy_area(strips, NULL);
    cm_features_clear(&out);
    cm__strips_destroy(strips);
}

static bool count_down(void *context, double share)
{
    int *const left = context;

    CHECK(share == 0.25);
    return (*left)-- > 0;
}

TEST(stops_between_unions)
{
    for (int tries = 0; tries < 5; tries++) {
        int left = tries;
        const cm_progress progress = {count_down, &left};
        cm__strips *strips = NULL;
        cm__area *area = NULL;
        CHECK(cm__strips_create(&strips, (cm_point){0, 0}) == CM_OK);
        for (int i = 0; i < 100; i++) {
            const double x[] = {i, i + 1}, y[] = {0, 0};
            CHECK(cm__strips_add_line(strips, x, y, 2, 10) == CM_OK);
        }
        CHECK(cm__strips_unite(&area, strips, &progress, 0.25) == CM_ERR_STOPPED && !area);
        cm__strips_destroy(strips);
    }
}

TEST_MAIN(RUN(is_as_large_as_it_should_be), RUN(turns_rings_and_holes_as_layers_have_them),
          RUN(unites_many_strips), RUN(takes_an_area_away), RUN(stops_between_unions))
