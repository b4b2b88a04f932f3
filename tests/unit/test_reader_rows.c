/* test_reader_rows.c - tests geo/reader_rows.c. */
#include "geo/base_memory.h"
#include "geo/reader_rows.h"
#include "tests/reader_fixture.h"
#include <ogr_srs_api.h>

/* A layer in memory with a field of every type, and two rows: one full, one empty. */
static GDALDatasetH make_dataset(OGRwkbGeometryType geometry)
{
    static const struct {
        const char *name;
        OGRFieldType type;
    } fields[] = {{"text", OFTString},     {"integer", OFTInteger},  {"long", OFTInteger64},
                  {"real", OFTReal},       {"date", OFTDate},        {"time", OFTTime},
                  {"moment", OFTDateTime}, {"words", OFTStringList}, {"業種", OFTString}};
    static const char *const words[] = {"a", "b", NULL};
    GDALDatasetH dataset =
        GDALCreate(GDALGetDriverByName("Memory"), "", 0, 0, 0, GDT_Unknown, NULL);
    OGRLayerH layer = GDALDatasetCreateLayer(dataset, "rows", NULL, geometry, NULL);
    OGRFeatureH row;

    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        OGRFieldDefnH field = OGR_Fld_Create(fields[i].name, fields[i].type);
        CHECK(OGR_L_CreateField(layer, field, 0) == OGRERR_NONE);
        OGR_Fld_Destroy(field);
    }
    row = OGR_F_Create(OGR_L_GetLayerDefn(layer));
    OGR_F_SetFieldString(row, 0, "データ");
    OGR_F_SetFieldInteger(row, 1, -7);
    OGR_F_SetFieldInteger64(row, 2, INT64_C(9007199254740993));
    OGR_F_SetFieldDouble(row, 3, 0.1);
    OGR_F_SetFieldDateTimeEx(row, 4, 2003, 9, 29, 0, 0, 0, 0);
    OGR_F_SetFieldDateTimeEx(row, 5, 0, 0, 0, 8, 5, 9.5F, 0);
    OGR_F_SetFieldDateTimeEx(row, 6, 2003, 9, 29, 8, 5, 0, 136);
    OGR_F_SetFieldStringList(row, 7, (CSLConstList)(uintptr_t)words);
    OGR_F_SetFieldString(row, 8, "情報");
    if (geometry != wkbNone)
        OGR_F_SetGeometryDirectly(row, OGR_G_CreateGeometry(wkbPoint));
    OGR_G_SetPoint_2D(OGR_F_GetGeometryRef(row), 0, 141, 43);
    CHECK(OGR_L_CreateFeature(layer, row) == OGRERR_NONE);
    OGR_F_Destroy(row);
    row = OGR_F_Create(OGR_L_GetLayerDefn(layer));
    CHECK(OGR_L_CreateFeature(layer, row) == OGRERR_NONE);
    OGR_F_Destroy(row);
    return dataset;
}

static cm_status read_rows(cm_features *out, GDALDatasetH dataset, bool raw)
{
    return cm__rows_read(out, GDALDatasetGetLayer(dataset, 0), "a.gpkg", raw, NULL);
}

TEST(gives_every_type_of_field_its_column)
{
    static const struct {
        const char *name, *value;
        cm_column_type type;
    } want[] = {{"text", "データ", CM_COLUMN_TEXT},
                {"integer", "-7", CM_COLUMN_INTEGER},
                {"long", "9007199254740993", CM_COLUMN_INTEGER},
                {"real", "0.1", CM_COLUMN_REAL},
                {"date", "2003-09-29", CM_COLUMN_TEXT},
                {"time", "08:05:09.500", CM_COLUMN_TEXT},
                {"moment", "2003-09-29T08:05:00+09:00", CM_COLUMN_TEXT},
                {"words", "(2:a,b)", CM_COLUMN_TEXT},
                {"業種", "情報", CM_COLUMN_TEXT}};
    cm_features features = {0};
    char number[CM_CELL_MAX];
    cm__gdal block;

    cm__gdal_begin(&block);
    GDALDatasetH dataset = make_dataset(wkbPoint);
    CHECK(read_rows(&features, dataset, false) == CM_OK);
    GDALClose(dataset);
    CHECK(cm__gdal_end(&block, CM_OK, CM_ERR_FORMAT, "a") == CM_OK);
    CHECK(features.table.column_count == sizeof want / sizeof *want);
    CHECK(features.table.row_count == 2 && features.geometry == CM_GEOMETRY_POINT);
    for (size_t i = 0; i < features.table.column_count; i++) {
        test_now = want[i].name;
        CHECK(strcmp(features.table.columns[i].name, want[i].name) == 0);
        CHECK(features.table.columns[i].type == want[i].type);
        CHECK(strcmp(cm_table_format(&features.table, 0, i, number), want[i].value) == 0);
        CHECK(strcmp(cm_table_format(&features.table, 1, i, number), "") == 0);
    }
    CHECK(features.x[0] == 141 && features.y[0] == 43 && isnan(features.x[1]));
    cm_features_clear(&features);
}

TEST(finds_out_what_a_layer_of_any_geometry_holds)
{
    static const struct {
        const char *why;
        OGRwkbGeometryType type;
        cm_status want;
    } rows[] = {
        {"it does not say", wkbUnknown, CM_OK},
        {"points with heights", wkbPoint25D, CM_OK},
        {"it says polygons and holds points", wkbPolygon, CM_ERR_FORMAT},
        {"no geometry: members without a place", wkbNone, CM_OK},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_features features = {0};
        cm__gdal block;
        test_now = rows[i].why;
        cm__gdal_begin(&block);
        GDALDatasetH dataset = make_dataset(rows[i].type);
        CHECK(read_rows(&features, dataset, false) == rows[i].want);
        GDALClose(dataset);
        CHECK(rows[i].want || features.geometry == CM_GEOMETRY_POINT);
        CHECK(cm__gdal_end(&block, CM_ERR_STOPPED, CM_ERR_FORMAT, "a") == CM_ERR_STOPPED);
        cm_features_clear(&features);
    }
}

/* A key by any other name may be the id of a member. */
TEST(reads_a_key_unless_it_numbers_rows_only)
{
    static const struct {
        const char *option;
        size_t columns;
    } rows[] = {{"FID=id", 2}, {"FID=fid", 1}, {"FID=OGC_FID", 1}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *const options[] = {rows[i].option, NULL};
        GDALDatasetH file =
            GDALCreate(GDALGetDriverByName("GPKG"), "/vsimem/key.gpkg", 0, 0, 0, GDT_Unknown, NULL);
        OGRLayerH layer =
            GDALDatasetCreateLayer(file, "rows", NULL, wkbPoint, (char **)(uintptr_t)options);
        OGRFieldDefnH field = OGR_Fld_Create("name", OFTString);
        cm_features out = {0};
        CHECK(OGR_L_CreateField(layer, field, 0) == OGRERR_NONE);
        OGR_Fld_Destroy(field);
        OGRFeatureH row = OGR_F_Create(OGR_L_GetLayerDefn(layer));
        OGR_F_SetFID(row, 30);
        OGR_F_SetFieldString(row, 0, "A");
        CHECK(OGR_L_CreateFeature(layer, row) == OGRERR_NONE);
        OGR_F_Destroy(row);
        CHECK(read_rows(&out, file, false) == CM_OK);
        CHECK(out.table.column_count == rows[i].columns);
        if (rows[i].columns == 2) {
            CHECK(strcmp(out.table.columns[0].name, "id") == 0);
            CHECK(out.table.columns[0].integers[0] == 30);
        }
        CHECK(strcmp(cm_table_get_text(&out.table, 0, rows[i].columns - 1), "A") == 0);
        cm_features_clear(&out);
        GDALClose(file);
    }
}

TEST(refuses_texts_that_are_not_utf8_unless_they_are_to_be_decoded)
{
    cm__gdal block;

    for (int raw = 0; raw <= 1; raw++) {
        cm_features features = {0};
        cm__gdal_begin(&block);
        GDALDatasetH dataset = make_dataset(wkbPoint);
        OGRLayerH layer = GDALDatasetGetLayer(dataset, 0);
        OGRFeatureH row = OGR_L_GetFeature(layer, 1);
        OGR_F_SetFieldString(row, 0, "\x83\x66\x81\x5B");
        CHECK(OGR_L_SetFeature(layer, row) == OGRERR_NONE);
        OGR_F_Destroy(row);
        CHECK(read_rows(&features, dataset, raw) == (raw ? CM_OK : CM_ERR_FORMAT));
        CHECK(raw || strstr(cm_error_text(), "a.gpkg: row 2, column text: ") != NULL);
        GDALClose(dataset);
        CHECK(cm__gdal_end(&block, CM_OK, CM_ERR_FORMAT, "a") == CM_OK);
        cm_features_clear(&features);
    }
}

TEST(reports_memory_that_is_not_there)
{
    cm__gdal block;
    cm_status status = CM_ERR_NOMEM;

    cm__gdal_begin(&block);
    GDALDatasetH dataset = make_dataset(wkbPoint);
    for (size_t nth = 1; status == CM_ERR_NOMEM; nth++) {
        cm_features features = {0};
        cm__memory_fail_at(nth, false);
        status = read_rows(&features, dataset, false);
        cm__memory_fail_at(0, false);
        CHECK(status == CM_OK || (status == CM_ERR_NOMEM && !features.table.columns));
        cm_features_clear(&features);
        CHECK(cm__memory_live() == 0);
    }
    GDALClose(dataset);
    CHECK(cm__gdal_end(&block, status, CM_ERR_FORMAT, "a") == CM_OK);
}

TEST_MAIN(RUN(gives_every_type_of_field_its_column), RUN(reads_a_key_unless_it_numbers_rows_only),
          RUN(finds_out_what_a_layer_of_any_geometry_holds),
          RUN(refuses_texts_that_are_not_utf8_unless_they_are_to_be_decoded),
          RUN(reports_memory_that_is_not_there))
