/* test_base_arena.c - tests geo/base_arena.c. */
#include "geo/base_arena.h"
#include "geo/base_memory.h"
#include "tests/test.h"
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

TEST(adopts_an_array_and_keeps_its_own_room)
{
    cm__arena *arena = NULL;
    char *bytes = NULL, *more = NULL;
    const char *before = NULL, *after = NULL;

    CHECK(cm__array_grow(&bytes, 100, 1) == CM_OK && cm__array_grow(&more, 1, 1) == CM_OK);
    CHECK(cm__arena_adopt(&arena, &more) == CM_OK && !more);
    CHECK(cm__arena_add(&arena, &before, "before") == CM_OK);
    memset(bytes, 'x', 99);
    bytes[99] = '\0';
    const char *const text = bytes;
    CHECK(cm__arena_adopt(&arena, &bytes) == CM_OK && !bytes);
    CHECK(cm__arena_add(&arena, &after, "after") == CM_OK && after == before + 7);
    CHECK(strcmp(before, "before") == 0 && strlen(text) == 99);
    cm__arena_destroy(&arena);
    CHECK(cm__memory_live() == 0);
}

TEST(leaves_the_result_alone_on_failure)
{
    cm__arena *arena = NULL;
    const char *text = "untouched";
    char *bytes = NULL;

    CHECK(cm__array_grow(&bytes, 1, 1) == CM_OK);
    for (size_t nth = 1; nth <= 2; nth++) {
        cm__memory_fail_at(nth, true);
        CHECK(cm__arena_add(&arena, &text, "new") == CM_ERR_NOMEM);
        CHECK(cm__arena_adopt(&arena, &bytes) == CM_ERR_NOMEM && bytes);
        cm__memory_fail_at(0, false);
        CHECK(strcmp(text, "untouched") == 0);
    }
    CHECK(cm__arena_add(&arena, &text, "new") == CM_OK && strcmp(text, "new") == 0);
    cm__memory_fail_at(1, false);
    CHECK(cm__arena_adopt(&arena, &bytes) == CM_ERR_NOMEM && bytes);
    cm__memory_fail_at(0, false);
    cm__array_free(&bytes);
    cm__arena_destroy(&arena);
    CHECK(cm__memory_live() == 0);
}

TEST_MAIN(RUN(keeps_every_text_where_it_is), RUN(takes_texts_of_any_length),
          RUN(adopts_an_array_and_keeps_its_own_room), RUN(leaves_the_result_alone_on_failure))
