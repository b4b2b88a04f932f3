/* test_buffer_outline.c - tests layers/buffer_outline.c. */
#include "geo/ring.h"
#include "layers/buffer_outline.h"
#include "layers/exact_sign.h"
#include "tests/density_fixture.h"

#define PI 3.14159265358979323846
enum { ROOM = 8000 };

TEST(a_circle_has_as_many_corners_as_the_tolerance_needs)
{
    static const double shares[] = {0.25, 0.1, 1e-3, 2.5e-4, 1e-5, 1e-7};

    for (size_t i = 0; i < sizeof shares / sizeof *shares; i++) {
        const size_t count = cm__arc_corners(400, 400 * shares[i]);
        CHECK(count % 4 == 0 && count >= 8 && count < ROOM);
        CHECK(1 - cos(PI / (double)count) <= shares[i] * (1 + 1e-9));
        CHECK(count == 8 || 1 - cos(PI / (double)(count - 4)) > shares[i] * (1 - 1e-9));
    }
    CHECK(cm__arc_corners(1, 1e-30) == CM__ARC_CORNERS_MAX);
    CHECK(cm__arc_corners(1, 5) == 8);
}

static double distance_to_line(const cm_point ends[2], double x, double y)
{
    const double dx = ends[1].x - ends[0].x, dy = ends[1].y - ends[0].y;
    const double px = x - ends[0].x, py = y - ends[0].y, length2 = dx * dx + dy * dy;
    const double t = length2 > 0 ? fmin(1, fmax(0, (px * dx + py * dy) / length2)) : 0;

    return hypot(px - t * dx, py - t * dy);
}

/* Corners on the true outline, all turns to the left, and nearly its area. */
TEST(an_outline_lies_at_the_radius)
{
    static cm_point unit[ROOM];
    static double x[ROOM], y[ROOM];
    uint64_t seed = 8;

    for (size_t round = 0; round < 400; round++) {
        const size_t corners = 8 + 4 * (round % 40);
        const cm__arc arc = {50, corners, unit};
        const double turn = PI / 4 * (double)(round % 9), length = round % 10 ? 80 : 0;
        const double bend = round % 3 ? random_share(&seed) : 0;
        const cm_point ends[] = {
            {1000, 2000}, {1000 + length * cos(turn + bend), 2000 + length * sin(turn + bend)}};
        cm__arc_fill(unit, corners);
        const size_t count = cm__line_outline(x, y, ends, &arc);
        const double gap = 50 * (1 - cos(PI / (double)corners));
        const double want = PI * 50 * 50 + 2 * 50 * length;
        CHECK(count <= corners + 5 && x[0] == x[count - 1] && y[0] == y[count - 1]);
        for (size_t i = 0; i + 1 < count; i++) {
            const size_t next = (i + 1) % (count - 1), last = (i + 2) % (count - 1);
            const cm_point a = {x[i], y[i]}, b = {x[next], y[next]}, c = {x[last], y[last]};
            const double middle = distance_to_line(ends, (a.x + b.x) / 2, (a.y + b.y) / 2);
            CHECK_NEAR(distance_to_line(ends, x[i], y[i]), 50, 1e-11);
            CHECK(middle <= 50 + 1e-11 && middle >= 50 - gap - 1e-11);
            CHECK(cm__side_sign(a, b, c) > 0 || length > 0); /* a straight side may have a corner */
        }
        const double area = cm__ring_area(x, y, count);
        CHECK(area < want && area > want - 2 * PI * 50 * gap);
    }
}

TEST(corners_of_the_quarters_are_exact)
{
    cm_point unit[12];

    cm__arc_fill(unit, 12);
    CHECK(unit[0].x == 1 && unit[3].y == 1 && unit[6].x == -1 && unit[9].y == -1);
    CHECK(unit[3].x == 0 && unit[6].y == 0 && unit[9].x == 0);
    CHECK_NEAR(unit[7].x, cos(7 * PI / 6), 1e-15);
}

TEST_MAIN(RUN(a_circle_has_as_many_corners_as_the_tolerance_needs),
          RUN(an_outline_lies_at_the_radius), RUN(corners_of_the_quarters_are_exact))
