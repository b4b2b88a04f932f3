/* test_disc_area.c - tests layers/disc_area.c. */
#include "layers/disc_area.h"
#include "tests/test.h"

#define PI 3.14159265358979323846

static cm_features square(double x, double y, double side)
{
    cm_features out = {.geometry = CM_GEOMETRY_NONE};
    const double xs[] = {x, x + side, x + side, x, x}, ys[] = {y, y, y + side, y + side, y};

    CHECK(cm_features_init(&out, CM_GEOMETRY_POLYGON, NULL) == CM_OK);
    CHECK(cm_features_add_row(&out) == CM_OK);
    CHECK(cm_features_add_part(&out, xs, ys, 5, false) == CM_OK);
    return out;
}

TEST(knows_the_discs_of_a_square)
{
    static const struct {
        const char *why;
        double x, y, radius, want;
    } rows[] = {
        {"inside", 0, 0, 0.5, PI * 0.25},
        {"touches the sides", 0, 0, 1, PI},
        {"covers the square", 0, 0, 2, 4},
        {"through the corners", 0, 0, 1.41421356237309515, 4},
        {"half over an edge", 1, 0, 0.5, PI * 0.125},
        {"a quarter in a corner", 1, 1, 0.5, PI * 0.0625},
        {"outside", 3, 0, 1, 0},
        {"outside, touches", 2, 0, 1, 0},
        {"far away but reaching all", 3, 0, 10, 4},
    };
    cm_features window = square(-1, -1, 2);

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_now = rows[i].why;
        CHECK_NEAR(cm__disc_area(&window, (cm_point){rows[i].x, rows[i].y}, rows[i].radius),
                   rows[i].want, 1e-12);
    }
    cm_features_clear(&window);
}

TEST(takes_holes_away_and_is_the_same_far_from_the_origin)
{
    const double far = 1e7, xs[] = {-1, -1, 1, 1, -1}, ys[] = {-1, 1, 1, -1, -1};
    double moved_x[5], moved_y[5];
    cm_features window = square(far - 2, -far - 2, 4);

    for (int i = 0; i < 5; i++) {
        moved_x[i] = xs[i] + far;
        moved_y[i] = ys[i] - far;
    }
    CHECK(cm_features_add_part(&window, moved_x, moved_y, 5, true) == CM_OK);
    CHECK_NEAR(cm__disc_area(&window, (cm_point){far, -far}, 0.9), 0, 1e-12);
    CHECK_NEAR(cm__disc_area(&window, (cm_point){far, -far}, 1.5), PI * 2.25 - 4, 1e-9);
    CHECK_NEAR(cm__disc_area(&window, (cm_point){far, -far}, 5), 12, 1e-9);
    cm_features_clear(&window);
}

/* A grid of small squares tiles the disc: their shares must sum to it. */
TEST(is_additive)
{
    double sum = 0;

    for (int i = -6; i < 6; i++)
        for (int j = -6; j < 6; j++) {
            cm_features tile = square(i * 0.3, j * 0.3, 0.3);
            sum += cm__disc_area(&tile, (cm_point){0.123, -0.077}, 1.3);
            cm_features_clear(&tile);
        }
    CHECK_NEAR(sum, PI * 1.69, 1e-12);
}

TEST_MAIN(RUN(knows_the_discs_of_a_square),
          RUN(takes_holes_away_and_is_the_same_far_from_the_origin), RUN(is_additive))
