/* distance_share.c - lets threads take the next task that is free. */
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "layers/distance_job.h"
#include <omp.h>
#include <string.h>

enum { THREADS_MAX = 256 };

typedef struct crew {
    const cm__distance_task *task;
    const cm__distance_job *job;
    const cm_progress *progress;
    size_t next, done;
    int failed; /* a cm_status, which stops all */
} crew;

static void fail(crew *all, cm_status status)
{
#pragma omp atomic write
    all->failed = (int)status;
}

static bool take_task(crew *all, size_t *task)
{
    int failed;

#pragma omp atomic read
    failed = all->failed;
#pragma omp atomic capture
    *task = all->next++;
    return !failed && *task < all->task->count;
}

/* Only the caller's own thread talks to the caller. */
static void tell(crew *all)
{
    const cm__distance_task *const task = all->task;
    size_t done;

    if (omp_get_thread_num() != 0 || !all->progress->step)
        return;
#pragma omp atomic read
    done = all->done;
    const double share = (double)done / (double)task->count;
    if (!all->progress->step(all->progress->context,
                             task->share_begin + share * (task->share_end - task->share_begin)))
        fail(all, CM_ERR_STOPPED);
}

static void work(crew *all)
{
    const cm__distance_task *const task = all->task;
    unsigned char *scratch = NULL;
    cm_status status = cm__array_grow(&scratch, task->scratch_bytes, 1);
    size_t i;

    if (status) {
        fail(all, status);
        return;
    }
    memset(scratch, 0, task->scratch_bytes);
    tell(all);
    while (take_task(all, &i)) {
        status = task->run(all->job, i, scratch);
        if (status)
            fail(all, status);
#pragma omp atomic update
        all->done++;
        tell(all);
    }
    task->clear(scratch);
    cm__array_free(&scratch);
}

cm_status cm__distance_share(const cm__distance_task *task, const cm__distance_job *job,
                             const cm_distance_options *options)
{
    const int wanted = options->threads > 0 ? options->threads : omp_get_max_threads();
    size_t threads = wanted < THREADS_MAX ? (size_t)wanted : THREADS_MAX;
    crew all = {.task = task, .job = job, .progress = &options->progress};

    threads = threads < task->count ? threads : task->count;
#pragma omp parallel num_threads((int)threads)
    work(&all);
    if (all.failed == CM_ERR_STOPPED)
        return cm__fail(CM_ERR_STOPPED, "the distances were stopped");
    if (all.failed) /* the sentence may be another thread's */
        return cm__fail((cm_status)all.failed, "no memory for the distances");
    return CM_OK;
}
