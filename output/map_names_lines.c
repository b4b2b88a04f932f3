/* map_names_lines.c - boxes along the links of a map. */
#include "output/map_names_lines.h"
#include "geo/base_memory.h"
#include "output/map_link.h"
#include "output/map_path.h"
#include "output/map_shape.h"

/* Boxes of this side, one after the other along a line. */
static const double box_mm = 0.8;
/* What covering a square millimetre of them costs: to cross a link costs a name as much as the
 * nearest place with a leader. */
static const double line_cost = 4;
/* Of a web of more links than this a name cannot keep off. */
enum { BOXES_MAX = 12000 };

typedef struct boxes {
    cm__label_obstacle *items;
    size_t count, capacity;
} boxes;

static cm_status add_box(boxes *out, cm_point at)
{
    const cm_box box = {at.x, at.y, at.x, at.y};
    const cm_status status =
        cm__array_reserve(&out->items, out->count, &out->capacity, sizeof *out->items);

    if (!status)
        out->items[out->count++] = (cm__label_obstacle){cm__box_grown(box, box_mm / 2), line_cost};
    return status;
}

/* Boxes at equal steps over the vertices of one part. */
static cm_status add_part(boxes *out, const cm__path *path, size_t part)
{
    double next_mm = 0; /* to the next box */
    cm_status status = CM_OK;

    for (size_t i = path->starts[part] + 1; i < cm__path_part_end(path, part) && !status; i++) {
        const double dx = path->x_mm[i] - path->x_mm[i - 1], dy = path->y_mm[i] - path->y_mm[i - 1];
        const double length_mm = hypot(dx, dy);
        for (; next_mm < length_mm && !status && out->count <= BOXES_MAX; next_mm += box_mm) {
            const double share = next_mm / length_mm;
            status = add_box(
                out, (cm_point){path->x_mm[i - 1] + share * dx, path->y_mm[i - 1] + share * dy});
        }
        next_mm -= length_mm;
    }
    return status;
}

static cm_status add_row(boxes *out, const cm__sheet *sheet, size_t layer, size_t row)
{
    const cm_map_layer *const of = &sheet->layers[layer];
    cm__path path = {.closed = false};
    cm_status status = cm__shape_load(&path, sheet, layer, row, NULL);

    if (!status)
        status = cm__link_bend(&path, of->bend, of->clear_mm);
    if (!status)
        status = cm__path_cut(&path, &sheet->page.frame_mm);
    for (size_t part = 0; part < path.part_count && !status; part++)
        status = add_part(out, &path, part);
    cm__path_clear(&path);
    return status;
}

/* What leads from one place to another: lines of two vertices each. */
static bool is_of_links(const cm_map_layer *layer)
{
    const cm_features *const lines = layer->features;

    if (layer->role != CM_MAP_LINES || lines->geometry != CM_GEOMETRY_LINE)
        return false;
    for (size_t part = 0; part < lines->part_count; part++)
        if (lines->first_vertex[part + 1] - lines->first_vertex[part] != 2)
            return false;
    return true;
}

cm_status cm__names_add_lines(cm__label_obstacle **obstacles, size_t *count, const cm__sheet *sheet)
{
    boxes found = {.items = NULL};
    cm_status status = CM_OK;

    /* names in a diagram stand on its lines by plan */
    for (size_t i = 0; i < sheet->layer_count && !sheet->options->is_diagram && !status; i++) {
        const size_t rows =
            is_of_links(&sheet->layers[i]) ? sheet->layers[i].features->table.row_count : 0;
        for (size_t row = 0; row < rows && !status && found.count <= BOXES_MAX; row++)
            status = add_row(&found, sheet, i, row);
    }
    if (found.count > BOXES_MAX)
        found.count = 0;
    if (!status)
        status = cm__array_grow(obstacles, *count + found.count + 1, sizeof **obstacles);
    for (size_t i = 0; i < found.count && !status; i++)
        (*obstacles)[(*count)++] = found.items[i];
    cm__array_free(&found.items);
    return status;
}
