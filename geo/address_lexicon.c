/* address_lexicon.c - names as tokens, and the longest of them that an address goes on with. */
#include "geo/address_lexicon.h"
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include <string.h>

enum { FLAGS = 0x0F000000, KEY_MAX = 256 };

static uint32_t hash_start(uint32_t scope)
{
    return scope * 0x9E3779B1U + 0x85EBCA6BU;
}

static uint32_t hash_add(uint32_t hash, uint32_t code)
{
    hash = (hash ^ code) * 0x9E3779B1U;
    return hash ^ hash >> 15;
}

static uint32_t plain_code(uint32_t key_code)
{
    return cm__address_is_number(key_code) ? key_code & ~(uint32_t)FLAGS : key_code;
}

/* A token as it stands in a key: a number with its mark and whether aza is before it. */
static uint32_t key_code(const cm__address_token *token)
{
    if (!cm__address_is_number(token->code))
        return token->code;
    return token->code | (uint32_t)token->mark << CM__KEY_MARK_SHIFT |
           (token->aza ? CM__KEY_AZA : 0);
}

static cm_status make_room(cm__lexicon *names, size_t length)
{
    cm_status status = CM_OK;

    if (length > KEY_MAX)
        return cm__fail(CM_ERR_LIMIT, "a name of %zu parts is over the limit of %d", length,
                        KEY_MAX);
    if (names->count == names->capacity) {
        const size_t capacity = names->capacity ? 2 * names->capacity : 64;
        status = cm__array_grow(&names->entries, capacity, sizeof *names->entries);
        if (status)
            return status;
        names->capacity = capacity;
    }
    if (names->code_count + length > names->code_capacity) {
        const size_t capacity = 2 * names->code_capacity + KEY_MAX;
        status = cm__array_grow(&names->codes, capacity, sizeof *names->codes);
        if (!status)
            names->code_capacity = capacity;
    }
    return status;
}

cm_status cm__lexicon_add(cm__lexicon *names, uint32_t scope, uint32_t value,
                          const cm__address_text *text, size_t start, size_t end)
{
    const cm_status status = make_room(names, end - start);
    cm__name_entry entry = {.scope = scope,
                            .value = value,
                            .key = (uint32_t)names->code_count,
                            .length = (uint16_t)(end - start),
                            .hash = hash_start(scope)};

    if (status)
        return status;
    for (size_t i = start; i < end; i++) {
        entry.hash = hash_add(entry.hash, text->tokens[i].code);
        names->codes[names->code_count++] = key_code(&text->tokens[i]);
    }
    names->entries[names->count++] = entry;
    if (entry.length > names->longest)
        names->longest = entry.length;
    return CM_OK;
}

/* The slot of a hash, or the empty one where it belongs. Names of one hash are a chain, so that
 * however many a hostile file brings, none but them is slow. */
static uint32_t *find_slot(const cm__lexicon *names, uint32_t hash)
{
    size_t slot = hash & (names->slot_count - 1);

    while (names->slots[slot] != 0 && names->entries[names->slots[slot] - 1].hash != hash)
        slot = (slot + 1) & (names->slot_count - 1);
    return &names->slots[slot];
}

cm_status cm__lexicon_seal(cm__lexicon *names)
{
    size_t slot_count = 16;
    cm_status status;

    while (slot_count < 2 * names->count)
        slot_count *= 2;
    status = cm__array_grow(&names->slots, slot_count, sizeof *names->slots);
    if (status)
        return status;
    memset(names->slots, 0, slot_count * sizeof *names->slots);
    names->slot_count = slot_count;
    for (size_t i = names->count; i-- > 0;) {
        uint32_t *const slot = find_slot(names, names->entries[i].hash);
        names->entries[i].next = *slot;
        *slot = (uint32_t)(i + 1);
    }
    return CM_OK;
}

/* Whether the mark of a number in the text is one that the name's may be written as. */
static bool is_mark_alike(uint32_t name, uint32_t text, bool last)
{
    if (name == text)
        return true;
    if (name == CM__MARK_NONE)
        return text == CM__MARK_HYPHEN && last; /* the hyphen is the next part's */
    if (text == CM__MARK_HYPHEN)
        return true;
    return text == CM__MARK_NONE && (name == CM__MARK_JO || last);
}

bool cm__lexicon_is_alike(uint32_t key_code, const cm__address_token *token, bool first, bool last)
{
    if (plain_code(key_code) != token->code)
        return false;
    if (!cm__address_is_number(key_code))
        return true;
    if (token->aza && !first && !(key_code & CM__KEY_AZA))
        return false; /* the number begins a name of its own */
    return is_mark_alike(key_code >> CM__KEY_MARK_SHIFT & CM__KEY_MARK_MASK, token->mark, last);
}

bool cm__lexicon_is_name(const cm__address_text *name, const cm__address_text *text, size_t at)
{
    if (name->count == 0 || name->count > text->count - at)
        return false;
    for (size_t i = 0; i < name->count; i++)
        if (!cm__lexicon_is_alike(key_code(&name->tokens[i]), &text->tokens[at + i], i == 0,
                                  i + 1 == name->count))
            return false;
    return cm__lexicon_may_end(text, at + name->count);
}

static bool is_same(const cm__lexicon *names, const cm__name_entry *entry,
                    const cm__address_token *tokens)
{
    const uint32_t *const key = names->codes + entry->key;

    for (size_t i = 0; i < entry->length; i++)
        if (!cm__lexicon_is_alike(key[i], &tokens[i], i == 0, i + 1U == entry->length))
            return false;
    return true;
}

bool cm__lexicon_may_end(const cm__address_text *text, size_t end)
{
    static const uint32_t words[] = {0x756A, 0x53F7, 0x7DDA, 0x968E, 0x68DF, 0x5BA4, 0x5730, 'f'};
    const cm__address_token *const last = &text->tokens[end - 1];

    if (!cm__address_is_number(last->code) || last->mark != CM__MARK_NONE || end >= text->count)
        return true;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (text->tokens[end].code == words[i])
            return false;
    return true;
}

static void find_at(cm__name_match *out, const cm__lexicon *names, uint32_t scope, uint32_t hash,
                    const cm__address_token *tokens, size_t length)
{
    const cm__name_entry *entry;

    out->count = 0;
    for (uint32_t i = *find_slot(names, hash); i != 0; i = entry->next) {
        entry = &names->entries[i - 1];
        if (entry->scope != scope || entry->length != length || !is_same(names, entry, tokens))
            continue;
        if (out->count < CM__NAME_MATCHES_MAX)
            out->values[out->count] = entry->value;
        out->count++;
    }
}

void cm__lexicon_find(cm__name_match *out, const cm__lexicon *names, uint32_t scope,
                      const cm__address_text *text, size_t at, size_t limit)
{
    uint32_t hashes[KEY_MAX];
    uint32_t hash = hash_start(scope);
    size_t length = 0;

    out->count = 0;
    limit = limit < text->count + 1 ? limit : text->count + 1;
    for (; length < names->longest && at + length + 1 < limit; length++)
        hashes[length] = hash = hash_add(hash, text->tokens[at + length].code);
    for (; length > 0 && out->count == 0; length--) {
        if (!cm__lexicon_may_end(text, at + length))
            continue;
        find_at(out, names, scope, hashes[length - 1], text->tokens + at, length);
        out->end = at + length;
    }
}

void cm__lexicon_clear(cm__lexicon *names)
{
    cm__array_free(&names->slots);
    cm__array_free(&names->codes);
    cm__array_free(&names->entries);
    *names = (cm__lexicon){0};
}
