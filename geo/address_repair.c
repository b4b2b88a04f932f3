/* address_repair.c - names that an address gives with one wrong character, or without their start.
 */
#include "geo/address_lexicon.h"

/* A key, and the tokens that are laid beside it. */
typedef struct pair {
    const uint32_t *key;
    size_t key_length;
    const cm__address_token *tokens;
    size_t token_count;
    bool (*may_end)(const struct pair *, size_t taken);
} pair;

/* Whether a town of which only the end is there may end so. */
static bool may_tail_end(const pair *p, size_t taken)
{
    const cm__address_token *const next = &p->tokens[taken];

    if (taken >= p->token_count || cm__address_is_number(next[-1].code))
        return true;
    if (cm__address_is_number(next->code))
        return next->mark != CM__MARK_CHOME && next->mark != CM__MARK_JO;
    return next->gap || next->aza;
}

/* Whether a town that is only nearly there may end so. Where most of it is there, its last word
 * included, anything may follow. */
static bool may_town_end(const pair *p, size_t taken)
{
    if (may_tail_end(p, taken))
        return true;
    return p->key_length >= 4 && !cm__address_is_number(p->tokens[taken].code) &&
           p->tokens[taken - 1].code == p->key[p->key_length - 1];
}

/* Whatever follows. */
static bool may_always_end(const pair *p, size_t taken)
{
    (void)p;
    return taken > 0;
}

static bool is_alike(const pair *p, size_t key, size_t token)
{
    return cm__lexicon_is_alike(p->key[key], &p->tokens[token], key == 0, key + 1 == p->key_length);
}

/* Whether the rest of the key, from `key` on, stands in the text from `token` on. */
static bool is_rest_alike(const pair *p, size_t key, size_t token)
{
    if (p->key_length - key > p->token_count - token)
        return false;
    for (; key < p->key_length; key++, token++)
        if (!is_alike(p, key, token))
            return false;
    return true;
}

/* Whether the key's part may be in error: a chome, which ends most keys, must be right. */
static bool is_open(const pair *p, size_t key)
{
    return key < p->key_length && (key + 1 < p->key_length || !cm__address_is_number(p->key[key]));
}

static bool is_char(const pair *p, size_t token)
{
    return token < p->token_count && !cm__address_is_number(p->tokens[token].code);
}

/* Tokens from `token` on that the rest of the key takes, plus those before; 0 if it is not alike or
 * may not end there. */
static size_t take(const pair *p, size_t key, size_t token)
{
    const size_t taken = token + p->key_length - key;

    if (!is_rest_alike(p, key, token) || !p->may_end(p, taken))
        return 0;
    return taken;
}

/* Whether parts i and i + 1 of the key stand in the text exchanged. */
static bool is_exchanged(const pair *p, size_t i)
{
    return is_open(p, i) && i + 1 < p->key_length && is_char(p, i) && is_char(p, i + 1) &&
           is_alike(p, i, i + 1) && is_alike(p, i + 1, i);
}

/* Where key and text first differ. */
static size_t find_difference(const pair *p)
{
    size_t i = 0;

    while (i < p->key_length && i < p->token_count && is_alike(p, i, i))
        i++;
    return i;
}

/* Lays the key over the tokens with one error. Returns how many tokens that takes, or 0; common
 * receives how many of the key's are alike. */
static size_t lay(const pair *p, size_t *common)
{
    const size_t i = find_difference(p);
    size_t taken = 0;

    if (i == p->key_length)
        return 0; /* no error: it may not end there */
    *common = p->key_length - 1;
    if (!cm__address_is_number(p->key[i]))
        taken = take(p, i + 1, i); /* one too few */
    if (taken == 0 && is_open(p, i) && is_char(p, i) &&
        !(cm__address_is_relative(p->key[i]) && cm__address_is_relative(p->tokens[i].code)))
        taken = take(p, i + 1, i + 1); /* another one */
    if (taken == 0 && is_exchanged(p, i))
        taken = take(p, i + 2, i + 2);
    if (taken > 0 || !is_char(p, i))
        return taken;
    *common = p->key_length;
    return take(p, i, i + 1); /* one too many */
}

/* Where the key's end, of two tokens at least, is the text's beginning. Returns how many tokens. */
static size_t lay_tail(const pair *p, size_t *common)
{
    for (size_t i = 1; i + 2 <= p->key_length; i++)
        if (take(p, i, 0) > 0)
            return *common = p->key_length - i;
    return 0;
}

/* The whole key without an error. */
static size_t lay_whole(const pair *p, size_t *common)
{
    return *common = is_rest_alike(p, 0, 0) ? p->key_length : 0;
}

/* Whether more than numbers is alike: of the key's characters, those that are not in error. */
static bool has_common_char(const pair *p, size_t common)
{
    size_t chars = 0;

    for (size_t i = p->key_length - (common < p->key_length ? common + 1 : common);
         i < p->key_length; i++)
        chars += !cm__address_is_number(p->key[i]);
    return chars > (common < p->key_length ? 1U : 0U);
}

static void offer(cm__name_match *out, size_t *best, size_t common, size_t end, uint32_t value)
{
    if (out->count > 0 && common < *best)
        return;
    if (common > *best)
        out->count = 0;
    if (out->count < CM__NAME_MATCHES_MAX)
        out->values[out->count] = value;
    out->count++;
    out->end = end;
    *best = common;
}

typedef struct method {
    size_t (*lay)(const pair *, size_t *);
    bool (*may_end)(const pair *, size_t);
    bool beside; /* names of all other scopes */
} method;

static void scan(cm__name_match *out, size_t *common, const cm__lexicon *lexicon, uint32_t scope,
                 const cm__address_text *text, size_t at, const method *how)
{
    pair p = {
        .tokens = text->tokens + at, .token_count = text->count - at, .may_end = how->may_end};

    out->count = 0;
    *common = 0;
    for (size_t i = 0; i < lexicon->count; i++) {
        const cm__name_entry *const entry = &lexicon->entries[i];
        size_t alike, taken;
        if ((entry->scope == scope) == how->beside || entry->length < 2)
            continue;
        p.key = lexicon->codes + entry->key;
        p.key_length = entry->length;
        taken = how->lay(&p, &alike);
        if (taken > 0 && has_common_char(&p, alike) && cm__lexicon_may_end(text, at + taken))
            offer(out, common, alike, at + taken, entry->value);
    }
}

void cm__lexicon_repair(cm__name_match *out, size_t *common, const cm__lexicon *lexicon,
                        uint32_t scope, const cm__address_text *text, size_t at)
{
    static const method how = {lay, may_town_end, false};

    scan(out, common, lexicon, scope, text, at, &how);
}

void cm__lexicon_find_tail(cm__name_match *out, size_t *common, const cm__lexicon *lexicon,
                           uint32_t scope, const cm__address_text *text, size_t at)
{
    static const method how = {lay_tail, may_tail_end, false};

    scan(out, common, lexicon, scope, text, at, &how);
}

void cm__lexicon_find_beside(cm__name_match *out, const cm__lexicon *lexicon, uint32_t scope,
                             const cm__address_text *text, size_t at)
{
    static const method how = {lay_whole, may_always_end, true};
    size_t common;

    scan(out, &common, lexicon, scope, text, at, &how);
}
