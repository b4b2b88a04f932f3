/* test_map_frame.c - tests output/map_frame.c. */
#include "geo/base_memory.h"
#include "output/map_frame.h"
#include "output/map_path.h"
#include "tests/unit/map_sheet_fixture.h"

static const struct place {
    const char *why, *plane;
    cm_lonlat middle;
    double scale;
    const char *one_label; /* one of the degrees that must be there */
} places[] = {
    {"Sapporo, a city", "EPSG:6680", {141.385, 43.045}, 150000, "43°05′N"},
    {"Kobe, a campus", "EPSG:6673", {135.215, 34.66}, 10000, "34°39′30″N"},
    {"a house", "EPSG:6680", {141.385, 43.045}, 500, "43°02′42″N"},
    {"Japan",
     "+proj=laea +lat_0=36 +lon_0=137 +ellps=GRS80 +units=m +type=crs",
     {137, 36},
     1e7,
     "35°N"},
    {"the south and the west", "EPSG:32718", {-75, -12}, 1000000, "12°00′S"},
    {"over the date line", "EPSG:32660", {179.9, 20}, 1000000, "180°00′E"},
    {"Mercator", "EPSG:3857", {141.385, 43.045}, 150000, "43°05′N"},
};

static const size_t place_count = sizeof places / sizeof *places;

static size_t label_parts(const char *text)
{
    return strstr(text, "″") ? 3 : strstr(text, "′") ? 2 : 1;
}

TEST(lines_are_round_degrees_and_labels_have_equal_digits)
{
    const cm_map_options options = CM_MAP_OPTIONS_INIT;

    for (size_t i = 0; i < place_count; i++) {
        cm__graticule graticule = {0};
        cm__sheet sheet;
        bool found = false;
        test_now = places[i].why;
        init_sheet(&sheet, &options, places[i].plane, places[i].middle, places[i].scale);
        CHECK(cm__graticule_layout(&graticule, &sheet) == CM_OK);
        size_t on_side[4] = {0};
        for (size_t t = 0; t < graticule.tick_count; t++) {
            on_side[graticule.ticks[t].side]++;
            found = found || strcmp(graticule.ticks[t].text, places[i].one_label) == 0;
            CHECK(label_parts(graticule.ticks[t].text) == label_parts(graticule.ticks[0].text));
        }
        CHECK(found);
        for (size_t side = 0; side < 4; side++)
            CHECK(on_side[side] >= 2 && on_side[side] <= 10);
        cm__graticule_clear(&graticule);
        cm__sheet_clear(&sheet);
    }
    CHECK(cm__memory_live() == 0);
}

/* A tick is where the plane says its meridian or parallel meets the side. */
TEST(ticks_stand_where_their_line_meets_the_frame)
{
    const cm_map_options options = CM_MAP_OPTIONS_INIT;

    for (size_t i = 0; i < place_count; i++) {
        cm__graticule graticule = {0};
        cm__sheet sheet;
        test_now = places[i].why;
        init_sheet(&sheet, &options, places[i].plane, places[i].middle, places[i].scale);
        CHECK(cm__graticule_layout(&graticule, &sheet) == CM_OK);
        const cm_box *const frame = &sheet.page.frame_mm;
        for (size_t t = 0; t < graticule.tick_count; t++) {
            const cm__tick *const tick = &graticule.ticks[t];
            const bool across = tick->side == CM__SIDE_TOP || tick->side == CM__SIDE_BOTTOM;
            const cm_point at = {across                        ? tick->at_mm
                                 : tick->side == CM__SIDE_LEFT ? frame->x_min
                                                               : frame->x_max,
                                 !across                      ? tick->at_mm
                                 : tick->side == CM__SIDE_TOP ? frame->y_min
                                                              : frame->y_max};
            const cm_lonlat place =
                cm__plane_get_lonlat(&sheet.plane, cm__page_to_plane(&sheet.page, at));
            const double seconds = (across ? place.lon_deg : place.lat_deg) * 3600;
            const double off_s = fabs(remainder(seconds, graticule.step_s));
            const double metres = off_s * 31; /* of a second of latitude, at most of longitude */
            CHECK(metres / places[i].scale * 1000 < 0.06); /* millimetres on the page */
        }
        cm__graticule_clear(&graticule);
        cm__sheet_clear(&sheet);
    }
}

TEST(lines_are_true_between_their_vertices)
{
    const cm_map_options options = CM_MAP_OPTIONS_INIT;

    for (size_t i = 0; i < place_count; i++) {
        cm__graticule graticule = {0};
        cm__sheet sheet;
        test_now = places[i].why;
        init_sheet(&sheet, &options, places[i].plane, places[i].middle, places[i].scale);
        CHECK(cm__graticule_layout(&graticule, &sheet) == CM_OK);
        const cm__path *const lines = &graticule.lines;
        for (size_t part = 0; part < lines->part_count; part++)
            for (size_t v = lines->starts[part] + 1; v < cm__path_part_end(lines, part); v++) {
                const cm_point middle = {(lines->x_mm[v - 1] + lines->x_mm[v]) / 2,
                                         (lines->y_mm[v - 1] + lines->y_mm[v]) / 2};
                const cm_lonlat place =
                    cm__plane_get_lonlat(&sheet.plane, cm__page_to_plane(&sheet.page, middle));
                const double off_s = fmin(fabs(remainder(place.lon_deg * 3600, graticule.step_s)),
                                          fabs(remainder(place.lat_deg * 3600, graticule.step_s)));
                CHECK(off_s * 31 / places[i].scale * 1000 < 0.05);
            }
        cm__graticule_clear(&graticule);
        cm__sheet_clear(&sheet);
    }
}

TEST(no_label_touches_another_or_leaves_the_band)
{
    static const double scales[] = {150000, 12000, 3300, 47000, 1e6, 7e6};
    cm_map_options options = CM_MAP_OPTIONS_INIT;

    for (size_t i = 0; i < 2 * sizeof scales / sizeof *scales; i++) {
        cm__graticule graticule = {0};
        cm__list list;
        cm__sheet sheet;
        options.width_mm = i % 2 ? 210 : 74; /* A4, or as narrow as A7 */
        options.height_mm = i % 2 ? 297 : 105;
        init_sheet(&sheet, &options, "EPSG:6680", (cm_lonlat){141.385, 43.045}, scales[i / 2]);
        CHECK(cm__graticule_layout(&graticule, &sheet) == CM_OK);
        begin_list(&list, &sheet);
        CHECK(cm__frame_draw(&list, &graticule, &sheet) == CM_OK);
        const cm__group *const group = find_group(&list, "frame");
        const cm_box band = cm__box_grown(sheet.page.frame_mm, CM__FRAME_BAND_MM);
        for (size_t a = 0; a < group->item_count; a++) {
            if (group->items[a].kind != CM__ITEM_TEXT)
                continue;
            CHECK(cm__box_holds(&band, &group->items[a].ink_mm));
            CHECK(!cm__box_touches(&sheet.page.frame_mm, &group->items[a].ink_mm));
            for (size_t b = 0; b < a; b++)
                CHECK(group->items[b].kind != CM__ITEM_TEXT ||
                      !cm__box_touches(&group->items[a].ink_mm, &group->items[b].ink_mm));
        }
        cm__list_clear(&list);
        cm__graticule_clear(&graticule);
        cm__sheet_clear(&sheet);
    }
    CHECK(cm__memory_live() == 0);
}

TEST(of_degrees_that_would_touch_the_first_is_printed)
{
    const cm_map_options options = CM_MAP_OPTIONS_INIT;
    cm__tick ticks[] = {{CM__SIDE_BOTTOM, 60, "141°20′00″E"},
                        {CM__SIDE_BOTTOM, 68, "141°20′10″E"},
                        {CM__SIDE_BOTTOM, 85, "141°20′20″E"},
                        {CM__SIDE_TOP, 60, "141°20′00″E"},
                        {CM__SIDE_BOTTOM, 17, "141°19′50″E"} /* over the corner */};
    const cm__graticule graticule = {.ticks = ticks, .tick_count = 5, .step_s = 10};
    cm__list list;
    cm__sheet sheet;
    size_t texts = 0;

    init_sheet(&sheet, &options, "EPSG:6680", (cm_lonlat){141.385, 43.045}, 1000);
    begin_list(&list, &sheet);
    CHECK(cm__frame_draw(&list, &graticule, &sheet) == CM_OK);
    const cm__group *const group = find_group(&list, "frame");
    for (size_t i = 0; i < group->item_count; i++) {
        texts += group->items[i].kind == CM__ITEM_TEXT;
        CHECK(group->items[i].kind != CM__ITEM_TEXT || !strstr(group->items[i].string, "10″"));
    }
    CHECK(texts == 3);
    cm__list_clear(&list);
    cm__sheet_clear(&sheet);
}

TEST(without_a_crs_there_is_a_neatline_only)
{
    const cm_map_options options = CM_MAP_OPTIONS_INIT;
    cm__graticule graticule = {0};
    cm__list list;
    cm__sheet sheet;

    init_sheet(&sheet, &options, NULL, (cm_lonlat){0, 0}, 1000);
    CHECK(cm__graticule_layout(&graticule, &sheet) == CM_OK);
    CHECK(graticule.tick_count == 0 && graticule.lines.part_count == 0);
    begin_list(&list, &sheet);
    CHECK(cm__frame_draw(&list, &graticule, &sheet) == CM_OK);
    CHECK(find_group(&list, "frame")->item_count == 1);
    cm__list_clear(&list);
    cm__graticule_clear(&graticule);
    cm__sheet_clear(&sheet);
}

TEST(a_frame_beyond_the_projection_is_refused)
{
    const cm_map_options options = CM_MAP_OPTIONS_INIT;
    cm__graticule graticule = {0};
    cm__sheet sheet;

    init_sheet(&sheet, &options, "EPSG:3857", (cm_lonlat){141, 43}, 1e9);
    sheet.page.centre.y = 3e8;
    CHECK(cm__graticule_layout(&graticule, &sheet) != CM_OK ||
          graticule.tick_count < 1000); /* no projection of ours ends: it must not run away */
    cm__graticule_clear(&graticule);
    cm__sheet_clear(&sheet);

    init_sheet(&sheet, &options, "+proj=laea +lat_0=43 +lon_0=141 +ellps=GRS80 +units=m +type=crs",
               (cm_lonlat){141, 43}, 1e9);
    CHECK(cm__graticule_layout(&graticule, &sheet) == CM_ERR_DOMAIN);
    CHECK(strstr(cm_error_text(), "beyond its projection") != NULL);
    cm__graticule_clear(&graticule);
    cm__sheet_clear(&sheet);
}

TEST_MAIN(RUN(lines_are_round_degrees_and_labels_have_equal_digits),
          RUN(ticks_stand_where_their_line_meets_the_frame),
          RUN(lines_are_true_between_their_vertices),
          RUN(no_label_touches_another_or_leaves_the_band),
          RUN(of_degrees_that_would_touch_the_first_is_printed),
          RUN(without_a_crs_there_is_a_neatline_only),
          RUN(a_frame_beyond_the_projection_is_refused))
