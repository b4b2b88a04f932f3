/* test_map_list.c - tests output/map_list.c. */
#include "geo/base_memory.h"
#include "output/map_list.h"
#include "output/map_text.h"
#include "tests/test.h"

static const cm_symbol symbol = {
    .size_mm = 2, .fill = {0, 0, 0, 255}, .stroke = {0, 0, 0, 255}, .stroke_mm = 0.4};
static const cm__text_style plain = {.size_pt = 10, .colour = {0, 0, 0, 255}};

static void begin(cm__list *list, bool clipped)
{
    *list = (cm__list){.width_mm = 100, .height_mm = 100, .frame_mm = {10, 10, 90, 90}};
    CHECK(cm__list_add_layer(list, "members", clipped) == CM_OK);
    CHECK(cm__list_add_group(list, "g") == CM_OK);
}

static const cm__item *last(const cm__list *list)
{
    const cm__layer *const layer = &list->layers[list->layer_count - 1];
    const cm__group *const group = &layer->groups[layer->group_count - 1];

    return &group->items[group->item_count - 1];
}

static cm__path square(double from, double to)
{
    cm__path path = {.closed = true};

    CHECK(cm__path_begin(&path) == CM_OK);
    CHECK(cm__path_add(&path, from, from) == CM_OK);
    CHECK(cm__path_add(&path, to, from) == CM_OK);
    CHECK(cm__path_add(&path, to, to) == CM_OK);
    CHECK(cm__path_add(&path, from, to) == CM_OK);
    return path;
}

static void check_box(cm_box got, cm_box want)
{
    CHECK_NEAR(got.x_min, want.x_min, 1e-9);
    CHECK_NEAR(got.y_min, want.y_min, 1e-9);
    CHECK_NEAR(got.x_max, want.x_max, 1e-9);
    CHECK_NEAR(got.y_max, want.y_max, 1e-9);
}

TEST(keeps_layers_groups_and_items_in_order)
{
    cm__list list = {0};
    char id[16];

    for (int i = 0; i < 20; i++) {
        snprintf(id, sizeof id, "layer%d", i);
        CHECK(cm__list_add_layer(&list, id, i % 2) == CM_OK);
        for (int j = 0; j < 20; j++) {
            CHECK(cm__list_add_group(&list, j % 2 ? id : NULL) == CM_OK);
            for (int k = 0; k < 20; k++)
                CHECK(cm__list_add_marker(&list, id, NULL, &symbol, (cm_point){k, k}) == CM_OK);
        }
    }
    CHECK(cm__list_set_attribute(&list, "data-metres", "500") == CM_OK);
    memset(id, 'x', sizeof id - 1); /* texts were copied */
    CHECK(list.layer_count == 20 && list.layers[3].group_count == 20);
    CHECK(strcmp(list.layers[3].title, "layer3") == 0 && list.layers[3].clipped);
    CHECK(strcmp(list.layers[7].groups[19].items[0].id, "layer7") == 0);
    CHECK(!list.layers[7].groups[18].id);
    CHECK_NEAR(list.layers[7].groups[18].items[13].at.x, 13, 0);
    CHECK(strcmp(list.layers[19].groups[19].attribute, "data-metres") == 0);
    CHECK(strcmp(list.layers[19].groups[19].value, "500") == 0);
    CHECK(!list.layers[19].groups[18].attribute);
    cm__list_clear(&list);
    CHECK(list.layer_count == 0 && cm__memory_live() == 0);
    cm__list_clear(NULL);
}

TEST(knows_the_ink_of_paths_and_markers)
{
    cm__path path = square(20, 30);
    cm__list list;

    begin(&list, false);
    CHECK(cm__list_add_path(&list, "p", &symbol, &path) == CM_OK && !path.x_mm);
    check_box(last(&list)->ink_mm, (cm_box){19.8, 19.8, 30.2, 30.2});
    CHECK(cm__list_add_marker(&list, NULL, NULL, &symbol, (cm_point){50, 60}) == CM_OK);
    check_box(last(&list)->ink_mm, (cm_box){48.8, 58.8, 51.2, 61.2});
    CHECK(cm__list_add_marker(&list, NULL, NULL, &symbol, (cm_point){NAN, 6}) == CM_ERR_DOMAIN);
    CHECK(list.layers[0].groups[0].item_count == 2);
    cm__list_clear(&list);
    CHECK(cm__memory_live() == 0);
}

TEST(cuts_what_is_clipped_to_what_is_seen)
{
    cm__path whole = square(-1e7, 1e7), away = square(92, 95);
    cm__list list;

    begin(&list, true);
    CHECK(cm__list_add_path(&list, NULL, &symbol, &whole) == CM_OK);
    check_box(last(&list)->ink_mm, list.frame_mm);
    for (size_t i = 0; i < last(&list)->path.vertex_count; i++) { /* its edge is out of sight */
        const double x = last(&list)->path.x_mm[i], y = last(&list)->path.y_mm[i];
        CHECK(fmin(fabs(x - 50), fabs(y - 50)) > 40.2 && fmax(fabs(x - 50), fabs(y - 50)) < 45);
    }
    CHECK(cm__list_add_path(&list, NULL, &symbol, &away) == CM_OK && !away.x_mm);
    CHECK(list.layers[0].groups[0].item_count == 1);
    cm__list_clear(&list);
    CHECK(cm__memory_live() == 0);
}

TEST(turns_the_ink_of_texts)
{
    const cm__text_place level = {{50, 50}, CM__ALIGN_START, 0};
    const cm__text_place up = {{50, 50}, CM__ALIGN_START, 90};
    const cm__text_place middle = {{50, 50}, CM__ALIGN_MIDDLE, 0};
    const cm__text_place end = {{50, 50}, CM__ALIGN_END, 0};
    cm__text_style haloed = plain;
    cm__text_extent extent;
    cm__list list;

    begin(&list, false);
    CHECK(cm__text_measure(&extent, NULL, "札幌市", &plain) == CM_OK);
    CHECK(cm__list_add_text(&list, "t", "札幌市", &plain, &level) == CM_OK);
    const cm_box ink = last(&list)->ink_mm;
    check_box(ink, (cm_box){50 + extent.ink_mm.x_min, 50 + extent.ink_mm.y_min,
                            50 + extent.ink_mm.x_max, 50 + extent.ink_mm.y_max});
    CHECK(cm__list_add_text(&list, "t", "札幌市", &plain, &up) == CM_OK);
    check_box(last(&list)->ink_mm, (cm_box){50 + extent.ink_mm.y_min, 50 - extent.ink_mm.x_max,
                                            50 + extent.ink_mm.y_max, 50 - extent.ink_mm.x_min});
    CHECK(cm__list_add_text(&list, "t", "札幌市", &plain, &middle) == CM_OK);
    CHECK_NEAR(last(&list)->ink_mm.x_min, ink.x_min - extent.advance_mm / 2, 1e-9);
    CHECK(cm__list_add_text(&list, "t", "札幌市", &plain, &end) == CM_OK);
    CHECK_NEAR(last(&list)->ink_mm.x_min, ink.x_min - extent.advance_mm, 1e-9);
    haloed.halo = (cm_colour){255, 255, 255, 255};
    haloed.halo_mm = 0.5;
    CHECK(cm__list_add_text(&list, "t", "札幌市", &haloed, &level) == CM_OK);
    check_box(last(&list)->ink_mm,
              (cm_box){ink.x_min - 0.5, ink.y_min - 0.5, ink.x_max + 0.5, ink.y_max + 0.5});
    cm__list_clear(&list);
    CHECK(cm__memory_live() == 0);
}

TEST(takes_hostile_texts_clean_or_not_at_all)
{
    const cm__text_place place = {{50, 50}, CM__ALIGN_START, 0};
    cm__list list;
    char longest[10002];

    begin(&list, false);
    CHECK(cm__list_add_text(&list, NULL, "a\nb\x01\xff", &plain, &place) == CM_OK);
    CHECK(strcmp(last(&list)->string, "a b \xEF\xBF\xBD") == 0);
    CHECK(cm__list_add_text(&list, NULL, "", &plain, &place) == CM_OK);
    CHECK(cm__list_add_marker(&list, NULL, "a\tb\n", &symbol, (cm_point){1, 1}) == CM_OK);
    CHECK(strcmp(last(&list)->tooltip, "a b ") == 0);
    CHECK(cm__list_add_text(&list, NULL, "x\xF3\xB0\x80\x80", &plain, &place) == CM_ERR_FORMAT);
    memset(longest, 'a', sizeof longest - 1);
    longest[sizeof longest - 1] = '\0';
    CHECK(cm__list_add_text(&list, NULL, longest, &plain, &place) == CM_ERR_LIMIT);
    CHECK(strlen(cm_error_text()) < 200 && strstr(cm_error_text(), "10001"));
    longest[sizeof longest - 2] = '\0';
    CHECK(cm__list_add_text(&list, NULL, longest, &plain, &place) == CM_OK);
    CHECK(list.layers[0].groups[0].item_count == 4);
    cm__list_clear(&list);
    CHECK(cm__memory_live() == 0);
}

static cm_status add_all(cm__list *list, cm__path *path)
{
    const cm__text_place place = {{50, 50}, CM__ALIGN_START, 0};
    cm_status status = cm__list_add_layer(list, "layer", true);

    if (!status)
        status = cm__list_add_group(list, "group");
    if (!status)
        status = cm__list_set_attribute(list, "data-a", "b");
    if (!status)
        status = cm__list_add_marker(list, "m", "name", &symbol, (cm_point){20, 20});
    if (!status)
        status = cm__list_add_text(list, "t", "text", &plain, &place);
    if (!status)
        status = cm__list_add_path(list, "p", &symbol, path);
    return status;
}

TEST(reports_each_allocation_that_fails)
{
    size_t failed = 0;

    for (size_t nth = 1; nth < 100; nth++) {
        cm__list list = {.frame_mm = {10, 10, 90, 90}};
        cm__path path = square(0, 50);
        cm__memory_fail_at(nth, true);
        const cm_status status = add_all(&list, &path);
        cm__memory_fail_at(0, false);
        CHECK(status == CM_OK || status == CM_ERR_NOMEM);
        CHECK((status == CM_OK) == !path.x_mm);
        failed += status != CM_OK;
        cm__list_clear(&list);
        cm__path_clear(&path);
        CHECK(cm__memory_live() == 0);
    }
    CHECK(failed > 5 && failed < 90);
}

TEST_MAIN(RUN(keeps_layers_groups_and_items_in_order), RUN(knows_the_ink_of_paths_and_markers),
          RUN(cuts_what_is_clipped_to_what_is_seen), RUN(turns_the_ink_of_texts),
          RUN(takes_hostile_texts_clean_or_not_at_all), RUN(reports_each_allocation_that_fails))
