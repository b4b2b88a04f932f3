/* map_wrap.c - line breaking for Japanese and Latin text, by measured widths. */
#include "output/map_wrap.h"
#include "geo/base_arena.h"
#include "geo/base_memory.h"
#include "geo/base_text.h"
#include "output/map_text.h"
#include <stdint.h>
#include <string.h>

/* No more of a text is ever tried on one line: 400 characters are a metre of 6.5 pt. */
enum { LINE_BYTES_MAX = 1600, BREAKS_MAX = 500, NARROWINGS = 9 };

/* A last line shorter than this share of the width is a widow; how much narrower lines get to
 * prevent it, each time. */
static const double widow_share = 0.2, narrowing = 0.025;

/* Marks that may not begin a line, and those that may not end one. */
static const char closing[] = "、。，．・：；？！ー）］｝〕〉》」』】’”〟々ゝゞヽヾ"
                              "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ,.:;?!)]}%％°′″〜～–";
static const char opening[] = "（［｛〔〈《「『【‘“([{";

static size_t character_bytes(const char *at)
{
    size_t bytes = 1;

    while (((unsigned char)at[bytes] & 0xC0) == 0x80)
        bytes++;
    return bytes;
}

static bool is_one_of(const char *marks, const char *at)
{
    char character[8] = "";
    const size_t bytes = character_bytes(at);

    if (*at == '\0' || bytes >= sizeof character)
        return false;
    memcpy(character, at, bytes);
    return strstr(marks, character) != NULL;
}

/* From U+2E80 on: kanji, kana, full-width forms, emoji: a line may break beside any of them. */
static bool is_wide(const char *at)
{
    const unsigned char lead = (unsigned char)at[0], next = (unsigned char)at[1];

    return lead > 0xE2 || (lead == 0xE2 && next >= 0xBA);
}

/* Whether a line may end before `at`, the character before it being at `before`. */
static bool may_break(const char *before, const char *at)
{
    if (*before == ' ' || *at == ' ')
        return true;
    if (is_one_of(closing, at) || is_one_of(opening, before))
        return false;
    return is_wide(before) || is_wide(at) || *before == '-' || *before == '/';
}

/* ---- one line ---- */

/* The byte offsets at which a paragraph's next line may end, ascending, its end the last. */
typedef struct breaks {
    size_t at[BREAKS_MAX];
    size_t count;
} breaks;

/* anywhere: between any two characters, for a word that is wider than the line. */
static void find_breaks(breaks *out, const char *text, size_t length, bool anywhere)
{
    size_t before = 0;

    out->count = 0;
    for (size_t i = character_bytes(text); i < length && i < LINE_BYTES_MAX;
         before = i, i += character_bytes(text + i))
        if ((anywhere || may_break(text + before, text + i)) && out->count < BREAKS_MAX - 1)
            out->at[out->count++] = i;
    if (length < LINE_BYTES_MAX)
        out->at[out->count++] = length;
}

static size_t without_blanks(const char *text, size_t length)
{
    while (length > 0 && text[length - 1] == ' ')
        length--;
    return length;
}

static cm_status measure(double *out_mm, const char *text, size_t length, const char *tail,
                         const cm__wrap *wrap)
{
    cm__text piece = {0};
    cm__text_extent extent = {0};
    cm_status status;

    cm__text_add_bytes(&piece, text, without_blanks(text, length));
    cm__text_add(&piece, tail);
    status = piece.failed;
    if (!status)
        status =
            cm__text_measure(&extent, wrap->font, piece.bytes ? piece.bytes : "", &wrap->style);
    *out_mm = extent.advance_mm;
    cm__text_clear(&piece);
    return status;
}

/* How many of the breaks' pieces fit the line with the tail after them; 0 if not even one does. */
static cm_status count_fitting(size_t *out, const char *text, const breaks *at, const char *tail,
                               const cm__wrap *wrap)
{
    size_t fits = 0, beyond = at->count + 1;

    for (size_t step = 8; beyond - fits > 1;) {
        const size_t far = fits + step < beyond ? fits + step : fits + (beyond - fits) / 2;
        double width_mm = 0;
        const cm_status status = measure(&width_mm, text, at->at[far - 1], tail, wrap);
        if (status)
            return status;
        if (width_mm <= wrap->width_mm)
            fits = far;
        else
            beyond = far;
        step = beyond <= at->count ? (beyond - fits) / 2 : 2 * step;
        step = step > 0 ? step : 1;
    }
    *out = fits;
    return CM_OK;
}

/* The bytes of the longest beginning of text that fits the line; one character at least. */
static cm_status find_line(size_t *out_bytes, const char *text, size_t length, const char *tail,
                           const cm__wrap *wrap)
{
    breaks at;
    size_t fits = 0;

    for (int anywhere = 0; anywhere <= 1 && fits == 0; anywhere++) {
        find_breaks(&at, text, length, anywhere);
        const cm_status status = count_fitting(&fits, text, &at, tail, wrap);
        if (status)
            return status;
    }
    *out_bytes = fits > 0 ? at.at[fits - 1] : character_bytes(text);
    return CM_OK;
}

/* ---- lines ---- */

static cm_status add_line(cm__lines *lines, const char *text, size_t length, const char *tail,
                          const cm__wrap *wrap)
{
    cm__text piece = {0};
    cm_status status = cm__array_grow(&lines->texts, lines->count + 1, sizeof *lines->texts);

    if (!status)
        status = cm__array_grow(&lines->widths_mm, lines->count + 1, sizeof *lines->widths_mm);
    if (!status)
        status = measure(&lines->widths_mm[lines->count], text, length, tail, wrap);
    cm__text_add_bytes(&piece, text, without_blanks(text, length));
    cm__text_add(&piece, tail);
    if (!status)
        status = piece.failed;
    if (!status)
        status = cm__arena_add(&lines->arena, &lines->texts[lines->count], piece.bytes);
    lines->count += !status;
    cm__text_clear(&piece);
    return status;
}

/* Adds the lines of one paragraph, which has no control characters. */
static cm_status wrap_paragraph(cm__lines *lines, const char *text, size_t length, bool is_last,
                                const cm__wrap *wrap)
{
    cm_status status = CM_OK;

    while (!status && length > 0 && !lines->cut) {
        const bool last_line = lines->count + 1 >= wrap->lines_max;
        size_t bytes = 0;
        status = find_line(&bytes, text, length, "", wrap);
        lines->cut = last_line && (bytes < length || !is_last);
        if (!status && lines->cut)
            status = find_line(&bytes, text, length, "…", wrap);
        if (!status)
            status = add_line(lines, text, bytes, lines->cut ? "…" : "", wrap);
        while (bytes < length && text[bytes] == ' ')
            bytes++;
        text += bytes;
        length -= bytes;
    }
    return status;
}

/* Takes back the lines after the first so many; their texts stay in the arena. */
static void take_back(cm__lines *lines, size_t count)
{
    lines->count = count;
    lines->cut = false;
}

static bool ends_in_widow(const cm__lines *lines, size_t first, const cm__wrap *wrap)
{
    return !lines->cut && lines->count > first + 1 &&
           lines->widths_mm[lines->count - 1] < widow_share * wrap->width_mm;
}

/* Wraps the paragraph, and where its last line is very short, again in narrower lines, as long as
 * that takes no more of them. */
static cm_status wrap_evenly(cm__lines *lines, const char *text, size_t length, bool is_last,
                             const cm__wrap *wrap)
{
    const size_t first = lines->count;
    cm_status status = wrap_paragraph(lines, text, length, is_last, wrap);
    const size_t count = lines->count;
    cm__wrap narrow = *wrap;

    if (status || !wrap->no_widow)
        return status;
    for (int i = 0; i < NARROWINGS && !status && ends_in_widow(lines, first, wrap); i++) {
        narrow.width_mm -= narrowing * wrap->width_mm;
        take_back(lines, first);
        status = wrap_paragraph(lines, text, length, is_last, &narrow);
        if (!status && (lines->count > count || lines->cut)) {
            take_back(lines, first);
            return wrap_paragraph(lines, text, length, is_last, wrap);
        }
    }
    return status;
}

/* Adds the lines of what stands before a line feed, or of the last piece. */
static cm_status wrap_piece(cm__lines *lines, const char *piece, bool is_last, const cm__wrap *wrap)
{
    cm__text clean = {0};
    size_t blanks = 0;
    cm_status status;

    cm__string_clean(&clean, piece);
    cm__text_add(&clean, ""); /* so that there are bytes */
    status = clean.failed;
    if (!status) {
        blanks = strspn(clean.bytes, " ");
        clean.length = without_blanks(clean.bytes, clean.length);
    }
    if (!status && clean.length > blanks)
        status = wrap_evenly(lines, clean.bytes + blanks, clean.length - blanks, is_last, wrap);
    cm__text_clear(&clean);
    return status;
}

cm_status cm__wrap_text(cm__lines *lines, const char *text, const cm__wrap *wrap)
{
    cm_status status = CM_OK;

    while (*text && !status && !lines->cut) {
        const size_t length = strcspn(text, "\n");
        const char *const next = text + length + strspn(text + length, "\n \r\t");
        cm__text piece = {0};
        cm__text_add_bytes(&piece, text, length);
        status = piece.failed;
        if (!status)
            status = wrap_piece(lines, piece.bytes, *next == '\0', wrap);
        cm__text_clear(&piece);
        text = next;
    }
    return status;
}

void cm__lines_clear(cm__lines *lines)
{
    cm__array_free(&lines->texts);
    cm__array_free(&lines->widths_mm);
    cm__arena_destroy(&lines->arena);
    *lines = (cm__lines){0};
}
