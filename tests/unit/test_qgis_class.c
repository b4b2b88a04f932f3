/* test_qgis_class.c - tests output/qgis_class.c. */
#include "geo/base_memory.h"
#include "output/qgis_class.h"
#include "tests/unit/qgis_scene.h"

static bool is_expression(const cm__qgis_classes *classes, const char *want)
{
    cm__text out = {0};
    bool same;

    cm__qgis_class_add_expression(&out, classes);
    same = strcmp(out.bytes ? out.bytes : "", want) == 0;
    if (!same)
        printf("%s\n", out.bytes);
    cm__text_clear(&out);
    return same;
}

static bool is_value(const cm__qgis_classes *classes, size_t i, const char *want)
{
    cm__text out = {0};
    bool same;

    cm__qgis_class_add_value(&out, classes, i);
    same = strcmp(out.bytes ? out.bytes : "", want) == 0;
    cm__text_clear(&out);
    return same;
}

TEST(a_text_is_its_own_category)
{
    static const char *const kinds[] = {"a", "b", "a", ""};
    scene s;

    make_scene(&s, CM_GEOMETRY_POINT, kinds, NULL, 4);
    CHECK(cm_style_categories(&s.style, &s.features, "kind", NULL) == CM_OK);
    const cm__qgis_classes classes = cm__qgis_classes_find(&s.layer, &s.file);
    CHECK(classes.kind == CM__QGIS_CATEGORIES && !classes.by_number && classes.count == 3);
    CHECK(is_expression(&classes, "kind"));
    CHECK(is_value(&classes, 0, "a") && is_value(&classes, 1, "b") && is_value(&classes, 2, ""));
    clear_scene(&s);
}

TEST(a_missing_value_is_told_from_all_others)
{
    static const char *const kinds[] = {"1", "2", "3", "4", "5", "6", "7", "8", "9", "", "–"};
    scene s;

    make_scene(&s, CM_GEOMETRY_POINT, kinds, NULL, 10);
    CHECK(cm_style_categories(&s.style, &s.features, "kind", NULL) == CM_OK);
    const cm__qgis_classes classes = cm__qgis_classes_find(&s.layer, &s.file);
    CHECK(classes.count == 10 && !classes.by_number);
    CHECK(is_expression(&classes,
                        "CASE WHEN coalesce(\"kind\", '') = '' THEN '–' ELSE \"kind\" END"));
    CHECK(is_value(&classes, 8, "") && is_value(&classes, 9, "–"));
    clear_scene(&s);

    make_scene(&s, CM_GEOMETRY_POINT, kinds, NULL, 11); /* where it is a value itself */
    CHECK(cm_style_categories(&s.style, &s.features, "kind", NULL) == CM_OK);
    const cm__qgis_classes other = cm__qgis_classes_find(&s.layer, &s.file);
    CHECK(is_value(&other, 9, "（なし）"));
    clear_scene(&s);
}

TEST(rows_without_a_class_get_one)
{
    static const char *const kinds[] = {"a", "b", "c", ""};
    scene s;

    make_scene(&s, CM_GEOMETRY_POINT, kinds, NULL, 4);
    CHECK(cm_style_categories(&s.style, &s.features, "kind", NULL) == CM_OK);
    s.style.class_count = 1; /* a alone */
    const cm__qgis_classes classes = cm__qgis_classes_find(&s.layer, &s.file);
    CHECK(classes.count == 2 && classes.absent_count == 3 && is_expression(&classes, "kind"));
    CHECK(is_value(&classes, 1, "") && cm__qgis_class_index(&classes, 1) == CM_ABSENT);
    clear_scene(&s);
}

TEST(what_a_field_cannot_say_is_numbered)
{
    static const char *const controls[] = {"a\x01", "b"};
    static const double numbers[] = {0.5, 1e6, NAN};
    const cm_symbol symbol = cm__symbol_category(0, CM_GEOMETRY_POINT);
    scene s;

    make_scene(&s, CM_GEOMETRY_POINT, controls, NULL, 2); /* not XML's */
    CHECK(cm_style_categories(&s.style, &s.features, "kind", NULL) == CM_OK);
    CHECK(cm__qgis_classes_find(&s.layer, &s.file).by_number);
    clear_scene(&s);

    make_scene(&s, CM_GEOMETRY_POINT, NULL, numbers, 3); /* QGIS's text of 1e6 is 1e+06 */
    CHECK(cm_style_categories(&s.style, &s.features, "number", NULL) == CM_OK);
    const cm__qgis_classes classes = cm__qgis_classes_find(&s.layer, &s.file);
    CHECK(is_expression(&classes, "CASE WHEN \"number\" = 0.5 THEN 0 WHEN \"number\" = 1000000 "
                                  "THEN 1 WHEN \"number\" IS NULL THEN 2 ELSE 3 END"));
    CHECK(is_value(&classes, 2, "2"));
    cm_style_clear(&s.style);

    CHECK(cm_style_single(&s.style, &symbol, NULL) == CM_OK); /* some rows are hollow */
    CHECK(cm_style_set_size(&s.style, &(cm_style_size){"number", 4, 5, NULL, NULL}) == CM_OK);
    const cm__qgis_classes sized = cm__qgis_classes_find(&s.layer, &s.file);
    CHECK(sized.kind == CM__QGIS_CATEGORIES && sized.count == 2 && sized.absent_count == 1);
    CHECK(is_expression(&sized, "CASE WHEN \"number\" >= 0 THEN 0 ELSE 1 END"));
    clear_scene(&s);
}

TEST(a_number_is_in_ranges)
{
    static const double all[] = {0, 1, 2, 3}, some[] = {0, 1, NAN, 9}, below[] = {-5, 1, -7, 0},
                        nearly[] = {0, 1 - 1e-16, 1, 2};
    static const struct {
        const char *why;
        const double *numbers;
        cm_class_limits limits;
        cm__qgis_kind kind;
        size_t count;
        const char *expression;
    } rows[] = {
        {"all in classes", all, {{0, 1, 3}, 2}, CM__QGIS_RANGES, 2, "number"},
        {"one missing, one above",
         some,
         {{0, 1, 3}, 2},
         CM__QGIS_RANGES,
         3,
         "CASE WHEN \"number\" IS NULL THEN -2 WHEN \"number\" < 0 OR \"number\" > 3 THEN -2 "
         "ELSE \"number\" END"},
        {"negative",
         below,
         {{-5, 0, 3}, 2},
         CM__QGIS_RANGES,
         3,
         "CASE WHEN \"number\" IS NULL THEN -7 WHEN \"number\" < -5 OR \"number\" > 3 THEN -7 "
         "ELSE \"number\" END"},
        {"one value",
         all,
         {{3, 3}, 1},
         CM__QGIS_RANGES,
         2,
         "CASE WHEN \"number\" IS NULL THEN -2 WHEN \"number\" < 3 OR \"number\" > 3 THEN -2 "
         "ELSE \"number\" END"},
        {"just below a limit",
         nearly,
         {{0, 1, 3}, 2},
         CM__QGIS_CATEGORIES,
         2,
         "CASE WHEN \"number\" >= 0 AND \"number\" < 1 THEN 0 WHEN \"number\" >= 1 AND \"number\" "
         "<= 3 "
         "THEN 1 ELSE 2 END"},
        {"too narrow for QGIS",
         all,
         {{0, 1e-13, 3}, 2},
         CM__QGIS_CATEGORIES,
         2,
         "CASE WHEN \"number\" >= 0 AND \"number\" < 1e-13 THEN 0 WHEN \"number\" >= 1e-13 AND "
         "\"number\" <= 3 THEN 1 ELSE 2 END"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        scene s;
        test_now = rows[i].why;
        make_scene(&s, CM_GEOMETRY_POLYGON, NULL, rows[i].numbers, 4);
        CHECK(cm_style_graduated(&s.style, "number", &rows[i].limits, NULL, CM_GEOMETRY_POLYGON) ==
              CM_OK);
        const cm__qgis_classes classes = cm__qgis_classes_find(&s.layer, &s.file);
        CHECK(classes.kind == rows[i].kind && classes.count == rows[i].count);
        CHECK(is_expression(&classes, rows[i].expression));
        clear_scene(&s);
    }
}

TEST(a_class_of_missing_numbers_has_its_own_stand_in)
{
    static const double numbers[] = {1, NAN, 9};
    const cm_class_limits limits = {{0, 3}, 1};
    scene s;

    make_scene(&s, CM_GEOMETRY_POINT, NULL, numbers, 3);
    CHECK(cm_style_graduated(&s.style, "number", &limits, NULL, CM_GEOMETRY_POINT) == CM_OK);
    CHECK(cm_style_set_category(&s.style, "", NULL, "不明") == CM_OK);
    const cm__qgis_classes classes = cm__qgis_classes_find(&s.layer, &s.file);
    CHECK(classes.count == 3);
    CHECK(is_expression(&classes, "CASE WHEN \"number\" IS NULL THEN -1 WHEN \"number\" < 0 OR "
                                  "\"number\" > 3 THEN -2 ELSE \"number\" END"));
    CHECK(cm__qgis_class_range(&classes, 1).lower == -1);
    CHECK(cm__qgis_class_range(&classes, 2).upper == -2);
    clear_scene(&s);
}

TEST(sizes_are_one_expression_for_all_shapes)
{
    static const char *const kinds[] = {"a", "a", "b"};
    scene s;
    cm__text out = {0};

    make_scene(&s, CM_GEOMETRY_POINT, kinds, NULL, 3); /* a circle and a square */
    CHECK(cm_style_categories(&s.style, &s.features, "kind", NULL) == CM_OK);
    cm__qgis_class_add_factor(&out, &s.layer, &s.file);
    CHECK(strcmp(out.bytes, "CASE WHEN \"kind\" = 'a' THEN 1 WHEN \"kind\" = 'b' THEN 0.886226925 "
                            "ELSE 1 END") == 0);
    cm__text_clear(&out);
    s.style.classes[0].symbol.shape = CM_SHAPE_SQUARE;
    cm__qgis_class_add_factor(&out, &s.layer, &s.file);
    CHECK(strcmp(out.bytes, "0.886226925") == 0);
    cm__text_clear(&out);
    clear_scene(&s);
}

TEST(styles_without_classes_or_column)
{
    const cm_class_limits limits = {{0, 3}, 1};
    scene s;

    make_scene(&s, CM_GEOMETRY_POINT, NULL, NULL, 2);
    CHECK(cm__qgis_classes_find(&s.layer, &s.file).kind == CM__QGIS_NOTHING);
    CHECK(cm_style_graduated(&s.style, "none", &limits, NULL, CM_GEOMETRY_POINT) == CM_OK);
    const cm__qgis_classes classes = cm__qgis_classes_find(&s.layer, &s.file);
    CHECK(classes.count == 2 && classes.absent_count == 2 && is_expression(&classes, "1"));
    clear_scene(&s);
    CHECK(cm__memory_live() == 0);
}

TEST_MAIN(RUN(a_text_is_its_own_category), RUN(a_missing_value_is_told_from_all_others),
          RUN(rows_without_a_class_get_one), RUN(what_a_field_cannot_say_is_numbered),
          RUN(a_number_is_in_ranges), RUN(a_class_of_missing_numbers_has_its_own_stand_in),
          RUN(sizes_are_one_expression_for_all_shapes), RUN(styles_without_classes_or_column))
