/* test_qgis_layer.c - tests output/qgis_layer.c: source, CRS and look of a layer. */
#include "output/qgis_layer.h"
#include "tests/unit/qgis_project_scene.h"

static bool has(const cm__xml *xml, const char *piece)
{
    return xml->text.bytes && strstr(xml->text.bytes, piece) != NULL;
}

/* The layer of that number, as the project has it. */
static cm_status add(cm__xml *xml, const qgis_scene *s, size_t number)
{
    cm__qgis_plan plan = {0};
    cm_status status = cm__qgis_plan_make(&plan, &s->project);

    for (size_t i = 0; i < plan.count && !status; i++)
        if (plan.parts[i].from == &s->layers[number] && !plan.parts[i].is_ground)
            status = cm__qgis_add_layer(xml, &plan, &plan.parts[i]);
    cm__qgis_plan_clear(&plan);
    return status;
}

TEST(each_kind_of_layer_has_what_qgis_needs)
{
    static const struct {
        const char *why;
        size_t layer;
        const char *wants[7];
    } rows[] = {
        {"points",
         0,
         {"type=\"vector\" geometry=\"Point\" labelsEnabled=\"1\"",
          "<datasource>./a.gpkg|layername=members</datasource>", "<layername>会員</layername>",
          "<authid>EPSG:6668</authid>", "GEOGCRS[&quot;JGD2011", "type=\"categorizedSymbol\"",
          "<rights>国税庁法人番号公表サイト</rights>"}},
        {"lines of areas", 1, {"geometry=\"Polygon\" labelsEnabled=\"1\"", "<labeling"}},
        {"bands", 2, {"geometry=\"Polygon\" labelsEnabled=\"0\"", "type=\"graduatedSymbol\""}},
        {"a table",
         3,
         {"geometry=\"No geometry\"", "layername=rejected", "<provider encoding=\"UTF-8\">ogr"}},
        {"a grid",
         4,
         {"type=\"raster\"", "<datasource>./d.tif</datasource>", "<provider>gdal</provider>",
          "<authid>EPSG:6680</authid>", "<rasterrenderer", "<layername>格子</layername>"}},
        {"some rows", 5, {"|subset=&quot;fid&quot; IN (1,4)", "<layername>都心の会員</layername>"}},
    };
    qgis_scene s;

    init_qgis_scene(&s);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm__xml xml = {0};
        test_now = rows[i].why;
        CHECK(add(&xml, &s, rows[i].layer) == CM_OK && xml.depth == 0);
        for (size_t k = 0; k < 7 && rows[i].wants[k]; k++) {
            CHECK(has(&xml, rows[i].wants[k]));
            if (!has(&xml, rows[i].wants[k]))
                puts(rows[i].wants[k]);
        }
        cm__xml_clear(&xml);
    }
    clear_qgis_scene(&s);
}

TEST(the_crs_is_that_of_the_file)
{
    qgis_scene s;
    cm__xml xml = {0};

    init_qgis_scene(&s);
    s.project.out_crs = "EPSG:6680";
    CHECK(add(&xml, &s, 0) == CM_OK && has(&xml, "<authid>EPSG:6680</authid>"));
    cm__xml_clear(&xml);
    s.project.out_crs = "EPSG:999999";
    CHECK(add(&xml, &s, 0) == CM_ERR_FORMAT);
    cm__xml_clear(&xml);
    s.project.out_crs = NULL;
    CHECK(cm_features_set_crs(&s.map.members, NULL) == CM_OK); /* plane units of no CRS */
    CHECK(add(&xml, &s, 0) == CM_OK && !has(&xml, "<srs>"));
    cm__xml_clear(&xml);
    clear_qgis_scene(&s);
}

TEST(a_crs_of_no_number_has_its_words)
{
    cm_crs *crs = NULL;
    cm__xml xml = {0};
    const double lon[] = {130, 145}, lat[] = {30, 45};

    CHECK(cm_crs_choose(&crs, lon, lat, 2) == CM_OK); /* of more than one zone */
    cm__xml_open(&xml, "srs");
    CHECK(cm__qgis_add_crs(&xml, cm_crs_get_definition(crs), "x") == CM_OK);
    cm__xml_close(&xml);
    CHECK(has(&xml, "<wkt>PROJCRS[") && has(&xml, "<authid></authid>"));
    cm_crs_destroy(crs);
    cm__xml_clear(&xml);
}

TEST(names_and_sources_are_texts_whatever_they_hold)
{
    cm__xml xml = {0};

    cm__xml_open(&xml, "about");
    cm__qgis_add_about(&xml, "a", "<b>\n&\"", "]]></abstract>");
    cm__xml_close(&xml);
    CHECK(has(&xml, "<title>&lt;b&gt;&#10;&amp;&quot;</title>"));
    CHECK(has(&xml, "<abstract>]]&gt;&lt;/abstract&gt;</abstract>"));
    cm__xml_clear(&xml);
}

TEST(fails_whole_when_memory_runs_out)
{
    qgis_scene s;

    init_qgis_scene(&s);
    const size_t live = cm__memory_live();
    for (size_t layer = 0; layer < 6; layer++) {
        size_t n = 1;
        for (cm_status status = CM_ERR_NOMEM; status && n < 500; n++) {
            cm__xml xml = {0};
            cm__memory_fail_at(n, false);
            status = add(&xml, &s, layer);
            cm__memory_fail_at(0, false);
            CHECK(status == CM_OK || status == CM_ERR_NOMEM);
            cm__xml_clear(&xml);
            CHECK(cm__memory_live() == live);
        }
        CHECK(n > 10 && n < 500);
    }
    clear_qgis_scene(&s);
}

TEST_MAIN(RUN(each_kind_of_layer_has_what_qgis_needs), RUN(the_crs_is_that_of_the_file),
          RUN(a_crs_of_no_number_has_its_words),
          RUN(names_and_sources_are_texts_whatever_they_hold),
          RUN(fails_whole_when_memory_runs_out))
