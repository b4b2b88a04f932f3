/* address_mend.c - names that an address spells with one wrong character, sign by sign. */
#include "geo/address_mend.h"
#include <string.h>

enum {
    CHO = 0x4E01,
    ME = 0x76EE,
    JO = 0x6761,
    LARGE = 0x5927,
    SMALL = 0x5C0F,
    AZA = 0x5B57,
    UNKNOWN = 0xFFFD
};
enum { NAME_MAX_SIGNS = 40, NEIGHBOUR_SIGNS_MIN = 5 };

/* A name without its error, and the signs from which it is laid. */
typedef struct pair {
    const uint32_t *key;
    size_t key_count;
    const cm__mend_sign *signs;
    size_t sign_count;
    size_t before;  /* signs that were passed over */
    bool alike_aza; /* both begin with the word oaza, or neither */
    size_t differs; /* where key and signs first differ */
} pair;

static uint32_t sign_code(const cm__address_char *c)
{
    const bool numeric = c->kind == CM__ADDRESS_DIGIT || c->kind == CM__ADDRESS_NUMERAL;

    return numeric ? CM__ADDRESS_NUMBER + c->code : c->code;
}

static void add_sign(cm__mend_text *out, const cm__mend_sign *sign)
{
    if (out->count < CM__MEND_MAX)
        out->signs[out->count++] = *sign;
}

/* Spells a number below 100 in kanji; a larger one is a lot's and stays one sign. */
static void add_number(cm__mend_text *out, uint32_t value, cm__mend_sign sign)
{
    const uint32_t tens = value / 10, ones = value % 10;

    sign.code = CM__ADDRESS_NUMBER + tens;
    if (value < 100 && tens > 1) {
        add_sign(out, &sign);
        sign.gap = false;
    }
    sign.code = CM__ADDRESS_NUMBER + 10;
    sign.digits = ones == 0;
    if (value < 100 && tens > 0) {
        add_sign(out, &sign);
        sign.gap = false;
    }
    sign.code = CM__ADDRESS_NUMBER + (value < 100 ? ones : value + 100);
    sign.digits = true;
    if (value >= 100 || ones > 0 || tens == 0)
        add_sign(out, &sign);
}

/* Reads a run of digits; returns the character after it. */
static size_t read_digits(cm__mend_text *out, const cm__address_text *text, size_t i)
{
    cm__mend_sign sign = {.gap = text->chars[i].gap, .typed = true};
    uint32_t value = 0;

    do
        value = value < 100000 ? value * 10 + text->chars[i].code : value;
    while (++i < text->char_count && text->chars[i].kind == CM__ADDRESS_DIGIT &&
           !text->chars[i].gap);
    sign.end = text->chars[i - 1].end;
    add_number(out, value, sign);
    return i;
}

static size_t count_aza(const uint32_t *codes, size_t count)
{
    if (count > 1 && codes[0] == AZA)
        return 1;
    return count > 2 && (codes[0] == LARGE || codes[0] == SMALL) && codes[1] == AZA ? 2 : 0;
}

void cm__mend_read(cm__mend_text *out, const cm__address_text *text, size_t start)
{
    size_t i = 0;

    out->count = 0;
    while (i < text->char_count && text->chars[i].start < start)
        i++;
    while (i < text->char_count && out->count < CM__MEND_MAX) {
        const cm__address_char *const c = &text->chars[i];
        if (c->kind == CM__ADDRESS_DIGIT) {
            i = read_digits(out, text, i);
            continue;
        }
        if (c->code == UNKNOWN && out->count > 0 && out->signs[out->count - 1].code == UNKNOWN)
            out->signs[out->count - 1].end = c->end; /* of one character's bytes */
        else
            add_sign(out, &(cm__mend_sign){.code = sign_code(c), .end = c->end, .gap = c->gap});
        i++;
    }
    const uint32_t head[3] = {out->count > 0 ? out->signs[0].code : 0,
                              out->count > 1 ? out->signs[1].code : 0, 0};
    out->aza = count_aza(head, out->count);
}

static bool is_number(uint32_t code)
{
    return code >= CM__ADDRESS_NUMBER;
}

/* Whether the rest of the key is chome, and the signs have a number in digits before `sign`, which
 * needs no such word. */
static bool is_chome_left_out(const pair *p, size_t key, size_t sign)
{
    return key + 2 == p->key_count && p->key[key] == CHO && p->key[key + 1] == ME && sign > 0 &&
           p->signs[sign - 1].digits;
}

/* Where the rest of the key, from `key` on, ends among the signs from `sign` on; 0: not there. */
static size_t take(const pair *p, size_t key, size_t sign)
{
    for (; key < p->key_count; key++, sign++) {
        if (sign < p->sign_count && p->key[key] == p->signs[sign].code)
            continue;
        return is_chome_left_out(p, key, sign) ? sign : 0;
    }
    return sign;
}

static size_t take_kind(const pair *p, cm__mend_kind kind)
{
    const size_t i = p->differs;

    if (kind != CM__MEND_LESS && (i >= p->sign_count || p->signs[i].typed))
        return 0;

    switch (kind) {
    case CM__MEND_SWAP:
        if (i + 1 < p->key_count && i + 1 < p->sign_count && p->key[i] == p->signs[i + 1].code &&
            p->key[i + 1] == p->signs[i].code)
            return take(p, i + 2, i + 2);
        return 0;
    case CM__MEND_MORE: return take(p, i, i + 1);
    case CM__MEND_OTHER: return take(p, i + 1, i + 1);
    default: return take(p, i + 1, i);
    }
}

/* Whether the wrong sign and the right one both tell where a place lies among others of its name.
 */
static bool is_neighbour(const pair *p, cm__mend_kind kind)
{
    return kind == CM__MEND_OTHER && cm__address_is_relative(p->key[p->differs]) &&
           cm__address_is_relative(p->signs[p->differs].code);
}

/* Whether another place is meant, not the name in error: its number is another, or it is a
 * neighbour, unless most of a long name is there. */
static bool is_another(const pair *p, size_t taken)
{
    const uint32_t right = p->key[p->differs], wrong = p->signs[p->differs].code;

    return (is_number(right) && is_number(wrong)) ||
           (is_neighbour(p, CM__MEND_OTHER) && taken < NEIGHBOUR_SIGNS_MIN);
}

/* Whether a character that is there besides is the one beside it once more. */
static bool is_doubled(const pair *p)
{
    const size_t i = p->differs;

    return (i > 0 && p->signs[i].code == p->signs[i - 1].code) ||
           (i + 1 < p->sign_count && p->signs[i].code == p->signs[i + 1].code);
}

/* How likely an error is: the signs that it explains, then its kind, then whether the word oaza is
 * as written; few take the first sign for another. A letter left out explains all that is written;
 * where one is too many the whole name is there. */
static unsigned weigh(const pair *p, cm__mend_kind kind, size_t taken)
{
    static const unsigned doubts[CM__MEND_KINDS] = {4, 12, 16, 8};
    const unsigned doubt = kind == CM__MEND_MORE && is_doubled(p) ? 8
                           : is_neighbour(p, kind)                ? 30
                                                                  : doubts[kind];

    return (unsigned)(16 * (p->before + taken)) + 64 - doubt + (p->alike_aza ? 2 : 0) +
           (kind == CM__MEND_OTHER && p->differs == 0 ? 0 : 1);
}

/* Whether enough of the name is alike to go by: more than numbers and their words; where a sign is
 * another, two of them, or one and the number of a chome. */
static bool has_common_sign(const pair *p, cm__mend_kind kind)
{
    const bool lost = kind == CM__MEND_OTHER || kind == CM__MEND_LESS;
    size_t chars = 0, numbers = 0;

    for (size_t i = 0; i < p->key_count; i++) {
        numbers += is_number(p->key[i]) && !(lost && i == p->differs);
        chars += !is_number(p->key[i]) && p->key[i] != CHO && p->key[i] != ME &&
                 !(lost && i == p->differs);
    }
    return chars > 0 && (kind != CM__MEND_OTHER || chars + numbers > 1);
}

/* Whether a number here is that of a chome or jo, which would be part of the name. */
static bool is_part_number(const pair *p, size_t i)
{
    while (i < p->sign_count && is_number(p->signs[i].code))
        i++;
    return i < p->sign_count && (p->signs[i].code == CHO || p->signs[i].code == JO);
}

/* Whether a town may end before this sign: a number, a gap or the end; where most of the name is
 * there, its last sign included, anything. */
static bool may_end(const pair *p, size_t taken)
{
    const cm__mend_sign *const next = &p->signs[taken];

    if (taken >= p->sign_count || next->gap || next->code < 0x80)
        return true;
    if (is_number(next->code))
        return !is_part_number(p, taken);
    return p->key_count >= 4 && next[-1].code == p->key[p->key_count - 1] && next->code != CHO &&
           next->code != ME;
}

static void lay(cm__mending *out, const pair *p, cm__mend_kind kind, bool town)
{
    const size_t taken = take_kind(p, kind), i = p->differs;
    cm__mending found = {0};

    if (taken == 0 || (kind == CM__MEND_OTHER && is_another(p, taken)) ||
        (town && (!may_end(p, taken) || !has_common_sign(p, kind))))
        return;
    found.relative =
        kind != CM__MEND_SWAP && kind != CM__MEND_LESS && cm__address_is_relative(p->signs[i].code);
    found.evidence = weigh(p, kind, taken);
    found.end = p->signs[taken - 1].end;
    found.common = kind == CM__MEND_MORE || kind == CM__MEND_OTHER ? taken - 1 : taken;
    if (found.evidence > out->evidence)
        *out = found;
}

static void find_difference(pair *p)
{
    p->differs = 0;
    while (p->differs < p->key_count && p->differs < p->sign_count &&
           p->key[p->differs] == p->signs[p->differs].code)
        p->differs++;
}

static void lay_all(cm__mending *out, pair *p)
{
    find_difference(p);
    if (p->differs == p->key_count || p->key_count < 2)
        return; /* no error: it may not end there */
    for (cm__mend_kind kind = CM__MEND_SWAP; kind < CM__MEND_KINDS; kind++)
        lay(out, p, kind, true);
}

static size_t read_key(uint32_t *key, const cm__address_char *name, size_t count)
{
    if (count > NAME_MAX_SIGNS)
        return 0;
    for (size_t i = 0; i < count; i++)
        key[i] = sign_code(&name[i]);
    return count;
}

void cm__mend_town(cm__mending *out, const cm__mend_text *text, const cm__address_char *name,
                   size_t count)
{
    uint32_t key[NAME_MAX_SIGNS];
    pair p = {.key = key, .signs = text->signs, .sign_count = text->count};

    *out = (cm__mending){0};
    p.key_count = read_key(key, name, count);
    if (p.key_count == 0)
        return;
    const size_t aza = count_aza(key, count);
    p.alike_aza = (aza > 0) == (text->aza > 0);
    lay_all(out, &p); /* the error may be in the word oaza */
    if (aza > 0 && text->aza == 0) {
        p.key += aza;
        p.key_count -= aza;
        lay_all(out, &p);
    } else if (aza == 0 && text->aza > 0) {
        p.before = text->aza;
        p.signs += text->aza;
        p.sign_count -= text->aza;
        lay_all(out, &p);
    }
}

void cm__mend_city(cm__mending *out, const cm__mend_text *text, const cm__address_char *name,
                   size_t count, cm__mend_kind kind)
{
    uint32_t key[NAME_MAX_SIGNS];
    pair p = {.key = key, .signs = text->signs, .sign_count = text->count};

    *out = (cm__mending){0};
    p.key_count = read_key(key, name, count);
    if (p.key_count < 2)
        return;
    find_difference(&p);
    if (p.differs < p.key_count)
        lay(out, &p, kind, false);
}
