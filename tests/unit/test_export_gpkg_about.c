/* test_export_gpkg_about.c - tests output/export_gpkg_about.c in a folder of its own. */
#include "output/export_gpkg_about.h"
#include "output/export_gpkg_db.h"
#include "tests/export_fixture.h"

#define DATE "2000-03-01T00:00:00.000Z"

static char folder[] = P_tmpdir "/test_export_gpkg_about.XXXXXX";

static cm_status describe(const cm__gpkg_about *layers, size_t count)
{
    return cm__gpkg_describe("a.gpkg", "a.gpkg", layers, count, DATE);
}

static void make_file(void)
{
    cm_features points = make_points();
    cm_features shapes = make_shapes(CM_GEOMETRY_POLYGON, "EPSG:6668");
    const cm_features *const layers[] = {&points, &shapes};
    struct stat found;

    CHECK(cm_features_write_gpkg(layers, 2, "a.gpkg", NULL, NULL) == CM_OK);
    CHECK(stat("a.gpkg", &found) == 0);
    cm_features_clear(&points);
    cm_features_clear(&shapes);
}

static bool holds_one(const char *sql, const char *value)
{
    cm__gpkg_db db;

    cm__gpkg_db_open(&db, "a.gpkg", "a.gpkg", false);
    const bool holds = cm__gpkg_db_holds(&db, sql, value);
    return cm__gpkg_db_close(&db) == CM_OK && holds;
}

TEST(gives_each_layer_the_style_that_qgis_asks_for)
{
    const cm__gpkg_about layers[] = {{"members", "会員", "国税庁", "<qgis>1</qgis>", NULL},
                                     {"wards", "区", NULL, NULL, NULL}};

    make_file();
    CHECK(describe(layers, 2) == CM_OK && count_names(".") == 1);
    CHECK(holds_one("SELECT count(*) = 1 FROM layer_styles", NULL));
    CHECK(holds_one("SELECT styleQML = '<qgis>1</qgis>' FROM layer_styles WHERE f_table_schema='' "
                    "AND f_table_name='members' AND f_geometry_column='geom' ORDER BY CASE WHEN "
                    "useAsDefault THEN 1 ELSE 2 END, update_time DESC LIMIT 1",
                    NULL));
    CHECK(holds_one("SELECT update_time = ?1 AND owner = 'clustermap' FROM layer_styles", DATE));
    CHECK(holds_one("SELECT data_type = 'attributes' AND last_change = ?1 FROM gpkg_contents "
                    "WHERE table_name = 'layer_styles'",
                    DATE));
    CHECK(unlink("a.gpkg") == 0);
}

TEST(leaves_the_usual_style_that_somebody_made)
{
    static const char *const mine[] = {"<qgis>mine</qgis>"};
    const cm__gpkg_about layer = {"members", "会員", "国税庁", "<qgis>1</qgis>", NULL};
    cm__gpkg_db db;

    make_file();
    CHECK(describe(&layer, 1) == CM_OK);
    cm__gpkg_db_open(&db, "a.gpkg", "a.gpkg", true);
    cm__gpkg_db_run(&db, "UPDATE layer_styles SET styleQML = ?1, owner = 'someone'", mine, 1);
    CHECK(cm__gpkg_db_close(&db) == CM_OK);
    CHECK(describe(&layer, 1) == CM_OK);
    CHECK(holds_one("SELECT count(*) = 2 AND sum(useAsDefault) = 1 FROM layer_styles", NULL));
    CHECK(holds_one("SELECT styleQML = ?1 FROM layer_styles WHERE useAsDefault", mine[0]));
    CHECK(unlink("a.gpkg") == 0);
}

TEST(describes_layers_whatever_they_are_called)
{
    make_file();
    for (size_t i = 0; i < HOSTILE_COUNT; i++) {
        const cm__gpkg_about layer = {"members", hostile_texts[i], hostile_texts[i], NULL, NULL};
        test_now = hostile_texts[i];
        CHECK(describe(&layer, 1) == CM_OK);
    }
    CHECK(holds_one("SELECT count(*) = 12 + 2 FROM gpkg_metadata", NULL)); /* two of the writing */
    CHECK(holds_one("SELECT count(*) = 1 FROM gpkg_metadata WHERE "
                    "instr(metadata, '<title>&lt;script&gt;alert(1)&lt;/script&gt;</title>') > 0",
                    NULL));
    CHECK(holds_one("SELECT count(*) = 14 FROM gpkg_metadata_reference r JOIN gpkg_metadata m "
                    "ON m.id = r.md_file_id WHERE reference_scope = 'table'",
                    NULL));
    CHECK(holds_one("SELECT count(*) = 2 FROM gpkg_extensions WHERE extension_name = "
                    "'gpkg_metadata' AND table_name LIKE 'gpkg_metadata%'",
                    NULL)); /* once, however often */
    CHECK(unlink("a.gpkg") == 0);
}

/* A format's validator counts the characters of a TEXT(30). */
TEST(cuts_the_name_of_a_style_to_what_its_column_holds)
{
    const cm__gpkg_about layer = {"members",
                                  "三十一文字の題名を三十一文字の題名を三十一文字の題名をここまで",
                                  NULL, "<qgis/>", NULL};

    make_file();
    CHECK(describe(&layer, 1) == CM_OK);
    CHECK(holds_one("SELECT length(styleName) = 30 AND length(description) > 30 FROM layer_styles",
                    NULL));
    CHECK(unlink("a.gpkg") == 0);
}

TEST(gives_columns_that_it_knows_their_titles)
{
    cm_features points = make_points();
    const cm__gpkg_about layer = {.table = "members", .title = "会員", .columns = &points.table};

    CHECK(cm_table_add_column(&points.table, NULL, "fid", CM_COLUMN_TEXT) == CM_OK);
    make_file();
    CHECK(describe(&layer, 1) == CM_OK && describe(&layer, 1) == CM_OK);
    CHECK(
        holds_one("SELECT count(*) = 1 FROM gpkg_data_columns WHERE table_name = 'members'", NULL));
    CHECK(holds_one("SELECT title = ?1 AND name = 'founded' AND column_name = 'founded' FROM "
                    "gpkg_data_columns WHERE table_name = 'members'",
                    "設立年"));
    CHECK(holds_one("SELECT count(*) = 2 FROM gpkg_extensions WHERE extension_name = "
                    "'gpkg_schema'",
                    NULL));
    cm_features_clear(&points);
    CHECK(unlink("a.gpkg") == 0);
}

TEST(says_why_it_cannot)
{
    const cm__gpkg_about layer = {"members", "会員", NULL, NULL, NULL};

    CHECK(describe(&layer, 1) == CM_ERR_IO);
    put("a.gpkg", "no database at all");
    CHECK(describe(&layer, 1) == CM_ERR_IO &&
          strstr(cm_error_text(), "a.gpkg: file is not a data"));
    CHECK(holds("a.gpkg", "no database at all") && unlink("a.gpkg") == 0);
}

TEST(fails_whole_when_memory_runs_out)
{
    const cm__gpkg_about layer = {"members", "会員", "国税庁", "<qgis/>", NULL};
    const size_t live = cm__memory_live();
    size_t n = 1;

    make_file();
    for (cm_status status = CM_ERR_NOMEM; status && n < 50; n++) {
        cm__memory_fail_at(n, false);
        status = describe(&layer, 1);
        cm__memory_fail_at(0, false);
        CHECK(status == CM_OK || status == CM_ERR_NOMEM);
        CHECK(cm__memory_live() == live);
        if (status)
            CHECK(
                !holds_one("SELECT count(*) FROM sqlite_master WHERE name = 'layer_styles'", NULL));
    }
    CHECK(n > 2 && n < 50 && unlink("a.gpkg") == 0);
}

TEST_MAIN(CHECK(mkdtemp(folder) && chdir(folder) == 0),
          RUN(gives_each_layer_the_style_that_qgis_asks_for),
          RUN(leaves_the_usual_style_that_somebody_made),
          RUN(describes_layers_whatever_they_are_called),
          RUN(cuts_the_name_of_a_style_to_what_its_column_holds),
          RUN(gives_columns_that_it_knows_their_titles), RUN(says_why_it_cannot),
          RUN(fails_whole_when_memory_runs_out), CHECK(rmdir(folder) == 0))
