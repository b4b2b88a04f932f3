/* between_years.c - a member list at several years, by when its members were founded and closed. */
#include <clustermap/between.h>

#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "geo/base_number.h"
#include "layers/between_dates.h"
#include "layers/links_columns.h"
#include "layers/links_step.h"
#include <math.h>
#include <string.h>

enum { YEARS_MAX = 1000, FIXED_COLUMNS = 4 };

typedef struct slicing {
    const cm_between_list *list;
    const cm_between_options *options;
    double *founded, *closed; /* of each row */
    bool *is_there;           /* in the year at hand */
    cm_points points;
    cm_features members, dates;
    cm_between_report report;
} slicing;

bool cm_between_is_there(double founded, double closed, double year)
{
    return founded <= year && !(closed <= year);
}

static cm_status check_years(const cm_between_options *options)
{
    if (options->year_count < 1 || options->year_count > YEARS_MAX)
        return cm__fail(CM_ERR_DOMAIN, "%zu years are not within 1..%d", options->year_count,
                        YEARS_MAX);
    for (size_t i = 0; i < options->year_count; i++)
        if (!(fabs(options->years[i]) <= 9999) ||
            (i > 0 && !(options->years[i] > options->years[i - 1])))
            return cm__fail(CM_ERR_DOMAIN, "the years are not ascending within -9999..9999");
    return CM_OK;
}

static double year_in(const slicing *s, size_t row, cm_member_role role)
{
    const size_t column = s->list->columns->index[role];
    char buffer[CM_CELL_MAX];

    if (column == CM_ABSENT)
        return NAN;
    return cm_member_year(cm_table_format(s->list->members, row, column, buffer));
}

static cm_status read_years(slicing *s)
{
    const size_t rows = s->list->members->row_count;
    cm_status status = cm__array_grow(&s->founded, rows + 1, sizeof *s->founded);

    if (s->list->columns->index[CM_MEMBER_FOUNDED] == CM_ABSENT)
        return cm__fail(CM_ERR_FORMAT, "there is no column of the founding year");
    if (!status)
        status = cm__array_grow(&s->closed, rows + 1, sizeof *s->closed);
    if (!status)
        status = cm__array_grow(&s->is_there, rows + 1, sizeof *s->is_there);
    for (size_t row = 0; row < rows && !status; row++) {
        s->founded[row] = year_in(s, row, CM_MEMBER_FOUNDED);
        s->closed[row] = year_in(s, row, CM_MEMBER_CLOSED);
        s->is_there[row] = false;
        s->report.undated += isnan(s->founded[row]) != 0;
    }
    return status;
}

static cm_status add_columns(slicing *s)
{
    static const cm__links_column fixed[FIXED_COLUMNS] = {{"id", CM_COLUMN_TEXT},
                                                          {"name", CM_COLUMN_TEXT},
                                                          {"founded", CM_COLUMN_INTEGER},
                                                          {"closed", CM_COLUMN_INTEGER}};
    char name[3 + CM_CELL_MAX] = "in_";
    cm_status status = cm__links_add_columns(&s->members.table, fixed, FIXED_COLUMNS);

    for (size_t i = 0; i < s->options->year_count && !status; i++) {
        cm__number_print(name + 3, s->options->years[i]);
        status = cm_table_add_column(&s->members.table, NULL, name, CM_COLUMN_INTEGER);
    }
    return status;
}

static cm_status add_member(slicing *s, size_t row)
{
    cm_table *const table = &s->members.table;
    cm_status status = cm_features_add_row(&s->members);

    if (!status)
        status = cm__between_set_names(table, row, s->list, row);
    if (status)
        return status;
    cm__links_set_year(table, 2, s->founded[row]);
    cm__links_set_year(table, 3, s->closed[row]);
    for (size_t i = 0; i < s->options->year_count; i++)
        cm_table_set_integer(
            table, row, FIXED_COLUMNS + i,
            cm_between_is_there(s->founded[row], s->closed[row], s->options->years[i]));
    cm_features_set_point(&s->members, row, (cm_point){s->list->x[row], s->list->y[row]});
    return CM_OK;
}

/* is_there holds the year before, and then this one. */
static cm_status add_year(slicing *s, size_t which)
{
    const double year = s->options->years[which];
    char name[CM_CELL_MAX];
    cm__date date = {.name = name};
    cm_status status;

    cm__number_print(name, year);
    for (size_t row = 0; row < s->list->members->row_count; row++) {
        const bool is_there = cm_between_is_there(s->founded[row], s->closed[row], year);
        date.members += is_there;
        date.joined += is_there && !s->is_there[row];
        date.left += !is_there && s->is_there[row];
        s->is_there[row] = is_there;
    }
    if (which == 0)
        date.joined = date.left = CM_INTEGER_MISSING;
    status = cm__dates_points(&s->points, s->list, s->is_there);
    return status ? status : cm__dates_add(&s->dates, &date, &s->points);
}

static cm_status slice(slicing *s)
{
    cm_status status = cm_features_init(&s->members, CM_GEOMETRY_POINT, s->options->crs);

    if (!status)
        status = cm__dates_init(&s->dates, s->options->crs);
    if (!status)
        status = read_years(s);
    if (!status)
        status = add_columns(s);
    for (size_t row = 0; row < s->list->members->row_count && !status; row++) {
        status = cm__links_step(&s->options->progress, row, s->list->members->row_count);
        if (!status)
            status = add_member(s, row);
    }
    for (size_t i = 0; i < s->options->year_count && !status; i++)
        status = add_year(s, i);
    return status;
}

cm_status cm_between_years(const cm_between_outputs *out, const cm_between_list *list,
                           const cm_between_options *options)
{
    slicing s = {.list = list, .options = options};
    cm_status status = check_years(options);

    if (!status)
        status = slice(&s);
    if (status)
        goto done;
    *out->changes = s.members;
    *out->dates = s.dates;
    if (out->report)
        *out->report = s.report;
    s.members = s.dates = (cm_features){.geometry = CM_GEOMETRY_NONE};
done:
    cm_features_clear(&s.dates);
    cm_features_clear(&s.members);
    cm_points_clear(&s.points);
    cm__array_free(&s.is_there);
    cm__array_free(&s.closed);
    cm__array_free(&s.founded);
    return status;
}
