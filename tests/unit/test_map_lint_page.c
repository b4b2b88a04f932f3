/* test_map_lint_page.c - tests output/map_lint_page.c: paper, scale, bar, balance. */
#include "tests/unit/lint_scene.h"
#include <stdlib.h>

static char number[64];

static cm__item *ratio_of(cm_map *map)
{
    return text_of(map, "scalebar", "1:");
}

static void print_ratio(cm_map *map, double factor)
{
    snprintf(number, sizeof number, "縮尺 1:%.0f", map->report.scale * factor);
    ratio_of(map)->string = number;
}

static void widen(cm_map *map)
{
    map->list.width_mm += 0.05;
}
static void print_more(cm_map *map)
{
    print_ratio(map, 1.003);
}
static void print_nothing(cm_map *map)
{
    ratio_of(map)->string = "縮尺";
}

/* The bar, and what it says it is, so many times as long. */
static void stretch_bar(cm_map *map, double bar, double said)
{
    static char metres[32], kilometres[32];
    cm__group *const group = group_of(map, "scalebar");

    snprintf(metres, sizeof metres, "%.6f", strtod(group->value, NULL) * said);
    group->value = metres;
    snprintf(kilometres, sizeof kilometres, "%.9f km", strtod(metres, NULL) / 1000);
    text_of(map, "scalebar", " km")->string = kilometres;
    for (size_t i = 0; i < group->item_count; i++)
        if (group->items[i].id)
            for (size_t k = 0; k < group->items[i].path.vertex_count; k++)
                group->items[i].path.x_mm[k] = (group->items[i].path.x_mm[k] - 100) * bar + 100;
}
static void odd_bar(cm_map *map)
{
    stretch_bar(map, 1.5, 1.5);
}
static void short_bar(cm_map *map)
{
    stretch_bar(map, 0.1, 0.1);
}
static void false_bar(cm_map *map)
{
    stretch_bar(map, 1.02, 1);
}
static void misprint_bar(cm_map *map)
{
    text_of(map, "scalebar", " km")->string = "20 km";
}
static void lose_unit(cm_map *map)
{
    text_of(map, "scalebar", " km")->string = "2";
}
static void no_bar(cm_map *map)
{
    group_of(map, "scalebar")->value = NULL;
}
/* Each by less than it is allowed alone. */
static void disagree(cm_map *map)
{
    stretch_bar(map, 1.0045, 1);
    print_ratio(map, 1.0009);
}
static void bleed(cm_map *map)
{
    cm__item *const band = &group_of(map, "frame")->items[0];

    band->ink_mm.x_min = 9.9;
}
static void lengthen(cm_map *map)
{
    map->list.height_mm += 60;
}
static void flatten(cm_map *map)
{
    map->manifest.map.page.margin_mm = 10.2; /* more is printable than the frame was made for */
    map->list.frame_mm.y_max -= 80;
    map->list.frame_plane.y_min += 80 * map->manifest.map.page.units_per_mm;
}

static void crowd(cm_map *map)
{
    map->manifest.map.page.margin_mm = 13; /* less is printable than the frame was made for */
    map->list.frame_mm.y_max += 10;
    map->list.frame_plane.y_min -= 10 * map->manifest.map.page.units_per_mm;
}

TEST(each_fault_of_the_page_misses_its_own_point)
{
    static const fault rows[] = {
        {"sound", NULL, NULL, {0}, NULL},
        {"too wide", NULL, widen, {1}, "210.05"},
        {"another number", NULL, print_more, {2}, "is printed"},
        {"no number", NULL, print_nothing, {2, 4}, NULL},
        {"not 1, 2, 5", NULL, odd_bar, {3}, "1, 2 or 5"},
        {"a stub", NULL, short_bar, {3}, "% of the frame's width"},
        {"untrue", NULL, false_bar, {3, 4}, "on the ground"},
        {"no bar", NULL, no_bar, {3, 4}, "no scale bar"},
        {"a bar with another number", NULL, misprint_bar, {3}, "20000 m are printed"},
        {"a bar without a unit", NULL, lose_unit, {3}, "are printed at the end"},
        {"bar and number apart", NULL, disagree, {4}, "differ by"},
        {"ink at the edge", NULL, bleed, {5}, "9.9 mm"},
        {"blank foot", NULL, lengthen, {1, 6}, NULL},
    };
    static const fault shares[] = {{"a low frame", NULL, flatten, {6}, "printable area"},
                                   {"a high frame", NULL, crowd, {6}, "printable area"}};

    CHECK_FAULTS(rows, lint_all);
    CHECK_FAULTS(shares, cm__lint_page);
}

/* Where the scale varies the credit says so; and that is missed if it does not. */
static void show_all_japan(scene *s)
{
    s->options.scale = 2e7;
    s->options.plane = NULL;
}
static void say_nothing(cm_map *map)
{
    cm__group *const credit = group_of(map, "credit");

    credit->items[credit->item_count - 1].string = "投影：EPSG:6680　真北方向角";
}

TEST(a_scale_that_varies_is_said_to)
{
    static const fault rows[] = {{"said", show_all_japan, NULL, {0}, NULL},
                                 {"not said", show_all_japan, say_nothing, {4}, "varies by"}};

    for (size_t i = 0; i < 2; i++) {
        cm__lint lint;
        scene s;
        init_sound_scene(&s);
        rows[i].prepare(&s);
        CHECK(make(&s) == CM_OK);
        if (rows[i].spoil)
            rows[i].spoil(s.map);
        CHECK(cm__lint_begin(&lint, s.map) == CM_OK && cm__lint_page(&lint) == CM_OK);
        CHECK((lint.found[3].status == CM_MAP_LINT_MISSED) == (i == 1));
        CHECK(i == 0 || strstr(lint.found[3].text.bytes, rows[i].sentence));
        cm__lint_end(&lint);
        clear_scene(&s);
    }
}

TEST_MAIN(RUN(each_fault_of_the_page_misses_its_own_point), RUN(a_scale_that_varies_is_said_to))
