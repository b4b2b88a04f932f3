/* test_map_view.c - tests output/map_view.c. */
#include "geo/base_memory.h"
#include "output/map_theme.h"
#include "output/map_view.h"
#include "tests/unit/map_sheet_fixture.h"

static const cm_style no_style;

/* One member near Sapporo's station, in plane XII. */
typedef struct view_scene {
    cm_features members;
    cm_map_layer layer;
    cm_map_options options;
    cm__sheet sheet;
} view_scene;

static void begin(view_scene *s)
{
    *s = (view_scene){.options = CM_MAP_OPTIONS_INIT};
    CHECK(cm_features_init(&s->members, CM_GEOMETRY_POINT, CM_CRS_LONLAT) == CM_OK);
    CHECK(cm_features_add_row(&s->members) == CM_OK);
    cm_features_set_point(&s->members, 0, (cm_point){141.3507, 43.0695});
    s->layer = (cm_map_layer){
        .features = &s->members, .style = &no_style, .id = "members", .role = CM_MAP_MEMBERS};
    s->sheet = (cm__sheet){
        .layers = &s->layer,
        .layer_count = 1,
        .options = &s->options,
        .page = {
            .width_mm = 210, .height_mm = 297, .margin_mm = 12, .frame_mm = {16, 32, 194, 265}}};
    CHECK(cm__plane_init(&s->sheet.plane, &s->layer, 1, NULL) == CM_OK);
}

static void end(view_scene *s)
{
    cm__sheet_clear(&s->sheet);
    cm_features_clear(&s->members);
    CHECK(cm__memory_live() == 0);
}

static cm_lonlat middle(const view_scene *s)
{
    return cm__plane_get_lonlat(&s->sheet.plane, s->sheet.page.centre);
}

TEST(looks_at_what_was_asked_for)
{
    static const struct {
        const char *why;
        cm_box bounds;
        cm_lonlat centre;
        double scale;
        cm_lonlat want;
        double want_scale;
    } rows[] = {
        {"the subject", {NAN, NAN, NAN, NAN}, {NAN, NAN}, 0, {141.3507, 43.0695}, 10000},
        {"a centre", {NAN, NAN, NAN, NAN}, {141, 43}, 50000, {141, 43}, 50000},
        {"a box", {141, 43, 141.2, 43.1}, {NAN, NAN}, 0, {141.1, 43.05}, 100000},
        {"a tall box", {141, 43, 141.1, 43.5}, {NAN, NAN}, 0, {141.05, 43.25}, 250000},
        {"a box at a scale", {141, 43, 141.2, 43.1}, {NAN, NAN}, 80000, {141.1, 43.05}, 80000},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        view_scene s;
        test_now = rows[i].why;
        begin(&s);
        s.options.bounds = rows[i].bounds;
        s.options.centre = rows[i].centre;
        s.options.scale = rows[i].scale;
        CHECK(cm__view_set_centre(&s.sheet) == CM_OK);
        cm__view_set_scale(&s.sheet);
        CHECK(cm__view_check_scale(&s.sheet) == CM_OK);
        const cm_lonlat seen = middle(&s);
        CHECK_NEAR(seen.lon_deg, rows[i].want.lon_deg, 2e-3);
        CHECK_NEAR(seen.lat_deg, rows[i].want.lat_deg, 2e-3);
        CHECK(s.sheet.page.scale == rows[i].want_scale);
        end(&s);
    }
}

TEST(the_box_asked_for_is_in_the_frame)
{
    view_scene s;

    begin(&s);
    s.options.bounds = (cm_box){139, 41.4, 146, 45.6};
    CHECK(cm__view_set_centre(&s.sheet) == CM_OK);
    cm__view_set_scale(&s.sheet);
    const cm_box frame = cm__page_get_extent(&s.sheet.page);
    for (int i = 0; i <= 100; i++)
        for (int side = 0; side < 4; side++) {
            const double share = i / 100.0, lon = 139 + 7 * share, lat = 41.4 + 4.2 * share;
            cm_point at = {side < 2    ? lon
                           : side == 2 ? 139
                                       : 146,
                           side == 0   ? 41.4
                           : side == 1 ? 45.6
                                       : lat};
            CHECK(cm_crs_transform(s.sheet.plane.lonlat, s.sheet.plane.crs, &at.x, &at.y, 1,
                                   NULL) == CM_OK);
            CHECK(cm__box_holds_point(&frame, at));
        }
    end(&s);
}

TEST(refuses_what_lies_beyond_the_projection)
{
    view_scene s;

    begin(&s);
    CHECK(cm__view_set_centre(&s.sheet) == CM_OK);
    s.options.scale = 1e6;
    cm__view_set_scale(&s.sheet);
    CHECK(cm__view_check_scale(&s.sheet) == CM_OK);
    s.options.scale = 1e9;
    cm__view_set_scale(&s.sheet);
    CHECK(cm__view_check_scale(&s.sheet) == CM_ERR_DOMAIN);
    s.options.centre = (cm_lonlat){141.35, 91};
    CHECK(cm__view_set_centre(&s.sheet) == CM_ERR_DOMAIN);
    end(&s);
}

TEST(refuses_bounds_that_are_none)
{
    static const struct {
        const char *why;
        cm_box bounds;
    } rows[] = {
        {"east of west is west", {141, 43, 140, 43.1}},
        {"south of the pole", {141, -95, 142, 43}},
        {"both north of it", {141, 91, 142, 95}},
        {"beyond the date line", {170, 40, 190, 45}},
        {"half of them", {141, NAN, 142, 43}},
        {"nowhere", {141, 43, 141, 43.1}},
        {"endless", {-INFINITY, 43, INFINITY, 44}},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        view_scene s;
        test_now = rows[i].why;
        begin(&s);
        s.options.bounds = rows[i].bounds;
        CHECK(cm__view_set_centre(&s.sheet) == CM_ERR_DOMAIN);
        CHECK(strstr(cm_error_text(), "bounds") != NULL);
        end(&s);
    }
}

TEST(large_symbols_stay_inside_the_frame)
{
    static const double sizes_mm[] = {2, 20, 60};

    for (size_t i = 0; i < 3; i++) {
        const cm_symbol symbol = {.size_mm = sizes_mm[i], .fill = {0, 0, 0, 255}};
        view_scene s;
        cm_style style = {0};
        begin(&s);
        CHECK(cm_style_single(&style, &symbol, NULL) == CM_OK);
        s.layer.style = &style;
        CHECK(cm_features_add_row(&s.members) == CM_OK);
        cm_features_set_point(&s.members, 1, (cm_point){141.5, 43.2});
        cm__plane_clear(&s.sheet.plane);
        CHECK(cm__plane_init(&s.sheet.plane, &s.layer, 1, NULL) == CM_OK);
        CHECK(cm__theme_classify(&s.sheet) == CM_OK);
        CHECK(cm__view_set_centre(&s.sheet) == CM_OK);
        cm__view_set_scale(&s.sheet);
        CHECK(cm__theme_holds(&s.sheet, 0, 0) && cm__theme_holds(&s.sheet, 0, 1));
        cm_style_clear(&style);
        end(&s);
    }
}

TEST_MAIN(RUN(looks_at_what_was_asked_for), RUN(the_box_asked_for_is_in_the_frame),
          RUN(refuses_what_lies_beyond_the_projection), RUN(refuses_bounds_that_are_none),
          RUN(large_symbols_stay_inside_the_frame))
