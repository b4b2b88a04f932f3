/* export_wkt.c - a place as text, for tables that hold no geometry. */
#include "output/export_wkt.h"
#include "output/export_shape.h"

static void add_vertices(cm__text *out, const cm_features *layer, size_t first, size_t end)
{
    cm__text_add(out, "(");
    for (size_t i = first; i < end; i++) {
        cm__text_add(out, i > first ? ", " : "");
        cm__text_add_number(out, layer->x[i]);
        cm__text_add(out, " ");
        cm__text_add_number(out, layer->y[i]);
    }
    cm__text_add(out, ")");
}

static void add_part(cm__text *out, const cm_features *layer, size_t part)
{
    add_vertices(out, layer, layer->first_vertex[part], layer->first_vertex[part + 1]);
}

static void add_lines(cm__text *out, const cm_features *layer, cm__parts parts)
{
    const bool is_single = parts.end - parts.first == 1;

    cm__text_add(out, is_single ? "LINESTRING " : "MULTILINESTRING (");
    for (size_t part = parts.first; part < parts.end; part++) {
        cm__text_add(out, part > parts.first ? ", " : "");
        add_part(out, layer, part);
    }
    cm__text_add(out, is_single ? "" : ")");
}

static void add_polygons(cm__text *out, const cm_features *layer, size_t row)
{
    const cm__parts parts = cm__parts_of(layer, row);
    const bool is_single = cm__outer_ring_count(layer, row) == 1;

    cm__text_add(out, is_single ? "POLYGON (" : "MULTIPOLYGON ((");
    for (size_t part = parts.first; part < parts.end; part++) {
        if (part > parts.first)
            cm__text_add(out, layer->is_hole[part] ? ", " : "), (");
        add_part(out, layer, part);
    }
    cm__text_add(out, is_single ? ")" : "))");
}

void cm__wkt_add(cm__text *out, const cm_features *layer, size_t row)
{
    if (layer->geometry == CM_GEOMETRY_NONE || !cm_features_has_place(layer, row))
        return;
    if (layer->geometry == CM_GEOMETRY_POINT) {
        cm__text_add(out, "POINT ");
        add_vertices(out, layer, row, row + 1);
    } else if (layer->geometry == CM_GEOMETRY_LINE) {
        add_lines(out, layer, cm__parts_of(layer, row));
    } else {
        add_polygons(out, layer, row);
    }
}
