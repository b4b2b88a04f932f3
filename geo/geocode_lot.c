/* geocode_lot.c - from a town of an address down to its block and building. */
#include "geo/gazetteer_lot.h"
#include "geo/geocode_search.h"
#include <math.h>
#include <string.h>

enum { NUMBERS_MAX = 4, SIGNS_MAX = 2 };
enum { BAN = 0x756A, EARTH = 0x5730, GO = 0x53F7 }; /* of banchi and go; folded */

/* The numbers that a lot's key may be made of; key is cut after any of them. */
typedef struct lot_numbers {
    size_t count;
    size_t length[NUMBERS_MAX]; /* of the key */
    size_t end[NUMBERS_MAX];    /* the token after it and its word */
    char key[(NUMBERS_MAX + SIGNS_MAX) * CM__ADDRESS_CODE_MAX + 1];
} lot_numbers;

static uint32_t code_at(const cm__address_text *text, size_t i)
{
    return i < text->count ? text->tokens[i].code : 0;
}

static bool is_number(const cm__address_text *text, size_t i)
{
    return cm__address_is_number(code_at(text, i));
}

/* Passes over the signs before the first number, as in ko 208. */
static size_t skip_signs(const cm__address_text *text, size_t at)
{
    for (size_t i = at; i < at + SIGNS_MAX + 1 && i < text->count; i++) {
        if (is_number(text, i))
            return i;
        if (text->tokens[i].code < 0x80)
            break;
    }
    return at;
}

/* Passes over the word after a number: ban, banchi, go.
 * joined   whether a number may follow that belongs to the same lot */
static size_t skip_word(const cm__address_text *text, size_t at, bool *joined)
{
    *joined = text->tokens[at - 1].mark == CM__MARK_HYPHEN;
    if (code_at(text, at) == GO) {
        *joined = false;
        return at + 1;
    }
    if (code_at(text, at) != BAN)
        return at;
    *joined = true;
    return code_at(text, at + 1) == EARTH ? at + 2 : at + 1;
}

static void read_numbers(lot_numbers *out, const cm__address_text *text, size_t at)
{
    size_t i = skip_signs(text, at);
    size_t length = cm__address_spell(out->key, text, at, i);
    bool joined = true;

    out->count = 0;
    while (joined && out->count < NUMBERS_MAX && is_number(text, i) &&
           text->tokens[i].mark != CM__MARK_CHOME && text->tokens[i].mark != CM__MARK_JO) {
        length += cm__address_spell(out->key + length, text, i, i + 1);
        i = skip_word(text, i + 1, &joined);
        out->length[out->count] = length;
        out->end[out->count++] = i;
    }
}

/* Finds the longest of the numbers that the town has as a lot. */
static cm_status find_longest(cm__lot_reading *out, cm_gazetteer *gazetteer, lot_numbers *numbers,
                              cm__gazetteer_lot_key *key)
{
    cm__gazetteer_lot lot;
    cm_status status = CM_OK;

    for (size_t n = numbers->count; n-- > 0 && !out->found && !status;) {
        numbers->key[numbers->length[n]] = '\0';
        key->key = numbers->key;
        status = cm__gazetteer_find_lot(&lot, &out->found, gazetteer, key);
        if (status || !out->found)
            continue;
        out->level = lot.level;
        out->place = lot.place;
        out->end = numbers->end[n];
    }
    return status;
}

static cm_status name_block(cm__lot_reading *out, const cm__search *search, const char *koaza,
                            const char *key)
{
    cm__text text = {0};
    cm_status status;

    if (*koaza)
        cm__text_addf(&text, "%s/", koaza);
    cm__gazetteer_show_lot(&text, key);
    status = text.failed;
    if (!status)
        status = cm__arena_copy(&search->session->passing, &out->block, text.bytes, text.length);
    cm__text_clear(&text);
    return status;
}

cm_status cm__search_lot(cm__lot_reading *out, const cm__search *search, const cm__reading *reading)
{
    cm_gazetteer *const gazetteer = search->gazetteer;
    const cm__gazetteer_city *const city = &gazetteer->cities[reading->city];
    const char *const koaza =
        reading->koaza == CM_ABSENT ? "" : city->towns->koaza[reading->koaza].name;
    cm__gazetteer_lot_key key = {.city = city->id, .koaza = koaza};
    lot_numbers numbers, again;
    cm_status status;

    *out = (cm__lot_reading){.place = {NAN, NAN}};
    if (gazetteer->info.blocks + gazetteer->info.buildings == 0)
        return CM_OK;
    key.town = reading->alone ? reading->alone->number : city->towns->towns[reading->town].number;
    read_numbers(&numbers, search->text, reading->end);
    again = numbers;
    status = find_longest(out, gazetteer, &numbers, &key);
    if (!status && !out->found && *koaza) { /* a register that numbers the town as one */
        key.koaza = "";
        status = find_longest(out, gazetteer, &again, &key);
    }
    if (status || !out->found)
        return status;
    return name_block(out, search, koaza, key.key);
}
