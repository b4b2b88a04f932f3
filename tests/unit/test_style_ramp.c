/* test_style_ramp.c - tests output/style_ramp.c. */
#include "output/style_class.h"
#include "tests/test.h"
#include "tests/unit/colour_reference.h"

static const char *const names[] = {"viridis", "cividis", "ylorbr", "blues",
                                    "greens",  "reds",    "greys"};

#define NAME_COUNT (sizeof names / sizeof *names)

static unsigned get(const char *ramp, double at)
{
    cm_colour colour = {0};

    CHECK(cm_ramp_get(&colour, ramp, at) == CM_OK && colour.alpha == 255);
    return (unsigned)colour.red << 16 | (unsigned)colour.green << 8 | colour.blue;
}

TEST(gives_the_published_colours)
{
    static const struct {
        const char *ramp;
        double at;
        unsigned want;
    } rows[] = {
        {"viridis", 0, 0x440154},         {"viridis", 1, 0xfde725},
        {"viridis", 10.0 / 51, 0x414287}, {"cividis", 0, 0x00224e},
        {"cividis", 1, 0xfee838},         {"ylorbr", 0.5, 0xfe9929},
        {"ylorbr", 0.0625, 0xfffbd1},     {"blues", 0.125, 0xdeebf7},
        {"greens", 1, 0x00441b},          {"reds", 0.875, 0xa50f15},
        {"greys", 0.5, 0x969696},         {"greys", -1, 0xffffff},
        {"greys", 2, 0x000000},           {"greys", -INFINITY, 0xffffff},
        {"greys", INFINITY, 0x000000},    {"greys", NAN, 0xffffff},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_now = rows[i].ramp;
        CHECK(get(rows[i].ramp, rows[i].at) == rows[i].want);
    }
}

TEST(refuses_a_ramp_that_is_not_there)
{
    cm_colour colour = {1, 2, 3, 4};

    CHECK(cm_ramp_get(&colour, "rainbow", 0) == CM_ERR_FORMAT && colour.red == 1);
    CHECK(cm_ramp_get(&colour, "", 0) == CM_ERR_FORMAT);
    CHECK(cm_ramp_get(&colour, "Viridis", 0) == CM_ERR_FORMAT);
    CHECK(cm_ramp_get(&colour, NULL, 0) == CM_ERR_FORMAT);
}

TEST(grows_lighter_or_darker_all_the_way)
{
    for (size_t r = 0; r < NAME_COUNT; r++)
        for (int seen = 0; seen < CONES_COUNT; seen++) {
            double before = 0, sign = 0;
            test_now = names[r];
            for (int i = 0; i <= 50; i++) {
                cm_colour colour;
                CHECK(cm_ramp_get(&colour, names[r], i / 50.0) == CM_OK);
                const double lightness = sense_lightness(colour, (cones)seen);
                if (i == 1)
                    sign = lightness > before ? 1 : -1;
                CHECK(i == 0 || sign * (lightness - before) > 0);
                before = lightness;
            }
        }
}

TEST(keeps_five_classes_apart_for_all_readers)
{
    for (size_t r = 0; r < NAME_COUNT; r++)
        for (int seen = 0; seen < CONES_COUNT; seen++) {
            cm_colour below = {255, 255, 255, 255};
            test_now = names[r];
            for (size_t i = 0; i < 5; i++) {
                cm_colour colour;
                CHECK(cm_ramp_get(&colour, names[r], cm__ramp_place(names[r], i, 5)) == CM_OK);
                if (i > 0)
                    CHECK(sense_difference(below, colour, (cones)seen) >= 10);
                below = colour;
            }
        }
}

TEST(places_a_lone_class_in_the_middle)
{
    CHECK(cm__ramp_place("viridis", 0, 1) == 0.5);
    for (size_t r = 0; r < sizeof names / sizeof *names; r++) /* no line as light as paper */
        for (size_t i = 0; i < 5; i++) {
            cm_colour line;
            CHECK(cm_ramp_get(&line, names[r], cm__ramp_place_line(names[r], i, 5)) == CM_OK);
            CHECK(0.3 * line.red + 0.59 * line.green + 0.11 * line.blue < 0.9 * 255);
        }
    CHECK(cm__ramp_place("greys", 0, 2) > 0 && cm__ramp_place("greys", 1, 2) < 1);
}

TEST_MAIN(RUN(gives_the_published_colours), RUN(refuses_a_ramp_that_is_not_there),
          RUN(grows_lighter_or_darker_all_the_way), RUN(keeps_five_classes_apart_for_all_readers),
          RUN(places_a_lone_class_in_the_middle))
