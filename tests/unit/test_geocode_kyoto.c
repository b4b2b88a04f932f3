/* test_geocode_kyoto.c - tests geo/geocode_kyoto.c. */
#include "geo/geocode_search.h"
#include "tests/test.h"

static cm__address_fold *fold;
static cm__address_text text;

TEST(passes_over_streets)
{
    static const struct {
        const char *why, *address, *rest; /* rest NULL: no street */
    } rows[] = {
        {"up", "烏丸通御池上る虎屋町5", "虎屋町5"},
        {"up, in katakana", "柳馬場通御池上ル虎石町45", "虎石町45"},
        {"up, with ga", "寺町通御池上がる進之町1", "進之町1"},
        {"down", "新町通松原下ル富永町1", "富永町1"},
        {"east, without ru", "姉小路通東洞院東入曇華院前町7", "曇華院前町7"},
        {"west, with ru", "四条通丸太町西入ル上長福寺町4", "上長福寺町4"},
        {"the last of two", "大和大路通三条下る東入若松町3", "若松町3"},
        {"half-width", "室町通四条下ﾙ鶏鉾町1", "鶏鉾町1"},
        {"none", "山本町999", NULL},
        {"enter without a direction", "入江町1", NULL},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_now = rows[i].why;
        cm__address_read(&text, fold, rows[i].address, strlen(rows[i].address));
        const size_t at = cm__search_skip_streets(&text, 0, text.count);
        CHECK((at == text.count) == (rows[i].rest == NULL));
        if (rows[i].rest && at < text.count)
            CHECK(strcmp(rows[i].address + text.tokens[at].start, rows[i].rest) == 0);
    }
}

TEST(passes_over_what_stands_between)
{
    static const struct {
        const char *why, *address, *rest;
    } rows[] = {
        {"a chome of the street", "5丁目下池田町527", "下池田町527"},
        {"a side", "西側染殿町658", "染殿町658"},
        {"both", "二丁目東側町1", "町1"},
        {"neither", "橘町437", "橘町437"},
        {"a direction of the town's own", "東山町5", "東山町5"},
        {"a lot is no chome", "5番地", "5番地"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_now = rows[i].why;
        cm__address_read(&text, fold, rows[i].address, strlen(rows[i].address));
        const size_t at = cm__search_skip_side(&text, 0);
        CHECK(strcmp(rows[i].address + text.tokens[at].start, rows[i].rest) == 0);
    }
}

TEST_MAIN(CHECK(cm__address_fold_create(&fold) == CM_OK), RUN(passes_over_streets),
          RUN(passes_over_what_stands_between), cm__address_fold_destroy(fold))
