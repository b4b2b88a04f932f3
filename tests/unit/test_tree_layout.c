/* test_tree_layout.c - tests layers/tree_layout.c. */
#include <clustermap/tree.h>

#include "tests/tree_fixture.h"

static cm_tree layout(const cm_links *links, const cm_tree_options *options)
{
    cm_tree tree = {.nodes = NULL};

    CHECK(cm_tree_layout(&tree, links, options) == CM_OK);
    return tree;
}

TEST(draws_no_family_with_a_crossing)
{
    uint64_t seed = 3;

    for (int round = 0; round < 500; round++) {
        cm_links family = random_family(2 + (size_t)round % (FAMILY_MAX - 1), &seed);
        cm_tree_options options = CM_TREE_OPTIONS_INIT;
        double labels[FAMILY_MAX];
        for (size_t i = 0; i < family.node_count; i++)
            labels[i] = 40 * random_share(&seed);
        if (round % 3)
            options.label_mm = labels;
        cm_tree tree = layout(&family, &options);
        CHECK(count_crossings(&tree) == 0);
        for (size_t i = 0; i < tree.count; i++) {
            const cm_tree_node *const node = &tree.nodes[i];
            CHECK(tree.index[node->node] == i);
            CHECK(node->y_mm > 0 && node->y_mm < tree.height_mm && node->x_mm >= tree.left_mm);
            CHECK(node->x_mm + node->label_mm <= tree.width_mm);
            if (node->parent == CM_ABSENT) {
                CHECK(node->generation == 0);
                continue;
            }
            const cm_tree_node *const parent = &tree.nodes[node->parent];
            CHECK(node->parent < i && node->tree == parent->tree);
            CHECK(node->generation == parent->generation + 1 && node->year >= parent->year);
            CHECK(node->x_mm >= parent->x_mm + options.gap_mm - 1e-9);
        }
        cm_tree_clear(&tree);
        cm_links_clear(&family);
    }
}

TEST(keeps_to_the_years_and_the_width)
{
    static const told rows[] = {{"a", "1976", ""},
                                {"b", "1987", "a"},
                                {"c", "1987", "b"},
                                {"長い名前", "1999", "a"},
                                {"alone", "1900", ""}};
    cm_links links = links_of_parents(rows, 5);
    cm_tree_options options = CM_TREE_OPTIONS_INIT;

    options.width_mm = 200;
    cm_tree tree = layout(&links, &options);
    CHECK(tree.count == 4 && tree.tree_count == 1 && tree.year_from == 1976 &&
          tree.year_to == 1999);
    CHECK(tree.index[4] == CM_ABSENT); /* without a link */
    for (size_t i = 0; i < 4; i++) {
        const cm_tree_node *const node = &tree.nodes[tree.index[i]];
        const double x_mm = tree.left_mm + (node->year - tree.year_from) * tree.mm_per_year;
        CHECK_NEAR(node->x_mm, i == 2 ? x_mm + options.gap_mm : x_mm, 1e-9);
    }
    CHECK_NEAR(tree.width_mm, 200, 1e-9);
    CHECK_NEAR(tree.height_mm, 3 * 6, 1e-9); /* c stands behind the short name of a */
    CHECK_NEAR(tree.nodes[tree.index[3]].label_mm, (4 + 2) * 2.8, 1e-9);
    cm_tree_clear(&tree);
    cm_links_clear(&links);
}

TEST(refuses_what_cannot_be_drawn_and_takes_nobody)
{
    const double bad[] = {NAN, NAN};
    cm_links links = links_of_parents((const told[]){{"a", "", "b"}}, 1), none = {.nodes = NULL};
    const struct {
        const char *why;
        double width_mm, row_mm, gap_mm, letter_mm;
        const double *label_mm;
    } rows[] = {{"no width", 0, 6, 3, 3, NULL},      {"not a width", NAN, 6, 3, 3, NULL},
                {"too wide", 1e6, 6, 3, 3, NULL},    {"no row", 100, 0, 3, 3, NULL},
                {"no gap", 100, 6, 0, 3, NULL},      {"no letter", 100, 6, 3, 0, NULL},
                {"a name of NaN", 100, 6, 3, 3, bad}};
    cm_tree tree = {.nodes = NULL};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const cm_tree_options options = {.version = 1,
                                         .width_mm = rows[i].width_mm,
                                         .row_mm = rows[i].row_mm,
                                         .gap_mm = rows[i].gap_mm,
                                         .letter_mm = rows[i].letter_mm,
                                         .label_mm = rows[i].label_mm};
        test_now = rows[i].why;
        CHECK(cm_tree_layout(&tree, &links, &options) == CM_ERR_DOMAIN && !tree.nodes);
    }
    tree = layout(&none, NULL);
    CHECK(tree.count == 0 && tree.height_mm == 0);
    cm_tree_clear(&tree);
    tree = layout(&links, NULL); /* no year at all */
    CHECK(tree.count == 2 && tree.nodes[0].dating == CM_TREE_UNKNOWN);
    CHECK(tree.nodes[1].x_mm > tree.nodes[0].x_mm);
    cm_tree_clear(&tree);
    cm_links_clear(&links);
}

TEST(takes_a_line_of_a_hundred_thousand)
{
    enum { LONG = 100000 };
    static size_t pairs[LONG][2];

    for (size_t i = 0; i + 1 < LONG; i++) {
        pairs[i][0] = i;
        pairs[i][1] = i + 1;
    }
    cm_links links = links_of_pairs(LONG, (const size_t(*)[2])pairs, LONG - 1);
    cm_tree tree = layout(&links, NULL);
    CHECK(tree.count == LONG && tree.nodes[LONG - 1].generation == LONG - 1);
    cm_tree_clear(&tree);
    cm_links_clear(&links);
}

TEST_MAIN(RUN(draws_no_family_with_a_crossing), RUN(keeps_to_the_years_and_the_width),
          RUN(refuses_what_cannot_be_drawn_and_takes_nobody),
          RUN(takes_a_line_of_a_hundred_thousand))
