/* test_source_mlit.c - tests geo/source_mlit.c. */
#include "tests/source_fixture.h"

#define TOWNS                                                                                                                   \
    "\"都道府県コード\",\"都道府県名\",\"市区町村コード\",\"市区町村名\",\"大字町丁目コード\"," \
    "\"大字町丁目名\",\"緯度\",\"経度\",\"原典資料コード\",\"大字・字・丁目区分コード\"\r\n"
#define BLOCKS                                                                                                             \
    "\"都道府県名\",\"市区町村名\",\"大字・丁目名\",\"小字・通称名\",\"街区符号・地番\","     \
    "\"座標系番号\",\"Ｘ座標\",\"Ｙ座標\",\"緯度\",\"経度\",\"住居表示フラグ\",\"代表フラグ\"," \
    "\"更新前履歴フラグ\",\"更新後履歴フラグ\"\r\n"
#define OLD_BLOCKS                                                                                                  \
    "\"都道府県名\",\"市区町村名\",\"大字・丁目名\",\"街区符号・地番\",\"座標系番号\"," \
    "\"Ｘ座標\",\"Ｙ座標\",\"緯度\",\"経度\",\"住居表示フラグ\",\"代表フラグ\","              \
    "\"更新前履歴フラグ\",\"更新後履歴フラグ\"\r\n"
#define TOWN "\"13\",\"東京都\",\"13101\",\"千代田区\",\"131010005002\",\"霞が関二丁目\","
#define BLOCK "\"東京都\",\"千代田区\",\"霞が関二丁目\",\"\",\"1\",\"9\","

TEST(tells_what_a_table_holds)
{
    static const struct {
        const char *why, *text, *want;
        size_t skipped, rejected;
    } rows[] = {
        {"a town", TOWNS TOWN "\"35.675706\",\"139.750734\",\"1\",\"3\"\r\n",
         "C0 東京都|千代田区|||;|;;13101\n"
         "T0 東京都|千代田区|霞が関二丁目||;|;139.750734,35.675706;13101\n",
         0, 0},
        {"a town without header", TOWN "\"35.675706\",\"139.750734\",\"1\",\"3\"\r\n",
         "C0 東京都|千代田区|||;|;;13101\n"
         "T0 東京都|千代田区|霞が関二丁目||;|;139.750734,35.675706;13101\n",
         0, 0},
        {"a block of streets, and a lot of land with a koaza",
         BLOCKS BLOCK
         "\"-36100.5\",\"-7500.1\",\"35.674500\",\"139.750600\",\"1\",\"1\",\"0\",\"0\""
         "\r\n\"東京都\",\"西多摩郡瑞穂町\",\"大字箱根ケ崎\",\"字狭山\",\"甲208-11\",\"9\","
         "\"\",\"\",\"35.77\",\"139.35\",\"0\",\"1\",\"0\",\"0\"\r\n",
         "B0 東京都|千代田区|霞が関二丁目||1;|;139.7506,35.6745\n"
         "L0 東京都|西多摩郡瑞穂町|大字箱根ケ崎|字狭山|甲208-11;|;139.35,35.77\n",
         0, 0},
        {"blocks without header, 14 columns",
         BLOCK "\"0\",\"0\",\"35.6745\",\"139.7506\",\"1\",\"1\",\"0\",\"0\"\r\n",
         "B0 東京都|千代田区|霞が関二丁目||1;|;139.7506,35.6745\n", 0, 0},
        {"an older edition, 13 columns",
         OLD_BLOCKS "東京都,千代田区,霞が関二丁目,1,9,0,0,35.6745,139.7506,1,1,0,0\n",
         "B0 東京都|千代田区|霞が関二丁目||1;|;139.7506,35.6745\n", 0, 0},
        {"an older edition without header",
         "東京都,千代田区,霞が関二丁目,1,9,0,0,35.6745,139.7506,1,1,0,0\n",
         "B0 東京都|千代田区|霞が関二丁目||1;|;139.7506,35.6745\n", 0, 0},
        {"points that stand for no block, and blocks that are no more",
         BLOCKS BLOCK "0,0,35.6745,139.7506,1,0,0,0\n" BLOCK "0,0,35.6745,139.7506,1,1,3,0\n" BLOCK
                      "0,0,35.6745,139.7506,1,1,0,3\n" BLOCK "0,0,35.6745,139.7507,1,1,1,2\n",
         "B0 東京都|千代田区|霞が関二丁目||1;|;139.7507,35.6745\n", 3, 0},
        {"X is north of the zone's origin, 36 N, 139 50 E: 11095 m on the meridian are 0.1 degrees",
         BLOCKS BLOCK "11094.8832,0,,,1,1,0,0\n",
         "B0 東京都|千代田区|霞が関二丁目||1;|;139.8333333,36.1\n", 0, 0},
        {"and what has no place at all", BLOCKS BLOCK ",,,,1,1,0,0\n",
         "B0 東京都|千代田区|霞が関二丁目||1;|;\n", 0, 0},
        {"broken rows",
         BLOCKS BLOCK "0,0,35.6745,139.7506,1,1,0,0\n"
                      "東京都,千代田区,霞が関二丁目,,1,20,0,0,,,1,1,0,0\n" BLOCK "x,0,,,1,1,0,0\n"
                      "東京都,千代田区,霞が関二丁目,,,9,0,0,35,139,1,1,0,0\n"
                      "東京都,千代田区,,,1,9,0,0,35,139,1,1,0,0\n" BLOCK "0,0,95,139,1,1,0,0\n"
                      "東京都,,芝,,1,9,0,0,35,139,1,1,0,0\n,港区,芝,,1,9,0,0,35,139,1,1,0,0\n"
         /* where no zone reaches */
         BLOCK "9000000,0,,,1,1,0,0\n" BLOCK "0,-1e300,,,1,1,0,0\n",
         "B0 東京都|千代田区|霞が関二丁目||1;|;139.7506,35.6745\n", 0, 9},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_now = rows[i].why;
        const cm__source_report report = check_told(&rows[i].text, 1, rows[i].want);
        CHECK(report.skipped == rows[i].skipped && report.rejected == rows[i].rejected);
    }
}

/* The ministry's own files of two prefectures; counted with Python. */
TEST(reads_the_ministrys_files)
{
    static const struct {
        const char *name;
        size_t rows, cities;
    } files[] = {{"30", 1918, 30}, {"45", 1308, 26}};
    const char *const data = find_data("reading the ministry's files");

    for (size_t i = 0; data && i < sizeof files / sizeof *files; i++) {
        char path[4200];
        const char *const paths[] = {path};
        cm__source_report report = {0};
        diary got = {.is_silent = true};
        test_now = files[i].name;
        snprintf(path, sizeof path, "%s/gazetteer/formats/isj_oaza_%s_2023.sjis.csv", data,
                 files[i].name);
        CHECK(read_sources(&got, &report, NULL, paths, 1) == CM_OK);
        CHECK(report.rows == files[i].rows && report.rejected == 0);
        CHECK(got.by_level[CM_LEVEL_TOWN] == files[i].rows && got.without_place == got.by_level[2]);
        CHECK(got.by_level[CM_LEVEL_CITY] == files[i].cities);
    }
}

TEST_MAIN(RUN(reads_the_ministrys_files), enter_folder(), RUN(tells_what_a_table_holds),
          leave_source_folder())
