/* test_export_shp_shapes.c - tests output/export_shp_shapes.c in a folder of its own. */
#include "output/export_shp_shapes.h"
#include "tests/export_fixture.h"

static char folder[] = P_tmpdir "/test_export_shp_shapes.XXXXXX";

static cm_status check_layer(const cm_features *layer)
{
    cm__shapes shapes = {0};
    cm_status status = cm__shapes_init(&shapes, layer);

    if (!status)
        status = cm__shapes_check(&shapes, "a.shp", "a.shx", "a.shp");
    cm__shapes_clear(&shapes);
    return status;
}

static cm_status write_layer(const cm_features *layer)
{
    cm__shapes shapes = {0};
    cm_status status = cm__shapes_init(&shapes, layer);

    if (!status)
        status = cm__shapes_write(&shapes, "a.shp", "a.shp");
    cm__shapes_clear(&shapes);
    return status;
}

static cm_features make_layer(cm_geometry geometry)
{
    return geometry == CM_GEOMETRY_POINT ? make_points() : make_shapes(geometry, NULL);
}

TEST(knows_how_long_its_files_are)
{
    static const cm_geometry kinds[] = {CM_GEOMETRY_POINT, CM_GEOMETRY_LINE, CM_GEOMETRY_POLYGON};

    for (int i = 0; i < 3; i++) {
        cm_features layer = make_layer(kinds[i]);
        struct stat found;
        CHECK(write_layer(&layer) == CM_OK && check_layer(&layer) == CM_OK);
        CHECK(stat("a.shp", &found) == 0 && (double)found.st_size == cm__shapes_file_size(&layer));
        cm_features_clear(&layer);
    }
    CHECK(unlink("a.shp") == 0 && unlink("a.shx") == 0 && cm__memory_live() == 0);
}

TEST(finds_any_difference_when_it_reads_back)
{
    static const cm_geometry kinds[] = {CM_GEOMETRY_POINT, CM_GEOMETRY_LINE, CM_GEOMETRY_POLYGON};

    for (int i = 0; i < 3; i++) {
        cm_features layer = make_layer(kinds[i]);
        const size_t inner = 1; /* so that the extent stays */
        CHECK(write_layer(&layer) == CM_OK);
        const double kept = layer.x[inner];
        layer.x[inner] = nextafter(kept, 141);
        CHECK(check_layer(&layer) == CM_ERR_FORMAT);
        CHECK(strcmp(cm_error_text(), "a.shp: reads back otherwise than written") == 0);
        layer.x[inner] = kept;
        CHECK(check_layer(&layer) == CM_OK);
        CHECK(truncate("a.shx", 101) == 0 && check_layer(&layer) == CM_ERR_IO);
        CHECK(truncate("a.shp", 120) == 0 && check_layer(&layer) == CM_ERR_IO);
        cm_features_clear(&layer);
    }
    CHECK(unlink("a.shp") == 0 && unlink("a.shx") == 0);
}

TEST(finds_damage_anywhere_in_the_shapes)
{
    cm_features layer = make_layer(CM_GEOMETRY_POLYGON);
    size_t length = 0, found = 0;

    CHECK(write_layer(&layer) == CM_OK && bytes_of("a.shp", &length));
    for (size_t at = 0; at < length; at++) {
        FILE *file = fopen("a.shp", "r+");
        CHECK(file && fseek(file, (long)at, SEEK_SET) == 0);
        const int byte = getc(file);
        CHECK(fseek(file, (long)at, SEEK_SET) == 0 && putc(byte ^ 1, file) >= 0);
        CHECK(fclose(file) == 0);
        found += check_layer(&layer) != CM_OK;
        file = fopen("a.shp", "r+");
        CHECK(file && fseek(file, (long)at, SEEK_SET) == 0 && putc(byte, file) == byte);
        CHECK(fclose(file) == 0);
    }
    /* not met: what readers pass over, a record's number and length, and a shape's own extent */
    CHECK(length - found <= 4 * 8 + 3 * 32);
    cm_features_clear(&layer);
    CHECK(unlink("a.shp") == 0 && unlink("a.shx") == 0);
}

TEST_MAIN(CHECK(mkdtemp(folder) && chdir(folder) == 0), RUN(knows_how_long_its_files_are),
          RUN(finds_any_difference_when_it_reads_back), RUN(finds_damage_anywhere_in_the_shapes),
          CHECK(rmdir(folder) == 0))
