/* test_export_gpkg.c - tests output/export_gpkg.c in a folder of its own. */
#include "tests/export_reread.h"

static char folder[] = P_tmpdir "/test_export_gpkg.XXXXXX";

static cm_status write_layers(const cm_features *layers, size_t count, const char *path)
{
    static const cm_export_options options = {.version = 1, .created_s = 951868800};
    cm__export_job jobs[4];

    for (size_t i = 0; i < count; i++) {
        jobs[i] = make_job(&layers[i], path, CM_FORMAT_GPKG);
        jobs[i].options = &options;
    }
    return cm__export_gpkg(jobs, count);
}

/* The rows that an SQL question gives, the cells of a row joined by |, a row a line. */
static int answers(const char *path, const char *sql, const char *want)
{
    char text[4096] = "";
    int length = 0;
    reread from;

    if (!reread_open(&from, path, "GPKG", GDAL_OF_VECTOR))
        return 0;
    const OGRLayerH rows = GDALDatasetExecuteSQL(from.file, sql, NULL, NULL);
    for (OGRFeatureH row = rows ? OGR_L_GetNextFeature(rows) : NULL; row;
         row = OGR_L_GetNextFeature(rows)) {
        for (int i = 0; i < OGR_F_GetFieldCount(row); i++)
            length += snprintf(text + length, sizeof text - (size_t)length, "%s%s", i ? "|" : "",
                               OGR_F_GetFieldAsString(row, i));
        length += snprintf(text + length, sizeof text - (size_t)length, "\n");
        OGR_F_Destroy(row);
    }
    GDALDatasetReleaseResultSet(from.file, rows);
    const int same = reread_close(&from) && strcmp(text, want) == 0;
    if (!same)
        printf("%s answers:\n%s", sql, text);
    return same;
}

TEST(keeps_every_row_with_its_texts)
{
    cm_features points = make_points();
    reread from;

    CHECK(write_layers(&points, 1, "a.gpkg") == CM_OK && count_names(".") == 1);
    CHECK(reread_open(&from, "a.gpkg", "GPKG", GDAL_OF_VECTOR));
    CHECK(reread_epsg(OGR_L_GetSpatialRef(from.layer)) == 6668);
    CHECK(strcmp(OGR_L_GetGeometryColumn(from.layer), "geom") == 0);
    CHECK(reread_holds(&from, 0, JAPANESE "|9007199254740993|0.1|POINT (141.35 43.0625)"));
    CHECK(reread_holds(&from, 1, "'\";--|1971|1e+300|POINT (141.36 43.0625)"));
    CHECK(reread_holds(&from, 3, "two\nlines\r\n|1973|-3|POINT (141.38 43.0625)"));
    CHECK(reread_holds(&from, HOSTILE_COUNT, "NULL|NULL|NULL|NULL"));
    CHECK(OGR_L_GetFeatureCount(from.layer, 1) == HOSTILE_COUNT + 1);
    CHECK(reread_close(&from));
    CHECK(answers("a.gpkg",
                  "SELECT table_name, data_type, identifier, description, last_change, srs_id "
                  "FROM gpkg_contents",
                  "members|features|会員 " JAPANESE
                  "|国税庁 <b>&\"'|2000/03/01 00:00:00+00|6668\n"));
    CHECK(answers("a.gpkg", "SELECT count(*) FROM rtree_members_geom", "12\n"));
    cm_features_clear(&points);
    CHECK(unlink("a.gpkg") == 0 && cm__memory_live() == 0);
}

TEST(holds_several_layers_and_tables)
{
    cm_features layers[4];
    cm_table table = make_table();

    memset(layers, 0, sizeof layers);
    layers[0] = make_shapes(CM_GEOMETRY_POLYGON, NULL);
    layers[1] = make_shapes(CM_GEOMETRY_LINE, "EPSG:6680");
    CHECK(cm_features_set_name(&layers[1], "道'\";--") == CM_OK);
    CHECK(cm_features_set_title(&layers[1], "wards") == CM_OK); /* the first one's name */
    CHECK(cm_features_from_table(&layers[2], &table, NULL) == CM_OK);
    layers[2].geometry = CM_GEOMETRY_NONE;
    CHECK(cm_features_set_name(&layers[2], "rejects") == CM_OK);
    CHECK(cm_features_init(&layers[3], CM_GEOMETRY_POINT, "EPSG:4326") == CM_OK);
    CHECK(cm_features_set_name(&layers[3], "gpkg_empty") == CM_OK);
    CHECK(write_layers(layers, 4, "a.gpkg") == CM_OK);
    CHECK(
        answers("a.gpkg", "SELECT table_name, data_type, identifier, srs_id FROM gpkg_contents",
                "wards|features|wards|-1\n道'\";--|features|wards (道'\";--)|6680\n"
                "rejects|attributes|rejects|0\nlayer_gpkg_empty|features|layer_gpkg_empty|4326\n"));
    CHECK(answers("a.gpkg", "SELECT table_name, geometry_type_name FROM gpkg_geometry_columns",
                  "wards|MULTIPOLYGON\n道'\";--|MULTILINESTRING\nlayer_gpkg_empty|POINT\n"));
    CHECK(answers("a.gpkg", "SELECT count(*) FROM rejects", "13\n"));
    for (int i = 0; i < 4; i++)
        cm_features_clear(&layers[i]);
    CHECK(unlink("a.gpkg") == 0);
}

TEST(writes_shapes_as_one_kind)
{
    const size_t single[] = {0, 2, 3};
    cm_features shapes = make_shapes(CM_GEOMETRY_POLYGON, "EPSG:6668");
    reread from;

    CHECK(write_layers(&shapes, 1, "a.gpkg") == CM_OK);
    CHECK(reread_open(&from, "a.gpkg", "GPKG", GDAL_OF_VECTOR));
    CHECK(reread_holds(&from, 0,
                       "中央区|MULTIPOLYGON (((140.75 42.75,141.25 42.75,141.25 43.25,"
                       "140.75 43.25,140.75 42.75),(140.875 42.875,140.875 43.125,"
                       "141.125 43.125,141.125 42.875,140.875 42.875)))"));
    CHECK(reread_holds(&from, 2, "nothing|NULL"));
    CHECK(reread_close(&from));
    CHECK(cm_features_select_rows(&shapes, single, 3) == CM_OK);
    CHECK(write_layers(&shapes, 1, "a.gpkg") == CM_OK);
    CHECK(answers("a.gpkg", "SELECT geometry_type_name FROM gpkg_geometry_columns", "POLYGON\n"));
    cm_features_clear(&shapes);
    CHECK(unlink("a.gpkg") == 0);
}

TEST(takes_hostile_names)
{
    char longest[301];
    enum { PREFIXED = 4 }; /* by layer_ */
    static const char *const names[] = {"'\";--", "<script>", "%n%s",     "sqlite_x",
                                        "a\nb",   "名称",     "a]b[c`",   EMOJI,
                                        "select", "a b.c",    "a'b\"c;--"};

    memset(longest, 'n', 300), longest[300] = '\0';
    for (size_t i = 0; i <= sizeof names / sizeof *names; i++) {
        cm_features points = make_points();
        const char *const name = i < sizeof names / sizeof *names ? names[i] : longest;
        reread from;
        test_now = name;
        CHECK(cm_features_set_name(&points, name) == CM_OK);
        CHECK(cm_table_add_column(&points.table, NULL, name, CM_COLUMN_REAL) == CM_OK);
        cm_table_set_real(&points.table, 0, 3, 0.5);
        CHECK(write_layers(&points, 1, "a.gpkg") == CM_OK);
        CHECK(reread_open(&from, "a.gpkg", "GPKG", GDAL_OF_VECTOR));
        CHECK(strcmp(OGR_L_GetName(from.layer) + (i < PREFIXED ? 6 : 0), name) == 0);
        CHECK(reread_holds(&from, 0, JAPANESE "|9007199254740993|0.1|0.5|POINT (141.35 43.0625)"));
        CHECK(OGR_L_GetFeatureCount(from.layer, 1) == HOSTILE_COUNT + 1 && reread_close(&from));
        cm_features_clear(&points);
    }
    CHECK(unlink("a.gpkg") == 0 && count_names(".") == 0);
}

TEST(gives_columns_names_of_their_own)
{
    static const char *const names[] = {"fid", "GEOM", "a", "A"};
    cm_features points = {0};
    reread from;

    CHECK(cm_features_init(&points, CM_GEOMETRY_POINT, NULL) == CM_OK);
    for (int i = 0; i < 4; i++)
        CHECK(cm_table_add_column(&points.table, NULL, names[i], CM_COLUMN_TEXT) == CM_OK);
    CHECK(cm_features_add_row(&points) == CM_OK);
    for (size_t i = 0; i < 4; i++)
        CHECK(cm_table_set_text(&points.table, 0, i, names[i]) == CM_OK);
    CHECK(write_layers(&points, 1, "名.簿.gpkg") == CM_OK);
    CHECK(reread_open(&from, "名.簿.gpkg", "GPKG", GDAL_OF_VECTOR));
    CHECK(strcmp(OGR_L_GetName(from.layer), "名.簿") == 0); /* the file's */
    CHECK(reread_holds(&from, 0, "fid|GEOM|a|A|NULL"));
    const OGRFeatureDefnH kind = OGR_L_GetLayerDefn(from.layer);
    CHECK(strcmp(OGR_Fld_GetNameRef(OGR_FD_GetFieldDefn(kind, 0)), "fid_2") == 0);
    CHECK(strcmp(OGR_Fld_GetNameRef(OGR_FD_GetFieldDefn(kind, 3)), "A_2") == 0);
    CHECK(reread_close(&from));
    cm_features_clear(&points);
    CHECK(unlink("名.簿.gpkg") == 0);
}

TEST(gives_the_same_bytes_twice_and_leaves_the_thread_as_it_was)
{
    cm_features points = make_points();

    CPLSetThreadLocalConfigOption("OGR_CURRENT_DATE", "mine");
    CHECK(write_layers(&points, 1, "a.gpkg") == CM_OK);
    const uint64_t sum = sum_of("a.gpkg");
    CHECK(strcmp(CPLGetThreadLocalConfigOption("OGR_CURRENT_DATE", ""), "mine") == 0);
    CPLSetThreadLocalConfigOption("OGR_CURRENT_DATE", NULL);
    CHECK(mkdir("other", 0700) == 0);
    CHECK(write_layers(&points, 1, "other/b.gpkg") == CM_OK && sum == sum_of("other/b.gpkg"));
    CHECK(!CPLGetThreadLocalConfigOption("OGR_CURRENT_DATE", NULL));
    cm_features_clear(&points);
    CHECK(unlink("a.gpkg") == 0 && unlink("other/b.gpkg") == 0 && rmdir("other") == 0);
}

TEST(takes_the_old_file_s_journals_away)
{
    cm_features points = make_points();

    put("a.gpkg", "old"), put("a.gpkg-wal", "old"), put("a.gpkg-journal", "old");
    put("a.qml", "mine");
    CHECK(write_layers(&points, 1, "a.gpkg") == CM_OK && count_names(".") == 2);
    CHECK(answers("a.gpkg", "SELECT count(*) FROM members", "13\n"));
    cm_features_clear(&points);
    CHECK(unlink("a.gpkg") == 0 && unlink("a.qml") == 0);
}

TEST(keeps_the_old_file_when_the_disk_is_full)
{
    cm_features points = make_points();
    struct stat found;

    CHECK(write_layers(&points, 1, "a.gpkg") == CM_OK && stat("a.gpkg", &found) == 0);
    put("a.gpkg", "old");
    for (off_t size = 0; size < found.st_size; size += 4096) {
        limit_files((rlim_t)size);
        const cm_status status = write_layers(&points, 1, "a.gpkg");
        limit_files(RLIM_INFINITY);
        CHECK(status && holds("a.gpkg", "old") && count_names(".") == 1);
    }
    cm_features_clear(&points);
    CHECK(unlink("a.gpkg") == 0);
}

TEST(fails_whole_when_memory_runs_out)
{
    cm_features points = make_points();
    const size_t live = cm__memory_live();
    size_t n = 1;

    for (cm_status status = CM_ERR_NOMEM; status && n < 200; n++) {
        cm__memory_fail_at(n, false);
        status = write_layers(&points, 1, "a.gpkg");
        cm__memory_fail_at(0, false);
        CHECK(status == CM_OK || status == CM_ERR_NOMEM);
        CHECK(count_names(".") == (status ? 0 : 1) && cm__memory_live() == live);
    }
    CHECK(n > 10 && n < 200 && unlink("a.gpkg") == 0);
    cm_features_clear(&points);
}

TEST_MAIN(CHECK(mkdtemp(folder) && chdir(folder) == 0), signal(SIGXFSZ, SIG_IGN),
          RUN(keeps_every_row_with_its_texts), RUN(holds_several_layers_and_tables),
          RUN(writes_shapes_as_one_kind), RUN(takes_hostile_names),
          RUN(gives_columns_names_of_their_own),
          RUN(gives_the_same_bytes_twice_and_leaves_the_thread_as_it_was),
          RUN(takes_the_old_file_s_journals_away), RUN(keeps_the_old_file_when_the_disk_is_full),
          RUN(fails_whole_when_memory_runs_out), CHECK(rmdir(folder) == 0))
