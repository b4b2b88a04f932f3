/* test_distance_leaf.c - tests layers/distance_leaf.c against one part and one cell at a time. */
#include "layers/density_mask.h"
#include "layers/distance_leaf.h"
#include "tests/distance_fixture.h"

enum { PARTS = 40 };

typedef struct set {
    double ax[PARTS], ay[PARTS], bx[PARTS], by[PARTS], inverse[PARTS];
    uint32_t row[PARTS];
    cm__parts parts;
} set;

static void fill(set *s, bool is_segment)
{
    uint64_t seed = 2;

    for (size_t i = 0; i < PARTS; i++) {
        s->ax[i] = floor(20 * random_share(&seed));
        s->ay[i] = floor(20 * random_share(&seed));
        s->bx[i] = s->ax[i] + (i % 5 ? 9 * random_share(&seed) : 0);
        s->by[i] = s->ay[i] + (i % 5 ? 9 * random_share(&seed) : 0);
        const double length2 = pow(s->bx[i] - s->ax[i], 2) + pow(s->by[i] - s->ay[i], 2);
        s->inverse[i] = length2 > 0 ? 1 / length2 : 0;
        s->row[i] = (uint32_t)(PARTS - i);
    }
    s->parts = (cm__parts){.ax = s->ax, .ay = s->ay, .row = s->row, .count = PARTS};
    if (is_segment) {
        s->parts.bx = s->bx;
        s->parts.by = s->by;
        s->parts.inverse = s->inverse;
    }
}

static void place(cm__leaf *leaf, size_t rows, bool with_rows)
{
    for (int c = 0; c < CM__LEAF_SIDE; c++)
        leaf->x[c] = c + 0.5;
    for (int r = 0; r < CM__LEAF_SIDE; r++)
        leaf->y[r] = r + 0.5;
    leaf->rows = rows;
    leaf->with_rows = with_rows;
}

/* The parts listed, one by one: the same bits, and the lowest row of those that are equal. */
static void check(const cm__leaf *leaf, const set *s, const uint32_t *list, size_t count)
{
    for (size_t i = 0; i < leaf->rows * CM__LEAF_SIDE; i++) {
        double least = INFINITY;
        uint32_t row = 0;
        for (size_t k = 0; k < count; k++) {
            const double d2 = cm__part_distance2(&s->parts, list[k], leaf->x[i % CM__LEAF_SIDE],
                                                 leaf->y[i / CM__LEAF_SIDE]);
            if (d2 < least || (d2 == least && s->row[list[k]] < row))
                row = s->row[list[k]];
            least = fmin(least, d2);
        }
        const bool is_near = sqrt(least) <= 6;
        CHECK(leaf->distance[i] == (is_near ? (float)sqrt(least) : CM__NODATA));
        CHECK(!leaf->with_rows || leaf->row[i] == (is_near ? row : 0));
    }
}

TEST(tries_each_part_for_each_cell)
{
    static cm__leaf leaf;
    static set s;
    uint32_t list[PARTS];

    for (int k = 0; k < PARTS; k++)
        list[k] = (uint32_t)(k * 7 % PARTS);
    for (int kind = 0; kind < 4; kind++) {
        static const size_t counts[] = {0, 1, 5, PARTS}, rows[] = {1, 7, CM__LEAF_SIDE};
        fill(&s, kind % 2);
        for (size_t i = 0; i < 12; i++) {
            place(&leaf, rows[i / 4], kind / 2);
            cm__leaf_work(&leaf, &s.parts, list, counts[i % 4], 6);
            check(&leaf, &s, list, counts[i % 4]);
        }
    }
}

TEST(is_nodata_without_a_part)
{
    static cm__leaf leaf;
    static set s;

    fill(&s, false);
    place(&leaf, 2, true);
    cm__leaf_work(&leaf, &s.parts, NULL, 0, INFINITY);
    for (int i = 0; i < 2 * CM__LEAF_SIDE; i++)
        CHECK(leaf.distance[i] == CM__NODATA && leaf.row[i] == 0);
}

TEST_MAIN(RUN(tries_each_part_for_each_cell); RUN(is_nodata_without_a_part))
