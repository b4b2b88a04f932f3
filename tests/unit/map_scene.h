/* map_scene.h - a small map of Sapporo, for the tests of whole maps. */
#ifndef MAP_SCENE_H
#define MAP_SCENE_H

#include "geo/base_memory.h"
#include "output/map_box.h"
#include "output/map_inside.h"
#include "tests/test.h"
#include <clustermap/map.h>

/* Wards, density bands and members of Sapporo in small. */
typedef struct scene {
    cm_features wards, bands, members;
    cm_style wards_style, bands_style, members_style;
    cm_map_layer layers[3];
    cm_map_options options;
    cm_map *map;
} scene;

static const struct {
    const char *name, *kind;
    double lon, lat;
} firms[] = {
    {"北海道大学", "大学", 141.3405, 43.0731},     {"ビー・ユー・ジー", "企業", 141.4985, 43.0308},
    {"デービーソフト", "企業", 141.4985, 43.0308}, {"ハドソン", "企業", 141.3712, 43.0362},
    {"ソフトフロント", "企業", 141.3310, 43.0640}, {"札幌市立大学", "大学", 141.3420, 42.9480},
    {"<Fix> & \"Co\"", "企業", 141.3520, 43.0690}, {"\x01㈱①髙﨑", "研究会", 141.4985, 43.0308},
};

static inline void add_ring(cm_features *features, double lon, double lat, double size)
{
    const double x[] = {lon, lon + size, lon + size, lon}, y[] = {lat, lat, lat + size, lat + size};

    CHECK(cm_features_add_row(features) == CM_OK);
    CHECK(cm_features_add_part(features, x, y, 4, false) == CM_OK);
}

static inline void make_wards(scene *s)
{
    static const char *const names[] = {"西区", "東区", "南区", "厚別区"};
    const cm_symbol symbol = {
        .fill = {250, 250, 244, 255}, .stroke = {130, 130, 130, 255}, .stroke_mm = 0.2};

    CHECK(cm_features_init(&s->wards, CM_GEOMETRY_POLYGON, CM_CRS_LONLAT) == CM_OK);
    CHECK(cm_table_add_column(&s->wards.table, NULL, "name", CM_COLUMN_TEXT) == CM_OK);
    for (size_t i = 0; i < 4; i++) {
        add_ring(&s->wards, 141.2 + 0.2 * (double)(i % 2), 43.04 - 0.2 * (double)(i / 2), 0.2);
        CHECK(cm_table_set_text(&s->wards.table, i, 0, names[i]) == CM_OK);
    }
    CHECK(cm_features_set_source(&s->wards, "国土数値情報") == CM_OK);
    CHECK(cm_style_single(&s->wards_style, &symbol, "区界") == CM_OK);
    CHECK(cm_style_set_label_column(&s->wards_style, "name") == CM_OK);
    s->wards_style.label.size_pt = 10;
    s->wards_style.label.priority = 2;
    s->wards_style.label.colour = (cm_colour){110, 110, 110, 255};
}

static inline void make_bands(scene *s)
{
    const cm_class_limits limits = {.limits = {0.5, 1, 2}, .class_count = 2};

    CHECK(cm_features_init(&s->bands, CM_GEOMETRY_POLYGON, CM_CRS_LONLAT) == CM_OK);
    CHECK(cm_table_add_column(&s->bands.table, NULL, "level_from", CM_COLUMN_REAL) == CM_OK);
    add_ring(&s->bands, 141.33, 43.05, 0.04);
    add_ring(&s->bands, 141.34, 43.06, 0.02);
    cm_table_set_real(&s->bands.table, 0, 0, 0.5);
    cm_table_set_real(&s->bands.table, 1, 0, 1);
    CHECK(cm_style_graduated(&s->bands_style, "level_from", &limits, NULL, CM_GEOMETRY_POLYGON) ==
          CM_OK);
    CHECK(cm_style_set_title(&s->bands_style, "会員の密度", "件/km²") == CM_OK);
}

static inline void make_members(scene *s)
{
    CHECK(cm_features_init(&s->members, CM_GEOMETRY_POINT, CM_CRS_LONLAT) == CM_OK);
    CHECK(cm_table_add_column(&s->members.table, NULL, "name", CM_COLUMN_TEXT) == CM_OK);
    CHECK(cm_table_add_column(&s->members.table, NULL, "kind", CM_COLUMN_TEXT) == CM_OK);
    for (size_t i = 0; i < sizeof firms / sizeof *firms; i++) {
        CHECK(cm_features_add_row(&s->members) == CM_OK);
        CHECK(cm_table_set_text(&s->members.table, i, 0, firms[i].name) == CM_OK);
        CHECK(cm_table_set_text(&s->members.table, i, 1, firms[i].kind) == CM_OK);
        cm_features_set_point(&s->members, i, (cm_point){firms[i].lon, firms[i].lat});
    }
    CHECK(cm_features_set_source(&s->members, "国税庁法人番号公表サイト") == CM_OK);
    CHECK(cm_style_categories(&s->members_style, &s->members, "kind", NULL) == CM_OK);
    CHECK(cm_style_set_label_column(&s->members_style, "name") == CM_OK);
    s->members_style.label.size_pt = 7;
    s->members_style.label.priority = 1;
    s->members_style.label.colour = (cm_colour){30, 30, 30, 255};
}

static inline void init_scene(scene *s)
{
    *s = (scene){.options = CM_MAP_OPTIONS_INIT};
    make_wards(s);
    make_bands(s);
    make_members(s);
    s->layers[0] = (cm_map_layer){.features = &s->members,
                                  .style = &s->members_style,
                                  .id = "members",
                                  .title = "会員",
                                  .role = CM_MAP_MEMBERS};
    s->layers[1] = (cm_map_layer){.features = &s->wards,
                                  .style = &s->wards_style,
                                  .id = "wards",
                                  .title = "区",
                                  .role = CM_MAP_OUTLINES,
                                  .approximate = true};
    s->layers[2] = (cm_map_layer){.features = &s->bands,
                                  .style = &s->bands_style,
                                  .id = "density",
                                  .title = "密度",
                                  .role = CM_MAP_BANDS};
    s->options.title = "札幌のIT産業クラスター";
    s->options.subtitle = "会員の分布と密度";
    s->options.as_of = "2026-11";
}

static inline cm_status make(scene *s)
{
    return cm_map_create(&s->map, s->layers, 3, &s->options);
}

static inline void clear_scene(scene *s)
{
    cm_map_destroy(s->map);
    cm_features_clear(&s->wards);
    cm_features_clear(&s->bands);
    cm_features_clear(&s->members);
    cm_style_clear(&s->wards_style);
    cm_style_clear(&s->bands_style);
    cm_style_clear(&s->members_style);
    CHECK(cm__memory_live() == 0);
}

static inline const cm__group *find_group(const cm_map *map, const char *id)
{
    const cm__list *const list = cm__map_get_list(map);

    for (size_t i = 0; i < list->layer_count; i++)
        for (size_t j = 0; j < list->layers[i].group_count; j++)
            if (list->layers[i].groups[j].id && strcmp(list->layers[i].groups[j].id, id) == 0)
                return &list->layers[i].groups[j];
    return NULL;
}

static inline const cm__item *find_item(const cm_map *map, const char *group, const char *id)
{
    const cm__group *const in = find_group(map, group);

    for (size_t i = 0; in && i < in->item_count; i++)
        if (in->items[i].id && strcmp(in->items[i].id, id) == 0)
            return &in->items[i];
    return NULL;
}

static inline cm_box ink_of(const cm__group *group)
{
    cm_box box = CM__BOX_EMPTY;

    for (size_t i = 0; i < group->item_count; i++)
        box = cm__box_union(box, group->items[i].ink_mm);
    return box;
}

#endif
