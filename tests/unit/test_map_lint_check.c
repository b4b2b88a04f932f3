/* test_map_lint_check.c - tests output/map_lint_check.c: findings, and looking things up. */
#include "tests/unit/lint_scene.h"

TEST(a_miss_outweighs_and_the_first_is_told)
{
    cm__lint lint = {.list = NULL};
    const cm__lint_found *const found = &lint.found[4];

    cm__lint_pass_over(&lint, 5, "nothing there");
    CHECK(found->status == CM_MAP_LINT_DOES_NOT_APPLY && found->said);
    cm__lint_meet(&lint, 5, "%d of %d", 3, 3);
    CHECK(found->status == CM_MAP_LINT_MET && strcmp(found->text.bytes, "3 of 3") == 0);
    cm__lint_meet(&lint, 5, "again");
    cm__lint_pass_over(&lint, 5, "nothing there");
    CHECK(strcmp(found->text.bytes, "3 of 3") == 0);
    cm__lint_miss(&lint, 5, "first");
    cm__lint_miss(&lint, 5, "second");
    cm__lint_meet(&lint, 5, "all well");
    CHECK(found->status == CM_MAP_LINT_MISSED && found->misses == 2);
    CHECK(strcmp(found->text.bytes, "first") == 0);
    CHECK(!lint.found[3].said && !lint.found[5].said);
    cm__lint_end(&lint);
    CHECK(cm__memory_live() == 0);
}

TEST(numbers_and_names_are_cut_to_size)
{
    char name[200] = "";

    CHECK(strcmp(CM__SHOW(1.2345, 2), "1.23") == 0 && strcmp(CM__SHOW(-0.0001, 2), "0") == 0);
    CHECK(strcmp(CM__SHOW(NAN, 2), "nan") == 0 && strlen(CM__SHOW(1e308, 3)) > 300);
    CHECK(strcmp(CM__NAME("札幌"), "札幌") == 0 && strcmp(CM__NAME(NULL), "") == 0);
    for (int i = 0; i < 40; i++)
        strcat(name, "札");
    const char *const cut = CM__NAME(name);
    CHECK(strlen(cut) < CM__LINT_NAME && strlen(cut) % 3 == 0); /* whole characters */
    CHECK(strcmp(cut + strlen(cut) - 3, "…") == 0);
}

TEST(walks_over_every_item_once)
{
    size_t count = 0, names = 0, wanted = 0;
    scene s;

    init_sound_scene(&s);
    CHECK(make(&s) == CM_OK);
    const cm__list *const list = &s.map->list;
    for (size_t i = 0; i < list->layer_count; i++)
        for (size_t k = 0; k < list->layers[i].group_count; k++)
            wanted += list->layers[i].groups[k].item_count;
    cm__walk all = {.list = list}, labels = {.list = list};
    for (const cm__item *item; (item = cm__walk_next(&all)); count++)
        CHECK(item >= all.in_group->items && item < all.in_group->items + all.in_group->item_count);
    while (cm__walk_find(&labels, CM__HOLDS_LABELS))
        names++;
    CHECK(count == wanted && count > 50);
    CHECK(names == s.map->report.labels && names > 4);
    cm__walk empty = {.list = &(cm__list){0}};
    CHECK(cm__walk_next(&empty) == NULL);
    clear_scene(&s);
}

TEST(the_credit_is_read_across_its_lines)
{
    cm__lint lint;
    scene s;

    init_sound_scene(&s);
    s.options.credit =
        "株式会社の一覧は当所が調べたもので、国税庁法人番号公表サイトと照らし合わせ、住所を街区まで"
        "確かめた。以後の移転は追っていない。";
    CHECK(make(&s) == CM_OK && cm__lint_begin(&lint, s.map) == CM_OK);
    CHECK(cm__lint_credits(&lint, s.options.credit));
    CHECK(cm__lint_credits(&lint, "EPSG:6680") && !cm__lint_credits(&lint, "EPSG:6681"));
    CHECK(!cm__lint_credits(&lint, "") && !cm__lint_credits(&lint, NULL));
    CHECK(cm__lint_credits_approximate(&lint, "区"));
    CHECK(cm__lint_credits(&lint, "密度") && !cm__lint_credits_approximate(&lint, "密度"));
    CHECK(lint.failed == CM_OK);
    cm__lint_end(&lint);
    clear_scene(&s);
}

TEST(pieces_are_as_large_as_their_paper)
{
    cm__lint_piece pieces[CM__LINT_PIECES_MAX];
    cm__lint lint;
    scene s;
    bool found = false;

    init_sound_scene(&s);
    CHECK(make(&s) == CM_OK && cm__lint_begin(&lint, s.map) == CM_OK);
    const size_t count = cm__lint_pieces(pieces, &lint);
    CHECK(count == 6); /* there is no list */
    for (size_t i = 0; i < count; i++)
        if (strcmp(pieces[i].id, "legend") == 0)
            found = cm__box_holds(&pieces[i].box, &s.map->manifest.legend_mm);
    CHECK(found);
    const cm_box none = cm__lint_ink(NULL);
    CHECK(cm__box_is_empty(&none) && cm__lint_group(&lint, "nothing") == NULL);
    CHECK(strcmp(cm__lint_layer(&lint, cm__lint_group(&lint, "members"))->id, "members") == 0);
    cm__lint_end(&lint);
    clear_scene(&s);
}

TEST_MAIN(RUN(a_miss_outweighs_and_the_first_is_told), RUN(numbers_and_names_are_cut_to_size),
          RUN(walks_over_every_item_once), RUN(the_credit_is_read_across_its_lines),
          RUN(pieces_are_as_large_as_their_paper))
