/* test_tree_pack.c - tests layers/tree_pack.c. */
#include "layers/tree_pack.h"

#include "tests/tree_fixture.h"

/* Nodes of x, label and parent, level by level. */
static void pack(size_t *rows, size_t *row_count, cm_tree_node *nodes, size_t count)
{
    const cm_tree tree = {.nodes = nodes, .count = count};
    const cm_progress nobody = {.step = NULL};

    CHECK(cm__forest_pack(rows, row_count, &tree, &nobody) == CM_OK);
}

static cm_tree_node node(double x_mm, double label_mm, size_t parent)
{
    return (cm_tree_node){.x_mm = x_mm, .label_mm = label_mm, .parent = parent};
}

TEST(puts_a_parent_in_the_middle_of_its_children)
{
    cm_tree_node nodes[] = {node(0, 10, CM_ABSENT), node(5, 10, 0), node(6, 10, 0), node(7, 10, 0),
                            node(8, 10, 0)};
    const size_t want[] = {2, 0, 1, 3, 4};
    size_t rows[5], count;

    pack(rows, &count, nodes, 5);
    CHECK(count == 5 && memcmp(rows, want, sizeof want) == 0);
    pack(rows, &count, nodes, 1);
    CHECK(count == 1 && rows[0] == 0);
    pack(rows, &count, nodes, 0);
    CHECK(count == 0);
}

TEST(stacks_trees_with_a_row_between)
{
    cm_tree_node nodes[] = {node(0, 10, CM_ABSENT), node(50, 10, CM_ABSENT), node(5, 10, 0)};
    const size_t want[] = {0, 3, 1};
    size_t rows[3], count;

    pack(rows, &count, nodes, 3);
    CHECK(count == 4 && memcmp(rows, want, sizeof want) == 0);
}

/* What hangs late on the first child reaches under the short names of what comes before it. */
TEST(lets_subtrees_share_rows)
{
    cm_tree_node nodes[] = {node(0, 1, CM_ABSENT), node(10, 1, 0), node(2, 1, 0),
                            node(50, 5, 1),        node(51, 5, 1), node(52, 5, 1)};
    const size_t want[] = {2, 1, 3, 0, 2, 3};
    size_t rows[6], count;

    pack(rows, &count, nodes, 6);
    CHECK(count == 4 && memcmp(rows, want, sizeof want) == 0);
}

TEST(stops_when_asked)
{
    cm_tree_node nodes[] = {node(0, 1, CM_ABSENT)};
    const cm_tree tree = {.nodes = nodes, .count = 1};
    const cm_progress stop = {.step = stop_at_once};
    size_t row, count;

    CHECK(cm__forest_pack(&row, &count, &tree, &stop) == CM_ERR_STOPPED);
}

TEST_MAIN(RUN(puts_a_parent_in_the_middle_of_its_children), RUN(stacks_trees_with_a_row_between),
          RUN(lets_subtrees_share_rows), RUN(stops_when_asked))
