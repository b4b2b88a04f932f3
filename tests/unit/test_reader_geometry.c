/* test_reader_geometry.c - tests geo/reader_geometry.c. */
#include "geo/base_memory.h"
#include "geo/gdal_driver.h"
#include "geo/reader_geometry.h"
#include "tests/test.h"

/* Adds a row of a geometry given as WKT. */
static cm_status add(cm_features *features, const char *wkt)
{
    char words[2048], *at = words;
    OGRGeometryH geometry = NULL;
    cm__vertices vertices = {0};
    cm_status status = cm_features_add_row(features);
    cm__gdal block;

    snprintf(words, sizeof words, "%s", wkt);
    cm__gdal_begin(&block);
    CHECK(*wkt == '\0' || OGR_G_CreateFromWkt(&at, NULL, &geometry) == OGRERR_NONE);
    if (!status)
        status = cm__geometry_add(features, geometry, &vertices, "a.gpkg");
    cm__vertices_clear(&vertices);
    OGR_G_DestroyGeometry(geometry);
    return cm__gdal_end(&block, status, CM_ERR_FORMAT, "a.gpkg");
}

/* Parts as "x y,x y;..." with whole numbers, holes in brackets. */
static void print(char *out, size_t size, const cm_features *features)
{
    size_t length = 0;

    out[0] = '\0';
    for (size_t p = 0; p < features->part_count; p++) {
        length += (size_t)snprintf(out + length, size - length, "%s%s", p > 0 ? ";" : "",
                                   features->is_hole[p] ? "[" : "");
        for (size_t i = features->first_vertex[p]; i < features->first_vertex[p + 1]; i++)
            length += (size_t)snprintf(out + length, size - length, "%s%.0f %.0f",
                                       i > features->first_vertex[p] ? "," : "", features->x[i],
                                       features->y[i]);
        length +=
            (size_t)snprintf(out + length, size - length, "%s", features->is_hole[p] ? "]" : "");
    }
}

TEST(takes_lines_and_polygons_apart)
{
    static const struct {
        const char *why;
        cm_geometry geometry;
        const char *wkt, *want;
    } rows[] = {
        {"a line", CM_GEOMETRY_LINE, "LINESTRING(0 0,1 1,2 0)", "0 0,1 1,2 0"},
        {"lines", CM_GEOMETRY_LINE, "MULTILINESTRING((0 0,1 1),(5 5,6 6))", "0 0,1 1;5 5,6 6"},
        {"heights and measures are left away", CM_GEOMETRY_LINE, "LINESTRING ZM(0 0 9 8,1 1 9 8)",
         "0 0,1 1"},
        {"an empty member", CM_GEOMETRY_LINE, "MULTILINESTRING((0 0,1 1),EMPTY)", "0 0,1 1"},
        {"a ring, counter-clockwise", CM_GEOMETRY_POLYGON, "POLYGON((0 0,4 0,4 4,0 0))",
         "0 0,4 0,4 4,0 0"},
        {"a ring that runs the other way", CM_GEOMETRY_POLYGON, "POLYGON((0 0,4 4,4 0,0 0))",
         "0 0,4 0,4 4,0 0"},
        {"a hole, clockwise", CM_GEOMETRY_POLYGON,
         "POLYGON((0 0,9 0,9 9,0 9,0 0),(1 1,1 2,2 2,1 1))",
         "0 0,9 0,9 9,0 9,0 0;[1 1,1 2,2 2,1 1]"},
        {"a hole that runs the other way", CM_GEOMETRY_POLYGON,
         "POLYGON((0 0,9 0,9 9,0 9,0 0),(1 1,2 2,1 2,1 1))",
         "0 0,9 0,9 9,0 9,0 0;[1 1,1 2,2 2,1 1]"},
        {"polygons, the first with a hole", CM_GEOMETRY_POLYGON,
         "MULTIPOLYGON(((0 0,9 0,9 9,0 0),(2 1,3 2,3 1,2 1)),((20 0,21 0,21 1,20 0)))",
         "0 0,9 0,9 9,0 0;[2 1,3 2,3 1,2 1];20 0,21 0,21 1,20 0"},
        {"an open ring is closed", CM_GEOMETRY_POLYGON, "POLYGON((0 0,4 0,4 4))",
         "0 0,4 0,4 4,0 0"},
        {"an empty polygon among others", CM_GEOMETRY_POLYGON,
         "MULTIPOLYGON(EMPTY,((0 0,4 0,4 4,0 0)))", "0 0,4 0,4 4,0 0"},
        {"no geometry", CM_GEOMETRY_POLYGON, "", ""},
        {"an empty geometry", CM_GEOMETRY_POLYGON, "POLYGON EMPTY", ""},
        {"an empty geometry of another kind", CM_GEOMETRY_POLYGON, "POINT EMPTY", ""},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_features features = {0};
        char got[256];
        test_now = rows[i].why;
        CHECK(cm_features_init(&features, rows[i].geometry, NULL) == CM_OK);
        CHECK(add(&features, rows[i].wkt) == CM_OK);
        print(got, sizeof got, &features);
        CHECK(strcmp(got, rows[i].want) == 0);
        CHECK(cm_features_has_place(&features, 0) == (*rows[i].want != '\0'));
        cm_features_clear(&features);
    }
}

TEST(takes_points)
{
    static const struct {
        const char *why, *wkt;
        double x, y;
    } rows[] = {
        {"a point", "POINT(141.35 43.07)", 141.35, 43.07},
        {"with a height", "POINT Z(141.35 43.07 20)", 141.35, 43.07},
        {"a multipoint of one", "MULTIPOINT(141.35 43.07)", 141.35, 43.07},
        {"none", "", NAN, NAN},
        {"an empty one", "POINT EMPTY", NAN, NAN},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_features features = {0};
        test_now = rows[i].why;
        CHECK(cm_features_init(&features, CM_GEOMETRY_POINT, NULL) == CM_OK);
        CHECK(add(&features, rows[i].wkt) == CM_OK);
        CHECK(isnan(rows[i].x) ? isnan(features.x[0]) : features.x[0] == rows[i].x);
        CHECK(isnan(rows[i].y) ? isnan(features.y[0]) : features.y[0] == rows[i].y);
        cm_features_clear(&features);
    }
}

TEST(straightens_curves)
{
    cm_features features = {0};

    CHECK(cm_features_init(&features, CM_GEOMETRY_POLYGON, NULL) == CM_OK);
    CHECK(add(&features, "CURVEPOLYGON(CIRCULARSTRING(0 0,2 0,0 0))") == CM_OK);
    CHECK(features.part_count == 1 && features.vertex_count > 30);
    for (size_t i = 0; i < features.vertex_count; i++)
        CHECK_NEAR(hypot(features.x[i] - 1, features.y[i]), 1, 1e-9);
    cm_features_clear(&features);
}

TEST(refuses_what_a_layer_cannot_hold_and_names_the_row)
{
    static const struct {
        const char *why;
        cm_geometry geometry;
        const char *wkt, *words;
    } rows[] = {
        {"points among polygons", CM_GEOMETRY_POLYGON, "POINT(1 2)", "points among polygons"},
        {"several points", CM_GEOMETRY_POINT, "MULTIPOINT(1 2,3 4)", "more than one point"},
        {"a collection", CM_GEOMETRY_POINT, "GEOMETRYCOLLECTION(POINT(1 2))", "no point, line"},
        {"a surface of triangles", CM_GEOMETRY_POLYGON, "TIN(((0 0,1 0,0 1,0 0)))",
         "no point, line"},
        {"too large a number", CM_GEOMETRY_POINT, "POINT(1e999 2)", "not a finite"},
        {"infinity", CM_GEOMETRY_LINE, "LINESTRING(0 0,-1e999 1)", "not a finite"},
        {"a line of one vertex", CM_GEOMETRY_LINE, "LINESTRING(0 0)", "one vertex"},
        {"a ring of two sides", CM_GEOMETRY_POLYGON, "POLYGON((0 0,1 1,0 0))", "three sides"},
        {"a hole in nothing", CM_GEOMETRY_POLYGON, "POLYGON(EMPTY,(1 1,2 1,2 2,1 1))",
         "without a ring"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_features features = {0};
        test_now = rows[i].why;
        CHECK(cm_features_init(&features, rows[i].geometry, NULL) == CM_OK);
        CHECK(add(&features, "") == CM_OK);
        CHECK(add(&features, rows[i].wkt) == CM_ERR_FORMAT);
        CHECK(strstr(cm_error_text(), "a.gpkg: row 2") != NULL);
        CHECK(strstr(cm_error_text(), rows[i].words) != NULL);
        cm_features_clear(&features);
    }
}

TEST(refuses_a_vertex_that_is_not_a_number)
{
    cm_features features = {0};
    cm__vertices vertices = {0};
    OGRGeometryH line = OGR_G_CreateGeometry(wkbLineString);

    CHECK(cm_features_init(&features, CM_GEOMETRY_LINE, NULL) == CM_OK);
    CHECK(cm_features_add_row(&features) == CM_OK);
    OGR_G_AddPoint_2D(line, 1, 2);
    OGR_G_AddPoint_2D(line, 1, NAN);
    CHECK(cm__geometry_add(&features, line, &vertices, "a") == CM_ERR_FORMAT);
    CHECK(features.part_count == 0);
    OGR_G_DestroyGeometry(line);
    cm__vertices_clear(&vertices);
    cm_features_clear(&features);
}

TEST(reports_memory_that_is_not_there)
{
    for (size_t nth = 1;; nth++) {
        cm_features features = {0};
        CHECK(cm_features_init(&features, CM_GEOMETRY_POLYGON, NULL) == CM_OK);
        cm__memory_fail_at(nth, false);
        const cm_status status = add(&features, "POLYGON((0 0,4 0,4 4,0 0))");
        cm__memory_fail_at(0, false);
        CHECK(status == CM_OK || status == CM_ERR_NOMEM);
        cm_features_clear(&features);
        if (!status)
            break;
    }
    CHECK(cm__memory_live() == 0);
}

TEST_MAIN(RUN(takes_lines_and_polygons_apart), RUN(takes_points), RUN(straightens_curves),
          RUN(refuses_what_a_layer_cannot_hold_and_names_the_row),
          RUN(refuses_a_vertex_that_is_not_a_number), RUN(reports_memory_that_is_not_there))
