/* test_map_scalebar.c - tests output/map_scalebar.c. */
#include "geo/base_memory.h"
#include "output/map_scalebar.h"
#include "tests/unit/map_sheet_fixture.h"

static const struct place {
    const char *why, *plane;
    cm_lonlat middle;
    double scale;
    const char *ratio, *last;
    double agreement; /* of ratio and bar */
} places[] = {
    {"Sapporo", "EPSG:6680", {141.385, 43.045}, 150000, "Scale 1:150,000", "5 km", 1e-6},
    {"a campus", "EPSG:6673", {135.215, 34.66}, 10000, "Scale 1:10,000", "500 m", 1e-6},
    {"UTM", "EPSG:32654", {141.385, 43.045}, 200000, "Scale 1:200,000", "10 km", 1e-6},
    /* EPSG:3857 stretches the ellipsoid a little more to the north than to the east */
    {"Mercator, 37 % too large",
     "EPSG:3857",
     {141.385, 43.045},
     100000,
     "Scale 1:100,000",
     "5 km",
     3e-3},
    {"Japan",
     "+proj=laea +lat_0=36 +lon_0=137 +ellps=GRS80 +units=m +type=crs",
     {137, 36},
     5e6,
     "Scale 1:5,000,000",
     "200 km",
     1e-3},
    {"no CRS", NULL, {0, 0}, 1000, "Scale 1:1,000", "50 units", 1e-12},
    {"no CRS, many", NULL, {0, 0}, 1e6, "Scale 1:1,000,000", "50,000 units", 1e-12},
};

TEST(the_bar_is_as_long_as_its_metres_on_the_ground)
{
    cm_map_options options = CM_MAP_OPTIONS_INIT;

    options.language = CM_MAP_ENGLISH;
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        cm__scalebar bar = {0};
        cm__sheet sheet;
        test_now = places[i].why;
        init_sheet(&sheet, &options, places[i].plane, places[i].middle, places[i].scale);
        CHECK(cm__scalebar_layout(&bar, &sheet) == CM_OK);
        const cm_point c = sheet.page.centre;
        const double half = bar.length_mm * sheet.page.units_per_mm / 2;
        const double ground =
            places[i].plane
                ? cm_geodesic_distance_m(
                      cm__plane_get_lonlat(&sheet.plane, (cm_point){c.x - half, c.y}),
                      cm__plane_get_lonlat(&sheet.plane, (cm_point){c.x + half, c.y}), NULL)
                : 2 * half;
        CHECK_NEAR(ground / bar.metres, 1, 1e-9);
        /* and as long as the stated ratio says, which is true at the same place */
        CHECK_NEAR(bar.length_mm / (bar.metres * 1000 / places[i].scale), 1, places[i].agreement);
        CHECK(strcmp(bar.ratio.bytes, places[i].ratio) == 0);
        CHECK(strcmp(bar.last.bytes, places[i].last) == 0);
        cm__scalebar_clear(&bar);
        cm__sheet_clear(&sheet);
    }
    CHECK(cm__memory_live() == 0);
}

TEST(the_bar_is_round_and_neither_short_nor_long)
{
    static const double round[] = {1, 1.5, 2, 2.5, 3, 4, 5, 6, 8};
    const cm_map_options options = CM_MAP_OPTIONS_INIT;

    for (double power = 100; power <= 1e7; power *= 10)
        for (size_t i = 0; i < sizeof round / sizeof *round; i++) {
            cm__scalebar bar = {0};
            cm__sheet sheet;
            init_sheet(&sheet, &options, NULL, (cm_lonlat){0, 0}, round[i] * power);
            sheet.page.frame_mm = (cm_box){15.6, 30, 194.4, 260};
            CHECK(cm__scalebar_layout(&bar, &sheet) == CM_OK);
            double first = bar.metres;
            while (first >= 10)
                first /= 10;
            CHECK_NEAR(first * (first - 1) * (first - 2) * (first - 5), 0, 1e-9);
            const double share = bar.length_mm / 178.8;
            CHECK(share >= 0.15 && share <= 0.35);
            cm__scalebar_clear(&bar);
            cm__sheet_clear(&sheet);
        }
}

TEST(the_bar_is_drawn_at_its_length_and_says_its_metres)
{
    const cm_map_options options = CM_MAP_OPTIONS_INIT;
    cm__scalebar bar = {0};
    cm__list list;
    cm__sheet sheet;

    init_sheet(&sheet, &options, "EPSG:6680", (cm_lonlat){141.385, 43.045}, 150000);
    CHECK(cm__scalebar_layout(&bar, &sheet) == CM_OK);
    begin_list(&list, &sheet);
    CHECK(cm__scalebar_draw(&list, &bar, (cm_point){22, 202}) == CM_OK);
    const cm__group *const group = find_group(&list, "scalebar");
    CHECK(group && strcmp(group->attribute, "data-metres") == 0 &&
          strcmp(group->value, "5000") == 0);
    cm_box ink = CM__BOX_EMPTY;
    bool found = false;
    for (size_t i = 0; i < group->item_count; i++) {
        const cm__item *const item = &group->items[i];
        if (item->id && strcmp(item->id, "scalebar-bar") == 0) {
            found = true;
            CHECK_NEAR(item->path.x_mm[1] - item->path.x_mm[0], bar.length_mm, 1e-9);
        }
        ink = cm__box_union(ink, item->ink_mm);
        /* no other path of the group is wider, so that a reader takes none for the bar */
        CHECK(item->kind == CM__ITEM_TEXT ||
              cm__box_width(&item->ink_mm) <= bar.length_mm + 0.2 + 1e-9);
    }
    CHECK(found);
    /* what was laid out is what is drawn */
    CHECK(ink.x_min > 21.5 && ink.x_max < 22 + bar.width_mm + 0.5);
    CHECK(ink.y_min > 201.5 && ink.y_max < 202 + bar.height_mm + 0.5);
    cm__list_clear(&list);
    cm__scalebar_clear(&bar);
    cm__sheet_clear(&sheet);
}

TEST_MAIN(RUN(the_bar_is_as_long_as_its_metres_on_the_ground),
          RUN(the_bar_is_round_and_neither_short_nor_long),
          RUN(the_bar_is_drawn_at_its_length_and_says_its_metres))
