/* cli_between.h - what the files of clustermap between share. */
#ifndef CLI_BETWEEN_H
#define CLI_BETWEEN_H

#include "cli/cli_members.h"
#include <clustermap/between.h>

typedef struct between_request {
    cli_common common;
    const char *gazetteer, *moves, *dates, *density, *bandwidth, *kernel;
    double moved_m, cell_m;
    cli_list years;
} between_request;

/* One of the files of --density. */
typedef struct between_grid {
    char path[4096];
    double min, max;
} between_grid;

typedef struct between_density {
    double bandwidth_m, max; /* the scale that all dates have */
    const char *rule, *kernel;
    between_grid dates[CLI_LIST_MAX], differences[CLI_LIST_MAX];
    size_t date_count, difference_count;
    double largest; /* change in a cell, up or down */
} between_density;

typedef struct between_work {
    cli_members lists[2];
    size_t list_count; /* 1 with --at-year */
    cm_crs *plane;     /* NULL: none */
    cm_between_list sides[2];
    cm_features changes, moves, dates;
    cm_between_report report;
    between_density density;
} between_work;

/* --density: a grid for each date and one for each step between two (cli_between_density.c). Says
 * why on failure. */
cli_exit between_density_check(const between_request *request);
cli_exit between_density_write(between_work *work, const between_request *request);
void between_density_print(const between_work *work);
void between_density_say(const between_work *work);

#endif
