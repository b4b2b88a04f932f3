/* qgis_line.c - strokes of QGIS: dashed, bent, with heads. */
#include "output/qgis_line.h"
#include "output/map_theme.h"
#include "output/qgis_expression.h"
#include "output/qgis_option.h"
#include <string.h>

/* As in map_link.c: half a head's width, and how far a stroke ends before the tip, by its length.
 */
static const double head_share = 0.38, stroke_share = 0.6;

static void add_dashes(cm__xml *xml, const double dash_mm[4])
{
    const int count = dash_mm[2] + dash_mm[3] > 0 ? 4 : dash_mm[0] + dash_mm[1] > 0 ? 2 : 0;
    cm__text dashes = {0};

    cm__qgis_option(xml, "use_custom_dash", count ? "1" : "0");
    if (count == 0)
        return;
    for (int i = 0; i < count; i++) {
        cm__text_add(&dashes, i ? ";" : "");
        cm__text_add_rounded(&dashes, dash_mm[i], 6);
    }
    if (dashes.failed)
        xml->text.failed = dashes.failed;
    else
        cm__qgis_option(xml, "customdash", dashes.bytes);
    cm__qgis_option(xml, "customdash_unit", "MM");
    cm__text_clear(&dashes);
}

static void add_stroke(cm__xml *xml, const cm_symbol *symbol)
{
    const bool drawn = cm__theme_has_stroke(symbol);

    cm__qgis_option_colour(xml, "line_color", symbol->stroke);
    cm__qgis_option(xml, "line_style", drawn ? "solid" : "no");
    cm__qgis_option_mm(xml, "line_width", drawn ? symbol->stroke_mm : 0);
    cm__qgis_option(xml, "capstyle", "flat");
    cm__qgis_option(xml, "joinstyle", "round");
    add_dashes(xml, symbol->dash_mm);
}

/* Leaves the layer open for properties. */
static void open_stroke(cm__xml *xml, const cm_symbol *symbol, double from_mm, double until_mm)
{
    cm__qgis_open_layer(xml, "SimpleLine");
    add_stroke(xml, symbol);
    if (from_mm > 0)
        cm__qgis_option_mm(xml, "trim_distance_start", from_mm);
    if (until_mm > 0)
        cm__qgis_option_mm(xml, "trim_distance_end", until_mm);
    cm__xml_close(xml);
}

void cm__qgis_add_stroke(cm__xml *xml, const cm_symbol *symbol)
{
    open_stroke(xml, symbol, 0, 0);
    cm__xml_close(xml);
}

void cm__qgis_add_outer_stroke(cm__xml *xml, const cm_symbol *symbol)
{
    cm__qgis_open_layer(xml, "SimpleLine");
    cm__qgis_option(xml, "ring_filter", "1");
    add_stroke(xml, symbol);
    cm__xml_close(xml);
    cm__xml_close(xml);
}

static cm_status add_width(cm__xml *xml, const cm_map_layer *layer, const cm__qgis_file *file)
{
    cm__text width = {0};
    cm_status status;

    cm__qgis_add_size(&width, layer, file, NULL);
    status = width.failed;
    if (!status) {
        cm__qgis_open_properties(xml);
        cm__qgis_property(xml, "outlineWidth", width.bytes);
        cm__qgis_close_properties(xml);
    }
    cm__text_clear(&width);
    return status;
}

/* A triangle whose tip lies on the line's end. */
static void add_head(cm__xml *xml, const cm_map_layer *layer, const cm_symbol *symbol)
{
    cm__qgis_open_layer(xml, "MarkerLine");
    cm__qgis_option(xml, "placement", "lastvertex");
    cm__qgis_option(xml, "rotate", "1");
    cm__qgis_option_mm(xml, "offset_along_line", layer->clear_mm);
    cm__xml_close(xml);
    cm__qgis_open_symbol(xml, "head", "marker");
    cm__qgis_open_layer(xml, "EllipseMarker");
    cm__qgis_option(xml, "symbol_name", "triangle");
    cm__qgis_option_number(xml, "angle", 270);
    cm__qgis_option_mm(xml, "symbol_width", 2 * head_share * symbol->arrow_mm);
    cm__qgis_option_mm(xml, "symbol_height", symbol->arrow_mm);
    cm__qgis_option(xml, "vertical_anchor_point", "0");
    cm__qgis_option_colour(xml, "color", symbol->stroke);
    cm__qgis_option(xml, "outline_style", "no");
    cm__xml_close(xml);
    cm__xml_close(xml);
    cm__xml_close(xml);
    cm__xml_close(xml);
}

static cm_status add_layers(cm__xml *xml, const cm_map_layer *layer, const cm_symbol *symbol,
                            const cm__qgis_file *file)
{
    const bool headed = symbol->arrow_mm > 0 && cm__theme_has_stroke(symbol);
    cm_status status = CM_OK;

    open_stroke(xml, symbol, layer->clear_mm,
                layer->clear_mm + (headed ? stroke_share * symbol->arrow_mm : 0));
    if (layer->style->size.column)
        status = add_width(xml, layer, file);
    cm__xml_close(xml);
    if (!status && headed)
        add_head(xml, layer, symbol);
    return status;
}

/* A parabola through both ends of a line of two vertices, as map_link.c draws it; other lines as
 * they are, and those of a legend, which are no row's. Where places are degrees, one of longitude
 * is shorter than one of latitude. */
static void add_arc(cm__text *out, double bend, bool is_plane)
{
    cm__text_add(out, "CASE WHEN num_points($geometry) = 2 AND $id >= 0 THEN with_variable('k', ");
    cm__text_add(out, is_plane ? "1" : "cos(radians(y(centroid($geometry))))");
    cm__text_add(out, ", with_variable('a', start_point($geometry), "
                      "with_variable('b', end_point($geometry), "
                      "make_line(array_foreach(generate_series(0, 24), make_point("
                      "x(@a) + @element / 24 * (x(@b) - x(@a)) + ");
    cm__text_add_number(out, 4 * bend);
    cm__text_add(out, " * @element / 24 * (1 - @element / 24) * (y(@b) - y(@a)) / @k, "
                      "y(@a) + @element / 24 * (y(@b) - y(@a)) - ");
    cm__text_add_number(out, 4 * bend);
    cm__text_add(out, " * @element / 24 * (1 - @element / 24) * (x(@b) - x(@a)) * @k))))))"
                      " ELSE $geometry END");
}

static cm_status add_bent(cm__xml *xml, const cm_map_layer *layer, const cm_symbol *symbol,
                          const cm__qgis_file *file)
{
    cm__text arc = {0};
    cm_status status;

    add_arc(&arc, layer->bend, file->is_plane);
    status = arc.failed;
    if (!status) {
        cm__qgis_open_layer(xml, "GeometryGenerator");
        cm__qgis_option(xml, "SymbolType", "Line");
        cm__qgis_option(xml, "geometryModifier", arc.bytes);
        cm__qgis_option(xml, "units", "MapUnit");
        cm__xml_close(xml);
        cm__qgis_open_symbol(xml, "arc", "line");
        status = add_layers(xml, layer, symbol, file);
        cm__xml_close(xml);
        cm__xml_close(xml);
    }
    cm__text_clear(&arc);
    return status;
}

cm_status cm__qgis_add_line(cm__xml *xml, const cm_map_layer *layer, const cm_symbol *symbol,
                            const cm__qgis_file *file)
{
    return layer->bend != 0 ? add_bent(xml, layer, symbol, file)
                            : add_layers(xml, layer, symbol, file);
}
