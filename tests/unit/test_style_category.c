/* test_style_category.c - tests output/style_category.c. */
#include "geo/base_memory.h"
#include "output/style_class.h"
#include "tests/test.h"

/* A table whose text column has these values; "" is missing. */
static cm_features make_table(const char *const *values, size_t count)
{
    cm_features table = {0};
    size_t kind;

    CHECK(cm_features_init(&table, CM_GEOMETRY_NONE, NULL) == CM_OK);
    CHECK(cm_table_add_column(&table.table, &kind, "kind", CM_COLUMN_TEXT) == CM_OK);
    for (size_t row = 0; row < count; row++) {
        CHECK(cm_features_add_row(&table) == CM_OK);
        CHECK(cm_table_set_text(&table.table, row, kind, values[row]) == CM_OK);
    }
    return table;
}

static bool is_class(const cm_style_class *class, const char *value, const char *label,
                     size_t count)
{
    return (value ? class->value && strcmp(class->value, value) == 0 : !class->value) &&
           strcmp(class->label, label) == 0 && class->count == count;
}

TEST(orders_values_by_count_then_as_first_seen)
{
    static const char *const values[] = {"z", "企業", "", "大学", "企業", "z", "企業", "b"};
    cm_features table = make_table(values, 8);
    cm_style style = {0};

    CHECK(cm_style_categories(&style, &table, "Kind", NULL) == CM_OK);
    CHECK(style.kind == CM_STYLE_CATEGORIES && style.class_count == 5);
    CHECK(is_class(&style.classes[0], "企業", "企業", 3));
    CHECK(is_class(&style.classes[1], "z", "z", 2));
    CHECK(is_class(&style.classes[2], "大学", "大学", 1));
    CHECK(is_class(&style.classes[3], "b", "b", 1));
    CHECK(is_class(&style.classes[4], "", "–", 1));
    CHECK(style.classes[4].symbol.fill.alpha == 0);
    for (size_t row = 0; row < 8; row++)
        CHECK(strcmp(style.classes[cm_style_find_class(&style, &table, row)].value, values[row]) ==
              0);
    cm_features_clear(&table); /* the style stands alone */
    CHECK(strcmp(style.classes[0].value, "企業") == 0 && strcmp(style.column, "Kind") == 0);
    cm_style_clear(&style);
    CHECK(cm__memory_live() == 0);
}

TEST(puts_rare_values_together)
{
    static const char *const values[] = {"1", "2", "3", "4", "5", "6", "7", "8", "9", "10",
                                         "9", "9", "1", "2", "3", "4", "5", "6", "7"};
    cm_features table = make_table(values, 19);
    cm_style style = {0};

    CHECK(cm_style_categories(&style, &table, "kind", "その他") == CM_OK);
    CHECK(style.class_count == 9);
    CHECK(is_class(&style.classes[0], "9", "9", 3));
    CHECK(is_class(&style.classes[7], "7", "7", 2));
    CHECK(is_class(&style.classes[8], NULL, "その他", 2)); /* 8 and 10 */
    CHECK(style.classes[8].symbol.shape == CM_SHAPE_CROSS);
    CHECK(cm_style_find_class(&style, &table, 9) == 8);
    cm_style_clear(&style);
    cm_features_clear(&table);
}

TEST(counts_only_features_with_a_place)
{
    static const char *const values[] = {"a", "a", "b"};
    cm_features table = make_table(values, 3), points = {0};
    cm_style style = {0};

    CHECK(cm_features_from_table(&points, &table.table, NULL) == CM_OK);
    cm_features_set_point(&points, 2, (cm_point){1, 2});
    CHECK(cm_style_categories(&style, &points, "kind", NULL) == CM_OK);
    CHECK(is_class(&style.classes[0], "b", "b", 1) && is_class(&style.classes[1], "a", "a", 0));
    cm_style_clear(&style);
    cm_features_clear(&points);
    cm_features_clear(&table);
}

TEST(takes_numbers_and_many_values)
{
    const size_t count = 5000;
    cm_features table = {0};
    cm_style style = {0};
    size_t column;

    CHECK(cm_features_init(&table, CM_GEOMETRY_NONE, NULL) == CM_OK);
    CHECK(cm_table_add_column(&table.table, &column, "n", CM_COLUMN_REAL) == CM_OK);
    CHECK(cm_table_add_rows(&table.table, count) == CM_OK);
    for (size_t row = 0; row < count; row++)
        cm_table_set_real(&table.table, row, column, row % 4 ? (double)row / 2 : 1976);
    CHECK(cm_style_categories(&style, &table, "n", "more") == CM_OK);
    CHECK(style.class_count == 9 && is_class(&style.classes[0], "1976", "1976", count / 4));
    CHECK(is_class(&style.classes[1], "0.5", "0.5", 1));
    CHECK(is_class(&style.classes[8], NULL, "more", count - count / 4 - 7));
    cm_style_clear(&style);
    cm_features_clear(&table);
}

TEST(makes_no_class_of_no_row)
{
    cm_features table = make_table(NULL, 0);
    cm_style style = {0};

    CHECK(cm_style_categories(&style, &table, "kind", NULL) == CM_OK && style.class_count == 0);
    cm_style_clear(&style);
    CHECK(cm_style_categories(&style, &table, "sector", NULL) == CM_ERR_FORMAT);
    CHECK(strstr(cm_error_text(), "sector") != NULL && !style.text);
    cm_features_clear(&table);
}

TEST(sets_and_adds_categories)
{
    static const char *const values[] = {"a", "a", "b", ""};
    const cm_symbol star = {.shape = CM_SHAPE_STAR, .size_mm = 3};
    cm_features table = make_table(values, 4);
    cm_style style = {0};

    CHECK(cm_style_categories(&style, &table, "kind", NULL) == CM_OK && style.class_count == 3);
    CHECK(cm_style_set_category(&style, "b", &star, "B!") == CM_OK);
    CHECK(is_class(&style.classes[1], "b", "B!", 1));
    CHECK(style.classes[1].symbol.shape == CM_SHAPE_STAR);
    CHECK(cm_style_set_category(&style, "b", NULL, NULL) == CM_OK); /* all kept */
    CHECK(is_class(&style.classes[1], "b", "B!", 1));
    CHECK(style.classes[1].symbol.shape == CM_SHAPE_STAR);
    CHECK(cm_style_set_category(&style, "", NULL, "unknown") == CM_OK);
    CHECK(is_class(&style.classes[2], "", "unknown", 1));
    CHECK(style.classes[2].symbol.fill.alpha == 0);
    CHECK(cm_style_set_category(&style, "c", NULL, NULL) == CM_OK && style.class_count == 4);
    CHECK(is_class(&style.classes[3], "c", "c", 0));
    CHECK(cm_style_set_category(&style, NULL, NULL, "rest") == CM_OK && style.class_count == 5);
    CHECK(is_class(&style.classes[4], NULL, "rest", 0));
    CHECK(cm_style_set_category(&style, NULL, &star, NULL) == CM_OK && style.class_count == 5);
    CHECK(style.classes[4].symbol.shape == CM_SHAPE_STAR);
    cm_style_clear(&style);
    cm_features_clear(&table);
}

TEST(leaves_nothing_behind_when_memory_ends)
{
    static const char *const values[] = {"a", "a", "b", ""};
    cm_features table = make_table(values, 4);
    const size_t live = cm__memory_live();

    for (size_t nth = 1; nth < 100; nth++) {
        cm_style style = {0};
        cm__memory_fail_at(nth, false);
        cm_status status = cm_style_categories(&style, &table, "kind", NULL);
        if (!status)
            status = cm_style_set_category(&style, "c", NULL, "C");
        cm__memory_fail_at(0, false);
        CHECK(status == CM_OK || status == CM_ERR_NOMEM);
        CHECK(style.class_count == (status ? style.classes ? 3 : 0 : 4));
        cm_style_clear(&style);
        CHECK(cm__memory_live() == live);
        if (status == CM_OK)
            break;
    }
    cm_features_clear(&table);
}

TEST_MAIN(RUN(orders_values_by_count_then_as_first_seen), RUN(puts_rare_values_together),
          RUN(counts_only_features_with_a_place), RUN(takes_numbers_and_many_values),
          RUN(makes_no_class_of_no_row), RUN(sets_and_adds_categories),
          RUN(leaves_nothing_behind_when_memory_ends))
