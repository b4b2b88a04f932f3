/* cli_geocode.h - what the files of clustermap geocode share. */
#ifndef CLI_GEOCODE_H
#define CLI_GEOCODE_H

#include "cli/cli.h"
#include <clustermap/geocode.h>
#include <clustermap/members.h>
#include <pthread.h>

typedef struct geocode_request {
    cli_common common;
    const char *gazetteer, *min_level, *candidates, *rejects;
} geocode_request;

/* What has come of a list, or of what is read of it so far. */
typedef struct geocode_sum {
    cm_geocode_report report;
    size_t unread; /* rows that could not be read */
} geocode_sum;

/* A part of a list on its way. */
typedef struct geocode_part {
    cm_table members, unread, rejects, candidates;
    cm_features placed;
} geocode_part;
void cli_geocode_part_clear(geocode_part *part);

/* The files that parts go into. {0} has none. */
typedef struct geocode_files {
    cm_features_writer *members, *rejects, *candidates; /* NULL: not wanted */
    bool in_background;                                 /* more than one thread may be used */
    geocode_part part;                                  /* that is written now */
    pthread_t thread;                                   /* by which, if is_busy */
    bool is_busy, has_failed;
    char error[512];
} geocode_files;

/* To be cleared whatever comes back. */
cli_exit cli_geocode_files_open(geocode_files *out, const geocode_request *request);

/* Begins to write a part, once the one before is written; so it is that one whose failure is told,
 * or this one's at the next call. part is moved, and left empty. */
cli_exit cli_geocode_files_add(geocode_files *files, geocode_part *part);

/* Waits for the part that is written, and says why it failed. */
cli_exit cli_geocode_files_wait(geocode_files *files);

/* Puts the files in their places. */
cli_exit cli_geocode_files_close(geocode_files *files);
void cli_geocode_files_clear(geocode_files *files);

/* Whether the list can be read, placed and written part by part. */
bool cli_geocode_streams(const geocode_request *request, const char *path);

/* Does so. */
cli_exit cli_geocode_stream(geocode_sum *sum, const geocode_request *request, const char *path);

/* Finds the columns of a list; one without addresses or coordinates is refused. */
cli_exit cli_geocode_columns(cm_member_columns *out, const cm_table *members,
                             const geocode_request *request, const char *path);

/* The options of cm_geocode_members. */
cm_geocode_options cli_geocode_options_of(const geocode_request *request);

/* Rows that could not be read are rejects as well: line and reason are kept, the text goes into the
 * address's rest. They stand among the others by their lines. */
cm_status cli_geocode_merge(cm_table *rejects, const cm_table *unread);

/* The report on stderr and, with --json, on stdout. */
void cli_geocode_say(const geocode_sum *sum, const geocode_request *request);
void cli_geocode_print(const geocode_sum *sum);

#endif
