/* test_qgis_layout.c - tests output/qgis_layout.c: the page and all its parts. */
#include "output/qgis_layout.h"
#include "tests/unit/qgis_project_scene.h"

TEST(the_page_has_its_size_and_all_its_parts)
{
    static const char *const wanted[] = {"name=\"札幌のIT産業クラスター\"",
                                         "size=\"210,297,mm\"",
                                         "id=\"map\"",
                                         "id=\"legend\"",
                                         "id=\"scalebar\"",
                                         "id=\"north\"",
                                         "id=\"title\"",
                                         "id=\"subtitle\"",
                                         "id=\"credit\"",
                                         "id=\"near\"",
                                         "id=\"where\"",
                                         "printResolution=\"300\""};
    qgis_scene s;
    cm__qgis_plan plan = {0};
    cm__xml xml = {0};

    init_qgis_scene(&s);
    draw_qgis_scene(&s);
    CHECK(cm__qgis_plan_make(&plan, &s.project) == CM_OK);
    CHECK(cm__qgis_add_layout(&xml, &plan) == CM_OK && xml.depth == 0);
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        test_now = wanted[i];
        CHECK(strstr(xml.text.bytes, wanted[i]) != NULL);
    }
    cm__xml_clear(&xml);
    cm__qgis_plan_clear(&plan);
    clear_qgis_scene(&s);
}

TEST(fails_whole_when_memory_runs_out)
{
    qgis_scene s;
    cm__qgis_plan plan = {0};
    size_t n = 1;

    init_qgis_scene(&s);
    draw_qgis_scene(&s);
    CHECK(cm__qgis_plan_make(&plan, &s.project) == CM_OK);
    const size_t live = cm__memory_live();
    for (cm_status status = CM_ERR_NOMEM; status && n < 1000; n++) {
        cm__xml xml = {0};
        cm__memory_fail_at(n, false);
        status = cm__qgis_add_layout(&xml, &plan);
        cm__memory_fail_at(0, false);
        CHECK(status == CM_OK || status == CM_ERR_NOMEM);
        cm__xml_clear(&xml);
        CHECK(cm__memory_live() == live);
    }
    CHECK(n > 50 && n < 1000);
    cm__qgis_plan_clear(&plan);
    clear_qgis_scene(&s);
}

TEST_MAIN(RUN(the_page_has_its_size_and_all_its_parts), RUN(fails_whole_when_memory_runs_out))
