/* test_export_format.c - tests output/export_format.c. */
#include "tests/test.h"
#include <clustermap/export.h>

TEST(finds_every_format_by_its_name)
{
    for (unsigned i = 0; i < CM_FORMAT_COUNT; i++) {
        test_now = cm_format_name((cm_format)i);
        CHECK(cm_format_find(test_now) == (cm_format)i);
    }
    CHECK(cm_format_find("xls") == CM_FORMAT_COUNT && cm_format_find("") == CM_FORMAT_COUNT);
    CHECK(strcmp(cm_format_name(CM_FORMAT_COUNT), "unknown") == 0);
}

TEST(knows_a_format_by_the_extension)
{
    static const struct {
        const char *path;
        cm_format want;
    } rows[] = {
        {"a.csv", CM_FORMAT_CSV},
        {"/x.y/a.b.GeoJSON", CM_FORMAT_GEOJSON},
        {"a.TIF", CM_FORMAT_TIF},
        {"名称.gpkg", CM_FORMAT_GPKG},
        {"a", CM_FORMAT_COUNT},
        {"a.", CM_FORMAT_COUNT},
        {"", CM_FORMAT_COUNT},
        {"-", CM_FORMAT_COUNT},
        {"x.csv/a", CM_FORMAT_COUNT},
        {"dir/.csv", CM_FORMAT_COUNT},
        {"csv", CM_FORMAT_COUNT},
        {"a.csv.gz", CM_FORMAT_COUNT},
        {"PG:dbname=a.csv", CM_FORMAT_PG},
        {"x/PG:a", CM_FORMAT_COUNT},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_now = rows[i].path;
        CHECK(cm_format_of_path(rows[i].path) == rows[i].want);
    }
}

TEST_MAIN(RUN(finds_every_format_by_its_name), RUN(knows_a_format_by_the_extension))
