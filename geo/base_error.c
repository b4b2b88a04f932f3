/* base_error.c - the thread's error sentence behind cm_status. */
#include "geo/base_error.h"
#include <stdarg.h>
#include <stdio.h>

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

cm_status cm__fail(cm_status status, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    vsnprintf(error_text, sizeof error_text, format, args);
    va_end(args);
    return status;
}
