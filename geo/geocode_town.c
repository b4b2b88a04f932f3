/* geocode_town.c - from a city of an address down to its town and koaza. */
#include "geo/geocode_search.h"
#include <string.h>

enum { ROOM = CM__ADDRESS_MAX + 1, ME = 0x76EE };

static size_t held(const cm__name_match *match)
{
    return match->count < CM__NAME_MATCHES_MAX ? match->count : CM__NAME_MATCHES_MAX;
}

/* The bytes of the blank that ends before `stop`; 0 if there is none. */
static size_t blank_before(const char *address, size_t stop)
{
    static const char wide[] = "\u3000";

    if (stop > 0 && (address[stop - 1] == ' ' || address[stop - 1] == '\t'))
        return 1;
    return stop >= 3 && memcmp(address + stop - 3, wide, 3) == 0 ? 3 : 0;
}

/* Whether the bytes before token `end` are the name to the letter, but for blanks. Returns the
 * name's length, or 0. */
static size_t literal_length(const cm__search *search, size_t end, const char *name)
{
    const size_t length = strlen(name);
    size_t stop = search->text->tokens[end - 1].end, left = length, blank;

    while (left > 0) {
        while ((blank = blank_before(search->address, stop)) > 0)
            stop -= blank;
        if (stop == 0 || search->address[--stop] != name[--left])
            return 0;
    }
    return length;
}

/* Of names that fold alike, keeps those that are whole, if any. */
static void prefer_whole(cm__name_match *match)
{
    const size_t count = held(match);
    size_t kept = 0;

    for (size_t i = 0; i < count; i++)
        if (!(match->values[i] & CM__TOWN_SHORTENED))
            match->values[kept++] = match->values[i];
    if (kept > 0)
        match->count = kept;
}

/* Of places that fold alike, keeps those that the address spells as the gazetteer does, if any. */
static void prefer_literal(cm__name_match *match, const cm__search *search,
                           const cm__gazetteer_place *places)
{
    const size_t count = held(match);
    size_t best = 0, kept = 0;

    for (size_t i = 0; i < count; i++) {
        const size_t length =
            literal_length(search, match->end, places[match->values[i] & ~CM__TOWN_SHORTENED].name);
        if (length < best || length == 0)
            continue;
        if (length > best)
            kept = 0;
        best = length;
        match->values[kept++] = match->values[i];
    }
    if (kept > 0)
        match->count = kept;
}

/* The signs by which the lots of a town are divided before they are numbered: the ten stems, the
 * twelve branches, kana. */
static bool is_lot_sign(uint32_t code)
{
    static const uint32_t signs[] = {0x7532, 0x4E59, 0x4E19, 0x4E01, 0x620A, 0x5DF1, 0x5E9A, 0x8F9B,
                                     0x58EC, 0x7678, 0x5B50, 0x4E11, 0x5BC5, 0x536F, 0x8FB0, 0x5DF3,
                                     0x5348, 0x672A, 0x7533, 0x9149, 0x620C, 0x4EA5};

    if (code >= 0x30A2 && code <= 0x30F4)
        return true;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (signs[i] == code)
            return true;
    return false;
}

/* The words that may follow a number: ban, go, chi of banchi. */
static bool is_number_word(uint32_t code)
{
    return code == 0x756A || code == 0x53F7 || code == 0x5730;
}

/* Whether a number is written in kanji. */
static bool is_kanji_number(const cm__search *search, size_t i)
{
    const unsigned char first = (unsigned char)search->address[search->text->tokens[i].start];

    return cm__address_is_number(search->text->tokens[i].code) && first >= 0x80 && first != 0xEF;
}

/* Whether a number after a town is that of a lot: not one of a chome or jo that the town does not
 * have, nor one in kanji that goes on as a name would. */
static bool is_lot_number(const cm__search *search, size_t i)
{
    const cm__address_text *const text = search->text;
    const cm__address_token *const token = &text->tokens[i];

    if (token->mark == CM__MARK_CHOME || token->mark == CM__MARK_JO)
        return false;
    if (i + 1 >= text->count || token->mark == CM__MARK_HYPHEN)
        return true;
    if (token[1].code == ME && !token[1].gap)
        return false;
    if (!is_kanji_number(search, i))
        return true;
    return token[1].gap || token[1].aza || token[1].code < 0x80 || is_number_word(token[1].code) ||
           is_lot_sign(token[1].code);
}

/* Whether a number in kanji is one digit twice, as where it is typed once too often. */
static bool is_doubled(const cm__search *search, size_t i)
{
    const cm__address_token *const token = &search->text->tokens[i];
    const uint32_t value = token->code - CM__ADDRESS_NUMBER;

    return is_kanji_number(search, i) && value > 10 && value < 100 && value % 11 == 0;
}

/* Whether what follows a town may be a part of its name: not what is set apart from it, nor a chome
 * that is not known. */
static bool is_rest_open(const cm__search *search, size_t end)
{
    const cm__address_token *const token = &search->text->tokens[end];

    if (end >= search->text->count || token->aza || token->gap)
        return false;
    return !(cm__address_is_number(token->code) && token->mark == CM__MARK_CHOME) ||
           is_doubled(search, end);
}

/* Whether the part of the text after a town is one that stands there without being part of a name:
 * nothing, the number of a lot, or what a blank or a bracket sets apart. */
static bool is_rest_plain(const cm__search *search, size_t end)
{
    const cm__address_text *const text = search->text;
    const cm__address_token *const token = &text->tokens[end];

    if (end >= text->count || token->code < 0x80)
        return true;
    if (token->aza)
        return cm__address_is_number(token[-1].code);
    if (cm__address_is_number(token->code))
        return is_lot_number(search, end);
    if (is_lot_sign(token->code) && end + 1 < text->count && cm__address_is_number(token[1].code))
        return !(end + 2 < text->count && token[2].code == ME); /* cho is a sign and of chome */
    return token->gap || (cm__address_is_number(token[-1].code) && is_number_word(token->code));
}

/* Whether the text says chome where the town's name does not. */
static bool is_called_chome(const cm__search *search, const char *name, size_t end)
{
    static const char chome[] = "丁目";
    const size_t length = strlen(name), size = sizeof chome - 1;

    return search->text->tokens[end - 1].mark == CM__MARK_CHOME &&
           !(length > size && strcmp(name + length - size, chome) == 0);
}

void cm__search_offer_town(cm__search *search, const cm__reading *start,
                           const cm__gazetteer_towns *towns, uint32_t town, size_t end)
{
    cm__name_match koaza;
    cm__reading reading = *start;

    reading.town = town & ~CM__TOWN_SHORTENED;
    reading.end = end;
    if (town & CM__TOWN_SHORTENED)
        reading.score *=
            is_called_chome(search, towns->towns[reading.town].name, end) ? 0.89 : 0.95;
    cm__lexicon_find(&koaza, &towns->names, CM__SCOPE_KOAZA_OF(reading.town), search->text, end,
                     ROOM);
    if (koaza.count > 1)
        prefer_literal(&koaza, search, towns->koaza);
    if (koaza.count == 1) {
        reading.koaza = koaza.values[0];
        reading.end = koaza.end;
    }
    if (!is_rest_plain(search, reading.end)) {
        reading.score *= 0.85;
        reading.unsure = true;
        reading.open = is_rest_open(search, reading.end);
        if (reading.doubt == CM__DOUBT_NONE)
            reading.doubt = CM__DOUBT_PART;
    }
    cm__search_offer(search, &reading);
}

static void offer_match(cm__search *search, const cm__reading *start,
                        const cm__gazetteer_towns *towns, cm__name_match *match)
{
    if (match->count > 1)
        prefer_whole(match);
    if (match->count > 1)
        prefer_literal(match, search, towns->towns);
    for (size_t i = 0; i < held(match); i++)
        cm__search_offer_town(search, start, towns, match->values[i], match->end);
}

/* What lies directly below a city: a koaza, or a lot number at once. */
static void offer_nameless(cm__search *search, const cm__reading *start,
                           const cm__gazetteer_towns *towns, size_t at, bool *found)
{
    cm__name_match koaza;

    if (towns->nameless == CM_ABSENT || at >= search->text->count ||
        start->doubt == CM__DOUBT_TYPO) /* a number alone does not confirm a mended city */
        return;
    cm__lexicon_find(&koaza, &towns->names, CM__SCOPE_KOAZA_OF(towns->nameless), search->text, at,
                     ROOM);
    if (koaza.count == 0 && !cm__address_is_number(search->text->tokens[at].code))
        return;
    cm__search_offer_town(search, start, towns, (uint32_t)towns->nameless, at);
    *found = true;
}

/* In Kyoto, a town after streets is meant even where the streets begin like another town. */
static void offer_behind_streets(cm__search *search, const cm__reading *start,
                                 const cm__gazetteer_towns *towns, size_t at, bool *found)
{
    static const char kyoto[] = "京都市";
    const char *const city = search->gazetteer->cities[start->city].name;
    size_t limit = search->text->count;
    cm__name_match match;

    if (strncmp(city, kyoto, sizeof kyoto - 1) != 0)
        return;
    while (limit > at) {
        const size_t behind = cm__search_skip_streets(search->text, at, limit);
        if (behind == limit)
            return;
        cm__lexicon_find(&match, &towns->names, CM__SCOPE_TOWN, search->text, behind, ROOM);
        if (match.count == 0)
            cm__lexicon_find(&match, &towns->names, CM__SCOPE_TOWN, search->text,
                             cm__search_skip_side(search->text, behind), ROOM);
        if (match.count > 0) {
            offer_match(search, start, towns, &match);
            *found = true;
            return;
        }
        limit = behind - 1;
    }
}

/* A koaza whose town is left out, if it ends behind token `least`. */
static bool offer_koaza(cm__search *search, const cm__reading *start,
                        const cm__gazetteer_towns *towns, size_t at, size_t least)
{
    cm__name_match match;
    cm__reading reading = *start;

    cm__lexicon_find_beside(&match, &towns->names, CM__SCOPE_TOWN, search->text, at);
    if (match.count == 0 || match.end - at < 2 || match.end <= least ||
        !is_rest_plain(search, match.end))
        return false; /* one character is too little to go by */
    reading.score *= 0.8;
    reading.doubt = CM__DOUBT_PART;
    reading.end = match.end;
    for (size_t i = 0; i < held(&match); i++) {
        reading.koaza = match.values[i];
        reading.town = towns->koaza[reading.koaza].town;
        cm__search_offer(search, &reading);
    }
    return true;
}

/* The longest town; where what follows it is not known, also shorter ones, whose koaza may go on
 * further. */
static bool offer_towns(cm__search *search, const cm__reading *start,
                        const cm__gazetteer_towns *towns, size_t at)
{
    cm__name_match match;
    size_t longest = 0;

    for (size_t limit = ROOM;; limit = match.end) {
        cm__lexicon_find(&match, &towns->names, CM__SCOPE_TOWN, search->text, at, limit);
        if (match.count == 0)
            break;
        offer_match(search, start, towns, &match);
        longest = longest > match.end ? longest : match.end;
        if (is_rest_plain(search, match.end))
            return true;
    }
    if (longest > 0)
        offer_koaza(search, start, towns, at, longest);
    return longest > 0;
}

cm_status cm__search_towns(cm__search *search, const cm__reading *above, size_t at, bool *found)
{
    const cm__gazetteer_towns *towns;
    cm__reading below = *above;
    const cm__reading *const start = &below;
    cm_status status;

    if (at >= search->text->count)
        return CM_OK;
    below.below = at;
    below.city_score = above->score;
    status = cm__gazetteer_get_towns(&towns, search->gazetteer, start->city);
    if (status)
        return status;
    if (offer_towns(search, start, towns, at))
        *found = true;
    else
        offer_nameless(search, start, towns, at, found);
    offer_behind_streets(search, start, towns, at, found);
    return CM_OK;
}

/* A name of which the start is left out, or of which most is there whatever the numbers. */
static void offer_nearly(cm__search *search, const cm__reading *start,
                         const cm__gazetteer_towns *towns, size_t at)
{
    cm__name_match match, tail;
    size_t common, tail_common;
    cm__reading reading = *start;
    double score = 0.85;

    cm__lexicon_repair(&match, &common, &towns->names, CM__SCOPE_TOWN, search->text, at);
    cm__lexicon_find_tail(&tail, &tail_common, &towns->names, CM__SCOPE_TOWN, search->text, at);
    reading.doubt = CM__DOUBT_TYPO;
    if (tail.count > 0 && (match.count == 0 || tail_common > common)) {
        match = tail;
        common = tail_common;
        reading.doubt = CM__DOUBT_PART;
        score = 0.8;
    }
    if (match.count == 0)
        return;
    reading.score *= score * (double)common / (double)(common + 1);
    prefer_whole(&match);
    for (size_t i = 0; i < held(&match); i++)
        cm__search_offer_town(search, &reading, towns, match.values[i], match.end);
}

cm_status cm__search_repair(cm__search *search, const cm__reading *start, size_t at)
{
    const cm__gazetteer_towns *towns;
    cm_status status;

    if (at >= search->text->count)
        return CM_OK;
    status = cm__gazetteer_get_towns(&towns, search->gazetteer, start->city);
    if (!status)
        status = cm__search_mend_town(search, start, at, at);
    if (status)
        return status;
    if (search->readings[0].town == CM_ABSENT || search->readings[0].doubt != CM__DOUBT_TYPO)
        offer_nearly(search, start, towns, at);
    offer_koaza(search, start, towns, at, at);
    return CM_OK;
}
