/* test_cell_index.c - tests layers/cell_index.c against a search through all points. */
#include "layers/cell_index.h"
#include "tests/test.h"
#include <stdint.h>
#include <stdlib.h>

enum { COUNT = 300, K = 9 };

static uint64_t state = 20030929;

static double random_number(void) /* xorshift64*, Vigna 2016 */
{
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    return (double)((state * 2685821657736338717u) >> 11) / 9007199254740992.0;
}

static int nearer(const void *a, const void *b)
{
    const cm__neighbour *const left = a, *const right = b;

    if (left->distance2 != right->distance2)
        return left->distance2 < right->distance2 ? -1 : 1;
    return left->point < right->point ? -1 : 1;
}

/* Fills the points in one of the hostile ways. */
static void make_points(int kind, double *x, double *y, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        x[i] = random_number();
        y[i] = random_number();
        if (kind == 1) /* on a line */
            y[i] = 0.25;
        if (kind == 2) /* all at one place */
            x[i] = y[i] = 7;
        if (kind == 3) { /* many at few places */
            x[i] = floor(x[i] * 4);
            y[i] = floor(y[i] * 4);
        }
        if (kind == 4) { /* far away, and thin */
            x[i] = 1e7 + x[i] * 1e-3;
            y[i] = -1e7 + y[i] * 1e5;
        }
        if (kind == 5 && i == 0) /* one far from all others */
            x[i] = 1e9;
    }
}

static void compare(int kind, const double *x, const double *y, size_t count, cm_point place,
                    double limit)
{
    cm__cell_index index = {0};
    cm__neighbour got[K], want[COUNT];
    size_t found = 0;

    CHECK(cm__cell_index_build(&index, x, y, NULL, count) == CM_OK);
    const size_t n = cm__cell_index_nearest(got, K, &index, place, limit);
    for (size_t i = 0; i < count; i++) {
        const double dx = x[i] - place.x, dy = y[i] - place.y;
        if (dx * dx + dy * dy <= limit * limit)
            want[found++] = (cm__neighbour){i, dx * dx + dy * dy};
    }
    qsort(want, found, sizeof *want, nearer);
    CHECK(n == (found < K ? found : K));
    for (size_t i = 0; i < n; i++)
        CHECK(got[i].point == want[i].point && got[i].distance2 == want[i].distance2);
    (void)kind;
    cm__cell_index_clear(&index);
}

TEST(finds_what_a_search_through_all_finds)
{
    static const char *const whys[] = {"spread", "on a line",    "all at one place",
                                       "ties",   "far and thin", "one far off"};
    static const size_t counts[] = {0, 1, 2, 8, 10, COUNT};
    double x[COUNT], y[COUNT];

    for (int kind = 0; kind < 6; kind++)
        for (size_t c = 0; c < sizeof counts / sizeof *counts; c++) {
            test_now = whys[kind];
            make_points(kind, x, y, counts[c]);
            for (int i = 0; i < 30; i++) {
                const cm_point near = {random_number() * 3 - 1, random_number() * 3 - 1};
                const cm_point far = {1e7 + random_number() * 1e-3, -1e7 + random_number() * 1e5};
                compare(kind, x, y, counts[c], kind == 4 ? far : near, i % 3 ? INFINITY : 0.4);
            }
        }
}

TEST(indexes_only_the_chosen)
{
    const double x[] = {0, 1, 2, 3}, y[] = {0, 0, 0, 0};
    const size_t chosen[] = {1, 3};
    cm__cell_index index = {0};
    cm__neighbour got[4];

    CHECK(cm__cell_index_build(&index, x, y, chosen, 2) == CM_OK);
    CHECK(cm__cell_index_nearest(got, 4, &index, (cm_point){0, 0}, INFINITY) == 2);
    CHECK(got[0].point == 1 && got[1].point == 3);
    cm__cell_index_clear(&index);
}

TEST_MAIN(RUN(finds_what_a_search_through_all_finds), RUN(indexes_only_the_chosen))
