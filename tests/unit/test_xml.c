/* test_xml.c - tests output/xml.c. */
#include "geo/base_memory.h"
#include "output/xml.h"
#include "tests/test.h"

TEST(elements_nest_with_indentation)
{
    cm__xml xml = {0};

    cm__xml_open(&xml, "a");
    cm__xml_attribute(&xml, "x", "1");
    cm__xml_attribute(&xml, "left_out", NULL);
    cm__xml_open(&xml, "b");
    cm__xml_attribute_number(&xml, "y", 0.1);
    cm__xml_attribute_integer(&xml, "z", -12);
    cm__xml_close(&xml);
    cm__xml_leaf(&xml, "c", "text");
    cm__xml_open(&xml, "d");
    cm__xml_open(&xml, "e");
    cm__xml_close(&xml);
    cm__xml_close(&xml);
    cm__xml_close(&xml);
    CHECK(xml.text.failed == CM_OK && xml.depth == 0);
    CHECK(strcmp(xml.text.bytes, "<a x=\"1\">\n"
                                 "  <b y=\"0.1\" z=\"-12\"/>\n"
                                 "  <c>text</c>\n"
                                 "  <d>\n"
                                 "    <e/>\n"
                                 "  </d>\n"
                                 "</a>\n") == 0);
    cm__xml_clear(&xml);
    CHECK(cm__memory_live() == 0);
}

TEST(texts_come_back_or_are_replaced)
{
    static const struct {
        const char *why, *text, *want;
        bool holds;
    } rows[] = {
        {"nothing", "", "", true},
        {"Japanese", "製造・髙﨑", "製造・髙﨑", true},
        {"markup", "<b> & \"'", "&lt;b&gt; &amp; &quot;&#39;", true},
        {"white space that an attribute would lose", "a\tb\nc\r", "a&#9;b&#10;c&#13;", true},
        {"control characters", "a\x01z\x1f", "a\xEF\xBF\xBDz\xEF\xBF\xBD", false},
        {"no characters of XML", "\xEF\xBF\xBE\xEF\xBF\xBF", "\xEF\xBF\xBD\xEF\xBF\xBD", false},
        {"their neighbour, which stands for them", "\xEF\xBF\xBD", "\xEF\xBF\xBD", true},
        {"bytes that are no UTF-8", "\xFF\x80x", "\xEF\xBF\xBD\xEF\xBF\xBDx", false},
        {"a surrogate", "\xED\xA0\x80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD", false},
        {"a character cut at the end", "a\xE8\xA3", "a\xEF\xBF\xBD\xEF\xBF\xBD", false},
        {"the end of a section", "]]>", "]]&gt;", true},
        {"U+2028 and a mark of direction", "\xE2\x80\xA8\xE2\x80\x8F", "\xE2\x80\xA8\xE2\x80\x8F",
         true},
        {"four bytes", "\xF0\xA0\xAE\xB7", "\xF0\xA0\xAE\xB7", true},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm__text out = {0};
        test_now = rows[i].why;
        cm__xml_add_escaped(&out, rows[i].text);
        CHECK(strcmp(out.bytes ? out.bytes : "", rows[i].want) == 0);
        CHECK(cm__xml_holds(rows[i].text) == rows[i].holds);
        cm__text_clear(&out);
    }
}

TEST(a_failure_sticks)
{
    cm__xml xml = {.text.failed = CM_ERR_NOMEM};

    cm__xml_leaf(&xml, "a", "b");
    CHECK(xml.text.failed == CM_ERR_NOMEM && xml.text.length == 0);
    cm__xml_clear(&xml);
}

TEST_MAIN(RUN(elements_nest_with_indentation), RUN(texts_come_back_or_are_replaced),
          RUN(a_failure_sticks))
