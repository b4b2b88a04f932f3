/* between.c - a member list at two dates: who joined, left and moved. */
#include <clustermap/between.h>

#include "geo/base_error.h"
#include "geo/base_map.h"
#include "geo/base_memory.h"
#include "geo/members_name.h"
#include "layers/between_dates.h"
#include "layers/links_columns.h"
#include "layers/links_step.h"
#include <math.h>
#include <string.h>

const char *cm_change_name(cm_change change)
{
    static const char *const names[CM_CHANGE_COUNT] = {"joined", "left", "moved", "stayed",
                                                       "unplaced"};

    return names[change];
}

/* How two rows are told to be the same, the surest first. */
typedef enum pass { BY_ID, BY_NAME, BY_BARE_NAME, PASSES } pass;

typedef struct matching {
    const cm_between_list *before, *after;
    cm_between_options options;
    size_t *before_of; /* of each later row the earlier one, or CM_ABSENT */
    size_t *after_of;  /* and back */
    size_t *next;      /* the next earlier row of the same key */
    cm__map keys;      /* of earlier rows: the first that is not taken; 1 + it, 0 none */
    cm_features changes, moves, dates;
    cm_between_report report;
} matching;

static const char *key_of(char *out, const cm_between_list *list, size_t row, pass by)
{
    const size_t column = list->columns->index[by == BY_ID ? CM_MEMBER_ID : CM_MEMBER_NAME];
    char buffer[CM_CELL_MAX];

    if (column == CM_ABSENT)
        return "";
    const char *const text = cm_table_format(list->members, row, column, buffer);
    const char *const key = cm__member_key(out, text, by == BY_BARE_NAME);
    if (key != buffer) /* the cell's own text or out */
        return key;
    out[0] = '\0'; /* a number is short enough to be folded, so this is never reached */
    return out;
}

/* The earlier rows that have no partner yet, by their keys, the first row first. */
static cm_status index_before(matching *m, pass by)
{
    char buffer[CM__NAME_MAX];
    cm_status status = CM_OK;

    cm__map_clear(&m->keys);
    for (size_t row = m->before->members->row_count; row-- > 0 && !status;) {
        const char *const key = key_of(buffer, m->before, row, by);
        cm__map_entry *entry;
        if (*key == '\0' || m->after_of[row] != CM_ABSENT)
            continue;
        status = cm__map_put(&m->keys, &entry, key, strlen(key));
        if (status)
            break;
        m->next[row] = entry->value == CM__MAP_NEW ? CM_ABSENT : entry->value;
        if (m->next[row] != CM_ABSENT && by != BY_BARE_NAME)
            m->report.ambiguous++;
        entry->value = (uint32_t)row;
    }
    return status;
}

static cm_status pair_up(matching *m, pass by)
{
    char buffer[CM__NAME_MAX];
    cm_status status = index_before(m, by);

    for (size_t row = 0; row < m->after->members->row_count && !status; row++) {
        const char *const key = key_of(buffer, m->after, row, by);
        status = cm__links_step(&m->options.progress, row, m->after->members->row_count);
        if (status || *key == '\0' || m->before_of[row] != CM_ABSENT)
            continue;
        cm__map_entry *const entry = cm__map_find(&m->keys, key, strlen(key));
        if (!entry || entry->value == CM__MAP_NEW)
            continue;
        const size_t before = entry->value;
        entry->value = m->next[before] == CM_ABSENT ? CM__MAP_NEW : (uint32_t)m->next[before];
        m->before_of[row] = before;
        m->after_of[before] = row;
    }
    return status;
}

static cm_status match(matching *m)
{
    const size_t before = m->before->members->row_count, after = m->after->members->row_count;
    cm_status status = cm__array_grow(&m->before_of, after + 1, sizeof *m->before_of);

    if (before > 1000000000 || after > 1000000000)
        return cm__fail(CM_ERR_LIMIT, "over 10^9 members");
    if (!status)
        status = cm__array_grow(&m->after_of, before + 1, sizeof *m->after_of);
    if (!status)
        status = cm__array_grow(&m->next, before + 1, sizeof *m->next);
    if (status)
        return status;
    memset(m->before_of, 0xff, (after + 1) * sizeof *m->before_of); /* CM_ABSENT */
    memset(m->after_of, 0xff, (before + 1) * sizeof *m->after_of);
    for (int by = 0; by < PASSES && !status; by++)
        status = pair_up(m, (pass)by);
    return status;
}

enum { ID, NAME, CHANGE, DISTANCE, ROW_BEFORE, ROW_AFTER, CHANGE_COLUMNS };

static const cm__links_column change_columns[CHANGE_COLUMNS] = {
    [ID] = {"id", CM_COLUMN_TEXT},
    [NAME] = {"name", CM_COLUMN_TEXT},
    [CHANGE] = {"change", CM_COLUMN_TEXT},
    [DISTANCE] = {"distance_m", CM_COLUMN_REAL},
    [ROW_BEFORE] = {"row_before", CM_COLUMN_INTEGER},
    [ROW_AFTER] = {"row_after", CM_COLUMN_INTEGER}};

static cm_status add_move(matching *m, size_t before, size_t after, double distance_m)
{
    cm_table *const table = &m->moves.table;
    const size_t row = table->row_count;
    cm_status status = cm_features_add_row(&m->moves);

    if (!status)
        status =
            cm__links_add_line(&m->moves, (cm_point){m->before->x[before], m->before->y[before]},
                               (cm_point){m->after->x[after], m->after->y[after]});
    if (!status)
        status = cm__between_set_names(table, row, m->after, after);
    if (!status)
        cm_table_set_real(table, row, 2, distance_m);
    return status;
}

static cm_status add_change(matching *m, const cm_between_list *list, size_t member,
                            cm_change change)
{
    cm_table *const table = &m->changes.table;
    const size_t row = table->row_count;
    cm_status status = cm_features_add_row(&m->changes);

    if (!status)
        status = cm__between_set_names(table, row, list, member);
    if (!status)
        status = cm_table_set_text(table, row, CHANGE, cm_change_name(change));
    if (status)
        return status;
    m->report.changes[change]++;
    cm_table_set_integer(table, row, list == m->before ? ROW_BEFORE : ROW_AFTER,
                         (int64_t)member + 1);
    cm_features_set_point(&m->changes, row, (cm_point){list->x[member], list->y[member]});
    return CM_OK;
}

/* A member that both lists have. */
static cm_status add_pair(matching *m, size_t before, size_t after)
{
    const double distance_m =
        hypot(m->after->x[after] - m->before->x[before], m->after->y[after] - m->before->y[before]);
    const bool is_placed =
        cm__between_has_place(m->before, before) && cm__between_has_place(m->after, after);
    const bool is_moved = is_placed && distance_m > m->options.moved_m;
    cm_table *const table = &m->changes.table;
    cm_status status = add_change(m, m->after, after,
                                  is_moved    ? CM_CHANGE_MOVED
                                  : is_placed ? CM_CHANGE_STAYED
                                              : CM_CHANGE_UNPLACED);

    if (status)
        return status;
    cm_table_set_integer(table, table->row_count - 1, ROW_BEFORE, (int64_t)before + 1);
    if (is_placed)
        cm_table_set_real(table, table->row_count - 1, DISTANCE, distance_m);
    if (!cm__between_has_place(m->after, after))
        cm_features_set_point(&m->changes, table->row_count - 1,
                              (cm_point){m->before->x[before], m->before->y[before]});
    return is_moved ? add_move(m, before, after, distance_m) : CM_OK;
}

static cm_status add_all(matching *m)
{
    static const cm__links_column move_columns[] = {
        {"id", CM_COLUMN_TEXT}, {"name", CM_COLUMN_TEXT}, {"distance_m", CM_COLUMN_REAL}};
    cm_status status = cm_features_init(&m->changes, CM_GEOMETRY_POINT, m->options.crs);

    if (!status)
        status = cm__links_add_columns(&m->changes.table, change_columns, CHANGE_COLUMNS);
    if (!status)
        status = cm_features_init(&m->moves, CM_GEOMETRY_LINE, m->options.crs);
    if (!status)
        status = cm__links_add_columns(&m->moves.table, move_columns, 3);
    for (size_t row = 0; row < m->after->members->row_count && !status; row++) {
        status = cm__links_step(&m->options.progress, row, m->after->members->row_count);
        if (!status)
            status = m->before_of[row] == CM_ABSENT ? add_change(m, m->after, row, CM_CHANGE_JOINED)
                                                    : add_pair(m, m->before_of[row], row);
    }
    for (size_t row = 0; row < m->before->members->row_count && !status; row++)
        if (m->after_of[row] == CM_ABSENT)
            status = add_change(m, m->before, row, CM_CHANGE_LEFT);
    return status;
}

static cm_status add_date(matching *m, const cm_between_list *list, const cm__date *date)
{
    cm_points points = {.x = NULL};
    cm_status status = cm__dates_points(&points, list, NULL);

    if (!status)
        status = cm__dates_add(&m->dates, date, &points);
    cm_points_clear(&points);
    return status;
}

static cm_status add_dates(matching *m)
{
    const size_t *const changes = m->report.changes;
    const cm__date before = {m->before->name, m->before->members->row_count, CM_INTEGER_MISSING,
                             CM_INTEGER_MISSING};
    const cm__date after = {m->after->name, m->after->members->row_count,
                            (int64_t)changes[CM_CHANGE_JOINED], (int64_t)changes[CM_CHANGE_LEFT]};
    cm_status status = cm__dates_init(&m->dates, m->options.crs);

    if (!status)
        status = add_date(m, m->before, &before);
    return status ? status : add_date(m, m->after, &after);
}

cm_status cm_between_lists(const cm_between_outputs *out, const cm_between_list *before,
                           const cm_between_list *after, const cm_between_options *options)
{
    matching m = {.before = before, .after = after, .options = CM_BETWEEN_OPTIONS_INIT};
    cm_status status;

    if (options)
        m.options = *options;
    if (!(m.options.moved_m >= 0))
        return cm__fail(CM_ERR_DOMAIN, "a distance of %g m for moves is below 0",
                        m.options.moved_m);
    status = match(&m);
    if (!status)
        status = add_all(&m);
    if (!status)
        status = add_dates(&m);
    if (status)
        goto done;
    *out->changes = m.changes;
    *out->moves = m.moves;
    *out->dates = m.dates;
    if (out->report)
        *out->report = m.report;
    m.changes = m.moves = m.dates = (cm_features){.geometry = CM_GEOMETRY_NONE};
done:
    cm_features_clear(&m.dates);
    cm_features_clear(&m.moves);
    cm_features_clear(&m.changes);
    cm__map_clear(&m.keys);
    cm__array_free(&m.next);
    cm__array_free(&m.after_of);
    cm__array_free(&m.before_of);
    return status;
}
