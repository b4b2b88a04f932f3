/* test_qgis_layout_furniture.c - tests output/qgis_layout_furniture.c. */
#include "output/map_legend_text.h"
#include "output/qgis_layout.h"
#include "tests/unit/qgis_project_scene.h"
#include <stdlib.h>

typedef cm_status part(cm__qgis_layout *layout);

/* Adds one part of the scene's layout. */
static void add(cm__xml *xml, qgis_scene *s, part *which)
{
    cm__qgis_plan plan = {0};

    CHECK(cm__qgis_plan_make(&plan, &s->project) == CM_OK);
    cm__qgis_layout layout = begin_layout(xml, &plan);
    CHECK(which(&layout) == CM_OK);
    cm__xml_close(xml);
    cm__qgis_plan_clear(&plan);
}

TEST(the_legend_has_the_layers_that_the_map_explains)
{
    static const char *const order[] = {"id=\"clustermap_members\"", "id=\"clustermap_density\"",
                                        "id=\"clustermap_wards\""};
    qgis_scene s;
    cm__xml xml = {0};
    const char *at;

    init_qgis_scene(&s);
    draw_qgis_scene(&s);
    add(&xml, &s, cm__qgis_add_legend);
    CHECK(count_of(&xml.text, "<layer-tree-layer") == 3);
    at = xml.text.bytes;
    for (size_t i = 0; i < 3 && at; i++)
        CHECK((at = strstr(at, order[i])) != NULL);
    CHECK(strstr(xml.text.bytes, "title=\"凡例\"") != NULL);
    CHECK(strstr(xml.text.bytes, "value=\"会員の密度（件/km²）\"") != NULL);
    CHECK(strstr(xml.text.bytes, "symbolWidth=\"7\"") != NULL);
    CHECK(count_of(&xml.text, "<style ") == 5);
    cm__xml_clear(&xml);
    clear_qgis_scene(&s);
}

/* A legend of the page whose second and third column begin with these texts. */
static void add_columns(cm__xml *xml, qgis_scene *s, const char *second, const char *third)
{
    cm__item items[] = {{.kind = CM__ITEM_TEXT, .string = "凡例", .at = {0, 5}},
                        {.kind = CM__ITEM_TEXT, .string = "会員", .at = {0, 25}},
                        {.kind = CM__ITEM_TEXT, .string = second, .at = {40, 5}},
                        {.kind = CM__ITEM_TEXT, .string = "…", .at = {40, 25}},
                        {.kind = CM__ITEM_TEXT, .string = third, .at = {80, 5}}};
    cm__group group = {.id = "legend", .items = items, .item_count = 5};
    cm__layer layer = {.groups = &group, .group_count = 1};
    const cm__list page = {.layers = &layer, .layer_count = 1};
    cm__qgis_plan plan = {0};

    CHECK(cm__qgis_plan_make(&plan, &s->project) == CM_OK);
    cm__qgis_layout layout = begin_layout(xml, &plan);
    layout.list = &page;
    CHECK(cm__qgis_add_legend(&layout) == CM_OK);
    cm__xml_close(xml);
    cm__qgis_plan_clear(&plan);
}

TEST(columns_begin_where_they_do_on_the_page)
{
    qgis_scene s;
    cm__xml xml = {0};

    init_qgis_scene(&s);
    draw_qgis_scene(&s);
    cm__text second = {0};
    cm__legend_add_class_text(&second, &s.map.layers[2], 1, NULL, CM_MAP_JAPANESE);
    CHECK(second.bytes != NULL);
    add_columns(&xml, &s, "会員の密度", second.bytes);
    CHECK(strstr(xml.text.bytes, "columnCount=\"3\"") != NULL);
    CHECK(count_of(&xml.text, "legend/column-break\"") == 1);
    CHECK(count_of(&xml.text, "legend/column-break-1\"") == 1);
    const char *const heading = strstr(xml.text.bytes, "legend/column-break\"");
    const char *const density = strstr(xml.text.bytes, "id=\"clustermap_density\"");
    CHECK(heading && density && density < heading);
    cm__text_clear(&second);
    cm__xml_clear(&xml);
    add_columns(&xml, &s, "別", "もの");
    CHECK(count_of(&xml.text, "legend/column-break") == 0);
    cm__xml_clear(&xml);
    clear_qgis_scene(&s);
}

TEST(no_legend_where_the_page_has_none)
{
    qgis_scene s;
    cm__xml xml = {0};

    init_qgis_scene(&s);
    for (int i = 0; i < 3; i++)
        s.map.layers[i].no_legend = true;
    draw_qgis_scene(&s);
    add(&xml, &s, cm__qgis_add_legend);
    CHECK(strcmp(xml.text.bytes, "<Layout/>\n") == 0);
    cm__xml_clear(&xml);
    clear_qgis_scene(&s);
}

TEST(the_scale_bar_is_as_long_as_the_page_s)
{
    static const double scales[] = {10000, 150000, 2000000};

    for (size_t i = 0; i < sizeof scales / sizeof *scales; i++) {
        qgis_scene s;
        cm__xml xml = {0};
        init_qgis_scene(&s);
        s.map.options.inset_count = 0;
        s.map.options.scale = scales[i];
        s.map.options.centre = (cm_lonlat){141.35, 43.06};
        draw_qgis_scene(&s);
        add(&xml, &s, cm__qgis_add_scalebar);
        const cm__group *const bar = find_group(s.map.map, "scalebar");
        const bool is_km = strstr(xml.text.bytes, "unitType=\"km\"") != NULL;
        const double segment =
            strtod(strstr(xml.text.bytes, "numUnitsPerSegment=\"") + 20, NULL) * (is_km ? 1000 : 1);
        const double segments = strtod(strstr(xml.text.bytes, "numSegments=\"") + 13, NULL);
        CHECK(segments >= 4 && segments <= 5);
        CHECK_NEAR(segment * segments, strtod(bar->value, NULL), 1e-6);
        CHECK(strstr(xml.text.bytes, "labelText=\"縮尺 1:") != NULL);
        cm__xml_clear(&xml);
        clear_qgis_scene(&s);
    }
}

TEST(the_arrow_points_to_true_north)
{
    qgis_scene s;
    cm__xml xml = {0};
    char want[64];

    init_qgis_scene(&s);
    draw_qgis_scene(&s);
    add(&xml, &s, cm__qgis_add_north);
    snprintf(want, sizeof want, "pictureRotation=\"%s\"", find_group(s.map.map, "north")->value);
    CHECK(strstr(xml.text.bytes, want) != NULL);
    cm__xml_clear(&xml);
    clear_qgis_scene(&s);
}

TEST_MAIN(RUN(the_legend_has_the_layers_that_the_map_explains),
          RUN(columns_begin_where_they_do_on_the_page), RUN(no_legend_where_the_page_has_none),
          RUN(the_scale_bar_is_as_long_as_the_page_s), RUN(the_arrow_points_to_true_north))
