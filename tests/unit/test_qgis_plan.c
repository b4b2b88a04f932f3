/* test_qgis_plan.c - tests output/qgis_plan.c: what lies on what, and what each map shows. */
#include "output/qgis_plan.h"
#include "tests/unit/qgis_project_scene.h"
#include <clustermap/status.h>

static const cm__qgis_part *find(const cm__qgis_plan *plan, const char *id)
{
    for (size_t i = 0; i < plan->count; i++)
        if (strcmp(plan->parts[i].id, id) == 0)
            return &plan->parts[i];
    return NULL;
}

TEST(members_lie_on_all_and_fills_of_outlines_under_all)
{
    static const char *const order[] = {"clustermap_rejected",     "clustermap-ground_wards",
                                        "clustermap_density-grid", "clustermap_density",
                                        "clustermap_wards",        "clustermap_members",
                                        "clustermap_members.near"};
    qgis_scene s;
    cm__qgis_plan plan = {0};

    init_qgis_scene(&s);
    CHECK(cm__qgis_plan_make(&plan, &s.project) == CM_OK);
    CHECK(plan.count == sizeof order / sizeof *order);
    for (size_t i = 0; i < plan.count && i < sizeof order / sizeof *order; i++) {
        CHECK(strcmp(plan.parts[i].id, order[i]) == 0 && strlen(plan.parts[i].id) > 10);
        if (strcmp(plan.parts[i].id, order[i]) != 0)
            puts(plan.parts[i].id);
    }
    const cm_style *const ground = find(&plan, order[1])->look.style;
    const cm_style *const lines = find(&plan, order[4])->look.style;
    CHECK(ground->classes[0].symbol.fill.alpha == 255 && ground->classes[0].symbol.stroke_mm == 0);
    CHECK(lines->classes[0].symbol.fill.alpha == 0 && lines->classes[0].symbol.stroke_mm == 0.2);
    CHECK(!ground->label.column && lines->label.column);
    CHECK(!find(&plan, order[1])->in_legend && find(&plan, order[4])->in_legend);
    CHECK(strcmp(find(&plan, order[1])->title, "区（地）") == 0);
    CHECK(s.map.wards_style.classes[0].symbol.fill.alpha == 255); /* as it was */
    cm__qgis_plan_clear(&plan);
    clear_qgis_scene(&s);
}

TEST(outlines_stay_whole_where_no_bands_are)
{
    qgis_scene s;
    cm__qgis_plan plan = {0};

    init_qgis_scene(&s);
    s.project.layer_count = 2;
    CHECK(cm__qgis_plan_make(&plan, &s.project) == CM_OK && plan.count == 2);
    CHECK(plan.parts[0].look.style == &s.map.wards_style);
    cm__qgis_plan_clear(&plan);
    clear_qgis_scene(&s);
}

TEST(each_map_shows_what_the_page_s_shows)
{
    static const struct {
        const char *id;
        bool shown[3]; /* by the map, by the detail, by the locator */
    } rows[] = {{"clustermap_rejected", {false, false, false}},
                {"clustermap-ground_wards", {true, true, true}},
                {"clustermap_wards", {true, true, true}},
                {"clustermap_density", {true, true, false}},
                {"clustermap_density-grid", {false, false, false}},
                {"clustermap_members", {true, false, false}},
                {"clustermap_members.near", {false, true, false}}};
    qgis_scene s;
    cm__qgis_plan plan = {0};

    init_qgis_scene(&s);
    draw_qgis_scene(&s);
    CHECK(cm__qgis_plan_make(&plan, &s.project) == CM_OK && cm__qgis_plan_maps(&plan) == 3);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (size_t map = 0; map < 3; map++) {
            test_now = rows[i].id;
            CHECK(cm__qgis_plan_shows(&plan, map, find(&plan, rows[i].id)) == rows[i].shown[map]);
        }
    CHECK(strcmp(cm__qgis_plan_theme(&plan, 0), "札幌のIT産業クラスター") == 0);
    CHECK(strcmp(cm__qgis_plan_theme(&plan, 2), "where") == 0);
    cm__qgis_plan_clear(&plan);
    clear_qgis_scene(&s);
}

TEST(without_a_page_all_is_shown_but_what_is_hidden)
{
    qgis_scene s;
    cm__qgis_plan plan = {0};

    init_qgis_scene(&s);
    s.layers[2].hidden = true;
    s.project.title = NULL;
    CHECK(cm__qgis_plan_make(&plan, &s.project) == CM_OK && cm__qgis_plan_maps(&plan) == 1);
    CHECK(cm__qgis_plan_shows(&plan, 0, find(&plan, "clustermap_members")));
    CHECK(!cm__qgis_plan_shows(&plan, 0, find(&plan, "clustermap_members.near")));
    CHECK(!cm__qgis_plan_shows(&plan, 0, find(&plan, "clustermap_density")));
    CHECK(strcmp(cm__qgis_plan_theme(&plan, 0), "sapporo") == 0);
    cm__qgis_plan_clear(&plan);
    clear_qgis_scene(&s);
}

TEST(members_that_are_gathered_are_not_named)
{
    static const cm_map_gather gathers[] = {CM_MAP_GATHER_NEVER, CM_MAP_GATHER_CIRCLES};

    for (size_t i = 0; i < 2; i++) {
        qgis_scene s;
        cm__qgis_plan plan = {0};
        init_qgis_scene(&s);
        s.map.options.gather = gathers[i];
        draw_qgis_scene(&s);
        CHECK(cm__qgis_plan_make(&plan, &s.project) == CM_OK);
        const cm_style *const style = find(&plan, "clustermap_members")->look.style;
        CHECK((style->label.column != NULL) == (i == 0) && style->class_count == 3);
        CHECK(s.map.members_style.label.column != NULL);
        cm__qgis_plan_clear(&plan);
        clear_qgis_scene(&s);
    }
}

TEST(refuses_what_qgis_cannot_name)
{
    static const struct {
        const char *why;
        const char *id, *file, *table, *name;
        cm_status want;
    } rows[] = {
        {"as it is", "rejected", "a.gpkg", "rejected", "sapporo", CM_OK},
        {"Japanese", "rejected", "札幌 図.gpkg", "会員", "札幌", CM_OK},
        {"quotes and SQL", "rejected", "a'\";--.gpkg", "'\";DROP TABLE x", "a b", CM_OK},
        {"no id", NULL, "a.gpkg", "t", "sapporo", CM_ERR_FORMAT},
        {"markup as id", "<b>", "a.gpkg", "t", "sapporo", CM_ERR_FORMAT},
        {"an id twice", "members", "a.gpkg", "t", "sapporo", CM_ERR_FORMAT},
        {"no file", "rejected", NULL, "t", "sapporo", CM_ERR_FORMAT},
        {"another folder's file", "rejected", "../a.gpkg", "t", "sapporo", CM_ERR_FORMAT},
        {"no table", "rejected", "a.gpkg", "", "sapporo", CM_ERR_FORMAT},
        {"a table's end", "rejected", "a.gpkg", "t|subset=1", "sapporo", CM_ERR_FORMAT},
        {"no project", "rejected", "a.gpkg", "t", NULL, CM_ERR_FORMAT},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        qgis_scene s;
        cm__qgis_plan plan = {0};
        test_now = rows[i].why;
        init_qgis_scene(&s);
        s.layers[3].id = rows[i].id;
        s.layers[3].file = rows[i].file;
        s.layers[3].table = rows[i].table;
        s.project.name = rows[i].name;
        CHECK(cm__qgis_plan_make(&plan, &s.project) == rows[i].want);
        cm__qgis_plan_clear(&plan);
        clear_qgis_scene(&s);
    }
}

TEST(refuses_no_layers_and_too_many)
{
    static const size_t counts[] = {0, 201, SIZE_MAX};
    qgis_scene s;

    init_qgis_scene(&s);
    for (size_t i = 0; i < 3; i++) {
        cm__qgis_plan plan = {0};
        s.project.layer_count = counts[i];
        CHECK(cm__qgis_plan_make(&plan, &s.project) == CM_ERR_DOMAIN);
        cm__qgis_plan_clear(&plan);
    }
    clear_qgis_scene(&s);
}

TEST(fails_whole_when_memory_runs_out)
{
    qgis_scene s;
    size_t n = 1;

    init_qgis_scene(&s);
    const size_t live = cm__memory_live();
    for (cm_status status = CM_ERR_NOMEM; status && n < 200; n++) {
        cm__qgis_plan plan = {0};
        cm__memory_fail_at(n, false);
        status = cm__qgis_plan_make(&plan, &s.project);
        cm__memory_fail_at(0, false);
        CHECK(status == CM_OK || status == CM_ERR_NOMEM);
        cm__qgis_plan_clear(&plan);
        CHECK(cm__memory_live() == live);
    }
    CHECK(n > 10 && n < 200);
    clear_qgis_scene(&s);
}

TEST_MAIN(RUN(members_lie_on_all_and_fills_of_outlines_under_all),
          RUN(outlines_stay_whole_where_no_bands_are), RUN(each_map_shows_what_the_page_s_shows),
          RUN(without_a_page_all_is_shown_but_what_is_hidden),
          RUN(members_that_are_gathered_are_not_named), RUN(refuses_what_qgis_cannot_name),
          RUN(refuses_no_layers_and_too_many), RUN(fails_whole_when_memory_runs_out))
