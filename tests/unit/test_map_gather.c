/* test_map_gather.c - tests output/map_gather.c. */
#include "output/map_gather.h"
#include "output/map_theme.h"
#include "tests/unit/gather_scene.h"

static size_t count_all(const cm__gather *gather)
{
    size_t sum = 0;

    for (size_t i = 0; i < gather->cell_count; i++)
        sum += gather->cells[i].count;
    return sum;
}

TEST(gathers_as_it_is_asked_and_where_symbols_hide_each_other)
{
    static const struct {
        const char *why;
        cm_map_gather wish;
        size_t count;
        double spread_mm;
        bool is_on;
    } rows[] = {
        {"nobody", CM_MAP_GATHER_HEXAGONS, 0, 10, false},
        {"one, asked for", CM_MAP_GATHER_HEXAGONS, 1, 10, true},
        {"few, dense", CM_MAP_GATHER_AUTO, CM_MAP_GATHER_FROM, 20, false},
        {"one more, dense", CM_MAP_GATHER_AUTO, CM_MAP_GATHER_FROM + 1, 20, true},
        {"many, apart", CM_MAP_GATHER_AUTO, 2000, 3000, false},
        {"many, at one place", CM_MAP_GATHER_AUTO, 2000, 0, true},
        {"many, dense", CM_MAP_GATHER_AUTO, 2000, 60, true},
        {"many, but never", CM_MAP_GATHER_NEVER, 2000, 60, false},
        {"circles", CM_MAP_GATHER_CIRCLES, 30, 60, true},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        gather_scene s;
        test_now = rows[i].why;
        gather_begin(&s, rows[i].count, rows[i].spread_mm, rows[i].wish);
        CHECK(cm__theme_place_members(&s.sheet) == CM_OK);
        CHECK(s.sheet.gather.is_on == rows[i].is_on);
        CHECK(s.sheet.gather.as_circles == (rows[i].wish == CM_MAP_GATHER_CIRCLES));
        CHECK(s.sheet.marker_count + s.sheet.gather.member_count + s.sheet.outside_count ==
              rows[i].count);
        CHECK(s.sheet.gather.member_count == count_all(&s.sheet.gather));
        CHECK((s.sheet.gather.cell_count > 0) == rows[i].is_on);
        CHECK(rows[i].is_on ? s.sheet.marker_count == 0 : s.sheet.gather.member_count == 0);
        gather_end(&s);
    }
    CHECK(cm__memory_live() == 0);
}

TEST(a_member_counts_in_the_hexagon_whose_middle_is_nearest)
{
    gather_scene s;

    gather_begin(&s, 1500, 80, CM_MAP_GATHER_HEXAGONS);
    CHECK(cm__theme_place_members(&s.sheet) == CM_OK);
    const cm__gather *const gather = &s.sheet.gather;
    size_t counts[4000] = {0};
    const cm_point middle = cm__box_middle(&s.sheet.page.frame_mm);
    CHECK(gather->cell_count > 50 && gather->cell_count < 4000);
    for (size_t row = 0; row < 1500; row++) {
        const cm_point at = cm__theme_row_mm(&s.sheet, 0, row);
        size_t best = 0;
        double least = INFINITY;
        if (!cm__theme_holds(&s.sheet, 0, row))
            continue;
        for (size_t i = 0; i < gather->cell_count; i++) {
            const double away =
                hypot(gather->cells[i].at_mm.x - at.x, gather->cells[i].at_mm.y - at.y);
            if (away < least) {
                least = away;
                best = i;
            }
        }
        CHECK(least <= gather->width_mm / sqrt(3) + 1e-9); /* a hexagon's corner */
        counts[best]++;
    }
    for (size_t i = 0; i < gather->cell_count; i++)
        CHECK(counts[i] == gather->cells[i].count);
    for (size_t i = 0; i < gather->cell_count; i++) { /* all on one lattice about the middle */
        const double column =
            (gather->cells[i].at_mm.x - middle.x) / (gather->width_mm * sqrt(3) / 2);
        const double row = (gather->cells[i].at_mm.y - middle.y) / gather->width_mm;
        const double shift = fabs(fmod(round(column), 2)) / 2;
        CHECK_NEAR(column, round(column), 1e-9);
        CHECK_NEAR(row - shift, round(row - shift), 1e-9);
    }
    gather_end(&s);
    CHECK(cm__memory_live() == 0);
}

TEST(hexagons_have_a_round_width_on_the_ground)
{
    static const struct {
        double scale, width_m;
    } rows[] = {{100, 1}, {5000, 25}, {10000, 50}, {25000, 150}, {200000, 1000}, {2500000, 15000}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        gather_scene s;
        gather_begin(&s, 10, 20, CM_MAP_GATHER_HEXAGONS);
        cm__page_set_scale(&s.sheet.page, rows[i].scale, 1);
        CHECK(cm__theme_place_members(&s.sheet) == CM_OK);
        CHECK_NEAR(s.sheet.gather.width_m, rows[i].width_m, 1e-9);
        CHECK_NEAR(s.sheet.gather.width_mm, rows[i].width_m * 1000 / rows[i].scale, 1e-9);
        gather_end(&s);
    }
    CHECK(cm__memory_live() == 0);
}

TEST(classes_begin_at_round_numbers_up_to_the_most)
{
    static const struct {
        size_t most, count, lower[CM__GATHER_CLASSES_MAX];
    } rows[] = {{1, 1, {1}},
                {4, 2, {1, 2}},
                {7, 3, {1, 2, 5}},
                {30, 5, {1, 2, 5, 10, 20}},
                {1200, 5, {1, 5, 20, 100, 500}}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        gather_scene s;
        gather_begin(&s, rows[i].most, 0, CM_MAP_GATHER_HEXAGONS);
        CHECK(cm__theme_place_members(&s.sheet) == CM_OK);
        CHECK(s.sheet.gather.most == rows[i].most);
        CHECK(s.sheet.gather.class_count == rows[i].count);
        for (size_t k = 0; k < rows[i].count; k++)
            CHECK(s.sheet.gather.lower[k] == rows[i].lower[k]);
        gather_end(&s);
    }
    CHECK(cm__memory_live() == 0);
}

TEST(is_decided_once_and_counted_again_for_another_frame)
{
    gather_scene s;

    gather_begin(&s, 600, 20, CM_MAP_GATHER_AUTO);
    CHECK(cm__theme_place_members(&s.sheet) == CM_OK && s.sheet.gather.is_on);
    cm__page_set_scale(&s.sheet.page, 10, 1); /* so near that none would hide another */
    CHECK(cm__theme_place_members(&s.sheet) == CM_OK && s.sheet.gather.is_on);
    CHECK(s.sheet.gather.member_count + s.sheet.outside_count == 600);
    CHECK(s.sheet.gather.member_count == count_all(&s.sheet.gather));
    gather_end(&s);
    CHECK(cm__memory_live() == 0);
}

TEST(sizes_and_stations_are_drawn_one_by_one)
{
    gather_scene s;

    gather_begin(&s, 1000, 20, CM_MAP_GATHER_HEXAGONS);
    s.layer.role = CM_MAP_PLACES;
    CHECK(!cm__gather_takes(&s.sheet, 0));
    CHECK(cm__theme_place_members(&s.sheet) == CM_OK);
    CHECK(!s.sheet.gather.is_on && s.sheet.marker_count == 1000);
    gather_end(&s);
    gather_begin(&s, 1000, 20, CM_MAP_GATHER_HEXAGONS);
    CHECK(cm_style_set_size(&s.style, &(cm_style_size){"value", 1, 3, NULL, NULL}) == CM_OK);
    CHECK(cm__theme_place_members(&s.sheet) == CM_OK);
    CHECK(!s.sheet.gather.is_on && s.sheet.marker_count == 1000);
    gather_end(&s);
    CHECK(cm__memory_live() == 0);
}

TEST(a_cell_is_covered_whole_at_most)
{
    static const struct {
        const char *why;
        size_t count;
        cm__marker markers[3];
        double share;
    } rows[] = {
        {"none", 0, {{0}}, 0},
        {"one of 1 mm2", 1, {{.reach_mm = 0.56418958354775628, .place_mm = {1, 1}}}, 0.04},
        {"as large as four cells", 1, {{.reach_mm = 5.6418958354775628, .place_mm = {1, 1}}}, 1},
        {"a full cell and one of 4 %",
         3,
         {{.reach_mm = 4, .place_mm = {1, 1}},
          {.reach_mm = 4, .place_mm = {4, 4}},
          {.reach_mm = 0.56418958354775628, .place_mm = {44, 61}}},
         0.52},
        {"beyond the frame: in the cell at its edge",
         1,
         {{.reach_mm = 0.56418958354775628, .place_mm = {-1e7, 1e7}}},
         0.04},
    };
    const cm_box frame = {0, 0, 100, 100};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        double share = -1;
        test_now = rows[i].why;
        CHECK(cm__gather_measure(&share, rows[i].markers, rows[i].count, &frame) == CM_OK);
        CHECK_NEAR(share, rows[i].share, 1e-12);
    }
    CHECK(cm__memory_live() == 0);
}

TEST(a_map_beside_counts_in_the_same_hexagons_and_classes)
{
    gather_scene page, beside;

    gather_begin(&page, 900, 20, CM_MAP_GATHER_AUTO);
    CHECK(cm__theme_place_members(&page.sheet) == CM_OK && page.sheet.gather.is_on);
    gather_begin(&beside, 700, 20, CM_MAP_GATHER_AUTO);
    cm__page_set_scale(&beside.sheet.page, 1250, 1);
    cm__gather_beside(&beside.sheet.gather, &page.sheet.gather);
    CHECK(cm__theme_place_members(&beside.sheet) == CM_OK && beside.sheet.gather.is_on);
    CHECK_NEAR(beside.sheet.gather.width_m, page.sheet.gather.width_m, 0);
    CHECK_NEAR(beside.sheet.gather.width_mm, 0.8 * page.sheet.gather.width_mm, 1e-9);
    CHECK(memcmp(beside.sheet.gather.lower, page.sheet.gather.lower,
                 sizeof page.sheet.gather.lower) == 0);
    gather_end(&beside);
    gather_begin(&beside, 700, 20,
                 CM_MAP_GATHER_AUTO); /* where the page's are not, these are not */
    cm__gather_beside(&beside.sheet.gather, &(cm__gather){.is_decided = true});
    CHECK(cm__theme_place_members(&beside.sheet) == CM_OK && !beside.sheet.gather.is_on);
    gather_end(&beside);
    gather_end(&page);
    CHECK(cm__memory_live() == 0);
}

TEST(memory_may_run_out_anywhere)
{
    cm_status status = CM_ERR_NOMEM;

    for (size_t nth = 1; status; nth++) {
        gather_scene s;
        gather_begin(&s, 600, 20, CM_MAP_GATHER_AUTO);
        cm__memory_fail_at(nth, false);
        status = cm__theme_place_members(&s.sheet);
        cm__memory_fail_at(0, false);
        CHECK(status == CM_OK || status == CM_ERR_NOMEM);
        CHECK(status == CM_OK ? nth > 4 : nth < 20);
        gather_end(&s);
    }
    CHECK(cm__memory_live() == 0);
}

TEST_MAIN(RUN(gathers_as_it_is_asked_and_where_symbols_hide_each_other),
          RUN(a_member_counts_in_the_hexagon_whose_middle_is_nearest),
          RUN(hexagons_have_a_round_width_on_the_ground),
          RUN(classes_begin_at_round_numbers_up_to_the_most),
          RUN(is_decided_once_and_counted_again_for_another_frame),
          RUN(sizes_and_stations_are_drawn_one_by_one), RUN(a_cell_is_covered_whole_at_most),
          RUN(a_map_beside_counts_in_the_same_hexagons_and_classes),
          RUN(memory_may_run_out_anywhere))
