/* status.h - how every function of the library reports failure.
 *
 * A function that can fail returns cm_status: CM_OK (0) or one negative code for a program to act
 * on. The sentence for a person is kept per thread until the next failure in that thread. */
#ifndef CLUSTERMAP_STATUS_H
#define CLUSTERMAP_STATUS_H

#ifdef __GNUC__
#define CM_MUST_CHECK __attribute__((warn_unused_result))
#else
#define CM_MUST_CHECK
#endif

typedef enum cm_status {
    CM_OK = 0,
    CM_ERR_NOMEM = -1,  /* an allocation failed */
    CM_ERR_IO = -2,     /* the system refused a read or a write */
    CM_ERR_FORMAT = -3, /* an input is not what its format promises */
    CM_ERR_DOMAIN = -4, /* an argument is outside the range that its comment gives */
    CM_ERR_LIMIT = -5,  /* a safety limit was reached */
    CM_ERR_STOPPED = -6 /* the caller's progress function asked to stop */
} cm_status;

/* The code's fixed English name, such as "out of memory"; never NULL. Thread-safe. */
const char *cm_status_name(cm_status status);

/* What went wrong last in this thread, with file and line of the input where known; "" if nothing
 * has. Borrowed from the library until the next failure in this thread. */
const char *cm_error_text(void);

#endif
