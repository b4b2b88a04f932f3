/* test_export.c - tests output/export.c in a folder of its own. */
#include "tests/export_reread.h"

static char folder[] = P_tmpdir "/test_export.XXXXXX";

/* One point at 141.35, 43.0625, given in the plane of Sapporo, EPSG:6680. */
static cm_features make_plane_point(void)
{
    cm_features points = {0};

    CHECK(cm_features_init(&points, CM_GEOMETRY_POINT, "EPSG:6680") == CM_OK);
    CHECK(cm_table_add_column(&points.table, NULL, "name", CM_COLUMN_TEXT) == CM_OK);
    CHECK(cm_features_add_row(&points) == CM_OK && cm_features_add_row(&points) == CM_OK);
    CHECK(cm_table_set_text(&points.table, 0, 0, "札幌") == CM_OK);
    cm_features_set_point(&points, 0, (cm_point){-73305.323, -103755.607});
    return points;
}

TEST(writes_every_format)
{
    static const struct {
        const char *path;
        cm_format format;
        int files;
    } rows[] = {
        {"a.csv", CM_FORMAT_CSV, 1},         {"a.tsv", CM_FORMAT_TSV, 1},
        {"a.geojson", CM_FORMAT_GEOJSON, 1}, {"a.gpkg", CM_FORMAT_GPKG, 1},
        {"a.shp", CM_FORMAT_SHP, 5},         {"a.bin", CM_FORMAT_GPKG, 1},
    };
    cm_features points = make_points();
    cm_export_report report;
    int files = 0;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_now = rows[i].path;
        memset(&report, 7, sizeof report);
        CHECK(cm_features_write(&points, rows[i].path, rows[i].format, NULL, &report) == CM_OK);
        CHECK(cm_features_write(&points, rows[i].path, rows[i].format, NULL, NULL) == CM_OK);
        CHECK(report.cut_texts == 0 && report.lost_characters == 0 && report.renamed_columns == 0);
        files += rows[i].files;
        CHECK(count_names(".") == files);
    }
    cm_features_clear(&points);
    remove_all(".");
    CHECK(count_names(".") == 0 && cm__memory_live() == 0);
}

TEST(puts_layers_into_the_crs_of_the_format)
{
    cm_features points = make_plane_point();
    const cm_export_options zone11 = {.version = 1, .out_crs = "EPSG:6679"};
    const cm_export_options jgd2000 = {.version = 1, .out_crs = "EPSG:4612"};
    reread from;

    CHECK(cm_features_write(&points, "a.geojson", CM_FORMAT_GEOJSON, NULL, NULL) == CM_OK);
    CHECK(contains("a.geojson", "\"coordinates\":[141.35"));
    CHECK(contains("a.geojson", ",43.06"));
    const uint64_t sum = sum_of("a.geojson");
    CHECK(cm_features_write(&points, "a.geojson", CM_FORMAT_GEOJSON, &jgd2000, NULL) == CM_OK);
    CHECK(sum == sum_of("a.geojson"));
    CHECK(cm_features_write(&points, "a.csv", CM_FORMAT_CSV, NULL, NULL) == CM_OK);
    CHECK(contains("a.csv", "name,lon,lat\n札幌,141.") && contains("a.csv", "\n,,\n"));
    CHECK(cm_features_write(&points, "b.csv", CM_FORMAT_CSV, &zone11, NULL) == CM_OK);
    CHECK(contains("b.csv", "name,x,y\n札幌,"));
    CHECK(cm_features_write(&points, "a.gpkg", CM_FORMAT_GPKG, NULL, NULL) == CM_OK);
    CHECK(reread_open(&from, "a.gpkg", "GPKG", GDAL_OF_VECTOR));
    CHECK(reread_epsg(OGR_L_GetSpatialRef(from.layer)) == 6668 && reread_close(&from));
    CHECK(cm_features_write(&points, "a.gpkg", CM_FORMAT_GPKG, &zone11, NULL) == CM_OK);
    CHECK(reread_open(&from, "a.gpkg", "GPKG", GDAL_OF_VECTOR));
    CHECK(reread_epsg(OGR_L_GetSpatialRef(from.layer)) == 6679 && reread_close(&from));
    CHECK(points.x[0] == -73305.323 && strcmp(points.crs, "EPSG:6680") == 0); /* as before */
    cm_features_clear(&points);
    CHECK(unlink("a.geojson") == 0 && unlink("a.csv") == 0 && unlink("b.csv") == 0);
    CHECK(unlink("a.gpkg") == 0 && cm__memory_live() == 0);
}

TEST(leaves_a_layer_without_a_crs_as_it_is)
{
    const cm_export_options options = {.version = 1, .out_crs = "EPSG:6680"};
    cm_features points = make_plane_point();
    reread from;

    CHECK(cm_features_set_crs(&points, NULL) == CM_OK);
    CHECK(cm_features_write(&points, "a.geojson", CM_FORMAT_GEOJSON, &options, NULL) == CM_OK);
    CHECK(contains("a.geojson", "[-73305.323,-103755.607]"));
    CHECK(cm_features_write(&points, "a.csv", CM_FORMAT_CSV, &options, NULL) == CM_OK);
    CHECK(holds("a.csv", "name,x,y\n札幌,-73305.323,-103755.607\n,,\n"));
    CHECK(cm_features_write(&points, "a.shp", CM_FORMAT_SHP, &options, NULL) == CM_OK);
    CHECK(access("a.prj", F_OK) != 0);
    CHECK(cm_features_write(&points, "a.gpkg", CM_FORMAT_GPKG, &options, NULL) == CM_OK);
    CHECK(reread_open(&from, "a.gpkg", "GPKG", GDAL_OF_VECTOR));
    const OGRSpatialReferenceH srs = OGR_L_GetSpatialRef(from.layer);
    CHECK(!srs || OSRIsLocal(srs));
    CHECK(reread_holds(&from, 0, "札幌|POINT (-73305.323 -103755.607)") && reread_close(&from));
    cm_features_clear(&points);
    remove_all(".");
}

TEST(refuses_what_does_not_fit)
{
    const cm_export_options plane = {.version = 1, .out_crs = "EPSG:6680"};
    const cm_export_options unknown = {.version = 1, .out_crs = "EPSG:1"};
    const struct {
        const char *why, *path;
        cm_format format;
        const cm_export_options *options;
    } rows[] = {
        {"not for layers", "a.tif", CM_FORMAT_TIF, NULL},
        {"not for layers", "a.pdf", CM_FORMAT_PDF, NULL},
        {"no format", "a.xyz", CM_FORMAT_COUNT, NULL},
        {"standard output", "-", CM_FORMAT_GPKG, NULL},
        {"standard output", "-", CM_FORMAT_SHP, NULL},
        {"standard output", "-", CM_FORMAT_FGB, NULL},
        {"rows without a place", "a.fgb", CM_FORMAT_FGB, NULL},
        {"a plane in GeoJSON", "a.geojson", CM_FORMAT_GEOJSON, &plane},
    };
    cm_features points = make_points();

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_now = rows[i].why;
        CHECK(cm_features_write(&points, rows[i].path, rows[i].format, rows[i].options, NULL) ==
              CM_ERR_DOMAIN);
    }
    CHECK(cm_features_write(&points, "a.gpkg", CM_FORMAT_GPKG, &unknown, NULL) == CM_ERR_FORMAT);
    CHECK(cm_features_set_crs(&points, "no CRS") == CM_OK);
    CHECK(cm_features_write(&points, "a.gpkg", CM_FORMAT_GPKG, NULL, NULL) == CM_ERR_FORMAT);
    CHECK(count_names(".") == 0);
    cm_features_clear(&points);
}

TEST(refuses_places_out_of_reach_rather_than_losing_them)
{
    const cm_export_options zone = {.version = 1, .out_crs = "EPSG:6680"};
    cm_features points = make_points();

    cm_features_set_point(&points, 1, (cm_point){52, 0}); /* a quarter of the globe off */
    CHECK(cm_features_write(&points, "a.gpkg", CM_FORMAT_GPKG, &zone, NULL) == CM_ERR_DOMAIN);
    CHECK(strncmp(cm_error_text(), "a.gpkg: 1 places are out of the reach of JGD2011 /", 50) == 0);
    CHECK(count_names(".") == 0);
    cm_features_clear(&points);
}

TEST(refuses_targets_that_are_no_files_in_every_format)
{
    static const cm_format formats[] = {CM_FORMAT_CSV, CM_FORMAT_GEOJSON, CM_FORMAT_GPKG,
                                        CM_FORMAT_SHP, CM_FORMAT_FGB};
    static const char *const targets[] = {"dir.shp", "fifo.shp", "lost.shp", "none/a.shp"};
    const size_t first = 0;
    cm_features points = make_points();

    CHECK(cm_features_select_rows(&points, &first, 1) == CM_OK);
    CHECK(mkdir("dir.shp", 0700) == 0 && mkfifo("fifo.shp", 0600) == 0);
    CHECK(symlink("nowhere", "lost.shp") == 0);
    for (size_t f = 0; f < sizeof formats / sizeof *formats; f++) {
        for (size_t t = 0; t < sizeof targets / sizeof *targets; t++) {
            test_now = targets[t];
            CHECK(cm_features_write(&points, targets[t], formats[f], NULL, NULL) == CM_ERR_IO);
            CHECK(strncmp(cm_error_text(), targets[t], strlen(targets[t])) == 0);
        }
    }
    CHECK(count_names(".") == 3);
    CHECK(rmdir("dir.shp") == 0 && unlink("fifo.shp") == 0 && unlink("lost.shp") == 0);
    cm_features_clear(&points);
}

TEST(replaces_no_file_when_told_so_in_every_format)
{
    static const cm_format formats[] = {CM_FORMAT_CSV, CM_FORMAT_GEOJSON, CM_FORMAT_GPKG,
                                        CM_FORMAT_SHP, CM_FORMAT_FGB};
    const cm_export_options keep = {.version = 1, .no_clobber = true};
    const size_t first = 0;
    cm_features points = make_points();

    CHECK(cm_features_select_rows(&points, &first, 1) == CM_OK);
    put("a.shp", "old");
    for (size_t f = 0; f < sizeof formats / sizeof *formats; f++) {
        CHECK(cm_features_write(&points, "a.shp", formats[f], &keep, NULL) == CM_ERR_IO);
        CHECK(strcmp(cm_error_text(), "a.shp: is there already, and is not to be replaced") == 0);
        CHECK(holds("a.shp", "old") && count_names(".") == 1);
    }
    CHECK(unlink("a.shp") == 0);
    cm_features_clear(&points);
}

TEST(reports_what_a_shapefile_does_not_hold)
{
    const cm_export_options options = {.version = 1, .shp_cp932 = true};
    char text[400];
    cm_features points = make_points();
    cm_export_report report;

    memset(text, 'x', sizeof text), text[399] = '\0';
    CHECK(cm_table_add_column(&points.table, NULL, "parent_origin", CM_COLUMN_TEXT) == CM_OK);
    CHECK(cm_table_set_text(&points.table, 0, 3, text) == CM_OK);
    CHECK(cm_features_write(&points, "a.shp", CM_FORMAT_SHP, &options, &report) == CM_OK);
    CHECK(report.cut_texts == 1 && report.lost_characters == 1 && report.renamed_columns == 1);
    cm_features_clear(&points);
    remove_all(".");
}

TEST(writes_several_layers_into_one_file)
{
    cm_features points = make_points(), shapes = make_shapes(CM_GEOMETRY_POLYGON, "EPSG:4326");
    const cm_features *const layers[] = {&points, &shapes}, *const twice[] = {&points, &points};
    reread from;

    CHECK(cm_features_write_gpkg(layers, 2, "a.gpkg", NULL, NULL) == CM_OK);
    CHECK(reread_open(&from, "a.gpkg", "GPKG", GDAL_OF_VECTOR));
    CHECK(GDALDatasetGetLayerCount(from.file) == 2);
    for (int i = 0; i < 2; i++)
        CHECK(reread_epsg(OGR_L_GetSpatialRef(GDALDatasetGetLayer(from.file, i))) == 6668);
    CHECK(reread_close(&from));
    const uint64_t sum = sum_of("a.gpkg");
    CHECK(cm_features_write_gpkg(twice, 2, "a.gpkg", NULL, NULL) == CM_ERR_DOMAIN);
    CHECK(strcmp(cm_error_text(), "a.gpkg: two layers are named members") == 0);
    CHECK(cm_features_write_gpkg(layers, 0, "a.gpkg", NULL, NULL) == CM_ERR_DOMAIN);
    CHECK(cm_features_set_name(&points, NULL) == CM_OK);
    CHECK(cm_features_write_gpkg(layers, 2, "a.gpkg", NULL, NULL) == CM_ERR_DOMAIN);
    CHECK(cm_features_set_name(&points, "WARDS") == CM_OK);
    CHECK(cm_features_write_gpkg(layers, 2, "a.gpkg", NULL, NULL) == CM_ERR_DOMAIN);
    CHECK(sum == sum_of("a.gpkg"));
    cm_features_clear(&shapes);
    cm_features_clear(&points);
    CHECK(unlink("a.gpkg") == 0 && cm__memory_live() == 0);
}

/* Goes on for so many steps. */
static bool go_on(void *context, double share)
{
    int *const left = context;

    CHECK(share >= 0 && share < 1);
    return (*left)-- > 0;
}

TEST(stops_in_every_format_and_leaves_nothing)
{
    static const struct {
        const char *path;
        cm_format format;
        int steps; /* of 3000 rows: three a pass, and what GDAL wrote is read back */
    } rows[] = {
        {"a.csv", CM_FORMAT_CSV, 3},         {"a.tsv", CM_FORMAT_TSV, 3},
        {"a.geojson", CM_FORMAT_GEOJSON, 3}, {"a.gpkg", CM_FORMAT_GPKG, 6},
        {"a.fgb", CM_FORMAT_FGB, 6},         {"a.shp", CM_FORMAT_SHP, 6},
    };
    cm_export_options options = CM_EXPORT_OPTIONS_INIT;
    cm_features points = make_points();
    int left;

    while (points.table.row_count < 3000) {
        CHECK(cm_features_add_row(&points) == CM_OK);
        cm_features_set_point(&points, points.table.row_count - 1, (cm_point){141, 43});
    }
    for (size_t row = 0; row < points.table.row_count; row++) /* FlatGeobuf wants them all */
        cm_features_set_point(&points, row, (cm_point){141, 43});
    options.progress = (cm_progress){go_on, &left};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_now = rows[i].path;
        for (int steps = 0; steps < rows[i].steps; steps++) {
            left = steps;
            CHECK(cm_features_write(&points, rows[i].path, rows[i].format, &options, NULL) ==
                  CM_ERR_STOPPED);
            CHECK(strncmp(cm_error_text(), rows[i].path, strlen(rows[i].path)) == 0);
            CHECK(count_names(".") == 0);
        }
        left = rows[i].steps;
        CHECK(cm_features_write(&points, rows[i].path, rows[i].format, &options, NULL) == CM_OK);
        CHECK(left == 0);
        options.version = 2; /* which had none */
        left = 0;
        CHECK(cm_features_write(&points, rows[i].path, rows[i].format, &options, NULL) == CM_OK);
        options.version = 3;
        remove_all(".");
    }
    cm_features_clear(&points);
}

TEST(fails_whole_when_memory_runs_out)
{
    cm_features points = make_plane_point(), shapes = make_shapes(CM_GEOMETRY_LINE, "EPSG:4326");
    const cm_features *const layers[] = {&points, &shapes};
    const size_t live = cm__memory_live();
    size_t n = 1;

    CHECK(cm_features_set_name(&points, "members") == CM_OK);
    for (cm_status status = CM_ERR_NOMEM; status && n < 300; n++) {
        cm__memory_fail_at(n, false);
        status = cm_features_write_gpkg(layers, 2, "a.gpkg", NULL, NULL);
        cm__memory_fail_at(0, false);
        CHECK(status == CM_OK || status == CM_ERR_NOMEM);
        CHECK(count_names(".") == (status ? 0 : 1) && cm__memory_live() == live);
    }
    CHECK(n > 20 && n < 300 && unlink("a.gpkg") == 0);
    cm_features_clear(&shapes);
    cm_features_clear(&points);
}

TEST_MAIN(CHECK(mkdtemp(folder) && chdir(folder) == 0), RUN(writes_every_format),
          RUN(puts_layers_into_the_crs_of_the_format), RUN(leaves_a_layer_without_a_crs_as_it_is),
          RUN(refuses_what_does_not_fit), RUN(refuses_places_out_of_reach_rather_than_losing_them),
          RUN(refuses_targets_that_are_no_files_in_every_format),
          RUN(replaces_no_file_when_told_so_in_every_format),
          RUN(reports_what_a_shapefile_does_not_hold), RUN(writes_several_layers_into_one_file),
          RUN(stops_in_every_format_and_leaves_nothing), RUN(fails_whole_when_memory_runs_out),
          CHECK(rmdir(folder) == 0))
