/* test_density_bound.c - tests layers/density_bound.c. */
#include "layers/density_bound.h"
#include "tests/density_fixture.h"

TEST(blocks_are_at_most_half_a_radius)
{
    static const struct {
        double radius;
        int block;
    } rows[] = {{8, 4}, {15.9, 4}, {16, 8}, {31, 8}, {64, 32}, {128, 64}, {1e14, 64}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm__bound_rules rules;
        cm__bound_rules_init(&rules, 2, rows[i].radius, 1000, false);
        CHECK(rules.block == rows[i].block);
    }
}

TEST(whole_weights_of_a_step_leave_nothing)
{
    const cm__bound_part part = {.weight_before = 9, .weight_events = 5, .event_count = 4};
    cm__bound_rules rules;
    cm__bound bound = {0};

    cm__bound_rules_init(&rules, 0, 50, 1000, true);
    cm__bound_pass(&bound, &rules, &part);
    CHECK(cm__bound_get(&bound, &rules, &part) == 0 && rules.coordinate == 0);
    cm__bound_rules_init(&rules, 0, 50, 1000, false);
    cm__bound_pass(&bound, &rules, &part);
    CHECK(cm__bound_get(&bound, &rules, &part) > 0);
    cm__bound_rules_init(&rules, 1, 50, 1000, true);
    CHECK(rules.unit > 0 && rules.coordinate > 0);
}

TEST(forgets_where_nothing_is_open_and_where_it_restarts)
{
    const cm__bound_part part = {.weight_before = 9, .weight_events = 5, .event_count = 4};
    const cm__bound_part cleared = {.event_count = 1, .is_cleared = true};
    const cm__bound_part quiet = {0};
    cm__bound_rules rules;
    cm__bound bound = {0};

    cm__bound_rules_init(&rules, 2, 50, 1000, false);
    cm__bound_pass(&bound, &rules, &part);
    const double before = cm__bound_get(&bound, &rules, &quiet);
    cm__bound_shift(&bound, &rules, 14);
    CHECK(before > 0 && cm__bound_get(&bound, &rules, &quiet) > before);
    cm__bound_pass(&bound, &rules, &cleared);
    CHECK(cm__bound_get(&bound, &rules, &quiet) < before);
    cm__bound_restart(&bound, &rules, 3, 2);
    const double fresh = cm__bound_get(&bound, &rules, &quiet);
    CHECK(fresh > 0);
    cm__bound_restart(&bound, &rules, 6, 2);
    CHECK_NEAR(cm__bound_get(&bound, &rules, &quiet), 2 * fresh, 1e-6 * fresh);
}

typedef struct place {
    double p, a, weight;
    int first, last;
} place;

static place random_place(double radius, uint64_t *seed)
{
    const double a = radius * radius * random_share(seed), p = 1500 * random_share(seed);

    return (place){p, a, 100 * random_share(seed), (int)ceil(p - sqrt(a)),
                   (int)floor(p + sqrt(a)) + 1};
}

/* Adds and takes away one place's polynomial where it opens and closes; fills the part. */
static void meet(double *sum, cm__bound_part *part, const cm__bound_rules *rules, const place *of,
                 int start)
{
    const double p = of->p - (start + 0.5 * rules->block);
    double c[CM__TERMS_MAX] = {0};

    for (int closing = 0; closing <= 1; closing++) {
        const int at = closing ? of->last : of->first;
        if (at < start || at >= start + rules->block)
            continue;
        cm__polynomial_expand(c, rules->order, closing ? -of->weight : of->weight,
                              (cm__trinomial){of->a - p * p, 2 * p, -1});
        for (int k = 0; k <= 2 * rules->order; k++)
            sum[k] += c[k];
        part->weight_events += of->weight;
        part->event_count++;
    }
}

static long double value_of(const place *places, int count, int order, int column)
{
    long double sum = 0;

    for (int i = 0; i < count; i++)
        if (column >= places[i].first && column < places[i].last) {
            const long double dx = (long double)places[i].p - column;
            long double power = places[i].weight;
            for (int k = 0; k < order; k++)
                power *= places[i].a - dx * dx;
            sum += power;
        }
    return sum;
}

/* At the end of each block, where all of its events have been met, the error is within its bound,
 * and the bound is not absurd. */
TEST(errors_stay_within_their_bound)
{
    enum { COUNT = 60 };

    for (int order = 1; order <= CM__ORDER_MAX; order++)
        for (uint64_t seed = 1; seed <= 20; seed++) {
            const double radius = seed % 2 ? 40 : 150;
            uint64_t state = seed;
            place places[COUNT];
            cm__bound_rules rules;
            cm__bound bound = {0};
            double sum[CM__TERMS_MAX] = {0};
            cm__bound_rules_init(&rules, order, radius, 0, false);
            for (int i = 0; i < COUNT; i++)
                places[i] = random_place(radius, &state);
            for (int start = -192; start < 1728; start += rules.block) {
                const int last = rules.block - 1;
                cm__bound_part part = {.weight_before = fabs(sum[2 * order])};
                for (int i = 0; i < COUNT; i++)
                    meet(sum, &part, &rules, &places[i], start);
                const double got = cm__polynomial_value(sum, order, last - 0.5 * rules.block);
                const long double want = value_of(places, COUNT, order, start + last);
                const double limit = cm__bound_get(&bound, &rules, &part);
                CHECK((double)fabsl(got - want) <= limit + (double)want * 1e-13);
                cm__bound_pass(&bound, &rules, &part);
                cm__polynomial_shift(sum, order, rules.block);
                cm__bound_shift(&bound, &rules, fabs(sum[2 * order]));
            }
        }
}

TEST_MAIN(RUN(blocks_are_at_most_half_a_radius), RUN(whole_weights_of_a_step_leave_nothing),
          RUN(forgets_where_nothing_is_open_and_where_it_restarts),
          RUN(errors_stay_within_their_bound))
