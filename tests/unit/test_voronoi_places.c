/* test_voronoi_places.c - tests layers/voronoi_places.c against a search through all points. */
#include "layers/voronoi_places.h"
#include "tests/voronoi_fixture.h"

static const cm_box box = {-2000, -2000, 4000, 4000};

/* Each point in turn goes to the earliest place that is near enough, or is one. */
static size_t place_by_search(size_t *place_of, const cm_points *points, double apart)
{
    size_t count = 0;

    for (size_t i = 0; i < points->count; i++) {
        place_of[i] = i;
        for (size_t j = 0; j < i && place_of[i] == i; j++)
            if (place_of[j] == j &&
                hypot(points->x[i] - points->x[j], points->y[i] - points->y[j]) < apart)
                place_of[i] = j;
        count += place_of[i] == i;
    }
    return count;
}

TEST(merges_what_a_search_merges)
{
    enum { COUNT = 600 };
    static size_t want[COUNT];

    for (size_t kind = 0; kind < VORONOI_KINDS; kind++) {
        cm_points points = points_of_kind(kind, COUNT, 0);
        cm__voronoi_places places = {.at = NULL};
        size_t members = 0;
        test_now = voronoi_kinds[kind].why;
        CHECK(cm__voronoi_find_places(&places, &points, &box) == CM_OK);
        CHECK(places.count == place_by_search(want, &points, 32 * places.unit));
        for (size_t i = 0; i < places.count; i++) {
            const uint32_t first = places.first[i];
            size_t count = 0;
            for (size_t j = 0; j < COUNT; j++)
                count += want[j] == first;
            CHECK(want[first] == first && places.members[i] == count);
            CHECK(places.at[i].x == points.x[first] && places.at[i].y == points.y[first]);
            members += count;
        }
        CHECK(members == COUNT);
        cm__voronoi_places_clear(&places);
        cm_points_clear(&points);
    }
}

/* From the middle, each corner is over three times as far as any place of the area. */
TEST(corners_are_far_enough)
{
    static const cm_box boxes[] = {{0, 0, 1, 1}, {0, 0, 1e9, 1}, {1e7, -1e7, 1e7 + 1, 1 - 1e7}};

    for (size_t i = 0; i < 3; i++) {
        const cm_point middle = {(boxes[i].x_min + boxes[i].x_max) / 2,
                                 (boxes[i].y_min + boxes[i].y_max) / 2};
        const double reach = hypot(boxes[i].x_max - middle.x, boxes[i].y_max - middle.y);
        double x = middle.x, y = middle.y;
        const cm_points point = {.x = &x, .y = &y, .count = 1};
        cm__voronoi_places places = {.at = NULL};
        CHECK(cm__voronoi_find_places(&places, &point, &boxes[i]) == CM_OK);
        for (size_t c = 1; c < 5; c++)
            CHECK(hypot(places.at[c].x - middle.x, places.at[c].y - middle.y) > 3 * reach);
        CHECK(places.at[1].x < places.at[2].x && places.at[2].y < places.at[3].y);
        cm__voronoi_places_clear(&places);
    }
}

/* Half of all steps along the curve are short. */
TEST(neighbours_follow_each_other)
{
    cm_points points = points_of_kind(0, 10000, 0);
    cm__voronoi_places places = {.at = NULL};
    size_t near = 0;

    CHECK(cm__voronoi_find_places(&places, &points, &box) == CM_OK);
    for (size_t i = 1; i < places.count; i++)
        near +=
            hypot(places.at[i].x - places.at[i - 1].x, places.at[i].y - places.at[i - 1].y) < 20;
    CHECK(near > 9000); /* the mean distance to the nearest place is 5 */
    cm__voronoi_places_clear(&places);
    cm_points_clear(&points);
}

TEST(refuses_what_has_no_place)
{
    double x[] = {0, NAN, INFINITY, 1.1e9}, y[] = {0, 0, 0, 0};
    cm__voronoi_places places = {.count = 7};

    for (size_t i = 1; i < 4; i++) {
        const cm_points points = {.x = x + i, .y = y, .count = 1};
        CHECK(cm__voronoi_find_places(&places, &points, &box) == CM_ERR_DOMAIN);
    }
    const cm_points none = {.x = x, .y = y, .count = 0};
    CHECK(cm__voronoi_find_places(&places, &none, &box) == CM_ERR_DOMAIN && places.count == 7);
}

TEST_MAIN(RUN(merges_what_a_search_merges), RUN(corners_are_far_enough),
          RUN(neighbours_follow_each_other), RUN(refuses_what_has_no_place))
