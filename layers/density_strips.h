/* density_strips.h - a density that is handed on strip by strip. */
#ifndef CM_DENSITY_STRIPS_H
#define CM_DENSITY_STRIPS_H

#include "layers/density_engine.h"

/* Works a job out strip by strip, each handed to the job's sink before the next is begun. Results
 * and rows are those of one strip of all rows: every strip begins where a tile does.
 * Returns CM_OK, CM_ERR_NOMEM, CM_ERR_STOPPED, or what the sink returns. */
CM_MUST_CHECK cm_status cm__strips_run(cm__tile_result *out, const cm__density_job *job,
                                       const cm__engine *engine, const cm_density_options *options);

/* Hands the rows of a job whose values are all there to its sink. Returns what the sink returns. */
CM_MUST_CHECK cm_status cm__strips_give(const cm__density_job *job);

#endif
