/* database_name.h - the address of a PostGIS database, "PG:host=... dbname=... tables=members". */
#ifndef CM_DATABASE_NAME_H
#define CM_DATABASE_NAME_H

#include "geo/base_text.h"
#include <stdbool.h>

/* What messages call a database, whose address may hold a password. */
#define CM__DATABASE "PG:..."

/* An address in its parts. */
typedef struct cm__database_name {
    cm__text connection;    /* "PG:..." without the table */
    cm__text schema, table; /* of "tables=schema.table"; empty where they are not named */
} cm__database_name;

/* Whether a path is such an address: it begins with "PG:", in letters of either case. */
bool cm__path_is_database(const char *path);

/* Parts an address: blanks are between "key=value", a value with blanks is in single quotes, as in
 * libpq's connection strings; "tables=" is GDAL's. out must be empty.
 * Returns CM_OK; CM_ERR_DOMAIN if several tables are named; CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__database_name_split(cm__database_name *out, const char *path);

void cm__database_name_clear(cm__database_name *name);

enum { CM__DATABASE_REASON_MAX = 320 };

/* Why a database does not open or obey, in words that repeat nothing of its address: the server's
 * and libpq's own without the statement's text, but where libpq quotes an address that it does not
 * understand. out is a text of at most CM__DATABASE_REASON_MAX - 1 bytes. */
void cm__database_reason(char out[static CM__DATABASE_REASON_MAX], const char *words);

#endif
