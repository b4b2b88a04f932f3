/* test_map_label_cells.c - tests output/map_label_cells.c. */
#include "output/map_box.h"
#include "output/map_label_cells.h"
#include "tests/test.h"

static uint16_t found[CM__LABEL_FOUND_MAX];

TEST(covers_the_frame_with_few_cells)
{
    static const cm_box frames[] = {
        {15, 30, 195, 230}, {0, 0, 841, 1189}, {0, 0, 1e6, 2}, {5, 5, 5, 5}, {9, 9, 1, 1}};

    for (size_t i = 0; i < sizeof frames / sizeof *frames; i++) {
        const cm__label_cells cells = cm__label_cells_over(&frames[i]);
        CHECK(cells.columns >= 1 && cells.rows >= 1);
        CHECK(cells.columns * cells.rows <= CM__LABEL_CELLS_MAX);
        CHECK(cells.x_min + cells.side * (double)cells.columns >= frames[i].x_max);
        CHECK(cells.y_min + cells.side * (double)cells.rows >= frames[i].y_max);
    }
}

static bool has(size_t count, const cm__label_cells *cells, double x, double y)
{
    const size_t column = (size_t)((x - cells->x_min) / cells->side),
                 row = (size_t)((y - cells->y_min) / cells->side);

    for (size_t i = 0; i < count; i++)
        if (found[i] == row * cells->columns + column)
            return true;
    return false;
}

/* Every point of the grown shape must lie in a cell that was found. */
static bool is_covered(const cm__label_cells *cells, const cm__label_shape *shape, double margin)
{
    const size_t count = cm__label_cells_of(found, cells, shape, margin);
    bool good = true;

    for (int i = 0; i <= 200; i++)
        for (int side = -1; side <= 1; side++)
            for (int up = -1; up <= 1; up++) {
                const double share = i / 200.0;
                const double x = shape->leader.from.x +
                                 share * (shape->leader.to.x - shape->leader.from.x),
                             y = shape->leader.from.y +
                                 share * (shape->leader.to.y - shape->leader.from.y);
                good &= has(count, cells, x + side * margin, y + up * margin);
            }
    for (int i = 0; i <= 10; i++)
        for (int k = 0; k <= 10; k++)
            good &= has(count, cells,
                        shape->box.x_min + i / 10.0 * (shape->box.x_max - shape->box.x_min),
                        shape->box.y_min + k / 10.0 * (shape->box.y_max - shape->box.y_min));
    return good;
}

TEST(finds_every_cell_that_box_and_leader_touch)
{
    const cm_box frame = {0, 0, 180, 200};
    const cm__label_cells cells = cm__label_cells_over(&frame);
    const cm__label label = {
        .extent = {.ink_mm = {0, -2, 14, 0.5}}, .at = {91.3, 97.7}, .reach_mm = 1.3};
    size_t most = 0;

    for (size_t i = CM__LABEL_BESIDE_COUNT; i < cm__label_candidate_count(&label); i++) {
        cm__label_shape shape;
        cm__label_candidate_get(&shape, &label, i);
        CHECK(is_covered(&cells, &shape, 0) && is_covered(&cells, &shape, 0.6));
        const size_t count = cm__label_cells_of(found, &cells, &shape, 0.2);
        most = count > most ? count : most;
    }
    CHECK(most <= 30);
}

TEST(clamps_what_lies_outside)
{
    const cm_box frame = {0, 0, 60, 60};
    const cm__label_cells cells = cm__label_cells_over(&frame);
    const cm__label_shape far = {.box = {-1e9, 1e9, -1e8, 2e9},
                                 .has_leader = true,
                                 .leader = {{-1e300, 5}, {1e300, 5}}},
                          wild = {.box = {NAN, NAN, NAN, NAN}},
                          whole = {.box = {-INFINITY, -INFINITY, INFINITY, INFINITY}};
    size_t count = cm__label_cells_of(found, &cells, &far, 0);

    CHECK(count >= 1 + cells.columns && count <= CM__LABEL_FOUND_MAX);
    for (size_t i = 0; i < count; i++)
        CHECK(found[i] < cells.columns * cells.rows);
    CHECK(cm__label_cells_of(found, &cells, &wild, 0) == 1);
    CHECK(cm__label_cells_of(found, &cells, &whole, 0) == cells.columns * cells.rows);
}

TEST_MAIN(RUN(covers_the_frame_with_few_cells), RUN(finds_every_cell_that_box_and_leader_touch),
          RUN(clamps_what_lies_outside))
