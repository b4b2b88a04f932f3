/* test_export_stream.c - tests output/export_stream.c in a folder of its own. */
#include "output/export_stream.h"
#include "tests/export_fixture.h"

static char folder[] = P_tmpdir "/test_export_stream.XXXXXX";

static cm_status write_lines(const char *path, size_t count)
{
    cm__export_stream stream = {0};
    cm_status status = cm__export_stream_open(&stream, path, false);

    for (size_t i = 0; i < count && !status; i++) {
        cm__text_addf(&stream.text, "%09zu\n", i);
        status = cm__export_stream_step(&stream);
    }
    if (!status)
        status = cm__export_stream_close(&stream);
    cm__export_stream_clear(&stream);
    return status;
}

TEST(writes_many_pieces)
{
    static const size_t counts[] = {0, 1, 104857, 104858,
                                    300000}; /* 10 bytes each; 1 MiB a piece */

    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        struct stat found;
        char last[24] = "", want[24] = "";
        CHECK(write_lines("a", counts[i]) == CM_OK && stat("a", &found) == 0);
        CHECK(found.st_size == (off_t)counts[i] * 10 && count_names(".") == 1);
        FILE *file = fopen("a", "r");
        if (counts[i] > 0) {
            CHECK(file && fseek(file, -10, SEEK_END) == 0 && fgets(last, sizeof last, file));
            snprintf(want, sizeof want, "%09zu\n", counts[i] - 1);
        }
        CHECK(strcmp(last, want) == 0 && file && fclose(file) == 0);
    }
    CHECK(unlink("a") == 0);
}

TEST(keeps_the_old_file_when_the_disk_is_full)
{
    static const rlim_t sizes[] = {0, 1, 1 << 20, (1 << 20) + 1, 2999999};

    put("a", "old");
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        limit_files(sizes[i]);
        const cm_status status = write_lines("a", 300000);
        limit_files(RLIM_INFINITY);
        CHECK(status == CM_ERR_IO && holds("a", "old") && count_names(".") == 1);
        CHECK(strcmp(cm_error_text(), "a: File too large") == 0);
    }
    CHECK(unlink("a") == 0);
}

TEST(leaves_nothing_when_it_is_given_up)
{
    cm__export_stream stream = {0};

    CHECK(cm__export_stream_open(&stream, "a", false) == CM_OK);
    cm__text_add(&stream.text, "half");
    cm__export_stream_clear(&stream);
    CHECK(count_names(".") == 0 && cm__memory_live() == 0);
    cm__export_stream_clear(&stream);
}

TEST(says_when_a_file_was_changed_meanwhile)
{
    cm__export_stream stream = {0};

    CHECK(cm__export_stream_open(&stream, "a", false) == CM_OK);
    cm__text_add(&stream.text, "text");
    put(stream.folder.file, "longer than the text");
    CHECK(cm__export_stream_close(&stream) == CM_ERR_FORMAT);
    cm__export_stream_clear(&stream);
    CHECK(count_names(".") == 0);
}

TEST(fails_whole_when_memory_runs_out)
{
    size_t n = 1;

    for (cm_status status = CM_ERR_NOMEM; status && n < 100; n++) {
        cm__memory_fail_at(n, false);
        status = write_lines("a", 1000);
        cm__memory_fail_at(0, false);
        CHECK(status == CM_OK || status == CM_ERR_NOMEM);
        CHECK(count_names(".") == (status ? 0 : 1) && cm__memory_live() == 0);
    }
    CHECK(n > 6 && n < 100 && unlink("a") == 0);
}

TEST_MAIN(CHECK(mkdtemp(folder) && chdir(folder) == 0), signal(SIGXFSZ, SIG_IGN),
          RUN(writes_many_pieces), RUN(keeps_the_old_file_when_the_disk_is_full),
          RUN(leaves_nothing_when_it_is_given_up), RUN(says_when_a_file_was_changed_meanwhile),
          RUN(fails_whole_when_memory_runs_out), CHECK(rmdir(folder) == 0))
