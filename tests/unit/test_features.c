/* test_features.c - tests geo/features.c. */
#include "geo/base_memory.h"
#include "tests/test.h"
#include <clustermap/features.h>

static const double square_x[] = {0, 4, 4, 0, 0}, square_y[] = {0, 0, 4, 4, 0};

/* A layer of polygons: row i has i parts, the second a hole, all moved i units to the east. */
static cm_features staircase(size_t rows)
{
    cm_features features = {0};

    CHECK(cm_features_init(&features, CM_GEOMETRY_POLYGON, "EPSG:6668") == CM_OK);
    CHECK(cm_table_add_column(&features.table, NULL, "id", CM_COLUMN_INTEGER) == CM_OK);
    for (size_t row = 0; row < rows; row++) {
        double x[5];
        CHECK(cm_features_add_row(&features) == CM_OK);
        cm_table_set_integer(&features.table, row, 0, (int64_t)row);
        for (size_t i = 0; i < 5; i++)
            x[i] = square_x[i] + (double)row;
        for (size_t part = 0; part < row; part++)
            CHECK(cm_features_add_part(&features, x, square_y, 5, part == 1) == CM_OK);
    }
    return features;
}

static bool is_step(const cm_features *features, size_t row, size_t number)
{
    const size_t begin = features->first_part[row], end = features->first_part[row + 1];

    if (end - begin != number || features->table.columns[0].integers[row] != (int64_t)number)
        return false;
    for (size_t part = begin; part < end; part++) {
        const size_t vertex = features->first_vertex[part];
        if (features->first_vertex[part + 1] - vertex != 5 ||
            features->is_hole[part] != (part == begin + 1) ||
            features->x[vertex] != (double)number || features->y[vertex + 2] != 4)
            return false;
    }
    return true;
}

TEST(holds_parts_while_it_grows)
{
    cm_features features = staircase(60);

    for (size_t row = 0; row < 60; row++)
        CHECK(is_step(&features, row, row));
    CHECK(!cm_features_has_place(&features, 0) && cm_features_has_place(&features, 1));
    CHECK(strcmp(features.crs, "EPSG:6668") == 0);
    cm_features_clear(&features);
    CHECK(cm__memory_live() == 0 && !features.crs && !features.x);
    cm_features_clear(NULL);
}

TEST(holds_points)
{
    cm_features features = {0};
    cm_box box;

    CHECK(cm_features_init(&features, CM_GEOMETRY_POINT, NULL) == CM_OK && !features.crs);
    box = cm_features_get_bounds(&features);
    CHECK(box.x_min == INFINITY && box.y_max == -INFINITY);
    for (size_t i = 0; i < 100; i++) {
        CHECK(cm_features_add_row(&features) == CM_OK);
        CHECK(!cm_features_has_place(&features, i));
        cm_features_set_point(&features, i, (cm_point){(double)i, -(double)i});
    }
    cm_features_set_point(&features, 50, (cm_point){NAN, 1e9});
    CHECK(features.vertex_count == 100 && features.x[99] == 99 && features.y[99] == -99);
    CHECK(!cm_features_has_place(&features, 50) && cm_features_has_place(&features, 51));
    box = cm_features_get_bounds(&features);
    CHECK(box.x_min == 0 && box.x_max == 99 && box.y_min == -99 && box.y_max == 0);
    cm_features_clear(&features);
}

TEST(makes_points_out_of_a_table)
{
    cm_table table = {0};
    cm_features features = {0};

    CHECK(cm_table_add_column(&table, NULL, "name", CM_COLUMN_TEXT) == CM_OK);
    CHECK(cm_table_add_rows(&table, 3) == CM_OK);
    for (int for_ever = 0; for_ever <= 1; for_ever++) {
        cm__memory_fail_at(2, for_ever);
        CHECK(cm_features_from_table(&features, &table, "EPSG:6668") == CM_ERR_NOMEM);
        cm__memory_fail_at(0, false);
        CHECK(table.row_count == 3 && !features.x && features.geometry == CM_GEOMETRY_NONE);
    }
    CHECK(cm_features_from_table(&features, &table, "EPSG:6668") == CM_OK);
    CHECK(!table.columns && features.table.row_count == 3 && features.vertex_count == 3);
    CHECK(!cm_features_has_place(&features, 2) && strcmp(features.crs, "EPSG:6668") == 0);
    cm_features_clear(&features);
    CHECK(cm_features_from_table(&features, &table, NULL) == CM_OK && !features.crs);
    CHECK(features.geometry == CM_GEOMETRY_POINT && cm_features_add_row(&features) == CM_OK);
    cm_features_clear(&features);
    CHECK(cm__memory_live() == 0);
}

TEST(closes_rings_and_refuses_what_is_none)
{
    static const struct {
        const char *why;
        cm_geometry geometry;
        size_t count;
        double x[5], y[5];
        bool is_hole;
        cm_status want;
        size_t vertices;
    } rows[] = {
        {"closed", CM_GEOMETRY_POLYGON, 4, {0, 1, 1, 0}, {0, 0, 1, 0}, false, CM_OK, 4},
        {"open", CM_GEOMETRY_POLYGON, 3, {0, 1, 1}, {0, 0, 1}, false, CM_OK, 4},
        {"closed of three", CM_GEOMETRY_POLYGON, 3, {0, 1, 0}, {0, 0, 0}, false, CM_ERR_DOMAIN, 0},
        {"open of two", CM_GEOMETRY_POLYGON, 2, {0, 1}, {0, 0}, false, CM_ERR_DOMAIN, 0},
        {"no vertex", CM_GEOMETRY_POLYGON, 0, {0}, {0}, false, CM_ERR_DOMAIN, 0},
        {"first is NaN",
         CM_GEOMETRY_POLYGON,
         4,
         {NAN, 1, 1, 0},
         {0, 0, 1},
         false,
         CM_ERR_DOMAIN,
         0},
        {"infinite",
         CM_GEOMETRY_POLYGON,
         4,
         {0, 1, 1, 0},
         {0, 0, INFINITY},
         false,
         CM_ERR_DOMAIN,
         0},
        {"hole first", CM_GEOMETRY_POLYGON, 4, {0, 1, 1, 0}, {0, 0, 1, 0}, true, CM_ERR_DOMAIN, 0},
        {"line", CM_GEOMETRY_LINE, 2, {0, 1}, {0, 0}, false, CM_OK, 2},
        {"line back to its start", CM_GEOMETRY_LINE, 3, {0, 1, 0}, {0, 0, 0}, false, CM_OK, 3},
        {"line of one", CM_GEOMETRY_LINE, 1, {0}, {0}, false, CM_ERR_DOMAIN, 0},
        {"line to nowhere", CM_GEOMETRY_LINE, 2, {0, 1}, {0, NAN}, false, CM_ERR_DOMAIN, 0},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_features features = {0};
        test_now = rows[i].why;
        CHECK(cm_features_init(&features, rows[i].geometry, NULL) == CM_OK);
        CHECK(cm_features_add_row(&features) == CM_OK);
        CHECK(cm_features_add_part(&features, rows[i].x, rows[i].y, rows[i].count,
                                   rows[i].is_hole) == rows[i].want);
        CHECK(features.vertex_count == rows[i].vertices);
        CHECK(features.part_count == (rows[i].want == CM_OK));
        CHECK(features.first_part[1] == features.part_count);
        if (features.vertex_count > 0 && rows[i].geometry == CM_GEOMETRY_POLYGON)
            CHECK(features.x[0] == features.x[features.vertex_count - 1]);
        cm_features_clear(&features);
    }
}

TEST(keeps_the_rows_selected_with_their_shapes)
{
    static const struct {
        const char *why;
        size_t count, rows[5];
    } cases[] = {{"none", 0, {0}},
                 {"all", 5, {0, 1, 2, 3, 4}},
                 {"some", 3, {0, 2, 3}},
                 {"without the first", 4, {1, 2, 3, 4}},
                 {"the last", 1, {4}}};

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const size_t count = cases[i].count;
        cm_features features = staircase(5);
        test_now = cases[i].why;
        CHECK(cm_features_select_rows(&features, cases[i].rows, count) == CM_OK);
        CHECK(features.table.row_count == count);
        for (size_t row = 0; row < count; row++)
            CHECK(is_step(&features, row, cases[i].rows[row]));
        CHECK(features.first_vertex[features.part_count] == features.vertex_count);
        for (size_t more = 0; more < 40; more++)
            CHECK(cm_features_add_row(&features) == CM_OK);
        CHECK(cm_features_add_part(&features, square_x, square_y, 5, false) == CM_OK);
        CHECK(count == 0 || is_step(&features, count - 1, cases[i].rows[count - 1]));
        cm_features_clear(&features);
    }
}

TEST(keeps_the_points_selected)
{
    static const size_t rows[] = {1, 3};
    cm_features features = {0};

    CHECK(cm_features_init(&features, CM_GEOMETRY_POINT, NULL) == CM_OK);
    for (size_t i = 0; i < 5; i++) {
        CHECK(cm_features_add_row(&features) == CM_OK);
        cm_features_set_point(&features, i, (cm_point){(double)i, 10 * (double)i});
    }
    CHECK(cm_features_select_rows(&features, rows, 2) == CM_OK);
    CHECK(features.vertex_count == 2 && features.x[1] == 3 && features.y[0] == 10);
    cm_features_clear(&features);
}

TEST(copies_without_sharing)
{
    cm_features features = staircase(16), copy = {0};

    CHECK(cm_features_set_name(&features, "wards") == CM_OK);
    CHECK(cm_features_set_title(&features, "区") == CM_OK);
    CHECK(cm_features_set_source(&features, "MLIT") == CM_OK);
    CHECK(cm_features_copy(&copy, &features) == CM_OK);
    CHECK(cm_features_set_source(&features, NULL) == CM_OK && !features.source);
    cm_features_clear(&features);
    for (size_t row = 0; row < 16; row++)
        CHECK(is_step(&copy, row, row));
    CHECK(strcmp(copy.name, "wards") == 0 && strcmp(copy.title, "区") == 0);
    CHECK(strcmp(copy.source, "MLIT") == 0 && strcmp(copy.crs, "EPSG:6668") == 0);
    for (size_t more = 0; more < 40; more++)
        CHECK(cm_features_add_row(&copy) == CM_OK);
    CHECK(cm_features_add_part(&copy, square_x, square_y, 5, false) == CM_OK);
    CHECK(is_step(&copy, 15, 15) && cm_features_has_place(&copy, 55));
    cm_features_clear(&copy);
    CHECK(cm__memory_live() == 0);
}

static cm_status add_shapes(cm_features *features, size_t count)
{
    cm_status status = CM_OK;

    for (size_t i = 0; !status && i < count; i++) {
        status = cm_features_add_row(features);
        if (!status)
            status = cm_features_add_part(features, square_x, square_y, 5, false);
    }
    return status;
}

static bool holds_squares_from(const cm_features *features, size_t vertex)
{
    for (size_t i = vertex; i < features->vertex_count; i++)
        if (features->x[i] != square_x[i % 5] || features->y[i] != square_y[i % 5])
            return false;
    return features->first_vertex[features->part_count] == features->vertex_count &&
           features->vertex_count == 5 * features->part_count;
}

TEST(is_as_before_when_memory_fails_while_it_grows)
{
    cm_features whole = staircase(3);

    cm__memory_fail_at(0, false);
    CHECK(add_shapes(&whole, 100) == CM_OK);
    const size_t count = cm__memory_fail_at(0, false);
    cm_features_clear(&whole);
    for (size_t nth = 1; nth <= count; nth++)
        for (int for_ever = 0; for_ever <= 1; for_ever++) {
            cm_features features = staircase(3);
            cm__memory_fail_at(nth, for_ever);
            CHECK(add_shapes(&features, 100) == CM_ERR_NOMEM);
            cm__memory_fail_at(0, false);
            CHECK(holds_squares_from(&features, 15));
            CHECK(add_shapes(&features, 100) == CM_OK && holds_squares_from(&features, 15));
            for (size_t row = 0; row < 3; row++)
                CHECK(is_step(&features, row, row));
            cm_features_clear(&features);
        }
    CHECK(count > 10 && cm__memory_live() == 0);
}

TEST(copies_and_starts_wholly_or_not)
{
    cm_features features = staircase(15), copy = {0}, fresh = {0};

    cm__memory_fail_at(0, false);
    CHECK(cm_features_copy(&copy, &features) == CM_OK);
    const size_t to_copy = cm__memory_fail_at(0, false);
    CHECK(cm_features_init(&fresh, CM_GEOMETRY_LINE, "EPSG:6680") == CM_OK);
    const size_t to_start = cm__memory_fail_at(0, false);
    cm_features_clear(&copy);
    cm_features_clear(&fresh);
    for (size_t nth = 1; nth <= to_copy || nth <= to_start; nth++)
        for (int for_ever = 0; for_ever <= 1; for_ever++) {
            cm__memory_fail_at(nth, for_ever);
            const cm_status copied = cm_features_copy(&copy, &features);
            cm__memory_fail_at(nth, for_ever);
            const cm_status made = cm_features_init(&fresh, CM_GEOMETRY_LINE, "EPSG:6680");
            cm__memory_fail_at(0, false);
            CHECK(copied == (nth <= to_copy ? CM_ERR_NOMEM : CM_OK));
            CHECK(made == (nth <= to_start ? CM_ERR_NOMEM : CM_OK));
            CHECK(!copy.table.columns == (copied != CM_OK) && !fresh.first_part == (made != CM_OK));
            cm_features_clear(&copy);
            cm_features_clear(&fresh);
        }
    cm_features_clear(&features);
    CHECK(to_copy > 8 && cm__memory_live() == 0);
}

/* Segments come in blocks, after other lines, and some are none. */
TEST(adds_many_segments)
{
    enum { BLOCK = 37, BLOCKS = 60 };
    const double bent_x[] = {0, 1, 2}, bent_y[] = {0, 0, 5};
    cm_features lines = {.geometry = CM_GEOMETRY_NONE};
    size_t part = 1;

    CHECK(cm_features_init(&lines, CM_GEOMETRY_LINE, NULL) == CM_OK);
    CHECK(cm_table_add_column(&lines.table, NULL, "a", CM_COLUMN_REAL) == CM_OK);
    CHECK(cm_features_add_row(&lines) == CM_OK);
    CHECK(cm_features_add_part(&lines, bent_x, bent_y, 3, false) == CM_OK);
    CHECK(cm_features_add_segments(&lines, NULL, NULL, 0) == CM_OK && lines.part_count == 1);
    for (int b = 0; b < BLOCKS; b++) {
        double x[2 * BLOCK], y[2 * BLOCK];
        for (int i = 0; i < BLOCK; i++) {
            x[2 * i] = b;
            y[2 * i] = i;
            x[2 * i + 1] = i % 3 ? b + 1 : b;
            y[2 * i + 1] = i % 5 ? i + 1 : i;
        }
        CHECK(cm_features_add_segments(&lines, x, y, BLOCK) == CM_OK);
    }
    CHECK(cm_features_add_row(&lines) == CM_OK); /* the room that is counted on is there */
    CHECK(cm_features_add_part(&lines, bent_x, bent_y, 3, false) == CM_OK);
    CHECK(lines.table.row_count == 2 + BLOCK * BLOCKS);
    for (size_t row = 1; row <= BLOCK * BLOCKS; row++) {
        const size_t i = (row - 1) % BLOCK, b = (row - 1) / BLOCK;
        const bool has_line = i % 3 || i % 5;
        CHECK(lines.first_part[row] == part && lines.first_part[row + 1] == part + has_line);
        CHECK(isnan(cm_table_get_number(&lines.table, row, 0)) &&
              cm_features_has_place(&lines, row) == has_line);
        if (!has_line)
            continue;
        const size_t v = lines.first_vertex[part++];
        CHECK(lines.x[v] == (double)b && lines.y[v] == (double)i);
        CHECK(lines.x[v + 1] == (double)(b + (i % 3 > 0)) &&
              lines.y[v + 1] == (double)(i + (i % 5 > 0)));
        CHECK(lines.first_vertex[part] == v + 2);
    }
    CHECK(lines.part_count == part + 1);
    cm_features_clear(&lines);
    CHECK(cm__memory_live() == 0);
}

TEST_MAIN(RUN(holds_parts_while_it_grows), RUN(holds_points), RUN(makes_points_out_of_a_table),
          RUN(closes_rings_and_refuses_what_is_none),
          RUN(keeps_the_rows_selected_with_their_shapes), RUN(keeps_the_points_selected),
          RUN(copies_without_sharing), RUN(is_as_before_when_memory_fails_while_it_grows),
          RUN(copies_and_starts_wholly_or_not), RUN(adds_many_segments))
