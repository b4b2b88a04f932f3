/* source_formats.h - the kinds of tables that are known, each in the file of its publisher. */
#ifndef CM_SOURCE_FORMATS_H
#define CM_SOURCE_FORMATS_H

#include "geo/source_rows.h"

/* Of one publisher: the first that fits is the one. */
typedef struct cm__source_formats {
    const cm__source_format *formats;
    size_t count;
} cm__source_formats;

cm__source_formats cm__source_geolonia(void);
cm__source_formats cm__source_mlit(void);
cm__source_formats cm__source_abr_names(void);
cm__source_formats cm__source_abr_parts(void);
cm__source_formats cm__source_abr_positions(void);
cm__source_formats cm__source_post(void);

#endif
