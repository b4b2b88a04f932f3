/* test_geos_buffer.c - tests layers/geos_buffer.c; test_buffer.c tests what is drawn. */
#include "layers/geos_buffer.h"
#include "layers/polygon_area.h"
#include "tests/voronoi_steps.h"

enum { CORNERS = 64, ROWS = 600 };

/* Short lines on a row of places, every third of which is missing. */
static cm_features make_lines(void)
{
    cm_features lines = {.geometry = CM_GEOMETRY_NONE};

    CHECK(cm_features_init(&lines, CM_GEOMETRY_LINE, NULL) == CM_OK);
    for (size_t i = 0; i < ROWS; i++) {
        const double x[] = {100 * (double)i, 100 * (double)i + 30}, y[] = {0, 0};
        CHECK(cm_features_add_row(&lines) == CM_OK);
        if (i % 3)
            CHECK(cm_features_add_part(&lines, x, y, 2, false) == CM_OK);
    }
    return lines;
}

TEST(rows_stay_or_become_one)
{
    static cm_point unit[CORNERS];
    const cm__arc arc = {40, CORNERS, unit};
    cm_features lines = make_lines(), each = polygons_make(), one = polygons_make();
    cm__buffer_job job = {&lines, &arc, false, 2, &nobody_listens};

    cm__arc_fill(unit, CORNERS);
    CHECK(cm__geos_buffer(&each, &job) == CM_OK && each.table.row_count == ROWS);
    job.dissolve = true;
    CHECK(cm__geos_buffer(&one, &job) == CM_OK && one.table.row_count == 1);
    const double alone = CORNERS / 2 * sin(TURN / CORNERS) * 40 * 40 + 2 * 40 * 30;
    for (size_t i = 0; i < ROWS; i++)
        CHECK_NEAR(cm__row_area(&each, i), i % 3 ? alone : 0, 1e-6);
    /* two lines 70 apart lie over each other, and pairs of them do not */
    CHECK(one.part_count == ROWS / 3);
    CHECK(cm__row_area(&one, 0) < ROWS / 3 * 2 * alone);
    cm_features_clear(&one);
    cm_features_clear(&each);
    cm_features_clear(&lines);
}

TEST(of_nothing_there_is_nothing)
{
    static cm_point unit[CORNERS];
    const cm__arc arc = {40, CORNERS, unit};
    cm_features none = {.geometry = CM_GEOMETRY_NONE}, each = polygons_make();
    cm__buffer_job job = {&none, &arc, false, 2, &nobody_listens};

    cm__arc_fill(unit, CORNERS);
    CHECK(cm_features_init(&none, CM_GEOMETRY_POINT, NULL) == CM_OK);
    CHECK(cm__geos_buffer(&each, &job) == CM_OK && each.table.row_count == 0);
    CHECK(cm_features_add_row(&none) == CM_OK); /* a row without a place */
    job.dissolve = true;
    CHECK(cm__geos_buffer(&each, &job) == CM_OK);
    CHECK(each.table.row_count == 1 && each.part_count == 0);
    cm_features_clear(&each);
    cm_features_clear(&none);
}

TEST(leaves_nothing_behind_without_memory)
{
    static cm_point unit[CORNERS];
    const cm__arc arc = {40, CORNERS, unit};
    cm_features lines = make_lines();
    const cm__buffer_job job = {&lines, &arc, true, 1, &nobody_listens};
    const size_t live = cm__memory_live();
    cm_status status;
    size_t nth = 0;

    cm__arc_fill(unit, CORNERS);
    do {
        cm_features out = {.geometry = CM_GEOMETRY_NONE};
        CHECK(cm_features_init(&out, CM_GEOMETRY_POLYGON, NULL) == CM_OK);
        nth = nth < 20 ? nth + 1 : nth + 37; /* it is the same for each line */
        cm__memory_fail_at(nth, false);
        status = cm__geos_buffer(&out, &job);
        cm__memory_fail_at(0, false);
        CHECK(status == CM_OK || status == CM_ERR_NOMEM);
        cm_features_clear(&out);
        CHECK(cm__memory_live() == live);
    } while (status != CM_OK && nth < 20000);
    CHECK(nth > 20 && status == CM_OK);
    cm_features_clear(&lines);
}

TEST_MAIN(RUN(rows_stay_or_become_one), RUN(of_nothing_there_is_nothing),
          RUN(leaves_nothing_behind_without_memory))
