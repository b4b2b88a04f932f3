/* test_source_abr_names.c - tests geo/source_abr_names.c. */
#include "tests/source_fixture.h"

#define CITIES                                                                                     \
    "lg_code,pref,pref_kana,pref_roma,county,county_kana,county_roma,city,city_kana,city_roma,"    \
    "ward,ward_kana,ward_roma,efct_date,ablt_date,remarks\r\n"
#define TOWNS                                                                                      \
    "lg_code,machiaza_id,machiaza_type,pref,pref_kana,pref_roma,county,county_kana,county_roma,"   \
    "city,city_kana,city_roma,ward,ward_kana,ward_roma,oaza_cho,oaza_cho_kana,oaza_cho_roma,"      \
    "chome,chome_kana,chome_number,koaza,koaza_kana,koaza_roma,rsdt_addr_flg,ablt_date,post_code"  \
    "\r\n"
#define BUNKYO "131059,0001001,2,東京都,トウキョウト,Tokyo,,,,文京区,ブンキョウク,Bunkyo-ku,,,,"
#define IN_BUNKYO                                                                                  \
    "P0 東京都||||;トウキョウト|Tokyo;\nC0 東京都|文京区|||;ブンキョウク|Bunkyo-ku;;13105\n"

TEST(tells_what_a_table_holds)
{
    static const struct {
        const char *why, *text, *want;
        size_t skipped, rejected;
    } rows[] = {
        {"a prefecture",
         "lg_code,pref,pref_kana,pref_roma,efct_date,ablt_date,remarks\r\n"
         "130001,東京都,トウキョウト,Tokyo,1947-04-17,,\r\n",
         "P0 東京都||||;トウキョウト|Tokyo;\n", 0, 0},
        {"a ward, a town of a county, and what was abolished",
         CITIES "011011,北海道,ホッカイドウ,Hokkaido,,,,札幌市,サッポロシ,Sapporo-shi,中央区,"
                "チュウオウク,Chuo-ku,1947-04-17,,\r\n"
                "133035,東京都,トウキョウト,Tokyo,西多摩郡,ニシタマグン,Nishitama-gun,瑞穂町,"
                "ミズホマチ,Mizuho-machi,,,,1947-04-17,,\r\n"
                "133036,東京都,トウキョウト,Tokyo,,,,昔町,ムカシマチ,Mukashi-machi,,,,,2001-01-01,"
                "\r\n",
         "P0 北海道||||;ホッカイドウ|Hokkaido;\n"
         "C0 北海道|札幌市中央区|||;サッポロシチュウオウク|Sapporo-shi Chuo-ku;;01101\n"
         "P0 東京都||||;トウキョウト|Tokyo;\n"
         "C0 東京都|西多摩郡瑞穂町|||;ニシタマグンミズホマチ|Nishitama-gun Mizuho-machi;;13303\n",
         1, 0},
        {"a chome, and its postal code",
         TOWNS BUNKYO "白山,ハクサン,Hakusan,１丁目,１チョウメ,1,,,,1,,1120001\r\n",
         IN_BUNKYO "T0 東京都|文京区|白山一丁目||;ハクサン１チョウメ|Hakusan 1;;13105;1120001\n"
                   "Y0 1120001;13105;東京都|文京区|白山一丁目;ハクサン１チョウメ;0-0\n",
         0, 0},
        {"a koaza, one without oaza, nothing at all, and what was abolished",
         TOWNS BUNKYO "白山,ハクサン,Hakusan,,,,字土ノ河,ツチノコ,Tsuchinoko,0,,\r\n" BUNKYO
                      ",,,,,,字沖,オキ,Oki,0,,\r\n" BUNKYO ",,,,,,,,,0,,\r\n" BUNKYO
                      "白山,ハクサン,Hakusan,,,,,,,0,2001-01-01,\r\n",
         IN_BUNKYO "T0 東京都|文京区|白山|字土ノ河|;ハクサン|Hakusan;;13105\n"
                   "T0 東京都|文京区|（大字なし）|字沖|;|;;13105\n"
                   "T0 東京都|文京区|（大字なし）||;|;;13105\n",
         1, 0},
        {"the columns that must be there, and another order",
         "koaza,chome,oaza_cho,ward,county,city,pref_kana,pref_roma,pref,machiaza_id,lg_code,"
         "ablt_date\n,,白山,,,文京区,,,東京都,1,131059,\n",
         "C0 東京都|文京区|||;|;;13105\nT0 東京都|文京区|白山||;|;;13105\n", 0, 0},
        {"broken rows",
         TOWNS BUNKYO "白山,,,,,,,,,0,,\n"
                      "991059,1,2,東京都,,,,,,文京区,,,,,,白山,,,,,,,,,0,,\n"
                      "131059,,2,東京都,,,,,,文京区,,,,,,白山,,,,,,,,,0,,\n"
                      "131059,1,2,,,,,,,文京区,,,,,,白山,,,,,,,,,0,,\n"
                      "131059,1,2,東京都,,,,,,,,,,,,白山,,,,,,,,,0,,\n"
                      "131059,1,2,東京都,,\n",
         IN_BUNKYO "T0 東京都|文京区|白山||;|;;13105\n", 0, 5},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_now = rows[i].why;
        const cm__source_report report = check_told(&rows[i].text, 1, rows[i].want);
        CHECK(report.skipped == rows[i].skipped && report.rejected == rows[i].rejected);
    }
}

/* Of the registry's own files; counted with Python. */
TEST(reads_the_registrys_files)
{
    static const struct {
        const char *name;
        size_t rows, prefectures, cities, towns, postal;
    } files[] = {
        {"mt_pref_all.csv", 47, 47, 0, 0, 0},
        {"mt_city_all.csv", 1918, 47, 1918, 0, 0},
        {"mt_town_pref30.csv", 3544, 1, 30, 3544, 1401},
    };
    const char *const data = find_data("reading the registry's files");

    for (size_t i = 0; data && i < sizeof files / sizeof *files; i++) {
        char path[4200];
        const char *const paths[] = {path};
        cm__source_report report = {0};
        diary got = {.is_silent = true};
        test_now = files[i].name;
        snprintf(path, sizeof path, "%s/gazetteer/formats/%s", data, files[i].name);
        CHECK(read_sources(&got, &report, NULL, paths, 1) == CM_OK);
        CHECK(report.rows == files[i].rows && report.rejected == 0 && report.skipped == 0);
        CHECK(got.by_level[CM_LEVEL_PREFECTURE] == files[i].prefectures);
        CHECK(got.by_level[CM_LEVEL_CITY] == files[i].cities);
        CHECK(got.by_level[CM_LEVEL_TOWN] == files[i].towns && got.postal == files[i].postal);
    }
}

TEST_MAIN(RUN(reads_the_registrys_files), enter_folder(), RUN(tells_what_a_table_holds),
          leave_source_folder())
