/* test_map_pen_svg.c - tests output/map_pen_svg.c. */
#include "geo/base_memory.h"
#include "output/map_pen.h"
#include "tests/unit/map_picture.h"
#include "tests/unit/map_sample.h"
#include <sys/stat.h>

static size_t count(const char *text, const char *piece)
{
    size_t found = 0;

    for (const char *at = strstr(text, piece); at; at = strstr(at + 1, piece))
        found++;
    return found;
}

static char *write_sample(char path[400], const char *name)
{
    cm__list list;
    size_t length;

    sample_build(&list);
    CHECK(cm__pen_svg(&list, sample_path(path, name)) == CM_OK);
    cm__list_clear(&list);
    CHECK(cm__memory_live() == 0);
    return sample_read(path, &length);
}

TEST(has_size_title_language_and_ids)
{
    static const char *const pieces[] = {
        " width=\"210mm\" height=\"297mm\" viewBox=\"0 0 210 297\"",
        " xml:lang=\"ja\"",
        "<title>札幌市の情報産業 &lt;IT&gt; &amp; friends</title>",
        "<g id=\"title\">",
        "<g id=\"scalebar\" data-metres=\"2000\">",
        "<g id=\"credit\">",
        "<g id=\"frame\">",
        "<g id=\"members\">",
        "<g id=\"density\">",
        " inkscape:label=\"会員\"",
        " id=\"m-0\"",
        " id=\"m-44\"",
        " id=\"ward-2\"",
        "d=\"M20 270l50 0 0 1-50 0z\"", /* the bar, exactly as wide as it says */
        ">札幌市の情報産業 &lt;IT&gt; &amp; friends</text>",
        "<title>有限会社 北</title>",
    };
    char path[400];
    char *const svg = write_sample(path, "ids.svg");

    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        test_now = pieces[i];
        CHECK(count(svg, pieces[i]) > 0);
    }
    CHECK(count(svg, "<text") == 11 && count(svg, "<tspan") == 0);
    CHECK(count(svg, "clip-path=\"url(#frame.clip1)\"") == 3);
    free(svg);
}

TEST(draws_repeated_symbols_once)
{
    const cm_symbol rare = {.shape = CM_SHAPE_STAR, .size_mm = 9, .fill = {1, 2, 3, 255}};
    cm__list list = {.width_mm = 50, .height_mm = 50};
    size_t length;
    char path[400];

    CHECK(cm__list_add_layer(&list, "a", false) == CM_OK);
    CHECK(cm__list_add_group(&list, "b") == CM_OK);
    CHECK(cm__list_add_marker(&list, "rare", "seldom", &rare, (cm_point){5, 5}) == CM_OK);
    for (int i = 0; i < 2; i++) {
        const cm_symbol twice = {.shape = CM_SHAPE_CROSS, .size_mm = 4, .fill = {1, 2, 3, 255}};
        CHECK(cm__list_add_marker(&list, NULL, NULL, &twice, (cm_point){i, 9}) == CM_OK);
    }
    for (int i = 0; i < 1000; i++) {
        const cm_symbol often = {.size_mm = 1 + i % 3, .fill = {9, 9, 9, 255}};
        CHECK(cm__list_add_marker(&list, NULL, NULL, &often, (cm_point){i, i}) == CM_OK);
    }
    CHECK(cm__pen_svg(&list, sample_path(path, "symbols.svg")) == CM_OK);
    char *const svg = sample_read(path, &length);
    CHECK(count(svg, "<circle") == 3 && count(svg, "<use") == 1002);
    CHECK(count(svg, "xlink:href=\"#s.2\"") == 333);
    CHECK(count(svg, "<circle r=\"1\"") == 1 && count(svg, "<g id=\"s.2\">\n<circle r=\"1\""));
    CHECK(count(svg, "<g id=\"rare\" transform=\"translate(5 5)\"><title>seldom</title>") == 1);
    free(svg);
    cm__list_clear(&list);
}

TEST(carries_hostile_names_as_text_alone)
{
    char path[400];
    char *const svg = write_sample(path, "hostile.svg");

    CHECK(!strstr(svg, "<script") && !strstr(svg, "]]>"));
    CHECK(count(svg, "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; ]]&gt; &quot;%s&quot; "
                     "\\ &amp;amp;") == 2); /* a tooltip and a label */
    CHECK(!strstr(svg, "href=\"http") && !strstr(svg, "<image"));
    free(svg);
    if (sample_has("xmllint"))
        CHECK(sample_runs("xmllint --nonet --noout", path, ""));
}

TEST(stays_well_formed_whatever_the_list_says)
{
    cm__list list = {.width_mm = 50, .height_mm = 50, .title = "<&\"\x02\xff", .language = "\"<"};
    cm_symbol symbol = {.size_mm = 1};
    char path[400];

    list.font = "a'\\\"<;&b";
    CHECK(cm__pen_svg(&list, sample_path(path, "empty.svg")) == CM_OK);
    CHECK(!sample_has("xmllint") || sample_runs("xmllint --nonet --noout", path, ""));
    CHECK(cm__list_add_layer(&list, "<\"&", true) == CM_OK);
    CHECK(cm__list_add_group(&list, "<\"&") == CM_OK);
    CHECK(cm__list_set_attribute(&list, "data-x", "\"/><x>") == CM_OK);
    CHECK(cm__list_add_marker(&list, "\"><", "]]>\"<", &symbol, (cm_point){1, 1}) == CM_OK);
    CHECK(cm__pen_svg(&list, path) == CM_OK);
    CHECK(!sample_has("xmllint") || sample_runs("xmllint --nonet --noout", path, ""));
    cm__list_clear(&list);
}

TEST(looks_like_the_image)
{
    char svg[400], png[400], drawn[400], command[900];
    cm__list list;

    if (!sample_has("rsvg-convert"))
        return;
    sample_build(&list);
    CHECK(cm__pen_svg(&list, sample_path(svg, "look.svg")) == CM_OK);
    CHECK(cm__pen_png(&list, sample_path(png, "look.png"), 150) == CM_OK);
    snprintf(command, sizeof command, "-o '%s'", sample_path(drawn, "look_svg.png"));
    CHECK(sample_runs("rsvg-convert -d 150 -p 150 -b white", svg, command));
    const picture_difference difference = picture_compare(png, drawn);
    CHECK(difference.mean < 0.3);     /* of 255; seen 0.05 */
    CHECK(difference.far_pct < 0.02); /* seen 0 */
    cm__list_clear(&list);
}

TEST(writes_the_same_bytes_again)
{
    char path[400];
    char *const first = write_sample(path, "first.svg"), *const second =
                                                             write_sample(path, "b.svg");

    CHECK(first && second && strcmp(first, second) == 0);
    free(first);
    free(second);
}

TEST(refuses_what_cannot_be_written)
{
    char path[400];
    cm__list list;

    sample_build(&list);
    CHECK(cm__pen_svg(&list, sample_path(path, "no/such.svg")) == CM_ERR_IO);
    CHECK(mkfifo(sample_path(path, "fifo.svg"), 0600) == 0);
    CHECK(cm__pen_svg(&list, path) == CM_ERR_IO);
    const size_t live = cm__memory_live();
    sample_path(path, "memory.svg");
    cm_status status = CM_ERR_NOMEM;
    for (size_t nth = 1; status == CM_ERR_NOMEM; nth += 3) {
        cm__memory_fail_at(nth, true);
        status = cm__pen_svg(&list, path);
        cm__memory_fail_at(0, false);
        CHECK(status == CM_OK || status == CM_ERR_NOMEM);
        CHECK(cm__memory_live() == live && (access(path, F_OK) == 0) == (status == CM_OK));
    }
    cm__list_clear(&list);
}

TEST_MAIN(RUN(has_size_title_language_and_ids), RUN(draws_repeated_symbols_once),
          RUN(carries_hostile_names_as_text_alone), RUN(stays_well_formed_whatever_the_list_says),
          RUN(looks_like_the_image), RUN(writes_the_same_bytes_again),
          RUN(refuses_what_cannot_be_written), RUN(sample_remove))
