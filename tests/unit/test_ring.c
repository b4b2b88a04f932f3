/* test_ring.c - tests geo/ring.c. */
#include "geo/ring.h"
#include "tests/test.h"
#include <string.h>

TEST(an_area_has_the_sign_of_its_direction_and_holds_far_away)
{
    const double far = 1e8;
    const double x[] = {far, far + 2, far + 2, far, far}, y[] = {far, far, far + 1, far + 1, far};
    const double back_y[] = {far, far + 1, far + 1, far, far},
                 back_x[] = {far, far, far + 2, far + 2, far};

    CHECK(cm__ring_area(x, y, 5) == 2 && cm__ring_area(back_x, back_y, 5) == -2);
    CHECK(cm__ring_area(x, y, 2) == 0 && cm__ring_area(x, y, 0) == 0);
}

TEST(rings_are_turned_and_holes_the_other_way)
{
    static const double ahead_x[] = {0, 3, 3, 0}, ahead_y[] = {0, 0, 3, 0};

    for (int i = 0; i < 4; i++) {
        const bool is_hole = i / 2, is_backward = i % 2;
        cm_features layer = {.geometry = CM_GEOMETRY_NONE};
        double x[4], y[4];
        for (size_t k = 0; k < 4; k++) {
            x[k] = ahead_x[is_backward ? 3 - k : k];
            y[k] = ahead_y[is_backward ? 3 - k : k];
        }
        CHECK(cm_features_init(&layer, CM_GEOMETRY_POLYGON, NULL) == CM_OK);
        CHECK(cm_features_add_row(&layer) == CM_OK);
        CHECK(cm_features_add_part(&layer, ahead_x, ahead_y, 4, false) == CM_OK); /* of any hole */
        CHECK(cm__ring_add(&layer, x, y, 4, is_hole) == CM_OK);
        CHECK(layer.is_hole[1] == is_hole && memcmp(layer.x + 4, x, sizeof x) == 0);
        CHECK(cm__ring_area(layer.x + 4, layer.y + 4, 4) == (is_hole ? -4.5 : 4.5));
        cm_features_clear(&layer);
    }
}

TEST_MAIN(RUN(an_area_has_the_sign_of_its_direction_and_holds_far_away),
          RUN(rings_are_turned_and_holes_the_other_way))
