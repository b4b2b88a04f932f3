/* test_features_shapes.c - tests geo/features_shapes.c. */
#include "geo/base_memory.h"
#include "tests/export_fixture.h"

/* Rows of one square each, whose size is its place in the list; a hole in the second. */
static cm_features make(cm_geometry geometry, const char *column, const char *const *keys,
                        size_t count, double size)
{
    cm_features out = {.geometry = CM_GEOMETRY_NONE};

    CHECK(cm_features_init(&out, geometry, "EPSG:6668") == CM_OK);
    CHECK(cm_table_add_column(&out.table, NULL, column, CM_COLUMN_TEXT) == CM_OK);
    for (size_t i = 0; i < count; i++) {
        CHECK(cm_features_add_row(&out) == CM_OK);
        CHECK(cm_table_set_text(&out.table, i, 0, keys[i]) == CM_OK);
        add_square(&out, (cm_point){(double)i, 0}, size, false);
        if (i == 1 && geometry == CM_GEOMETRY_POLYGON)
            add_square(&out, (cm_point){(double)i, 0}, size / 2, true);
    }
    return out;
}

static size_t parts_of(const cm_features *f, size_t row)
{
    return f->first_part[row + 1] - f->first_part[row];
}

TEST(takes_all_shapes_of_a_key)
{
    static const char *const own[] = {"01", " 02", "", "03", "01"};
    static const char *const full[] = {"02", "01", "01", "", "99"};
    static const cm_geometry kinds[] = {CM_GEOMETRY_POLYGON, CM_GEOMETRY_LINE};

    for (int k = 0; k < 2; k++) {
        cm_features f = make(kinds[k], "code", own, 5, 0.5);
        cm_features from = make(kinds[k], "id", full, 5, 0.25);
        CHECK(cm_features_set_name(&f, "wards") == CM_OK);
        CHECK(cm_features_take_shapes(&f, "code", &from, "id") == CM_OK);
        CHECK(f.table.row_count == 5 && strcmp(f.name, "wards") == 0 && f.geometry == kinds[k]);
        CHECK(strcmp(f.crs, "EPSG:6668") == 0 &&
              strcmp(cm_table_get_text(&f.table, 1, 0), " 02") == 0);
        /* two parts, of which the first has a hole in polygons; one; its own ones; two again */
        CHECK(parts_of(&f, 0) == (k == 0 ? 3 : 2) && parts_of(&f, 1) == 1);
        CHECK(f.x[f.first_vertex[f.first_part[0]]] == 1 - 0.25);
        CHECK(f.x[f.first_vertex[f.first_part[1]]] == 0 - 0.25);
        CHECK(parts_of(&f, 2) == 1 && f.x[f.first_vertex[f.first_part[2]]] == 2 - 0.5);
        CHECK(parts_of(&f, 3) == 1 && f.x[f.first_vertex[f.first_part[3]]] == 3 - 0.5);
        CHECK(parts_of(&f, 4) == parts_of(&f, 0));
        CHECK(k == 1 || (f.is_hole[1] && !f.is_hole[0] && !f.is_hole[2]));
        cm_features_clear(&from);
        cm_features_clear(&f);
    }
}

TEST(refuses_what_cannot_be_taken)
{
    static const char *const keys[] = {"01"};
    cm_features areas = make(CM_GEOMETRY_POLYGON, "code", keys, 1, 1);
    cm_features lines = make(CM_GEOMETRY_LINE, "code", keys, 1, 1);

    CHECK(cm_features_take_shapes(&areas, "code", &lines, NULL) == CM_ERR_DOMAIN);
    CHECK(cm_features_take_shapes(&areas, "none", &areas, "code") == CM_ERR_FORMAT);
    CHECK(cm_features_take_shapes(&areas, "code", &areas, "none") == CM_ERR_FORMAT);
    CHECK(areas.part_count == 1 && areas.table.row_count == 1);
    cm_features_clear(&lines);
    cm_features_clear(&areas);
}

TEST(leaves_the_layer_as_it_was_when_memory_runs_out)
{
    static const char *const keys[] = {"01", "02"};
    cm_features f = make(CM_GEOMETRY_POLYGON, "code", keys, 2, 0.5);
    cm_features from = make(CM_GEOMETRY_POLYGON, "code", keys, 2, 0.25);
    const size_t live = cm__memory_live();
    size_t n = 1;

    for (cm_status status = CM_ERR_NOMEM; status && n < 100; n++) {
        cm__memory_fail_at(n, false);
        status = cm_features_take_shapes(&f, "code", &from, NULL);
        cm__memory_fail_at(0, false);
        CHECK(status == CM_OK || status == CM_ERR_NOMEM);
        CHECK(cm__memory_live() == live || !status);
        CHECK(f.x[0] == (status ? -0.5 : -0.25) && f.part_count == 3);
    }
    CHECK(n > 3 && n < 100);
    cm_features_clear(&from);
    cm_features_clear(&f);
    CHECK(cm__memory_live() == 0);
}

TEST_MAIN(RUN(takes_all_shapes_of_a_key), RUN(refuses_what_cannot_be_taken),
          RUN(leaves_the_layer_as_it_was_when_memory_runs_out))
