/* test_style_size.c - tests output/style_size.c. */
#include "geo/base_memory.h"
#include "output/style_class.h"
#include "tests/test.h"

/* Rows with the firms 400, 100, 25, none, -1 and 0. */
static void make(cm_features *features, cm_style *style, cm_geometry geometry)
{
    static const double firms[] = {400, 100, 25, NAN, -1, 0};
    const cm_symbol symbol = cm__symbol_category(0, geometry);

    CHECK(cm_features_init(features, geometry, NULL) == CM_OK);
    CHECK(cm_table_add_column(&features->table, NULL, "firms", CM_COLUMN_REAL) == CM_OK);
    for (size_t i = 0; i < 6; i++) {
        CHECK(cm_features_add_row(features) == CM_OK);
        cm_table_set_real(&features->table, i, 0, firms[i]);
    }
    CHECK(cm_style_single(style, &symbol, NULL) == CM_OK);
}

TEST(areas_are_in_proportion)
{
    cm_features features = {0};
    cm_style style = {0};
    const cm_style_size size = {"firms", 400, 12, "企業数", "社"};

    make(&features, &style, CM_GEOMETRY_POINT);
    CHECK(cm_style_find_size(&style, &features, 0) == 0);
    CHECK(cm_style_set_size(&style, &size) == CM_OK);
    CHECK_NEAR(cm_style_find_size(&style, &features, 0), 12, 1e-12);
    CHECK_NEAR(cm_style_find_size(&style, &features, 1), 6, 1e-12);
    CHECK_NEAR(cm_style_find_size(&style, &features, 2), 3, 1e-12);
    CHECK(isnan(cm_style_find_size(&style, &features, 3)));
    CHECK(isnan(cm_style_find_size(&style, &features, 4)));
    CHECK(cm_style_find_size(&style, &features, 5) == 1);
    CHECK(style.size.column != size.column && strcmp(style.size.unit, "社") == 0);
    CHECK(cm_style_set_size(&style, &(cm_style_size){0}) == CM_OK);
    CHECK(cm_style_find_size(&style, &features, 0) == 0);
    cm_style_clear(&style);
    cm_features_clear(&features);
    CHECK(cm__memory_live() == 0);
}

TEST(lines_are_as_wide_as_their_number)
{
    cm_features features = {0};
    cm_style style = {0};

    make(&features, &style, CM_GEOMETRY_LINE);
    CHECK(cm_style_set_size(&style, &(cm_style_size){"firms", 400, 4, NULL, NULL}) == CM_OK);
    CHECK_NEAR(cm_style_find_size(&style, &features, 1), 1, 1e-12);
    CHECK_NEAR(cm_style_find_size(&style, &features, 5), 0.1, 1e-12);
    cm_style_clear(&style);
    cm_features_clear(&features);
}

TEST(refuses_sizes_that_cannot_be_printed)
{
    static const double rows[][2] = {{0, 5}, {-1, 5},  {NAN, 5}, {INFINITY, 5},
                                     {5, 0}, {5, 101}, {5, NAN}};
    cm_features features = {0};
    cm_style style = {0};

    make(&features, &style, CM_GEOMETRY_POINT);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        CHECK(cm_style_set_size(&style, &(cm_style_size){"firms", rows[i][0], rows[i][1], NULL,
                                                         NULL}) == CM_ERR_DOMAIN &&
              !style.size.column);
    CHECK(cm_style_set_size(&style, &(cm_style_size){"none", 5, 5, NULL, NULL}) == CM_OK);
    CHECK(isnan(cm_style_find_size(&style, &features, 0)));
    cm_style_clear(&style);
    cm_features_clear(&features);
}

TEST(hatches_grow_darker)
{
    const cm_class_limits limits = {.limits = {0, 1, 2, 5, 10}, .class_count = 4};
    cm_style style = {0};
    double before = 0;

    CHECK(cm_style_graduated(&style, "v", &limits, NULL, CM_GEOMETRY_POLYGON) == CM_OK);
    cm_style_hatch(&style);
    for (size_t i = 0; i < style.class_count; i++) {
        const cm_symbol *const symbol = &style.classes[i].symbol;
        const double covered = symbol->hatch_line_mm / symbol->hatch_mm;
        CHECK(covered > before * 1.5 && covered < 0.7 && symbol->hatch_line_mm >= 0.1);
        CHECK(symbol->fill.red == 255 && symbol->fill.blue == 255);
        before = covered;
    }
    cm_style_clear(&style);
}

TEST_MAIN(RUN(areas_are_in_proportion), RUN(lines_are_as_wide_as_their_number),
          RUN(refuses_sizes_that_cannot_be_printed), RUN(hatches_grow_darker))
