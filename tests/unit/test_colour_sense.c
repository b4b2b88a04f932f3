/* test_colour_sense.c - tests output/colour_sense.c. */
#include "output/colour_sense.h"
#include "tests/test.h"
#include "tests/unit/colour_reference.h"
#include <math.h>

TEST(differences_are_those_that_the_formula_was_published_with)
{
    /* from table 1 of Sharma, Wu and Dalal (2005) */
    static const struct {
        const char *why;
        double a[3], b[3], want;
    } rows[] = {
        {"blue", {50, 2.6772, -79.7751}, {50, 0, -82.7485}, 2.0425},
        {"bluer", {50, 2.8361, -74.02}, {50, 0, -82.7485}, 3.4412},
        {"one", {50, -1.3802, -84.2814}, {50, 0, -82.7485}, 1},
        {"grey", {50, 0, 0}, {50, -1, 2}, 2.3669},
        {"to grey", {50, -1, 2}, {50, 0, 0}, 2.3669},
        {"hues opposite", {50, 2.49, -0.001}, {50, -2.49, 0.0009}, 7.1792},
        {"and past it", {50, 2.49, -0.001}, {50, -2.49, 0.0011}, 7.2195},
        {"far", {50, 2.5, 0}, {73, 25, -18}, 27.1492},
        {"farther", {50, 2.5, 0}, {56, -27, -3}, 31.9030},
        {"red", {50, 2.5, 0}, {58, 24, 15}, 19.4535},
        {"green", {60.2574, -34.0099, 36.2677}, {60.4626, -34.1751, 39.4387}, 1.2644},
        {"dark", {2.0776, 0.0795, -1.1350}, {0.9033, -0.0636, -0.5514}, 0.9082},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_now = rows[i].why;
        CHECK_NEAR(cm__colour_lab_difference(rows[i].a, rows[i].b), rows[i].want, 5e-5);
        CHECK_NEAR(cm__colour_lab_difference(rows[i].b, rows[i].a), rows[i].want, 5e-5);
    }
}

static cm_colour some_colour(unsigned i)
{
    return (cm_colour){(unsigned char)(i * 37), (unsigned char)(i * 101 + 50),
                       (unsigned char)(i * 59 + 7), 255};
}

TEST(agrees_with_the_measures_that_the_styles_are_tested_by)
{
    static const cones seen_by[] = {ALL_CONES, NO_RED, NO_GREEN};

    for (unsigned i = 0; i < 200; i++) {
        const cm_colour a = some_colour(i), b = some_colour(i + 1);
        double lab[3], want[3];
        CHECK_NEAR(cm__colour_contrast(a, b), sense_contrast(a, b), 1e-12);
        for (int sight = 0; sight < 3; sight++) {
            cm__colour_lab(lab, cm__colour_seen(a, (cm__sight)sight));
            sense_lab(want, a, seen_by[sight]);
            for (int k = 0; k < 3; k++) /* that one does not round to 256 steps */
                CHECK_NEAR(lab[k], want[k], 1.5);
        }
    }
}

TEST(a_copier_sees_light_and_dark_alone)
{
    for (unsigned i = 0; i < 200; i++) {
        const cm_colour colour = some_colour(i), grey = cm__colour_seen(colour, CM__SIGHT_GREY);
        CHECK(grey.red == grey.green && grey.green == grey.blue);
        CHECK(cm__colour_contrast(colour, grey) < 1.03);
    }
    const cm_colour half = {10, 200, 30, 128};
    CHECK(cm__colour_seen(half, CM__SIGHT_NO_RED).alpha == 128);
    CHECK(cm__colour_difference((cm_colour){200, 60, 40, 255}, (cm_colour){80, 120, 30, 255}) > 30);
    CHECK(cm__colour_difference(
              cm__colour_seen((cm_colour){200, 60, 40, 255}, CM__SIGHT_NO_GREEN),
              cm__colour_seen((cm_colour){128, 115, 30, 255}, CM__SIGHT_NO_GREEN)) < 15);
}

TEST(a_clear_colour_lets_its_ground_through)
{
    const cm_colour red = {255, 0, 0, 128}, white = {255, 255, 255, 255};
    const cm_colour pink = cm__colour_over(red, white);

    CHECK(pink.red == 255 && pink.green == 127 && pink.blue == 127 && pink.alpha == 255);
    CHECK_NEAR(cm__colour_contrast(white, (cm_colour){0, 0, 0, 255}), 21, 1e-9);
}

TEST_MAIN(RUN(differences_are_those_that_the_formula_was_published_with),
          RUN(agrees_with_the_measures_that_the_styles_are_tested_by),
          RUN(a_copier_sees_light_and_dark_alone), RUN(a_clear_colour_lets_its_ground_through))
