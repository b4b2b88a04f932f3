/* spellings.h - fresh spellings of a town, so that what is measured is not what was looked at. */
#ifndef SPELLINGS_H
#define SPELLINGS_H

#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { SPELLING_SIZE = 1024, SPELLING_NAME = 304, SPELLING_KINDS = 16, SPELLING_TYPO = 8 };

/* From SPELLING_TYPO on they have one wrong character. */
static const char *const spelling_kinds[SPELLING_KINDS] = {
    "as it stands",  "full width",     "without prefecture", "blanks",
    "postal code",   "ban and go",     "building",           "bracket",
    "town, another", "town, left out", "town, doubled",      "town, exchanged",
    "city, another", "city, left out", "city, exchanged",    "prefecture, another",
};

static uint32_t spelling_random(uint32_t *state)
{
    *state = *state * 1664525U + 1013904223U;
    return *state >> 8;
}

/* Where each character of a name begins. */
static size_t spelling_split(size_t starts[128], const char *name)
{
    size_t count = 0;

    for (size_t i = 0; name[i] != '\0' && count < 127; i++)
        if (((unsigned char)name[i] & 0xC0) != 0x80)
            starts[count++] = i;
    starts[count] = strlen(name);
    return count;
}

/* One wrong character; out has SPELLING_NAME bytes. Returns 0 where the name cannot have it. */
static int spelling_typo(char *out, const char *name, const char *how, uint32_t *state)
{
    static const char *const others[] = {"川", "田", "山", "本", "木", "野", "村", "島",
                                         "大", "小", "谷", "松", "井", "原", "崎", "沢"};
    size_t s[128];
    const size_t count = spelling_split(s, name);
    const int exchanged = strcmp(how, "exchanged") == 0;

    if (count < 2)
        return 0;
    const size_t i = spelling_random(state) % (count - (exchanged ? 1 : 0));
    const int a = (int)(s[i + 1] - s[i]), b = exchanged ? (int)(s[i + 2] - s[i + 1]) : 0;
    const char *const at = name + s[i];
    const char *const other = others[spelling_random(state) % 16];
    if (exchanged && a == b && memcmp(at, at + a, (size_t)a) == 0)
        return 0;
    if (strcmp(how, "another") == 0)
        snprintf(out, SPELLING_NAME, "%.*s%s%s", (int)s[i], name, other, at + a);
    else if (strcmp(how, "left out") == 0)
        snprintf(out, SPELLING_NAME, "%.*s%s", (int)s[i], name, at + a);
    else if (strcmp(how, "doubled") == 0)
        snprintf(out, SPELLING_NAME, "%.*s%.*s%s", (int)s[i], name, a, at, at);
    else
        snprintf(out, SPELLING_NAME, "%.*s%.*s%.*s%s", (int)s[i], name, b, at + a, a, at,
                 at + a + b);
    return strcmp(out, name) != 0;
}

static void spelling_widen(char *out, const char *text)
{
    for (; *text != '\0'; text++) {
        if (*text > ' ' && *text < 0x60) {
            *out++ = '\xEF';
            *out++ = '\xBC';
            *out++ = (char)(*text + 0x60);
        } else {
            *out++ = *text;
        }
    }
    *out = '\0';
}

/* Writes a town in one of the kinds, and the town as it is spelled there, if with an error, without
 * its lot. Returns 0 where it has no such spelling. */
static int spelling_write(char *out, char *bare, int kind, const char *const names[3],
                          uint32_t *state)
{
    char parts[3][SPELLING_NAME], lot[64], wide[256];
    const unsigned a = spelling_random(state) % 40 + 1, b = spelling_random(state) % 30 + 1;
    const char *const how = kind >= 8 ? strstr(spelling_kinds[kind], ", ") + 2 : NULL;
    const int part = kind < 8 ? -1 : kind < 12 ? 2 : kind < 15 ? 1 : 0;

    for (int i = 0; i < 3; i++) {
        snprintf(parts[i], sizeof parts[i], "%.300s", names[i]);
        if (i == part && !spelling_typo(parts[i], names[i], how, state))
            return 0;
    }
    if (kind == 5)
        snprintf(lot, sizeof lot, "%u番%u号", a, b);
    else if (strstr(names[2], "丁目"))
        snprintf(lot, sizeof lot, "%u-%u", a, b);
    else /* a number that is no chome's */
        snprintf(lot, sizeof lot, "%u", 100 * a + b);
    spelling_widen(wide, lot);
    snprintf(out, SPELLING_SIZE, "%s%s%s%s%s%s%s%s", kind == 4 ? "〒100-0001 " : "",
             kind == 2 ? "" : parts[0], kind == 3 ? "　" : "", parts[1], kind == 3 ? " " : "",
             parts[2], kind == 1 ? wide : lot,
             kind == 6   ? " 第2ビル3階"
             : kind == 7 ? "（旧役場"
                         : "");
    snprintf(bare, SPELLING_SIZE, "%.300s%.300s%.300s", parts[0], parts[1], parts[2]);
    return 1;
}

#endif
