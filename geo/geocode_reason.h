/* geocode_reason.h - why an address has no place, or a doubtful one: one word and what belongs to
 * it. */
#ifndef CM_GEOCODE_REASON_H
#define CM_GEOCODE_REASON_H

#include "geo/base_text.h"
#include <clustermap/geocode.h>

/* Puts "word: detail" into the text, in place of what it holds. */
#ifdef __GNUC__
__attribute__((format(printf, 3, 4)))
#endif
void
cm__reason_give(cm__text *out, cm_reason reason, const char *format, ...);

#endif
