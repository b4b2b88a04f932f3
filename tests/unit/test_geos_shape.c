/* test_geos_shape.c - tests layers/geos_shape.c. */
#include "layers/geos_shape.h"
#include "tests/window_fixture.h"

static void check_round_trip(const cm_features *of, size_t row)
{
    cm__geos geos = {NULL, ""};
    GEOSGeometry *shape = NULL;
    cm_features back = polygons_make();
    const size_t first = of->first_vertex[of->first_part[row]];
    const size_t count = of->first_vertex[of->first_part[row + 1]] - first;

    CHECK(cm__geos_open(&geos) == CM_OK);
    CHECK(cm__geos_from_row(&shape, &geos, of, row) == CM_OK);
    CHECK(cm_features_add_row(&back) == CM_OK);
    CHECK(cm__geos_add_polygons(&back, &geos, shape) == CM_OK);
    CHECK(back.vertex_count == count);
    CHECK(memcmp(back.x, of->x + first, count * sizeof(double)) == 0);
    CHECK(memcmp(back.y, of->y + first, count * sizeof(double)) == 0);
    CHECK(back.part_count == of->first_part[row + 1] - of->first_part[row]);
    for (size_t p = 0; p < back.part_count; p++)
        CHECK(back.is_hole[p] == of->is_hole[of->first_part[row] + p]);
    GEOSGeom_destroy_r(geos.handle, shape);
    cm__geos_close(&geos);
    cm_features_clear(&back);
}

TEST(polygons_come_back_as_they_went)
{
    cm_features polygons = polygons_make();

    polygons_add_box(&polygons, 0, 0, 10, 10, false);
    polygons_add_box(&polygons, 1, 1, 2, 2, true);
    polygons_add_box(&polygons, 5, 5, 7, 7, true);
    polygons_add_star(&polygons, (cm_point){100, 100}, 30, 50, 3);
    const double x[] = {200, 300, 250}, y[] = {0, 0, 50};
    CHECK(cm_features_add_part(&polygons, x, y, 3, false) == CM_OK); /* a second polygon */
    CHECK(cm_features_add_row(&polygons) == CM_OK);                  /* and a row of none */
    for (size_t row = 0; row < 2; row++)
        check_round_trip(&polygons, row);
    cm_features_clear(&polygons);
}

static cm_features read_text(const char *text)
{
    cm__geos geos = {NULL, ""};
    cm_features out = polygons_make();

    CHECK(cm__geos_open(&geos) == CM_OK);
    GEOSWKTReader *const reader = GEOSWKTReader_create_r(geos.handle);
    GEOSGeometry *const shape = GEOSWKTReader_read_r(geos.handle, reader, text);
    CHECK(cm_features_add_row(&out) == CM_OK);
    CHECK(cm__geos_add_polygons(&out, &geos, shape) == CM_OK);
    GEOSGeom_destroy_r(geos.handle, shape);
    GEOSWKTReader_destroy_r(geos.handle, reader);
    cm__geos_close(&geos);
    return out;
}

TEST(rings_are_turned_and_lines_are_left)
{
    static const struct {
        const char *text;
        size_t parts, vertices;
    } rows[] = {
        {"POLYGON EMPTY", 0, 0},
        {"POINT (1 2)", 0, 0},
        {"LINESTRING (0 0, 1 1)", 0, 0},
        {"POLYGON ((0 0, 0 9, 9 9, 9 0, 0 0), (1 1, 2 1, 2 2, 1 1))", 2, 9},
        {"GEOMETRYCOLLECTION (POINT (1 2), POLYGON ((0 0, 0 9, 9 9, 0 0)), LINESTRING (0 0, 1 1))",
         1, 4},
        {"MULTIPOLYGON (((0 0, 0 9, 9 9, 0 0)), ((20 0, 20 9, 29 9, 20 0)))", 2, 8},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_features made = read_text(rows[i].text);
        test_now = rows[i].text;
        CHECK(made.part_count == rows[i].parts && made.vertex_count == rows[i].vertices);
        for (size_t p = 0; p < made.part_count; p++) {
            const size_t first = made.first_vertex[p];
            double sum = 0;
            for (size_t k = first; k + 1 < made.first_vertex[p + 1]; k++)
                sum += made.x[k] * made.y[k + 1] - made.x[k + 1] * made.y[k];
            CHECK((sum < 0) == made.is_hole[p]);
        }
        cm_features_clear(&made);
    }
}

TEST(a_failure_says_why)
{
    cm__geos geos = {NULL, ""};

    CHECK(cm__geos_open(&geos) == CM_OK);
    CHECK(cm__geos_fail(&geos, "it") == CM_ERR_FORMAT);
    CHECK(strcmp(cm_error_text(), "it failed: GEOS gives no reason") == 0);
    GEOSWKTReader *const reader = GEOSWKTReader_create_r(geos.handle);
    CHECK(!GEOSWKTReader_read_r(geos.handle, reader, "POLYGON ((0 0, 1 1"));
    CHECK(cm__geos_fail(&geos, "it") == CM_ERR_FORMAT);
    CHECK(strstr(cm_error_text(), "it failed: ParseException") != NULL);
    GEOSWKTReader_destroy_r(geos.handle, reader);
    cm__geos_close(&geos);
    cm__geos_close(&geos); /* twice is no harm */
}

TEST_MAIN(RUN(polygons_come_back_as_they_went), RUN(rings_are_turned_and_lines_are_left),
          RUN(a_failure_says_why))
