/* test_distance_tree.c - tests layers/distance_tree.c against looking at every part. */
#include "layers/distance_tree.h"
#include "tests/distance_fixture.h"

enum { PARTS_MAX = 700 };

/* Points or segments in several arrangements. */
typedef struct set {
    double ax[PARTS_MAX], ay[PARTS_MAX], bx[PARTS_MAX], by[PARTS_MAX], inverse[PARTS_MAX];
    uint32_t row[PARTS_MAX];
    cm__parts parts;
} set;

static void fill(set *s, size_t count, int arrangement, double length)
{
    uint64_t seed = 11;

    for (size_t i = 0; i < count; i++) {
        const double u = random_share(&seed), v = random_share(&seed);
        s->ax[i] = arrangement == 2 ? 50 : 100 * u;
        s->ay[i] = arrangement == 2 ? 50 : arrangement == 1 ? 30 + 40 * u : 100 * v;
        s->bx[i] = s->ax[i] + length * random_share(&seed);
        s->by[i] = s->ay[i] + length * (random_share(&seed) - 0.5);
        const double dx = s->bx[i] - s->ax[i], dy = s->by[i] - s->ay[i];
        s->inverse[i] = length > 0 ? 1 / (dx * dx + dy * dy) : 0;
        s->row[i] = (uint32_t)(count - i); /* the later the lower */
    }
    s->parts = (cm__parts){.ax = s->ax, .ay = s->ay, .row = s->row, .count = count};
    if (length > 0) {
        s->parts.bx = s->bx;
        s->parts.by = s->by;
        s->parts.inverse = s->inverse;
    }
}

static const struct {
    const char *why;
    size_t count;
    int arrangement;
    double length;
} sets[] = {
    {"one point", 1, 0, 0},        {"eight points", 8, 0, 0},       {"nine points", 9, 0, 0},
    {"points", 700, 0, 0},         {"points on a line", 500, 1, 0}, {"one place", 600, 2, 0},
    {"short segments", 650, 0, 1}, {"segments", 513, 0, 30},        {"from one place", 64, 2, 40},
};
enum { SETS = sizeof sets / sizeof *sets };

static uint32_t nearest_of_all(const cm__parts *parts, double x, double y)
{
    uint32_t best = 0;

    for (uint32_t i = 1; i < parts->count; i++) {
        const double d2 = cm__part_distance2(parts, i, x, y);
        const double best2 = cm__part_distance2(parts, best, x, y);
        if (d2 < best2 || (d2 == best2 && parts->row[i] < parts->row[best]))
            best = i;
    }
    return best;
}

TEST(finds_the_nearest_whatever_the_guess)
{
    static set s;
    uint64_t seed = 5;

    for (size_t k = 0; k < SETS; k++) {
        cm__distance_tree tree = {0};
        fill(&s, sets[k].count, sets[k].arrangement, sets[k].length);
        test_now = sets[k].why;
        CHECK(cm__distance_tree_build(&tree, &s.parts) == CM_OK);
        for (int i = 0; i < 400; i++) {
            const double x = 300 * random_share(&seed) - 100, y = 300 * random_share(&seed) - 100;
            const double share = random_share(&seed) * (double)sets[k].count;
            CHECK(cm__distance_tree_nearest(&tree, x, y, (uint32_t)share) ==
                  nearest_of_all(&s.parts, x, y));
        }
        cm__distance_tree_clear(&tree);
    }
    CHECK(cm__memory_live() == 0);
}

static bool holds(const cm__pile *pile, uint32_t part)
{
    for (size_t i = 0; i < pile->count; i++)
        if (pile->parts[i] == part)
            return true;
    return false;
}

/* With rivals at the corners nothing may be lost that is nearest to a place in the square, and most
 * must be. */
TEST(collects_all_that_is_nearest_somewhere_in_a_square)
{
    static set s;
    uint64_t seed = 9;

    for (size_t k = 0; k < SETS; k++) {
        cm__distance_tree tree = {0};
        cm__pile pile = {0};
        size_t taken = 0;
        fill(&s, sets[k].count, sets[k].arrangement, sets[k].length);
        test_now = sets[k].why;
        CHECK(cm__distance_tree_build(&tree, &s.parts) == CM_OK);
        for (int i = 0; i < 60; i++) {
            const double west = 300 * random_share(&seed) - 100, side = 8 * random_share(&seed);
            const double x[] = {west, west + side}, y[] = {0.7 * west, 0.7 * west + side};
            cm__square square = cm__square_make(x, y, INFINITY);
            for (int c = 0; c < 4; c++)
                cm__square_add_rival(&square, &s.parts,
                                     nearest_of_all(&s.parts, x[c % 2], y[c / 2]), c);
            pile.count = 0;
            CHECK(cm__distance_tree_collect(&pile, &tree, &square) == CM_OK);
            taken += pile.count;
            for (int p = 0; p < 20; p++)
                CHECK(holds(&pile, nearest_of_all(&s.parts, x[0] + side * random_share(&seed),
                                                  y[0] + side * random_share(&seed))));
        }
        CHECK(sets[k].count < 500 || sets[k].arrangement == 2 || sets[k].length > 1 ||
              taken < 60 * sets[k].count / 2);
        cm__array_free(&pile.parts);
        cm__distance_tree_clear(&tree);
    }
    CHECK(cm__memory_live() == 0);
}

TEST(collects_nothing_beyond_max)
{
    static set s;
    const double x[] = {200, 210}, y[] = {0, 10};
    cm__distance_tree tree = {0};
    cm__pile pile = {0};

    fill(&s, 600, 2, 0); /* at 50,50, which is 155.2 from the square */
    CHECK(cm__distance_tree_build(&tree, &s.parts) == CM_OK);
    const cm__square narrow = cm__square_make(x, y, 140), wide = cm__square_make(x, y, 156);
    CHECK(cm__distance_tree_collect(&pile, &tree, &narrow) == CM_OK && pile.count == 0);
    CHECK(cm__distance_tree_collect(&pile, &tree, &wide) == CM_OK && pile.count == 600);
    cm__array_free(&pile.parts);
    cm__distance_tree_clear(&tree);
}

TEST_MAIN(RUN(finds_the_nearest_whatever_the_guess);
          RUN(collects_all_that_is_nearest_somewhere_in_a_square); RUN(collects_nothing_beyond_max))
