/* test_links_measure.c - tests layers/links_measure.c. */
#include <clustermap/links.h>

#include "tests/links_fixture.h"

static cm_links_measures measure(const cm_links *links)
{
    cm_links_measures measures = {.node_count = 0};

    CHECK(cm_links_measure(&measures, links, NULL) == CM_OK);
    CHECK(measures.node_count == links->node_count);
    return measures;
}

/* Degree and component of igraph. */
static void compare_with_igraph(const char *edges, const char *nodes)
{
    static double from[GOLDEN_MAX], to[GOLDEN_MAX], degree[GOLDEN_MAX], component[GOLDEN_MAX];
    static size_t pairs[GOLDEN_MAX][2];
    const size_t count = golden_column(from, edges, "from");

    if (count == 0)
        return;
    CHECK(golden_column(to, edges, "to") == count);
    const size_t node_count = golden_column(degree, nodes, "degree");
    CHECK(golden_column(component, nodes, "component") == node_count && node_count > 0);
    for (size_t i = 0; i < count; i++) {
        pairs[i][0] = (size_t)from[i] - 1;
        pairs[i][1] = (size_t)to[i] - 1;
    }
    cm_links links = links_of_pairs(node_count, (const size_t(*)[2])pairs, count);
    cm_links_measures measures = measure(&links);
    CHECK(links.count == count && links.node_count == node_count);
    for (size_t i = 0; i < node_count; i++) {
        CHECK((double)(measures.degree_in[i] + measures.degree_out[i]) == degree[i]);
        CHECK((double)measures.component[i] + 1 == component[i]);
        CHECK(measures.component_size[i] == node_count);
    }
    CHECK(measures.component_count == 1);
    cm_links_measures_clear(&measures);
    cm_links_clear(&links);
}

TEST(gives_the_degrees_and_components_of_igraph)
{
    compare_with_igraph("graph_kite_edges.csv", "graph_kite_nodes.csv");
    compare_with_igraph("graph_zachary_edges.csv", "graph_zachary_nodes.csv");
}

TEST(counts_generations_and_descendants_of_a_family)
{
    static const told rows[] = {{"root", "", ""},    {"a", "", "root"}, {"b", "", "root"},
                                {"a1", "", "a"},     {"a11", "", "a1"}, {"alone", "", ""},
                                {"x", "", "outside"}};
    const size_t generations[] = {0, 1, 1, 2, 3, 0, 1, 0}, descendants[] = {4, 2, 0, 1, 0, 0, 0, 1};
    const size_t components[] = {0, 0, 0, 0, 0, 1, 2, 2}, sizes[] = {5, 5, 5, 5, 5, 1, 2, 2};
    cm_links links = links_of_parents(rows, 7);
    cm_links_measures measures = measure(&links);

    CHECK(memcmp(measures.generation, generations, sizeof generations) == 0);
    CHECK(memcmp(measures.descendants, descendants, sizeof descendants) == 0);
    CHECK(memcmp(measures.component, components, sizeof components) == 0);
    CHECK(memcmp(measures.component_size, sizes, sizeof sizes) == 0);
    CHECK(measures.component_count == 3 && measures.cycle_count == 0);
    cm_links_measures_clear(&measures);
    cm_links_clear(&links);
}

TEST(reports_cycles_in_their_order)
{
    static const told rows[] = {{"a", "", "c"}, {"b", "", "a"}, {"c", "", "b"},
                                {"d", "", "c"}, {"e", "", ""},  {"f", "", "e"}};
    cm_links links = links_of_parents(rows, 6);
    cm_links_measures measures = measure(&links);

    CHECK(measures.cycle_count == 1 && measures.cycle_starts[1] == 3);
    for (size_t i = 0; i < 3; i++) {
        CHECK(measures.cycle_nodes[i] == i);
        CHECK(measures.generation[i] == CM_ABSENT && measures.descendants[i] == 3);
    }
    CHECK(measures.generation[3] == CM_ABSENT); /* under a cycle */
    CHECK(measures.generation[4] == 0 && measures.generation[5] == 1);
    cm_links_measures_clear(&measures);
    cm_links_clear(&links);
}

enum { NODES = 10, LINKS = 16 };

/* The longest way from a root, by the definition; CM_ABSENT where there is a cycle above. */
static size_t generation_of(const cm_links *links, size_t node, size_t depth)
{
    size_t generation = 0;

    if (depth > NODES)
        return CM_ABSENT;
    for (size_t i = 0; i < links->count; i++) {
        if (links->links[i].to != node)
            continue;
        const size_t above = generation_of(links, links->links[i].from, depth + 1);
        if (above == CM_ABSENT)
            return CM_ABSENT;
        generation = above + 1 > generation ? above + 1 : generation;
    }
    return generation;
}

static size_t descendants_of(const cm_links *links, size_t node)
{
    bool seen[NODES] = {false};
    size_t count = 0;

    for (bool grows = true; grows;) {
        grows = false;
        for (size_t i = 0; i < links->count; i++) {
            const cm_link *const link = &links->links[i];
            if ((link->from == node || seen[link->from]) && !seen[link->to])
                grows = seen[link->to] = true;
        }
    }
    for (size_t i = 0; i < NODES; i++)
        count += i != node && seen[i];
    return count;
}

TEST(agrees_with_the_definitions_on_any_links)
{
    uint64_t seed = 11;

    for (int round = 0; round < 400; round++) {
        const bool is_acyclic = round % 2 == 0;
        size_t pairs[LINKS][2];
        for (size_t i = 0; i < LINKS; i++) {
            const size_t a = (size_t)(random_share(&seed) * NODES);
            const size_t b = (size_t)(random_share(&seed) * NODES);
            pairs[i][0] = is_acyclic && a > b ? b : a;
            pairs[i][1] = is_acyclic && a > b ? a : b;
        }
        cm_links links = links_of_pairs(NODES, (const size_t(*)[2])pairs, (size_t)round % LINKS);
        cm_links_measures measures = measure(&links);
        for (size_t i = 0; i < NODES; i++) {
            CHECK(measures.generation[i] == generation_of(&links, i, 0));
            CHECK(measures.descendants[i] == descendants_of(&links, i));
        }
        CHECK(!is_acyclic || measures.cycle_count == 0);
        cm_links_measures_clear(&measures);
        cm_links_clear(&links);
    }
}

TEST(takes_a_line_of_a_hundred_thousand_and_none)
{
    enum { LONG = 100000 };
    static size_t pairs[LONG][2];
    cm_links none = {.nodes = NULL};
    cm_links_measures measures = measure(&none);

    cm_links_measures_clear(&measures);
    for (size_t i = 0; i + 1 < LONG; i++) {
        pairs[i][0] = i;
        pairs[i][1] = i + 1;
    }
    cm_links links = links_of_pairs(LONG, (const size_t(*)[2])pairs, LONG - 1);
    measures = measure(&links);
    CHECK(measures.generation[LONG - 1] == LONG - 1 && measures.descendants[0] == LONG - 1);
    cm_links_measures_clear(&measures);
    const cm_progress stop = {.step = stop_at_once};
    CHECK(cm_links_measure(&measures, &links, &stop) == CM_ERR_STOPPED && !measures.degree_in);
    cm_links_clear(&links);
}

TEST_MAIN(RUN(gives_the_degrees_and_components_of_igraph),
          RUN(counts_generations_and_descendants_of_a_family), RUN(reports_cycles_in_their_order),
          RUN(agrees_with_the_definitions_on_any_links),
          RUN(takes_a_line_of_a_hundred_thousand_and_none))
