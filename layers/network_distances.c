/* network_distances.c - from many places of a network to many others, by several threads. */
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include <clustermap/network.h>
#include <omp.h>

enum { THREADS_MAX = 256 };

typedef struct crew {
    cm_network_search **searches; /* one a thread */
    size_t threads;
    cm_network_places from, to;
    double *out;
    const cm_network_distances_options *options;
    size_t next, done;
    bool stopped;
} crew;

static bool take_row(crew *all, size_t *row)
{
    bool stopped;

#pragma omp atomic read
    stopped = all->stopped;
#pragma omp atomic capture
    *row = all->next++;
    return !stopped && *row < all->from.count;
}

/* Only the caller's own thread talks to the caller; it also hears within a search. */
static bool hear(void *context, double share)
{
    crew *const all = context;
    bool stopped;
    size_t done;

    (void)share;
#pragma omp atomic read
    done = all->done;
#pragma omp atomic read
    stopped = all->stopped;
    if (stopped || omp_get_thread_num() != 0 || !all->options->progress.step)
        return !stopped;
    if (all->options->progress.step(all->options->progress.context,
                                    (double)done / (double)all->from.count))
        return true;
#pragma omp atomic write
    all->stopped = true;
    return false;
}

static void work(crew *all)
{
    cm_network_search *const search = all->searches[omp_get_thread_num()];
    size_t row;

    while (take_row(all, &row)) {
        /* it can only fail by being stopped, which the caller is told once, by its own thread */
        if (cm_network_search_all(all->out + row * all->to.count, search, &all->from.places[row],
                                  all->options->max))
            return;
#pragma omp atomic update
        all->done++;
        if (!hear(all, 0))
            return;
    }
}

static cm_status make_searches(crew *all, const cm_network *network)
{
    const cm_progress ears = {hear, all};
    const int wanted = all->options->threads > 0 ? all->options->threads : omp_get_max_threads();
    size_t count = (size_t)wanted < THREADS_MAX ? (size_t)wanted : THREADS_MAX;
    cm_status status = CM_OK;

    count = count < all->from.count ? count : all->from.count;
    status = cm__array_grow(&all->searches, count + 1, sizeof(cm_network_search *));
    for (; all->threads < count && !status; all->threads += !status) {
        all->searches[all->threads] = NULL;
        status = cm_network_search_create(&all->searches[all->threads], network, all->to.places,
                                          all->to.count, &ears);
    }
    return status;
}

cm_status cm_network_distances(double *out, const cm_network *network, cm_network_places from,
                               cm_network_places to, const cm_network_distances_options *options)
{
    static const cm_network_distances_options defaults = CM_NETWORK_DISTANCES_OPTIONS_INIT;
    crew all = {.from = from, .to = to, .out = out, .options = options ? options : &defaults};
    cm_status status;

    if (!(all.options->max >= 0))
        return cm__fail(CM_ERR_DOMAIN, "travel of at most %g is not 0 or more", all.options->max);
    if (from.count == 0 || to.count == 0)
        return CM_OK;
    status = make_searches(&all, network);
    if (!status) {
#pragma omp parallel num_threads((int)all.threads)
        work(&all);
    }
    if (!status && all.stopped)
        status = cm__fail(CM_ERR_STOPPED, "the travel over the network was stopped");
    for (size_t i = 0; i < all.threads; i++)
        cm_network_search_destroy(all.searches[i]);
    cm__array_free(&all.searches);
    return status;
}
