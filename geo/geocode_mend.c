/* geocode_mend.c - prefectures, cities and towns that an address gives with one wrong character. */
#include "geo/address_mend.h"
#include "geo/geocode_search.h"
#include <string.h>

enum { COUNTY = 0x90E1 };
enum { CITIES_TRIED_MAX = 8 }; /* whose towns are looked at for one wrong character of the city */

/* The token after the one that ends at this byte; 0 if the byte is inside a token. */
static size_t token_after(const cm__address_text *text, size_t at, size_t end)
{
    while (at < text->count && text->tokens[at].start < end)
        at++;
    return at > 0 && text->tokens[at - 1].end <= end ? at : 0;
}

/* Folds a name into the session's room for names. Returns its number of characters. */
static size_t fold_name(const cm__search *search, const char *name)
{
    return cm__address_fold_text(search->session->name->chars, search->gazetteer->fold, name,
                                 strlen(name));
}

/* The byte at which a town begins, with the word oaza before it. */
static size_t town_start(const cm__address_text *text, size_t at)
{
    return at > 0 && text->tokens[at].aza ? text->tokens[at - 1].end : text->tokens[at].start;
}

typedef struct best {
    unsigned evidence;
    size_t count;
    uint32_t towns[CM__NAME_MATCHES_MAX];
    size_t ends[CM__NAME_MATCHES_MAX];
    size_t common;
} best;

static void keep(best *kept, uint32_t town, const cm__mending *found, size_t end)
{
    if (found->evidence < kept->evidence)
        return;
    if (found->evidence > kept->evidence)
        kept->count = 0;
    kept->evidence = found->evidence;
    kept->common = found->common;
    if (kept->count == CM__NAME_MATCHES_MAX)
        return;
    kept->towns[kept->count] = town;
    kept->ends[kept->count++] = end;
}

/* Whether a town with an error may be meant although another's name is there without one: enough
 * of it is there, and the wrong sign does not tell two neighbours apart. */
static bool is_believable(const cm__mending *found, bool instead)
{
    return found->evidence > 0 && !(instead && (found->relative || found->common < 3));
}

cm_status cm__search_mend_town(cm__search *search, const cm__reading *start, size_t at,
                               size_t least)
{
    const cm__gazetteer_towns *towns;
    cm__reading reading = *start;
    cm__mend_text text;
    cm__mending found;
    best kept = {0};
    const cm_status status = cm__gazetteer_get_towns(&towns, search->gazetteer, start->city);

    if (status || at >= search->text->count)
        return status;
    cm__mend_read(&text, search->text, town_start(search->text, at));
    for (size_t i = 0; i < towns->town_count; i++) {
        const size_t count = fold_name(search, towns->towns[i].name);
        if (i == towns->nameless)
            continue;
        cm__mend_town(&found, &text, search->session->name->chars, count);
        const size_t end =
            is_believable(&found, least > at) ? token_after(search->text, at, found.end) : 0;
        if (end > least)
            keep(&kept, (uint32_t)i, &found, end);
    }
    reading.doubt = CM__DOUBT_TYPO;
    reading.score *= 0.85 * (double)kept.common / (double)(kept.common + 1);
    for (size_t i = 0; i < kept.count; i++)
        cm__search_offer_town(search, &reading, towns, kept.towns[i], kept.ends[i]);
    return CM_OK;
}

cm_status cm__search_mend_prefecture(cm__search *search, size_t at, bool *any, bool *found)
{
    const cm_gazetteer *const gazetteer = search->gazetteer;
    cm__mend_text text;
    cm__mending mending;
    cm_status status = CM_OK;

    if (at >= search->text->count)
        return CM_OK;
    cm__mend_read(&text, search->text, search->text->tokens[at].start);
    search->start_score = 0.8;
    search->start_doubt = CM__DOUBT_TYPO;
    for (size_t i = 0; i < gazetteer->prefecture_count && !status; i++) {
        const size_t count = fold_name(search, gazetteer->prefectures[i].name);
        for (cm__mend_kind kind = CM__MEND_SWAP; kind < CM__MEND_KINDS && !status; kind++) {
            cm__mend_city(&mending, &text, search->session->name->chars, count, kind);
            const size_t end =
                mending.evidence > 0 ? token_after(search->text, at, mending.end) : 0;
            if (end > at)
                *any = cm__search_cities(&status, search, (uint32_t)(CM__SCOPE_CITY_IN + i), end,
                                         found) ||
                       *any;
        }
    }
    search->start_score = 1;
    search->start_doubt = CM__DOUBT_NONE;
    return status;
}

/* What is looked for where a city, or a ward, is mended. */
typedef struct mender {
    cm__search *search;
    cm__mend_text text;
    size_t at, tried;
    double score;
} mender;

/* Reads the towns of a city whose folded name, from `first` on, is nearly there. */
static cm_status try_city(mender *m, size_t city, const cm__address_char *name, size_t count,
                          bool *found)
{
    const cm_gazetteer *const gazetteer = m->search->gazetteer;
    cm__reading start = {.prefecture = gazetteer->cities[city].prefecture,
                         .city = city,
                         .town = CM_ABSENT,
                         .koaza = CM_ABSENT,
                         .score = m->score,
                         .doubt = CM__DOUBT_TYPO};
    size_t ends[CM__MEND_KINDS];
    cm__mending mending;
    cm_status status = CM_OK;

    for (cm__mend_kind kind = CM__MEND_SWAP; kind < CM__MEND_KINDS; kind++) {
        cm__mend_city(&mending, &m->text, name, count, kind);
        ends[kind] = mending.evidence > 0 && mending.common > 1
                         ? token_after(m->search->text, m->at, mending.end)
                         : 0;
    }
    bool here = false;
    for (cm__mend_kind kind = CM__MEND_SWAP; kind < CM__MEND_KINDS && !status; kind++) {
        if (ends[kind] <= m->at || m->tried >= CITIES_TRIED_MAX)
            continue;
        start.end = ends[kind];
        status = cm__search_below(m->search, &start, start.end, &here);
        m->tried += kind + 1 == CM__MEND_KINDS || here;
    }
    *found = *found || here;
    return status;
}

static size_t find_county(const cm__address_char *name, size_t count)
{
    for (size_t i = 1; i + 2 < count; i++)
        if (name[i].code == COUNTY)
            return i + 1;
    return 0;
}

/* Whether a name may be meant at all: with one error, one of its first two characters is among the
 * first two of the address. */
static bool may_be(const mender *m, const cm__name_start *start)
{
    for (size_t i = 0; i < 2; i++) {
        if (start->codes[i] == 0)
            return true;
        for (size_t k = 0; k < 2 && k < m->text.count; k++)
            if (m->text.signs[k].code == start->codes[i])
                return true;
    }
    return false;
}

static void start_mender(mender *m, cm__search *search, size_t at, double score)
{
    m->search = search;
    m->at = at;
    m->tried = 0;
    m->score = score;
    cm__mend_read(&m->text, search->text, search->text->tokens[at].start);
}

cm_status cm__search_mend_city(cm__search *search, size_t prefecture, size_t at, bool *found)
{
    const cm_gazetteer *const gazetteer = search->gazetteer;
    cm__address_char name[64];
    mender m;
    cm_status status = CM_OK;

    if (at >= search->text->count)
        return CM_OK;
    start_mender(&m, search, at, prefecture == CM_ABSENT ? 0.7 : 0.75);
    for (size_t i = 0; i < gazetteer->city_count && !status; i++) {
        const cm__gazetteer_city *const city = &gazetteer->cities[i];
        if ((prefecture != CM_ABSENT && city->prefecture != prefecture) ||
            (!may_be(&m, &city->start) && !may_be(&m, &city->behind_county)))
            continue;
        const size_t count = fold_name(search, gazetteer->cities[i].name);
        if (count > sizeof name / sizeof *name)
            continue;
        memcpy(name, search->session->name->chars, count * sizeof *name);
        const size_t county = find_county(name, count);
        status = try_city(&m, i, name, count, found);
        if (!status && county > 0)
            status = try_city(&m, i, name + county, count - county, found);
    }
    return status;
}

cm_status cm__search_mend_ward(cm__search *search, const cm__reading *city, size_t at, bool *found)
{
    const cm_gazetteer *const gazetteer = search->gazetteer;
    const size_t length = strlen(gazetteer->cities[city->city].name);
    cm__address_char name[64];
    mender m;
    cm_status status = CM_OK;

    if (at >= search->text->count)
        return CM_OK;
    start_mender(&m, search, at, 0.82);
    for (size_t i = 0; i < gazetteer->city_count && !status; i++) {
        if (gazetteer->cities[i].parent != city->city)
            continue;
        const size_t count = fold_name(search, gazetteer->cities[i].name + length);
        if (count > sizeof name / sizeof *name)
            continue;
        memcpy(name, search->session->name->chars, count * sizeof *name);
        status = try_city(&m, i, name, count, found);
    }
    return status;
}
