/* web_scene.h - layers for the tests of pages: members of kinds, land, bands and a bent line. */
#ifndef WEB_SCENE_H
#define WEB_SCENE_H

#include "geo/base_memory.h"
#include "geo/base_text.h"
#include "output/map_theme.h"
#include "output/web_layer.h"
#include "tests/test.h"
#include <stdlib.h>

/* Names that a careless page would run. */
#define WEB_HOSTILE "</script><img src=x onerror=\"a()\">"

typedef struct web_scene {
    cm_features members, land, bands, line;
    cm_style members_style, land_style, bands_style, line_style;
    cm_map_layer layers[4];
    cm_web_options options;
    char folder[4096];
    const char *folders[3];
} web_scene;

/* Rows of a member list: two of one place, one without a place, one without a kind. */
static const struct {
    const char *name, *kind, *note;
    double staff, lon, lat;
} web_members[] = {
    {"北", "企業", "same", 40, 141.35, 43.07},
    {"南", "大学", "same", 10, 141.36, 43.08},
    {WEB_HOSTILE, "企業", "same", NAN, 141.35, 43.07},
    {"nowhere", "企業", "", 5, NAN, NAN},
    {"西", "", "same", 2.5, 141.37, 43.06},
};
enum { WEB_MEMBERS = sizeof web_members / sizeof *web_members };

static inline void make_web_members(web_scene *s)
{
    cm_table *const table = &s->members.table;
    size_t name, kind, note, staff, score;

    CHECK(cm_features_init(&s->members, CM_GEOMETRY_POINT, CM_CRS_LONLAT) == CM_OK);
    CHECK(cm_table_add_column(table, &name, "name", CM_COLUMN_TEXT) == CM_OK);
    CHECK(cm_table_add_column(table, &kind, "kind", CM_COLUMN_TEXT) == CM_OK);
    CHECK(cm_table_add_column(table, &note, "note", CM_COLUMN_TEXT) == CM_OK);
    CHECK(cm_table_add_column(table, &staff, "employees", CM_COLUMN_REAL) == CM_OK);
    CHECK(cm_table_add_column(table, &score, "score", CM_COLUMN_REAL) == CM_OK);
    for (size_t i = 0; i < WEB_MEMBERS; i++) {
        CHECK(cm_features_add_row(&s->members) == CM_OK);
        CHECK(cm_table_set_text(table, i, name, web_members[i].name) == CM_OK);
        CHECK(cm_table_set_text(table, i, kind, web_members[i].kind) == CM_OK);
        CHECK(cm_table_set_text(table, i, note, web_members[i].note) == CM_OK);
        cm_table_set_real(table, i, staff, web_members[i].staff);
        cm_table_set_real(table, i, score, 1);
        cm_features_set_point(&s->members, i, (cm_point){web_members[i].lon, web_members[i].lat});
    }
    CHECK(cm_style_categories(&s->members_style, &s->members, "kind", "other") == CM_OK);
    CHECK(cm_style_set_category(&s->members_style, "企業", NULL, "会社") == CM_OK);
    CHECK(cm_style_set_title(&s->members_style, "会員の種別", NULL) == CM_OK);
    CHECK(cm_style_set_label_column(&s->members_style, "name") == CM_OK);
}

static inline void add_web_square(cm_features *features, double west, double size)
{
    const double x[] = {west, west + size, west + size, west}, y[] = {43, 43, 43 + size, 43 + size};

    CHECK(cm_features_add_row(features) == CM_OK);
    CHECK(cm_features_add_part(features, x, y, 4, false) == CM_OK);
}

static inline void make_web_rest(web_scene *s)
{
    const cm_class_limits limits = {.limits = {0.5, 1, 2}, .class_count = 2};
    const cm_symbol land = {.fill = {255, 255, 255, 255},
                            .stroke = {90, 90, 90, 255},
                            .stroke_mm = 0.2,
                            .dash_mm = {1.6, 0.6, 0.3, 0.6}};
    const cm_symbol line = {.stroke = {80, 80, 80, 255}, .stroke_mm = 0.25, .arrow_mm = 1.6};
    const double x[] = {141.35, 141.36}, y[] = {43.07, 43.08};
    size_t from, text;

    CHECK(cm_features_init(&s->land, CM_GEOMETRY_POLYGON, CM_CRS_LONLAT) == CM_OK);
    CHECK(cm_table_add_column(&s->land.table, &text, "code", CM_COLUMN_TEXT) == CM_OK);
    add_web_square(&s->land, 141, 0.5);
    CHECK(cm_table_set_text(&s->land.table, 0, text, "01100") == CM_OK);
    CHECK(cm_features_set_source(&s->land, "Survey <of> 2021") == CM_OK);
    CHECK(cm_style_single(&s->land_style, &land, "区界") == CM_OK);
    CHECK(cm_features_init(&s->bands, CM_GEOMETRY_POLYGON, CM_CRS_LONLAT) == CM_OK);
    CHECK(cm_table_add_column(&s->bands.table, &from, "level_from", CM_COLUMN_REAL) == CM_OK);
    for (size_t i = 0; i < 2; i++) {
        add_web_square(&s->bands, 141.3 + 0.1 * (double)i, 0.1);
        cm_table_set_real(&s->bands.table, i, from, limits.limits[i]);
    }
    CHECK(cm_style_graduated(&s->bands_style, "level_from", &limits, "ylorbr",
                             CM_GEOMETRY_POLYGON) == CM_OK);
    CHECK(cm_style_set_title(&s->bands_style, "密度", "件/km²") == CM_OK);
    CHECK(cm_style_count(&s->bands_style, &s->bands) == CM_OK);
    CHECK(cm_features_init(&s->line, CM_GEOMETRY_LINE, CM_CRS_LONLAT) == CM_OK);
    CHECK(cm_features_add_row(&s->line) == CM_OK);
    CHECK(cm_features_add_part(&s->line, x, y, 2, false) == CM_OK);
    CHECK(cm_style_single(&s->line_style, &line, NULL) == CM_OK);
}

/* A scene in Japanese; the page's files are those of $CM_TEST_SHARE, Leaflet is Debian's. */
static inline void make_web_scene(web_scene *s)
{
    const char *const share = getenv("CM_TEST_SHARE");

    *s = (web_scene){.options = CM_WEB_OPTIONS_INIT};
    make_web_members(s);
    make_web_rest(s);
    s->layers[0] = (cm_map_layer){.features = &s->members,
                                  .style = &s->members_style,
                                  .id = "members",
                                  .title = "会員",
                                  .role = CM_MAP_MEMBERS};
    s->layers[1] = (cm_map_layer){.features = &s->land,
                                  .style = &s->land_style,
                                  .id = "land",
                                  .title = "土地",
                                  .role = CM_MAP_OUTLINES,
                                  .approximate = true};
    s->layers[2] = (cm_map_layer){.features = &s->bands,
                                  .style = &s->bands_style,
                                  .id = "bands",
                                  .title = "密度",
                                  .role = CM_MAP_BANDS};
    s->layers[3] = (cm_map_layer){.features = &s->line,
                                  .style = &s->line_style,
                                  .id = "line",
                                  .title = "線",
                                  .role = CM_MAP_LINES,
                                  .bend = 0.12,
                                  .clear_mm = 1.5,
                                  .no_legend = true};
    snprintf(s->folder, sizeof s->folder, "%s/web", share ? share : "share");
    s->folders[0] = s->folder;
    s->folders[1] = "/usr/share/javascript/leaflet";
    s->options.folders = s->folders;
    s->options.title = "題 & <title>";
}

static inline void clear_web_scene(web_scene *s)
{
    cm_features_clear(&s->members);
    cm_features_clear(&s->land);
    cm_features_clear(&s->bands);
    cm_features_clear(&s->line);
    cm_style_clear(&s->members_style);
    cm_style_clear(&s->land_style);
    cm_style_clear(&s->bands_style);
    cm_style_clear(&s->line_style);
}

static inline size_t count_of(const char *text, const char *piece)
{
    size_t count = 0;

    for (const char *at = text; (at = strstr(at, piece)) != NULL; at += strlen(piece))
        count++;
    return count;
}

#endif
