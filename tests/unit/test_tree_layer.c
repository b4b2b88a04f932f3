/* test_tree_layer.c - tests layers/tree_layer.c. */
#include <clustermap/tree.h>

#include "tests/tree_fixture.h"

static const told rows[] = {{"a", "1976", "outside"}, {"b", "1990", "a"}, {"c", "1970", "a"}};

TEST(gives_nodes_edges_and_years)
{
    cm_links links = links_of_parents(rows, 3);
    cm_tree tree = {.nodes = NULL};
    cm_features nodes = {.geometry = CM_GEOMETRY_NONE}, edges = nodes, axis = nodes;

    CHECK(cm_tree_layout(&tree, &links, NULL) == CM_OK);
    CHECK(cm_tree_nodes(&nodes, &tree, &links) == CM_OK && nodes.table.row_count == 4);
    for (size_t i = 0; i < 4; i++) {
        CHECK(number_in(&nodes.table, i, "x") == tree.nodes[i].x_mm &&
              nodes.x[i] == tree.nodes[i].x_mm);
        CHECK(number_in(&nodes.table, i, "y") == tree.nodes[i].y_mm &&
              nodes.y[i] == tree.nodes[i].y_mm);
        CHECK(number_in(&nodes.table, i, "label_mm") == tree.nodes[i].label_mm);
        CHECK(number_in(&nodes.table, i, "tree") == (double)tree.nodes[i].tree + 1);
    }
    const size_t b = tree.index[1];
    CHECK(strcmp(text_in(&nodes.table, b, "name"), "b") == 0);
    CHECK(strcmp(text_in(&nodes.table, b, "parent"), "a") == 0);
    CHECK(strcmp(text_in(&nodes.table, b, "dating"), "given") == 0);
    CHECK(number_in(&nodes.table, b, "generation") == 2 &&
          number_in(&nodes.table, b, "year") == 1990);
    CHECK(number_in(&nodes.table, tree.index[3], "in_list") == 0 && !nodes.crs);

    CHECK(cm_tree_edges(&edges, &tree, &links) == CM_OK && edges.table.row_count == 3);
    CHECK(strcmp(text_in(&edges.table, 1, "role"), "branch") == 0);
    CHECK(strcmp(text_in(&edges.table, 2, "role"), "back") == 0);
    CHECK(edges.first_vertex[2] - edges.first_vertex[1] == 3);
    CHECK(edges.first_vertex[3] - edges.first_vertex[2] == 2);
    const size_t corner = edges.first_vertex[1] + 1; /* below the parent, in the child's row */
    CHECK(edges.x[corner] == tree.nodes[tree.index[0]].x_mm);
    CHECK(edges.y[corner] == tree.nodes[b].y_mm && edges.x[corner + 1] == tree.nodes[b].x_mm);

    CHECK(cm_tree_axis(&axis, &tree) == CM_OK && axis.table.row_count > 2);
    for (size_t i = 0; i < axis.table.row_count; i++) {
        const double x = number_in(&axis.table, i, "x"), year = number_in(&axis.table, i, "year");
        CHECK_NEAR(x, tree.left_mm + (year - tree.year_from) * tree.mm_per_year, 1e-9);
        CHECK(i == 0 || x - number_in(&axis.table, i - 1, "x") >= 12 - 1e-9);
        CHECK(axis.y[2 * i] == 0 && axis.y[2 * i + 1] == tree.height_mm);
    }
    cm_features_clear(&axis);
    cm_features_clear(&edges);
    cm_features_clear(&nodes);
    cm_tree_clear(&tree);
    cm_links_clear(&links);
}

TEST(names_what_it_tells)
{
    CHECK(strcmp(cm_tree_dating_name(CM_TREE_LINK), "link") == 0);
    CHECK(strcmp(cm_tree_dating_name(CM_TREE_UNKNOWN), "unknown") == 0);
    CHECK(strcmp(cm_tree_role_name(CM_TREE_CYCLE), "cycle") == 0);
}

TEST(gives_empty_layers_for_nobody)
{
    cm_links none = {.nodes = NULL};
    cm_tree tree = {.nodes = NULL};
    cm_features layer = {.geometry = CM_GEOMETRY_NONE};

    CHECK(cm_tree_layout(&tree, &none, NULL) == CM_OK);
    CHECK(cm_tree_nodes(&layer, &tree, &none) == CM_OK && layer.table.row_count == 0);
    cm_features_clear(&layer);
    CHECK(cm_tree_edges(&layer, &tree, &none) == CM_OK && layer.table.row_count == 0);
    cm_features_clear(&layer);
    CHECK(cm_tree_axis(&layer, &tree) == CM_OK && layer.table.row_count == 0);
    cm_features_clear(&layer);
    cm_tree_clear(&tree);
}

TEST_MAIN(RUN(gives_nodes_edges_and_years), RUN(names_what_it_tells),
          RUN(gives_empty_layers_for_nobody))
