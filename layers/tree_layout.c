/* tree_layout.c - the layout of a family tree along the years. */
#include <clustermap/tree.h>

#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "layers/tree_forest.h"
#include "layers/tree_pack.h"
#include <math.h>
#include <string.h>

const char *cm_tree_dating_name(cm_tree_dating dating)
{
    static const char *const names[CM_TREE_DATING_COUNT] = {"given", "link",   "between",
                                                            "after", "before", "unknown"};

    return names[dating];
}

const char *cm_tree_role_name(cm_tree_role role)
{
    static const char *const names[CM_TREE_ROLE_COUNT] = {"branch", "second", "back", "cycle"};

    return names[role];
}

static cm_status check_one(const char *what, double value, double low, double high)
{
    if (value >= low && value <= high)
        return CM_OK;
    return cm__fail(CM_ERR_DOMAIN, "%s of %g mm is not within %g..%g", what, value, low, high);
}

static cm_status check_options(const cm_tree_options *options)
{
    cm_status status = check_one("a width", options->width_mm, 20, 100000);

    if (!status)
        status = check_one("a row", options->row_mm, 0.1, 1000);
    if (!status)
        status = check_one("a gap", options->gap_mm, 0.01, 1000);
    if (!status)
        status = check_one("a letter", options->letter_mm, 0.1, 100);
    return status;
}

/* A letter of ASCII is about half as wide as it is high, and so is half-width katakana; the marker
 * before the name and the space behind it take a letter each. */
static double estimate_mm(const char *name, double letter_mm)
{
    double letters = 2;

    for (const char *c = name; *c; c++) {
        if (((unsigned char)*c & 0xC0) == 0x80) /* goes on with a character */
            continue;
        const bool is_half = (unsigned char)*c < 0x80 || strncmp(c, "\xEF\xBD", 2) == 0;
        letters += is_half ? 0.55 : 1;
    }
    return letters * letter_mm;
}

static cm_status take_nodes(cm_tree *tree, const cm__forest *forest, const cm_links *links,
                            const cm_tree_options *options)
{
    cm_status status = cm__array_grow(&tree->nodes, forest->count + 1, sizeof *tree->nodes);

    if (!status)
        status = cm__array_grow(&tree->index, links->node_count + 1, sizeof *tree->index);
    for (size_t i = 0; i < links->node_count && !status; i++)
        tree->index[i] = CM_ABSENT;
    for (size_t i = 0; i < forest->count && !status; i++) {
        const size_t node = forest->order[i], above = forest->parent[node];
        const size_t parent = above == CM_ABSENT ? CM_ABSENT : tree->index[above];
        const bool is_root = parent == CM_ABSENT;
        const double label_mm = options->label_mm
                                    ? options->label_mm[node]
                                    : estimate_mm(links->nodes[node].name, options->letter_mm);
        if (!(label_mm >= 0 && label_mm < 1e6))
            return cm__fail(CM_ERR_DOMAIN, "a name's length of %g mm is not within 0..1e6",
                            label_mm);
        tree->index[node] = i;
        tree->nodes[i] =
            (cm_tree_node){.node = node,
                           .parent = parent,
                           .tree = is_root ? tree->tree_count++ : tree->nodes[parent].tree,
                           .generation = is_root ? 0 : tree->nodes[parent].generation + 1,
                           .year = forest->year[node],
                           .dating = forest->dating[node],
                           .label_mm = label_mm};
        tree->count++;
    }
    return status;
}

/* As many millimetres a year as let every name end within the width; a name that leaves no room at
 * all may reach beyond it. */
static void fit_years(cm_tree *tree, const cm__forest *forest, const cm_tree_options *options)
{
    const double width_mm = options->width_mm - options->letter_mm;

    tree->left_mm = options->letter_mm;
    tree->year_from = floor(forest->year_min);
    tree->year_to = fmax(ceil(forest->year_max), tree->year_from + 1);
    tree->mm_per_year = width_mm / (tree->year_to - tree->year_from);
    const double least = tree->mm_per_year / 4;
    for (size_t i = 0; i < tree->count; i++) {
        const cm_tree_node *const node = &tree->nodes[i];
        if (node->year > tree->year_from)
            tree->mm_per_year = fmin(tree->mm_per_year,
                                     (width_mm - node->label_mm) / (node->year - tree->year_from));
    }
    tree->mm_per_year = fmax(tree->mm_per_year, least);
}

static void set_x(cm_tree *tree, const cm_tree_options *options)
{
    for (size_t i = 0; i < tree->count; i++) {
        cm_tree_node *const node = &tree->nodes[i];
        node->x_mm = tree->left_mm + (node->year - tree->year_from) * tree->mm_per_year;
        if (node->parent != CM_ABSENT)
            node->x_mm = fmax(node->x_mm, tree->nodes[node->parent].x_mm + options->gap_mm);
        tree->width_mm = fmax(tree->width_mm, node->x_mm + node->label_mm);
    }
}

static cm_status set_y(cm_tree *tree, const cm_tree_options *options)
{
    size_t *rows = NULL, row_count = 0;
    cm_status status = cm__array_grow(&rows, tree->count + 1, sizeof *rows);

    if (!status)
        status = cm__forest_pack(rows, &row_count, tree, &options->progress);
    tree->height_mm = (double)row_count * options->row_mm;
    for (size_t i = 0; i < tree->count && !status; i++)
        tree->nodes[i].y_mm = tree->height_mm - ((double)rows[i] + 0.5) * options->row_mm;
    cm__array_free(&rows);
    return status;
}

cm_status cm_tree_layout(cm_tree *out, const cm_links *links, const cm_tree_options *options)
{
    static const cm_tree_options defaults = CM_TREE_OPTIONS_INIT;
    cm__forest forest = {.parent = NULL};
    cm_tree tree = {.nodes = NULL};
    cm_status status;

    if (!options)
        options = &defaults;
    status = check_options(options);
    if (!status)
        status = cm__forest_grow(&forest, links);
    if (!status)
        status = take_nodes(&tree, &forest, links, options);
    if (status)
        goto done;
    fit_years(&tree, &forest, options);
    set_x(&tree, options);
    status = set_y(&tree, options);
    if (status)
        goto done;
    tree.roles = forest.roles;
    forest.roles = NULL;
    *out = tree;
    tree = (cm_tree){.nodes = NULL};
done:
    cm_tree_clear(&tree);
    cm__forest_clear(&forest);
    return status;
}

void cm_tree_clear(cm_tree *tree)
{
    if (!tree)
        return;
    cm__array_free(&tree->nodes);
    cm__array_free(&tree->index);
    cm__array_free(&tree->roles);
    *tree = (cm_tree){.nodes = NULL};
}
