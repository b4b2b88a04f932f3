/* test_reader_shp_check.c - tests geo/reader_shp_check.c. */
#include "geo/base_memory.h"
#include "geo/reader_shp.h"
#include "tests/reader_fixture.h"

static const char squares[] =
    "{\"type\":\"FeatureCollection\",\"features\":["
    "{\"type\":\"Feature\",\"properties\":{\"name\":\"a\",\"n\":1},\"geometry\":{\"type\":"
    "\"Polygon\",\"coordinates\":[[[0,0],[0,4],[4,4],[4,0],[0,0]],[[1,1],[2,1],[2,2],[1,1]]]}},"
    "{\"type\":\"Feature\",\"properties\":{\"name\":\"b\",\"n\":2},\"geometry\":{\"type\":"
    "\"Polygon\",\"coordinates\":[[[6,0],[6,4],[9,4],[6,0]]]}},"
    "{\"type\":\"Feature\",\"properties\":{\"name\":\"c\",\"n\":3},\"geometry\":null}]}";

static cm_status check(void)
{
    const cm__shp_paths paths = {fixture_path("a.shp"), fixture_path("a.shx"),
                                 fixture_path("a.dbf"), false};

    return cm__shp_check(&paths);
}

/* Where things lie in the files: a header of 100 bytes; the first record has a head of 8, a type of
 * 4, a box of 32, two counts, two parts, then vertices of 16. */
enum { RECORD = 100, CONTENT = 108, BOX = 112, PARTS = 152, VERTICES = 160, SECOND = 304 };

TEST(accepts_what_is_whole)
{
    fixture_begin();
    fixture_put("a.geojson", squares);
    fixture_convert("a.geojson", "a.shp", "-lco ENCODING=UTF-8");
    CHECK(check() == CM_OK);
    fixture_convert("a.geojson", "lines.shp", "-nlt MULTILINESTRING");
    const cm__shp_paths lines = {fixture_path("lines.shp"), fixture_path("lines.shx"),
                                 fixture_path("lines.dbf"), false};
    CHECK(cm__shp_check(&lines) == CM_OK);
    fixture_convert("a.geojson", "high.shp", "-nlt POLYGON25D -dim XYZ");
    const cm__shp_paths high = {fixture_path("high.shp"), fixture_path("high.shx"),
                                fixture_path("high.dbf"), false};
    CHECK(cm__shp_check(&high) == CM_OK);
    fixture_end();
}

TEST(finds_each_kind_of_damage)
{
    static const struct {
        const char *why, *file;
        size_t at;
        unsigned char byte;
        const char *words;
    } rows[] = {
        {"not a Shapefile", "a.shp", 3, 0, "the header is missing"},
        {"longer than it is", "a.shp", 26, 0xFF, "the file is cut"},
        {"the index longer than it is", "a.shx", 26, 0xFF, "the file is cut"},
        {"a row more", "a.dbf", 4, 4, "is cut"},
        {"a row less", "a.dbf", 4, 2, "has 2 rows for 3 shapes"},
        {"no width", "a.dbf", 10, 0, "the header is wrong"},
        {"a record elsewhere", "a.shx", 100, 0xFF, "row 1: the record is not in the file"},
        {"a record of another length", "a.shx", 107, 1, "row 1: the index states another length"},
        {"a record of another type", "a.shp", CONTENT, 3, "row 1: the shape is of another type"},
        {"parts that are out of order", "a.shp", PARTS + 4, 0, "row 1: the parts are not in order"},
        {"a part after all vertices", "a.shp", PARTS + 4, 99, "row 1: the parts are not in order"},
        {"more vertices than there are", "a.shp", CONTENT + 40, 99, "row 1: the record is shorter"},
        {"more parts than there are", "a.shp", CONTENT + 36, 99, "row 1: the record is shorter"},
        {"a box outside of the whole", "a.shp", BOX + 23, 0x7F, "row 1: its extent is not within"},
        {"a vertex outside of the box", "a.shp", VERTICES + 16 * 2 + 7, 0x7F,
         "row 1: a vertex lies outside"},
        {"a vertex of the second row", "a.shp", SECOND + 8 + 44 + 4 + 16 + 7, 0x7F,
         "row 2: a vertex lies outside"},
    };
    unsigned char copy[4096];

    fixture_begin();
    fixture_put("a.geojson", squares);
    fixture_convert("a.geojson", "a.shp", "-lco ENCODING=UTF-8");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t length;
        const unsigned char *const bytes = fixture_get(rows[i].file, &length);
        test_now = rows[i].why;
        CHECK(length < sizeof copy && rows[i].at < length && bytes[rows[i].at] != rows[i].byte);
        memcpy(copy, bytes, length);
        copy[rows[i].at] = rows[i].byte;
        fixture_put_bytes(rows[i].file, copy, length);
        CHECK(check() == CM_ERR_FORMAT);
        CHECK(strstr(cm_error_text(), rows[i].words) != NULL);
        CHECK(strstr(cm_error_text(), "the Shapefile is damaged") != NULL);
        fixture_put_bytes(rows[i].file, bytes, length);
        CHECK(check() == CM_OK);
    }
    fixture_end();
}

TEST(finds_every_cut)
{
    static const char *const files[] = {"a.shp", "a.shx", "a.dbf"};

    fixture_begin();
    fixture_put("a.geojson", squares);
    fixture_convert("a.geojson", "a.shp", "-lco ENCODING=UTF-8");
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        size_t length;
        unsigned char *const bytes = fixture_get(files[i], &length);
        const size_t least =
            strcmp(files[i], "a.dbf") == 0 ? 1 : 0; /* its end mark may be absent */
        for (size_t cut = 0; cut < length - least; cut++) {
            fixture_put_bytes(files[i], bytes, cut);
            CHECK(check() == CM_ERR_FORMAT);
        }
        fixture_put_bytes(files[i], bytes, length);
    }
    fixture_remove("a.dbf");
    CHECK(check() == CM_ERR_IO);
    fixture_end();
    CHECK(cm__memory_live() == 0);
}

TEST_MAIN(RUN(accepts_what_is_whole), RUN(finds_each_kind_of_damage), RUN(finds_every_cut))
