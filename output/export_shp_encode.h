/* export_shp_encode.h - texts in the encoding of a Shapefile. */
#ifndef CM_EXPORT_SHP_ENCODE_H
#define CM_EXPORT_SHP_ENCODE_H

#include "geo/base_text.h"

/* {0} is closed. */
typedef struct cm__encoder {
    void *converter; /* to CP932; NULL: UTF-8 stays as it is */
    bool is_cp932;
    size_t lost; /* characters replaced by ? since CP932 has none such */
} cm__encoder;

/* out must be closed. Returns CM_OK, or CM_ERR_DOMAIN if the system cannot convert to CP932. */
CM_MUST_CHECK cm_status cm__encoder_open(cm__encoder *out, bool cp932);

/* Replaces out's content by text in the encoding. Invalid UTF-8 becomes U+FFFD first. */
void cm__encoder_put(cm__encoder *encoder, cm__text *out, const char *text);

/* How many bytes of an encoded text fit into longest, between characters. */
size_t cm__encoder_fit(const cm__encoder *encoder, const char *bytes, size_t length,
                       size_t longest);

void cm__encoder_close(cm__encoder *encoder);

#endif
