/* test_geocode_roman.c - tests geo/geocode_roman.c: addresses in Roman letters and in kana. */
#include "geo/base_memory.h"
#include "tests/roman_fixture.h"

TEST(reads_roman_letters_and_kana)
{
    static const geocode_case rows[] = {
        {"all in letters but the town", "Hokkaido Sapporo-shi Chuo-ku 大通西3丁目",
         "北海道 札幌市中央区 大通西三丁目", "", 1},
        {"with commas", "Tokyo, Hachioji-shi 子安町1-5", "東京都 八王子市 子安町一丁目", "5", 1},
        {"a city alone", "Sapporo", "北海道 札幌市 ", "", 1},
        {"in English", "SAPPORO CITY", "北海道 札幌市 ", "", 1},
        {"a macron", "Kōbe", "兵庫県 神戸市 ", "", 1},
        {"a prefecture and a city of that name", "Ôsaka", "大阪府  ", "", 1},
        {"the city of them", "Osaka-shi", "大阪府 大阪市 ", "", 1},
        {"without words for the kinds", "Tokyo Mizuho 箱根ケ崎5", "東京都 西多摩郡瑞穂町 箱根ケ崎",
         "5", 1},
        {"cho for machi", "Tokyo-to Nishitama-gun Mizuho-cho", "東京都 西多摩郡瑞穂町 ", "", 1},
        {"glued", "Sapporoshi Chuoku", "北海道 札幌市中央区 ", "", 1},
        {"a kanji prefecture", "東京都 Hachioji 子安町1", "東京都 八王子市 子安町一丁目", "", 1},
        {"a roman prefecture", "Tokyo 八王子市子安町1", "東京都 八王子市 子安町一丁目", "", 1},
        {"a postal code first", "060-0042 Sapporo-shi, Chuo-ku", "北海道 札幌市中央区 ", "", 1},
        {"western order", "Chuo-ku, Sapporo, Hokkaido", "北海道 札幌市中央区 ", "", 1},
        {"a ward of the prefecture's name", "Chuo-ku, Osaka", "大阪府 大阪市中央区 ", "", 1},
        {"a county between", "Mizuho-machi, Nishitama-gun, Tokyo", "東京都 西多摩郡瑞穂町 ", "", 1},
        {"Hyogo is a prefecture and a ward", "Shin'onsen-cho, Hyogo", "兵庫県 美方郡新温泉町 ", "",
         1},
        {"which of two", "Fuchu, Tokyo", "東京都 府中市 ", "", 1},
        {"and none of them", "Fuchu", " 府中市 ", "", 0},
        {"lots and a town first", "3-2 Odori, Chuo-ku, Tokyo, Japan", "東京都 中央区 ", "", 0},
        {"a town that is not known", "Sapporo-shi Nishi-ku Hassamu 1-1", "北海道 札幌市西区 ",
         "Hassamu 1-1", 0},
        {"a word goes on", "Sapporox", "  ", "Sapporox", 0},
        {"none", "nothing at all", "  ", NULL, 0},
        {"kana", "サッポロシチュウオウク大通西三丁目5", "北海道 札幌市中央区 大通西三丁目", "5", 1},
        {"half-width kana", "ﾎｯｶｲﾄﾞｳ ｻｯﾎﾟﾛｼ ﾁｭｳｵｳｸ", "北海道 札幌市中央区 ", "", 1},
        {"hiragana", "さっぽろし", "北海道 札幌市 ", "", 1},
        {"kana after a kanji prefecture", "東京都ハチオウジシ子安町1",
         "東京都 八王子市 子安町一丁目", "", 1},
        {"without the county", "ミズホマチ箱根ケ崎", "東京都 西多摩郡瑞穂町 箱根ケ崎", "", 1},
    };
    cm_gazetteer *const gazetteer = open_roman();

    CHECK_CASES(gazetteer, rows);
    cm_gazetteer_destroy(gazetteer);
    CHECK(cm__memory_live() == 0);
}

TEST_MAIN(enter_folder(), RUN(reads_roman_letters_and_kana),
          leave_folder((const char *const[]){"roman.csv", "roman.gaz", NULL}))
