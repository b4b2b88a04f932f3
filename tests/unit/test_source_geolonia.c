/* test_source_geolonia.c - tests geo/source_geolonia.c. */
#include "tests/source_fixture.h"

#define PLAIN "pref,city,town,koaza,lat,lng\n"
#define LATEST                                                                                                                       \
    "都道府県コード,都道府県名,都道府県名カナ,都道府県名ローマ字,市区町村コード,市区町村名," \
    "市区町村名カナ,市区町村名ローマ字,大字町丁目名,大字町丁目名カナ,大字町丁目名ローマ字,"  \
    "小字・通称名,緯度,経度\n"
#define CHUO                                                                                               \
    "01,北海道,ホッカイドウ,HOKKAIDO,01101,札幌市中央区,サッポロシチュウオウク," \
    "SAPPORO SHI CHUO KU,"

TEST(tells_what_a_table_holds)
{
    static const struct {
        const char *why, *text, *want;
    } rows[] = {
        {"the plain table", PLAIN "東京都,港区,芝,,35.6,139.7\n",
         "T0 東京都|港区|芝||;|;139.7,35.6\n"},
        {"a koaza, and no place", PLAIN "岩手県,奥州市,水沢佐倉河,字道下,,\n",
         "T0 岩手県|奥州市|水沢佐倉河|字道下|;|;\n"},
        {"columns in another order, and others",
         "lng,LAT,x,koaza,town,city,pref\n139.7,35.6,?,,芝,港区,東京都\n",
         "T0 東京都|港区|芝||;|;139.7,35.6\n"},
        {"a mark, CRLF, quotes, blanks",
         "\xEF\xBB\xBF" PLAIN "\"東京都\",港区, 芝 ,,35.6,139.7\r\n",
         "T0 東京都|港区|芝||;|;139.7,35.6\n"},
        {"latest.csv: a municipality is told once",
         LATEST CHUO "旭ケ丘一丁目,アサヒガオカ 1,ASAHIGAOKA 1,,43.04223,141.319722\n" CHUO
                     "旭ケ丘二丁目,アサヒガオカ 2,ASAHIGAOKA 2,,43.039768,141.321733\n",
         "P0 北海道||||;ホッカイドウ|HOKKAIDO;\n"
         "C0 北海道|札幌市中央区|||;サッポロシチュウオウク|SAPPORO SHI CHUO KU;;01101\n"
         "T0 北海道|札幌市中央区|旭ケ丘一丁目||;アサヒガオカ 1|ASAHIGAOKA 1;141.319722,43.04223"
         ";01101\n"
         "T0 北海道|札幌市中央区|旭ケ丘二丁目||;アサヒガオカ 2|ASAHIGAOKA 2;141.321733,43.039768"
         ";01101\n"},
        {"without the columns of codes and readings",
         "都道府県名,市区町村名,大字町丁目名,小字・通称名,緯度,経度\n東京都,港区,芝,,35.6,139.7\n",
         "T0 東京都|港区|芝||;|;139.7,35.6\n"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_now = rows[i].why;
        const cm__source_report report = check_told(&rows[i].text, 1, rows[i].want);
        CHECK(report.rejected == 0 && report.skipped == 0 && report.rows == (i == 4 ? 2 : 1));
    }
}

TEST(rejects_broken_rows_and_goes_on)
{
    static const struct {
        const char *why, *row;
        bool good;
    } rows[] = {
        {"all there", "東京都,港区,芝,,35.6,139.7", true},
        {"no place is allowed", "東京都,港区,芝,,,", true},
        {"no prefecture", ",港区,芝,,35.6,139.7", false},
        {"no city", "東京都,,芝,,35.6,139.7", false},
        {"no town", "東京都,港区,,,35.6,139.7", false},
        {"latitude 95", "東京都,港区,芝,,95,139.7", false},
        {"the low end of Japan", "東京都,港区,芝,,20,122", true},
        {"the high end of Japan", "東京都,港区,芝,,46,154", true},
        {"below Japan", "東京都,港区,芝,,19.999,139.7", false},
        {"east of Japan", "東京都,港区,芝,,35.6,154.001", false},
        {"latitude and longitude exchanged", "東京都,港区,芝,,139.7,35.6", false},
        {"not a number", "東京都,港区,芝,,nan,139.7", false},
        {"text after the number", "東京都,港区,芝,,35.6x,139.7", false},
        {"only one of the two", "東京都,港区,芝,,35.6,", false},
        {"too few fields", "東京都,港区,芝", false},
        {"too many fields", "東京都,港区,芝,,35.6,139.7,1", false},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        static const char *const path = "0.csv";
        cm__source_report report = {0};
        cm_table rejects = {0};
        diary got = {.is_silent = true};
        char text[512];
        test_now = rows[i].why;
        snprintf(text, sizeof text, PLAIN "東京都,港区,三田,,35.6,139.7\n%s\n", rows[i].row);
        write_text(path, text);
        CHECK(read_sources(&got, &report, &rejects, &path, 1) == CM_OK);
        CHECK(report.rows == 2 && report.rejected == !rows[i].good && report.skipped == 0);
        CHECK(got.places == 2 - report.rejected && rejects.row_count == report.rejected);
        if (rejects.row_count == 1) {
            CHECK(cm_table_get_number(&rejects, 0, cm_table_find_column(&rejects, "line")) == 3);
            CHECK(strncmp(cm_table_get_text(&rejects, 0, 1), "0.csv:3: ", 9) == 0);
            CHECK(strcmp(cm_table_get_text(&rejects, 0, 2), rows[i].row) == 0);
        }
        cm_table_clear(&rejects);
    }
}

TEST(refuses_names_that_are_too_long)
{
    static const char *const path = "0.csv";
    cm__source_report report = {0};
    diary got = {.is_silent = true};
    char text[2048];

    for (int length = 300; length <= 301; length++) {
        snprintf(text, sizeof text, PLAIN "東京都,港区,三田,,,\n東京都,港区,%0*d,,,\n", length, 0);
        write_text(path, text);
        CHECK(read_sources(&got, &report, NULL, &path, 1) == CM_OK);
        CHECK(report.rejected == (length == 301));
    }
}

TEST(reads_all_towns_of_japan)
{
    static const char *const path = "0.csv";
    cm__source_report report = {0};
    cm_table rejects = {0};
    diary got = {.is_silent = true};
    const char *const data = find_data("reading all towns of Japan");

    if (!data)
        return;
    enter_folder();
    CHECK(unpack(data, "gazetteer/japan_towns.csv.xz", path));
    CHECK(read_sources(&got, &report, &rejects, &path, 1) == CM_OK);
    /* counted with awk */
    CHECK(report.rows == 277676 && report.rejected == 0 && rejects.row_count == 0);
    CHECK(got.by_level[CM_LEVEL_TOWN] == 277676 && got.places == 277676);
    CHECK(got.without_place == 469);
    CHECK(got.calls_of_goes_on == 277676 / 4096 && got.share > 0.98 && got.share <= 1);
    leave_source_folder();
    memcpy(fixture_folder + strlen(fixture_folder) - 6, "XXXXXX", 6);
}

TEST_MAIN(RUN(reads_all_towns_of_japan), enter_folder(), RUN(tells_what_a_table_holds),
          RUN(rejects_broken_rows_and_goes_on), RUN(refuses_names_that_are_too_long),
          leave_source_folder())
