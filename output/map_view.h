/* map_view.h - which part of the plane a frame shows, and at which scale. */
#ifndef CM_MAP_VIEW_H
#define CM_MAP_VIEW_H

#include "output/map_sheet.h"

/* Sets the place in the frame's middle, and north and scale there: the centre or the middle of the
 * box that was asked for, else the middle of the subject.
 * Returns CM_OK (the place is NaN if there is no subject), or CM_ERR_DOMAIN if that is beyond the
 * projection, or the box or centre asked for not on the earth. */
CM_MUST_CHECK cm_status cm__view_set_centre(cm__sheet *sheet);

/* Sets the scale: the one asked for, else the roundest at which the box asked for, or the subject,
 * fits the frame, which must be set. The classes' symbols must be known: those of members fit, too,
 * unless they are wider than half the frame. */
void cm__view_set_scale(cm__sheet *sheet);

/* Returns CM_OK, or CM_ERR_DOMAIN if lengths in the frame's corners are more than twice or less
 * than half what they are in its middle, which is no map. */
CM_MUST_CHECK cm_status cm__view_check_scale(const cm__sheet *sheet);

#endif
