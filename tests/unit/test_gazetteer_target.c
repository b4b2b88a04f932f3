/* test_gazetteer_target.c - tests geo/gazetteer_target.c. */
#include "geo/base_memory.h"
#include "geo/gazetteer_target.h"
#include "tests/gazetteer_fixture.h"
#include <sys/wait.h>

static bool holds(const char *path, const char *want)
{
    char text[64] = {0};
    FILE *file = fopen(path, "r");
    const size_t length = file ? fread(text, 1, sizeof text - 1, file) : 0;

    return file && fclose(file) == 0 && length == strlen(want) && strcmp(text, want) == 0;
}

TEST(replaces_the_file_behind_a_link_and_keeps_its_mode)
{
    cm__gazetteer_target target = {0};
    struct stat found;

    write_text("a.gaz", "old");
    CHECK(chmod("a.gaz", 0600) == 0 && symlink("a.gaz", "link.gaz") == 0);
    CHECK(cm__gazetteer_target_create(&target, "link.gaz") == CM_OK);
    write_text(target.temporary, "newer");
    CHECK(holds("a.gaz", "old"));
    CHECK(cm__gazetteer_target_commit(&target) == CM_OK && holds("a.gaz", "newer"));
    cm__gazetteer_target_clear(&target);
    CHECK(lstat("link.gaz", &found) == 0 && S_ISLNK(found.st_mode));
    CHECK(stat("a.gaz", &found) == 0 && (found.st_mode & 0777) == 0600);
    CHECK(unlink("link.gaz") == 0 && unlink("a.gaz") == 0);
}

TEST(leaves_nothing_when_it_is_given_up)
{
    cm__gazetteer_target target = {0};

    CHECK(cm__gazetteer_target_create(&target, "new.gaz") == CM_OK);
    CHECK(access(target.temporary, F_OK) == 0 && access("new.gaz", F_OK) != 0);
    cm__gazetteer_target_clear(&target);
    CHECK(!target.path && !target.temporary); /* and the folder is empty at the end */
}

TEST(removes_what_a_killed_build_has_left)
{
    static const char *const others[] = {".a.gaz.0.1", ".a.gaz.12x.1", ".a.gaz.123", ".b.gaz.1.0",
                                         "a.gaz.1.0"};
    cm__gazetteer_target target = {0};
    char stale[64], alive[64];
    const pid_t child = fork();

    if (child == 0)
        _exit(0);
    CHECK(child > 0 && waitpid(child, NULL, 0) == child); /* so that its number is nobody's */
    snprintf(stale, sizeof stale, ".a.gaz.%ld.7", (long)child);
    snprintf(alive, sizeof alive, ".a.gaz.%ld.7", (long)getppid());
    write_text(stale, "");
    write_text(alive, "");
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        write_text(others[i], "");
    CHECK(cm__gazetteer_target_create(&target, "a.gaz") == CM_OK);
    cm__gazetteer_target_clear(&target);
    CHECK(access(stale, F_OK) != 0 && unlink(alive) == 0);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        CHECK((test_now = others[i], unlink(others[i]) == 0));
}

TEST(refuses_what_is_not_a_regular_file)
{
    static const char *const paths[] = {"pipe", "folder", "lost", "none/a.gaz", ""};
    cm__gazetteer_target target = {0};

    CHECK(mkfifo("pipe", 0600) == 0 && mkdir("folder", 0700) == 0 && symlink("none", "lost") == 0);
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        test_now = paths[i];
        CHECK(cm__gazetteer_target_create(&target, paths[i]) == CM_ERR_IO);
        CHECK(!target.path && !target.temporary);
    }
    CHECK(unlink("pipe") == 0 && rmdir("folder") == 0 && unlink("lost") == 0);
}

TEST(says_when_there_is_no_memory)
{
    for (size_t nth = 1; nth <= 2; nth++) {
        cm__gazetteer_target target = {0};
        cm__memory_fail_at(nth, false);
        CHECK(cm__gazetteer_target_create(&target, "new.gaz") == CM_ERR_NOMEM && !target.path);
        cm__memory_fail_at(0, false);
    }
    CHECK(cm__memory_live() == 0);
}

TEST_MAIN(enter_folder(), RUN(replaces_the_file_behind_a_link_and_keeps_its_mode),
          RUN(leaves_nothing_when_it_is_given_up), RUN(removes_what_a_killed_build_has_left),
          RUN(refuses_what_is_not_a_regular_file), RUN(says_when_there_is_no_memory),
          leave_folder((const char *const[]){NULL}))
