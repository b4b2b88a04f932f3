/* test_map_shape.c - tests output/map_shape.c. */
#include "geo/base_memory.h"
#include "output/map_anchor.h"
#include "output/map_path.h"
#include "output/map_shape.h"
#include "tests/unit/map_sheet_fixture.h"
#include <clustermap/reader.h>
#include <geos_c.h>
#include <stdlib.h>

static const cm_style no_style;
static const cm_map_options options = CM_MAP_OPTIONS_INIT;

/* One millimetre is one plane unit; the frame's middle (105, 148.5) is the plane's (0, 0). */
static void init_plain(cm__sheet *sheet, cm_map_layer *layer, const cm_features *features)
{
    init_sheet(sheet, &options, NULL, (cm_lonlat){0, 0}, 1000);
    *layer = (cm_map_layer){.features = features, .style = &no_style, .id = "shapes"};
    sheet->layers = layer;
    sheet->layer_count = 1;
    CHECK(cm__plane_init(&sheet->plane, layer, 1, NULL) == CM_OK);
}

static void add_row(cm_features *features, const double (*at)[2], size_t count)
{
    double x[64], y[64];

    for (size_t i = 0; i < count; i++) {
        x[i] = at[i][0];
        y[i] = at[i][1];
    }
    CHECK(cm_features_add_row(features) == CM_OK);
    CHECK(cm_features_add_part(features, x, y, count, false) == CM_OK);
}

static void clear_plain(cm__sheet *sheet, cm_features *features)
{
    cm__sheet_clear(sheet);
    cm_features_clear(features);
    CHECK(cm__memory_live() == 0);
}

static const double west[][2] = {{-20, 0}, {0, 0}, {0, 10}, {0, 20}, {-20, 20}};
static const double east[][2] = {{0, 0}, {20, 0}, {20, 20}, {0, 20}, {0, 10}};

TEST(the_border_of_two_neighbours_is_loaded_once)
{
    cm_features features = {0};
    cm_map_layer layer;
    cm__edges drawn = {0};
    cm__path first = {0}, second = {0}, whole = {0};
    cm__sheet sheet;

    CHECK(cm_features_init(&features, CM_GEOMETRY_POLYGON, NULL) == CM_OK);
    add_row(&features, west, 5);
    add_row(&features, east, 5);
    init_plain(&sheet, &layer, &features);
    CHECK(cm__shape_load(&first, &sheet, 0, 0, &drawn) == CM_OK);
    CHECK(cm__shape_load(&second, &sheet, 0, 1, &drawn) == CM_OK);
    CHECK(first.part_count == 1 && first.vertex_count == 6);   /* closed by its first vertex */
    CHECK(second.part_count == 1 && second.vertex_count == 4); /* without the middle one */
    CHECK_NEAR(second.x_mm[0], 105, 1e-9);
    CHECK_NEAR(second.y_mm[0], 148.5, 1e-9);
    CHECK_NEAR(second.x_mm[3], 105, 1e-9);
    CHECK_NEAR(second.y_mm[3], 128.5, 1e-9);
    CHECK(cm__shape_load(&whole, &sheet, 0, 1, NULL) == CM_OK);
    CHECK(whole.vertex_count == 6);
    cm__path_clear(&first);
    cm__path_clear(&second);
    cm__path_clear(&whole);
    cm__edges_clear(&drawn);
    clear_plain(&sheet, &features);
}

/* A border of many small bends, walked by one neighbour up and by the other down. */
TEST(on_a_grid_sides_are_long_and_neighbours_still_agree)
{
    double up[62][2], down[62][2];
    cm_features features = {0};
    cm_map_layer layer;
    cm__path left = {0}, right = {0};
    cm__sheet sheet;
    size_t shared = 0;

    for (int i = 0; i < 60; i++) {
        up[i][0] = 0.07 * (i % 4);
        up[i][1] = 0.11 * i;
        down[59 - i][0] = up[i][0];
        down[59 - i][1] = up[i][1];
    }
    up[60][0] = up[61][0] = -5;
    down[60][0] = down[61][0] = 5;
    up[60][1] = down[61][1] = 7;
    up[61][1] = down[60][1] = 0;
    CHECK(cm_features_init(&features, CM_GEOMETRY_POLYGON, NULL) == CM_OK);
    add_row(&features, (const double(*)[2])up, 62);
    add_row(&features, (const double(*)[2])down, 62);
    init_plain(&sheet, &layer, &features);
    sheet.grid_mm = 0.2;
    left.closed = right.closed = true;
    CHECK(cm__shape_load(&left, &sheet, 0, 0, NULL) == CM_OK);
    CHECK(cm__shape_load(&right, &sheet, 0, 1, NULL) == CM_OK);
    CHECK(left.vertex_count < 60 && left.vertex_count > 20);
    for (size_t i = 1; i < left.vertex_count; i++)
        CHECK(hypot(left.x_mm[i] - left.x_mm[i - 1], left.y_mm[i] - left.y_mm[i - 1]) > 0.199);
    for (size_t i = 0; i < left.vertex_count; i++)
        for (size_t k = 0; k < right.vertex_count; k++)
            shared += left.x_mm[i] == right.x_mm[k] && left.y_mm[i] == right.y_mm[k];
    CHECK(shared >= left.vertex_count - 2);
    cm__path_clear(&left);
    cm__path_clear(&right);
    clear_plain(&sheet, &features);
}

TEST(an_area_is_a_ring_without_its_last_vertex)
{
    cm_features features = {0};
    cm_map_layer layer;
    cm__path path = {.closed = true};
    cm__sheet sheet;

    CHECK(cm_features_init(&features, CM_GEOMETRY_POLYGON, NULL) == CM_OK);
    add_row(&features, west, 5);
    init_plain(&sheet, &layer, &features);
    CHECK(cm__shape_load(&path, &sheet, 0, 0, NULL) == CM_OK);
    CHECK(path.part_count == 1 && path.vertex_count == 5);
    cm__path_clear(&path);
    clear_plain(&sheet, &features);
}

TEST(what_no_printer_shows_is_left_out_but_ends_stay)
{
    static const double fine[][2] = {{0, 0},     {0.01, 0}, {0.02, 0}, {0.029, 0},
                                     {0.031, 0}, {5, 0},    {5.01, 0}, {5.02, 0.01}};
    cm_features features = {0};
    cm_map_layer layer;
    cm__path path = {0};
    cm__sheet sheet;

    CHECK(cm_features_init(&features, CM_GEOMETRY_LINE, NULL) == CM_OK);
    add_row(&features, fine, 8);
    init_plain(&sheet, &layer, &features);
    CHECK(cm__shape_load(&path, &sheet, 0, 0, NULL) == CM_OK);
    CHECK(path.vertex_count == 4);
    CHECK_NEAR(path.x_mm[0], 105, 1e-9);
    CHECK_NEAR(path.x_mm[1], 105.031, 1e-9);
    CHECK_NEAR(path.x_mm[3], 110.02, 1e-9);
    cm__path_clear(&path);
    clear_plain(&sheet, &features);
}

TEST(what_lies_beyond_the_frame_is_not_loaded)
{
    static const double far[][2] = {{1000, 0}, {1010, 5}, {1020, 0}};
    cm_features features = {0};
    cm_map_layer layer;
    cm__path path = {0};
    cm__sheet sheet;

    CHECK(cm_features_init(&features, CM_GEOMETRY_LINE, NULL) == CM_OK);
    add_row(&features, far, 3);
    init_plain(&sheet, &layer, &features);
    CHECK(cm__shape_load(&path, &sheet, 0, 0, NULL) == CM_OK);
    CHECK(path.part_count == 0);
    cm__path_clear(&path);
    clear_plain(&sheet, &features);
}

TEST(a_line_is_broken_where_the_projection_does_not_reach)
{
    static const double line[][2] = {{0, 0}, {5, 0}, {9, 9}, {10, 0}, {15, 0}};
    cm_features features = {0};
    cm_map_layer layer;
    cm__path open = {0}, closed = {.closed = true};
    cm__sheet sheet;

    CHECK(cm_features_init(&features, CM_GEOMETRY_LINE, NULL) == CM_OK);
    add_row(&features, line, 5);
    init_plain(&sheet, &layer, &features);
    sheet.plane.layers[0].x[2] = NAN;
    CHECK(cm__shape_load(&open, &sheet, 0, 0, NULL) == CM_OK);
    CHECK(open.part_count == 2 && open.vertex_count == 4);
    CHECK(cm__shape_load(&closed, &sheet, 0, 0, NULL) == CM_OK);
    CHECK(closed.part_count == 1 && closed.vertex_count == 3);
    cm__path_clear(&open);
    cm__path_clear(&closed);
    clear_plain(&sheet, &features);
}

/* ---- against GEOS, on the wards of Sapporo ---- */

static GEOSGeometry *ring_of(GEOSContextHandle_t geos, const cm__sheet *sheet, size_t from,
                             size_t until)
{
    GEOSCoordSequence *const places = GEOSCoordSeq_create_r(geos, (unsigned)(until - from), 2);

    for (size_t i = from; i < until; i++) {
        const cm_point at = cm__page_to_mm(
            &sheet->page, (cm_point){sheet->plane.layers[0].x[i], sheet->plane.layers[0].y[i]});
        GEOSCoordSeq_setXY_r(geos, places, (unsigned)(i - from), at.x, at.y);
    }
    return GEOSGeom_createPolygon_r(geos, GEOSGeom_createLinearRing_r(geos, places), NULL, 0);
}

/* Area of what GEOS leaves of a ring in the frame, and the length of its outline there. */
static void cut_by_geos(GEOSContextHandle_t geos, const cm__sheet *sheet, const size_t range[2],
                        double *out_area, double *out_length)
{
    const cm_box *const f = &sheet->page.frame_mm;
    GEOSGeometry *const ring = ring_of(geos, sheet, range[0], range[1]);
    GEOSGeometry *const frame =
        GEOSGeom_createRectangle_r(geos, f->x_min, f->y_min, f->x_max, f->y_max);
    GEOSGeometry *const part = GEOSIntersection_r(geos, ring, frame);
    GEOSGeometry *const outline = GEOSBoundary_r(geos, ring);
    GEOSGeometry *const seen = GEOSIntersection_r(geos, outline, frame);

    CHECK(part && seen && GEOSArea_r(geos, part, out_area) && GEOSLength_r(geos, seen, out_length));
    GEOSGeom_destroy_r(geos, ring);
    GEOSGeom_destroy_r(geos, frame);
    GEOSGeom_destroy_r(geos, part);
    GEOSGeom_destroy_r(geos, outline);
    GEOSGeom_destroy_r(geos, seen);
}

static double length_of(const cm__path *path)
{
    double length = 0;

    for (size_t part = 0; part < path->part_count; part++)
        for (size_t i = path->starts[part] + 1; i < cm__path_part_end(path, part); i++)
            length += hypot(path->x_mm[i] - path->x_mm[i - 1], path->y_mm[i] - path->y_mm[i - 1]);
    return length;
}

static void compare_row(GEOSContextHandle_t geos, const cm__sheet *sheet, size_t row)
{
    const cm_features *const features = sheet->layers[0].features;
    const size_t part = features->first_part[row];
    const size_t range[2] = {features->first_vertex[part], features->first_vertex[part + 1]};
    cm__path area = {.closed = true}, line = {0};
    double want_area = 0, want_length = 0;

    cut_by_geos(geos, sheet, range, &want_area, &want_length);
    CHECK(cm__shape_load(&area, sheet, 0, row, NULL) == CM_OK);
    CHECK(cm__path_cut(&area, &sheet->page.frame_mm) == CM_OK);
    CHECK(cm__shape_load(&line, sheet, 0, row, NULL) == CM_OK);
    CHECK(cm__path_cut(&line, &sheet->page.frame_mm) == CM_OK);
    /* vertices are left out where they are nearer than 0.03 mm */
    CHECK_NEAR(cm__path_area(&area), want_area, 0.001 + 0.003 * want_length);
    CHECK_NEAR(length_of(&line), want_length, 0.1 + 0.03 * want_length);
    cm__path_clear(&area);
    cm__path_clear(&line);
}

TEST(what_is_cut_at_the_frame_is_what_geos_cuts)
{
    static const double scales[] = {150000, 60000};
    const char *const data = getenv("CM_TEST_DATA");
    const GEOSContextHandle_t geos = GEOS_init_r();
    const cm_read_options reading = CM_READ_OPTIONS_INIT;
    cm_features features = {0};
    char path[500];

    snprintf(path, sizeof path, "%s/boundaries/sapporo_wards_detail.geojson", data ? data : "");
    if (cm_features_read(&features, path, &reading, NULL)) {
        printf("skipped: no %s\n", path);
        GEOS_finish_r(geos);
        return;
    }
    for (size_t i = 0; i < 2; i++) {
        const cm_map_layer layer = {.features = &features, .style = &no_style, .id = "wards"};
        cm__sheet sheet;
        init_sheet(&sheet, &options, "EPSG:6680", (cm_lonlat){141.385, 43.045}, scales[i]);
        cm__plane_clear(&sheet.plane);
        sheet.layers = &layer;
        sheet.layer_count = 1;
        CHECK(cm__plane_init(&sheet.plane, &layer, 1, NULL) == CM_OK);
        for (size_t row = 0; row < features.table.row_count; row++)
            if (features.first_part[row + 1] == features.first_part[row] + 1)
                compare_row(geos, &sheet, row);
        cm__sheet_clear(&sheet);
    }
    cm_features_clear(&features);
    GEOS_finish_r(geos);
}

TEST_MAIN(RUN(what_is_cut_at_the_frame_is_what_geos_cuts),
          RUN(the_border_of_two_neighbours_is_loaded_once),
          RUN(on_a_grid_sides_are_long_and_neighbours_still_agree),
          RUN(an_area_is_a_ring_without_its_last_vertex),
          RUN(what_no_printer_shows_is_left_out_but_ends_stay),
          RUN(what_lies_beyond_the_frame_is_not_loaded),
          RUN(a_line_is_broken_where_the_projection_does_not_reach))
