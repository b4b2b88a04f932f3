/* test_voronoi_corners.c - tests layers/voronoi_corners.c. */
#include "tests/voronoi_steps.h"

typedef struct spot {
    long double x, y;
} spot;

/* The same by another formula: the middle, as Cramer's rule gives it for the two bisectors. */
static spot middle_by_definition(const cm_point p[3])
{
    const long double ax = (long double)p[1].x - p[0].x, ay = (long double)p[1].y - p[0].y;
    const long double bx = (long double)p[2].x - p[0].x, by = (long double)p[2].y - p[0].y;
    const long double a = (ax * ax + ay * ay) / 2, b = (bx * bx + by * by) / 2;
    const long double cross = ax * by - ay * bx;

    return (spot){p[0].x + (a * by - b * ay) / cross, p[0].y + (ax * b - bx * a) / cross};
}

TEST(corners_are_the_middles_or_within_reach_of_them)
{
    for (size_t kind = 0; kind < VORONOI_KINDS; kind++) {
        steps made = steps_of(points_of_kind(kind, 600, 0));
        test_now = voronoi_kinds[kind].why;
        for (size_t t = 0; t < made.triangles.triangle_count; t++) {
            const uint32_t *const from = made.triangles.from + 3 * t;
            const cm_point p[] = {made.places.at[from[0]], made.places.at[from[1]],
                                  made.places.at[from[2]]};
            const spot want = middle_by_definition(p);
            const cm_point got = made.corners.at[t], at = made.corners.at[made.corners.same[t]];
            /* long double is off itself where the three are almost on a line */
            const long double apart = hypotl(want.x - p[0].x, want.y - p[0].y);
            const long double ax = (long double)p[1].x - p[0].x, ay = (long double)p[1].y - p[0].y;
            const long double bx = (long double)p[2].x - p[0].x, by = (long double)p[2].y - p[0].y;
            const long double terms = hypotl(ax, ay) * hypotl(bx, by);
            const long double off = 1e-18L * apart * (terms / fabsl(ax * by - ay * bx));
            CHECK(got.x == at.x && got.y == at.y && made.corners.same[t] <= t);
            CHECK(fabsl(got.x - want.x) <= made.corners.near + made.places.unit + off);
            CHECK(fabsl(got.y - want.y) <= made.corners.near + made.places.unit + off);
        }
        steps_clear(&made);
    }
}

static size_t count_corners(const steps *of)
{
    size_t count = 0;

    for (size_t t = 0; t < of->triangles.triangle_count; t++)
        count += of->corners.same[t] == t;
    return count;
}

/* A square of a grid has two triangles and one corner. */
TEST(places_on_one_circle_meet_in_one_corner)
{
    enum { SIDE = 21 };
    steps grid = steps_of(points_of_kind(5, (SIDE - 1) * (SIDE - 1), 0)); /* SIDE a row */
    steps turned = steps_of(points_of_kind(7, (SIDE - 1) * (SIDE - 1), 0));
    steps circle = steps_of(points_of_kind(9, 64, 0));
    const size_t squares = (SIDE - 1) * (SIDE - 3);

    CHECK(grid.triangles.triangle_count - count_corners(&grid) >= squares);
    CHECK(turned.triangles.triangle_count - count_corners(&turned) >= squares);
    CHECK(circle.triangles.triangle_count - count_corners(&circle) == circle.places.count - 3);
    steps_clear(&circle);
    steps_clear(&turned);
    steps_clear(&grid);
}

TEST_MAIN(RUN(corners_are_the_middles_or_within_reach_of_them),
          RUN(places_on_one_circle_meet_in_one_corner))
