/* test_grid_statistics.c - tests geo/grid_statistics.c. */
#include "geo/grid_statistics.h"
#include "tests/test.h"

static cm_grid grid_of(size_t columns, size_t rows)
{
    const cm_grid_shape shape = {0, 0, 1, columns, rows};
    cm_grid grid = {0};

    CHECK(cm_grid_init(&grid, &shape, NULL) == CM_OK);
    return grid;
}

TEST(counts_what_is_there)
{
    static const float values[] = {1, 2, 3, -9999, NAN, 6};
    cm_grid grid = grid_of(3, 2);

    memcpy(grid.values, values, sizeof values);
    cm_grid_statistics all = cm_grid_get_statistics(&grid);
    CHECK(all.count == 5 && all.min == -9999 && all.max == 6);
    grid.has_nodata = true;
    grid.nodata = -9999;
    all = cm_grid_get_statistics(&grid);
    CHECK(all.count == 4 && all.min == 1 && all.max == 6 && all.sum == 12 && all.mean == 3);
    CHECK_NEAR(all.sd, sqrt(3.5), 1e-15);
    grid.nodata = NAN;
    CHECK(cm_grid_get_statistics(&grid).count == 5);
    grid.values[0] = INFINITY;
    all = cm_grid_get_statistics(&grid);
    CHECK(all.max == INFINITY && all.sum == INFINITY && all.mean == INFINITY);
    cm_grid_clear(&grid);
}

TEST(is_all_zero_where_nothing_counts)
{
    cm_grid grid = grid_of(2, 1);

    grid.values[0] = NAN;
    grid.values[1] = NAN;
    const cm_grid_statistics none = cm_grid_get_statistics(&grid);
    CHECK(none.count == 0 && none.min == 0 && none.max == 0 && none.mean == 0 && none.sd == 0);
    cm_grid_clear(&grid);
}

/* A naive sum of squares leaves no digit of the deviation here. */
TEST(keeps_its_digits_far_from_zero)
{
    cm_grid grid = grid_of(1000, 777);
    const size_t count = 777000;

    for (size_t i = 0; i < count; i++)
        grid.values[i] = 1e7F + (float)(i % 2);
    const cm_grid_statistics all = cm_grid_get_statistics(&grid);
    CHECK(all.count == count && all.min == 1e7 && all.max == 1e7 + 1);
    CHECK(all.sum == 1e7 * 777000 + 388500 && all.mean == 1e7 + 0.5);
    CHECK_NEAR(all.sd, 0.5, 1e-12);
    cm_grid_clear(&grid);
}

TEST(adds_small_to_large_without_loss)
{
    cm_grid grid = grid_of(4096, 16);

    grid.values[0] = 1e20F;
    for (size_t i = 1; i + 1 < (size_t)4096 * 16; i++)
        grid.values[i] = 1;
    grid.values[4096 * 16 - 1] = -1e20F;
    CHECK(cm_grid_get_statistics(&grid).sum == 4096 * 16 - 2);
    cm_grid_clear(&grid);
}

/* By the definitions, in long double. */
TEST(is_what_the_definitions_give)
{
    cm_grid grid = grid_of(977, 311);
    const size_t count = 977 * 311;
    long double sum = 0, squares = 0;
    size_t known = 0;

    grid.has_nodata = true;
    grid.nodata = 5;
    for (size_t i = 0; i < count; i++) {
        grid.values[i] = (float)((i * 2654435761u) % 10007) / 16;
        if (i % 13 == 0)
            grid.values[i] = i % 2 ? NAN : 5;
        if (grid.values[i] != 5 && !isnan(grid.values[i])) {
            sum += grid.values[i];
            known++;
        }
    }
    for (size_t i = 0; i < count; i++)
        if (grid.values[i] != 5 && !isnan(grid.values[i]))
            squares += (grid.values[i] - sum / known) * (grid.values[i] - sum / known);
    const cm_grid_statistics all = cm_grid_get_statistics(&grid);
    CHECK(all.count == known && all.sum == (double)sum && all.min >= 0 && all.max <= 625.375);
    CHECK_NEAR(all.mean, (double)(sum / known), 1e-12);
    CHECK_NEAR(all.sd, (double)sqrtl(squares / known), 1e-12);
    cm_grid_clear(&grid);
}

TEST(does_not_depend_on_how_the_values_come)
{
    static const size_t steps[] = {1, 7, 1023, 1024, 1025, 4096, 70000};
    cm_grid grid = grid_of(523, 211);
    const size_t count = 523 * 211;

    for (size_t i = 0; i < count; i++)
        grid.values[i] = 1 / (float)(1 + (i * 2654435761u) % 1000003);
    const cm_grid_statistics want = cm_grid_get_statistics(&grid);
    for (size_t k = 0; k < sizeof steps / sizeof *steps; k++) {
        cm__grid_tally tally;
        cm__grid_tally_begin(&tally, &grid);
        for (size_t at = 0; at < count; at += steps[k])
            cm__grid_tally_add(&tally, grid.values + at,
                               count - at < steps[k] ? count - at : steps[k]);
        const cm_grid_statistics got = cm__grid_tally_get(&tally);
        CHECK(got.sum == want.sum && got.mean == want.mean && got.sd == want.sd);
        CHECK(got.min == want.min && got.max == want.max && got.count == count);
    }
    cm_grid_clear(&grid);
}

TEST_MAIN(RUN(is_what_the_definitions_give), RUN(does_not_depend_on_how_the_values_come),
          RUN(counts_what_is_there), RUN(is_all_zero_where_nothing_counts),
          RUN(keeps_its_digits_far_from_zero), RUN(adds_small_to_large_without_loss))
