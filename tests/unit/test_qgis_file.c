/* test_qgis_file.c - tests output/qgis_file.c. */
#include "geo/base_memory.h"
#include "tests/unit/qgis_scene.h"
#include <clustermap/qgis.h>
#include <stdlib.h>
#include <unistd.h>

TEST(the_style_is_named_as_its_file)
{
    static const char *const rows[][2] = {{"a.shp", "a.qml"},
                                          {"./d.x/a.b.geojson", "./d.x/a.b.qml"},
                                          {"d.x/a", "d.x/a.qml"},
                                          {".shp", ".shp.qml"}};
    char path[16];

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        CHECK(cm_qml_path(path, sizeof path, rows[i][0]) == CM_OK && strcmp(path, rows[i][1]) == 0);
    CHECK(cm_qml_path(path, sizeof path, "12345678901.shp") == CM_OK);
    CHECK(cm_qml_path(path, sizeof path, "123456789012.shp") == CM_ERR_IO);
}

typedef struct folder {
    char path[64], file[96];
} folder;

static folder make_folder(void)
{
    folder made = {.path = P_tmpdir "/test_qgis_file.XXXXXX"};

    CHECK(mkdtemp(made.path) != NULL);
    snprintf(made.file, sizeof made.file, "%s/a.qml", made.path);
    return made;
}

static void remove_folder(const folder *made)
{
    unlink(made->file);
    CHECK(rmdir(made->path) == 0); /* nothing else was left in it */
}

TEST(fields_have_the_names_of_the_format)
{
    static const struct {
        const char *why;
        cm_format format;
        bool with_shp;
        const char *attribute;
    } rows[] = {
        {"GeoJSON", CM_FORMAT_GEOJSON, false, "主たる業種の分類"},
        {"Shapefile", CM_FORMAT_SHP, false, "主たる"},
        {"both", CM_FORMAT_GEOJSON, true,
         "coalesce(attribute($currentfeature, '主たる業種の分類'), "
         "attribute($currentfeature, '主たる'))"},
    };
    const folder in = make_folder();

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_qml_options options = CM_QML_OPTIONS_INIT;
        scene s;
        test_now = rows[i].why;
        options.format = rows[i].format;
        options.with_shp = rows[i].with_shp;
        make_scene(&s, CM_GEOMETRY_POINT, NULL, NULL, 1);
        CHECK(cm_table_add_column(&s.features.table, NULL, "主たる業種の分類", CM_COLUMN_TEXT) ==
              CM_OK);
        CHECK(cm_style_categories(&s.style, &s.features, "主たる業種の分類", NULL) == CM_OK);
        CHECK(cm_qml_write(&s.layer, in.file, &options) == CM_OK);
        CPLXMLNode *const root = CPLParseXMLFile(in.file);
        CHECK(is_attribute(child(root, "renderer-v2", 0), "attr", rows[i].attribute));
        CHECK(is_attribute(root, "labelsEnabled", "0"));
        CPLDestroyXMLNode(root);
        clear_scene(&s);
    }
    remove_folder(&in);
}

TEST(categories_are_as_a_shapefile_holds_them)
{
    static const struct {
        const char *why, *value, *want;
        bool cp932;
    } rows[] = {
        {"plain", "製造", "製造", false},
        {"plain, in CP932", "①髙﨑", "①髙﨑", true},
        {"a wave dash, which CP932 has as another character",
         "1\xE3\x80\x9C"
         "9",
         "1～9", true},
        {"a character that CP932 has not", "Café", "Caf?", true},
        {"blanks at the end", "a  ", "a", false},
        {"nothing", "", "", true},
    };
    const folder in = make_folder();

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *const kinds[] = {rows[i].value};
        cm_qml_options options = CM_QML_OPTIONS_INIT;
        scene s;
        test_now = rows[i].why;
        options.format = CM_FORMAT_SHP;
        options.shp_cp932 = rows[i].cp932;
        make_scene(&s, CM_GEOMETRY_POINT, kinds, NULL, 1);
        CHECK(cm_style_categories(&s.style, &s.features, "kind", NULL) == CM_OK);
        CHECK(cm_qml_write(&s.layer, in.file, &options) == CM_OK);
        CPLXMLNode *const root = CPLParseXMLFile(in.file);
        CHECK(is_attribute(CPLGetXMLNode(root, "renderer-v2.categories.category"), "value",
                           rows[i].want));
        CPLDestroyXMLNode(root);
        clear_scene(&s);
    }
    remove_folder(&in);
}

TEST(links_are_bent_in_the_files_own_crs)
{
    static const struct {
        const char *crs, *out_crs;
        cm_format format;
        bool is_plane;
    } rows[] = {{NULL, NULL, CM_FORMAT_FGB, true},
                {"EPSG:6680", NULL, CM_FORMAT_FGB, false},
                {"EPSG:6680", "EPSG:6680", CM_FORMAT_FGB, true},
                {"EPSG:6680", "EPSG:6668", CM_FORMAT_SHP, false},
                {"EPSG:6680", "EPSG:4326", CM_FORMAT_GEOJSON, false}};
    const cm_symbol line = cm__symbol_category(0, CM_GEOMETRY_LINE);
    const folder in = make_folder();

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_qml_options options = CM_QML_OPTIONS_INIT;
        scene s;
        options.format = rows[i].format;
        options.out_crs = rows[i].out_crs;
        make_scene(&s, CM_GEOMETRY_LINE, NULL, NULL, 1);
        CHECK(cm_features_set_crs(&s.features, rows[i].crs) == CM_OK);
        CHECK(cm_style_single(&s.style, &line, NULL) == CM_OK);
        s.layer.bend = 0.1;
        CHECK(cm_qml_write(&s.layer, in.file, &options) == CM_OK);
        CPLXMLNode *const root = CPLParseXMLFile(in.file);
        CPLXMLNode *const arc = CPLGetXMLNode(root, "renderer-v2.symbols.symbol.layer");
        CHECK(has(option(arc, "geometryModifier"), "cos(radians(") == !rows[i].is_plane);
        CPLDestroyXMLNode(root);
        options.out_crs = "EPSG:1";
        if (rows[i].crs && rows[i].format != CM_FORMAT_GEOJSON)
            CHECK(cm_qml_write(&s.layer, in.file, &options) == CM_ERR_FORMAT);
        clear_scene(&s);
    }
    remove_folder(&in);
}

TEST(a_layer_without_a_style_has_captions)
{
    const folder in = make_folder();
    scene s;

    make_scene(&s, CM_GEOMETRY_POINT, NULL, NULL, 1);
    s.layer.style = NULL;
    CHECK(cm_qml_write(&s.layer, in.file, NULL) == CM_OK);
    CPLXMLNode *const root = CPLParseXMLFile(in.file);
    CHECK(is_attribute(root, "styleCategories", "Fields"));
    CHECK(!child(root, "renderer-v2", 0) &&
          count_children(child(root, "aliases", 0), "alias") == 2);
    CPLDestroyXMLNode(root);
    clear_scene(&s);
    remove_folder(&in);
}

TEST(a_grid_may_share_the_file)
{
    const cm_class_limits limits = {{1, 2, 4}, 2};
    const cm_grid_shape shape = {0, 0, 10, 2, 2};
    const folder in = make_folder();
    cm_qml_options options = CM_QML_OPTIONS_INIT;
    cm_grid grid = {.values = NULL};
    scene s;

    make_scene(&s, CM_GEOMETRY_POLYGON, NULL, NULL, 1);
    CHECK(cm_grid_init(&grid, &shape, NULL) == CM_OK);
    CHECK(cm_style_graduated(&s.style, "number", &limits, NULL, CM_GEOMETRY_POLYGON) == CM_OK);
    options.grid = &grid;
    options.grid_style = &s.style;
    CHECK(cm_qml_write(&s.layer, in.file, &options) == CM_OK);
    CPLXMLNode *root = CPLParseXMLFile(in.file);
    CHECK(child(root, "renderer-v2", 0) && child(root, "pipe", 0));
    CHECK(count_children(root, "blendMode") == 1);
    CPLDestroyXMLNode(root);

    CHECK(cm_qml_write_grid(&grid, &s.style, in.file, NULL) == CM_OK);
    root = CPLParseXMLFile(in.file);
    CHECK(!child(root, "renderer-v2", 0) && child(root, "pipe", 0));
    CPLDestroyXMLNode(root);
    cm_grid_clear(&grid);
    clear_scene(&s);
    remove_folder(&in);
}

TEST(a_file_is_replaced_only_if_that_is_allowed)
{
    const folder in = make_folder();
    cm_qml_options options = CM_QML_OPTIONS_INIT;
    scene s;

    make_scene(&s, CM_GEOMETRY_POINT, NULL, NULL, 1);
    options.no_clobber = true;
    CHECK(cm_qml_write(&s.layer, in.file, &options) == CM_OK);
    CHECK(cm_qml_write(&s.layer, in.file, &options) == CM_ERR_IO);
    CHECK(cm_qml_write(&s.layer, in.file, NULL) == CM_OK);
    CHECK(cm_qml_write(&s.layer, in.path, NULL) == CM_ERR_IO);
    clear_scene(&s);
    remove_folder(&in);
    CHECK(cm__memory_live() == 0);
}

TEST_MAIN(RUN(the_style_is_named_as_its_file), RUN(fields_have_the_names_of_the_format),
          RUN(categories_are_as_a_shapefile_holds_them), RUN(links_are_bent_in_the_files_own_crs),
          RUN(a_layer_without_a_style_has_captions), RUN(a_grid_may_share_the_file),
          RUN(a_file_is_replaced_only_if_that_is_allowed))
