/* map_furniture.h - strokes that the parts of the page round the map share. */
#ifndef CM_MAP_FURNITURE_H
#define CM_MAP_FURNITURE_H

#include "output/map_list.h"
#include "output/map_type.h"

/* Each adds one item to the newest group. CM_OK, CM_ERR_NOMEM or (texts) CM_ERR_FORMAT. */
CM_MUST_CHECK cm_status cm__furniture_box(cm__list *list, const char *id, const cm_box *box,
                                          const cm_symbol *symbol);
CM_MUST_CHECK cm_status cm__furniture_line(cm__list *list, cm_point from, cm_point to,
                                           const cm_symbol *symbol);
CM_MUST_CHECK cm_status cm__furniture_text(cm__list *list, const char *string,
                                           const cm__text_style *style, cm_point at,
                                           cm__align align);

/* The sheet of paper laid under furniture that stands on the map. */
CM_MUST_CHECK cm_status cm__furniture_panel(cm__list *list, const cm_box *box);

/* The advance of a text. */
CM_MUST_CHECK cm_status cm__furniture_measure(double *out_mm, const char *font, const char *string,
                                              const cm__text_style *style);

#endif
