/* web_data.c - layers in few bytes: whole millionths of a degree, and steps between them. */
#include "output/web_data.h"
#include "output/export_shape.h"
#include "output/map_theme.h"
#include "output/web_columns.h"
#include "output/web_style.h"
#include "output/web_text.h"
#include "output/web_words.h"
#include <clustermap/table.h>
#include <math.h>

/* A place in millionths of a degree. */
typedef struct spot {
    long long x, y;
} spot;

static spot spot_at(const cm_features *layer, size_t vertex)
{
    return (spot){llround(layer->x[vertex] * 1e6), llround(layer->y[vertex] * 1e6)};
}

static spot corner_of(const cm_features *layer)
{
    const cm_box box = cm_features_get_bounds(layer);

    if (!(box.x_min <= box.x_max))
        return (spot){0, 0};
    return (spot){llround(box.x_min * 1e6), llround(box.y_min * 1e6)};
}

static void add_integer(cm__text *out, long long value)
{
    char number[CM_CELL_MAX];

    cm__text_add_bytes(out, number, cm__integer_print(number, value));
}

static void add_points(cm__text *out, const cm__web_layer *layer, spot corner)
{
    for (int axis = 0; axis < 2; axis++) {
        cm__text_add(out, axis ? "],\n\"y\":[" : ",\n\"x\":[");
        for (size_t i = 0; i < layer->row_count; i++) {
            const spot at = spot_at(&layer->placed.layer, layer->rows[i]);
            cm__text_add(out, i ? "," : "");
            add_integer(out, axis ? at.y - corner.y : at.x - corner.x);
        }
    }
    cm__text_add(out, "]");
}

/* Vertices that fall together with the one before are left out. */
static void add_part(cm__text *out, const cm_features *layer, size_t part, spot before)
{
    const size_t first = layer->first_vertex[part];

    cm__text_add(out, "[");
    for (size_t i = first; i < layer->first_vertex[part + 1]; i++) {
        const spot at = spot_at(layer, i);
        if (i > first && at.x == before.x && at.y == before.y)
            continue;
        cm__text_add(out, i > first ? "," : "");
        add_integer(out, at.x - before.x);
        cm__text_add(out, ",");
        add_integer(out, at.y - before.y);
        before = at;
    }
    cm__text_add(out, "]");
}

static void add_parts(cm__text *out, const cm__web_layer *layer, spot corner)
{
    const cm_features *const features = &layer->placed.layer;

    cm__text_add(out, ",\n\"parts\":[");
    for (size_t i = 0; i < layer->row_count; i++) {
        const cm__parts parts = cm__parts_of(features, layer->rows[i]);
        cm__text_add(out, i ? ",\n[" : "[");
        for (size_t part = parts.first; part < parts.end; part++) {
            cm__text_add(out, part > parts.first ? "," : "");
            add_part(out, features, part, corner);
        }
        cm__text_add(out, "]");
    }
    cm__text_add(out, "]");
}

static void add_places(cm__text *out, const cm__web_layer *layer)
{
    const cm_features *const features = &layer->placed.layer;
    const spot corner = corner_of(features);

    cm__text_add(out, ",\"at\":[");
    add_integer(out, corner.x);
    cm__text_add(out, ",");
    add_integer(out, corner.y);
    cm__text_add(out, "]");
    if (features->geometry == CM_GEOMETRY_POINT)
        add_points(out, layer, corner);
    else
        add_parts(out, layer, corner);
}

/* ---- symbols ---- */

/* The last one is that of rows without a class. */
static void add_symbols(cm__text *out, const cm__sheet *sheet, size_t layer)
{
    const size_t count = sheet->layers[layer].style->class_count;

    cm__text_add(out, ",\"symbols\":[");
    for (size_t i = 0; i < count; i++) {
        const cm_symbol symbol = cm__theme_symbol(sheet, layer, i);
        cm__text_add(out, i ? ",\n" : "\n");
        cm__web_add_symbol(out, &symbol);
    }
    if (sheet->classes[layer].absent_count > 0) {
        const cm_symbol symbol = cm__theme_symbol(sheet, layer, CM_ABSENT);
        cm__text_add(out, count ? ",\n" : "\n");
        cm__web_add_symbol(out, &symbol);
    }
    cm__text_add(out, "]");
}

/* Those of rows that lack the number which sizes are in proportion to. */
static void add_unsized(cm__text *out, const cm__sheet *sheet, size_t layer)
{
    const cm_style *const style = sheet->layers[layer].style;

    if (!style->size.column || sheet->layers[layer].features->geometry != CM_GEOMETRY_POINT)
        return;
    cm__text_add(out, ",\"unsized\":[");
    for (size_t i = 0; i <= style->class_count; i++) {
        const cm_symbol symbol = cm__theme_unsized(
            cm__theme_symbol(sheet, layer, i < style->class_count ? i : CM_ABSENT));
        cm__text_add(out, i ? ",\n" : "\n");
        cm__web_add_symbol(out, &symbol);
    }
    cm__text_add(out, "]");
}

static void add_classes(cm__text *out, const cm__web *web, size_t layer)
{
    const cm__web_layer *const rows = &web->layers[layer];
    const size_t count = web->sheet.layers[layer].style->class_count;

    if (count + (web->sheet.classes[layer].absent_count > 0) < 2)
        return;
    cm__text_add(out, ",\n\"of\":[");
    for (size_t i = 0; i < rows->row_count; i++) {
        const size_t class = web->sheet.classes[layer].of_row[rows->rows[i]];
        cm__text_add(out, i ? "," : "");
        add_integer(out, (long long)(class == CM_ABSENT ? count : class));
    }
    cm__text_add(out, "]");
}

static void add_sizes(cm__text *out, const cm__web *web, size_t layer)
{
    const cm_map_layer *const of = &web->sheet.layers[layer];
    const cm__web_layer *const rows = &web->layers[layer];

    if (!of->style->size.column || of->features->geometry == CM_GEOMETRY_POLYGON)
        return;
    cm__text_add(out, ",\n\"sizes\":[");
    for (size_t i = 0; i < rows->row_count; i++) {
        const double mm = cm_style_find_size(of->style, of->features, rows->rows[i]);
        cm__text_add(out, i ? "," : "");
        if (isnan(mm))
            cm__text_add(out, "null");
        else
            cm__web_add_px(out, mm);
    }
    cm__text_add(out, "]");
}

static void add_label(cm__text *out, const cm_style_label *label)
{
    static const double mm_per_pt = 25.4 / 72;

    if (!label->column)
        return;
    cm__text_add(out, ",\"label\":{\"size\":");
    cm__web_add_px(out, label->size_pt * mm_per_pt);
    cm__text_add(out, ",\"colour\":\"");
    cm__web_add_colour(out, label->colour);
    cm__text_add(out, "\",\"halo\":\"");
    cm__web_add_colour(out, label->halo);
    cm__text_addf(out, "\",\"bold\":%s,\"spacing\":", label->bold ? "true" : "false");
    cm__text_add_rounded(out, label->spacing_em, 3);
    cm__text_add(out, "}");
}

/* ---- layers ---- */

static void add_head(cm__text *out, const cm__web *web, size_t layer)
{
    static const char *const roles[] = {[CM_MAP_OUTLINES] = "outlines",
                                        [CM_MAP_BANDS] = "bands",
                                        [CM_MAP_LINES] = "lines",
                                        [CM_MAP_MEMBERS] = "members",
                                        [CM_MAP_PLACES] = "places"};
    static const char *const geometries[] = {[CM_GEOMETRY_NONE] = "none",
                                             [CM_GEOMETRY_POINT] = "point",
                                             [CM_GEOMETRY_LINE] = "line",
                                             [CM_GEOMETRY_POLYGON] = "area"};
    const cm_map_layer *const of = &web->sheet.layers[layer];

    cm__text_add(out, "{\"id\":");
    cm__web_add_json(out, of->id);
    cm__text_add(out, ",\"title\":");
    cm__web_add_json(out, of->title ? of->title : of->id);
    cm__text_addf(out, ",\"role\":\"%s\",\"geometry\":\"%s\"", roles[of->role],
                  geometries[of->features->geometry]);
    if (cm__web_lists(web->options->off, of->id))
        cm__text_add(out, ",\"off\":true");
    if (of->bend != 0) {
        cm__text_add(out, ",\"bend\":");
        cm__text_add_rounded(out, of->bend, 4);
    }
    if (of->clear_mm > 0) {
        cm__text_add(out, ",\"clear\":");
        cm__web_add_px(out, of->clear_mm);
    }
}

static cm_status add_layer(cm__text *out, const cm__web *web, size_t layer)
{
    cm_status status;

    add_head(out, web, layer);
    add_label(out, &web->sheet.layers[layer].style->label);
    add_symbols(out, &web->sheet, layer);
    add_unsized(out, &web->sheet, layer);
    add_classes(out, web, layer);
    add_sizes(out, web, layer);
    add_places(out, &web->layers[layer]);
    cm__text_add(out, "\n");
    cm__web_add_names(out, web, layer);
    status = cm__web_add_columns(out, web, layer);
    cm__text_add(out, "}");
    return status;
}

static void add_words(cm__text *out, cm_map_language language)
{
    const char *key, *text;

    cm__text_add(out, ",\n\"words\":{");
    for (size_t i = 0; cm__web_word(i, language, &key, &text); i++) {
        cm__text_addf(out, "%s\"%s\":", i ? "," : "", key);
        cm__web_add_json(out, text);
    }
    cm__text_add(out, "}");
}

static void add_order(cm__text *out, const cm__sheet *sheet)
{
    bool any = false;

    cm__text_add(out, ",\n\"order\":[");
    for (size_t r = 0; r < CM__THEME_ROLES; r++)
        for (size_t i = 0; i < sheet->layer_count; i++)
            if (sheet->layers[i].role == cm__theme_role(r)) {
                cm__text_addf(out, "%s%zu", any ? "," : "", i);
                any = true;
            }
    cm__text_add(out, "]");
}

/* The colours of hexagons with ever more members in them, as the printed map has them. */
static cm_status add_ramp(cm__text *out)
{
    static const double lightest = 0.12; /* paper and land are lighter */
    cm_status status = CM_OK;

    cm__text_add(out, ",\n\"ramp\":[");
    for (size_t i = 0; i < CM__GATHER_CLASSES_MAX && !status; i++) {
        cm_colour colour = {0, 0, 0, 255};
        status = cm_ramp_get(&colour, "ylorbr",
                             lightest + (1 - lightest) * (double)i / (CM__GATHER_CLASSES_MAX - 1));
        cm__text_add(out, i ? ",\"" : "\"");
        cm__web_add_colour(out, colour);
        cm__text_add(out, "\"");
    }
    cm__text_add(out, "]");
    return status;
}

static void add_frame(cm__text *out, const cm__web *web)
{
    const double bounds[] = {web->bounds.x_min, web->bounds.y_min, web->bounds.x_max,
                             web->bounds.y_max};

    cm__text_addf(out, "{\"language\":\"%s\",\"bounds\":[",
                  web->options->language == CM_MAP_ENGLISH ? "en" : "ja");
    for (int i = 0; i < 4; i++) {
        cm__text_add(out, i ? "," : "");
        cm__text_add_rounded(out, bounds[i], 6);
    }
    cm__text_add(out, "],\"paper\":\"");
    cm__web_add_colour(out, cm__theme_background(&web->sheet));
    cm__text_add(out, "\",\"ground\":\"");
    cm__web_add_colour(out, cm__theme_ground(&web->sheet));
    cm__text_add(out, "\"");
}

cm_status cm__web_add_data(cm__text *out, const cm__web *web)
{
    cm_status status = CM_OK;

    add_frame(out, web);
    add_words(out, web->options->language);
    cm__text_add(out, ",\n\"shapes\":");
    cm__web_add_shapes(out);
    add_order(out, &web->sheet);
    status = add_ramp(out);
    cm__text_add(out, ",\n\"layers\":[\n");
    for (size_t i = 0; i < web->sheet.layer_count && !status; i++) {
        cm__text_add(out, i ? ",\n" : "");
        status = add_layer(out, web, i);
    }
    cm__text_add(out, "]}");
    return status;
}
