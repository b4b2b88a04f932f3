/* cli_say.c - how the program talks: one line a message, on stderr. */
#include "cli/cli.h"
#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { LINE_MAX_BYTES = 1024, WAITING_MAX_BYTES = 1 << 17 };

static char waiting[WAITING_MAX_BYTES]; /* lines that are said once all has gone well */
static size_t waiting_length, dropped_count;

static void keep(const char *line)
{
    const size_t length = strlen(line);

    if (waiting_length + length + 1 > sizeof waiting) {
        dropped_count++;
        return;
    }
    memcpy(waiting + waiting_length, line, length);
    waiting_length += length;
    waiting[waiting_length++] = '\n';
}

/* How many bytes of UTF-8 begin here; 0 if they are none, or cut off. */
static size_t character_length(const char *at)
{
    const unsigned char first = (unsigned char)*at;
    const size_t length = first < 0x80 ? 1 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;

    if ((first >= 0x80 && first < 0xC2) || first > 0xF4)
        return 0;
    for (size_t i = 1; i < length; i++)
        if (((unsigned char)at[i] & 0xC0) != 0x80)
            return 0;
    return length;
}

size_t cli_whole_bytes(const char *text, size_t most)
{
    size_t length = strlen(text);

    if (length <= most)
        return length;
    for (length = most; length > 0 && ((unsigned char)text[length] & 0xC0) == 0x80;)
        length--;
    return length;
}

/* A line break in a file's name is no second message, and a long name may be cut within a
 * character. */
static void clean(char *line)
{
    for (char *at = line; *at;) {
        const size_t length = character_length(at);
        if (length == 0 || iscntrl((unsigned char)*at))
            *at = '?';
        at += length > 0 ? length : 1;
    }
}

/* The end of a value in a database's address: a blank, or the quote that closes it. */
static char *end_of_secret(char *at)
{
    const bool is_quoted = *at == '\'';

    for (at += is_quoted; *at; at++) {
        if (*at == '\\' && at[1])
            at++;
        else if (is_quoted ? *at == '\'' : *at == ' ')
            return at + is_quoted;
    }
    return at;
}

static char *hide(char *from, const char *end)
{
    if (from == end)
        return from;
    *from = '*';
    memmove(from + 1, end, strlen(end) + 1);
    return from + 1;
}

/* Puts a star for what stands behind "password=" and, in "://user:password@host", before the @: an
 * address of a database is named in messages as files are. */
static void hide_passwords(char *line)
{
    static const char key[] = "password", blanks[] = " \t\n\v\f\r";

    for (char *at = line; (at = strcasestr(at, key)) != NULL;) {
        at += strlen(key);
        char *const value = at + strspn(at, blanks);
        if (*value == '=') {
            char *const begin = value + 1 + strspn(value + 1, blanks);
            at = hide(begin, end_of_secret(begin));
        }
    }
    for (char *at = line; (at = strstr(at, "://")) != NULL;) {
        at += 3;
        char *const colon = at + strcspn(at, ":/@ "), *end = colon;
        /* the last @, since one in a password may have been left as it is */
        for (char *c = colon; *c && *c != ' '; c++)
            end = *c == '@' ? c : end;
        if (*colon == ':' && end > colon)
            at = hide(colon + 1, end);
    }
}

cli_exit cli_say(cli_exit result, const char *format, ...)
{
    static const char prefix[] = "clustermap: ";
    char line[LINE_MAX_BYTES];
    va_list args;

    memcpy(line, prefix, sizeof prefix);
    va_start(args, format);
    vsnprintf(line + strlen(prefix), sizeof line - strlen(prefix), format, args);
    va_end(args);
    hide_passwords(line);
    clean(line);
    if (result == CLI_DONE) {
        keep(line);
        return result;
    }
    cli_progress_end();
    fprintf(stderr, "%s\n", line);
    return result;
}

void cli_say_end(cli_exit result)
{
    cli_progress_end();
    if (result == CLI_DONE || result == CLI_REJECTED) {
        fwrite(waiting, 1, waiting_length, stderr);
        if (dropped_count > 0)
            fprintf(stderr, "clustermap: %zu more lines are not shown\n", dropped_count);
    }
    waiting_length = 0;
}

cli_exit cli_fail(void)
{
    return cli_say(CLI_FAILED, "%s", cm_error_text());
}
