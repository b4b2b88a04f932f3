/* torture_links.c - every allocation of links, their tree and a comparison fails once, and for
 * ever: nothing leaks, nothing changes. */
#include "tests/between_fixture.h"
#include "tests/tree_fixture.h"
#include <clustermap/tree.h>

static const char *const columns[] = {"id", "name", "founded", "closed", "parent_origin"};
static const char *const cells[] = {"1", "甲", "1970", "",     "大学", /**/
                                    "2", "乙", "1980", "1990", "甲",   /**/
                                    "3", "丙", "",     "",     "乙",   /**/
                                    "4", "丁", "1960", "",     "甲",   /**/
                                    "5", "戊", "1990", "",     "戊"};
static const char *const areas[] = {"a", "b", "a", "", "b"};
static const double xs[] = {0, 300, 600, NAN, 900}, ys[] = {0, 0, 500, 1, 0};

typedef cm_status (*road)(const cm_table *members, const cm_member_columns *of);

static cm_status make_layers(const cm_links *links, const cm_links_measures *measures)
{
    const cm_links_places places = {.x = xs, .y = ys};
    cm_features layer = {.geometry = CM_GEOMETRY_NONE};
    cm_table table = {.columns = NULL};
    cm_status status = cm_links_lines(&layer, links, &places);

    CHECK(status == CM_OK || layer.table.column_count == 0);
    cm_features_clear(&layer);
    if (!status)
        status = cm_links_nodes(&layer, links, measures, &places);
    cm_features_clear(&layer);
    if (!status)
        status = cm_links_flows(&layer, links, areas, &places);
    CHECK(status == CM_OK || layer.table.column_count == 0);
    cm_features_clear(&layer);
    if (!status)
        status = cm_links_unplaced(&table, links, measures, &places);
    cm_table_clear(&table);
    return status;
}

static cm_status link_up(const cm_table *members, const cm_member_columns *of)
{
    cm_links links = {.nodes = NULL};
    cm_links_measures measures = {.node_count = 0};
    cm_status status = cm_links_from_parents(&links, members, of, NULL);

    CHECK(status == CM_OK || !links.nodes);
    if (!status)
        status = cm_links_measure(&measures, &links, NULL);
    CHECK(status == CM_OK || !measures.degree_in);
    if (!status)
        status = make_layers(&links, &measures);
    cm_links_measures_clear(&measures);
    cm_links_clear(&links);
    return status;
}

static cm_status grow_tree(const cm_table *members, const cm_member_columns *of)
{
    cm_links links = {.nodes = NULL};
    cm_tree tree = {.nodes = NULL};
    cm_features layer = {.geometry = CM_GEOMETRY_NONE};
    cm_status status = cm_links_from_parents(&links, members, of, NULL);

    if (!status)
        status = cm_tree_layout(&tree, &links, NULL);
    CHECK(status == CM_OK || !tree.nodes);
    if (!status)
        status = cm_tree_nodes(&layer, &tree, &links);
    cm_features_clear(&layer);
    if (!status)
        status = cm_tree_edges(&layer, &tree, &links);
    cm_features_clear(&layer);
    if (!status)
        status = cm_tree_axis(&layer, &tree);
    cm_features_clear(&layer);
    cm_tree_clear(&tree);
    cm_links_clear(&links);
    return status;
}

static cm_status compare(const cm_table *members, const cm_member_columns *of)
{
    static const double years[] = {1975, 1995};
    const cm_between_list before = {members, of, xs, ys, NULL, "before"};
    const cm_between_list after = {members, of, ys, xs, NULL, "after"};
    cm_between_options options = CM_BETWEEN_OPTIONS_INIT;
    compared got = {.report = {.ambiguous = 0}};
    const cm_between_outputs outputs = outputs_of(&got);
    cm_status status = cm_between_lists(&outputs, &before, &after, &options);

    CHECK(status == CM_OK || got.changes.table.column_count == 0);
    compared_clear(&got);
    options.years = years;
    options.year_count = 2;
    if (!status)
        status = cm_between_years(&outputs, &before, &options);
    CHECK(status == CM_OK || got.changes.table.column_count == 0);
    compared_clear(&got);
    return status;
}

static cm_status subtract(const cm_table *members, const cm_member_columns *of)
{
    const cm_grid_shape shape = {0, 100, 10, 4, 4};
    cm_grid a = {.values = NULL}, b = {.values = NULL}, out = {.values = NULL};
    cm_status status = cm_grid_init(&a, &shape, NULL);

    (void)members;
    (void)of;
    if (!status)
        status = cm_grid_init(&b, &shape, NULL);
    if (!status)
        status = cm_between_difference(&out, &a, &b);
    CHECK(status == CM_OK || !out.values);
    cm_grid_clear(&out);
    cm_grid_clear(&b);
    cm_grid_clear(&a);
    return status;
}

/* budget: how many allocations it takes when all goes well */
static void torture(road take, size_t budget)
{
    cm_table members = table_make(columns, 5, cells, 5);
    cm_member_columns of;

    CHECK(cm_members_find_columns(&of, &members, NULL, "members") == CM_OK);
    const size_t before = cm__memory_live();
    cm__memory_fail_at(0, false);
    CHECK(take(&members, &of) == CM_OK);
    const size_t count = cm__memory_fail_at(0, false);
    CHECK(count <= budget && count > 0);
    for (size_t nth = 1; nth <= count; nth++)
        for (int for_ever = 0; for_ever <= 1; for_ever++) {
            cm__memory_fail_at(nth, for_ever);
            CHECK(take(&members, &of) == CM_ERR_NOMEM);
            CHECK(cm__memory_live() == before);
        }
    cm__memory_fail_at(0, false);
    cm_table_clear(&members);
}

TEST(survives_every_failed_allocation)
{
    torture(link_up, 300);
    torture(grow_tree, 300);
    torture(compare, 300);
    torture(subtract, 30);
    CHECK(cm__memory_live() == 0);
}

TEST_MAIN(RUN(survives_every_failed_allocation))
