/* test_classify.c - tests layers/classify.c. */
#include "geo/base_memory.h"
#include "tests/test.h"
#include <clustermap/classify.h>
#include <clustermap/table.h>
#include <stdlib.h>

typedef struct classify_case {
    const char *why;
    cm_classify_method method;
    size_t classes;
    double values[12];
    size_t value_count;
    double limits[12];
    size_t limit_count;
} classify_case;

#define QUANTILE CM_CLASSIFY_QUANTILE
#define EQUAL CM_CLASSIFY_EQUAL
#define JENKS CM_CLASSIFY_JENKS
#define HEADTAIL CM_CLASSIFY_HEADTAIL
#define PRETTY CM_CLASSIFY_PRETTY

static const classify_case cases[] = {
    /* type 7: position (n - 1) p between order statistics */
    {"quartiles of 1..10",
     QUANTILE,
     4,
     {3, 1, 2, 10, 9, 8, 7, 6, 5, 4},
     10,
     {1, 3.25, 5.5, 7.75, 10},
     5},
    {"thirds fall between two values", QUANTILE, 3, {0, 1, 4, 9}, 4, {0, 1, 4, 9}, 4},
    {"fifths of four", QUANTILE, 5, {0, 10, 20, 40}, 4, {0, 6, 12, 18, 28, 40}, 6},
    {"equal values share a class", QUANTILE, 4, {0, 0, 0, 0, 0, 0, 0, 1}, 8, {0, 1}, 2},
    {"not numbers are passed over",
     QUANTILE,
     2,
     {NAN, 1, INFINITY, 3, -INFINITY, 2},
     6,
     {1, 2, 3},
     3},
    {"equal widths", EQUAL, 4, {8, 0, 1}, 3, {0, 2, 4, 6, 8}, 5},
    {"widths of a fifth end exactly", EQUAL, 5, {0.1, 1.1}, 2, {0.1, 0.3, 0.5, 0.7, 0.9, 1.1}, 6},
    {"the whole range of doubles", EQUAL, 2, {-1.7e308, 1.7e308}, 2, {-1.7e308, 0, 1.7e308}, 3},
    {"jenks cuts midway", JENKS, 3, {1, 2, 2, 10, 11, 30}, 6, {1, 6, 20.5, 30}, 4},
    {"jenks with fewer values than classes", JENKS, 5, {4, 1, 2, 4}, 4, {1, 1.5, 3, 4}, 4},
    {"as another program parts them",
     JENKS,
     4,
     {15.57, 12.1, 1, 2, 2.5, 7, 7.5, 8, 20, 21, 21.5, 40},
     12,
     {1, 4.75, 13.835, 30.75, 40},
     5},
    {"means of all, then of the two above; one is left",
     HEADTAIL,
     5,
     {1, 1, 1, 2, 2, 2, 3, 4, 10, 32},
     10,
     {1, 5.8, 21, 32},
     4},
    {"head/tail stops at its maximum",
     HEADTAIL,
     2,
     {1, 1, 1, 2, 2, 2, 3, 4, 10, 32},
     10,
     {1, 5.8, 32},
     3},
    {"the head is no minority", HEADTAIL, 5, {1, 2, 3, 4}, 4, {1, 2.5, 4}, 3},
    {"round numbers", PRETTY, 5, {0.52, 5.18}, 2, {0, 1, 2, 3, 4, 5, 6}, 7},
    {"tenths are the nearest doubles",
     PRETTY,
     5,
     {0.02, 0.58},
     2,
     {0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6},
     7},
    {"fives", PRETTY, 4, {3, 19}, 2, {0, 5, 10, 15, 20}, 5},
    {"below and above zero", PRETTY, 5, {-130, 90}, 2, {-150, -100, -50, 0, 50, 100}, 6},
    {"round ends stay", PRETTY, 5, {0, 1000}, 2, {0, 200, 400, 600, 800, 1000}, 6},
    {"a little over a round number", PRETTY, 3, {0, 0.1 + 0.2}, 2, {0, 0.1, 0.2, 0.1 + 0.2}, 4},
    {"one value", QUANTILE, 5, {7, 7, 7}, 3, {7, 7}, 2},
    {"one value, jenks", JENKS, 5, {7}, 1, {7, 7}, 2},
    {"one value, pretty", PRETTY, 5, {7}, 1, {7, 7}, 2},
    {"nothing rounder fits", PRETTY, 2, {1e17, 1e17 + 32}, 2, {1e17, 1e17 + 16, 1e17 + 32}, 3},
};

TEST(finds_the_limits)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const classify_case *const row = &cases[i];
        cm_class_limits got = {.class_count = 99};
        test_now = row->why;
        CHECK(cm_classify(&got, row->values, row->value_count, row->method, row->classes) == CM_OK);
        CHECK(got.class_count == row->limit_count - 1);
        for (size_t k = 0; k < row->limit_count && got.class_count < 99; k++)
            CHECK_NEAR(got.limits[k], row->limits[k], 1e-9 * fabs(row->limits[k]));
    }
}

TEST(writes_tenths_as_a_reader_would)
{
    static const double values[] = {0.02, 0.58};
    cm_class_limits got;

    CHECK(cm_classify(&got, values, 2, CM_CLASSIFY_PRETTY, 5) == CM_OK);
    CHECK(got.limits[3] == 0.3 && got.limits[6] == 0.6);
}

TEST(refuses_what_cannot_be_classified)
{
    static const double values[] = {1, 2, NAN}, none[] = {NAN, INFINITY};
    static const struct {
        const char *why;
        const double *values;
        size_t value_count, classes;
    } rows[] = {
        {"no value", values, 0, 5},          {"no finite value", none, 2, 5},
        {"one class", values, 3, 1},         {"no class", values, 3, 0},
        {"too many classes", values, 3, 33},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (int method = 0; method < CM_CLASSIFY_METHOD_COUNT; method++) {
            cm_class_limits got = {.class_count = 99};
            test_now = rows[i].why;
            CHECK(cm_classify(&got, rows[i].values, rows[i].value_count, (cm_classify_method)method,
                              rows[i].classes) == CM_ERR_DOMAIN);
            CHECK(got.class_count == 99 && cm_error_text()[0]);
        }
}

/* A hundred thousand values with a long tail, as densities have. */
static double *make_values(size_t count)
{
    double *values = NULL;
    unsigned state = 1;

    CHECK(cm__array_grow(&values, count, sizeof *values) == CM_OK);
    for (size_t i = 0; i < count; i++) {
        state = state * 1664525u + 1013904223u;
        values[i] = 1 / (1e-4 + (state >> 8) * 0x1p-24);
    }
    return values;
}

TEST(puts_every_value_into_a_class)
{
    const size_t count = 150000;
    double *values = make_values(count);

    for (int method = 0; method < CM_CLASSIFY_METHOD_COUNT; method++)
        for (size_t classes = 2; classes <= CM_CLASSES_MAX; classes += 15) {
            cm_class_limits got = {.class_count = 0};
            size_t absent = 0, in_class[CM_CLASSES_MAX] = {0};
            test_now = cm_classify_method_name((cm_classify_method)method);
            CHECK(cm_classify(&got, values, count, (cm_classify_method)method, classes) == CM_OK);
            CHECK(got.class_count >= 1 && got.class_count <= CM_CLASSES_MAX);
            for (size_t i = 0; i < got.class_count; i++)
                CHECK(got.limits[i] < got.limits[i + 1]);
            for (size_t i = 0; i < count; i++) {
                const size_t found = cm_classify_find(&got, values[i]);
                absent += found >= got.class_count;
                in_class[found < got.class_count ? found : 0]++;
            }
            CHECK(absent == 0);
            if (method == CM_CLASSIFY_QUANTILE)
                CHECK(in_class[0] >= count / classes - 1 && in_class[0] <= count / classes + 1);
        }
    cm__array_free(&values);
    CHECK(cm__memory_live() == 0);
}

TEST(finds_the_class_of_a_value)
{
    static const cm_class_limits limits = {{0.5, 1, 2, 5}, 3}, one = {{7, 7}, 1}, none = {{0}, 0};
    static const struct {
        double value;
        size_t want;
    } rows[] = {{0.4999, CM_ABSENT},
                {0.5, 0},
                {0.999, 0},
                {1, 1},
                {2, 2},
                {4.9, 2},
                {5, 2},
                {5.001, CM_ABSENT},
                {NAN, CM_ABSENT},
                {-INFINITY, CM_ABSENT}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        CHECK(cm_classify_find(&limits, rows[i].value) == rows[i].want);
    CHECK(cm_classify_find(&one, 7) == 0 && cm_classify_find(&one, 8) == CM_ABSENT);
    CHECK(cm_classify_find(&none, 0) == CM_ABSENT);
}

TEST(knows_the_methods_by_name)
{
    for (int method = 0; method < CM_CLASSIFY_METHOD_COUNT; method++)
        CHECK((int)cm_classify_method_find(cm_classify_method_name((cm_classify_method)method)) ==
              method);
    CHECK(cm_classify_method_find("Jenks") == CM_CLASSIFY_METHOD_COUNT);
    CHECK(cm_classify_method_find(NULL) == CM_CLASSIFY_METHOD_COUNT);
    CHECK(!cm_classify_method_name(CM_CLASSIFY_METHOD_COUNT));
}

/* Half near 0, half far away: the cut is midway between the two that face each other, which a
 * sample of the values would not hold. */
TEST(cuts_exactly_among_very_many_values)
{
    enum { HALF = 100001 };
    static double values[2 * HALF];
    cm_class_limits got;

    for (size_t i = 0; i < HALF; i++) {
        values[i] = (double)i;
        values[HALF + i] = 1e7 + (double)i;
    }
    CHECK(cm_classify(&got, values, 2 * HALF, CM_CLASSIFY_JENKS, 2) == CM_OK);
    CHECK(got.class_count == 2 && got.limits[1] == 0.5 * (HALF - 1 + 1e7));
}

TEST(leaves_nothing_behind_when_memory_ends)
{
    static const double values[] = {1, 2, 4, 8, 16};

    for (size_t nth = 1; nth < 100; nth++) {
        cm_class_limits got = {.class_count = 99};
        cm__memory_fail_at(nth, false);
        const cm_status status = cm_classify(&got, values, 5, CM_CLASSIFY_JENKS, 2);
        cm__memory_fail_at(0, false);
        CHECK(cm__memory_live() == 0);
        if (status == CM_OK)
            break;
        CHECK(status == CM_ERR_NOMEM && got.class_count == 99);
    }
}

TEST_MAIN(RUN(finds_the_limits), RUN(writes_tenths_as_a_reader_would),
          RUN(refuses_what_cannot_be_classified), RUN(puts_every_value_into_a_class),
          RUN(finds_the_class_of_a_value), RUN(knows_the_methods_by_name),
          RUN(cuts_exactly_among_very_many_values), RUN(leaves_nothing_behind_when_memory_ends))
