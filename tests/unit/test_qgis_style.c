/* test_qgis_style.c - tests output/qgis_style.c. */
#include "geo/base_memory.h"
#include "output/qgis_style.h"
#include "tests/unit/qgis_scene.h"

TEST(a_layer_has_renderer_labels_and_captions)
{
    static const struct {
        cm_geometry geometry;
        size_t renderers;
    } rows[] = {{CM_GEOMETRY_POINT, 1},
                {CM_GEOMETRY_LINE, 1},
                {CM_GEOMETRY_POLYGON, 1},
                {CM_GEOMETRY_NONE, 0}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const cm_symbol symbol = cm__symbol_category(0, rows[i].geometry);
        scene s;
        cm__xml xml = {0};
        make_scene(&s, rows[i].geometry, NULL, NULL, 1);
        CHECK(cm_style_single(&s.style, &symbol, NULL) == CM_OK);
        CHECK(cm_style_set_label_column(&s.style, "name") == CM_OK);
        cm__xml_open(&xml, "maplayer");
        CHECK(cm__qgis_add_style(&xml, &s.layer, &s.file) == CM_OK);
        cm__xml_close(&xml);
        CPLXMLNode *const root = parse(&xml);
        CHECK(count_children(root, "renderer-v2") == rows[i].renderers);
        CHECK(count_children(root, "labeling") == rows[i].renderers);
        CHECK(count_children(root, "layerOpacity") == rows[i].renderers);
        CHECK(count_children(root, "aliases") == 1);
        CPLDestroyXMLNode(root);
        clear_scene(&s);
    }
    CHECK(cm__memory_live() == 0);
}

TEST(a_failure_comes_back)
{
    scene s;
    cm__xml xml = {.text.failed = CM_ERR_NOMEM};

    make_scene(&s, CM_GEOMETRY_POINT, NULL, NULL, 1);
    cm__xml_open(&xml, "maplayer");
    CHECK(cm__qgis_add_style(&xml, &s.layer, &s.file) == CM_ERR_NOMEM);
    cm__xml_clear(&xml);
    clear_scene(&s);
}

TEST_MAIN(RUN(a_layer_has_renderer_labels_and_captions), RUN(a_failure_comes_back))
