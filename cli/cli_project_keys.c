/* cli_project_keys.c - the keys of the project file, as tables. */
#include "cli/cli_project.h"

#define AT(T, M) offsetof(T, M)
/* clang-format off */
#define TEXT_KEY(T, K, M) {.key = K, .type = CLI_YAML_TEXT, .target = AT(T, M)}
#define LINED_KEY(T, K, M, L)                                                                      \
    {.key = K, .type = CLI_YAML_TEXT, .target = AT(T, M), .line = AT(T, L)}
#define FLAG_KEY(T, K, M) {.key = K, .type = CLI_YAML_FLAG, .target = AT(T, M)}
#define CHOICE_KEY(T, K, M, W) {.key = K, .type = CLI_YAML_CHOICE, .target = AT(T, M), .choices = W}
#define NUMBER_KEY(T, K, M, A, B)                                                                  \
    {.key = K, .type = CLI_YAML_NUMBER, .target = AT(T, M), .low = A, .high = B}
#define COLUMN_KEY(K, R) {.key = K, .type = CLI_YAML_TEXT, .target = (R) * sizeof(const char *)}
/* clang-format on */

static const char *const types[] = {"outlines", "areas", "lines",    "points", "links",
                                    "density",  "rings", "hotspots", "raster", NULL};
static const char *const kernels[] = {
    "uniform", "triangular", "epanechnikov", "quartic", "triweight", "gaussian", NULL};
static const char *const kinds[] = {"radius", "sd", NULL};
static const char *const methods[] = {"quantile", "equal", "jenks", "headtail", "pretty", NULL};
static const char *const shapes[] = {"circle",   "square",        "triangle", "diamond", "star",
                                     "pentagon", "triangle-down", "cross",    "hexagon", NULL};
static const char *const languages[] = {"ja", "en", "both", NULL};
static const char *const levels[] = {"building", "block", "town", "city", "prefecture", NULL};
static const char *const outputs[] = {"pdf", "svg", "png", "gpkg", "qgz",  "geojson",
                                      "shp", "fgb", "tif", "csv",  "html", NULL};

static const cli_yaml_field column_keys[] = {
    COLUMN_KEY("id", CM_MEMBER_ID),
    COLUMN_KEY("name", CM_MEMBER_NAME),
    COLUMN_KEY("name_en", CM_MEMBER_NAME_EN),
    COLUMN_KEY("address", CM_MEMBER_ADDRESS),
    COLUMN_KEY("lon", CM_MEMBER_LON),
    COLUMN_KEY("lat", CM_MEMBER_LAT),
    COLUMN_KEY("type", CM_MEMBER_TYPE),
    COLUMN_KEY("sector", CM_MEMBER_SECTOR),
    COLUMN_KEY("founded", CM_MEMBER_FOUNDED),
    COLUMN_KEY("employees", CM_MEMBER_EMPLOYEES),
    COLUMN_KEY("parent_origin", CM_MEMBER_PARENT_ORIGIN),
    COLUMN_KEY("postal_code", CM_MEMBER_POSTAL_CODE),
    {0},
};

static const cli_yaml_field category_keys[] = {
    {.key = "value",
     .type = CLI_YAML_TEXT,
     .target = AT(project_category, value),
     .required = true},
    TEXT_KEY(project_category, "label", label),
    TEXT_KEY(project_category, "label_en", label_en),
    CHOICE_KEY(project_category, "shape", shape, shapes),
    TEXT_KEY(project_category, "fill", fill),
    TEXT_KEY(project_category, "stroke", stroke),
    NUMBER_KEY(project_category, "size_mm", size_mm, 0.5, 20),
    {0},
};

#define CATEGORIES_KEY(T)                                                                          \
    {                                                                                              \
        .key = "categories", .type = CLI_YAML_LIST, .target = AT(T, categories),                   \
        .fields = category_keys, .item_size = sizeof(project_category),                            \
        .item_max = PROJECT_CATEGORIES_MAX, .count = AT(T, category_count),                        \
        .line = AT(project_category, line)                                                         \
    }

static const cli_yaml_field size_keys[] = {
    {.key = "column", .type = CLI_YAML_TEXT, .target = AT(project_size, column), .required = true},
    TEXT_KEY(project_size, "title", title),
    TEXT_KEY(project_size, "title_en", title_en),
    TEXT_KEY(project_size, "unit", unit),
    TEXT_KEY(project_size, "unit_en", unit_en),
    NUMBER_KEY(project_size, "value", value, 1e-300, 1e300),
    NUMBER_KEY(project_size, "mm", mm, 0.1, 100),
    {0},
};

static const cli_yaml_field index_keys[] = {
    TEXT_KEY(project_index, "title", title),
    TEXT_KEY(project_index, "title_en", title_en),
    TEXT_KEY(project_index, "rejected", rejected),
    TEXT_KEY(project_index, "rejected_en", rejected_en),
    {.key = "notes", .type = CLI_YAML_TEXTS, .target = AT(project_index, notes)},
    {.key = "notes_en", .type = CLI_YAML_TEXTS, .target = AT(project_index, notes_en)},
    FLAG_KEY(project_index, "numbers", numbers),
    FLAG_KEY(project_index, "beside", beside),
    FLAG_KEY(project_index, "inside", inside),
    FLAG_KEY(project_index, "no_headings", no_headings),
    NUMBER_KEY(project_index, "width", width_mm, 20, 150),
    {0},
};

static const cli_yaml_field member_keys[] = {
    {.key = "file",
     .type = CLI_YAML_TEXT,
     .target = AT(project_members, file),
     .required = true,
     .line = AT(project_members, file_line)},
    TEXT_KEY(project_members, "encoding", encoding),
    TEXT_KEY(project_members, "where", where),
    {.key = "columns",
     .type = CLI_YAML_MAP,
     .target = AT(project_members, columns),
     .fields = column_keys},
    LINED_KEY(project_members, "category", category, category_line),
    TEXT_KEY(project_members, "title", title),
    TEXT_KEY(project_members, "title_en", title_en),
    CATEGORIES_KEY(project_members),
    LINED_KEY(project_members, "label", label, label_line),
    TEXT_KEY(project_members, "label_en", label_en),
    {.key = "label_omit", .type = CLI_YAML_TEXTS, .target = AT(project_members, label_omit)},
    TEXT_KEY(project_members, "label_where", label_where),
    NUMBER_KEY(project_members, "label_pt", label_pt, 4, 40),
    NUMBER_KEY(project_members, "size_mm", size_mm, 0.5, 20),
    {.key = "size", .type = CLI_YAML_MAP, .target = AT(project_members, size), .fields = size_keys},
    {.key = "index",
     .type = CLI_YAML_MAP,
     .target = AT(project_members, index),
     .fields = index_keys},
    {0},
};

static const cli_yaml_field data_keys[] = {
    {.key = "file", .type = CLI_YAML_TEXT, .target = AT(project_data, file), .required = true},
    {.key = "key", .type = CLI_YAML_TEXT, .target = AT(project_data, key), .required = true},
    TEXT_KEY(project_data, "data_key", data_key),
    TEXT_KEY(project_data, "source", source),
    TEXT_KEY(project_data, "source_en", source_en),
    {0},
};

static const cli_yaml_field layer_keys[] = {
    {.key = "type",
     .type = CLI_YAML_CHOICE,
     .target = AT(project_layer, type),
     .required = true,
     .choices = types},
    {.key = "id", .type = CLI_YAML_TEXT, .target = AT(project_layer, id), .required = true},
    TEXT_KEY(project_layer, "title", title),
    TEXT_KEY(project_layer, "title_en", title_en),
    TEXT_KEY(project_layer, "source", source),
    TEXT_KEY(project_layer, "source_en", source_en),
    FLAG_KEY(project_layer, "approximate", approximate),
    FLAG_KEY(project_layer, "no_legend", no_legend),
    FLAG_KEY(project_layer, "no_draw", no_draw),
    LINED_KEY(project_layer, "file", file, file_line),
    {.key = "data", .type = CLI_YAML_MAP, .target = AT(project_layer, data), .fields = data_keys},
    TEXT_KEY(project_layer, "label", label),
    TEXT_KEY(project_layer, "label_en", label_en),
    TEXT_KEY(project_layer, "fill", fill),
    TEXT_KEY(project_layer, "stroke", stroke),
    NUMBER_KEY(project_layer, "stroke_mm", stroke_mm, 0.05, 5),
    NUMBER_KEY(project_layer, "label_pt", label_pt, 4, 60),
    FLAG_KEY(project_layer, "label_vertical", label_vertical),
    TEXT_KEY(project_layer, "where", where),
    TEXT_KEY(project_layer, "weight", weight),
    CHOICE_KEY(project_layer, "kernel", kernel, kernels),
    TEXT_KEY(project_layer, "bandwidth", bandwidth),
    CHOICE_KEY(project_layer, "bandwidth_is", bandwidth_is, kinds),
    {.key = "cell",
     .type = CLI_YAML_LENGTH,
     .target = AT(project_layer, cell_m),
     .low = 1e-3,
     .high = 1e6},
    {.key = "levels",
     .type = CLI_YAML_NUMBERS,
     .target = AT(project_layer, levels),
     .low = -1e300,
     .high = 1e300},
    NUMBER_KEY(project_layer, "classes", classes, 2, 12),
    CHOICE_KEY(project_layer, "method", method, methods),
    TEXT_KEY(project_layer, "ramp", ramp),
    TEXT_KEY(project_layer, "table", table),
    TEXT_KEY(project_layer, "key", key),
    TEXT_KEY(project_layer, "table_key", table_key),
    TEXT_KEY(project_layer, "column", column),
    TEXT_KEY(project_layer, "category", category),
    CATEGORIES_KEY(project_layer),
    TEXT_KEY(project_layer, "unit", unit),
    TEXT_KEY(project_layer, "unit_en", unit_en),
    CHOICE_KEY(project_layer, "shape", shape, shapes),
    NUMBER_KEY(project_layer, "size_mm", size_mm, 0.5, 20),
    {.key = "size", .type = CLI_YAML_MAP, .target = AT(project_layer, size), .fields = size_keys},
    NUMBER_KEY(project_layer, "bend", bend, -1, 1),
    TEXT_KEY(project_layer, "parent", parent),
    TEXT_KEY(project_layer, "links", links),
    NUMBER_KEY(project_layer, "arrow_mm", arrow_mm, 0.5, 10),
    FLAG_KEY(project_layer, "hatch", hatch),
    {.key = "centre",
     .type = CLI_YAML_PAIR,
     .target = AT(project_layer, centre),
     .low = -180,
     .high = 180},
    {.key = "radii",
     .type = CLI_YAML_LENGTHS,
     .target = AT(project_layer, radii),
     .low = 1e-3,
     .high = 1e7},
    TEXT_KEY(project_layer, "by", by),
    LINED_KEY(project_layer, "background", background, background_line),
    TEXT_KEY(project_layer, "background_title", background_title),
    TEXT_KEY(project_layer, "background_title_en", background_title_en),
    FLAG_KEY(project_layer, "list", list),
    {.key = "band",
     .type = CLI_YAML_LENGTH,
     .target = AT(project_layer, band_m),
     .low = 1e-3,
     .high = 1e6},
    TEXT_KEY(project_layer, "window", window),
    {0},
};

static const char *const insets[] = {"detail", "locator", NULL};

#define BOUNDS_KEY(T)                                                                              \
    {                                                                                              \
        .key = "bounds", .type = CLI_YAML_BOX, .target = AT(T, bounds), .low = -180, .high = 180   \
    }

static const cli_yaml_field inset_keys[] = {
    {.key = "type",
     .type = CLI_YAML_CHOICE,
     .target = AT(project_inset, type),
     .required = true,
     .choices = insets},
    {.key = "id", .type = CLI_YAML_TEXT, .target = AT(project_inset, id), .required = true},
    TEXT_KEY(project_inset, "title", title),
    TEXT_KEY(project_inset, "title_en", title_en),
    {.key = "layers", .type = CLI_YAML_TEXTS, .target = AT(project_inset, layers)},
    TEXT_KEY(project_inset, "where", where),
    {.key = "centre",
     .type = CLI_YAML_PAIR,
     .target = AT(project_inset, centre),
     .low = -180,
     .high = 180},
    BOUNDS_KEY(project_inset),
    {.key = "size",
     .type = CLI_YAML_PAIR,
     .target = AT(project_inset, size_mm),
     .low = 20,
     .high = 1000},
    NUMBER_KEY(project_inset, "scale", scale, 100, 1e9),
    FLAG_KEY(project_inset, "below", below),
    {0},
};

static const char *const gathers[] = {"auto", "never", "hexagons", "circles", NULL};

static const cli_yaml_field tree_keys[] = {
    LINED_KEY(project_tree, "parent", parent, line),
    LINED_KEY(project_tree, "links", links, line),
    TEXT_KEY(project_tree, "title", title),
    TEXT_KEY(project_tree, "title_en", title_en),
    TEXT_KEY(project_tree, "subtitle", subtitle),
    TEXT_KEY(project_tree, "subtitle_en", subtitle_en),
    {0},
};

static const cli_yaml_field atlas_keys[] = {
    {.key = "by",
     .type = CLI_YAML_TEXT,
     .target = AT(project_atlas, by),
     .required = true,
     .line = AT(project_atlas, line)},
    NUMBER_KEY(project_atlas, "scale", scale, 100, 1e8),
    {0},
};

static const cli_yaml_field year_keys[] = {
    {.key = "year",
     .type = CLI_YAML_NUMBER,
     .target = AT(project_year, year),
     .required = true,
     .low = 1,
     .high = 9999},
    {.key = "value",
     .type = CLI_YAML_NUMBER,
     .target = AT(project_year, value),
     .required = true,
     .low = 0,
     .high = 1e15},
    TEXT_KEY(project_year, "label", label),
    TEXT_KEY(project_year, "label_en", label_en),
    {0},
};

static const cli_yaml_field matrix_keys[] = {
    LINED_KEY(project_matrix, "title", title, line),
    TEXT_KEY(project_matrix, "title_en", title_en),
    LINED_KEY(project_matrix, "where", where, line),
    LINED_KEY(project_matrix, "from", from, line),
    TEXT_KEY(project_matrix, "label", label),
    TEXT_KEY(project_matrix, "label_en", label_en),
    TEXT_KEY(project_matrix, "precision", precision),
    {0},
};

static const cli_yaml_field timeline_keys[] = {
    LINED_KEY(project_timeline, "title", title, line),
    TEXT_KEY(project_timeline, "title_en", title_en),
    TEXT_KEY(project_timeline, "source", source),
    TEXT_KEY(project_timeline, "source_en", source_en),
    LINED_KEY(project_timeline, "column", column, line),
    NUMBER_KEY(project_timeline, "width", width_mm, 30, 1000),
    {.key = "values",
     .type = CLI_YAML_LIST,
     .target = AT(project_timeline, values),
     .fields = year_keys,
     .item_size = sizeof(project_year),
     .item_max = PROJECT_YEARS_MAX,
     .count = AT(project_timeline, value_count),
     .line = AT(project_year, line)},
    {0},
};

static const cli_yaml_field map_keys[] = {
    LINED_KEY(project_map, "paper", paper, paper_line),
    FLAG_KEY(project_map, "landscape", landscape),
    NUMBER_KEY(project_map, "margin_mm", margin_mm, 5, 100),
    NUMBER_KEY(project_map, "scale", scale, 100, 1e8),
    NUMBER_KEY(project_map, "dpi", dpi, 36, 1200),
    TEXT_KEY(project_map, "font", font),
    CHOICE_KEY(project_map, "gather", gather, gathers),
    {.key = "centre",
     .type = CLI_YAML_PAIR,
     .target = AT(project_map, centre),
     .low = -180,
     .high = 180},
    BOUNDS_KEY(project_map),
    {0},
};

static const cli_yaml_field web_keys[] = {
    TEXT_KEY(project_web, "subtitle", subtitle),
    TEXT_KEY(project_web, "subtitle_en", subtitle_en),
    {.key = "columns", .type = CLI_YAML_TEXTS, .target = AT(project_web, columns)},
    {.key = "columns_en", .type = CLI_YAML_TEXTS, .target = AT(project_web, columns_en)},
    {.key = "layers", .type = CLI_YAML_TEXTS, .target = AT(project_web, layers)},
    {0},
};

const cli_yaml_field cli_project_keys[] = {
    TEXT_KEY(project, "name", name),
    CHOICE_KEY(project, "language", language, languages),
    TEXT_KEY(project, "author", author),
    TEXT_KEY(project, "as_of", as_of),
    {.key = "title", .type = CLI_YAML_TEXT, .target = AT(project, title), .required = true},
    TEXT_KEY(project, "title_en", title_en),
    TEXT_KEY(project, "subtitle", subtitle),
    TEXT_KEY(project, "subtitle_en", subtitle_en),
    {.key = "credit", .type = CLI_YAML_TEXTS, .target = AT(project, credit)},
    {.key = "credit_en", .type = CLI_YAML_TEXTS, .target = AT(project, credit_en)},
    LINED_KEY(project, "gazetteer", gazetteer, gazetteer_line),
    TEXT_KEY(project, "data", data),
    CHOICE_KEY(project, "min_level", min_level, levels),
    TEXT_KEY(project, "crs", crs),
    {.key = "members",
     .type = CLI_YAML_MAP,
     .target = AT(project, members),
     .required = true,
     .fields = member_keys},
    {.key = "layers",
     .type = CLI_YAML_LIST,
     .target = AT(project, layers),
     .fields = layer_keys,
     .item_size = sizeof(project_layer),
     .item_max = PROJECT_LAYERS_MAX,
     .count = AT(project, layer_count),
     .line = AT(project_layer, line)},
    {.key = "insets",
     .type = CLI_YAML_LIST,
     .target = AT(project, insets),
     .fields = inset_keys,
     .item_size = sizeof(project_inset),
     .item_max = CM_MAP_INSETS_MAX,
     .count = AT(project, inset_count),
     .line = AT(project_inset, line)},
    {.key = "tree", .type = CLI_YAML_MAP, .target = AT(project, tree), .fields = tree_keys},
    {.key = "atlas", .type = CLI_YAML_MAP, .target = AT(project, atlas), .fields = atlas_keys},
    {.key = "matrix", .type = CLI_YAML_MAP, .target = AT(project, matrix), .fields = matrix_keys},
    {.key = "timeline",
     .type = CLI_YAML_MAP,
     .target = AT(project, timeline),
     .fields = timeline_keys},
    {.key = "map", .type = CLI_YAML_MAP, .target = AT(project, map), .fields = map_keys},
    {.key = "web", .type = CLI_YAML_MAP, .target = AT(project, web), .fields = web_keys},
    {.key = "outputs", .type = CLI_YAML_TEXTS, .target = AT(project, outputs), .choices = outputs},
    {0},
};
