/* test_voronoi_shapes.c - tests layers/voronoi_shapes.c. */
#include "layers/voronoi_shapes.h"
#include "tests/voronoi_steps.h"

enum { SIDE = 9, COUNT = SIDE * SIDE };

/* Squares of 10 in SIDE rows, with a class each; outer ones reach far out. */
static cm_points squares(void)
{
    cm_points points = points_make(COUNT, false);

    for (size_t i = 0; i < COUNT; i++) {
        points.x[i] = 10 * (double)(i % SIDE);
        points.y[i] = 10 * (double)(i / SIDE);
    }
    return points;
}

typedef uint32_t (*pattern)(size_t column, size_t row);

static cm__voronoi_shapes trace(const steps *of, pattern class_at)
{
    uint32_t class_of[COUNT];
    cm__voronoi_shapes shapes = {.shape_of = NULL};
    const cm__voronoi_shapes_job job = {
        &of->triangles, &of->corners, &of->places, class_at ? class_of : NULL, 2, &nobody_listens};

    for (size_t i = 0; class_at && i < COUNT; i++)
        class_of[i] = class_at(of->places.first[i] % SIDE, of->places.first[i] / SIDE);
    CHECK(cm__voronoi_trace(&shapes, &job) == CM_OK);
    CHECK(cm__geos_check_polygons(&shapes.outlines, "the shapes") == CM_OK);
    return shapes;
}

static size_t shape_at(const cm__voronoi_shapes *shapes, const steps *of, size_t column, size_t row)
{
    for (size_t i = 0; i < COUNT; i++)
        if (of->places.first[i] == row * SIDE + column)
            return shapes->shape_of[i];
    return SIZE_MAX;
}

static size_t parts_of(const cm__voronoi_shapes *shapes, size_t row)
{
    return shapes->outlines.first_part[row + 1] - shapes->outlines.first_part[row];
}

static uint32_t board(size_t column, size_t row)
{
    return (column + row) % 2;
}

static uint32_t stripes(size_t column, size_t row)
{
    (void)row;
    return (uint32_t)column;
}

/* A ring of squares about one; and another that leaves out a corner. */
static uint32_t frames(size_t column, size_t row)
{
    const bool is_frame = column >= 1 && column <= 3 && row >= 1 && row <= 3;
    const bool is_open = column >= 5 && column <= 7 && row >= 5 && row <= 7;

    if (is_frame && !(column == 2 && row == 2))
        return 1;
    if (is_open && !(column == 6 && row == 6) && !(column == 7 && row == 7))
        return 2;
    return 0;
}

/* Two squares of a ring of six touch in a corner only: the hole inside touches the outside there.
 */
static uint32_t pinched(size_t column, size_t row)
{
    const size_t code = row * SIDE + column;
    static const size_t cells[] = {3 * SIDE + 3, 3 * SIDE + 4, 3 * SIDE + 5, 4 * SIDE + 5,
                                   5 * SIDE + 5, 5 * SIDE + 4, 4 * SIDE + 3};

    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
        if (cells[i] == code)
            return 1;
    return 0;
}

TEST(cells_alone_are_squares)
{
    steps made = steps_of(squares());
    cm__voronoi_shapes shapes = trace(&made, NULL);

    CHECK(shapes.outlines.table.row_count == COUNT);
    for (size_t column = 1; column + 1 < SIDE; column++)
        for (size_t row = 1; row + 1 < SIDE; row++) {
            const size_t shape = shape_at(&shapes, &made, column, row);
            CHECK(parts_of(&shapes, shape) == 1 && cm__row_area(&shapes.outlines, shape) == 100);
        }
    cm__voronoi_shapes_clear(&shapes);
    steps_clear(&made);
}

TEST(squares_that_touch_in_a_corner_are_two_shapes)
{
    steps made = steps_of(squares());
    cm__voronoi_shapes shapes = trace(&made, board);

    CHECK(shapes.outlines.table.row_count == COUNT);
    cm__voronoi_shapes_clear(&shapes);
    steps_clear(&made);
}

TEST(sides_between_cells_of_one_class_vanish)
{
    steps made = steps_of(squares());
    cm__voronoi_shapes shapes = trace(&made, stripes);

    CHECK(shapes.outlines.table.row_count == SIDE);
    for (size_t column = 1; column + 1 < SIDE; column++) {
        const size_t shape = shape_at(&shapes, &made, column, 0);
        CHECK(shape == shape_at(&shapes, &made, column, SIDE - 1));
        CHECK(parts_of(&shapes, shape) == 1);
    }
    cm__voronoi_shapes_clear(&shapes);
    steps_clear(&made);
}

TEST(a_frame_has_a_hole)
{
    steps made = steps_of(squares());
    cm__voronoi_shapes shapes = trace(&made, frames);
    const size_t frame = shape_at(&shapes, &made, 1, 1), open = shape_at(&shapes, &made, 5, 5);
    const size_t inside = shape_at(&shapes, &made, 2, 2), rest = shape_at(&shapes, &made, 0, 0);

    CHECK(parts_of(&shapes, frame) == 2 && cm__row_area(&shapes.outlines, frame) == 800);
    CHECK(shapes.outlines.is_hole[shapes.outlines.first_part[frame] + 1]);
    CHECK(parts_of(&shapes, inside) == 1 && cm__row_area(&shapes.outlines, inside) == 100);
    CHECK(inside != rest && parts_of(&shapes, rest) == 3);
    /* without one corner square, its middle still touches the outside in a corner alone */
    CHECK(cm__row_area(&shapes.outlines, open) == 700);
    CHECK(shape_at(&shapes, &made, 6, 6) != rest && shape_at(&shapes, &made, 7, 7) == rest);
    cm__voronoi_shapes_clear(&shapes);
    steps_clear(&made);
}

TEST(a_hole_may_touch_the_outside)
{
    steps made = steps_of(squares());
    cm__voronoi_shapes shapes = trace(&made, pinched);
    const size_t ring = shape_at(&shapes, &made, 3, 3), inside = shape_at(&shapes, &made, 4, 4);

    CHECK(cm__row_area(&shapes.outlines, ring) == 700 && parts_of(&shapes, ring) == 2);
    CHECK(cm__row_area(&shapes.outlines, inside) == 100);
    cm__voronoi_shapes_clear(&shapes);
    steps_clear(&made);
}

/* Many classes at random over hostile sets: all shapes together are what the cells are together. */
TEST(shapes_of_hostile_sets_are_as_large_as_their_cells)
{
    for (size_t kind = 0; kind < VORONOI_KINDS; kind++) {
        steps made = steps_of(points_of_kind(kind, 500, 0));
        uint32_t class_of[500];
        cm__voronoi_shapes cells = {.shape_of = NULL}, joined = {.shape_of = NULL};
        cm__voronoi_shapes_job job = {&made.triangles, &made.corners, &made.places, NULL, 1,
                                      &nobody_listens};
        double want[2] = {0}, got[2] = {0};
        uint64_t seed = 9;
        test_now = voronoi_kinds[kind].why;
        for (size_t i = 0; i < made.places.count; i++)
            class_of[i] = random_share(&seed) < 0.6;
        CHECK(cm__voronoi_trace(&cells, &job) == CM_OK);
        job.class_of = class_of;
        CHECK(cm__voronoi_trace(&joined, &job) == CM_OK);
        for (size_t i = 0; i < made.places.count; i++) {
            const size_t shape = joined.shape_of[i];
            const bool is_first = i == 0 || shape > joined.shape_of[i - 1];
            bool is_new = is_first;
            for (size_t k = 0; k < i && is_new; k++)
                is_new = joined.shape_of[k] != shape;
            want[class_of[i]] += cm__row_area(&cells.outlines, cells.shape_of[i]);
            got[class_of[i]] += is_new ? cm__row_area(&joined.outlines, shape) : 0;
        }
        for (int c = 0; c < 2; c++)
            CHECK_NEAR(got[c], want[c], 1e-9 * want[c]);
        cm__voronoi_shapes_clear(&joined);
        cm__voronoi_shapes_clear(&cells);
        steps_clear(&made);
    }
}

TEST(stops_when_told_and_leaves_the_output)
{
    steps made = steps_of(points_of_kind(0, 500, 0));
    cm__voronoi_shapes out = {.shape_of = NULL};

    for (int nth = 1; nth <= 2; nth++) { /* on the way round, and when rows are made */
        int calls = nth;
        const cm_progress progress = {stop_at, &calls};
        const cm__voronoi_shapes_job job = {&made.triangles, &made.corners, &made.places, NULL, 1,
                                            &progress};
        CHECK(cm__voronoi_trace(&out, &job) == CM_ERR_STOPPED && calls == 0 && !out.shape_of);
    }
    steps_clear(&made);
}

TEST_MAIN(RUN(cells_alone_are_squares), RUN(squares_that_touch_in_a_corner_are_two_shapes),
          RUN(sides_between_cells_of_one_class_vanish), RUN(a_frame_has_a_hole),
          RUN(a_hole_may_touch_the_outside),
          RUN(shapes_of_hostile_sets_are_as_large_as_their_cells),
          RUN(stops_when_told_and_leaves_the_output))
