/* test_map_lint.c - tests output/map_lint.c: the report of all points. */
#include "tests/unit/lint_scene.h"

TEST(a_sound_map_misses_nothing_and_each_point_is_told)
{
    /* sizes, a locator, leaders, vertical texts: the scene has none */
    static const int others[] = {13, 16, 21, 26};
    cm_map_lint_report report = {0};
    scene s;

    init_sound_scene(&s);
    CHECK(make(&s) == CM_OK && cm_map_lint(&report, s.map) == CM_OK);
    CHECK(report.missed == 0);
    for (size_t i = 0; i < CM_MAP_LINT_POINTS; i++) {
        const cm_map_lint_point *const point = &report.points[i];
        bool applies = true;
        for (size_t k = 0; k < sizeof others / sizeof *others; k++)
            applies = applies && others[k] != (int)i + 1;
        CHECK(point->status == (applies ? CM_MAP_LINT_MET : CM_MAP_LINT_DOES_NOT_APPLY));
        CHECK(point->rule && *point->rule && point->finding && *point->finding);
        CHECK(point->misses == 0);
    }
    cm_map_lint_clear(&report);
    CHECK(report.text == NULL && report.points[0].finding == NULL);
    cm_map_lint_clear(NULL);
    clear_scene(&s);
}

TEST(a_map_in_english_is_checked_in_english)
{
    cm_map_lint_report report = {0};
    scene s;

    init_sound_scene(&s);
    s.options.language = CM_MAP_ENGLISH;
    CHECK(make(&s) == CM_OK && cm_map_lint(&report, s.map) == CM_OK);
    CHECK(report.missed == 0);
    cm_map_lint_clear(&report);
    clear_scene(&s);
}

TEST(misses_are_counted_and_the_first_is_told)
{
    cm_map_lint_report report = {0};
    scene s;

    init_sound_scene(&s);
    s.options.as_of = NULL;
    CHECK(make(&s) == CM_OK);
    for (size_t i = 0; i < 3; i++)
        group_of(s.map, "credit")->items[i].text.size_pt = 5;
    CHECK(cm_map_lint(&report, s.map) == CM_OK);
    CHECK(report.missed == 2);
    CHECK(report.points[6].status == CM_MAP_LINT_MISSED && report.points[6].misses == 1);
    CHECK(report.points[23].misses == 3);
    CHECK(strstr(report.points[23].finding, "; and 2 more") != NULL);
    CHECK(strcmp(cm_map_lint_status_name(report.points[6].status), "missed") == 0);
    CHECK(strcmp(cm_map_lint_status_name(CM_MAP_LINT_MET), "met") == 0);
    cm_map_lint_clear(&report);
    clear_scene(&s);
}

TEST(nothing_is_kept_when_memory_runs_out)
{
    cm_map_lint_report report = {0};
    scene s;

    init_sound_scene(&s);
    CHECK(make(&s) == CM_OK);
    const size_t live = cm__memory_live();
    cm__memory_fail_at(0, false);
    CHECK(cm_map_lint(&report, s.map) == CM_OK);
    const size_t asked = cm__memory_fail_at(0, false);
    cm_map_lint_clear(&report);
    for (size_t n = 1; n < asked; n += 1 + asked / 12) {
        cm__memory_fail_at(n, true);
        CHECK(cm_map_lint(&report, s.map) == CM_ERR_NOMEM);
        cm__memory_fail_at(0, false);
        CHECK(report.text == NULL && report.missed == 0 && cm__memory_live() == live);
    }
    clear_scene(&s);
}

TEST_MAIN(RUN(a_sound_map_misses_nothing_and_each_point_is_told),
          RUN(a_map_in_english_is_checked_in_english),
          RUN(misses_are_counted_and_the_first_is_told), RUN(nothing_is_kept_when_memory_runs_out))
