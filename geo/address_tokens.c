/* address_tokens.c - an address as a row of tokens that are alike whatever way it is written. */
#include "geo/address_tokens.h"
#include <stdio.h>

enum { NUMBER_MAX = 0xFFFFFF };

/* Characters that are looked for; folded. */
enum {
    CHO = 0x4E01, /* of chome */
    ME = 0x76EE,
    JO = 0x6761,   /* of Kita 3-jo */
    DORI = 0x901A, /* of 3-jo-dori */
    DAI = 0x7B2C,  /* of dai-3 */
    AZA = 0x5B57,
    LARGE = 0x5927, /* of oaza */
    SMALL = 0x5C0F, /* of koaza */
    NO = 0x30CE,
    NI = 0x30CB, /* written for the numeral 2 */
    HA = 0x30CF, /* for 8 */
    RI = 0x30EA, /* of tori, street */
    UNKNOWN = 0xFFFD
};

typedef struct reader {
    const cm__address_char *chars;
    size_t count, at;
    cm__address_text *out;
    bool gap, aza; /* what was left out stands between the last token and the next */
} reader;

static bool is_numeric(const reader *r, size_t i)
{
    return i < r->count &&
           (r->chars[i].kind == CM__ADDRESS_DIGIT || r->chars[i].kind == CM__ADDRESS_NUMERAL);
}

static bool is_char(const reader *r, size_t i, uint32_t code)
{
    return i < r->count && r->chars[i].code == code && r->chars[i].kind == CM__ADDRESS_PLAIN;
}

static bool is_aza(const reader *r, size_t i)
{
    return is_char(r, i, AZA);
}

static bool is_hyphen(const reader *r, size_t i)
{
    return i < r->count &&
           (r->chars[i].kind == CM__ADDRESS_HYPHEN || r->chars[i].kind == CM__ADDRESS_LONG);
}

/* Whether there is a no that joins two numbers, as in 166 no 4. */
static bool is_joining(const reader *r, size_t i)
{
    return is_char(r, i, NO) && !r->chars[i].gap && is_numeric(r, i + 1) && !r->chars[i + 1].gap;
}

static bool follows_number(const reader *r)
{
    return r->out->count > 0 && cm__address_is_number(r->out->tokens[r->out->count - 1].code) &&
           !r->gap && !r->chars[r->at].gap;
}

static uint32_t limited(uint64_t value)
{
    return value > NUMBER_MAX ? NUMBER_MAX : (uint32_t)value;
}

static uint32_t read_digits(reader *r)
{
    uint64_t value = 0;

    do
        value = limited(value * 10 + r->chars[r->at++].code);
    while (r->at < r->count && r->chars[r->at].kind == CM__ADDRESS_DIGIT && !r->chars[r->at].gap);
    return (uint32_t)value;
}

/* A number in kanji as far as it is read. */
typedef struct numerals {
    uint64_t total, below_10000, digits;
    uint32_t unit; /* the last one below 10000, or 0 */
    bool any;      /* digits that wait for their unit */
} numerals;

/* Whether a numeral goes on with a number: units become smaller, digits by place stand alone, and
 * ten has no one before it. */
static bool is_next(const numerals *n, uint32_t value)
{
    if (value < 10)
        return !(n->any && (n->unit > 0 || n->total > 0));
    if (value == 10 && n->any && n->digits == 1)
        return false;
    return value >= 10000 || n->unit == 0 || value < n->unit;
}

static void add_numeral(numerals *n, uint32_t value)
{
    const uint64_t part = n->below_10000 + n->digits;

    if (value < 10) {
        n->digits = limited(n->digits * 10 + value);
    } else if (value < 10000) {
        n->below_10000 = limited(n->below_10000 + (n->any ? n->digits : 1) * value);
        n->unit = value;
        n->digits = 0;
    } else {
        n->total = limited(n->total + (part ? part : 1) * value);
        n->below_10000 = n->digits = n->unit = 0;
    }
    n->any = value < 10;
}

/* Kanji numerals: by place (2-0-3) where no ten, hundred, ... is among them, else by addition. */
static uint32_t read_numerals(reader *r)
{
    numerals n = {0};

    do
        add_numeral(&n, r->chars[r->at++].code);
    while (r->at < r->count && r->chars[r->at].kind == CM__ADDRESS_NUMERAL &&
           !r->chars[r->at].gap && is_next(&n, r->chars[r->at].code));
    return limited(n.total + n.below_10000 + n.digits);
}

/* The mark after a number; r->at moves behind it, except behind a hyphen, which is no part of the
 * number's bytes. */
static cm__address_mark read_mark(reader *r)
{
    if (is_char(r, r->at, CHO)) {
        r->at += is_char(r, r->at + 1, ME) ? 2 : 1;
        return CM__MARK_CHOME;
    }
    if (is_char(r, r->at, JO)) {
        r->at += is_char(r, r->at + 1, DORI) ? 2 : 1;
        return CM__MARK_JO;
    }
    if (is_hyphen(r, r->at) &&
        (r->chars[r->at].kind == CM__ADDRESS_HYPHEN || is_numeric(r, r->at + 1)))
        return CM__MARK_HYPHEN;
    return is_joining(r, r->at) ? CM__MARK_HYPHEN : CM__MARK_NONE;
}

static void add_token(reader *r, size_t first, uint32_t code)
{
    r->out->tokens[r->out->count++] = (cm__address_token){.code = code,
                                                          .start = r->chars[first].start,
                                                          .end = r->chars[r->at - 1].end,
                                                          .gap = r->gap || r->chars[first].gap,
                                                          .aza = r->aza};
    r->gap = r->aza = false;
}

static void add_number(reader *r, size_t first, uint32_t value)
{
    const cm__address_mark mark = read_mark(r);

    add_token(r, first, CM__ADDRESS_NUMBER + value);
    r->out->tokens[r->out->count - 1].mark = (uint8_t)mark;
}

static void read_number(reader *r)
{
    const size_t first = r->at;
    const uint32_t value =
        r->chars[first].kind == CM__ADDRESS_DIGIT ? read_digits(r) : read_numerals(r);

    add_number(r, first, value);
}

/* The value of a sign that looks like a kanji numeral and stands before chome; 0 if it is none. */
static uint32_t read_lookalike(const reader *r)
{
    const uint32_t code = r->chars[r->at].code;

    if (!is_char(r, r->at + 1, CHO) || !is_char(r, r->at + 2, ME) || follows_number(r))
        return 0;
    return is_hyphen(r, r->at) ? 1 : code == NI ? 2 : code == HA ? 8 : 0;
}

/* The words that are left out: aza and its compounds, dai before a number, the ri of tori. Returns
 * how many characters the one here has, 0 if there is none. */
static size_t count_word(const reader *r)
{
    const size_t i = r->at;

    if (is_aza(r, i))
        return 1;
    if ((is_char(r, i, LARGE) || is_char(r, i, SMALL)) && is_aza(r, i + 1))
        return 2;
    if (is_char(r, i, DAI) && is_numeric(r, i + 1))
        return 1;
    return is_char(r, i, RI) && i > 0 && is_char(r, i - 1, DORI);
}

/* Whether a sign here only parts what stands round it: hyphens, no between numbers. */
static bool is_parting(const reader *r)
{
    if (r->chars[r->at].kind == CM__ADDRESS_HYPHEN)
        return true;
    return follows_number(r) && is_numeric(r, r->at + 1) &&
           (is_hyphen(r, r->at) || is_joining(r, r->at));
}

/* Whether the last token is for bytes that are not UTF-8 and goes on here. */
static bool ends_unknown(const reader *r)
{
    return r->chars[r->at].code == UNKNOWN && r->out->count > 0 &&
           r->out->tokens[r->out->count - 1].code == UNKNOWN && !r->gap && !r->chars[r->at].gap;
}

static void leave_out(reader *r, size_t count)
{
    r->aza = r->aza || is_aza(r, r->at + count - 1);
    r->gap = r->gap || r->chars[r->at].gap || is_hyphen(r, r->at) || is_char(r, r->at, NO);
    r->at += count;
}

static void read_next(reader *r)
{
    const uint32_t lookalike = read_lookalike(r);
    const size_t left_out = lookalike > 0 ? 0 : is_parting(r) ? 1 : count_word(r);

    if (lookalike > 0) {
        r->at++;
        add_number(r, r->at - 1, lookalike);
    } else if (left_out > 0) {
        leave_out(r, left_out);
    } else if (is_numeric(r, r->at)) {
        read_number(r);
    } else if (ends_unknown(r)) {
        r->out->tokens[r->out->count - 1].end = r->chars[r->at++].end;
    } else {
        r->at++;
        add_token(r, r->at - 1, r->chars[r->at - 1].code);
    }
}

void cm__address_read(cm__address_text *out, const cm__address_fold *fold, const char *text,
                      size_t length)
{
    reader r = {.chars = out->chars, .out = out};

    r.count = out->char_count = cm__address_fold_text(out->chars, fold, text, length);
    out->count = 0;
    while (r.at < r.count)
        read_next(&r);
}

static size_t spell_char(char *out, uint32_t code)
{
    const size_t size = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    static const unsigned char head[] = {0, 0, 0xC0, 0xE0, 0xF0};

    for (size_t i = size - 1; i > 0; i--, code >>= 6)
        out[i] = (char)(0x80 | (code & 0x3F));
    out[0] = (char)(head[size] | code);
    return size;
}

size_t cm__address_spell(char *out, const cm__address_text *text, size_t start, size_t end)
{
    size_t length = 0;

    for (size_t i = start; i < end; i++) {
        const uint32_t code = text->tokens[i].code;
        if (cm__address_is_number(code))
            length += (size_t)snprintf(out + length, CM__ADDRESS_CODE_MAX + 1, "#%u",
                                       (unsigned)(code - CM__ADDRESS_NUMBER));
        else
            length += spell_char(out + length, code);
    }
    out[length] = '\0';
    return length;
}

bool cm__address_is_relative(uint32_t code)
{
    static const uint32_t words[] = {0x6771, 0x897F, 0x5357, 0x5317, 0x4E0A, 0x4E2D, 0x4E0B,
                                     0x524D, 0x5F8C, 0x5185, 0x5916, 0x5DE6, 0x53F3};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (words[i] == code)
            return true;
    return false;
}
