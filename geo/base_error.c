/* base_error.c - the thread's error sentence behind cm_status. */
#include "geo/base_error.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static _Thread_local char error_text[512];

const char *cm_error_text(void)
{
    return error_text;
}

const char *cm_status_name(cm_status status)
{
    switch (status) {
    case CM_OK: return "success";
    case CM_ERR_NOMEM: return "out of memory";
    case CM_ERR_IO: return "input/output error";
    case CM_ERR_FORMAT: return "malformed input";
    case CM_ERR_DOMAIN: return "value out of range";
    case CM_ERR_LIMIT: return "limit reached";
    case CM_ERR_STOPPED: return "stopped";
    }
    return "unknown status";
}

/* Hostile names end up in messages: no control character may reach a terminal or split the line,
 * and what is cut must not be cut inside a character. */
static void make_presentable(char *text, size_t capacity)
{
    size_t length = strlen(text);

    if (length == capacity - 1) {
        while (length > 0 && ((unsigned char)text[length - 1] & 0xC0) == 0x80)
            length--;
        if (length > 0 && (unsigned char)text[length - 1] >= 0xC0)
            length--;
        text[length] = '\0';
    }
    for (size_t i = 0; i < length; i++)
        if ((unsigned char)text[i] < 0x20 || text[i] == 0x7F)
            text[i] = '?';
}

cm_status cm__fail(cm_status status, const char *format, ...)
{
    char fresh[sizeof error_text]; /* the old sentence may be among the arguments */
    va_list args;

    va_start(args, format);
    vsnprintf(fresh, sizeof fresh, format, args);
    va_end(args);
    make_presentable(fresh, sizeof fresh);
    memcpy(error_text, fresh, sizeof error_text);
    return status;
}
