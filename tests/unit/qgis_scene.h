/* qgis_scene.h - layers with styles, and what is written for them parsed back, for the tests of the
 * writers for QGIS. */
#ifndef QGIS_SCENE_H
#define QGIS_SCENE_H

#include "output/qgis_style.h"
#include "output/style_class.h"
#include "tests/test.h"
#include <cpl_minixml.h>

/* A layer of one column `kind`, one `number` and one `name`, whose row i has the i-th of each. */
typedef struct scene {
    cm_features features;
    cm_style style;
    cm_map_layer layer;
    cm__qgis_file file;
} scene;

/* Each row's place is its own; values of NULL: none. */
static inline void make_scene(scene *s, cm_geometry geometry, const char *const *kinds,
                              const double *numbers, size_t count)
{
    *s = (scene){.layer = {.features = &s->features, .style = &s->style, .id = "layer"}};
    s->layer.role = geometry == CM_GEOMETRY_POINT ? CM_MAP_MEMBERS : CM_MAP_BANDS;
    s->layer.title = "会員";
    CHECK(cm_features_init(&s->features, geometry, NULL) == CM_OK);
    CHECK(cm_table_add_column(&s->features.table, NULL, "kind", CM_COLUMN_TEXT) == CM_OK);
    CHECK(cm_table_add_column(&s->features.table, NULL, "number", CM_COLUMN_REAL) == CM_OK);
    CHECK(cm_table_add_column(&s->features.table, NULL, "name", CM_COLUMN_TEXT) == CM_OK);
    for (size_t i = 0; i < count; i++) {
        const double at = 10 * (double)i;
        const double x[] = {at, at + 9, at + 9, at}, y[] = {0, 0, 9, 9};
        CHECK(cm_features_add_row(&s->features) == CM_OK);
        if (kinds)
            CHECK(cm_table_set_text(&s->features.table, i, 0, kinds[i]) == CM_OK);
        if (numbers)
            cm_table_set_real(&s->features.table, i, 1, numbers[i]);
        if (geometry == CM_GEOMETRY_POINT)
            cm_features_set_point(&s->features, i, (cm_point){at, at});
        else if (geometry != CM_GEOMETRY_NONE)
            CHECK(cm_features_add_part(&s->features, x, y, geometry == CM_GEOMETRY_LINE ? 2 : 4,
                                       false) == CM_OK);
    }
}

static inline void clear_scene(scene *s)
{
    cm_style_clear(&s->style);
    cm_features_clear(&s->features);
}

/* Ends the document and parses it; NULL if it is not well formed. End it with CPLDestroyXMLNode. */
static inline CPLXMLNode *parse(cm__xml *xml)
{
    CPLXMLNode *root;

    CHECK(xml->text.failed == CM_OK && xml->depth == 0);
    root = CPLParseXMLString(xml->text.bytes ? xml->text.bytes : "");
    CHECK(root != NULL);
    cm__xml_clear(xml);
    return root;
}

/* The n-th element of that name in another one; NULL if there are fewer. */
static inline CPLXMLNode *child(CPLXMLNode *of, const char *name, size_t n)
{
    for (CPLXMLNode *node = of ? of->psChild : NULL; node; node = node->psNext)
        if (node->eType == CXT_Element && strcmp(node->pszValue, name) == 0 && n-- == 0)
            return node;
    return NULL;
}

static inline size_t count_children(CPLXMLNode *of, const char *name)
{
    size_t count = 0;

    while (child(of, name, count))
        count++;
    return count;
}

static inline const char *attribute(CPLXMLNode *of, const char *name)
{
    return CPLGetXMLValue(of, name, "(none)");
}

static inline bool is_attribute(CPLXMLNode *of, const char *name, const char *value)
{
    return strcmp(attribute(of, name), value) == 0;
}

static inline bool has(const char *text, const char *piece)
{
    return strstr(text, piece) != NULL;
}

/* The value of that name in a symbol layer's or a property's map. */
static inline const char *option(CPLXMLNode *of, const char *name)
{
    CPLXMLNode *const map = child(of, "Option", 0);

    for (size_t i = 0; child(map, "Option", i); i++)
        if (is_attribute(child(map, "Option", i), "name", name))
            return attribute(child(map, "Option", i), "value");
    return "(none)";
}

static inline bool is_option(CPLXMLNode *of, const char *name, const char *value)
{
    return strcmp(option(of, name), value) == 0;
}

/* The expression of a symbol layer's property; "(none)" if it has none of that name. */
static inline const char *property(CPLXMLNode *layer, const char *name)
{
    CPLXMLNode *const map = child(child(layer, "data_defined_properties", 0), "Option", 0);
    CPLXMLNode *const all = child(map, "Option", 1);

    for (size_t i = 0; child(all, "Option", i); i++) {
        CPLXMLNode *const one = child(all, "Option", i);
        for (size_t j = 0; is_attribute(one, "name", name) && child(one, "Option", j); j++)
            if (is_attribute(child(one, "Option", j), "name", "expression"))
                return attribute(child(one, "Option", j), "value");
    }
    return "(none)";
}

#endif
