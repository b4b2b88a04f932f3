/* test_source_names.c - tests geo/source_names.c. */
#include "geo/source_names.h"
#include "tests/source_fixture.h"

typedef struct reading {
    diary told;
    cm__source_listener listener;
    cm__source_run run;
    cm__source_rows rows;
} reading;

static void begin(reading *out)
{
    memset(out, 0, sizeof *out);
    out->listener = (cm__source_listener){&out->told, note_place, note_position, note_postal, NULL};
    out->run.listener = &out->listener;
    out->rows.run = &out->run;
    out->rows.source = 7;
}

static void end(reading *all)
{
    cm__map_clear(&all->run.ids);
    cm__map_clear(&all->run.names);
    cm__text_clear(&all->run.scratch);
    cm__text_clear(&all->told.text);
    CHECK(cm__memory_live() == 0);
}

TEST(tells_each_thing_once)
{
    static const struct {
        const char *why;
        cm__source_city city;
        const char *want;
    } steps[] = {
        {"nothing new but the names", {.prefecture = "東京都", .city = "港区"}, ""},
        {"a code",
         {.prefecture = "東京都", .city = "港区", .code = 13103},
         "C7 東京都|港区|||;|;;13103\n"},
        {"the same", {.prefecture = "東京都", .city = "港区", .code = 13103}, ""},
        {"another, with its reading",
         {.prefecture = "東京都", .city = "北区", .city_kana = "キタク"},
         "C7 東京都|北区|||;キタク|;\n"},
        {"back again", {.prefecture = "東京都", .city = "港区", .code = 13103}, ""},
        {"the prefecture's reading",
         {.prefecture = "東京都", .prefecture_roman = "Tokyo", .city = "北区", .city_kana = ""},
         "P7 東京都||||;|Tokyo;\n"},
        {"the same name elsewhere",
         {.prefecture = "大阪府", .city = "北区", .city_kana = "キタク"},
         "C7 大阪府|北区|||;キタク|;\n"},
        {"told by the caller",
         {.prefecture = "大阪府", .city = "西区", .city_kana = "ニシク", .is_told = true},
         ""},
        {"no municipality",
         {.prefecture = "北海道", .prefecture_kana = "ホッカイドウ"},
         "P7 北海道||||;ホッカイドウ|;\n"},
    };
    reading all;

    begin(&all);
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        const size_t before = all.told.text.length;
        test_now = steps[i].why;
        CHECK(cm__source_tell_city(&all.rows, &steps[i].city) == CM_OK);
        CHECK(all.told.text.length == before + strlen(steps[i].want));
        if (*steps[i].want)
            CHECK(strcmp(all.told.text.bytes + before, steps[i].want) == 0);
    }
    end(&all);
}

TEST(knows_the_county_of_a_town)
{
    static const struct {
        const char *prefecture, *city;
        unsigned code;
    } told[] = {
        {"東京都", "西多摩郡瑞穂町", 13303}, {"福島県", "郡山市", 7203},
        {"兵庫県", "赤穂郡上郡町", 0},       {"北海道", "古宇郡泊村", 0},
        {"北海道", "国後郡泊村", 0},         {"北海道", "札幌市中央区", 1101},
        {"熊本県", "上益城郡御船町", 43441}, {"愛知県", "蒲郡市", 23214},
    };
    static const struct {
        const char *why, *prefecture, *city;
        unsigned code;
        const char *want;
    } rows[] = {
        {"by the code", "東京都", "瑞穂町", 13303, "西多摩郡瑞穂町"},
        {"by the name", "東京都", "瑞穂町", 0, "西多摩郡瑞穂町"},
        {"by the name, with a code never told", "兵庫県", "上郡町", 28481, "赤穂郡上郡町"},
        {"in another prefecture", "千葉県", "瑞穂町", 0, "瑞穂町"},
        {"two of that name", "北海道", "泊村", 1403, "泊村"},
        {"the 郡 of a city is no county", "福島県", "山市", 0, "山市"},
        {"nor is it in the middle of one", "愛知県", "市", 0, "市"},
        {"a city", "福島県", "郡山市", 7203, "郡山市"},
        {"a ward", "北海道", "札幌市中央区", 1101, "札幌市中央区"},
        {"the code is of another", "熊本県", "嘉島町", 43441, "嘉島町"},
    };
    reading all;

    begin(&all);
    for (size_t i = 0; i < sizeof told / sizeof *told; i++) {
        const cm__source_city city = {
            .prefecture = told[i].prefecture, .city = told[i].city, .code = told[i].code};
        CHECK(cm__source_tell_city(&all.rows, &city) == CM_OK);
    }
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_now = rows[i].why;
        CHECK(strcmp(cm__source_full_city(&all.run, rows[i].code, rows[i].prefecture, rows[i].city),
                     rows[i].want) == 0);
    }
    end(&all);
}

TEST(keeps_the_ids_that_are_wanted)
{
    static const char *const parts[] = {"131059", "0001001", "001", "002", ""};
    static const char *const shifted[] = {"131059", "0001001", "00", "1002", ""};
    reading all;
    size_t entity = 5;

    begin(&all);
    all.run.is_wanted[CM__IDS_TOWN] = all.run.is_wanted[CM__IDS_BLOCK] =
        all.run.is_wanted[CM__IDS_LOT] = all.run.is_wanted[CM__IDS_BUILDING] = true;
    CHECK(cm__source_keep_id(&all.run, CM__IDS_CITY, parts, 1) == CM_OK && all.run.ids.count == 0);
    CHECK(cm__source_keep_id(&all.run, CM__IDS_TOWN, parts, 2) == CM_OK);
    CHECK(cm__source_keep_id(&all.run, CM__IDS_BLOCK, parts, 3) == CM_OK);
    CHECK(cm__source_keep_id(&all.run, CM__IDS_LOT, parts, 4) == CM_OK);
    CHECK(cm__source_keep_id(&all.run, CM__IDS_BUILDING, parts, 5) == CM_OK);
    for (int ids = CM__IDS_CITY; ids < CM__IDS_COUNT; ids++) {
        CHECK(cm__source_find_id(&entity, &all.run, (cm__source_ids)ids, parts) == CM_OK);
        CHECK(entity == (ids == CM__IDS_CITY ? SIZE_MAX : (size_t)ids));
        CHECK(cm__source_find_id(&entity, &all.run, (cm__source_ids)ids, shifted) == CM_OK);
        CHECK(entity == (ids == CM__IDS_TOWN ? 2 : SIZE_MAX));
    }
    CHECK(cm__source_keep_id(&all.run, CM__IDS_TOWN, parts, 9) == CM_OK); /* the later one */
    CHECK(cm__source_find_id(&entity, &all.run, CM__IDS_TOWN, parts) == CM_OK && entity == 9);
    CHECK(cm__source_keep_id(&all.run, CM__IDS_TOWN, parts, UINT32_MAX) == CM_ERR_LIMIT);
    end(&all);
}

TEST(passes_on_what_the_listener_returns)
{
    cm__source_city city = {.prefecture = "東京都", .city = "港区", .code = 13103};
    reading all;

    begin(&all);
    all.told.fail_with = CM_ERR_STOPPED;
    CHECK(cm__source_tell_city(&all.rows, &city) == CM_ERR_STOPPED && all.run.told == 0);
    end(&all);
}

TEST_MAIN(RUN(tells_each_thing_once), RUN(knows_the_county_of_a_town),
          RUN(keeps_the_ids_that_are_wanted), RUN(passes_on_what_the_listener_returns))
