/* test_map_proof.c - tests output/map_proof.c: four maps on a page, in other colours. */
#include "output/colour_sense.h"
#include "tests/unit/lint_scene.h"
#include <stdlib.h>

typedef struct counts {
    size_t texts, markers, paths;
} counts;

/* The items of groups whose ids begin so. */
static counts count_items(const cm_map *map, const char *prefix)
{
    counts all = {0};
    cm__walk walk = {.list = &map->list};

    for (const cm__item *item; (item = cm__walk_next(&walk));) {
        if (strncmp(walk.in_group->id, prefix, strlen(prefix)) != 0)
            continue;
        all.texts += item->kind == CM__ITEM_TEXT;
        all.markers += item->kind == CM__ITEM_MARKER;
        all.paths += item->kind == CM__ITEM_PATH;
    }
    return all;
}

static void make_both(scene *s, cm_map **proof, cm_map_language language)
{
    init_sound_scene(s);
    s->options.language = language;
    CHECK(make(s) == CM_OK);
    CHECK(cm_map_proof(proof, s->map) == CM_OK);
}

TEST(each_panel_holds_all_of_the_map)
{
    static const char *const panels[] = {"printed-", "grey-", "no-green-", "no-red-"};
    cm_map *proof = NULL;
    scene s;

    make_both(&s, &proof, CM_MAP_JAPANESE);
    const counts map = count_items(s.map, "");
    for (size_t i = 0; i < sizeof panels / sizeof *panels; i++) {
        const counts found = count_items(proof, panels[i]);
        CHECK(found.texts == map.texts && found.markers == map.markers);
        CHECK(found.paths == map.paths);
    }
    CHECK(proof->list.width_mm == s.map->list.width_mm && proof->list.crs == NULL);
    CHECK(proof->list.height_mm == s.map->list.height_mm);
    CHECK(strcmp(proof->list.title, s.map->list.title) == 0);
    CHECK(cm_map_get_report(proof)->members == 0);
    cm_map_destroy(proof);
    clear_scene(&s);
}

TEST(it_is_the_map_reduced)
{
    cm_map *proof = NULL;
    scene s;

    make_both(&s, &proof, CM_MAP_JAPANESE);
    const cm__group *const from = find_group(s.map, "members");
    const cm__group *const to = find_group(proof, "no-red-members");
    const double scale =
        hypot(to->items[1].at.x - to->items[0].at.x, to->items[1].at.y - to->items[0].at.y) /
        hypot(from->items[1].at.x - from->items[0].at.x, from->items[1].at.y - from->items[0].at.y);
    CHECK(scale > 0.4 && scale < 0.5);
    CHECK_NEAR(to->items[0].symbol.size_mm, scale * from->items[0].symbol.size_mm, 1e-9);
    const cm__item *const title = &find_group(proof, "no-red-title")->items[0];
    CHECK_NEAR(title->text.size_pt, scale * find_group(s.map, "title")->items[0].text.size_pt,
               1e-9);
    CHECK(strcmp(title->string, s.options.title) == 0);
    const cm_box page = {0, 0, proof->list.width_mm, proof->list.height_mm};
    const cm_box printable = cm__box_grown(page, -10);
    cm__walk walk = {.list = &proof->list};
    for (const cm__item *item; (item = cm__walk_next(&walk));)
        CHECK(!cm__lint_is_seen(item) || cm__box_holds(&printable, &item->ink_mm) ||
              cm__box_width(&item->ink_mm) > 80); /* the paper's edge is a line on the margin */
    cm_map_destroy(proof);
    clear_scene(&s);
}

TEST(colours_are_as_they_are_seen)
{
    static const struct {
        const char *group;
        cm__sight sight;
    } rows[] = {{"printed-members", CM__SIGHT_FULL},
                {"grey-members", CM__SIGHT_GREY},
                {"no-green-members", CM__SIGHT_NO_GREEN},
                {"no-red-members", CM__SIGHT_NO_RED}};
    cm_map *proof = NULL;
    scene s;

    make_both(&s, &proof, CM_MAP_JAPANESE);
    const cm_colour from = find_group(s.map, "members")->items[0].symbol.fill;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const cm_colour want = cm__colour_seen(from, rows[i].sight);
        const cm_colour got = find_group(proof, rows[i].group)->items[0].symbol.fill;
        CHECK(memcmp(&got, &want, sizeof got) == 0);
    }
    cm_map_destroy(proof);
    clear_scene(&s);
}

static bool has_title(const cm_map *proof, const char *panel, const char *title)
{
    const cm__group *const group = find_group(proof, panel);

    for (size_t i = 0; group && i < group->item_count; i++)
        if (group->items[i].string && strcmp(group->items[i].string, title) == 0)
            return true;
    return false;
}

TEST(panels_are_titled_in_the_maps_language)
{
    cm_map *proof = NULL;
    scene s;

    make_both(&s, &proof, CM_MAP_JAPANESE);
    CHECK(has_title(proof, "grey", "白黒で写したとき"));
    cm_map_destroy(proof);
    clear_scene(&s);
    make_both(&s, &proof, CM_MAP_ENGLISH);
    CHECK(has_title(proof, "grey", "Copied in grey") && strcmp(proof->list.language, "en") == 0);
    CHECK(has_title(proof, "no-green", "Seen without green cones (deuteranopia)"));
    cm_map_destroy(proof);
    clear_scene(&s);
}

TEST(the_proof_outlives_the_map)
{
    cm_map *proof = NULL;
    char path[] = P_tmpdir "/clustermap-proof-XXXXXX";
    scene s;

    make_both(&s, &proof, CM_MAP_JAPANESE);
    cm_map_destroy(s.map);
    s.map = NULL;
    CHECK(mkdtemp(path) != NULL);
    char file[80];
    snprintf(file, sizeof file, "%s/p.svg", path);
    CHECK(cm_map_write_svg(proof, file) == CM_OK);
    CHECK(remove(file) == 0 && remove(path) == 0);
    cm_map_destroy(proof);
    clear_scene(&s);
}

TEST(nothing_is_kept_when_memory_runs_out)
{
    cm_map *proof = NULL;
    scene s;

    init_sound_scene(&s);
    CHECK(make(&s) == CM_OK);
    const size_t live = cm__memory_live();
    cm__memory_fail_at(0, false);
    CHECK(cm_map_proof(&proof, s.map) == CM_OK);
    const size_t asked = cm__memory_fail_at(0, false);
    cm_map_destroy(proof);
    proof = NULL;
    for (size_t n = 1; n < asked; n += 1 + asked / 30) {
        cm__memory_fail_at(n, true);
        CHECK(cm_map_proof(&proof, s.map) == CM_ERR_NOMEM && proof == NULL);
        cm__memory_fail_at(0, false);
        CHECK(cm__memory_live() == live);
    }
    clear_scene(&s);
}

TEST_MAIN(RUN(each_panel_holds_all_of_the_map), RUN(it_is_the_map_reduced),
          RUN(colours_are_as_they_are_seen), RUN(panels_are_titled_in_the_maps_language),
          RUN(the_proof_outlives_the_map), RUN(nothing_is_kept_when_memory_runs_out))
