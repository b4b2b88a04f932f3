/* test_map_lint_theme.c - tests output/map_lint_theme.c: colours and symbols of classes. */
#include "tests/unit/lint_scene.h"

static void set_fill(scene *s, size_t i, cm_colour fill)
{
    s->bands_style.classes[i].symbol.fill = fill;
}
static void blur(scene *s)
{
    set_fill(s, 0, (cm_colour){254, 227, 145, 255});
    set_fill(s, 1, (cm_colour){250, 215, 130, 255});
}
/* As light as each other and of colours that are one without green cones. */
static void confuse(scene *s)
{
    set_fill(s, 0, (cm_colour){243, 168, 128, 255});
    set_fill(s, 1, (cm_colour){190, 180, 120, 255});
}
static void turn_back(scene *s)
{
    const cm_class_limits limits = {.limits = {0.5, 1, 2, 4}, .class_count = 3};

    cm_style_clear(&s->bands_style);
    CHECK(cm_style_graduated(&s->bands_style, "level_from", &limits, NULL, CM_GEOMETRY_POLYGON) ==
          CM_OK);
    CHECK(cm_style_set_title(&s->bands_style, "会員の密度", "件/km²") == CM_OK);
    CHECK(cm_style_count(&s->bands_style, &s->bands) == CM_OK);
    s->bands_style.classes[1].symbol.fill = (cm_colour){90, 20, 0, 255};
}
static void hatch(scene *s)
{
    cm_style_hatch(&s->bands_style);
}
static void hatch_backwards(scene *s)
{
    cm_style_hatch(&s->bands_style);
    const cm_symbol low = s->bands_style.classes[0].symbol;
    s->bands_style.classes[0].symbol = s->bands_style.classes[1].symbol;
    s->bands_style.classes[1].symbol = low;
}
static void bleach(scene *s)
{
    s->members_style.classes[0].symbol =
        (cm_symbol){.shape = CM_SHAPE_CIRCLE, .size_mm = 2.4, .fill = {255, 255, 230, 255}};
}
static void uncase(scene *s)
{
    for (size_t i = 0; i < s->bands_style.class_count; i++)
        set_fill(s, i,
                 (cm_colour){(unsigned char)(90 - 70 * i), (unsigned char)(40 - 30 * i), 10, 255});
    for (size_t i = 0; i < s->members_style.class_count; i++)
        s->members_style.classes[i].symbol.casing_mm = 0.1;
    s->members_style.classes[0].symbol.fill = (cm_colour){70, 20, 20, 255};
}
static void fill_nothing(cm_map *map)
{
    layer_of(map, "density")->classes[1].is_rest = true;
}
static void begin_at_zero(cm_map *map)
{
    layer_of(map, "density")->classes[0].lower = 0;
}
static void fill_unclassed(cm_map *map)
{
    group_of(map, "density")->items[0].symbol.fill = (cm_colour){200, 0, 0, 255};
}
static void miscount(cm_map *map)
{
    layer_of(map, "members")->classes[1].found++;
}
static void end_early(cm_map *map)
{
    layer_of(map, "density")->classes[1].upper = 0.9;
}
static void crowd(cm_map *map)
{
    cm__group *const members = group_of(map, "members");

    for (size_t i = 0; i < members->item_count; i++)
        members->items[i].symbol.size_mm = 9;
}
static void gather(cm_map *map)
{
    crowd(map);
    layer_of(map, "members")->size_column = "staff";
}
static void round_off(scene *s)
{
    for (size_t i = 0; i < s->members_style.class_count; i++)
        s->members_style.classes[i].symbol.shape = CM_SHAPE_CIRCLE;
    s->members_style.classes[1].symbol.fill = s->members_style.classes[0].symbol.fill;
    s->members_style.classes[1].symbol.fill.red += 40;
}

TEST(each_fault_of_the_theme_misses_its_own_point)
{
    static const fault rows[] = {
        {"sound", NULL, NULL, {0}, NULL},
        {"classes too near", blur, NULL, {28}, "apart for all"},
        {"near without green cones", confuse, NULL, {28}, "for readers without green cones"},
        {"lightness there and back", turn_back, NULL, {28}, "lightness turns"},
        {"hatched", hatch, NULL, {0}, NULL},
        {"hatched backwards", hatch_backwards, NULL, {28}, "hatched no darker"},
        {"white on white", bleach, NULL, {29}, "hardly seen on paper"},
        {"dark on dark", uncase, NULL, {29}, "hardly seen on"},
        {"no value is filled", NULL, fill_nothing, {30}, "is filled"},
        {"a band from zero", NULL, begin_at_zero, {30}, "is filled"},
        {"an area of no class", NULL, fill_unclassed, {30}, "of no class"},
        {"another count", NULL, miscount, {31}, "rows"},
        {"limits that fall", NULL, end_early, {31}, "ends below its begin"},
        {"a carpet", NULL, crowd, {32}, "of the squares"},
        {"a gathered one", NULL, gather, {0}, NULL},
        {"circles all", round_off, NULL, {33}, "colour alone"},
    };

    CHECK_FAULTS(rows, cm__lint_theme);
}

TEST_MAIN(RUN(each_fault_of_the_theme_misses_its_own_point))
