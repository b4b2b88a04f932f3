/* qgis_layout.h - a map's page as a print layout of QGIS. */
#ifndef CM_QGIS_LAYOUT_H
#define CM_QGIS_LAYOUT_H

#include "output/qgis_item.h"

/* Adds <Layout>: the page with all its parts at their places. The plan must have a page.
 * Returns CM_OK, CM_ERR_FORMAT, CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__qgis_add_layout(cm__xml *xml, const cm__qgis_plan *plan);

/* The parts, each in its own file. Maps, with their graticule; the box in a locator. */
CM_MUST_CHECK cm_status cm__qgis_add_maps(cm__qgis_layout *layout);

/* Legend, scale bar and north arrow. */
CM_MUST_CHECK cm_status cm__qgis_add_legend(cm__qgis_layout *layout);
CM_MUST_CHECK cm_status cm__qgis_add_scalebar(cm__qgis_layout *layout);
CM_MUST_CHECK cm_status cm__qgis_add_north(cm__qgis_layout *layout);

/* The texts of a group, lines of one paragraph as one label. group: NULL adds nothing. */
CM_MUST_CHECK cm_status cm__qgis_add_texts(cm__qgis_layout *layout, const cm__group *group,
                                           const char *name);

#endif
