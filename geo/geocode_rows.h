/* geocode_rows.h - the answers to rows of a member list, found by several threads. */
#ifndef CM_GEOCODE_ROWS_H
#define CM_GEOCODE_ROWS_H

#include "geo/base_arena.h"
#include "geo/geocode_session.h"

enum { CM__ROWS_IN_BLOCK = 64 };

/* What is asked. All are borrowed. */
typedef struct cm__geocode_task {
    const cm_table *members;
    const cm_member_columns *columns;
    cm_gazetteer *gazetteer; /* may be NULL */
    cm_level min_level;
    bool wants_candidates;
} cm__geocode_task;

/* The answers to a few rows that follow one another; {0} is empty. */
typedef struct cm__row_block {
    size_t first, count; /* rows; of an answer that fails, and those after it, nothing is known */
    cm_geocode_answer answers[CM__ROWS_IN_BLOCK]; /* without a place where it is too coarse */
    bool placed[CM__ROWS_IN_BLOCK];
    cm__arena *texts;    /* the answers' own */
    cm_table candidates; /* as in cm_geocode_address, the rows' lines in cm_table.lines */
    cm_status status;
    char error[512]; /* the sentence of status, which is kept by thread */
} cm__row_block;

/* Threads, and what each needs; the first is the caller's own. {0} is none. */
typedef struct cm__row_workers {
    struct cm__row_worker *each;
    size_t count;
} cm__row_workers;

/* Makes ready as many threads as are wanted (0: as many as there are processors) for rows of this
 * number. To be cleared whatever comes back.  Returns CM_OK or CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__row_workers_init(cm__row_workers *out, cm_gazetteer *gazetteer,
                                             int threads, size_t rows);
void cm__row_workers_clear(cm__row_workers *workers);

/* Answers the rows from `first` on, as many as the blocks hold and the members have. The answers do
 * not depend on the number of threads.
 *
 * blocks   count of them; what they held is released
 * Returns CM_OK, or the status of the first row that fails, with its sentence: CM_ERR_FORMAT,
 * CM_ERR_NOMEM, CM_ERR_LIMIT. */
CM_MUST_CHECK cm_status cm__row_blocks_answer(cm__row_block *blocks, size_t count, size_t first,
                                              const cm__geocode_task *task,
                                              cm__row_workers *workers);

/* Releases what a block holds and leaves it empty. */
void cm__row_block_clear(cm__row_block *block);

#endif
