/* test_web_text.c - tests output/web_text.c. */
#include "output/web_text.h"
#include "tests/test.h"

TEST(no_text_begins_or_ends_anything)
{
    static const struct {
        const char *text, *html, *json;
    } rows[] = {
        {"", "", "\"\""},
        {"北 & 南", "北 &amp; 南", "\"北 \\u0026 南\""},
        {"</script>", "&lt;/script&gt;", "\"\\u003c/script\\u003e\""},
        {"<!--", "&lt;!--", "\"\\u003c!--\""},
        {"\"'", "&quot;&#39;", "\"\\u0022'\""},
        {"a\\b", "a\\b", "\"a\\u005cb\""},
        {"a\nb\tc\x01\x7F", "a\nb\tc", "\"a\\u000ab\\u0009c\\u0001\\u007f\""},
        {"\xFFz", "\xEF\xBF\xBDz", "\"\xEF\xBF\xBDz\""},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm__text html = {0}, json = {0};
        test_now = rows[i].text;
        cm__web_add_html(&html, rows[i].text);
        cm__web_add_json(&json, rows[i].text);
        CHECK(strcmp(html.bytes ? html.bytes : "", rows[i].html) == 0);
        CHECK(strcmp(json.bytes, rows[i].json) == 0);
        cm__text_clear(&html);
        cm__text_clear(&json);
    }
}

TEST(colours_and_lengths_are_those_of_CSS)
{
    cm__text text = {0};

    cm__web_add_colour(&text, (cm_colour){0, 114, 178, 255});
    cm__web_add_colour(&text, (cm_colour){255, 255, 255, 8});
    cm__text_add(&text, " ");
    cm__web_add_px(&text, 25.4);
    cm__text_add(&text, " ");
    cm__web_add_px(&text, 0.12);
    CHECK(strcmp(text.bytes, "#0072b2#ffffff08 96 0.45") == 0);
    CHECK_NEAR(cm__web_px(25.4 / 2), 48, 1e-12);
    cm__text_clear(&text);
}

TEST_MAIN(RUN(no_text_begins_or_ends_anything), RUN(colours_and_lengths_are_those_of_CSS))
