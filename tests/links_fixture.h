/* links_fixture.h - members and links to try. */
#ifndef LINKS_FIXTURE_H
#define LINKS_FIXTURE_H

#include "tests/density_fixture.h"
#include <clustermap/links.h>

/* A table of texts: cells row by row. */
static inline cm_table table_make(const char *const *columns, size_t column_count,
                                  const char *const *cells, size_t rows)
{
    cm_table table = {.columns = NULL};

    for (size_t c = 0; c < column_count; c++)
        CHECK(cm_table_add_column(&table, NULL, columns[c], CM_COLUMN_TEXT) == CM_OK);
    CHECK(cm_table_add_rows(&table, rows) == CM_OK);
    for (size_t i = 0; i < rows * column_count; i++)
        CHECK(cm_table_set_text(&table, i / column_count, i % column_count, cells[i]) == CM_OK);
    return table;
}

/* Members of name, founding year and origin. */
typedef struct told {
    const char *name, *founded, *parent;
} told;

static inline cm_table members_make(const told *rows, size_t count)
{
    static const char *const columns[] = {"name", "founded", "parent_origin"};
    cm_table table = table_make(columns, 3, NULL, 0);

    CHECK(cm_table_add_rows(&table, count) == CM_OK);
    for (size_t i = 0; i < count; i++) {
        CHECK(cm_table_set_text(&table, i, 0, rows[i].name) == CM_OK);
        CHECK(cm_table_set_text(&table, i, 1, rows[i].founded) == CM_OK);
        CHECK(cm_table_set_text(&table, i, 2, rows[i].parent) == CM_OK);
    }
    return table;
}

static inline cm_links links_of_parents(const told *rows, size_t count)
{
    cm_table members = members_make(rows, count);
    cm_member_columns columns;
    cm_links links = {.nodes = NULL};

    CHECK(cm_members_find_columns(&columns, &members, NULL, "members") == CM_OK);
    CHECK(cm_links_from_parents(&links, &members, &columns, NULL) == CM_OK);
    cm_table_clear(&members);
    return links;
}

/* Members called 1, 2, ... by their ids, and links between them: pairs of numbers from 0. */
static inline cm_links links_of_pairs(size_t nodes, const size_t (*pairs)[2], size_t count)
{
    static const char *const id[] = {"id"}, *const ends[] = {"from", "to"};
    cm_table members = table_make(id, 1, NULL, 0), table = table_make(ends, 2, NULL, 0);
    cm_member_columns columns;
    cm_links links = {.nodes = NULL};
    char text[32];

    CHECK(cm_table_add_rows(&members, nodes) == CM_OK);
    CHECK(cm_table_add_rows(&table, count) == CM_OK);
    for (size_t i = 0; i < nodes; i++) {
        snprintf(text, sizeof text, "%zu", i + 1);
        CHECK(cm_table_set_text(&members, i, 0, text) == CM_OK);
    }
    for (size_t i = 0; i < 2 * count; i++) {
        snprintf(text, sizeof text, "%zu", pairs[i / 2][i % 2] + 1);
        CHECK(cm_table_set_text(&table, i / 2, i % 2, text) == CM_OK);
    }
    CHECK(cm_members_find_columns(&columns, &members, NULL, "members") == CM_OK);
    CHECK(cm_links_from_table(&links, &members, &columns, &table, NULL) == CM_OK);
    cm_table_clear(&table);
    cm_table_clear(&members);
    return links;
}

static inline bool links_have(const cm_links *links, size_t i, const char *from, const char *to)
{
    return i < links->count && strcmp(links->nodes[links->links[i].from].name, from) == 0 &&
           strcmp(links->nodes[links->links[i].to].name, to) == 0;
}

static inline const char *text_in(const cm_table *table, size_t row, const char *column)
{
    return cm_table_get_text(table, row, cm_table_find_column(table, column));
}

static inline double number_in(const cm_table *table, size_t row, const char *column)
{
    return cm_table_get_number(table, row, cm_table_find_column(table, column));
}

static inline bool stop_at_once(void *context, double share)
{
    (void)context;
    (void)share;
    return false;
}

#endif
