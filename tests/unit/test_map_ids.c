/* test_map_ids.c - tests output/map_ids.c. */
#include "geo/base_memory.h"
#include "output/map_ids.h"
#include "tests/test.h"

TEST(knows_which_ids_are_allowed)
{
    static const struct {
        const char *id;
        bool want;
    } rows[] = {{"a", true},  {"member-1_B", true}, {"", false},     {"a b", false},
                {"é", false}, {"札幌", false},      {"a\"b", false}, {"-", true}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_now = rows[i].id;
        CHECK(cm__id_is_allowed(rows[i].id) == rows[i].want);
    }
}

TEST(an_id_is_taken_once)
{
    cm__ids ids = {0};
    bool is_new = false;

    CHECK(cm__ids_take(&ids, "legend", &is_new) == CM_OK && is_new);
    CHECK(cm__ids_take(&ids, "legend", &is_new) == CM_OK && !is_new);
    CHECK(cm__ids_take(&ids, "Legend", &is_new) == CM_OK && is_new);
    cm__ids_clear(&ids);
}

TEST(makes_ids_that_are_free_and_allowed)
{
    static const struct {
        const char *why, *wish, *want;
        size_t number;
    } rows[] = {
        {"the wish", "A7", "member-A7", 1},
        {"a second of the same", "A7", "member-A7-r2", 2},
        {"no wish", "", "member-3", 3},
        {"not allowed", "札幌", "member-4", 4},
        {"not allowed either", "a<b", "member-5", 5},
        {"another row's number", "4", "member-4-r6", 6},
        {"what another row was given", "4-r6", "member-4-r6-r7", 7},
    };
    cm__ids ids = {0};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *id = NULL;
        test_now = rows[i].why;
        CHECK(cm__ids_make(&ids, &id, "member", rows[i].wish, rows[i].number) == CM_OK);
        CHECK(strcmp(id, rows[i].want) == 0);
    }
    cm__ids_clear(&ids);
}

TEST(a_hundred_thousand_equal_wishes_give_different_ids)
{
    cm__ids ids = {0};
    const char *id = NULL;

    for (size_t i = 1; i <= 100000; i++)
        CHECK(cm__ids_make(&ids, &id, "member", "same", i) == CM_OK && id);
    CHECK(ids.count == 100000 && strcmp(id, "member-same-r100000") == 0);
    cm__ids_clear(&ids);
    CHECK(cm__memory_live() == 0);
}

TEST_MAIN(RUN(knows_which_ids_are_allowed), RUN(an_id_is_taken_once),
          RUN(makes_ids_that_are_free_and_allowed),
          RUN(a_hundred_thousand_equal_wishes_give_different_ids))
