/* window.h - the area within which members are known: polygons, asked where their inside is. */
#ifndef CLUSTERMAP_WINDOW_H
#define CLUSTERMAP_WINDOW_H

#include <clustermap/features.h>
#include <clustermap/place.h>
#include <clustermap/points.h>
#include <clustermap/status.h>
#include <stdbool.h>
#include <stddef.h>

/* All polygons of a layer together, holes left out, made ready for many questions. */
typedef struct cm_window cm_window;

/* Copies what it needs, so that the layer may go.
 *
 * polygons   in the plane; may share borders, but not lie over each other
 * Returns CM_OK; CM_ERR_FORMAT (not polygons, or none of them has a part); CM_ERR_DOMAIN (a vertex
 * that is not within -1e9..1e9); CM_ERR_NOMEM. Cost: O(vertices). */
CM_MUST_CHECK cm_status cm_window_create(cm_window **out, const cm_features *polygons);

/* Releases it. NULL is allowed. */
void cm_window_destroy(cm_window *window);

/* Whether the place lies inside or on a border (to 1e-12 of the coordinates' size). Cost: O(log
 * vertices) and the borders nearby. Thread-safe. */
bool cm_window_holds(const cm_window *window, cm_point place);

/* The smallest box round it. */
cm_box cm_window_get_bounds(const cm_window *window);

/* Its area in square units of the plane. */
double cm_window_get_area(const cm_window *window);

/* Copies the points that lie in the window, in their order. out must be empty; untouched on
 * failure. CM_OK or CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm_window_select(cm_points *out, const cm_window *window,
                                         const cm_points *points);

#endif
