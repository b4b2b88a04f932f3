/* cli_members.h - a member list as links and between take it: placed, and nobody left out. */
#ifndef CLI_MEMBERS_H
#define CLI_MEMBERS_H

#include "cli/cli.h"
#include <clustermap/crs.h>
#include <clustermap/members.h>

typedef struct cli_members {
    cli_input input; /* a point for each row; (NaN, NaN) where it has no place */
    cm_member_columns columns;
    size_t placed;
    cm_table places; /* x, y and weight in the plane, by row: NaN where there is none */
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

void cli_members_clear(cli_members *members);

/* Writes several layers, each with a name: all into a GeoPackage, else the first to -o. */
cli_exit cli_layers_write(const cli_common *common, const cm_features *const *layers, size_t count);

/* Whether a file beside -o can be what an option names; "-" cannot. Says why not: CLI_USAGE. */
cli_exit cli_check_beside(const cli_common *common, const char *option, const char *path);
/* Writes a layer there; nothing if path is NULL. */
cli_exit cli_beside_write(const cli_common *common, const cm_features *layer, const char *path);

#endif
