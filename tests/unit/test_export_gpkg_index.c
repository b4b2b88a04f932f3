/* test_export_gpkg_index.c - tests output/export_gpkg_index.c through GeoPackages, with SQLite and
 * GDAL as the judges. */
#include "output/export_gpkg_index.h"
#include "tests/export_fixture.h"

static char folder[] = P_tmpdir "/test_export_gpkg_index.XXXXXX";

static bool answers(const char *sql, const char *value)
{
    cm__gpkg_db db;

    cm__gpkg_db_open(&db, "a.gpkg", "a.gpkg", false);
    const bool holds = cm__gpkg_db_holds(&db, sql, value);
    return cm__gpkg_db_close(&db) == CM_OK && holds;
}

/* count points in rows of 100; every seventh has no place. */
static cm_features make_lattice(size_t count, const char *name)
{
    cm_table table = {0};
    cm_features points = {0};

    CHECK(cm_table_add_column(&table, NULL, "id", CM_COLUMN_INTEGER) == CM_OK);
    CHECK(cm_table_add_rows(&table, count) == CM_OK);
    CHECK(cm_features_from_table(&points, &table, "EPSG:6668") == CM_OK);
    for (size_t i = 0; i < count; i++) {
        cm_table_set_integer(&points.table, i, 0, (int64_t)i);
        if (i % 7 > 0)
            cm_features_set_point(
                &points, i,
                (cm_point){141 + (double)(i % 100) / 100, 43 + (double)(i / 100) / 100});
    }
    CHECK(cm_features_set_name(&points, name) == CM_OK);
    return points;
}

/* Rows that GDAL finds in a window, through the index or by looking at all. */
static int count_found(const char *table, bool by_index)
{
    static const char *const drivers[] = {"GPKG", NULL};
    const cm__gdal_source source = {.path = "a.gpkg", .drivers = drivers, .flags = GDAL_OF_VECTOR};
    cm__gdal block;
    GDALDatasetH file = NULL;
    int found = 0;

    cm__gdal_begin(&block);
    CHECK(cm__gdal_open(&block, &file, &source) == CM_OK);
    const OGRLayerH layer = GDALDatasetGetLayerByName(file, table);
    CHECK(OGR_L_TestCapability(layer, OLCFastSpatialFilter));
    if (by_index)
        OGR_L_SetSpatialFilterRect(layer, 141.195, 43.015, 141.305, 43.125);
    for (OGRFeatureH row = OGR_L_GetNextFeature(layer); row; row = OGR_L_GetNextFeature(layer)) {
        const OGRGeometryH place = OGR_F_GetGeometryRef(row);
        found += place && OGR_G_GetX(place, 0) > 141.195 && OGR_G_GetX(place, 0) < 141.305 &&
                 OGR_G_GetY(place, 0) > 43.015 && OGR_G_GetY(place, 0) < 43.125;
        OGR_F_Destroy(row);
    }
    GDALClose(file);
    CHECK(cm__gdal_end(&block, CM_OK, CM_ERR_IO, "a.gpkg") == CM_OK);
    return found;
}

TEST(finds_each_row_in_a_sound_tree)
{
    static const size_t counts[] = {0, 1, 2, 51, 60, 61, 5000, 20000};

    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        cm_features points = make_lattice(counts[i], "members");
        CHECK(cm_features_write(&points, "a.gpkg", CM_FORMAT_GPKG, NULL, NULL) == CM_OK);
        CHECK(answers("SELECT rtreecheck('rtree_members_geom') = 'ok'", NULL));
        CHECK(answers("SELECT (SELECT count(*) FROM rtree_members_geom) = "
                      "(SELECT count(*) FROM members WHERE geom NOT NULL)",
                      NULL));
        CHECK(count_found("members", true) == count_found("members", false));
        CHECK(counts[i] < 5000 || count_found("members", true) > 80);
        cm_features_clear(&points);
    }
}

TEST(leaves_the_triggers_that_gdal_makes)
{
    cm_features points = make_lattice(70, "members");

    CHECK(cm_features_write(&points, "a.gpkg", CM_FORMAT_GPKG, NULL, NULL) == CM_OK);
    CHECK(answers("SELECT count(*) = 6 FROM sqlite_master WHERE type = 'trigger' AND name LIKE "
                  "'rtree_members_geom_%'",
                  NULL));
    CHECK(answers("SELECT count(*) = 1 FROM gpkg_extensions WHERE table_name = 'members' AND "
                  "column_name = 'geom' AND extension_name = 'gpkg_rtree_index'",
                  NULL));
    cm_features_clear(&points);
}

TEST(indexes_lines_and_areas_by_what_is_round_them)
{
    static const cm_geometry kinds[] = {CM_GEOMETRY_LINE, CM_GEOMETRY_POLYGON};

    for (int i = 0; i < 2; i++) {
        cm_features shapes = make_shapes(kinds[i], "EPSG:6668");
        CHECK(cm_features_set_name(&shapes, "shapes") == CM_OK);
        CHECK(cm_features_write(&shapes, "a.gpkg", CM_FORMAT_GPKG, NULL, NULL) == CM_OK);
        CHECK(answers("SELECT rtreecheck('rtree_shapes_geom') = 'ok'", NULL));
        /* whole-layer bounds, as GDAL has told them */
        CHECK(answers("SELECT abs(min(t.minx) - c.min_x) + abs(max(t.maxx) - c.max_x) + "
                      "abs(min(t.miny) - c.min_y) + abs(max(t.maxy) - c.max_y) < 1e-4 FROM "
                      "rtree_shapes_geom t, gpkg_contents c WHERE c.table_name = 'shapes'",
                      NULL));
        cm_features_clear(&shapes);
    }
}

TEST(takes_any_name_of_a_table)
{
    static const char *const names[] = {"a'b",    "a\"b", "a b", "会員', 'x", "x; DROP TABLE y",
                                        "rtree_a"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        cm_features points = make_lattice(200, names[i]);
        CHECK(cm_features_write(&points, "a.gpkg", CM_FORMAT_GPKG, NULL, NULL) == CM_OK);
        CHECK(answers("SELECT count(*) = 1 FROM gpkg_extensions WHERE extension_name = "
                      "'gpkg_rtree_index'",
                      NULL));
        CHECK(answers("SELECT count(*) = 1 FROM gpkg_contents WHERE data_type = 'features' AND "
                      "table_name IN (?1, 'layer_' || ?1)",
                      names[i]));
        CHECK(answers("SELECT rtreecheck(name) = 'ok' FROM sqlite_master WHERE name LIKE 'rtree_%' "
                      "AND sql LIKE 'CREATE VIRTUAL%'",
                      NULL));
        cm_features_clear(&points);
    }
}

TEST(says_why_the_tree_cannot_be_filled)
{
    cm_features points = make_lattice(70, "members");
    cm__gpkg_index index = {.table = "nobody", .features = &points, .path = "a.gpkg"};
    cm__gpkg_db db;

    CHECK(cm_features_write(&points, "a.gpkg", CM_FORMAT_GPKG, NULL, NULL) == CM_OK);
    cm__gpkg_db_open(&db, "a.gpkg", "a.gpkg", true);
    cm__text_add(&index.trigger, "SELECT 1");
    cm__gpkg_index_fill(&db, &index);
    CHECK(cm__gpkg_db_close(&db) == CM_ERR_IO);
    CHECK(strcmp(cm_error_text(), "a.gpkg: no such table: rtree_nobody_geom_node") == 0);
    cm__gpkg_index_clear(&index);
    cm_features_clear(&points);
}

TEST_MAIN(CHECK(mkdtemp(folder) && chdir(folder) == 0), RUN(finds_each_row_in_a_sound_tree),
          RUN(leaves_the_triggers_that_gdal_makes),
          RUN(indexes_lines_and_areas_by_what_is_round_them), RUN(takes_any_name_of_a_table),
          RUN(says_why_the_tree_cannot_be_filled), remove_all("."),
          CHECK(chdir("/") == 0 && rmdir(folder) == 0))
