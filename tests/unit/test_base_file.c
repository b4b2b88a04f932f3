/* test_base_file.c - tests geo/base_file.c. */
#include "geo/base_file.h"
#include "geo/base_memory.h"
#include "tests/test.h"
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[] = P_tmpdir "/test_base_file.XXXXXX";

static const char *path_of(const char *name)
{
    static char path[128];

    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static void write_bytes(const char *path, size_t count)
{
    FILE *const file = fopen(path, "wb");

    CHECK(file != NULL);
    for (size_t i = 0; i < count; i++)
        fputc((int)('a' + i % 26), file);
    CHECK(fclose(file) == 0);
}

TEST(reads_files_of_any_length)
{
    static const size_t counts[] = {0, 1, 65535, 65536, 65537, 300000};

    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        char *bytes = NULL;
        size_t length = 7, wrong = 0;
        write_bytes(path_of("file"), counts[i]);
        CHECK(cm__file_read(&bytes, &length, path_of("file"), counts[i]) == CM_OK);
        CHECK(length == counts[i] && bytes);
        for (size_t at = 0; at < length; at++)
            wrong += bytes[at] != (char)('a' + at % 26);
        CHECK(wrong == 0);
        bytes[length] = '\0'; /* there is room */
        cm__array_free(&bytes);
    }
}

TEST(reads_a_pipe)
{
    char *bytes = NULL, line[256];
    size_t length = 0;

    CHECK(mkfifo(path_of("pipe"), 0600) == 0);
    snprintf(line, sizeof line, "(printf one; sleep 0.05; head -c 100000 /dev/zero) >%s &",
             path_of("pipe"));
    CHECK(system(line) == 0);
    CHECK(cm__file_read(&bytes, &length, path_of("pipe"), 1 << 20) == CM_OK);
    CHECK(length == 100003 && memcmp(bytes, "one\0", 4) == 0);
    cm__array_free(&bytes);
}

TEST(reads_standard_input)
{
    char *bytes = NULL;
    size_t length = 0;

    write_bytes(path_of("file"), 10);
    CHECK(freopen(path_of("file"), "rb", stdin) != NULL);
    CHECK(cm__file_read(&bytes, &length, "-", 100) == CM_OK && length == 10);
    cm__array_free(&bytes);
}

TEST(refuses_and_says_why)
{
    static const struct {
        const char *why, *name;
        size_t limit;
        cm_status want;
        const char *text;
    } rows[] = {
        {"no such file", "absent", 100, CM_ERR_IO, "/absent: No such file or directory"},
        {"a folder", ".", 100, CM_ERR_IO, "/.: Is a directory"},
        {"too long", "file", 9, CM_ERR_LIMIT, "/file: over 9 bytes"},
        {"endless", "../../dev/zero", 100000, CM_ERR_LIMIT, "zero: over 100000 bytes"},
        {"no memory", "file", 100, CM_ERR_NOMEM, "no memory"},
    };

    write_bytes(path_of("file"), 10);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *bytes = NULL;
        size_t length = 7;
        test_now = rows[i].why;
        cm__memory_fail_at(rows[i].want == CM_ERR_NOMEM, true);
        CHECK(cm__file_read(&bytes, &length, path_of(rows[i].name), rows[i].limit) == rows[i].want);
        cm__memory_fail_at(0, false);
        CHECK(strstr(cm_error_text(), rows[i].text) != NULL);
        CHECK(!bytes && length == 7 && cm__memory_live() == 0);
    }
}

TEST_MAIN(CHECK(mkdtemp(folder) != NULL), RUN(reads_files_of_any_length), RUN(reads_a_pipe),
          RUN(reads_standard_input), RUN(refuses_and_says_why), unlink(path_of("file")),
          unlink(path_of("pipe")), rmdir(folder))
