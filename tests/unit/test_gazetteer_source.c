/* test_gazetteer_source.c - tests geo/gazetteer_source.c. */
#include "geo/base_memory.h"
#include "geo/gazetteer_source.h"
#include "tests/gazetteer_fixture.h"

TEST(recognises_tables_by_their_header)
{
    static const struct {
        const char *why, *text;
        cm_status want;
    } rows[] = {
        {"the plain table", "pref,city,town,koaza,lat,lng\n東京都,港区,芝,,35.6,139.7\n", CM_OK},
        {"columns in another order, and others",
         "lng,lat,x,koaza,town,city,pref\n139.7,35.6,?,,芝,港区,東京都\n", CM_OK},
        {"Geolonia's headers",
         "都道府県コード,都道府県名,市区町村名,大字町丁目名,小字・通称名,緯度,経度\n"
         "13,東京都,港区,芝,,35.6,139.7\n",
         CM_OK},
        {"another table", "name,address\na,b\n", CM_ERR_FORMAT},
        {"a column is missing", "pref,city,town,lat,lng\n東京都,港区,芝,35.6,139.7\n",
         CM_ERR_FORMAT},
        {"no row", "pref,city,town,koaza,lat,lng\n", CM_ERR_FORMAT},
        {"no usable row", "pref,city,town,koaza,lat,lng\n東京都,港区,,,35.6,139.7\n",
         CM_ERR_FORMAT},
        {"empty", "", CM_ERR_FORMAT},
        {"bytes of no encoding", "pref,city,town,koaza,lat,lng\n\xFF\xFE\x80,港区,芝,,1,2\n",
         CM_ERR_FORMAT},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm__source_rows source = {0};
        test_now = rows[i].why;
        write_text("a.csv", rows[i].text);
        CHECK(cm__source_read(&source, "a.csv", NULL) == rows[i].want);
        if (rows[i].want == CM_OK) {
            CHECK(source.count == 1 && source.attribution_count == 1);
            CHECK(strcmp(source.rows[0].town, "芝") == 0);
            CHECK_NEAR(source.rows[0].place.lat_deg, 35.6, 1e-12);
            CHECK_NEAR(source.rows[0].place.lon_deg, 139.7, 1e-12);
        }
        cm__source_clear(&source);
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
        {"latitude and longitude exchanged", "東京都,港区,芝,,139.7,35.6", false},
        {"not a number", "東京都,港区,芝,,nan,139.7", false},
        {"text after the number", "東京都,港区,芝,,35.6x,139.7", false},
        {"only one of the two", "東京都,港区,芝,,35.6,", false},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm__source_rows source = {0};
        cm_table rejects = {0};
        char text[512];
        test_now = rows[i].why;
        snprintf(text, sizeof text,
                 "pref,city,town,koaza,lat,lng\n東京都,港区,三田,,35.6,139.7\n%s\n", rows[i].row);
        write_text("a.csv", text);
        CHECK(cm__source_read(&source, "a.csv", &rejects) == CM_OK);
        CHECK(source.seen == 2 && source.rejected == !rows[i].good);
        CHECK(source.count == 2 - source.rejected && rejects.row_count == source.rejected);
        if (rejects.row_count == 1) {
            CHECK(cm_table_get_number(&rejects, 0, cm_table_find_column(&rejects, "line")) == 3);
            CHECK(strncmp(cm_table_get_text(&rejects, 0, cm_table_find_column(&rejects, "reason")),
                          "a.csv:3: ", 9) == 0);
        }
        cm_table_clear(&rejects);
        cm__source_clear(&source);
    }
}

TEST(says_how_to_unpack_a_packed_table)
{
    cm__source_rows source = {0};

    CHECK(cm__source_read(&source, "towns.csv.xz", NULL) == CM_ERR_FORMAT);
    CHECK(strstr(cm_error_text(), "xz -dk towns.csv.xz") != NULL);
    CHECK(cm__source_read(&source, "towns.csv.gz", NULL) == CM_ERR_FORMAT);
    CHECK(strstr(cm_error_text(), "gzip -dk towns.csv.gz") != NULL);
    CHECK(cm__source_read(&source, "none.csv", NULL) == CM_ERR_IO);
    cm__source_clear(&source);
}

TEST(counts_rows_over_all_sources)
{
    cm__source_rows source = {0};

    write_text("a.csv", small_table);
    CHECK(cm__source_read(&source, "a.csv", NULL) == CM_OK);
    CHECK(cm__source_read(&source, "a.csv", NULL) == CM_OK);
    CHECK(source.count == 30 && source.rows[29].order == 29 && source.attribution_count == 1);
    cm__source_clear(&source);
    CHECK(cm__memory_live() == 0);
}

TEST_MAIN(enter_folder(), RUN(recognises_tables_by_their_header),
          RUN(rejects_broken_rows_and_goes_on), RUN(says_how_to_unpack_a_packed_table),
          RUN(counts_rows_over_all_sources), leave_folder((const char *const[]){"a.csv", NULL}))
