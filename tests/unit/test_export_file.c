/* test_export_file.c - tests output/export_file.c in a folder of its own. */
#include "geo/base_memory.h"
#include "output/export_file.h"
#include "tests/test.h"
#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char folder[] = P_tmpdir "/test_export_file.XXXXXX";

static int holds(const char *path, const char *want)
{
    char text[64];
    FILE *file = fopen(path, "r");
    const size_t length = file ? fread(text, 1, sizeof text, file) : 0;

    return file && fclose(file) == 0 && length == strlen(want) && memcmp(text, want, length) == 0;
}

static void put(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");

    CHECK(file && fputs(text, file) >= 0 && fclose(file) == 0);
}

/* How many names the test's folder holds. */
static int count_names(void)
{
    DIR *listing = opendir(".");
    int count = -2;

    while (listing && readdir(listing))
        count++;
    closedir(listing);
    return count;
}

static void limit_files(rlim_t bytes)
{
    CHECK(setrlimit(RLIMIT_FSIZE, &(struct rlimit){bytes, RLIM_INFINITY}) == 0);
}

TEST(replaces_the_file_behind_a_link_and_keeps_its_mode)
{
    struct stat found;

    CHECK(cm__export_file_write("a.csv", "old", 3, false) == CM_OK && holds("a.csv", "old"));
    CHECK(chmod("a.csv", 0606) == 0 && symlink("a.csv", "link.csv") == 0);
    CHECK(cm__export_file_write("link.csv", "newer", 5, false) == CM_OK);
    CHECK(holds("a.csv", "newer"));
    CHECK(lstat("link.csv", &found) == 0 && S_ISLNK(found.st_mode));
    CHECK(stat("a.csv", &found) == 0 && (found.st_mode & 0777) == 0606);
    CHECK(count_names() == 2);
    CHECK(unlink("a.csv") == 0 && unlink("link.csv") == 0);
}

TEST(gives_a_new_file_the_mode_that_the_mask_leaves)
{
    struct stat found;
    const mode_t mask = umask(027);

    CHECK(cm__export_file_write("new.csv", "", 0, true) == CM_OK && holds("new.csv", ""));
    umask(mask);
    CHECK(stat("new.csv", &found) == 0 && (found.st_mode & 0777) == 0640);
    CHECK(unlink("new.csv") == 0);
}

TEST(refuses_a_target_that_is_not_a_regular_file)
{
    static const struct {
        const char *path, *says;
    } rows[] = {
        {"pipe", "pipe: is not a regular file"},
        {"dir", "dir: is not a regular file"},
        {"dir/", "'dir/' does not name a file"},
        {".", ".: is not a regular file"},
        {"lost", "lost: No such file"},
        {"loop", "loop: Too many levels"},
        {"none/a.csv", "none/a.csv: No such file"},
        {"node", "node: is not a regular file"},
        {"", "'' does not name a file"},
    };
    CHECK(mkfifo("pipe", 0600) == 0 && mkdir("dir", 0700) == 0 && symlink("none", "lost") == 0);
    CHECK(symlink("loop", "loop") == 0 && symlink("pipe", "node") == 0);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_now = rows[i].path;
        CHECK(cm__export_file_write(rows[i].path, "new", 3, false) == CM_ERR_IO);
        const char *const said = cm_error_text();
        CHECK(strstr(said, rows[i].says) || (*rows[i].path == 'n' && strstr(said, "pipe: is not")));
    }
    CHECK(count_names() == 5);
    CHECK(unlink("pipe") == 0 && rmdir("dir") == 0 && unlink("lost") == 0 && unlink("loop") == 0);
    CHECK(unlink("node") == 0);
}

TEST(does_not_replace_where_it_was_told_not_to)
{
    put("a.csv", "old");
    CHECK(cm__export_file_write("a.csv", "new", 3, true) == CM_ERR_IO && holds("a.csv", "old"));
    CHECK(cm__export_file_write("b.csv", "new", 3, true) == CM_OK && holds("b.csv", "new"));
    CHECK(count_names() == 2 && unlink("a.csv") == 0 && unlink("b.csv") == 0);
}

TEST(does_not_replace_a_file_that_came_in_between)
{
    cm__export_folder out = {0};

    CHECK(cm__export_folder_create(&out, "a.csv", true) == CM_OK);
    put(out.file, "new");
    put("a.csv", "other");
    CHECK(cm__export_folder_commit(&out) == CM_ERR_IO && holds("a.csv", "other"));
    cm__export_folder_clear(&out);
    CHECK(count_names() == 1 && unlink("a.csv") == 0);
}

TEST(respects_a_file_that_is_protected)
{
    if (geteuid() == 0) {
        printf("skipped: %s: root may write everything\n", test_now);
        return;
    }
    put("a.csv", "old");
    CHECK(chmod("a.csv", 0444) == 0);
    CHECK(cm__export_file_write("a.csv", "new", 3, false) == CM_ERR_IO && holds("a.csv", "old"));
    CHECK(unlink("a.csv") == 0);
}

TEST(keeps_the_old_file_when_the_disk_is_full)
{
    put("a.csv", "old");
    limit_files(4); /* write says EFBIG at the fifth byte */
    CHECK(cm__export_file_write("a.csv", "much newer", 10, false) == CM_ERR_IO);
    limit_files(RLIM_INFINITY);
    CHECK(holds("a.csv", "old") && count_names() == 1 && unlink("a.csv") == 0);
}

TEST(writes_names_of_any_kind)
{
    char longest[256];
    static const char *const names[] = {"-a.csv", "名称.csv", "%n.csv", "'\";--",
                                        "a\nb",   "~",        ".x"};

    memset(longest, 'a', 255), longest[255] = '\0';
    for (size_t i = 0; i <= sizeof names / sizeof *names; i++) {
        const char *const name = i < sizeof names / sizeof *names ? names[i] : longest;
        test_now = name;
        CHECK(cm__export_file_write(name, "a", 1, false) == CM_OK && holds(name, "a"));
        CHECK(cm__export_file_write(name, "b", 1, false) == CM_OK && holds(name, "b"));
        CHECK(count_names() == 1 && unlink(name) == 0);
    }
}

/* Leaves a temporary folder behind as a process does that is killed. */
static void leave_folder(void)
{
    const pid_t child = fork();

    if (child == 0) {
        cm__export_folder out = {0};
        if (cm__export_folder_create(&out, "a.csv", false) == CM_OK)
            put(out.file, "half");
        _exit(0);
    }
    CHECK(child > 0 && waitpid(child, NULL, 0) == child);
}

TEST(removes_what_a_killed_process_left_and_nothing_else)
{
    cm__export_folder living = {0};

    leave_folder();
    CHECK(count_names() == 1);
    CHECK(cm__export_folder_create(&living, "a.csv", false) == CM_OK && count_names() == 1);
    CHECK(mkdir(".a.csv.4000000", 0700) == 0 && mkdir(".b.csv.4000000.abcdef", 0700) == 0);
    CHECK(mkdir(".a.csv.x.abcdef", 0700) == 0);
    CHECK(cm__export_file_write("a.csv", "whole", 5, false) == CM_OK);
    CHECK(count_names() == 5 && access(living.folder, F_OK) == 0);
    cm__export_folder_clear(&living);
    CHECK(rmdir(".a.csv.4000000") == 0 && rmdir(".b.csv.4000000.abcdef") == 0);
    CHECK(rmdir(".a.csv.x.abcdef") == 0 && unlink("a.csv") == 0);
}

TEST(renames_several_files_and_takes_stale_ones_away)
{
    static const char *const stale[] = {"*.qix", ".aux.xml", "*.dbf", NULL};
    cm__export_folder out = {0};
    char path[PATH_MAX];

    put("a.shp", "old"), put("a.dbf", "old"), put("a.qix", "old"), put("a.shp.aux.xml", "old");
    put("a.qml", "mine");
    CHECK(cm__export_folder_create(&out, "a.shp", false) == CM_OK);
    out.stale = stale;
    put(out.file, "new");
    CHECK(cm__export_folder_sibling(&out, path, ".dbf") == CM_OK);
    put(path, "new");
    CHECK(holds("a.shp", "old") && holds("a.dbf", "old"));
    CHECK(cm__export_folder_commit(&out) == CM_OK);
    cm__export_folder_clear(&out);
    CHECK(holds("a.shp", "new") && holds("a.dbf", "new") && holds("a.qml", "mine"));
    CHECK(count_names() == 3);
    CHECK(unlink("a.shp") == 0 && unlink("a.dbf") == 0 && unlink("a.qml") == 0);
}

TEST(touches_nothing_when_one_of_several_is_refused)
{
    static const char *const stale[] = {"*.qix", NULL};
    cm__export_folder out = {0};
    char path[PATH_MAX];

    put("a.shp", "old"), put("a.dbf", "old"), put("a.qix", "old");
    CHECK(cm__export_folder_create(&out, "a.shp", false) == CM_OK);
    out.stale = stale;
    put(out.file, "new");
    CHECK(cm__export_folder_sibling(&out, path, ".dbf") == CM_OK);
    put(path, "new");
    CHECK(cm__export_folder_sibling(&out, path, ".prj") == CM_OK);
    put(path, "new");
    CHECK(mkdir("a.prj", 0700) == 0); /* refused before anything moves */
    CHECK(cm__export_folder_commit(&out) == CM_ERR_IO);
    CHECK(strstr(cm_error_text(), "a.prj: is not a regular file") != NULL);
    cm__export_folder_clear(&out);
    CHECK(holds("a.shp", "old") && holds("a.dbf", "old") && holds("a.qix", "old"));
    CHECK(count_names() == 4 && rmdir("a.prj") == 0);
    CHECK(unlink("a.shp") == 0 && unlink("a.dbf") == 0 && unlink("a.qix") == 0);
}

TEST(puts_all_back_when_a_rename_fails_half_way)
{
    static const char *const stale[] = {"*.qix", NULL};
    cm__export_folder out = {0};
    char path[PATH_MAX];

    put("a.shp", "old"), put("a.dbf", "old"), put("a.qix", "old"), put("a.prj", "old");
    CHECK(cm__export_folder_create(&out, "a.shp", false) == CM_OK);
    out.stale = stale;
    put(out.file, "new");
    static const char *const others[] = {".cpg", ".dbf"};
    for (int i = 0; i < 2; i++) {
        CHECK(cm__export_folder_sibling(&out, path, others[i]) == CM_OK);
        put(path, "new");
    }
    CHECK(cm__export_folder_sibling(&out, path, ".prj") == CM_OK);
    CHECK(mkdir(path, 0700) == 0); /* a folder cannot be renamed onto a file */
    CHECK(cm__export_folder_commit(&out) == CM_ERR_IO);
    CHECK(strstr(cm_error_text(), "a.prj: Not a directory") != NULL);
    cm__export_folder_clear(&out);
    CHECK(holds("a.shp", "old") && holds("a.dbf", "old") && holds("a.qix", "old"));
    CHECK(holds("a.prj", "old") && count_names() == 4 && unlink("a.prj") == 0);
    CHECK(unlink("a.shp") == 0 && unlink("a.dbf") == 0 && unlink("a.qix") == 0);
}

TEST(fails_whole_where_a_library_wrote_nothing)
{
    cm__export_folder out = {0};

    put("a.shp", "old"), put("a.dbf", "old");
    CHECK(cm__export_folder_create(&out, "a.shp", false) == CM_OK);
    char path[PATH_MAX];
    CHECK(cm__export_folder_sibling(&out, path, ".dbf") == CM_OK);
    put(path, "new");
    CHECK(cm__export_folder_commit(&out) == CM_ERR_IO);
    cm__export_folder_clear(&out);
    CHECK(holds("a.shp", "old") && holds("a.dbf", "old") && count_names() == 2);
    CHECK(unlink("a.shp") == 0 && unlink("a.dbf") == 0);
}

TEST(lets_two_processes_write_one_target)
{
    pid_t children[2];
    int ended = 1;

    for (int c = 0; c < 2; c++) {
        children[c] = fork();
        if (children[c] == 0) {
            for (int i = 0; i < 50; i++)
                if (cm__export_file_write("a.csv", c ? "one" : "the other", c ? 3 : 9, false))
                    _exit(1);
            _exit(0);
        }
    }
    for (int c = 0; c < 2; c++) {
        CHECK(waitpid(children[c], &ended, 0) == children[c] && ended == 0);
    }
    CHECK(holds("a.csv", "one") || holds("a.csv", "the other"));
    CHECK(count_names() == 1 && unlink("a.csv") == 0);
}

TEST(fails_whole_when_memory_runs_out)
{
    size_t n = 1;

    put("a.csv", "old");
    for (cm_status status = CM_ERR_NOMEM; status && n < 100; n++) {
        cm__memory_fail_at(n, false);
        status = cm__export_file_write("a.csv", "new", 3, false);
        cm__memory_fail_at(0, false);
        CHECK(status == CM_OK || status == CM_ERR_NOMEM);
        CHECK(holds("a.csv", status ? "old" : "new") && count_names() == 1);
        CHECK(cm__memory_live() == 0);
    }
    CHECK(n > 4 && n < 100 && unlink("a.csv") == 0);
}

TEST(writes_to_standard_output)
{
    const int kept = dup(STDOUT_FILENO);
    const int file = open("out", O_WRONLY | O_CREAT, 0600);

    fflush(stdout);
    CHECK(kept >= 0 && file >= 0 && dup2(file, STDOUT_FILENO) == STDOUT_FILENO);
    const cm_status status = cm__export_file_write("-", "text", 4, true);
    limit_files(4);
    const cm_status full = cm__export_file_write("-", "text", 4, false);
    limit_files(RLIM_INFINITY);
    CHECK(close(STDOUT_FILENO) == 0);
    const cm_status closed = cm__export_file_write("-", "text", 4, false);
    CHECK(dup2(kept, STDOUT_FILENO) == STDOUT_FILENO && close(kept) == 0 && close(file) == 0);
    CHECK(status == CM_OK && full == CM_ERR_IO && closed == CM_ERR_IO && holds("out", "text"));
    CHECK(unlink("out") == 0);
}

TEST_MAIN(CHECK(mkdtemp(folder) && chdir(folder) == 0), signal(SIGXFSZ, SIG_IGN),
          RUN(replaces_the_file_behind_a_link_and_keeps_its_mode),
          RUN(gives_a_new_file_the_mode_that_the_mask_leaves),
          RUN(refuses_a_target_that_is_not_a_regular_file),
          RUN(does_not_replace_where_it_was_told_not_to),
          RUN(does_not_replace_a_file_that_came_in_between), RUN(respects_a_file_that_is_protected),
          RUN(keeps_the_old_file_when_the_disk_is_full), RUN(writes_names_of_any_kind),
          RUN(removes_what_a_killed_process_left_and_nothing_else),
          RUN(renames_several_files_and_takes_stale_ones_away),
          RUN(touches_nothing_when_one_of_several_is_refused),
          RUN(puts_all_back_when_a_rename_fails_half_way),
          RUN(fails_whole_where_a_library_wrote_nothing), RUN(lets_two_processes_write_one_target),
          RUN(fails_whole_when_memory_runs_out), RUN(writes_to_standard_output),
          CHECK(rmdir(folder) == 0)) /* so no temporary was left over */
