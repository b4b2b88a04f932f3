/* cli_json.c - the run's report as one JSON object on stdout. */
#include "cli/cli.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static bool needs_comma; /* the program has one stdout, and writes one object at a time */

static void print_text(const char *text)
{
    putchar('"');
    for (const unsigned char *c = (const unsigned char *)text; *c; c++) {
        if (*c == '"' || *c == '\\')
            printf("\\%c", *c);
        else if (*c < 0x20 || *c == 0x7f)
            printf("\\u%04x", *c);
        else
            putchar(*c);
    }
    putchar('"');
}

static void print_key(const char *key)
{
    if (needs_comma)
        fputs(", ", stdout);
    needs_comma = true;
    if (!key)
        return;
    print_text(key);
    fputs(": ", stdout);
}

void cli_json_begin(void)
{
    needs_comma = false;
    putchar('{');
}

void cli_json_end(void)
{
    puts("}");
    needs_comma = false;
}

void cli_json_text(const char *key, const char *value)
{
    print_key(key);
    if (value)
        print_text(value);
    else
        fputs("null", stdout);
}

void cli_json_number(const char *key, double value)
{
    char text[32];

    print_key(key);
    if (!isfinite(value)) {
        fputs("null", stdout);
        return;
    }
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(text, sizeof text, "%.*g", digits, value);
        if (strtod(text, NULL) == value)
            break;
    }
    fputs(text, stdout);
}

void cli_json_count(const char *key, size_t value)
{
    print_key(key);
    printf("%zu", value);
}

void cli_json_bool(const char *key, bool value)
{
    print_key(key);
    fputs(value ? "true" : "false", stdout);
}

void cli_json_open(const char *key, char bracket)
{
    print_key(key);
    putchar(bracket);
    needs_comma = false;
}

void cli_json_close(char bracket)
{
    putchar(bracket);
    needs_comma = true;
}
