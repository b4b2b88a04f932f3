/* test_density_crowd.c - tests layers/density_crowd.c. */
#include "layers/density_crowd.h"
#include "tests/density_fixture.h"

static cm__crowd crowd_of(const cm_points *points)
{
    cm__crowd crowd = {.count = 0};

    CHECK(cm__crowd_create(&crowd, points, 1, NULL) == CM_OK);
    return crowd;
}

TEST(holds_every_place_once_in_halves)
{
    const cm_box box = {3e5, -2e5, 3e5 + 2000, -2e5 + 900};

    for (size_t count = 1; count < 3000; count = 2 * count + 1) {
        cm_points points = points_scatter(count, &box, false, count);
        cm__crowd crowd = crowd_of(&points);
        double x = 0, y = 0, want_x = 0, want_y = 0;
        CHECK(crowd.count == count && crowd.nodes[0].end == count);
        CHECK(crowd.nodes[0].next == crowd.node_count && crowd.weight_sum == (double)count);
        for (size_t k = 0; k < crowd.node_count; k++) {
            const cm__crowd_node *const node = &crowd.nodes[k];
            for (size_t i = node->begin; i < node->end; i++)
                CHECK(crowd.x[i] >= node->box.x_min && crowd.x[i] <= node->box.x_max &&
                      crowd.y[i] >= node->box.y_min && crowd.y[i] <= node->box.y_max);
            CHECK(node->is_leaf == (node->end - node->begin <= CM__CROWD_LEAF));
            if (!node->is_leaf)
                CHECK(node[1].begin == node->begin &&
                      node[1].end == crowd.nodes[node[1].next].begin &&
                      crowd.nodes[node[1].next].end == node->end);
        }
        for (size_t i = 0; i < count; i++) {
            x += crowd.x[i] - crowd.x[0];
            y += crowd.y[i] - crowd.y[0];
            want_x += points.x[i] - points.x[0];
            want_y += points.y[i] - points.y[0];
        }
        size_t first = 0; /* the sums are about the place that came first in the tree */
        while (first < count &&
               !(fabs(x - want_x - (double)count * (points.x[0] - points.x[first])) < 1e-6))
            first++;
        CHECK(first < count);
        CHECK_NEAR(y - want_y, (double)count * (points.y[0] - points.y[first]), 1e-6);
        cm__crowd_clear(&crowd);
        cm_points_clear(&points);
    }
    CHECK(cm__memory_live() == 0);
}

/* Equal keys, which a bad pivot makes quadratic, and equal places, which become one. */
TEST(takes_rows_columns_and_equal_places)
{
    cm_points points = points_make(6000, true);

    for (size_t i = 0; i < 6000; i++) {
        points.x[i] = (double)(i % 3);
        points.y[i] = (double)(i / 6);
        points.weight[i] = i % 7 == 0 ? 0 : 4;
    }
    cm__crowd crowd = crowd_of(&points);
    double weight = 0;
    CHECK(crowd.count <= 3000 && crowd.count > 2900);
    for (size_t i = 0; i < crowd.count; i++)
        weight += crowd.weight[i];
    CHECK(weight == crowd.weight_sum && weight == 6000 - 858);
    cm__crowd_clear(&crowd);
    points.count = 0;
    crowd = crowd_of(&points);
    CHECK(crowd.count == 0 && crowd.node_count == 0);
    cm__crowd_clear(&crowd);
    cm_points_clear(&points);
}

TEST(finds_the_nearest_and_sums_what_is_in_reach)
{
    const cm_box box = {3e5, -2e5, 3e5 + 2000, -2e5 + 900};
    cm_points points = points_scatter(700, &box, true, 3);
    cm__crowd crowd = crowd_of(&points);

    for (size_t i = 0; i < crowd.count; i++) {
        const double nearest2 = cm__crowd_distance2(&crowd, i, cm__crowd_find(&crowd, i));
        const double rate = 0.5 / (40.0 * 40.0), far = nearest2 + 80 / rate;
        double least = INFINITY;
        long double want = 0;
        for (size_t j = 0; j < crowd.count; j++) {
            const double d2 = cm__crowd_distance2(&crowd, i, j);
            least = j != i && d2 < least ? d2 : least;
            want += j != i ? crowd.weight[j] * expl(-(long double)rate * (d2 - nearest2)) : 0;
        }
        CHECK(nearest2 == least);
        CHECK_NEAR(cm__crowd_sum(&crowd, i, rate, nearest2, far), (double)want,
                   1e-13 * (double)want);
    }
    cm__crowd_clear(&crowd);
    cm_points_clear(&points);
}

TEST(counts_no_fewer_than_are_in_a_box)
{
    const cm_box box = {0, 0, 1000, 1000};
    cm_points points = points_scatter(2000, &box, false, 3);
    cm__crowd crowd = crowd_of(&points);

    for (double side = 10; side < 3000; side *= 1.7) {
        const cm_box asked = {200, 100, 200 + side, 100 + side};
        size_t want = 0;
        for (size_t i = 0; i < crowd.count; i++)
            want += crowd.x[i] >= 200 && crowd.x[i] <= asked.x_max && crowd.y[i] >= 100 &&
                    crowd.y[i] <= asked.y_max;
        const size_t got = cm__crowd_count(&crowd, &asked);
        CHECK(got >= want && got <= want + 900);
    }
    CHECK(cm__crowd_count(&crowd, &(cm_box){-1e9, -1e9, 1e9, 1e9}) == crowd.count);
    CHECK(cm__crowd_count(&crowd, &(cm_box){5e3, 5e3, 6e3, 6e3}) == 0);
    cm__crowd_clear(&crowd);
    cm_points_clear(&points);
}

static bool refuse(void *context, double share)
{
    (void)share;
    return --*(int *)context > 0;
}

/* The sort asks first, then the halving. */
TEST(stops_when_it_is_told_to)
{
    const cm_box box = {0, 0, 1000, 1000};
    cm_points points = points_scatter(300000, &box, false, 3);
    int asked = 1000000;
    const cm_progress progress = {refuse, &asked};
    cm__crowd crowd = {.count = 0};

    CHECK(cm__crowd_create(&crowd, &points, 2, &progress) == CM_OK);
    cm__crowd_clear(&crowd);
    for (int part = 1; part <= 8; part++) {
        int steps = (1000000 - asked) * part / 8;
        const cm_progress own = {refuse, &steps};
        CHECK(cm__crowd_create(&crowd, &points, 2, &own) == CM_ERR_STOPPED);
        CHECK(!crowd.x && !crowd.nodes);
    }
    cm_points_clear(&points);
    CHECK(cm__memory_live() == 0);
}

TEST_MAIN(RUN(holds_every_place_once_in_halves), RUN(takes_rows_columns_and_equal_places),
          RUN(finds_the_nearest_and_sums_what_is_in_reach), RUN(counts_no_fewer_than_are_in_a_box),
          RUN(stops_when_it_is_told_to))
