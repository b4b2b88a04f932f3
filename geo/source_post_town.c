/* source_post_town.c - what the town column of Japan Post's postal codes says. */
#include "geo/source_post_town.h"
#include "geo/text_width.h"
#include <string.h>

static bool begins(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

static bool ends(const char *text, const char *with)
{
    const size_t length = strlen(text), size = strlen(with);

    return length >= size && strcmp(text + length - size, with) == 0;
}

bool cm__post_town_is_open(const char *text)
{
    static const char opening[] = "（", closing[] = "）";
    bool is_open = false;

    for (; *text != '\0'; text++) {
        if (begins(text, opening))
            is_open = true;
        else if (begins(text, closing))
            is_open = false;
    }
    return is_open;
}

/* Where a sign between two numbers ends, or NULL. Full-width ～ is ~ by now. */
static const char *skip_range_sign(const char *at)
{
    static const char *const signs[] = {"~", "〜", "-", "−"};

    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (begins(at, signs[i]))
            return at + strlen(signs[i]);
    return NULL;
}

/* A number of chome; NULL if there is none. */
static const char *read_number(unsigned *out, const char *at)
{
    const size_t digits = strspn(at, "0123456789");

    *out = 0;
    if (digits == 0 || digits > 3)
        return NULL;
    for (size_t i = 0; i < digits; i++)
        *out = 10 * *out + (unsigned)(at[i] - '0');
    return at + digits;
}

typedef enum item_kind { OTHER, CHOME, BARE } item_kind;

/* Reads "1丁目", "1~19丁目", "1丁目~3丁目" (CHOME), "1" or "1~3" (BARE: of what the last item
 * says), or anything else. */
static item_kind read_item(cm__post_range *out, const char *item)
{
    static const char chome[] = "丁目";
    const char *at = read_number(&out->from, item);
    bool is_chome = false;

    if (!at)
        return OTHER;
    out->to = out->from;
    if (begins(at, chome)) {
        is_chome = true;
        at += sizeof chome - 1;
    }
    const char *const behind = skip_range_sign(at);
    const char *const end = behind ? read_number(&out->to, behind) : NULL;
    if (end) {
        is_chome = begins(end, chome);
        at = end;
    }
    if (out->from > out->to || out->from == 0)
        return OTHER;
    return is_chome ? CHOME : *at == '\0' ? BARE : OTHER;
}

static void add_range(cm__post_town *out, cm__post_range range)
{
    for (size_t i = 0; i < out->range_count; i++)
        if (out->ranges[i].from == range.from && out->ranges[i].to == range.to)
            return;
    if (out->range_count < CM__POST_RANGES)
        out->ranges[out->range_count++] = range;
}

/* Where the item that begins here ends: at a 、 that is not within 「」. */
static char *find_item_end(char *at)
{
    size_t depth = 0;

    for (; *at != '\0'; at++) {
        if (begins(at, "「"))
            depth++;
        else if (begins(at, "」"))
            depth -= depth > 0;
        else if (depth == 0 && begins(at, "、"))
            break;
    }
    return at;
}

/* Reads the list between （ and ）, in ASCII digits. */
static void read_list(cm__post_town *out, char *list)
{
    static const char comma[] = "、";
    cm__post_range bare[CM__POST_RANGES];
    size_t bare_count = 0;
    bool is_last = false;

    while (!is_last) {
        char *const end = find_item_end(list);
        cm__post_range range = {0, 0};
        is_last = *end == '\0';
        *end = '\0';
        const item_kind kind = read_item(&range, list);
        if (kind == BARE && bare_count < CM__POST_RANGES)
            bare[bare_count++] = range;
        if (kind == CHOME) { /* and so were the bare ones before it */
            for (size_t i = 0; i < bare_count; i++)
                add_range(out, bare[i]);
            bare_count = 0;
            add_range(out, range);
        }
        if (kind == OTHER) { /* the bare ones were lot numbers */
            bare_count = 0;
            add_range(out, (cm__post_range){0, 0});
        }
        if (!is_last)
            list = end + sizeof comma - 1;
    }
    if (bare_count > 0)
        add_range(out, (cm__post_range){0, 0});
}

/* Whether what stands for a town says: the rest of the municipality. But 一円 alone is a town. */
static bool is_rest(const char *name)
{
    return strcmp(name, "以下に掲載がない場合") == 0 ||
           (strstr(name, "の次に") && ends(name, "場合")) ||
           (ends(name, "一円") && strcmp(name, "一円") != 0);
}

/* 種市第１５地割 is of the town 種市: 地割 are what its lots are counted by. Of a range of them,
 * all are. */
static void cut_lots(char *name)
{
    char *const lots = strstr(name, "地割") ? strstr(name, "第") : NULL;

    if (lots && lots > name)
        *lots = '\0';
}

/* Writes the names of a list one behind the other in place, each once. */
static void read_names(cm__post_town *out, char *list)
{
    static const char comma[] = "、";
    char *to = list;
    const char *last = NULL;

    out->names = list;
    out->name_count = 0;
    for (bool is_last = false; !is_last;) {
        char *const end = find_item_end(list);
        is_last = *end == '\0';
        char *const next = is_last ? end : end + sizeof comma - 1;
        *end = '\0';
        cut_lots(list);
        const size_t length = strlen(list);
        if (length > 0 && (!last || strcmp(last, list) != 0)) {
            memmove(to, list, length + 1);
            last = to;
            to += length + 1;
            out->name_count++;
        }
        list = next;
    }
    if (out->name_count == 0) {
        *to = '\0'; /* nothing but commas */
        out->name_count = 1;
    }
}

cm_status cm__post_town_read(cm__post_town *out, cm__text *scratch, const char *text)
{
    char *list, *end;

    out->names = "";
    out->name_count = 1;
    out->range_count = 0;
    out->is_building = false;
    scratch->length = 0;
    cm__text_add(scratch, text);
    if (scratch->failed)
        return scratch->failed;
    list = strstr(scratch->bytes, "（");
    if (list) {
        *list = '\0';
        list += strlen("（");
        end = strstr(list, "）");
        if (end)
            *end = '\0';
        cm__text_narrow(list);
        out->is_building = ends(list, "階") || begins(list, "地階");
        read_list(out, list);
    } else {
        add_range(out, (cm__post_range){0, 0});
    }
    if (!is_rest(scratch->bytes))
        read_names(out, scratch->bytes);
    return CM_OK;
}
