/* test_map_shape.c - tests output/map_shape.c. */
#include "geo/base_memory.h"
#include "output/map_path.h"
#include "output/map_shape.h"
#include "tests/unit/map_sheet_fixture.h"

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

TEST_MAIN(RUN(the_border_of_two_neighbours_is_loaded_once),
          RUN(an_area_is_a_ring_without_its_last_vertex),
          RUN(what_no_printer_shows_is_left_out_but_ends_stay),
          RUN(what_lies_beyond_the_frame_is_not_loaded),
          RUN(a_line_is_broken_where_the_projection_does_not_reach))
