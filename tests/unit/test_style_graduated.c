/* test_style_graduated.c - tests output/style_graduated.c. */
#include "geo/base_memory.h"
#include "tests/test.h"
#include <clustermap/style.h>

TEST(labels_classes_in_few_digits)
{
    static const struct {
        const char *why;
        cm_class_limits limits;
        const char *want[4];
    } rows[] = {
        {"halves", {{0.5, 1, 2, 5.2}, 3}, {"0.5–1", "1–2", "2–5.2"}},
        {"whole numbers", {{0, 10, 200}, 2}, {"0–10", "10–200"}},
        {"long fractions", {{0.4983217, 1.5199, 2.513}, 2}, {"0.5–1.5", "1.5–2.5"}},
        {"a narrow class asks for more",
         {{0, 0.012, 0.02, 100}, 3},
         {"0–0.012", "0.012–0.02", "0.02–100"}},
        {"1.5 is not 2", {{0, 1.5, 3}, 2}, {"0–1.5", "1.5–3"}},
        {"tenths", {{0.1, 0.2, 0.30000000000000004}, 2}, {"0.1–0.2", "0.2–0.3"}},
        {"below zero", {{-5, -0.001, 5}, 2}, {"-5 – 0", "0 – 5"}},
        {"small", {{1.23e-7, 2.5e-7}, 1}, {"0.00000012–0.00000025"}},
        {"tiny", {{1e-20, 3e-20}, 1}, {"1e-20–3e-20"}},
        {"huge", {{1e20, 3e20}, 1}, {"1e+20–3e+20"}},
        {"far from zero",
         {{123456789, 123456790, 123456792}, 2},
         {"123456789–123456790", "123456790–123456792"}},
        {"one value", {{7.25, 7.25}, 1}, {"7.25"}},
        {"one value, zero", {{0, 0}, 1}, {"0"}},
        {"one value, many digits", {{1.0 / 3, 1.0 / 3}, 1}, {"0.333333"}},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_style style = {0};
        test_now = rows[i].why;
        CHECK(cm_style_graduated(&style, "v", &rows[i].limits, NULL, CM_GEOMETRY_POLYGON) == CM_OK);
        CHECK(style.class_count == rows[i].limits.class_count);
        for (size_t c = 0; c < style.class_count; c++) {
            if (strcmp(style.classes[c].label, rows[i].want[c]) != 0)
                printf("%s, not %s\n", style.classes[c].label, rows[i].want[c]);
            CHECK(strcmp(style.classes[c].label, rows[i].want[c]) == 0);
            CHECK(style.classes[c].lower == rows[i].limits.limits[c]);
            CHECK(style.classes[c].upper == rows[i].limits.limits[c + 1]);
            CHECK(!style.classes[c].value && style.classes[c].count == 0);
        }
        cm_style_clear(&style);
    }
}

TEST(begins_light_on_paper_by_default)
{
    static const cm_class_limits limits = {{0, 1, 2, 3, 4, 5}, 5};
    cm_style plain = {0}, named = {0};

    CHECK(cm_style_graduated(&plain, "v", &limits, NULL, CM_GEOMETRY_POLYGON) == CM_OK);
    CHECK(cm_style_graduated(&named, "v", &limits, "ylorbr", CM_GEOMETRY_POLYGON) == CM_OK);
    CHECK(plain.kind == CM_STYLE_GRADUATED && strcmp(plain.column, "v") == 0);
    for (size_t i = 0; i < 5; i++)
        CHECK(memcmp(&plain.classes[i].symbol, &named.classes[i].symbol, sizeof(cm_symbol)) == 0);
    CHECK(plain.classes[0].symbol.fill.green > 200 && plain.classes[4].symbol.fill.green < 100);
    cm_style_clear(&plain);
    cm_style_clear(&named);
    CHECK(cm__memory_live() == 0);
}

TEST(leaves_nothing_behind_on_failure)
{
    static const cm_class_limits limits = {{0, 1, 2}, 2};
    cm_style style = {0};

    CHECK(cm_style_graduated(&style, "v", &limits, "no such", CM_GEOMETRY_LINE) == CM_ERR_FORMAT);
    CHECK(!style.classes && cm__memory_live() == 0);
    for (size_t nth = 1; nth < 100; nth++) {
        cm__memory_fail_at(nth, false);
        const cm_status status =
            cm_style_graduated(&style, "v", &limits, "blues", CM_GEOMETRY_LINE);
        cm__memory_fail_at(0, false);
        if (status == CM_OK)
            break;
        CHECK(status == CM_ERR_NOMEM && !style.classes && cm__memory_live() == 0);
    }
    cm_style_clear(&style);
    CHECK(cm__memory_live() == 0);
}

TEST_MAIN(RUN(labels_classes_in_few_digits), RUN(begins_light_on_paper_by_default),
          RUN(leaves_nothing_behind_on_failure))
