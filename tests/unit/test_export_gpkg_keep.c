/* test_export_gpkg_keep.c - tests output/export_gpkg_keep.c: what was in a GeoPackage before. */
#include "output/export_gpkg_db.h"
#include "output/export_gpkg_keep.h"
#include "tests/export_fixture.h"
#include <fcntl.h>
#include <sys/wait.h>

static char folder[] = P_tmpdir "/test_export_gpkg_keep.XXXXXX";

static cm_status write_layer(const char *name, const char *path, cm_export_report *report)
{
    cm_features points = make_points();
    const cm_features *const layers[] = {&points};

    CHECK(cm_features_set_name(&points, name) == CM_OK);
    const cm_status status = cm_features_write_gpkg(layers, 1, path, NULL, report);
    cm_features_clear(&points);
    return status;
}

static void run(const char *file, const char *sql)
{
    cm__gpkg_db db;

    cm__gpkg_db_open(&db, file, file, true);
    cm__gpkg_db_run(&db, sql, NULL, 0);
    CHECK(cm__gpkg_db_close(&db) == CM_OK);
}

static bool is_so(const char *sql)
{
    cm__gpkg_db db;

    cm__gpkg_db_open(&db, "a.gpkg", "a.gpkg", false);
    const bool holds = cm__gpkg_db_holds(&db, sql, NULL);
    return cm__gpkg_db_close(&db) == CM_OK && holds;
}

/* Makes a layer somebody else's: nothing says any more who wrote it. */
static void give_away(const char *file)
{
    run(file, "DELETE FROM gpkg_metadata_reference");
    run(file, "DELETE FROM gpkg_metadata");
}

TEST(replaces_what_it_wrote_itself_with_the_same_bytes)
{
    cm_export_report report = {.kept_tables = 9};

    CHECK(write_layer("one", "b.gpkg", &report) == CM_OK && report.kept_tables == 0);
    CHECK(write_layer("two", "a.gpkg", &report) == CM_OK);
    CHECK(write_layer("one", "a.gpkg", &report) == CM_OK && report.kept_tables == 0);
    CHECK(sum_of("a.gpkg") == sum_of("b.gpkg") && count_names(".") == 2);
    CHECK(unlink("a.gpkg") == 0 && unlink("b.gpkg") == 0);
}

TEST(keeps_layers_of_others_and_replaces_their_namesakes)
{
    cm_export_report report = {0};

    CHECK(write_layer("theirs", "a.gpkg", NULL) == CM_OK);
    give_away("a.gpkg");
    run("a.gpkg", "CREATE TABLE notes (a TEXT)");
    run("a.gpkg", "INSERT INTO notes VALUES ('x')");
    CHECK(write_layer("道'\";--]", "a.gpkg", &report) == CM_OK && report.kept_tables == 2);
    CHECK(is_so("SELECT count(*) = 13 FROM theirs") && is_so("SELECT count(*) = 1 FROM notes"));
    CHECK(is_so("SELECT count(*) = 13 FROM \"道'\"\";--]\""));
    CHECK(is_so("SELECT count(*) = 2 FROM gpkg_contents WHERE data_type = 'features'"));
    CHECK(is_so("SELECT count(DISTINCT identifier) = 2 FROM gpkg_contents")); /* of one title */
    /* ours goes again, theirs stays */
    CHECK(write_layer("new", "a.gpkg", &report) == CM_OK && report.kept_tables == 2);
    CHECK(is_so(
        "SELECT sum(table_name IN ('theirs', 'new')) = 2 AND count(*) = 2 FROM gpkg_contents"));
    CHECK(is_so("SELECT count(*) = 1 FROM gpkg_metadata"));
    const uint64_t sum = sum_of("a.gpkg");
    CHECK(write_layer("new", "a.gpkg", &report) == CM_OK && sum == sum_of("a.gpkg"));
    /* of the same name, but for case: replaced */
    CHECK(write_layer("THEIRS", "a.gpkg", &report) == CM_OK && report.kept_tables == 1);
    CHECK(is_so("SELECT group_concat(table_name) = 'THEIRS' FROM gpkg_contents"));
    CHECK(is_so("SELECT quick_check = 'ok' FROM pragma_quick_check"));
    CHECK(count_names(".") == 1 && unlink("a.gpkg") == 0);
}

TEST(keeps_styles_and_projects_of_others)
{
    cm_export_report report = {0};

    CHECK(write_layer("ours", "a.gpkg", NULL) == CM_OK);
    run("a.gpkg",
        "CREATE TABLE qgis_projects (name TEXT PRIMARY KEY, metadata BLOB, content BLOB)");
    run("a.gpkg", "INSERT INTO qgis_projects VALUES ('mine', '{}', '00')");
    run("a.gpkg", "INSERT INTO qgis_projects VALUES ('old', '{\"maker\":\"clustermap\"}', '00')");
    CHECK(write_layer("ours", "a.gpkg", &report) == CM_OK && report.kept_tables == 0);
    CHECK(is_so("SELECT group_concat(name) = 'mine' FROM qgis_projects"));
    CHECK(is_so("SELECT count(*) = 13 FROM ours"));
    CHECK(unlink("a.gpkg") == 0);
}

TEST(replaces_what_is_no_database)
{
    static const char *const rows[] = {"", "old", "SQLite forma"};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_now = rows[i];
        put("a.gpkg", rows[i]);
        CHECK(write_layer("one", "a.gpkg", NULL) == CM_OK);
        CHECK(is_so("SELECT count(*) = 13 FROM one"));
    }
    CHECK(unlink("a.gpkg") == 0);
}

static void make_other(const char *file)
{
    put(file, "");
    run(file, "CREATE TABLE accounts (a TEXT)");
}

static void make_impostor(const char *file)
{
    make_other(file);
    run(file, "PRAGMA application_id = 0x47504B47");
}

static void make_damaged(const char *file)
{
    CHECK(write_layer("theirs", file, NULL) == CM_OK);
    give_away(file);
    const int fd = open(file, O_WRONLY);
    for (off_t at = 8 * 4096; at < 12 * 4096; at += 64)
        CHECK(pwrite(fd, "damage", 6, at) == 6);
    CHECK(close(fd) == 0);
}

TEST(refuses_what_it_cannot_keep)
{
    static const struct {
        const char *why;
        void (*make)(const char *file);
        const char *says;
    } rows[] = {
        {"another program's database", make_other,
         "a.gpkg: is a database but no GeoPackage, so it is not replaced"},
        {"a database that calls itself one", make_impostor,
         "a.gpkg: is a database but no GeoPackage, so it is not replaced"},
        {"damaged, with layers of others", make_damaged,
         "a.gpkg: is damaged, so it is not replaced"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_now = rows[i].why;
        rows[i].make("a.gpkg");
        const uint64_t sum = sum_of("a.gpkg");
        CHECK(write_layer("one", "a.gpkg", NULL) == CM_ERR_FORMAT);
        CHECK(strcmp(cm_error_text(), rows[i].says) == 0);
        if (strcmp(cm_error_text(), rows[i].says) != 0)
            puts(cm_error_text());
        CHECK(sum_of("a.gpkg") == sum && count_names(".") == 1 && unlink("a.gpkg") == 0);
    }
}

/* Another process holds the database open as `how` leaves it, until told to end. */
static pid_t hold(const char *how, int *to_end)
{
    int ready[2], end[2];
    char one = 0;

    CHECK(pipe(ready) == 0 && pipe(end) == 0);
    const pid_t child = fork();
    if (child == 0) {
        cm__gpkg_db db;
        cm__gpkg_db_open(&db, "a.gpkg", "a.gpkg", true);
        cm__gpkg_db_run(&db, how, NULL, 0);
        (void)cm__gpkg_db_holds(&db, "SELECT count(*) FROM gpkg_contents", NULL);
        close(end[1]);
        if (write(ready[1], "x", 1) != 1 || read(end[0], &one, 1) < 0)
            _exit(2);
        _exit(cm__gpkg_db_close(&db) != CM_OK);
    }
    CHECK(read(ready[0], &one, 1) == 1);
    close(ready[0]), close(ready[1]), close(end[0]);
    *to_end = end[1];
    return child;
}

TEST(leaves_a_file_that_another_program_has_open)
{
    static const char *const hows[] = {"BEGIN EXCLUSIVE", "BEGIN IMMEDIATE",
                                       "PRAGMA journal_mode = WAL"}; /* as QGIS has it */

    for (size_t i = 0; i < sizeof hows / sizeof *hows; i++) {
        int to_end, ended;
        test_now = hows[i];
        CHECK(write_layer("one", "a.gpkg", NULL) == CM_OK);
        const pid_t child = hold(hows[i], &to_end);
        CHECK(write_layer("two", "a.gpkg", NULL) == CM_ERR_IO);
        CHECK(strstr(cm_error_text(), "has it open, so it is left as it is") != NULL);
        close(to_end);
        CHECK(waitpid(child, &ended, 0) == child && ended == 0);
        CHECK(is_so("SELECT count(*) = 13 FROM one"));
        CHECK(write_layer("two", "a.gpkg", NULL) == CM_OK);
        CHECK(count_names(".") == 1 && unlink("a.gpkg") == 0);
    }
    CHECK(cm__gpkg_check_unlocked("none", "none") == CM_OK);
}

TEST(keeps_the_old_file_when_memory_or_disk_run_out)
{
    cm_features points = make_points();
    const cm_features *const layers[] = {&points};
    const size_t live = cm__memory_live();
    struct stat found;
    size_t n = 1;

    CHECK(write_layer("theirs", "a.gpkg", NULL) == CM_OK && stat("a.gpkg", &found) == 0);
    give_away("a.gpkg");
    const uint64_t sum = sum_of("a.gpkg");
    CHECK(cm_features_set_name(&points, "new") == CM_OK);
    for (; n < 400; n++) {
        cm__memory_fail_at(n, false);
        const cm_status status = cm_features_write_gpkg(layers, 1, "a.gpkg", NULL, NULL);
        cm__memory_fail_at(0, false);
        CHECK(cm__memory_live() == live && count_names(".") == 1);
        if (!status)
            break;
        CHECK(sum_of("a.gpkg") == sum);
    }
    CHECK(n > 10 && n < 400 && is_so("SELECT count(*) = 2 FROM gpkg_contents"));
    cm_features_clear(&points);
    const uint64_t both = sum_of("a.gpkg");
    for (off_t size = 0; size < found.st_size; size += 8192) {
        limit_files((rlim_t)size);
        const cm_status status = write_layer("other", "a.gpkg", NULL);
        limit_files(RLIM_INFINITY);
        CHECK(status && sum_of("a.gpkg") == both && count_names(".") == 1);
    }
    CHECK(unlink("a.gpkg") == 0);
}

TEST_MAIN(CHECK(mkdtemp(folder) && chdir(folder) == 0), signal(SIGXFSZ, SIG_IGN),
          RUN(replaces_what_it_wrote_itself_with_the_same_bytes),
          RUN(keeps_layers_of_others_and_replaces_their_namesakes),
          RUN(keeps_styles_and_projects_of_others), RUN(replaces_what_is_no_database),
          RUN(refuses_what_it_cannot_keep), RUN(leaves_a_file_that_another_program_has_open),
          RUN(keeps_the_old_file_when_memory_or_disk_run_out), CHECK(rmdir(folder) == 0))
