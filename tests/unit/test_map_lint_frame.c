/* test_map_lint_frame.c - tests output/map_lint_frame.c: north, graticule, locator. */
#include "tests/unit/lint_scene.h"

static void turn_needle(cm_map *map)
{
    group_of(map, "north")->items[0].path.x_mm[0] += 0.1;
}
static void hide_convergence(cm_map *map)
{
    text_of(map, "credit", "EPSG")->string = "投影：EPSG:6680";
}
static cm__item *degrees_of(cm_map *map)
{
    return text_of(map, "frame", "°");
}
static void shorten_degrees(cm_map *map)
{
    degrees_of(map)->string = "141°5′E";
}
static void mix_degrees(cm_map *map)
{
    degrees_of(map)->string = "141°E";
}
static void crowd_degrees(cm_map *map)
{
    cm__group *const frame = group_of(map, "frame");

    frame->items[frame->item_count - 1].ink_mm = degrees_of(map)->ink_mm;
}
static void keep_one_side(cm_map *map)
{
    cm__group *const frame = group_of(map, "frame");
    const double top = map->list.frame_mm.y_min;
    size_t kept = 0;

    for (size_t i = 0; i < frame->item_count; i++)
        if (frame->items[i].kind != CM__ITEM_TEXT || frame->items[i].ink_mm.y_max < top)
            frame->items[kept++] = frame->items[i];
    frame->item_count = kept;
}
static void bend_graticule(cm_map *map)
{
    cm__path *const path = &group_of(map, "graticule")->items[0].path;

    path->x_mm[path->starts[0] + 1] += 0.1;
    path->y_mm[path->starts[0] + 1] += 0.1;
}
static void drop_graticule(cm_map *map)
{
    empty_group(map, "graticule");
}

TEST(each_fault_of_the_frame_misses_its_own_point)
{
    static const fault rows[] = {
        {"sound", NULL, NULL, {0}, NULL},
        {"a needle askew", NULL, turn_needle, {14}, "off by"},
        {"a convergence not told", NULL, hide_convergence, {14}, "nothing says so"},
        {"minutes of one digit", NULL, shorten_degrees, {15}, "other digits"},
        {"degrees alone", NULL, mix_degrees, {15}, "other digits"},
        {"degrees on each other", NULL, crowd_degrees, {15}, "touch"},
        {"degrees on one side", NULL, keep_one_side, {15}, "fewer than two sides"},
        {"a bent meridian", NULL, bend_graticule, {15}, "mm off"},
        {"no graticule", NULL, drop_graticule, {15}, "no graticule"},
    };

    CHECK_FAULTS(rows, lint_all);
}

static const cm_map_inset locator = {.id = "where",
                                     .title = "位置",
                                     .kind = CM_MAP_LOCATOR,
                                     .width_mm = 30,
                                     .height_mm = 30,
                                     .scale = 2000000,
                                     .centre = {NAN, NAN},
                                     .bounds = CM_MAP_BOUNDS_NONE};

static void locate(scene *s)
{
    s->options.insets = &locator;
    s->options.inset_count = 1;
}
static void shift_extent(cm_map *map)
{
    move_path(&group_of(map, "where-extent")->items[0].path, 0.25, 0);
}
static void lose_extent(cm_map *map)
{
    empty_group(map, "where-extent");
}
static void crumple(cm_map *map)
{
    cm__path *const path = &group_of(map, "where-wards")->items[0].path;

    for (size_t i = 1; i < path->vertex_count; i++) {
        path->x_mm[i] = path->x_mm[i - 1] + 0.05;
        path->y_mm[i] = path->y_mm[i - 1];
    }
}

TEST(each_fault_of_the_locator_is_found)
{
    static const fault rows[] = {
        {"sound", locate, NULL, {0}, NULL},
        {"its box aside", locate, shift_extent, {16}, "0.25 mm off"},
        {"no box", locate, lose_extent, {16}, "does not show where"},
        {"finer than can be seen", locate, crumple, {16}, "shorter than 0.2 mm"},
    };

    CHECK_FAULTS(rows, lint_all);
}

static void cut_crs(scene *s)
{
    CHECK(cm_features_set_crs(&s->members, NULL) == CM_OK);
    CHECK(cm_features_set_crs(&s->wards, NULL) == CM_OK);
    CHECK(cm_features_set_crs(&s->bands, NULL) == CM_OK);
}

TEST(a_plane_without_a_crs_has_no_graticule_to_check)
{
    static const fault rows[] = {{"no CRS", cut_crs, NULL, {0}, NULL}};

    CHECK_FAULTS(rows, cm__lint_frame);
}

TEST_MAIN(RUN(each_fault_of_the_frame_misses_its_own_point),
          RUN(each_fault_of_the_locator_is_found),
          RUN(a_plane_without_a_crs_has_no_graticule_to_check))
