/* test_density_reach.c - tests layers/density_reach.c against trying every place. */
#include "layers/density_reach.h"
#include "tests/density_fixture.h"

enum { COLUMNS = 150, ROWS = 120 };
static const cm__frame frame = {.unit = 1, .reach = {-20, -20, 120, 90}};

static bool is_near(const cm_points *points, double x, double y, double reach)
{
    for (size_t i = 0; i < points->count; i++) {
        const double dx = points->x[i] - x, dy = points->y[i] - y;
        if (points->x[i] >= -20 && points->y[i] >= -20 && points->x[i] <= 120 &&
            points->y[i] <= 90 && dx * dx + dy * dy < reach * reach &&
            (!points->weight || points->weight[i] > 0))
            return true;
    }
    return false;
}

static size_t count_wrong(const cm_points *points, double reach, int threads)
{
    static const size_t size[2] = {COLUMNS, ROWS};
    cm__bins bins = {0};
    cm__reach by = {0};
    size_t wrong = 0;

    CHECK(cm__bins_fill(&bins, size, points, &frame, 2) == CM_OK);
    CHECK(cm__reach_init(&by, &bins, &frame, reach) == CM_OK);
#pragma omp parallel for num_threads(threads) reduction(+ : wrong) schedule(dynamic, 1)
    for (int row = 0; row < 70; row++)
        for (int column = 0; column < 100; column++)
            wrong += cm__reach_finds(&by, column, row) != is_near(points, column, row, reach);
    cm__reach_clear(&by);
    cm__bins_clear(&bins);
    return wrong;
}

TEST(finds_what_trying_all_finds)
{
    static const struct {
        const char *why;
        size_t count;
        cm_box box;
        bool weighted;
    } rows[] = {{"none", 0, {0, 0, 100, 70}, false},
                {"one", 1, {40, 30, 41, 31}, true},
                {"anywhere", 300, {-30, -30, 130, 100}, false},
                {"in one bin", 3000, {50, 40, 50.5, 40.5}, true},
                {"at one place", 3000, {50, 40, 50, 40}, false},
                {"on a line", 3000, {10, 33, 20, 33}, true},
                {"beyond the edge", 2000, {-15, -15, -5, 80}, true}};
    static const double reaches[] = {0.3, 2.5, 10, 19};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_points points = points_scatter(rows[i].count, &rows[i].box, rows[i].weighted, i);
        for (size_t k = 0; points.weight && k < points.count; k += 3)
            points.weight[k] = 0;
        test_now = rows[i].why;
        for (size_t k = 0; k < sizeof reaches / sizeof *reaches; k++)
            CHECK(count_wrong(&points, reaches[k], 1 + (int)k) == 0);
        cm_points_clear(&points);
    }
    CHECK(cm__memory_live() == 0);
}

/* Places on the circle itself are not within it, whatever box they are in. */
TEST(is_as_strict_as_the_places_themselves)
{
    cm_points points = points_make(400, false);

    for (size_t i = 0; i < 400; i++) {
        points.x[i] = (double)(i % 20) * 3;
        points.y[i] = (double)(i / 20) * 4;
    }
    CHECK(count_wrong(&points, 5, 2) == 0 && count_wrong(&points, 3, 2) == 0);
    CHECK(count_wrong(&points, 1, 1) == 0);
    cm_points_clear(&points);
}

TEST_MAIN(RUN(finds_what_trying_all_finds), RUN(is_as_strict_as_the_places_themselves))
