/* test_nearest.c - tests layers/nearest.c. */
#include <clustermap/nearest.h>

#include "geo/base_memory.h"
#include "tests/test.h"
#include <float.h>
#include <stdlib.h>

enum { COUNT = 240, CLASSES = 3 };

static const char *const kinds[CLASSES] = {"fund", "大学", ""};

static uint64_t state = 20030401;

static double random_number(void) /* xorshift64*, Vigna 2016 */
{
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    return (double)((state * 2685821657736338717u) >> 11) / 9007199254740992.0;
}

typedef struct place_set {
    double x[COUNT], y[COUNT];
    const char *classes[COUNT];
    cm_points points;
} place_set;

enum { SPREAD, LATTICE, ONE_PLACE, COLLINEAR, FAR_AWAY, LAYOUTS };
static const char *const whys[LAYOUTS] = {"spread", "ties", "all at one place", "collinear",
                                          "1e7 m away"};

static void fill(place_set *set, int kind, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const double u = 1000 * random_number(), v = 1000 * random_number();
        set->x[i] = kind == LATTICE ? 100 * floor(u / 100) : kind == ONE_PLACE ? 3 : u;
        set->y[i] = kind == LATTICE ? 100 * floor(v / 100) : kind == ONE_PLACE ? 4 : v;
        if (kind == COLLINEAR)
            set->y[i] = set->x[i];
        if (kind == FAR_AWAY) {
            set->x[i] += 1e7;
            set->y[i] -= 1e7;
        }
        set->classes[i] = kinds[(size_t)(CLASSES * random_number())];
    }
    set->points = (cm_points){.x = set->x, .y = set->y, .count = count};
}

typedef struct candidate {
    double distance2;
    uint32_t to;
} candidate;

static int nearer(const void *a, const void *b)
{
    const candidate *const left = a, *const right = b;

    if (left->distance2 != right->distance2)
        return left->distance2 < right->distance2 ? -1 : 1;
    return left->to < right->to ? -1 : 1;
}

/* The k nearest of one class by a look at all; returns how many. */
static size_t look_at_all(candidate *out, const place_set *from, size_t i, const place_set *to,
                          const char *kind, const cm_nearest_options *options)
{
    size_t found = 0;

    for (size_t j = 0; j < to->points.count; j++) {
        const double dx = to->x[j] - from->x[i], dy = to->y[j] - from->y[i];
        if ((!kind || strcmp(to->classes[j], kind) == 0) && hypot(dx, dy) <= options->max_m)
            out[found++] = (candidate){dx * dx + dy * dy, (uint32_t)j};
    }
    qsort(out, found, sizeof *out, nearer);
    return found < options->k ? found : options->k;
}

/* The classes in the order in which they first occur. */
static size_t order_classes(const char **out, const place_set *to)
{
    size_t count = 0;

    for (size_t j = 0; j < to->points.count; j++) {
        size_t c = 0;
        while (c < count && strcmp(out[c], to->classes[j]) != 0)
            c++;
        if (c == count)
            out[count++] = to->classes[j];
    }
    return count;
}

static void compare(const place_set *from, const place_set *to, const cm_nearest_options *options)
{
    const char *classes[CLASSES] = {NULL};
    const size_t class_count = options->to_classes ? order_classes(classes, to) : 1;
    cm_nearest_pairs pairs = {0};
    candidate want[COUNT];
    size_t p = 0;

    CHECK(cm_nearest_search(&pairs, &from->points, &to->points, options) == CM_OK);
    CHECK(pairs.from_count == from->points.count);
    for (size_t i = 0; i < pairs.from_count; i++) {
        CHECK(pairs.first[i] == p);
        for (size_t c = 0; c < class_count; c++) {
            const size_t count = look_at_all(want, from, i, to, classes[c], options);
            for (size_t k = 0; k < count && p < pairs.count; k++, p++) {
                CHECK(pairs.to[p] == want[k].to && pairs.rank[p] == k + 1);
                CHECK_NEAR(pairs.distance_m[p], sqrt(want[k].distance2),
                           2 * DBL_EPSILON * sqrt(want[k].distance2));
            }
        }
        CHECK(pairs.first[i + 1] == p);
    }
    CHECK(p == pairs.count);
    cm_nearest_pairs_clear(&pairs);
}

TEST(finds_what_a_look_at_every_pair_finds)
{
    static const size_t counts[] = {0, 1, 2, 9, COUNT};
    static const size_t ks[] = {1, 2, 8, 30, 1000};
    static const double farthest[] = {INFINITY, 0, 100, 300.5};
    static place_set from, to;

    for (int i = 0; i < LAYOUTS * 5 * 20; i++) {
        cm_nearest_options options = CM_NEAREST_OPTIONS_INIT;
        test_now = whys[i % LAYOUTS];
        fill(&from, i % LAYOUTS, counts[i / LAYOUTS % 5]);
        fill(&to, i % LAYOUTS, counts[i / 3 % 5]);
        options.k = ks[i / 7 % 5];
        options.max_m = farthest[i / 2 % 4];
        options.to_classes = i % 3 == 0 ? to.classes : NULL;
        options.threads = 1 + i % 3;
        compare(&from, &to, &options);
    }
}

/* More points than wait in one chunk, with and without a neighbour. */
TEST(goes_through_all_chunks)
{
    enum { FROM = 300000 };
    static double x[FROM], y[FROM];
    double tx[] = {10}, ty[] = {0};
    const cm_points from = {.x = x, .y = y, .count = FROM}, to = {.x = tx, .y = ty, .count = 1};
    cm_nearest_options options = CM_NEAREST_OPTIONS_INIT;
    cm_nearest_pairs pairs = {0};
    size_t p = 0;

    for (size_t i = 0; i < FROM; i++)
        x[i] = (double)(i % 21);
    options.k = 3;
    options.max_m = 9;
    CHECK(cm_nearest_search(&pairs, &from, &to, &options) == CM_OK);
    for (size_t i = 0; i < FROM; i++) {
        const bool has_one = fabs(x[i] - 10) <= 9;
        CHECK(pairs.first[i] == p);
        CHECK(!has_one || pairs.distance_m[p] == fabs(x[i] - 10));
        p += has_one;
    }
    CHECK(pairs.count == p && pairs.first[FROM] == p);
    cm_nearest_pairs_clear(&pairs);
}

/* What rounds away in a square is still told, and held against the farthest distance. */
TEST(measures_what_is_very_near)
{
    double zero[] = {0}, tx[] = {3e-170, 0}, ty[] = {4e-170, 0};
    const cm_points from = {.x = zero, .y = zero, .count = 1};
    const cm_points to = {.x = tx, .y = ty, .count = 2};
    cm_nearest_options options = CM_NEAREST_OPTIONS_INIT;
    cm_nearest_pairs pairs = {0};

    options.k = 2;
    CHECK(cm_nearest_search(&pairs, &from, &to, &options) == CM_OK);
    CHECK(pairs.count == 2 && pairs.distance_m[0] == 5e-170 && pairs.distance_m[1] == 0);
    cm_nearest_pairs_clear(&pairs);
    options.max_m = 0;
    CHECK(cm_nearest_search(&pairs, &from, &to, &options) == CM_OK);
    CHECK(pairs.count == 1 && pairs.to[0] == 1);
    cm_nearest_pairs_clear(&pairs);
}

TEST(refuses_bad_options)
{
    static const struct {
        const char *why;
        size_t k;
        double max_m;
        cm_status want;
    } rows[] = {{"no points", 1, 5, CM_OK},
                {"no neighbour", 0, 5, CM_ERR_DOMAIN},
                {"the most", 1000, 5, CM_OK},
                {"too many", 1001, 5, CM_ERR_DOMAIN},
                {"only the same place", 1, 0, CM_OK},
                {"negative distance", 1, -1, CM_ERR_DOMAIN},
                {"not a distance", 1, NAN, CM_ERR_DOMAIN}};
    const cm_points none = {.count = 0};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_nearest_options options = CM_NEAREST_OPTIONS_INIT;
        cm_nearest_pairs pairs = {0};
        cm_features lines = {.geometry = CM_GEOMETRY_NONE};
        test_now = rows[i].why;
        options.k = rows[i].k;
        options.max_m = rows[i].max_m;
        CHECK(cm_nearest_search(&pairs, &none, &none, &options) == rows[i].want);
        CHECK(pairs.count == 0 && pairs.from_count == 0);
        CHECK(cm_nearest_find(&lines, &none, &none, &options) == rows[i].want);
        CHECK(lines.table.row_count == 0);
        cm_nearest_pairs_clear(&pairs);
        cm_features_clear(&lines);
    }
}

TEST(refuses_more_classes_than_it_can_count)
{
    enum { MANY = 10001 };
    static double x[MANY];
    static char texts[MANY][8];
    static const char *classes[MANY];
    const cm_points to = {.x = x, .y = x, .count = MANY};
    cm_nearest_options options = CM_NEAREST_OPTIONS_INIT;
    cm_nearest_pairs pairs = {0};

    for (int i = 0; i < MANY; i++) {
        snprintf(texts[i], sizeof texts[i], "%d", i);
        classes[i] = texts[i];
    }
    options.to_classes = classes;
    CHECK(cm_nearest_search(&pairs, &to, &to, &options) == CM_ERR_LIMIT);
    CHECK(pairs.count == 0 && cm__memory_live() == 0);
}

TEST(refuses_more_pairs_than_it_can_hold)
{
    enum { MANY = 200001 };
    static double x[MANY];
    const cm_points points = {.x = x, .y = x, .count = MANY};
    cm_nearest_options options = CM_NEAREST_OPTIONS_INIT;
    cm_nearest_pairs pairs = {0};

    options.k = 1000;
    CHECK(cm_nearest_search(&pairs, &points, &points, &options) == CM_ERR_LIMIT);
    CHECK(pairs.count == 0 && cm__memory_live() == 0);
}

static bool stop(void *context, double share)
{
    return ++*(int *)context < 3 || !(share >= 0 && share <= 1);
}

TEST(stops_when_it_is_told_to)
{
    static place_set set;
    cm_nearest_options options = CM_NEAREST_OPTIONS_INIT;
    cm_nearest_pairs pairs = {0};
    int calls = 0;

    fill(&set, SPREAD, COUNT);
    options.threads = 1;
    options.progress = (cm_progress){stop, &calls};
    CHECK(cm_nearest_search(&pairs, &set.points, &set.points, &options) == CM_ERR_STOPPED);
    CHECK(calls == 3 && pairs.first == NULL && cm__memory_live() == 0);
    calls = 0;
    options.version = 1; /* knows of no progress */
    CHECK(cm_nearest_search(&pairs, &set.points, &set.points, &options) == CM_OK && calls == 0);
    cm_nearest_pairs_clear(&pairs);
}

TEST_MAIN(RUN(finds_what_a_look_at_every_pair_finds), RUN(goes_through_all_chunks),
          RUN(measures_what_is_very_near), RUN(refuses_bad_options),
          RUN(refuses_more_classes_than_it_can_count), RUN(refuses_more_pairs_than_it_can_hold),
          RUN(stops_when_it_is_told_to))
