/* test_reader_geojson.c - tests geo/reader_geojson.c. */
#include "geo/base_memory.h"
#include "geo/reader_geojson.h"
#include "tests/reader_fixture.h"
#include <clustermap/reader.h>

#define RING "[[141.3,43],[141.3,43.1],[141.4,43.1],[141.4,43],[141.3,43]]"
#define HOLE "[[141.31,43.01],[141.32,43.01],[141.32,43.02],[141.31,43.01]]"
#define POLYGON(rings) "{\"type\":\"Polygon\",\"coordinates\":[" rings "]}"
#define FEATURE(properties, geometry)                                                              \
    "{\"type\":\"Feature\",\"properties\":{" properties "},\"geometry\":" geometry "}"
#define COLLECTION(features) "{\"type\":\"FeatureCollection\",\"features\":[" features "]}"
#define WARD "\"name\":\"中央区\",\"code\":\"01101\""

static bool texts_are_same(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : !a && !b;
}

static bool tables_are_same(const cm_table *a, const cm_table *b)
{
    if (a->row_count != b->row_count || a->column_count != b->column_count)
        return false;
    for (size_t i = 0; i < a->column_count; i++) {
        if (a->columns[i].type != CM_COLUMN_TEXT || b->columns[i].type != CM_COLUMN_TEXT ||
            strcmp(a->columns[i].name, b->columns[i].name) != 0)
            return false;
        for (size_t row = 0; row < a->row_count; row++)
            if (!texts_are_same(cm_table_get_text(a, row, i), cm_table_get_text(b, row, i)))
                return false;
    }
    return true;
}

static bool places_are_same(const cm_features *a, const cm_features *b)
{
    const size_t rows = a->table.row_count, parts = a->part_count, vertices = a->vertex_count;

    return a->geometry == b->geometry && parts == b->part_count && vertices == b->vertex_count &&
           memcmp(a->x, b->x, vertices * sizeof *a->x) == 0 &&
           memcmp(a->y, b->y, vertices * sizeof *a->y) == 0 &&
           memcmp(a->first_part, b->first_part, (rows + 1) * sizeof *a->first_part) == 0 &&
           memcmp(a->first_vertex, b->first_vertex, (parts + 1) * sizeof *a->first_vertex) == 0 &&
           memcmp(a->is_hole, b->is_hole, parts * sizeof *a->is_hole) == 0;
}

/* Whether GDAL, which is asked where an encoding is given, reads the same. */
static bool is_as_by_gdal(const char *path)
{
    cm_read_options options = CM_READ_OPTIONS_INIT;
    cm_features ours = {0}, theirs = {0};
    bool same;

    options.encoding = "UTF-8";
    CHECK(cm_features_read(&ours, path, NULL, NULL) == CM_OK);
    CHECK(cm_features_read(&theirs, path, &options, NULL) == CM_OK);
    same = tables_are_same(&ours.table, &theirs.table) && places_are_same(&ours, &theirs) &&
           texts_are_same(ours.crs, theirs.crs) && texts_are_same(ours.name, theirs.name) &&
           texts_are_same(ours.title, theirs.title) && texts_are_same(ours.source, theirs.source);
    cm_features_clear(&ours);
    cm_features_clear(&theirs);
    return same;
}

TEST(reads_what_is_plain_as_gdal_does)
{
    static const struct {
        const char *why, *json;
    } rows[] = {
        {"a polygon", COLLECTION(FEATURE(WARD, POLYGON(RING)))},
        {"with a hole", COLLECTION(FEATURE(WARD, POLYGON(RING "," HOLE)))},
        {"in two parts",
         COLLECTION(FEATURE(WARD, "{\"type\":\"MultiPolygon\",\"coordinates\":[[" RING "," HOLE
                                  "],[" HOLE "]]}"))},
        {"two rows", COLLECTION(FEATURE(WARD, POLYGON(RING)) "," FEATURE(WARD, POLYGON(HOLE)))},
        {"a single polygon after parts",
         COLLECTION(FEATURE("\"a\":\"x\"", "{\"type\":\"MultiPolygon\",\"coordinates\":[[" RING
                                           "]]}") "," FEATURE("\"a\":\"y\"", POLYGON(HOLE)))},
        {"blanks", " {\n\"type\" : \"FeatureCollection\" ,\r\n\t\"features\" : [ " FEATURE(
                       "\"a\" : \"b\" ", POLYGON(RING)) " ] }\n\n"},
        {"a name", "{\"type\":\"FeatureCollection\",\"name\":\"区\",\"features\":[" FEATURE(
                       WARD, POLYGON(RING)) "]}"},
        {"a name at the end",
         "{\"features\":[" FEATURE(WARD, POLYGON(RING)) "],\"name\":\"wards\","
                                                        "\"type\":\"FeatureCollection\"}"},
        {"members in another order",
         COLLECTION("{\"geometry\":" POLYGON(RING) ",\"properties\":{\"a\":\"b\"},"
                                                   "\"type\":\"Feature\"}")},
        {"an empty text", COLLECTION(FEATURE("\"a\":\"\"", POLYGON(RING)))},
        {"exponents and signs",
         COLLECTION(FEATURE(WARD, POLYGON("[[-1e1,-0.5E+1],[1.25e1,0],[0,2.5e-1],[-10,-5]]")))},
        {"many digits",
         COLLECTION(
             FEATURE(WARD, POLYGON("[[141.34567890123456789,43.1],[141.4,43.000000000000007],"
                                   "[141.5,43.2],[141.34567890123456789,43.1]]")))},
    };

    fixture_begin();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_features features = {0};
        bool is_plain = false;
        test_now = rows[i].why;
        fixture_put("a.geojson", rows[i].json);
        CHECK(cm__geojson_read(&features, &is_plain, fixture_path("a.geojson")) == CM_OK);
        CHECK(is_plain);
        cm_features_clear(&features);
        CHECK(is_as_by_gdal(fixture_path("a.geojson")));
    }
    fixture_end();
    CHECK(cm__memory_live() == 0);
}

TEST(leaves_to_gdal_what_is_not)
{
    static const struct {
        const char *why, *json;
    } rows[] = {
        {"nothing", ""},
        {"no object", "[]"},
        {"no rows", COLLECTION("")},
        {"a single feature", FEATURE(WARD, POLYGON(RING))},
        {"a CRS", "{\"type\":\"FeatureCollection\",\"crs\":null,\"features\":[" FEATURE(
                      WARD, POLYGON(RING)) "]}"},
        {"an id", COLLECTION("{\"id\":1,\"type\":\"Feature\",\"properties\":{\"a\":\"b\"},"
                             "\"geometry\":" POLYGON(RING) "}")},
        {"points", COLLECTION(FEATURE(WARD, "{\"type\":\"Point\",\"coordinates\":[141,43]}"))},
        {"no geometry", COLLECTION(FEATURE(WARD, "null"))},
        {"a number", COLLECTION(FEATURE("\"a\":1", POLYGON(RING)))},
        {"an object", COLLECTION(FEATURE("\"a\":{}", POLYGON(RING)))},
        {"no properties", COLLECTION(FEATURE("", POLYGON(RING)))},
        {"an escape", COLLECTION(FEATURE("\"a\":\"\\u4e2d\"", POLYGON(RING)))},
        {"a control character", COLLECTION(FEATURE("\"a\":\"\x01\"", POLYGON(RING)))},
        {"CP932", COLLECTION(FEATURE("\"a\":\"\x92\x86\"", POLYGON(RING)))},
        {"a date", COLLECTION(FEATURE("\"a\":\"2003-09-29\"", POLYGON(RING)))},
        {"a date with blanks before it",
         COLLECTION(FEATURE("\"a\":\" 2003/9/29\"", POLYGON(RING)))},
        {"a date of digits", COLLECTION(FEATURE("\"a\":\"20030929\"", POLYGON(RING)))},
        {"a time", COLLECTION(FEATURE("\"a\":\"12:34:56\"", POLYGON(RING)))},
        {"a name twice", COLLECTION(FEATURE("\"a\":\"b\",\"a\":\"c\"", POLYGON(RING)))},
        {"other properties in the second row",
         COLLECTION(
             FEATURE("\"a\":\"b\"", POLYGON(RING)) "," FEATURE("\"b\":\"b\"", POLYGON(RING)))},
        {"fewer properties in the second row",
         COLLECTION(FEATURE(WARD, POLYGON(RING)) "," FEATURE("\"name\":\"b\"", POLYGON(RING)))},
        {"a height", COLLECTION(FEATURE(WARD, POLYGON("[[1,1,0],[2,1,0],[2,2,0],[1,1,0]]")))},
        {"an open ring", COLLECTION(FEATURE(WARD, POLYGON("[[1,1],[2,1],[2,2],[1,2]]")))},
        {"two sides", COLLECTION(FEATURE(WARD, POLYGON("[[1,1],[2,1],[1,1]]")))},
        {"no ring", COLLECTION(FEATURE(WARD, POLYGON("")))},
        {"an infinite place",
         COLLECTION(FEATURE(WARD, POLYGON("[[1e999,1],[2,1],[2,2],[1e999,1]]")))},
        {"no JSON number", COLLECTION(FEATURE(WARD, POLYGON("[[01,1],[2,1],[2,2],[01,1]]")))},
        {"a point without digits after it",
         COLLECTION(FEATURE(WARD, POLYGON("[[1.,1],[2,1],[2,2],[1.,1]]")))},
        {"something after the end", COLLECTION(FEATURE(WARD, POLYGON(RING))) "x"},
        {"a comma too many", COLLECTION(FEATURE(WARD, POLYGON(RING)) ",")},
    };

    fixture_begin();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_features features = {0};
        bool is_plain = true;
        test_now = rows[i].why;
        fixture_put("a.geojson", rows[i].json);
        CHECK(cm__geojson_read(&features, &is_plain, fixture_path("a.geojson")) == CM_OK);
        CHECK(!is_plain && features.table.row_count == 0 && features.crs == NULL);
        CHECK(cm__memory_live() == 0);
    }
    CHECK(cm__geojson_read(&(cm_features){0}, &(bool){true}, fixture_path("absent")) == CM_OK);
    fixture_end();
}

/* Cut anywhere, a file is not plain any more, and nothing is read beyond its end. */
TEST(a_cut_file_is_not_plain)
{
    static const char whole[] = COLLECTION(FEATURE(WARD, POLYGON(RING "," HOLE)));

    fixture_begin();
    for (size_t length = 1; length + 1 < sizeof whole; length++) {
        char cut[sizeof whole];
        bool is_plain = true;
        memcpy(cut, whole, length);
        cut[length] = '\0';
        fixture_put("a.geojson", cut);
        CHECK(cm__geojson_read(&(cm_features){0}, &is_plain, fixture_path("a.geojson")) == CM_OK);
        CHECK(!is_plain);
    }
    fixture_end();
    CHECK(cm__memory_live() == 0);
}

TEST(reads_the_outlines_of_a_city_as_gdal_does)
{
    const char *const data = getenv("CM_TEST_DATA");
    char path[500];

    snprintf(path, sizeof path, "%s/boundaries/sapporo_wards_detail.geojson", data ? data : "");
    if (access(path, R_OK) == 0)
        CHECK(is_as_by_gdal(path));
    else
        printf("skipped: no outlines\n");
}

TEST(memory_may_run_out_anywhere)
{
    cm_status status = CM_ERR_NOMEM;

    fixture_begin();
    fixture_put("a.geojson", COLLECTION(FEATURE(WARD, POLYGON(RING))));
    for (size_t nth = 1; status; nth++) {
        cm_features features = {0};
        bool is_plain = false;
        cm__memory_fail_at(nth, false);
        status = cm__geojson_read(&features, &is_plain, fixture_path("a.geojson"));
        cm__memory_fail_at(0, false);
        CHECK(status == CM_ERR_NOMEM || (status == CM_OK && is_plain && nth > 5));
        CHECK(nth < 100);
        cm_features_clear(&features);
        CHECK(cm__memory_live() == 0);
    }
    fixture_end();
}

TEST_MAIN(RUN(reads_what_is_plain_as_gdal_does), RUN(leaves_to_gdal_what_is_not),
          RUN(a_cut_file_is_not_plain), RUN(reads_the_outlines_of_a_city_as_gdal_does),
          RUN(memory_may_run_out_anywhere))
