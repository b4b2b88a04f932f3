/* test_reader.c - tests geo/reader.c. */
#include "geo/base_memory.h"
#include "tests/test.h"
#include <clustermap/reader.h>
#include <stdlib.h>
#include <unistd.h>

static char folder[] = P_tmpdir "/test_reader.XXXXXX";
static char path[64];

static const char *write_file(const char *name, const char *text)
{
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *const file = fopen(path, "wb");
    CHECK(file && fputs(text, file) >= 0 && fclose(file) == 0);
    return path;
}

TEST(reads_a_list_and_keeps_what_meets_the_condition)
{
    cm_read_options options = CM_READ_OPTIONS_INIT;
    cm_table table = {0}, rejects = {0};

    write_file("list.csv", "name,sector,founded\nA,it,1980\nB,bio,1990\nC,it,1999\nD,it,2,3\n");
    CHECK(cm_table_read(&table, path, NULL, &rejects) == CM_OK && table.row_count == 3);
    CHECK(rejects.row_count == 1 && rejects.lines[0] == 5);
    cm_table_clear(&table);
    options.where = "sector = 'it' AND founded < 1990";
    CHECK(cm_table_read(&table, path, &options, &rejects) == CM_OK && table.row_count == 1);
    CHECK(strcmp(cm_table_get_text(&table, 0, 0), "A") == 0 && table.lines[0] == 2);
    CHECK(rejects.row_count == 2);
    cm_table_clear(&table);
    options.where = "nothing = 1";
    CHECK(cm_table_read(&table, path, &options, &rejects) == CM_ERR_FORMAT && !table.columns);
    CHECK(rejects.row_count == 2); /* as before the call that failed */
    cm_table_clear(&rejects);
    CHECK(cm_table_read(&table, path, &options, &rejects) == CM_ERR_FORMAT && !rejects.columns);
    CHECK(cm_table_read(&table, path, &options, NULL) == CM_ERR_FORMAT);
    CHECK(cm__memory_live() == 0);
    unlink(path);
}

TEST(takes_a_file_for_what_its_name_says)
{
    static const struct {
        const char *name;
        cm_status want;
    } rows[] = {
        {"list.csv", CM_OK},
        {"list", CM_OK},
        {"list.txt", CM_OK},
        {"list.tsv", CM_OK},
        {"xlsx", CM_OK},
        {"list.xlsx", CM_ERR_FORMAT},
        {"list.XLSX", CM_ERR_FORMAT},
        {"list.ods", CM_ERR_FORMAT},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_table table = {0};
        test_now = rows[i].name;
        write_file(rows[i].name, "name\nA\n");
        CHECK(cm_table_read(&table, path, NULL, NULL) == rows[i].want);
        CHECK(rows[i].want == CM_OK || strncmp(cm_error_text(), path, strlen(path)) == 0);
        cm_table_clear(&table);
        unlink(path);
    }
}

TEST(refuses_what_is_not_there_or_not_here)
{
    static const struct {
        const char *path;
        const char *want;
    } rows[] = {
        {"/nowhere/list.csv", "No such file"},    {P_tmpdir, "directory"},
        {"/nowhere/list.xlsx", "No such file"},   {"/vsicurl/http://localhost/list.csv", "refused"},
        {"/vsimem/list.csv", "refused"},          {"/vsizip/list.xlsx", "refused"},
        {"http://localhost/list.csv", "refused"}, {"https://localhost/list.ods", "refused"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_table table = {0};
        test_now = rows[i].path;
        CHECK(cm_table_read(&table, rows[i].path, NULL, NULL) == CM_ERR_IO && !table.columns);
        CHECK(strncmp(cm_error_text(), rows[i].path, strlen(rows[i].path)) == 0);
        CHECK(strstr(cm_error_text(), rows[i].want) != NULL);
    }
}

TEST(reads_standard_input)
{
    cm_table table = {0};

    CHECK(freopen(write_file("stdin", "名称;住所\nA;B\n"), "rb", stdin) != NULL);
    CHECK(cm_table_read(&table, "-", NULL, NULL) == CM_OK && table.row_count == 1);
    CHECK(strcmp(table.columns[1].name, "住所") == 0);
    cm_table_clear(&table);
    unlink(path);
}

TEST_MAIN(CHECK(mkdtemp(folder) != NULL), RUN(reads_a_list_and_keeps_what_meets_the_condition),
          RUN(takes_a_file_for_what_its_name_says), RUN(refuses_what_is_not_there_or_not_here),
          RUN(reads_standard_input), rmdir(folder))
