/* web_digest.h - what a page's security policy knows its own scripts and styles by. */
#ifndef CM_WEB_DIGEST_H
#define CM_WEB_DIGEST_H

#include <stddef.h>

enum { CM__DIGEST_MAX = 52 }; /* bytes that hold a digest's text, with its NUL */

/* Writes the SHA-256 (FIPS 180-4) of some bytes as a policy does: "sha256-" and base64.
 * out   CM__DIGEST_MAX bytes */
void cm__digest_print(char *out, const char *bytes, size_t length);

#endif
