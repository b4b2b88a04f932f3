/* test_source.c - tests geo/source.c. */
#include "tests/source_fixture.h"

#define PLAIN "pref,city,town,koaza,lat,lng\n"
#define SHIBA PLAIN "東京都,港区,芝,,35.6,139.7\n"
#define TOWNS                                                                                      \
    "lg_code,machiaza_id,pref,pref_kana,pref_roma,county,city,ward,oaza_cho,chome,koaza,ablt_"     \
    "date\n"
#define POSITIONS "lg_code,machiaza_id,rep_lon,rep_lat,rep_srid\n"

TEST(recognises_every_kind)
{
    static const struct {
        const char *name, *attribution, *text;
    } rows[] = {
        {"Geolonia 住所データ（町の表）",
         "Geolonia 住所データ (CC BY 4.0, Geolonia Inc.)、国土交通省 位置参照情報・日本郵便の"
         "データを加工",
         SHIBA},
        {"Geolonia 住所データ",
         "Geolonia 住所データ (CC BY 4.0, Geolonia Inc.)、国土交通省 位置参照情報・日本郵便の"
         "データを加工",
         "都道府県名,市区町村名,大字町丁目名,小字・通称名,緯度,経度\n東京都,港区,芝,,35.6,139.7\n"},
        {"位置参照情報 大字・町丁目レベル", "「位置参照情報」（国土交通省）を加工して作成",
         "13,東京都,13103,港区,131030001000,芝,35.6,139.7,0,1\n"},
        {"位置参照情報 街区レベル", "「位置参照情報」（国土交通省）を加工して作成",
         "東京都,港区,芝,,1,9,0,0,35.6,139.7,1,1,0,0\n"},
        {"アドレス・ベース・レジストリ 町字",
         "アドレス・ベース・レジストリ（デジタル庁）を加工して作成",
         TOWNS "131032,0001000,東京都,,,,港区,,芝,,,\n"},
        {"日本郵便 郵便番号", "日本郵便 郵便番号データ",
         "13103,\"105  \",\"1050014\",\"トウキョウト\",\"ミナトク\",\"シバ\",\"東京都\",\"港区\","
         "\"芝\",0,0,0,0,0,0\n"},
        {"日本郵便 郵便番号（ローマ字）", "日本郵便 郵便番号データ",
         "1050014,東京都,港区,芝,TOKYO TO,MINATO KU,SHIBA\n"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        static const char *const path = "0.csv";
        cm__source_kind kind = {0};
        cm__source_report report;
        diary told = {.is_silent = true};
        const cm__source_listener listener = {&told, note_place, note_position, note_postal, NULL};
        test_now = rows[i].name;
        write_text(path, rows[i].text);
        CHECK(cm__sources_read(&kind, &report, &path, 1, &listener, NULL) == CM_OK);
        CHECK(kind.name && strcmp(kind.name, rows[i].name) == 0);
        CHECK(kind.attribution && strcmp(kind.attribution, rows[i].attribution) == 0);
    }
}

TEST(refuses_a_broken_file)
{
    static const struct {
        const char *why, *text;
        size_t length; /* 0: to the NUL */
        cm_status want;
        const char *sentence;
    } rows[] = {
        {"good", SHIBA, 0, CM_OK, ""},
        {"another table", "name,address\na,b\n", 0, CM_ERR_FORMAT, "no known table"},
        {"a column is missing", "pref,city,town,lat,lng\n東京都,港区,芝,35.6,139.7\n", 0,
         CM_ERR_FORMAT, "no known table"},
        {"a column of the registry is missing",
         "lg_code,machiaza_id,pref,pref_kana,pref_roma,county,city,ward,oaza_cho,chome,ablt_date\n"
         "131032,1,東京都,,,,港区,,芝,,\n",
         0, CM_ERR_FORMAT, "no known table"},
        {"an id of positions is missing",
         "lg_code,machiaza_id,blk_id,rsdt_id,rep_lon,rep_lat,rep_srid\n", 0, CM_ERR_FORMAT,
         "no known table"},
        {"no row", PLAIN, 0, CM_ERR_FORMAT, "0.csv: holds no usable row"},
        {"no usable row", PLAIN "東京都,港区,,,35.6,139.7\n", 0, CM_ERR_FORMAT,
         "0.csv: holds no usable row"},
        {"all abolished", TOWNS "131032,1,東京都,,,,港区,,芝,,,2001-01-01\n", 0, CM_ERR_FORMAT,
         "holds no row of use"},
        {"positions of nothing", POSITIONS "131032,1,139.7,35.6,EPSG:6668\n", 0, CM_ERR_FORMAT,
         "holds no row of use"},
        {"empty", "", 0, CM_ERR_FORMAT, "no known table"},
        {"bytes of no encoding", SHIBA "\xFF\xFE\x80,港区,芝,,1,2\n", 0, CM_ERR_FORMAT,
         "0.csv:3:1"},
        {"a NUL", SHIBA "\0,港区\n", sizeof SHIBA "\0,港区\n" - 1, CM_ERR_FORMAT, "NUL"},
        {"UTF-16", "\xFF\xFEp\0r\0", 6, CM_ERR_FORMAT, "UTF-16"},
        {"a quote that never closes", SHIBA "東京都,港区,\"芝,,35.6,139.7\n", 0, CM_ERR_FORMAT,
         "0.csv:3:18: the quote"},
        {"text behind a quote", SHIBA "東京都,港区,\"芝\"浦,,35.6,139.7\n", 0, CM_ERR_FORMAT,
         "0.csv:3:"},
        {"cut inside a kanji", SHIBA "東京都,港区,\xE8\x8A", 0, CM_ERR_FORMAT, "0.csv:3:"},
        {"no prefecture where one must be", "港区町名,東京,芝,,1,9,0,0,35.6,139.7,1,1,0,0\n", 0,
         CM_ERR_FORMAT, "no known table"},
        {"cut between fields: one row is broken", SHIBA "東京都,港区,芝", 0, CM_OK, ""},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        static const char *const path = "0.csv";
        cm__source_report report = {.rows = 77};
        cm_table rejects = {0};
        diary told = {.is_silent = true};
        const size_t length = rows[i].length ? rows[i].length : strlen(rows[i].text);
        FILE *const file = fopen(path, "w");
        test_now = rows[i].why;
        CHECK(file && fwrite(rows[i].text, 1, length, file) == length && fclose(file) == 0);
        CHECK(read_sources(&told, &report, &rejects, &path, 1) == rows[i].want);
        if (rows[i].want) {
            CHECK(strstr(cm_error_text(), rows[i].sentence) != NULL);
            CHECK(report.rows == 77 && rejects.column_count == 0);
        }
        cm_table_clear(&rejects);
        CHECK(cm__memory_live() == 0);
    }
}

/* Rows of every kind, in which @ stands for a name. */
static const struct {
    const char *why, *header, *row;
} named[] = {
    {"a town", PLAIN, "東京都,港区,@,,,\n"},
    {"a town of the ministry", "", "13,東京都,13103,港区,131030001000,@,35.6,139.7,0,1\n"},
    {"a block", "", "東京都,港区,芝,,@,9,0,0,35.6,139.7,1,1,0,0\n"},
    {"the koaza of a block", "", "東京都,港区,芝,@,1,9,0,0,35.6,139.7,1,1,0,0\n"},
    {"a block in the plane", "", "東京都,港区,芝,@,1,9,0,0,,,1,1,0,0\n"},
    {"a prefecture", "lg_code,pref,pref_kana,pref_roma,ablt_date\n", "130001,@,,,\n"},
    {"the reading of a prefecture", "lg_code,pref,pref_kana,pref_roma,ablt_date\n",
     "130001,東京都,@,,\n"},
    {"a municipality", "lg_code,pref,pref_kana,pref_roma,county,city,ward,ablt_date\n",
     "131032,東京都,,,,@,,\n"},
    {"a koaza of the registry", TOWNS, "131032,1,東京都,,,,港区,,芝,,@,\n"},
    {"an oaza of the registry", TOWNS, "131032,1,東京都,,,,港区,,@,,,\n"},
    {"a lot",
     "lg_code,machiaza_id,prc_id,city,ward,oaza_cho,chome,koaza,prc_num1,prc_num2,prc_num3,"
     "ablt_date\n",
     "131032,1,1,港区,,芝,,,@,,,\n"},
    {"the town of a lot",
     "lg_code,machiaza_id,prc_id,city,ward,oaza_cho,chome,koaza,prc_num1,prc_num2,prc_num3,"
     "ablt_date\n",
     "131032,1,1,港区,,@,,,1,,,\n"},
    {"a residence",
     "lg_code,machiaza_id,blk_id,rsdt_id,rsdt2_id,city,ward,oaza_cho,chome,koaza,blk_num,"
     "rsdt_num,rsdt_num2,ablt_date\n",
     "131032,1,1,1,,@,,芝,,,1,1,,\n"},
    {"the municipality of a postal code", "",
     "13103,\"105  \",\"1050014\",\"\",\"\",\"\",\"東京都\",\"@\",\"芝、浦\",0,0,0,0,0,0\n"},
    {"a roman name", "", "1050014,東京都,港区,芝,TOKYO TO,@,SHIBA\n"},
    {"the name of a roman name", "", "1050014,東京都,@,芝,TOKYO TO,MINATO KU,SHIBA\n"},
};

/* Writes the header, a sound row, and one with a name of that length. */
static void write_named(const char *path, size_t kind, size_t length)
{
    char name[512];
    cm__text text = {0};

    cm__text_add(&text, named[kind].header);
    for (int i = 0; i < 2; i++) {
        const char *const at = strchr(named[kind].row, '@');
        memset(name, '1', length);
        name[i ? length : 1] = '\0';
        cm__text_add_bytes(&text, named[kind].row, (size_t)(at - named[kind].row));
        cm__text_add(&text, name);
        cm__text_add(&text, at + 1);
    }
    CHECK(!text.failed);
    write_text(path, text.bytes);
    cm__text_clear(&text);
}

TEST(rejects_names_over_300_bytes)
{
    static const char *const path = "0.csv";

    for (size_t i = 0; i < sizeof named / sizeof *named; i++)
        for (size_t length = 300; length <= 301; length++) {
            cm__source_report report = {0};
            diary told = {.is_silent = true};
            test_now = named[i].why;
            write_named(path, i, length);
            CHECK(read_sources(&told, &report, NULL, &path, 1) == CM_OK);
            CHECK(report.rows == 2 && report.rejected == (length == 301) && report.skipped == 0);
        }
}

TEST(passes_on_what_the_listener_returns)
{
    static const char *const path = "0.csv";

    for (size_t i = 0; i < sizeof named / sizeof *named; i++) {
        cm__source_report report = {.rows = 77};
        diary told = {.fail_with = CM_ERR_LIMIT};
        test_now = named[i].why;
        write_named(path, i, 2);
        CHECK(read_sources(&told, &report, NULL, &path, 1) == CM_ERR_LIMIT && report.rows == 77);
        CHECK(cm__memory_live() == 0);
    }
    write_text("1.csv", TOWNS "131032,1,東京都,,,,港区,,芝,,,\n");
    for (int i = 0; i < 2; i++) {
        static const char *const paths[] = {"0.csv", "1.csv"};
        cm__source_report report = {0};
        diary told = {.is_silent = true, .fail_later = CM_ERR_LIMIT};
        test_now = i ? "a position" : "a postal code";
        write_text(path, i ? POSITIONS "131032,1,139.7,35.6,EPSG:6668\n"
                           : "13103,\"105  \",\"1050014\",\"\",\"\",\"\",\"東京都\",\"港区\","
                             "\"芝、浦\",0,0,0,0,0,0\n");
        CHECK(read_sources(&told, &report, NULL, paths, 2) == CM_ERR_LIMIT);
        CHECK(told.positions + told.postal == 1 && cm__memory_live() == 0);
    }
}

TEST(refuses_a_huge_field)
{
    static const char *const path = "0.csv";
    cm__source_report report;
    diary told = {.is_silent = true};
    cm__text text = {0};

    cm__text_add(&text, SHIBA);
    for (int i = 0; i < 70000; i++)
        cm__text_add(&text, "a");
    cm__text_add(&text, ",b,c,,,\n");
    CHECK(!text.failed);
    write_text(path, text.bytes);
    CHECK(read_sources(&told, &report, NULL, &path, 1) == CM_ERR_LIMIT);
    cm__text_clear(&text);
    CHECK(cm__memory_live() == 0);
}

TEST(says_how_to_unpack_a_packed_table)
{
    static const struct {
        const char *path, *command;
    } rows[] = {
        {"towns.csv.xz", "xz -dk towns.csv.xz"},
        {"towns.csv.gz", "gzip -dk towns.csv.gz"},
        {"towns.zip", "unzip towns.zip"},
        {"towns.csv.zst", "zstd -d towns.csv.zst"},
    };
    cm__source_report report;
    diary told = {.is_silent = true};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_now = rows[i].path;
        CHECK(read_sources(&told, &report, NULL, &rows[i].path, 1) == CM_ERR_FORMAT);
        CHECK(strstr(cm_error_text(), rows[i].command) != NULL);
    }
    const char *const absent = "none.csv", *const folder = ".";
    CHECK(read_sources(&told, &report, NULL, &absent, 1) == CM_ERR_IO);
    CHECK(read_sources(&told, &report, NULL, &folder, 1) == CM_ERR_IO);
}

TEST(reads_names_before_positions)
{
    const char *const texts[] = {POSITIONS "131032,1,139.7,35.6,EPSG:6668\n", SHIBA,
                                 TOWNS "131032,1,東京都,,,,港区,,芝,,,\n",
                                 POSITIONS "131032,1,139.8,35.6,EPSG:6668\n"};

    const cm__source_report report =
        check_told(texts, 4,
                   "T1 東京都|港区|芝||;|;139.7,35.6\nC2 東京都|港区|||;|;;13103\n"
                   "T2 東京都|港区|芝||;|;;13103\n@0 2;139.7,35.6\n@3 2;139.8,35.6\n");
    CHECK(report.rows == 4 && report.rejected == 0 && report.skipped == 0);
}

TEST(learns_from_each_file_what_the_one_before_does_not_say)
{
    const char *const texts[] = {
        SHIBA, "都道府県名,市区町村名,市区町村名カナ,大字町丁目名,小字・通称名,緯度,経度\n"
               "東京都,港区,ミナトク,芝,,35.6,139.7\n"};

    check_told(texts, 2,
               "T0 東京都|港区|芝||;|;139.7,35.6\nC1 東京都|港区|||;ミナトク|;\n"
               "T1 東京都|港区|芝||;|;139.7,35.6\n");
}

TEST(skips_positions_of_nothing)
{
    const char *const texts[] = {POSITIONS "131032,1,139.7,35.6,EPSG:6668\n", SHIBA};

    const cm__source_report report = check_told(texts, 2, "T1 東京都|港区|芝||;|;139.7,35.6\n");
    CHECK(report.rows == 2 && report.rejected == 0 && report.skipped == 1);
}

TEST(reads_a_pipe)
{
    enum { ROWS = 3000 }; /* more than is looked at first */
    static const char *const path = "0.csv";
    cm__source_report report = {0};
    diary told = {.is_silent = true};

    unlink(path);
    CHECK(mkfifo(path, 0600) == 0);
    const pid_t child = fork();
    if (child == 0) {
        FILE *const file = fopen(path, "w");
        bool good = file && fputs(SHIBA, file) >= 0;
        for (int i = 1; good && i < ROWS; i++)
            good = fputs("東京都,港区,芝,,35.6,139.7\n", file) >= 0;
        _exit(!(good && fclose(file) == 0));
    }
    CHECK(child > 0 && read_sources(&told, &report, NULL, &path, 1) == CM_OK);
    CHECK(report.rows == ROWS && told.places == ROWS);
    unlink(path);
}

TEST(stops_when_told_and_passes_on_failures)
{
    static const char *const path = "0.csv";
    cm__source_report report = {.rows = 77};
    cm_table rejects = {0};
    diary told = {.is_silent = true, .stop_at = 2};
    cm__text text = {0};

    cm__text_add(&text, PLAIN "東京都,港区,,,35.6,139.7\n");
    for (int i = 0; i < 10000; i++)
        cm__text_add(&text, "東京都,港区,芝,,35.6,139.7\n");
    CHECK(!text.failed);
    write_text(path, text.bytes);
    cm__text_clear(&text);
    CHECK(read_sources(&told, &report, &rejects, &path, 1) == CM_ERR_STOPPED);
    CHECK(told.calls_of_goes_on == 2 && fabs(told.share - 0.819) < 0.01);
    CHECK(report.rows == 77 && rejects.column_count == 0);
    told = (diary){.fail_with = CM_ERR_LIMIT};
    CHECK(read_sources(&told, &report, &rejects, &path, 1) == CM_ERR_LIMIT);
    CHECK(cm__memory_live() == 0);
}

TEST(is_clean_after_every_failed_allocation)
{
    static const char *const paths[] = {"0.csv", "1.csv", "2.csv"};
    const struct {
        const char *why, *texts[3];
    } rows[] = {
        {"names and positions",
         {POSITIONS "131032,1,139.7,35.6,EPSG:4612\n", TOWNS "131032,1,東京都,,,,港区,,芝,,,\n",
          SHIBA "東京都,,芝,,,\n"}},
        {"blocks, and postal codes",
         {"東京都,港区,芝,,1,9,0,0,,,1,1,0,0\n",
          "13103,\"105  \",\"1050014\",\"トウキョウト\",\"ミナトク\",\"シバ\",\"東京都\",\"港区\","
          "\"芝（１丁目）\",0,0,0,0,0,0\n",
          SHIBA}},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_status status = CM_ERR_NOMEM;
        test_now = rows[i].why;
        for (int f = 0; f < 3; f++)
            write_text(paths[f], rows[i].texts[f]);
        for (size_t nth = 1; status && nth < 1000; nth++) {
            cm__source_report report = {.rows = 77};
            cm_table rejects = {0};
            diary told = {.is_silent = true};
            cm__memory_fail_at(nth, nth % 2);
            status = read_sources(&told, &report, &rejects, paths, 3);
            cm__memory_fail_at(0, false);
            CHECK(status == CM_OK || (status == CM_ERR_NOMEM && report.rows == 77));
            cm_table_clear(&rejects);
            CHECK(cm__memory_live() == 0);
        }
        CHECK(status == CM_OK);
    }
}

TEST_MAIN(enter_folder(), RUN(recognises_every_kind), RUN(refuses_a_broken_file),
          RUN(rejects_names_over_300_bytes), RUN(passes_on_what_the_listener_returns),
          RUN(refuses_a_huge_field), RUN(says_how_to_unpack_a_packed_table),
          RUN(reads_names_before_positions),
          RUN(learns_from_each_file_what_the_one_before_does_not_say),
          RUN(skips_positions_of_nothing), RUN(reads_a_pipe),
          RUN(stops_when_told_and_passes_on_failures), RUN(is_clean_after_every_failed_allocation),
          leave_source_folder())
