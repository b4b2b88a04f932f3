/* export_names.c - column names as a file format can hold them. */
#include "output/export_names.h"
#include "geo/base_arena.h"
#include "geo/base_memory.h"
#include "geo/text_utf8.h"
#include <stdio.h>
#include <string.h>

enum { FIRST_NUMBER = 2, NUMBERS_TRIED = 8, SUFFIX_MAX = 24 };

/* Bytes of a character in CP932: halfwidth katakana (U+FF61 to U+FF9F) take one, as ASCII does. */
static size_t cp932_length(const char *at, size_t length)
{
    const unsigned char *const c = (const unsigned char *)at;

    if (length == 3 && c[0] == 0xEF &&
        ((c[1] == 0xBD && c[2] >= 0xA1) || (c[1] == 0xBE && c[2] <= 0x9F)))
        return 1;
    return length == 1 ? 1 : 2;
}

/* How many bytes of a name fit into longest bytes of its file, between characters. */
static size_t fitting(const char *name, size_t longest, bool cp932)
{
    const char *at = name;
    size_t used = 0;

    if (longest == 0)
        return strlen(name);
    while (*at) {
        const size_t length = cm__utf8_length(at);
        used += cp932 ? cp932_length(at, length) : length;
        if (used > longest)
            break;
        at += length;
    }
    return (size_t)(at - name);
}

/* A set of names by open addressing, so that 100000 columns take no time. */
typedef struct name_set {
    const char **slots;
    size_t size; /* a power of two, over twice the names */
} name_set;

/* Lower case of ASCII alone, as cm__text_is_same compares. */
static unsigned fold(char c)
{
    return c >= 'A' && c <= 'Z' ? (unsigned)c + 32 : (unsigned char)c;
}

static size_t hash_name(const char *name)
{
    size_t hash = 0xcbf29ce484222325u; /* FNV-1a */

    for (; *name; name++)
        hash = (hash ^ fold(*name)) * 0x100000001b3u;
    return hash;
}

/* The slot that holds the name, or the empty one where it would be. */
static const char **find_slot(const name_set *set, const char *name)
{
    size_t i = hash_name(name) & (set->size - 1);

    while (set->slots[i] && !cm__text_is_same(set->slots[i], name))
        i = (i + 1) & (set->size - 1);
    return &set->slots[i];
}

static cm_status make_set(name_set *set, size_t count)
{
    cm_status status;

    for (set->size = 64; set->size < 2 * count; set->size *= 2)
        ;
    status = cm__array_grow(&set->slots, set->size, sizeof *set->slots);
    if (!status)
        memset(set->slots, 0, set->size * sizeof *set->slots);
    return status;
}

/* The first free name of the row a, a_2, ... a_9, then a_COLUMN and on. It is left in attempt. */
static const char **find_free(cm__text *attempt, const name_set *set, const char *name,
                              const cm__naming *naming, size_t column)
{
    char suffix[SUFFIX_MAX] = "";

    for (size_t number = FIRST_NUMBER;; number++) {
        const size_t room = naming->longest ? naming->longest - strlen(suffix) : 0;
        attempt->length = 0;
        cm__text_add_bytes(attempt, name, fitting(name, room, naming->cp932));
        cm__text_add(attempt, suffix);
        if (attempt->failed)
            return NULL;
        const char **const slot = find_slot(set, attempt->bytes);
        if (!*slot)
            return slot;
        if (number == FIRST_NUMBER + NUMBERS_TRIED && column + 1 > number)
            number = column + 1;
        snprintf(suffix, sizeof suffix, "_%zu", number);
    }
}

static cm_status add_name(cm__column_names *out, name_set *set, const char *given,
                          const cm__naming *naming, size_t column)
{
    cm__text clean = {0}, attempt = {0};
    const char **slot = NULL;
    cm_status status;

    cm__text_add_utf8(&clean, given, strlen(given));
    if (!clean.failed)
        slot = find_free(&attempt, set, clean.bytes, naming, column);
    status = clean.failed ? clean.failed : attempt.failed;
    if (!status)
        status = cm__arena_copy(&out->text, &out->names[column], attempt.bytes, attempt.length);
    if (!status) {
        *slot = out->names[column];
        out->renamed += strcmp(out->names[column], given) != 0;
    }
    cm__text_clear(&attempt);
    cm__text_clear(&clean);
    return status;
}

cm_status cm__column_names_make(cm__column_names *out, const cm_table *table,
                                const cm__naming *naming)
{
    cm__column_names fresh = {0};
    name_set set = {0};
    size_t taken = 0;
    cm_status status;

    while (naming->taken && naming->taken[taken])
        taken++;
    status = make_set(&set, table->column_count + taken);
    if (!status && table->column_count > 0)
        status = cm__array_grow(&fresh.names, table->column_count, sizeof *fresh.names);
    for (size_t i = 0; i < taken && !status; i++)
        *find_slot(&set, naming->taken[i]) = naming->taken[i];
    for (size_t i = 0; i < table->column_count && !status; i++)
        status = add_name(&fresh, &set, table->columns[i].name, naming, i);
    if (!status) {
        *out = fresh; /* handed over: clear must not free it */
        fresh = (cm__column_names){0};
    }
    cm__array_free(&set.slots);
    cm__column_names_clear(&fresh);
    return status;
}

void cm__column_names_clear(cm__column_names *names)
{
    cm__array_free(&names->names);
    cm__arena_destroy(&names->text);
    *names = (cm__column_names){0};
}
