/* gather_scene.h - a sheet with so many members round its middle. */
#ifndef GATHER_SCENE_H
#define GATHER_SCENE_H

#include "geo/base_memory.h"
#include "output/map_box.h"
#include "output/map_theme.h"
#include "tests/unit/map_sheet_fixture.h"
#include <stdint.h>

typedef struct gather_scene {
    cm_features members;
    cm_style style;
    cm_map_layer layer;
    cm_map_options options;
    cm__sheet sheet;
} gather_scene;

/* 0 to 1: the fractional part of multiples of an irrational number. */
static inline double gather_share(size_t i, double step)
{
    const double at = (double)(i + 1) * step;

    return at - floor(at);
}

/* Members in a square of that many millimetres, at 1:1000, so that a metre is a millimetre. */
static inline void gather_begin(gather_scene *s, size_t count, double spread_mm, cm_map_gather wish)
{
    const cm_symbol symbol = {.size_mm = 2, .fill = {0, 114, 178, 255}};

    *s = (gather_scene){.options = CM_MAP_OPTIONS_INIT};
    s->options.gather = wish;
    s->options.width_mm = s->options.height_mm = spread_mm > 500 ? 2000 : 200;
    spread_mm = fmin(spread_mm, 1900);
    CHECK(cm_features_init(&s->members, CM_GEOMETRY_POINT, NULL) == CM_OK);
    CHECK(cm_table_add_column(&s->members.table, NULL, "value", CM_COLUMN_REAL) == CM_OK);
    for (size_t i = 0; i < count; i++) {
        CHECK(cm_features_add_row(&s->members) == CM_OK);
        cm_table_set_real(&s->members.table, i, 0, 1);
        cm_features_set_point(&s->members, i,
                              (cm_point){spread_mm * (gather_share(i, 0.61803398874989485) - 0.5),
                                         spread_mm * (gather_share(i, 0.41421356237309505) - 0.5)});
    }
    CHECK(cm_style_single(&s->style, &symbol, "会員") == CM_OK);
    s->layer = (cm_map_layer){
        .features = &s->members, .style = &s->style, .id = "members", .role = CM_MAP_MEMBERS};
    init_sheet(&s->sheet, &s->options, NULL, (cm_lonlat){0, 0}, 1000);
    s->sheet.layers = &s->layer;
    s->sheet.layer_count = 1;
    CHECK(cm__plane_init_beside(&s->sheet.plane, &s->layer, 1, NULL) == CM_OK);
    CHECK(cm__theme_classify(&s->sheet) == CM_OK);
}

static inline void gather_end(gather_scene *s)
{
    cm__sheet_clear(&s->sheet);
    cm_style_clear(&s->style);
    cm_features_clear(&s->members);
}

#endif
