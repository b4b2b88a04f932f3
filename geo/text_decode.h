/* text_decode.h - makes any text that we read UTF-8, strictly. */
#ifndef CM_TEXT_DECODE_H
#define CM_TEXT_DECODE_H

#include "geo/text_encoding.h"
#include <stdbool.h>

/* Decodes a whole file's text.
 *
 * bytes      an array of cm__array_grow with room for a byte more than length; becomes UTF-8
 *            without byte order mark, NUL-terminated (in place, or the array is replaced)
 * length     its length, without the NUL
 * encoding   what the bytes are in
 * path       for the message only
 * Returns CM_OK; CM_ERR_FORMAT "path:line:column: ..." for the first invalid byte or NUL, the
 * column counting bytes from 1 after any mark; CM_ERR_IO if the system lacks the encoding;
 * CM_ERR_NOMEM; CM_ERR_LIMIT. Both are as before on failure. */
CM_MUST_CHECK cm_status cm__text_decode(char **bytes, size_t *length, cm__encoding encoding,
                                        const char *path);

/* The same, in the encoding that cm__encoding_recognise finds; ISO-2022-JP, which is valid UTF-8
 * too, is refused. */
CM_MUST_CHECK cm_status cm__text_decode_any(char **bytes, size_t *length, const char *path);

/* A text that is decoded in parts, each ending where a line does. */
typedef struct cm__text_part {
    size_t line; /* of the next part's first byte; 1 before the first */
    cm__encoding encoding;
    bool is_known;      /* set before the first part: the encoding is given */
    bool is_recognised; /* the encoding was found in an earlier part, the first that is not ASCII */
} cm__text_part;

/* The same for the next part of a text; where no encoding is given, it is recognised in the first
 * part that is not ASCII, and a later byte that it has not is an error. Arguments and errors as
 * above, lines counted from the beginning of the text. */
CM_MUST_CHECK cm_status cm__text_decode_part(char **bytes, size_t *length, cm__text_part *part,
                                             const char *path);

/* Whether the text begins with UTF-16's mark, which no encoding of ours may begin with. */
bool cm__text_is_utf16(const char *bytes, size_t length);

#endif
