/* test_base_map.c - tests geo/base_map.c. */
#include "geo/base_map.h"
#include "geo/base_memory.h"
#include "tests/test.h"

TEST(finds_what_was_put)
{
    enum { COUNT = 50000 };
    cm__map map = {0};
    cm__map_entry *entry = NULL;
    char key[32];

    CHECK(!cm__map_find(&map, "0", 1));
    for (int round = 0; round < 2; round++)
        for (uint32_t i = 0; i < COUNT; i++) {
            const int length = snprintf(key, sizeof key, "%06u-%u", i / 7, i % 7);
            CHECK(cm__map_put(&map, &entry, key, (size_t)length) == CM_OK);
            CHECK(entry->value == (round ? i : CM__MAP_NEW) && strcmp(entry->key, key) == 0);
            entry->value = i;
        }
    CHECK(map.count == COUNT && cm__memory_live() < 30);
    for (uint32_t i = 0; i < COUNT; i++) {
        const int length = snprintf(key, sizeof key, "%06u-%u", i / 7, i % 7);
        CHECK(cm__map_find(&map, key, (size_t)length) == &map.entries[i]);
        CHECK(map.entries[i].value == i); /* in the order of their coming */
    }
    CHECK(!cm__map_find(&map, "000000-7", 8));
    cm__map_clear(&map);
    CHECK(cm__memory_live() == 0 && map.count == 0);
}

TEST(tells_any_two_keys_apart)
{
    static const struct {
        const char *why, *key;
        size_t length;
    } rows[] = {
        {"empty", "", 0},
        {"a letter", "a", 1},
        {"a NUL more", "a\0", 2},
        {"two NULs more", "a\0\0", 3},
        {"NULs only", "\0\0\0\0\0\0\0\0", 8},
        {"one more", "\0\0\0\0\0\0\0\0\0", 9},
        {"eight bytes", "12345678", 8},
        {"nine bytes", "123456789", 9},
        {"leading zeros", "012345678", 9},
        {"bytes over 127", "\xE6\x9C\xAD\xE5\xB9\x8C", 6},
    };
    cm__map map = {0};
    cm__map_entry *entry = NULL;

    for (uint32_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_now = rows[i].why;
        CHECK(cm__map_put(&map, &entry, rows[i].key, rows[i].length) == CM_OK);
        CHECK(entry->value == CM__MAP_NEW && entry->length == rows[i].length);
        entry->value = i;
    }
    for (uint32_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_now = rows[i].why;
        entry = cm__map_find(&map, rows[i].key, rows[i].length);
        CHECK(entry && entry->value == i);
    }
    cm__map_clear(&map);
}

/* Keys alike but for a digit are what ids are; none of their probes may be long. */
TEST(spreads_keys_that_are_alike)
{
    enum { COUNT = 100000 };
    cm__map map = {0};
    cm__map_entry *entry = NULL;
    size_t steps = 0;
    char key[32];

    for (uint32_t i = 0; i < COUNT; i++) {
        const int length = snprintf(key, sizeof key, "131059%07u%03u", i * 1000, i % 10);
        CHECK(cm__map_put(&map, &entry, key, (size_t)length) == CM_OK);
    }
    for (size_t slot = 0; slot < map.slot_count; slot++)
        if (map.slots[slot] != 0) {
            const size_t home = map.entries[map.slots[slot] - 1].hash & (map.slot_count - 1);
            steps += (slot - home) & (map.slot_count - 1);
        }
    CHECK(steps < COUNT); /* half full and at random: 0.5 on average */
    cm__map_clear(&map);
}

TEST(is_as_before_when_memory_fails)
{
    cm__map map = {0};
    cm__map_entry *entry = NULL;
    char key[16];
    size_t failures = 0;

    for (uint32_t i = 0; i < 1000; i++) {
        const int length = snprintf(key, sizeof key, "%u", i);
        cm_status status = CM_ERR_NOMEM;
        for (size_t nth = 1; nth <= 4 && status; nth++) {
            cm__memory_fail_at(nth, false);
            status = cm__map_put(&map, &entry, key, (size_t)length);
            if (status) {
                failures++;
                CHECK(status == CM_ERR_NOMEM && map.count == i);
                CHECK(!cm__map_find(&map, key, (size_t)length));
            }
        }
        cm__memory_fail_at(0, false);
        CHECK(status == CM_OK && entry->value == CM__MAP_NEW);
        entry->value = i;
    }
    CHECK(failures > 10);
    for (uint32_t i = 0; i < 1000; i++) {
        const int length = snprintf(key, sizeof key, "%u", i);
        entry = cm__map_find(&map, key, (size_t)length);
        CHECK(entry && entry->value == i);
    }
    cm__map_clear(&map);
    CHECK(cm__memory_live() == 0);
}

TEST_MAIN(RUN(finds_what_was_put), RUN(tells_any_two_keys_apart), RUN(spreads_keys_that_are_alike),
          RUN(is_as_before_when_memory_fails))
