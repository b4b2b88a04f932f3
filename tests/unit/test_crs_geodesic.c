/* test_crs_geodesic.c - tests geo/crs_geodesic.c. */
#include "geo/base_text.h"
#include "tests/test.h"
#include <clustermap/crs.h>
#include <stdlib.h>

TEST(measures_known_lengths_and_directions)
{
    static const struct {
        const char *why;
        cm_lonlat from, to;
        double distance_m, azimuth_deg;
    } rows[] = {
        {"a quarter of the meridian", {0, 0}, {0, 90}, 10001965.7293, 0},
        {"a degree of the equator", {140, 0}, {141, 0}, 111319.4908, 90},
        {"to the west", {141, 0}, {140, 0}, 111319.4908, 270},
        {"to the south", {141, 1}, {141, 0}, 110574.3886, 180},
        {"across the meridian 180", {179.5, 0}, {-179.5, 0}, 111319.4908, 90},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        double azimuth_deg = NAN;
        test_now = rows[i].why;
        CHECK_NEAR(cm_geodesic_distance_m(rows[i].from, rows[i].to, &azimuth_deg),
                   rows[i].distance_m, 1e-3);
        CHECK_NEAR(azimuth_deg, rows[i].azimuth_deg, 1e-9);
        const cm_lonlat there =
            cm_geodesic_walk(rows[i].from, rows[i].azimuth_deg, rows[i].distance_m);
        CHECK_NEAR(cm_geodesic_distance_m(there, rows[i].to, NULL), 0, 1e-3);
    }
}

TEST(keeps_the_azimuth_within_a_circle)
{
    double azimuth_deg = NAN;

    CHECK(cm_geodesic_distance_m((cm_lonlat){141, 43}, (cm_lonlat){141, 43}, &azimuth_deg) == 0);
    CHECK(azimuth_deg >= 0 && azimuth_deg < 360);
    cm_geodesic_distance_m((cm_lonlat){141, 43}, (cm_lonlat){141 - 1e-15, 44}, &azimuth_deg);
    CHECK(azimuth_deg >= 0 && azimuth_deg < 360);
    CHECK(isnan(cm_geodesic_distance_m((cm_lonlat){NAN, 43}, (cm_lonlat){141, 44}, NULL)));
}

/* The numbers of a line of the golden files after its name. */
static size_t read_line(FILE *file, double *numbers)
{
    char line[512], *at;
    size_t count = 0;

    if (!fgets(line, sizeof line, file))
        return 0;
    for (at = strchr(line, ','); at && count < 6; at = strchr(at, ','))
        if (!cm__number_read(&numbers[count++], ++at))
            return 0;
    return count;
}

TEST(agrees_with_another_programme)
{
    enum { COUNT = 6 };
    const char *const data = getenv("CM_TEST_DATA");
    char path[512];
    cm_lonlat places[COUNT];
    double numbers[COUNT], ignored[COUNT];
    FILE *file;

    snprintf(path, sizeof path, "%s/golden/data_geodesic.csv", data ? data : "");
    file = fopen(path, "r");
    if (!file) {
        printf("skipped: no golden files\n");
        return;
    }
    read_line(file, ignored);
    for (int i = 0; i < COUNT; i++) {
        CHECK(read_line(file, numbers) == 2);
        places[i] = (cm_lonlat){numbers[0], numbers[1]};
    }
    fclose(file);
    snprintf(path, sizeof path, "%s/golden/geodesic_wgs84_m.csv", data);
    file = fopen(path, "r");
    CHECK(file != NULL);
    if (!file)
        return;
    read_line(file, ignored);
    for (int from = 0; from < COUNT; from++) {
        CHECK(read_line(file, numbers) == COUNT);
        for (int to = 0; to < COUNT; to++) /* WGS 84 and GRS 80 differ by 1e-10 in flattening */
            CHECK_NEAR(cm_geodesic_distance_m(places[from], places[to], NULL), numbers[to], 1e-3);
    }
    fclose(file);
}

TEST_MAIN(RUN(measures_known_lengths_and_directions), RUN(keeps_the_azimuth_within_a_circle),
          RUN(agrees_with_another_programme))
