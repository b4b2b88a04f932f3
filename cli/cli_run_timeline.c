/* cli_run_timeline.c - a project's strip of years: told values, or members counted by a column. */
#include "cli/cli_run.h"
#include <string.h>

enum { YEAR_END = 10000 };

/* How many members were there from a year on. */
typedef struct counted {
    size_t in_year[YEAR_END];
    size_t without; /* a year */
} counted;

/* The year with which a text such as 1980, "1980-10" or "1980年10月" begins; 0: none. */
static int read_year(const char *text)
{
    int year = 0;

    if (strspn(text, "0123456789") != 4)
        return 0;
    for (int i = 0; i < 4; i++)
        year = 10 * year + (text[i] - '0');
    return year;
}

static void count(counted *out, const cm_table *table, const char *name)
{
    const size_t column = cm_table_find_column(table, name);

    for (size_t row = 0; column != CM_ABSENT && row < table->row_count; row++) {
        char buffer[CM_CELL_MAX];
        const int year = read_year(cm_table_format(table, row, column, buffer));
        if (year > 0)
            out->in_year[year]++;
        else
            out->without++;
    }
}

/* Those without a place were there, too. */
static cli_exit count_members(run_work *work)
{
    const project_timeline *const ask = &work->project.timeline;
    counted found = {.without = 0};
    size_t sum = 0;

    if (cm_table_find_column(&work->members.table, ask->column) == CM_ABSENT)
        return cli_say(CLI_FAILED, "%s:%ld: timeline: the list has no column '%.100s'",
                       work->project.path, ask->line, ask->column);
    count(&found, &work->members.table, ask->column);
    count(&found, &work->rejects, ask->column);
    for (int year = 1; year < YEAR_END; year++) {
        if (found.in_year[year] == 0)
            continue;
        if (work->year_count == CM_MAP_TIMELINE_MAX)
            return cli_say(CLI_FAILED, "%s:%ld: timeline: more than %d years in '%.100s'",
                           work->project.path, ask->line, CM_MAP_TIMELINE_MAX, ask->column);
        sum += found.in_year[year];
        work->years[work->year_count++] =
            (cm_map_timeline_value){.year = year, .value = (double)sum};
    }
    if (work->year_count == 0)
        return cli_say(CLI_FAILED, "%s:%ld: timeline: no year in '%.100s'", work->project.path,
                       ask->line, ask->column);
    if (found.without > 0 && !work->common.quiet)
        cli_say(CLI_DONE, "timeline: %zu members have no year in '%.100s'", found.without,
                ask->column);
    return CLI_DONE;
}

static void take_values(run_work *work)
{
    const project_timeline *const ask = &work->project.timeline;

    for (size_t i = 0; i < ask->value_count; i++)
        work->years[work->year_count++] = (cm_map_timeline_value){
            .year = (int)ask->values[i].year,
            .value = ask->values[i].value,
            .label = project_pick(&work->project, ask->values[i].label, ask->values[i].label_en)};
}

cli_exit run_set_timeline(cm_map_options *options, run_work *work)
{
    const project_timeline *const ask = &work->project.timeline;
    const char *const title = project_text(&work->project, ask->title, ask->title_en);
    cli_exit result = CLI_DONE;

    work->year_count = 0;
    if (ask->column)
        result = count_members(work);
    else
        take_values(work);
    options->timeline.title = title || !ask->column
                                  ? title
                                  : project_text(&work->project, "会員数（設立年までの累積）",
                                                 "Members, accumulated by founding year");
    options->timeline.source = project_text(&work->project, ask->source, ask->source_en);
    options->timeline.width_mm = ask->width_mm;
    options->timeline.values = work->years;
    options->timeline.count = work->year_count;
    return result;
}
