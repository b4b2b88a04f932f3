/* links_layer.c - links as lines, their members as points, and who has no place. */
#include <clustermap/links.h>

#include "geo/base_error.h"
#include "layers/links_columns.h"
#include <clustermap/crs.h>
#include <math.h>

bool cm__links_has_place(const cm_links *links, const cm_links_places *places, size_t node)
{
    return places->x && node < links->member_count && isfinite(places->x[node]) &&
           isfinite(places->y[node]);
}

double cm_link_distance_m(const cm_link *link, const cm_links *links, const cm_links_places *places)
{
    const size_t from = link->from, to = link->to;

    if (!cm__links_has_place(links, places, from) || !cm__links_has_place(links, places, to))
        return NAN;
    if (places->lon_deg)
        return cm_geodesic_distance_m((cm_lonlat){places->lon_deg[from], places->lat_deg[from]},
                                      (cm_lonlat){places->lon_deg[to], places->lat_deg[to]}, NULL);
    return hypot(places->x[to] - places->x[from], places->y[to] - places->y[from]);
}

cm_status cm__links_add_columns(cm_table *table, const cm__links_column *columns, size_t count)
{
    cm_status status = CM_OK;

    for (size_t i = 0; i < count && !status; i++)
        status = cm_table_add_column(table, NULL, columns[i].name, columns[i].type);
    return status;
}

static const char *reason_of(const cm_links *links, const cm_links_places *places, size_t node)
{
    if (cm__links_has_place(links, places, node))
        return "";
    if (node < links->member_count)
        return "no place";
    return links->nodes[node].is_ambiguous ? "ambiguous" : "not in the list";
}

/* Why a link has no line: "from: no place". */
static cm_status set_note(cm_table *table, size_t column, const cm_links *links,
                          const cm_links_places *places, const cm_link *link)
{
    const char *const from = reason_of(links, places, link->from);
    const char *const to = reason_of(links, places, link->to);
    cm__text note = {0};
    cm_status status;

    if (*from)
        cm__text_addf(&note, "from: %s", from);
    if (*to)
        cm__text_addf(&note, "%sto: %s", *from ? "; " : "", to);
    if (cm_link_distance_m(link, links, places) == 0)
        cm__text_add(&note, "at one place");
    status = note.failed;
    if (!status && note.length > 0)
        status = cm_table_set_text(table, table->row_count - 1, column, note.bytes);
    cm__text_clear(&note);
    return status;
}

cm_status cm__links_add_line(cm_features *out, cm_point from, cm_point to)
{
    const double x[2] = {from.x, to.x}, y[2] = {from.y, to.y};

    if (!(hypot(x[1] - x[0], y[1] - y[0]) > 0)) /* also where either is missing */
        return CM_OK;
    return cm_features_add_part(out, x, y, 2, false);
}

void cm__links_set_year(cm_table *table, size_t column, double year)
{
    if (isfinite(year))
        cm_table_set_integer(table, table->row_count - 1, column, (int64_t)year);
}

enum { FROM, TO, KIND, WEIGHT, DISTANCE, YEAR, NOTE, LINE_COLUMNS };

static const cm__links_column line_columns[LINE_COLUMNS] = {
    [FROM] = {"from", CM_COLUMN_TEXT},
    [TO] = {"to", CM_COLUMN_TEXT},
    [KIND] = {"kind", CM_COLUMN_TEXT},
    [WEIGHT] = {"weight", CM_COLUMN_REAL},
    [DISTANCE] = {"distance_m", CM_COLUMN_REAL},
    [YEAR] = {"year", CM_COLUMN_INTEGER},
    [NOTE] = {"note", CM_COLUMN_TEXT}};

cm_status cm__links_set_words(cm_table *table, const cm_links *links, const cm_link *link)
{
    const size_t row = table->row_count - 1;
    cm_status status = cm_table_set_text(table, row, FROM, links->nodes[link->from].name);

    if (!status)
        status = cm_table_set_text(table, row, TO, links->nodes[link->to].name);
    return status ? status : cm_table_set_text(table, row, KIND, link->kind);
}

static cm_status add_line(cm_features *out, const cm_links *links, const cm_links_places *places,
                          const cm_link *link)
{
    cm_table *const table = &out->table;
    const double distance_m = cm_link_distance_m(link, links, places);
    cm_status status = cm_features_add_row(out);

    if (!status && isfinite(distance_m))
        status = cm__links_add_line(out, (cm_point){places->x[link->from], places->y[link->from]},
                                    (cm_point){places->x[link->to], places->y[link->to]});
    const size_t row = status ? 0 : table->row_count - 1;
    if (!status)
        status = cm__links_set_words(table, links, link);
    if (!status)
        status = set_note(table, NOTE, links, places, link);
    if (status)
        return status;
    cm_table_set_real(table, row, WEIGHT, link->weight);
    cm_table_set_real(table, row, DISTANCE, distance_m);
    cm__links_set_year(table, YEAR, link->year);
    return CM_OK;
}

cm_status cm_links_lines(cm_features *out, const cm_links *links, const cm_links_places *places)
{
    cm_features lines = {.geometry = CM_GEOMETRY_NONE};
    cm_status status = cm_features_init(&lines, CM_GEOMETRY_LINE, places->crs);

    if (!status)
        status = cm__links_add_columns(&lines.table, line_columns, LINE_COLUMNS);
    for (size_t i = 0; i < links->count && !status; i++)
        status = add_line(&lines, links, places, &links->links[i]);
    if (status)
        goto done;
    *out = lines;
    lines = (cm_features){.geometry = CM_GEOMETRY_NONE};
done:
    cm_features_clear(&lines);
    return status;
}

enum {
    ID,
    NAME,
    IN_LIST,
    DEGREE,
    DEGREE_IN,
    DEGREE_OUT,
    COMPONENT,
    COMPONENT_SIZE,
    GENERATION,
    DESCENDANTS,
    FOUNDED,
    NODE_COLUMNS
};

static const cm__links_column node_columns[NODE_COLUMNS] = {
    [ID] = {"id", CM_COLUMN_TEXT},
    [NAME] = {"name", CM_COLUMN_TEXT},
    [IN_LIST] = {"in_list", CM_COLUMN_INTEGER},
    [DEGREE] = {"degree", CM_COLUMN_INTEGER},
    [DEGREE_IN] = {"degree_in", CM_COLUMN_INTEGER},
    [DEGREE_OUT] = {"degree_out", CM_COLUMN_INTEGER},
    [COMPONENT] = {"component", CM_COLUMN_INTEGER},
    [COMPONENT_SIZE] = {"component_size", CM_COLUMN_INTEGER},
    [GENERATION] = {"generation", CM_COLUMN_INTEGER},
    [DESCENDANTS] = {"descendants", CM_COLUMN_INTEGER},
    [FOUNDED] = {"founded", CM_COLUMN_INTEGER}};

static void set_measures(cm_table *table, const cm_links_measures *of, size_t node)
{
    const size_t row = table->row_count - 1, in = of->degree_in[node], out = of->degree_out[node];
    const size_t values[][2] = {{DEGREE, in + out},
                                {DEGREE_IN, in},
                                {DEGREE_OUT, out},
                                {COMPONENT, of->component[node] + 1},
                                {COMPONENT_SIZE, of->component_size[node]},
                                {DESCENDANTS, of->descendants[node]}};

    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        cm_table_set_integer(table, row, values[i][0], (int64_t)values[i][1]);
    if (of->generation[node] != CM_ABSENT)
        cm_table_set_integer(table, row, GENERATION, (int64_t)of->generation[node]);
}

static cm_status add_node(cm_features *out, const cm_links *links,
                          const cm_links_measures *measures, const cm_links_places *places,
                          size_t node)
{
    cm_table *const table = &out->table;
    cm_status status = cm_features_add_row(out);

    if (!status)
        status = cm_table_set_text(table, node, ID, links->nodes[node].id);
    if (!status)
        status = cm_table_set_text(table, node, NAME, links->nodes[node].name);
    if (status)
        return status;
    cm_table_set_integer(table, node, IN_LIST, node < links->member_count);
    cm__links_set_year(table, FOUNDED, links->nodes[node].founded);
    set_measures(table, measures, node);
    if (cm__links_has_place(links, places, node))
        cm_features_set_point(out, node, (cm_point){places->x[node], places->y[node]});
    return CM_OK;
}

cm_status cm_links_nodes(cm_features *out, const cm_links *links, const cm_links_measures *measures,
                         const cm_links_places *places)
{
    cm_features points = {.geometry = CM_GEOMETRY_NONE};
    cm_status status = cm_features_init(&points, CM_GEOMETRY_POINT, places->crs);

    if (!status)
        status = cm__links_add_columns(&points.table, node_columns, NODE_COLUMNS);
    for (size_t node = 0; node < links->node_count && !status; node++)
        status = add_node(&points, links, measures, places, node);
    if (status)
        goto done;
    *out = points;
    points = (cm_features){.geometry = CM_GEOMETRY_NONE};
done:
    cm_features_clear(&points);
    return status;
}

static cm_status add_unplaced(cm_table *out, const cm_links *links, size_t node, const char *reason,
                              size_t degree)
{
    cm_status status = cm_table_add_rows(out, 1);
    const size_t row = status ? 0 : out->row_count - 1;

    if (!status)
        status = cm_table_set_text(out, row, 0, links->nodes[node].id);
    if (!status)
        status = cm_table_set_text(out, row, 1, links->nodes[node].name);
    if (!status)
        status = cm_table_set_text(out, row, 2, reason);
    if (!status)
        cm_table_set_integer(out, row, 3, (int64_t)degree);
    return status;
}

cm_status cm_links_unplaced(cm_table *out, const cm_links *links, const cm_links_measures *measures,
                            const cm_links_places *places)
{
    static const cm__links_column columns[] = {{"id", CM_COLUMN_TEXT},
                                               {"name", CM_COLUMN_TEXT},
                                               {"reason", CM_COLUMN_TEXT},
                                               {"degree", CM_COLUMN_INTEGER}};
    cm_table table = {.columns = NULL};
    cm_status status = cm__links_add_columns(&table, columns, sizeof columns / sizeof *columns);

    for (size_t node = 0; node < links->node_count && !status; node++) {
        const char *const reason = reason_of(links, places, node);
        if (*reason)
            status = add_unplaced(&table, links, node, reason,
                                  measures->degree_in[node] + measures->degree_out[node]);
    }
    if (status)
        goto done;
    *out = table;
    table = (cm_table){.columns = NULL};
done:
    cm_table_clear(&table);
    return status;
}
