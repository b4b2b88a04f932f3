/* test_network_nearest.c - tests layers/network_nearest.c. */
#include "tests/network_fixture.h"
#include <clustermap/network_nearest.h>

enum { FROM = 12, TO = 30 };

typedef struct journey {
    double from_x[FROM], from_y[FROM], to_x[TO], to_y[TO];
    cm_points from, to;
    cm_network *network;
    cm_network_trip trip;
} journey;

static void set_out(journey *out, const cm_features *lines, double max_gap_m, uint64_t *dice)
{
    for (size_t i = 0; i < FROM + TO; i++) {
        const double x = 1e6 + 4000 * random_share(dice), y = -2e5 + 4000 * random_share(dice);
        *(i < FROM ? &out->from_x[i] : &out->to_x[i - FROM]) = x;
        *(i < FROM ? &out->from_y[i] : &out->to_y[i - FROM]) = y;
    }
    out->to_x[4] = out->to_x[10]; /* the same place twice; and one of `from` */
    out->to_y[4] = out->to_y[10];
    out->from_x[3] = out->to_x[7];
    out->from_y[3] = out->to_y[7];
    out->from = (cm_points){.x = out->from_x, .y = out->from_y, .count = FROM};
    out->to = (cm_points){.x = out->to_x, .y = out->to_y, .count = TO};
    out->network = join(lines, NULL);
    out->trip = (cm_network_trip){.network = out->network, .from = &out->from, .to = &out->to};
    CHECK(cm_network_find_places(&out->trip.from_places, out->network, &out->from, max_gap_m,
                                 NULL) == CM_OK);
    CHECK(cm_network_find_places(&out->trip.to_places, out->network, &out->to, max_gap_m, NULL) ==
          CM_OK);
}

static void come_home(journey *of)
{
    cm_network_places_clear(&of->trip.to_places);
    cm_network_places_clear(&of->trip.from_places);
    cm_network_destroy(of->network);
}

static double length_of(const cm_features *lines, size_t row)
{
    double length_m = 0;

    for (size_t p = lines->first_part[row]; p < lines->first_part[row + 1]; p++)
        for (size_t v = lines->first_vertex[p]; v + 1 < lines->first_vertex[p + 1]; v++)
            length_m += hypot(lines->x[v + 1] - lines->x[v], lines->y[v + 1] - lines->y[v]);
    return length_m;
}

/* One class of one point: the pairs that a look at all costs gives. */
static void check_point(const journey *of, const cm_nearest_pairs *pairs, size_t from,
                        const char *const *classes, const char *class, size_t *pair,
                        const cm_nearest_options *how)
{
    cm_network_search *search = NULL;
    double costs[TO];
    bool taken[TO] = {false};

    CHECK(cm_network_search_create(&search, of->network, of->trip.to_places.places, TO, NULL) ==
          CM_OK);
    CHECK(cm_network_search_all(costs, search, &of->trip.from_places.places[from], how->max_m) ==
          CM_OK);
    for (size_t rank = 1; rank <= how->k; rank++) {
        size_t best = TO;
        for (size_t i = 0; i < TO; i++)
            if (!taken[i] && isfinite(costs[i]) && (!class || strcmp(classes[i], class) == 0) &&
                (best == TO || costs[i] < costs[best]))
                best = i;
        if (best == TO)
            break;
        taken[best] = true;
        CHECK(*pair < pairs->first[from + 1] && pairs->to[*pair] == best);
        CHECK(pairs->rank[*pair] == rank && pairs->distance_m[*pair] == costs[best]);
        ++*pair;
    }
    cm_network_search_destroy(search);
}

TEST(finds_the_nearest_by_the_way_over_the_lines)
{
    static const char *const kinds[] = {"fund", "university", "firm"};
    random_network random;
    size_t found = 0;

    for (uint64_t seed = 1; seed <= 20; seed++) {
        uint64_t dice = seed;
        const char *classes[TO];
        const bool by_class = seed % 2;
        journey trip;
        cm_nearest_options how = CM_NEAREST_OPTIONS_INIT;
        cm_nearest_pairs pairs = {.count = 0};
        cm_features lines = {.geometry = CM_GEOMETRY_NONE};
        make_random(&random, seed);
        set_out(&trip, &random.lines, 500, &dice);
        for (size_t i = 0; i < TO; i++)
            classes[i] = kinds[i % 3];
        how.k = 1 + seed % 4;
        how.max_m = 3000;
        how.to_classes = by_class ? classes : NULL;
        CHECK(cm_network_nearest(&pairs, &lines, &trip.trip, &how) == CM_OK);
        CHECK(pairs.from_count == FROM && lines.table.row_count == pairs.count);
        size_t pair = 0;
        for (size_t i = 0; i < FROM; i++)
            for (size_t c = 0; c < (by_class ? 3 : 1); c++)
                check_point(&trip, &pairs, i, classes, by_class ? kinds[c] : NULL, &pair, &how);
        CHECK(pair == pairs.count);
        found += pair;
        for (size_t row = 0; row < lines.table.row_count; row++) {
            const size_t column = cm_table_find_column(&lines.table, "distance_m");
            CHECK(cm_table_get_number(&lines.table, row, column) == pairs.distance_m[row]);
            CHECK_NEAR(length_of(&lines, row), pairs.distance_m[row], 1e-6);
        }
        cm_features_clear(&lines);
        cm_nearest_pairs_clear(&pairs);
        come_home(&trip);
        cm_features_clear(&random.lines);
    }
    CHECK(found > 300);
}

/* The same place twice in one class, at the last rank. */
TEST(takes_the_earlier_of_equals)
{
    const char *const classes[] = {"fund", "fund", "fund"};
    double from_x[] = {50}, to_x[] = {90, 60, 60}, zero[] = {0, 0, 0};
    const cm_points from = {.x = from_x, .y = zero, .count = 1};
    const cm_points to = {.x = to_x, .y = zero, .count = 3};
    cm_features lines = draw("0 0, 100 0"), out = {.geometry = CM_GEOMETRY_NONE};
    cm_nearest_pairs pairs = {.count = 0};
    cm_nearest_options how = CM_NEAREST_OPTIONS_INIT;
    cm_network *const network = join(&lines, NULL);
    cm_network_trip trip = {.network = network, .from = &from, .to = &to};

    CHECK(cm_network_find_places(&trip.from_places, network, &from, 1, NULL) == CM_OK);
    CHECK(cm_network_find_places(&trip.to_places, network, &to, 1, NULL) == CM_OK);
    how.to_classes = classes;
    CHECK(cm_network_nearest(&pairs, &out, &trip, &how) == CM_OK);
    CHECK(pairs.count == 1 && pairs.to[0] == 1);
    cm_features_clear(&out);
    cm_nearest_pairs_clear(&pairs);
    cm_network_places_clear(&trip.to_places);
    cm_network_places_clear(&trip.from_places);
    cm_network_destroy(network);
    cm_features_clear(&lines);
}

static bool stop(void *context, double share)
{
    (void)context;
    return share < 0.5;
}

TEST(refuses_and_stops)
{
    uint64_t dice = 1;
    cm_features lines = draw("1000000 -200000, 1004000 -196000"), out = {.geometry = 0};
    cm_nearest_pairs pairs = {.count = 0};
    cm_nearest_options how = CM_NEAREST_OPTIONS_INIT;
    cm_network_options minutes = CM_NETWORK_OPTIONS_INIT;
    journey trip;

    set_out(&trip, &lines, INFINITY, &dice);
    how.k = 0;
    CHECK(cm_network_nearest(&pairs, &out, &trip.trip, &how) == CM_ERR_DOMAIN);
    how.k = 1001;
    CHECK(cm_network_nearest(&pairs, &out, &trip.trip, &how) == CM_ERR_DOMAIN);
    how.k = 1;
    how.max_m = -1;
    CHECK(cm_network_nearest(&pairs, &out, &trip.trip, &how) == CM_ERR_DOMAIN);
    how.max_m = 5;
    how.progress.step = stop;
    CHECK(cm_network_nearest(&pairs, &out, &trip.trip, &how) == CM_ERR_STOPPED);
    CHECK(!pairs.first && out.geometry == CM_GEOMETRY_NONE);
    minutes.unit = CM_NETWORK_MINUTES;
    cm_network *const slow = join(&lines, &minutes);
    trip.trip.network = slow;
    CHECK(cm_network_nearest(&pairs, &out, &trip.trip, NULL) == CM_ERR_DOMAIN);
    cm_network_destroy(slow);
    come_home(&trip);
    cm_features_clear(&lines);
}

TEST_MAIN(RUN(finds_the_nearest_by_the_way_over_the_lines), RUN(takes_the_earlier_of_equals),
          RUN(refuses_and_stops))
