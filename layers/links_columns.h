/* links_columns.h - what the layers made of links share. */
#ifndef CM_LINKS_COLUMNS_H
#define CM_LINKS_COLUMNS_H

#include "geo/base_text.h"
#include <clustermap/features.h>
#include <clustermap/links.h>

typedef struct cm__links_column {
    const char *name;
    cm_column_type type;
} cm__links_column;

/* Adds count columns to a table without any, so that column i is columns[i]. */
CM_MUST_CHECK cm_status cm__links_add_columns(cm_table *table, const cm__links_column *columns,
                                              size_t count);

/* Whether a node is a member with a place. */
bool cm__links_has_place(const cm_links *links, const cm_links_places *places, size_t node);

/* Gives the last row a line between two places, none if they are one or either is missing. */
CM_MUST_CHECK cm_status cm__links_add_line(cm_features *out, cm_point from, cm_point to);

/* Sets what the last row's first three columns say of a link: from, to, kind. */
CM_MUST_CHECK cm_status cm__links_set_words(cm_table *table, const cm_links *links,
                                            const cm_link *link);

/* Sets the last row's year; NaN leaves it missing. */
void cm__links_set_year(cm_table *table, size_t column, double year);

#endif
