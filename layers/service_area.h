/* service_area.h - the strips along what is reached. */
#ifndef CM_SERVICE_AREA_H
#define CM_SERVICE_AREA_H

#include "layers/geos_strip.h"
#include "layers/network_path.h"
#include "layers/service_pieces.h"

/* Adds the strip round a piece within a limit: as wide as width_m, and no wider than one can still
 * walk. line: room that is used again. CM_OK, CM_ERR_NOMEM, CM_ERR_DOMAIN. */
CM_MUST_CHECK cm_status cm__service_add_strip(cm__strips *strips, cm__network_line *line,
                                              const cm_network *network,
                                              const cm__service_piece *piece,
                                              const double limit_and_width_m[2]);

#endif
