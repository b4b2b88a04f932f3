/* test_base_arena.c - tests geo/base_arena.c. */
#include "geo/base_arena.h"
#include "geo/base_memory.h"
#include "tests/test.h"
#include <stdint.h>
#include <stdlib.h>

TEST(keeps_every_text_where_it_is)
{
    enum { COUNT = 20000 };
    static const char *texts[COUNT];
    cm__arena *arena = NULL;
    char text[32];

    for (int i = 0; i < COUNT; i++) {
        snprintf(text, sizeof text, "text %d", i);
        CHECK(cm__arena_add(&arena, &texts[i], text) == CM_OK);
    }
    for (int i = 0; i < COUNT; i++) {
        snprintf(text, sizeof text, "text %d", i);
        CHECK(strcmp(texts[i], text) == 0);
    }
    CHECK(cm__memory_live() < 12); /* chunks double: few allocations for many texts */
    cm__arena_destroy(&arena);
    CHECK(!arena && cm__memory_live() == 0);
    cm__arena_destroy(&arena);
}

TEST(takes_texts_of_any_length)
{
    static const size_t lengths[] = {0, 1, 4094, 4095, 4096, 5000000, 3, 1 << 20};
    cm__arena *arena = NULL;
    char *const text = calloc(5000001, 1);
    const char *copy = NULL;

    memset(text, 'a', 5000000);
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        CHECK(cm__arena_copy(&arena, &copy, text, lengths[i]) == CM_OK);
        CHECK(strlen(copy) == lengths[i] && copy != text);
    }
    CHECK(cm__arena_add(&arena, &copy, NULL) == CM_OK && !copy);
    free(text);
    cm__arena_destroy(&arena);
}

TEST(reserves_bytes_that_nothing_else_uses)
{
    cm__arena *arena = NULL;
    char *bytes = NULL;
    const char *before = NULL, *after = NULL;

    CHECK(cm__arena_add(&arena, &before, "before") == CM_OK);
    CHECK(cm__arena_reserve(&arena, &bytes, 100) == CM_OK);
    CHECK(cm__arena_add(&arena, &after, "after") == CM_OK);
    memset(bytes, 'x', 100);
    CHECK(strcmp(before, "before") == 0 && strcmp(after, "after") == 0);
    cm__arena_destroy(&arena);
}

TEST(leaves_the_result_alone_on_failure)
{
    cm__arena *arena = NULL;
    const char *text = "untouched";
    char *bytes = NULL;

    for (size_t nth = 1; nth <= 2; nth++) {
        cm__memory_fail_at(nth, true);
        CHECK(cm__arena_add(&arena, &text, "new") == CM_ERR_NOMEM);
        cm__memory_fail_at(0, false);
        CHECK(strcmp(text, "untouched") == 0);
    }
    CHECK(cm__arena_reserve(&arena, &bytes, SIZE_MAX) == CM_ERR_LIMIT && !bytes);
    CHECK(cm__arena_reserve(&arena, &bytes, SIZE_MAX - 8) == CM_ERR_LIMIT && !bytes);
    CHECK(cm__arena_add(&arena, &text, "new") == CM_OK && strcmp(text, "new") == 0);
    cm__arena_destroy(&arena);
    CHECK(cm__memory_live() == 0);
}

TEST_MAIN(RUN(keeps_every_text_where_it_is), RUN(takes_texts_of_any_length),
          RUN(reserves_bytes_that_nothing_else_uses), RUN(leaves_the_result_alone_on_failure))
