/* cli_links.h - what the files of clustermap links share. */
#ifndef CLI_LINKS_H
#define CLI_LINKS_H

#include "cli/cli_members.h"
#include <clustermap/links.h>
#include <clustermap/tree.h>

typedef struct links_request {
    cli_common common;
    const char *gazetteer, *parent, *links, *kinds, *between_areas, *nodes, *unplaced;
    bool tree, geodesic;
    double tree_width_mm, tree_row_mm;
} links_request;

typedef struct links_work {
    cli_members members;
    cm_table told, told_rejects; /* --links */
    cm_table kinds;              /* --kinds, a row each */
    cm_crs *plane;               /* NULL: none */
    cm_table lonlat;             /* lon and lat of each member, for --geodesic */
    cm_table areas;              /* --between-areas, of each member */
    cm_links links;
    cm_links_measures measures;
    cm_links_places places;
    cm_features lines, nodes, flows, tree_nodes, tree_edges, tree_axis;
    cm_table unplaced;
    cm_tree tree;
} links_work;

/* Whether the members are written: into a GeoPackage always. */
bool links_wants_nodes(const links_request *request);

/* Writes -o and what goes beside it (cli_links_files.c). */
cli_exit links_check_files(const links_request *request);
cli_exit links_write(links_work *work, const links_request *request);

/* On stderr, and with --json on stdout (cli_links_report.c). */
void links_say(const links_work *work, const links_request *request);
void links_print(const links_work *work, const links_request *request);

#endif
