/* test_map_lint_furniture.c - tests output/map_lint_furniture.c: pieces and credit. */
#include "tests/unit/lint_scene.h"

static void drop_subtitle(cm_map *map)
{
    empty_group(map, "subtitle");
}
static void drop_north(cm_map *map)
{
    empty_group(map, "north");
}
static void undate(scene *s)
{
    s->options.as_of = NULL;
}
static void misdate(cm_map *map)
{
    text_of(map, "credit", "2026")->string = "重なる会員は並べて示す　概略の図形：区";
}
static void unproject(cm_map *map)
{
    text_of(map, "credit", "EPSG")->string = "投影：平面　真北方向角";
}
static void cut_text(cm_map *map)
{
    static char text[300];
    cm__item *const item = text_of(map, "credit", "EPSG");

    snprintf(text, sizeof text, "%s…", item->string);
    item->string = text;
}
static void overlap(cm_map *map)
{
    group_of(map, "title")->items[0].ink_mm.y_max += 4;
}
static void cross_neatline(cm_map *map)
{
    cm__group *const credit = group_of(map, "credit");

    credit->items[0].ink_mm.y_min = map->list.frame_mm.y_max - 1;
    credit->items[0].ink_mm.x_max = credit->items[0].ink_mm.x_min + 10;
}
static void leave_margin(cm_map *map)
{
    group_of(map, "title")->items[0].ink_mm.x_min = 11;
}
static cm_box legend_box(const cm_map *map)
{
    return map->manifest.legend_mm;
}
static void cover_member(cm_map *map)
{
    const cm_box box = legend_box(map);

    group_of(map, "members")->items[0].ink_mm =
        (cm_box){box.x_min, box.y_min + 5, box.x_min + 1, box.y_min + 6};
}
static void cover_class(cm_map *map)
{
    cm__group *const bands = group_of(map, "density");
    cm__item *const top = &bands->items[bands->item_count - 1];
    const cm_box legend = legend_box(map);

    move_path(&top->path, legend.x_min - top->ink_mm.x_min, legend.y_min - top->ink_mm.y_min);
    top->ink_mm = cm__path_box(&top->path);
}
static void change_source(cm_map *map)
{
    layer_of(map, "density")->source = "別の資料";
}
static void approximate(cm_map *map)
{
    layer_of(map, "density")->approximate = true;
}

TEST(each_fault_of_the_furniture_misses_its_own_point)
{
    static const fault rows[] = {
        {"sound", NULL, NULL, {0}, NULL},
        {"no subtitle", NULL, drop_subtitle, {7}, "there is no subtitle"},
        {"no arrow", NULL, drop_north, {7, 14}, "there is no north"},
        {"no date", undate, NULL, {7}, "no date"},
        {"a date that is not printed", NULL, misdate, {7}, "2026"},
        {"no code", NULL, unproject, {7}, "EPSG:6680"},
        {"a text that was cut", NULL, cut_text, {8}, "was cut"},
        {"titles that overlap", NULL, overlap, {8}, "'title' and 'subtitle' overlap"},
        {"across the neatline", NULL, cross_neatline, {8}, "cuts the neatline"},
        {"beyond the margin", NULL, leave_margin, {8}, "leaves its box"},
        {"a member under the legend", NULL, cover_member, {9}, "'legend' covers the member"},
        {"the peak under the legend", NULL, cover_class, {9}, "the highest class"},
        {"another source", NULL, change_source, {17}, "'密度'"},
        {"quietly approximate", NULL, approximate, {34}, "'密度' is approximate"},
    };

    CHECK_FAULTS(rows, lint_all);
}

static void sharpen(scene *s)
{
    s->layers[1].approximate = false;
}

/* A layer without a source of its own, named in a line of the credit's own. */
static void tell_source(scene *s)
{
    CHECK(cm_features_set_source(&s->bands, NULL) == CM_OK);
    s->options.credit = "密度：会員から計算";
}
static void leave_source(scene *s)
{
    CHECK(cm_features_set_source(&s->bands, NULL) == CM_OK);
}

TEST(a_source_may_be_told_in_a_line_of_its_own)
{
    static const fault rows[] = {
        {"told", tell_source, NULL, {0}, NULL},
        {"not told", leave_source, NULL, {17}, "nothing says where '密度' is from"}};

    CHECK_FAULTS(rows, cm__lint_furniture);
}

TEST(what_is_not_approximate_is_passed_over)
{
    cm__lint lint;
    scene s;

    init_sound_scene(&s);
    sharpen(&s);
    CHECK(make(&s) == CM_OK);
    CHECK(cm__lint_begin(&lint, s.map) == CM_OK && cm__lint_furniture(&lint) == CM_OK);
    CHECK(lint.found[33].status == CM_MAP_LINT_DOES_NOT_APPLY);
    cm__lint_end(&lint);
    clear_scene(&s);
}

TEST_MAIN(RUN(each_fault_of_the_furniture_misses_its_own_point),
          RUN(a_source_may_be_told_in_a_line_of_its_own),
          RUN(what_is_not_approximate_is_passed_over))
