/* test_web_layer.c - tests output/web_layer.c. */
#include "tests/unit/web_scene.h"
#include <clustermap/web.h>

TEST(keeps_the_rows_with_a_place_in_the_order_of_drawing)
{
    web_scene s;
    cm__web web = {.options = NULL};

    make_web_scene(&s);
    CHECK(cm__web_load(&web, s.layers, 4, &s.options, "p") == CM_OK);
    CHECK(web.layers[0].row_count == WEB_MEMBERS - 1);
    /* firms are the most frequent, then those of one each, in the list's order */
    const size_t want[] = {0, 2, 1, 4};
    for (size_t i = 0; i < 4; i++)
        CHECK(web.layers[0].rows[i] == want[i]);
    CHECK(web.layers[1].row_count == 1 && web.layers[2].row_count == 2);
    CHECK_NEAR(web.bounds.x_min, 141.35, 1e-9);
    CHECK_NEAR(web.bounds.y_max, 43.08, 1e-9);
    cm__web_clear(&web);
    clear_web_scene(&s);
}

TEST(sizes_come_the_largest_first_and_those_without_a_number_last)
{
    const cm_style_size size = {.column = "employees", .value = 40, .size_mm = 10};
    const size_t want[] = {0, 1, 4, 2};
    web_scene s;
    cm__web web = {.options = NULL};

    make_web_scene(&s);
    CHECK(cm_style_set_size(&s.members_style, &size) == CM_OK);
    CHECK(cm__web_load(&web, s.layers, 1, &s.options, "p") == CM_OK);
    for (size_t i = 0; i < 4; i++)
        CHECK(web.layers[0].rows[i] == want[i]);
    cm__web_clear(&web);
    clear_web_scene(&s);
}

TEST(the_first_sight_is_of_the_members_in_the_box)
{
    static const struct {
        const char *why;
        cm_box asked, want;
    } rows[] = {
        {"all of them", {141, 43, 142, 44}, {141.35, 43.06, 141.37, 43.08}},
        {"two of them", {141.355, 43, 142, 44}, {141.36, 43.06, 141.37, 43.08}},
        {"none", {130, 30, 131, 31}, {130, 30, 131, 31}},
        {"one place", {141.365, 43, 142, 44}, {141.365, 43, 142, 44}},
        {"an empty box", {142, 44, 141, 43}, {141.35, 43.06, 141.37, 43.08}},
        {"not a number", {NAN, 43, 142, 44}, {141.35, 43.06, 141.37, 43.08}},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        web_scene s;
        cm__web web = {.options = NULL};
        test_now = rows[i].why;
        make_web_scene(&s);
        s.options.bounds = rows[i].asked;
        CHECK(cm__web_load(&web, s.layers, 4, &s.options, "p") == CM_OK);
        CHECK_NEAR(web.bounds.x_min, rows[i].want.x_min, 1e-9);
        CHECK_NEAR(web.bounds.y_min, rows[i].want.y_min, 1e-9);
        CHECK_NEAR(web.bounds.x_max, rows[i].want.x_max, 1e-9);
        CHECK_NEAR(web.bounds.y_max, rows[i].want.y_max, 1e-9);
        cm__web_clear(&web);
        clear_web_scene(&s);
    }
}

TEST(refuses_what_has_no_place_on_the_earth)
{
    cm_features plane = {.geometry = CM_GEOMETRY_NONE}, empty = {.geometry = CM_GEOMETRY_NONE};
    web_scene s;
    cm__web web = {.options = NULL};

    make_web_scene(&s);
    CHECK(cm_features_init(&plane, CM_GEOMETRY_POINT, NULL) == CM_OK);
    CHECK(cm_features_add_row(&plane) == CM_OK);
    cm_features_set_point(&plane, 0, (cm_point){1, 1});
    s.layers[3].features = &plane;
    CHECK(cm__web_load(&web, s.layers, 4, &s.options, "p.html") == CM_ERR_DOMAIN);
    CHECK(strstr(cm_error_text(), "p.html: the layer 'line' has no CRS") != NULL);
    cm__web_clear(&web);
    CHECK(cm_features_init(&empty, CM_GEOMETRY_POINT, CM_CRS_LONLAT) == CM_OK);
    s.layers[0].features = &empty;
    CHECK(cm__web_load(&web, s.layers, 1, &s.options, "p.html") == CM_ERR_DOMAIN);
    CHECK(strstr(cm_error_text(), "nothing has a place") != NULL);
    cm__web_clear(&web);
    cm_features_clear(&plane);
    cm_features_clear(&empty);
    clear_web_scene(&s);
}

TEST(refuses_more_places_than_a_page_holds)
{
    web_scene s;
    cm__web web = {.options = NULL};

    make_web_scene(&s);
    cm_features many = s.members; /* the counts alone are looked at */
    many.vertex_count = CM_WEB_PLACES_MAX + 1;
    s.layers[0].features = &many;
    CHECK(cm__web_load(&web, s.layers, 4, &s.options, "p.html") == CM_ERR_LIMIT);
    cm__web_clear(&web);
    cm_features wide = s.land;
    wide.vertex_count = CM_WEB_VERTICES_MAX + 1;
    s.layers[0].features = &s.members;
    s.layers[1].features = &wide;
    CHECK(cm__web_load(&web, s.layers, 4, &s.options, "p.html") == CM_ERR_LIMIT);
    cm__web_clear(&web);
    clear_web_scene(&s);
}

TEST(lists_end_with_NULL)
{
    static const char *const list[] = {"a", "b", NULL};

    CHECK(cm__web_lists(list, "b") && !cm__web_lists(list, "c") && !cm__web_lists(NULL, "a"));
}

TEST_MAIN(RUN(keeps_the_rows_with_a_place_in_the_order_of_drawing),
          RUN(sizes_come_the_largest_first_and_those_without_a_number_last),
          RUN(the_first_sight_is_of_the_members_in_the_box),
          RUN(refuses_what_has_no_place_on_the_earth), RUN(refuses_more_places_than_a_page_holds),
          RUN(lists_end_with_NULL))
