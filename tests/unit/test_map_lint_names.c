/* test_map_lint_names.c - tests output/map_lint_names.c: names and leaders. */
#include "tests/unit/lint_scene.h"

/* A name of an area has no leader. */
static cm__item *ward_of(cm_map *map, size_t i)
{
    return &group_of(map, "wards-labels")->items[i];
}
static void stack(cm_map *map)
{
    ward_of(map, 1)->ink_mm = ward_of(map, 0)->ink_mm;
}
static void cut(cm_map *map)
{
    ward_of(map, 0)->ink_mm.y_min = map->list.frame_mm.y_min - 0.2;
    ward_of(map, 0)->ink_mm.x_max = ward_of(map, 0)->ink_mm.x_min + 0.1;
}
static void slip_under(cm_map *map)
{
    const cm_box legend = map->manifest.legend_mm;

    ward_of(map, 0)->ink_mm =
        (cm_box){legend.x_min + 1, legend.y_min + 1, legend.x_min + 9, legend.y_min + 4};
}
static void lose_names(cm_map *map)
{
    group_of(map, "wards-labels")->item_count -= 2;
}
static void lose_first(cm_map *map)
{
    map->manifest.first_left_out_count = 1;
    map->manifest.first_left_out[0] = "北海道大学";
}
static void cover_symbol(cm_map *map)
{
    const cm_point at = group_of(map, "members")->items[0].at;
    cm__item *const ward = ward_of(map, 0);

    ward->text.halo_mm = 0;
    ward->ink_mm = (cm_box){at.x - 0.6, at.y - 0.6, at.x + 0.6, at.y + 0.6};
}

TEST(each_fault_of_the_names_misses_its_own_point)
{
    static const fault rows[] = {
        {"sound", NULL, NULL, {0}, NULL},
        {"one on another", NULL, stack, {18}, "two labels overlap"},
        {"over the neatline", NULL, cut, {19}, "cut by the frame"},
        {"under the legend", NULL, slip_under, {19}, "under 'legend'"},
        {"two left out", NULL, lose_names, {20}, "names are placed"},
        {"one of the first left out", NULL, lose_first, {20}, "'北海道大学'"},
        {"on a symbol", NULL, cover_symbol, {22}, "of the symbols"},
    };

    CHECK_FAULTS(rows, cm__lint_names);
}

/* Leaders of our own: from the edge of a symbol to a name, in a place where nothing else is. */
static void add_leader(cm_map *map, const cm_point *from, const cm_point *to)
{
    const cm_symbol thin = {.stroke = {85, 85, 85, 255}, .stroke_mm = 0.12};
    cm__group *const group = group_of(map, "leaders");
    cm__path path = {0};

    CHECK(cm__path_begin(&path) == CM_OK && cm__path_add(&path, from->x, from->y) == CM_OK &&
          cm__path_add(&path, to->x, to->y) == CM_OK);
    CHECK(cm__array_grow(&group->items, group->item_count + 1, sizeof *group->items) == CM_OK);
    group->items[group->item_count] =
        (cm__item){.kind = CM__ITEM_PATH, .symbol = thin, .path = path};
    group->items[group->item_count].ink_mm = cm__path_box(&path);
    group->item_count++;
    group->item_capacity = group->item_count;
}

/* The map with one ward's name alone, at the end of a leader from the a member's right edge. */
static void lead(cm_map *map, double off_mm, double length_mm, double gap_mm)
{
    const cm__item *const member = find_item(map, "members", "member-4"); /* stands alone */
    const cm_point from = {member->at.x + cm__marker_reach_mm(&member->symbol) + off_mm,
                           member->at.y};
    const cm_point to = {from.x + length_mm, from.y};

    empty_group(map, "leaders");
    group_of(map, "members-labels")->item_count = 0;
    group_of(map, "wards-labels")->item_count = 1;
    ward_of(map, 0)->ink_mm = (cm_box){to.x + gap_mm, to.y - 1, to.x + gap_mm + 8, to.y + 1};
    map->manifest.names_asked = 1;
    map->list.frame_mm = (cm_box){0, 0, 500, 500};
    empty_group(map, "north");
    empty_group(map, "scalebar");
    empty_group(map, "legend");
    add_leader(map, &from, &to);
}
static void lead_well(cm_map *map)
{
    lead(map, 0, 12, 0);
}
static void lead_far(cm_map *map)
{
    lead(map, 0, 41, 0);
}
static void lead_from_nothing(cm_map *map)
{
    lead(map, 0.5, 2, 0);
}
static void lead_to_nothing(cm_map *map)
{
    lead(map, 0, 12, 1);
}
static void cross_leader(cm_map *map)
{
    const cm__item *const member = find_item(map, "members", "member-4");
    const double reach = cm__marker_reach_mm(&member->symbol), y = member->at.y;
    const cm_point at = {member->at.x + reach + 6, y - 3}, end = {at.x, y + 3};

    lead(map, 0, 12, 0);
    add_leader(map, &at, &end);
}
static void cross_name(cm_map *map)
{
    lead(map, 0, 20, 0);
    group_of(map, "wards-labels")->item_count = 2;
    map->manifest.names_asked = 2;
    const cm_box own = ward_of(map, 0)->ink_mm;
    ward_of(map, 1)->ink_mm = (cm_box){own.x_min - 12, own.y_min, own.x_min - 8, own.y_max};
}

TEST(each_fault_of_a_leader_is_found)
{
    static const fault rows[] = {
        {"sound", NULL, lead_well, {0}, NULL},
        {"too long", NULL, lead_far, {21}, "41 mm long"},
        {"from no symbol", NULL, lead_from_nothing, {21}, "0.5 mm off the edge"},
        {"to no name", NULL, lead_to_nothing, {21}, "ends at no name"},
        {"across another", NULL, cross_leader, {21}, NULL},
        {"across a name", NULL, cross_name, {21}, "crosses '"},
    };

    CHECK_FAULTS(rows, cm__lint_names);
}

static void unname(scene *s)
{
    CHECK(cm_style_set_label_column(&s->members_style, NULL) == CM_OK);
    CHECK(cm_style_set_label_column(&s->wards_style, NULL) == CM_OK);
}

TEST(a_map_without_names_has_none_to_check)
{
    cm__lint lint;
    scene s;

    init_sound_scene(&s);
    unname(&s);
    CHECK(make(&s) == CM_OK);
    CHECK(cm__lint_begin(&lint, s.map) == CM_OK && cm__lint_names(&lint) == CM_OK);
    for (int point = 18; point <= 22; point++)
        CHECK(lint.found[point - 1].said &&
              lint.found[point - 1].status == CM_MAP_LINT_DOES_NOT_APPLY);
    cm__lint_end(&lint);
    clear_scene(&s);
}

TEST_MAIN(RUN(each_fault_of_the_names_misses_its_own_point), RUN(each_fault_of_a_leader_is_found),
          RUN(a_map_without_names_has_none_to_check))
