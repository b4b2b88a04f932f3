/* torture_table.c - every allocation of reading a table fails once, and for ever: nothing leaks,
 * nothing changes. */
#include "geo/base_memory.h"
#include "geo/reader_csv.h"
#include "tests/test.h"
#include <clustermap/features.h>
#include <stdlib.h>
#include <unistd.h>

static char path[] = P_tmpdir "/torture_table.XXXXXX";

/* Enough rows and columns that every array grows; a quoted field; a row too many fields; CP932, so
 * that the text is decoded into an array of its own. */
static void write_list(void)
{
    FILE *const file = fopen(path, "wb");

    CHECK(file != NULL);
    for (int i = 0; i < 20; i++)
        fprintf(file, "header%d,", i);
    fprintf(file, "\x96\xBC\x8F\xCC\r\n");
    for (int i = 0; i < 40; i++)
        fprintf(file, "\"a \"\"b\"\"\",%d,\x8E\x44\x96\x79%s\r\n", i,
                i % 10 ? "" : ",,,,,,,,,,,,,,,,,,,x");
    CHECK(fclose(file) == 0);
}

/* Reads the list, copies it, and makes points of it. */
static cm_status whole_road(cm_features *out, cm_table *rejects)
{
    cm_table table = {0}, copy = {0};
    cm_status status = cm__table_read_text(&table, path, NULL, rejects);

    CHECK(status == CM_OK || (!table.columns && !table.text && !table.lines));
    if (!status) {
        status = cm_table_copy(&copy, &table);
        CHECK((status == CM_OK) == (copy.row_count == 36) && table.row_count == 36);
    }
    if (!status)
        status = cm_features_from_table(out, &copy, "EPSG:6668");
    CHECK(status == CM_OK || out->table.row_count == 0);
    cm_table_clear(&copy);
    cm_table_clear(&table);
    return status;
}

TEST(survives_every_failed_allocation)
{
    cm_features features = {0};
    cm_table rejects = {0};

    CHECK((cm__memory_fail_at(0, false), whole_road(&features, &rejects)) == CM_OK);
    const size_t count = cm__memory_fail_at(0, false);
    CHECK(features.table.row_count == 36 && rejects.row_count == 4);
    CHECK(count > 100 && count < 300); /* a budget */
    cm_features_clear(&features);
    cm_table_clear(&rejects);
    for (size_t nth = 1; nth <= count; nth++)
        for (int for_ever = 0; for_ever <= 1; for_ever++) {
            cm__memory_fail_at(nth, for_ever);
            CHECK(whole_road(&features, &rejects) == CM_ERR_NOMEM);
            cm_table_clear(&rejects);
            CHECK(cm__memory_live() == 0);
        }
    cm__memory_fail_at(0, false);
}

TEST_MAIN(CHECK(close(mkstemp(path)) == 0), write_list(), RUN(survives_every_failed_allocation),
          unlink(path))
