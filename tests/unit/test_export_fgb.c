/* test_export_fgb.c - tests output/export_fgb.c in a folder of its own. */
#include "tests/export_reread.h"

static char folder[] = P_tmpdir "/test_export_fgb.XXXXXX";

static cm_status write_layer(const cm_features *layer)
{
    const cm__export_job job = make_job(layer, "a.fgb", CM_FORMAT_FGB);

    return cm__export_fgb(&job);
}

/* The fixture's points without the last, which has no place. */
static cm_features make_places(void)
{
    cm_features points = make_points();
    size_t rows[HOSTILE_COUNT];

    for (size_t i = 0; i < HOSTILE_COUNT; i++)
        rows[i] = i;
    CHECK(cm_features_select_rows(&points, rows, HOSTILE_COUNT) == CM_OK);
    return points;
}

static int holds_somewhere(const reread *from, const char *want)
{
    const int count = (int)OGR_L_GetFeatureCount(from->layer, 1);
    int n = 0;

    while (n < count && strcmp(reread_feature(from, n), want) != 0)
        n++;
    return n < count;
}

TEST(keeps_every_row_with_its_texts)
{
    cm_features points = make_places();
    reread from;

    CHECK(write_layer(&points) == CM_OK && count_names(".") == 1);
    CHECK(reread_open(&from, "a.fgb", "FlatGeobuf", GDAL_OF_VECTOR));
    CHECK(OGR_L_GetFeatureCount(from.layer, 1) == HOSTILE_COUNT);
    CHECK(reread_epsg(OGR_L_GetSpatialRef(from.layer)) == 6668);
    CHECK(strcmp(OGR_L_GetName(from.layer), "members") == 0);
    CHECK(OGR_L_TestCapability(from.layer, OLCFastSpatialFilter));
    CHECK(holds_somewhere(&from, JAPANESE "|9007199254740993|0.1|POINT (141.35 43.0625)"));
    CHECK(holds_somewhere(&from, "two\nlines\r\n|1973|-3|POINT (141.38 43.0625)"));
    CHECK(reread_close(&from));
    cm_features_clear(&points);
    CHECK(unlink("a.fgb") == 0);
}

TEST(refuses_rows_that_would_be_lost)
{
    cm_features points = make_points(), table = {0};

    CHECK(write_layer(&points) == CM_ERR_DOMAIN);
    CHECK(strcmp(cm_error_text(),
                 "a.fgb: 1 rows have no place, and FlatGeobuf holds none such (gpkg does)") == 0);
    CHECK(cm_features_init(&table, CM_GEOMETRY_NONE, NULL) == CM_OK);
    CHECK(write_layer(&table) == CM_ERR_DOMAIN && count_names(".") == 0);
    cm_features_clear(&table);
    cm_features_clear(&points);
}

TEST(writes_shapes_of_all_kinds_and_gives_the_same_bytes)
{
    static const cm_geometry kinds[] = {CM_GEOMETRY_LINE, CM_GEOMETRY_POLYGON};
    static const char *const wants[] = {
        "北区|MULTILINESTRING ((143.75 42.75,144.25 42.75,144.25 43.25,143.75 43.25,143.75 42.75))",
        "中央区|MULTIPOLYGON (((140.75 42.75,141.25 42.75,141.25 43.25,140.75 43.25,140.75 42.75),"
        "(140.875 42.875,140.875 43.125,141.125 43.125,141.125 42.875,140.875 42.875)))"};
    const size_t rows[] = {0, 1, 3};

    for (int i = 0; i < 2; i++) {
        cm_features shapes = make_shapes(kinds[i], NULL);
        reread from;
        CHECK(cm_features_select_rows(&shapes, rows, 3) == CM_OK);
        CHECK(write_layer(&shapes) == CM_OK);
        const uint64_t sum = sum_of("a.fgb");
        CHECK(write_layer(&shapes) == CM_OK && sum == sum_of("a.fgb"));
        CHECK(reread_open(&from, "a.fgb", "FlatGeobuf", GDAL_OF_VECTOR));
        CHECK(holds_somewhere(&from, wants[i]) && !OGR_L_GetSpatialRef(from.layer));
        CHECK(reread_close(&from));
        cm_features_clear(&shapes);
    }
    CHECK(unlink("a.fgb") == 0);
}

TEST(writes_an_empty_layer)
{
    cm_features points = {0};
    reread from;

    CHECK(cm_features_init(&points, CM_GEOMETRY_POINT, "EPSG:6668") == CM_OK);
    CHECK(write_layer(&points) == CM_OK);
    CHECK(reread_open(&from, "a.fgb", "FlatGeobuf", GDAL_OF_VECTOR));
    CHECK(OGR_L_GetFeatureCount(from.layer, 1) == 0 && reread_close(&from));
    cm_features_clear(&points);
    CHECK(unlink("a.fgb") == 0);
}

TEST(keeps_the_old_file_when_the_disk_is_full)
{
    cm_features points = make_places();
    struct stat found;

    CHECK(write_layer(&points) == CM_OK && stat("a.fgb", &found) == 0);
    put("a.fgb", "old");
    for (off_t size = 0; size < found.st_size; size += 40) {
        limit_files((rlim_t)size);
        const cm_status status = write_layer(&points);
        limit_files(RLIM_INFINITY);
        CHECK(status && holds("a.fgb", "old") && count_names(".") == 1);
    }
    cm_features_clear(&points);
    CHECK(unlink("a.fgb") == 0);
}

TEST_MAIN(CHECK(mkdtemp(folder) && chdir(folder) == 0), signal(SIGXFSZ, SIG_IGN),
          RUN(keeps_every_row_with_its_texts), RUN(refuses_rows_that_would_be_lost),
          RUN(writes_shapes_of_all_kinds_and_gives_the_same_bytes), RUN(writes_an_empty_layer),
          RUN(keeps_the_old_file_when_the_disk_is_full), CHECK(rmdir(folder) == 0))
