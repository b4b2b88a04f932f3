/* test_map_timeline.c - tests output/map_timeline.c, and the strip's place on a whole map. */
#include "geo/base_memory.h"
#include "output/map_timeline.h"
#include "tests/unit/map_scene.h"

static const cm_map_timeline_value kobe[] = {{2006, 100, "約100"},
                                             {2010, 187, NULL},
                                             {2016, 316, NULL},
                                             {2020, 368, NULL},
                                             {2022, 382, NULL}};

/* The strip alone on a page. */
static void draw(cm__list *list, const cm_map_timeline *ask, double width_mm)
{
    cm_map_options options = CM_MAP_OPTIONS_INIT;
    const cm__sheet sheet = {.options = &options};
    cm__timeline timeline = {.ask = NULL};

    options.timeline = *ask;
    *list = (cm__list){.width_mm = 210, .height_mm = 297};
    CHECK(cm__timeline_layout(&timeline, &sheet, width_mm) == CM_OK);
    CHECK(cm__list_add_layer(list, "", false) == CM_OK);
    CHECK(cm__timeline_draw(list, &timeline, (cm_point){20, 100}, width_mm) == CM_OK);
    cm__timeline_clear(&timeline);
}

TEST(bars_stand_at_their_years_and_are_as_high_as_their_values)
{
    const cm_map_timeline ask = {"会員数", NULL, kobe, 5, 0};
    cm_box bars[5];
    size_t count = 0, texts = 0;
    cm__list list;

    draw(&list, &ask, 160);
    const cm__group *const group = &list.layers[0].groups[0];
    CHECK(strcmp(group->id, "timeline") == 0);
    for (size_t i = 0; i < group->item_count; i++) {
        const cm__item *const item = &group->items[i];
        CHECK(item->ink_mm.x_min >= 19.8 && item->ink_mm.x_max <= 180.2);
        texts += item->kind == CM__ITEM_TEXT;
        if (item->kind == CM__ITEM_PATH && item->path.closed && count < 5)
            bars[count++] = item->ink_mm;
    }
    CHECK(count == 5 && texts == 11); /* the title, values and years */
    for (size_t i = 0; i < count; i++) {
        const double middle = (bars[i].x_min + bars[i].x_max) / 2;
        const double first = (bars[0].x_min + bars[0].x_max) / 2;
        const double last = (bars[4].x_min + bars[4].x_max) / 2;
        CHECK_NEAR((middle - first) / (last - first), (kobe[i].year - 2006) / 16.0, 1e-9);
        CHECK_NEAR(cm__box_height(&bars[i]) / cm__box_height(&bars[4]), kobe[i].value / 382, 1e-9);
        CHECK_NEAR(bars[i].y_max, bars[0].y_max, 1e-9);
    }
    cm__list_clear(&list);
    CHECK(cm__memory_live() == 0);
}

/* However many: no text on another or on a bar, and the last value is always there. */
TEST(texts_keep_off_each_other_and_off_bars)
{
    static const double widths[] = {186, 58, 30};
    cm_map_timeline_value values[300];

    for (size_t count = 1; count <= 300; count += 13)
        for (size_t w = 0; w < 3; w++)
            for (int shape = 0; shape < 3; shape++) {
                const cm_map_timeline ask = {NULL, NULL, values, count, 0};
                bool has_last = false;
                char last[40];
                cm__list list;
                for (size_t i = 0; i < count; i++)
                    values[i] =
                        (cm_map_timeline_value){.year = 1700 + (int)i + (int)(i * i % 3),
                                                .value = shape == 0   ? (double)i * 41
                                                         : shape == 1 ? (double)(i * 7919 % 83)
                                                                      : 0};
                for (size_t i = 1; i < count; i++) /* rising */
                    values[i].year = (int)fmax(values[i].year, values[i - 1].year + 1);
                snprintf(last, sizeof last, "%d", values[count - 1].year);
                draw(&list, &ask, widths[w]);
                const cm__group *const group = &list.layers[0].groups[0];
                for (size_t i = 0; i < group->item_count; i++) {
                    const cm__item *const text = &group->items[i];
                    if (text->kind != CM__ITEM_TEXT)
                        continue;
                    has_last = has_last || strcmp(text->string, last) == 0;
                    for (size_t k = 0; k < group->item_count; k++)
                        CHECK(k == i || !cm__box_touches(&text->ink_mm, &group->items[k].ink_mm));
                }
                CHECK(has_last);
                cm__list_clear(&list);
            }
}

TEST(a_strip_stands_below_the_map_and_a_panel_on_it)
{
    for (int is_panel = 0; is_panel < 2; is_panel++) {
        scene s;
        init_scene(&s);
        s.options.timeline = (cm_map_timeline){"会員数", "町の統計", kobe, 5, is_panel ? 45 : 0};
        CHECK(make(&s) == CM_OK);
        const cm_box frame = cm_map_get_report(s.map)->frame_mm;
        const cm_box strip = ink_of(find_group(s.map, "timeline"));
        const cm_box credit = ink_of(find_group(s.map, "credit"));
        CHECK(is_panel ? cm__box_holds(&frame, &strip) : strip.y_min > frame.y_max + 3);
        CHECK(is_panel ? cm__box_width(&strip) <= 46 : cm__box_width(&strip) > 150);
        CHECK(strip.y_max < credit.y_min);
        bool is_credited = false;
        const cm__group *const lines = find_group(s.map, "credit");
        for (size_t i = 0; i < lines->item_count; i++)
            is_credited = is_credited || strstr(lines->items[i].string, "会員数＝町の統計") != NULL;
        CHECK(is_credited);
        clear_scene(&s);
    }
}

TEST(refuses_what_is_no_timeline)
{
    static const cm_map_timeline_value back[] = {{2000, 1, NULL}, {2000, 2, NULL}},
                                       below[] = {{2000, -1, NULL}},
                                       unknown[] = {{2000, NAN, NULL}};
    static const struct {
        const char *why;
        cm_map_timeline ask;
    } rows[] = {{"years that do not rise", {NULL, NULL, back, 2, 0}},
                {"a value below 0", {NULL, NULL, below, 1, 0}},
                {"no number", {NULL, NULL, unknown, 1, 0}},
                {"too many", {NULL, NULL, kobe, 301, 0}},
                {"narrow", {NULL, NULL, kobe, 5, 29}},
                {"no width", {NULL, NULL, kobe, 5, NAN}}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        scene s;
        test_now = rows[i].why;
        init_scene(&s);
        s.options.timeline = rows[i].ask;
        CHECK(make(&s) == CM_ERR_DOMAIN && s.map == NULL);
        clear_scene(&s);
    }
}

TEST_MAIN(RUN(bars_stand_at_their_years_and_are_as_high_as_their_values),
          RUN(texts_keep_off_each_other_and_off_bars),
          RUN(a_strip_stands_below_the_map_and_a_panel_on_it), RUN(refuses_what_is_no_timeline))
