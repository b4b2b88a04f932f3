/* test_qgis_grid.c - tests output/qgis_grid.c. */
#include "geo/base_memory.h"
#include "tests/unit/qgis_scene.h"
#include <float.h>

static void make_grid(cm_grid *grid)
{
    const cm_grid_shape shape = {0, 0, 10, 2, 2};

    CHECK(cm_grid_init(grid, &shape, NULL) == CM_OK);
    grid->values[1] = 0.25F;
    grid->values[3] = 8;
}

/* The renderer; end the tree in *root with CPLDestroyXMLNode. */
static CPLXMLNode *write_pipe(const cm_grid *grid, const cm_style *style, CPLXMLNode **root)
{
    cm__xml xml = {0};

    cm__xml_open(&xml, "qgis");
    CHECK(cm__qgis_add_grid_style(&xml, grid, style) == CM_OK);
    cm__xml_close(&xml);
    *root = parse(&xml);
    return child(child(*root, "pipe", 0), "rasterrenderer", 0);
}

TEST(cells_have_the_colours_of_the_printed_classes)
{
    static const struct {
        float cell;
        size_t item;
    } rows[] = {{0.5F, 0}, {0.99999994F, 0}, {1, 1}, {1.9999999F, 1}, {2, 2}, {99, 2}};
    const cm_class_limits limits = {{0.5, 1, 2, 4}, 3};
    cm_grid grid = {.values = NULL};
    cm_style style = {.kind = CM_STYLE_SINGLE};
    CPLXMLNode *root;

    make_grid(&grid);
    CHECK(cm_style_graduated(&style, "density", &limits, "blues", CM_GEOMETRY_POLYGON) == CM_OK);
    CPLXMLNode *const renderer = write_pipe(&grid, &style, &root);
    CPLXMLNode *const ramp = child(child(renderer, "rastershader", 0), "colorrampshader", 0);
    CHECK(is_attribute(renderer, "type", "singlebandpseudocolor"));
    CHECK(is_attribute(ramp, "colorRampType", "DISCRETE") && count_children(ramp, "item") == 3);
    CHECK(is_attribute(child(ramp, "item", 1), "label", "1–2"));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t found = 0; /* the first item that is not less */
        while ((double)rows[i].cell > strtod(attribute(child(ramp, "item", found), "value"), NULL))
            found++;
        CHECK(found == rows[i].item);
    }
    CPLXMLNode *const below = CPLGetXMLNode(renderer, "rasterTransparency.singleValuePixelList."
                                                      "pixelListEntry");
    CHECK(strtod(attribute(below, "max"), NULL) < 0.5);
    CHECK(strtod(attribute(below, "min"), NULL) <= (double)-FLT_MAX);
    CPLDestroyXMLNode(root);
    cm_style_clear(&style);
    cm_grid_clear(&grid);
}

TEST(whole_numbers_have_a_palette)
{
    static const char *const kinds[] = {"1", "2", "2", "x", ""};
    const cm_symbol red = {.fill = {255, 0, 0, 128}};
    cm_grid grid = {.values = NULL};
    scene s;
    CPLXMLNode *root;

    make_grid(&grid);
    make_scene(&s, CM_GEOMETRY_POLYGON, kinds, NULL, 5);
    CHECK(cm_style_categories(&s.style, &s.features, "kind", NULL) == CM_OK);
    CHECK(cm_style_set_category(&s.style, "2", &red, "北 & 南") == CM_OK);
    CPLXMLNode *const renderer = write_pipe(&grid, &s.style, &root);
    CPLXMLNode *const palette = child(renderer, "colorPalette", 0), *const first = child(
                                                                        palette, "paletteEntry", 0);
    CHECK(is_attribute(renderer, "type", "paletted"));
    CHECK(count_children(palette, "paletteEntry") == 2);
    CHECK(is_attribute(first, "value", "2") && is_attribute(first, "color", "#ff0000"));
    CHECK(is_attribute(first, "alpha", "128") && is_attribute(first, "label", "北 & 南"));
    CPLDestroyXMLNode(root);
    clear_scene(&s);
    cm_grid_clear(&grid);
}

TEST(without_classes_it_is_grey)
{
    cm_grid grid = {.values = NULL};
    CPLXMLNode *root;

    make_grid(&grid);
    CPLXMLNode *const renderer = write_pipe(&grid, NULL, &root);
    CHECK(is_attribute(renderer, "type", "singlebandgray"));
    CHECK(strcmp(CPLGetXMLValue(renderer, "contrastEnhancement.maxValue", ""), "8") == 0);
    CPLDestroyXMLNode(root);
    cm_grid_clear(&grid);
}

TEST(one_symbol_is_refused)
{
    const cm_symbol red = {.fill = {255, 0, 0, 255}};
    cm_grid grid = {.values = NULL};
    cm_style style = {.kind = CM_STYLE_SINGLE};
    cm__xml xml = {0};

    make_grid(&grid);
    CHECK(cm_style_single(&style, &red, NULL) == CM_OK);
    cm__xml_open(&xml, "qgis");
    CHECK(cm__qgis_add_grid_style(&xml, &grid, &style) == CM_ERR_DOMAIN);
    cm__xml_clear(&xml);
    cm_style_clear(&style);
    cm_grid_clear(&grid);
    CHECK(cm__memory_live() == 0);
}

TEST_MAIN(RUN(cells_have_the_colours_of_the_printed_classes), RUN(whole_numbers_have_a_palette),
          RUN(without_classes_it_is_grey), RUN(one_symbol_is_refused))
