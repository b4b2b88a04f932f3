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

/* The columns of the names and of what is printed in their stead. */
typedef struct columns {
    size_t name, label;
} columns;

/* Numbers the members of a class from *number on, and lists their names under its label. */
static cm_status list_class(cm_table *lines, cm_features *drawn, const cm_style *style,
                            size_t class_index, size_t *number)
{
    cm_table *const table = &drawn->table;
    const columns at = {cm_table_find_column(table, RUN_NAME_COLUMN),
                        cm_table_find_column(table, RUN_LABEL_COLUMN)};
    const char *const heading = style->classes[class_index].label;
    cm_status status = CM_OK;
    bool begun = style->class_count == 1 || !heading;

    for (size_t row = 0; row < table->row_count && !status; row++) {
        char line[LINE_MAX_BYTES], digits[24];
        if (cm_style_find_class(style, drawn, row) != class_index)
            continue;
        if (!begun)
            status = add_line(lines, heading);
        begun = true;
        snprintf(digits, sizeof digits, "%zu", ++*number);
        snprintf(line, sizeof line, "%s\t%.1100s", digits, cm_table_get_text(table, row, at.name));
        if (!status)
            status = add_line(lines, line);
        if (!status)
            status = cm_table_set_text(table, row, at.label, digits);
    }
    return status;
}

cm_status run_number_members(cm_table *lines, cm_features *drawn, const cm_style *style)
{
    size_t number = 0;
    cm_status status = cm_table_add_column(lines, NULL, "line", CM_COLUMN_TEXT);

    for (size_t i = 0; i < style->class_count && !status; i++)
        status = list_class(lines, drawn, style, i, &number);
    return status;
}

cli_exit run_index_members(run_work *work)
{
    const project *const from = &work->project;

    if (!from->members.index.numbers)
        return CLI_DONE;
    if (!from->members.label)
        return cli_say(CLI_FAILED, "%s: index: the members need the key 'label'", from->path);
    return run_number_members(&work->index, &work->drawn, &work->style) ? cli_fail() : CLI_DONE;
}

void run_set_index(cm_map_options *options, const run_work *work, const cm_table *lines)
{
    const project_index *const ask = &work->project.members.index;

    if (lines->row_count == 0)
        return;
    options->index.title = project_text(&work->project, ask->title, ask->title_en);
    options->index.lines = lines->columns[0].texts;
    options->index.count = lines->row_count;
    options->index.beside = ask->beside;
    options->index.width_mm = ask->width_mm;
}
