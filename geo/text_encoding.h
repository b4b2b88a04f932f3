/* text_encoding.h - which encoding a text is in. */
#ifndef CM_TEXT_ENCODING_H
#define CM_TEXT_ENCODING_H

#include <clustermap/status.h>
#include <stddef.h>

typedef enum cm__encoding {
    CM__ENCODING_UTF8,  /* with or without a byte order mark */
    CM__ENCODING_CP932, /* Shift_JIS as Windows has it */
    CM__ENCODING_EUC_JP /* with the extensions of eucJP-ms, so that it holds what CP932 does */
} cm__encoding;

/* The encoding of that name or alias (utf-8 utf8, cp932 shift_jis sjis windows-31j ms932,
 * euc-jp eucjp); case does not matter.
 * Returns CM_OK, or CM_ERR_DOMAIN with a sentence that lists the names. */
CM_MUST_CHECK cm_status cm__encoding_find(cm__encoding *out, const char *name);

/* "UTF-8", "CP932" or "EUC-JP". */
const char *cm__encoding_name(cm__encoding encoding);

/* The name by which iconv knows it. */
const char *cm__encoding_iconv_name(cm__encoding encoding);

/* Recognises the encoding: UTF-8 if the bytes are valid as such, else the one in which they read
 * most like Japanese with the fewest invalid bytes. A damaged text is given to its own encoding, so
 * that decoding it fails where the damage is. Cost: O(length), and a few milliseconds where it is
 * not valid UTF-8. Thread-safe. */
cm__encoding cm__encoding_recognise(const char *bytes, size_t length);

#endif
