/* simple_matcher.h - what a small program does with addresses, to compare with: one canonical key
 * of every town, and the longest of them that an address begins with. */
#ifndef SIMPLE_MATCHER_H
#define SIMPLE_MATCHER_H

#include <clustermap/reader.h>
#include <clustermap/table.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { SIMPLE_MAX = 256, SIMPLE_SLOTS = 1 << 21 };

typedef struct simple_entry {
    uint64_t key; /* a hash of 64 bits, 0: free */
    double lon_deg, lat_deg;
    size_t count; /* of the koaza that it is the mean of; 0: the town's own */
} simple_entry;

typedef struct simple_matcher {
    simple_entry *slots;
} simple_matcher;

static size_t simple_decode(uint32_t *out, const char *text)
{
    const unsigned char *at = (const unsigned char *)text;
    size_t count = 0;

    while (*at != '\0' && count < SIMPLE_MAX) {
        uint32_t code = *at;
        int more = code < 0xC0 ? 0 : code < 0xE0 ? 1 : code < 0xF0 ? 2 : 3;
        code = more == 0 ? code : code & (0x3FU >> more);
        for (at++; more > 0 && *at != '\0'; more--)
            code = code << 6 | (*at++ & 0x3FU);
        out[count++] = code;
    }
    return count;
}

/* Width, hyphens, particles, and the commonest of the old kanji; 0: left out. */
static uint32_t simple_fold(uint32_t code)
{
    static const uint32_t pairs[][2] = {
        {0x30F6, 0x30B1}, {0x304C, 0x30B1}, {0x30AC, 0x30B1}, {0x306E, 0x30CE}, {0x4E4B, 0x30CE},
        {0x4E43, 0x30CE}, {0x9F8D, 0x7ADC}, {0x6FA4, 0x6CA2}, {0x6A9C, 0x6867}, {0xFA11, 0x5D0E},
        {0x9AD9, 0x9AD8}, {0x6FF1, 0x6D5C}, {0x908A, 0x8FBA}, {0x5D8B, 0x5CF6}, {0x570B, 0x56FD},
        {0x5EE3, 0x5E83}, {0x51A8, 0x5BCC}, {0x6AFB, 0x685C}, {0x9ED1, 0x9ED2}, {0x66FD, 0x66FE},
        {0x6DF5, 0x6E15}, {0x85EA, 0x85AE}, {0x8218, 0x9928}, {0x689D, 0x6761},
    };

    if (code == ' ' || code == 0x3000 || code == 0x5B57) /* aza */
        return 0;
    if ((code >= 0x2010 && code <= 0x2015) || code == 0x2212 || code == 0xFF0D || code == 0x2500)
        return '-';
    if (code > 0xFF00 && code < 0xFF5F)
        return code - 0xFEE0;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (pairs[i][0] == code)
            return pairs[i][1];
    return code;
}

static int simple_numeral(uint32_t code)
{
    static const uint32_t numerals[] = {0x3007, 0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94,
                                        0x516D, 0x4E03, 0x516B, 0x4E5D, 0x5341};

    for (int i = 0; i < 11; i++)
        if (numerals[i] == code)
            return i;
    return -1;
}

static int simple_is_counter(uint32_t code)
{
    return code == 0x4E01 || code == 0x6761 || code == 0x7DDA || code == 0x53F7 || code == 0x756A;
}

/* Writes a number before chome, jo, ban, ... in digits. Returns the signs it takes, or 0. */
static size_t simple_number(uint32_t *out, size_t *count, const uint32_t *codes, size_t left)
{
    size_t i = 0;
    int value = 0, digit = 0;

    for (; i < left && simple_numeral(codes[i]) >= 0; i++) {
        const int n = simple_numeral(codes[i]);
        value += n == 10 ? (digit ? digit : 1) * 10 : 0;
        digit = n == 10 ? 0 : digit * 10 + n;
    }
    if (i == 0 || i > 6 || i == left || !simple_is_counter(codes[i]))
        return 0;
    value += digit;
    for (int unit = 100000; unit > 0; unit /= 10)
        if (value >= unit || unit == 1)
            out[(*count)++] = (uint32_t)('0' + value / unit % 10);
    return i;
}

/* The canonical form; oaza and chome are left out, a long vowel after a digit is a hyphen. */
static size_t simple_canonical(uint32_t out[2 * SIMPLE_MAX], const char *text)
{
    uint32_t codes[SIMPLE_MAX + 2] = {0};
    size_t length = 0, count = 0;
    const size_t raw = simple_decode(codes, text);

    for (size_t i = 0; i < raw; i++) {
        const int oaza = codes[i] == 0x5927 && codes[i + 1] == 0x5B57;
        const uint32_t code = oaza ? 0 : simple_fold(codes[i]);
        if (code != 0)
            codes[length++] = code;
    }
    codes[length] = 0;
    for (size_t i = 0; i < length && count < 2 * SIMPLE_MAX - 8;) {
        const size_t used = simple_number(out, &count, codes + i, length - i);
        if (used > 0) {
            i += used;
        } else if (codes[i] == 0x4E01 && codes[i + 1] == 0x76EE) {
            out[count++] = '-';
            i += 2;
        } else {
            const int after_digit = count > 0 && out[count - 1] >= '0' && out[count - 1] <= '9';
            out[count++] = codes[i] == 0x30FC && after_digit ? '-' : codes[i];
            i++;
        }
    }
    return count;
}

static uint64_t simple_hash(uint64_t hash, uint32_t code)
{
    hash = (hash ^ code) * 0x9E3779B97F4A7C15U;
    return hash ^ hash >> 29;
}

static simple_entry *simple_slot(const simple_matcher *m, uint64_t key)
{
    size_t slot = (size_t)(key % SIMPLE_SLOTS);

    while (m->slots[slot].key != 0 && m->slots[slot].key != key)
        slot = (slot + 1) % SIMPLE_SLOTS;
    return &m->slots[slot];
}

/* The place of a town is its own row's, else the mean of its koaza's. */
static void simple_add(simple_matcher *m, const char *name, int own, const double place[2])
{
    uint32_t codes[2 * SIMPLE_MAX];
    size_t count = simple_canonical(codes, name);
    uint64_t key = 1;

    while (count > 0 && codes[count - 1] == '-')
        count--;
    for (size_t i = 0; i < count; i++)
        key = simple_hash(key, codes[i]);
    simple_entry *const entry = simple_slot(m, key);
    if (entry->key != 0 && entry->count == 0)
        return;
    entry->key = key;
    entry->count = own ? 0 : entry->count + 1;
    const double share = own ? 1 : 1 / (double)entry->count;
    entry->lon_deg += (place[0] - entry->lon_deg) * share;
    entry->lat_deg += (place[1] - entry->lat_deg) * share;
}

/* The place of the longest town that the address begins with. Returns whether there is one. */
static int simple_find(const simple_matcher *m, double *lon_deg, double *lat_deg,
                       const char *address)
{
    uint32_t codes[2 * SIMPLE_MAX];
    const size_t count = simple_canonical(codes, address);
    uint64_t key = 1;
    int found = 0;

    for (size_t i = 0; i < count; i++) {
        key = simple_hash(key, codes[i]);
        const int in_number = i + 1 < count && codes[i] >= '0' && codes[i] <= '9' &&
                              codes[i + 1] >= '0' && codes[i + 1] <= '9';
        const simple_entry *const entry = simple_slot(m, key);
        if (entry->key == 0 || in_number)
            continue;
        *lon_deg = entry->lon_deg;
        *lat_deg = entry->lat_deg;
        found = 1;
    }
    return found;
}

/* Every town of a table with its prefecture and without, with its county and without. */
static int simple_load(simple_matcher *m, const char *path)
{
    static const char county[] = "郡";
    cm_table table = {0};

    m->slots = calloc(SIMPLE_SLOTS, sizeof *m->slots);
    if (!m->slots || cm_table_read(&table, path, NULL, NULL))
        return 1;
    const size_t lat = cm_table_find_column(&table, "lat");
    const size_t lon = cm_table_find_column(&table, "lng");
    for (size_t i = 0; i < table.row_count; i++) {
        const char *const prefecture = cm_table_get_text(&table, i, 0);
        const char *const city = cm_table_get_text(&table, i, 1);
        const char *const town = cm_table_get_text(&table, i, 2);
        const char *const behind = strstr(city, county);
        const double place[2] = {cm_table_get_number(&table, i, lon),
                                 cm_table_get_number(&table, i, lat)};
        if (isnan(place[0]) || isnan(place[1]))
            continue;
        for (int form = 0; form < 4; form++) {
            char name[1024];
            if (form >= 2 && !behind)
                continue;
            snprintf(name, sizeof name, "%s%s%s", form % 2 ? "" : prefecture,
                     form >= 2 ? behind + sizeof county - 1 : city, town);
            simple_add(m, name, *cm_table_get_text(&table, i, 3) == '\0', place);
        }
    }
    cm_table_clear(&table);
    return 0;
}

static void simple_free(simple_matcher *m)
{
    free(m->slots);
    m->slots = NULL;
}

#endif
