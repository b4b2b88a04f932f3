/* test_distance_inside.c - tests layers/distance_inside.c against the winding of each place. */
#include "layers/distance_job.h"
#include "tests/distance_fixture.h"

enum { SIDE = 300 };

static void add_star(cm_features *features, double x, double y, double radius, uint64_t *seed)
{
    double px[9], py[9];

    for (int i = 0; i < 9; i++) { /* every second corner: it crosses itself */
        const double turn = 6.283185307179586 * i * 2 / 9, share = 0.5 + random_share(seed);
        px[i] = x + radius * share * cos(turn);
        py[i] = y + radius * share * sin(turn);
    }
    CHECK(cm_features_add_part(features, px, py, 9, false) == CM_OK);
}

/* The first row whose rings wind round the place, 0 if none does. */
static int32_t first_holder(const cm_features *features, double x, double y)
{
    for (size_t row = 0; row < features->table.row_count; row++)
        if (winding_of(features, row, x, y) != 0)
            return (int32_t)(row + 1);
    return 0;
}

static float values[SIDE * SIDE];
static int32_t rows[SIDE * SIDE];

static void fill(const cm_features *features, const cm_grid_shape *shape, bool with_rows)
{
    const cm_distance_options options = CM_DISTANCE_OPTIONS_INIT;
    const cm__distance_job job = {
        .shape = shape, .features = features, .values = values, .rows = with_rows ? rows : NULL};

    for (int i = 0; i < SIDE * SIDE; i++) {
        values[i] = 5;
        rows[i] = 1; /* nearest, but not holding: of no weight */
    }
    CHECK(cm__distance_inside(&job, &options) == CM_OK);
}

TEST(fills_what_lies_inside_with_the_first_that_holds_it)
{
    const cm_grid_shape shape = {-40, 260, 1, SIDE, SIDE};
    cm_features features = {.geometry = CM_GEOMETRY_NONE};
    uint64_t seed = 4;
    size_t bad = 0, inside = 0;

    CHECK(cm_features_init(&features, CM_GEOMETRY_POLYGON, NULL) == CM_OK);
    for (int row = 0; row < 40; row++) {
        CHECK(cm_features_add_row(&features) == CM_OK);
        for (int part = 0; part < row % 4; part++)
            add_star(&features, 300 * random_share(&seed) - 40, 300 * random_share(&seed) - 40,
                     row % 5 ? 20 : 90, &seed);
    }
    fill(&features, &shape, true);
    for (size_t cell = 0; cell < SIDE * SIDE; cell++) {
        const cm_point at = cm_grid_get_centre(&shape, cell % SIDE, cell / SIDE);
        const int32_t want = first_holder(&features, at.x, at.y);
        inside += want != 0;
        bad += (values[cell] == 0) != (want != 0) || rows[cell] != (want ? want : 1);
    }
    CHECK(bad == 0 && inside > 10000 && inside < SIDE * SIDE);
    fill(&features, &shape, false);
    for (size_t cell = 0; cell < SIDE * SIDE; cell++)
        inside -= values[cell] == 0;
    CHECK(inside == 0);
    cm_features_clear(&features);
}

TEST(counts_a_vertex_on_a_line_of_centres_once)
{
    const cm_grid_shape shape = {0, SIDE, 1, SIDE, SIDE};
    const double x[] = {10.5, 20.5, 30.5, 20.5}, y[] = {20.5, 10.5, 20.5, 30.5};
    cm_features features = {.geometry = CM_GEOMETRY_NONE};
    size_t count = 0;

    CHECK(cm_features_init(&features, CM_GEOMETRY_POLYGON, NULL) == CM_OK);
    CHECK(cm_features_add_row(&features) == CM_OK);
    CHECK(cm_features_add_part(&features, x, y, 4, false) == CM_OK);
    fill(&features, &shape, true);
    for (size_t cell = 0; cell < SIDE * SIDE; cell++) {
        const cm_point at = cm_grid_get_centre(&shape, cell % SIDE, cell / SIDE);
        const double off = fabs(at.x - 20.5) + fabs(at.y - 20.5);
        count += values[cell] == 0;
        CHECK(off == 10 || (values[cell] == 0) == (off < 10)); /* its border is the distance's */
    }
    CHECK(count >= 181 && count <= 221);
    cm_features_clear(&features);
    CHECK(cm__memory_live() == 0);
}

/* Counted twice at its corner, the first part would reach to the second. */
TEST(leaves_the_gap_between_two_parts)
{
    const cm_grid_shape shape = {0, SIDE, 1, SIDE, SIDE};
    const double x[] = {10.5, 20, 20}, y[] = {20.5, 10, 30};
    const double far_x[] = {40, 50, 50, 40}, far_y[] = {10, 10, 30, 30};
    cm_features features = {.geometry = CM_GEOMETRY_NONE};

    CHECK(cm_features_init(&features, CM_GEOMETRY_POLYGON, NULL) == CM_OK);
    CHECK(cm_features_add_row(&features) == CM_OK);
    CHECK(cm_features_add_part(&features, x, y, 3, false) == CM_OK);
    CHECK(cm_features_add_part(&features, far_x, far_y, 4, false) == CM_OK);
    fill(&features, &shape, false);
    const float *const row = values + (size_t)(SIDE - 21) * SIDE; /* centres at y = 20.5 */
    CHECK(row[9] == 5 && row[15] == 0 && row[19] == 0 && row[20] == 5 && row[39] == 5);
    CHECK(row[40] == 0 && row[49] == 0 && row[50] == 5);
    cm_features_clear(&features);
}

TEST_MAIN(RUN(fills_what_lies_inside_with_the_first_that_holds_it);
          RUN(counts_a_vertex_on_a_line_of_centres_once); RUN(leaves_the_gap_between_two_parts))
