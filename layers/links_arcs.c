/* links_arcs.c - for each node its neighbours along links, and the nodes that are on cycles. */
#include "layers/links_arcs.h"

#include "geo/base_memory.h"
#include "layers/links_step.h"
#include <string.h>

cm_status cm__arcs_build(cm__arcs *out, const cm_links *links, bool forward)
{
    const size_t nodes = links->node_count;
    cm_status status = cm__array_grow(&out->starts, nodes + 2, sizeof *out->starts);

    if (!status)
        status = cm__array_grow(&out->ends, links->count + 1, sizeof *out->ends);
    if (status)
        return status;
    memset(out->starts, 0, (nodes + 2) * sizeof *out->starts);
    for (size_t i = 0; i < links->count; i++)
        out->starts[(forward ? links->links[i].from : links->links[i].to) + 2]++;
    for (size_t i = 2; i < nodes + 2; i++)
        out->starts[i] += out->starts[i - 1];
    for (size_t i = 0; i < links->count; i++) {
        const cm_link *const link = &links->links[i];
        const size_t at = out->starts[(forward ? link->from : link->to) + 1]++;
        out->ends[at] = forward ? link->to : link->from;
    }
    return CM_OK;
}

void cm__arcs_clear(cm__arcs *arcs)
{
    cm__array_free(&arcs->starts);
    cm__array_free(&arcs->ends);
}

/* A walk that has its way back in an array, so that a line of a million does not end the program.
 */
typedef struct walk {
    const cm__arcs *children;
    size_t *index, *low, *next, *path, *open; /* index: order of meeting from 1, 0 unmet */
    size_t met, path_count, open_count, kept;
    cm__knots *knots;
} walk;

static void meet(walk *w, size_t node)
{
    w->index[node] = w->low[node] = ++w->met;
    w->next[node] = w->children->starts[node];
    w->path[w->path_count++] = node;
    w->open[w->open_count++] = node;
}

/* What was met since the node, and is still open, is one knot. */
static void close_knot(walk *w, size_t node)
{
    cm__knots *const knots = w->knots;
    size_t first = w->open_count;

    while (w->open[--first] != node)
        ;
    for (size_t i = first; i < w->open_count; i++) {
        knots->nodes[w->kept++] = w->open[i];
        knots->part[w->open[i]] = knots->count;
    }
    w->open_count = first;
    knots->starts[++knots->count] = w->kept;
}

/* Goes on to an unmet child, or back to the parent. */
static void step(walk *w)
{
    const size_t node = w->path[w->path_count - 1];

    while (w->next[node] < w->children->starts[node + 1]) {
        const size_t child = w->children->ends[w->next[node]++];
        if (w->index[child] == 0) {
            meet(w, child);
            return;
        }
        if (w->knots->part[child] == CM_ABSENT && w->index[child] < w->low[node])
            w->low[node] = w->index[child];
    }
    if (w->low[node] == w->index[node])
        close_knot(w, node);
    w->path_count--;
    if (w->path_count > 0) {
        const size_t parent = w->path[w->path_count - 1];
        if (w->low[node] < w->low[parent])
            w->low[parent] = w->low[node];
    }
}

static cm_status prepare(walk *w, size_t count)
{
    size_t **const arrays[] = {&w->index, &w->low,          &w->next,        &w->path,
                               &w->open,  &w->knots->nodes, &w->knots->part, &w->knots->starts};
    cm_status status = CM_OK;

    for (size_t i = 0; i < sizeof arrays / sizeof *arrays && !status; i++)
        status = cm__array_grow(arrays[i], count + 1, sizeof(size_t));
    if (status)
        return status;
    memset(w->index, 0, (count + 1) * sizeof *w->index);
    memset(w->knots->part, 0xff, (count + 1) * sizeof *w->knots->part); /* CM_ABSENT */
    w->knots->starts[0] = 0;
    return CM_OK;
}

cm_status cm__knots_find(cm__knots *out, const cm__arcs *children, size_t node_count,
                         const cm_progress *progress)
{
    walk w = {.children = children, .knots = out};
    cm_status status = prepare(&w, node_count);

    for (size_t node = 0; node < node_count && !status; node++) {
        if (w.index[node] == 0)
            meet(&w, node);
        while (w.path_count > 0 && !status) {
            status = cm__links_step(progress, w.met, node_count);
            step(&w);
        }
    }
    cm__array_free(&w.index);
    cm__array_free(&w.low);
    cm__array_free(&w.next);
    cm__array_free(&w.path);
    cm__array_free(&w.open);
    return status;
}

void cm__knots_clear(cm__knots *knots)
{
    cm__array_free(&knots->nodes);
    cm__array_free(&knots->starts);
    cm__array_free(&knots->part);
}
