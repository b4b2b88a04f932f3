/* test_polygon_area.c - tests layers/polygon_area.c. */
#include "layers/polygon_area.h"
#include "tests/window_fixture.h"

TEST(areas_leave_out_holes_and_hold_far_away)
{
    static const double offsets[] = {0, 1e7, -1e9};

    for (size_t i = 0; i < 3; i++) {
        const double a = offsets[i];
        cm_features polygons = polygons_make();
        polygons_add_box(&polygons, a, a, a + 10, a + 20, false);
        polygons_add_box(&polygons, a + 1, a + 1, a + 3, a + 2, true);
        polygons_add_box(&polygons, a, a, a + 1, a + 1, false);
        CHECK(cm_features_add_row(&polygons) == CM_OK);
        CHECK(cm__row_area(&polygons, 0) == 198 && cm__row_area(&polygons, 1) == 1);
        CHECK(cm__row_area(&polygons, 2) == 0);
        cm_features_clear(&polygons);
    }
}

TEST_MAIN(RUN(areas_leave_out_holes_and_hold_far_away))
