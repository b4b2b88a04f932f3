/* test_export_pg.c - tests output/export_pg.c on a PostgreSQL with PostGIS of its own; skipped
 * where that is not installed. */
#include "tests/export_fixture.h"
#include <clustermap/reader.h>
#include <float.h>

static char server[200], address[300];

static bool run(char *out, size_t size, const char *arguments)
{
    const char *const share = getenv("CM_TEST_SHARE");
    char command[600];
    FILE *pipe;

    snprintf(command, sizeof command, "sh '%s/../tests/tools/postgis.sh' %s", share ? share : ".",
             arguments);
    pipe = popen(command, "r");
    *out = '\0';
    if (pipe && fgets(out, (int)size, pipe))
        out[strcspn(out, "\n")] = '\0';
    return pipe && pclose(pipe) == 0;
}

static const char *table(const char *name)
{
    snprintf(address, sizeof address, "PG:host=%s user=clustermap dbname=office%s%s", server,
             *name ? " tables=" : "", name);
    return address;
}

static cm_status put_layer(const cm_features *layer, const char *name,
                           const cm_export_options *options)
{
    return cm_features_write(layer, table(name), CM_FORMAT_PG, options, NULL);
}

TEST(gives_back_what_it_got)
{
    static const cm_geometry kinds[] = {CM_GEOMETRY_LINE, CM_GEOMETRY_POLYGON};
    cm_features points = make_points(), back = {0};

    CHECK(put_layer(&points, "members", NULL) == CM_OK);
    CHECK(cm_features_read(&back, address, NULL, NULL) == CM_OK);
    CHECK(back.table.row_count == points.table.row_count && strcmp(back.crs, "EPSG:6668") == 0);
    for (size_t row = 0; row < points.table.row_count; row++)
        CHECK(memcmp(&back.x[row], &points.x[row], sizeof *back.x) == 0 || isnan(points.x[row]));
    cm_features_clear(&back);
    for (int i = 0; i < 2; i++) {
        cm_features shapes = make_shapes(kinds[i], "EPSG:6668");
        CHECK(put_layer(&shapes, "shapes", NULL) == CM_OK);
        CHECK(cm_features_read(&back, address, NULL, NULL) == CM_OK);
        CHECK(back.geometry == kinds[i] && back.vertex_count == shapes.vertex_count);
        CHECK(memcmp(back.x, shapes.x, shapes.vertex_count * sizeof *back.x) == 0);
        cm_features_clear(&back);
        cm_features_clear(&shapes);
    }
    cm_features_clear(&points);
}

/* Cells that are easily hurt on the way. */
TEST(keeps_texts_and_numbers)
{
    static const char *const texts[] = {"株式会社\tタブ",
                                        "back\\slash \\N \\.",
                                        "'; DROP TABLE x --",
                                        "two\nlines\r\n",
                                        "\"quoted\", <b>",
                                        " blanks ",
                                        "\\"};
    static const double numbers[] = {1e300, -1e-300, 0.1, 1.0 / 3, 123456789012345, DBL_MIN, -0.5};
    enum { COUNT = sizeof texts / sizeof *texts };
    cm_table in = {0};
    cm_features rows = {.table = {.columns = NULL}, .geometry = CM_GEOMETRY_NONE}, back = {0};

    CHECK(cm_table_add_column(&in, NULL, "Name 名", CM_COLUMN_TEXT) == CM_OK);
    CHECK(cm_table_add_column(&in, NULL, "select", CM_COLUMN_REAL) == CM_OK);
    CHECK(cm_table_add_column(&in, NULL, "FID", CM_COLUMN_INTEGER) == CM_OK);
    CHECK(cm_table_add_rows(&in, COUNT + 1) == CM_OK); /* the last is empty */
    for (size_t i = 0; i < COUNT; i++) {
        CHECK(cm_table_set_text(&in, i, 0, texts[i]) == CM_OK);
        cm_table_set_real(&in, i, 1, numbers[i]);
        cm_table_set_integer(&in, i, 2, i % 2 ? INT64_MAX : INT64_MIN + 1);
    }
    rows.table = in;
    CHECK(put_layer(&rows, "cells", NULL) == CM_OK);
    cm_table got = {0};
    CHECK(cm_table_read(&got, address, NULL, NULL) == CM_OK && got.row_count == COUNT + 1);
    for (size_t i = 0; i < COUNT && got.row_count == COUNT + 1; i++) {
        CHECK(strcmp(cm_table_get_text(&got, i, 0), texts[i]) == 0);
        CHECK_NEAR(cm_table_get_number(&got, i, 1) / numbers[i], 1, 1e-14);
    }
    CHECK(got.row_count == COUNT + 1 && *cm_table_get_text(&got, COUNT, 0) == '\0' &&
          *cm_table_get_text(&got, COUNT, 1) == '\0');
    CHECK(got.column_count > 1 && strcmp(got.columns[0].name, "Name 名") == 0 &&
          strcmp(got.columns[1].name, "select") == 0);
    cm_table_clear(&got);
    cm_features_clear(&back);
    cm_features_clear(&rows);
}

static bool stop(void *context, double share)
{
    (void)context;
    return share < 0.5;
}

TEST(writes_all_rows_or_none)
{
    cm_export_options options = CM_EXPORT_OPTIONS_INIT;
    cm_features few = make_points(), many = {0}, back = {0};
    cm_table rows = {0};

    CHECK(cm_table_add_column(&rows, NULL, "a", CM_COLUMN_INTEGER) == CM_OK);
    CHECK(cm_table_add_rows(&rows, 20000) == CM_OK);
    CHECK(cm_features_from_table(&many, &rows, "EPSG:6668") == CM_OK);
    CHECK(put_layer(&few, "kept", NULL) == CM_OK);
    options.progress.step = stop;
    CHECK(put_layer(&many, "kept", &options) == CM_ERR_STOPPED);
    CHECK(cm_features_read(&back, address, NULL, NULL) == CM_OK);
    CHECK(back.table.row_count == few.table.row_count);
    cm_features_clear(&back);
    CHECK(put_layer(&many, "new", &options) == CM_ERR_STOPPED);
    CHECK(cm_features_read(&back, address, NULL, NULL) == CM_ERR_FORMAT);
    CHECK(strcmp(cm_error_text(), "PG:...: holds no such table") == 0);
    cm_features_clear(&few);
    cm_features_clear(&many);
}

TEST(takes_any_name)
{
    static const char *const names[] = {"'quo\\'te'", "'a b'", "select", "x;--", "会員"};
    cm_features points = make_points(), back = {0};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        CHECK(put_layer(&points, names[i], NULL) == CM_OK);
        CHECK(put_layer(&points, names[i], NULL) == CM_OK); /* replaced */
    }
    CHECK(cm_features_set_name(&points, "the layer's name. It is longer than sixty-three bytes, as "
                                        "PostgreSQL has them") == CM_OK);
    CHECK(put_layer(&points, "", NULL) == CM_OK);
    CHECK(put_layer(&points, "", NULL) == CM_ERR_IO && strstr(cm_error_text(), "is there already"));
    CHECK(put_layer(&points, "a_name_that_is_longer_than_sixty_three_bytes_as_postgresql_has_them",
                    NULL) == CM_ERR_DOMAIN);
    CHECK(put_layer(&points, "\"a.b\"", NULL) == CM_ERR_DOMAIN);
    cm_features_clear(&back);
    cm_features_clear(&points);
}

/* The old table stays, whatever fails on the way to the new one. */
TEST(keeps_the_table_when_memory_runs_out)
{
    cm_features points = make_points(), back = {0};
    cm_status status = CM_ERR_NOMEM;
    size_t n = 1;

    points.table.row_count--; /* of the new table */
    CHECK(cm_features_set_source(&points, NULL) == CM_OK);
    for (; status != CM_OK && n < 100; n++) {
        const size_t live = cm__memory_live();
        cm__memory_fail_at(n, false);
        status = put_layer(&points, "public.members", NULL);
        cm__memory_fail_at(0, false);
        CHECK(status == CM_OK || status == CM_ERR_NOMEM);
        CHECK(cm__memory_live() == live);
        CHECK(cm_features_read(&back, table("members"), NULL, NULL) == CM_OK);
        CHECK(back.table.row_count == points.table.row_count + (status != CM_OK));
        cm_features_clear(&back);
    }
    CHECK(n > 5 && n < 100);
    points.table.row_count++;
    cm_features_clear(&points);
}

static void run_all(void)
{
    if (!run(server, sizeof server, "start")) {
        printf("skipped: all of test_export_pg: no PostgreSQL with PostGIS\n");
        return;
    }
    char command[300], answer[10];
    RUN(gives_back_what_it_got);
    RUN(keeps_texts_and_numbers);
    RUN(writes_all_rows_or_none);
    RUN(takes_any_name);
    RUN(keeps_the_table_when_memory_runs_out);
    snprintf(command, sizeof command, "stop '%s'", server);
    CHECK(run(answer, sizeof answer, command));
}

TEST_MAIN(run_all())
