/* geocode_rows.c - the answers to rows of a member list, found by several threads.
 *
 * Rows are dealt out in small blocks, which are finished in any order but read in theirs. So
 * neither what is answered nor which failure is told depends on the number of threads. The threads
 * are plain ones that end with their blocks: OpenMP's would wait in a busy loop while what they
 * found is written, and take the processor from whoever writes it. */
#include "geo/geocode_rows.h"
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "geo/geocode_near.h"
#include "geo/geocode_reason.h"
#include "geo/geocode_search.h"
#include <math.h>
#include <omp.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

#define OUTSIDE_SCORE 0.5 /* either the address is wrong or the place */

static const cm_geocode_answer no_answer = {.prefecture = "",
                                            .city = "",
                                            .town = "",
                                            .block = "",
                                            .rest = "",
                                            .reason = "",
                                            .place = {NAN, NAN}};

/* The blocks that the workers share. */
typedef struct row_team {
    cm__row_block *blocks;
    size_t count;
    atomic_size_t next; /* to be taken */
    const cm__geocode_task *task;
} row_team;

struct cm__row_worker {
    cm__geocode_session session;
    row_team *team;
    pthread_t thread;
    bool has_begun;
};

/* One row on its way. */
typedef struct row_work {
    const cm__geocode_task *task;
    cm__geocode_session *session;
    cm__row_block *block;
    size_t row;
    cm__text *reason; /* where the answer gives none; the session's own holds the answer's */
} row_work;

cm_status cm__row_workers_init(cm__row_workers *out, cm_gazetteer *gazetteer, int threads,
                               size_t rows)
{
    const size_t most = (rows + CM__ROWS_IN_BLOCK - 1) / CM__ROWS_IN_BLOCK;
    const int wanted = threads > 0 ? threads : omp_get_max_threads();
    size_t count = (size_t)(wanted > 1 ? wanted : 1);
    cm_status status;

    if (count > most)
        count = most > 0 ? most : 1;
    status = cm__array_grow(&out->each, count, sizeof *out->each);
    while (!status && out->count < count) {
        struct cm__row_worker *const worker = &out->each[out->count++];
        *worker = (struct cm__row_worker){.has_begun = false};
        status = cm__geocode_session_init(&worker->session, gazetteer);
    }
    return status;
}

void cm__row_workers_clear(cm__row_workers *workers)
{
    while (workers->count > 0)
        cm__geocode_session_clear(&workers->each[--workers->count].session);
    cm__array_free(&workers->each);
}

void cm__row_block_clear(cm__row_block *block)
{
    cm__arena_destroy(&block->texts);
    cm_table_clear(&block->candidates);
    block->count = 0;
    block->status = CM_OK;
}

/* Why a coordinate that a row brought is none, or NULL. */
static const char *check_degrees(const row_work *work, cm_member_role role, double most,
                                 double *out)
{
    const cm_table *const members = work->task->members;
    const size_t column = work->task->columns->index[role];
    char buffer[CM_CELL_MAX];
    const char *text;

    *out = NAN;
    if (column == CM_ABSENT)
        return "is missing";
    text = cm_table_format(members, work->row, column, buffer);
    if (text[strspn(text, " \t")] == '\0')
        return "is missing";
    *out = cm_table_get_number(members, work->row, column);
    if (isnan(*out))
        return "is not a number";
    return *out >= -most && *out <= most ? NULL : "is out of range";
}

/* Takes the row's own coordinates. Returns false if it has none; a bad one is a reason. */
static bool take_given(row_work *work, cm_geocode_answer *answer)
{
    const cm_table *const members = work->task->members;
    cm_lonlat place;
    const char *const lon = check_degrees(work, CM_MEMBER_LON, 180, &place.lon_deg);
    const char *const lat = check_degrees(work, CM_MEMBER_LAT, 90, &place.lat_deg);
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
    const size_t column = work->task->columns->index[role];
    cm__reason_give(work->reason, CM_REASON_BAD_PLACE, "%s '%.40s' %s",
                    lat ? "latitude" : "longitude",
                    column == CM_ABSENT ? "" : cm_table_format(members, work->row, column, buffer),
                    lat ? lat : lon);
    answer->reason = work->reason->failed ? "" : work->reason->bytes;
    answer->score = 0;
    answer->candidates = 0;
    return true;
}

/* The postal code that stands beside the address, or 0. */
static uint32_t read_postal(const row_work *work)
{
    const size_t column = work->task->columns->index[CM_MEMBER_POSTAL_CODE];
    char buffer[CM_CELL_MAX];

    return column == CM_ABSENT ? 0
                               : cm__search_read_postal(cm_table_format(work->task->members,
                                                                        work->row, column, buffer));
}

static cm_status find_address(row_work *work, const char *address, cm_geocode_answer *answer)
{
    const cm_table *const members = work->task->members;
    cm_table *const candidates = &work->block->candidates;
    const size_t before = candidates->row_count;
    cm_status status;

    if (!work->task->gazetteer && address[strspn(address, " \t")] != '\0')
        return cm__fail(CM_ERR_FORMAT,
                        "row %zu (line %lld) has an address only, and there is no gazetteer",
                        work->row + 1, (long long)members->lines[work->row]);
    if (!work->task->gazetteer) {
        answer->reason = cm_reason_name(CM_REASON_NO_ADDRESS);
        return CM_OK;
    }
    status = cm__geocode_ask(answer, work->session, address, read_postal(work),
                             work->task->wants_candidates ? candidates : NULL);
    for (size_t i = before; i < candidates->row_count && !status; i++)
        candidates->lines[i] = members->lines[work->row];
    return status;
}

/* Takes the place away if it is coarser than what is asked for. Returns whether it stays. */
static bool judge(const row_work *work, cm_geocode_answer *answer)
{
    const cm_level min_level = work->task->min_level;

    if (answer->coord_level >= min_level && answer->coord_level > CM_LEVEL_NONE)
        return true;
    answer->place = (cm_lonlat){NAN, NAN};
    if (*answer->reason == '\0') {
        cm__reason_give(work->reason, CM_REASON_TOO_COARSE, "known to level %s, not %s",
                        cm_level_name(answer->coord_level), cm_level_name(min_level));
        answer->reason = work->reason->failed ? "" : work->reason->bytes;
    }
    return false;
}

/* Gives the answer texts of the block's own: those it has last until the next question. */
static cm_status keep_texts(cm__row_block *block, cm_geocode_answer *answer)
{
    const char **const texts[] = {&answer->prefecture, &answer->city, &answer->town,
                                  &answer->block,      &answer->rest, &answer->reason};
    cm_status status = CM_OK;

    for (size_t i = 0; i < sizeof texts / sizeof *texts && !status; i++) {
        if (**texts[i] == '\0')
            *texts[i] = "";
        else
            status = cm__arena_add(&block->texts, texts[i], *texts[i]);
    }
    return status;
}

/* Holds the place that a row brought against what its address says. */
static cm_status check_given(row_work *work, const cm_geocode_answer *answer,
                             cm_geocode_answer *given)
{
    cm_status status = CM_OK;

    if (given->coord_level != CM_LEVEL_GIVEN || !work->task->gazetteer)
        return CM_OK;
    status = cm__near_check_given(&given->reason, work->session, answer, given->place);
    if (*given->reason)
        given->score = OUTSIDE_SCORE;
    return status;
}

/* What a row brought wins over its address. */
static void prefer_given(cm_geocode_answer *answer, const cm_geocode_answer *given)
{
    answer->match_level = given->match_level ? given->match_level : answer->match_level;
    answer->coord_level = given->coord_level;
    answer->place = given->place;
    answer->score = given->score;
    answer->candidates = given->candidates;
    answer->reason = given->reason;
}

static cm_status answer_row(row_work *work, cm_geocode_answer *out, bool *placed)
{
    const size_t column = work->task->columns->index[CM_MEMBER_ADDRESS];
    char buffer[CM_CELL_MAX];
    const char *const address =
        column == CM_ABSENT ? "" : cm_table_format(work->task->members, work->row, column, buffer);
    cm_geocode_answer given = {0}, answer = no_answer;
    const bool has_place = take_given(work, &given);
    cm_status status = work->reason->failed;

    if (!status && (!has_place || work->task->gazetteer))
        status = find_address(work, address, &answer);
    if (!status && has_place)
        status = check_given(work, &answer, &given);
    if (status)
        return status;
    if (has_place)
        prefer_given(&answer, &given);
    *placed = judge(work, &answer);
    status = work->reason->failed;
    if (!status)
        status = keep_texts(work->block, &answer);
    *out = answer;
    return status;
}

static void answer_block(cm__row_block *block, const cm__geocode_task *task,
                         cm__geocode_session *session)
{
    cm__text reason = {0};
    row_work work = {.task = task, .session = session, .block = block, .reason = &reason};

    for (size_t i = 0; i < block->count && !block->status; i++) {
        work.row = block->first + i;
        block->status = answer_row(&work, &block->answers[i], &block->placed[i]);
    }
    if (block->status)
        snprintf(block->error, sizeof block->error, "%s", cm_error_text());
    cm__text_clear(&reason);
}

/* Takes blocks until there are none. */
static void *work(void *context)
{
    struct cm__row_worker *const worker = context;
    row_team *const team = worker->team;
    size_t i;

    while ((i = atomic_fetch_add(&team->next, 1)) < team->count)
        answer_block(&team->blocks[i], team->task, &worker->session);
    return NULL;
}

/* Lets all work, the caller among them; a thread that cannot be had is one less. */
static void work_together(row_team *team, cm__row_workers *workers)
{
    for (size_t i = 0; i < workers->count; i++)
        workers->each[i].team = team;
    for (size_t i = 1; i < workers->count; i++)
        workers->each[i].has_begun =
            pthread_create(&workers->each[i].thread, NULL, work, &workers->each[i]) == 0;
    work(&workers->each[0]);
    for (size_t i = 1; i < workers->count; i++)
        if (workers->each[i].has_begun)
            pthread_join(workers->each[i].thread, NULL);
}

cm_status cm__row_blocks_answer(cm__row_block *blocks, size_t count, size_t first,
                                const cm__geocode_task *task, cm__row_workers *workers)
{
    const size_t rows = task->members->row_count;
    row_team team = {.blocks = blocks, .count = count, .task = task};

    for (size_t i = 0; i < count; i++) {
        cm__row_block_clear(&blocks[i]);
        blocks[i].first = first + i * CM__ROWS_IN_BLOCK;
        if (blocks[i].first < rows)
            blocks[i].count = rows - blocks[i].first < CM__ROWS_IN_BLOCK ? rows - blocks[i].first
                                                                         : CM__ROWS_IN_BLOCK;
    }
    atomic_init(&team.next, 0);
    work_together(&team, workers);
    for (size_t i = 0; i < count; i++)
        if (blocks[i].status)
            return cm__fail(blocks[i].status, "%s", blocks[i].error);
    return CM_OK;
}
