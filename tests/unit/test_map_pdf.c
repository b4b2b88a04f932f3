/* test_map_pdf.c - tests output/map_pdf.c. */
#include "geo/base_memory.h"
#include "output/map_pdf.h"
#include "output/map_pen_cairo.h"
#include "tests/unit/map_picture.h"
#include "tests/unit/map_sample.h"
#include <cairo-pdf.h>

static const cm_colour sample_glass = {0xd6, 0x33, 0x2a, 60};

static void begin(cm__list *list)
{
    *list = (cm__list){
        .width_mm = 60, .height_mm = 40, .frame_mm = {5, 5, 55, 35}, .title = "", .language = "ja"};
    CHECK(cm__list_add_layer(list, "layer", true) == CM_OK);
    CHECK(cm__list_add_group(list, "group") == CM_OK);
}

static void end(cm__list *list, cm__text *page)
{
    cm__text_clear(page);
    cm__list_clear(list);
    CHECK(cm__memory_live() == 0);
}

TEST(only_what_hides_its_ground_is_plain)
{
    static const struct {
        const char *why;
        cm_symbol symbol;
        bool has_text, plain;
    } rows[] = {
        {"filled", {.size_mm = 2, .fill = {1, 2, 3, 255}}, false, true},
        {"nothing seen", {.size_mm = 2}, false, true},
        {"a text", {.size_mm = 2, .fill = {1, 2, 3, 255}}, true, true},
        {"seen through", {.size_mm = 2, .fill = {1, 2, 3, 254}}, false, false},
        {"a stroke seen through", {.size_mm = 2, .stroke = {1, 2, 3, 1}}, false, false},
        {"a casing seen through", {.size_mm = 2, .casing = {1, 2, 3, 128}}, false, false},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm__list list;
        test_now = rows[i].why;
        begin(&list);
        CHECK(cm__pdf_is_plain(&list.layers[0]));
        CHECK(cm__list_add_marker(&list, NULL, NULL, &rows[i].symbol, (cm_point){30, 20}) == CM_OK);
        if (rows[i].has_text)
            CHECK(sample_add_text(&list, &(sample_text){.string = "字", .size_pt = 8}) == CM_OK);
        CHECK(cm__pdf_is_plain(&list.layers[0]) == rows[i].plain);
        end(&list, &(cm__text){0});
    }
}

static size_t count(const char *text, const char *piece)
{
    size_t found = 0;

    for (const char *at = text; (at = strstr(at, piece)); at += strlen(piece))
        found++;
    return found;
}

TEST(a_text_that_is_seen_through_is_not_plain)
{
    static const struct {
        const char *why;
        cm_colour colour, halo;
        bool plain;
    } rows[] = {
        {"no halo", {1, 2, 3, 255}, {0, 0, 0, 0}, true},
        {"a halo", {1, 2, 3, 255}, {255, 255, 255, 255}, true},
        {"a pale halo", {1, 2, 3, 255}, {255, 255, 255, 200}, false},
        {"a pale text", {1, 2, 3, 200}, {255, 255, 255, 255}, false},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const cm__text_style style = {
            .size_pt = 8, .colour = rows[i].colour, .halo = rows[i].halo, .halo_mm = 0.5};
        cm__list list;
        test_now = rows[i].why;
        begin(&list);
        CHECK(cm__list_add_text(&list, NULL, "字", &style, &(cm__text_place){.at = {20, 20}}) ==
              CM_OK);
        CHECK(cm__pdf_is_plain(&list.layers[0]) == rows[i].plain);
        end(&list, &(cm__text){0});
    }
}

/* The page of a list's only layer, which can be shown. */
static void write_page(cm__text *out, const cm__list *list)
{
    bool is_shown = false;

    CHECK(cm__pdf_add_page(out, &is_shown, list, &list->layers[0]) == CM_OK);
    CHECK(is_shown);
}

TEST(a_disc_is_a_point_of_a_round_pen)
{
    static const struct {
        const char *why;
        cm_symbol symbol;
        size_t dots, curves;
        const char *piece;
    } rows[] = {
        {"filled", {.size_mm = 2, .fill = {255, 0, 0, 255}}, 1, 0, "1 0 0 RG 2 w 1 J\n"},
        {"grey", {.size_mm = 2, .fill = {51, 51, 51, 255}}, 1, 0, "\n0.2 G 2 w 1 J\n"},
        {"cased",
         {.size_mm = 2,
          .fill = {255, 0, 0, 255},
          .casing = {255, 255, 255, 255},
          .casing_mm = 0.25},
         2,
         0,
         "\n1 G 2.5 w 1 J\n30.5 20 m 30.5 20 l S\n1 0 0 RG 2 w 1 J\n"},
        {"with all",
         {.size_mm = 2,
          .fill = {255, 0, 0, 255},
          .stroke = {0, 0, 0, 255},
          .stroke_mm = 0.5,
          .casing = {255, 255, 255, 255},
          .casing_mm = 0.25},
         3,
         0,
         "\n1 G 3 w 1 J\n30.5 20 m 30.5 20 l S\n0 G 2.5 w 1 J\n30.5 20 m 30.5 20 l S\n1 0 0 RG 1.5 "
         "w 1 J\n"},
        {"hollow",
         {.size_mm = 2, .stroke = {0, 0, 0, 255}, .stroke_mm = 0.5},
         0,
         4,
         "0 G 0.5 w 0 J\n[]0 d\n31.5 20 m\n31.5 20.552 31.052 21 30.5 21 c\n"},
        {"all stroke",
         {.size_mm = 1, .fill = {255, 0, 0, 255}, .stroke = {0, 0, 0, 255}, .stroke_mm = 1},
         0,
         4,
         "B*\n"},
        {"a square",
         {.shape = CM_SHAPE_SQUARE, .size_mm = 2, .fill = {0, 255, 0, 255}},
         0,
         0,
         "h\nf*\n"},
        {"nothing seen", {.size_mm = 2}, 0, 0, "re W n\n\nendstream"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm__list list;
        cm__text page = {0};
        test_now = rows[i].why;
        begin(&list);
        CHECK(cm__list_add_marker(&list, NULL, NULL, &rows[i].symbol, (cm_point){30.5, 20}) ==
              CM_OK);
        write_page(&page, &list);
        CHECK(count(page.bytes, "30.5 20 m 30.5 20 l S\n") == rows[i].dots);
        CHECK(count(page.bytes, " c\n") == rows[i].curves);
        CHECK(strstr(page.bytes, rows[i].piece) != NULL);
        end(&list, &page);
    }
}

/* Every shape with casing, stroke and fill, some twice in turn, paths with holes and dashes. */
static void add_everything(cm__list *list)
{
    const cm_symbol land = {.fill = sample_sand, .stroke = sample_black, .stroke_mm = 0.3};
    cm_symbol dashed = {.stroke = sample_red, .stroke_mm = 0.6, .dash_mm = {2, 1}};
    cm__path line = {0};

    sample_blob(list, NULL, &land, (cm_point){20, 18}, 11);
    sample_blob(list, NULL, &land, (cm_point){55, 30}, 12); /* over the frame */
    CHECK(cm__path_begin(&line) == CM_OK);
    for (int i = 0; i <= 60; i++)
        CHECK(cm__path_add(&line, i, 20 + 8 * sin(i / 5.0)) == CM_OK);
    CHECK(cm__list_add_path(list, NULL, &dashed, &line) == CM_OK);
    for (int i = 0; i < 3 * CM_SHAPE_COUNT; i++) {
        const cm_symbol symbol = {.shape = (cm_shape)(i % CM_SHAPE_COUNT),
                                  .size_mm = 3,
                                  .fill = i % 4 ? sample_blue : sample_none,
                                  .stroke = i % 3 ? sample_black : sample_none,
                                  .stroke_mm = 0.4,
                                  .casing = i % 2 ? sample_white : sample_none,
                                  .casing_mm = 0.3};
        const cm_point at = {8 + 5.0 * (i % 9), 12 + 6.0 * (i / 9)};
        CHECK(cm__list_add_marker(list, NULL, NULL, &symbol, at) == CM_OK);
    }
}

static void write_bytes(const char *path, const cm__text *bytes)
{
    FILE *const file = fopen(path, "wb");

    CHECK(file && fwrite(bytes->bytes, 1, bytes->length, file) == bytes->length);
    if (file)
        CHECK(fclose(file) == 0);
}

static void write_with_cairo(const char *path, const cm__list *list)
{
    cairo_surface_t *const surface =
        cairo_pdf_surface_create(path, list->width_mm * 72 / 25.4, list->height_mm * 72 / 25.4);
    cairo_t *const cr = cairo_create(surface);

    cairo_scale(cr, 72 / 25.4, 72 / 25.4);
    CHECK(cm__cairo_paint(cr, list, &list->layers[0], CM__CAIRO_DOCUMENT) == CM_OK);
    cairo_destroy(cr);
    cairo_surface_finish(surface);
    cairo_surface_destroy(surface);
}

/* A text of every kind that labels and furniture have. */
static void add_texts(cm__list *list)
{
    static const sample_text texts[] = {
        {NULL, "㈱髙﨑ソフト①", 8, 10, 8, CM__ALIGN_START, 0, false, false, true, 0, false},
        {NULL, "札 幌 市", 30, 16, 12, CM__ALIGN_MIDDLE, 0, true, false, true, 0.2, false},
        {NULL, "豊平川 Toyohira", 22, 28, 8, CM__ALIGN_MIDDLE, 35, false, true, true, 0, false},
        {NULL, "AV Tokyo 2003", 54, 34, 7, CM__ALIGN_END, 0, false, false, false, 0, false},
        {NULL, "北（キタ）データー「札幌」IT", 48, 20, 6, CM__ALIGN_MIDDLE, 0, false, false, true,
         0.1, true},
    };

    sample_texts(list, texts, sizeof texts / sizeof *texts);
}

TEST(a_layer_in_other_fonts_is_left_to_cairo)
{
    cm__list list;
    cm__text page = {0};
    bool is_shown = true;

    begin(&list);
    add_texts(&list);
    CHECK(sample_add_text(&list, &(sample_text){.string = "עברית", .x = 20, .size_pt = 8}) ==
          CM_OK);
    CHECK(cm__pdf_add_page(&page, &is_shown, &list, &list.layers[0]) == CM_OK);
    CHECK(!is_shown && page.length == 0);
    end(&list, &page);
}

TEST(a_text_is_found_once)
{
    char path[400], found[400];
    size_t length;
    cm__list list;
    cm__text page = {0};

    begin(&list);
    add_texts(&list);
    write_page(&page, &list);
    write_bytes(sample_path(path, "texts.pdf"), &page);
    if (sample_has("pdftotext")) {
        CHECK(sample_runs("pdftotext", path, sample_path(found, "texts.txt")));
        char *const text = sample_read(found, &length);
        CHECK(text && count(text, "髙﨑ソフト①") == 1 && count(text, "Tokyo") == 1);
        free(text);
    }
    end(&list, &page);
}

TEST(looks_as_cairo_draws_it)
{
    char ours[400], theirs[400], pictures[2][400], command[500];
    cm__list list;
    cm__text page = {0};

    begin(&list);
    add_everything(&list);
    add_texts(&list);
    CHECK(cm__pdf_is_plain(&list.layers[0]));
    write_page(&page, &list);
    write_bytes(sample_path(ours, "ours.pdf"), &page);
    write_with_cairo(sample_path(theirs, "theirs.pdf"), &list);
    if (sample_has("qpdf"))
        CHECK(sample_runs("qpdf --check", ours, ">/dev/null"));
    if (sample_has("pdftoppm")) {
        snprintf(command, sizeof command, "'%s/ours'", sample_folder());
        CHECK(sample_runs("pdftoppm -r 200 -png -singlefile", ours, command));
        snprintf(command, sizeof command, "'%s/theirs'", sample_folder());
        CHECK(sample_runs("pdftoppm -r 200 -png -singlefile", theirs, command));
        const picture_difference found = picture_compare(sample_path(pictures[0], "ours.png"),
                                                         sample_path(pictures[1], "theirs.png"));
        CHECK(found.mean < 0.3 && found.far_pct < 0.05);
    }
    end(&list, &page);
}

TEST(a_place_at_the_end_of_the_world_is_written)
{
    const cm_symbol symbol = {.size_mm = 2, .fill = sample_glass};
    cm__list list;
    cm__text page = {0};

    begin(&list);
    CHECK(cm__list_add_marker(&list, NULL, NULL, &symbol, (cm_point){-1e12, 1e12}) == CM_OK);
    write_page(&page, &list);
    CHECK(strstr(page.bytes, "-1000000000000 1000000000000 m ") != NULL);
    end(&list, &page);
}

TEST_MAIN(RUN(only_what_hides_its_ground_is_plain), RUN(a_text_that_is_seen_through_is_not_plain),
          RUN(a_disc_is_a_point_of_a_round_pen), RUN(a_layer_in_other_fonts_is_left_to_cairo),
          RUN(a_text_is_found_once), RUN(looks_as_cairo_draws_it),
          RUN(a_place_at_the_end_of_the_world_is_written), sample_remove())
