/* test_web_data.c - tests output/web_data.c. */
#include "output/web_data.h"
#include "tests/unit/web_scene.h"

static void check_has(const cm__text *text, const char *piece)
{
    test_now = piece;
    CHECK(text->bytes && strstr(text->bytes, piece));
}

TEST(layers_are_told_in_few_bytes)
{
    static const char *const off[] = {"line", NULL};
    web_scene s;
    cm__web web = {.options = NULL};
    cm__text text = {0};

    make_web_scene(&s);
    s.options.off = off;
    CHECK(cm__web_load(&web, s.layers, 4, &s.options, "p") == CM_OK);
    CHECK(cm__web_add_data(&text, &web) == CM_OK && text.failed == CM_OK);
    check_has(&text, "\"language\":\"ja\",\"bounds\":[141.35,43.06,141.37,43.08]");
    check_has(&text, "\"order\":[2,1,3,0]"); /* bands, outlines, lines, members */
    check_has(&text, "\"role\":\"members\",\"geometry\":\"point\"");
    check_has(&text, "\"of\":[0,0,1,2]");
    check_has(
        &text,
        "\"at\":[141350000,43060000],\n\"x\":[0,0,10000,20000],\n\"y\":[10000,10000,20000,0]");
    check_has(
        &text,
        "\"id\":\"line\",\"title\":\"線\",\"role\":\"lines\",\"geometry\":\"line\",\"off\":true,"
        "\"bend\":0.12,\"clear\":5.67");
    check_has(&text, "\"parts\":[[[0,0,10000,10000]]]");
    check_has(&text, "\"parts\":[[[0,0,500000,0,0,500000,-500000,0,0,-500000]]]");
    check_has(&text, "\"ramp\":[\"#");
    CHECK(count_of(text.bytes, "</") == 0 && count_of(text.bytes, "nan") == 0);
    cm__text_clear(&text);
    cm__web_clear(&web);
    clear_web_scene(&s);
}

TEST(sizes_are_told_and_what_lacks_one_is_null)
{
    const cm_style_size size = {.column = "employees", .value = 40, .size_mm = 10};
    web_scene s;
    cm__web web = {.options = NULL};
    cm__text text = {0};

    make_web_scene(&s);
    CHECK(cm_style_set_size(&s.members_style, &size) == CM_OK);
    CHECK(cm__web_load(&web, s.layers, 1, &s.options, "p") == CM_OK);
    CHECK(cm__web_add_data(&text, &web) == CM_OK);
    check_has(&text, "\"sizes\":[37.8,18.9,9.45,null]");
    check_has(&text, "\"unsized\":[");
    cm__text_clear(&text);
    cm__web_clear(&web);
    clear_web_scene(&s);
}

TEST(vertices_that_fall_together_are_one)
{
    const double x[] = {141, 141.0000001, 142, 142, 141}, y[] = {43, 43, 43, 44, 43};
    web_scene s;
    cm__web web = {.options = NULL};
    cm__text text = {0};

    make_web_scene(&s);
    cm_features_clear(&s.land);
    CHECK(cm_features_init(&s.land, CM_GEOMETRY_POLYGON, CM_CRS_LONLAT) == CM_OK);
    CHECK(cm_features_add_row(&s.land) == CM_OK);
    CHECK(cm_features_add_part(&s.land, x, y, 5, false) == CM_OK);
    CHECK(cm__web_load(&web, s.layers, 2, &s.options, "p") == CM_OK);
    CHECK(cm__web_add_data(&text, &web) == CM_OK);
    check_has(&text, "\"parts\":[[[0,0,1000000,0,0,1000000,-1000000,-1000000]]]");
    cm__text_clear(&text);
    cm__web_clear(&web);
    clear_web_scene(&s);
}

TEST_MAIN(RUN(layers_are_told_in_few_bytes), RUN(sizes_are_told_and_what_lacks_one_is_null),
          RUN(vertices_that_fall_together_are_one))
