/* test_qgis_inert.c - tests output/qgis_inert.c. */
#include "geo/base_memory.h"
#include "output/qgis_inert.h"
#include "tests/test.h"

#define JOINER "\xE2\x81\xA0"

TEST(nothing_is_left_to_work_out)
{
    static const struct {
        const char *text, *want;
    } rows[] = {{"", ""},
                {"企業（3）", "企業（3）"},
                {"[%1+1%]", "[" JOINER "%1+1%]"},
                {"a [% env('HOME') %] [%b", "a [" JOINER "% env('HOME') %] [" JOINER "%b"},
                {"[[%%]", "[[" JOINER "%%]"},
                {"[", "["},
                {"50% [sic]", "50% [sic]"}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm__text out = {0};
        test_now = rows[i].text;
        cm__qgis_add_inert(&out, rows[i].text);
        CHECK(strcmp(out.bytes ? out.bytes : "", rows[i].want) == 0);
        CHECK(!out.bytes || !strstr(out.bytes, "[%"));
        cm__text_clear(&out);
    }
}

TEST(attributes_and_elements_are_made_so)
{
    cm__xml xml = {0};

    cm__xml_open(&xml, "a");
    cm__qgis_inert_attribute(&xml, "b", "[%<%]");
    cm__qgis_inert_attribute(&xml, "c", NULL);
    cm__qgis_inert_attribute(&xml, "d", "");
    cm__qgis_inert_leaf(&xml, "e", "[%\"%]");
    cm__xml_close(&xml);
    CHECK(strcmp(xml.text.bytes, "<a b=\"[" JOINER "%&lt;%]\" d=\"\">\n  <e>[" JOINER
                                 "%&quot;%]</e>\n</a>\n") == 0);
    cm__xml_clear(&xml);
}

TEST(fails_when_memory_runs_out)
{
    cm__xml xml = {0};

    cm__xml_open(&xml, "a");
    cm__memory_fail_at(1, true);
    cm__qgis_inert_attribute(&xml, "b", "[%x%]");
    cm__memory_fail_at(0, false);
    CHECK(xml.text.failed == CM_ERR_NOMEM);
    cm__xml_clear(&xml);
    CHECK(cm__memory_live() == 0);
}

TEST_MAIN(RUN(nothing_is_left_to_work_out), RUN(attributes_and_elements_are_made_so),
          RUN(fails_when_memory_runs_out))
