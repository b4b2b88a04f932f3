/* test_density_merge.c - tests layers/density_merge.c. */
#include "layers/density_merge.h"
#include "tests/density_fixture.h"
#include <stdlib.h>

enum { COUNT = 60000 };

static uint32_t table[1 << 17];
static int64_t sums[COUNT];
static cm_point at[COUNT], other[COUNT];
static double weight[COUNT];
static cm__watch watch;
static const cm__merger merger = {table, sums, 0.25, &watch};

static int compare(const void *a, const void *b)
{
    const cm_point *const p = a, *const q = b;

    if (p->x != q->x)
        return p->x < q->x ? -1 : 1;
    return (p->y > q->y) - (p->y < q->y);
}

static int64_t sum_of(size_t kept)
{
    int64_t sum = 0;

    for (size_t i = 0; i < kept; i++)
        sum += sums[i];
    return sum;
}

/* How many places there are, by sorting. */
static size_t count_places(const cm_point *points, size_t count)
{
    size_t places = 0;

    memcpy(other, points, count * sizeof *other);
    qsort(other, count, sizeof *other, compare);
    for (size_t i = 0; i < count; i++)
        places += i == 0 || compare(&other[i - 1], &other[i]) != 0;
    return places;
}

/* What the hash in density_merge.c was when this was written: only for choosing points. */
static uint64_t mix(double x, double y)
{
    uint64_t a, b;

    memcpy(&a, &x, sizeof a);
    memcpy(&b, &y, sizeof b);
    a = a * 0x9E3779B97F4A7C15U + (b ^ b >> 32) * 0xC2B2AE3D27D4EB4FU;
    a = (a ^ a >> 29) * 0xBF58476D1CE4E5B9U;
    return a ^ a >> 32;
}

/* Points that all want one slot of a table of so many bits. */
static void collide(size_t count, int bits)
{
    uint64_t seed = 7;

    for (size_t i = 0; i < count;) {
        const double x = 1000 * random_share(&seed), y = 1000 * random_share(&seed);
        if ((mix(x, y) & ((1U << bits) - 1)) == 5)
            at[i++] = (cm_point){x, y};
    }
}

TEST(leaves_every_place_once)
{
    static const struct {
        const char *why;
        size_t count;
        double step;
        bool weighted;
    } rows[] = {{"none", 0, 1, true},
                {"one", 1, 1, true},
                {"all apart", COUNT, 0, true},
                {"many a place", COUNT, 0.1, true},
                {"without weights", 999, 0.2, false},
                {"all at one", COUNT, 10, true}};

    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        uint64_t seed = k;
        int64_t want = 0;
        test_now = rows[k].why;
        for (size_t i = 0; i < rows[k].count; i++) {
            at[i] = (cm_point){random_share(&seed), random_share(&seed)};
            if (rows[k].step > 0)
                at[i] = (cm_point){rows[k].step * floor(at[i].x / rows[k].step),
                                   rows[k].step * floor(at[i].y / rows[k].step)};
            weight[i] = (double)(i % 7);
            want += rows[k].weighted ? 4 * (int64_t)(i % 7) : 4;
        }
        const size_t places = count_places(at, rows[k].count);
        const size_t kept =
            cm__merge_places(&merger, at, rows[k].weighted ? weight : NULL, rows[k].count);
        CHECK(kept == places && sum_of(kept) == want && count_places(at, kept) == places);
    }
}

TEST(takes_minus_0_for_0)
{
    at[0] = (cm_point){-0.0, 0};
    at[1] = (cm_point){0, -0.0};
    CHECK(cm__merge_places(&merger, at, NULL, 2) == 1 && sums[0] == 8);
}

/* Of a million of these a table alone would take hours. That they come sorted tells how they were
 * merged. */
TEST(sorts_points_that_were_chosen_to_collide)
{
    enum { APART = 24000, TWICE = 2 * APART, BITS = 17 };
    int64_t want = 0;

    CHECK(cm__merge_room(TWICE) == 1 << BITS);
    collide(APART, 12);
    memcpy(at + APART, at, APART * sizeof *at);
    for (size_t i = 0; i < TWICE; i++) {
        weight[i] = (double)(i % 5);
        want += 4 * (int64_t)(i % 5);
    }
    CHECK(cm__merge_places(&merger, at, weight, TWICE) == APART);
    CHECK(sum_of(APART) == want && count_places(at, APART) == APART);
    for (size_t i = 1; i < APART; i++)
        CHECK(compare(&at[i - 1], &at[i]) < 0);
}

static bool refuse(void *context, double share)
{
    (void)share;
    ++*(int *)context;
    return false;
}

TEST(asks_whether_to_go_on)
{
    enum { MANY = 1 << 18 };
    int asked = 0;
    const cm_progress progress = {refuse, &asked};
    cm__watch own = {.progress = &progress};
    cm_point *const points = calloc(MANY, sizeof *points);
    uint32_t *const own_table = calloc(cm__merge_room(MANY), sizeof *own_table);
    int64_t *const own_sums = calloc(MANY, sizeof *own_sums);
    const cm__merger by = {own_table, own_sums, 1, &own};

    CHECK(points && own_table && own_sums);
    CHECK(cm__merge_places(&by, points, NULL, MANY) <= MANY && own.stopped && asked >= 1);
    free(own_sums);
    free(own_table);
    free(points);
}

TEST_MAIN(RUN(leaves_every_place_once), RUN(takes_minus_0_for_0),
          RUN(sorts_points_that_were_chosen_to_collide), RUN(asks_whether_to_go_on))
