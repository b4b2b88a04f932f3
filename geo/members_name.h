/* members_name.h - names of firms as they are compared. */
#ifndef CM_MEMBERS_NAME_H
#define CM_MEMBERS_NAME_H

#include "geo/text_width.h"
#include <stdbool.h>

enum { CM__NAME_MAX = CM__FOLDED_MAX + 32 }; /* a folded name whose legal form is written out */

/* A name without width, case and blanks, its legal form at the front or the end written out:
 * "㈱ハドソン", "（株） ハドソン" and "株式会社ハドソン" are the same, "ハドソン株式会社" is not.
 *
 * out    CM__NAME_MAX bytes
 * bare   without the legal form, unless nothing else is there
 * Returns out, or name itself where it is too long to be folded or not UTF-8; "" for blanks. */
const char *cm__member_key(char *out, const char *name, bool bare);

#endif
