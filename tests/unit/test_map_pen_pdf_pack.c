/* test_map_pen_pdf_pack.c - tests output/map_pen_pdf_pack.c. */
#include "geo/base_memory.h"
#include "output/map_pen_pdf.h"
#include "tests/test.h"
#include <stdlib.h>

enum { OBJECTS = 5, STREAM = 4, LENGTH = 5 };

/* A document of one page with a stream of these entries; its length is an object of its own. */
static void make_document(cm__text *pdf, const char *entries, const char *content)
{
    size_t places[OBJECTS];

    *pdf = (cm__text){0};
    cm__text_add(pdf, "%PDF-1.5\n");
    for (int i = 0; i < OBJECTS; i++) {
        static const char *const objects[OBJECTS] = {
            "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [ 3 0 R ] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [ 0 0 9 9 ] /Contents 4 0 R >>"};
        places[i] = pdf->length;
        cm__text_addf(pdf, "%d 0 obj\n", i + 1);
        if (i + 1 == STREAM)
            cm__text_addf(pdf, "<< %s /Length 5 0 R /Type /Test >>\nstream\n%s\nendstream", entries,
                          content);
        else if (i + 1 == LENGTH)
            cm__text_addf(pdf, "   %zu", strlen(content));
        else
            cm__text_add(pdf, objects[i]);
        cm__text_add(pdf, "\nendobj\n");
    }
    const size_t table = pdf->length;
    cm__text_addf(pdf, "xref\n0 %d\n0000000000 65535 f \n", OBJECTS + 1);
    for (int i = 0; i < OBJECTS; i++)
        cm__text_addf(pdf, "%010zu 00000 n \n", places[i]);
    cm__text_addf(pdf, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%zu\n%%%%EOF\n",
                  OBJECTS + 1, table);
    CHECK(pdf->failed == CM_OK);
}

static void fill(char *out, size_t length)
{
    for (size_t i = 0; i < length; i++)
        out[i] = "0 1 m 2 3 l S\n"[i % 14];
    out[length] = '\0';
}

static const char *find(const cm__text *pdf, const char *piece)
{
    return memmem(pdf->bytes, pdf->length, piece, strlen(piece));
}

TEST(compresses_a_stream_and_keeps_the_table_true)
{
    static char content[10001];
    cm__pdf_layout found;
    cm__text pdf;

    fill(content, 10000);
    make_document(&pdf, "/First 1", content);
    CHECK(cm__pdf_pack(&pdf) == CM_OK);
    CHECK(pdf.length < 1500);
    CHECK(find(&pdf, "4 0 obj\n<< /First 1 /Filter /FlateDecode /Length ") != NULL);
    CHECK(find(&pdf, " /Type /Test >>\nstream\n") != NULL && !find(&pdf, "/Length 5 0 R"));
    CHECK(cm__pdf_find_layout(&found, &pdf) == CM_OK && found.count == OBJECTS + 1);
    for (unsigned long i = 1; i <= OBJECTS; i++) {
        char begin[20];
        snprintf(begin, sizeof begin, "%lu 0 obj\n", i);
        CHECK(strncmp(pdf.bytes + cm__pdf_find_object(&pdf, &found, i), begin, strlen(begin)) == 0);
    }
    const char *const at = find(&pdf, "/Length ");
    const char *const stream = find(&pdf, "stream\n");
    CHECK(at && stream);
    if (at && stream) /* the length is that of what lies between the words */
        CHECK(strncmp(stream + 7 + atol(at + 8), "\nendstream\nendobj\n", 18) == 0);
    cm__text_clear(&pdf);
    CHECK(cm__memory_live() == 0);
}

TEST(leaves_alone_what_is_no_plain_stream)
{
    static const struct {
        const char *why, *entries, *content;
    } rows[] = {
        {"compressed already", "/Filter /DCTDecode", "abcabcabcabcabcabcabcabcabcabcabcabc"},
        {"empty", "", ""},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm__text pdf, before;
        test_now = rows[i].why;
        make_document(&pdf, rows[i].entries, rows[i].content);
        make_document(&before, rows[i].entries, rows[i].content);
        CHECK(cm__pdf_pack(&pdf) == CM_OK);
        CHECK(pdf.length == before.length && memcmp(pdf.bytes, before.bytes, pdf.length) == 0);
        cm__text_clear(&pdf);
        cm__text_clear(&before);
    }
    CHECK(cm__memory_live() == 0);
}

/* Replaces the first piece by another of the same length. */
static void spoil(cm__text *pdf, const char *piece, const char *by)
{
    char *const at = pdf->bytes + (find(pdf, piece) - pdf->bytes);

    CHECK(strlen(piece) == strlen(by));
    memcpy(at, by, strlen(by));
}

TEST(a_broken_document_does_no_harm)
{
    static const struct {
        const char *why, *piece, *by;
        cm_status want;
    } rows[] = {
        {"no table", "\nxref\n", "\nxxxx\n", CM_ERR_FORMAT},
        {"a size beyond it", "/Size 6", "/Size 9", CM_ERR_FORMAT},
        {"no root", "/Root 1", "/Rood 1", CM_ERR_FORMAT},
        {"a length that is none", "/Length 5 0 R", "/Length 0 0 R", CM_OK},
        {"a length beyond the end", "/Length 5 0 R", "/Length 99999", CM_OK},
        {"a length without digits", "/Length 5 0 R", "/Length x 0 R", CM_OK},
        {"a length object of its own", "/Length 5 0 R", "/Length 9 0 R", CM_OK},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm__text pdf;
        test_now = rows[i].why;
        make_document(&pdf, "", "0 1 m 2 3 l S");
        spoil(&pdf, rows[i].piece, rows[i].by);
        const size_t length = pdf.length;
        CHECK(cm__pdf_pack(&pdf) == rows[i].want);
        CHECK(pdf.length == length && find(&pdf, "\n0 1 m 2 3 l S\nendstream"));
        cm__text_clear(&pdf);
    }
    CHECK(cm__memory_live() == 0);
}

TEST(memory_may_run_out_anywhere)
{
    static char content[10001];
    cm_status status = CM_ERR_NOMEM;

    fill(content, 10000);
    for (size_t nth = 1; status; nth++) {
        cm__text pdf;
        make_document(&pdf, "", content);
        const size_t length = pdf.length;
        cm__memory_fail_at(nth, false);
        status = cm__pdf_pack(&pdf);
        cm__memory_fail_at(0, false);
        CHECK(status == CM_OK || (status == CM_ERR_NOMEM && pdf.length == length));
        CHECK(status == CM_OK ? nth > 3 : nth < 30);
        cm__text_clear(&pdf);
        CHECK(cm__memory_live() == 0);
    }
}

TEST_MAIN(RUN(compresses_a_stream_and_keeps_the_table_true),
          RUN(leaves_alone_what_is_no_plain_stream), RUN(a_broken_document_does_no_harm),
          RUN(memory_may_run_out_anywhere))
