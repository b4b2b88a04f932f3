/* test_source_abr_parts.c - tests geo/source_abr_parts.c. */
#include "tests/source_fixture.h"

#define HEAD "lg_code,machiaza_id,"
#define TOWN "city,ward,oaza_cho,chome,koaza,machiaza_dist,"
#define BLOCKS HEAD "blk_id," TOWN "blk_num,rsdt_addr_flg,ablt_date\n"
#define RESIDENCES                                                                                 \
    HEAD "blk_id,rsdt_id,rsdt2_id," TOWN                                                           \
         "blk_num,rsdt_num,rsdt_num2,basic_rsdt_div,rsdt_addr_flg,ablt_date\n"
#define PARCELS HEAD "prc_id," TOWN "prc_num1,prc_num2,prc_num3,rsdt_addr_flg,ablt_date\n"
#define HAKUSAN "文京区,,白山,１丁目,,,"

TEST(tells_what_a_table_holds)
{
    static const struct {
        const char *why, *text, *want;
        size_t skipped, rejected;
    } rows[] = {
        {"blocks, of which one is no more",
         BLOCKS "131059,0001001,001," HAKUSAN "1,1,\n131059,0001001,002," HAKUSAN "２,1,\n"
                "131059,0001001,003," HAKUSAN "3,1,2001-01-01\n",
         "B0 東京都|文京区|白山一丁目||1;|;;13105\nB0 東京都|文京区|白山一丁目||2;|;;13105\n", 1,
         0},
        {"residences name their block once, one after the other",
         RESIDENCES "131059,0001001,001,001,," HAKUSAN "1,1,,0,1,\n"
                    "131059,0001001,001,002,003," HAKUSAN "1,2,３,0,1,\n"
                    "131059,0001001,002,001,," HAKUSAN "2,1,,0,1,\n"
                    "131059,0001001,002,001,," HAKUSAN "2,,,0,1,\n"
                    "131059,0001001,003,001,," HAKUSAN "3,1,,0,1,1999-12-31\n",
         "B0 東京都|文京区|白山一丁目||1;|;;13105\nR0 東京都|文京区|白山一丁目||1-1;|;;13105\n"
         "R0 東京都|文京区|白山一丁目||1-2-3;|;;13105\n"
         "B0 東京都|文京区|白山一丁目||2;|;;13105\nR0 東京都|文京区|白山一丁目||2-1;|;;13105\n",
         1, 0},
        {"a residence without a block", RESIDENCES "131059,0001001,000,001,," HAKUSAN ",15,,0,1,\n",
         "R0 東京都|文京区|白山一丁目||15;|;;13105\n", 0, 0},
        {"parcels, of a ward, with a koaza",
         PARCELS "302015,0001000,1,和歌山市,,葵町,,,,103,3,,1,\n"
                 "302015,0001000,2,和歌山市,,葵町,,,,103,,,1,\n"
                 "011011,0001000,3,札幌市,中央区,,,字円山,,103,3,21,1,\n",
         "L0 和歌山県|和歌山市|葵町||103-3;|;;30201\nL0 和歌山県|和歌山市|葵町||103;|;;30201\n"
         "L0 北海道|札幌市中央区|（大字なし）|字円山|103-3-21;|;;01101\n",
         0, 0},
        {"broken rows",
         PARCELS "302015,0001000,1,和歌山市,,葵町,,,,103,3,,1,\n"
                 "992015,0001000,1,和歌山市,,葵町,,,,103,3,,1,\n"
                 "302015,0001000,1,,,葵町,,,,103,3,,1,\n"
                 "302015,0001000,,和歌山市,,葵町,,,,103,3,,1,\n"
                 "302015,0001000,1,和歌山市,,葵町,,,,,,3,1,\n"
                 "302015,0001000,1,和歌山市,,葵町,,,,103,3,,1\n",
         "L0 和歌山県|和歌山市|葵町||103-3;|;;30201\n", 0, 5},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_now = rows[i].why;
        const cm__source_report report = check_told(&rows[i].text, 1, rows[i].want);
        CHECK(report.skipped == rows[i].skipped && report.rejected == rows[i].rejected);
    }
}

/* The county is in no row of these files, but in those that name municipalities, whatever the order
 * in which they are given. */
TEST(takes_the_county_from_other_files)
{
    static const struct {
        const char *why, *names, *want;
    } rows[] = {
        {"by the code",
         "lg_code,pref,pref_kana,pref_roma,county,city,ward,ablt_date\n133035,東京都,,,西多摩郡,"
         "瑞穂町,,\n",
         "C1 東京都|西多摩郡瑞穂町|||;|;;13303\n"
         "L0 東京都|西多摩郡瑞穂町|石畑||7;|;;13303\n"},
        {"by the name", "pref,city,town,koaza,lat,lng\n東京都,西多摩郡瑞穂町,石畑,,35.77,139.35\n",
         "T1 東京都|西多摩郡瑞穂町|石畑||;|;139.35,35.77\n"
         "L0 東京都|西多摩郡瑞穂町|石畑||7;|;;13303\n"},
        {"two of that name",
         "pref,city,town,koaza,lat,lng\n東京都,西多摩郡瑞穂町,石畑,,,\n東京都,東多摩郡瑞穂町,石,,,"
         "\n",
         "T1 東京都|西多摩郡瑞穂町|石畑||;|;\nT1 東京都|東多摩郡瑞穂町|石||;|;\n"
         "L0 東京都|瑞穂町|石畑||7;|;;13303\n"},
        {"in another prefecture", "pref,city,town,koaza,lat,lng\n千葉県,西多摩郡瑞穂町,石畑,,,\n",
         "T1 千葉県|西多摩郡瑞穂町|石畑||;|;\nL0 東京都|瑞穂町|石畑||7;|;;13303\n"},
        {"the code is another municipality's by now",
         "lg_code,pref,pref_kana,pref_roma,county,city,ward,ablt_date\n133035,東京都,,,西多摩郡,"
         "新町,,\n",
         "C1 東京都|西多摩郡新町|||;|;;13303\nL0 東京都|瑞穂町|石畑||7;|;;13303\n"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *const texts[] = {PARCELS "133035,1,1,瑞穂町,,石畑,,,,7,,,1,\n", rows[i].names};
        test_now = rows[i].why;
        check_told(texts, 2, rows[i].want);
    }
}

/* Of the registry's own files; counted with Python. */
TEST(reads_the_registrys_files)
{
    static const struct {
        const char *name;
        size_t rows, blocks, lots, residences;
    } files[] = {
        {"mt_rsdtdsp_rsdt_pref13.head2000.csv", 1999, 126, 0, 1999},
        {"mt_rsdtdsp_rsdt_pref30.head2000.csv", 1999, 56, 0, 1999},
        {"mt_parcel_city302015.head2000.csv", 1999, 1999, 1999, 0},
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
        CHECK(got.by_level[CM_LEVEL_BLOCK] == files[i].blocks && got.lots == files[i].lots);
        CHECK(got.by_level[CM_LEVEL_BUILDING] == files[i].residences);
        CHECK(got.without_place == got.places);
    }
}

TEST_MAIN(RUN(reads_the_registrys_files), enter_folder(), RUN(tells_what_a_table_holds),
          RUN(takes_the_county_from_other_files), leave_source_folder())
