/* test_map_pen_pdf_complete.c - tests output/map_pen_pdf_complete.c. */
#include "geo/base_memory.h"
#include "output/map_pen_pdf.h"
#include "tests/test.h"

/* A document of one empty page, its objects at their true places. */
static void make_document(cm__text *pdf)
{
    static const char *const objects[] = {
        "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [ 3 0 R ] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [ 0 0 9 9 ] /BaseFont /ABCDEF_Sans "
        "/FontName /abcdef_Sans >>"};
    size_t places[3];

    *pdf = (cm__text){0};
    cm__text_add(pdf, "%PDF-1.5\n");
    for (size_t i = 0; i < 3; i++) {
        places[i] = pdf->length;
        cm__text_addf(pdf, "%zu 0 obj\n%s\nendobj\n", i + 1, objects[i]);
    }
    const size_t table = pdf->length;
    cm__text_add(pdf, "xref\n0 4\n0000000000 65535 f \n");
    for (size_t i = 0; i < 3; i++)
        cm__text_addf(pdf, "%010zu 00000 n \n", places[i]);
    cm__text_addf(pdf, "trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n%zu\n%%%%EOF\n", table);
    CHECK(pdf->failed == CM_OK);
}

TEST(appends_language_title_and_identity)
{
    static const char *const pieces[] = {
        "1 0 obj\n<< /Type /Catalog /Pages 2 0 R /Lang (ja) /ViewerPreferences << ",
        "/PrintScaling /None",
        "4 0 obj\n<< /Title <FEFF672D5E4C0028D83DDE000029>\n", /* 札幌(😀) */
        "/Author <FEFF0041>\n",
        "/CreationDate (D:20010909014640Z)\n/ModDate (D:20010909014640Z) >>",
        "<< /Size 5 /Root 1 0 R /Info 4 0 R /Prev ",
        "/ID [<",
        "/BaseFont /ABCDEF+Sans",
        "/FontName /abcdef_Sans",
    };
    const cm__list list = {
        .title = "札幌(😀)", .author = "A", .language = "ja", .created_s = 1000000000};
    cm__text pdf, again;

    make_document(&pdf);
    make_document(&again);
    const size_t before = pdf.length;
    CHECK(cm__pdf_complete(&pdf, &list) == CM_OK);
    CHECK(cm__pdf_complete(&again, &list) == CM_OK);
    CHECK(pdf.length > before && strcmp(pdf.bytes, again.bytes) == 0);
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        test_now = pieces[i];
        CHECK(strstr(pdf.bytes, pieces[i]) != NULL);
    }
    CHECK(strncmp(pdf.bytes + pdf.length - 6, "%%EOF\n", 6) == 0);
    cm__text_clear(&pdf);
    cm__text_clear(&again);
    CHECK(cm__memory_live() == 0);
}

TEST(says_nothing_that_it_does_not_know)
{
    const cm__list list = {.language = "j)a", .title = ""};
    cm__text pdf;

    make_document(&pdf);
    CHECK(cm__pdf_complete(&pdf, &list) == CM_OK);
    CHECK(!strstr(pdf.bytes, "/Lang") && !strstr(pdf.bytes, "/Title") &&
          !strstr(pdf.bytes, "/Author") && strstr(pdf.bytes, "(D:19700101000000Z)"));
    cm__text_clear(&pdf);
}

TEST(refuses_what_is_built_otherwise)
{
    const cm__list list = {.title = "a"};
    size_t refused = 0;
    cm__text whole;

    make_document(&whole);
    for (size_t length = 0; length < whole.length; length++) { /* cut, and a byte changed */
        cm__text cut = {0}, changed = {0};
        cm__text_add_bytes(&cut, whole.bytes, length);
        refused += cm__pdf_complete(&cut, &list) == CM_ERR_FORMAT;
        cm__text_add_bytes(&changed, whole.bytes, whole.length);
        changed.bytes[length] = '7';
        const cm_status status = cm__pdf_complete(&changed, &list);
        CHECK(status == CM_OK || status == CM_ERR_FORMAT);
        cm__text_clear(&cut);
        cm__text_clear(&changed);
    }
    CHECK(refused > whole.length - 12); /* but those without the end's last bytes */
    cm__text_clear(&whole);
    CHECK(cm__memory_live() == 0);
}

TEST(writes_dates_without_a_time_zone)
{
    static const struct {
        long long s;
        const char *want;
    } rows[] = {{0, "D:19700101000000Z"},
                {1709210096, "D:20240229123456Z"},
                {-1, "D:19691231235959Z"},
                {1LL << 60, "D:19700101000000Z"}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm__text text = {0};
        cm__pdf_add_date(&text, rows[i].s);
        CHECK(strcmp(text.bytes, rows[i].want) == 0);
        cm__text_clear(&text);
    }
}

TEST_MAIN(RUN(appends_language_title_and_identity), RUN(says_nothing_that_it_does_not_know),
          RUN(refuses_what_is_built_otherwise), RUN(writes_dates_without_a_time_zone))
