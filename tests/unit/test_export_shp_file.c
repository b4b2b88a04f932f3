/* test_export_shp_file.c - tests output/export_shp_file.c against the streams of the C library. */
#include "output/export_shp_file.h"
#include "tests/test.h"
#include <stdlib.h>
#include <unistd.h>

/* One step of a file's life: what is done, with how many bytes or where to. */
typedef struct step {
    enum { SEEK, SEEK_FROM_END, WRITE, READ, FLUSH } what;
    unsigned long number;
} step;

static SAHooks both[2];

static void run(const SAHooks *hooks, SAFile file, const step *s, char *bytes, char *told)
{
    unsigned long got = 0;

    switch (s->what) {
    case SEEK: got = hooks->FSeek(file, s->number, SEEK_SET); break;
    case SEEK_FROM_END: got = hooks->FSeek(file, s->number, SEEK_END); break;
    case WRITE: got = hooks->FWrite(bytes, 1, s->number, file); break;
    case READ: got = hooks->FRead(bytes, 1, s->number, file); break;
    case FLUSH: got = (unsigned long)hooks->FFlush(file); break;
    }
    snprintf(told, 200, "%lu, at %lu: %.9s", got, hooks->FTell(file), bytes);
}

TEST(does_what_the_library_does)
{
    static const struct {
        const char *why;
        step steps[8];
        size_t count;
    } rows[] = {
        {"one after the other", {{WRITE, 9}, {WRITE, 4}, {WRITE, 1}}, 3},
        {"a seek to where it is", {{WRITE, 4}, {SEEK, 4}, {WRITE, 4}}, 3},
        {"back to the header, and on",
         {{WRITE, 9}, {SEEK, 2}, {WRITE, 3}, {SEEK, 9}, {WRITE, 2}},
         5},
        {"read what was written", {{WRITE, 9}, {SEEK, 3}, {READ, 4}, {READ, 1}}, 4},
        {"write behind what was read, with no seek between",
         {{WRITE, 9}, {SEEK, 0}, {READ, 3}, {SEEK, 3}, {WRITE, 2}, {SEEK, 0}, {READ, 9}},
         7},
        {"read past the end", {{WRITE, 5}, {SEEK, 3}, {READ, 9}, {SEEK, 5}, {WRITE, 2}}, 5},
        {"beyond the end", {{WRITE, 2}, {SEEK, 7}, {WRITE, 2}, {SEEK, 0}, {READ, 9}}, 5},
        {"from the end", {{WRITE, 9}, {SEEK, 0}, {SEEK_FROM_END, 0}, {WRITE, 1}}, 4},
        {"a flush between", {{WRITE, 9}, {FLUSH, 0}, {SEEK, 1}, {READ, 2}}, 4},
    };
    char folder[] = P_tmpdir "/test_export_shp_file.XXXXXX", paths[2][64], told[2][200];

    CHECK(mkdtemp(folder) != NULL);
    for (int i = 0; i < 2; i++)
        snprintf(paths[i], sizeof paths[i], "%s/%d", folder, i);
    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
        char bytes[2][10] = {"abcdefghi", "abcdefghi"};
        SAFile files[2];
        for (int i = 0; i < 2; i++)
            CHECK((files[i] = both[i].FOpen(paths[i], "wb+")) != NULL);
        for (size_t s = 0; s < rows[r].count; s++) {
            for (int i = 0; i < 2; i++)
                run(&both[i], files[i], &rows[r].steps[s], bytes[i], told[i]);
            CHECK(strcmp(told[0], told[1]) == 0);
            if (strcmp(told[0], told[1]) != 0)
                printf("%s, step %zu: %s, not %s\n", rows[r].why, s + 1, told[0], told[1]);
        }
        for (int i = 0; i < 2; i++)
            CHECK(both[i].FClose(files[i]) == 0 && unlink(paths[i]) == 0);
    }
    CHECK(rmdir(folder) == 0);
}

TEST(says_that_a_file_is_not_there)
{
    CHECK(!both[0].FOpen("/none/at/all.shp", "rb"));
}

TEST_MAIN(SASetupDefaultHooks(&both[0]), SASetupDefaultHooks(&both[1]),
          cm__shp_file_set_hooks(&both[0]), RUN(does_what_the_library_does),
          RUN(says_that_a_file_is_not_there))
