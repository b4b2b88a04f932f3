/* tree_layer.c - a family tree's layout as points, lines and an axis, in millimetres. */
#include <clustermap/tree.h>

#include "layers/links_columns.h"
#include <math.h>

enum { ID, NAME, PARENT, TREE, GENERATION, YEAR, DATING, IN_LIST, X, Y, LABEL, NODE_COLUMNS };

static const cm__links_column node_columns[NODE_COLUMNS] = {
    [ID] = {"id", CM_COLUMN_TEXT},
    [NAME] = {"name", CM_COLUMN_TEXT},
    [PARENT] = {"parent", CM_COLUMN_TEXT},
    [TREE] = {"tree", CM_COLUMN_INTEGER},
    [GENERATION] = {"generation", CM_COLUMN_INTEGER},
    [YEAR] = {"year", CM_COLUMN_REAL},
    [DATING] = {"dating", CM_COLUMN_TEXT},
    [IN_LIST] = {"in_list", CM_COLUMN_INTEGER},
    [X] = {"x", CM_COLUMN_REAL},
    [Y] = {"y", CM_COLUMN_REAL},
    [LABEL] = {"label_mm", CM_COLUMN_REAL}};

static cm_status add_node(cm_features *out, const cm_tree *tree, const cm_links *links, size_t i)
{
    const cm_tree_node *const node = &tree->nodes[i];
    const cm_links_node *const of = &links->nodes[node->node];
    cm_table *const table = &out->table;
    cm_status status = cm_features_add_row(out);

    if (!status)
        status = cm_table_set_text(table, i, ID, of->id);
    if (!status)
        status = cm_table_set_text(table, i, NAME, of->name);
    if (!status && node->parent != CM_ABSENT)
        status =
            cm_table_set_text(table, i, PARENT, links->nodes[tree->nodes[node->parent].node].name);
    if (!status)
        status = cm_table_set_text(table, i, DATING, cm_tree_dating_name(node->dating));
    if (status)
        return status;
    cm_table_set_integer(table, i, TREE, (int64_t)node->tree + 1);
    cm_table_set_integer(table, i, GENERATION, (int64_t)node->generation);
    cm_table_set_integer(table, i, IN_LIST, node->node < links->member_count);
    cm_table_set_real(table, i, YEAR, node->year);
    cm_table_set_real(table, i, X, node->x_mm);
    cm_table_set_real(table, i, Y, node->y_mm);
    cm_table_set_real(table, i, LABEL, node->label_mm);
    cm_features_set_point(out, i, (cm_point){node->x_mm, node->y_mm});
    return CM_OK;
}

cm_status cm_tree_nodes(cm_features *out, const cm_tree *tree, const cm_links *links)
{
    cm_features points = {.geometry = CM_GEOMETRY_NONE};
    cm_status status = cm_features_init(&points, CM_GEOMETRY_POINT, NULL);

    if (!status)
        status = cm__links_add_columns(&points.table, node_columns, NODE_COLUMNS);
    for (size_t i = 0; i < tree->count && !status; i++)
        status = add_node(&points, tree, links, i);
    if (status)
        goto done;
    *out = points;
    points = (cm_features){.geometry = CM_GEOMETRY_NONE};
done:
    cm_features_clear(&points);
    return status;
}

enum { FROM, TO, KIND, ROLE, WEIGHT, EDGE_YEAR, EDGE_COLUMNS };

static const cm__links_column edge_columns[EDGE_COLUMNS] = {
    [FROM] = {"from", CM_COLUMN_TEXT},     [TO] = {"to", CM_COLUMN_TEXT},
    [KIND] = {"kind", CM_COLUMN_TEXT},     [ROLE] = {"role", CM_COLUMN_TEXT},
    [WEIGHT] = {"weight", CM_COLUMN_REAL}, [EDGE_YEAR] = {"year", CM_COLUMN_INTEGER}};

/* From the parent's place up or down, then along the child's row. */
static cm_status add_branch(cm_features *out, const cm_tree_node *from, const cm_tree_node *to)
{
    const double x[] = {from->x_mm, from->x_mm, to->x_mm};
    const double y[] = {from->y_mm, to->y_mm, to->y_mm};

    return cm_features_add_part(out, x, y, 3, false);
}

static cm_status add_edge(cm_features *out, const cm_tree *tree, const cm_links *links, size_t i)
{
    const cm_link *const link = &links->links[i];
    const cm_tree_node *const from = &tree->nodes[tree->index[link->from]];
    const cm_tree_node *const to = &tree->nodes[tree->index[link->to]];
    cm_table *const table = &out->table;
    cm_status status = cm_features_add_row(out);

    if (!status && tree->roles[i] == CM_TREE_BRANCH)
        status = add_branch(out, from, to);
    else if (!status)
        status = cm__links_add_line(out, (cm_point){from->x_mm, from->y_mm},
                                    (cm_point){to->x_mm, to->y_mm});
    if (!status)
        status = cm__links_set_words(table, links, link);
    if (!status)
        status = cm_table_set_text(table, i, ROLE, cm_tree_role_name(tree->roles[i]));
    if (status)
        return status;
    cm_table_set_real(table, i, WEIGHT, link->weight);
    cm__links_set_year(table, EDGE_YEAR, link->year);
    return CM_OK;
}

cm_status cm_tree_edges(cm_features *out, const cm_tree *tree, const cm_links *links)
{
    cm_features lines = {.geometry = CM_GEOMETRY_NONE};
    cm_status status = cm_features_init(&lines, CM_GEOMETRY_LINE, NULL);

    if (!status)
        status = cm__links_add_columns(&lines.table, edge_columns, EDGE_COLUMNS);
    for (size_t i = 0; i < links->count && !status; i++)
        status = add_edge(&lines, tree, links, i);
    if (status)
        goto done;
    *out = lines;
    lines = (cm_features){.geometry = CM_GEOMETRY_NONE};
done:
    cm_features_clear(&lines);
    return status;
}

/* The least of 1, 2, 5, 10, ... years that are 12 mm apart. */
static double step_of(const cm_tree *tree)
{
    static const double steps[] = {1, 2, 5};
    double scale = 1;

    for (size_t i = 0; scale < 1e9; i++) {
        if (i == 3) {
            i = 0;
            scale *= 10;
        }
        if (steps[i] * scale * tree->mm_per_year >= 12)
            return steps[i] * scale;
    }
    return scale;
}

static cm_status add_year(cm_features *out, const cm_tree *tree, double year)
{
    const double at = tree->left_mm + (year - tree->year_from) * tree->mm_per_year;
    const double x[] = {at, at}, y[] = {0, tree->height_mm};
    cm_status status = cm_features_add_row(out);

    if (!status)
        status = cm_features_add_part(out, x, y, 2, false);
    if (status)
        return status;
    cm__links_set_year(&out->table, 0, year);
    cm_table_set_real(&out->table, out->table.row_count - 1, 1, at);
    return CM_OK;
}

cm_status cm_tree_axis(cm_features *out, const cm_tree *tree)
{
    static const cm__links_column columns[] = {{"year", CM_COLUMN_INTEGER}, {"x", CM_COLUMN_REAL}};
    const double step = step_of(tree), first = ceil(tree->year_from / step) * step;
    cm_features lines = {.geometry = CM_GEOMETRY_NONE};
    cm_status status = cm_features_init(&lines, CM_GEOMETRY_LINE, NULL);

    if (!status)
        status = cm__links_add_columns(&lines.table, columns, 2);
    for (double year = first; tree->count > 0 && year <= tree->year_to && !status; year += step)
        status = add_year(&lines, tree, year);
    if (status)
        goto done;
    *out = lines;
    lines = (cm_features){.geometry = CM_GEOMETRY_NONE};
done:
    cm_features_clear(&lines);
    return status;
}
