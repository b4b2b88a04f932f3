/* test_qgis_symbol.c - tests output/qgis_symbol.c. */
#include "geo/base_memory.h"
#include "output/qgis_symbol.h"
#include "tests/unit/qgis_scene.h"
#include <stdlib.h>

#define PI 3.14159265358979323846

/* The symbol as it was written; end it with CPLDestroyXMLNode. */
static CPLXMLNode *write_symbol(const scene *s, const cm_symbol *symbol)
{
    cm__xml xml = {0};

    CHECK(cm__qgis_add_symbol(&xml, "0", &s->layer, symbol, &s->file) == CM_OK);
    return parse(&xml);
}

/* Areas of QGIS's shapes by the corners of its polygons, size 2. */
TEST(every_shape_has_the_area_of_its_circle)
{
    static const struct {
        cm_shape shape;
        const char *name, *angle;
        double area;
    } rows[] = {
        {CM_SHAPE_CIRCLE, "circle", "0", PI},
        {CM_SHAPE_SQUARE, "square", "0", 4},
        {CM_SHAPE_TRIANGLE, "equilateral_triangle", "0", 1.299038},
        {CM_SHAPE_DIAMOND, "diamond", "0", 2},
        {CM_SHAPE_STAR, "star", "0", 1.12257},
        {CM_SHAPE_PENTAGON, "pentagon", "0", 2.377641},
        {CM_SHAPE_TRIANGLE_DOWN, "equilateral_triangle", "180", 1.299038},
        {CM_SHAPE_CROSS, "cross_fill", "0", 1.44},
        {CM_SHAPE_HEXAGON, "hexagon", "30", 2.598076},
    };
    const cm_symbol plain = cm__symbol_category(0, CM_GEOMETRY_POINT);
    scene s;

    CHECK(sizeof rows / sizeof *rows == CM_SHAPE_COUNT);
    make_scene(&s, CM_GEOMETRY_POINT, NULL, NULL, 1);
    CHECK(cm_style_single(&s.style, &plain, NULL) == CM_OK);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const cm_symbol symbol = {.shape = rows[i].shape, .size_mm = 4};
        CPLXMLNode *const root = write_symbol(&s, &symbol), *const layer = child(root, "layer", 0);
        const double half_mm = strtod(option(layer, "size"), NULL) / 2;
        test_now = rows[i].name;
        CHECK(is_attribute(root, "type", "marker") && count_children(root, "layer") == 1);
        CHECK(is_option(layer, "name", rows[i].name) && is_option(layer, "angle", rows[i].angle));
        CHECK_NEAR(half_mm * half_mm * rows[i].area, PI * 4, 1e-4);
        CHECK(is_option(layer, "scale_method", "diameter"));
        CPLDestroyXMLNode(root);
    }
    clear_scene(&s);
}

TEST(a_casing_lies_under_its_marker)
{
    const cm_symbol symbol = cm__symbol_category(1, CM_GEOMETRY_POINT);
    scene s;

    make_scene(&s, CM_GEOMETRY_POINT, NULL, NULL, 1);
    CHECK(cm_style_single(&s.style, &symbol, NULL) == CM_OK);
    CPLXMLNode *const root = write_symbol(&s, &symbol);
    CPLXMLNode *const casing = child(root, "layer", 0), *const marker = child(root, "layer", 1);
    CHECK(count_children(root, "layer") == 2);
    CHECK(is_option(casing, "outline_color", "255,255,255,255"));
    CHECK(is_option(casing, "outline_width", "0.48") && is_option(casing, "color", "0,0,0,0"));
    CHECK(is_option(marker, "color", "204,51,17,255") &&
          is_option(marker, "outline_width", "0.12"));
    CHECK(is_option(marker, "outline_style", "solid") && is_option(marker, "name", "square"));
    CPLDestroyXMLNode(root);
    clear_scene(&s);
}

TEST(sized_markers_are_hollow_without_a_number)
{
    const cm_symbol symbol = cm__symbol_category(0, CM_GEOMETRY_POINT);
    scene s;

    make_scene(&s, CM_GEOMETRY_POINT, NULL, NULL, 1);
    CHECK(cm_style_single(&s.style, &symbol, NULL) == CM_OK);
    CHECK(cm_style_set_size(&s.style, &(cm_style_size){"number", 4, 5, NULL, NULL}) == CM_OK);
    CPLXMLNode *const root = write_symbol(&s, &symbol);
    CPLXMLNode *const casing = child(root, "layer", 0), *const marker = child(root, "layer", 1);
    CHECK(strcmp(property(casing, "size"), property(marker, "size")) == 0);
    CHECK(strncmp(property(marker, "size"), "CASE WHEN \"number\" >= 0", 23) == 0);
    CHECK(has(property(marker, "fillColor"), "IS NULL THEN color_rgba(255,255,255,255) END"));
    CHECK(has(property(marker, "fillColor"), "CASE WHEN $id >= 0 AND ")); /* else a legend's */
    CHECK(has(property(marker, "outlineColor"), "THEN color_rgba(0,114,178,255) END"));
    CHECK(has(property(marker, "outlineWidth"), "THEN 0.35 END"));
    CHECK(has(property(casing, "outlineWidth"), "THEN 0.71 END"));
    CHECK(strcmp(property(casing, "fillColor"), "(none)") == 0);
    CPLDestroyXMLNode(root);
    clear_scene(&s);
}

TEST(dashes_of_rings_are_drawn_once)
{
    const cm_symbol dashed = {.stroke = {1, 2, 3, 255}, .stroke_mm = 0.2, .dash_mm = {1.2, 0.8}};
    static const struct {
        const char *column, *filter;
    } rows[] = {{"ring_to_m", "1"}, {"area_km2", "(none)"}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        scene s;
        make_scene(&s, CM_GEOMETRY_POLYGON, NULL, NULL, 1);
        CHECK(cm_table_add_column(&s.features.table, NULL, rows[i].column, CM_COLUMN_REAL) ==
              CM_OK);
        CHECK(cm_style_single(&s.style, &dashed, NULL) == CM_OK);
        CPLXMLNode *const root = write_symbol(&s, &dashed);
        CPLXMLNode *const stroke = child(root, "layer", 1);
        CHECK(is_option(stroke, "ring_filter", rows[i].filter));
        CHECK(is_option(stroke, "customdash", "1.2;0.8"));
        CPLDestroyXMLNode(root);
        clear_scene(&s);
    }
}

TEST(areas_have_fill_hatch_and_outline)
{
    const cm_colour red = {200, 0, 0, 128}, ink = {1, 2, 3, 255};
    const cm_symbol plain = {.fill = red, .stroke = ink, .stroke_mm = 0.2},
                    dashed = {.stroke = ink, .stroke_mm = 0.2, .dash_mm = {1.2, 0.8}},
                    hatched = {.fill = red,
                               .stroke = ink,
                               .stroke_mm = 0.2,
                               .hatch_mm = 1.5,
                               .hatch_deg = 45,
                               .hatch_line_mm = 0.3};
    scene s;
    CPLXMLNode *root, *layer;

    make_scene(&s, CM_GEOMETRY_POLYGON, NULL, NULL, 1);
    CHECK(cm_style_single(&s.style, &plain, NULL) == CM_OK);
    root = write_symbol(&s, &plain);
    layer = child(root, "layer", 0);
    CHECK(is_attribute(root, "type", "fill") && count_children(root, "layer") == 1);
    CHECK(is_option(layer, "color", "200,0,0,128") && is_option(layer, "style", "solid"));
    CHECK(is_option(layer, "outline_color", "1,2,3,255") &&
          is_option(layer, "outline_width", "0.2"));
    CPLDestroyXMLNode(root);

    root = write_symbol(&s, &dashed);
    CHECK(is_option(child(root, "layer", 0), "style", "no"));
    CHECK(is_option(child(root, "layer", 0), "outline_style", "no"));
    layer = child(root, "layer", 1);
    CHECK(is_attribute(layer, "class", "SimpleLine") && is_option(layer, "customdash", "1.2;0.8"));
    CPLDestroyXMLNode(root);

    root = write_symbol(&s, &hatched);
    layer = child(root, "layer", 1);
    CHECK(is_attribute(layer, "class", "LinePatternFill") && is_option(layer, "distance", "1.5"));
    CHECK(is_option(layer, "angle", "45"));
    CHECK(is_option(child(child(layer, "symbol", 0), "layer", 0), "line_width", "0.3"));
    CPLDestroyXMLNode(root);
    clear_scene(&s);
    CHECK(cm__memory_live() == 0);
}

TEST_MAIN(RUN(every_shape_has_the_area_of_its_circle), RUN(a_casing_lies_under_its_marker),
          RUN(sized_markers_are_hollow_without_a_number), RUN(dashes_of_rings_are_drawn_once),
          RUN(areas_have_fill_hatch_and_outline))
