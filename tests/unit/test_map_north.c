/* test_map_north.c - tests output/map_north.c. */
#include "output/map_north.h"
#include "tests/unit/map_sheet_fixture.h"
#include <stdlib.h>

/* The azimuth of a due-north step on the ground, as it lies on the page at a point of it. */
static double azimuth_on_page(const cm__sheet *sheet, cm_point at)
{
    const cm_point plane = cm__page_to_plane(&sheet->page, at);
    const cm_lonlat place = cm__plane_get_lonlat(&sheet->plane, plane);
    cm_lonlat north = cm_geodesic_walk(place, 0, 100);

    CHECK(cm_crs_transform(sheet->plane.lonlat, sheet->plane.crs, &north.lon_deg, &north.lat_deg, 1,
                           NULL) == CM_OK);
    return atan2(north.lon_deg - plane.x, north.lat_deg - plane.y) * 180 / 3.14159265358979323846;
}

TEST(the_needle_points_to_true_north_at_its_own_place)
{
    static const struct {
        const char *why, *plane;
        cm_lonlat middle;
        double scale;
    } rows[] = {{"zone XII, west of its meridian", "EPSG:6680", {141.385, 43.045}, 150000},
                {"UTM, east of its meridian", "EPSG:32654", {141.385, 43.045}, 200000},
                {"Japan, 9 degrees at the edge",
                 "+proj=laea +lat_0=36 +lon_0=137 +ellps=GRS80 +units=m +type=crs",
                 {137, 36},
                 1e7}};
    const cm_map_options options = CM_MAP_OPTIONS_INIT;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm__list list;
        cm__sheet sheet;
        test_now = rows[i].why;
        init_sheet(&sheet, &options, rows[i].plane, rows[i].middle, rows[i].scale);
        begin_list(&list, &sheet);
        CHECK(cm__north_draw(&list, &sheet, (cm_point){182, 36}) == CM_OK);
        const cm__group *const group = find_group(&list, "north");
        const cm__path *const half = &group->items[0].path; /* tip, foot's corner, notch */
        const double drawn = atan2(half->x_mm[0] - half->x_mm[2], half->y_mm[2] - half->y_mm[0]) *
                             180 / 3.14159265358979323846;
        const double want = azimuth_on_page(&sheet, (cm_point){186, 45.7});
        CHECK_NEAR(drawn, want, 0.02);
        CHECK(fabs(want) > 0.2); /* else a needle that never turns would pass */
        CHECK(strcmp(group->attribute, "data-azimuth-deg") == 0);
        CHECK_NEAR(strtod(group->value, NULL), want, 0.02);
        cm__list_clear(&list);
        cm__sheet_clear(&sheet);
    }
}

TEST(it_stays_in_its_box)
{
    const cm_map_options options = CM_MAP_OPTIONS_INIT;
    const cm_box box = {100, 100, 100 + CM__NORTH_WIDTH_MM, 100 + CM__NORTH_HEIGHT_MM};
    cm__list list;
    cm__sheet sheet;

    init_sheet(&sheet, &options, NULL, (cm_lonlat){0, 0}, 1000);
    begin_list(&list, &sheet);
    CHECK(cm__north_draw(&list, &sheet, (cm_point){100, 100}) == CM_OK);
    const cm__group *const group = find_group(&list, "north");
    CHECK(group->item_count == 3 && strcmp(group->value, "0") == 0); /* y is north without a CRS */
    for (size_t i = 0; i < group->item_count; i++)
        CHECK(cm__box_holds(&box, &group->items[i].ink_mm));
    cm__list_clear(&list);
    cm__sheet_clear(&sheet);
}

TEST_MAIN(RUN(the_needle_points_to_true_north_at_its_own_place), RUN(it_stays_in_its_box))
