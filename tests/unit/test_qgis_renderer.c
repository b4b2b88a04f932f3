/* test_qgis_renderer.c - tests output/qgis_renderer.c. */
#include "geo/base_memory.h"
#include "output/qgis_renderer.h"
#include "output/style_class.h"
#include "tests/unit/qgis_scene.h"
#include <stdlib.h>

static CPLXMLNode *write_renderer(const scene *s)
{
    cm__xml xml = {0};

    CHECK(cm__qgis_add_renderer(&xml, &s->layer, &s->file) == CM_OK);
    return parse(&xml);
}

TEST(categories_have_the_words_of_the_printed_legend)
{
    static const char *const kinds[] = {"it & bio", "<製造>", "it & bio", ""};
    static const char *const labels[] = {"it & bio（2）", "<製造>（1）", "–（1）"},
                             *const values[] = {"it & bio", "<製造>", ""};
    scene s;

    make_scene(&s, CM_GEOMETRY_POINT, kinds, NULL, 4);
    CHECK(cm_style_categories(&s.style, &s.features, "kind", NULL) == CM_OK);
    CPLXMLNode *const root = write_renderer(&s), *const all = child(root, "categories", 0);
    CHECK(is_attribute(root, "type", "categorizedSymbol") && is_attribute(root, "attr", "kind"));
    CHECK(count_children(all, "category") == 3);
    CHECK(count_children(child(root, "symbols", 0), "symbol") == 3);
    for (size_t i = 0; i < 3; i++) {
        CPLXMLNode *const one = child(all, "category", i);
        CHECK(is_attribute(one, "value", values[i]) && is_attribute(one, "label", labels[i]));
        CHECK(is_attribute(one, "symbol",
                           attribute(child(child(root, "symbols", 0), "symbol", i), "name")));
    }
    /* rare ones over frequent ones */
    CHECK(is_attribute(root, "enableorderby", "1"));
    CHECK(strcmp(CPLGetXMLValue(root, "orderby.orderByClause", ""),
                 "CASE WHEN \"kind\" = 'it & bio' THEN 2 WHEN \"kind\" = '<製造>' THEN 1 WHEN "
                 "coalesce(\"kind\", '') = '' THEN 1 ELSE 0 END") == 0);
    CPLDestroyXMLNode(root);
    clear_scene(&s);
}

/* Which range QGIS takes for a value: the first that holds it, where what is nearer to a limit than
 * 4 steps from 1 is equal to it (QgsGraduatedSymbolRenderer::rangeForValue). */
static size_t find_as_qgis(CPLXMLNode *ranges, double value)
{
    const double near = 8.881784197001252e-16;

    for (size_t i = 0; child(ranges, "range", i); i++) {
        const double lower = strtod(attribute(child(ranges, "range", i), "lower"), NULL),
                     upper = strtod(attribute(child(ranges, "range", i), "upper"), NULL);
        if ((value >= lower || fabs(value - lower) <= near) &&
            (value <= upper || fabs(value - upper) <= near))
            return i;
    }
    return CM_ABSENT;
}

TEST(limits_fall_into_the_class_above)
{
    static const cm_class_limits rows[] = {
        {{0, 20, 40, 60}, 3},
        {{0.1, 0.2, 0.3, 0.7}, 3},
        {{-5, -1, 0, 1e-9}, 3},
        {{1e6, 1e9, 1e15}, 2},
        {{7, 7}, 1},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        double numbers[9];
        size_t count = 0;
        scene s;
        for (size_t j = 0; j <= rows[i].class_count; j++)
            numbers[count++] = rows[i].limits[j];
        make_scene(&s, CM_GEOMETRY_POLYGON, NULL, numbers, count);
        CHECK(cm_style_graduated(&s.style, "number", &rows[i], NULL, CM_GEOMETRY_POLYGON) == CM_OK);
        CPLXMLNode *const root = write_renderer(&s), *const ranges = child(root, "ranges", 0);
        CHECK(is_attribute(root, "type", "graduatedSymbol") &&
              is_attribute(root, "attr", "number"));
        for (size_t row = 0; row < count; row++) {
            const double below = numbers[row] - 2e-15 * fmax(1, fabs(numbers[row]));
            CHECK(find_as_qgis(ranges, numbers[row]) ==
                  cm_style_find_class(&s.style, &s.features, row));
            cm_table_set_real(&s.features.table, row, 1, below);
            CHECK(find_as_qgis(ranges, below) == cm_style_find_class(&s.style, &s.features, row));
        }
        CPLDestroyXMLNode(root);
        clear_scene(&s);
    }
}

TEST(rows_without_a_number_are_a_class)
{
    static const double numbers[] = {1, NAN, 3};
    const cm_class_limits limits = {{0, 2, 4}, 2};
    scene s;

    make_scene(&s, CM_GEOMETRY_POLYGON, NULL, numbers, 3);
    CHECK(cm_style_graduated(&s.style, "number", &limits, NULL, CM_GEOMETRY_POLYGON) == CM_OK);
    CHECK(cm_style_count(&s.style, &s.features) == CM_OK);
    CPLXMLNode *const root = write_renderer(&s), *const ranges = child(root, "ranges", 0);
    CPLXMLNode *const hollow = child(child(child(root, "symbols", 0), "symbol", 2), "layer", 0);
    CHECK(count_children(ranges, "range") == 3);
    CHECK(is_attribute(child(ranges, "range", 0), "label", "0–2"));
    CHECK(is_attribute(child(ranges, "range", 2), "label", "値なし（1）"));
    CHECK(is_option(hollow, "style", "no") && is_option(hollow, "outline_style", "solid"));
    CPLDestroyXMLNode(root);
    s.file.language = CM_MAP_ENGLISH;
    CPLXMLNode *const english = write_renderer(&s);
    CHECK(is_attribute(child(child(english, "ranges", 0), "range", 2), "label", "No value (1)"));
    CPLDestroyXMLNode(english);
    clear_scene(&s);
}

TEST(sizes_are_explained_and_drawn_the_largest_first)
{
    static const double numbers[] = {400, 100};
    const cm_symbol symbol = cm__symbol_category(1, CM_GEOMETRY_POINT);
    scene s;

    make_scene(&s, CM_GEOMETRY_POINT, NULL, numbers, 2);
    CHECK(cm_style_single(&s.style, &symbol, "会員") == CM_OK);
    CHECK(cm_style_set_size(&s.style, &(cm_style_size){"number", 400, 12, "企業数", "社"}) ==
          CM_OK);
    CPLXMLNode *const root = write_renderer(&s);
    CPLXMLNode *const legend = child(root, "data-defined-size-legend", 0);
    CPLXMLNode *const first = child(child(legend, "classes", 0), "class", 0);
    CHECK(is_attribute(root, "type", "singleSymbol") && is_attribute(root, "enableorderby", "1"));
    CHECK(strcmp(CPLGetXMLValue(root, "orderby.orderByClause", ""), "\"number\"") == 0);
    CHECK(is_attribute(legend, "title", "企業数（社）") &&
          is_attribute(legend, "type", "collapsed"));
    CHECK(is_attribute(first, "label", "200"));
    CHECK_NEAR(strtod(attribute(first, "size"), NULL), 12 * sqrt(0.5), 1e-9);
    CHECK(is_option(child(child(legend, "symbol", 0), "layer", 0), "name", "circle"));
    CHECK(child(child(root, "source-symbol", 0), "symbol", 0) != NULL);
    CPLDestroyXMLNode(root);
    clear_scene(&s);
}

TEST(what_has_no_class_is_not_drawn)
{
    scene s;

    make_scene(&s, CM_GEOMETRY_POINT, NULL, NULL, 2);
    CPLXMLNode *const root = write_renderer(&s);
    CHECK(is_attribute(root, "type", "nullSymbol"));
    CHECK(count_children(child(root, "symbols", 0), "symbol") == 0);
    CPLDestroyXMLNode(root);
    clear_scene(&s);
    CHECK(cm__memory_live() == 0);
}

TEST_MAIN(RUN(categories_have_the_words_of_the_printed_legend),
          RUN(limits_fall_into_the_class_above), RUN(rows_without_a_number_are_a_class),
          RUN(sizes_are_explained_and_drawn_the_largest_first), RUN(what_has_no_class_is_not_drawn))
