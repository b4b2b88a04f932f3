/* export_shp_dbf.h - a table as the dBASE file of a Shapefile. */
#ifndef CM_EXPORT_SHP_DBF_H
#define CM_EXPORT_SHP_DBF_H

#include "output/export_names.h"
#include "output/export_shp_encode.h"
#include <clustermap/export.h>

typedef struct cm__dbf_field {
    char name[32]; /* in the file's encoding, at most 10 bytes */
    char type;     /* C: text, N: number */
    size_t width, decimals;
} cm__dbf_field;

/* {0} is none. */
typedef struct cm__dbf {
    const cm_table *table;
    cm__encoder encoder;
    cm__dbf_field *fields;
    size_t field_count;
    char *record; /* the newest row's bytes: a blank, then the fields */
    size_t record_length;
    cm__text cell;
    cm_progress progress; /* set between plan and write; {0}: none */
} cm__dbf;

/* Makes the names that the fields get: at most 10 bytes; one with characters that the encoding has
 * not becomes one of ASCII. out must be empty. Returns CM_OK or CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__dbf_names_make(cm__column_names *out, const cm_table *table,
                                           cm__encoder *encoder);

/* Makes what a reader of the file gets for a text: without blanks at its end, cut at 254 bytes, and
 * with the characters of the encoding. Returns CM_OK or CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__dbf_text_as_read(cm__text *out, const char *text, cm__encoder *encoder);

/* Plans the fields: texts as wide as the longest needs, at most 254 bytes; whole numbers N(18) or
 * as wide as needed; reals N(24) with the decimals that they need, 1 to 15, each in the shortest
 * digits that read back equal. A table without columns gets the field id. out must be empty.
 *
 * path     for messages
 * report   receives what does not fit; is added to
 * Returns CM_OK; CM_ERR_LIMIT (over 255 columns, 65535 bytes a row, 2 GB); CM_ERR_DOMAIN (no
 * conversion to CP932); CM_ERR_NOMEM. Cost: one pass over the table. */
CM_MUST_CHECK cm_status cm__dbf_plan(cm__dbf *out, const cm_table *table, bool cp932,
                                     const char *path, cm_export_report *report);

/* Writes the file, which bears the date of created_s.
 * file   its path, which ends in .dbf; path is for messages.  Returns CM_OK, CM_ERR_IO,
 * CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__dbf_write(cm__dbf *dbf, const char *file, const char *path,
                                      long long created_s);

/* Reads the file back: CM_ERR_FORMAT unless every row's bytes are as planned. */
CM_MUST_CHECK cm_status cm__dbf_check(cm__dbf *dbf, const char *file, const char *path);

void cm__dbf_clear(cm__dbf *dbf);

#endif
