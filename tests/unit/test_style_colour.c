/* test_style_colour.c - tests output/style_colour.c. */
#include "tests/test.h"
#include <clustermap/style.h>

TEST(reads_colours)
{
    static const struct {
        const char *text;
        cm_colour want;
    } rows[] = {
        {"#fff", {255, 255, 255, 255}},
        {"#a1C", {0xaa, 0x11, 0xcc, 255}},
        {"#0072b2", {0, 0x72, 0xb2, 255}},
        {"#0072B2", {0, 0x72, 0xb2, 255}},
        {"#0072b280", {0, 0x72, 0xb2, 128}},
        {"#00000000", {0, 0, 0, 0}},
        {"none", {0, 0, 0, 0}},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_colour got = {1, 2, 3, 4};
        test_now = rows[i].text;
        CHECK(cm_colour_read(&got, rows[i].text) == CM_OK);
        CHECK(got.red == rows[i].want.red && got.green == rows[i].want.green);
        CHECK(got.blue == rows[i].want.blue && got.alpha == rows[i].want.alpha);
    }
}

TEST(refuses_what_is_no_colour)
{
    static const char *const rows[] = {"",      "#",       "#f",       "#ff",
                                       "#ffff", "#fffff",  "#fffffff", "#fffffffff",
                                       "#ggg",  "#12345g", "0072b2",   "red",
                                       "None",  "#+12",    "# 12",     "#\xef\xbc\x91\xef\xbc\x91"};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_colour got = {1, 2, 3, 4};
        test_now = rows[i];
        CHECK(cm_colour_read(&got, rows[i]) == CM_ERR_FORMAT);
        CHECK(got.red == 1 && got.alpha == 4);
    }
    CHECK(cm_colour_read(&(cm_colour){0}, NULL) == CM_ERR_FORMAT);
}

TEST_MAIN(RUN(reads_colours), RUN(refuses_what_is_no_colour))
