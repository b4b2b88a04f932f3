/* web_page.c - puts a page together: its template, with layers, legend and scripts in their places.
 */
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "output/export_file.h"
#include "output/map_credit.h"
#include "output/web_data.h"
#include "output/web_digest.h"
#include "output/web_legend.h"
#include "output/web_part.h"
#include "output/web_text.h"
#include "output/web_words.h"
#include <clustermap/web.h>
#include <string.h>

/* A place in the template between {{ and }}: "title", or "script page.js". */
typedef struct hole {
    const char *begin, *end; /* of all of it */
    const char *word;
    size_t length;
} hole;

typedef struct page {
    const cm__web *web;
    cm__text *out;
    cm__text scripts, styles; /* the digests of what the page runs, for its policy */
} page;

static bool find_hole(hole *out, const char *text)
{
    out->begin = strstr(text, "{{");
    if (!out->begin)
        return false;
    out->word = out->begin + 2;
    out->length = strcspn(out->word, "}");
    if (strncmp(out->word + out->length, "}}", 2) != 0)
        return false;
    out->end = out->word + out->length + 2;
    return true;
}

static bool is_hole(const hole *at, const char *word)
{
    return strlen(word) == at->length && strncmp(at->word, word, at->length) == 0;
}

/* ---- parts ---- */

static void note_digest(cm__text *to, const char *bytes, size_t length)
{
    char digest[CM__DIGEST_MAX];

    cm__digest_print(digest, bytes, length);
    cm__text_addf(to, " '%s'", digest);
}

/* "script page.js" becomes the file between tags; its digest is noted. */
static cm_status add_file(page *to, const hole *at)
{
    static const struct {
        cm__web_kind kind;
        const char *word, *open, *close;
    } kinds[] = {{CM__WEB_SCRIPT, "script ", "<script>", "</script>"},
                 {CM__WEB_STYLE, "style ", "<style>", "</style>"},
                 {CM__WEB_COMMENT, "comment ", "<!--", "-->"}};
    char name[64];

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        const size_t skip = strlen(kinds[i].word);
        if (at->length <= skip || at->length - skip >= sizeof name ||
            strncmp(at->word, kinds[i].word, skip) != 0)
            continue;
        memcpy(name, at->word + skip, at->length - skip);
        name[at->length - skip] = '\0';
        cm__text_add(to->out, kinds[i].open);
        const size_t had = to->out->length;
        const cm_status status =
            cm__web_add_part(to->out, to->web->options->folders, name, kinds[i].kind);
        if (status)
            return status;
        if (kinds[i].kind != CM__WEB_COMMENT)
            note_digest(kinds[i].kind == CM__WEB_STYLE ? &to->styles : &to->scripts,
                        to->out->bytes + had, to->out->length - had);
        cm__text_add(to->out, kinds[i].close);
        return CM_OK;
    }
    return cm__fail(CM_ERR_FORMAT, "page.html: there is nothing to put for {{%.*s}}",
                    (int)(at->length < 40 ? at->length : 40), at->word);
}

/* A paragraph of the printed map's small print. */
static void add_credit(page *to, void (*add)(cm__text *, const cm__sheet *))
{
    cm__text text = {0};

    add(&text, &to->web->sheet);
    if (text.length > 0) {
        cm__text_add(to->out, "<p>");
        cm__web_add_html(to->out, text.bytes);
        cm__text_add(to->out, "</p>\n");
    }
    to->out->failed = to->out->failed ? to->out->failed : text.failed;
    cm__text_clear(&text);
}

static void add_if(page *to, const char *before, const char *text, const char *after)
{
    if (!text || !*text)
        return;
    cm__text_add(to->out, before);
    cm__web_add_html(to->out, text);
    cm__text_add(to->out, after);
}

/* Texts of the caller's, each with the element that it stands in; true if it is one of them. */
static bool add_text(page *to, const hole *at)
{
    const cm_web_options *const options = to->web->options;

    if (is_hole(at, "language"))
        cm__text_add(to->out, options->language == CM_MAP_ENGLISH ? "en" : "ja");
    else if (is_hole(at, "title"))
        cm__web_add_html(to->out, options->title ? options->title : "");
    else if (is_hole(at, "subtitle"))
        add_if(to, "<p id=\"subtitle\" dir=\"auto\">", options->subtitle, "</p>");
    else if (is_hole(at, "author"))
        add_if(to, "<meta name=\"author\" content=\"", options->author, "\">");
    else
        return false;
    return true;
}

static cm_status fill(page *to, const hole *at)
{
    const char *const word = cm__web_find_word(at->word, at->length, to->web->options->language);

    if (add_text(to, at))
        return CM_OK;
    if (is_hole(at, "layers")) {
        cm__web_add_legend(to->out, to->web);
        return CM_OK;
    }
    if (is_hole(at, "credit")) {
        add_credit(to, cm__credit_add_notes);
        add_credit(to, cm__credit_add_sources);
        return CM_OK;
    }
    if (is_hole(at, "data"))
        return cm__web_add_data(to->out, to->web);
    if (!word)
        return add_file(to, at);
    cm__web_add_html(to->out, word);
    return CM_OK;
}

/* ---- the whole ---- */

/* Nothing may be loaded, and nothing run but what was put in here. */
static void add_policy(cm__text *out, const page *from)
{
    cm__text_add(out, "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                      "img-src data:; base-uri 'none'; form-action 'none'; script-src");
    cm__text_add_bytes(out, from->scripts.bytes, from->scripts.length);
    cm__text_add(out, "; style-src");
    cm__text_add_bytes(out, from->styles.bytes, from->styles.length);
    cm__text_add(out, "\">");
}

/* Fills all holes but that of the policy, which begins the page and is known last. */
static cm_status fill_all(page *to, const char *template)
{
    hole at;
    cm_status status = CM_OK;

    while (!status && find_hole(&at, template)) {
        cm__text_add_bytes(to->out, template, (size_t)(at.begin - template));
        status = fill(to, &at);
        if (!status)
            status = to->out->failed;
        template = at.end;
    }
    cm__text_add(to->out, template);
    return status ? status : to->out->failed;
}

/* out   receives the page. The policy stands near its beginning and is known when all that follows
 * is filled in. */
static cm_status assemble(cm__text *out, const cm__web *web)
{
    static const char mark[] = "{{policy}}";
    cm__text template = {0}, body = {0};
    page made = {.web = web, .out = out};
    cm_status status =
        cm__web_add_part(&template, web->options->folders, "page.html", CM__WEB_TEMPLATE);
    char *const policy = status ? NULL : strstr(template.bytes, mark);

    if (!status && !policy)
        status = cm__fail(CM_ERR_FORMAT, "page.html: has no %s", mark);
    if (!status) {
        *policy = '\0';
        status = fill_all(&made, template.bytes);
        made.out = &body;
    }
    if (!status)
        status = fill_all(&made, policy + strlen(mark));
    if (!status) {
        add_policy(out, &made);
        cm__text_add_bytes(out, body.bytes, body.length);
        status = made.scripts.failed  ? made.scripts.failed
                 : made.styles.failed ? made.styles.failed
                                      : out->failed;
    }
    cm__text_clear(&made.scripts);
    cm__text_clear(&made.styles);
    cm__text_clear(&body);
    cm__text_clear(&template);
    return status;
}

cm_status cm_web_write(const cm_map_layer *layers, size_t count, const cm_web_options *options,
                       const char *path)
{
    cm__web web = {.options = NULL};
    cm__text text = {0};
    cm_status status = cm__web_load(&web, layers, count, options, path);

    if (!status)
        status = assemble(&text, &web);
    if (!status)
        status = cm__export_file_write(path, text.bytes, text.length, options->no_clobber);
    cm__text_clear(&text);
    cm__web_clear(&web);
    return status;
}
