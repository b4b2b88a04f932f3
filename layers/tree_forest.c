/* tree_forest.c - of links the branches that make trees, and the years of what stands on them. */
#include "layers/tree_forest.h"

#include "geo/base_memory.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A year that is not known lies so many steps from one that is. */
enum { STEPS = 24 };

/* A node in the order of the years. */
typedef struct dated {
    double year;
    size_t node;
} dated;

typedef struct growing {
    const cm_links *links;
    cm__forest *forest;
    size_t *set;    /* of trees that are joined */
    size_t *branch; /* the link to each node's parent */
    bool *is_linked;
    size_t *starts; /* where each node's children begin among `hung` */
    size_t *hung;
    dated *list;
    double *date;  /* the founding year, else that of the link to the parent; NaN if unknown */
    double *upper; /* the year of the nearest descendant whose year is known; INFINITY: none */
    size_t *steps; /* how many branches it is away */
    bool *has_low; /* an ancestor's year is known */
} growing;

static double founded(const growing *g, size_t node)
{
    return g->links->nodes[node].founded;
}

static cm_status make_arrays(growing *g)
{
    const size_t nodes = g->links->node_count + 2;
    cm__forest *const f = g->forest;
    size_t **const arrays[] = {&g->set,   &g->branch, &g->starts, &g->hung,
                               &g->steps, &f->parent, &f->order};
    cm_status status = cm__array_grow(&f->roles, g->links->count + 1, sizeof *f->roles);

    for (size_t i = 0; i < sizeof arrays / sizeof *arrays && !status; i++)
        status = cm__array_grow(arrays[i], nodes, sizeof(size_t));
    if (!status)
        status = cm__array_grow(&g->is_linked, nodes, sizeof *g->is_linked);
    if (!status)
        status = cm__array_grow(&g->has_low, nodes, sizeof *g->has_low);
    if (!status)
        status = cm__array_grow(&g->list, nodes, sizeof *g->list);
    if (!status)
        status = cm__array_grow(&g->date, nodes, sizeof *g->date);
    if (!status)
        status = cm__array_grow(&g->upper, nodes, sizeof *g->upper);
    if (!status)
        status = cm__array_grow(&f->year, nodes, sizeof *f->year);
    if (!status)
        status = cm__array_grow(&f->dating, nodes, sizeof *f->dating);
    for (size_t i = 0; i < g->links->node_count && !status; i++) {
        g->set[i] = i;
        f->parent[i] = g->branch[i] = CM_ABSENT;
        g->is_linked[i] = g->has_low[i] = false;
        f->dating[i] = CM_TREE_UNKNOWN;
        g->date[i] = founded(g, i);
        f->year[i] = NAN;
    }
    return status;
}

static size_t set_of(size_t *set, size_t node)
{
    while (set[node] != node)
        node = set[node] = set[set[node]];
    return node;
}

static cm_tree_role role_of(growing *g, const cm_link *link)
{
    if (founded(g, link->from) > founded(g, link->to))
        return CM_TREE_BACK;
    if (g->forest->parent[link->to] != CM_ABSENT)
        return CM_TREE_SECOND;
    return set_of(g->set, link->from) == set_of(g->set, link->to) ? CM_TREE_CYCLE : CM_TREE_BRANCH;
}

static void choose_branches(growing *g)
{
    for (size_t i = 0; i < g->links->count; i++) {
        const cm_link *const link = &g->links->links[i];
        g->forest->roles[i] = role_of(g, link);
        g->is_linked[link->from] = g->is_linked[link->to] = true;
        if (g->forest->roles[i] != CM_TREE_BRANCH)
            continue;
        g->forest->parent[link->to] = link->from;
        g->branch[link->to] = i;
        g->set[set_of(g->set, link->to)] = set_of(g->set, link->from);
    }
}

/* The nodes of the list level by level, those of one parent in the order of the list. */
static void hang(growing *g, size_t count)
{
    cm__forest *const f = g->forest;

    memset(g->starts, 0, (g->links->node_count + 2) * sizeof *g->starts);
    f->root_count = 0;
    for (size_t i = 0; i < count; i++) {
        const size_t parent = f->parent[g->list[i].node];
        if (parent == CM_ABSENT)
            f->order[f->root_count++] = g->list[i].node;
        else
            g->starts[parent + 2]++;
    }
    for (size_t i = 2; i < g->links->node_count + 2; i++)
        g->starts[i] += g->starts[i - 1];
    for (size_t i = 0; i < count; i++)
        if (f->parent[g->list[i].node] != CM_ABSENT)
            g->hung[g->starts[f->parent[g->list[i].node] + 1]++] = g->list[i].node;
    f->count = f->root_count;
    for (size_t i = 0; i < f->count; i++)
        for (size_t k = g->starts[f->order[i]]; k < g->starts[f->order[i] + 1]; k++)
            f->order[f->count++] = g->hung[k];
}

/* A branch across members of unknown years may still lead back in time: it is cut. A link's year
 * stands for an unknown one unless it does so too. upper is not yet in use and holds the latest
 * year above. */
static void cut_back(growing *g)
{
    cm__forest *const f = g->forest;

    for (size_t i = 0; i < f->count; i++) {
        const size_t node = f->order[i], parent = f->parent[node];
        double low = parent == CM_ABSENT ? -INFINITY : g->upper[parent];
        if (founded(g, node) < low) {
            f->roles[g->branch[node]] = CM_TREE_BACK;
            f->parent[node] = CM_ABSENT;
            low = -INFINITY;
        } else if (parent != CM_ABSENT && isnan(g->date[node]) &&
                   g->links->links[g->branch[node]].year >= low) {
            g->date[node] = g->links->links[g->branch[node]].year;
        }
        g->has_low[node] = low > -INFINITY;
        g->upper[node] = g->date[node] > low ? g->date[node] : low;
    }
}

/* From the last level up: what bounds each node from below it. */
static void find_upper(growing *g)
{
    const cm__forest *const f = g->forest;

    for (size_t i = 0; i < f->count; i++) {
        g->upper[f->order[i]] = INFINITY;
        g->steps[f->order[i]] = 0;
    }
    for (size_t i = f->count; i-- > 0;) {
        const size_t node = f->order[i], parent = f->parent[node];
        const bool is_known = !isnan(g->date[node]);
        const double year = is_known ? g->date[node] : g->upper[node];
        const size_t steps = is_known ? 1 : g->steps[node] + 1;
        if (parent == CM_ABSENT || !(year <= g->upper[parent]) || !isfinite(year))
            continue;
        if (year < g->upper[parent] || steps > g->steps[parent])
            g->steps[parent] = steps;
        g->upper[parent] = year;
    }
}

/* A root that no branch bounds: it was there before what else it led to. */
static void bound_roots(growing *g)
{
    for (size_t i = 0; i < g->links->count; i++) {
        const cm_link *const link = &g->links->links[i];
        const size_t from = link->from;
        if (g->forest->roles[i] != CM_TREE_SECOND || g->forest->parent[from] != CM_ABSENT ||
            !(g->steps[from] <= 1) || !(g->date[link->to] < g->upper[from]))
            continue;
        g->upper[from] = g->date[link->to];
        g->steps[from] = 1;
    }
}

static void find_range(const growing *g, double *first, double *last)
{
    *first = INFINITY;
    *last = -INFINITY;
    for (size_t i = 0; i < g->forest->count; i++) {
        const double year = g->date[g->forest->order[i]];
        if (isnan(year))
            continue;
        *first = fmin(*first, year);
        *last = fmax(*last, year);
    }
    if (!(*first <= *last))
        *first = *last = 0;
}

/* Where a node of unknown year is placed, its parent being placed. */
static double place(const growing *g, size_t node, double first, double step)
{
    const size_t parent = g->forest->parent[node];
    const double upper = g->upper[node], steps = (double)g->steps[node];

    if (parent == CM_ABSENT)
        return isfinite(upper) ? upper - step * steps : first;
    if (!isfinite(upper))
        return g->forest->year[parent] + step;
    return g->forest->year[parent] + (upper - g->forest->year[parent]) / (steps + 1);
}

static void date(growing *g)
{
    cm__forest *const f = g->forest;
    double first, last;

    find_range(g, &first, &last);
    const double step = fmax(1, (last - first) / STEPS);
    for (size_t i = 0; i < f->count; i++) {
        const size_t node = f->order[i];
        const bool has_upper = isfinite(g->upper[node]);
        if (isnan(g->date[node])) {
            f->year[node] = place(g, node, first, step);
            f->dating[node] = g->has_low[node] ? (has_upper ? CM_TREE_BETWEEN : CM_TREE_AFTER)
                                               : (has_upper ? CM_TREE_BEFORE : CM_TREE_UNKNOWN);
        } else {
            f->year[node] = g->date[node];
            f->dating[node] = isnan(founded(g, node)) ? CM_TREE_LINK : CM_TREE_GIVEN;
        }
        f->year_min = i ? fmin(f->year_min, f->year[node]) : f->year[node];
        f->year_max = i ? fmax(f->year_max, f->year[node]) : f->year[node];
    }
}

static int compare(const void *a, const void *b)
{
    const dated *const one = a, *const two = b;

    if (one->year != two->year)
        return one->year < two->year ? -1 : 1;
    return one->node < two->node ? -1 : one->node > two->node;
}

/* By year, then by row. */
static void sort_by_year(growing *g)
{
    const cm__forest *const f = g->forest;

    for (size_t i = 0; i < f->count; i++)
        g->list[i] = (dated){f->year[f->order[i]], f->order[i]};
    qsort(g->list, f->count, sizeof *g->list, compare);
}

cm_status cm__forest_grow(cm__forest *out, const cm_links *links)
{
    growing g = {.links = links, .forest = out};
    size_t count = 0;
    cm_status status = make_arrays(&g);

    if (!status) {
        choose_branches(&g);
        for (size_t i = 0; i < links->node_count; i++)
            if (g.is_linked[i])
                g.list[count++].node = i;
        hang(&g, count);
        cut_back(&g);
        find_upper(&g);
        bound_roots(&g);
        date(&g);
        sort_by_year(&g);
        hang(&g, count);
    }
    cm__array_free(&g.set);
    cm__array_free(&g.branch);
    cm__array_free(&g.starts);
    cm__array_free(&g.hung);
    cm__array_free(&g.steps);
    cm__array_free(&g.is_linked);
    cm__array_free(&g.has_low);
    cm__array_free(&g.list);
    cm__array_free(&g.date);
    cm__array_free(&g.upper);
    return status;
}

void cm__forest_clear(cm__forest *forest)
{
    cm__array_free(&forest->parent);
    cm__array_free(&forest->roles);
    cm__array_free(&forest->year);
    cm__array_free(&forest->dating);
    cm__array_free(&forest->order);
    *forest = (cm__forest){.parent = NULL};
}
