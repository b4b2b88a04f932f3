/* cli_run_index.c - the list in the margin: members by their numbers on the map, those without a
 * place, further lines. */
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

static cm_status add_entry(cm_table *lines, const char *text)
{
    char line[LINE_MAX_BYTES];

    snprintf(line, sizeof line, "\t%.1100s", text);
    return add_line(lines, line);
}

static const char *rejected_name(const run_work *work, size_t row)
{
    const cm_table *const table = &work->rejects;
    const size_t plain = cm_table_find_column(table, "name");
    const size_t english = cm_table_find_column(table, "name_en");
    const char *name = "";

    if (english != CM_ABSENT && project_is_english(&work->project))
        name = cm_table_get_text(table, row, english);
    return *name || plain == CM_ABSENT ? name : cm_table_get_text(table, row, plain);
}

/* Those that the map cannot show, so that none is lost to its reader. */
static cm_status list_rejected(run_work *work)
{
    const project_index *const ask = &work->project.members.index;
    const char *const heading = project_text(&work->project, ask->rejected, ask->rejected_en);
    cm_status status = CM_OK;

    if (!heading || work->rejects.row_count == 0)
        return CM_OK;
    status = add_line(&work->index, heading);
    for (size_t row = 0; row < work->rejects.row_count && !status; row++)
        status = add_entry(&work->index, rejected_name(work, row));
    return status;
}

static cm_status list_notes(run_work *work)
{
    const project_index *const ask = &work->project.members.index;
    const cli_yaml_texts *const notes = project_texts(&work->project, &ask->notes, &ask->notes_en);
    cm_status status = CM_OK;

    for (size_t i = 0; i < notes->count && !status; i++)
        status = i == 0 ? add_line(&work->index, notes->values[i])
                        : add_entry(&work->index, notes->values[i]);
    return status;
}

static cm_status list_numbers(run_work *work, size_t label)
{
    size_t number = 0;
    cm_status status = CM_OK;

    for (size_t i = 0; i < work->style.class_count && !status; i++)
        status = list_class(work, i, label, &number);
    return status;
}

cli_exit run_index_members(run_work *work)
{
    const project *const from = &work->project;
    const size_t label = cm_table_find_column(&work->drawn.table, RUN_LABEL_COLUMN);
    cm_status status = cm_table_add_column(&work->index, NULL, "line", CM_COLUMN_TEXT);

    if (from->members.index.numbers && label == CM_ABSENT)
        return cli_say(CLI_FAILED, "%s: index: the members need the key 'label'", from->path);
    if (!status && from->members.index.numbers)
        status = list_numbers(work, label);
    if (!status)
        status = list_rejected(work);
    if (!status)
        status = list_notes(work);
    return status ? cli_fail() : CLI_DONE;
}
