/* cli_members.h - a member list as links and between take it: placed, and nobody left out. */
#ifndef CLI_MEMBERS_H
#define CLI_MEMBERS_H

#include "cli/cli.h"
#include <clustermap/crs.h>
#include <clustermap/members.h>
#include <stdint.h>

typedef struct cli_members {
    cli_input input; /* a point for each row; (NaN, NaN) where it has no place */
    cm_member_columns columns;
    size_t placed, bad_places; /* bad: their coordinates are none */
    cm_table places;           /* x, y and weight in the plane, by row: NaN where there is none */
} cli_members;

/* Reads a layer of points or a table; a table's rows are placed by their coordinates, else by their
 * addresses; one without either column has no places. Rows without a place stay.
 * gazetteer   of -g, or NULL.  Says why it failed. */
cli_exit cli_members_read(cli_members *out, const cli_common *common, const char *path,
                          const char *gazetteer);

/* Fills places. plane   as of cli_plane_open; weighted   by --weight */
cli_exit cli_members_project(cli_members *members, const cli_common *common, const cm_crs *plane,
                             bool weighted);

/* The plane of lists of which one at least has a place; *out is NULL if none has. */
cli_exit cli_members_plane(cm_crs **out, const cli_common *common, const cli_members *const *lists,
                           size_t count);

/* Gives rows of a layer the very places that the list has, instead of the way into the plane and
 * back out of it: rows[i] is the list's row of the layer's row i, from 1, CM_INTEGER_MISSING for
 * none of it; NULL: they are the same. The layer must be in the list's CRS already. */
void cli_members_restore(cm_features *layer, const cli_members *members, const int64_t *rows);

/* Why a row that was looked up has no place, or a doubtful one; "" if nobody says. Borrowed. */
const char *cli_members_reason(const cli_members *members, size_t row);

/* CLI_REJECTED under --strict if rows could not be read or have coordinates that are none. */
cli_exit cli_members_rejected(const cli_members *members, const cli_common *common);

void cli_members_clear(cli_members *members);

/* Writes several layers, each with a name: all into a GeoPackage, else the first to -o. */
cli_exit cli_layers_write(const cli_common *common, const cm_features *const *layers, size_t count);

/* A file beside -o that an option names; path NULL: it does not. */
typedef struct cli_beside {
    const char *option, *path;
} cli_beside;

/* Whether two of them can be written. Says why not: CLI_USAGE. */
cli_exit cli_check_beside(const cli_common *common, const cli_beside *a, const cli_beside *b);
/* Writes a layer there; nothing if path is NULL. */
cli_exit cli_beside_write(const cli_common *common, const cm_features *layer, const char *path);

#endif
