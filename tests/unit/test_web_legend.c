/* test_web_legend.c - tests output/web_legend.c. */
#include "output/map_legend.h"
#include "output/web_legend.h"
#include "tests/unit/web_scene.h"

/* The texts of the printed legend's rows stand in the page's in the same order. */
static void check_words(const cm__text *html, const cm__web *web)
{
    cm__legend printed = {0};
    const char *at = html->bytes;

    CHECK(cm__legend_collect(&printed, &web->sheet) == CM_OK);
    CHECK(printed.row_count > 5);
    for (size_t i = 1; i < printed.row_count; i++) {
        test_now = printed.rows[i].text ? printed.rows[i].text : "";
        const char *const found = strstr(at, test_now);
        CHECK(found != NULL);
        at = found ? found : at;
    }
    cm__legend_clear(&printed);
}

TEST(says_what_the_printed_legend_says)
{
    static const char *const off[] = {"bands", NULL};
    web_scene s;
    cm__web web = {.options = NULL};
    cm__text html = {0};

    make_web_scene(&s);
    s.options.off = off;
    CHECK(cm__web_load(&web, s.layers, 4, &s.options, "p") == CM_OK);
    cm__web_add_legend(&html, &web);
    CHECK(html.failed == CM_OK);
    check_words(&html, &web);
    CHECK(count_of(html.bytes, "<input type=\"checkbox\"") == 4);
    CHECK(count_of(html.bytes, " checked") == 3);
    CHECK(strstr(html.bytes, "data-layer=\"2\">") != NULL);
    /* what the legend leaves out can be switched all the same, at the end */
    CHECK(strstr(html.bytes, "data-layer=\"3\" checked><bdi>線</bdi></label></li>\n") != NULL);
    CHECK(count_of(html.bytes, "<li>") == count_of(html.bytes, "</li>"));
    CHECK(count_of(html.bytes, "<ul>") == count_of(html.bytes, "</ul>"));
    cm__text_clear(&html);
    cm__web_clear(&web);
    clear_web_scene(&s);
}

TEST(sizes_are_shown_with_what_lacks_one)
{
    const cm_style_size size = {
        .column = "employees", .value = 40, .size_mm = 10, .title = "人数", .unit = "人"};
    web_scene s;
    cm__web web = {.options = NULL};
    cm__text html = {0};

    make_web_scene(&s);
    CHECK(cm_style_set_size(&s.members_style, &size) == CM_OK);
    CHECK(cm__web_load(&web, s.layers, 4, &s.options, "p") == CM_OK);
    cm__web_add_legend(&html, &web);
    CHECK(strstr(html.bytes, "人数（人）") && strstr(html.bytes, ">20</text>") &&
          strstr(html.bytes, "値なし（1）"));
    cm__text_clear(&html);
    cm__web_clear(&web);
    clear_web_scene(&s);
}

TEST(labels_are_texts)
{
    web_scene s;
    cm__web web = {.options = NULL};
    cm__text html = {0};

    make_web_scene(&s);
    CHECK(cm_style_set_category(&s.members_style, "大学", NULL, WEB_HOSTILE) == CM_OK);
    s.layers[3].title = WEB_HOSTILE;
    CHECK(cm__web_load(&web, s.layers, 4, &s.options, "p") == CM_OK);
    cm__web_add_legend(&html, &web);
    CHECK(count_of(html.bytes, "<img") == 0 && count_of(html.bytes, "<script") == 0);
    CHECK(count_of(html.bytes, "&lt;img") == 2);
    cm__text_clear(&html);
    cm__web_clear(&web);
    clear_web_scene(&s);
}

TEST_MAIN(RUN(says_what_the_printed_legend_says), RUN(sizes_are_shown_with_what_lacks_one),
          RUN(labels_are_texts))
