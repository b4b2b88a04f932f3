/* test_service_pieces.c - tests layers/service_pieces.c. */
#include "layers/service_pieces.h"
#include "tests/network_fixture.h"

typedef struct found {
    cm_network *network;
    cm__network_reach reach;
    cm__service_pieces pieces;
} found;

static found find(const cm_features *lines, const cm_network_options *how, const cm_point *places,
                  size_t count, double max)
{
    found all = {.network = join(lines, how)};
    cm__service_centre centres[16];

    for (size_t i = 0; i < count; i++)
        centres[i] = (cm__service_centre){cm_network_find_place(all.network, places[i], INFINITY),
                                          (uint32_t)i};
    CHECK(cm__network_reach_init(&all.reach, all.network, count) == CM_OK);
    CHECK(cm__service_find_pieces(&all.pieces, &all.reach, centres, count, max) == CM_OK);
    return all;
}

static void clear(found *all)
{
    cm__service_pieces_clear(&all->pieces);
    cm__network_reach_clear(&all->reach);
    cm_network_destroy(all->network);
}

typedef struct want {
    uint32_t edge, owner;
    double from_m, to_m, cost;
} want;

static void check_pieces(const found *all, const want *pieces, size_t count)
{
    CHECK(all->pieces.count == count);
    for (size_t i = 0; i < count && i < all->pieces.count; i++) {
        const cm__service_piece *const piece = &all->pieces.pieces[i];
        CHECK(piece->edge == pieces[i].edge && piece->owner == pieces[i].owner);
        CHECK_NEAR(piece->from_m, pieces[i].from_m, 1e-9);
        CHECK_NEAR(piece->to_m, pieces[i].to_m, 1e-9);
        CHECK_NEAR(piece->cost, pieces[i].cost, 1e-9);
    }
}

TEST(cuts_edges_where_the_limit_is_reached)
{
    cm_features lines = draw("0 0, 100 0\n100 0, 100 100\n100 0, 200 0");
    const cm_point centre = {70, 5};
    static const want pieces[] = {
        {0, 0, 70, 15, 5}, {0, 0, 70, 100, 5}, {1, 0, 0, 25, 35}, {2, 0, 0, 25, 35}};
    found all = find(&lines, NULL, &centre, 1, 60);

    check_pieces(&all, pieces, 4);
    clear(&all);
    all = find(&lines, NULL, &centre, 1, 4); /* the way to the line is too long */
    CHECK(all.pieces.count == 0);
    clear(&all);
    cm_features_clear(&lines);
}

TEST(meets_where_two_centres_are_as_near)
{
    cm_features lines = draw("0 0, 100 0\n100 0, 200 0");
    const cm_point centres[] = {{10, 0}, {90, 20}, {200, 0}, {30, 0}};
    /* 3 and 1 meet at p where p - 30 = 20 + 90 - p; 1 comes to the node at 30 and meets 2 at
     * 100 + p where 30 + p = 100 - p */
    static const want pieces[] = {{0, 0, 10, 0, 0},    {0, 0, 10, 20, 0}, {0, 1, 90, 70, 20},
                                  {0, 1, 90, 100, 20}, {1, 1, 0, 35, 30}, {1, 2, 100, 35, 0},
                                  {0, 3, 30, 20, 0},   {0, 3, 30, 70, 0}};
    found all = find(&lines, NULL, centres, 4, 1000);

    check_pieces(&all, pieces, 8);
    clear(&all);
    cm_features_clear(&lines);
}

TEST(goes_only_the_way_that_is_open)
{
    cm_features lines = draw("0 0, 100 0\n200 0, 100 0\n100 0, 100 100");
    const char *const ways[] = {"yes", "yes", "reverse"};
    cm_network_options options = CM_NETWORK_OPTIONS_INIT;
    const cm_point centre = {40, 0}, other = {100, 60};
    static const want forward[] = {{0, 0, 40, 100, 0}}, down[] = {{2, 0, 60, 0, 0}};

    add_texts(&lines, "way", ways);
    options.oneway = "way";
    found all = find(&lines, &options, &centre, 1, 1000);
    check_pieces(&all, forward, 1);
    clear(&all);
    all = find(&lines, &options, &other, 1, 1000);
    check_pieces(&all, down, 1);
    clear(&all);
    cm_features_clear(&lines);
}

/* Minutes of 0: all of the line is there at once, and belongs to the one or the other. */
TEST(takes_lines_that_cost_nothing)
{
    cm_features lines = draw("0 0, 100 0\n100 0, 200 0\n200 0, 300 0");
    const double minutes[] = {1, 0, 1};
    cm_network_options options = CM_NETWORK_OPTIONS_INIT;
    const cm_point centre = {50, 0};
    static const want pieces[] = {
        {0, 0, 50, 0, 0}, {0, 0, 50, 100, 0}, {1, 0, 0, 100, 0.5}, {2, 0, 0, 20, 0.5}};

    add_numbers(&lines, "min", minutes);
    options.unit = CM_NETWORK_MINUTES;
    options.minutes = "min";
    found all = find(&lines, &options, &centre, 1, 0.7);
    check_pieces(&all, pieces, 4);
    clear(&all);
    cm_features_clear(&lines);
}

/* Of each place on each line: is it in a piece just where its cost by the definition is within the
 * limit, at that cost, and of the centre that is nearest? */
static void check_place(const found *all, size_t edge, double at_m, double cost)
{
    const cm__service_piece *holds = NULL;

    for (size_t i = 0; i < all->pieces.count; i++) {
        const cm__service_piece *const piece = &all->pieces.pieces[i];
        if (piece->edge == edge && at_m > fmin(piece->from_m, piece->to_m) &&
            at_m < fmax(piece->from_m, piece->to_m)) {
            CHECK(!holds); /* no place is in two */
            holds = piece;
        }
    }
    CHECK((holds != NULL) == isfinite(cost));
    if (holds && isfinite(cost))
        CHECK_NEAR(holds->cost + holds->pace * fabs(at_m - holds->from_m), cost, 1e-9);
}

TEST(reaches_what_a_search_to_every_place_reaches)
{
    enum { CENTRES = 5 };
    random_network random;

    for (uint64_t seed = 1; seed <= 25; seed++) {
        uint64_t dice = 31 * seed;
        const cm_network_options options = random_options();
        cm_point places[CENTRES];
        make_random(&random, seed);
        for (size_t i = 0; i < CENTRES; i++)
            places[i] =
                (cm_point){1e6 + 4000 * random_share(&dice), -2e5 + 4000 * random_share(&dice)};
        const double max = 4 + 60 * random_share(&dice);
        found all = find(&random.lines, &options, places, CENTRES, max);
        for (size_t e = 0; e < all.network->edge_count; e++)
            for (int k = 0; k < 12; k++) {
                const double length_m = cm__network_length_m(all.network, &all.network->edges[e]);
                const cm_network_place to = {
                    .place = {0, 0}, .edge = e, .along_m = length_m * random_share(&dice)};
                double cheapest = INFINITY, cost;
                cm_network_search *search = NULL;
                CHECK(cm_network_search_create(&search, all.network, &to, 1, NULL) == CM_OK);
                for (size_t i = 0; i < CENTRES; i++) {
                    const cm_network_place from =
                        cm_network_find_place(all.network, places[i], INFINITY);
                    CHECK(cm_network_search_all(&cost, search, &from, max) == CM_OK);
                    cheapest = fmin(cheapest, cost);
                }
                check_place(&all, e, to.along_m, cheapest);
                cm_network_search_destroy(search);
            }
        clear(&all);
        cm_features_clear(&random.lines);
    }
}

TEST(cuts_a_piece_between_costs)
{
    const cm__service_piece there = {0, 0, 10, 40, 5, 0.5}, back = {0, 0, 40, 10, 5, 0.5};
    const cm__service_piece level = {0, 0, 10, 40, 5, 0};
    static const struct {
        const char *why;
        double low, high;
        bool is_there;
        double from_m, to_m;
    } rows[] = {{"all of it", 0, 100, true, 10, 40},     {"its begin", 0, 10, true, 10, 20},
                {"its middle", 10, 15, true, 20, 30},    {"its end", 15, 100, true, 30, 40},
                {"up to its end", 15, 20, true, 30, 40}, {"before it", 0, 5, false, 0, 0},
                {"after it", 20, 30, false, 0, 0}};
    double from_m, to_m;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_now = rows[i].why;
        CHECK(cm__service_cut(&from_m, &to_m, &there, rows[i].low, rows[i].high) ==
              rows[i].is_there);
        CHECK(!rows[i].is_there || (from_m == rows[i].from_m && to_m == rows[i].to_m));
        CHECK(cm__service_cut(&from_m, &to_m, &back, rows[i].low, rows[i].high) ==
              rows[i].is_there);
        CHECK(!rows[i].is_there || (from_m == 50 - rows[i].from_m && to_m == 50 - rows[i].to_m));
    }
    CHECK(cm__service_cut(&from_m, &to_m, &level, 0, 5) && from_m == 10 && to_m == 40);
    CHECK(!cm__service_cut(&from_m, &to_m, &level, 5, 9));
    CHECK(!cm__service_cut(&from_m, &to_m, &level, 0, 4));
}

TEST_MAIN(RUN(cuts_edges_where_the_limit_is_reached), RUN(meets_where_two_centres_are_as_near),
          RUN(goes_only_the_way_that_is_open), RUN(takes_lines_that_cost_nothing),
          RUN(reaches_what_a_search_to_every_place_reaches), RUN(cuts_a_piece_between_costs))
