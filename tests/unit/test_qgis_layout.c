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

TEST(a_list_on_the_map_stands_on_paper)
{
    static const char *const lines[] = {"1\t北海道大学", "2\tハドソン"};
    static const bool beside[] = {false, true};

    for (size_t i = 0; i < 2; i++) {
        qgis_scene s;
        cm__qgis_plan plan = {0};
        cm__xml xml = {0};
        init_qgis_scene(&s);
        s.map.options.inset_count = 0;
        s.map.options.index =
            (cm_map_index){.lines = lines, .count = 2, .inside = !beside[i], .beside = beside[i]};
        draw_qgis_scene(&s);
        CHECK(cm__qgis_plan_make(&plan, &s.project) == CM_OK);
        CHECK(cm__qgis_add_layout(&xml, &plan) == CM_OK);
        CHECK(count_of(&xml.text, "labelText=\"ハドソン\"") == 1);
        const char *const list = strstr(xml.text.bytes, "id=\"index\"");
        const char *paper = NULL;
        for (const char *at = xml.text.bytes; (at = strstr(at, "id=\"paper\"")) && at < list; at++)
            paper = at;
        /* the legend's own is no item: what is before the list is the bar's, or the list's */
        CHECK(count_of(&xml.text, "id=\"paper\"") == (beside[i] ? 1 : 2) && paper);
        cm__xml_clear(&xml);
        cm__qgis_plan_clear(&plan);
        clear_qgis_scene(&s);
    }
}

TEST(a_chart_has_its_bars_and_its_words)
{
    static const cm_map_timeline_value values[] = {{2006, 100, "約100"}, {2010, 187, NULL}};
    qgis_scene s;
    cm__qgis_plan plan = {0};
    cm__xml xml = {0};

    init_qgis_scene(&s);
    s.map.options.timeline = (cm_map_timeline){.title = "会員の数", .values = values, .count = 2};
    draw_qgis_scene(&s);
    CHECK(cm__qgis_plan_make(&plan, &s.project) == CM_OK);
    CHECK(cm__qgis_add_layout(&xml, &plan) == CM_OK);
    CHECK(count_of(&xml.text, "labelText=\"約100\"") == 1);
    CHECK(count_of(&xml.text, "labelText=\"会員の数\"") == 1);
    CHECK(count_of(&xml.text, "id=\"chart\"") == 5 + 3); /* texts; two bars and their line */
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

TEST_MAIN(RUN(the_page_has_its_size_and_all_its_parts), RUN(a_list_on_the_map_stands_on_paper),
          RUN(a_chart_has_its_bars_and_its_words), RUN(fails_whole_when_memory_runs_out))
