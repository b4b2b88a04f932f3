/* test_geocode.c - tests geo/geocode.c: whole addresses, in a small gazetteer and in all Japan. */
#include "geo/base_memory.h"
#include "tests/geocode_cases.h"
#include <time.h>

#ifdef __SANITIZE_ADDRESS__
enum { ROW_STEP = 13 };
#else
enum { ROW_STEP = 1 };
#endif

static const char *data;

TEST(names_every_level)
{
    for (int level = CM_LEVEL_NONE; level < CM_LEVEL_COUNT; level++)
        CHECK(cm_level_find(cm_level_name((cm_level)level)) == (cm_level)level);
    CHECK(cm_level_find("town") == CM_LEVEL_TOWN && cm_level_find("Town") == CM_LEVEL_COUNT);
}

TEST(says_how_deep_and_how_sure_it_is)
{
    static const struct {
        const char *why, *address;
        cm_level match, coord;
        size_t candidates;
        const char *reason; /* its beginning */
    } rows[] = {
        {"a town", "江別市文京台11", CM_LEVEL_TOWN, CM_LEVEL_TOWN, 1, ""},
        {"a koaza", "奥州市水沢佐倉河字道下1", CM_LEVEL_TOWN, CM_LEVEL_TOWN, 1, ""},
        {"a town without a place", "江別市文京台1-2", CM_LEVEL_TOWN, CM_LEVEL_CITY, 1,
         "too_coarse: "},
        {"a city", "北海道江別市", CM_LEVEL_CITY, CM_LEVEL_CITY, 1, "too_coarse: "},
        {"a city of wards", "札幌市", CM_LEVEL_CITY, CM_LEVEL_CITY, 1, "too_coarse: "},
        {"a city and no town of it", "江別市無名の里1", CM_LEVEL_CITY, CM_LEVEL_CITY, 1,
         "no_town: "},
        {"a prefecture", "北海道", CM_LEVEL_PREFECTURE, CM_LEVEL_PREFECTURE, 1, "too_coarse: "},
        {"one of two cities", "府中市", CM_LEVEL_CITY, CM_LEVEL_NONE, 2, "tie: "},
        {"nothing", "nothing", CM_LEVEL_NONE, CM_LEVEL_NONE, 0, "no_town: "},
        {"no address", "", CM_LEVEL_NONE, CM_LEVEL_NONE, 0, "no_address"},
        {"blanks", " \t ", CM_LEVEL_NONE, CM_LEVEL_NONE, 0, "no_address"},
        {"wide blanks", "\u3000", CM_LEVEL_NONE, CM_LEVEL_NONE, 0, "no_address"},
        {"a town alone", "川原代町1", CM_LEVEL_TOWN, CM_LEVEL_TOWN, 1, "no_city: "},
        {"a ward of a newer order", "札幌市新区大通西3", CM_LEVEL_TOWN, CM_LEVEL_TOWN, 1,
         "merged: "},
        {"an unknown koaza", "奥州市水沢佐倉河字無名1", CM_LEVEL_TOWN, CM_LEVEL_TOWN, 1,
         "no_part: "},
        {"lots divided by stems", "江別市文京台甲5", CM_LEVEL_TOWN, CM_LEVEL_TOWN, 1, ""},
        {"a wrong character", "龍ヶ崎市川原台町1", CM_LEVEL_TOWN, CM_LEVEL_TOWN, 1, "typo: "},
    };
    cm_gazetteer *const gazetteer = open_small();

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_geocode_answer answer;
        test_now = rows[i].why;
        CHECK(cm_geocode_address(&answer, gazetteer, rows[i].address, NULL) == CM_OK);
        CHECK(answer.match_level == rows[i].match && answer.coord_level == rows[i].coord);
        CHECK(answer.candidates == rows[i].candidates);
        CHECK(strncmp(answer.reason, rows[i].reason, strlen(rows[i].reason)) == 0);
        CHECK((*answer.reason == '\0') == (*rows[i].reason == '\0'));
        CHECK(isnan(answer.place.lon_deg) == (rows[i].coord == CM_LEVEL_NONE));
    }
    cm_gazetteer_destroy(gazetteer);
}

TEST(gives_all_candidates_of_a_tie)
{
    cm_gazetteer *const gazetteer = open_small();
    cm_table candidates = {0};
    cm_geocode_answer answer;

    CHECK(cm_geocode_address(&answer, gazetteer, "府中市", &candidates) == CM_OK);
    CHECK(strcmp(answer.prefecture, "") == 0 && strcmp(answer.city, "府中市") == 0);
    CHECK(answer.score <= 0.5 && isnan(answer.place.lat_deg));
    CHECK(candidates.row_count == 2);
    const size_t prefecture = cm_table_find_column(&candidates, "matched_prefecture");
    const size_t lat = cm_table_find_column(&candidates, "lat");
    CHECK(strcmp(cm_table_get_text(&candidates, 0, prefecture), "東京都") == 0);
    CHECK(strcmp(cm_table_get_text(&candidates, 1, prefecture), "広島県") == 0);
    CHECK_NEAR(cm_table_get_number(&candidates, 1, lat), 34.57, 1e-9);
    CHECK(cm_geocode_address(&answer, gazetteer, "江別市文京台", &candidates) == CM_OK);
    CHECK(candidates.row_count == 2); /* no tie: nothing added */
    CHECK(cm_geocode_address(&answer, gazetteer, "府中市", &candidates) == CM_OK);
    CHECK(candidates.row_count == 4 && candidates.column_count == 6);
    cm_table_clear(&candidates);
    cm_gazetteer_destroy(gazetteer);
}

TEST(survives_every_failed_allocation)
{
    static const char *const addresses[] = {"奥州市水沢佐倉河字道下1", "府中市", "川原代町1",
                                            "江別市無名"};

    for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++)
        for (size_t nth = 1;; nth++) {
            cm_gazetteer *const gazetteer = open_small();
            cm_geocode_answer answer = {.rest = "untouched"};
            cm_table candidates = {0};
            cm__memory_fail_at(nth, false);
            const cm_status status =
                cm_geocode_address(&answer, gazetteer, addresses[i], &candidates);
            const bool over = cm__memory_fail_at(0, false) < nth;
            CHECK(status == (over ? CM_OK : CM_ERR_NOMEM));
            if (status)
                CHECK(strcmp(answer.rest, "untouched") == 0);
            cm_table_clear(&candidates);
            cm_gazetteer_destroy(gazetteer);
            if (over)
                break;
        }
    CHECK(cm__memory_live() == 0);
}

/* What users of other geocoders have reported, and what each of them gets wrong. */
static const geocode_case japan_cases[] = {
    {"hot spring, far from its parcels", "札幌市南区定山渓温泉西３丁目３２番地",
     "北海道 札幌市南区 定山渓温泉西三丁目", "３２番地", 1},
    {"a lot number is no chome", "神奈川県川崎市幸区鹿島田1004番地", "神奈川県 川崎市幸区 ", NULL,
     -1},
    {"cho is not lost", "神奈川県横浜市金沢区六浦町2-17-5", "神奈川県 横浜市金沢区 六浦町",
     "2-17-5", 1},
    {"a chome of the name without cho", "石川県金沢市松島2-3", "石川県 金沢市 松島二丁目", "3", 1},
    {"chome is no aza", "石川県金沢市田上本町1丁目15", "石川県 金沢市 田上本町一丁目", "15", 1},
    {"a number within the name", "愛媛県松山市一番町4丁目4-2", "愛媛県 松山市 一番町四丁目", "4-2",
     1},
    {"the number of an old village", "香川県高松市塩江町安原下第1号958-4-1",
     "香川県 高松市 塩江町安原下第一号", "958-4-1", 1},
    {"the longest town wins", "埼玉県越谷市蒲生茜町9-3", "埼玉県 越谷市 蒲生茜町", "9-3", 1},
    {"the second building", "千代田区霞が関三丁目 第2ビル", "東京都 千代田区 霞が関三丁目",
     "第2ビル", 1},
    {"digits of the building stay", "京都府京都市中京区山本町９９９番地おはようビル２０５号室",
     "京都府 京都市中京区 山本町", "９９９番地おはようビル２０５号室", 1},
    {"begins like a prefecture", "京都市北区紫野東御所田町", "京都府 京都市北区 紫野東御所田町", "",
     1},
    {"long vowel", "広島市西区商工センター六丁目９番39号", "広島県 広島市西区 商工センター六丁目",
     "９番39号", 1},
    {"unofficial spelling", "千代田区紀尾井町1丁目3番地", "東京都 千代田区 紀尾井町", NULL, -1},
    {"a bracket that is never closed", "東京都江東区（東京府南葛飾郡大島町大字中之郷出村３６番地",
     "東京都 江東区 ", NULL, -1},
    {"first, second", "愛媛県松山市福角町甲208番地11", "愛媛県 松山市 福角町", "甲208番地11", -1},
    {"ground divisions", "岩手県花巻市東十二丁目第１９地割１０－５４", "岩手県 花巻市 東十二丁目",
     NULL, -1},
    {"short form of Sapporo", "札幌市北区北7西4", "北海道 札幌市北区 北七条西四丁目", "", 1},
    {"shorter still", "北海道札幌市手稲区前田7-15-4-1", "北海道 札幌市手稲区 前田七条十五丁目",
     "4-1", 1},
    {"Asahikawa", "旭川市2西3 38-14", "北海道 旭川市 二条西三丁目", "38-14", 1},
    {"a ward of 2024", "静岡県浜松市中央区舞阪町舞阪2668-238", "静岡県 浜松市西区 舞阪町舞阪",
     "2668-238", 0},
    {"a village without towns in its addresses", "東京都檜原村1685", "東京都 西多摩郡檜原村 ",
     "1685", -1},
    {"variation selector", "奈良県葛\U000E0100城市新庄5", "奈良県 葛城市 新庄", "5", 1},
    {"half-width katakana", "茨城県龍ｹ崎市藤ｹ丘1-22-4 八原小学校", "茨城県 龍ヶ崎市 藤ケ丘一丁目",
     "22-4 八原小学校", 1},
    {"a ward alone", "右京区嵯峨柳田町35-1", "京都府 京都市右京区 嵯峨柳田町", "35-1", 1},
    {"a ward of that name in many cities", "中央区", "  ", NULL, 0},
    {"a city of that name in two prefectures", "伊達市", "  ", NULL, 0},
    {"the town alone", "紀尾井町1-3", "東京都 千代田区 紀尾井町", "1-3", 0},
    {"a town of many cities", "本町", "  ", "", 0},
    {"without a city, two numbers are no jo and chome", "本町1-2", "  ", "2", 0},
    {"full-width with blanks", "北海道　札幌市　中央区　北三条西　４丁目　１番地",
     "北海道 札幌市中央区 北三条西四丁目", "１番地", 1},
};

TEST(reads_what_others_read_wrongly)
{
    cm_gazetteer *gazetteer;

    if (!data)
        return;
    gazetteer = open_japan(data);
    for (size_t i = 0; i < sizeof japan_cases / sizeof *japan_cases; i++) {
        geocode_case row = japan_cases[i];
        if (strcmp(row.address, "伊達市") == 0)
            row.want = " 伊達市 ";
        check_case(gazetteer, &row);
    }
    cm_gazetteer_destroy(gazetteer);
}

/* ASCII digits and hyphens as full-width ones. */
static void widen(char *out, const char *text)
{
    for (; *text; text++) {
        if (*text >= '0' && *text <= '9') {
            memcpy(out, "\xEF\xBC", 2);
            out[2] = (char)(0x90 + *text - '0');
            out += 3;
        } else if (*text == '-') {
            memcpy(out, "ー", 3);
            out += 3;
        } else {
            *out++ = *text;
        }
    }
    *out = '\0';
}

static bool is_same_town(cm_gazetteer *gazetteer, const char *address, const char *const want[3])
{
    cm_geocode_answer answer;

    return cm_geocode_address(&answer, gazetteer, address, NULL) == CM_OK &&
           strcmp(answer.prefecture, want[0]) == 0 && strcmp(answer.city, want[1]) == 0 &&
           strcmp(answer.town, want[2]) == 0;
}

/* Every town is found by its own spelling, alone, and with a number, blanks or a width changed in
 * turns. Under the sanitizers every 13th row must do. */
TEST(finds_every_town_by_its_own_spelling)
{
    static const char *const names[] = {"pref", "city", "town"};
    cm_table table = {0};
    cm_gazetteer *gazetteer;
    size_t lost[4] = {0}, columns[3];

    if (!data)
        return;
    gazetteer = open_japan(data);
    CHECK(cm_table_read(&table, "japan.csv", NULL, NULL) == CM_OK && table.row_count == 277676);
    for (size_t c = 0; c < 3; c++)
        columns[c] = cm_table_find_column(&table, names[c]);
    for (size_t row = 0; row < table.row_count; row += ROW_STEP) {
        const char *want[3];
        char texts[4][1024];
        for (size_t c = 0; c < 3; c++)
            want[c] = cm_table_get_text(&table, row, columns[c]);
        if (strcmp(want[2], "（大字なし）") == 0)
            continue; /* stands for towns without a name: nobody writes it */
        snprintf(texts[0], sizeof texts[0], "%s%s%s", want[0], want[1], want[2]);
        snprintf(texts[1], sizeof texts[1], "%s%s%s 8901-2", want[0], want[1], want[2]);
        snprintf(texts[2], sizeof texts[2], "%s\u3000%s %s\u30008901-2", want[0], want[1], want[2]);
        widen(texts[3], texts[1]);
        lost[0] += !is_same_town(gazetteer, texts[0], want);
        lost[1 + row % 3] += !is_same_town(gazetteer, texts[1 + row % 3], want);
    }
    printf("of 277676 rows not found by their own spelling: %zu; with a number: %zu; with blanks: "
           "%zu; full-width: %zu\n",
           lost[0], lost[1], lost[2], lost[3]);
    for (size_t i = 0; i < 4; i++)
        CHECK(lost[i] == 0);
    cm_table_clear(&table);
    cm_gazetteer_destroy(gazetteer);
}

/* However an address is made, its time is in proportion to its length. */
TEST(takes_no_longer_than_5_ms)
{
    static const char *const parts[] = {
        "京都市", "上る", "東入", "1",    "一",       "-",  "字",     "(",  "郡",        "東京都",
        "中央区", "本町", "\xFF", "丁目", "北三条西", "市", "札幌市", "ア", "Chuo-ku, ", "Osaka"};
    cm_gazetteer *gazetteer;
    double slowest = 0;

    if (!data)
        return;
    gazetteer = open_japan(data);
    for (size_t a = 0; a < sizeof parts / sizeof *parts; a++)
        for (size_t b = 0; b < sizeof parts / sizeof *parts; b++) {
            char address[6000];
            size_t length = 0;
            cm_geocode_answer answer;
            length += (size_t)snprintf(address, sizeof address, "京都府京都市上京区");
            while (length < 5900)
                length += (size_t)snprintf(address + length, sizeof address - length, "%s%s",
                                           parts[a], parts[b]);
            for (int whole = 0; whole <= 1; whole++) {
                const char *const text = whole ? address : address + strlen("京都府京都市上京区");
                CHECK(cm_geocode_address(&answer, gazetteer, text, NULL) == CM_OK);
                const clock_t start = clock();
                CHECK(cm_geocode_address(&answer, gazetteer, text, NULL) == CM_OK);
                const double taken_s = (double)(clock() - start) / CLOCKS_PER_SEC;
                slowest = taken_s > slowest ? taken_s : slowest;
            }
        }
    printf("slowest address: %.2f ms\n", slowest * 1e3);
#ifndef __SANITIZE_ADDRESS__
    CHECK(slowest < 0.005);
#endif
    cm_gazetteer_destroy(gazetteer);
}

TEST_MAIN(data = find_data("all Japan"), enter_folder(), RUN(names_every_level),
          RUN(says_how_deep_and_how_sure_it_is), RUN(gives_all_candidates_of_a_tie),
          RUN(survives_every_failed_allocation), RUN(reads_what_others_read_wrongly),
          RUN(finds_every_town_by_its_own_spelling), RUN(takes_no_longer_than_5_ms),
          leave_folder((const char *const[]){"small.csv", "small.gaz", "japan.csv", "japan.gaz",
                                             NULL}))
