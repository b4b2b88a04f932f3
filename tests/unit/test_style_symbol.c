/* test_style_symbol.c - tests output/style_symbol.c. */
#include "output/style_class.h"
#include "tests/test.h"
#include "tests/unit/colour_reference.h"

static const cm_colour paper = {255, 255, 255, 255};

TEST(tells_categories_apart_by_shape_and_colour)
{
    for (size_t i = 0; i <= CM__PALETTE_COUNT; i++)
        for (size_t k = 0; k < i; k++) {
            const cm_symbol a = cm__symbol_category(i, CM_GEOMETRY_POINT),
                            b = cm__symbol_category(k, CM_GEOMETRY_POINT);
            CHECK(a.shape != b.shape);
            for (int seen = 0; seen < CONES_COUNT; seen++)
                CHECK(sense_difference(a.fill, b.fill, (cones)seen) >= 20);
        }
}

TEST(categories_after_the_others_have_symbols_of_their_own)
{
    enum { ASKED_MAX = 33 };

    for (size_t i = 0; i < ASKED_MAX; i++)
        for (size_t k = 0; k < i; k++) {
            const cm_symbol a = cm__symbol_category(i, CM_GEOMETRY_POINT),
                            b = cm__symbol_category(k, CM_GEOMETRY_POINT),
                            c = cm__symbol_category(i, CM_GEOMETRY_LINE),
                            d = cm__symbol_category(k, CM_GEOMETRY_LINE);
            CHECK(a.shape != b.shape || memcmp(&a.fill, &b.fill, sizeof a.fill) != 0);
            CHECK(memcmp(c.dash_mm, d.dash_mm, sizeof c.dash_mm) != 0 ||
                  memcmp(&c.stroke, &d.stroke, sizeof c.stroke) != 0);
        }
}

TEST(tells_lines_apart_by_dash_and_areas_by_colour)
{
    for (size_t i = 0; i <= CM__PALETTE_COUNT; i++)
        for (size_t k = 0; k < i; k++) {
            const cm_symbol a = cm__symbol_category(i, CM_GEOMETRY_LINE),
                            b = cm__symbol_category(k, CM_GEOMETRY_LINE),
                            c = cm__symbol_category(i, CM_GEOMETRY_POLYGON),
                            d = cm__symbol_category(k, CM_GEOMETRY_POLYGON);
            CHECK(memcmp(a.dash_mm, b.dash_mm, sizeof a.dash_mm) != 0);
            for (int seen = 0; seen < CONES_COUNT; seen++)
                CHECK(sense_difference(c.fill, d.fill, (cones)seen) >= 10);
        }
}

/* A marker stands out if its fill, its line or its casing does. */
static double best_contrast(const cm_symbol *symbol, cm_colour ground)
{
    const double edge =
        fmax(sense_contrast(symbol->stroke, ground), sense_contrast(symbol->casing, ground));

    return fmax(edge, symbol->fill.alpha ? sense_contrast(symbol->fill, ground) : 0);
}

TEST(stands_out_from_paper_and_every_class)
{
    static const char *const ramps[] = {"viridis", "cividis", "ylorbr", "blues",
                                        "greens",  "reds",    "greys"};

    for (size_t i = 0; i <= CM__PALETTE_COUNT + 1; i++) {
        const cm_symbol symbol = i <= CM__PALETTE_COUNT ? cm__symbol_category(i, CM_GEOMETRY_POINT)
                                                        : cm__symbol_missing(CM_GEOMETRY_POINT);
        CHECK(best_contrast(&symbol, paper) >= 3);
        CHECK(symbol.size_mm >= 1 && symbol.size_mm <= 2.8 && symbol.stroke_mm >= 0.1);
        CHECK(symbol.casing_mm >= 0.15 && symbol.casing_mm <= 0.2);
        for (size_t r = 0; r < sizeof ramps / sizeof *ramps; r++)
            for (size_t c = 0; c < 5; c++) {
                cm_colour class;
                test_now = ramps[r];
                CHECK(cm_ramp_get(&class, ramps[r], cm__ramp_place(ramps[r], c, 5)) == CM_OK);
                CHECK(best_contrast(&symbol, class) >= 3);
            }
    }
}

TEST(draws_missing_values_hollow)
{
    for (int geometry = CM_GEOMETRY_POINT; geometry <= CM_GEOMETRY_POLYGON; geometry++) {
        const cm_symbol symbol = cm__symbol_missing((cm_geometry)geometry);
        CHECK(symbol.fill.alpha == 0 && symbol.stroke.alpha == 255 && symbol.stroke_mm >= 0.1);
    }
}

TEST(fits_the_symbol_to_the_geometry)
{
    const cm_colour colour = {10, 20, 30, 255};
    const cm_symbol line = cm__symbol_graduated(colour, CM_GEOMETRY_LINE),
                    area = cm__symbol_graduated(colour, CM_GEOMETRY_POLYGON),
                    marker = cm__symbol_graduated(colour, CM_GEOMETRY_POINT);

    CHECK(line.stroke.green == 20 && line.fill.alpha == 0 && line.stroke_mm > 0);
    CHECK(area.fill.green == 20 && area.stroke_mm >= 0.1 && area.casing_mm == 0);
    CHECK(marker.fill.green == 20 && marker.size_mm > 2 && marker.casing_mm > 0);
}

TEST(knows_the_shapes_by_name)
{
    for (int shape = 0; shape < CM_SHAPE_COUNT; shape++)
        CHECK((int)cm_shape_find(cm_shape_name((cm_shape)shape)) == shape);
    CHECK(cm_shape_find("triangle-down") == CM_SHAPE_TRIANGLE_DOWN);
    CHECK(cm_shape_find("Circle") == CM_SHAPE_COUNT && cm_shape_find(NULL) == CM_SHAPE_COUNT);
    CHECK(!cm_shape_name(CM_SHAPE_COUNT));
}

TEST_MAIN(RUN(tells_categories_apart_by_shape_and_colour),
          RUN(categories_after_the_others_have_symbols_of_their_own),
          RUN(tells_lines_apart_by_dash_and_areas_by_colour),
          RUN(stands_out_from_paper_and_every_class), RUN(draws_missing_values_hollow),
          RUN(fits_the_symbol_to_the_geometry), RUN(knows_the_shapes_by_name))
