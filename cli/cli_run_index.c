/* cli_run_index.c - the list in the margin: members by their numbers on the map, those without a
 * place, further lines. */
#include "cli/cli_members.h"
#include "cli/cli_run.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { LINE_MAX_BYTES = 1200, NAME_MAX_BYTES = 1100 };

cm_status run_add_line(cm_table *lines, const char *format, ...)
{
    char text[LINE_MAX_BYTES];
    va_list values;
    const cm_status status = cm_table_add_rows(lines, 1);

    va_start(values, format);
    vsnprintf(text, sizeof text, format, values);
    va_end(values);
    return status ? status : cm_table_set_text(lines, lines->row_count - 1, 0, text);
}

/* A line with a tab is no heading: what stands before it would be a number. */
static cm_status add_heading(cm_table *lines, const char *text)
{
    char line[LINE_MAX_BYTES];

    snprintf(line, sizeof line, "%.*s", (int)cli_whole_bytes(text, NAME_MAX_BYTES), text);
    for (char *at = line; *at; at++)
        *at = *at == '\t' ? ' ' : *at;
    return run_add_line(lines, "%s", line);
}

static cm_status add_entry(cm_table *lines, const char *digits, const char *text)
{
    return run_add_line(lines, "%s\t%.*s", digits, (int)cli_whole_bytes(text, NAME_MAX_BYTES),
                        text);
}

void run_print_length(char *out, size_t size, double metres)
{
    if (metres < 1000)
        snprintf(out, size, "%g m", metres);
    else
        snprintf(out, size, "%g km", metres / 1000);
}

/* The columns of the names and of what is printed in their stead. */
typedef struct columns {
    size_t name, label;
} columns;

/* Where numbering stands. */
typedef struct counter {
    bool headed; /* classes have headings */
    size_t number;
} counter;

/* Numbers the members of a class, and lists their names under its label. */
static cm_status list_class(cm_table *lines, cm_features *drawn, const cm_style *style,
                            size_t class_index, counter *at_number)
{
    cm_table *const table = &drawn->table;
    const columns at = {cm_table_find_column(table, RUN_NAME_COLUMN),
                        cm_table_find_column(table, RUN_LABEL_COLUMN)};
    const char *const heading = style->classes[class_index].label;
    cm_status status = CM_OK;
    bool begun = style->class_count == 1 || !heading || !at_number->headed;

    for (size_t row = 0; row < table->row_count && !status; row++) {
        char digits[24];
        if (cm_style_find_class(style, drawn, row) != class_index)
            continue;
        if (!begun)
            status = add_heading(lines, heading);
        begun = true;
        snprintf(digits, sizeof digits, "%zu", ++at_number->number);
        if (!status)
            status = add_entry(lines, digits, cm_table_get_text(table, row, at.name));
        if (!status)
            status = cm_table_set_text(table, row, at.label, digits);
    }
    return status;
}

/* Those that the map cannot show, so that none is lost to its reader. */
static cm_status list_rejected(run_work *work)
{
    const project_index *const ask = &work->project.members.index;
    const char *const heading = project_text(&work->project, ask->rejected, ask->rejected_en);
    cm_status status = CM_OK;

    if (!heading || work->rejects.row_count == 0)
        return CM_OK;
    status = add_heading(&work->index, heading);
    for (size_t row = 0; row < work->rejects.row_count && !status; row++)
        status = add_entry(&work->index, "", run_member_name(&work->rejects, row, &work->project));
    return status;
}

static cm_status list_notes(run_work *work)
{
    const project_index *const ask = &work->project.members.index;
    const cli_yaml_texts *lists[3];
    cm_status status = CM_OK;

    project_texts(lists, &work->project, &ask->notes, &ask->notes_en);
    for (size_t l = 0; lists[l]; l++)
        for (size_t i = 0; i < lists[l]->count && !status; i++)
            status = i == 0 ? add_heading(&work->index, lists[l]->values[i])
                            : add_entry(&work->index, "", lists[l]->values[i]);
    return status;
}

cm_status run_number_members(cm_table *lines, cm_features *drawn, const run_work *work)
{
    counter at_number = {!work->project.members.index.no_headings, 0};
    cm_status status = cm_table_add_column(lines, NULL, "line", CM_COLUMN_TEXT);

    for (size_t i = 0; i < work->style.class_count && !status; i++)
        status = list_class(lines, drawn, &work->style, i, &at_number);
    return status;
}

cli_exit run_index_members(run_work *work)
{
    const project *const from = &work->project;
    cm_status status = CM_OK;

    if (from->members.index.numbers && !from->members.label)
        return cli_say(CLI_FAILED, "%s: index: the members need the key 'label'", from->path);
    if (from->members.index.numbers)
        status = run_number_members(&work->index, &work->drawn, work);
    else
        status = cm_table_add_column(&work->index, NULL, "line", CM_COLUMN_TEXT);
    return status ? cli_fail() : CLI_DONE;
}

cli_exit run_end_index(run_work *work)
{
    cm_status status = list_rejected(work);

    if (!status)
        status = list_notes(work);
    return status ? cli_fail() : CLI_DONE;
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
    options->index.inside = ask->inside;
    options->index.width_mm = ask->width_mm;
}
