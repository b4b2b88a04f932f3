/* lint_scene.h - maps with one fault each, for the tests of the checks of finished maps. */
#ifndef LINT_SCENE_H
#define LINT_SCENE_H

#include "output/map_lint_check.h"
#include "tests/unit/map_scene.h"
#include <string.h>

/* A fault: made in the scene before the map is, or in the map; and the points that it misses. */
typedef struct fault {
    const char *why;
    void (*prepare)(scene *);
    void (*spoil)(cm_map *);
    int points[3];
    const char *sentence; /* part of the first one's finding; NULL: any */
} fault;

/* The scene, so that all is as it should be. */
static inline void init_sound_scene(scene *s)
{
    init_scene(s);
    s->wards_style.label.spacing_em = 0.2;
    s->wards_style.label.colour = (cm_colour){105, 105, 105, 255};
    s->wards_style.label.halo = (cm_colour){255, 255, 255, 255};
    s->wards_style.label.halo_mm = 0.5;
    s->members_style.label.halo = (cm_colour){255, 255, 255, 255};
    s->members_style.label.halo_mm = 0.5;
    CHECK(cm_features_set_source(&s->bands, "会員から計算") == CM_OK);
    CHECK(cm_style_set_title(&s->members_style, "会員の種別", NULL) == CM_OK);
    CHECK(cm_style_count(&s->bands_style, &s->bands) == CM_OK);
}

/* All groups but the files, which take longer than the rest together. */
static inline cm_status lint_all(cm__lint *lint)
{
    static cm__lint_checks *const checks[] = {cm__lint_page,  cm__lint_furniture, cm__lint_legend,
                                              cm__lint_frame, cm__lint_names,     cm__lint_text,
                                              cm__lint_theme};
    cm_status status = CM_OK;

    for (size_t i = 0; i < sizeof checks / sizeof *checks && !status; i++)
        status = checks[i](lint);
    return status;
}

static inline bool is_expected(const fault *row, int point)
{
    for (size_t i = 0; i < sizeof row->points / sizeof *row->points; i++)
        if (row->points[i] == point)
            return true;
    return false;
}

/* Exactly the points of the fault are missed. */
static inline void check_found(const cm__lint *lint, const fault *row)
{
    for (int point = 1; point <= CM_MAP_LINT_POINTS; point++) {
        const cm__lint_found *const found = &lint->found[point - 1];
        const bool missed = found->said && found->status == CM_MAP_LINT_MISSED;
        if (missed != is_expected(row, point))
            printf("%s: point %d: %s\n", row->why, point,
                   found->text.bytes ? found->text.bytes : "nothing said");
        CHECK(missed == is_expected(row, point));
        CHECK(!missed == (found->misses == 0));
    }
    if (row->sentence) {
        const char *const text = lint->found[row->points[0] - 1].text.bytes;
        CHECK(text && strstr(text, row->sentence));
    }
}

static inline void check_faults(const fault *rows, size_t count, cm__lint_checks *checks)
{
    for (size_t i = 0; i < count; i++) {
        cm__lint lint;
        scene s;
        test_now = rows[i].why;
        init_sound_scene(&s);
        if (rows[i].prepare)
            rows[i].prepare(&s);
        CHECK(make(&s) == CM_OK);
        if (s.map && rows[i].spoil)
            rows[i].spoil(s.map);
        if (s.map) {
            CHECK(cm__lint_begin(&lint, s.map) == CM_OK && checks(&lint) == CM_OK);
            check_found(&lint, &rows[i]);
            cm__lint_end(&lint);
        }
        clear_scene(&s);
    }
}

#define CHECK_FAULTS(rows, checks) check_faults(rows, sizeof(rows) / sizeof *(rows), checks)

/* To be spoilt. */
static inline cm__group *group_of(cm_map *map, const char *id)
{
    for (size_t i = 0; i < map->list.layer_count; i++)
        for (size_t k = 0; k < map->list.layers[i].group_count; k++)
            if (strcmp(map->list.layers[i].groups[k].id, id) == 0)
                return &map->list.layers[i].groups[k];
    CHECK(!"a group of that id");
    return NULL;
}

static inline void empty_group(cm_map *map, const char *id)
{
    cm__group *const group = group_of(map, id);

    for (size_t i = 0; i < group->item_count; i++)
        cm__path_clear(&group->items[i].path);
    group->item_count = 0;
}

/* The first text of a group that holds this. */
static inline cm__item *text_of(cm_map *map, const char *id, const char *piece)
{
    cm__group *const group = group_of(map, id);

    for (size_t i = 0; group && i < group->item_count; i++)
        if (group->items[i].string && strstr(group->items[i].string, piece))
            return &group->items[i];
    CHECK(!"a text that holds this");
    return NULL;
}

static inline cm__manifest_layer *layer_of(cm_map *map, const char *id)
{
    for (size_t i = 0; i < map->manifest.layer_count; i++)
        if (strcmp(map->manifest.layers[i].id, id) == 0)
            return &map->manifest.layers[i];
    CHECK(!"a layer of that id");
    return NULL;
}

static inline void move_path(cm__path *path, double x, double y)
{
    for (size_t i = 0; i < path->vertex_count; i++) {
        path->x_mm[i] += x;
        path->y_mm[i] += y;
    }
}

#endif
