/* cli_geocode.h - what the files of clustermap geocode share. */
#ifndef CLI_GEOCODE_H
#define CLI_GEOCODE_H

#include "cli/cli.h"
#include <clustermap/geocode.h>
#include <clustermap/members.h>

typedef struct geocode_request {
    cli_common common;
    const char *gazetteer, *min_level, *candidates, *rejects;
} geocode_request;

/* What has come of a list, or of what is read of it so far. */
typedef struct geocode_sum {
    cm_geocode_report report;
    size_t unread; /* rows that could not be read */
} geocode_sum;

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
