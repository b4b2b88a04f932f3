/* test_point_tree.c - tests layers/point_tree.c against a search through all points. */
#include "layers/point_tree.h"
#include "tests/test.h"
#include <stdlib.h>

enum { COUNT = 300, MANY = 20000, K_MAX = 60 };

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

enum { SPREAD, LINE, ONE_PLACE, TIES, FAR_AND_THIN, ONE_FAR_OFF, CLUSTERED, UNDERFLOWING, KINDS };

static const char *const whys[KINDS] = {
    "spread",       "on a line",   "all at one place", "many at few places",
    "far and thin", "one far off", "clustered",        "so near that the square is 0"};

/* Fills the points in one of the hostile ways. */
static void make_points(int kind, double *x, double *y, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const double u = random_number(), v = random_number();
        x[i] = u;
        y[i] = kind == LINE ? 0.25 : v;
        if (kind == ONE_PLACE)
            x[i] = y[i] = 7;
        if (kind == TIES) {
            x[i] = floor(u * 4);
            y[i] = floor(v * 4);
        }
        if (kind == FAR_AND_THIN) {
            x[i] = 1e7 + u * 1e-3;
            y[i] = -1e7 + v * 1e5;
        }
        if (kind == ONE_FAR_OFF && i == 0)
            x[i] = 1e9;
        if (kind == CLUSTERED) {
            x[i] = floor(u * 3) + pow(v, 30);
            y[i] = floor(u * 3) + pow(random_number(), 30);
        }
        if (kind == UNDERFLOWING) {
            x[i] = u * 1e-200;
            y[i] = 0;
        }
    }
}

static cm_point make_place(int kind, const double *x, const double *y, size_t count, int i)
{
    if (count > 0 && i % 3 == 0) { /* a point itself */
        const size_t p = (size_t)(random_number() * (double)count);
        return (cm_point){x[p], y[p]};
    }
    if (kind == FAR_AND_THIN)
        return (cm_point){1e7 + random_number() * 1e-3, -1e7 + random_number() * 1e5};
    return (cm_point){random_number() * 3 - 1, random_number() * 3 - 1};
}

static void compare(const cm__point_tree *tree, size_t k, const double *x, const double *y,
                    cm_point place, double limit2)
{
    cm__neighbour got[K_MAX], want[COUNT];
    const size_t n = cm__point_tree_nearest(got, k, tree, place, limit2);
    size_t found = 0;

    for (size_t i = 0; i < tree->count; i++) {
        const double dx = x[i] - place.x, dy = y[i] - place.y;
        if (dx * dx + dy * dy <= limit2)
            want[found++] = (cm__neighbour){dx * dx + dy * dy, (uint32_t)i};
    }
    qsort(want, found, sizeof *want, nearer);
    CHECK(n == (found < k ? found : k));
    for (size_t i = 0; i < n; i++)
        CHECK(got[i].point == want[i].point && got[i].distance2 == want[i].distance2);
}

TEST(finds_what_a_search_through_all_finds)
{
    static const size_t counts[] = {0, 1, 2, 7, 8, 9, 17, COUNT};
    static const size_t ks[] = {1, 2, 9, 24, 25, K_MAX}; /* sorted up to 24, in a heap above */
    double x[COUNT], y[COUNT];

    for (int kind = 0; kind < KINDS; kind++)
        for (size_t c = 0; c < sizeof counts / sizeof *counts; c++) {
            cm__point_tree tree = {0};
            test_now = whys[kind];
            make_points(kind, x, y, counts[c]);
            CHECK(cm__point_tree_build(&tree, x, y, NULL, counts[c], 1) == CM_OK);
            for (int i = 0; i < 60; i++)
                compare(&tree, ks[i % 6], x, y, make_place(kind, x, y, counts[c], i),
                        i % 4 ? INFINITY : 0.16);
            cm__point_tree_clear(&tree);
        }
}

TEST(takes_those_at_exactly_the_limit)
{
    const double x[] = {3, 0, 5, 0}, y[] = {4, 5.000001, 0, -5};
    cm__point_tree tree = {0};
    cm__neighbour got[4];

    CHECK(cm__point_tree_build(&tree, x, y, NULL, 4, 1) == CM_OK);
    CHECK(cm__point_tree_nearest(got, 4, &tree, (cm_point){0, 0}, 25) == 3);
    CHECK(got[0].point == 0 && got[1].point == 2 && got[2].point == 3);
    CHECK(cm__point_tree_nearest(got, 0, &tree, (cm_point){0, 0}, 25) == 0);
    cm__point_tree_clear(&tree);
}

TEST(indexes_only_the_chosen)
{
    const double x[] = {0, 1, 2, 3}, y[] = {0, 0, 0, 0};
    const uint32_t chosen[] = {1, 3};
    cm__point_tree tree = {0};
    cm__neighbour got[4];

    CHECK(cm__point_tree_build(&tree, x, y, chosen, 2, 1) == CM_OK);
    CHECK(cm__point_tree_nearest(got, 4, &tree, (cm_point){0, 0}, INFINITY) == 2);
    CHECK(got[0].point == 1 && got[1].point == 3);
    cm__point_tree_clear(&tree);
}

/* Every box holds what is under it, and no tree depends on the number of threads. */
TEST(is_the_same_for_any_number_of_threads)
{
    static double x[MANY], y[MANY];
    cm__point_tree one = {0}, three = {0};

    for (int kind = 0; kind < KINDS; kind++) {
        test_now = whys[kind];
        make_points(kind, x, y, MANY);
        CHECK(cm__point_tree_build(&one, x, y, NULL, MANY, 1) == CM_OK);
        CHECK(cm__point_tree_build(&three, x, y, NULL, MANY, 3) == CM_OK);
        CHECK(one.leaf_count == three.leaf_count);
        CHECK(memcmp(one.points, three.points, 8 * one.leaf_count * sizeof *one.points) == 0);
        CHECK(memcmp(one.x, three.x, 8 * one.leaf_count * sizeof *one.x) == 0);
        for (size_t i = 0; i < 2 * one.leaf_count - 1; i++)
            CHECK(one.nodes[i].first == three.nodes[i].first &&
                  memcmp(&one.nodes[i].box, &three.nodes[i].box, sizeof(cm_box)) == 0);
        cm__point_tree_clear(&one);
        cm__point_tree_clear(&three);
    }
}

TEST_MAIN(RUN(finds_what_a_search_through_all_finds), RUN(takes_those_at_exactly_the_limit),
          RUN(indexes_only_the_chosen), RUN(is_the_same_for_any_number_of_threads))
