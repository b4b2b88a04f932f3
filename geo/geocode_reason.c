/* geocode_reason.c - why an address has no place, or a doubtful one: one word and what belongs to
 * it. */
#include "geo/geocode_reason.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const char *const words[CM_REASON_COUNT] = {
    [CM_REASON_NONE] = "",
    [CM_REASON_NO_ADDRESS] = "no_address",
    [CM_REASON_NO_TOWN] = "no_town",
    [CM_REASON_NO_PLACE] = "no_place",
    [CM_REASON_TOO_COARSE] = "too_coarse",
    [CM_REASON_TIE] = "tie",
    [CM_REASON_BAD_PLACE] = "bad_place",
    [CM_REASON_OUTSIDE] = "outside",
    [CM_REASON_POSTAL] = "postal",
    [CM_REASON_TYPO] = "typo",
    [CM_REASON_MERGED] = "merged",
    [CM_REASON_NO_CITY] = "no_city",
    [CM_REASON_NO_PART] = "no_part",
    [CM_REASON_OTHER] = "other",
};

const char *cm_reason_name(cm_reason reason)
{
    return words[reason];
}

cm_reason cm_reason_find(const char *text)
{
    const size_t length = strcspn(text, ":");
    int reason = CM_REASON_NONE;

    while (reason < CM_REASON_OTHER &&
           (strlen(words[reason]) != length || strncmp(words[reason], text, length) != 0))
        reason++;
    return (cm_reason)reason;
}

void cm__reason_give(cm__text *out, cm_reason reason, const char *format, ...)
{
    char detail[1024];
    va_list args;

    va_start(args, format);
    vsnprintf(detail, sizeof detail, format, args);
    va_end(args);
    out->length = 0;
    cm__text_add(out, words[reason]);
    cm__text_add(out, ": ");
    cm__text_add(out, detail);
}
