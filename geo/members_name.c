/* members_name.c - names of firms as they are compared. */
#include "geo/members_name.h"
#include <string.h>

/* Legal forms, each in full and as it is abbreviated, as cm__text_fold leaves them; what begins
 * with another stands before it. */
static const struct {
    const char *full, *brief;
} forms[] = {
    {"株式会社", "(株)"},
    {"有限会社", "(有)"},
    {"合同会社", "(同)"},
    {"合資会社", "(資)"},
    {"合名会社", "(名)"},
    {"公益財団法人", "(公財)"},
    {"一般財団法人", "(一財)"},
    {"公益社団法人", "(公社)"},
    {"一般社団法人", "(一社)"},
    {"財団法人", "(財)"},
    {"社団法人", "(社)"},
    {"国立大学法人", "(大)"},
    {"公立大学法人", "(公大)"},
    {"学校法人", "(学)"},
    {"独立行政法人", "(独)"},
    {"国立研究開発法人", NULL},
    {"医療法人", "(医)"},
    {"社会福祉法人", "(福)"},
    {"特定非営利活動法人", "npo法人"},
    {"co.,ltd.", "co.,ltd"},
    {"inc.", ",inc."},
    {"corp.", "corporation"},
    {"ltd.", "limited"},
};

typedef struct parts {
    size_t form;      /* of the table; its length if there is none */
    bool is_at_end;   /* where it stands */
    const char *core; /* all else */
    size_t core_length;
} parts;

static bool ends_with(const char *text, size_t length, const char *end)
{
    return length > strlen(end) && strcmp(text + length - strlen(end), end) == 0;
}

static bool begins_with(const char *text, size_t length, const char *start)
{
    return length > strlen(start) && strncmp(text, start, strlen(start)) == 0;
}

static parts take_apart(const char *folded)
{
    const size_t count = sizeof forms / sizeof *forms, length = strlen(folded);

    for (size_t i = 0; i < count; i++) {
        const char *const ways[] = {forms[i].full, forms[i].brief};
        for (int k = 0; k < 2 && ways[k]; k++) {
            const size_t taken = strlen(ways[k]);
            if (begins_with(folded, length, ways[k]))
                return (parts){i, false, folded + taken, length - taken};
            if (ends_with(folded, length, ways[k]))
                return (parts){i, true, folded, length - taken};
        }
    }
    return (parts){count, false, folded, length};
}

const char *cm__member_key(char *out, const char *name, bool bare)
{
    char folded[CM__FOLDED_MAX];

    if (!cm__text_fold(folded, name))
        return name;
    const parts of = take_apart(folded);
    const char *const form =
        bare || of.form == sizeof forms / sizeof *forms ? "" : forms[of.form].full;
    const size_t length = strlen(form), front = of.is_at_end ? 0 : length;
    memcpy(out + front, of.core, of.core_length);
    memcpy(out + (of.is_at_end ? of.core_length : 0), form, length);
    out[of.core_length + length] = '\0';
    return out;
}
