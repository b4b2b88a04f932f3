/* qgis_project_scene.h - a project for QGIS of the small map of Sapporo, for tests of projects. */
#ifndef QGIS_PROJECT_SCENE_H
#define QGIS_PROJECT_SCENE_H

#include "output/qgis_layout.h"
#include "tests/unit/map_scene.h"
#include <clustermap/qgis_project.h>

/* The map with a detail that has some of the members, a locator, a table and a grid. */
typedef struct qgis_scene {
    scene map;
    cm_map_inset insets[2];
    cm_features rejected;
    cm_grid grid;
    cm_qgis_layer layers[6];
    cm_qgis_project project;
} qgis_scene;

static const int64_t qgis_rows[] = {1, 4};

static inline void make_qgis_grid(cm_grid *out)
{
    const cm_grid_shape shape = {
        .x_min = -75000, .y_max = -100000, .cell_m = 100, .columns = 4, .rows = 3};

    CHECK(cm_grid_init(out, &shape, "EPSG:6680") == CM_OK);
    for (int i = 0; i < 12; i++)
        out->values[i] = (float)i;
}

static inline void init_qgis_scene(qgis_scene *s)
{
    *s = (qgis_scene){.project = CM_QGIS_PROJECT_INIT};
    init_scene(&s->map);
    s->insets[0] = s->insets[1] = (cm_map_inset)CM_MAP_INSET_INIT;
    s->insets[0].id = "near";
    s->insets[0].title = "都心";
    s->insets[0].scale = 50000;
    s->insets[0].centre = (cm_lonlat){141.35, 43.06};
    s->insets[0].below = true;
    s->insets[0].width_mm = s->insets[0].height_mm = 40;
    s->insets[1].id = "where";
    s->insets[1].kind = CM_MAP_LOCATOR;
    s->insets[1].width_mm = s->insets[1].height_mm = 30;
    s->map.options.insets = s->insets;
    s->map.options.inset_count = 2;
    CHECK(cm_table_add_column(&s->rejected.table, NULL, "name", CM_COLUMN_TEXT) == CM_OK);
    make_qgis_grid(&s->grid);
    for (size_t i = 0; i < 3; i++)
        s->layers[i] = (cm_qgis_layer){
            .look = &s->map.layers[i], .file = "a.gpkg", .table = s->map.layers[i].id};
    s->layers[3] = (cm_qgis_layer){
        .features = &s->rejected, .id = "rejected", .file = "a.gpkg", .table = "rejected"};
    s->layers[4] = (cm_qgis_layer){
        .grid = &s->grid, .id = "density-grid", .title = "格子", .file = "d.tif", .hidden = true};
    s->layers[5] = s->layers[0];
    s->layers[5].map = "near";
    s->layers[5].title = "都心の会員";
    s->layers[5].rows = qgis_rows;
    s->layers[5].row_count = 2;
    s->project.name = "sapporo";
    s->project.title = s->map.options.title;
    s->project.layers = s->layers;
    s->project.layer_count = 6;
}

/* Draws the map, and makes it the project's page. */
static inline void draw_qgis_scene(qgis_scene *s)
{
    CHECK(make(&s->map) == CM_OK);
    s->project.map = s->map.map;
}

static inline void clear_qgis_scene(qgis_scene *s)
{
    cm_table_clear(&s->rejected.table);
    cm_grid_clear(&s->grid);
    clear_scene(&s->map);
}

/* A layout on its way, into xml; end it with the plan. */
static inline cm__qgis_layout begin_layout(cm__xml *xml, const cm__qgis_plan *plan)
{
    cm__xml_open(xml, "Layout");
    return (cm__qgis_layout){.xml = xml,
                             .plan = plan,
                             .list = cm__map_get_list(plan->project->map),
                             .font = CM__FONT_DEFAULT};
}

/* How often a piece is in a text. */
static inline size_t count_of(const cm__text *text, const char *piece)
{
    size_t count = 0;

    for (const char *at = text->bytes; at && (at = strstr(at, piece)) != NULL; at++)
        count++;
    return count;
}

#endif
