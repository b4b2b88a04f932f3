/* test_density_bins.c - tests layers/density_bins.c. */
#include "layers/density_bins.h"
#include "tests/density_fixture.h"

static const cm__frame frame = {.unit = 1, .reach = {-60, -60, 560, 460}};
static const size_t sizes[][2] = {{640, 540}, {1000, 540}, {640, 543}, {700, 4000}, {9000, 521}};

static size_t wrap(double cell, size_t cells)
{
    return (size_t)(cell < 0 ? cell + (double)cells : cell);
}

TEST(puts_each_point_where_its_spline_begins)
{
    const cm_box box = {-100, -100, 600, 500};
    cm_points points = points_scatter(60000, &box, true, 1);

    for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
        cm__bins bins = {0};
        size_t seen = 0, wrong = 0;
        CHECK(cm__bins_fill(&bins, sizes[k], &points, &frame, 2) == CM_OK);
        const size_t count = bins.across * bins.down;
        CHECK(count > 20 && count <= 4096);
        CHECK(bins.down % 2 == 0 && bins.height >= 4);
        CHECK(bins.rows - (bins.down - 1) * bins.height >= 4);
        for (size_t bin = 0; bin <= count; bin++)
            for (size_t i = 0; i < bins.kept[bin]; i++, seen++) {
                const cm_point at = bins.points.at[bins.points.first[bin] + i];
                const size_t column = wrap(floor(at.x) - 1, sizes[k][0]);
                const size_t row = wrap(floor(at.y) - 1, sizes[k][1]);
                const bool is_out = at.x < -60 || at.y < -60 || at.x > 560 || at.y > 460;
                wrong += is_out ? bin != count
                                : bin != row / bins.height * bins.across + column / bins.width;
            }
        CHECK(seen == points.count && wrong == 0);
        cm__bins_clear(&bins);
    }
    cm_points_clear(&points);
    CHECK(cm__memory_live() == 0);
}

/* Whatever is in a range lies in the bins that are found for it, round the edge too. */
TEST(finds_what_is_near)
{
    uint64_t seed = 5;

    for (int trial = 0; trial < 20000; trial++) {
        const size_t cells = 200 + (size_t)(400 * random_share(&seed));
        const size_t size = 4 + (size_t)(100 * random_share(&seed));
        const size_t count = (cells + size - 1) / size;
        const double reach = 90 * random_share(&seed), at = (double)cells / 2 * random_share(&seed);
        const double place = at + reach * (2 * random_share(&seed) - 1);
        const size_t bin = wrap(floor(place) - 1, cells) / size;
        const cm__span found = cm__bins_find(at - reach, at + reach, cells, size);
        bool is_in = false;
        for (size_t i = found.begin; i < found.end; i++)
            is_in |= i % count == bin;
        CHECK(is_in && found.end - found.begin <= count);
    }
}

TEST(has_one_row_where_there_is_no_room_for_two)
{
    const size_t size[2] = {700, 7};
    cm_points points = points_make(0, false);
    cm__bins bins = {0};

    CHECK(cm__bins_fill(&bins, size, &points, &frame, 3) == CM_OK);
    CHECK(bins.down == 1 && bins.height >= 7 && bins.kept[0] == 0);
    cm__bins_clear(&bins);
    cm_points_clear(&points);
}

TEST_MAIN(RUN(puts_each_point_where_its_spline_begins), RUN(finds_what_is_near),
          RUN(has_one_row_where_there_is_no_room_for_two))
