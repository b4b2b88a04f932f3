/* distance_job.h - what the steps of a grid of distances share. */
#ifndef CM_DISTANCE_JOB_H
#define CM_DISTANCE_JOB_H

#include "layers/distance_tree.h"
#include <clustermap/distance.h>

typedef struct cm__distance_job {
    const cm_grid_shape *shape;
    const cm_features *features;
    const cm__parts *parts;
    const cm__distance_tree *tree;
    double max_m;
    float *values;
    int32_t *rows; /* NULL: not wanted */
} cm__distance_job;

/* How far the centre of cell i lies from the grid's west edge, or north edge. */
static inline double cm__distance_centre(const cm__distance_job *job, size_t i)
{
    return ((double)i + 0.5) * job->shape->cell_m;
}

/* Tasks that threads share out among themselves. */
typedef struct cm__distance_task {
    size_t count;
    size_t scratch_bytes; /* each thread has so much of its own, zeroed */
    cm_status (*run)(const cm__distance_job *job, size_t i, void *scratch);
    void (*clear)(void *scratch);  /* in the thread that filled it */
    double share_begin, share_end; /* of the whole work, for the progress */
} cm__distance_task;

/* Runs all tasks. CM_OK, what a task returned, or CM_ERR_STOPPED. */
CM_MUST_CHECK cm_status cm__distance_share(const cm__distance_task *task,
                                           const cm__distance_job *job,
                                           const cm_distance_options *options);

/* Fills values and rows with the distances to the parts. Errors as above. */
CM_MUST_CHECK cm_status cm__distance_square(const cm__distance_job *job,
                                            const cm_distance_options *options);

/* Then sets the cells inside polygons to 0, and to the lowest row that holds them. */
CM_MUST_CHECK cm_status cm__distance_inside(const cm__distance_job *job,
                                            const cm_distance_options *options);

#endif
