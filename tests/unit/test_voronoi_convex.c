/* test_voronoi_convex.c - tests layers/voronoi_convex.c. */
#include "layers/exact_sign.h"
#include "layers/voronoi_convex.h"
#include "tests/voronoi_steps.h"

enum { CORNERS = 40 };

static double area_of(const cm_point *ring, size_t count)
{
    double sum = 0;

    for (size_t i = 1; i + 1 < count; i++)
        sum += (ring[i].x - ring[0].x) * (ring[i + 1].y - ring[0].y) -
               (ring[i + 1].x - ring[0].x) * (ring[i].y - ring[0].y);
    return sum / 2;
}

static void check_convex(const cm_point *ring, size_t count)
{
    for (size_t i = 0; i < count; i++)
        CHECK(cm__side_sign(ring[i], ring[(i + 1) % count], ring[(i + 2) % count]) > 0);
}

TEST(a_hull_is_convex_and_holds_all)
{
    uint64_t seed = 5;

    for (int round = 0; round < 200; round++) {
        cm_point ring[CORNERS], all[CORNERS], hull[2 * CORNERS];
        for (size_t i = 0; i < CORNERS; i++) {
            ring[i].x = floor(random_share(&seed) * (round % 2 ? 6 : 1e6)); /* some are equal */
            ring[i].y = floor(random_share(&seed) * (round % 2 ? 6 : 1e6));
            all[i] = ring[i];
        }
        const size_t count = cm__make_convex(hull, ring, CORNERS);
        CHECK(count >= 3);
        check_convex(hull, count);
        for (size_t i = 0; i < CORNERS; i++)
            for (size_t k = 0; k < count; k++)
                CHECK(cm__side_sign(hull[k], hull[(k + 1) % count], all[i]) >= 0);
    }
}

static size_t regular(cm_point *ring, size_t corners)
{
    for (size_t i = 0; i < corners; i++)
        ring[i] = (cm_point){100 + 7 * cos(TURN * (double)i / (double)corners),
                             100 + 7 * sin(TURN * (double)i / (double)corners)};
    return corners;
}

TEST(the_two_sides_of_a_cut_are_the_whole)
{
    uint64_t seed = 6;

    for (size_t round = 0; round < 300; round++) {
        cm_point left[CORNERS + 2], right[CORNERS + 2], a[2 * CORNERS + 4], b[2 * CORNERS + 4];
        const size_t corners = regular(left, 3 + round % 30);
        regular(right, corners);
        const double whole = area_of(left, corners);
        const cm_point from = round % 5 ? (cm_point){90 + 20 * random_share(&seed), 0} : left[0];
        const cm_point to = round % 7 ? (cm_point){90 + 20 * random_share(&seed), 200} : left[1];
        const size_t left_count = cm__cut_convex(a, left, corners, from, to);
        const size_t right_count = cm__cut_convex(b, right, corners, to, from);
        if (left_count)
            check_convex(a, left_count);
        CHECK_NEAR(area_of(a, left_count) + area_of(b, right_count), whole, 1e-11);
        for (size_t i = 0; i < left_count; i++) /* to rounding of the crossing */
            CHECK((to.x - from.x) * (a[i].y - from.y) - (to.y - from.y) * (a[i].x - from.x) >=
                  -1e-10);
    }
}

TEST(two_rings_are_cut_in_the_same_place)
{
    const cm_point p = {1.1, 0.3}, q = {1.7, 2.9}, from = {-3, 0.7}, to = {9, 1.9};
    cm_point left[5] = {p, q, {0, 1}}, right[5] = {q, p, {4, 2}}, a[10], b[10];
    const size_t left_count = cm__cut_convex(a, left, 3, from, to);
    const size_t right_count = cm__cut_convex(b, right, 3, from, to);
    int shared = 0;

    CHECK(left_count == 3 || left_count == 4);
    for (size_t i = 0; i < left_count; i++)
        for (size_t k = 0; k < right_count; k++)
            shared += memcmp(&a[i], &b[k], sizeof *a) == 0;
    CHECK(shared == 2); /* q, and where p - q is cut */
}

TEST(a_moved_corner_bends_its_cells)
{
    enum { COUNT = 300 };
    steps made = steps_of(points_of_kind(0, COUNT, 0));
    bool bent[COUNT];
    size_t before = 0;

    CHECK(cm__voronoi_find_bent(bent, &made.triangles, &made.corners, COUNT, 2) == CM_OK);
    for (size_t i = 0; i < COUNT; i++)
        before += bent[i];
    CHECK(before == 0);
    for (size_t t = 0; t < made.triangles.triangle_count; t += 97) {
        const uint32_t *const from = made.triangles.from + 3 * t;
        const cm_point at = made.corners.at[t];
        size_t bent_count = 0;
        if (from[0] >= COUNT || from[1] >= COUNT || from[2] >= COUNT)
            continue;
        made.corners.at[t] = made.places.at[from[0]]; /* far beyond what rounding does */
        CHECK(cm__voronoi_find_bent(bent, &made.triangles, &made.corners, COUNT, 1) == CM_OK);
        for (size_t i = 0; i < COUNT; i++)
            bent_count += bent[i];
        CHECK(bent_count >= 1 && (bent[from[0]] || bent[from[1]] || bent[from[2]]));
        made.corners.at[t] = at;
    }
    steps_clear(&made);
}

TEST_MAIN(RUN(a_hull_is_convex_and_holds_all), RUN(the_two_sides_of_a_cut_are_the_whole),
          RUN(two_rings_are_cut_in_the_same_place), RUN(a_moved_corner_bends_its_cells))
