/* test_qgis_label.c - tests output/qgis_label.c. */
#include "geo/base_memory.h"
#include "output/qgis_label.h"
#include "tests/unit/qgis_scene.h"

/* The settings of the labels; end the tree in *root with CPLDestroyXMLNode. */
static CPLXMLNode *write_labels(const scene *s, CPLXMLNode **root)
{
    cm__xml xml = {0};

    cm__xml_open(&xml, "qgis");
    cm__qgis_add_labels(&xml, &s->layer, &s->file);
    cm__xml_close(&xml);
    *root = parse(&xml);
    return child(child(*root, "labeling", 0), "settings", 0);
}

static void make_labelled(scene *s, cm_geometry geometry, const char *column)
{
    const cm_symbol symbol = cm__symbol_category(0, geometry);

    make_scene(s, geometry, NULL, NULL, 1);
    CHECK(cm_style_single(&s->style, &symbol, NULL) == CM_OK);
    CHECK(cm_style_set_label_column(&s->style, column) == CM_OK);
}

TEST(text_is_set_as_on_the_page)
{
    scene s;
    CPLXMLNode *root;

    make_labelled(&s, CM_GEOMETRY_POINT, "name");
    s.style.label = (cm_style_label){
        s.style.label.column, 11, {1, 2, 3, 255}, {255, 255, 255, 255}, 0.5, 0.2, true, false, 1};
    CHECK(cm__qgis_has_labels(&s.layer));
    CPLXMLNode *const text = child(write_labels(&s, &root), "text-style", 0);
    CPLXMLNode *const halo = child(text, "text-buffer", 0);
    CHECK(is_attribute(text, "fieldName", "name") && is_attribute(text, "isExpression", "0"));
    CHECK(is_attribute(text, "fontFamily", "Noto Sans CJK JP"));
    CHECK(is_attribute(child(child(text, "families", 0), "family", 0), "name", "Noto Sans CJK JP"));
    CHECK(is_attribute(text, "fontSize", "11") && is_attribute(text, "fontSizeUnit", "Point"));
    CHECK(is_attribute(text, "fontWeight", "75") && is_attribute(text, "textColor", "1,2,3,255"));
    CHECK_NEAR(strtod(attribute(text, "fontLetterSpacing"), NULL), 2.2, 1e-9);
    CHECK(is_attribute(halo, "bufferDraw", "1") && is_attribute(halo, "bufferSize", "1"));
    CHECK(is_attribute(halo, "bufferSizeUnits", "MM"));
    CPLDestroyXMLNode(root);
    clear_scene(&s);
}

TEST(placement_follows_geometry_and_priority)
{
    static const struct {
        cm_geometry geometry;
        int priority;
        const char *placement, *wanted;
    } rows[] = {{CM_GEOMETRY_POINT, 1, "6", "10"},
                {CM_GEOMETRY_LINE, 2, "2", "7"},
                {CM_GEOMETRY_POLYGON, 3, "4", "4"}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        scene s;
        CPLXMLNode *root;
        make_labelled(&s, rows[i].geometry, "name");
        s.style.label.priority = rows[i].priority;
        CPLXMLNode *const placement = child(write_labels(&s, &root), "placement", 0);
        CHECK(is_attribute(placement, "placement", rows[i].placement));
        CHECK(is_attribute(placement, "priority", rows[i].wanted));
        CPLDestroyXMLNode(root);
        clear_scene(&s);
    }
}

TEST(names_of_two_files_are_an_expression)
{
    static const char *const cut[] = {"kind", "number", "nam"};
    scene s;
    CPLXMLNode *root;

    make_labelled(&s, CM_GEOMETRY_POINT, "name");
    s.file.other_names = cut;
    CPLXMLNode *const text = child(write_labels(&s, &root), "text-style", 0);
    CHECK(is_attribute(text, "isExpression", "1") &&
          has(attribute(text, "fieldName"), "attribute($currentfeature, 'nam')"));
    CPLDestroyXMLNode(root);
    clear_scene(&s);
}

TEST(nothing_is_written_without_a_column)
{
    static const char *const columns[] = {NULL, "not there"};

    for (size_t i = 0; i < 2; i++) {
        scene s;
        CPLXMLNode *root;
        make_labelled(&s, CM_GEOMETRY_POINT, columns[i]);
        CHECK(!cm__qgis_has_labels(&s.layer) && !write_labels(&s, &root));
        CPLDestroyXMLNode(root);
        clear_scene(&s);
    }
    CHECK(cm__memory_live() == 0);
}

TEST_MAIN(RUN(text_is_set_as_on_the_page), RUN(placement_follows_geometry_and_priority),
          RUN(names_of_two_files_are_an_expression), RUN(nothing_is_written_without_a_column))
