/* links_measure.c - degree, components, generation and descendants of linked members. */
#include <clustermap/links.h>

#include "geo/base_memory.h"
#include "layers/links_arcs.h"
#include "layers/links_step.h"
#include <string.h>

typedef struct measuring {
    const cm_links *links;
    cm_progress progress;
    cm__arcs children, parents;
    cm__knots knots;
    /* Of each knot: */
    size_t *seen;          /* the last search or parent that came by, from 1 */
    size_t *parents_count; /* other knots that lead to it */
    size_t *reach;         /* nodes that its nodes lead to outside it */
    size_t *queue;
    bool *is_tree; /* nothing below it has two parents */
    cm_links_measures out;
} measuring;

static cm_status make_arrays(measuring *m)
{
    cm_links_measures *const out = &m->out;
    const size_t count = m->links->node_count;
    size_t **const arrays[] = {&out->degree_in,  &out->degree_out,     &out->component,
                               &out->generation, &out->component_size, &out->descendants,
                               &m->seen,         &m->parents_count,    &m->reach,
                               &m->queue};
    cm_status status = cm__array_grow(&m->is_tree, count + 1, sizeof *m->is_tree);

    for (size_t i = 0; i < sizeof arrays / sizeof *arrays && !status; i++) {
        status = cm__array_grow(arrays[i], count + 1, sizeof(size_t));
        if (!status)
            memset(*arrays[i], 0, (count + 1) * sizeof(size_t));
    }
    if (!status)
        status = cm__arcs_build(&m->children, m->links, true);
    if (!status)
        status = cm__arcs_build(&m->parents, m->links, false);
    if (!status)
        status = cm__knots_find(&m->knots, &m->children, count, &m->progress);
    out->node_count = count;
    return status;
}

static void count_degrees(measuring *m)
{
    for (size_t i = 0; i < m->links->count; i++) {
        m->out.degree_in[m->links->links[i].to]++;
        m->out.degree_out[m->links->links[i].from]++;
    }
}

/* The first node of a set, with the way to it halved. */
static size_t set_of(size_t *set, size_t node)
{
    while (set[node] != node)
        node = set[node] = set[set[node]];
    return node;
}

/* queue, not yet in use, holds the sets; a set is called after its first node. */
static void find_components(measuring *m)
{
    cm_links_measures *const out = &m->out;
    size_t *const set = m->queue, count = out->node_count;

    for (size_t i = 0; i < count; i++)
        set[i] = i;
    for (size_t i = 0; i < m->links->count; i++) {
        const size_t a = set_of(set, m->links->links[i].from);
        const size_t b = set_of(set, m->links->links[i].to);
        set[a < b ? b : a] = a < b ? a : b;
    }
    for (size_t i = 0; i < count; i++) {
        const size_t first = set_of(set, i);
        out->component[i] = first == i ? out->component_count++ : out->component[first];
        out->component_size[first]++;
    }
    for (size_t i = 0; i < count; i++)
        out->component_size[i] = out->component_size[set_of(set, i)];
}

static size_t size_of(const measuring *m, size_t knot)
{
    return m->knots.starts[knot + 1] - m->knots.starts[knot];
}

/* Of a node whose parents have theirs. */
static size_t generation_of(const measuring *m, size_t node)
{
    size_t generation = 0;

    for (size_t i = m->parents.starts[node]; i < m->parents.starts[node + 1]; i++) {
        const size_t of_parent = m->out.generation[m->parents.ends[i]];
        if (of_parent == CM_ABSENT)
            return CM_ABSENT;
        if (of_parent + 1 > generation)
            generation = of_parent + 1;
    }
    return generation;
}

/* Knots stand before those that lead to them: so from the last to the first. */
static void find_generations(measuring *m)
{
    for (size_t knot = m->knots.count; knot-- > 0;) {
        const size_t *const nodes = m->knots.nodes + m->knots.starts[knot];
        if (size_of(m, knot) == 1)
            m->out.generation[nodes[0]] = generation_of(m, nodes[0]);
        else
            for (size_t i = 0; i < size_of(m, knot); i++)
                m->out.generation[nodes[i]] = CM_ABSENT;
    }
}

/* Puts the knots that a knot leads to, and that were not seen since mark, at queue + count. */
static size_t queue_children(measuring *m, size_t knot, size_t count, size_t mark)
{
    for (size_t n = m->knots.starts[knot]; n < m->knots.starts[knot + 1]; n++) {
        const size_t node = m->knots.nodes[n];
        for (size_t i = m->children.starts[node]; i < m->children.starts[node + 1]; i++) {
            const size_t other = m->knots.part[m->children.ends[i]];
            if (other == knot || m->seen[other] == mark)
                continue;
            m->seen[other] = mark;
            m->queue[count++] = other;
        }
    }
    return count;
}

static size_t search(measuring *m, size_t knot)
{
    const size_t mark = m->knots.count + 1 + knot;
    size_t nodes = 0, count = queue_children(m, knot, 0, mark);

    for (size_t i = 0; i < count; i++) {
        nodes += size_of(m, m->queue[i]);
        count = queue_children(m, m->queue[i], count, mark);
    }
    return nodes;
}

/* How many nodes a knot leads to, those that it leads to having theirs. Below one child, and below
 * several whose descendants never meet, they add up; else they are searched. */
static void find_reach(measuring *m, size_t knot)
{
    const size_t count = queue_children(m, knot, 0, knot + 1);
    size_t sum = 0;

    m->is_tree[knot] = true;
    for (size_t i = 0; i < count; i++) {
        const size_t child = m->queue[i];
        sum += size_of(m, child) + m->reach[child];
        if (!m->is_tree[child] || m->parents_count[child] != 1)
            m->is_tree[knot] = false;
    }
    m->reach[knot] = count <= 1 || m->is_tree[knot] ? sum : search(m, knot);
}

static cm_status find_descendants(measuring *m)
{
    const size_t knots = m->knots.count;
    cm_status status = CM_OK;

    for (size_t knot = 0; knot < knots; knot++) {
        const size_t count = queue_children(m, knot, 0, knot + 1);
        for (size_t i = 0; i < count; i++)
            m->parents_count[m->queue[i]]++;
    }
    memset(m->seen, 0, knots * sizeof *m->seen);
    for (size_t knot = 0; knot < knots && !status; knot++) {
        if (m->progress.step &&
            !m->progress.step(m->progress.context, (double)knot / (double)knots))
            status = cm__fail(CM_ERR_STOPPED, "the links were stopped");
        find_reach(m, knot);
        for (size_t n = m->knots.starts[knot]; n < m->knots.starts[knot + 1]; n++)
            m->out.descendants[m->knots.nodes[n]] = m->reach[knot] + size_of(m, knot) - 1;
    }
    return status;
}

static cm_status keep_cycles(measuring *m)
{
    cm_links_measures *const out = &m->out;
    size_t nodes = 0, capacity = 0, start_capacity = 0;
    cm_status status =
        cm__array_reserve(&out->cycle_starts, 0, &start_capacity, sizeof *out->cycle_starts);

    if (!status)
        out->cycle_starts[0] = 0;
    for (size_t knot = m->knots.count; knot-- > 0 && !status;) {
        if (size_of(m, knot) < 2)
            continue;
        for (size_t n = m->knots.starts[knot]; n < m->knots.starts[knot + 1] && !status; n++) {
            status =
                cm__array_reserve(&out->cycle_nodes, nodes, &capacity, sizeof *out->cycle_nodes);
            if (!status)
                out->cycle_nodes[nodes++] = m->knots.nodes[n];
        }
        if (!status)
            status = cm__array_reserve(&out->cycle_starts, out->cycle_count + 1, &start_capacity,
                                       sizeof *out->cycle_starts);
        if (!status)
            out->cycle_starts[++out->cycle_count] = nodes;
    }
    return status;
}

cm_status cm_links_measure(cm_links_measures *out, const cm_links *links,
                           const cm_progress *progress)
{
    measuring m = {.links = links};
    cm_status status;

    if (progress)
        m.progress = *progress;
    status = make_arrays(&m);
    if (status)
        goto done;
    count_degrees(&m);
    find_components(&m);
    find_generations(&m);
    status = find_descendants(&m);
    if (!status)
        status = keep_cycles(&m);
    if (status)
        goto done;
    *out = m.out;
    m.out = (cm_links_measures){0};
done:
    cm_links_measures_clear(&m.out);
    cm__arcs_clear(&m.children);
    cm__arcs_clear(&m.parents);
    cm__knots_clear(&m.knots);
    cm__array_free(&m.seen);
    cm__array_free(&m.parents_count);
    cm__array_free(&m.reach);
    cm__array_free(&m.queue);
    cm__array_free(&m.is_tree);
    return status;
}

void cm_links_measures_clear(cm_links_measures *measures)
{
    if (!measures)
        return;
    cm__array_free(&measures->degree_in);
    cm__array_free(&measures->degree_out);
    cm__array_free(&measures->component);
    cm__array_free(&measures->component_size);
    cm__array_free(&measures->generation);
    cm__array_free(&measures->descendants);
    cm__array_free(&measures->cycle_nodes);
    cm__array_free(&measures->cycle_starts);
    *measures = (cm_links_measures){0};
}
