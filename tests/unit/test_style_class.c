/* test_style_class.c - tests output/style_class.c. */
#include "geo/base_memory.h"
#include "output/style_class.h"
#include "tests/test.h"

/* Points with a number and a text, of which the last has no place. */
static cm_features make_points(void)
{
    static const struct {
        double value;
        const char *kind;
    } rows[] = {{0.5, "a"}, {1, "b"}, {2, "a"}, {3, ""}, {NAN, "c"}, {0.7, "a"}};
    const size_t count = sizeof rows / sizeof *rows;
    cm_features points = {0};
    size_t value, kind;

    CHECK(cm_features_init(&points, CM_GEOMETRY_POINT, NULL) == CM_OK);
    CHECK(cm_table_add_column(&points.table, &value, "value", CM_COLUMN_REAL) == CM_OK);
    CHECK(cm_table_add_column(&points.table, &kind, "kind", CM_COLUMN_TEXT) == CM_OK);
    for (size_t row = 0; row < count; row++) {
        CHECK(cm_features_add_row(&points) == CM_OK);
        cm_table_set_real(&points.table, row, value, rows[row].value);
        CHECK(cm_table_set_text(&points.table, row, kind, rows[row].kind) == CM_OK);
        if (row + 1 < count)
            cm_features_set_point(&points, row, (cm_point){(double)row, 0});
    }
    return points;
}

TEST(finds_the_graduated_class)
{
    static const cm_class_limits limits = {{0.5, 1, 2}, 2};
    static const size_t want[] = {0, 1, 1, CM_ABSENT, CM_ABSENT, 0};
    const cm_symbol hollow = cm__symbol_missing(CM_GEOMETRY_POINT);
    cm_features points = make_points();
    cm_style style = {0};

    CHECK(cm_style_graduated(&style, "Value", &limits, "blues", CM_GEOMETRY_POINT) == CM_OK);
    for (size_t row = 0; row < 6; row++)
        CHECK(cm_style_find_class(&style, &points, row) == want[row]);
    CHECK(cm_style_count(&style, &points) == CM_OK);
    CHECK(style.classes[0].count == 1 && style.classes[1].count == 2);
    CHECK(cm_style_set_category(&style, "", &hollow, "unknown") == CM_OK);
    CHECK(cm_style_find_class(&style, &points, 4) == 2);
    CHECK(cm_style_find_class(&style, &points, 3) == CM_ABSENT);
    cm_style_clear(&style);
    cm_features_clear(&points);
}

TEST(finds_the_category)
{
    cm_features points = make_points();
    cm_style style = {.kind = CM_STYLE_CATEGORIES, .column = "kind"};
    const cm_symbol symbol = cm__symbol_category(0, CM_GEOMETRY_POINT);

    CHECK(cm__style_add_class(&style, NULL, "others", &symbol) == CM_OK);
    CHECK(cm__style_add_class(&style, "a", "A", &symbol) == CM_OK);
    CHECK(cm__style_add_class(&style, "", "unknown", &symbol) == CM_OK);
    CHECK(cm_style_find_class(&style, &points, 0) == 1);
    CHECK(cm_style_find_class(&style, &points, 1) == 0);
    CHECK(cm_style_find_class(&style, &points, 3) == 2);
    CHECK(cm_style_count(&style, &points) == CM_OK);
    CHECK(style.classes[0].count == 2 && style.classes[1].count == 2 &&
          style.classes[2].count == 1);
    cm_style_clear(&style);
    cm_features_clear(&points);
}

TEST(gives_all_features_the_single_class)
{
    cm_features points = make_points();
    const cm_symbol symbol = cm__symbol_category(0, CM_GEOMETRY_POINT);
    cm_style style = {0};

    CHECK(cm_style_find_class(&style, &points, 0) == CM_ABSENT);
    CHECK(cm_style_count(&style, &points) == CM_OK);
    CHECK(cm_style_single(&style, &symbol, "members") == CM_OK);
    CHECK(cm_style_find_class(&style, &points, 4) == 0);
    CHECK(cm_style_count(&style, &points) == CM_OK && style.classes[0].count == 5);
    points.geometry = CM_GEOMETRY_NONE; /* a mere table: every row counts */
    CHECK(cm_style_count(&style, &points) == CM_OK && style.classes[0].count == 6);
    points.geometry = CM_GEOMETRY_POINT;
    cm_style_clear(&style);
    cm_features_clear(&points);
}

TEST(says_that_a_column_is_not_there)
{
    cm_features points = make_points();
    cm_style style = {.kind = CM_STYLE_CATEGORIES, .column = "sector"};
    const cm_symbol symbol = cm__symbol_category(0, CM_GEOMETRY_POINT);

    CHECK(cm__style_add_class(&style, NULL, "others", &symbol) == CM_OK);
    CHECK(cm_style_find_class(&style, &points, 0) == CM_ABSENT);
    CHECK(cm_style_count(&style, &points) == CM_ERR_FORMAT);
    CHECK(strstr(cm_error_text(), "sector") != NULL);
    cm_style_clear(&style);
    cm_features_clear(&points);
    CHECK(cm__memory_live() == 0);
}

TEST_MAIN(RUN(finds_the_graduated_class), RUN(finds_the_category),
          RUN(gives_all_features_the_single_class), RUN(says_that_a_column_is_not_there))
