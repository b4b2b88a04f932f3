/* cli_run_labels.c - the names that are printed beside a project's members. */
#include "cli/cli_run.h"
#include <string.h>

enum { LABEL_MAX = 1024 };

/* Takes the word out of the text, wherever it stands. */
static void omit(char *text, const char *word)
{
    const size_t length = strlen(word);
    char *found;

    while (length > 0 && (found = strstr(text, word)) != NULL)
        memmove(found, found + length, strlen(found + length) + 1);
}

static char *trim(char *text)
{
    text += strspn(text, " ");
    for (size_t length = strlen(text); length > 0 && text[length - 1] == ' '; length--)
        text[length - 1] = '\0';
    return text;
}

/* The printed name of a row. A name that is nothing but omitted words is printed whole. */
static const char *shorten(char *out, const char *name, const cli_yaml_texts *words)
{
    if (strlen(name) >= LABEL_MAX)
        return name;
    memcpy(out, name, strlen(name) + 1);
    for (size_t i = 0; i < words->count; i++)
        omit(out, words->values[i]);
    char *const trimmed = trim(out);
    return *trimmed ? trimmed : name;
}

/* The column's text, or that of the other one where it is missing: many English names are. */
static const char *name_of(const cm_table *table, size_t row, size_t column, size_t other)
{
    const char *name = "";

    if (column != CM_ABSENT && table->columns[column].type == CM_COLUMN_TEXT)
        name = cm_table_get_text(table, row, column);
    if (!*name && other != CM_ABSENT && table->columns[other].type == CM_COLUMN_TEXT)
        name = cm_table_get_text(table, row, other);
    return name;
}

/* What a list of names says beside the name, in a project of both languages; NULL: nothing. */
static const char *second_name(const cm_table *table, size_t row, const project *from)
{
    const char *const wanted = from->members.label_en;
    const size_t column =
        wanted && project_is_both(from) ? cm_table_find_column(table, wanted) : CM_ABSENT;
    const char *const name = name_of(table, row, column, CM_ABSENT);

    return *name ? name : NULL;
}

const char *run_member_name(const cm_table *table, size_t row, const project *from)
{
    const project_members *const ask = &from->members;
    const char *const plain = ask->label ? ask->label : "name";
    const char *const wanted = project_pick(from, plain, ask->label_en);
    const char *const name = name_of(table, row, cm_table_find_column(table, wanted),
                                     cm_table_find_column(table, plain));

    return project_text(from, name, second_name(table, row, from));
}

static cm_status fill(cm_table *table, const project *from, size_t column, size_t other)
{
    const project_members *const ask = &from->members;
    char shortened[LABEL_MAX];
    size_t label, whole;
    cm_status status = cm_table_add_column(table, &label, RUN_LABEL_COLUMN, CM_COLUMN_TEXT);

    if (!status)
        status = cm_table_add_column(table, &whole, RUN_NAME_COLUMN, CM_COLUMN_TEXT);
    for (size_t row = 0; row < table->row_count && !status; row++) {
        const char *const name = name_of(table, row, column, other);
        const char *const printed = shorten(shortened, name, &ask->label_omit);
        status = cm_table_set_text(table, row, label, printed);
        if (!status)
            status = cm_table_set_text(table, row, whole,
                                       project_text(from, printed, second_name(table, row, from)));
    }
    return status;
}

cli_exit run_label_members(run_work *work)
{
    const project_members *const ask = &work->project.members;
    const char *const wanted = project_pick(&work->project, ask->label, ask->label_en);
    const cm_table *const table = &work->members.table;

    if (cm_features_copy(&work->drawn, &work->members))
        return cli_fail();
    if (!ask->label)
        return CLI_DONE;
    const size_t column = cm_table_find_column(table, wanted);
    if (column == CM_ABSENT)
        return cli_say(CLI_FAILED, "%s: label: the list has no column '%.100s'", work->project.path,
                       wanted);
    const size_t other = cm_table_find_column(table, ask->label);
    if (fill(&work->drawn.table, &work->project, column, other))
        return cli_fail();
    /* the family tree names those without a place, too */
    if (work->listed.table.row_count > 0 &&
        fill(&work->listed.table, &work->project, column, other))
        return cli_fail();
    return CLI_DONE;
}

#define ROW_COLUMN "map_row"

/* The rows that meet the condition, by a column that remembers where they were. */
static cm_status choose(cm_features *chosen, size_t *out_column, const cm_features *from,
                        const char *where)
{
    cm_status status = cm_features_copy(chosen, from);

    if (!status)
        status = cm_table_add_column(&chosen->table, out_column, ROW_COLUMN, CM_COLUMN_INTEGER);
    for (size_t row = 0; !status && row < chosen->table.row_count; row++)
        cm_table_set_integer(&chosen->table, row, *out_column, (long long)row);
    return status ? status : cm_features_filter(chosen, where);
}

/* Clears the label of all rows but the chosen ones, which stand in the order of the list. */
static cm_status keep_names(cm_features *named, size_t label, const cm_features *chosen,
                            size_t row_column)
{
    cm_status status = CM_OK;
    size_t next = 0;

    for (size_t row = 0; row < named->table.row_count && !status; row++) {
        const bool kept = next < chosen->table.row_count &&
                          chosen->table.columns[row_column].integers[next] == (long long)row;
        next += kept;
        if (!kept)
            status = cm_table_set_text(&named->table, row, label, "");
    }
    return status;
}

cli_exit run_name_members(run_work *work)
{
    const char *const where = work->project.members.label_where;
    const size_t label = cm_table_find_column(&work->drawn.table, RUN_LABEL_COLUMN);
    cm_features chosen = {.geometry = CM_GEOMETRY_NONE};
    size_t row_column = 0;
    cm_status status;

    if (!where || label == CM_ABSENT)
        return CLI_DONE;
    status = choose(&chosen, &row_column, &work->drawn, where);
    if (!status)
        status = cm_features_copy(&work->named, &work->drawn);
    if (!status)
        status = keep_names(&work->named, label, &chosen, row_column);
    cm_features_clear(&chosen);
    return status ? cli_fail() : CLI_DONE;
}
