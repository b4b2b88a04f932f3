/* bench_export.c - how long a million members take to leave in each format: the writing alone, and
 * the whole program against ogr2ogr, both from one FlatGeobuf. */
#include "tests/bench/bench_process.h"
#include "tests/export_fixture.h"

enum { ROW_COUNT = 1000000, RUN_COUNT = 3 };

/* Points with a name, a year and a share, all over Japan, in the plane of Sapporo or in degrees. */
static cm_features make_members(void)
{
    cm_features points = {0};
    cm_table table = {0};
    char name[64];

    CHECK(cm_table_add_column(&table, NULL, "name", CM_COLUMN_TEXT) == CM_OK);
    CHECK(cm_table_add_column(&table, NULL, "founded", CM_COLUMN_INTEGER) == CM_OK);
    CHECK(cm_table_add_column(&table, NULL, "share", CM_COLUMN_REAL) == CM_OK);
    CHECK(cm_table_add_rows(&table, ROW_COUNT) == CM_OK);
    for (size_t i = 0; i < ROW_COUNT; i++) {
        snprintf(name, sizeof name, "株式会社クラスタ%zu", i);
        CHECK(cm_table_set_text(&table, i, 0, name) == CM_OK);
        cm_table_set_integer(&table, i, 1, 1900 + (int64_t)(i % 120));
        cm_table_set_real(&table, i, 2, (double)(i % 1000) / 8);
    }
    CHECK(cm_features_from_table(&points, &table, "EPSG:6668") == CM_OK);
    for (size_t i = 0; i < ROW_COUNT; i++)
        cm_features_set_point(&points, i,
                              (cm_point){130 + fmod((double)i * 0.6180339887498949, 1) * 15,
                                         31 + fmod((double)i * 0.7548776662466927, 1) * 14});
    return points;
}

/* The library's call, with its check of what it wrote. */
static void write_all(const cm_features *points)
{
    static const char *const names[] = {"a.csv", "a.geojson", "a.shp", "a.fgb", "a.gpkg"};

    puts("writing alone, checked            wall s   CPU s");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const double wall_s = bench_now_s(CLOCK_MONOTONIC),
                     cpu_s = bench_now_s(CLOCK_PROCESS_CPUTIME_ID);
        CHECK(cm_features_write(points, names[i], cm_format_of_path(names[i]), NULL, NULL) ==
              CM_OK);
        printf("  %-9s %d points      %7.2f %7.2f\n", names[i] + 2, ROW_COUNT,
               bench_now_s(CLOCK_MONOTONIC) - wall_s,
               bench_now_s(CLOCK_PROCESS_CPUTIME_ID) - cpu_s);
    }
}

static void compare(void)
{
    static const struct {
        const char *extension, *options;
    } rows[] = {{"geojson", "-lco RFC7946=YES"}, {"shp", "-lco ENCODING=UTF-8"}, {"gpkg", ""}};
    char ours[600], theirs[600];

    puts("whole program, medians    ours: wall s   CPU s      MB   ogr2ogr: wall s   CPU s   ratio "
         "(CPU)");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        snprintf(ours, sizeof ours, "\"$CLUSTERMAP\" export -q a.fgb -o ours.%s",
                 rows[i].extension);
        snprintf(theirs, sizeof theirs, "sh -c 'rm -f theirs.*; exec ogr2ogr %s theirs.%s a.fgb'",
                 rows[i].options, rows[i].extension);
        const bench_cost own = bench_measure(ours, RUN_COUNT, 20);
        const bench_cost other = bench_measure(theirs, RUN_COUNT, 20);
        printf("  %-7s %28.2f %7.2f %7.0f %17.2f %7.2f", rows[i].extension, own.wall_s, own.cpu_s,
               own.memory_mb, other.wall_s, other.cpu_s);
        if (own.is_good && other.is_good)
            printf(" %7.2f\n", other.cpu_s / own.cpu_s);
        else
            printf("  %s\n", own.is_good ? "ogr2ogr is not there" : "FAILED");
    }
}

int main(int argc, char **argv)
{
    char folder[] = P_tmpdir "/bench_export.XXXXXX";
    cm_features points = {0};

    (void)argc;
    CHECK(bench_settle(argv[0], folder));
    if (test_failures)
        return 1;
    points = make_members();
    write_all(&points);
    cm_features_clear(&points);
    compare();
    CHECK(chdir("/") == 0);
    remove_all(folder);
    CHECK(rmdir(folder) == 0);
    return test_failures != 0;
}
