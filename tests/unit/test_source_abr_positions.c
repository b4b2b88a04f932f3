/* test_source_abr_positions.c - tests geo/source_abr_positions.c. */
#include "tests/source_fixture.h"

#define TOWNS                                                                                      \
    "lg_code,machiaza_id,pref,pref_kana,pref_roma,county,city,ward,oaza_cho,chome,koaza,"          \
    "ablt_date\n"
#define TWO_TOWNS                                                                                  \
    TOWNS "302015,0001000,和歌山県,,,,和歌山市,,葵町,,,\n"                               \
          "302015,0001000,和歌山県,,,,和歌山市,,葵町,,,\n"                               \
          "302015,1000,和歌山県,,,,和歌山市,,秋月,,,\n"
#define TOLD                                                                                       \
    "C1 和歌山県|和歌山市|||;|;;30201\nT1 和歌山県|和歌山市|葵町||;|;;30201\n"   \
    "T1 和歌山県|和歌山市|葵町||;|;;30201\nT1 和歌山県|和歌山市|秋月||;|;;30201\n"
#define POSITIONS "lg_code,machiaza_id,rsdt_addr_flg,rep_lon,rep_lat,rep_srid,rep_scale\n"

TEST(joins_positions_by_ids)
{
    static const struct {
        const char *why, *positions, *want;
        size_t skipped, rejected;
    } rows[] = {
        {"an id keeps its zeros; of an id that is there twice, the later row is meant",
         POSITIONS "302015,0001000,1,135.16,34.21,EPSG:6668,2500\n"
                   "302015,1000,0,135.2,34.23,EPSG:6668,2500\n",
         TOLD "@0 2;135.16,34.21\n@0 3;135.2,34.23\n", 0, 0},
        {"JGD2000 is taken as JGD2011, also without its authority",
         POSITIONS "302015,0001000,1,135.16,34.21,EPSG:4612,1\n302015,1000,0,135.2,34.23,6668,1\n"
                   "302015,1000,0,135.3,34.23,4612,1\n",
         TOLD "@0 2;135.16,34.21\n@0 3;135.2,34.23\n@0 3;135.3,34.23\n", 0, 0},
        {"unknown ones are skipped: no id, no place",
         POSITIONS "302015,0009000,1,135.16,34.21,EPSG:6668,1\n302015,0001000,1,,,EPSG:6668,1\n"
                   "302015,0001000,1,,,,\n",
         TOLD, 3, 0},
        {"broken rows",
         POSITIONS "302015,1000,1,34.21,135.16,EPSG:6668,1\n302015,1000,1,135,35,EPSG:4301,1\n"
                   "302015,1000,1,135,,EPSG:6668,1\n302015,1000,1,135,35,,1\n302015,1000\n"
                   "302015,1000,1,135,35,EPSG:6668,1\n",
         TOLD "@0 3;135,35\n", 0, 5},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *const texts[] = {rows[i].positions, TWO_TOWNS};
        test_now = rows[i].why;
        const cm__source_report report = check_told(texts, 2, rows[i].want);
        CHECK(report.skipped == rows[i].skipped && report.rejected == rows[i].rejected);
    }
}

TEST(joins_each_kind_with_its_own)
{
    static const struct {
        const char *why, *names, *positions, *want;
    } rows[] = {
        {"prefectures", "lg_code,pref,pref_kana,pref_roma,ablt_date\n300004,和歌山県,,,\n",
         "lg_code,rep_lon,rep_lat,rep_srid\n300004,135.1,34.2,EPSG:6668\n",
         "P0 和歌山県||||;|;\n@1 0;135.1,34.2\n"},
        {"municipalities",
         "lg_code,pref,pref_kana,pref_roma,county,city,ward,ablt_date\n302015,和歌山県,,,,和歌山市,"
         ",\n",
         "lg_code,rep_lon,rep_lat,rep_srid\n302015,135.1,34.2,EPSG:6668\n",
         "C0 和歌山県|和歌山市|||;|;;30201\n@1 0;135.1,34.2\n"},
        {"blocks",
         "lg_code,machiaza_id,blk_id,city,ward,oaza_cho,chome,koaza,blk_num,ablt_date\n"
         "302015,1,2,和歌山市,,葵町,,,5,\n",
         "lg_code,machiaza_id,blk_id,rep_lon,rep_lat,rep_srid\n302015,1,2,135.1,34.2,EPSG:6668\n",
         "B0 和歌山県|和歌山市|葵町||5;|;;30201\n@1 0;135.1,34.2\n"},
        {"blocks that residences name",
         "lg_code,machiaza_id,blk_id,rsdt_id,rsdt2_id,city,ward,oaza_cho,chome,koaza,blk_num,"
         "rsdt_num,rsdt_num2,ablt_date\n302015,1,2,3,,和歌山市,,葵町,,,5,6,,\n",
         "lg_code,machiaza_id,blk_id,rep_lon,rep_lat,rep_srid\n302015,1,2,135.1,34.2,EPSG:6668\n",
         "B0 和歌山県|和歌山市|葵町||5;|;;30201\nR0 和歌山県|和歌山市|葵町||5-6;|;;30201\n"
         "@1 0;135.1,34.2\n"},
        {"residences",
         "lg_code,machiaza_id,blk_id,rsdt_id,rsdt2_id,city,ward,oaza_cho,chome,koaza,blk_num,"
         "rsdt_num,rsdt_num2,ablt_date\n302015,1,2,3,,和歌山市,,葵町,,,5,6,,\n"
         "302015,1,2,3,4,和歌山市,,葵町,,,5,6,7,\n",
         "lg_code,machiaza_id,blk_id,rsdt_id,rsdt2_id,rep_lon,rep_lat,rep_srid\n"
         "302015,1,2,3,4,135.1,34.2,EPSG:6668\n302015,1,2,3,,135.2,34.2,EPSG:6668\n",
         "B0 和歌山県|和歌山市|葵町||5;|;;30201\nR0 和歌山県|和歌山市|葵町||5-6;|;;30201\n"
         "R0 和歌山県|和歌山市|葵町||5-6-7;|;;30201\n@1 2;135.1,34.2\n@1 1;135.2,34.2\n"},
        {"parcels",
         "lg_code,machiaza_id,prc_id,city,ward,oaza_cho,chome,koaza,prc_num1,prc_num2,prc_num3,"
         "ablt_date\n"
         "302015,1,2,和歌山市,,葵町,,,5,,,\n",
         "lg_code,machiaza_id,prc_id,rep_lon,rep_lat,rep_srid\n302015,1,2,135.1,34.2,EPSG:4612\n",
         "L0 和歌山県|和歌山市|葵町||5;|;;30201\n@1 0;135.1,34.2\n"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *const texts[] = {rows[i].names, rows[i].positions};
        test_now = rows[i].why;
        check_told(texts, 2, rows[i].want);
    }
}

/* Of the registry's own files; counted with Python. */
TEST(reads_the_registrys_files)
{
    static const struct {
        const char *names, *positions;
        size_t rows, joined;
    } files[] = {
        {"mt_pref_all.csv", "mt_pref_pos_all.csv", 94, 47},
        {"mt_city_all.csv", "mt_city_pos_all.csv", 3836, 1918},
        {"mt_town_pref30.csv", "mt_town_pos_pref30.csv", 7081, 2021},
        {"mt_rsdtdsp_rsdt_pref13.head2000.csv", "mt_rsdtdsp_rsdt_pos_pref13.head2000.csv", 3998,
         1999},
        {"mt_rsdtdsp_rsdt_pref30.head2000.csv", "mt_rsdtdsp_rsdt_pos_pref30.head2000.csv", 3998,
         1999},
        {"mt_parcel_city302015.head2000.csv", "mt_parcel_pos_city302015.head2000.csv", 3998, 1943},
    };
    const char *const data = find_data("reading the registry's files");

    for (size_t i = 0; data && i < sizeof files / sizeof *files; i++) {
        char names[4200], positions[4200];
        const char *const paths[] = {positions, names};
        cm__source_report report = {0};
        diary got = {.is_silent = true};
        test_now = files[i].positions;
        snprintf(names, sizeof names, "%s/gazetteer/formats/%s", data, files[i].names);
        snprintf(positions, sizeof positions, "%s/gazetteer/formats/%s", data, files[i].positions);
        CHECK(read_sources(&got, &report, NULL, paths, 2) == CM_OK);
        CHECK(report.rows == files[i].rows && report.rejected == 0);
        CHECK(got.positions == files[i].joined);
    }
}

TEST(reads_all_residences_of_a_ward)
{
    static const char *const paths[] = {"0.csv", "1.csv"};
    const char *const data = find_data("reading the residences of Bunkyo-ku");
    cm__source_report report = {0};
    diary got = {.is_silent = true};

    if (!data)
        return;
    enter_folder();
    CHECK(unpack(data, "gazetteer/formats/mt_rsdtdsp_rsdt_pref13.csv.xz", paths[0]));
    CHECK(unpack(data, "gazetteer/formats/mt_rsdtdsp_rsdt_pos_pref13.csv.xz", paths[1]));
    CHECK(read_sources(&got, &report, NULL, paths, 2) == CM_OK);
    CHECK(report.rows == 60312 && report.rejected == 0 && report.skipped == 0);
    CHECK(got.positions == 30156 && got.by_level[CM_LEVEL_BUILDING] == 30156);
    CHECK(got.by_level[CM_LEVEL_BLOCK] == 1985);
    leave_source_folder();
    memcpy(fixture_folder + strlen(fixture_folder) - 6, "XXXXXX", 6);
}

TEST_MAIN(RUN(reads_the_registrys_files), RUN(reads_all_residences_of_a_ward), enter_folder(),
          RUN(joins_positions_by_ids), RUN(joins_each_kind_with_its_own), leave_source_folder())
