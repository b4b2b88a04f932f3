/* geocode.c - from a Japanese postal address to a place. */
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "geo/geocode_reason.h"
#include "geo/geocode_search.h"
#include <math.h>
#include <string.h>

static const char *const level_names[CM_LEVEL_COUNT] = {
    "none", "prefecture", "city", "town", "block", "building", "given",
};

const char *cm_level_name(cm_level level)
{
    return level_names[level];
}

cm_level cm_level_find(const char *name)
{
    cm_level level = CM_LEVEL_NONE;

    while (level < CM_LEVEL_COUNT && strcmp(level_names[level], name) != 0)
        level++;
    return level;
}

static const cm__gazetteer_place *get_town(const cm_gazetteer *gazetteer,
                                           const cm__reading *reading)
{
    return reading->alone ? reading->alone
                          : &gazetteer->cities[reading->city].towns->towns[reading->town];
}

/* What a reading says, in the gazetteer's words. */
static void name_parts(cm_geocode_answer *out, const cm_gazetteer *gazetteer,
                       const cm__reading *reading)
{
    const cm__gazetteer_city *city;

    out->prefecture = gazetteer->prefectures[reading->prefecture].name;
    out->match_level = CM_LEVEL_PREFECTURE;
    if (reading->city == CM_ABSENT)
        return;
    city = &gazetteer->cities[reading->city];
    out->city = city->name;
    out->match_level = CM_LEVEL_CITY;
    if (reading->town == CM_ABSENT)
        return;
    out->town = get_town(gazetteer, reading)->name;
    out->match_level = CM_LEVEL_TOWN;
    if (reading->koaza != CM_ABSENT)
        out->block = city->towns->koaza[reading->koaza].name;
}

/* The finest place that is known of what was read. */
static void find_place(cm_geocode_answer *out, const cm_gazetteer *gazetteer,
                       const cm__reading *reading)
{
    const cm__gazetteer_city *const city =
        reading->city == CM_ABSENT ? NULL : &gazetteer->cities[reading->city];

    if (reading->town != CM_ABSENT) {
        out->coord_level = CM_LEVEL_TOWN;
        if (reading->koaza != CM_ABSENT) {
            out->place = city->towns->koaza[reading->koaza].place;
            if (!isnan(out->place.lon_deg))
                return;
        }
        out->place = get_town(gazetteer, reading)->place;
        if (!isnan(out->place.lon_deg))
            return;
    }
    if (city && !isnan(city->place.lon_deg)) {
        out->coord_level = CM_LEVEL_CITY;
        out->place = city->place;
        return;
    }
    out->place = gazetteer->prefectures[reading->prefecture].place;
    out->coord_level = isnan(out->place.lon_deg) ? CM_LEVEL_NONE : CM_LEVEL_PREFECTURE;
}

static bool is_separator(const unsigned char *at, size_t *used)
{
    static const char *const separators[] = {
        " ",
        "\t",
        "-",
        ",",
        "\xE3\x80\x80", /* ideographic space */
        "\xE3\x80\x81", /* ideographic comma */
        "\xE2\x80\x90",
        "\xE2\x80\x91",
        "\xE2\x80\x92",
        "\xE2\x80\x93",
        "\xE2\x80\x94",
        "\xE2\x80\x95",
        "\xE2\x88\x92",
        "\xEF\xBC\x8D",
        "\xEF\xBC\x8C",
        "\xE2\x94\x80",
        "\xC2\xA0",
    };

    for (size_t i = 0; i < sizeof separators / sizeof *separators; i++) {
        *used = strlen(separators[i]);
        if (strncmp((const char *)at, separators[i], *used) == 0)
            return true;
    }
    return false;
}

/* The bytes after what was read, without blanks, and without the sign that joined them to a
 * number. */
static const char *find_rest(const cm__search *search, size_t end)
{
    const cm__address_text *const text = search->text;
    const cm__address_token *const last = end > 0 ? &text->tokens[end - 1] : NULL;
    const cm__address_token *const next = end < text->count ? &text->tokens[end] : NULL;
    static const char dai[] = "第"; /* no token has it, but it is of the second building */
    const char *rest = search->address + (last ? last->end : 0);
    size_t used;

    if (last && next && cm__address_is_number(last->code) && cm__address_is_number(next->code)) {
        const bool has_dai =
            next->start >= last->end + (sizeof dai - 1) &&
            memcmp(search->address + next->start - (sizeof dai - 1), dai, sizeof dai - 1) == 0;
        /* a hyphen or no between two numbers */
        return search->address + next->start - (has_dai ? sizeof dai - 1 : 0);
    }
    while (is_separator((const unsigned char *)rest, &used))
        rest += used;
    return rest;
}

static const char *place_name(const cm_geocode_answer *answer)
{
    return *answer->town ? answer->town : *answer->city ? answer->city : answer->prefecture;
}

/* Why a town that is read is doubtful. */
static void give_doubt(cm__text *reason, const cm_geocode_answer *answer, const cm__search *search,
                       cm__doubt doubt)
{
    const uint32_t code = search->postal_code;

    switch (doubt) {
    case CM__DOUBT_NONE: break;
    case CM__DOUBT_PART:
        cm__reason_give(reason, CM_REASON_NO_PART, "not every part of it is known in %s",
                        answer->town);
        break;
    case CM__DOUBT_CITY:
        cm__reason_give(reason, CM_REASON_NO_CITY, "%s is not named in full", answer->city);
        break;
    case CM__DOUBT_MERGED:
        cm__reason_give(reason, CM_REASON_MERGED, "the ward is not known; the town is in %s",
                        answer->city);
        break;
    case CM__DOUBT_TYPO: cm__reason_give(reason, CM_REASON_TYPO, "read as %s", answer->town); break;
    case CM__DOUBT_POSTAL:
        cm__reason_give(reason, CM_REASON_POSTAL, "%03u-%04u is not the code of %s", code / 10000,
                        code % 10000, answer->town);
        break;
    case CM__DOUBT_PLACED_BY_POSTAL:
        cm__reason_give(reason, CM_REASON_POSTAL, "the town is known by the code %03u-%04u only",
                        code / 10000, code % 10000);
        break;
    }
}

static cm_status set_reason(cm_geocode_answer *out, const cm__search *search,
                            const cm__reading *reading)
{
    cm__text *const reason = &search->session->reason;

    if (out->match_level < CM_LEVEL_TOWN && *out->rest != '\0')
        cm__reason_give(reason, CM_REASON_NO_TOWN,
                        "%s has no town that the address goes on with: %.60s", place_name(out),
                        out->rest);
    else if (out->match_level < CM_LEVEL_TOWN)
        cm__reason_give(reason, CM_REASON_TOO_COARSE, "the address names %s and no town",
                        place_name(out));
    else if (out->coord_level < CM_LEVEL_TOWN)
        cm__reason_give(reason, CM_REASON_TOO_COARSE,
                        "the place of %s is not known, only its city's", out->town);
    else
        give_doubt(reason, out, search, reading->doubt);
    if (reason->failed)
        return reason->failed;
    if (reason->bytes)
        out->reason = reason->bytes;
    return CM_OK;
}

/* What tied readings have in common is named; a place is not chosen among them. */
static cm_status answer_tie(cm_geocode_answer *out, const cm__search *search)
{
    const size_t count = search->count < CM__READINGS_MAX ? search->count : CM__READINGS_MAX;
    cm__text *const reason = &search->session->reason;
    cm_geocode_answer other;

    for (size_t i = 1; i < count; i++) {
        other = (cm_geocode_answer){.city = "", .town = ""};
        name_parts(&other, search->gazetteer, &search->readings[i]);
        if (strcmp(out->prefecture, other.prefecture) != 0)
            out->prefecture = "";
        if (strcmp(out->city, other.city) != 0)
            out->city = "";
        if (strcmp(out->town, other.town) != 0)
            out->town = "";
    }
    out->block = "";
    out->coord_level = CM_LEVEL_NONE;
    out->place = (cm_lonlat){NAN, NAN};
    out->candidates = search->count;
    out->score = out->score < 1 / (double)search->count ? out->score : 1 / (double)search->count;
    cm__reason_give(reason, CM_REASON_TIE, "%zu places answer to it", search->count);
    if (reason->failed)
        return reason->failed;
    out->reason = reason->bytes;
    return CM_OK;
}

static cm_status find_or_add(size_t *out, cm_table *table, const char *name, cm_column_type type)
{
    *out = cm_table_find_column(table, name);
    return *out == CM_ABSENT ? cm_table_add_column(table, out, name, type) : CM_OK;
}

static cm_status add_candidate(cm_table *table, const cm__search *search,
                               const cm__reading *reading)
{
    static const char *const names[] = {"input", "matched_prefecture", "matched_city",
                                        "matched_town"};
    cm_geocode_answer answer = {.prefecture = "", .city = "", .town = "", .block = ""};
    size_t columns[6], row;
    cm_status status = CM_OK;

    for (size_t i = 0; i < 4 && !status; i++)
        status = find_or_add(&columns[i], table, names[i], CM_COLUMN_TEXT);
    if (!status)
        status = find_or_add(&columns[4], table, "lon", CM_COLUMN_REAL);
    if (!status)
        status = find_or_add(&columns[5], table, "lat", CM_COLUMN_REAL);
    if (!status)
        status = cm_table_add_rows(table, 1);
    if (status)
        return status;
    name_parts(&answer, search->gazetteer, reading);
    find_place(&answer, search->gazetteer, reading);
    row = table->row_count - 1;
    cm_table_set_real(table, row, columns[4], answer.place.lon_deg);
    cm_table_set_real(table, row, columns[5], answer.place.lat_deg);
    const char *const texts[] = {search->address, answer.prefecture, answer.city, answer.town};
    for (size_t i = 0; i < 4 && !status; i++)
        status = cm_table_set_text(table, row, columns[i], texts[i]);
    return status;
}

static cm_status add_candidates(cm_table *table, const cm__search *search)
{
    cm_status status = CM_OK;

    for (size_t i = 0; i < search->count && i < CM__READINGS_MAX && !status; i++)
        status = add_candidate(table, search, &search->readings[i]);
    return status;
}

/* The block or building after the town, and its place where that is known. */
static cm_status take_lot(cm_geocode_answer *out, const cm__search *search,
                          const cm__reading *reading)
{
    cm__lot_reading lot;
    const cm_status status = cm__search_lot(&lot, search, reading);

    if (status || !lot.found)
        return status;
    out->match_level = lot.level;
    out->block = lot.block;
    out->rest = find_rest(search, lot.end);
    if (!isnan(lot.place.lon_deg)) {
        out->coord_level = lot.level;
        out->place = lot.place;
    }
    return CM_OK;
}

static cm_status answer_nothing(cm_geocode_answer *out, const cm__search *search)
{
    cm__text *const reason = &search->session->reason;

    cm__reason_give(reason, CM_REASON_NO_TOWN, "nothing in the gazetteer begins like: %.60s",
                    search->address);
    out->reason = reason->failed ? "" : reason->bytes;
    return reason->failed;
}

static cm_status answer_search(cm_geocode_answer *out, const cm__search *search,
                               cm_table *candidates)
{
    const cm__reading *const best = &search->readings[0];
    const bool is_tie = search->count > 1;
    cm_status status = CM_OK;

    name_parts(out, search->gazetteer, best);
    find_place(out, search->gazetteer, best);
    out->rest = find_rest(search, best->end);
    if (!is_tie && best->town != CM_ABSENT)
        status = take_lot(out, search, best);
    out->score = best->town == CM_ABSENT && *out->rest ? best->score / 2 : best->score;
    out->candidates = 1;
    if (!status)
        status = set_reason(out, search, best);
    if (!status && is_tie)
        status = answer_tie(out, search);
    if (!status && is_tie && candidates)
        status = add_candidates(candidates, search);
    return status;
}

cm_status cm__geocode_ask(cm_geocode_answer *out, cm__geocode_session *session, const char *address,
                          uint32_t postal_code, cm_table *candidates)
{
    cm__address_text *const text = session->address;
    cm__search search; /* its readings, 32 KiB, are not cleared for every address */
    cm_geocode_answer answer = {.prefecture = "",
                                .city = "",
                                .town = "",
                                .block = "",
                                .rest = address,
                                .reason = "",
                                .place = {NAN, NAN}};
    cm_status status;

    cm__text_clear(&session->reason);
    cm__arena_destroy(&session->passing);
    cm__address_read(text, session->gazetteer->fold, address, strlen(address));
    if (text->count == 0) {
        answer.reason = cm_reason_name(CM_REASON_NO_ADDRESS);
        *out = answer;
        return CM_OK;
    }
    search.session = session;
    search.gazetteer = session->gazetteer;
    search.address = address;
    search.text = text;
    status = cm__search_run(&search);
    if (!status)
        status = cm__search_use_postal(&search, postal_code);
    if (!status)
        status = search.count > 0 ? answer_search(&answer, &search, candidates)
                                  : answer_nothing(&answer, &search);
    if (!status)
        *out = answer;
    return status;
}

cm_status cm_geocode_address(cm_geocode_answer *out, cm_gazetteer *gazetteer, const char *address,
                             cm_table *candidates)
{
    return cm__geocode_ask(out, &gazetteer->own, address, 0, candidates);
}
