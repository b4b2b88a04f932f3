/* geocode_town.c - from a city of an address down to its town and koaza. */
#include "geo/geocode_search.h"
#include <string.h>

enum { ROOM = CM__ADDRESS_MAX + 1 };

/* Whether the bytes before the end of the match are the name to the letter. */
static size_t literal_length(const cm__search *search, size_t end, const char *name)
{
    const size_t length = strlen(name), stop = search->text->tokens[end - 1].end;

    return length <= stop && memcmp(search->address + stop - length, name, length) == 0 ? length
                                                                                        : 0;
}

/* Of towns that fold alike, keeps those that the address spells as the gazetteer does, if any. */
static void prefer_literal(cm__name_match *match, const cm__search *search,
                           const cm__gazetteer_towns *towns)
{
    size_t best = 0, kept = 0;
    const size_t count = match->count < CM__NAME_MATCHES_MAX ? match->count : CM__NAME_MATCHES_MAX;

    if (match->count < 2)
        return;
    for (size_t i = 0; i < count; i++) {
        const size_t length =
            literal_length(search, match->end, towns->towns[match->values[i]].name);
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

/* Whether the part of the text after a town is one that stands there without being part of a name:
 * nothing, a number, or what a blank or a bracket sets apart. */
static bool is_rest_plain(const cm__address_text *text, size_t end)
{
    const cm__address_token *const token = &text->tokens[end];

    return end >= text->count || token->gap || cm__address_is_number(token->code) ||
           token->code < 0x80 || cm__address_is_number(token[-1].code);
}

static void offer_town(cm__search *search, const cm__reading *start,
                       const cm__gazetteer_towns *towns, size_t town, size_t end)
{
    cm__name_match koaza;
    cm__reading reading = *start;

    reading.town = town;
    reading.end = end;
    cm__lexicon_find(&koaza, &towns->names, (uint32_t)town + 1, search->text, end, ROOM);
    if (koaza.count == 1) {
        reading.koaza = koaza.values[0];
        reading.end = koaza.end;
    }
    if (!is_rest_plain(search->text, reading.end)) {
        reading.score *= 0.85;
        if (reading.doubt == CM__DOUBT_NONE)
            reading.doubt = CM__DOUBT_PART;
    }
    cm__search_offer(search, &reading);
}

/* What lies directly below a city: a koaza, or a lot number at once. */
static void offer_nameless(cm__search *search, const cm__reading *start,
                           const cm__gazetteer_towns *towns, size_t at, bool *found)
{
    cm__name_match koaza;

    if (towns->nameless == CM_ABSENT || at >= search->text->count)
        return;
    cm__lexicon_find(&koaza, &towns->names, (uint32_t)towns->nameless + 1, search->text, at, ROOM);
    if (koaza.count == 0 && !cm__address_is_number(search->text->tokens[at].code))
        return;
    offer_town(search, start, towns, towns->nameless, at);
    *found = true;
}

cm_status cm__search_towns(cm__search *search, const cm__reading *start, size_t at, bool *found)
{
    const cm__gazetteer_towns *towns;
    cm__name_match match;
    const cm_status status = cm__gazetteer_get_towns(&towns, search->gazetteer, start->city);

    if (status)
        return status;
    cm__lexicon_find(&match, &towns->names, 0, search->text, at, ROOM);
    prefer_literal(&match, search, towns);
    for (size_t i = 0; i < match.count && i < CM__NAME_MATCHES_MAX; i++) {
        offer_town(search, start, towns, match.values[i], match.end);
        *found = true;
    }
    if (match.count == 0)
        offer_nameless(search, start, towns, at, found);
    return CM_OK;
}
