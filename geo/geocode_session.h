/* geocode_session.h - what one thread needs to ask an open gazetteer, which several may share. */
#ifndef CM_GEOCODE_SESSION_H
#define CM_GEOCODE_SESSION_H

#include "geo/address_tokens.h"
#include "geo/base_arena.h"
#include "geo/base_text.h"
#include <clustermap/gazetteer.h>
#include <clustermap/geocode.h>

/* {0} is an empty session. It is of one thread at a time; its gazetteer is not. */
typedef struct cm__geocode_session {
    cm_gazetteer *gazetteer;
    cm__address_text *address; /* the one that is looked at now */
    cm__address_text *name;    /* a name that is read meanwhile */
    cm__text reason;
    cm__arena *passing; /* texts until the next question */
} cm__geocode_session;

/* Begins asking. gazetteer is borrowed.  Returns CM_OK or CM_ERR_NOMEM; to be cleared either way.
 */
CM_MUST_CHECK cm_status cm__geocode_session_init(cm__geocode_session *out, cm_gazetteer *gazetteer);

/* Releases what the session holds and leaves it zeroed. */
void cm__geocode_session_clear(cm__geocode_session *session);

/* cm_geocode_address by one of several threads, each with a session of its own; the answer's texts
 * are good until the session's next question.
 * postal_code   beside the address, which counts where the address does not begin with one; or 0 */
CM_MUST_CHECK cm_status cm__geocode_ask(cm_geocode_answer *out, cm__geocode_session *session,
                                        const char *address, uint32_t postal_code,
                                        cm_table *candidates);

#endif
