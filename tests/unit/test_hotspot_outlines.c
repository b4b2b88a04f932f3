/* test_hotspot_outlines.c - tests layers/hotspot_outlines.c. */
#include <clustermap/hotspot.h>

#include "tests/test.h"

/* A row of unit squares with these classes, two members in each. */
static void make_cells(cm_features *cells, const int *classes, size_t count)
{
    size_t of_class = 0, members = 0;

    CHECK(cm_features_init(cells, CM_GEOMETRY_POLYGON, NULL) == CM_OK);
    CHECK(cm_table_add_column(&cells->table, &members, "count", CM_COLUMN_INTEGER) == CM_OK);
    CHECK(cm_table_add_column(&cells->table, &of_class, "class_fdr", CM_COLUMN_INTEGER) == CM_OK);
    for (size_t i = 0; i < count; i++) {
        const double w = (double)i, x[] = {w, w + 1, w + 1, w, w}, y[] = {0, 0, 1, 1, 0};
        CHECK(cm_features_add_row(cells) == CM_OK);
        CHECK(cm_features_add_part(cells, x, y, 5, false) == CM_OK);
        cm_table_set_integer(&cells->table, i, of_class, classes[i]);
        cm_table_set_integer(&cells->table, i, members, 2);
    }
}

static double number(const cm_features *outlines, size_t row, const char *column)
{
    return cm_table_get_number(&outlines->table, row,
                               cm_table_find_column(&outlines->table, column));
}

TEST(a_class_holds_all_that_is_surer)
{
    static const int classes[] = {1, 3, 3, 0, 3, -2, 0};
    static const struct {
        double class_fdr, cells, parts;
    } want[] = {{1, 4, 2}, {3, 3, 2}, {-2, 1, 1}}; /* none is of class 2 */
    cm_features cells = {.geometry = CM_GEOMETRY_NONE}, outlines = {.geometry = CM_GEOMETRY_NONE};

    make_cells(&cells, classes, 7);
    CHECK(cm_hotspot_outlines(&outlines, &cells) == CM_OK);
    CHECK(outlines.table.row_count == 3);
    for (size_t row = 0; row < 3 && row < outlines.table.row_count; row++) {
        CHECK(number(&outlines, row, "class_fdr") == want[row].class_fdr);
        CHECK(number(&outlines, row, "cells") == want[row].cells);
        CHECK(number(&outlines, row, "count") == 2 * want[row].cells);
        CHECK((double)(outlines.first_part[row + 1] - outlines.first_part[row]) == want[row].parts);
    }
    cm_features_clear(&outlines);
    cm_features_clear(&cells);
}

TEST(nothing_stands_out_of_nothing)
{
    static const int classes[] = {0, 0};
    cm_features cells = {.geometry = CM_GEOMETRY_NONE}, outlines = {.geometry = CM_GEOMETRY_NONE};

    CHECK(cm_hotspot_outlines(&outlines, &cells) == CM_ERR_FORMAT);
    make_cells(&cells, classes, 2);
    CHECK(cm_hotspot_outlines(&outlines, &cells) == CM_OK);
    CHECK(outlines.table.row_count == 0 && outlines.geometry == CM_GEOMETRY_POLYGON);
    cm_features_clear(&outlines);
    cm_features_clear(&cells);
}

TEST_MAIN(RUN(a_class_holds_all_that_is_surer); RUN(nothing_stands_out_of_nothing))
