/* cli_run_index.c - members numbered on the map, their names in a list in its margin. */
#include "cli/cli_run.h"
#include <stdio.h>
#include <string.h>

enum { LINE_MAX_BYTES = 1200 };

static cm_status add_line(cm_table *lines, const char *text)
{
    const cm_status status = cm_table_add_rows(lines, 1);

    return status ? status : cm_table_set_text(lines, lines->row_count - 1, 0, text);
}

/* Numbers the members of a class from *number on, and lists their names under its label. */
static cm_status list_class(run_work *work, size_t class_index, size_t label, size_t *number)
{
    cm_table *const table = &work->drawn.table;
    const char *const heading = work->style.classes[class_index].label;
    cm_status status = CM_OK;
    bool begun = work->style.class_count == 1 || !heading;

    for (size_t row = 0; row < table->row_count && !status; row++) {
        char line[LINE_MAX_BYTES], digits[24];
        if (cm_style_find_class(&work->style, &work->drawn, row) != class_index)
            continue;
        if (!begun)
            status = add_line(&work->index, heading);
        begun = true;
        snprintf(digits, sizeof digits, "%zu", ++*number);
        snprintf(line, sizeof line, "%s\t%.1100s", digits, cm_table_get_text(table, row, label));
        if (!status)
            status = add_line(&work->index, line);
        if (!status)
            status = cm_table_set_text(table, row, label, digits);
    }
    return status;
}

cli_exit run_index_members(run_work *work)
{
    const project *const from = &work->project;
    const size_t label = cm_table_find_column(&work->drawn.table, RUN_LABEL_COLUMN);
    size_t number = 0;
    cm_status status;

    if (!from->members.index.numbers)
        return CLI_DONE;
    if (label == CM_ABSENT)
        return cli_say(CLI_FAILED, "%s: index: the members need the key 'label'", from->path);
    status = cm_table_add_column(&work->index, NULL, "line", CM_COLUMN_TEXT);
    for (size_t i = 0; i < work->style.class_count && !status; i++)
        status = list_class(work, i, label, &number);
    return status ? cli_fail() : CLI_DONE;
}
