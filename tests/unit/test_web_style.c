/* test_web_style.c - tests output/web_style.c. */
#include "output/web_style.h"
#include "tests/test.h"
#include "tests/unit/web_scene.h"

static const cm_symbol marker = {.shape = CM_SHAPE_STAR,
                                 .size_mm = 2.54,
                                 .fill = {0, 114, 178, 255},
                                 .stroke = {34, 34, 34, 255},
                                 .stroke_mm = 0.127,
                                 .casing = {255, 255, 255, 255},
                                 .casing_mm = 0.254};
static const cm_symbol line = {.stroke = {70, 70, 70, 255},
                               .stroke_mm = 0.254,
                               .dash_mm = {1.27, 2.54, 0, 0},
                               .arrow_mm = 1.27};
static const cm_symbol unseen = {.stroke = {1, 2, 3, 255}};
static const cm_symbol hatched = {.fill = {255, 255, 255, 255},
                                  .stroke = {34, 34, 34, 255},
                                  .stroke_mm = 0.127,
                                  .hatch_mm = 2.54,
                                  .hatch_deg = 45,
                                  .hatch_line_mm = 0.254};

TEST(symbols_say_what_is_drawn_and_nothing_else)
{
    static const struct {
        const cm_symbol *symbol;
        const char *want;
    } rows[] = {
        {&marker, "{\"shape\":\"star\",\"size\":9.6,\"fill\":\"#0072b2\",\"stroke\":\"#222222\","
                  "\"width\":0.48,"
                  "\"casing\":\"#ffffff\",\"casingWidth\":0.96}"},
        {&line, "{\"shape\":\"circle\",\"stroke\":\"#464646\",\"width\":0.96,\"dash\":[4.8,9.6],"
                "\"arrow\":4.8}"},
        {&hatched,
         "{\"shape\":\"circle\",\"fill\":\"#ffffff\",\"stroke\":\"#222222\",\"width\":0.48,"
         "\"hatchColour\":\"#222222\",\"hatch\":9.6,\"hatchWidth\":0.96,\"hatchAngle\":45}"},
        {&unseen, "{\"shape\":\"circle\"}"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm__text text = {0};
        test_now = rows[i].want;
        cm__web_add_symbol(&text, rows[i].symbol);
        CHECK(strcmp(text.bytes, rows[i].want) == 0);
        cm__text_clear(&text);
    }
}

TEST(shapes_are_the_printed_ones)
{
    cm__text text = {0};

    cm__web_add_shapes(&text);
    CHECK(text.failed == CM_OK);
    for (int shape = 0; shape < CM_SHAPE_COUNT; shape++) {
        char key[32];
        snprintf(key, sizeof key, "\"%s\":[", cm_shape_name((cm_shape)shape));
        CHECK(count_of(text.bytes, key) == (shape == CM_SHAPE_CIRCLE ? 0 : 1));
    }
    /* a square of the area of a circle of diameter 1 */
    CHECK(strstr(text.bytes,
                 "\"square\":[0.4431,0.4431,-0.4431,0.4431,-0.4431,-0.4431,0.4431,-0.4431]") !=
          NULL);
    cm__text_clear(&text);
}

TEST(swatches_are_drawn_as_the_symbols_are)
{
    static const struct {
        cm__legend_kind kind;
        const cm_symbol *symbol;
        const char *wants[4];
    } rows[] = {
        {CM__LEGEND_MARKER,
         &marker,
         {"stroke=\"#ffffff\" stroke-width=\"2.4\"", "fill=\"#0072b2\"", "<path transform="}},
        {CM__LEGEND_LINE,
         &line,
         {"stroke-dasharray=\"4.8 9.6\"", "fill=\"#464646\"", "<line x1=\"0\""}},
        {CM__LEGEND_AREA,
         &hatched,
         {"<pattern id=\"h-1\"", "fill=\"url(#h-1)\"", "rotate(-45)", "height=\"9.6\""}},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm__text text = {0};
        cm__web_add_swatch(&text, rows[i].kind, rows[i].symbol, "h-1");
        for (size_t k = 0; k < 4 && rows[i].wants[k]; k++) {
            test_now = rows[i].wants[k];
            CHECK(strstr(text.bytes, test_now) != NULL);
        }
        CHECK(count_of(text.bytes, "<svg") == 1 && count_of(text.bytes, "</svg>") == 1);
        CHECK(count_of(text.bytes, "style=") == 0); /* the page's policy allows none */
        cm__text_clear(&text);
    }
}

TEST(sizes_are_nested_on_one_ground)
{
    const cm__legend_sizes sizes = {.size_mm = {10, 5}, .text = {"200", "50"}, .count = 2};
    const cm_symbol circle = {.size_mm = 2, .fill = {1, 1, 1, 255}};
    cm__text text = {0};

    cm__web_add_sizes(&text, &sizes, &circle);
    CHECK(count_of(text.bytes, "<circle") == 2 && strstr(text.bytes, ">200</text>") &&
          strstr(text.bytes, ">50</text>"));
    CHECK(strstr(text.bytes, "r=\"18.9\"") && strstr(text.bytes, "r=\"9.45\""));
    cm__text_clear(&text);
}

TEST_MAIN(RUN(symbols_say_what_is_drawn_and_nothing_else), RUN(shapes_are_the_printed_ones),
          RUN(swatches_are_drawn_as_the_symbols_are), RUN(sizes_are_nested_on_one_ground))
