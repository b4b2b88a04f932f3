/* cli_density.h - what the files of the verb density share. */
#ifndef CLI_DENSITY_H
#define CLI_DENSITY_H

#include "cli/cli.h"
#include <clustermap/crs.h>
#include <clustermap/density_relative.h>
#include <clustermap/density_varying.h>
#include <clustermap/density_varying_edge.h>

typedef struct density_request {
    cli_common common;
    const char *kernel, *bandwidth, *bandwidth_is, *per, *engine, *like, *at, *compress;
    double cell_m;
    cli_list extent;
    const char *edge, *window, *relative_to, *relative, *radius, *by;
    double floor; /* negative: the default */
    bool adaptive, cog, qml;
    cli_list years;
} density_request;

typedef struct density_work {
    cli_input input, at, window_input, others_input;
    cm_crs *plane;
    cm_window *window; /* NULL: none */
    cm_points points, others;
    size_t outside, others_outside; /* points that the window left out */
    cm_table bandwidths; /* one column, of each of points; without columns: a common one */
    double narrowest_m, widest_m;
    cm_grid grid, like;
    cm_density_options options;
    cm_density_report report;
    cm_relative_report relative;
    const char *rule; /* "given" or the rule's name */
    cm_bandwidth_report search;
    double seconds;
} density_work;

/* Some of the points, with their bandwidths where each has its own. */
typedef struct density_set {
    const cm_points *points;
    const double *bandwidths_m; /* NULL: a common one */
} density_set;

/* Reads the window and the points to compare with, and keeps the points in the window
 * (cli_density_inputs.c). Says why on failure. */
cli_exit density_read_others(density_work *work, const density_request *request);
cli_exit density_take_points(density_work *work, const density_request *request, const char *path);
/* Gives each point its bandwidth, of --radius or --adaptive. */
cli_exit density_find_bandwidths(density_work *work, const density_request *request,
                                 const char *path);
/* The box of a grid that nobody gave a shape. */
cm_box density_box(const density_work *work);

/* The density of a set as the request wants it (cli_density_sum.c). */
cm_status density_sum_grid(cm_grid *grid, density_work *work, const density_request *request,
                           const density_set *set);
cm_status density_sum_at(double *out, const cm_points *places, density_work *work,
                         const density_request *request);
/* The name of the column that --at adds. */
const char *density_column(const density_request *request);

/* Several grids, one for each class or year, of the shape of work->grid, written and reported
 * (cli_density_series.c). */
cli_exit density_series(density_work *work, const density_request *request);

/* From points that are read to files that are written. */
cli_exit density_compute(density_work *work, const density_request *request, const char *path);

/* Writes one grid with what only the program knows of it (cli_density_write.c). */
cli_exit density_write_grid(cm_grid *grid, const density_work *work, const density_request *request,
                            const char *path);
/* Whether one plain density is asked for, whose strips are written while the next are computed; and
 * computes and writes it so. */
bool density_is_plain(const density_work *work, const density_request *request);
cli_exit density_write_strips(density_work *work, const density_request *request);
/* The members of the report, without its brackets. */
void density_print_report(const density_work *work, const density_request *request);
double density_now_s(void);

#endif
