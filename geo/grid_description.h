/* grid_description.h - a grid's description without its values. */
#ifndef CM_GRID_DESCRIPTION_H
#define CM_GRID_DESCRIPTION_H

#include <clustermap/grid.h>

/* Copies the shape and all texts, so that a method can describe its result before it computes it
 * and hand it over whole at the end: values is NULL. out must be empty; untouched on failure.
 * Returns CM_OK or CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__grid_copy_description(cm_grid *out, const cm_grid *grid);

#endif
