/* test_qgis_document.c - tests output/qgis_document.c: whole projects. */
#include "output/qgis_document.h"
#include "tests/unit/qgis_project_scene.h"

TEST(a_project_has_all_that_qgis_looks_for)
{
    static const struct {
        const char *piece;
        size_t count;
    } rows[] = {
        {"<maplayer ", 7},
        {"<visibility-preset ", 3},
        {"<Layout ", 1},
        {"<ProjectionsEnabled type=\"int\">1<", 1},
        {"<Absolute type=\"bool\">false<", 1},
        {"<Ellipsoid type=\"QString\">EPSG:7019<", 1},
        {"<title>札幌のIT産業クラスター</title>\n  <projectCrs>", 1},
        {"checked=\"Qt::Unchecked\"", 3}, /* table, grid, the detail's own members */
        {"<destinationsrs>", 1},
    };
    qgis_scene s;
    cm__text out = {0};

    init_qgis_scene(&s);
    draw_qgis_scene(&s);
    CHECK(cm__qgis_document(&out, &s.project) == CM_OK);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_now = rows[i].piece;
        CHECK(count_of(&out, rows[i].piece) == rows[i].count);
    }
    CHECK(strncmp(out.bytes, "<!DOCTYPE qgis", 14) == 0);
    cm__text_clear(&out);
    clear_qgis_scene(&s);
}

TEST(a_project_without_a_page_has_no_layout)
{
    static const struct {
        const char *why, *plane, *out_crs, *want;
    } rows[] = {{"the features'", NULL, NULL, "<authid>EPSG:6668</authid>"},
                {"the files'", NULL, "EPSG:4326", "<authid>EPSG:4326</authid>"},
                {"its own", "EPSG:6680", "EPSG:4326", "<authid>EPSG:6680</authid>"}};
    qgis_scene s;

    init_qgis_scene(&s);
    for (size_t i = 0; i < 3; i++) {
        cm__text out = {0};
        test_now = rows[i].why;
        s.project.plane = rows[i].plane;
        s.project.out_crs = rows[i].out_crs;
        CHECK(cm__qgis_document(&out, &s.project) == CM_OK);
        CHECK(count_of(&out, "<Layout") == 0);
        const char *const crs = strstr(out.bytes, "<projectCrs>");
        CHECK(crs && strstr(crs, "<authid>") == strstr(crs, rows[i].want));
        cm__text_clear(&out);
    }
    s.project.plane = "EPSG:999999";
    cm__text out = {0};
    CHECK(cm__qgis_document(&out, &s.project) == CM_ERR_FORMAT && out.length == 0);
    cm__text_clear(&out);
    clear_qgis_scene(&s);
}

TEST(an_archive_holds_the_same_bytes_each_time)
{
    qgis_scene s;
    cm__text first = {0}, second = {0};

    init_qgis_scene(&s);
    draw_qgis_scene(&s);
    CHECK(cm__qgis_archive(&first, &s.project) == CM_OK);
    CHECK(cm__qgis_archive(&second, &s.project) == CM_OK);
    CHECK(first.length == second.length && memcmp(first.bytes, second.bytes, first.length) == 0);
    CHECK(memcmp(first.bytes, "PK\3\4", 4) == 0 &&
          memcmp(first.bytes + 30, "sapporo.qgs", 11) == 0);
    cm__text_clear(&first);
    cm__text_clear(&second);
    clear_qgis_scene(&s);
}

TEST(fails_whole_when_memory_runs_out)
{
    qgis_scene s;
    size_t n = 1;

    init_qgis_scene(&s);
    draw_qgis_scene(&s);
    const size_t live = cm__memory_live();
    for (cm_status status = CM_ERR_NOMEM; status && n < 3000; n += n / 8 + 1) {
        cm__text out = {0};
        cm__memory_fail_at(n, false);
        status = cm__qgis_archive(&out, &s.project);
        cm__memory_fail_at(0, false);
        CHECK(status == CM_OK || status == CM_ERR_NOMEM);
        cm__text_clear(&out);
        CHECK(cm__memory_live() == live);
    }
    CHECK(n > 100 && n < 3000);
    clear_qgis_scene(&s);
}

TEST_MAIN(RUN(a_project_has_all_that_qgis_looks_for), RUN(a_project_without_a_page_has_no_layout),
          RUN(an_archive_holds_the_same_bytes_each_time), RUN(fails_whole_when_memory_runs_out))
