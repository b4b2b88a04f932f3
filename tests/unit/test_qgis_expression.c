/* test_qgis_expression.c - tests output/qgis_expression.c. */
#include "geo/base_memory.h"
#include "output/qgis_expression.h"
#include "tests/unit/qgis_scene.h"

static bool is_text(cm__text *text, const char *want)
{
    const bool same = strcmp(text->bytes ? text->bytes : "", want) == 0;

    cm__text_clear(text);
    return same;
}

TEST(texts_are_quoted)
{
    static const char *const rows[][2] = {
        {"", "''"},           {"a", "'a'"},   {"it's", "'it''s'"},
        {"a\\b", "'a\\\\b'"}, {"\"", "'\"'"}, {"'; --", "'''; --'"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm__text out = {0};
        cm__qgis_add_string(&out, rows[i][0]);
        CHECK(is_text(&out, rows[i][1]));
    }
}

TEST(columns_are_found_by_the_names_of_their_files)
{
    static const char *const names[] = {"k\"ind", "number", "name"}, *const shorter[] = {
                                                                         "k", "number", "name"};
    scene s;
    cm__text out = {0};

    make_scene(&s, CM_GEOMETRY_POINT, NULL, NULL, 1);
    const cm_table *const table = &s.features.table;
    cm__qgis_add_value(&out, table, 0, &s.file);
    CHECK(is_text(&out, "\"kind\""));
    s.file.field_names = names;
    cm__qgis_add_value(&out, table, 0, &s.file);
    CHECK(is_text(&out, "\"k\"\"ind\""));
    cm__qgis_add_field(&out, table, 0, &s.file);
    CHECK(is_text(&out, "k\"ind"));
    s.file.other_names = shorter;
    cm__qgis_add_field(&out, table, 0, &s.file);
    CHECK(is_text(&out, "coalesce(attribute($currentfeature, 'k\"ind'), "
                        "attribute($currentfeature, 'k'))"));
    CHECK(!cm__qgis_has_other_name(table, 1, &s.file));
    cm__qgis_add_field(&out, table, 1, &s.file);
    CHECK(is_text(&out, "number"));
    clear_scene(&s);
}

TEST(numbers_are_read_from_texts_as_well)
{
    scene s;
    cm__text out = {0};

    make_scene(&s, CM_GEOMETRY_POINT, NULL, NULL, 1);
    cm__qgis_add_number_of(&out, &s.features.table, 1, &s.file);
    CHECK(is_text(&out, "\"number\""));
    cm__qgis_add_number_of(&out, &s.features.table, 0, &s.file);
    CHECK(is_text(&out, "try(to_real(\"kind\"))"));
    cm__qgis_add_number_of(&out, &s.features.table, CM_ABSENT, &s.file);
    CHECK(is_text(&out, "NULL"));
    clear_scene(&s);
}

TEST(sizes_follow_the_law_of_areas)
{
    static const struct {
        const char *why;
        cm_geometry geometry;
        const char *factor;
        const char *want;
    } rows[] = {
        {"a marker", CM_GEOMETRY_POINT, "1",
         "CASE WHEN \"number\" >= 0 THEN max(1, 12 * sqrt(\"number\" / 400)) END"},
        {"of another shape", CM_GEOMETRY_POINT, "1.25",
         "CASE WHEN \"number\" >= 0 THEN max(1, 12 * sqrt(\"number\" / 400)) * 1.25 END"},
        {"a line", CM_GEOMETRY_LINE, NULL,
         "CASE WHEN \"number\" >= 0 THEN max(0.1, 12 * \"number\" / 400) END"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const cm_symbol symbol = cm__symbol_category(0, rows[i].geometry);
        scene s;
        cm__text out = {0};
        test_now = rows[i].why;
        make_scene(&s, rows[i].geometry, NULL, NULL, 1);
        CHECK(cm_style_single(&s.style, &symbol, NULL) == CM_OK);
        CHECK(cm_style_set_size(&s.style, &(cm_style_size){"number", 400, 12, NULL, NULL}) ==
              CM_OK);
        cm__qgis_add_size(&out, &s.layer, &s.file, rows[i].factor);
        CHECK(is_text(&out, rows[i].want));
        clear_scene(&s);
    }
    CHECK(cm__memory_live() == 0);
}

TEST_MAIN(RUN(texts_are_quoted), RUN(columns_are_found_by_the_names_of_their_files),
          RUN(numbers_are_read_from_texts_as_well), RUN(sizes_follow_the_law_of_areas))
