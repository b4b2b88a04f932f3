/* test_geos_polygons.c - tests layers/geos_polygons.c. */
#include "layers/geos_polygons.h"
#include "layers/polygon_area.h"
#include "tests/window_fixture.h"

TEST(says_which_row_is_bad_and_why)
{
    static const struct {
        const char *why, *want;
        double x[5], y[5];
    } rows[] = {{"a bow", "Self-intersection", {0, 9, 0, 9, 0}, {0, 9, 9, 0, 0}},
                {"a spike", "Self-intersection", {0, 9, 4, 9, 0}, {0, 0, 0, 9, 0}},
                {"no area", "Too few points", {0, 9, 0, 9, 0}, {0, 0, 0, 0, 0}}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_features polygons = polygons_make();
        test_now = rows[i].why;
        polygons_add_box(&polygons, 0, 0, 1, 1, false);
        CHECK(cm_features_add_row(&polygons) == CM_OK);
        CHECK(cm_features_add_part(&polygons, rows[i].x, rows[i].y, 5, false) == CM_OK);
        CHECK(cm__geos_check_polygons(&polygons, "the wards") == CM_ERR_FORMAT);
        CHECK(strstr(cm_error_text(), "the wards: the polygon of row 2 is not valid: ") != NULL);
        CHECK(i > 0 || strstr(cm_error_text(), rows[i].want) != NULL);
        cm_features_clear(&polygons);
    }
}

TEST(a_hole_outside_is_bad_and_polygons_over_each_other_are_not)
{
    cm_features polygons = polygons_make();
    const double x[] = {5, 15, 15, 5, 5}, y[] = {5, 5, 15, 15, 5};

    polygons_add_box(&polygons, 0, 0, 10, 10, false);
    CHECK(cm_features_add_part(&polygons, x, y, 5, false) == CM_OK); /* of the same row */
    CHECK(cm__geos_check_polygons(&polygons, "it") == CM_OK);
    polygons_add_box(&polygons, 20, 20, 21, 21, true); /* outside the second */
    CHECK(cm__geos_check_polygons(&polygons, "it") == CM_ERR_FORMAT);
    CHECK(strstr(cm_error_text(), "row 1") != NULL);
    cm_features_clear(&polygons);
}

TEST(a_union_counts_nothing_twice)
{
    cm_features polygons = polygons_make(), united = {.geometry = CM_GEOMETRY_NONE};

    polygons_add_box(&polygons, 0, 0, 10, 10, false);
    polygons_add_box(&polygons, 2, 2, 4, 4, true);
    polygons_add_box(&polygons, 10, 0, 20, 10, false); /* beside it */
    polygons_add_box(&polygons, 3, 3, 6, 6, false);    /* partly in the hole */
    polygons_add_box(&polygons, 50, 50, 51, 51, false);
    CHECK(cm__geos_unite(&united, &polygons) == CM_OK);
    CHECK(united.table.row_count == 1 && united.part_count == 3);
    CHECK_NEAR(cm__row_area(&united, 0), 200 - 4 + 1 + 1, 1e-12);
    cm_features_clear(&united);
    cm_features_clear(&polygons);
    polygons = polygons_make();
    CHECK(cm__geos_unite(&united, &polygons) == CM_OK && united.part_count == 0);
    cm_features_clear(&united);
    cm_features_clear(&polygons);
}

TEST(leaves_nothing_behind_without_memory)
{
    cm_features polygons = polygons_make();
    cm_status status;
    size_t nth = 0;

    polygons_add_box(&polygons, 0, 0, 10, 10, false);
    polygons_add_box(&polygons, 2, 2, 4, 4, true);
    const size_t live = cm__memory_live();
    do {
        cm_features united = {.geometry = CM_GEOMETRY_LINE};
        cm__memory_fail_at(++nth, false);
        status = cm__geos_unite(&united, &polygons);
        if (!status)
            status = cm__geos_check_polygons(&polygons, "it");
        cm__memory_fail_at(0, false);
        CHECK(status == CM_OK || status == CM_ERR_NOMEM);
        cm_features_clear(&united);
        CHECK(cm__memory_live() == live);
    } while (status != CM_OK && nth < 100);
    CHECK(nth > 5 && status == CM_OK);
    cm_features_clear(&polygons);
}

TEST_MAIN(RUN(says_which_row_is_bad_and_why),
          RUN(a_hole_outside_is_bad_and_polygons_over_each_other_are_not),
          RUN(a_union_counts_nothing_twice), RUN(leaves_nothing_behind_without_memory))
