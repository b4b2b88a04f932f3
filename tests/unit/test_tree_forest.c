/* test_tree_forest.c - tests layers/tree_forest.c. */
#include "layers/tree_forest.h"

#include "tests/links_fixture.h"

static cm__forest grow(const cm_links *links)
{
    cm__forest forest = {.parent = NULL};

    CHECK(cm__forest_grow(&forest, links) == CM_OK);
    return forest;
}

TEST(chooses_the_branches)
{
    static const struct {
        const char *why;
        told rows[4];
        cm_tree_role roles[3];
        size_t roots;
    } cases[] = {
        {"a line",
         {{"a", "1970", ""}, {"b", "1980", "a"}, {"c", "1990", "b"}},
         {CM_TREE_BRANCH, CM_TREE_BRANCH},
         1},
        {"a parent that is younger", {{"a", "1990", ""}, {"b", "1980", "a"}}, {CM_TREE_BACK}, 2},
        {"the same year", {{"a", "1980", ""}, {"b", "1980", "a"}}, {CM_TREE_BRANCH}, 1},
        {"younger across one that is unknown",
         {{"a", "1990", ""}, {"b", "", "a"}, {"c", "1980", "b"}},
         {CM_TREE_BRANCH, CM_TREE_BACK},
         2},
        {"a cycle",
         {{"a", "", "c"}, {"b", "", "a"}, {"c", "", "b"}},
         {CM_TREE_BRANCH, CM_TREE_BRANCH, CM_TREE_CYCLE},
         1},
    };

    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        size_t count = 0;
        while (count < 4 && cases[k].rows[count].name)
            count++;
        cm_links links = links_of_parents(cases[k].rows, count);
        cm__forest forest = grow(&links);
        test_now = cases[k].why;
        for (size_t i = 0; i < links.count; i++)
            CHECK(forest.roles[i] == cases[k].roles[i]);
        CHECK(forest.root_count == cases[k].roots && forest.count == count);
        cm__forest_clear(&forest);
        cm_links_clear(&links);
    }
}

TEST(takes_the_first_of_several_parents)
{
    const size_t pairs[][2] = {{0, 2}, {1, 2}, {2, 1}, {1, 0}};
    cm_links links = links_of_pairs(4, pairs, 4);
    cm__forest forest = grow(&links);

    CHECK(forest.roles[0] == CM_TREE_BRANCH && forest.roles[1] == CM_TREE_SECOND);
    CHECK(forest.roles[2] == CM_TREE_BRANCH && forest.roles[3] == CM_TREE_CYCLE);
    CHECK(forest.parent[2] == 0 && forest.parent[1] == 2 && forest.parent[0] == CM_ABSENT);
    CHECK(forest.count == 3); /* the fourth has no link */
    cm__forest_clear(&forest);
    cm_links_clear(&links);
}

/* Of 24 years, so that a step is one year. */
TEST(dates_what_has_no_year)
{
    static const told rows[] = {
        {"root", "1976", ""},   {"m1", "", "root"},    {"m2", "", "m1"},
        {"late", "2000", "m2"}, {"soon", "", "root"},  {"sooner", "", "soon"},
        {"was", "", ""},        {"is", "1990", "was"}, {"lost", "", "gone"}};
    static const struct {
        double year;
        cm_tree_dating dating;
    } want[] = {{1976, CM_TREE_GIVEN},  {1984, CM_TREE_BETWEEN}, {1992, CM_TREE_BETWEEN},
                {2000, CM_TREE_GIVEN},  {1977, CM_TREE_AFTER},   {1978, CM_TREE_AFTER},
                {1989, CM_TREE_BEFORE}, {1990, CM_TREE_GIVEN},   {1977, CM_TREE_UNKNOWN},
                {1976, CM_TREE_UNKNOWN}};
    cm_links links = links_of_parents(rows, 9);
    cm__forest forest = grow(&links);

    for (size_t i = 0; i < 10; i++) {
        test_now = links.nodes[i].name;
        CHECK(forest.year[i] == want[i].year && forest.dating[i] == want[i].dating);
    }
    CHECK(forest.year_min == 1976 && forest.year_max == 2000);
    cm__forest_clear(&forest);
    cm_links_clear(&links);
}

/* The year of a link stands for an unknown founding, unless it is before the parent's. */
TEST(takes_years_of_links)
{
    const size_t pairs[][2] = {{0, 1}, {0, 2}, {3, 4}};
    const double years[] = {1985, 1960, 1990};
    cm_links links = links_of_pairs(5, pairs, 3);

    links.nodes[0].founded = 1970;
    for (size_t i = 0; i < 3; i++)
        links.links[i].year = years[i];
    cm__forest forest = grow(&links);
    CHECK(forest.dating[1] == CM_TREE_LINK && forest.year[1] == 1985);
    CHECK(forest.dating[2] == CM_TREE_AFTER && forest.year[2] > 1970);
    CHECK(forest.dating[3] == CM_TREE_BEFORE && forest.year[3] < 1990);
    CHECK(forest.dating[4] == CM_TREE_LINK);
    cm__forest_clear(&forest);
    cm_links_clear(&links);
}

/* A second parent was there before its child too. */
TEST(dates_second_parents)
{
    const size_t pairs[][2] = {{0, 2}, {1, 2}};
    cm_links links = links_of_pairs(3, pairs, 2);

    links.nodes[0].founded = 1950;
    links.nodes[2].founded = 1990;
    cm__forest forest = grow(&links);
    CHECK(forest.roles[1] == CM_TREE_SECOND && forest.parent[1] == CM_ABSENT);
    CHECK(forest.dating[1] == CM_TREE_BEFORE && forest.year[1] == 1990 - 40.0 / 24);
    cm__forest_clear(&forest);
    cm_links_clear(&links);
}

TEST(sorts_by_year_and_keeps_children_together)
{
    static const told rows[] = {{"z", "1999", ""},   {"r", "1950", ""},   {"c1", "1990", "r"},
                                {"c2", "1980", "r"}, {"c3", "1980", "r"}, {"g", "2000", "c1"},
                                {"h", "2000", "z"}};
    const size_t order[] = {1, 0, 3, 4, 2, 6, 5};
    cm_links links = links_of_parents(rows, 7);
    cm__forest forest = grow(&links);

    CHECK(forest.count == 7 && memcmp(forest.order, order, sizeof order) == 0);
    cm__forest_clear(&forest);
    cm_links_clear(&links);
}

TEST_MAIN(RUN(chooses_the_branches), RUN(takes_the_first_of_several_parents),
          RUN(dates_what_has_no_year), RUN(takes_years_of_links), RUN(dates_second_parents),
          RUN(sorts_by_year_and_keeps_children_together))
