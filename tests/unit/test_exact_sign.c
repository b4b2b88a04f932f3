/* test_exact_sign.c - tests layers/exact_sign.c against whole numbers of 128 bits. */
#include "layers/exact_sign.h"
#include "tests/density_fixture.h"

__extension__ typedef __int128 wide;

static int sign_of(wide value)
{
    return (value > 0) - (value < 0);
}

static int sign(double value)
{
    return (value > 0) - (value < 0);
}

static int side_by_definition(const int64_t p[6])
{
    const wide ax = p[0] - p[4], ay = p[1] - p[5], bx = p[2] - p[4], by = p[3] - p[5];

    return sign_of(ax * by - ay * bx);
}

static int circle_by_definition(const int64_t p[8])
{
    wide x[3], y[3], lift[3];

    for (int i = 0; i < 3; i++) {
        x[i] = p[2 * i] - p[6];
        y[i] = p[2 * i + 1] - p[7];
        lift[i] = x[i] * x[i] + y[i] * y[i];
    }
    return sign_of(lift[0] * (x[1] * y[2] - y[1] * x[2]) + lift[1] * (x[2] * y[0] - y[2] * x[0]) +
                   lift[2] * (x[0] * y[1] - y[0] * x[1]));
}

/* Both signs of four places, scaled by a power of two and moved. */
static void compare(const int64_t p[8], double scale, double away)
{
    cm_point at[4];

    for (int i = 0; i < 4; i++)
        at[i] = (cm_point){(double)p[2 * i] * scale + away, (double)p[2 * i + 1] * scale - away};
    CHECK(sign(cm__side_sign(at[0], at[1], at[2])) == side_by_definition(p));
    CHECK(sign(cm__circle_sign(at, at[3])) == circle_by_definition(p));
}

static int64_t near_to(int64_t value, uint64_t *seed)
{
    return value + (int64_t)(3 * random_share(seed)) - 1;
}

TEST(signs_are_those_of_whole_numbers)
{
    uint64_t seed = 11;

    for (int i = 0; i < 20000; i++) {
        int64_t p[8];
        for (int k = 0; k < 8; k++)
            p[k] = (int64_t)(random_share(&seed) * (i % 2 ? 20 : 30000000));
        compare(p, 1, 0);
        compare(p, 0x1p-60, 0);
    }
}

/* A step or none off a line and a circle: there rounding turns signs round. */
TEST(signs_hold_next_to_lines_and_circles)
{
    static const int64_t legs[][2] = {{325, 0}, {36, 323}, {80, 315}, {204, 253}, {260, -195}};
    uint64_t seed = 12;
    int zero = 0;

    for (int i = 0; i < 20000; i++) {
        const int64_t by = 1 + (int64_t)(50000 * random_share(&seed));
        int64_t circle[8], line[8];
        for (int k = 0; k < 4; k++) {
            const int64_t *const leg = legs[(size_t)(5 * random_share(&seed))];
            circle[2 * k] = near_to(by * leg[0], &seed);
            circle[2 * k + 1] = near_to(by * leg[1], &seed);
            line[2 * k] = near_to(by * leg[0], &seed);
            line[2 * k + 1] = near_to(3 * line[2 * k], &seed);
        }
        compare(circle, 1, 0);
        compare(line, 1, 0);
        compare(circle, 0x1p-28, 1); /* the offsets still are exact */
        for (int k = 0; k < 4; k++) {
            const int64_t *const leg = legs[(size_t)(5 * random_share(&seed))];
            circle[2 * k] = by * leg[0];
            circle[2 * k + 1] = by * leg[1];
        }
        compare(circle, 1, 0);
        zero += circle_by_definition(circle) == 0;
    }
    CHECK(zero == 20000);
}

/* Coordinates that fill a double, so that products have four times its digits: on a circle about
 * 0,0, and one step farther out or in. */
TEST(signs_hold_for_all_digits_of_coordinates)
{
    static const double legs[][2] = {{325, 0}, {36, 323}, {-315, 80}, {-204, -253}, {195, -260}};
    uint64_t seed = 13;

    for (int i = 0; i < 5000; i++) {
        const double by = floor(random_share(&seed) * 0x1p44) + 0x1p43;
        cm_point at[5];
        for (int k = 0; k < 5; k++)
            at[k] = (cm_point){by * legs[k][0], by * legs[k][1]};
        for (int k = 0; k < 5; k++) {
            cm_point ring[3], d = at[(k + 4) % 5];
            for (int c = 0; c < 3; c++)
                ring[c] = at[(k + c) % 5];
            const bool turns_left = cm__side_sign(ring[0], ring[1], ring[2]) > 0;
            CHECK(turns_left && cm__circle_sign(ring, d) == 0);
            const double step = d.x > 0 ? 1 : -1;
            CHECK(cm__circle_sign(ring, (cm_point){d.x + step, d.y}) < 0);
            CHECK(cm__circle_sign(ring, (cm_point){d.x - step, d.y}) > 0);
        }
        CHECK(cm__side_sign((cm_point){0, 0}, at[1], (cm_point){at[1].x * 8, at[1].y * 8}) == 0);
    }
}

/* Kettner and others 2008: the plain formula gives a patchwork of signs here. */
TEST(sides_are_right_in_the_last_digit)
{
    const cm_point b = {12, 12}, c = {24, 24};

    for (int i = 0; i < 256; i++)
        for (int j = 0; j < 256; j++) {
            const cm_point a = {0.5 + i * 0x1p-53, 0.5 + j * 0x1p-53};
            CHECK(sign(cm__side_sign(a, b, c)) == sign(a.y - a.x));
            CHECK(sign(cm__side_sign(b, a, c)) == sign(a.x - a.y));
        }
}

/* Offsets that are not exact: their tails decide. */
TEST(offsets_count_to_their_last_digit)
{
    const cm_point a = {1e9, 0}, b = {0x1p-60, 1}, c = {0x1p-61, 0.5}, d = {0x1p-61, 0.5};
    const cm_point ring[] = {{1, 0}, {0, 1}, {-1, 0}};

    CHECK(cm__side_sign((cm_point){0, 0}, b, c) == 0);
    CHECK(cm__side_sign(a, b, c) > 0 && cm__side_sign(a, c, b) < 0);
    CHECK(cm__side_sign(c, d, a) == 0);
    CHECK(cm__circle_sign(ring, (cm_point){0, -1}) == 0);
    CHECK(cm__circle_sign(ring, (cm_point){1e-29, -1}) < 0);
    CHECK(cm__circle_sign(ring, (cm_point){0, -1 + 0x1p-53}) > 0);
    CHECK(cm__circle_sign(ring, (cm_point){0, -1 - 0x1p-52}) < 0);
}

TEST_MAIN(RUN(signs_are_those_of_whole_numbers), RUN(signs_hold_next_to_lines_and_circles),
          RUN(signs_hold_for_all_digits_of_coordinates), RUN(sides_are_right_in_the_last_digit),
          RUN(offsets_count_to_their_last_digit))
