/* map_pen_pdf_complete.c - appends to a PDF what its maker could not say: language, title,
 * identity. */
#include "geo/base_error.h"
#include "output/map_pen_pdf.h"
#include "output/map_text.h"
#include <glib.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef cm__pdf_layout layout;

static cm_status refuse(const char *what)
{
    return cm__fail(CM_ERR_FORMAT, "the composed PDF is not built as expected: %s", what);
}

static const char *find_last(const char *from, const char *end, const char *piece)
{
    const size_t length = strlen(piece);

    for (size_t i = (size_t)(end - from); i >= length; i--)
        if (memcmp(from + i - length, piece, length) == 0)
            return from + i - length;
    return NULL;
}

/* The whole number after a piece of text that begins at or after from. */
static bool read_after(unsigned long *out, const char *from, const char *piece)
{
    const char *const at = strstr(from, piece);
    char *end;

    if (!at)
        return false;
    *out = strtoul(at + strlen(piece), &end, 10);
    return end > at + strlen(piece);
}

unsigned long cm__pdf_find_object(const cm__text *pdf, const layout *found, unsigned long number)
{
    const char *const table = pdf->bytes + found->table;
    const char *const first = strchr(table + strlen("xref\n"), '\n');

    if (!first || number >= found->count || found->count > pdf->length / 20 ||
        first + 1 + 20 * found->count > pdf->bytes + pdf->length)
        return 0;
    const char *const entry = first + 1 + 20 * number;
    return entry[17] == 'n' ? strtoul(entry, NULL, 10) : 0;
}

static cm_status find_root(layout *out, const cm__text *pdf)
{
    const unsigned long at = cm__pdf_find_object(pdf, out, out->root);
    const char *const start = at > 0 && at < pdf->length ? pdf->bytes + at : NULL;
    const char *const end = start ? strstr(start, "endobj") : NULL;

    out->root_at = start ? strstr(start, "<<") : NULL;
    out->root_end = end ? find_last(start, end, ">>") : NULL;
    if (!out->root_at || !out->root_end || out->root_at >= out->root_end)
        return refuse("no catalogue");
    return CM_OK;
}

cm_status cm__pdf_find_layout(layout *out, const cm__text *pdf)
{
    const char *const end = pdf->bytes + pdf->length;
    const char *const start = pdf->length > 0 ? find_last(pdf->bytes, end, "startxref") : NULL;
    unsigned long table, first;

    if (!start || !read_after(&table, start, "startxref") || table + 5 >= pdf->length)
        return refuse("no start");
    out->table = table;
    const char *const trailer = strstr(pdf->bytes + table, "trailer");
    if (strncmp(pdf->bytes + table, "xref\n", 5) != 0 || !trailer)
        return refuse("no plain table of objects");
    if (!read_after(&first, pdf->bytes + table, "xref\n") || first != 0)
        return refuse("more than one table of objects");
    if (!read_after(&out->count, trailer, "/Size ") || !read_after(&out->root, trailer, "/Root "))
        return refuse("no root");
    return find_root(out, pdf);
}

/* A string in UTF-16, in hexadecimal: whatever it holds, it cannot end early. */
static void add_string(cm__text *out, const char *string)
{
    cm__text clean = {0};

    cm__string_clean(&clean, string);
    cm__text_add(out, "<FEFF");
    for (const char *at = clean.bytes; at && *at; at = g_utf8_find_next_char(at, NULL)) {
        const gunichar c = g_utf8_get_char(at);
        if (c < 0x10000)
            cm__text_addf(out, "%04X", c);
        else
            cm__text_addf(out, "%04X%04X", 0xD7C0 + (c >> 10), 0xDC00 + (c & 0x3FF));
    }
    cm__text_add(out, ">");
    if (clean.failed)
        out->failed = clean.failed;
    cm__text_clear(&clean);
}

static void add_entry(cm__text *out, const char *name, const char *string)
{
    if (!string || !*string)
        return;
    cm__text_addf(out, "/%s ", name);
    add_string(out, string);
    cm__text_add(out, "\n");
}

void cm__pdf_add_date(cm__text *out, long long created_s)
{
    const time_t when = (time_t)created_s;
    struct tm utc;

    if (!gmtime_r(&when, &utc) || utc.tm_year < -1900 || utc.tm_year > 8099)
        utc = (struct tm){.tm_year = 70, .tm_mday = 1};
    cm__text_addf(out, "D:%04d%02d%02d%02d%02d%02dZ", utc.tm_year + 1900, utc.tm_mon + 1,
                  utc.tm_mday, utc.tm_hour, utc.tm_min, utc.tm_sec);
}

static void add_catalogue(cm__text *out, const layout *found, const cm__list *list)
{
    const char *const language = list->language ? list->language : "";

    cm__text_addf(out, "%lu 0 obj\n", found->root);
    cm__text_add_bytes(out, found->root_at, (size_t)(found->root_end - found->root_at));
    if (*language && strspn(language, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-") ==
                         strlen(language))
        cm__text_addf(out, "/Lang (%s) ", language);
    /* a viewer that fits the page to the paper would belie the scale */
    cm__text_add(out, "/ViewerPreferences << /DisplayDocTitle true /PrintScaling /None >> >>\n"
                      "endobj\n");
}

static void add_information(cm__text *out, unsigned long number, const cm__list *list)
{
    cm__text_addf(out, "%lu 0 obj\n<< ", number);
    add_entry(out, "Title", list->title);
    add_entry(out, "Author", list->author);
    cm__text_add(out, "/Creator (clustermap)\n/CreationDate (");
    cm__pdf_add_date(out, list->created_s);
    cm__text_add(out, ")\n/ModDate (");
    cm__pdf_add_date(out, list->created_s);
    cm__text_add(out, ") >>\nendobj\n");
}

/* Fowler, Noll and Vo's hash (FNV-1a, 64 bits) of the document so far. */
static uint64_t hash(const cm__text *pdf, uint64_t value)
{
    for (size_t i = 0; i < pdf->length; i++)
        value = (value ^ (unsigned char)pdf->bytes[i]) * UINT64_C(1099511628211);
    return value;
}

static void add_identity(cm__text *out, const cm__text *pdf)
{
    const uint64_t first = hash(pdf, UINT64_C(14695981039346656037)), second = hash(pdf, first);

    cm__text_add(out, "/ID [");
    for (int i = 0; i < 2; i++)
        cm__text_addf(out, "<%016" PRIX64 "%016" PRIX64 ">", first, second);
    cm__text_add(out, "]");
}

/* GDAL spells the mark of a font that holds only the glyphs in use, ABCDEF+Name, ABCDEF_Name. */
static void mend_font_names(cm__text *pdf)
{
    static const char *const keys[] = {"/BaseFont /", "/FontName /"};

    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const char *const end = pdf->bytes + pdf->length;
        const size_t length = strlen(keys[i]);
        for (char *at = pdf->bytes; (at = memmem(at, (size_t)(end - at), keys[i], length));) {
            at += length;
            if (end - at > 7 && strspn(at, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 6 && at[6] == '_')
                at[6] = '+';
        }
    }
}

cm_status cm__pdf_complete(cm__text *pdf, const cm__list *list)
{
    cm__text update = {0};
    layout found;
    cm_status status = cm__pdf_find_layout(&found, pdf);

    if (status)
        return status;
    mend_font_names(pdf);
    const size_t root_at = pdf->length;
    add_catalogue(&update, &found, list);
    const size_t information_at = pdf->length + update.length;
    add_information(&update, found.count, list);
    const size_t table_at = pdf->length + update.length;
    cm__text_addf(&update, "xref\n%lu 1\n%010zu 00000 n \n%lu 1\n%010zu 00000 n \n", found.root,
                  root_at, found.count, information_at);
    cm__text_addf(&update, "trailer\n<< /Size %lu /Root %lu 0 R /Info %lu 0 R /Prev %zu\n",
                  found.count + 1, found.root, found.count, found.table);
    add_identity(&update, pdf);
    cm__text_addf(&update, " >>\nstartxref\n%zu\n%%%%EOF\n", table_at);
    status = update.failed;
    if (!status) {
        cm__text_add_bytes(pdf, update.bytes, update.length);
        status = pdf->failed;
    }
    cm__text_clear(&update);
    return status;
}
