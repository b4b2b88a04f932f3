/* geocode_members.c - places every row of a member list. */
#include <clustermap/geocode.h>

#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "geo/geocode_rows.h"
#include <string.h>

enum { BLOCKS_FOR_ALL = 32, BLOCKS_PER_THREAD = 8 }; /* answered between two steps of progress */

/* The columns that are added, in their order. */
enum {
    PREFECTURE,
    CITY,
    TOWN,
    BLOCK,
    REST,
    MATCH_LEVEL,
    COORD_LEVEL,
    SCORE,
    CANDIDATES,
    REASON,
    LON,
    LAT,
    ADDED_COUNT
};

static const struct {
    const char *name;
    cm_column_type type;
} added[ADDED_COUNT] = {
    [PREFECTURE] = {"matched_prefecture", CM_COLUMN_TEXT},
    [CITY] = {"matched_city", CM_COLUMN_TEXT},
    [TOWN] = {"matched_town", CM_COLUMN_TEXT},
    [BLOCK] = {"matched_block", CM_COLUMN_TEXT},
    [REST] = {"rest", CM_COLUMN_TEXT},
    [MATCH_LEVEL] = {"match_level", CM_COLUMN_TEXT},
    [COORD_LEVEL] = {"coord_level", CM_COLUMN_TEXT},
    [SCORE] = {"score", CM_COLUMN_REAL},
    [CANDIDATES] = {"candidates", CM_COLUMN_INTEGER},
    [REASON] = {"reason", CM_COLUMN_TEXT},
    [LON] = {"lon", CM_COLUMN_REAL},
    [LAT] = {"lat", CM_COLUMN_REAL},
};

/* The columns of the candidates, in their order; there even if no row has any. */
static const struct {
    const char *name;
    cm_column_type type;
} candidate_columns[] = {
    {"line", CM_COLUMN_INTEGER},
    {"input", CM_COLUMN_TEXT},
    {"matched_prefecture", CM_COLUMN_TEXT},
    {"matched_city", CM_COLUMN_TEXT},
    {"matched_town", CM_COLUMN_TEXT},
    {"lon", CM_COLUMN_REAL},
    {"lat", CM_COLUMN_REAL},
};
enum { CANDIDATE_COLUMNS = sizeof candidate_columns / sizeof *candidate_columns };

typedef struct geocoder {
    const cm_table *members;
    cm__geocode_task task;
    const cm_geocode_options *options;
    cm_table table; /* the members with the columns added */
    size_t at[ADDED_COUNT];
    cm_table candidates;
    size_t *rejected;
    size_t rejected_count;
    cm_geocode_report report;
    cm__row_workers workers;
    cm__row_block *blocks;
    size_t block_count;
} geocoder;

static bool is_replaced(const geocoder *g, size_t column)
{
    for (int i = 0; i < ADDED_COUNT; i++)
        if (g->at[i] == column)
            return true;
    return false;
}

static cm_status copy_cell(cm_table *out, size_t out_row, size_t out_column, const cm_table *from,
                           size_t row, size_t column)
{
    switch (from->columns[column].type) {
    case CM_COLUMN_TEXT:
        return cm_table_set_text(out, out_row, out_column, cm_table_get_text(from, row, column));
    case CM_COLUMN_INTEGER:
        cm_table_set_integer(out, out_row, out_column, from->columns[column].integers[row]);
        return CM_OK;
    case CM_COLUMN_REAL:
        cm_table_set_real(out, out_row, out_column, from->columns[column].reals[row]);
        return CM_OK;
    }
    return CM_OK;
}

/* Lays the columns out: a column that is replaced keeps its place, the others come last. */
static cm_status add_columns(geocoder *g)
{
    const cm_table *const members = g->members;
    cm_status status = CM_OK;

    for (int i = 0; i < ADDED_COUNT; i++)
        g->at[i] = cm_table_find_column(members, added[i].name);
    for (size_t c = 0; c < members->column_count && !status; c++) {
        const char *name = members->columns[c].name;
        cm_column_type type = members->columns[c].type;
        for (int i = 0; i < ADDED_COUNT; i++)
            if (g->at[i] == c) {
                name = added[i].name;
                type = added[i].type;
            }
        status = cm_table_add_column(&g->table, NULL, name, type);
    }
    for (int i = 0; i < ADDED_COUNT && !status; i++)
        if (g->at[i] == CM_ABSENT)
            status = cm_table_add_column(&g->table, &g->at[i], added[i].name, added[i].type);
    return status;
}

static cm_status copy_members(geocoder *g)
{
    const cm_table *const members = g->members;
    cm_status status = add_columns(g);

    if (!status)
        status = cm_table_add_rows(&g->table, members->row_count);
    for (size_t c = 0; c < members->column_count && !status; c++)
        for (size_t row = 0; row < members->row_count && !status && !is_replaced(g, c); row++)
            status = copy_cell(&g->table, row, c, members, row, c);
    if (!status && members->row_count > 0)
        memcpy(g->table.lines, members->lines, members->row_count * sizeof *members->lines);
    return status;
}

static cm_status write_answer(geocoder *g, size_t row, const cm_geocode_answer *answer)
{
    const struct {
        int column;
        const char *text;
    } texts[] = {
        {PREFECTURE, answer->prefecture},
        {CITY, answer->city},
        {TOWN, answer->town},
        {BLOCK, answer->block},
        {REST, answer->rest},
        {MATCH_LEVEL, cm_level_name(answer->match_level)},
        {COORD_LEVEL, cm_level_name(answer->coord_level)},
        {REASON, answer->reason},
    };
    cm_status status = CM_OK;

    for (size_t i = 0; i < sizeof texts / sizeof *texts && !status; i++)
        status = cm_table_set_text(&g->table, row, g->at[texts[i].column], texts[i].text);
    cm_table_set_real(&g->table, row, g->at[SCORE], answer->score);
    cm_table_set_integer(&g->table, row, g->at[CANDIDATES], (int64_t)answer->candidates);
    cm_table_set_real(&g->table, row, g->at[LON], answer->place.lon_deg);
    cm_table_set_real(&g->table, row, g->at[LAT], answer->place.lat_deg);
    return status;
}

/* Adds what tied, in the row's order. */
static cm_status add_candidates(geocoder *g, const cm_table *from)
{
    cm_table *const to = &g->candidates;
    const size_t before = to->row_count;
    size_t columns[CANDIDATE_COLUMNS];
    cm_status status = from->row_count > 0 ? cm_table_add_rows(to, from->row_count) : CM_OK;

    for (size_t c = 1; c < CANDIDATE_COLUMNS; c++)
        columns[c] = cm_table_find_column(from, candidate_columns[c].name);
    for (size_t i = 0; i < from->row_count && !status; i++) {
        cm_table_set_integer(to, before + i, 0, from->lines[i]);
        to->lines[before + i] = from->lines[i];
        for (size_t c = 1; c < CANDIDATE_COLUMNS && !status; c++)
            status = copy_cell(to, before + i, c, from, i, columns[c]);
    }
    return status;
}

static void count_row(geocoder *g, size_t row, const cm_geocode_answer *answer, bool placed)
{
    const cm_reason reason = cm_reason_find(answer->reason);

    g->report.rows++;
    g->report.tied += answer->candidates > 1;
    g->report.by_level[placed ? answer->coord_level : CM_LEVEL_NONE]++;
    if (placed) {
        g->report.placed++;
        g->report.by_doubt[reason]++;
        return;
    }
    g->report.rejected++;
    g->report.by_reason[reason]++;
    g->rejected[g->rejected_count++] = row;
}

static cm_status take_block(geocoder *g, const cm__row_block *block)
{
    cm_status status = CM_OK;

    for (size_t i = 0; i < block->count && !status; i++) {
        status = write_answer(g, block->first + i, &block->answers[i]);
        count_row(g, block->first + i, &block->answers[i], block->placed[i]);
    }
    return status ? status : add_candidates(g, &block->candidates);
}

static cm_status place_rows(geocoder *g)
{
    const cm_progress *const progress = &g->options->progress;
    const size_t count = g->members->row_count, step = g->block_count * CM__ROWS_IN_BLOCK;
    cm_status status = CM_OK;

    for (size_t row = 0; row < count && !status; row += step) {
        if (progress->step && !progress->step(progress->context, (double)row / (double)count))
            return cm__fail(CM_ERR_STOPPED, "geocoding was stopped");
        status = cm__row_blocks_answer(g->blocks, g->block_count, row, &g->task, &g->workers);
        for (size_t i = 0; i < g->block_count && !status; i++)
            status = take_block(g, &g->blocks[i]);
    }
    return status;
}

/* The rejected rows with all columns, and before them the line each came from. */
static cm_status make_rejects(cm_table *out, const geocoder *g)
{
    const cm_table *const table = &g->table;
    cm_status status = cm_table_add_column(out, NULL, "line", CM_COLUMN_INTEGER);

    for (size_t c = 0; c < table->column_count && !status; c++)
        status = cm_table_add_column(out, NULL, table->columns[c].name, table->columns[c].type);
    if (!status)
        status = cm_table_add_rows(out, g->rejected_count);
    for (size_t i = 0; i < g->rejected_count && !status; i++) {
        const size_t row = g->rejected[i];
        cm_table_set_integer(out, i, 0, table->lines[row]);
        out->lines[i] = table->lines[row];
        for (size_t c = 0; c < table->column_count && !status; c++)
            status = copy_cell(out, i, c + 1, table, row, c);
    }
    return status;
}

static cm_status make_layer(cm_features *out, geocoder *g)
{
    cm_status status = cm_features_from_table(out, &g->table, "EPSG:6668");

    if (!status && g->task.gazetteer)
        status = cm_features_set_source(out, cm_gazetteer_get_info(g->task.gazetteer).attribution);
    for (size_t row = 0; row < out->table.row_count && !status; row++)
        cm_features_set_point(out, row,
                              (cm_point){out->table.columns[g->at[LON]].reals[row],
                                         out->table.columns[g->at[LAT]].reals[row]});
    return status;
}

static cm_status make_candidates(cm_table *out)
{
    cm_status status = CM_OK;

    for (size_t c = 0; c < CANDIDATE_COLUMNS && !status; c++)
        status =
            cm_table_add_column(out, NULL, candidate_columns[c].name, candidate_columns[c].type);
    return status;
}

static cm_status make_blocks(geocoder *g)
{
    const size_t for_threads = BLOCKS_PER_THREAD * g->workers.count;
    const size_t count = for_threads > BLOCKS_FOR_ALL ? for_threads : BLOCKS_FOR_ALL;
    const cm_status status = cm__array_grow(&g->blocks, count, sizeof *g->blocks);

    if (status)
        return status;
    g->block_count = count;
    memset(g->blocks, 0, count * sizeof *g->blocks);
    return CM_OK;
}

static cm_status prepare(geocoder *g)
{
    const size_t *const index = g->task.columns->index;
    const int threads = g->options->version >= 2 ? g->options->threads : 0;
    cm_status status;

    if (index[CM_MEMBER_ADDRESS] == CM_ABSENT &&
        (index[CM_MEMBER_LON] == CM_ABSENT || index[CM_MEMBER_LAT] == CM_ABSENT))
        return cm__fail(CM_ERR_FORMAT, "there is neither an address column nor lon and lat");
    status = cm__array_grow(&g->rejected, g->members->row_count + 1, sizeof *g->rejected);
    if (!status)
        status = make_candidates(&g->candidates);
    if (!status)
        status =
            cm__row_workers_init(&g->workers, g->task.gazetteer, threads, g->members->row_count);
    if (!status)
        status = make_blocks(g);
    return status ? status : copy_members(g);
}

static void clear(geocoder *g)
{
    while (g->block_count > 0)
        cm__row_block_clear(&g->blocks[--g->block_count]);
    cm__array_free(&g->blocks);
    cm__row_workers_clear(&g->workers);
    cm_table_clear(&g->candidates);
    cm_table_clear(&g->table);
    cm__array_free(&g->rejected);
}

static void hand_over(const cm_geocode_outputs *out, cm_features *layer, cm_table *rejects,
                      geocoder *g)
{
    *out->members = *layer;
    *layer = (cm_features){0};
    if (out->rejects) {
        *out->rejects = *rejects;
        *rejects = (cm_table){0};
    }
    if (out->candidates) {
        *out->candidates = g->candidates;
        g->candidates = (cm_table){0};
    }
    if (out->report)
        *out->report = g->report;
}

cm_status cm_geocode_members(const cm_geocode_outputs *out, cm_table *members,
                             const cm_member_columns *columns, cm_gazetteer *gazetteer,
                             const cm_geocode_options *options)
{
    static const cm_geocode_options defaults = CM_GEOCODE_OPTIONS_INIT;
    geocoder g = {.members = members, .options = options ? options : &defaults};
    cm_table rejects = {0};
    cm_features layer = {0};
    cm_status status;

    g.task = (cm__geocode_task){.members = members,
                                .columns = columns,
                                .gazetteer = gazetteer,
                                .min_level = g.options->min_level,
                                .wants_candidates = out->candidates != NULL};
    status = prepare(&g);
    if (!status)
        status = place_rows(&g);
    if (!status)
        status = make_rejects(&rejects, &g);
    if (!status)
        status = make_layer(&layer, &g);
    if (!status) {
        hand_over(out, &layer, &rejects, &g);
        cm_table_clear(members);
    }
    cm_features_clear(&layer);
    cm_table_clear(&rejects);
    clear(&g);
    return status;
}

void cm_geocode_report_add(cm_geocode_report *sum, const cm_geocode_report *part)
{
    sum->rows += part->rows;
    sum->placed += part->placed;
    sum->rejected += part->rejected;
    sum->tied += part->tied;
    for (int i = 0; i < CM_LEVEL_COUNT; i++)
        sum->by_level[i] += part->by_level[i];
    for (int i = 0; i < CM_REASON_COUNT; i++) {
        sum->by_reason[i] += part->by_reason[i];
        sum->by_doubt[i] += part->by_doubt[i];
    }
}
