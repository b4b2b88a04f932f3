/* test_density_group.c - tests layers/density_group.c. */
#include "layers/density_group.h"
#include "tests/density_fixture.h"

enum { COUNT = 70000, GROUPS = 37 };

static void find(uint16_t *group, const cm_points *points, cm__span part, const void *context)
{
    const double *const scale = context;

    for (size_t i = part.begin; i < part.end; i++)
        group[i] = (uint16_t)(points->x[i] * *scale);
}

TEST(keeps_every_point_and_the_order_in_its_group)
{
    const cm_box box = {0, 0, 1, 1};
    const double scale = GROUPS - 1; /* the last stays empty */
    const cm__grouping by = {GROUPS, find, &scale};

    for (int threads = 1; threads <= 5; threads++) {
        cm_points points = points_scatter(COUNT, &box, threads % 2, 1);
        cm__groups groups = {0};
        size_t next[GROUPS];
        CHECK(cm__groups_fill(&groups, &points, &by, threads) == CM_OK);
        CHECK(groups.first[0] == 0 && groups.first[GROUPS] == COUNT);
        CHECK(groups.first[GROUPS - 1] == COUNT && (groups.weight != NULL) == threads % 2);
        memcpy(next, groups.first, sizeof next);
        for (size_t i = 0; i < COUNT; i++) {
            const size_t at = next[(size_t)(points.x[i] * scale)]++;
            CHECK(groups.at[at].x == points.x[i] && groups.at[at].y == points.y[i]);
            CHECK(!groups.weight || groups.weight[at] == points.weight[i]);
        }
        CHECK(memcmp(next, groups.first + 1, sizeof next) == 0);
        cm__groups_clear(&groups);
        cm_points_clear(&points);
    }
    CHECK(cm__memory_live() == 0);
}

TEST(leaves_nothing_behind_without_memory)
{
    cm_points points = points_make(10, true);
    const double scale = 0;
    const cm__grouping by = {GROUPS, find, &scale};
    cm__groups groups = {0};
    size_t nth = 0;

    memset(points.x, 0, 10 * sizeof *points.x);
    do {
        cm__memory_fail_at(++nth, false);
    } while (cm__groups_fill(&groups, &points, &by, 2) == CM_ERR_NOMEM && !groups.at);
    cm__memory_fail_at(0, false);
    CHECK(nth == 6 && groups.first[1] == 10);
    cm__groups_clear(&groups);
    points.count = 0;
    CHECK(cm__groups_fill(&groups, &points, &by, 2) == CM_OK && groups.first[GROUPS] == 0);
    cm__groups_clear(&groups);
    cm_points_clear(&points);
    CHECK(cm__memory_live() == 0);
}

TEST_MAIN(RUN(keeps_every_point_and_the_order_in_its_group),
          RUN(leaves_nothing_behind_without_memory))
