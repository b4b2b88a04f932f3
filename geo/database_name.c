/* database_name.c - the address of a PostGIS database, "PG:host=... dbname=... tables=members". */
#include "geo/database_name.h"
#include "geo/base_error.h"
#include <stdio.h>
#include <string.h>
#include <strings.h>

static const char tables_key[] = "tables", blanks[] = " \t\n\v\f\r", key_ends[] = "= \t\n\v\f\r";

bool cm__path_is_database(const char *path)
{
    return strncasecmp(path, "PG:", 3) == 0;
}

/* The end of a value: a blank, or the quote that closes it. */
static const char *end_of_value(const char *at)
{
    const bool is_quoted = *at == '\'';

    for (at += is_quoted; *at; at++) {
        if (*at == '\\' && at[1])
            at++;
        else if (is_quoted ? *at == '\'' : strchr(blanks, *at) != NULL)
            return is_quoted ? at + 1 : at;
    }
    return at;
}

/* Adds a value without its quotes and backslashes. */
static void add_value(cm__text *out, const char *at, const char *end)
{
    const bool is_quoted = *at == '\'';

    cm__text_add(out, "");
    at += is_quoted;
    end -= is_quoted && end > at && end[-1] == '\'';
    for (; at < end; at++) {
        at += *at == '\\' && at + 1 < end;
        cm__text_add_bytes(out, at, 1);
    }
}

/* "schema.table(column)", of which the column is not ours to choose; a dot inside double quotes is
 * part of a name. */
static cm_status split_table(cm__database_name *out, const char *name)
{
    bool is_quoted = false;
    cm__text *part = &out->table;

    for (; *name && (is_quoted || *name != '('); name++) {
        if (*name == '"') {
            is_quoted = !is_quoted;
        } else if (*name == '.' && !is_quoted && out->schema.length == 0) {
            out->schema = out->table;
            out->table = (cm__text){0};
        } else if (*name == ',' && !is_quoted) {
            return cm__fail(CM_ERR_DOMAIN, CM__DATABASE ": one table is to be named, not several");
        } else {
            cm__text_add_bytes(part, name, 1);
        }
    }
    return CM_OK;
}

static cm_status take_table(cm__database_name *out, const char *at, const char *end)
{
    cm__text value = {0};
    cm_status status;

    cm__text_clear(&out->schema); /* of several keys the last counts, as for libpq */
    cm__text_clear(&out->table);
    add_value(&value, at, end);
    status = value.failed;
    if (!status)
        status = split_table(out, value.bytes);
    cm__text_clear(&value);
    return status;
}

/* A value behind "key = ", where there is one. */
static const char *find_value(const char *at)
{
    at += strspn(at, blanks);
    return *at == '=' ? at + 1 + strspn(at + 1, blanks) : NULL;
}

cm_status cm__database_name_split(cm__database_name *out, const char *path)
{
    const size_t key_length = strlen(tables_key);
    cm_status status = CM_OK;
    const char *at = path + 3 + strspn(path + 3, blanks);

    cm__text_add(&out->connection, "PG:");
    while (*at && !status) {
        const char *const begin = at;
        const size_t key = strcspn(at, key_ends);
        const char *const value = find_value(at + key);
        const char *const end = value ? end_of_value(value) : at + key;
        at = end + strspn(end, blanks);
        if (value && key == key_length && strncasecmp(begin, tables_key, key) == 0) {
            status = take_table(out, value, end);
            continue;
        }
        /* a blank at the end would be part of a URI */
        cm__text_add(&out->connection, out->connection.length > 3 ? " " : "");
        cm__text_add_bytes(&out->connection, begin, (size_t)(end - begin));
    }
    if (!status)
        status = out->connection.failed;
    if (!status)
        status = out->schema.failed ? out->schema.failed : out->table.failed;
    if (status)
        cm__database_name_clear(out);
    return status;
}

void cm__database_name_clear(cm__database_name *name)
{
    cm__text_clear(&name->table);
    cm__text_clear(&name->schema);
    cm__text_clear(&name->connection);
}

void cm__database_reason(char out[static CM__DATABASE_REASON_MAX], const char *words)
{
    static const char *const quoting[] = {"connection info string", "URI", "connection option"};
    static const char *const before[] = {"PQconnectdb failed. ", "COPY statement failed. ",
                                         "ERROR: "};
    static const char *const after[] = {
        " LINE 1:", " CONTEXT:", " HINT:", " Is the server running"};
    char *end;

    for (size_t i = 0; i < sizeof quoting / sizeof *quoting; i++)
        if (strstr(words, quoting[i]))
            words = "its address is not understood: \"PG:host=... dbname=... user=...\"";
    for (size_t i = 0; i < sizeof before / sizeof *before; i++)
        if (strncmp(words, before[i], strlen(before[i])) == 0)
            words += strlen(before[i]);
    snprintf(out, CM__DATABASE_REASON_MAX, "%s", *words ? words : "it does not open");
    for (size_t i = 0; i < sizeof after / sizeof *after; i++)
        if ((end = strstr(out, after[i])) != NULL && end > out)
            *end = '\0';
}
