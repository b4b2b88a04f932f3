/* test_source_abr.c - tests geo/source_abr.c. */
#include "geo/source_abr.h"
#include "tests/test.h"

TEST(writes_the_chome_in_kanji)
{
    static const struct {
        const char *why, *oaza, *chome, *want;
    } rows[] = {
        {"full width", "白山", "１丁目", "白山一丁目"},
        {"kanji already", "白山", "五丁目", "白山五丁目"},
        {"ASCII", "白山", "3丁目", "白山三丁目"},
        {"ten", "白山", "１０丁目", "白山十丁目"},
        {"eleven", "白山", "１１丁目", "白山十一丁目"},
        {"twenty", "白山", "２０丁目", "白山二十丁目"},
        {"forty-two", "白山", "４２丁目", "白山四十二丁目"},
        {"a hundred", "白山", "１００丁目", "白山百丁目"},
        {"three hundred and five", "白山", "３０５丁目", "白山三百五丁目"},
        {"a number that is none", "白山", "０丁目", "白山０丁目"},
        {"four digits", "白山", "１２３４丁目", "白山１２３４丁目"},
        {"no number", "白山", "東", "白山東"},
        {"no chome", "白山", "", "白山"},
        {"no oaza", "", "２丁目", "二丁目"},
        {"neither", "", "", "（大字なし）"},
        {"digits of the oaza stay", "北１条西", "２丁目", "北１条西二丁目"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char town[CM__ABR_NAME_SIZE];
        test_now = rows[i].why;
        CHECK(cm__abr_town(town, rows[i].oaza, rows[i].chome));
        CHECK(strcmp(town, rows[i].want) == 0);
    }
}

TEST(refuses_names_over_300_bytes)
{
    char name[302], out[CM__ABR_NAME_SIZE];

    memset(name, 'a', 301);
    name[301] = '\0';
    CHECK(!cm__abr_chome(out, name) && !cm__abr_town(out, name, "") &&
          !cm__abr_town(out, "", name));
    name[300] = '\0';
    CHECK(cm__abr_chome(out, name) && strcmp(out, name) == 0);
    CHECK(!cm__abr_town(out, name, "a"));
    CHECK(!cm__abr_join(out, " ", (const char *const[]){name, "a"}, 2));
    name[298] = '\0';
    CHECK(cm__abr_join(out, " ", (const char *const[]){"", name, "", "a"}, 4));
    CHECK(strlen(out) == 300);
}

TEST(knows_the_prefecture_by_the_code)
{
    static const struct {
        const char *why, *lg_code, *prefecture;
        unsigned code;
    } rows[] = {
        {"the first", "010006", "北海道", 1000},
        {"a ward", "131059", "東京都", 13105},
        {"the last", "473821", "沖縄県", 47382},
        {"without check digit", "13105", NULL, 0},
        {"no such prefecture", "480001", NULL, 0},
        {"prefecture 0", "001000", NULL, 0},
        {"letters", "13105a", NULL, 0},
        {"empty", "", NULL, 0},
        {"too long", "1310590", NULL, 0},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_now = rows[i].why;
        const char *const found = cm__abr_prefecture(cm__abr_city_code(rows[i].lg_code));
        CHECK(cm__abr_city_code(rows[i].lg_code) == rows[i].code);
        CHECK(rows[i].prefecture ? found && strcmp(found, rows[i].prefecture) == 0 : !found);
    }
}

TEST_MAIN(RUN(writes_the_chome_in_kanji), RUN(refuses_names_over_300_bytes),
          RUN(knows_the_prefecture_by_the_code))
