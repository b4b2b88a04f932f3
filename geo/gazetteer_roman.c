/* gazetteer_roman.c - the names of prefectures and cities in Roman letters and in kana. */
#include "geo/gazetteer_roman.h"
#include "geo/address_roman.h"
#include "geo/base_text.h"
#include "geo/source_prefectures.h"
#include <stdio.h>
#include <string.h>

enum { SHI = 0x30B7, GU = 0x30B0, N = 0x30F3 };

/* Reads a name into the room for names. */
static void read_name(cm_gazetteer *gazetteer, const char *name)
{
    cm__address_read(gazetteer->name, gazetteer->fold, name, strlen(name));
}

static void read_roman(cm__roman_text *out, cm_gazetteer *gazetteer, const char *name)
{
    read_name(gazetteer, name);
    cm__roman_read(out, gazetteer->name, 0);
}

/* Adds what stands in the room for names, from token `start` on. */
static cm_status add_city(cm_gazetteer *gazetteer, size_t city, size_t start)
{
    const uint32_t scope = (uint32_t)(CM__SCOPE_READ_CITY_IN + gazetteer->cities[city].prefecture);
    const cm__address_text *const name = gazetteer->name;
    cm_status status;

    if (name->count <= start)
        return CM_OK;
    status = cm__lexicon_add(&gazetteer->readings, CM__SCOPE_READ_CITY, (uint32_t)city, name, start,
                             name->count);
    if (!status)
        status =
            cm__lexicon_add(&gazetteer->readings, scope, (uint32_t)city, name, start, name->count);
    return status;
}

static void append_letter(cm__address_text *name, uint8_t letter)
{
    if (name->count < CM__ADDRESS_MAX)
        name->tokens[name->count++] = (cm__address_token){.code = letter};
}

/* A part of a name: a stem, and the words that may tell its kind. */
typedef struct part {
    size_t first, end; /* letters of the stem */
    const char *const *kinds;
} part;

/* Splits a name into at most two parts, each ending with the word for its kind. */
static size_t split(part parts[2], const cm__roman_text *text)
{
    size_t count = 0, first = 0;

    for (size_t i = 0; i < text->count && count < 2; i += cm__roman_word_length(text, i)) {
        const char *const *const word_kinds = i > first ? cm__roman_kinds(text, i) : NULL;
        if (!word_kinds)
            continue;
        parts[count++] = (part){first, i, word_kinds};
        first = i + cm__roman_word_length(text, i);
    }
    if (first < text->count && count < 2)
        parts[count++] = (part){first, text->count, NULL};
    return count;
}

static void write_part(cm__address_text *name, const cm__roman_text *text, const part *p,
                       const char *kind)
{
    for (size_t i = p->first; i < p->end; i++)
        append_letter(name, text->letters[i].letter);
    for (; *kind != '\0'; kind++)
        append_letter(name, (uint8_t)*kind);
}

static const char *const no_kind[] = {"", NULL};

static const char *const *kinds_of(const part *p)
{
    return p->kinds ? p->kinds : no_kind;
}

/* Adds a city by its last part, behind each form of the part before it, if any. */
static cm_status add_parts(cm_gazetteer *gazetteer, size_t city, const cm__roman_text *text,
                           const part *before, const part *last)
{
    cm__address_text *const name = gazetteer->name;
    cm_status status = CM_OK;

    for (const char *const *a = before ? kinds_of(before) : no_kind; *a && !status; a++)
        for (const char *const *b = kinds_of(last); *b && !status; b++) {
            name->count = 0;
            if (before)
                write_part(name, text, before, *a);
            write_part(name, text, last, *b);
            status = add_city(gazetteer, city, 0);
        }
    return status;
}

cm_status cm__gazetteer_add_roman(cm_gazetteer *gazetteer, size_t city, const char *roman)
{
    cm__roman_text text;
    part parts[2];
    cm_status status;

    read_roman(&text, gazetteer, roman);
    const size_t count = split(parts, &text);
    if (count == 0)
        return CM_OK;
    status = add_parts(gazetteer, city, &text, NULL, &parts[count - 1]);
    return status || count == 1 ? status : add_parts(gazetteer, city, &text, &parts[0], &parts[1]);
}

/* Where the county of a name in kana ends, or 0. */
static size_t find_county(const cm__address_text *name)
{
    for (size_t i = 1; i + 3 < name->count; i++)
        if (name->tokens[i].code == GU && name->tokens[i + 1].code == N)
            return i + 2;
    return 0;
}

cm_status cm__gazetteer_add_kana(cm_gazetteer *gazetteer, size_t city, const char *kana)
{
    cm_status status;
    size_t county;

    read_name(gazetteer, kana);
    status = add_city(gazetteer, city, 0);
    county = strstr(gazetteer->cities[city].name, "郡") ? find_county(gazetteer->name) : 0;
    return status || county == 0 ? status : add_city(gazetteer, city, county);
}

/* What the kana of two wards have in common at their start, up to the word for city; bytes. */
static size_t find_common(const char *a, const char *b, size_t length)
{
    static const char shi[] = "シ";
    size_t i = 0;

    while (i < length && a[i] != '\0' && a[i] == b[i])
        i++;
    while (i >= sizeof shi - 1 && memcmp(a + i - (sizeof shi - 1), shi, sizeof shi - 1) != 0)
        i--;
    return i >= sizeof shi - 1 ? i : 0;
}

/* A city of wards is called by what the names of its wards begin with; and each ward, as without
 * its city, by the rest. */
static cm_status add_city_of_wards(cm_gazetteer *gazetteer, size_t city)
{
    const char *kana = NULL, *roman = NULL;
    size_t length = 0, wards = 0;
    cm__roman_text text;
    part parts[2];
    cm_status status = CM_OK;

    for (size_t i = 0; i < gazetteer->city_count; i++) {
        const cm__gazetteer_city *const ward = &gazetteer->cities[i];
        if (ward->parent != city)
            continue;
        roman = roman ? roman : ward->roman;
        if (ward->kana && wards++ == 0)
            length = strlen(kana = ward->kana);
        else if (ward->kana)
            length = find_common(kana, ward->kana, length);
    }
    if (wards > 1 && length > 0) {
        cm__address_read(gazetteer->name, gazetteer->fold, kana, length);
        status = add_city(gazetteer, city, 0);
    }
    if (status || !roman)
        return status;
    read_roman(&text, gazetteer, roman);
    return split(parts, &text) == 2 ? add_parts(gazetteer, city, &text, NULL, &parts[0]) : CM_OK;
}

static cm_status add_prefecture_name(cm_gazetteer *gazetteer, size_t prefecture, const char *name,
                                     const char *ending)
{
    cm__roman_text text;
    cm__address_text *const room = gazetteer->name;

    read_name(gazetteer, name);
    if (cm__roman_is_letter(room, 0)) {
        cm__roman_read(&text, room, 0);
        room->count = 0;
        for (size_t i = 0; i < text.count; i++)
            append_letter(room, text.letters[i].letter);
    }
    for (; *ending != '\0'; ending++)
        append_letter(room, (uint8_t)*ending);
    return cm__lexicon_add(&gazetteer->readings, CM__SCOPE_READ_PREFECTURE, (uint32_t)prefecture,
                           room, 0, room->count);
}

/* The word for its kind of a prefecture, as it ends its name. */
static const char *prefecture_kind(const char *name)
{
    static const struct {
        const char *ending, *roman;
    } rows[] = {{"県", "ken"}, {"府", "fu"}, {"都", "to"}};
    const size_t length = strlen(name);

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (length > 3 && strcmp(name + length - 3, rows[i].ending) == 0)
            return rows[i].roman;
    return "";
}

static cm_status add_prefecture(cm_gazetteer *gazetteer, size_t index, const cm__prefecture *known)
{
    const char *const endings[] = {"", prefecture_kind(known->name), "prefecture", "pref"};
    const size_t length = strlen(known->kana);
    char without[64];
    cm_status status = CM_OK;

    for (size_t i = 0; i < sizeof endings / sizeof *endings && !status; i++) {
        if (i == 1 && *endings[i] == '\0')
            continue;
        status = add_prefecture_name(gazetteer, index, known->roman, endings[i]);
        if (!status && known->other_roman)
            status = add_prefecture_name(gazetteer, index, known->other_roman, endings[i]);
    }
    if (!status)
        status = add_prefecture_name(gazetteer, index, known->kana, "");
    if (status || *endings[1] == '\0')
        return status;
    /* ken has two kana, fu and to have one, of 3 bytes each */
    snprintf(without, sizeof without, "%.*s",
             (int)(length - (strcmp(endings[1], "ken") == 0 ? 6 : 3)), known->kana);
    return add_prefecture_name(gazetteer, index, without, "");
}

static cm_status add_prefectures(cm_gazetteer *gazetteer)
{
    cm_status status = CM_OK;

    for (size_t i = 0; i < gazetteer->prefecture_count; i++)
        for (size_t k = 0; k < CM__PREFECTURE_COUNT && !status; k++)
            if (strcmp(gazetteer->prefectures[i].name, cm__prefectures[k].name) == 0)
                status = add_prefecture(gazetteer, i, &cm__prefectures[k]);
    return status;
}

cm_status cm__gazetteer_add_readings(cm_gazetteer *gazetteer)
{
    cm_status status = add_prefectures(gazetteer);

    for (size_t i = 0; i < gazetteer->city_count && !status; i++) {
        const cm__gazetteer_city *const city = &gazetteer->cities[i];
        if (city->id == 0)
            status = add_city_of_wards(gazetteer, i);
        if (!status && city->kana)
            status = cm__gazetteer_add_kana(gazetteer, i, city->kana);
        if (!status && city->roman)
            status = cm__gazetteer_add_roman(gazetteer, i, city->roman);
    }
    return status ? status : cm__lexicon_seal(&gazetteer->readings);
}
