/* test_map_svg.c - tests output/map_svg.c. */
#include "geo/base_memory.h"
#include "output/map_svg.h"
#include "tests/test.h"

/* Whether the text is what is wanted; ends it. */
static bool is(cm__text *text, const char *want)
{
    const bool same = !text->failed && strcmp(text->bytes ? text->bytes : "", want) == 0;

    if (!same)
        printf("got %s\n", text->bytes);
    cm__text_clear(text);
    return same;
}

TEST(rounds_lengths_to_micrometres)
{
    static const struct {
        double mm;
        const char *want;
    } rows[] = {{0, "0"},
                {-0.0004, "0"},
                {0.0005, "0.001"},
                {12.3456, "12.346"},
                {210, "210"},
                {-0.1, "-0.1"},
                {0.05, "0.05"},
                {-1234.5, "-1234.5"},
                {1e9, "1000000000"},
                {99.9996, "100"},
                {-7.0304, "-7.03"}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm__text text = {0};
        cm__svg_add_mm(&text, rows[i].mm);
        CHECK(is(&text, rows[i].want));
    }
}

TEST(escapes_and_cleans)
{
    cm__text text = {0};

    cm__svg_add_attribute(&text, "a", "<\"&'\x01>]]>\xff\xE2\x80\xAE");
    CHECK(is(&text, " a=\"&lt;&quot;&amp;&#39; &gt;]]&gt;\xEF\xBF\xBD\""));
    cm__svg_add_attribute(&text, "a", NULL);
    cm__svg_add_title(&text, NULL);
    cm__svg_add_title(&text, "");
    CHECK(is(&text, ""));
    cm__svg_add_title(&text, "札幌 & <b>");
    CHECK(is(&text, "<title>札幌 &amp; &lt;b&gt;</title>"));
    cm__svg_add_length(&text, "r", 1.5);
    CHECK(is(&text, " r=\"1.5\""));
}

TEST(writes_colours_with_their_opacity)
{
    cm__text text = {0};

    cm__svg_add_colour(&text, "fill", (cm_colour){1, 0xab, 255, 255});
    CHECK(is(&text, " fill=\"#01abff\""));
    cm__svg_add_colour(&text, "stroke", (cm_colour){0, 0, 0, 51});
    CHECK(is(&text, " stroke=\"#000000\" stroke-opacity=\"0.2\""));
    cm__svg_add_colour(&text, "fill", (cm_colour){9, 9, 9, 0});
    CHECK(is(&text, ""));
}

TEST(writes_paths_in_steps_that_do_not_drift)
{
    const cm_symbol symbol = {.stroke = {0, 0, 0, 255}, .stroke_mm = 0.2, .dash_mm = {2, 1}};
    cm__path path = {.closed = true};
    cm__text text = {0};

    CHECK(cm__path_begin(&path) == CM_OK);
    for (int i = 0; i < 4; i++)
        CHECK(cm__path_add(&path, 1 + i * 0.0004, 2) == CM_OK); /* 1, 1, 1.001, 1.001 */
    CHECK(cm__path_begin(&path) == CM_OK);
    CHECK(cm__path_add(&path, -5, 5.5) == CM_OK);
    CHECK(cm__path_add(&path, -4, 5) == CM_OK);
    CHECK(cm__path_add(&path, -5, 7) == CM_OK);
    cm__svg_add_path(&text, "p-1", &symbol, &path);
    CHECK(is(&text, "<path id=\"p-1\" stroke=\"#000000\" stroke-width=\"0.2\" "
                    "stroke-dasharray=\"2 1\" d=\"M1 2l0.001 0zM-5 5.5l1-0.5-1 2z\"/>\n"));
    path.closed = false;
    path.part_count = 1;
    path.vertex_count = 4;
    cm__svg_add_path(&text, NULL, &(cm_symbol){.fill = {1, 2, 3, 255}}, &path);
    CHECK(is(&text, "<path fill=\"#010203\" d=\"M1 2l0.001 0\"/>\n"));
    cm__path_clear(&path);
}

TEST(draws_a_marker_with_its_casing_under_it)
{
    const cm_symbol symbol = {.size_mm = 2,
                              .fill = {255, 0, 0, 255},
                              .stroke = {0, 0, 0, 255},
                              .stroke_mm = 0.2,
                              .casing = {255, 255, 255, 255},
                              .casing_mm = 0.15};
    cm__text text = {0};

    CHECK(cm__svg_add_marker(&text, &symbol) == CM_OK);
    CHECK(is(&text,
             "<circle r=\"1\" stroke=\"#ffffff\" stroke-width=\"0.5\"/>\n"
             "<circle r=\"1\" fill=\"#ff0000\" stroke=\"#000000\" stroke-width=\"0.2\"/>\n"));
    for (int shape = 1; shape < CM_SHAPE_COUNT; shape++) {
        cm_symbol other = symbol;
        other.shape = (cm_shape)shape;
        other.casing_mm = 0;
        CHECK(cm__svg_add_marker(&text, &other) == CM_OK);
        CHECK(text.bytes && strncmp(text.bytes, "<path fill", 10) == 0);
        cm__text_clear(&text);
    }
}

TEST(writes_each_text_as_one_string)
{
    cm__item item = {.kind = CM__ITEM_TEXT, .at = {10, 20}, .string = "札幌 <市>"};
    cm__text text = {0};

    item.text = (cm__text_style){.size_pt = 7.2, .colour = {0, 0, 0, 255}};
    cm__svg_add_text(&text, &item);
    CHECK(is(&text, "<text x=\"10\" y=\"20\" font-size=\"2.54\" fill=\"#000000\">"
                    "札幌 &lt;市&gt;</text>\n"));
    item.string = "a  b";
    item.id = "t-1";
    item.align = CM__ALIGN_END;
    item.angle_deg = 12.5;
    item.text.bold = item.text.italic = true;
    item.text.spacing_em = 0.5;
    item.text.halo = (cm_colour){255, 255, 255, 255};
    item.text.halo_mm = 0.5;
    cm__svg_add_text(&text, &item);
    CHECK(is(&text, "<text id=\"t-1\" x=\"10\" y=\"20\" text-anchor=\"end\" "
                    "transform=\"rotate(-12.5 10 20)\" font-size=\"2.54\" font-weight=\"bold\" "
                    "font-style=\"italic\" letter-spacing=\"1.27\" fill=\"#000000\" "
                    "stroke=\"#ffffff\" stroke-width=\"1\" paint-order=\"stroke\" "
                    "xml:space=\"preserve\">a  b</text>\n"));
    item = (cm__item){.at = {10, 20}, .string = "ー", .align = CM__ALIGN_MIDDLE, .advance_mm = 4};
    item.text = (cm__text_style){.size_pt = 7.2, .colour = {0, 0, 0, 255}, .vertical = true};
    cm__svg_add_text(&text, &item);
    CHECK(is(&text, "<text x=\"10\" y=\"18\" font-size=\"2.54\" writing-mode=\"vertical-rl\" "
                    "fill=\"#000000\">ー</text>\n"));
}

TEST(keeps_a_failure)
{
    cm__text text = {0};
    size_t failed = 0;

    for (size_t nth = 1; nth < 10; nth++) {
        cm__memory_fail_at(nth, true);
        cm__svg_add_attribute(&text, "a", "b");
        const cm_status status = cm__svg_add_marker(&text, &(cm_symbol){.shape = CM_SHAPE_STAR});
        cm__memory_fail_at(0, false);
        failed += status || text.failed;
        cm__text_clear(&text);
        CHECK(cm__memory_live() == 0);
    }
    CHECK(failed >= 3 && failed < 9);
}

TEST_MAIN(RUN(rounds_lengths_to_micrometres), RUN(escapes_and_cleans),
          RUN(writes_colours_with_their_opacity), RUN(writes_paths_in_steps_that_do_not_drift),
          RUN(draws_a_marker_with_its_casing_under_it), RUN(writes_each_text_as_one_string),
          RUN(keeps_a_failure))
