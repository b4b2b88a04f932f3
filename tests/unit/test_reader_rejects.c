/* test_reader_rejects.c - tests geo/reader_rejects.c. */
#include "geo/base_memory.h"
#include "geo/reader_rejects.h"
#include "tests/test.h"

TEST(makes_its_columns_and_adds_rows)
{
    cm_table rejects = {0};

    CHECK(cm__rejects_add(&rejects, 7, "latitude 95", "141, 95") == CM_OK);
    CHECK(cm__rejects_add(&rejects, 0, "why", "") == CM_OK);
    CHECK(rejects.column_count == 3 && rejects.row_count == 2);
    CHECK(strcmp(rejects.columns[0].name, "line") == 0 && rejects.columns[0].integers[0] == 7);
    CHECK(strcmp(rejects.columns[1].name, "reason") == 0);
    CHECK(strcmp(cm_table_get_text(&rejects, 0, 1), "latitude 95") == 0);
    CHECK(strcmp(cm_table_get_text(&rejects, 0, 2), "141, 95") == 0);
    CHECK(rejects.lines[0] == 7);
    cm_table_clear(&rejects);
}

TEST(takes_back_what_was_added)
{
    cm_table rejects = {0};

    CHECK(cm__rejects_add(&rejects, 1, "a", "") == CM_OK);
    CHECK(cm__rejects_add(&rejects, 2, "b", "") == CM_OK);
    cm__rejects_restore(&rejects, 1);
    CHECK(rejects.row_count == 1);
    CHECK(cm__rejects_add(&rejects, 3, "c", "") == CM_OK);
    CHECK(rejects.row_count == 2 && rejects.columns[0].integers[1] == 3);
    CHECK(strcmp(cm_table_get_text(&rejects, 1, 1), "c") == 0);
    cm__rejects_restore(&rejects, 0);
    CHECK(rejects.column_count == 0 && cm__memory_live() == 0);
}

TEST(is_untouched_when_memory_runs_out)
{
    for (size_t nth = 1;; nth++) {
        cm_table rejects = {0};
        cm__memory_fail_at(nth, false);
        const cm_status status = cm__rejects_add(&rejects, 1, "a", "b");
        cm__memory_fail_at(0, false);
        CHECK(status == (rejects.row_count == 1 ? CM_OK : CM_ERR_NOMEM));
        cm_table_clear(&rejects);
        if (!status)
            break;
    }
    CHECK(cm__memory_live() == 0);
}

TEST_MAIN(RUN(makes_its_columns_and_adds_rows), RUN(takes_back_what_was_added),
          RUN(is_untouched_when_memory_runs_out))
