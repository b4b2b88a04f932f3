/* export_names.h - column names as a file format can hold them. */
#ifndef CM_EXPORT_NAMES_H
#define CM_EXPORT_NAMES_H

#include <clustermap/status.h>
#include <clustermap/table.h>
#include <stdbool.h>
#include <stddef.h>

struct cm__arena;

/* What a format allows as a name. */
typedef struct cm__naming {
    size_t longest;           /* bytes; 0: any number */
    bool cp932;               /* bytes are counted in CP932, else in UTF-8 */
    const char *const *taken; /* names ended by NULL that the format uses itself; NULL: none */
} cm__naming;

/* The names for a table's columns, in their order; {0} is none. */
typedef struct cm__column_names {
    const char **names; /* valid UTF-8, unique whatever the case of ASCII letters */
    size_t renamed;     /* how many differ from the table's */
    struct cm__arena *text;
} cm__column_names;

/* Makes them: too long ones are cut between characters, equal ones numbered: a, a_2, a_3.
 * out must be empty.  Returns CM_OK or CM_ERR_NOMEM. Cost: O(columns) on average. */
CM_MUST_CHECK cm_status cm__column_names_make(cm__column_names *out, const cm_table *table,
                                              const cm__naming *naming);

void cm__column_names_clear(cm__column_names *names);

#endif
