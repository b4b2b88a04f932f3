/* test_reader_file.c - tests geo/reader_file.c. */
#include "geo/base_memory.h"
#include "geo/reader_file.h"
#include "tests/test.h"
#include <cpl_vsi.h>
#include <stdlib.h>
#include <unistd.h>

TEST(knows_a_remote_path)
{
    static const struct {
        const char *path;
        bool want;
    } rows[] = {
        {"/vsicurl/http://a/b.csv", true},
        {"/vsimem/a.csv", true},
        {"/VSIZIP/a.zip", true},
        {"http://a/b.csv", true},
        {"file:///a.csv", true},
        {"a.csv", false},
        {"/var/vsi/a.csv", false},
        {"vsi.csv", false},
        {"C:/a.csv", false},
        {"-", false},
        {"", false},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_now = rows[i].path;
        CHECK(cm__path_is_remote(rows[i].path) == rows[i].want);
    }
}

TEST(reads_a_local_file)
{
    char path[] = P_tmpdir "/test_reader_file.XXXXXX", *bytes = NULL;
    const int descriptor = mkstemp(path);
    size_t length = 0;

    CHECK(descriptor >= 0 && write(descriptor, "name\n", 5) == 5 && close(descriptor) == 0);
    CHECK(cm__reader_read(&bytes, &length, path, false) == CM_OK);
    CHECK(length == 5 && memcmp(bytes, "name\n", 5) == 0);
    cm__array_free(&bytes);
    unlink(path);
    CHECK(cm__reader_read(&bytes, &length, path, false) == CM_ERR_IO && !bytes);
}

TEST(reads_what_is_remote_only_when_allowed)
{
    enum { LENGTH = 200000 };
    static GByte content[LENGTH];
    char *bytes = NULL;
    size_t length = 7;

    memset(content, 'a', LENGTH);
    VSIFCloseL(VSIFileFromMemBuffer("/vsimem/list.csv", content, LENGTH, FALSE));
    CHECK(cm__reader_read(&bytes, &length, "/vsimem/list.csv", false) == CM_ERR_IO);
    CHECK(strstr(cm_error_text(), "/vsimem/list.csv: ") != NULL && !bytes && length == 7);
    CHECK(cm__reader_read(&bytes, &length, "http://localhost:1/a.csv", false) == CM_ERR_IO);
    CHECK(cm__reader_read(&bytes, &length, "/vsimem/list.csv", true) == CM_OK);
    CHECK(length == LENGTH && bytes[LENGTH - 1] == 'a');
    cm__array_free(&bytes);
    CHECK(cm__reader_read(&bytes, &length, "/vsimem/absent.csv", true) == CM_ERR_IO && !bytes);
    for (int for_ever = 0; for_ever <= 1; for_ever++)
        for (size_t nth = 1; nth <= 3; nth++) {
            cm__memory_fail_at(nth, for_ever);
            CHECK(cm__reader_read(&bytes, &length, "/vsimem/list.csv", true) == CM_ERR_NOMEM);
            cm__memory_fail_at(0, false);
            CHECK(!bytes && cm__memory_live() == 0);
        }
    VSIUnlink("/vsimem/list.csv");
}

TEST_MAIN(RUN(knows_a_remote_path), RUN(reads_a_local_file),
          RUN(reads_what_is_remote_only_when_allowed))
