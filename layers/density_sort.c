/* density_sort.c - merges equal places and sorts them by block and bucket. */
#include "layers/density_sort.h"
#include "geo/base_memory.h"
#include <math.h>
#include <string.h>

enum {
    RUN = 16,              /* sorted by insertion; longer ones are merged */
    PLACES_A_BLOCK = 2048, /* fewer are not worth a block of their own */
    BUCKETS_MAX = 8192,
    BLOCKS_MAX = 256
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
static void lay_out(cm__places *places, const cm_points *points, const cm__frame *frame)
{
    cm_box box = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    size_t count = 0;

    for (size_t i = 0; i < points->count; i++) {
        const double x = cm__frame_x(frame, points->x[i]), y = cm__frame_y(frame, points->y[i]);
        if (!cm__frame_reaches(frame, x, y))
            continue;
        box = (cm_box){fmin(box.x_min, x), fmin(box.y_min, y), fmax(box.x_max, x),
                       fmax(box.y_max, y)};
        count++;
    }
    if (count == 0)
        box = (cm_box){0};
    const double width = box.x_max - box.x_min, height = box.y_max - box.y_min;
    const size_t blocks_max = limit((double)(count / PLACES_A_BLOCK), 1, BLOCKS_MAX);
    places->blocks = limit(width / frame->block_width, 1, blocks_max);
    places->buckets =
        limit(height / frame->bucket_height, 1, count < BUCKETS_MAX ? count + 1 : BUCKETS_MAX);
    places->left = box.x_min;
    places->top = box.y_min;
    places->block_width = fmax(width / (double)places->blocks, 1e-300);
    places->bucket_height = fmax(height / (double)places->buckets, 1e-300);
}

/* The last bucket of all takes what is out of reach. */
static size_t get_bucket(const cm__places *places, const cm__frame *frame, double x, double y)
{
    const double u = cm__frame_x(frame, x), v = cm__frame_y(frame, y);

    if (!cm__frame_reaches(frame, u, v))
        return places->blocks * places->buckets;
    return get_slice(u, places->left, places->block_width, places->blocks) * places->buckets +
           get_slice(v, places->top, places->bucket_height, places->buckets);
}

/* Counts, then puts every point into its bucket, coordinates as they came: those that are equal are
 * told by all their digits. Leaves in first[i] the end of bucket i. */
static size_t distribute(cm__places *places, const cm_points *points, const cm__frame *frame)
{
    const size_t buckets = places->blocks * places->buckets + 1;
    size_t begin = 0, longest = 0;

    memset(places->first, 0, (buckets + 1) * sizeof *places->first);
    for (size_t i = 0; i < points->count; i++)
        places->first[get_bucket(places, frame, points->x[i], points->y[i])]++;
    for (size_t i = 0; i < buckets; i++) {
        const size_t length = places->first[i];
        places->first[i] = begin;
        begin += length;
        longest = length > longest ? length : longest;
    }
    for (size_t i = 0; i < points->count; i++) {
        const size_t at = places->first[get_bucket(places, frame, points->x[i], points->y[i])]++;
        places->x[at] = points->x[i];
        places->y[at] = points->y[i];
        places->weight[at] = points->weight ? points->weight[i] : 1;
    }
    return longest;
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
static place *sort_bucket(place *bucket, place *spare, size_t count)
{
    for (size_t at = 0; at < count; at += RUN)
        sort_run(bucket + at, count - at < RUN ? count - at : RUN);
    for (size_t run = RUN; run < count; run *= 2) {
        for (size_t at = 0; at < count; at += 2 * run) {
            const size_t length = count - at < 2 * run ? count - at : 2 * run;
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

static void store(cm__places *places, const cm__frame *frame, const place *bucket, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const size_t at = places->count++;
        places->x[at] = cm__frame_x(frame, bucket[i].x);
        places->y[at] = cm__frame_y(frame, bucket[i].y);
        places->weight[at] = bucket[i].weight;
        places->weight_sum += bucket[i].weight;
        places->is_whole &= bucket[i].weight == floor(bucket[i].weight);
    }
}

/* Sorts and merges each bucket and closes the gaps; what is stored never passes what is read. */
static void settle(cm__places *places, const cm__frame *frame, place *scratch, size_t longest)
{
    const size_t buckets = places->blocks * places->buckets + 1;
    size_t begin = 0;

    places->is_whole = true;
    for (size_t i = 0; i < buckets; i++) {
        const size_t end = places->first[i], count = end - begin;
        for (size_t k = 0; k < count; k++)
            scratch[k] =
                (place){places->x[begin + k], places->y[begin + k], places->weight[begin + k]};
        place *const sorted = sort_bucket(scratch, scratch + longest, count);
        places->first[i] = places->count;
        store(places, frame, sorted, merge_equal(sorted, count));
        begin = end;
    }
    places->distinct = places->count;
    places->count = places->first[buckets - 1]; /* the rest is out of reach */
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

cm_status cm__places_sort(cm__places *out, const cm_points *points, const cm__frame *frame)
{
    const size_t room = points->count > 0 ? points->count : 1;
    cm__places places = {0};
    place *scratch = NULL;
    cm_status status;

    lay_out(&places, points, frame);
    status = allocate(&places, room);
    if (status)
        goto done;
    const size_t longest = distribute(&places, points, frame);
    status = cm__array_grow(&scratch, 2 * longest + 1, sizeof *scratch);
    if (status)
        goto done;
    settle(&places, frame, scratch, longest);
    *out = places;
    places = (cm__places){0};
done:
    cm__array_free(&scratch);
    cm__places_clear(&places);
    return status;
}
