/* cli_complete.h - what clustermap --complete is made of. */
#ifndef CLI_COMPLETE_H
#define CLI_COMPLETE_H

#include "cli/cli.h"

/* Offers the columns of a local file; nothing where it cannot be read, or would take long. */
void cli_offer_columns(const char *path);

#endif
