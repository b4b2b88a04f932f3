/* geocode_session.c - what one thread needs to ask an open gazetteer, which several may share. */
#include "geo/geocode_session.h"
#include "geo/base_memory.h"

cm_status cm__geocode_session_init(cm__geocode_session *out, cm_gazetteer *gazetteer)
{
    cm_status status;

    *out = (cm__geocode_session){.gazetteer = gazetteer};
    status = cm__array_grow(&out->address, 1, sizeof *out->address);
    if (!status)
        status = cm__array_grow(&out->name, 1, sizeof *out->name);
    if (!status)
        out->address->count = out->name->count = 0;
    return status;
}

void cm__geocode_session_clear(cm__geocode_session *session)
{
    cm__arena_destroy(&session->passing);
    cm__text_clear(&session->reason);
    cm__array_free(&session->name);
    cm__array_free(&session->address);
    session->gazetteer = NULL;
}
