/* map_shape.h - the lines and areas of a layer as paths on the page. */
#ifndef CM_MAP_SHAPE_H
#define CM_MAP_SHAPE_H

#include "output/map_edges.h"
#include "output/map_list.h"
#include "output/map_sheet.h"

/* Adds the parts of a row of lines or areas that may be seen in the frame, in millimetres; vertices
 * nearer than 0.03 mm to the one before are left out. Where the projection does not reach, a line
 * is broken and an area takes a short cut.
 *
 * out     its member `closed` says whether an area's rings are wanted as areas or as lines
 * drawn   borders that are drawn already, which are left out of lines, and to which these are
 *         added; NULL: draw all
 * Returns CM_OK or CM_ERR_NOMEM. Cost: O(vertices). */
CM_MUST_CHECK cm_status cm__shape_load(cm__path *out, const cm__sheet *sheet, size_t layer,
                                       size_t row, cm__edges *drawn);

#endif
