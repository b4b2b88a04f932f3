/* bench_export.c - how long a million members take to leave in each format. */
#include "tests/export_fixture.h"
#include <time.h>

enum { ROW_COUNT = 1000000 };

static double now_s(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

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

int main(void)
{
    static const char *const names[] = {"a.csv", "a.geojson", "a.shp", "a.fgb", "a.gpkg"};
    char folder[] = P_tmpdir "/bench_export.XXXXXX", path[64];
    cm_features points = make_members();

    CHECK(mkdtemp(folder) != NULL);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        const double start = now_s();
        CHECK(cm_features_write(&points, path, cm_format_of_path(path), NULL, NULL) == CM_OK);
        printf("export %-9s %d points: %.2f s\n", names[i] + 2, ROW_COUNT, now_s() - start);
    }
    cm_features_clear(&points);
    remove_all(folder);
    CHECK(rmdir(folder) == 0);
    return test_failures != 0;
}
