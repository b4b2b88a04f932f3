/* test_map_lint_file.c - tests output/map_lint_file.c: what the pens make, and files spoilt. */
#include "output/map_pen.h"
#include "tests/unit/lint_scene.h"

static void unnamed_layer(cm_map *map)
{
    map->list.layers[1].title = "";
}
static void untitled(cm_map *map)
{
    map->list.title = "";
}
static void tongueless(cm_map *map)
{
    map->list.language = "";
}
static void shift(cm_map *map)
{
    const double by = 0.2 * map->manifest.map.page.units_per_mm;

    map->list.frame_plane.x_min += by;
    map->list.frame_plane.x_max += by;
}
static void drop_id(cm_map *map)
{
    group_of(map, "members")->items[2].id = NULL;
}

TEST(each_fault_of_a_map_is_found_in_its_files)
{
    static const fault rows[] = {
        {"sound", NULL, NULL, {0}, NULL},
        {"a layer without a name", NULL, unnamed_layer, {36}, "layer 2 has no name"},
        {"no title", NULL, untitled, {35}, "title is not set"},
        {"no language", NULL, tongueless, {35}, "language is not set"},
        {"georeferenced elsewhere", NULL, shift, {36}, "0.2 mm off"},
        {"a symbol without an id", NULL, drop_id, {37}, "no id"},
    };

    CHECK_FAULTS(rows, cm__lint_file);
}

/* Writes other bytes over all places of a piece, of the same length. */
static void overwrite(cm__text *file, const char *piece, const char *other)
{
    const size_t length = strlen(piece);
    bool found = false;

    CHECK(strlen(other) == length);
    for (size_t i = 0; i + length <= file->length; i++)
        if (memcmp(file->bytes + i, piece, length) == 0) {
            memcpy(file->bytes + i, other, length);
            found = true;
        }
    CHECK(found);
}

typedef struct spoilt {
    const char *why, *piece, *other;
    int point;
    const char *sentence;
} spoilt;

/* The points that a file misses are exactly that one, or none. */
static void check_only(const cm__lint *lint, const spoilt *row)
{
    for (int point = 1; point <= CM_MAP_LINT_POINTS; point++)
        CHECK((lint->found[point - 1].misses > 0) == (point == row->point));
    if (row->sentence) {
        const char *const text = lint->found[row->point - 1].text.bytes;
        CHECK(text && strstr(text, row->sentence));
    }
}

static void check_files(const cm_map *map, const cm__text *sound, const spoilt *rows, size_t count,
                        void (*check)(cm__lint *, const cm__text *))
{
    for (size_t i = 0; i < count; i++) {
        cm__text file = {0};
        cm__lint lint;
        test_now = rows[i].why;
        cm__text_add_bytes(&file, sound->bytes, sound->length);
        if (rows[i].piece)
            overwrite(&file, rows[i].piece, rows[i].other);
        CHECK(cm__lint_begin(&lint, map) == CM_OK);
        check(&lint, &file);
        check_only(&lint, &rows[i]);
        cm__lint_end(&lint);
        cm__text_clear(&file);
    }
}

static const spoilt pdfs[] = {
    {"sound", NULL, NULL, 0, NULL},
    {"a font of type 3", "/Subtype /CIDFontType0 ", "/Subtype /Type3        ", 35, "type 3"},
    {"fonts left out", "/FontFile3", "/FontXile3", 35, "fonts are embedded"},
    {"no language", "/Lang (", "/Long (", 35, "language"},
    {"no title", "/Title <FEFF", "/Tutle <FEFF", 35, "title"},
    {"a layer fewer", "/Type /OCG ", "/Type /OCX ", 36, "layers in the PDF"},
    {"no georeference", "/GPTS [", "/GXTS [", 36, "does not say"},
    {"no viewport", "/BBox [", "/BXox [", 36, "does not say"},
    {"another size", "/MediaBox [ 0 0 595.2", "/MediaBox [ 0 0 596.2", 1, "PDF's page"},
    {"another time", "(D:1970", "(D:2026", 38, "another time"},
    {"bytes that are no date", "/FontBBox [", "/Font(D:O [", 0, NULL},
};
static const spoilt svgs[] = {
    {"sound", NULL, NULL, 0, NULL},
    {"another size", "width=\"210mm\"", "width=\"211mm\"", 1, "the SVG is 211"},
    {"no texts", "<text", "<txet", 37, "0 texts in the SVG"},
    {"groups without ids", "<g id=\"", "<g xd=\"", 37, "groups with ids"},
};
static const spoilt pngs[] = {
    {"sound", NULL, NULL, 0, NULL},
    {"no resolution", "pHYs", "pXYs", 1, "resolution"},
};

TEST(spoilt_files_are_found)
{
    const cm__list *list;
    cm__text png = {0}, svg = {0}, pdf = {0};
    scene s;

    init_sound_scene(&s);
    CHECK(make(&s) == CM_OK);
    list = &s.map->list;
    CHECK(cm__pen_png_add(&png, list, 72) == CM_OK && cm__pen_svg_add(&svg, list) == CM_OK);
    CHECK(cm__pen_pdf_add(&pdf, &list, 1, "the map") == CM_OK);
    check_files(s.map, &pdf, pdfs, sizeof pdfs / sizeof *pdfs, cm__lint_pdf_file);
    check_files(s.map, &svg, svgs, sizeof svgs / sizeof *svgs, cm__lint_svg_file);
    check_files(s.map, &png, pngs, sizeof pngs / sizeof *pngs, cm__lint_png_file);
    png.bytes[19]++; /* the last byte of the width */
    const spoilt wide = {"a pixel wider", NULL, NULL, 1, "the PNG has"};
    check_files(s.map, &png, &wide, 1, cm__lint_png_file);
    cm__text_clear(&png);
    cm__text_clear(&svg);
    cm__text_clear(&pdf);
    clear_scene(&s);
}

TEST(an_svg_of_needless_bytes_is_found)
{
    cm__text svg = {0};
    cm__lint lint;
    scene s;

    init_sound_scene(&s);
    CHECK(make(&s) == CM_OK);
    CHECK(cm__pen_svg_add(&svg, &s.map->list) == CM_OK);
    for (int i = 0; i < 4000; i++)
        cm__text_add(&svg, "                ");
    CHECK(cm__lint_begin(&lint, s.map) == CM_OK);
    cm__lint_svg_file(&lint, &svg);
    CHECK(lint.found[36].misses == 1 && strstr(lint.found[36].text.bytes, "what GeoJSON needs"));
    cm__lint_end(&lint);
    cm__text_clear(&svg);
    clear_scene(&s);
}

TEST(files_that_differ_are_found)
{
    cm__text a = {0}, b = {0};
    cm__lint lint = {.list = NULL};

    cm__text_add(&a, "once");
    cm__text_add(&b, "once");
    cm__lint_same_file(&lint, "PNG", &a, &b);
    CHECK(lint.found[37].misses == 0);
    b.bytes[3] = 'a';
    cm__lint_same_file(&lint, "PNG", &a, &b);
    cm__text_add(&b, " more");
    cm__lint_same_file(&lint, "SVG", &a, &b);
    CHECK(lint.found[37].misses == 2 && strstr(lint.found[37].text.bytes, "PNG"));
    cm__lint_end(&lint);
    cm__text_clear(&a);
    cm__text_clear(&b);
}

TEST_MAIN(RUN(each_fault_of_a_map_is_found_in_its_files), RUN(spoilt_files_are_found),
          RUN(an_svg_of_needless_bytes_is_found), RUN(files_that_differ_are_found))
