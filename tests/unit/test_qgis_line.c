/* test_qgis_line.c - tests output/qgis_line.c. */
#include "geo/base_memory.h"
#include "output/qgis_line.h"
#include "tests/unit/qgis_scene.h"

/* The line's layers in an element; end it with CPLDestroyXMLNode. */
static CPLXMLNode *write_line(const scene *s, const cm_symbol *symbol)
{
    cm__xml xml = {0};

    cm__xml_open(&xml, "symbol");
    CHECK(cm__qgis_add_line(&xml, &s->layer, symbol, &s->file) == CM_OK);
    cm__xml_close(&xml);
    return parse(&xml);
}

static const cm_symbol plain = {.stroke = {9, 8, 7, 255}, .stroke_mm = 0.5};

static void make_line(scene *s)
{
    make_scene(s, CM_GEOMETRY_LINE, NULL, NULL, 1);
    CHECK(cm_style_single(&s->style, &plain, NULL) == CM_OK);
}

TEST(strokes_are_dashed)
{
    static const struct {
        double dash_mm[4];
        const char *wanted, *dashes;
    } rows[] = {{{0}, "0", "(none)"},
                {{2.4, 0.8}, "1", "2.4;0.8"},
                {{3.2, 0.8, 0.8, 0.8}, "1", "3.2;0.8;0.8;0.8"}};
    scene s;

    make_line(&s);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_symbol symbol = plain;
        memcpy(symbol.dash_mm, rows[i].dash_mm, sizeof symbol.dash_mm);
        CPLXMLNode *const root = write_line(&s, &symbol), *const layer = child(root, "layer", 0);
        CHECK(count_children(root, "layer") == 1 && is_option(layer, "line_width", "0.5"));
        CHECK(is_option(layer, "line_color", "9,8,7,255") && is_option(layer, "capstyle", "flat"));
        CHECK(is_option(layer, "use_custom_dash", rows[i].wanted));
        CHECK(is_option(layer, "customdash", rows[i].dashes));
        CPLDestroyXMLNode(root);
    }
    clear_scene(&s);
}

TEST(what_has_no_stroke_is_not_drawn)
{
    const cm_symbol none = {.stroke_mm = 1, .arrow_mm = 2};
    scene s;

    make_line(&s);
    CPLXMLNode *const root = write_line(&s, &none);
    CHECK(count_children(root, "layer") == 1);
    CHECK(is_option(child(root, "layer", 0), "line_style", "no"));
    CPLDestroyXMLNode(root);
    clear_scene(&s);
}

TEST(heads_lie_on_the_lines_ends)
{
    cm_symbol symbol = plain;
    scene s;

    make_line(&s);
    s.layer.clear_mm = 1.5;
    symbol.arrow_mm = 2;
    CPLXMLNode *const root = write_line(&s, &symbol), *const stroke = child(root, "layer", 0),
                      *const head = child(root, "layer", 1);
    CPLXMLNode *const tip = child(child(head, "symbol", 0), "layer", 0);
    CHECK(is_option(stroke, "trim_distance_start", "1.5"));
    CHECK(is_option(stroke, "trim_distance_end", "2.7")); /* within the head, not beside its tip */
    CHECK(is_attribute(head, "class", "MarkerLine") && is_option(head, "placement", "lastvertex"));
    CHECK(is_option(head, "offset_along_line", "1.5"));
    CHECK(is_option(tip, "symbol_height", "2") && is_option(tip, "symbol_width", "1.52"));
    CHECK(is_option(tip, "color", "9,8,7,255"));
    CPLDestroyXMLNode(root);
    clear_scene(&s);
}

TEST(links_are_bent_to_their_right)
{
    scene s;

    make_line(&s);
    s.layer.bend = 0.125;
    for (int plane = 0; plane < 2; plane++) {
        s.file.is_plane = plane != 0;
        CPLXMLNode *const root = write_line(&s, &plain), *const arc = child(root, "layer", 0);
        const char *const expression = option(arc, "geometryModifier");
        CHECK(is_attribute(arc, "class", "GeometryGenerator"));
        CHECK(is_option(arc, "SymbolType", "Line"));
        CHECK(has(expression, " + 0.5 * @element / 24 * (1 - @element / 24) * (y(@b) - y(@a))"));
        CHECK(has(expression, " - 0.5 * @element / 24 * (1 - @element / 24) * (x(@b) - x(@a))"));
        CHECK((strstr(expression, "cos(radians(") != NULL) == !plane);
        CHECK(count_children(child(arc, "symbol", 0), "layer") == 1);
        CPLDestroyXMLNode(root);
    }
    clear_scene(&s);
}

TEST(widths_stand_for_numbers)
{
    scene s;

    make_line(&s);
    CHECK(cm_style_set_size(&s.style, &(cm_style_size){"number", 4, 5, NULL, NULL}) == CM_OK);
    CPLXMLNode *const root = write_line(&s, &plain);
    CHECK(strcmp(property(child(root, "layer", 0), "outlineWidth"),
                 "CASE WHEN \"number\" >= 0 THEN max(0.1, 5 * \"number\" / 4) END") == 0);
    CPLDestroyXMLNode(root);
    clear_scene(&s);
    CHECK(cm__memory_live() == 0);
}

TEST_MAIN(RUN(strokes_are_dashed), RUN(what_has_no_stroke_is_not_drawn),
          RUN(heads_lie_on_the_lines_ends), RUN(links_are_bent_to_their_right),
          RUN(widths_stand_for_numbers))
