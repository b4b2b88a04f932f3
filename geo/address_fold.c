/* address_fold.c - the characters of an address without the ways in which they may be written. */
#include "geo/address_fold.h"
#include "geo/address_variants.h"
#include "geo/base_memory.h"
#include <string.h>

enum { BMP = 0x10000, RARE_MAX = 32, REPLACEMENT = 0xFFFD, REPEAT = 0x3005 };

struct cm__address_fold {
    uint16_t code[BMP];
    uint8_t kind[BMP];
    struct {
        uint32_t from;
        uint16_t to;
    } rare[RARE_MAX]; /* variants above the BMP */
    size_t rare_count;
};

/* The bytes of a character by its first byte; 0 if none begins with it. */
static size_t char_size(unsigned char first)
{
    if (first < 0x80)
        return 1;
    if (first < 0xC2 || first > 0xF4)
        return 0;
    return first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
}

/* Whether the code is a character, and one that needs so many bytes. */
static bool is_code(uint32_t code, size_t size)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};

    return code >= least[size] && code <= 0x10FFFF && !(code >= 0xD800 && code < 0xE000);
}

/* Reads one character of length > 0 bytes; what is not UTF-8 is one byte and U+FFFD. */
static uint32_t read_char(size_t *used, const unsigned char *bytes, size_t length)
{
    const size_t size = char_size(bytes[0]);
    uint32_t code = size == 1 ? bytes[0] : bytes[0] & (0x7FU >> size);

    *used = 1;
    if (size == 0 || size > length)
        return REPLACEMENT;
    for (size_t i = 1; i < size; i++) {
        if ((bytes[i] & 0xC0) != 0x80)
            return REPLACEMENT;
        code = code << 6 | (bytes[i] & 0x3FU);
    }
    if (!is_code(code, size))
        return REPLACEMENT;
    *used = size;
    return code;
}

static void set_range(cm__address_fold *fold, uint32_t first, uint32_t last, cm__address_kind kind)
{
    for (uint32_t code = first; code <= last; code++) {
        fold->kind[code] = (uint8_t)kind;
        if (kind == CM__ADDRESS_HYPHEN)
            fold->code[code] = '-';
    }
}

static void set_kinds(cm__address_fold *fold)
{
    static const struct {
        uint16_t first, last;
        cm__address_kind kind;
    } ranges[] = {
        {0x00, 0x20, CM__ADDRESS_BLANK},      {',', ',', CM__ADDRESS_BLANK},
        {'-', '-', CM__ADDRESS_HYPHEN},       {0x7F, 0xA0, CM__ADDRESS_BLANK},
        {0xAD, 0xAD, CM__ADDRESS_DROP},       {0x034F, 0x034F, CM__ADDRESS_DROP},
        {0x180B, 0x180F, CM__ADDRESS_DROP},   {0x2000, 0x200A, CM__ADDRESS_BLANK},
        {0x200B, 0x200F, CM__ADDRESS_DROP},   {0x2010, 0x2015, CM__ADDRESS_HYPHEN},
        {0x2028, 0x2029, CM__ADDRESS_BLANK},  {0x202A, 0x202E, CM__ADDRESS_DROP},
        {0x202F, 0x202F, CM__ADDRESS_BLANK},  {0x2043, 0x2043, CM__ADDRESS_HYPHEN},
        {0x205F, 0x205F, CM__ADDRESS_BLANK},  {0x2060, 0x206F, CM__ADDRESS_DROP},
        {0x2212, 0x2212, CM__ADDRESS_HYPHEN}, {0x2500, 0x2501, CM__ADDRESS_HYPHEN},
        {0x3000, 0x3001, CM__ADDRESS_BLANK},  {0x30FC, 0x30FC, CM__ADDRESS_LONG},
        {0x3164, 0x3164, CM__ADDRESS_BLANK},  {0xFE00, 0xFE0F, CM__ADDRESS_DROP},
        {0xFE58, 0xFE58, CM__ADDRESS_HYPHEN}, {0xFE63, 0xFE63, CM__ADDRESS_HYPHEN},
        {0xFEFF, 0xFEFF, CM__ADDRESS_DROP},
    };

    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        set_range(fold, ranges[i].first, ranges[i].last, ranges[i].kind);
}

static void set_numbers(cm__address_fold *fold)
{
    static const struct {
        uint16_t sign, value;
    } numerals[] = {
        {0x3007, 0},   {0x96F6, 0},    {0x4E00, 1},     {0x4E8C, 2},  {0x4E09, 3},  {0x56DB, 4},
        {0x4E94, 5},   {0x516D, 6},    {0x4E03, 7},     {0x516B, 8},  {0x4E5D, 9},  {0x5341, 10},
        {0x767E, 100}, {0x5343, 1000}, {0x4E07, 10000}, {0x5EFF, 20}, {0x5345, 30},
    };

    for (uint16_t digit = 0; digit <= 9; digit++) {
        fold->kind['0' + digit] = CM__ADDRESS_DIGIT;
        fold->code['0' + digit] = digit;
    }
    for (size_t i = 0; i < sizeof numerals / sizeof *numerals; i++) {
        fold->kind[numerals[i].sign] = CM__ADDRESS_NUMERAL;
        fold->code[numerals[i].sign] = numerals[i].value;
    }
}

/* Kana: hiragana as katakana, small as large, and the particles of place names as one: ke, ka and
 * ga of the kind of Ichigaya, no of the kind of Ichinomiya. */
static void set_kana(cm__address_fold *fold)
{
    static const uint16_t small[] = {0x30A1, 0x30A3, 0x30A5, 0x30A7, 0x30A9,
                                     0x30C3, 0x30E3, 0x30E5, 0x30E7, 0x30EE};
    enum { KE = 0x30B1, NO = 0x30CE };

    for (size_t i = 0; i < sizeof small / sizeof *small; i++)
        fold->code[small[i]] = (uint16_t)(small[i] + 1);
    fold->code[0x30AC] = fold->code[0x30F5] = fold->code[0x30F6] = KE;
    fold->code[0x4E4B] = fold->code[0x4E43] = NO;
    fold->code[0x30C2] = 0x30B8; /* di as ji and du as zu: sounded alike */
    fold->code[0x30C5] = 0x30BA;
    fold->code[0x30F0] = 0x30A4; /* wi, we, wo as i, e, o */
    fold->code[0x30F1] = 0x30A8;
    fold->code[0x30FE] = fold->code[0x30FD];
    for (uint16_t code = 0x3041; code <= 0x3096; code++)
        fold->code[code] = fold->code[code + 0x60];
    fold->code[0x309D] = fold->code[0x309E] = fold->code[0x30FD];
}

/* Roman letters without the signs for long vowels, which may also stand behind them. */
static void set_latin(cm__address_fold *fold)
{
    static const struct {
        uint16_t sign;
        char letter;
    } letters[] = {
        {0xC2, 'a'},  {0xE2, 'a'},  {0x100, 'a'}, {0x101, 'a'}, {0xCA, 'e'},
        {0xEA, 'e'},  {0x112, 'e'}, {0x113, 'e'}, {0xCE, 'i'},  {0xEE, 'i'},
        {0x12A, 'i'}, {0x12B, 'i'}, {0xD4, 'o'},  {0xF4, 'o'},  {0x14C, 'o'},
        {0x14D, 'o'}, {0xDB, 'u'},  {0xFB, 'u'},  {0x16A, 'u'}, {0x16B, 'u'},
    };

    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
        fold->code[letters[i].sign] = (uint16_t)letters[i].letter;
    fold->kind[0x302] = fold->kind[0x304] = CM__ADDRESS_DROP;
}

/* Full-width ASCII and half-width katakana take what their usual form became. */
static void set_width(cm__address_fold *fold)
{
    static const uint16_t katakana[] = {
        0x3002, 0x300C, 0x300D, 0x3001, 0x30FB, 0x30F2, 0x30A1, 0x30A3, 0x30A5, 0x30A7, 0x30A9,
        0x30E3, 0x30E5, 0x30E7, 0x30C3, 0x30FC, 0x30A2, 0x30A4, 0x30A6, 0x30A8, 0x30AA, 0x30AB,
        0x30AD, 0x30AF, 0x30B1, 0x30B3, 0x30B5, 0x30B7, 0x30B9, 0x30BB, 0x30BD, 0x30BF, 0x30C1,
        0x30C4, 0x30C6, 0x30C8, 0x30CA, 0x30CB, 0x30CC, 0x30CD, 0x30CE, 0x30CF, 0x30D2, 0x30D5,
        0x30D8, 0x30DB, 0x30DE, 0x30DF, 0x30E0, 0x30E1, 0x30E2, 0x30E4, 0x30E6, 0x30E8, 0x30E9,
        0x30EA, 0x30EB, 0x30EC, 0x30ED, 0x30EF, 0x30F3};

    for (uint16_t code = 'A'; code <= 'Z'; code++)
        fold->code[code] = (uint16_t)(code + ('a' - 'A'));
    for (uint16_t code = '!'; code <= '~'; code++) {
        fold->code[code + 0xFEE0] = fold->code[code];
        fold->kind[code + 0xFEE0] = fold->kind[code];
    }
    for (size_t i = 0; i < sizeof katakana / sizeof *katakana; i++) {
        fold->code[0xFF61 + i] = fold->code[katakana[i]];
        fold->kind[0xFF61 + i] = fold->kind[katakana[i]];
    }
}

static void set_group(cm__address_fold *fold, const unsigned char **at, size_t left)
{
    size_t used;
    const uint32_t first = read_char(&used, *at, left);
    const uint16_t to = first < BMP ? fold->code[first] : REPLACEMENT;
    const uint8_t kind = first < BMP ? fold->kind[first] : CM__ADDRESS_PLAIN;

    for (*at += used, left -= used; left > 0 && **at != ' '; *at += used, left -= used) {
        const uint32_t code = read_char(&used, *at, left);
        if (code < BMP) {
            fold->code[code] = to;
            fold->kind[code] = kind;
        } else if (fold->rare_count < RARE_MAX) {
            fold->rare[fold->rare_count].from = code;
            fold->rare[fold->rare_count++].to = to;
        }
    }
}

static void set_variants(cm__address_fold *fold)
{
    for (const char *const *line = cm__address_variants; *line; line++) {
        const unsigned char *at = (const unsigned char *)*line;
        const unsigned char *const end = at + strlen(*line);
        while (at < end) {
            set_group(fold, &at, (size_t)(end - at));
            at += at < end;
        }
    }
}

cm_status cm__address_fold_create(cm__address_fold **out)
{
    cm__address_fold *fold = NULL;
    const cm_status status = cm__array_grow(&fold, 1, sizeof *fold);

    if (status)
        return status;
    memset(fold, 0, sizeof *fold);
    for (uint32_t code = 0; code < BMP; code++)
        fold->code[code] = (uint16_t)code;
    set_kinds(fold);
    set_numbers(fold);
    set_kana(fold);
    set_latin(fold);
    set_width(fold);
    set_variants(fold);
    *out = fold;
    return CM_OK;
}

void cm__address_fold_destroy(cm__address_fold *fold)
{
    cm__array_free(&fold);
}

static cm__address_kind fold_char(uint32_t *code, const cm__address_fold *fold)
{
    if (*code < BMP) {
        const cm__address_kind kind = (cm__address_kind)fold->kind[*code];
        *code = fold->code[*code];
        return kind;
    }
    if (*code >= 0xE0000 && *code < 0xE1000)
        return CM__ADDRESS_DROP; /* tags and variation selectors */
    for (size_t i = 0; i < fold->rare_count; i++)
        if (fold->rare[i].from == *code) {
            *code = fold->rare[i].to;
            break;
        }
    return CM__ADDRESS_PLAIN;
}

/* What a folded katakana becomes with a voicing mark after it. */
static uint32_t add_voice(uint32_t code, bool half)
{
    static const struct {
        uint16_t first, last, step; /* the katakana first, first + step, ... last */
        int16_t voiced, half_voiced;
    } rows[] = {
        {0x30AB, 0x30AB, 1, 0x30B1 - 0x30AB, 0}, /* ga is one of the particles */
        {0x30A6, 0x30A6, 1, 0x30F4 - 0x30A6, 0},
        {0x30AD, 0x30BF, 2, 1, 0},
        {0x30C1, 0x30C1, 1, 0x30B8 - 0x30C1, 0},
        {0x30C4, 0x30C4, 1, 0x30BA - 0x30C4, 0},
        {0x30C6, 0x30C8, 2, 1, 0},
        {0x30CF, 0x30DB, 3, 1, 2},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (code >= rows[i].first && code <= rows[i].last &&
            (code - rows[i].first) % rows[i].step == 0)
            return (uint32_t)((int64_t)code + (half ? rows[i].half_voiced : rows[i].voiced));
    return code;
}

/* A voicing mark that stands alone, as half-width katakana and decomposed texts have it, joins the
 * character before it. */
static bool join_voice(cm__address_char *before, uint32_t mark)
{
    const bool half = mark == 0x309A || mark == 0xFF9F;

    if (mark != 0x3099 && mark != 0xFF9E && !half)
        return false;
    before->code = add_voice(before->code, half);
    return true;
}

size_t cm__address_fold_text(cm__address_char *out, const cm__address_fold *fold, const char *text,
                             size_t length)
{
    const unsigned char *const bytes = (const unsigned char *)text;
    const size_t end = length < CM__ADDRESS_MAX ? length : CM__ADDRESS_MAX;
    size_t count = 0;
    bool gap = false;

    for (size_t at = 0, used; at < end; at += used) {
        uint32_t code = read_char(&used, bytes + at, end - at);
        const uint32_t raw = code;
        const cm__address_kind kind = fold_char(&code, fold);
        if (kind == CM__ADDRESS_BLANK) {
            gap = true;
        } else if (count > 0 && !gap &&
                   (kind == CM__ADDRESS_DROP || join_voice(&out[count - 1], raw))) {
            out[count - 1].end = (uint16_t)(at + used);
        } else if (kind != CM__ADDRESS_DROP) {
            if (code == REPEAT && count > 0 && !gap)
                code = out[count - 1].code;
            out[count++] = (cm__address_char){.code = code,
                                              .start = (uint16_t)at,
                                              .end = (uint16_t)(at + used),
                                              .kind = (uint8_t)kind,
                                              .gap = gap};
            gap = false;
        }
    }
    return count;
}
