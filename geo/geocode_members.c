/* geocode_members.c - places every row of a member list. */
#include <clustermap/geocode.h>

#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "geo/base_text.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { STEP_ROWS = 1024 };

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

typedef struct geocoder {
    const cm_table *members;
    const cm_member_columns *columns;
    cm_gazetteer *gazetteer;
    const cm_geocode_options *options;
    cm_table table; /* the members with the columns added */
    size_t at[ADDED_COUNT];
    cm_table candidates;
    size_t candidate_line; /* its column */
    size_t *rejected;
    size_t rejected_count;
    cm_geocode_report report;
    cm__text reason; /* of the row, where the answer gives none */
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

/* Why a coordinate that a row brought is none, or NULL. */
static const char *check_degrees(const geocoder *g, size_t row, cm_member_role role, double most,
                                 double *out)
{
    const size_t column = g->columns->index[role];
    char buffer[CM_CELL_MAX];
    const char *text;

    *out = NAN;
    if (column == CM_ABSENT)
        return "is missing";
    text = cm_table_format(g->members, row, column, buffer);
    if (text[strspn(text, " \t")] == '\0')
        return "is missing";
    *out = cm_table_get_number(g->members, row, column);
    if (isnan(*out))
        return "is not a number";
    return *out >= -most && *out <= most ? NULL : "is out of range";
}

/* Takes the row's own coordinates. Returns false if it has none; a bad one is a reason. */
static bool take_given(geocoder *g, size_t row, cm_geocode_answer *answer)
{
    cm_lonlat place;
    const char *const lon = check_degrees(g, row, CM_MEMBER_LON, 180, &place.lon_deg);
    const char *const lat = check_degrees(g, row, CM_MEMBER_LAT, 90, &place.lat_deg);
    char buffer[CM_CELL_MAX];

    if (lon && lat && strcmp(lon, "is missing") == 0 && strcmp(lat, "is missing") == 0)
        return false;
    answer->coord_level = CM_LEVEL_NONE;
    answer->place = (cm_lonlat){NAN, NAN};
    if (!lon && !lat) {
        answer->place = place;
        answer->match_level = answer->coord_level = CM_LEVEL_GIVEN;
        answer->score = 1;
        answer->candidates = 1;
        answer->reason = "";
        return true;
    }
    const cm_member_role role = lat ? CM_MEMBER_LAT : CM_MEMBER_LON;
    const size_t column = g->columns->index[role];
    cm__text_clear(&g->reason);
    cm__text_addf(&g->reason, "bad_place: %s '%.40s' %s", lat ? "latitude" : "longitude",
                  column == CM_ABSENT ? "" : cm_table_format(g->members, row, column, buffer),
                  lat ? lat : lon);
    answer->reason = g->reason.failed ? "" : g->reason.bytes;
    answer->score = 0;
    answer->candidates = 0;
    return true;
}

static cm_status find_address(geocoder *g, size_t row, const char *address,
                              cm_geocode_answer *answer)
{
    const size_t before = g->candidates.row_count;
    cm_status status;

    if (!g->gazetteer && address[strspn(address, " \t")] != '\0')
        return cm__fail(CM_ERR_FORMAT,
                        "row %zu (line %lld) has an address only, and there is no gazetteer",
                        row + 1, (long long)g->members->lines[row]);
    if (!g->gazetteer) {
        answer->reason = "no_address";
        return CM_OK;
    }
    status = cm_geocode_address(answer, g->gazetteer, address, &g->candidates);
    if (status)
        return status;
    for (size_t i = before; i < g->candidates.row_count; i++)
        cm_table_set_integer(&g->candidates, i, g->candidate_line, g->members->lines[row]);
    return CM_OK;
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

/* Counts the row, and takes its place away if it is coarser than what is asked for. */
static void judge(geocoder *g, size_t row, cm_geocode_answer *answer)
{
    const cm_level min_level = g->options->min_level;

    g->report.rows++;
    g->report.tied += answer->candidates > 1;
    if (answer->coord_level >= min_level && answer->coord_level > CM_LEVEL_NONE) {
        g->report.placed++;
        g->report.by_level[answer->coord_level]++;
        return;
    }
    answer->place = (cm_lonlat){NAN, NAN};
    if (*answer->reason == '\0') {
        cm__text_clear(&g->reason);
        cm__text_addf(&g->reason, "too_coarse: known to level %s, not %s",
                      cm_level_name(answer->coord_level), cm_level_name(min_level));
        answer->reason = g->reason.failed ? "" : g->reason.bytes;
    }
    g->report.rejected++;
    g->report.by_level[CM_LEVEL_NONE]++;
    g->rejected[g->rejected_count++] = row;
}

static cm_status place_row(geocoder *g, size_t row)
{
    const size_t column = g->columns->index[CM_MEMBER_ADDRESS];
    char buffer[CM_CELL_MAX];
    const char *const address =
        column == CM_ABSENT ? "" : cm_table_format(g->members, row, column, buffer);
    cm_geocode_answer given = {0}, answer = {.prefecture = "",
                                             .city = "",
                                             .town = "",
                                             .block = "",
                                             .rest = "",
                                             .reason = "",
                                             .place = {NAN, NAN}};
    const bool has_place = take_given(g, row, &given);
    cm_status status = g->reason.failed;

    if (!status && (!has_place || g->gazetteer))
        status = find_address(g, row, address, &answer);
    if (status)
        return status;
    if (has_place) {
        answer.match_level = given.match_level ? given.match_level : answer.match_level;
        answer.coord_level = given.coord_level;
        answer.place = given.place;
        answer.score = given.score;
        answer.candidates = given.candidates;
        answer.reason = given.reason;
    }
    judge(g, row, &answer);
    return g->reason.failed ? g->reason.failed : write_answer(g, row, &answer);
}

static cm_status place_rows(geocoder *g)
{
    const cm_progress *const progress = &g->options->progress;
    const size_t count = g->members->row_count;
    cm_status status = CM_OK;

    for (size_t row = 0; row < count && !status; row++) {
        if (row % STEP_ROWS == 0 && progress->step &&
            !progress->step(progress->context, (double)row / (double)count))
            return cm__fail(CM_ERR_STOPPED, "geocoding was stopped");
        status = place_row(g, row);
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

    if (!status && g->gazetteer)
        status = cm_features_set_source(out, cm_gazetteer_get_info(g->gazetteer).attribution);
    for (size_t row = 0; row < out->table.row_count && !status; row++)
        cm_features_set_point(out, row,
                              (cm_point){out->table.columns[g->at[LON]].reals[row],
                                         out->table.columns[g->at[LAT]].reals[row]});
    return status;
}

static cm_status prepare(geocoder *g)
{
    const size_t *const index = g->columns->index;
    cm_status status;

    if (index[CM_MEMBER_ADDRESS] == CM_ABSENT &&
        (index[CM_MEMBER_LON] == CM_ABSENT || index[CM_MEMBER_LAT] == CM_ABSENT))
        return cm__fail(CM_ERR_FORMAT, "there is neither an address column nor lon and lat");
    status = cm__array_grow(&g->rejected, g->members->row_count + 1, sizeof *g->rejected);
    if (!status)
        status = cm_table_add_column(&g->candidates, &g->candidate_line, "line", CM_COLUMN_INTEGER);
    return status ? status : copy_members(g);
}

cm_status cm_geocode_members(const cm_geocode_outputs *out, cm_table *members,
                             const cm_member_columns *columns, cm_gazetteer *gazetteer,
                             const cm_geocode_options *options)
{
    static const cm_geocode_options defaults = CM_GEOCODE_OPTIONS_INIT;
    geocoder g = {.members = members,
                  .columns = columns,
                  .gazetteer = gazetteer,
                  .options = options ? options : &defaults};
    cm_table rejects = {0};
    cm_features layer = {0};
    cm_status status = prepare(&g);

    if (!status)
        status = place_rows(&g);
    if (!status)
        status = make_rejects(&rejects, &g);
    if (!status)
        status = make_layer(&layer, &g);
    if (status)
        goto done;
    *out->members = layer; /* handed over: done must not release them */
    layer = (cm_features){0};
    if (out->rejects) {
        *out->rejects = rejects;
        rejects = (cm_table){0};
    }
    if (out->candidates) {
        *out->candidates = g.candidates;
        g.candidates = (cm_table){0};
    }
    if (out->report)
        *out->report = g.report;
    cm_table_clear(members);
done:
    cm_features_clear(&layer);
    cm_table_clear(&rejects);
    cm_table_clear(&g.candidates);
    cm_table_clear(&g.table);
    cm__array_free(&g.rejected);
    cm__text_clear(&g.reason);
    return status;
}
