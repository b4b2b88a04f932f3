/* address_roman.c - names in Roman letters, alike whatever way they are romanised. */
#include "geo/address_roman.h"
#include <string.h>

enum { KINDS_MAX = 6 };

static bool is_vowel(uint32_t code)
{
    return code == 'a' || code == 'e' || code == 'i' || code == 'o' || code == 'u';
}

bool cm__roman_is_letter(const cm__address_text *text, size_t at)
{
    return at < text->count && text->tokens[at].code >= 'a' && text->tokens[at].code <= 'z';
}

static bool is_mark(const cm__address_text *text, size_t at)
{
    const uint32_t code = at < text->count ? text->tokens[at].code : 0;

    return code == '\'' || code == '`' || code == '.' || code == 0x2019 || code == 0x2018;
}

/* The letter after token `at` in its word, or 0. */
static uint32_t next_letter(const cm__address_text *text, size_t at)
{
    return cm__roman_is_letter(text, at + 1) && !text->tokens[at + 1].gap
               ? text->tokens[at + 1].code
               : 0;
}

/* Whether a letter only makes the one before it long. */
static bool is_length(uint32_t before, uint32_t code, uint32_t after)
{
    if (before == 'o')
        return code == 'u' || code == 'o' || (code == 'h' && !is_vowel(after) && after != 'y');
    return before == 'u' && code == 'u';
}

static uint8_t plain_letter(uint32_t code, uint32_t after)
{
    if (code == 'm' && (after == 'b' || after == 'm' || after == 'p'))
        return 'n';
    return code == 't' && after == 'c' ? 'c' : (uint8_t)code;
}

void cm__roman_read(cm__roman_text *out, const cm__address_text *text, size_t at)
{
    uint32_t before = 0;

    out->count = 0;
    for (size_t i = at; out->count < CM__ROMAN_MAX; i++) {
        if (is_mark(text, i)) {
            before = 0;
            continue;
        }
        if (!cm__roman_is_letter(text, i))
            return;
        const bool first = i == at || text->tokens[i].gap;
        const uint32_t code = text->tokens[i].code, after = next_letter(text, i);
        if (!first && is_length(before, code, after)) {
            out->letters[out->count - 1].token = (uint16_t)i;
            continue;
        }
        out->letters[out->count++] =
            (cm__roman_letter){plain_letter(code, after), first, (uint16_t)i};
        before = code;
    }
}

size_t cm__roman_word_length(const cm__roman_text *text, size_t at)
{
    size_t end = at;

    while (end < text->count && (end == at || !text->letters[end].first))
        end++;
    return end - at;
}

bool cm__roman_is_word(const cm__roman_text *text, size_t at, const char *word)
{
    const size_t length = strlen(word);

    if (cm__roman_word_length(text, at) != length)
        return false;
    for (size_t i = 0; i < length; i++)
        if (text->letters[at + i].letter != (uint8_t)word[i])
            return false;
    return true;
}

/* Each row is of one kind; the spellings are those that cm__roman_read gives. */
static const char *const kinds[][KINDS_MAX] = {
    {"shi", "city", "", NULL},
    {"ku", "ward", "city", "", NULL},
    {"gun", "district", "county", "", NULL},
    {"machi", "cho", "town", "", NULL},
    {"mura", "son", "village", "", NULL},
};

const char *const *cm__roman_kinds(const cm__roman_text *text, size_t at)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        for (const char *const *word = kinds[i]; **word != '\0'; word++)
            if (cm__roman_is_word(text, at, *word))
                return kinds[i];
    return NULL;
}
