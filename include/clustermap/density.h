/* density.h - how many members there are around a place: kernel density. */
#ifndef CLUSTERMAP_DENSITY_H
#define CLUSTERMAP_DENSITY_H

#include <clustermap/grid.h>
#include <clustermap/points.h>
#include <clustermap/progress.h>
#include <clustermap/status.h>
#include <stdbool.h>
#include <stddef.h>

typedef enum cm_kernel {
    CM_KERNEL_UNIFORM,      /* 1 / (pi R2), d <= R */
    CM_KERNEL_TRIANGULAR,   /* 3 (1 - q) / (pi R2), q = d / R < 1 */
    CM_KERNEL_EPANECHNIKOV, /* 2 (1 - q2) / (pi R2) */
    CM_KERNEL_QUARTIC,      /* 3 (1 - q2)^2 / (pi R2) */
    CM_KERNEL_TRIWEIGHT,    /* 4 (1 - q2)^3 / (pi R2) */
    CM_KERNEL_GAUSSIAN,     /* exp(-d2 / 2 s2) / (2 pi s2), s the bandwidth; summed to 8.5 s */
    CM_KERNEL_COUNT
} cm_kernel;

/* "uniform", ... "gaussian"; and back: CM_KERNEL_COUNT if there is none of that name. */
const char *cm_kernel_name(cm_kernel kernel);
cm_kernel cm_kernel_find(const char *name);

/* Support radius per standard deviation per axis: 2, sqrt(20/3), sqrt 6, sqrt 8, sqrt 10; 1 for the
 * gaussian, whose bandwidth is the deviation itself. */
double cm_kernel_radius_per_sd(cm_kernel kernel);

typedef enum cm_bandwidth_rule {
    CM_BANDWIDTH_SCOTT,      /* sqrt(sx sy) n^(-1/6), deviations with n - 1 (Scott 1992) */
    CM_BANDWIDTH_SILVERMAN,  /* the same in two dimensions (Silverman 1986) */
    CM_BANDWIDTH_LSCV,       /* least-squares cross-validation, gaussian, no edge correction */
    CM_BANDWIDTH_LIKELIHOOD, /* likelihood cross-validation, likewise */
    CM_BANDWIDTH_RULE_COUNT
} cm_bandwidth_rule;

/* "scott", "silverman", ...; and back: CM_BANDWIDTH_RULE_COUNT if there is none of that name. */
const char *cm_bandwidth_rule_name(cm_bandwidth_rule rule);
cm_bandwidth_rule cm_bandwidth_rule_find(const char *name);

typedef struct cm_bandwidth_options {
    unsigned version; /* set by CM_BANDWIDTH_OPTIONS_INIT */
    int threads;      /* 0: all */
    cm_progress progress;
} cm_bandwidth_options;
/* clang-format off */
#define CM_BANDWIDTH_OPTIONS_INIT {.version = 1}
/* clang-format on */

/* Of a cross-validation; all 0 for the other rules. */
typedef struct cm_bandwidth_report {
    double low_m, high_m; /* the deviations that were searched: 1/128 .. 4 of sd * n^(-1/6), sd the
                             root of the mean variance of both axes */
    size_t places;        /* distinct ones that have a weight */
    size_t evaluations;   /* of the criterion: 37, four an octave, then about the lowest of them */
    bool is_at_end;       /* the lowest was at an end of the range: there is no result */
} cm_bandwidth_report;

/* The standard deviation that a rule gives for these points: of cross-validation to 1e-4 of itself.
 * The same for any number of threads and any order of the points.
 *
 * options   NULL: the defaults
 * report    may be NULL; of a search that ended at an end of its range filled as well
 * Returns CM_OK; CM_ERR_DOMAIN with fewer than two distinct places, or where cross-validation has
 * no optimum inside its range (it says so); CM_ERR_NOMEM; CM_ERR_STOPPED.
 * Cost: O(count); for cross-validation O(places log places) and some 50 evaluations (60 for lscv)
 * of O(places), each 0.5 us a place and thread or less. */
CM_MUST_CHECK cm_status cm_bandwidth_select(double *out_sd_m, const cm_points *points,
                                            cm_bandwidth_rule rule,
                                            const cm_bandwidth_options *options,
                                            cm_bandwidth_report *report);

typedef enum cm_density_engine {
    CM_DENSITY_AUTO,  /* exact, unless the work is large and the fast engine's bound at most 1e-6 */
    CM_DENSITY_EXACT, /* a sum, however it is done */
    CM_DENSITY_FAST,  /* splines and Fourier transforms; not for uniform and triangular */
    CM_DENSITY_ENGINE_COUNT
} cm_density_engine;

/* "auto", "exact", "fast"; and back: CM_DENSITY_ENGINE_COUNT if there is none of that name. */
const char *cm_density_engine_name(cm_density_engine engine);
cm_density_engine cm_density_engine_find(const char *name);

typedef struct cm_density_options {
    unsigned version;   /* set by CM_DENSITY_OPTIONS_INIT */
    cm_kernel kernel;   /* default quartic */
    double bandwidth_m; /* R, or s for the gaussian; 1e-3..1e8; must be set */
    double per_area_m2; /* the value is members per this area: 1e6 per km2 (default), 1 per unit */
    int threads;        /* 0: all */
    cm_progress progress;
    cm_density_engine engine; /* from version 2 on; default auto */
} cm_density_options;
/* clang-format off */
#define CM_DENSITY_OPTIONS_INIT {.version = 2, .kernel = CM_KERNEL_QUARTIC, .per_area_m2 = 1e6}
/* clang-format on */

typedef struct cm_density_report {
    size_t points, places; /* places: distinct coordinates */
    double weight;         /* the sum of weights */
    const char *engine;    /* "exact" or "fast" */
    const char *reason;    /* why that one: a constant text */
    /* Largest error of a cell relative to the largest value: certified where the engine is exact;
     * of the fast one six standard deviations, for places that lie anywhere within their cells. */
    double error_bound;
    double max;      /* the largest value of the grid */
    double integral; /* sum of values times the cell's area in per_area_m2 */
} cm_density_report;

/* Density at the centre of each cell: sum of weight * kernel(distance) * per_area_m2. Exact: a
 * polynomial sweep of each row for the kernels that are polynomials in d2, a direct sum over the
 * points in reach for the others. Fast: cubic splines and Fourier transforms. A cell that no point
 * reaches is exactly 0, none is negative. The same bytes for any number of threads and any order of
 * the points; the exact engine's also on any machine.
 *
 * grid      shape and crs set; values are replaced, title, unit and the tags kernel, bandwidth_m,
 *           engine, points and weight set; untouched on failure
 * report    may be NULL
 * Returns CM_OK, CM_ERR_DOMAIN (an option out of range; the fast engine where it cannot be),
 * CM_ERR_NOMEM, CM_ERR_STOPPED.
 * Cost: O(cells + points * rows within reach) for polynomial kernels; else O(points * cells within
 * reach). Fast: O(points + cells log cells). Memory: 48 bytes a point (56 with weights) and 4 a
 * cell; fast, 8 more for each cell of the grid with a margin of the reach. */
CM_MUST_CHECK cm_status cm_density_grid(cm_grid *grid, const cm_points *points,
                                        const cm_density_options *options,
                                        cm_density_report *report);

/* Who takes a grid's rows, from north to south, some at a time, while the next are not there yet.
 */
typedef struct cm_density_sink {
    /* rows: count whole rows, borrowed for the call; count is a multiple of 256 but for the last.
     * A failure ends the work and is returned. */
    cm_status (*take)(void *context, const float *rows, size_t count);
    void *context;
} cm_density_sink;

/* The same density, the same bytes, handed on in strips: the exact engine needs memory for about
 * 2^22 cells at a time, so that a grid may be larger than memory; the fast one for all of them.
 *
 * grid   receives what cm_density_grid sets, but has no values afterwards
 * sink   NULL: as cm_density_grid
 * Errors as above, and what the sink returned: then it may have taken some of the rows. */
CM_MUST_CHECK cm_status cm_density_strips(cm_grid *grid, const cm_points *points,
                                          const cm_density_options *options,
                                          const cm_density_sink *sink, cm_density_report *report);

/* Density at places instead: out[i] for place i. places->weight does not matter.
 * Errors as above. Cost: O(count * points within reach). */
CM_MUST_CHECK cm_status cm_density_at(double *out, const cm_points *places, const cm_points *points,
                                      const cm_density_options *options);

#endif
