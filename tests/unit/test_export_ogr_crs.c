/* test_export_ogr_crs.c - tests output/export_ogr_crs.c. */
#include "geo/base_memory.h"
#include "output/export_ogr.h"
#include "tests/test.h"

#define LAEA                                                                                       \
    "PROJCRS[\"middle\",BASEGEOGCRS[\"JGD2011\",DATUM[\"Japanese Geodetic Datum 2011\","           \
    "ELLIPSOID[\"GRS 1980\",6378137,298.257222101]],ID[\"EPSG\",6668]],CONVERSION[\"c\","          \
    "METHOD[\"Lambert Azimuthal Equal Area\",ID[\"EPSG\",9820]],"                                  \
    "PARAMETER[\"Latitude of natural origin\",36,ANGLEUNIT[\"degree\",0.0174532925199433]],"       \
    "PARAMETER[\"Longitude of natural origin\",138,ANGLEUNIT[\"degree\",0.0174532925199433]],"     \
    "PARAMETER[\"False easting\",0,LENGTHUNIT[\"metre\",1]],"                                      \
    "PARAMETER[\"False northing\",0,LENGTHUNIT[\"metre\",1]]],CS[Cartesian,2],"                    \
    "AXIS[\"easting (X)\",east],AXIS[\"northing (Y)\",north],LENGTHUNIT[\"metre\",1]]"

TEST(says_a_crs_in_the_words_of_esri)
{
    static const struct {
        const char *crs, *start;
    } rows[] = {
        {"EPSG:6668", "GEOGCS[\"GCS_JGD_2011\",DATUM[\"D_JGD_2011\","},
        {"epsg:6680", "PROJCS[\"JGD_2011_Japan_Zone_12\",GEOGCS["},
        {LAEA, "PROJCS[\"middle\",GEOGCS["},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm__text wkt = {0};
        test_now = rows[i].start;
        CHECK(cm__ogr_esri_wkt(&wkt, rows[i].crs, "a.shp") == CM_OK);
        CHECK(wkt.bytes && strncmp(wkt.bytes, rows[i].start, strlen(rows[i].start)) == 0);
        cm__text_clear(&wkt);
    }
}

TEST(refuses_what_is_no_crs)
{
    static const char *const rows[] = {"",           "EPSG:",    "EPSG:0",
                                       "EPSG:1",     "EPSG:-1",  "EPSG:99999999999999999999",
                                       "/etc/fstab", "http://a", "GEOGCS["};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm__text wkt = {0};
        test_now = rows[i];
        CHECK(cm__ogr_esri_wkt(&wkt, rows[i], "a.shp") == CM_ERR_DOMAIN);
        CHECK(strncmp(cm_error_text(), "a.shp: ", 7) == 0);
        cm__text_clear(&wkt);
    }
    CHECK(cm__memory_live() == 0);
}

TEST(puts_the_axes_east_and_north)
{
    const int want[] = {2, 1}; /* what EPSG has as north, east */
    cm__gdal block;
    OGRSpatialReferenceH srs = NULL;
    int count = 0;

    cm__gdal_begin(&block);
    CHECK(cm__ogr_crs_create(&block, &srs, "EPSG:6668", "a.gpkg") == CM_OK);
    const int *const order = OSRGetDataAxisToSRSAxisMapping(srs, &count);
    CHECK(count == 2 && order && order[0] == want[0] && order[1] == want[1]);
    OSRDestroySpatialReference(srs);
    CHECK(cm__gdal_end(&block, CM_OK, CM_ERR_IO, "a.gpkg") == CM_OK);
}

TEST_MAIN(RUN(says_a_crs_in_the_words_of_esri), RUN(refuses_what_is_no_crs),
          RUN(puts_the_axes_east_and_north))
