/* test_map_lint_text.c - tests output/map_lint_text.c: whether texts can be read. */
#include "tests/unit/lint_scene.h"

static void pale_title(cm_map *map)
{
    group_of(map, "title")->items[0].text.colour = (cm_colour){150, 150, 150, 255};
}
static void pale_name(cm_map *map)
{
    group_of(map, "wards-labels")->items[0].text.colour = (cm_colour){150, 150, 150, 255};
}
/* Dark on a dark class is read only in its halo. */
static void darken_bands(scene *s)
{
    for (size_t i = 0; i < s->bands_style.class_count; i++)
        s->bands_style.classes[i].symbol.fill = (cm_colour){60, 30, 10, 255};
}
static void set_on_band(cm_map *map, double halo_mm)
{
    const cm_point at = cm__box_middle(&group_of(map, "density")->items[0].ink_mm);
    cm__item *const name = &group_of(map, "wards-labels")->items[0];

    name->ink_mm = (cm_box){at.x - 2, at.y - 1, at.x + 2, at.y + 1};
    name->text.halo_mm = halo_mm;
}
static void set_with_halo(cm_map *map)
{
    set_on_band(map, 0.5);
}
static void set_with_thin_halo(cm_map *map)
{
    set_on_band(map, 0.4);
}
static void set_small(cm_map *map)
{
    text_of(map, "credit", "EPSG")->text.size_pt = 5.9;
}
static void draw_thin(cm_map *map)
{
    group_of(map, "graticule")->items[0].symbol.stroke_mm = 0.09;
}
static void draw_small(cm_map *map)
{
    group_of(map, "members")->items[0].symbol.size_mm = 0.9;
}
static void write_tofu(cm_map *map)
{
    group_of(map, "subtitle")->items[0].string = "a\xF3\xBF\xBF\xBD";
}
static void lay_down(cm_map *map)
{
    group_of(map, "subtitle")->items[0].angle_deg = -90;
}
static void stand_up(cm_map *map)
{
    group_of(map, "subtitle")->items[0].text.vertical = true;
    group_of(map, "subtitle")->items[0].string = "密度（ー）";
}
static void level(cm_map *map)
{
    cm__walk walk = {.list = &map->list};

    while (cm__walk_next(&walk)) {
        cm__item *const item =
            &map->list.layers[walk.layer].groups[walk.group].items[walk.item - 1];
        if (item->text.size_pt < 15)
            item->text.size_pt = 7.5;
    }
}
static void close_up(cm_map *map)
{
    group_of(map, "wards-labels")->items[0].text.spacing_em = 0;
}
static void write_alike(cm_map *map)
{
    group_of(map, "members-labels")->items[0].text = group_of(map, "wards-labels")->items[0].text;
}

TEST(each_fault_of_the_texts_misses_its_own_point)
{
    static const fault rows[] = {
        {"sound", NULL, NULL, {0}, NULL},
        {"pale on paper", NULL, pale_title, {23}, "札幌のIT産業クラスター"},
        {"pale with a halo", NULL, pale_name, {23}, NULL},
        {"a thin halo on the dark", darken_bands, set_with_thin_halo, {23}, "halo of 0.4 mm"},
        {"a halo on the dark", darken_bands, set_with_halo, {0}, NULL},
        {"of 5.9 pt", NULL, set_small, {24}, "5.9 pt"},
        {"a hair", NULL, draw_thin, {24}, "0.09 mm wide"},
        {"a speck", NULL, draw_small, {24}, "0.9 mm large"},
        {"no glyph", NULL, write_tofu, {25}, "U+"},
        {"on its side", NULL, lay_down, {26}, "lies on its side"},
        {"upright", NULL, stand_up, {0}, NULL},
        {"two sizes", NULL, level, {27}, "of 2 sizes"},
        {"names of areas set close", NULL, close_up, {27}, "not letter-spaced"},
        {"all names alike", NULL, write_alike, {27}, "written as the member"},
    };

    CHECK_FAULTS(rows, cm__lint_text);
}

TEST_MAIN(RUN(each_fault_of_the_texts_misses_its_own_point))
