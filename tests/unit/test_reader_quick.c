/* test_reader_quick.c - tests geo/reader_quick.c: all that it reads is what the other reader reads.
 */
#include "geo/base_memory.h"
#include "geo/reader_points.h"
#include "geo/reader_quick.h"
#include "tests/reader_fixture.h"
#include <stdlib.h>

static const char *const weight[] = {"weight", NULL};

static cm_read_options make_options(void)
{
    cm_read_options options = CM_READ_OPTIONS_INIT;

    options.needed = weight;
    options.names.header[CM_MEMBER_X] = "x";
    options.names.header[CM_MEMBER_Y] = "y";
    options.crs = "EPSG:6680";
    return options;
}

static bool same_number(double a, double b)
{
    return memcmp(&a, &b, sizeof a) == 0 || (isnan(a) && isnan(b));
}

/* Whether the quick reader takes the file; then both must agree on all. */
static bool is_taken(const char *path, const cm_read_options *options)
{
    cm_read_options usual = *options;
    cm_features quick = {0}, slow = {0};
    cm_table rejects = {0};
    bool done = true;

    usual.needed = NULL;
    CHECK(cm__quick_points(&quick, &done, path, options) == CM_OK);
    if (!done) {
        CHECK(!quick.x && !quick.table.lines);
        return false;
    }
    CHECK(cm__points_of_table(&slow, path, &usual, &rejects) == CM_OK && rejects.row_count == 0);
    CHECK(quick.table.row_count == slow.table.row_count && quick.geometry == slow.geometry);
    CHECK((quick.crs == NULL) == (slow.crs == NULL));
    CHECK(!slow.crs || strcmp(quick.crs, slow.crs) == 0);
    const size_t a = cm_table_find_column(&quick.table, "weight");
    const size_t b = cm_table_find_column(&slow.table, "weight");
    CHECK((a == CM_ABSENT) == (b == CM_ABSENT));
    size_t same = 0;
    while (same < slow.table.row_count && same < quick.table.row_count &&
           same_number(quick.x[same], slow.x[same]) && same_number(quick.y[same], slow.y[same]) &&
           quick.table.lines[same] == slow.table.lines[same] &&
           (a == CM_ABSENT || same_number(cm_table_get_number(&quick.table, same, a),
                                          cm_table_get_number(&slow.table, same, b))))
        same++;
    CHECK(same == slow.table.row_count);
    cm_table_clear(&rejects);
    cm_features_clear(&slow);
    cm_features_clear(&quick);
    return true;
}

TEST(takes_what_is_plain_and_leaves_the_rest)
{
    static const struct {
        const char *why, *text;
        bool want;
    } rows[] = {{"a row", "x,y\n1,2\n", true},
                {"without a line end", "x,y\n1,2", true},
                {"a return alone at the end", "x,y\r\n1,2\r", true},
                {"with a mark and returns", "\xEF\xBB\xBFx,y,weight\r\n1,2,3\r\n4,5,\r\n", true},
                {"blank lines", "x,y\n\n1,2\n  \n\n3,4\n\n", true},
                {"a row without a place", "x,y,weight\n,,5\n1,2,3\n", true},
                {"Japanese", "名称,x,weight,y\n株式会社,1,3,2\n有限会社,4,6,5\n", true},
                {"tabs", "x\ty\n1\t2\n", true},
                {"semicolons", "x;y;weight\n1;2;3\n", true},
                {"other case", "X,Y,WEIGHT\n1,2,3\n", true},
                {"short rows", "x,y,weight\n1,2\n3,4,5\n", true},
                {"a weight that is none", "x,y,weight\n1,2,heavy\n", true},
                {"nothing", "", false},
                {"a header alone", "x,y\n", false},
                {"a header without a line end", "x,y", false},
                {"blank rows alone", "x,y\n\n\n", false},
                {"a blank line before the header", "\nx,y\n1,2\n", false},
                {"a quote", "x,y,n\n1,2,\"a\"\n", false},
                {"a quote at the very end", "n,x,y\na,1,2\n\"", false},
                {"a quoted header", "\"x\",y\n1,2\n", false},
                {"a bad row", "x,y\n1,2\n1,b\n", false},
                {"too many fields", "x,y\n1,2,3\n", false},
                {"no y", "x,z\n1,2\n", false},
                {"a header without a name", "x,y,\n1,2,3\n", false},
                {"Ctrl-Z at the end", "n,x,y\na,1,2\n\x1A", false},
                {"an escape", "n,x,y\na\x1B$B,1,2\n", false},
                {"a return alone", "x,y\r1,2\r3,4\n", false},
                {"invalid UTF-8", "n,x,y\n\x83\x41,1,2\n", false},
                {"invalid UTF-8 in the header", "\x83\x41,x,y\na,1,2\n", false}};
    const cm_read_options options = make_options();

    fixture_begin();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_now = rows[i].why;
        fixture_put("a.csv", rows[i].text);
        CHECK(is_taken(fixture_path("a.csv"), &options) == rows[i].want);
    }
    fixture_end();
    CHECK(cm__memory_live() == 0);
}

TEST(leaves_what_it_is_not_asked_for)
{
    cm_read_options options = make_options();
    static const char *const twice[] = {"weight", "x", NULL};

    fixture_begin();
    fixture_put("a.csv", "x,y,weight\n1,2,3\n");
    fixture_put("a.xlsx", "x,y,weight\n1,2,3\n");
    CHECK(is_taken(fixture_path("a.csv"), &options));
    CHECK(!is_taken(fixture_path("a.xlsx"), &options) &&
          !is_taken(fixture_path("no.csv"), &options));
    CHECK(!is_taken("-", &options) && !is_taken("http://a/b.csv", &options));
    options.encoding = "UTF-8";
    CHECK(is_taken(fixture_path("a.csv"), &options));
    options.encoding = "CP932";
    CHECK(!is_taken(fixture_path("a.csv"), &options));
    options = make_options();
    options.where = "x = 1";
    CHECK(!is_taken(fixture_path("a.csv"), &options));
    options = make_options();
    options.version = 1;
    CHECK(!is_taken(fixture_path("a.csv"), &options));
    options = make_options();
    options.needed = NULL;
    CHECK(!is_taken(fixture_path("a.csv"), &options));
    options.needed = twice;
    CHECK(!is_taken(fixture_path("a.csv"), &options));
    options = make_options();
    options.ignore_crs = true;
    CHECK(is_taken(fixture_path("a.csv"), &options));
    fixture_end();
}

/* Over several pieces of 1 MiB, with rows and blank lines across their ends. */
TEST(joins_pieces_at_any_place)
{
    cm_read_options options = make_options();
    char *text = NULL;
    size_t at;

    fixture_begin();
    CHECK(cm__array_grow(&text, (size_t)3 << 20, 1) == CM_OK);
    for (int shift = 0; shift < 12; shift++) {
        const char *const end = shift % 3 == 2 ? "\r\n" : "\n";
        at = (size_t)sprintf(text, "x,y,weight,n%.*s%s", shift, "abcdefghijklmnopqrstuvwxyz", end);
        for (unsigned i = 0; at < ((size_t)5 << 19); i++)
            at += (size_t)sprintf(text + at, "%u.25,-%u,%u%s%s", i, i * 7, i % 9, end,
                                  shift % 2 && i % 1000 == 0 ? end : "");
        fixture_put("a.csv", text);
        for (options.threads = 1; options.threads <= 3; options.threads += 2)
            CHECK(is_taken(fixture_path("a.csv"), &options));
    }
    cm__array_free(&text);
    fixture_end();
    CHECK(cm__memory_live() == 0);
}

/* A piece of blank lines, and a line longer than what is read behind a piece. */
TEST(knows_long_lines_and_empty_pieces)
{
    const cm_read_options options = make_options();
    char *text = NULL;

    fixture_begin();
    CHECK(cm__array_grow(&text, (size_t)4 << 20, 1) == CM_OK);
    memset(text, '\n', (size_t)4 << 20);
    memcpy(text, "x,y\n1,2\n", 8);
    memcpy(text + ((size_t)7 << 19), "3,4\n", 5);
    fixture_put("a.csv", text);
    CHECK(is_taken(fixture_path("a.csv"), &options));
    memcpy(text, "x,y,n\n1,2,", 10);
    memset(text + 10, 'a', 60000);
    fixture_put("a.csv", text);
    CHECK(is_taken(fixture_path("a.csv"), &options));
    memset(text + 10, 'a', 70000);
    fixture_put("a.csv", text);
    CHECK(!is_taken(fixture_path("a.csv"), &options));
    memset(text + 10, 'a', (size_t)2 << 20);
    fixture_put("a.csv", text);
    CHECK(!is_taken(fixture_path("a.csv"), &options));
    cm__array_free(&text);
    fixture_end();
}

TEST(fails_whole_when_memory_runs_out)
{
    const cm_read_options options = make_options();
    bool done = false;
    size_t n = 1;

    fixture_begin();
    fixture_put("a.csv", "x,y,weight\n1,2,3\n");
    for (; !done && n < 100; n++) {
        cm_features features = {0};
        cm__memory_fail_at(n, false);
        const cm_status status =
            cm__quick_points(&features, &done, fixture_path("a.csv"), &options);
        cm__memory_fail_at(0, false);
        CHECK(status == (done ? CM_OK : CM_ERR_NOMEM));
        cm_features_clear(&features);
        CHECK(cm__memory_live() == 0);
    }
    CHECK(n > 8 && n < 100);
    fixture_end();
}

TEST_MAIN(RUN(takes_what_is_plain_and_leaves_the_rest), RUN(leaves_what_it_is_not_asked_for),
          RUN(joins_pieces_at_any_place), RUN(knows_long_lines_and_empty_pieces),
          RUN(fails_whole_when_memory_runs_out))
