/* test_map_type.c - tests output/map_type.c. */
#include "output/map_text.h"
#include "output/map_type.h"
#include "tests/test.h"

TEST(levels_differ_and_none_is_too_small_to_print)
{
    for (int type = 0; type < CM__TYPE_COUNT; type++) {
        const cm__text_style style = cm__type_style((cm__type)type);
        CHECK(style.size_pt >= CM__TYPE_LEAST_PT && CM__TYPE_LEAST_PT >= 6.5);
        CHECK(style.colour.alpha == 255);
    }
    CHECK(cm__type_style(CM__TYPE_TITLE).size_pt > cm__type_style(CM__TYPE_SUBTITLE).size_pt);
    CHECK(cm__type_style(CM__TYPE_SUBTITLE).size_pt > cm__type_style(CM__TYPE_BODY).size_pt);
    CHECK(cm__type_style(CM__TYPE_BODY).size_pt > cm__type_style(CM__TYPE_SMALL).size_pt);
}

TEST(knows_how_high_digits_stand)
{
    const cm__text_style style = cm__type_style(CM__TYPE_SMALL);
    cm__text_extent extent;

    CHECK(cm__text_measure(&extent, NULL, "0123456789", &style) == CM_OK);
    CHECK_NEAR(-extent.ink_mm.y_min, cm__type_cap_mm(&style), 0.1);
    CHECK_NEAR(-(extent.ink_mm.y_min + extent.ink_mm.y_max) / 2, cm__type_middle_mm(&style), 0.1);
}

TEST(lines_of_a_text_do_not_touch)
{
    const cm__text_style style = cm__type_style(CM__TYPE_BODY);
    cm__text_extent extent;

    CHECK(cm__text_measure(&extent, NULL, "龍Åg", &style) == CM_OK);
    CHECK(extent.ink_mm.y_max - extent.ink_mm.y_min < cm__type_leading_mm(&style));
}

TEST_MAIN(RUN(levels_differ_and_none_is_too_small_to_print), RUN(knows_how_high_digits_stand),
          RUN(lines_of_a_text_do_not_touch))
