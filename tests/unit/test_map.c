/* test_map.c - tests output/map.c: whole maps, by their display list and their files. */
#include "output/map_type.h"
#include "tests/unit/map_scene.h"
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

TEST(all_parts_of_the_page_are_there)
{
    static const char *const groups[] = {"title",     "subtitle",       "legend",      "scalebar",
                                         "north",     "credit",         "frame",       "ground",
                                         "graticule", "leaders",        "members",     "wards",
                                         "density",   "members-labels", "wards-labels"};
    scene s;

    init_scene(&s);
    CHECK(make(&s) == CM_OK);
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++) {
        test_now = groups[i];
        CHECK(find_group(s.map, groups[i]) != NULL);
    }
    const cm__list *const list = cm__map_get_list(s.map);
    static const char *const layers[] = {"背景", "密度", "区", "会員", "注記", "図枠"};
    CHECK(list->layer_count == 6);
    for (size_t i = 0; i < list->layer_count; i++)
        CHECK(strcmp(list->layers[i].title, layers[i]) == 0);
    CHECK(find_group(s.map, "title")->item_count == 1);
    CHECK(strcmp(find_group(s.map, "title")->items[0].string, s.options.title) == 0);
    CHECK(strcmp(list->title, s.options.title) == 0 && strcmp(list->language, "ja") == 0);
    clear_scene(&s);
}

TEST(every_id_is_there_once)
{
    scene s;
    size_t count = 0;
    const char *ids[500];

    init_scene(&s);
    CHECK(make(&s) == CM_OK);
    const cm__list *const list = cm__map_get_list(s.map);
    for (size_t i = 0; i < list->layer_count; i++)
        for (size_t j = 0; j < list->layers[i].group_count; j++) {
            const cm__group *const group = &list->layers[i].groups[j];
            ids[count++] = group->id;
            for (size_t k = 0; k < group->item_count; k++)
                if (group->items[k].id)
                    ids[count++] = group->items[k].id;
        }
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < i; j++)
            CHECK(strcmp(ids[i], ids[j]) != 0);
    for (size_t i = 1; i <= 8; i++) {
        char id[16];
        snprintf(id, sizeof id, "member-%zu", i);
        CHECK(find_item(s.map, "members", id) != NULL);
    }
    clear_scene(&s);
}

TEST(distances_on_the_page_are_true)
{
    static const double scales[] = {0, 150000, 200000, 123456};
    scene s;

    for (size_t i = 0; i < sizeof scales / sizeof *scales; i++) {
        init_scene(&s);
        s.options.scale = scales[i];
        CHECK(make(&s) == CM_OK);
        const cm_map_report *const report = cm_map_get_report(s.map);
        CHECK(scales[i] == 0 || report->scale == scales[i]);
        /* 4 and 5 stand alone, so that their symbols are where they are */
        const cm__item *const a = find_item(s.map, "members", "member-4");
        const cm__item *const b = find_item(s.map, "members", "member-5");
        const double page_mm = hypot(a->at.x - b->at.x, a->at.y - b->at.y);
        const double ground_m = cm_geodesic_distance_m(
            (cm_lonlat){firms[3].lon, firms[3].lat}, (cm_lonlat){firms[4].lon, firms[4].lat}, NULL);
        CHECK_NEAR(page_mm * report->scale / 1000 / ground_m, 1, 0.0005);
        const cm__group *const bar = find_group(s.map, "scalebar");
        const cm_box ink = find_item(s.map, "scalebar", "scalebar-bar")->ink_mm;
        const double bar_mm = cm__box_width(&ink) - 0.2; /* less its outline */
        CHECK_NEAR(bar_mm * report->scale / 1000 / strtod(bar->value, NULL), 1, 0.0005);
        CHECK_NEAR(cm__box_width(&report->frame_plane) / cm__box_width(&report->frame_mm) * 1000 /
                       report->scale,
                   1, 0.0005);
        clear_scene(&s);
    }
}

TEST(furniture_lies_apart_inside_the_margins_and_off_the_members)
{
    static const char *const apart[] = {"title",    "subtitle", "legend",
                                        "scalebar", "north",    "credit"};
    static const struct {
        double width_mm, height_mm;
        cm_map_language language;
    } pages[] = {{210, 297, CM_MAP_JAPANESE},
                 {297, 210, CM_MAP_ENGLISH},
                 {420, 297, CM_MAP_JAPANESE},
                 {148, 210, CM_MAP_ENGLISH}};

    for (size_t p = 0; p < sizeof pages / sizeof *pages; p++) {
        scene s;
        init_scene(&s);
        s.options.width_mm = pages[p].width_mm;
        s.options.height_mm = pages[p].height_mm;
        s.options.language = pages[p].language;
        CHECK(make(&s) == CM_OK);
        const cm_box printable =
            cm__box_grown((cm_box){0, 0, s.options.width_mm, s.options.height_mm}, -11);
        const cm__group *const members = find_group(s.map, "members");
        for (size_t i = 0; i < sizeof apart / sizeof *apart; i++) {
            const cm_box ink = ink_of(find_group(s.map, apart[i]));
            test_now = apart[i];
            CHECK(cm__box_holds(&printable, &ink));
            for (size_t j = 0; j < i; j++) {
                const cm_box other = ink_of(find_group(s.map, apart[j]));
                CHECK(!cm__box_touches(&ink, &other));
            }
            for (size_t m = 0; m < members->item_count; m++)
                CHECK(!cm__box_touches(&ink, &members->items[m].ink_mm));
        }
        clear_scene(&s);
    }
}

TEST(nothing_is_too_small_to_print)
{
    scene s;

    init_scene(&s);
    CHECK(make(&s) == CM_OK);
    const cm__list *const list = cm__map_get_list(s.map);
    for (size_t i = 0; i < list->layer_count; i++)
        for (size_t j = 0; j < list->layers[i].group_count; j++)
            for (size_t k = 0; k < list->layers[i].groups[j].item_count; k++) {
                const cm__item *const item = &list->layers[i].groups[j].items[k];
                CHECK(item->kind != CM__ITEM_TEXT || item->text.size_pt >= 6.5);
                CHECK(item->kind == CM__ITEM_TEXT || item->symbol.stroke.alpha == 0 ||
                      item->symbol.stroke_mm == 0 || item->symbol.stroke_mm >= 0.1);
                CHECK(item->kind != CM__ITEM_MARKER || item->symbol.size_mm >= 1);
            }
    clear_scene(&s);
}

TEST(the_report_says_what_is_on_the_map)
{
    scene s;

    init_scene(&s);
    s.options.scale = 60000;
    s.options.centre = (cm_lonlat){141.345, 43.06};
    CHECK(make(&s) == CM_OK);
    const cm_map_report *const report = cm_map_get_report(s.map);
    CHECK(report->members + report->outside == 8 && report->outside == 4);
    CHECK(find_group(s.map, "members")->item_count == report->members);
    CHECK(strcmp(report->crs, "EPSG:6680") == 0);
    bool said = false;
    const cm__group *const credit = find_group(s.map, "credit");
    for (size_t i = 0; i < credit->item_count; i++)
        said = said || strstr(credit->items[i].string, "図の範囲外 4件") != NULL;
    CHECK(said);
    CHECK(report->labels > 0);
    clear_scene(&s);
}

TEST(no_member_in_the_frame_is_still_a_map)
{
    scene s;

    init_scene(&s);
    s.options.scale = 10000;
    s.options.centre = (cm_lonlat){141.28, 43.2};
    CHECK(make(&s) == CM_OK);
    CHECK(cm_map_get_report(s.map)->members == 0 && cm_map_get_report(s.map)->outside == 8);
    clear_scene(&s);
}

TEST(works_in_a_plane_without_a_crs)
{
    scene s;

    init_scene(&s);
    CHECK(cm_features_set_crs(&s.members, NULL) == CM_OK);
    CHECK(cm_features_set_crs(&s.wards, NULL) == CM_OK);
    CHECK(cm_features_set_crs(&s.bands, NULL) == CM_OK);
    CHECK(make(&s) == CM_OK);
    CHECK(cm_map_get_report(s.map)->crs == NULL);
    CHECK(find_group(s.map, "north") == NULL && find_group(s.map, "scalebar") != NULL);
    clear_scene(&s);
}

static void widen(scene *s)
{
    s->options.width_mm = 49;
}
static void stretch(scene *s)
{
    s->options.height_mm = INFINITY;
}
static void squeeze(scene *s)
{
    s->options.margin_mm = NAN;
}
static void shrink(scene *s)
{
    s->options.scale = 99;
}
static void enlarge(scene *s)
{
    s->options.scale = 1.1e8;
}
static void reach_beyond(scene *s)
{
    s->options.scale = 1e8;
}
static void negate(scene *s)
{
    s->options.scale = -1;
}
static void coarsen(scene *s)
{
    s->options.dpi = 0;
}
static void move_away(scene *s)
{
    s->options.centre = (cm_lonlat){141, 91};
}
static void half_centre(scene *s)
{
    s->options.centre = (cm_lonlat){141, NAN};
}
static void age(scene *s)
{
    s->options.version = 0;
}
static void unname(scene *s)
{
    s->layers[0].id = NULL;
}
static void misname(scene *s)
{
    s->layers[0].id = "会員";
}
static void name_twice(scene *s)
{
    s->layers[0].id = "wards";
}
static void name_legend(scene *s)
{
    s->layers[0].id = "legend";
}
static void write_tofu(scene *s)
{
    s->options.title = "a\xF3\xBF\xBF\xBD";
}

TEST(refuses_what_makes_no_map)
{
    static const struct {
        const char *why;
        void (*spoil)(scene *);
        cm_status want;
        const char *sentence;
    } rows[] = {
        {"too narrow", widen, CM_ERR_DOMAIN, "width in mm 49"},
        {"endless", stretch, CM_ERR_DOMAIN, "height"},
        {"not a number", squeeze, CM_ERR_DOMAIN, "margin"},
        {"too large a scale", shrink, CM_ERR_DOMAIN, "scale"},
        {"too small a scale", enlarge, CM_ERR_DOMAIN, "scale"},
        {"a scale beyond the earth", reach_beyond, CM_ERR_DOMAIN, "beyond its projection"},
        {"a negative scale", negate, CM_ERR_DOMAIN, "scale"},
        {"no pixels", coarsen, CM_ERR_DOMAIN, "dpi"},
        {"a centre off the earth", move_away, CM_ERR_DOMAIN, "latitude 91"},
        {"half a centre", half_centre, CM_ERR_DOMAIN, "latitude"},
        {"options without a version", age, CM_ERR_DOMAIN, "version 0"},
        {"a layer without an id", unname, CM_ERR_FORMAT, "layer id"},
        {"an id that XML refuses", misname, CM_ERR_FORMAT, "会員"},
        {"an id twice", name_twice, CM_ERR_FORMAT, "\"wards\" is taken"},
        {"an id of the page's own", name_legend, CM_ERR_FORMAT, "\"legend\" is taken"},
        {"a character without a glyph", write_tofu, CM_ERR_FORMAT, "U+"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        scene s;
        test_now = rows[i].why;
        init_scene(&s);
        rows[i].spoil(&s);
        CHECK(make(&s) == rows[i].want);
        CHECK(s.map == NULL && strstr(cm_error_text(), rows[i].sentence) != NULL);
        clear_scene(&s);
    }
}

static bool stop_at(void *context, double share)
{
    double *const last = context;

    CHECK(share >= *last && share <= 1);
    *last = share;
    return share < 0.5;
}

TEST(stops_when_it_is_told_to)
{
    double last = 0;
    scene s;

    init_scene(&s);
    s.options.progress = (cm_progress){stop_at, &last};
    CHECK(make(&s) == CM_ERR_STOPPED);
    CHECK(s.map == NULL && last > 0.5);
    clear_scene(&s);
}

/* Length and FNV-1a hash of a file. */
typedef struct print {
    size_t length;
    uint64_t hash;
} print;

static print print_of(const char *path)
{
    print found = {0, 14695981039346656037u};
    FILE *const file = fopen(path, "rb");

    CHECK(file != NULL);
    for (int byte; file && (byte = getc(file)) != EOF; found.length++)
        found.hash = (found.hash ^ (unsigned char)byte) * 1099511628211u;
    if (file)
        fclose(file);
    return found;
}

static void write_once(const char *path, cm_status (*write)(const cm_map *, const char *))
{
    scene s;

    init_scene(&s);
    s.options.dpi = 72;
    CHECK(make(&s) == CM_OK && write(s.map, path) == CM_OK);
    clear_scene(&s);
}

TEST(the_same_map_is_the_same_bytes)
{
    cm_status (*const write[])(const cm_map *, const char *) = {cm_map_write_svg, cm_map_write_png,
                                                                cm_map_write_pdf};
    char folder[] = P_tmpdir "/clustermap-test-XXXXXX", path[64], world[64];

    CHECK(mkdtemp(folder) != NULL);
    snprintf(path, sizeof path, "%s/map.png", folder);
    snprintf(world, sizeof world, "%s/map.pgw", folder);
    for (size_t w = 0; w < sizeof write / sizeof *write; w++) {
        write_once(path, write[w]);
        const print first = print_of(path);
        CHECK(unlink(path) == 0);
        write_once(path, write[w]);
        const print again = print_of(path);
        CHECK(first.length > 1000 && first.length == again.length && first.hash == again.hash);
    }
    CHECK(unlink(path) == 0 && unlink(world) == 0 && rmdir(folder) == 0);
}

TEST(nothing_is_kept_when_memory_runs_out)
{
    size_t asked = 0;
    scene s;

    init_scene(&s);
    cm__memory_fail_at(0, false);
    CHECK(make(&s) == CM_OK);
    asked = cm__memory_fail_at(0, false);
    clear_scene(&s);
    for (size_t n = 1; n < asked; n += 1 + asked / 25) {
        init_scene(&s);
        const size_t live = cm__memory_live();
        cm__memory_fail_at(n, true);
        CHECK(make(&s) == CM_ERR_NOMEM && s.map == NULL);
        cm__memory_fail_at(0, false);
        CHECK(cm__memory_live() == live);
        clear_scene(&s);
    }
}

TEST_MAIN(RUN(all_parts_of_the_page_are_there), RUN(every_id_is_there_once),
          RUN(distances_on_the_page_are_true),
          RUN(furniture_lies_apart_inside_the_margins_and_off_the_members),
          RUN(nothing_is_too_small_to_print), RUN(the_report_says_what_is_on_the_map),
          RUN(no_member_in_the_frame_is_still_a_map), RUN(works_in_a_plane_without_a_crs),
          RUN(refuses_what_makes_no_map), RUN(stops_when_it_is_told_to),
          RUN(the_same_map_is_the_same_bytes), RUN(nothing_is_kept_when_memory_runs_out))
