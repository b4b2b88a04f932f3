/* qgis_plan.c - which layers a project has, from the ground up, and which of them each map shows.
 */
#include "output/qgis_plan.h"
#include "geo/base_arena.h"
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "geo/base_text.h"
#include "output/map_ids.h"
#include "output/map_inside.h"
#include <stdlib.h>
#include <string.h>

enum { LAYERS_MAX = 200 };

/* What lies on what, from the ground up, as the map draws it. */
typedef enum rank { TABLE, GROUND, GRID, BANDS, OUTLINES, LINES, PLACES, MEMBERS } rank;

static rank rank_of(const cm__qgis_part *part)
{
    static const rank ranks[] = {[CM_MAP_OUTLINES] = OUTLINES,
                                 [CM_MAP_BANDS] = BANDS,
                                 [CM_MAP_LINES] = LINES,
                                 [CM_MAP_MEMBERS] = MEMBERS,
                                 [CM_MAP_PLACES] = PLACES};

    if (part->is_ground)
        return GROUND;
    if (part->from->look)
        return ranks[part->from->look->role];
    return part->from->grid ? GRID : TABLE;
}

static const char *id_of(const cm_qgis_layer *layer)
{
    return layer->look ? layer->look->id : layer->id;
}

/* What QGIS would read as the end of a name, in the address of a layer. */
static cm_status check_name(const char *what, const char *name)
{
    if (!name || !*name || strpbrk(name, "|?") || strchr(name, '/') || strchr(name, '\n'))
        return cm__fail(CM_ERR_FORMAT, "%s \"%.100s\": QGIS cannot name it", what,
                        name ? name : "");
    return CM_OK;
}

static cm_status check_id(const char *id)
{
    return id && cm__id_is_allowed(id)
               ? CM_OK
               : cm__fail(CM_ERR_FORMAT,
                          "layer id \"%.60s\": only ASCII letters, digits, - and _ are allowed",
                          id ? id : "");
}

/* Adds the name by which the project knows the layer: over 10 characters, and unique. */
static void add_id(cm__text *out, const cm_qgis_layer *layer, bool is_ground)
{
    cm__text_addf(out, "clustermap%s_%s", is_ground ? "-ground" : "", id_of(layer));
    if (layer->map)
        cm__text_addf(out, ".%s", layer->map); /* a point is in no id */
}

static cm_status check_layer(cm__ids *ids, const cm_qgis_layer *layer)
{
    cm__text id = {0};
    bool is_new = true;
    cm_status status = check_id(id_of(layer));

    if (!status && layer->map)
        status = check_id(layer->map);
    if (status)
        return status;
    add_id(&id, layer, false);
    status = id.failed;
    if (!status)
        status = cm__ids_take(ids, id.bytes, &is_new);
    cm__text_clear(&id);
    if (!status && !is_new)
        status = cm__fail(CM_ERR_FORMAT, "layer id \"%.60s\" is taken", id_of(layer));
    if (!status)
        status = check_name("file", layer->file);
    return !status && !layer->grid ? check_name("table", layer->table) : status;
}

static cm_status check(const cm_qgis_project *project)
{
    cm__ids ids = {0};
    cm_status status = check_name("project", project->name);

    if (project->layer_count < 1 || project->layer_count > LAYERS_MAX)
        return cm__fail(CM_ERR_DOMAIN, "a project of %zu layers is not within 1..%d",
                        project->layer_count, LAYERS_MAX);
    for (size_t i = 0; i < project->layer_count && !status; i++)
        status = check_layer(&ids, &project->layers[i]);
    cm__ids_clear(&ids);
    return status;
}

static const char *title_of(const cm_qgis_layer *layer)
{
    const char *title = layer->title;

    if (!title && layer->look)
        title = layer->look->title ? layer->look->title : layer->look->features->title;
    if (!title && layer->grid)
        title = layer->grid->title;
    if (!title && !layer->look && layer->features)
        title = layer->features->title;
    return title && *title ? title : id_of(layer);
}

static cm_status name_part(cm__qgis_plan *out, cm__qgis_part *part)
{
    static const char *const grounds[] = {
        [CM_MAP_JAPANESE] = "（地）", [CM_MAP_ENGLISH] = " (ground)"};
    cm__text id = {0}, title = {0};
    cm_status status;

    add_id(&id, part->from, part->is_ground);
    cm__text_addf(&title, "%s%s", title_of(part->from),
                  part->is_ground ? grounds[out->project->language] : "");
    status = id.failed ? id.failed : title.failed;
    if (!status)
        status = cm__arena_add(&out->text, &part->id, id.bytes);
    if (!status)
        status = cm__arena_add(&out->text, &part->title, title.bytes);
    cm__text_clear(&id);
    cm__text_clear(&title);
    return status;
}

/* Leaves of each class its fill, or its lines. */
static cm_status take_half(cm__qgis_plan *out, cm__qgis_part *part, bool fills)
{
    const cm_style *const whole = part->from->look->style;
    cm_style_class *classes = NULL;
    cm_status status = cm__array_grow(&classes, whole->class_count + 1, sizeof *classes);

    if (status)
        return status;
    out->classes[out->class_lists++] = classes;
    for (size_t i = 0; i < whole->class_count; i++) {
        cm_symbol *const symbol = &classes[i].symbol;
        classes[i] = whole->classes[i];
        if (!fills) {
            symbol->fill.alpha = 0;
            continue;
        }
        symbol->stroke.alpha = 0;
        symbol->stroke_mm = symbol->hatch_mm = 0;
    }
    part->style = *whole;
    part->style.classes = classes;
    if (fills)
        part->style.label.column = NULL;
    part->look.style = &part->style;
    part->is_changed = true;
    return CM_OK;
}

/* Members too many to be drawn one by one are not named on the page; QGIS would try for minutes. */
static void drop_names(cm__qgis_plan *out, cm__qgis_part *part)
{
    const cm_map *const map = out->project->map;

    if (!map || part->look.role != CM_MAP_MEMBERS || cm_map_get_report(map)->gathered == 0)
        return;
    part->style = *part->look.style;
    part->style.label.column = NULL;
    part->look.style = &part->style;
    part->is_changed = true;
}

static cm_status add_part(cm__qgis_plan *out, const cm_qgis_layer *layer, bool is_half,
                          bool is_ground)
{
    cm__qgis_part *const part = &out->parts[out->count++];
    const bool in_legend = layer->look && !layer->look->no_legend && !layer->hidden &&
                           !layer->map && layer->look->style->class_count > 0 &&
                           layer->look->features->table.row_count > 0;
    cm_status status;

    *part = (cm__qgis_part){
        .from = layer, .is_ground = is_ground, .in_legend = in_legend && !is_ground};
    if (layer->look) {
        part->look = *layer->look;
        drop_names(out, part);
    }
    status = name_part(out, part);
    return status || !is_half ? status : take_half(out, part, is_ground);
}

static bool has_bands(const cm_qgis_project *project)
{
    for (size_t i = 0; i < project->layer_count; i++)
        if (project->layers[i].grid ||
            (project->layers[i].look && project->layers[i].look->role == CM_MAP_BANDS))
            return true;
    return false;
}

static bool has_fill(const cm_map_layer *look)
{
    for (size_t i = 0; i < look->style->class_count; i++)
        if (look->style->classes[i].symbol.fill.alpha > 0)
            return true;
    return false;
}

static cm_status add_layer(cm__qgis_plan *out, const cm_qgis_layer *layer)
{
    const bool is_cut = layer->look && layer->look->role == CM_MAP_OUTLINES &&
                        layer->look->features->geometry == CM_GEOMETRY_POLYGON &&
                        has_fill(layer->look) && has_bands(out->project);
    cm_status status = CM_OK;

    if (is_cut)
        status = add_part(out, layer, true, true);
    return status ? status : add_part(out, layer, is_cut, false);
}

/* A stable order by rank: layers are few. */
static void sort(cm__qgis_plan *plan)
{
    for (size_t i = 1; i < plan->count; i++)
        for (size_t k = i; k > 0 && rank_of(&plan->parts[k]) < rank_of(&plan->parts[k - 1]); k--) {
            const cm__qgis_part upper = plan->parts[k];
            plan->parts[k] = plan->parts[k - 1];
            plan->parts[k - 1] = upper;
        }
    for (size_t i = 0; i < plan->count; i++) /* they have moved */
        if (plan->parts[i].look.style && plan->parts[i].is_changed)
            plan->parts[i].look.style = &plan->parts[i].style;
}

cm_status cm__qgis_plan_make(cm__qgis_plan *out, const cm_qgis_project *project)
{
    cm_status status = check(project);

    out->project = project;
    if (project->map)
        out->manifest = cm__map_get_manifest(project->map);
    if (!status)
        status = cm__array_grow(&out->parts, 2 * project->layer_count, sizeof *out->parts);
    if (!status)
        status = cm__array_grow(&out->classes, 2 * project->layer_count, sizeof *out->classes);
    for (size_t i = 0; i < project->layer_count && !status; i++)
        status = add_layer(out, &project->layers[i]);
    sort(out);
    return status;
}

size_t cm__qgis_plan_maps(const cm__qgis_plan *plan)
{
    return plan->manifest ? 1 + plan->manifest->inset_count : 1;
}

const char *cm__qgis_plan_theme(const cm__qgis_plan *plan, size_t map)
{
    const cm_qgis_project *const project = plan->project;

    if (map > 0)
        return plan->manifest->insets[map - 1].id;
    return project->title && *project->title ? project->title : project->name;
}

/* Whether the map has a layer of that id to itself. */
static bool has_own(const cm__qgis_plan *plan, const char *map, const char *id)
{
    for (size_t i = 0; map && i < plan->count; i++)
        if (plan->parts[i].from->map && strcmp(plan->parts[i].from->map, map) == 0 &&
            strcmp(plan->parts[i].look.id, id) == 0)
            return true;
    return false;
}

/* Whether the page's map of that number draws a layer of that id. */
static bool draws(const cm__manifest *manifest, size_t map, const char *id)
{
    for (size_t i = 0; i < manifest->layer_count; i++)
        if (manifest->layers[i].inset == (map > 0 ? map - 1 : CM_ABSENT) &&
            strcmp(manifest->layers[i].id, id) == 0)
            return true;
    return false;
}

bool cm__qgis_plan_shows(const cm__qgis_plan *plan, size_t map, const cm__qgis_part *part)
{
    const char *const inset = map > 0 ? plan->manifest->insets[map - 1].id : NULL;
    const char *const own = part->from->map;

    if (!part->from->look)
        return false;
    if (!plan->manifest)
        return !part->from->hidden && !own;
    if (own ? !inset || strcmp(own, inset) != 0 : has_own(plan, inset, part->look.id))
        return false;
    return draws(plan->manifest, map, part->look.id);
}

void cm__qgis_plan_clear(cm__qgis_plan *plan)
{
    for (size_t i = 0; i < plan->class_lists; i++)
        cm__array_free(&plan->classes[i]);
    cm__array_free(&plan->classes);
    cm__array_free(&plan->parts);
    cm__arena_destroy(&plan->text);
    *plan = (cm__qgis_plan){0};
}
