/* test_source_plane.c - tests geo/source_plane.c. */
#include "geo/source_plane.h"
#include "tests/source_fixture.h"

/* Ends of arcs of meridians on GRS 80, integrated by Simpson's rule, times 0.9999. */
TEST(transforms_each_zone_from_its_own_origin)
{
    static const struct {
        const char *why;
        unsigned zone;
        double north_m, lon_deg, lat_deg;
    } rows[] = {
        {"the origin of zone 9", 9, 0, 139 + 50 / 60.0, 36},
        {"north of it", 9, 11094.8832, 139 + 50 / 60.0, 36.1},
        {"the origin of zone 12", 12, 0, 142.25, 44},
        {"south of it", 12, -104426.4427, 142.25, 43.06},
        {"the origin of zone 19", 19, 0, 154, 26},
        {"the origin of zone 1", 1, 0, 129.5, 33},
        {"out of Japan", 12, -9e6, NAN, NAN},
        {"out of the projection's reach", 12, 1e300, NAN, NAN},
    };
    diary got = {.is_silent = true};
    const cm__source_listener listener = {&got, note_place, note_position, note_postal, NULL};
    cm__source_run run = {.listener = &listener};
    cm__source_rows file = {.run = &run};
    cm__source_plane_rows waiting = {0};
    cm__source_place row = {.level = CM_LEVEL_BLOCK, .prefecture = "", .city = ""};

    CHECK(cm__source_plane_tell(&waiting, &file) == CM_OK && got.places == 0);
    for (int round = 0; round < 100; round++)
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
            const cm__source_plane_row one = {row, rows[i].zone, 0, rows[i].north_m};
            CHECK(cm__source_plane_add(&waiting, &one) == CM_OK);
        }
    CHECK(waiting.count == 100 * sizeof rows / sizeof *rows);
    CHECK(cm__source_plane_tell(&waiting, &file) == CM_OK && waiting.count == 0);
    CHECK(got.places == 100 * sizeof rows / sizeof *rows && got.without_place == 200);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const cm_lonlat place = waiting.rows[8 * 99 + i].row.place;
        test_now = rows[i].why;
        CHECK(isnan(rows[i].lon_deg) == isnan(place.lon_deg));
        if (!isnan(place.lon_deg)) {
            CHECK_NEAR(place.lon_deg, rows[i].lon_deg, 1e-8);
            CHECK_NEAR(place.lat_deg, rows[i].lat_deg, 1e-8);
        }
    }
    cm__source_plane_clear(&waiting);
    CHECK(cm__memory_live() == 0);
}

TEST_MAIN(RUN(transforms_each_zone_from_its_own_origin))
