/* test_map_lint_legend.c - tests output/map_lint_legend.c: all that is drawn, in its colours. */
#include "tests/unit/lint_scene.h"

static void misname(cm_map *map)
{
    text_of(map, "legend", "大学")->string = "なにか（2）";
}
static void print_id(cm_map *map)
{
    text_of(map, "legend", "凡例")->string = "density";
}
static void reshape(cm_map *map)
{
    group_of(map, "members")->items[0].symbol.shape = CM_SHAPE_CROSS;
}

static cm__item *first_swatch(cm_map *map, cm__item_kind kind)
{
    cm__group *const legend = group_of(map, "legend");

    for (size_t i = 0; i < legend->item_count; i++)
        if (legend->items[i].kind == kind)
            return &legend->items[i];
    CHECK(!"a swatch");
    return NULL;
}
static void recolour(cm_map *map)
{
    first_swatch(map, CM__ITEM_MARKER)->symbol.fill = (cm_colour){0, 130, 190, 255};
}
/* What looks right on the map since it lies on white, and wrong in the legend, or the reverse. */
static void let_through(cm_map *map)
{
    first_swatch(map, CM__ITEM_MARKER)->symbol.fill.alpha = 160;
}
/* Each colour of the map is in the legend, beside another's name. */
static void exchange(cm_map *map)
{
    cm__group *const legend = group_of(map, "legend");
    cm__item *const first = first_swatch(map, CM__ITEM_MARKER);

    for (cm__item *other = first + 1; other < legend->items + legend->item_count; other++)
        if (other->kind == CM__ITEM_MARKER) {
            const cm_symbol symbol = other->symbol;
            other->symbol = first->symbol;
            first->symbol = symbol;
            return;
        }
}
static void miscount_both(cm_map *map)
{
    cm__item *const first = text_of(map, "legend", "大学");
    cm__item *const other = text_of(map, "legend", "企業");

    first->string = "大学（3）";
    other->string = "企業（2）";
}
static void part_limits(cm_map *map)
{
    layer_of(map, "density")->classes[0].upper -= 0.1;
}
static void part_labels(cm_map *map)
{
    layer_of(map, "density")->classes[1].label = "1.5–2";
    text_of(map, "legend", "1–2")->string = "1.5–2";
}
static void lose_unit(cm_map *map)
{
    layer_of(map, "density")->unit = NULL;
}
static void hide_unit(cm_map *map)
{
    text_of(map, "legend", "件/km²")->string = "会員の密度";
}
static void miscount(cm_map *map)
{
    text_of(map, "legend", "大学")->string = "大学（9）";
}
static void leave_rows(cm_map *map)
{
    layer_of(map, "members")->absent_count = 3;
}

TEST(each_fault_of_the_legend_misses_its_own_point)
{
    static const fault rows[] = {
        {"sound", NULL, NULL, {0}, NULL},
        {"a class of another name", NULL, misname, {10}, "'大学' of 'members'"},
        {"an internal name", NULL, print_id, {10}, "'density', a name"},
        {"another shape", NULL, reshape, {10}, "not in the legend"},
        {"rows without a class", NULL, leave_rows, {10}, "3 rows"},
        {"another colour", NULL, recolour, {11}, "the swatch beside"},
        {"another opacity", NULL, let_through, {11}, "the swatch beside"},
        {"swatches of each other", NULL, exchange, {11}, "the swatch beside"},
        {"counts of each other", NULL, miscount_both, {12}, "does not say"},
        {"a gap between limits", NULL, part_limits, {12}, "a class ends at 0.9"},
        {"a gap between labels", NULL, part_labels, {12}, "is followed by"},
        {"no unit", NULL, lose_unit, {12}, "has no unit"},
        {"a unit that is not printed", NULL, hide_unit, {12}, "does not print the unit"},
        {"another count", NULL, miscount, {12}, "'大学'"},
    };

    CHECK_FAULTS(rows, lint_all);
}

/* Firms with a number of employees, drawn in proportion. */
static void weigh(scene *s)
{
    static const double numbers[] = {900, 120, 60, 400, 250, 30, NAN, 10};
    const cm_style_size size = {
        .column = "staff", .value = 900, .size_mm = 14, .title = "従業員", .unit = "人"};
    size_t column = 0;

    CHECK(cm_table_add_column(&s->members.table, &column, "staff", CM_COLUMN_REAL) == CM_OK);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        cm_table_set_real(&s->members.table, i, column, numbers[i]);
    CHECK(cm_style_set_size(&s->members_style, &size) == CM_OK);
}
static void weigh_untitled(scene *s)
{
    const cm_style_size size = {.column = "staff", .value = 900, .size_mm = 14};

    weigh(s);
    CHECK(cm_style_set_size(&s->members_style, &size) == CM_OK);
}

/* The first of the nested circles: it is followed by a line of two vertices. */
static cm__item *circle_of(cm_map *map)
{
    cm__group *const legend = group_of(map, "legend");

    for (size_t i = 0; i + 1 < legend->item_count; i++)
        if (legend->items[i].kind == CM__ITEM_MARKER &&
            legend->items[i + 1].kind == CM__ITEM_PATH &&
            legend->items[i + 1].path.vertex_count == 2)
            return &legend->items[i];
    CHECK(!"a circle");
    return NULL;
}
static void inflate(cm_map *map)
{
    circle_of(map)->symbol.size_mm *= 1.02;
}
static void raise(cm_map *map)
{
    circle_of(map)->at.y -= 1;
}
static void break_value(cm_map *map)
{
    cm__item *const circle = circle_of(map);

    circle[0].symbol.size_mm *= sqrt(1.2);
    circle[0].at.y -= circle[0].symbol.size_mm / 2 * (1 - 1 / sqrt(1.2));
    circle[2].string = "600";
}
static void forget_sizes(cm_map *map)
{
    circle_of(map)[1].path.vertex_count = 0;
    for (cm__item *item = circle_of(map); item[1].path.vertex_count == 2; item += 3)
        item[1].path.vertex_count = 0;
}

TEST(each_fault_of_the_sizes_is_found)
{
    static const fault rows[] = {
        {"sound", weigh, NULL, {0}, NULL},
        {"the column for a title", weigh_untitled, NULL, {10}, "'staff', a name"},
        {"another size", weigh, inflate, {13}, "not in proportion"},
        {"off the ground", weigh, raise, {13}, "does not stand on"},
        {"not round", weigh, break_value, {13}, "not 1, 2 or 5"},
        {"no sizes", weigh, forget_sizes, {13}, "shows no sizes"},
    };

    CHECK_FAULTS(rows, cm__lint_legend);
}

TEST_MAIN(RUN(each_fault_of_the_legend_misses_its_own_point), RUN(each_fault_of_the_sizes_is_found))
