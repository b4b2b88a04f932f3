/* cli_map_lint.c - clustermap map --lint: what a cartographer would send back, of every page. */
#include "cli/cli_run.h"

/* The columns of run_work.lint: a row for each point of each page. */
enum { LINT_PAGE, LINT_POINT, LINT_MISSES, LINT_RULE, LINT_STATUS, LINT_FINDING, LINT_COLUMNS };

static cm_status begin(cm_table *lint)
{
    static const struct {
        const char *name;
        cm_column_type type;
    } columns[LINT_COLUMNS] = {[LINT_PAGE] = {"page", CM_COLUMN_INTEGER},
                               [LINT_POINT] = {"point", CM_COLUMN_INTEGER},
                               [LINT_MISSES] = {"misses", CM_COLUMN_INTEGER},
                               [LINT_RULE] = {"rule", CM_COLUMN_TEXT},
                               [LINT_STATUS] = {"status", CM_COLUMN_TEXT},
                               [LINT_FINDING] = {"finding", CM_COLUMN_TEXT}};
    cm_status status = CM_OK;

    for (size_t i = 0; i < LINT_COLUMNS && !status; i++)
        status = cm_table_add_column(lint, NULL, columns[i].name, columns[i].type);
    return status;
}

/* Says a point that is missed; of a document of several pages with the page. */
static void say(const cm_map_lint_point *point, size_t number, size_t page, bool is_alone)
{
    if (is_alone)
        cli_say(CLI_FAILED, "lint %zu: %s", number, point->finding);
    else
        cli_say(CLI_FAILED, "page %zu: lint %zu: %s", page, number, point->finding);
}

/* Keeps what was found of a page for the report. */
static cm_status note(cm_table *lint, const cm_map_lint_report *found, size_t page)
{
    cm_status status = cm_table_add_rows(lint, CM_MAP_LINT_POINTS);
    const size_t first = lint->row_count - CM_MAP_LINT_POINTS;

    for (size_t i = 0; i < CM_MAP_LINT_POINTS && !status; i++) {
        const cm_map_lint_point *const point = &found->points[i];
        cm_table_set_integer(lint, first + i, LINT_PAGE, (int64_t)page);
        cm_table_set_integer(lint, first + i, LINT_POINT, (int64_t)i + 1);
        cm_table_set_integer(lint, first + i, LINT_MISSES, (int64_t)point->misses);
        status = cm_table_set_text(lint, first + i, LINT_RULE, point->rule);
        if (!status)
            status = cm_table_set_text(lint, first + i, LINT_STATUS,
                                       cm_map_lint_status_name(point->status));
        if (!status)
            status = cm_table_set_text(lint, first + i, LINT_FINDING, point->finding);
    }
    return status;
}

static cli_exit check_page(run_work *work, const cm_map *map, size_t page)
{
    cm_map_lint_report found = {.missed = 0};
    cm_status status = cm_map_lint(&found, map);

    for (size_t i = 0; i < CM_MAP_LINT_POINTS && !status; i++)
        if (found.points[i].status == CM_MAP_LINT_MISSED)
            say(&found.points[i], i + 1, page, work->more_count == 0);
    work->lint_missed += found.missed;
    if (!status)
        status = note(&work->lint, &found, page);
    cm_map_lint_clear(&found);
    return status ? cli_fail() : CLI_DONE;
}

cli_exit run_lint(run_work *work)
{
    cli_exit result = work->map ? CLI_DONE : run_draw(work); /* of a run that writes none */

    if (!result && begin(&work->lint))
        result = cli_fail();
    if (!result)
        result = check_page(work, work->map, 1);
    for (size_t i = 0; i < work->more_count && !result; i++)
        result = check_page(work, work->more[i], i + 2);
    return result || work->lint_missed > 0 ? CLI_FAILED : CLI_DONE;
}

void run_print_lint(const run_work *work)
{
    const cm_table *const lint = &work->lint;

    if (lint->row_count == 0)
        return;
    cli_json_open("lint", '[');
    for (size_t i = 0; i < lint->row_count; i++) {
        cli_json_open(NULL, '{');
        if (work->more_count > 0)
            cli_json_count("page", (size_t)lint->columns[LINT_PAGE].integers[i]);
        cli_json_count("point", (size_t)lint->columns[LINT_POINT].integers[i]);
        cli_json_text("rule", cm_table_get_text(lint, i, LINT_RULE));
        cli_json_text("status", cm_table_get_text(lint, i, LINT_STATUS));
        cli_json_text("finding", cm_table_get_text(lint, i, LINT_FINDING));
        cli_json_count("misses", (size_t)lint->columns[LINT_MISSES].integers[i]);
        cli_json_close('}');
    }
    cli_json_close(']');
}
