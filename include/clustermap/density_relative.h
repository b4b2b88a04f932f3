/* density_relative.h - where one kind of member is denser than another, whatever both are. */
#ifndef CLUSTERMAP_DENSITY_RELATIVE_H
#define CLUSTERMAP_DENSITY_RELATIVE_H

#include <clustermap/density_edge.h>

typedef enum cm_relative_kind {
    CM_RELATIVE_LOG,   /* ln((f_a / n_a) / (f_b / n_b)): 0 as everywhere (Kelsall, Diggle 1995) */
    CM_RELATIVE_SHARE, /* f_a / (f_a + f_b), 0..1 */
    CM_RELATIVE_KIND_COUNT
} cm_relative_kind;

/* "log", "share"; and back: CM_RELATIVE_KIND_COUNT if there is none of that name. */
const char *cm_relative_kind_name(cm_relative_kind kind);
cm_relative_kind cm_relative_kind_find(const char *name);

typedef struct cm_density_relative {
    unsigned version;            /* set by CM_DENSITY_RELATIVE_INIT */
    const cm_points *to;         /* the points of f_b; must be set */
    cm_relative_kind kind;       /* default log */
    double floor;                /* f_b below it is no-data; negative, the default: a hundredth of
                                    what one point of b's mean weight has at its own place */
    const cm_density_edge *edge; /* NULL: no window */
} cm_density_relative;
/* clang-format off */
#define CM_DENSITY_RELATIVE_INIT {.version = 1, .floor = -1}
/* clang-format on */

typedef struct cm_relative_report {
    cm_density_report a, b; /* of the two densities; their grids are not kept */
    double floor;
    double min, max;
    size_t cells;           /* that have a value */
    size_t cells_below;     /* f_b is below the floor */
    size_t cells_without_a; /* f_a is 0, of which there is no logarithm: no-data with log */
} cm_relative_report;

/* The relative density at the centre of each cell, both densities with the one bandwidth of
 * options. Title, unit and the tags of cm_density_grid are set, and relative, floor, points_to and
 * weight_to.
 * Returns as cm_density_grid and cm_density_edge_grid; CM_ERR_DOMAIN if either has no weight or no
 * cell reaches the floor. */
CM_MUST_CHECK cm_status cm_density_relative_grid(cm_grid *grid, const cm_points *points,
                                                 const cm_density_options *options,
                                                 const cm_density_relative *relative,
                                                 cm_relative_report *report);

/* The same at places; NaN where a grid would be no-data. */
CM_MUST_CHECK cm_status cm_density_relative_at(double *out, const cm_points *places,
                                               const cm_points *points,
                                               const cm_density_options *options,
                                               const cm_density_relative *relative);

#endif
