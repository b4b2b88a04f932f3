/* test_export_csv.c - tests output/export_csv.c in a folder of its own. */
#include "tests/export_fixture.h"
#include <fcntl.h>

static char folder[] = P_tmpdir "/test_export_csv.XXXXXX";

TEST(quotes_what_needs_quotes)
{
    cm_table table = make_table();

    CHECK(cm_table_write(&table, "a.csv", CM_FORMAT_CSV, NULL) == CM_OK);
    CHECK(holds("a.csv", "名称,founded,share\n"
                         "①髙﨑～－㈱ｶﾌﾞ,9007199254740993,0.1\n"
                         "\"'\"\";--\",1971,1e+300\n"
                         "<script>alert(1)</script>,1972,-2\n"
                         "\"two\nlines\r\n\",1973,-3\n"
                         "🗾 map,1974,-4\n"
                         "\"a,b\tc\",1975,-5\n"
                         "=1+1,1976,-6\n"
                         "%n%s,1977,-7\n"
                         "\\u0000 \\,1978,-8\n"
                         "\x01\x7F,1979,-9\n"
                         "C:\\temp,1980,-10\n"
                         "]]>&amp;,1981,-11\n"
                         ",,\n"));
    CHECK(cm_table_write(&table, "a.csv", CM_FORMAT_TSV, NULL) == CM_OK);
    const char *const bytes = bytes_of("a.csv", NULL);
    CHECK(strstr(bytes, "名称\tfounded\tshare\n") == bytes);
    CHECK(strstr(bytes, "\n\"a,b\tc\"\t1975\t-5\n") && strstr(bytes, "\n\t\t\n"));
    cm_table_clear(&table);
    CHECK(unlink("a.csv") == 0 && cm__memory_live() == 0);
}

TEST(writes_one_column_so_that_it_reads_back)
{
    static const struct {
        const char *why, *text, *want;
    } rows[] = {
        {"a missing cell is no blank line", "", "a\n\"\"\n"},
        {"blanks at the start", " x", "a\n\" x\"\n"},
        {"blanks at the end", "x\t", "a\n\"x\t\"\n"},
        {"a mark of the encoding", "\uFEFFx", "a\n\"\uFEFFx\"\n"},
        {"only quotes", "\"\"", "a\n\"\"\"\"\"\"\n"},
        {"bytes of another encoding", "\x8D\x82\"", "a\n\"\uFFFD\uFFFD\"\"\"\n"},
        {"plain", "x", "a\nx\n"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_table table = {0};
        test_now = rows[i].why;
        CHECK(cm_table_add_column(&table, NULL, "a", CM_COLUMN_TEXT) == CM_OK);
        CHECK(cm_table_add_rows(&table, 1) == CM_OK);
        CHECK(cm_table_set_text(&table, 0, 0, rows[i].text) == CM_OK);
        CHECK(cm_table_write(&table, "a.csv", CM_FORMAT_CSV, NULL) == CM_OK);
        CHECK(holds("a.csv", rows[i].want));
        cm_table_clear(&table);
    }
    CHECK(unlink("a.csv") == 0);
}

/* The first two lines that a layer with one point and these columns gives. */
static void check_places(const char *crs, const char *first, const char *second, const char *want)
{
    cm_features points = {0};
    cm__export_job job = make_job(&points, "a.csv", CM_FORMAT_CSV);

    CHECK(cm_features_init(&points, CM_GEOMETRY_POINT, crs) == CM_OK);
    CHECK(cm_table_add_column(&points.table, NULL, first, CM_COLUMN_REAL) == CM_OK);
    CHECK(cm_table_add_column(&points.table, NULL, second, CM_COLUMN_REAL) == CM_OK);
    CHECK(cm_features_add_row(&points) == CM_OK && cm_features_add_row(&points) == CM_OK);
    cm_table_set_real(&points.table, 0, 0, 0.1 + 0.2);
    cm_features_set_point(&points, 0, (cm_point){141.35, 43.068611111111110});
    job.is_geographic = crs != NULL;
    CHECK(cm__export_csv(&job) == CM_OK && holds("a.csv", want) && unlink("a.csv") == 0);
    cm_features_clear(&points);
}

TEST(adds_the_places_that_the_table_does_not_tell)
{
    check_places("EPSG:6668", "a", "b",
                 "a,b,lon,lat\n0.30000000000000004,,141.35,43.06861111111111\n,,,\n");
    check_places(NULL, "a", "b", "a,b,x,y\n0.30000000000000004,,141.35,43.06861111111111\n,,,\n");
    check_places("EPSG:6668", "lon", "LAT", "lon,LAT\n0.30000000000000004,\n,\n");
    check_places("EPSG:6668", "lon", "b",
                 "lon,b,lat\n0.30000000000000004,,43.06861111111111\n,,\n");
    check_places("EPSG:6668", "x", "y",
                 "x,y,lon,lat\n0.30000000000000004,,141.35,43.06861111111111\n,,,\n");
}

TEST(leaves_geometry_other_than_points_out)
{
    cm_features shapes = make_shapes(CM_GEOMETRY_POLYGON, "EPSG:6668");
    cm__export_job job = make_job(&shapes, "a.csv", CM_FORMAT_CSV);

    CHECK(cm__export_csv(&job) == CM_OK && holds("a.csv", "name\n中央区\ntwo\nnothing\n北区\n"));
    cm_features_clear(&shapes);
    CHECK(unlink("a.csv") == 0);
}

TEST(adds_places_as_well_known_text_where_that_is_asked)
{
    const cm_export_options wkt = {.version = 4, .csv_wkt = true};
    cm_features points = make_points(), shapes = make_shapes(CM_GEOMETRY_LINE, "EPSG:6668");
    size_t length;

    CHECK(cm_features_write(&shapes, "a.csv", CM_FORMAT_CSV, &wkt, NULL) == CM_OK);
    CHECK(contains("a.csv", "name,WKT\n中央区,\"LINESTRING (140.75 42.75, 141.25 42.75, "));
    CHECK(contains("a.csv", "\nnothing,\n"));
    CHECK(cm_features_write(&points, "a.csv", CM_FORMAT_CSV, &wkt, NULL) == CM_OK);
    CHECK(contains("a.csv", ",WKT\n") && contains("a.csv", ",POINT ("));
    CHECK(strstr(bytes_of("a.csv", &length), "lon") == NULL);
    CHECK(cm_table_add_column(&shapes.table, NULL, "WKT", CM_COLUMN_TEXT) == CM_OK);
    CHECK(cm_features_write(&shapes, "b.csv", CM_FORMAT_CSV, &wkt, NULL) == CM_ERR_DOMAIN);
    CHECK(strcmp(cm_error_text(), "b.csv: the layer has a column WKT already") == 0);
    cm_features_clear(&shapes);
    cm_features_clear(&points);
    CHECK(unlink("a.csv") == 0);
}

TEST(refuses_what_cannot_be_csv)
{
    const cm_table nothing = {0};
    cm_table table = make_table();
    const cm_export_options keep = {.version = 1, .no_clobber = true};

    CHECK(cm_table_write(&nothing, "a.csv", CM_FORMAT_CSV, NULL) == CM_ERR_DOMAIN);
    CHECK(cm_table_write(&table, "a.csv", CM_FORMAT_GPKG, NULL) == CM_ERR_DOMAIN);
    CHECK(strcmp(cm_error_text(), "a.csv: a table is written as csv or tsv, not as gpkg") == 0);
    put("a.csv", "old");
    CHECK(cm_table_write(&table, "a.csv", CM_FORMAT_CSV, &keep) == CM_ERR_IO);
    CHECK(holds("a.csv", "old") && unlink("a.csv") == 0);
    CHECK(cm_table_write(&table, ".", CM_FORMAT_CSV, NULL) == CM_ERR_IO);
    cm_table_clear(&table);
}

TEST(keeps_the_old_file_when_the_disk_is_full)
{
    cm_table table = make_table();

    put("a.csv", "old");
    limit_files(100);
    const cm_status status = cm_table_write(&table, "a.csv", CM_FORMAT_CSV, NULL);
    limit_files(RLIM_INFINITY);
    CHECK(status == CM_ERR_IO && holds("a.csv", "old") && count_names(".") == 1);
    cm_table_clear(&table);
    CHECK(unlink("a.csv") == 0);
}

TEST(writes_to_standard_output)
{
    const int kept = dup(STDOUT_FILENO), file = open("out", O_WRONLY | O_CREAT, 0600);
    cm_table table = {0};

    CHECK(cm_table_add_column(&table, NULL, "a", CM_COLUMN_TEXT) == CM_OK);
    fflush(stdout);
    CHECK(kept >= 0 && file >= 0 && dup2(file, STDOUT_FILENO) == STDOUT_FILENO);
    const cm_status status = cm_table_write(&table, "-", CM_FORMAT_CSV, NULL);
    CHECK(dup2(kept, STDOUT_FILENO) == STDOUT_FILENO && close(kept) == 0 && close(file) == 0);
    CHECK(status == CM_OK && holds("out", "a\n") && count_names(".") == 1 && unlink("out") == 0);
    cm_table_clear(&table);
}

TEST_MAIN(CHECK(mkdtemp(folder) && chdir(folder) == 0), signal(SIGXFSZ, SIG_IGN),
          RUN(quotes_what_needs_quotes), RUN(writes_one_column_so_that_it_reads_back),
          RUN(adds_the_places_that_the_table_does_not_tell),
          RUN(leaves_geometry_other_than_points_out),
          RUN(adds_places_as_well_known_text_where_that_is_asked), RUN(refuses_what_cannot_be_csv),
          RUN(keeps_the_old_file_when_the_disk_is_full), RUN(writes_to_standard_output),
          CHECK(rmdir(folder) == 0))
