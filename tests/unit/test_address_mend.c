/* test_address_mend.c - tests geo/address_mend.c. */
#include "geo/address_mend.h"
#include "tests/test.h"

static cm__address_fold *fold;
static cm__address_text address, name;
static cm__mend_text signs;

static void read_both(const char *name_text, const char *address_text)
{
    cm__address_read(&address, fold, address_text, strlen(address_text));
    cm__address_read(&name, fold, name_text, strlen(name_text));
    cm__mend_read(&signs, &address, 0);
}

TEST(lays_a_town_with_one_error)
{
    static const struct {
        const char *why, *name, *address;
        int end; /* bytes of the address that the name takes; 0: it is not there */
        size_t common;
    } rows[] = {
        {"another one", "熊内町一丁目", "熊内川一丁目24", 18, 5},
        {"the number in digits", "熊内町一丁目", "熊内川1丁目24", 16, 5},
        {"the short form", "熊内町二丁目", "熊内川2-24", 10, 3},
        {"a number of two digits", "熊内町十二丁目", "熊内川12丁目24", 17, 6},
        {"one too few", "湯本塩原", "湯本原3901", 9, 3},
        {"one too many", "緑町二丁目", "緑田町二丁目13", 18, 5},
        {"doubled", "緑町二丁目", "緑緑町二丁目13", 18, 5},
        {"exchanged", "緑町二丁目", "町緑二丁目13", 15, 5},
        {"in the word chome", "都塚一丁目", "都塚丁一目25", 15, 5},
        {"without it", "綾瀬三丁目", "綾瀬丁目18", 12, 4},
        {"a numeral of jo", "北九条東一丁目", "北田条東一丁目28", 21, 6},
        {"in the word oaza", "大字川北", "大中川北4326", 12, 3},
        {"oaza left out", "大字川北町", "川木町5", 9, 2},
        {"oaza added", "山川町久宗", "大字山川町久野5", 21, 4},
        {"east for west is another place", "東七条", "西七条5", 0, 0},
        {"but for most of a long name", "甲田町下甲立", "甲田町中甲立5", 18, 5},
        {"a number for a number is another place", "朝霧台一丁目", "朝霧台二丁目67", 0, 0},
        {"left out: a lot is not in its place", "川尻", "川4783", 3, 1},
        {"no error", "文京台", "文京台5", 0, 0},
        {"a word goes on", "文京台", "文京都心5", 0, 0},
        {"a word after most of a name", "鍛治屋町", "鍛冶屋町岡5", 12, 3},
        {"a chome that the name does not have", "旭町", "旭丘町1丁目33", 0, 0},
        {"too little in common", "楠二丁目", "東二丁目25", 0, 0},
        {"one of two signs", "唐川", "唐津5", 0, 0},
        {"one of two, and a chome", "唐川一丁目", "唐津一丁目5", 15, 4},
        {"two errors", "湯本塩原", "湯川塩川5", 0, 0},
        {"nothing", "湯本塩原", "", 0, 0},
    };
    cm__mending found;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_now = rows[i].why;
        read_both(rows[i].name, rows[i].address);
        cm__mend_town(&found, &signs, name.chars, name.char_count);
        CHECK((found.evidence > 0) == (rows[i].end > 0));
        CHECK(found.end == rows[i].end && found.common == rows[i].common);
    }
}

static unsigned weigh(const char *name_text, const char *address_text)
{
    cm__mending found;

    read_both(name_text, address_text);
    cm__mend_town(&found, &signs, name.chars, name.char_count);
    return found.evidence;
}

TEST(tells_the_likelier_error)
{
    CHECK(weigh("石打", "打石17") > weigh("打石山", "打石17"));     /* exchanged; left out */
    CHECK(weigh("大和町", "大町3") > weigh("小町", "大町3"));       /* left out; another */
    CHECK(weigh("緑町", "緑田町3") > weigh("内田町", "緑田町3"));   /* too many; another */
    CHECK(weigh("青木", "青青木3") > weigh("青森木", "青青木3"));   /* doubled; another */
    CHECK(weigh("青木", "青青木3") > weigh("青木", "青大木3"));     /* doubled; a stray one */
    CHECK(weigh("青木町", "青田町3") > weigh("小田町", "青田町3")); /* few err at the first */
    CHECK(weigh("草津町", "上草津町3") > weigh("西草津町", "上草津町3"));
    CHECK(weigh("大字富並", "大字富西5") > weigh("駅西", "大字富西5")); /* oaza as written */
}

TEST(lays_a_city_with_each_error)
{
    static const struct {
        const char *why, *address;
        int ends[CM__MEND_KINDS]; /* swap, more, other, less */
    } rows[] = {
        {"another last one", "丸亀川広島町", {0, 0, 9, 6}},
        {"exchanged", "丸市亀広島町", {9, 0, 0, 6}},
        {"doubled", "丸丸亀市広島町", {0, 12, 0, 0}},
        {"bytes that are no character", "丸\xFF\xFE市広島町", {0, 0, 8, 0}},
        {"none", "丸亀市広島町", {0, 0, 0, 0}},
    };
    cm__mending found;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_now = rows[i].why;
        read_both("丸亀市", rows[i].address);
        for (cm__mend_kind kind = CM__MEND_SWAP; kind < CM__MEND_KINDS; kind++) {
            cm__mend_city(&found, &signs, name.chars, name.char_count, kind);
            CHECK(found.end == rows[i].ends[kind]);
        }
    }
}

TEST_MAIN(CHECK(cm__address_fold_create(&fold) == CM_OK), RUN(lays_a_town_with_one_error),
          RUN(tells_the_likelier_error), RUN(lays_a_city_with_each_error),
          cm__address_fold_destroy(fold))
