/* links_flow.c - links summed between areas. */
#include <clustermap/links.h>

#include "geo/base_map.h"
#include "geo/base_memory.h"
#include "layers/links_columns.h"
#include <math.h>
#include <string.h>

typedef struct area {
    const char *name;
    cm_point sum; /* of its members' places, from the first place of all */
    size_t placed;
} area;

typedef struct flow {
    size_t from, to, count; /* areas; links */
    double weight;
} flow;

typedef struct flowing {
    const cm_links *links;
    const cm_links_places *places;
    cm__map names, pairs;
    area *areas;
    size_t area_capacity;
    size_t *area_of; /* of each member */
    flow *flows;
    size_t flow_capacity;
    cm_point origin;
} flowing;

static cm_status find_area(size_t *out, flowing *work, const char *name)
{
    cm__map_entry *entry;
    cm_status status = cm__map_put(&work->names, &entry, name, strlen(name));

    if (status)
        return status;
    if (entry->value == CM__MAP_NEW) {
        status = cm__array_reserve(&work->areas, work->names.count - 1, &work->area_capacity,
                                   sizeof *work->areas);
        if (status)
            return status;
        entry->value = (uint32_t)(work->names.count - 1);
        work->areas[entry->value] = (area){.name = entry->key};
    }
    *out = entry->value;
    return CM_OK;
}

/* Area 0 is "", of which nothing is known. */
static cm_status read_areas(flowing *work, const char *const *names)
{
    const cm_links_places *const places = work->places;
    bool has_origin = false;
    size_t of;
    cm_status status = find_area(&of, work, "");

    if (!status)
        status =
            cm__array_grow(&work->area_of, work->links->member_count + 1, sizeof *work->area_of);
    for (size_t i = 0; i < work->links->member_count && !status; i++) {
        status = find_area(&of, work, names[i]);
        if (status)
            break;
        work->area_of[i] = of;
        if (of == 0 || !cm__links_has_place(work->links, places, i))
            continue;
        if (!has_origin)
            work->origin = (cm_point){places->x[i], places->y[i]};
        has_origin = true;
        work->areas[of].sum.x += places->x[i] - work->origin.x;
        work->areas[of].sum.y += places->y[i] - work->origin.y;
        work->areas[of].placed++;
    }
    return status;
}

static cm_status add_flow(flowing *work, const cm_link *link)
{
    const size_t members = work->links->member_count;
    const size_t pair[2] = {link->from < members ? work->area_of[link->from] : 0,
                            link->to < members ? work->area_of[link->to] : 0};
    cm__map_entry *entry;
    cm_status status = cm__map_put(&work->pairs, &entry, (const char *)pair, sizeof pair);

    if (status)
        return status;
    if (entry->value == CM__MAP_NEW) {
        status = cm__array_reserve(&work->flows, work->pairs.count - 1, &work->flow_capacity,
                                   sizeof *work->flows);
        if (status)
            return status;
        entry->value = (uint32_t)(work->pairs.count - 1);
        work->flows[entry->value] = (flow){.from = pair[0], .to = pair[1]};
    }
    work->flows[entry->value].count++;
    work->flows[entry->value].weight += link->weight;
    return CM_OK;
}

static cm_point place_of(const flowing *work, size_t of)
{
    const double count = (double)work->areas[of].placed;

    if (work->areas[of].placed == 0)
        return (cm_point){NAN, NAN};
    return (cm_point){work->origin.x + work->areas[of].sum.x / count,
                      work->origin.y + work->areas[of].sum.y / count};
}

enum { FROM, TO, LINKS, WEIGHT, DISTANCE, COLUMNS };

static cm_status add_row(cm_features *out, const flowing *work, const flow *of)
{
    const cm_point from = place_of(work, of->from), to = place_of(work, of->to);
    cm_table *const table = &out->table;
    cm_status status = cm_features_add_row(out);
    const size_t row = status ? 0 : table->row_count - 1;

    if (!status)
        status = cm__links_add_line(out, from, to);
    if (!status)
        status = cm_table_set_text(table, row, FROM, work->areas[of->from].name);
    if (!status)
        status = cm_table_set_text(table, row, TO, work->areas[of->to].name);
    if (status)
        return status;
    cm_table_set_integer(table, row, LINKS, (int64_t)of->count);
    cm_table_set_real(table, row, WEIGHT, of->weight);
    cm_table_set_real(table, row, DISTANCE, hypot(to.x - from.x, to.y - from.y));
    return CM_OK;
}

cm_status cm_links_flows(cm_features *out, const cm_links *links, const char *const *areas,
                         const cm_links_places *places)
{
    static const cm__links_column columns[COLUMNS] = {{"from_area", CM_COLUMN_TEXT},
                                                      {"to_area", CM_COLUMN_TEXT},
                                                      {"links", CM_COLUMN_INTEGER},
                                                      {"weight", CM_COLUMN_REAL},
                                                      {"distance_m", CM_COLUMN_REAL}};
    flowing work = {.links = links, .places = places};
    cm_features lines = {.geometry = CM_GEOMETRY_NONE};
    cm_status status = cm_features_init(&lines, CM_GEOMETRY_LINE, places->crs);

    if (!status)
        status = cm__links_add_columns(&lines.table, columns, COLUMNS);
    if (!status)
        status = read_areas(&work, areas);
    for (size_t i = 0; i < links->count && !status; i++)
        status = add_flow(&work, &links->links[i]);
    for (size_t i = 0; i < work.pairs.count && !status; i++)
        status = add_row(&lines, &work, &work.flows[i]);
    if (status)
        goto done;
    *out = lines;
    lines = (cm_features){.geometry = CM_GEOMETRY_NONE};
done:
    cm_features_clear(&lines);
    cm__map_clear(&work.names);
    cm__map_clear(&work.pairs);
    cm__array_free(&work.areas);
    cm__array_free(&work.area_of);
    cm__array_free(&work.flows);
    return status;
}
