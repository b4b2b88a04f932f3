/* density_watch.c - threads at one work: how far they are, and whether they are to stop. */
#include "layers/density_watch.h"
#include <omp.h>

static void ask(cm__watch *watch)
{
    const cm_progress *const progress = watch->progress;
    size_t done;

#pragma omp atomic read
    done = watch->done;
    if (progress->step(progress->context, watch->all ? (double)done / (double)watch->all : 0))
        return;
#pragma omp atomic write
    watch->stopped = true;
}

static bool is_stopped(const cm__watch *watch)
{
    bool stopped;

#pragma omp atomic read
    stopped = watch->stopped;
    return stopped;
}

bool cm__watch_go_on(cm__watch *watch)
{
    if (is_stopped(watch))
        return false; /* whoever stopped it is not asked again */
    if (omp_get_thread_num() == 0 && watch->progress && watch->progress->step)
        ask(watch);
    return !is_stopped(watch);
}

void cm__watch_count(cm__watch *watch, size_t parts)
{
#pragma omp atomic update
    watch->done += parts;
}
