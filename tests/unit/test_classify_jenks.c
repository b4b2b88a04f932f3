/* test_classify_jenks.c - tests layers/classify_jenks.c. */
#include "geo/base_memory.h"
#include "layers/classify_jenks.h"
#include "tests/test.h"
#include <stdint.h>

/* Squares about their mean, summed the plain way. */
static double plain_squares(const double *values, size_t from, size_t to)
{
    double mean = 0, sum = 0;

    for (size_t i = from; i < to; i++)
        mean += values[i] / (double)(to - from);
    for (size_t i = from; i < to; i++)
        sum += (values[i] - mean) * (values[i] - mean);
    return sum;
}

/* The least sum of squares over every way to part values from..count - 1, equal ones together. */
static double try_all(const double *values, size_t from, size_t count, size_t classes)
{
    double least = plain_squares(values, from, count);

    if (classes == 1)
        return least;
    for (size_t cut = from + 1; cut < count; cut++) {
        const double sum =
            plain_squares(values, from, cut) + try_all(values, cut, count, classes - 1);
        if (values[cut] > values[cut - 1] && sum < least)
            least = sum;
    }
    return least;
}

static double found_squares(const double *values, size_t count, size_t classes, size_t *found)
{
    size_t first[8];
    double sum = 0;

    CHECK(cm__jenks_part(first, found, values, count, classes) == CM_OK);
    for (size_t c = 0; c < *found; c++)
        sum += plain_squares(values, first[c], c + 1 < *found ? first[c + 1] : count);
    CHECK(first[0] == 0);
    for (size_t c = 1; c < *found; c++)
        CHECK(values[first[c]] > values[first[c] - 1]);
    return sum;
}

static uint32_t next_random(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

TEST(has_the_least_squares_of_all_ways_to_part)
{
    static const struct {
        const char *why;
        double offset, scale;
        uint32_t range; /* few: many equal values */
    } rows[] = {
        {"small whole numbers, often equal", 0, 1, 6},
        {"spread", 0, 0.001, 100000},
        {"far from zero", 1e9, 1, 1000},
        {"huge", 0, 1e200, 1000},
        {"below zero", -500, 1, 1000},
    };
    uint32_t state = 7;

    for (size_t row = 0; row < sizeof rows / sizeof *rows; row++)
        for (size_t trial = 0; trial < 200; trial++) {
            const size_t count = 1 + trial % 9, classes = 1 + trial % 5;
            double values[9];
            size_t found, distinct = 1;
            test_now = rows[row].why;
            for (size_t i = 0; i < count; i++) {
                const double value =
                    rows[row].offset + rows[row].scale * (next_random(&state) % rows[row].range);
                size_t at = i;
                for (; at > 0 && values[at - 1] > value; at--)
                    values[at] = values[at - 1];
                values[at] = value;
            }
            for (size_t i = 1; i < count; i++)
                distinct += values[i] > values[i - 1];
            const double sum = found_squares(values, count, classes, &found);
            const double best = try_all(values, 0, count, classes);
            if (isfinite(best))
                CHECK(sum <= best + 1e-9 * plain_squares(values, 0, count));
            CHECK(found == (distinct < classes ? distinct : classes));
        }
}

TEST(keeps_small_values_apart_beside_a_huge_one)
{
    static const double values[] = {1, 1.1, 1.2, 5, 5.1, 5.2, 9, 9.1, 1e6};
    size_t first[4], found;

    CHECK(cm__jenks_part(first, &found, values, 9, 4) == CM_OK);
    CHECK(found == 4 && first[1] == 3 && first[2] == 6 && first[3] == 8);
}

TEST(takes_the_whole_range_of_doubles)
{
    static const double values[] = {-1.7e308, -1.6e308, 0, 1.6e308, 1.7e308};
    size_t first[3], found;

    CHECK(cm__jenks_part(first, &found, values, 5, 3) == CM_OK);
    CHECK(found == 3 && first[1] == 2 && first[2] == 3);
}

TEST(leaves_nothing_behind_when_memory_ends)
{
    static const double values[] = {1, 2, 4, 8, 16};

    for (size_t nth = 1;; nth++) {
        size_t first[2] = {9, 9}, found = 9;
        cm__memory_fail_at(nth, false);
        const cm_status status = cm__jenks_part(first, &found, values, 5, 2);
        cm__memory_fail_at(0, false);
        CHECK(cm__memory_live() == 0);
        if (status == CM_OK)
            break;
        CHECK(status == CM_ERR_NOMEM && found == 9 && first[0] == 9);
    }
}

TEST_MAIN(RUN(has_the_least_squares_of_all_ways_to_part),
          RUN(keeps_small_values_apart_beside_a_huge_one), RUN(takes_the_whole_range_of_doubles),
          RUN(leaves_nothing_behind_when_memory_ends))
