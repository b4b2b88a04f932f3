/* test_qgis_project.c - tests output/qgis_project.c in a folder of its own. */
#include "output/export_gpkg_db.h"
#include "tests/export_fixture.h"
#include "tests/unit/qgis_project_scene.h"
#include <fcntl.h>
#include <sys/wait.h>

static char folder[] = P_tmpdir "/test_qgis_project.XXXXXX";

static void write_gpkg(const char *path)
{
    cm_features points = make_points();
    const cm_features *const layers[] = {&points};

    CHECK(cm_features_write_gpkg(layers, 1, path, NULL, NULL) == CM_OK);
    cm_features_clear(&points);
}

static bool is_so(const char *sql)
{
    cm__gpkg_db db;

    cm__gpkg_db_open(&db, "a.gpkg", "a.gpkg", false);
    const bool holds = cm__gpkg_db_holds(&db, sql, NULL);
    return cm__gpkg_db_close(&db) == CM_OK && holds;
}

TEST(writes_a_document_or_an_archive_by_the_extension)
{
    static const struct {
        const char *path;
        cm_status want;
        const char *begins;
    } rows[] = {{"a.qgz", CM_OK, "PK\3\4"},
                {"a.QGS", CM_OK, "<!DOCTYPE qgis"},
                {"a.xml", CM_ERR_DOMAIN, NULL},
                {"a", CM_ERR_DOMAIN, NULL},
                {"none/a.qgz", CM_ERR_IO, NULL}};
    qgis_scene s;

    init_qgis_scene(&s);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_now = rows[i].path;
        CHECK(cm_qgis_project_write(&s.project, rows[i].path) == rows[i].want);
        CHECK(count_names(".") == (rows[i].begins ? 1 : 0));
        if (!rows[i].begins)
            continue;
        CHECK(strncmp(bytes_of(rows[i].path, NULL), rows[i].begins, strlen(rows[i].begins)) == 0);
        s.project.no_clobber = true;
        CHECK(cm_qgis_project_write(&s.project, rows[i].path) == CM_ERR_IO);
        s.project.no_clobber = false;
        CHECK(unlink(rows[i].path) == 0);
    }
    clear_qgis_scene(&s);
}

TEST(a_geopackage_gets_the_project_and_keeps_the_rest)
{
    qgis_scene s;

    init_qgis_scene(&s);
    s.project.created_s = 951868800;
    write_gpkg("a.gpkg");
    CHECK(cm_qgis_project_add(&s.project, "a.gpkg") == CM_OK && count_names(".") == 1);
    CHECK(is_so("SELECT count(*) = 13 FROM members"));
    CHECK(
        is_so("SELECT name = 'sapporo' AND substr(content, 1, 8) = '504b0304' AND length(content) "
              "% 2 = 0 FROM qgis_projects"));
    CHECK(is_so("SELECT instr(metadata, '2000-03-01T00:00:00.000Z') > 0 FROM qgis_projects"));
    const uint64_t sum = sum_of("a.gpkg");
    write_gpkg("a.gpkg");
    CHECK(!is_so("SELECT count(*) FROM sqlite_master WHERE name = 'qgis_projects'"));
    CHECK(cm_qgis_project_add(&s.project, "a.gpkg") == CM_OK && sum_of("a.gpkg") == sum);
    s.project.name = "札幌 '2'";
    CHECK(cm_qgis_project_add(&s.project, "a.gpkg") == CM_OK);
    CHECK(cm_qgis_project_add(&s.project, "a.gpkg") == CM_OK); /* in place of itself */
    CHECK(is_so("SELECT count(*) = 2 FROM qgis_projects"));
    CHECK(unlink("a.gpkg") == 0);
    clear_qgis_scene(&s);
}

TEST(what_is_no_geopackage_stays_as_it_is)
{
    qgis_scene s;
    cm__gpkg_db db;

    init_qgis_scene(&s);
    CHECK(cm_qgis_project_add(&s.project, "none.gpkg") == CM_ERR_IO && count_names(".") == 0);
    put("a.gpkg",
        "no database, but long enough to be taken for the head of one, if badly looked at");
    CHECK(cm_qgis_project_add(&s.project, "a.gpkg") == CM_ERR_IO && count_names(".") == 1);
    put("a.gpkg", "");
    cm__gpkg_db_open(&db, "a.gpkg", "a.gpkg", true);
    cm__gpkg_db_run(&db, "CREATE TABLE accounts (a)", NULL, 0);
    CHECK(cm__gpkg_db_close(&db) == CM_OK);
    const uint64_t sum = sum_of("a.gpkg");
    CHECK(cm_qgis_project_add(&s.project, "a.gpkg") == CM_ERR_FORMAT && sum_of("a.gpkg") == sum);
    CHECK(unlink("a.gpkg") == 0 && mkdir("a.gpkg", 0700) == 0);
    CHECK(cm_qgis_project_add(&s.project, "a.gpkg") == CM_ERR_IO && rmdir("a.gpkg") == 0);
    clear_qgis_scene(&s);
}

TEST(a_full_disk_leaves_the_old_file)
{
    qgis_scene s;

    init_qgis_scene(&s);
    write_gpkg("a.gpkg");
    const uint64_t sum = sum_of("a.gpkg");
    for (rlim_t size = 0; size < 120000; size += 8192) {
        limit_files(size);
        const cm_status status = cm_qgis_project_add(&s.project, "a.gpkg");
        limit_files(RLIM_INFINITY);
        CHECK(count_names(".") == 1 && (status == CM_OK || sum_of("a.gpkg") == sum));
        if (status == CM_OK)
            break;
    }
    CHECK(unlink("a.gpkg") == 0);
    clear_qgis_scene(&s);
}

TEST_MAIN(CHECK(mkdtemp(folder) && chdir(folder) == 0), signal(SIGXFSZ, SIG_IGN),
          RUN(writes_a_document_or_an_archive_by_the_extension),
          RUN(a_geopackage_gets_the_project_and_keeps_the_rest),
          RUN(what_is_no_geopackage_stays_as_it_is), RUN(a_full_disk_leaves_the_old_file),
          CHECK(rmdir(folder) == 0))
