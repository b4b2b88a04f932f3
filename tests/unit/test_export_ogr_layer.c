/* test_export_ogr_layer.c - tests output/export_ogr_layer.c, with GDAL's layers in memory. */
#include "output/export_ogr.h"
#include "tests/export_reread.h"

typedef struct memory {
    cm__gdal block;
    GDALDatasetH file;
    cm__export_job job;
    cm__ogr_layer layer;
} memory;

static cm_status write_to_memory(memory *out, const cm_features *features, bool keeps_order)
{
    *out = (memory){.job = make_job(features, "a", CM_FORMAT_GPKG)};
    out->layer = (cm__ogr_layer){.job = &out->job, .name = "members", .keeps_order = keeps_order};
    cm__gdal_begin(&out->block);
    out->file = GDALCreate(GDALGetDriverByName("Memory"), "", 0, 0, 0, GDT_Unknown, NULL);
    return cm__ogr_layer_write(&out->block, out->file, &out->layer);
}

static cm_status check_memory(memory *from)
{
    return cm__ogr_layer_check(&from->block, from->file, &from->layer);
}

static void close_memory(memory *from)
{
    GDALClose(from->file);
    CHECK(cm__gdal_end(&from->block, CM_OK, CM_ERR_IO, "a") == CM_OK);
}

TEST(reads_back_what_it_wrote)
{
    static const cm_geometry kinds[] = {CM_GEOMETRY_POINT, CM_GEOMETRY_LINE, CM_GEOMETRY_POLYGON,
                                        CM_GEOMETRY_NONE};

    for (int i = 0; i < 4; i++) {
        cm_features layer = i % 3 == 0 ? make_points() : make_shapes(kinds[i], "EPSG:6668");
        memory file;
        layer.geometry = kinds[i];
        CHECK(write_to_memory(&file, &layer, true) == CM_OK && check_memory(&file) == CM_OK);
        close_memory(&file);
        cm_features_clear(&layer);
    }
    CHECK(cm__memory_live() == 0);
}

/* Each change to one feature in the file must be found. */
static void change_text(OGRFeatureH feature)
{
    OGR_F_SetFieldString(feature, 0, "other");
}
static void change_integer(OGRFeatureH feature)
{
    OGR_F_SetFieldInteger64(feature, 1, INT64_C(9007199254740992)); /* the nearest double */
}
static void change_real(OGRFeatureH feature)
{
    OGR_F_SetFieldDouble(feature, 2, nextafter(0.1, 1));
}
static void lose_cell(OGRFeatureH feature)
{
    OGR_F_SetFieldNull(feature, 2);
}
static void empty_cell(OGRFeatureH feature)
{
    OGR_F_SetFieldString(feature, 0, "");
}
static void change_place(OGRFeatureH feature)
{
    OGR_G_SetPoint_2D(OGR_F_GetGeometryRef(feature), 0, 141.35, nextafter(43.0625, 90));
}
static void lose_place(OGRFeatureH feature)
{
    OGR_F_SetGeometryDirectly(feature, NULL);
}

TEST(finds_every_change)
{
    static const struct {
        const char *why;
        void (*change)(OGRFeatureH feature);
    } rows[] = {{"text", change_text},     {"integer", change_integer}, {"real", change_real},
                {"lost cell", lose_cell},  {"empty cell", empty_cell},  {"place", change_place},
                {"lost place", lose_place}};
    cm_features points = make_points();

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        memory file;
        test_now = rows[i].why;
        CHECK(write_to_memory(&file, &points, true) == CM_OK);
        const OGRLayerH layer = GDALDatasetGetLayer(file.file, 0);
        const OGRFeatureH feature = OGR_L_GetFeature(layer, 0);
        rows[i].change(feature);
        CHECK(OGR_L_SetFeature(layer, feature) == OGRERR_NONE);
        OGR_F_Destroy(feature);
        CHECK(check_memory(&file) == CM_ERR_FORMAT);
        CHECK(strcmp(cm_error_text(), "a: reads back otherwise than written") == 0);
        close_memory(&file);
    }
    cm_features_clear(&points);
}

TEST(finds_lost_rows_and_layers)
{
    cm_features points = make_points();
    memory file;

    CHECK(write_to_memory(&file, &points, true) == CM_OK);
    CHECK(OGR_L_DeleteFeature(GDALDatasetGetLayer(file.file, 0), 5) == OGRERR_NONE);
    CHECK(check_memory(&file) == CM_ERR_FORMAT);
    CHECK(strcmp(cm_error_text(), "a: 12 rows of 13 read back") == 0);
    file.layer.name = "others";
    CHECK(check_memory(&file) == CM_ERR_FORMAT);
    close_memory(&file);
    cm_features_clear(&points);
}

/* Two rows that change places are found where the format keeps the order, and only there. */
TEST(minds_the_order_where_there_is_one)
{
    cm_features points = make_points();
    memory file;

    for (int ordered = 0; ordered < 2; ordered++) {
        CHECK(write_to_memory(&file, &points, ordered) == CM_OK);
        const OGRLayerH layer = GDALDatasetGetLayer(file.file, 0);
        OGRFeatureH a = OGR_L_GetFeature(layer, 1), b = OGR_L_GetFeature(layer, 2);
        CHECK(OGR_F_SetFID(a, 2) == OGRERR_NONE && OGR_F_SetFID(b, 1) == OGRERR_NONE);
        CHECK(OGR_L_SetFeature(layer, a) == OGRERR_NONE);
        CHECK(OGR_L_SetFeature(layer, b) == OGRERR_NONE);
        OGR_F_Destroy(a), OGR_F_Destroy(b);
        CHECK(check_memory(&file) == (ordered ? CM_ERR_FORMAT : CM_OK));
        close_memory(&file);
    }
    cm_features_clear(&points);
}

TEST_MAIN(RUN(reads_back_what_it_wrote), RUN(finds_every_change), RUN(finds_lost_rows_and_layers),
          RUN(minds_the_order_where_there_is_one))
