/* density_sort.c - merges equal places and sorts them by block and bucket. */
#include "layers/density_sort.h"
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "layers/density_group.h"
#include "layers/density_survey.h"
#include "layers/density_watch.h"
#include <math.h>
#include <omp.h>
#include <string.h>

enum {
    RUN = 16,              /* sorted by insertion; longer ones are merged */
    PLACES_A_BLOCK = 2048, /* fewer are not worth a block of their own */
    BUCKETS_MAX = 8192,
    BLOCKS_MAX = 256,
    PLACES_A_GROUP = 1024,
    GROUPS_MAX = 4096,
    RUN_A_LOOK = 1 << 15 /* shorter runs are merged in no time */
};
#define WHOLE_MAX 9007199254740992.0

typedef struct place {
    double x, y, weight;
} place;

void cm__places_clear(cm__places *places)
{
    cm__array_free(&places->first);
    cm__array_free(&places->weight);
    cm__array_free(&places->y);
    cm__array_free(&places->x);
    *places = (cm__places){0};
}

static size_t get_slice(double value, double start, double size, size_t count)
{
    const double slice = (value - start) / size;

    if (!(slice > 0))
        return 0;
    return slice >= (double)count ? count - 1 : (size_t)slice;
}

static cm__span find_slices(double start, double size, size_t count, const double range[2])
{
    if (!(range[1] >= start && range[0] <= start + size * (double)count))
        return (cm__span){0};
    return (cm__span){get_slice(range[0], start, size, count),
                      get_slice(range[1], start, size, count) + 1};
}

cm__span cm__places_find_blocks(const cm__places *places, double low, double high)
{
    const double range[2] = {low, high};

    return find_slices(places->left, places->block_width, places->blocks, range);
}

cm__span cm__places_find_buckets(const cm__places *places, double low, double high)
{
    const double range[2] = {low, high};

    return find_slices(places->top, places->bucket_height, places->buckets, range);
}

cm__span cm__places_get_span(const cm__places *places, size_t block, cm__span buckets)
{
    const size_t *const first = places->first + block * places->buckets;

    return (cm__span){first[buckets.begin], first[buckets.end]};
}

static size_t limit(double value, size_t low, size_t high)
{
    if (!(value > (double)low))
        return low;
    return value < (double)high ? (size_t)value : high;
}

/* Blocks and buckets lie over the places that are in reach, not over all that could be. */
static void lay_out(cm__places *places, const cm__survey *survey, const cm__frame *frame)
{
    const cm_box *const box = &survey->box;
    const double width = box->x_max - box->x_min, height = box->y_max - box->y_min;
    const size_t count = survey->count;
    const size_t blocks_max = limit((double)(count / PLACES_A_BLOCK), 1, BLOCKS_MAX);

    places->blocks = limit(width / frame->block_width, 1, blocks_max);
    places->buckets =
        limit(height / frame->bucket_height, 1, count < BUCKETS_MAX ? count + 1 : BUCKETS_MAX);
    places->left = box->x_min;
    places->top = box->y_min;
    places->block_width = fmax(width / (double)places->blocks, 1e-300);
    places->bucket_height = fmax(height / (double)places->buckets, 1e-300);
}

/* What has become of a group. */
typedef struct outcome {
    size_t kept; /* places */
    double weight;
    bool is_whole, is_unit; /* every weight */
} outcome;

/* What one thread sorts at a time: some buckets of a block. What is out of reach is a group of its
 * own, with one bucket, after all others. */
typedef struct sorting {
    cm__places *places;
    const cm__frame *frame;
    cm__groups groups;
    size_t bands, height; /* groups a block, and their buckets */
    size_t count;         /* groups */
    size_t room;          /* of a thread's scratch: the longest group */
    place *scratch;       /* twice the room for each thread */
    outcome *outcomes;    /* of each group */
    cm__watch watch;
} sorting;

static size_t get_bucket(const sorting *s, cm_point at)
{
    const double y = cm__frame_y(s->frame, at.y);

    return get_slice(y, s->places->top, s->places->bucket_height, s->places->buckets);
}

static void find_groups(uint16_t *group, const cm_points *points, cm__span part,
                        const void *context)
{
    const sorting *const s = context;
    const cm__places *const places = s->places;

    for (size_t i = part.begin; i < part.end; i++) {
        const double x = cm__frame_x(s->frame, points->x[i]);
        const double y = cm__frame_y(s->frame, points->y[i]);
        size_t at = s->count - 1;
        if (cm__frame_reaches(s->frame, x, y))
            at = get_slice(x, places->left, places->block_width, places->blocks) * s->bands +
                 get_slice(y, places->top, places->bucket_height, places->buckets) / s->height;
        group[i] = (uint16_t)at;
    }
}

/* The buckets of a group, of all there are. */
static cm__span get_buckets(const sorting *s, size_t group)
{
    const size_t buckets = s->places->buckets, block = group / s->bands;
    const size_t begin = group % s->bands * s->height, end = begin + s->height;

    if (group == s->count - 1)
        return (cm__span){block * buckets, block * buckets + 1};
    return (cm__span){block * buckets + (begin < buckets ? begin : buckets),
                      block * buckets + (end < buckets ? end : buckets)};
}

/* Counts, then puts every place into its bucket, coordinates as they came: those that are equal are
 * told by all their digits. Leaves in first[i] the end of bucket i in the group. */
static void distribute(const sorting *s, place *out, size_t group, cm__span buckets)
{
    const cm_point *const at = s->groups.at + s->groups.first[group];
    const double *const weight =
        s->groups.weight ? s->groups.weight + s->groups.first[group] : NULL;
    const size_t count = s->groups.first[group + 1] - s->groups.first[group];
    const bool is_out = group == s->count - 1;
    const size_t block =
        is_out ? buckets.begin : buckets.begin / s->places->buckets * s->places->buckets;
    size_t *const first = s->places->first;
    size_t begin = 0;

    memset(first + buckets.begin, 0, (buckets.end - buckets.begin) * sizeof *first);
    for (size_t i = 0; i < count; i++)
        first[block + (is_out ? 0 : get_bucket(s, at[i]))]++;
    for (size_t i = buckets.begin; i < buckets.end; i++) {
        const size_t length = first[i];
        first[i] = begin;
        begin += length;
    }
    for (size_t i = 0; i < count; i++)
        out[first[block + (is_out ? 0 : get_bucket(s, at[i]))]++] =
            (place){at[i].x, at[i].y, weight ? weight[i] : 1};
}

/* By weight last, so that equal places are summed in one order. */
static bool comes_before(const place *a, const place *b)
{
    if (a->x != b->x)
        return a->x < b->x;
    if (a->y != b->y)
        return a->y < b->y;
    return a->weight < b->weight;
}

static void sort_run(place *run, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        const place moved = run[i];
        size_t at = i;
        for (; at > 0 && comes_before(&moved, &run[at - 1]); at--)
            run[at] = run[at - 1];
        run[at] = moved;
    }
}

static void merge_runs(place *out, const place *runs, size_t middle, size_t count)
{
    size_t left = 0, right = middle;

    for (size_t i = 0; i < count; i++) {
        const bool take_right =
            left == middle || (right < count && comes_before(&runs[right], &runs[left]));
        out[i] = runs[take_right ? right++ : left++];
    }
}

/* Merge sort from short runs upwards; spare is as long as the bucket. Returns which holds it. */
static place *sort_bucket(sorting *s, place *bucket, place *spare, size_t count)
{
    for (size_t at = 0; at < count; at += RUN)
        sort_run(bucket + at, count - at < RUN ? count - at : RUN);
    for (size_t run = RUN; run < count; run *= 2) {
        for (size_t at = 0; at < count; at += 2 * run) {
            const size_t length = count - at < 2 * run ? count - at : 2 * run;
            if (run >= RUN_A_LOOK && !cm__watch_go_on(&s->watch))
                return bucket;
            merge_runs(spare + at, bucket + at, length < run ? length : run, length);
        }
        place *const sorted = spare;
        spare = bucket;
        bucket = sorted;
    }
    return bucket;
}

static size_t merge_equal(place *bucket, size_t count)
{
    size_t kept = 0;

    for (size_t i = 0; i < count; i++) {
        if (kept > 0 && bucket[i].x == bucket[kept - 1].x && bucket[i].y == bucket[kept - 1].y)
            bucket[kept - 1].weight += bucket[i].weight;
        else
            bucket[kept++] = bucket[i];
    }
    return kept;
}

static void store(const sorting *s, size_t group, const place *bucket, size_t count)
{
    cm__places *const places = s->places;
    outcome *const to = &s->outcomes[group];
    const size_t begin = s->groups.first[group] + to->kept;

    for (size_t i = 0; i < count; i++) {
        places->x[begin + i] = cm__frame_x(s->frame, bucket[i].x);
        places->y[begin + i] = cm__frame_y(s->frame, bucket[i].y);
        places->weight[begin + i] = bucket[i].weight;
        to->weight += bucket[i].weight;
        to->is_whole &= bucket[i].weight == floor(bucket[i].weight);
        to->is_unit &= bucket[i].weight == 1;
    }
    to->kept += count;
}

/* Sorts and merges the buckets of a group, to where its points would lie. */
static void sort_group(sorting *s, place *scratch, size_t group)
{
    const cm__span buckets = get_buckets(s, group);
    size_t begin = 0;

    s->outcomes[group] = (outcome){.is_whole = true, .is_unit = true};
    distribute(s, scratch, group, buckets);
    for (size_t i = buckets.begin; i < buckets.end; i++) {
        const size_t end = s->places->first[i], count = end - begin;
        place *const sorted = sort_bucket(s, scratch + begin, scratch + s->room, count);
        s->places->first[i] = s->groups.first[group] + s->outcomes[group].kept;
        store(s, group, sorted, merge_equal(sorted, count));
        begin = end;
    }
}

static void sort_groups(sorting *s, int threads)
{
#pragma omp parallel for num_threads(threads) schedule(dynamic, 1)
    for (size_t i = 0; i < s->count; i++)
        if (cm__watch_go_on(&s->watch))
            sort_group(s, s->scratch + 2 * s->room * (size_t)omp_get_thread_num(), i);
}

/* Closes the gaps that merged places have left. */
static void close_up(const sorting *s)
{
    cm__places *const places = s->places;

    places->is_whole = places->is_unit = true;
    for (size_t i = 0; i < s->count; i++) {
        const size_t begin = s->groups.first[i], shift = begin - places->distinct;
        const size_t kept = s->outcomes[i].kept;
        const cm__span buckets = get_buckets(s, i);
        if (i == s->count - 1)
            places->count = places->distinct; /* the rest is out of reach */
        if (shift > 0 && kept > 0) {
            memmove(places->x + begin - shift, places->x + begin, kept * sizeof *places->x);
            memmove(places->y + begin - shift, places->y + begin, kept * sizeof *places->y);
            memmove(places->weight + begin - shift, places->weight + begin,
                    kept * sizeof *places->weight);
        }
        for (size_t k = buckets.begin; k < buckets.end; k++)
            places->first[k] -= shift;
        places->distinct += kept;
        places->weight_sum += s->outcomes[i].weight;
        places->is_whole &= s->outcomes[i].is_whole;
        places->is_unit &= s->outcomes[i].is_unit;
    }
    places->is_whole &= places->weight_sum <= WHOLE_MAX;
}

static cm_status allocate(cm__places *places, size_t count)
{
    cm_status status =
        cm__array_grow(&places->first, places->blocks * places->buckets + 2, sizeof *places->first);

    if (!status)
        status = cm__array_grow(&places->x, count, sizeof *places->x);
    if (!status)
        status = cm__array_grow(&places->y, count, sizeof *places->y);
    if (!status)
        status = cm__array_grow(&places->weight, count, sizeof *places->weight);
    return status;
}

static cm_status sort(sorting *s, const cm_points *points, int threads)
{
    const cm__grouping grouping = {s->count, find_groups, s};
    const size_t room = points->count > 0 ? points->count : 1;
    cm_status status = cm__groups_fill(&s->groups, points, &grouping, threads);

    s->room = 1;
    for (size_t i = 0; i < s->count && !status; i++) {
        const size_t length = s->groups.first[i + 1] - s->groups.first[i];
        s->room = length > s->room ? length : s->room;
    }
    /* No more scratch than for all points together. */
    const size_t most = room / s->room > 0 ? room / s->room : 1;
    const int crew = (size_t)threads < most ? threads : (int)most;
    if (!status)
        status = cm__array_grow(&s->scratch, 2 * s->room * (size_t)crew, sizeof *s->scratch);
    if (!status)
        status = cm__array_grow(&s->outcomes, s->count, sizeof *s->outcomes);
    if (!status)
        status = allocate(s->places, room);
    if (status)
        return status;
    sort_groups(s, crew);
    if (s->watch.stopped)
        return cm__fail(CM_ERR_STOPPED, "the density was stopped");
    close_up(s);
    return CM_OK;
}

cm_status cm__places_sort_by(cm__places *out, const cm_points *points, const cm__frame *frame,
                             int threads, const cm_progress *progress)
{
    cm__places places = {0};
    sorting s = {.places = &places, .frame = frame, .watch = {.progress = progress}};
    cm__survey survey;

    cm__points_survey(&survey, points, frame, threads);
    lay_out(&places, &survey, frame);
    s.bands = limit((double)survey.count / PLACES_A_GROUP / (double)places.blocks, 1,
                    GROUPS_MAX / places.blocks);
    s.height = (places.buckets + s.bands - 1) / s.bands;
    s.count = places.blocks * s.bands + 1;
    const cm_status status = sort(&s, points, threads < 1 ? 1 : threads);
    if (!status) {
        *out = places;
        places = (cm__places){0};
    }
    cm__array_free(&s.outcomes);
    cm__array_free(&s.scratch);
    cm__groups_clear(&s.groups);
    cm__places_clear(&places);
    return status;
}

cm_status cm__places_sort(cm__places *out, const cm_points *points, const cm__frame *frame)
{
    return cm__places_sort_by(out, points, frame, 1, NULL);
}
