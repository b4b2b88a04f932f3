/* test_export_wkt.c - tests output/export_wkt.c; GDAL reads what it writes. */
#include "output/export_wkt.h"
#include "tests/export_fixture.h"
#include <ogr_api.h>

static void check_row(const cm_features *layer, size_t row, const char *want)
{
    cm__text text = {0};

    cm__text_add(&text, "");
    cm__wkt_add(&text, layer, row);
    CHECK(!text.failed && strcmp(text.bytes, want) == 0);
    if (*want) {
        char *at = text.bytes;
        OGRGeometryH shape = NULL;
        CHECK(OGR_G_CreateFromWkt(&at, NULL, &shape) == OGRERR_NONE && *at == '\0');
        OGR_G_DestroyGeometry(shape);
    }
    cm__text_clear(&text);
}

TEST(writes_a_point_to_its_last_digit)
{
    cm_table table = {0};
    cm_features points = {0};

    CHECK(cm_table_add_rows(&table, 3) == CM_OK);
    CHECK(cm_features_from_table(&points, &table, "EPSG:6668") == CM_OK);
    cm_features_set_point(&points, 0, (cm_point){141.3, 43.0686});
    cm_features_set_point(&points, 1, (cm_point){0.1 + 0.2, -1e-7});
    check_row(&points, 0, "POINT (141.3 43.0686)");
    check_row(&points, 1, "POINT (0.30000000000000004 -1e-07)");
    check_row(&points, 2, "");
    cm_features_clear(&points);
}

/* Adds a ring or line of three or four corners, whose size tells it apart. */
static void add_corners(cm_features *out, double size, bool is_hole)
{
    const double x[] = {0, size, size, 0}, y[] = {0, 0, size, 0};

    CHECK(cm_features_add_part(out, x, y, 4, is_hole) == CM_OK);
}

TEST(tells_parts_and_holes_apart)
{
    static const struct {
        cm_geometry geometry;
        int parts, hole; /* which part is one, -1: none */
        const char *want;
    } rows[] = {
        {CM_GEOMETRY_LINE, 1, -1, "LINESTRING (0 0, 1 0, 1 1, 0 0)"},
        {CM_GEOMETRY_LINE, 2, -1, "MULTILINESTRING ((0 0, 1 0, 1 1, 0 0), (0 0, 2 0, 2 2, 0 0))"},
        {CM_GEOMETRY_POLYGON, 1, -1, "POLYGON ((0 0, 1 0, 1 1, 0 0))"},
        {CM_GEOMETRY_POLYGON, 2, 1, "POLYGON ((0 0, 1 0, 1 1, 0 0), (0 0, 2 0, 2 2, 0 0))"},
        {CM_GEOMETRY_POLYGON, 2, -1,
         "MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)), ((0 0, 2 0, 2 2, 0 0)))"},
        {CM_GEOMETRY_POLYGON, 3, 1,
         "MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0), (0 0, 2 0, 2 2, 0 0)), "
         "((0 0, 3 0, 3 3, 0 0)))"},
        {CM_GEOMETRY_POLYGON, 0, -1, ""},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_features layer = {0};
        CHECK(cm_features_init(&layer, rows[i].geometry, NULL) == CM_OK);
        CHECK(cm_features_add_row(&layer) == CM_OK);
        for (int part = 0; part < rows[i].parts; part++)
            add_corners(&layer, part + 1, part == rows[i].hole);
        check_row(&layer, 0, rows[i].want);
        cm_features_clear(&layer);
    }
}

TEST_MAIN(RUN(writes_a_point_to_its_last_digit), RUN(tells_parts_and_holes_apart))
