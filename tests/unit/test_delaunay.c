/* test_delaunay.c - tests layers/delaunay.c by what defines the triangulation. */
#include "layers/delaunay.h"
#include "layers/exact_sign.h"
#include "tests/voronoi_steps.h"

static cm_point corner(const steps *of, uint32_t side)
{
    return of->places.at[of->triangles.from[side]];
}

/* Every triangle turns left; what lies across a side is not within its circle. That it is so for
 * all neighbours makes it so for all places (Delaunay 1934). */
static void check_triangles(const steps *of)
{
    const cm__delaunay *const d = &of->triangles;
    size_t outer = 0, used = 0;
    unsigned char *seen = NULL;

    CHECK(d->triangle_count == 2 * of->places.count + 2);
    CHECK(cm__array_grow(&seen, of->places.count + 4, 1) == CM_OK);
    memset(seen, 0, of->places.count + 4);
    for (uint32_t side = 0; side < 3 * d->triangle_count; side++) {
        const uint32_t next = cm__next_side(side), last = cm__last_side(side), twin = d->twin[side];
        const cm_point corners[] = {corner(of, side), corner(of, next), corner(of, last)};
        used += !seen[d->from[side]];
        seen[d->from[side]] = 1;
        CHECK(cm__side_sign(corners[0], corners[1], corners[2]) > 0);
        outer += twin == CM__NO_TWIN;
        if (twin == CM__NO_TWIN)
            continue;
        CHECK(d->twin[twin] == side && d->from[twin] == d->from[next]);
        CHECK(cm__circle_sign(corners, corner(of, cm__last_side(twin))) <= 0);
    }
    CHECK(outer == 4 && used == of->places.count + 4);
    cm__array_free(&seen);
}

TEST(circles_hold_no_place_of_hostile_sets)
{
    static const size_t counts[] = {1, 2, 3, 5, 64, 65, 1000};

    for (size_t kind = 0; kind < VORONOI_KINDS; kind++)
        for (size_t c = 0; c < sizeof counts / sizeof *counts; c++) {
            steps made = steps_of(points_of_kind(kind, counts[c], c % 2 ? 0 : 1e3));
            test_now = voronoi_kinds[kind].why;
            check_triangles(&made);
            steps_clear(&made);
        }
}

TEST(a_place_within_all_circles_opens_them_all)
{
    enum { COUNT = 20001 };
    cm_points points = points_of_kind(8, COUNT - 1, 0);

    CHECK(cm__array_grow(&points.x, COUNT, sizeof *points.x) == CM_OK);
    CHECK(cm__array_grow(&points.y, COUNT, sizeof *points.y) == CM_OK);
    points.x[COUNT - 1] = points.y[COUNT - 1] = 500;
    points.count = COUNT;
    steps made = steps_of(points);
    check_triangles(&made);
    steps_clear(&made);
}

TEST(stops_when_told_and_leaves_the_output)
{
    steps made = steps_of(points_of_kind(0, 10000, 0));
    cm__delaunay out = {.triangle_count = 7};
    int calls = 2;
    const cm_progress progress = {stop_at, &calls};

    CHECK(cm__delaunay_build(&out, made.places.at, made.places.count + 4, &progress) ==
          CM_ERR_STOPPED);
    CHECK(calls == 0 && out.triangle_count == 7 && !out.from);
    steps_clear(&made);
}

TEST_MAIN(RUN(circles_hold_no_place_of_hostile_sets),
          RUN(a_place_within_all_circles_opens_them_all),
          RUN(stops_when_told_and_leaves_the_output))
