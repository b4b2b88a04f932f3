/* test_map_page.c - tests output/map_page.c. */
#include "output/map_page.h"
#include "tests/test.h"

static cm__page a4(void)
{
    cm__page page = {
        .width_mm = 210, .height_mm = 297, .margin_mm = 12, .centre = {-67000, -101000}};

    CHECK(cm__page_set_frame(&page, &(cm__page_borders){4, 20, 4, 15}) == CM_OK);
    cm__page_set_scale(&page, 150000, 1);
    return page;
}

TEST(rounds_a_scale_up_to_one_that_people_know)
{
    static const struct {
        const char *why;
        double least, want;
    } rows[] = {
        {"itself", 1, 1},
        {"just above", 1.01, 1.5},
        {"1.5", 1.5, 1.5},
        {"2", 1.51, 2},
        {"2.5", 2.2, 2.5},
        {"3", 2.51, 3},
        {"4", 3.5, 4},
        {"5", 4.5, 5},
        {"6", 5.5, 6},
        {"8", 6.5, 8},
        {"the next power", 8.1, 10},
        {"a usual one", 123456, 150000},
        {"a rounding above", 150000.00000001, 150000},
        {"the whole earth", 9e7, 1e8},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_now = rows[i].why;
        CHECK(cm__scale_round_up(rows[i].least) == rows[i].want);
    }
}

TEST(a_millimetre_is_as_long_as_the_scale_says)
{
    const cm__page page = a4();
    const cm_point a = cm__page_to_mm(&page, (cm_point){-67000, -101000});
    const cm_point b = cm__page_to_mm(&page, (cm_point){-66000, -99000});

    CHECK_NEAR(b.x - a.x, 1e6 / 150000, 1e-9);
    CHECK_NEAR(b.y - a.y, -2e6 / 150000, 1e-9); /* north is up */
}

TEST(the_point_scale_makes_the_ratio_true_on_the_ground)
{
    cm__page page = a4();

    cm__page_set_scale(&page, 10000, 1.37); /* a Mercator map in Hokkaido */
    CHECK_NEAR(page.units_per_mm, 13.7, 1e-9);
    CHECK(page.scale == 10000);
}

TEST(the_way_to_the_plane_and_back_ends_where_it_began)
{
    const cm__page page = a4();
    const cm_point at = {33.25, 211.5};
    const cm_point back = cm__page_to_mm(&page, cm__page_to_plane(&page, at));

    CHECK_NEAR(back.x, at.x, 1e-9);
    CHECK_NEAR(back.y, at.y, 1e-9);
}

TEST(the_extent_is_the_frame_in_the_plane)
{
    const cm__page page = a4();
    const cm_box extent = cm__page_get_extent(&page);

    CHECK_NEAR(cm__box_width(&extent), cm__box_width(&page.frame_mm) * 150, 1e-6);
    CHECK_NEAR(cm__box_height(&extent), cm__box_height(&page.frame_mm) * 150, 1e-6);
    CHECK_NEAR((extent.x_min + extent.x_max) / 2, -67000, 1e-6);
    CHECK_NEAR((extent.y_min + extent.y_max) / 2, -101000, 1e-6);
}

TEST(fits_the_content_at_the_roundest_scale)
{
    const cm__page page = a4(); /* the frame is 178 x 238 mm */
    static const struct {
        const char *why;
        cm_box content;
        double clear_mm, point_scale, want;
    } rows[] = {
        {"the width decides", {0, 0, 17000, 100}, 0, 1, 100000},
        {"the clear edge counts", {0, 0, 17000, 100}, 6, 1, 150000},
        {"the height decides", {0, 0, 100, 35000}, 0, 1, 150000},
        {"the plane is larger than the ground", {0, 0, 17000, 100}, 0, 1.37, 80000},
        {"one place", {5, 5, 5, 5}, 7, 1, 10000},
        {"two rooms of a house", {0, 0, 1, 1}, 0, 1, 100},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_now = rows[i].why;
        CHECK(cm__page_fit_scale(&page, &rows[i].content, rows[i].clear_mm, rows[i].point_scale) ==
              rows[i].want);
    }
}

TEST(refuses_a_page_without_room_for_a_map)
{
    cm__page page = {.width_mm = 50, .height_mm = 50, .margin_mm = 20};

    CHECK(cm__page_set_frame(&page, &(cm__page_borders){0}) == CM_ERR_DOMAIN);
    CHECK(strstr(cm_error_text(), "50 x 50 mm") != NULL);
    page.margin_mm = 15;
    CHECK(cm__page_set_frame(&page, &(cm__page_borders){0}) == CM_OK);
    CHECK(cm__page_set_frame(&page, &(cm__page_borders){0, 0.1, 0, 0}) == CM_ERR_DOMAIN);
}

TEST_MAIN(RUN(rounds_a_scale_up_to_one_that_people_know),
          RUN(a_millimetre_is_as_long_as_the_scale_says),
          RUN(the_point_scale_makes_the_ratio_true_on_the_ground),
          RUN(the_way_to_the_plane_and_back_ends_where_it_began),
          RUN(the_extent_is_the_frame_in_the_plane), RUN(fits_the_content_at_the_roundest_scale),
          RUN(refuses_a_page_without_room_for_a_map))
