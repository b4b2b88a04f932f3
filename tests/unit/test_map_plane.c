/* test_map_plane.c - tests output/map_plane.c. */
#include "geo/base_memory.h"
#include "output/map_plane.h"
#include "tests/test.h"

static const cm_style no_style;

static void init_points(cm_features *out, const char *crs, const cm_point *at, size_t count)
{
    CHECK(cm_features_init(out, CM_GEOMETRY_POINT, crs) == CM_OK);
    for (size_t i = 0; i < count; i++) {
        CHECK(cm_features_add_row(out) == CM_OK);
        cm_features_set_point(out, i, at[i]);
    }
}

static cm_map_layer layer_of(const cm_features *features, const char *id, cm_map_role role)
{
    return (cm_map_layer){.features = features, .style = &no_style, .id = id, .role = role};
}

static const cm_point sapporo[] = {{141.35, 43.07}, {141.49, 43.03}, {NAN, NAN}};
static const cm_point naha[] = {{127.68, 26.21}};

TEST(the_members_choose_the_plane)
{
    cm_features members = {0}, far = {0};
    cm__plane plane = {0};

    init_points(&members, CM_CRS_LONLAT, sapporo, 3);
    init_points(&far, CM_CRS_LONLAT, naha, 1);
    const cm_map_layer layers[] = {layer_of(&far, "far", CM_MAP_LINES),
                                   layer_of(&members, "members", CM_MAP_MEMBERS)};
    CHECK(cm__plane_init(&plane, layers, 2, NULL) == CM_OK);
    CHECK(strcmp(cm_crs_get_definition(plane.crs), "EPSG:6680") == 0);
    CHECK(plane.layers[1].vertex_count == 3 && isnan(plane.layers[1].x[2]));
    CHECK_NEAR(plane.layers[1].bounds.y_max, -103000, 1000); /* south of the zone's origin at 44 */
    const cm_lonlat back =
        cm__plane_get_lonlat(&plane, (cm_point){plane.layers[1].x[0], plane.layers[1].y[0]});
    CHECK_NEAR(back.lon_deg, 141.35, 1e-9);
    CHECK_NEAR(back.lat_deg, 43.07, 1e-9);
    cm__plane_clear(&plane);
    CHECK(cm__plane_init(&plane, layers, 1, NULL) == CM_OK); /* no members: all places */
    CHECK(strcmp(cm_crs_get_definition(plane.crs), "EPSG:6683") == 0);
    cm__plane_clear(&plane);
    cm_features_clear(&members);
    cm_features_clear(&far);
    CHECK(cm__memory_live() == 0);
}

TEST(a_plane_that_is_given_is_taken)
{
    cm_features members = {0};
    cm__plane plane = {0};
    cm_crs *utm = NULL, *degrees = NULL;
    cm_crs_factors factors;

    init_points(&members, CM_CRS_WGS84, sapporo, 1);
    const cm_map_layer layers[] = {layer_of(&members, "members", CM_MAP_MEMBERS)};
    CHECK(cm_crs_create(&utm, "EPSG:32654") == CM_OK);
    CHECK(cm_crs_create(&degrees, CM_CRS_WGS84) == CM_OK);
    CHECK(cm__plane_init(&plane, layers, 1, utm) == CM_OK);
    CHECK(plane.crs == utm && !plane.chosen);
    CHECK(cm__plane_get_factors(&factors, &plane,
                                (cm_point){plane.layers[0].x[0], plane.layers[0].y[0]}) == CM_OK);
    CHECK_NEAR(factors.point_scale, 0.9996, 0.0001);
    CHECK_NEAR(factors.true_north_deg, -0.24,
               0.01); /* east of the meridian: north is to the left */
    cm__plane_clear(&plane);
    CHECK(cm__plane_init(&plane, layers, 1, degrees) == CM_ERR_DOMAIN);
    CHECK(strstr(cm_error_text(), "not a plane") != NULL);
    cm_crs_destroy(utm);
    cm_crs_destroy(degrees);
    cm_features_clear(&members);
    CHECK(cm__memory_live() == 0);
}

TEST(without_a_crs_the_plane_is_what_it_is)
{
    static const cm_point at[] = {{10, 20}, {30, -40}};
    cm_features members = {0}, other = {0};
    cm__plane plane = {0};
    cm_crs_factors factors;

    init_points(&members, NULL, at, 2);
    init_points(&other, CM_CRS_LONLAT, sapporo, 1);
    const cm_map_layer layers[] = {layer_of(&members, "m", CM_MAP_MEMBERS),
                                   layer_of(&other, "o", CM_MAP_MEMBERS)};
    CHECK(cm__plane_init(&plane, layers, 1, NULL) == CM_OK);
    CHECK(!plane.crs && plane.layers[0].x[1] == 30 && plane.layers[0].bounds.y_min == -40);
    CHECK(isnan(cm__plane_get_lonlat(&plane, at[0]).lon_deg));
    CHECK(cm__plane_get_factors(&factors, &plane, at[0]) == CM_OK);
    CHECK(factors.point_scale == 1 && factors.true_north_deg == 0);
    CHECK(cm__plane_measure_scale(&plane, at[0]) == 1);
    cm__plane_clear(&plane);
    CHECK(cm__plane_init(&plane, layers, 2, NULL) == CM_ERR_DOMAIN); /* one has, one has not */
    CHECK(strstr(cm_error_text(), "layer m has no CRS") != NULL);
    cm_features_clear(&members);
    cm_features_clear(&other);
}

TEST(a_plane_beside_another_may_hold_nothing)
{
    cm__plane plane = {0};
    cm_crs *utm = NULL;

    CHECK(cm_crs_create(&utm, "EPSG:32654") == CM_OK);
    CHECK(cm__plane_init_beside(&plane, NULL, 0, utm) == CM_OK);
    CHECK(plane.crs == utm && plane.layer_count == 0);
    CHECK_NEAR(cm__plane_get_lonlat(&plane, (cm_point){500000, 0}).lon_deg, 141, 1e-9);
    cm__plane_clear(&plane);
    cm_crs_destroy(utm);
    CHECK(cm__memory_live() == 0);
}

TEST(refuses_layers_without_any_place)
{
    static const cm_point nowhere[] = {{NAN, NAN}, {INFINITY, 3}};
    cm_features members = {0}, empty = {0};
    cm__plane plane = {0};

    for (int with_crs = 0; with_crs <= 1; with_crs++) {
        init_points(&members, with_crs ? CM_CRS_LONLAT : NULL, nowhere, 2);
        init_points(&empty, with_crs ? CM_CRS_LONLAT : NULL, NULL, 0);
        const cm_map_layer layers[] = {layer_of(&members, "m", CM_MAP_MEMBERS),
                                       layer_of(&empty, "e", CM_MAP_LINES)};
        CHECK(cm__plane_init(&plane, layers, 2, NULL) == CM_ERR_DOMAIN);
        CHECK(strstr(cm_error_text(), "no layer has a place") != NULL);
        CHECK(cm__plane_init(&plane, layers, 0, NULL) == CM_ERR_DOMAIN);
        cm_features_clear(&members);
        cm_features_clear(&empty);
    }
    CHECK(cm__memory_live() == 0);
}

TEST_MAIN(RUN(the_members_choose_the_plane), RUN(a_plane_that_is_given_is_taken),
          RUN(without_a_crs_the_plane_is_what_it_is), RUN(a_plane_beside_another_may_hold_nothing),
          RUN(refuses_layers_without_any_place))
