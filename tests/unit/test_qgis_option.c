/* test_qgis_option.c - tests output/qgis_option.c. */
#include "geo/base_memory.h"
#include "output/qgis_option.h"
#include "tests/unit/qgis_scene.h"

TEST(values_and_properties_come_back)
{
    cm__xml xml = {0};
    CPLXMLNode *root;

    cm__xml_open(&xml, "layer");
    cm__qgis_open_map(&xml, NULL);
    cm__qgis_option(&xml, "name", "<&\"");
    cm__qgis_option_number(&xml, "angle", 1 / 3.0);
    cm__qgis_option_mm(&xml, "size", 2.5);
    cm__qgis_option_colour(&xml, "color", (cm_colour){1, 20, 255, 128});
    cm__xml_close(&xml);
    cm__qgis_open_properties(&xml);
    cm__qgis_property(&xml, "size", "\"n\" < 2");
    cm__qgis_property(&xml, "fillColor", "color_rgba(1,2,3,4)");
    cm__qgis_close_properties(&xml);
    cm__xml_close(&xml);
    root = parse(&xml);
    CHECK(is_option(root, "name", "<&\"") && is_option(root, "angle", "0.333333"));
    CHECK(is_option(root, "size", "2.5") && is_option(root, "size_unit", "MM"));
    CHECK(is_option(root, "color", "1,20,255,128"));
    CHECK(strcmp(property(root, "size"), "\"n\" < 2") == 0);
    CHECK(strcmp(property(root, "fillColor"), "color_rgba(1,2,3,4)") == 0);
    CHECK(strcmp(property(root, "angle"), "(none)") == 0);
    CPLDestroyXMLNode(root);
    CHECK(cm__memory_live() == 0);
}

TEST_MAIN(RUN(values_and_properties_come_back))
