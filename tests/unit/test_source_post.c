/* test_source_post.c - tests geo/source_post.c. */
#include "tests/source_fixture.h"

#define HEAD(code) "01101,\"060  \",\"" code "\",\"ホッカイドウ\",\"サッポロシチュウオウク\","
#define HALF(code) "01101,\"060  \",\"" code "\",\"ﾎｯｶｲﾄﾞｳ\",\"ｻｯﾎﾟﾛｼﾁｭｳｵｳｸ\","
#define CITY "\"北海道\",\"札幌市中央区\","
#define END ",0,0,0,0,0,0\r\n"
#define TOLD                                                                                       \
    "P0 北海道||||;ホッカイドウ|;\n"                                                      \
    "C0 北海道|札幌市中央区|||;サッポロシチュウオウク|;;01101\n"
#define Y(code, town, kana, range)                                                                 \
    "Y0 " code ";01101;北海道|札幌市中央区|" town ";" kana ";" range "\n"

TEST(tells_what_a_table_holds)
{
    static const struct {
        const char *why, *text, *want;
        size_t skipped, rejected;
    } rows[] = {
        {"full-width kana",
         HEAD("0600000") "\"イカニケイサイガナイバアイ\"," CITY "\"以下に掲載がない場合\"" END HEAD(
             "0640941") "\"アサヒガオカ\"," CITY
                        "\"旭ケ丘\",0,0,1,0,0,0\r\n" HEAD(
                            "0600042") "\"オオドオリニシ（１－１９チョウメ）\"," CITY
                                       "\"大通西（１～１９丁目）\"" END,
         TOLD Y("0600000", "", "", "0-0") Y("0640941", "旭ケ丘", "アサヒガオカ", "0-0")
             Y("0600042", "大通西", "オオドオリニシ", "1-19"),
         0, 0},
        {"half-width kana",
         HALF("0600042") "\"ｵｵﾄﾞｵﾘﾆｼ(1-19ﾁｮｳﾒ)\"," CITY "\"大通西（１～１９丁目）\"" END,
         TOLD Y("0600042", "大通西", "オオドオリニシ", "1-19"), 0, 0},
        {"a record of three rows, and the next",
         HALF("0600042") "\"ｵｵﾄﾞｵﾘﾆｼ(1-3ﾁｮｳﾒ､\"," CITY "\"大通西（１～３丁目、\"" END HALF(
             "0600042") "\"5ﾁｮｳﾒ\"," CITY
                        "\"５\"" END HALF("0600042") "\"ｿﾉﾀ)\"," CITY "\"丁目）\"" END HALF(
                            "0640941") "\"ｱｻﾋｶﾞｵｶ\"," CITY "\"旭ケ丘\"" END,
         TOLD Y("0600042", "大通西", "オオドオリニシ", "1-3")
             Y("0600042", "大通西", "オオドオリニシ", "5-5")
                 Y("0640941", "旭ケ丘", "アサヒガオカ", "0-0"),
         0, 0},
        {"a bracket that is never closed does not take the next code's row",
         HEAD("0600042") "\"オオドオリニシ（\"," CITY "\"大通西（１～３丁目\"" END HEAD(
             "0640941") "\"アサヒガオカ\"," CITY "\"旭ケ丘\"" END,
         TOLD Y("0600042", "大通西", "オオドオリニシ", "1-3")
             Y("0640941", "旭ケ丘", "アサヒガオカ", "0-0"),
         0, 0},
        {"two towns have no reading of their own",
         HEAD("0600042") "\"ホンチョウ、シバ\"," CITY "\"本町、芝\"" END,
         TOLD Y("0600042", "本町", "", "0-0") Y("0600042", "芝", "", "0-0"), 0, 0},
        {"floors of a building",
         HEAD("0606001") "\"ビル（１カイ）\"," CITY "\"ＪＲタワー（１階）\"" END, TOLD, 1, 0},
        {"broken rows",
         HEAD("0640941") "\"アサヒガオカ\"," CITY "\"旭ケ丘\"" END
             HEAD("064094") "\"アサヒガオカ\"," CITY "\"旭ケ丘\"" END HEAD(
                 "0640941") "\"\"," CITY "\"\"" END "1101,\"\",\"0640941\",\"\",\"\",\"\","
                            "\"北海道\",\"江別市\",\"緑町\"" END
                            "01101,\"\",\"0640941\",\"\",\"\",\"\",\"\",\"江別市\",\"緑町\"" END
                            "01101,\"060  \"\r\n",
         TOLD Y("0640941", "旭ケ丘", "アサヒガオカ", "0-0"), 0, 5},
        {"roman names of municipalities",
         "\"0640941\",\"北海道\",\"札幌市　中央区\",\"旭ケ丘\",\"HOKKAIDO\",\"SAPPORO SHI CHUO "
         "KU\","
         "\"ASAHIGAOKA\"\r\n\"0600041\",\"北海道\",\"札幌市　中央区\",\"大通東\",\"HOKKAIDO\","
         "\"SAPPORO SHI CHUO "
         "KU\",\"ODORIHIGASHI\"\r\n\"0600041\",\"\",\"\",\"\",\"\",\"\",\"\"\r\n",
         "P0 北海道||||;|HOKKAIDO;\nC0 北海道|札幌市中央区|||;|SAPPORO SHI CHUO KU;\n", 0, 1},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_now = rows[i].why;
        const cm__source_report report = check_told(&rows[i].text, 1, rows[i].want);
        CHECK(report.skipped == rows[i].skipped && report.rejected == rows[i].rejected);
    }
}

/* Half-width katakana and ～ of CP932, which is no UTF-8. */
TEST(reads_cp932)
{
    static const char text[] =
        "01101,\"060  \",\"0600042\",\"\xCE\xAF\xB6\xB2\xC4\xDE\xB3\",\"\xBB\xAF\xCE\xDF\xDB\xBC\","
        "\"\xB5\xB5\xC4\xDE\xB5\xD8\xC6\xBC(1-19\xC1\xAE\xB3\xD2)\","
        "\"\x96\x6B\x8A\x43\x93\xB9\",\"\x8E\x44\x96\x79\x8E\x73\",\"\x91\xE5\x92\xCA\x90\xBC"
        "\x81\x69\x82\x50\x81\x60\x82\x50\x82\x58\x92\x9A\x96\xDA\x81\x6A\",1,0,1,0,0,0\r\n";
    const char *const texts[] = {text};

    check_told(texts, 1,
               "P0 北海道||||;ホッカイドウ|;\nC0 北海道|札幌市|||;サッポロシ|;;01101\n"
               "Y0 0600042;01101;北海道|札幌市|大通西;オオドオリニシ;1-19\n");
}

/* Found by fuzz_source: what is too long to be widened was read beyond its end. */
TEST(leaves_out_a_reading_that_is_too_long)
{
    char text[2048];
    const char *const texts[] = {text};

    for (int length = 84; length <= 86; length++) {
        char want[1024], reading[512];
        reading[0] = '\0';
        for (int i = 0; i < length; i++)
            memcpy(reading + strlen(reading), "ア", 4);
        test_now = length < 86 ? "255 bytes at most" : "258 bytes";
        snprintf(text, sizeof text,
                 "01101,\"060  \",\"0600042\",\"%s\",\"%s\",\"%s\"," CITY "\"大通西\"" END, reading,
                 reading, reading);
        if (length < 86)
            snprintf(want, sizeof want,
                     "P0 北海道||||;%s|;\nC0 北海道|札幌市中央区|||;%s|;;01101\n"
                     "Y0 0600042;01101;北海道|札幌市中央区|大通西;%s;0-0\n",
                     reading, reading, reading);
        else
            snprintf(want, sizeof want, "%s",
                     "C0 北海道|札幌市中央区|||;|;;01101\n" Y("0600042", "大通西", "", "0-0"));
        check_told(texts, 1, want);
    }
}

TEST(rejects_a_town_over_16_KiB)
{
    static const char *const path = "0.csv";

    for (size_t length = 16384; length <= 16385; length++) {
        cm__source_report report = {0};
        diary got = {.is_silent = true};
        cm__text text = {0};
        cm__text_add(&text, HEAD("0640941") "\"\"," CITY
                                            "\"旭ケ丘\"" END HEAD("0640942") "\"\"," CITY "\"");
        for (size_t i = 0; i < length; i++)
            cm__text_add(&text, "a");
        cm__text_add(&text, "\"" END);
        CHECK(!text.failed);
        write_text(path, text.bytes);
        cm__text_clear(&text);
        CHECK(read_sources(&got, &report, NULL, &path, 1) == CM_OK);
        CHECK(report.rows == 2 && report.rejected == (length > 16384));
    }
}

TEST(ends_a_record_that_never_closes)
{
    static const char *const path = "0.csv";
    const char row[] =
        HEAD("0600042") "\"オオドオリニシ（\"," CITY "\"大通西（１～３番地、あいうえおかき"
                        "くけこさしすせそたちつてとなにぬねのはひふへほ\"" END;
    cm__source_report report = {0};
    diary got = {.is_silent = true};
    cm__text text = {0};

    for (int i = 0; i < 1000; i++)
        cm__text_add(&text, row);
    CHECK(!text.failed);
    write_text(path, text.bytes);
    cm__text_clear(&text);
    CHECK(read_sources(&got, &report, NULL, &path, 1) == CM_OK);
    CHECK(report.rows == 1000 && report.rejected == 0 && got.postal > 1 && got.postal < 100);
}

TEST_MAIN(enter_folder(), RUN(tells_what_a_table_holds), RUN(reads_cp932),
          RUN(rejects_a_town_over_16_KiB), RUN(leaves_out_a_reading_that_is_too_long),
          RUN(ends_a_record_that_never_closes), leave_source_folder())
