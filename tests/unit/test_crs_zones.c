/* test_crs_zones.c - tests geo/crs_zones.c. */
#include "geo/crs_zones.h"
#include "tests/test.h"
#include <stdbool.h>

TEST(has_every_zone_and_only_places_in_japan)
{
    bool seen[20] = {false};

    CHECK(cm__crs_zone_place_count <= 300);
    for (size_t i = 0; i < cm__crs_zone_place_count; i++) {
        const cm__crs_zone_place *const place = &cm__crs_zone_places[i];
        CHECK(place->lon_deg > 122.9 && place->lon_deg < 154);
        CHECK(place->lat_deg > 20.4 && place->lat_deg < 45.6);
        CHECK(place->zone >= 1 && place->zone <= 19);
        if (place->zone >= 1 && place->zone <= 19)
            seen[place->zone] = true;
    }
    for (int zone = 1; zone <= 19; zone++)
        CHECK(seen[zone]);
}

TEST_MAIN(RUN(has_every_zone_and_only_places_in_japan))
