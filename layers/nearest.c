/* nearest.c - the nearest neighbours of each point. */
#include <clustermap/nearest.h>

#include "geo/base_error.h"
#include "geo/base_map.h"
#include "geo/base_memory.h"
#include "layers/point_order.h"
#include "layers/point_tree.h"
#include <assert.h>
#include <float.h>
#include <omp.h>
#include <string.h>

enum {
    K_MAX = 1000,
    CLASSES_MAX = 10000,
    BLOCK = 64,            /* points that a thread takes at a time */
    CHUNK_POINTS = 262144, /* points whose neighbours wait to be put in order */
    CHUNK_PAIRS = 2097152
};

/* A pair that was found, in the place kept for it. */
typedef struct slot {
    double distance_m;
    uint32_t to, rank;
} slot;

typedef struct finding {
    const cm_points *from, *to;
    const cm_nearest_options *options;
    cm_progress progress;
    int threads;
    cm__map classes;       /* in the order in which they first occur */
    uint32_t *class_of;    /* of each point of `to`; NULL: there is one class */
    cm__point_tree *trees; /* one a class */
    size_t tree_count;
    size_t width;        /* slots for each point */
    double distance2;    /* none farther */
    size_t begin, count; /* the points of `from` in this chunk */
    uint32_t *order, *keys;
    slot *slots;
    uint32_t *found;        /* how many of each point's slots are taken */
    cm__neighbour *scratch; /* k for each thread */
    size_t next, done;
    bool stopped;
} finding;

void cm_nearest_pairs_clear(cm_nearest_pairs *pairs)
{
    if (!pairs)
        return;
    cm__array_free(&pairs->distance_m);
    cm__array_free(&pairs->rank);
    cm__array_free(&pairs->to);
    cm__array_free(&pairs->first);
    *pairs = (cm_nearest_pairs){0};
}

/* Room for `more` pairs, and on average a constant number of copies. */
static cm_status make_room(cm_nearest_pairs *pairs, size_t more)
{
    const size_t needed = pairs->count + more;
    const size_t doubled = pairs->capacity ? 2 * pairs->capacity : 64;
    const size_t capacity = doubled < needed ? needed : doubled;
    cm_status status;

    if (needed <= pairs->capacity)
        return CM_OK;
    status = cm__array_grow(&pairs->to, capacity, sizeof *pairs->to);
    if (!status)
        status = cm__array_grow(&pairs->rank, capacity, sizeof *pairs->rank);
    if (!status)
        status = cm__array_grow(&pairs->distance_m, capacity, sizeof *pairs->distance_m);
    if (!status)
        pairs->capacity = capacity;
    return status;
}

static void append(cm_nearest_pairs *pairs, const slot *fresh)
{
    pairs->to[pairs->count] = fresh->to;
    pairs->rank[pairs->count] = (uint16_t)fresh->rank;
    pairs->distance_m[pairs->count] = fresh->distance_m;
    pairs->count++;
    pairs->first[pairs->from_count] = pairs->count;
}

cm_status cm_nearest_pairs_begin(cm_nearest_pairs *pairs)
{
    const size_t used = pairs->from_count + 2; /* an end for this one too */
    cm_status status = CM_OK;

    if (used > pairs->from_capacity)
        status = cm__array_reserve(&pairs->first, pairs->from_capacity, &pairs->from_capacity,
                                   sizeof *pairs->first);
    if (status)
        return status;
    pairs->first[0] = 0;
    pairs->from_count++;
    pairs->first[pairs->from_count] = pairs->count;
    return CM_OK;
}

cm_status cm_nearest_pairs_add(cm_nearest_pairs *pairs, uint32_t to, uint16_t rank,
                               double distance_m)
{
    const slot fresh = {distance_m, to, rank};
    const cm_status status = make_room(pairs, 1);

    assert(pairs->from_count > 0);
    if (!status)
        append(pairs, &fresh);
    return status;
}

static cm_status check(const finding *work)
{
    const cm_nearest_options *const options = work->options;

    if (!(options->k >= 1 && options->k <= K_MAX))
        return cm__fail(CM_ERR_DOMAIN, "%zu neighbours are not within 1..%d", options->k, K_MAX);
    if (!(options->max_m >= 0))
        return cm__fail(CM_ERR_DOMAIN, "a farthest distance of %g m is below 0", options->max_m);
    if (work->from->count >= CM__POINT_NONE || work->to->count >= CM__POINT_NONE)
        return cm__fail(CM_ERR_LIMIT, "more than %lu points", (unsigned long)CM__POINT_NONE - 1);
    return CM_OK;
}

static cm_status add_to_class(finding *work, size_t point)
{
    const char *const given = work->options->to_classes[point], *const text = given ? given : "";
    cm__map_entry *entry = NULL;
    cm_status status = cm__map_put(&work->classes, &entry, text, strlen(text));

    if (status)
        return status;
    if (entry->value == CM__MAP_NEW)
        entry->value = (uint32_t)work->classes.count - 1;
    if (entry->value >= CLASSES_MAX)
        return cm__fail(CM_ERR_LIMIT, "more than %d classes of neighbours", CLASSES_MAX);
    work->class_of[point] = entry->value;
    return CM_OK;
}

static cm_status find_classes(finding *work)
{
    const size_t count = work->to->count;
    cm_status status = CM_OK;

    work->tree_count = count > 0;
    if (!work->options->to_classes || count == 0)
        return CM_OK;
    status = cm__array_grow(&work->class_of, count, sizeof *work->class_of);
    for (size_t i = 0; i < count && !status; i++)
        status = add_to_class(work, i);
    work->tree_count = work->classes.count;
    return status;
}

/* The points of every class together, each ascending; starts has one entry more than classes. */
static void sort_by_class(const finding *work, uint32_t *points, size_t *starts)
{
    memset(starts, 0, (work->tree_count + 1) * sizeof *starts);
    for (size_t i = 0; i < work->to->count; i++)
        starts[work->class_of ? work->class_of[i] + 1 : 1]++;
    for (size_t c = 0; c < work->tree_count; c++)
        starts[c + 1] += starts[c];
    for (size_t i = work->to->count; i-- > 0;)
        points[--starts[work->class_of ? work->class_of[i] + 1 : 1]] = (uint32_t)i;
    /* each start was counted down from its class's end to its begin, one place too far right */
    memmove(starts, starts + 1, work->tree_count * sizeof *starts);
    starts[work->tree_count] = work->to->count;
}

static cm_status build_trees(finding *work)
{
    const cm_points *const to = work->to;
    uint32_t *points = NULL;
    size_t *starts = NULL;
    cm_status status = find_classes(work);

    if (status || work->tree_count == 0)
        return status;
    status = cm__array_grow(&points, to->count, sizeof *points);
    if (!status)
        status = cm__array_grow(&starts, work->tree_count + 1, sizeof *starts);
    if (!status)
        status = cm__array_grow(&work->trees, work->tree_count, sizeof *work->trees);
    if (!status) {
        memset(work->trees, 0, work->tree_count * sizeof *work->trees);
        sort_by_class(work, points, starts);
    }
    for (size_t c = 0; c < work->tree_count && !status; c++) {
        const size_t count = starts[c + 1] - starts[c];
        status = cm__point_tree_build(&work->trees[c], to->x, to->y, points + starts[c], count,
                                      work->threads);
        work->width += count < work->options->k ? count : work->options->k;
    }
    cm__array_free(&starts);
    cm__array_free(&points);
    return status;
}

static size_t chunk_capacity(const finding *work)
{
    const size_t fitting = work->width ? CHUNK_PAIRS / work->width + 1 : CHUNK_POINTS;
    const size_t count = fitting < CHUNK_POINTS ? fitting : CHUNK_POINTS;

    return count < work->from->count ? count : work->from->count;
}

static cm_status allocate(finding *work)
{
    const size_t points = chunk_capacity(work) + 1;
    cm_status status = cm__array_grow(&work->order, points, sizeof *work->order);

    if (!status)
        status = cm__array_grow(&work->keys, 2 * points, sizeof *work->keys);
    if (!status)
        status = cm__array_grow(&work->found, points, sizeof *work->found);
    if (!status)
        status = cm__array_grow(&work->slots, points * work->width + 1, sizeof *work->slots);
    if (!status)
        status = cm__array_grow(&work->scratch, (size_t)work->threads * work->options->k,
                                sizeof *work->scratch);
    return status;
}

/* The root of the square is right to its last bit or the one before, unless the square is too small
 * to have all its digits. */
static double distance_to(const finding *work, cm_point place, const cm__neighbour *found)
{
    if (found->distance2 >= 1e-280)
        return sqrt(found->distance2);
    return hypot(work->to->x[found->point] - place.x, work->to->y[found->point] - place.y);
}

/* i counts within the chunk. What rounding lets through beyond max_m is left out here, where the
 * distance is the one that is told. */
static void find_of_point(finding *work, size_t i, cm__neighbour *scratch)
{
    const cm_point place = {work->from->x[work->begin + i], work->from->y[work->begin + i]};
    slot *const slots = work->slots + i * work->width;
    uint32_t found = 0;

    for (size_t c = 0; c < work->tree_count; c++) {
        const size_t count = cm__point_tree_nearest(scratch, work->options->k, &work->trees[c],
                                                    place, work->distance2);
        for (size_t rank = 0; rank < count; rank++) {
            const double distance_m = distance_to(work, place, &scratch[rank]);
            if (distance_m <= work->options->max_m)
                slots[found++] = (slot){distance_m, scratch[rank].point, (uint32_t)rank + 1};
        }
    }
    work->found[i] = found;
}

static bool take_block(finding *work, size_t *begin)
{
    bool stopped;

#pragma omp atomic read
    stopped = work->stopped;
#pragma omp atomic capture
    {
        *begin = work->next;
        work->next += BLOCK;
    }
    return !stopped && *begin < work->count;
}

/* Only the caller's own thread talks to the caller. */
static void tell(finding *work)
{
    const cm_progress *const progress = &work->progress;
    size_t done;

    if (omp_get_thread_num() != 0 || !progress->step)
        return;
#pragma omp atomic read
    done = work->done;
    if (progress->step(progress->context, (double)done / (double)work->from->count))
        return;
#pragma omp atomic write
    work->stopped = true;
}

/* Members of one building or one town are often at one place: what was found is found again. */
static bool copy_of_point(const finding *work, size_t i, size_t last)
{
    const double *const x = work->from->x + work->begin, *const y = work->from->y + work->begin;

    if (x[i] != x[last] || y[i] != y[last])
        return false;
    work->found[i] = work->found[last];
    memcpy(work->slots + i * work->width, work->slots + last * work->width,
           work->found[last] * sizeof *work->slots);
    return true;
}

static void find_of_chunk(finding *work)
{
    cm__neighbour *const scratch = work->scratch + (size_t)omp_get_thread_num() * work->options->k;
    size_t begin;

    tell(work);
    while (take_block(work, &begin)) {
        const size_t end = work->count - begin < BLOCK ? work->count : begin + BLOCK;
        for (size_t i = begin; i < end; i++)
            if (i == begin || !copy_of_point(work, work->order[i], work->order[i - 1]))
                find_of_point(work, work->order[i], scratch);
#pragma omp atomic update
        work->done += end - begin;
        tell(work);
    }
}

static cm_status fail_too_many(void)
{
    return cm__fail(CM_ERR_LIMIT, "over %zu pairs of neighbours", CM_NEAREST_PAIRS_MAX);
}

static cm_status append_chunk(cm_nearest_pairs *pairs, const finding *work)
{
    size_t more = 0;
    cm_status status;

    for (size_t i = 0; i < work->count; i++)
        more += work->found[i];
    if (more > CM_NEAREST_PAIRS_MAX - pairs->count)
        return fail_too_many();
    status = make_room(pairs, more);
    for (size_t i = 0; i < work->count && !status; i++) {
        const slot *const slots = work->slots + i * work->width;
        status = cm_nearest_pairs_begin(pairs);
        for (uint32_t s = 0; s < work->found[i] && !status; s++)
            append(pairs, &slots[s]);
    }
    return status;
}

static cm_status find_all(cm_nearest_pairs *pairs, finding *work)
{
    const size_t capacity = chunk_capacity(work);
    cm_status status;

    if (isinf(work->options->max_m) && work->width > 0 &&
        work->from->count > CM_NEAREST_PAIRS_MAX / work->width)
        return fail_too_many();
    status = allocate(work);

    for (; work->begin < work->from->count && !status; work->begin += work->count) {
        const size_t left = work->from->count - work->begin;
        work->count = left < capacity ? left : capacity;
        work->next = 0;
        cm__point_order(work->order, work->keys, work->from->x + work->begin,
                        work->from->y + work->begin, work->count);
        const size_t blocks = (work->count + BLOCK - 1) / BLOCK;
        const int threads = blocks < (size_t)work->threads ? (int)blocks : work->threads;
#pragma omp parallel num_threads(threads)
        find_of_chunk(work);
        status = work->stopped ? cm__fail(CM_ERR_STOPPED, "the search for neighbours was stopped")
                               : append_chunk(pairs, work);
    }
    return status;
}

static void clear(finding *work)
{
    cm__array_free(&work->scratch);
    cm__array_free(&work->slots);
    cm__array_free(&work->found);
    cm__array_free(&work->keys);
    cm__array_free(&work->order);
    for (size_t c = 0; work->trees && c < work->tree_count; c++)
        cm__point_tree_clear(&work->trees[c]);
    cm__array_free(&work->trees);
    cm__array_free(&work->class_of);
    cm__map_clear(&work->classes);
}

cm_status cm_nearest_search(cm_nearest_pairs *out, const cm_points *from, const cm_points *to,
                            const cm_nearest_options *options)
{
    static const cm_nearest_options defaults = CM_NEAREST_OPTIONS_INIT;
    finding work = {.from = from, .to = to, .options = options ? options : &defaults};
    const bool is_newer = work.options->version >= 2;
    const double max_m = work.options->max_m;
    cm_nearest_pairs pairs = {0};
    cm_status status = check(&work);

    work.threads =
        is_newer && work.options->threads > 0 ? work.options->threads : omp_get_max_threads();
    if (is_newer)
        work.progress = work.options->progress;
    work.distance2 = max_m * max_m * (1 + 4 * DBL_EPSILON) + DBL_MIN;
    if (!status)
        status = build_trees(&work);
    if (!status)
        status = find_all(&pairs, &work);
    if (status) {
        cm_nearest_pairs_clear(&pairs);
    } else {
        *out = pairs;
    }
    clear(&work);
    return status;
}
