/* cli_run_tree.c - a project's last page: who came from whom, along the years. */
#include "cli/cli_run.h"
#include <clustermap/tree.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

/* What the frame keeps clear round the drawing, and the rows between which names can be read. */
static const double clear_mm = 8, row_least_mm = 3.4, row_most_mm = 7;
/* Title, credit and legend take so much of the page's height. */
static const double furniture_mm = 62;
static const double year_gap_mm = 1.5;

typedef struct tree_work {
    cm_links links;
    cm_tree tree;
    cm_features nodes, edges, axis, years;
    cm_style node_style, edge_style, axis_style, year_style;
} tree_work;

static cm_symbol member_symbol(void)
{
    return (cm_symbol){.shape = CM_SHAPE_CIRCLE,
                       .size_mm = 2,
                       .fill = {0, 114, 178, 255},
                       .stroke = {34, 34, 34, 255},
                       .stroke_mm = 0.12};
}

/* ---- layout ---- */

/* Rows as far apart as the page allows. */
static cli_exit lay_out(tree_work *tree, const cm_map_options *page)
{
    cm_tree_options options = CM_TREE_OPTIONS_INIT;
    const double room_mm = page->height_mm - 2 * page->margin_mm - furniture_mm;

    options.width_mm = page->width_mm - 2 * page->margin_mm - 2 * clear_mm;
    options.row_mm = row_most_mm;
    options.letter_mm = 2.4;
    if (cm_tree_layout(&tree->tree, &tree->links, &options))
        return cli_fail();
    if (tree->tree.height_mm > room_mm) {
        options.row_mm = fmax(row_least_mm, row_most_mm * room_mm / tree->tree.height_mm);
        cm_tree_clear(&tree->tree);
        if (cm_tree_layout(&tree->tree, &tree->links, &options))
            return cli_fail();
    }
    return CLI_DONE;
}

/* A name for each line of the axis, over its upper end: so high that none has to give way to a
 * name in the first row. */
static cm_status name_years(cm_features *out, const cm_features *axis)
{
    const size_t year = cm_table_find_column(&axis->table, "year");
    size_t label = 0;
    cm_status status = cm_features_init(out, CM_GEOMETRY_POINT, NULL);

    if (!status)
        status = cm_table_add_column(&out->table, &label, "label", CM_COLUMN_TEXT);
    for (size_t row = 0; row < axis->table.row_count && !status; row++) {
        char buffer[CM_CELL_MAX];
        const size_t last = axis->first_vertex[axis->first_part[row] + 1] - 1;
        const size_t first = axis->first_vertex[axis->first_part[row]];
        const size_t top = axis->y[first] > axis->y[last] ? first : last;
        status = cm_features_add_row(out);
        if (!status)
            status = cm_table_set_text(&out->table, row, label,
                                       cm_table_format(&axis->table, row, year, buffer));
        if (!status)
            cm_features_set_point(out, row, (cm_point){axis->x[top], axis->y[top] + year_gap_mm});
    }
    return status;
}

/* ---- styles ---- */

/* Which of the nodes is what: a member with its year, one whose year is estimated, or a name that
 * the list does not hold. */
static cm_status tell_kinds(cm_features *nodes, const project *from)
{
    const size_t in_list = cm_table_find_column(&nodes->table, "in_list");
    const size_t dating = cm_table_find_column(&nodes->table, "dating");
    const char *const words[] = {project_text(from, "会員", "Member"),
                                 project_text(from, "会員（年は推定）", "Member, year estimated"),
                                 project_text(from, "名簿にない", "Not in the list")};
    size_t kind = 0;
    cm_status status = cm_table_add_column(&nodes->table, &kind, "standing", CM_COLUMN_TEXT);

    for (size_t row = 0; row < nodes->table.row_count && !status; row++) {
        const bool is_dated = strcmp(cm_table_get_text(&nodes->table, row, dating), "given") == 0 ||
                              strcmp(cm_table_get_text(&nodes->table, row, dating), "link") == 0;
        const size_t word = cm_table_get_number(&nodes->table, row, in_list) > 0 ? !is_dated : 2;
        status = cm_table_set_text(&nodes->table, row, kind, words[word]);
    }
    return status;
}

/* Members are called as on the map: shortened, and in its language. */
static cm_status name_nodes(tree_work *tree, const run_work *work)
{
    cm_table *const nodes = &tree->nodes.table;
    const cm_table *const listed = &work->listed.table;
    const size_t name = cm_table_find_column(nodes, "name");
    const size_t label = cm_table_find_column(listed, RUN_LABEL_COLUMN);
    cm_status status = CM_OK;

    for (size_t row = 0; label != CM_ABSENT && row < nodes->row_count && !status; row++) {
        const size_t member = tree->tree.nodes[row].node;
        if (member < tree->links.member_count)
            status = cm_table_set_text(nodes, row, name, cm_table_get_text(listed, member, label));
    }
    return status;
}

static cm_status style_nodes(cm_style *out, const cm_features *nodes, const project *from)
{
    const cm_symbol dated = member_symbol();
    cm_symbol estimated = dated, outside = dated;
    cm_status status = cm_style_categories(out, nodes, "standing", NULL);

    estimated.fill = outside.fill = (cm_colour){255, 255, 255, 255};
    estimated.stroke = dated.fill;
    estimated.stroke_mm = outside.stroke_mm = 0.35;
    outside.shape = CM_SHAPE_SQUARE;
    for (size_t i = 0; i < out->class_count && !status; i++) {
        const char *const value = out->classes[i].value;
        const bool is_member = strcmp(value, project_text(from, "会員", "Member")) == 0;
        const bool is_outside =
            strcmp(value, project_text(from, "名簿にない", "Not in the list")) == 0;
        out->classes[i].symbol = is_member ? dated : is_outside ? outside : estimated;
    }
    if (!status)
        status = cm_style_set_label_column(out, "name");
    out->label.size_pt = 7;
    out->label.priority = 1;
    return status;
}

/* Branches are whole lines, what is no descent is broken. */
static cm_status style_edges(cm_style *out, const cm_features *edges, const project *from)
{
    const struct {
        const char *role, *label, *label_en;
        cm_symbol symbol;
    } kinds[] = {
        {"branch",
         "親から子へ",
         "Parent to child",
         {.stroke = {70, 70, 70, 255}, .stroke_mm = 0.3}},
        {"second",
         "ほかの親から",
         "From a further parent",
         {.stroke = {204, 51, 17, 255}, .stroke_mm = 0.25, .dash_mm = {1.6, 0.9}}},
        {"back",
         "影響（年が逆）",
         "Influence, against the years",
         {.stroke = {136, 34, 85, 255}, .stroke_mm = 0.25, .dash_mm = {0.6, 0.8}}},
        {"cycle",
         "循環",
         "Closes a cycle",
         {.stroke = {34, 34, 34, 255}, .stroke_mm = 0.25, .dash_mm = {0.3, 0.6}}},
    };
    cm_status status = cm_style_categories(out, edges, "role", NULL);

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds && !status; i++)
        for (size_t c = 0; c < out->class_count && !status; c++)
            if (strcmp(out->classes[c].value, kinds[i].role) == 0)
                status =
                    cm_style_set_category(out, kinds[i].role, &kinds[i].symbol,
                                          project_text(from, kinds[i].label, kinds[i].label_en));
    return status;
}

static cm_status style_axis(tree_work *tree)
{
    const cm_symbol line = {.stroke = {190, 195, 200, 255}, .stroke_mm = 0.15};
    const cm_symbol none = {.shape = CM_SHAPE_CIRCLE, .size_mm = 0.1};
    cm_status status = cm_style_single(&tree->axis_style, &line, NULL);

    if (!status)
        status = cm_style_single(&tree->year_style, &none, NULL);
    if (!status)
        status = cm_style_set_label_column(&tree->year_style, "label");
    tree->year_style.label.size_pt = 7;
    tree->year_style.label.colour = (cm_colour){110, 110, 110, 255};
    tree->year_style.label.priority = 1;
    return status;
}

static cm_status make_layers(tree_work *tree, const run_work *work)
{
    const project *const from = &work->project;
    cm_status status = cm_tree_nodes(&tree->nodes, &tree->tree, &tree->links);

    if (!status)
        status = name_nodes(tree, work);
    if (!status)
        status = cm_tree_edges(&tree->edges, &tree->tree, &tree->links);
    if (!status)
        status = cm_tree_axis(&tree->axis, &tree->tree);
    if (!status)
        status = name_years(&tree->years, &tree->axis);
    if (!status)
        status = tell_kinds(&tree->nodes, from);
    if (!status)
        status = style_nodes(&tree->node_style, &tree->nodes, from);
    if (!status)
        status = style_edges(&tree->edge_style, &tree->edges, from);
    if (!status)
        status = cm_features_set_source(&tree->nodes, work->listed.source);
    if (!status)
        status = cm_features_set_source(&tree->edges, work->listed.source);
    return status ? status : style_axis(tree);
}

/* ---- the page ---- */

static cli_exit draw(run_work *work, const tree_work *tree, cm_map_options *options)
{
    const project *const from = &work->project;
    const cm_map_layer layers[] = {{.features = &tree->axis,
                                    .style = &tree->axis_style,
                                    .id = "axis",
                                    .role = CM_MAP_LINES,
                                    .no_legend = true},
                                   {.features = &tree->edges,
                                    .style = &tree->edge_style,
                                    .id = "branches",
                                    .title = project_text(from, "つながり", "Links"),
                                    .role = CM_MAP_LINES},
                                   {.features = &tree->years,
                                    .style = &tree->year_style,
                                    .id = "years",
                                    .role = CM_MAP_PLACES,
                                    .no_legend = true},
                                   {.features = &tree->nodes,
                                    .style = &tree->node_style,
                                    .id = "members",
                                    .title = project_text(from, "会員", "Members"),
                                    .role = CM_MAP_MEMBERS}};
    cm_map *page = NULL;

    const char *const title = from->tree.title ? from->tree.title : from->title;
    const char *const title_en = from->tree.title_en ? from->tree.title_en : from->title_en;

    options->title = project_pick(from, title, title_en);
    options->second_title = project_second(from, title, title_en);
    options->subtitle = project_pick(from, from->tree.subtitle, from->tree.subtitle_en);
    options->second_subtitle = project_second(from, from->tree.subtitle, from->tree.subtitle_en);
    options->is_diagram = true;
    options->scale = 1000; /* a millimetre of the drawing is one of the page */
    options->centre = (cm_lonlat){NAN, NAN};
    options->bounds = (cm_box)CM_MAP_BOUNDS_NONE;
    if (cm_map_create(&page, layers, sizeof layers / sizeof *layers, options))
        return cli_fail();
    return run_add_page(work, page);
}

static void clear(tree_work *tree)
{
    cm_style_clear(&tree->year_style);
    cm_style_clear(&tree->axis_style);
    cm_style_clear(&tree->edge_style);
    cm_style_clear(&tree->node_style);
    cm_features_clear(&tree->years);
    cm_features_clear(&tree->axis);
    cm_features_clear(&tree->edges);
    cm_features_clear(&tree->nodes);
    cm_tree_clear(&tree->tree);
    cm_links_clear(&tree->links);
}

cli_exit run_draw_tree(run_work *work)
{
    const project_tree *const ask = &work->project.tree;
    cm_map_options options = CM_MAP_OPTIONS_INIT;
    tree_work tree = {.links = {0}};
    cli_exit result = CLI_DONE;

    if (!ask->parent && !ask->links)
        return CLI_DONE;
    result = run_set_page(&options, work);
    if (!result)
        result = run_find_links(&tree.links, work, ask->parent, ask->links);
    if (!result && tree.links.count == 0)
        result = cli_say(CLI_FAILED, "%s:%ld: tree: there is no link to draw", work->project.path,
                         ask->line);
    if (!result)
        result = lay_out(&tree, &options);
    if (!result && make_layers(&tree, work))
        result = cli_fail();
    if (!result)
        result = draw(work, &tree, &options);
    clear(&tree);
    return result;
}
