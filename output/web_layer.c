/* web_layer.c - classes, places and order of what a page shows. */
#include "output/web_layer.h"
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "output/map_box.h"
#include "output/map_theme.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

bool cm__web_lists(const char *const *list, const char *text)
{
    for (; list && *list; list++)
        if (strcmp(*list, text) == 0)
            return true;
    return false;
}

/* ---- order ---- */

/* What the printed map draws its symbols by: see cm__theme_place_members. */
typedef struct ranked {
    size_t row, class_size;
    double size_mm; /* 0: not in proportion, NaN: should be and has no number */
} ranked;

static int sizing(const ranked *row)
{
    return isnan(row->size_mm) ? 2 : row->size_mm != 0;
}

static int by_rarity(const void *a, const void *b)
{
    const ranked *const s = a, *const t = b;

    if (sizing(s) != sizing(t))
        return sizing(s) - sizing(t);
    if (sizing(s) == 1 && s->size_mm != t->size_mm)
        return s->size_mm > t->size_mm ? -1 : 1;
    if (s->class_size != t->class_size)
        return s->class_size > t->class_size ? -1 : 1;
    return (s->row > t->row) - (s->row < t->row);
}

static cm_status order_points(cm__web_layer *layer, const cm__sheet *sheet, size_t index)
{
    const cm_map_layer *const of = &sheet->layers[index];
    const cm__sheet_classes *const classes = &sheet->classes[index];
    ranked *all = NULL;
    const cm_status status = cm__array_grow(&all, layer->row_count + 1, sizeof *all);

    if (status)
        return status;
    for (size_t i = 0; i < layer->row_count; i++) {
        const size_t row = layer->rows[i], class = classes->of_row[row];
        all[i] = (ranked){
            row, class == CM_ABSENT ? classes->absent_count : of->style->classes[class].count,
            cm_style_find_size(of->style, of->features, row)};
    }
    if (layer->row_count > 0)
        qsort(all, layer->row_count, sizeof *all, by_rarity);
    for (size_t i = 0; i < layer->row_count; i++)
        layer->rows[i] = all[i].row;
    cm__array_free(&all);
    return CM_OK;
}

/* ---- places ---- */

static cm_status place_layer(cm__web_layer *layer, const cm__sheet *sheet, size_t index,
                             const char *path)
{
    static const cm_export_options usual = CM_EXPORT_OPTIONS_INIT;
    const cm_map_layer *const of = &sheet->layers[index];
    const cm_features *const features = of->features;
    cm_status status;

    if (features->geometry != CM_GEOMETRY_NONE && !features->crs)
        return cm__fail(CM_ERR_DOMAIN,
                        "%s: the layer '%.60s' has no CRS, and a page needs places on the earth",
                        path, of->id);
    status = cm__export_place(&layer->placed, features, path, CM_FORMAT_GEOJSON, &usual);
    if (!status)
        status = cm__array_grow(&layer->rows, features->table.row_count + 1, sizeof *layer->rows);
    if (status)
        return status;
    for (size_t row = 0; row < features->table.row_count; row++)
        if (features->geometry != CM_GEOMETRY_NONE && cm_features_has_place(features, row))
            layer->rows[layer->row_count++] = row;
    return features->geometry == CM_GEOMETRY_POINT ? order_points(layer, sheet, index) : CM_OK;
}

static cm_status check_counts(const cm__sheet *sheet, const char *path)
{
    size_t places = 0, vertices = 0;

    for (size_t i = 0; i < sheet->layer_count; i++) {
        const cm_features *const features = sheet->layers[i].features;
        if (features->geometry == CM_GEOMETRY_POINT)
            places += features->vertex_count;
        else
            vertices += features->vertex_count;
    }
    if (places > CM_WEB_PLACES_MAX)
        return cm__fail(CM_ERR_LIMIT,
                        "%s: %zu places are too many for a page, which holds %d: a GeoPackage "
                        "holds any number",
                        path, places, CM_WEB_PLACES_MAX);
    if (vertices > CM_WEB_VERTICES_MAX)
        return cm__fail(CM_ERR_LIMIT,
                        "%s: %zu vertices are too many for a page, which holds %d: simplify the "
                        "areas first",
                        path, vertices, CM_WEB_VERTICES_MAX);
    return CM_OK;
}

/* ---- bounds ---- */

static void include(cm_box *all, const cm__web_layer *layer)
{
    const cm_box box = cm_features_get_bounds(&layer->placed.layer);

    all->x_min = fmin(all->x_min, box.x_min);
    all->y_min = fmin(all->y_min, box.y_min);
    all->x_max = fmax(all->x_max, box.x_max);
    all->y_max = fmax(all->y_max, box.y_max);
}

static cm_box bounds_of(const cm__web *web, bool members_only)
{
    cm_box all = {INFINITY, INFINITY, -INFINITY, -INFINITY};

    for (size_t i = 0; i < web->sheet.layer_count; i++)
        if (!members_only || web->sheet.layers[i].role == CM_MAP_MEMBERS)
            include(&all, &web->layers[i]);
    return all;
}

/* The box round the members in a box; that one itself if there are none or if all are at one place.
 */
static cm_box members_in(const cm__web *web, const cm_box *box)
{
    cm_box all = {INFINITY, INFINITY, -INFINITY, -INFINITY};

    for (size_t i = 0; i < web->sheet.layer_count; i++) {
        const cm_features *const layer = &web->layers[i].placed.layer;
        for (size_t v = 0; v < layer->vertex_count; v++) {
            if (web->sheet.layers[i].role != CM_MAP_MEMBERS ||
                !cm__box_holds_point(box, (cm_point){layer->x[v], layer->y[v]}))
                continue;
            all.x_min = fmin(all.x_min, layer->x[v]);
            all.y_min = fmin(all.y_min, layer->y[v]);
            all.x_max = fmax(all.x_max, layer->x[v]);
            all.y_max = fmax(all.y_max, layer->y[v]);
        }
    }
    return all.x_min < all.x_max || all.y_min < all.y_max ? all : *box;
}

static cm_status find_bounds(cm__web *web, const char *path)
{
    const cm_box asked = web->options->bounds;

    web->bounds = bounds_of(web, true);
    if (!(web->bounds.x_min <= web->bounds.x_max))
        web->bounds = bounds_of(web, false);
    if (!(web->bounds.x_min <= web->bounds.x_max))
        return cm__fail(CM_ERR_DOMAIN, "%s: nothing has a place", path);
    if (asked.x_min <= asked.x_max && asked.y_min <= asked.y_max)
        web->bounds = members_in(web, &asked);
    return CM_OK;
}

cm_status cm__web_load(cm__web *web, const cm_map_layer *layers, size_t count,
                       const cm_web_options *options, const char *path)
{
    const cm_map_options map_options = CM_MAP_OPTIONS_INIT;
    cm_status status;

    web->options = options;
    web->map_options = map_options;
    web->map_options.language = options->language;
    web->map_options.as_of = options->as_of;
    web->map_options.credit = options->credit;
    web->sheet.layers = layers;
    web->sheet.layer_count = count;
    web->sheet.options = &web->map_options;
    status = check_counts(&web->sheet, path);
    if (!status)
        status = cm__array_grow(&web->layers, count + 1, sizeof *web->layers);
    for (size_t i = 0; i < count && !status; i++)
        web->layers[i] = (cm__web_layer){.rows = NULL};
    if (!status)
        status = cm__theme_classify(&web->sheet);
    for (size_t i = 0; i < count && !status; i++)
        status = place_layer(&web->layers[i], &web->sheet, i, path);
    return status ? status : find_bounds(web, path);
}

void cm__web_clear(cm__web *web)
{
    for (size_t i = 0; i < web->sheet.layer_count && web->layers; i++) {
        cm__array_free(&web->layers[i].rows);
        cm__export_placed_clear(&web->layers[i].placed);
    }
    cm__array_free(&web->layers);
    cm__sheet_clear(&web->sheet);
    *web = (cm__web){.options = NULL};
}
