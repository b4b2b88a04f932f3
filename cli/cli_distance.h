/* cli_distance.h - what the files of `clustermap distance` share. */
#ifndef CLI_DISTANCE_H
#define CLI_DISTANCE_H

#include "cli/cli.h"
#include <clustermap/crs.h>
#include <clustermap/distance.h>

typedef struct distance_request {
    cli_common common;
    double cell_m, max_m; /* cell_m 0: not given */
    cli_list extent;
    const char *like, *allocate, *compress;
    bool qml;
} distance_request;

typedef struct distance_work {
    cli_input input;
    cm_crs *plane;
    cm_grid grid, like;
    cm_allocation allocation;
    bool by_id; /* the allocation holds ids, not rows */
    cm_distance_report report;
    cm_grid_statistics found; /* of the distances */
    double seconds;
} distance_work;

/* Whether a grid of that shape is measured and written strip by strip: the allocation needs all
 * cells at once. */
bool distance_in_strips(const distance_request *request, const cm_grid_shape *shape);

/* Measures and writes the grid, whose values are not there, strip by strip (cli_distance_strips.c).
 */
cli_exit distance_write_strips(distance_work *work, const distance_request *request,
                               const cm_distance_options *options,
                               const cm_export_options *writing);

#endif
