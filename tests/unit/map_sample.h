/* map_sample.h - a page that holds something of everything, for the tests of the pens. */
#ifndef MAP_SAMPLE_H
#define MAP_SAMPLE_H

#include "output/map_list.h"
#include "tests/test.h"
#include <stdlib.h>
#include <unistd.h>

#define SAMPLE_HOSTILE "<script>alert('x')</script> & ]]> \"%s\" \\ &amp;"

typedef struct sample_text {
    const char *id, *string;
    double x, y, size_pt;
    cm__align align;
    double angle_deg;
    bool bold, italic, haloed;
    double spacing_em;
    bool vertical;
} sample_text;

static const cm_colour sample_black = {0x22, 0x22, 0x22, 255}, sample_none = {0},
                       sample_white = {255, 255, 255, 255}, sample_blue = {0x1b, 0x6c, 0xa8, 255},
                       sample_red = {0xd6, 0x33, 0x2a, 255}, sample_sand = {0xf4, 0xee, 0xdc, 255};

static inline cm_status sample_add_text(cm__list *list, const sample_text *text)
{
    cm__text_style style = {.size_pt = text->size_pt, .colour = sample_black};
    const cm__text_place place = {{text->x, text->y}, text->align, text->angle_deg};

    style.bold = text->bold;
    style.italic = text->italic;
    style.spacing_em = text->spacing_em;
    style.vertical = text->vertical;
    style.halo = text->haloed ? sample_white : sample_none;
    style.halo_mm = 0.6;
    return cm__list_add_text(list, text->id, text->string, &style, &place);
}

static inline void sample_texts(cm__list *list, const sample_text *texts, size_t count)
{
    for (size_t i = 0; i < count; i++)
        CHECK(sample_add_text(list, &texts[i]) == CM_OK);
}

static inline void sample_box(cm__path *path, const cm_box *box)
{
    CHECK(cm__path_begin(path) == CM_OK);
    CHECK(cm__path_add(path, box->x_min, box->y_min) == CM_OK);
    CHECK(cm__path_add(path, box->x_max, box->y_min) == CM_OK);
    CHECK(cm__path_add(path, box->x_max, box->y_max) == CM_OK);
    CHECK(cm__path_add(path, box->x_min, box->y_max) == CM_OK);
}

/* A blob with a hole. */
static inline void sample_blob(cm__list *list, const char *id, const cm_symbol *symbol,
                               cm_point middle, double radius_mm)
{
    cm__path path = {.closed = true};

    for (int ring = 0; ring < 2; ring++) {
        CHECK(cm__path_begin(&path) == CM_OK);
        for (int i = 0; i < 90; i++) {
            const double angle = i * 0.069813170079773;
            const double r = radius_mm * (ring ? 0.3 : 1 + 0.12 * sin(5 * angle));
            CHECK(cm__path_add(&path, middle.x + r * cos(angle), middle.y + r * sin(angle)) ==
                  CM_OK);
        }
    }
    CHECK(cm__list_add_path(list, id, symbol, &path) == CM_OK);
}

static inline void sample_ground(cm__list *list)
{
    const cm_symbol land = {.fill = sample_sand, .stroke = {150, 140, 120, 255}, .stroke_mm = 0.2};
    cm_symbol border = {.stroke = {120, 120, 120, 255}, .stroke_mm = 0.35};
    cm__path line = {0};

    CHECK(cm__list_add_layer(list, "基図", true) == CM_OK);
    CHECK(cm__list_add_group(list, "wards") == CM_OK);
    sample_blob(list, "ward-1", &land, (cm_point){80, 120}, 55);
    sample_blob(list, "ward-2", &land, (cm_point){190, 200}, 60); /* over the frame */
    border.dash_mm[0] = 3;
    border.dash_mm[1] = 1;
    border.dash_mm[2] = 0.5;
    border.dash_mm[3] = 1;
    CHECK(cm__path_begin(&line) == CM_OK);
    for (int i = 0; i <= 100; i++)
        CHECK(cm__path_add(&line, 2.5 * i - 20, 150 + 25 * sin(i / 9.0)) == CM_OK);
    CHECK(cm__list_add_path(list, NULL, &border, &line) == CM_OK);
}

static inline void sample_bands(cm__list *list)
{
    const cm_symbol pale = {.fill = {0xd6, 0x33, 0x2a, 60}},
                    strong = {.fill = {0xd6, 0x33, 0x2a, 120}};

    CHECK(cm__list_add_layer(list, "密度", true) == CM_OK);
    CHECK(cm__list_add_group(list, "density") == CM_OK);
    sample_blob(list, NULL, &pale, (cm_point){100, 130}, 40);
    sample_blob(list, NULL, &strong, (cm_point){105, 130}, 20);
}

static inline void sample_members(cm__list *list)
{
    static const sample_text labels[] = {
        {"l-1", "㈱髙﨑ソフト①", 63, 76, 8, CM__ALIGN_START, 0, false, false, true, 0, false},
        {"l-2", "葛\xF3\xA0\x84\x80飾ﾊｰﾄﾞ研究所", 100, 141, 8, CM__ALIGN_START, 0, false, false,
         true, 0, false},
        {"l-3", "札 幌 市", 80, 120, 16, CM__ALIGN_MIDDLE, 0, true, false, true, 0.2, false},
        {"l-4", "豊平川 Toyohira", 140, 170, 9, CM__ALIGN_MIDDLE, 35, false, true, true, 0, false},
        {"l-5", SAMPLE_HOSTILE, 105, 215, 7, CM__ALIGN_END, 0, false, false, false, 0, false},
        {"l-6", "two  blanks ", 60, 225, 7, CM__ALIGN_START, -90, false, false, false, 0, false},
        {"l-8", "北（キタ）データー「札幌」IT", 45, 190, 10, CM__ALIGN_MIDDLE, 0, false, false,
         true, 0.1, true},
        {"l-7", "emoji 😀 עברית fi", 100, 225, 9, CM__ALIGN_START, 0, false, false, true, 0, false},
    };
    char id[16];

    CHECK(cm__list_add_layer(list, "会員", true) == CM_OK);
    CHECK(cm__list_add_group(list, "members") == CM_OK);
    for (int i = 0; i < 45; i++) {
        const cm_symbol symbol = {.shape = (cm_shape)(i % CM_SHAPE_COUNT),
                                  .size_mm = 3,
                                  .fill = i % 2 ? sample_blue : sample_none,
                                  .stroke = i % 3 ? sample_black : sample_red,
                                  .stroke_mm = 0.25,
                                  .casing = sample_white,
                                  .casing_mm = 0.3};
        snprintf(id, sizeof id, "m-%d", i);
        CHECK(cm__list_add_marker(list, id, i == 7 ? SAMPLE_HOSTILE : "有限会社 北", &symbol,
                                  (cm_point){60 + i % 9 * 8, 80 + i / 9 * 13}) == CM_OK);
    }
    CHECK(cm__list_add_group(list, "labels") == CM_OK);
    sample_texts(list, labels, sizeof labels / sizeof *labels);
}

static inline void sample_furniture(cm__list *list)
{
    static const sample_text texts[] = {{NULL, "札幌市の情報産業 <IT> & friends", 15, 22, 18,
                                         CM__ALIGN_START, 0, true, false, false, 0, false},
                                        {NULL, "Members by kind, 2003", 15, 28, 10, CM__ALIGN_START,
                                         0, false, false, false, 0, false}};
    static const sample_text credit = {
        NULL, "出典: 国土数値情報", 195, 288, 7, CM__ALIGN_END, 0, false, false, false, 0, false};
    const cm_symbol bar = {.fill = sample_black},
                    frame = {.stroke = sample_black, .stroke_mm = 0.3};
    cm__path path = {.closed = true};

    CHECK(cm__list_add_layer(list, "枠と凡例", false) == CM_OK);
    CHECK(cm__list_add_group(list, "title") == CM_OK);
    sample_texts(list, texts, 2);
    CHECK(cm__list_add_group(list, "scalebar") == CM_OK);
    CHECK(cm__list_set_attribute(list, "data-metres", "2000") == CM_OK);
    sample_box(&path, &(cm_box){20, 270, 70, 271});
    CHECK(cm__list_add_path(list, "bar", &bar, &path) == CM_OK);
    CHECK(cm__list_add_group(list, "credit") == CM_OK);
    sample_texts(list, &credit, 1);
    CHECK(cm__list_add_group(list, "frame") == CM_OK);
    path.closed = true;
    sample_box(&path, &list->frame_mm);
    CHECK(cm__list_add_path(list, NULL, &frame, &path) == CM_OK);
}

/* A4 portrait; frame of 180 x 240 mm, 1:40,000. */
static inline void sample_build(cm__list *list)
{
    *list = (cm__list){.width_mm = 210,
                       .height_mm = 297,
                       .frame_mm = {15, 35, 195, 275},
                       .title = "札幌市の情報産業 <IT> & friends",
                       .author = "札幌 (office)",
                       .language = "ja",
                       .created_s = 1000000000,
                       .crs = "EPSG:6680",
                       .frame_plane = {-79000, -106600, -71800, -97000}};
    sample_ground(list);
    sample_bands(list);
    sample_members(list);
    sample_furniture(list);
}

/* Where a test may write; CM_TEST_KEEP names a folder whose files stay, to be looked at. */
static inline const char *sample_folder(void)
{
    static char folder[300] = "";
    const char *const keep = getenv("CM_TEST_KEEP");

    if (keep)
        return keep;
    if (!*folder) {
        snprintf(folder, sizeof folder, P_tmpdir "/cm_pen.XXXXXX");
        CHECK(mkdtemp(folder) != NULL);
    }
    return folder;
}

static inline char *sample_path(char out[400], const char *name)
{
    snprintf(out, 400, "%s/%s", sample_folder(), name);
    return out;
}

/* Reads a whole file; the caller frees it. NULL if there is none. */
static inline char *sample_read(const char *path, size_t *out_length)
{
    FILE *const file = fopen(path, "rb");
    char *bytes = NULL;

    *out_length = 0;
    if (!file)
        return NULL;
    if (fseek(file, 0, SEEK_END) == 0) {
        const long length = ftell(file);
        rewind(file);
        bytes = calloc(1, (size_t)length + 1);
        *out_length = bytes ? fread(bytes, 1, (size_t)length, file) : 0;
    }
    fclose(file);
    return bytes;
}

/* Whether a shell command ends with 0: before, the path in quotes, after. */
static inline bool sample_runs(const char *before, const char *path, const char *after)
{
    char command[1000];

    snprintf(command, sizeof command, "%s '%s' %s", before, path, after);
    return system(command) == 0;
}

/* Whether a tool is installed; says so if not. */
static inline bool sample_has(const char *tool)
{
    if (sample_runs("command -v", tool, ">/dev/null"))
        return true;
    printf("skipped: %s is not installed\n", tool);
    return false;
}

static inline void sample_remove(void)
{
    if (!getenv("CM_TEST_KEEP"))
        CHECK(sample_runs("rm -rf", sample_folder(), ""));
}

#endif
