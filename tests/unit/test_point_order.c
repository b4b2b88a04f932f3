/* test_point_order.c - tests layers/point_order.c. */
#include "layers/point_order.h"
#include "tests/test.h"

enum { SIDE = 32, COUNT = SIDE * SIDE };

/* Takes the order and checks that each number is there once. */
static void order(uint32_t *out, const double *x, const double *y, size_t count)
{
    uint32_t keys[2 * COUNT];
    int seen[COUNT] = {0};

    cm__point_order(out, keys, x, y, count);
    for (size_t i = 0; i < count; i++) {
        CHECK(out[i] < count);
        seen[out[i] < count ? out[i] : 0]++;
    }
    for (size_t i = 0; i < count; i++)
        CHECK(seen[i] == 1);
}

TEST(follows_the_curve)
{
    const double x[] = {3, 2, 0, 1, 0, 1}, y[] = {0, 3, 0, 0, 1, 1};
    static const uint32_t want[] = {2, 3, 4, 5, 0, 1};
    uint32_t got[6];

    order(got, x, y, 6);
    for (int i = 0; i < 6; i++)
        CHECK(got[i] == want[i]);
}

TEST(takes_hostile_places)
{
    static const struct {
        const char *why;
        double x[3], y[3];
        uint32_t want[3];
    } rows[] = {
        {"one place keeps the order", {7, 7, 7}, {7, 7, 7}, {0, 1, 2}},
        {"a line", {2, 0, 1}, {5, 5, 5}, {1, 2, 0}},
        {"one far off", {1e9, 1, 0}, {1e9, 0, 0}, {1, 2, 0}},
        {"far away", {1e7 + 2, 1e7, 1e7 + 1}, {-1e7, -1e7, -1e7}, {1, 2, 0}},
    };
    uint32_t got[3];

    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
        test_now = rows[r].why;
        order(got, rows[r].x, rows[r].y, 3);
        for (int i = 0; i < 3; i++)
            CHECK(got[i] == rows[r].want[i]);
    }
    order(got, NULL, NULL, 0);
}

/* Of a shuffled square, what follows each other is on average less than two apart. */
TEST(keeps_neighbours_together)
{
    double x[COUNT], y[COUNT], way = 0;
    uint32_t got[COUNT];

    for (int i = 0; i < COUNT; i++) {
        const int at = i * 333 % COUNT; /* 333 is odd: all are met */
        x[i] = at % SIDE;
        y[i] = at / SIDE;
    }
    order(got, x, y, COUNT);
    for (int i = 1; i < COUNT; i++)
        way += hypot(x[got[i]] - x[got[i - 1]], y[got[i]] - y[got[i - 1]]);
    CHECK(way / COUNT < 2);
}

TEST_MAIN(RUN(follows_the_curve), RUN(takes_hostile_places), RUN(keeps_neighbours_together))
