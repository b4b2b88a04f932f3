/* test_map_gather_draw.c - tests output/map_gather_draw.c. */
#include "geo/base_memory.h"
#include "output/map_gather.h"
#include "tests/unit/gather_scene.h"

/* A list with the group `members`, as the map draws it. */
static void draw(cm__list *list, cm__ids *ids, gather_scene *s)
{
    CHECK(cm__theme_place_members(&s->sheet) == CM_OK);
    begin_list(list, &s->sheet);
    CHECK(cm__theme_draw_layer(list, ids, &s->sheet, 0) == CM_OK);
}

static void clear(cm__list *list, cm__ids *ids)
{
    cm__list_clear(list);
    cm__ids_clear(ids);
}

TEST(each_hexagon_is_drawn_in_the_colour_of_its_class)
{
    gather_scene s;
    cm__list list;
    cm__ids ids = {0};

    gather_begin(&s, 900, 40, CM_MAP_GATHER_HEXAGONS);
    draw(&list, &ids, &s);
    const cm__gather *const gather = &s.sheet.gather;
    const cm__group *const group = find_group(&list, "members");
    CHECK(group && group->item_count == gather->cell_count);
    for (size_t i = 0; group && i < group->item_count; i++) {
        const cm__item *const item = &group->items[i];
        char tooltip[40];
        snprintf(tooltip, sizeof tooltip, "%zu件", gather->cells[i].count);
        CHECK(item->symbol.shape == CM_SHAPE_HEXAGON && strcmp(item->tooltip, tooltip) == 0);
        /* the area of a hexagon whose sides are so far apart */
        CHECK_NEAR(3.14159265358979 / 4 * item->symbol.size_mm * item->symbol.size_mm,
                   sqrt(3) / 2 * gather->width_mm * gather->width_mm, 1e-9);
        for (size_t k = 0; k < i; k++) { /* more members, never a lighter colour */
            const cm__item *const other = &group->items[k];
            if (gather->cells[i].count > gather->cells[k].count)
                CHECK(item->symbol.fill.green <= other->symbol.fill.green);
        }
    }
    clear(&list, &ids);
    gather_end(&s);
    CHECK(cm__memory_live() == 0);
}

TEST(a_circle_has_the_area_of_its_members)
{
    gather_scene s;
    cm__list list;
    cm__ids ids = {0};

    gather_begin(&s, 900, 60, CM_MAP_GATHER_CIRCLES);
    draw(&list, &ids, &s);
    const cm__gather *const gather = &s.sheet.gather;
    const cm__group *const group = find_group(&list, "members");
    CHECK(group && group->item_count == gather->cell_count && gather->most > 1);
    for (size_t i = 0; group && i < group->item_count; i++) {
        const double size_mm = group->items[i].symbol.size_mm;
        CHECK(group->items[i].symbol.shape == CM_SHAPE_CIRCLE);
        CHECK_NEAR(size_mm * size_mm * (double)gather->most / (double)gather->cells[i].count,
                   gather->width_mm * gather->width_mm, 1e-9);
    }
    clear(&list, &ids);
    gather_end(&s);
    CHECK(cm__memory_live() == 0);
}

static bool has_row(const cm__legend *legend, cm__legend_kind kind, const char *text)
{
    for (size_t i = 0; i < legend->row_count; i++)
        if (legend->rows[i].kind == kind &&
            (!text || (legend->rows[i].text && strcmp(legend->rows[i].text, text) == 0)))
            return true;
    return false;
}

TEST(the_legend_says_how_many_are_gathered_and_how)
{
    static const struct {
        cm_map_gather wish;
        cm_map_language language;
        cm__legend_kind kind;
        const char *text;
        bool is_there;
    } rows[] = {
        {CM_MAP_GATHER_HEXAGONS, CM_MAP_JAPANESE, CM__LEGEND_HEADING, "六角形ごとの会員数（幅5 m）",
         true},
        {CM_MAP_GATHER_HEXAGONS, CM_MAP_JAPANESE, CM__LEGEND_NOTE, "1,200件をまとめて示す", true},
        {CM_MAP_GATHER_HEXAGONS, CM_MAP_ENGLISH, CM__LEGEND_HEADING,
         "Members per hexagon (5 m wide)", true},
        {CM_MAP_GATHER_HEXAGONS, CM_MAP_ENGLISH, CM__LEGEND_NOTE, "1,200 members are gathered",
         true},
        {CM_MAP_GATHER_HEXAGONS, CM_MAP_ENGLISH, CM__LEGEND_MARKER, "1–4 (0)", true},
        {CM_MAP_GATHER_HEXAGONS, CM_MAP_ENGLISH, CM__LEGEND_MARKER, "500–1,200 (1)", true},
        {CM_MAP_GATHER_HEXAGONS, CM_MAP_ENGLISH, CM__LEGEND_MARKER, "会員 (1,200)", false},
        {CM_MAP_GATHER_HEXAGONS, CM_MAP_ENGLISH, CM__LEGEND_SIZES, NULL, false},
        {CM_MAP_GATHER_CIRCLES, CM_MAP_ENGLISH, CM__LEGEND_SIZES, NULL, true},
        {CM_MAP_GATHER_NEVER, CM_MAP_ENGLISH, CM__LEGEND_HEADING, NULL, false},
        {CM_MAP_GATHER_NEVER, CM_MAP_ENGLISH, CM__LEGEND_MARKER, "会員 (1,200)", true},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        gather_scene s;
        cm__legend legend = {0};
        test_now = rows[i].text;
        gather_begin(&s, 1200, 0, rows[i].wish);
        s.options.language = rows[i].language;
        s.style.classes[0].count = 1200;
        CHECK(cm__theme_place_members(&s.sheet) == CM_OK);
        CHECK(cm__legend_collect(&legend, &s.sheet) == CM_OK);
        CHECK(has_row(&legend, rows[i].kind, rows[i].text) == rows[i].is_there);
        cm__legend_clear(&legend);
        gather_end(&s);
    }
    CHECK(cm__memory_live() == 0);
}

TEST(a_class_begins_with_its_limit)
{
    static const struct {
        size_t count;
        const char *text;
    } rows[] = {{1, "1 (1)"}, {2, "2 (1)"}, {4, "2–4 (1)"}, {5, "5 (1)"}, {10, "10 (1)"}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        gather_scene s;
        cm__legend legend = {0};
        test_now = rows[i].text;
        gather_begin(&s, rows[i].count, 0, CM_MAP_GATHER_HEXAGONS);
        s.options.language = CM_MAP_ENGLISH;
        CHECK(cm__theme_place_members(&s.sheet) == CM_OK);
        CHECK(cm__legend_collect(&legend, &s.sheet) == CM_OK);
        CHECK(has_row(&legend, CM__LEGEND_MARKER, rows[i].text));
        cm__legend_clear(&legend);
        gather_end(&s);
    }
    CHECK(cm__memory_live() == 0);
}

TEST(a_detail_keeps_the_symbols_in_the_legend)
{
    const cm_map_inset inset = {.kind = CM_MAP_DETAIL}, locator = {.kind = CM_MAP_LOCATOR};
    gather_scene s;

    gather_begin(&s, 600, 0, CM_MAP_GATHER_AUTO);
    CHECK(cm__theme_place_members(&s.sheet) == CM_OK);
    CHECK(cm__gather_layer(&s.sheet) == 0 && !cm__gather_leaves(&s.sheet, 0));
    s.options.insets = &locator;
    s.options.inset_count = 1;
    CHECK(!cm__gather_leaves(&s.sheet, 0));
    s.options.insets = &inset;
    CHECK(cm__gather_leaves(&s.sheet, 0));
    gather_end(&s);
    CHECK(cm__memory_live() == 0);
}

TEST_MAIN(RUN(each_hexagon_is_drawn_in_the_colour_of_its_class),
          RUN(a_circle_has_the_area_of_its_members),
          RUN(the_legend_says_how_many_are_gathered_and_how), RUN(a_class_begins_with_its_limit),
          RUN(a_detail_keeps_the_symbols_in_the_legend))
