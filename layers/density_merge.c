/* density_merge.c - points of equal coordinates made one place: by a table of hashes, or sorted.
 *
 * The hash is no secret, so points can be chosen that all have one; where they need more steps than
 * chance would ever take, those that are left are sorted instead. Sums of whole numbers do not
 * depend on the way. */
#include "layers/density_merge.h"
#include <math.h>
#include <string.h>

enum { ROOM_MIN = 16, STEPS_A_POINT = 16, STEPS_MIN = 256, POINTS_A_LOOK = 1 << 16 };

/* Points while they are merged: places 0 .. kept - 1, then rubbish, then points from next on. */
typedef struct merging {
    const cm__merger *by;
    cm_point *at;
    const double *weight;
    size_t count, kept, next;
} merging;

static uint64_t mix(cm_point at)
{
    const double x = at.x + 0.0, y = at.y + 0.0; /* -0 is 0 */
    uint64_t a, b;

    memcpy(&a, &x, sizeof a);
    memcpy(&b, &y, sizeof b);
    a = a * 0x9E3779B97F4A7C15U + (b ^ b >> 32) * 0xC2B2AE3D27D4EB4FU;
    a = (a ^ a >> 29) * 0xBF58476D1CE4E5B9U;
    return a ^ a >> 32;
}

size_t cm__merge_room(size_t count)
{
    size_t room = ROOM_MIN;

    while (room < 2 * count)
        room *= 2;
    return room;
}

static bool is_same(const cm_point *a, const cm_point *b)
{
    return a->x == b->x && a->y == b->y;
}

static int64_t units_of(const merging *m, size_t i)
{
    return (int64_t)rint((m->weight ? m->weight[i] : 1) / m->by->weight_unit);
}

/* Until all points are merged, or steps run out. The table is half empty at the least, so that
 * without malice a point takes 1.5 steps (Knuth, vol. 3, 6.4). */
static void merge_by_hash(merging *m)
{
    const size_t room = cm__merge_room(m->count);
    uint32_t *const table = m->by->table;
    size_t steps = STEPS_A_POINT * m->count + STEPS_MIN;

    memset(table, 0, room * sizeof *table);
    for (; m->next < m->count && steps > 0; m->next++) {
        const cm_point place = m->at[m->next];
        size_t slot = mix(place) & (room - 1);
        if (m->next % POINTS_A_LOOK == POINTS_A_LOOK - 1 && !cm__watch_go_on(m->by->watch))
            return;
        for (; table[slot] != 0 && !is_same(&m->at[table[slot] - 1], &place); steps -= steps > 0)
            slot = (slot + 1) & (room - 1);
        const int64_t units = units_of(m, m->next);
        if (table[slot] == 0) {
            m->at[m->kept] = place;
            m->by->sums[m->kept] = 0;
            table[slot] = (uint32_t)++m->kept;
        }
        m->by->sums[table[slot] - 1] += units;
    }
}

/* Points that are left become places of their own. */
static void keep_rest(merging *m)
{
    for (; m->next < m->count; m->next++, m->kept++) {
        const int64_t units = units_of(m, m->next);
        m->at[m->kept] = m->at[m->next];
        m->by->sums[m->kept] = units;
    }
}

static bool comes_before(const cm_point *a, const cm_point *b)
{
    return a->x < b->x || (a->x == b->x && a->y < b->y);
}

static void swap(const merging *m, size_t i, size_t k)
{
    const cm_point place = m->at[i];
    const int64_t sum = m->by->sums[i];

    m->at[i] = m->at[k];
    m->by->sums[i] = m->by->sums[k];
    m->at[k] = place;
    m->by->sums[k] = sum;
}

static void sink(const merging *m, size_t i, size_t count)
{
    for (size_t child = 2 * i + 1; child < count; child = 2 * i + 1) {
        if (child + 1 < count && comes_before(&m->at[child], &m->at[child + 1]))
            child++;
        if (!comes_before(&m->at[i], &m->at[child]))
            return;
        swap(m, i, child);
        i = child;
    }
}

/* Heap sort: no room of its own, and no order of points that is bad for it. */
static void sort_places(const merging *m)
{
    for (size_t i = m->kept / 2; i-- > 0;)
        sink(m, i, m->kept);
    for (size_t end = m->kept; end-- > 1;) {
        if (end % POINTS_A_LOOK == 0 && !cm__watch_go_on(m->by->watch))
            return;
        swap(m, 0, end);
        sink(m, 0, end);
    }
}

static void merge_neighbours(merging *m)
{
    const size_t count = m->kept;

    m->kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (m->kept > 0 && is_same(&m->at[i], &m->at[m->kept - 1])) {
            m->by->sums[m->kept - 1] += m->by->sums[i];
            continue;
        }
        m->at[m->kept] = m->at[i];
        m->by->sums[m->kept++] = m->by->sums[i];
    }
}

size_t cm__merge_places(const cm__merger *merger, cm_point *at, const double *weight, size_t count)
{
    merging m = {.by = merger, .at = at, .weight = weight, .count = count};

    merge_by_hash(&m);
    if (m.next == count)
        return m.kept;
    keep_rest(&m);
    sort_places(&m);
    merge_neighbours(&m);
    return m.kept;
}
