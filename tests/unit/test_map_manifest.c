/* test_map_manifest.c - tests output/map_manifest.c: what a map was made of. */
#include "tests/unit/lint_scene.h"

TEST(layers_and_classes_are_those_drawn)
{
    scene s;

    init_sound_scene(&s);
    CHECK(make(&s) == CM_OK);
    const cm__manifest *const m = cm__map_get_manifest(s.map);
    CHECK(m->layer_count == 3 && m->inset_count == 0 && m->has_legend);
    CHECK(strcmp(m->title, s.options.title) == 0 && strcmp(m->as_of, "2026-11") == 0);
    CHECK(strcmp(m->map.crs, "EPSG:6680") == 0 && m->map.page.scale == s.map->report.scale);
    const cm__manifest_layer *const members = layer_of(s.map, "members");
    size_t sum = 0;
    for (size_t i = 0; i < members->class_count; i++) {
        CHECK(members->classes[i].count == members->classes[i].found);
        CHECK(strcmp(members->classes[i].label, s.members_style.classes[i].label) == 0);
        sum += members->classes[i].found;
    }
    CHECK(sum == 8 && members->kind == CM_STYLE_CATEGORIES && members->is_credited);
    CHECK(layer_of(s.map, "wards")->approximate && layer_of(s.map, "wards")->has_names);
    CHECK(strcmp(layer_of(s.map, "wards")->classes[0].label, "区界") == 0);
    CHECK(strcmp(layer_of(s.map, "density")->unit, "件/km²") == 0);
    CHECK(m->names_asked == s.map->report.labels + s.map->report.labels_left_out);
    CHECK(m->first_asked == 8 && m->first_left_out_count == 0);
    clear_scene(&s);
}

TEST(groups_of_the_list_know_their_layers)
{
    scene s;

    init_sound_scene(&s);
    CHECK(make(&s) == CM_OK);
    const cm__manifest *const m = cm__map_get_manifest(s.map);
    CHECK(find_group(s.map, "members")->holds == CM__HOLDS_LAYER);
    CHECK(strcmp(m->layers[find_group(s.map, "members")->layer].id, "members") == 0);
    CHECK(find_group(s.map, "wards-labels")->holds == CM__HOLDS_LABELS);
    CHECK(strcmp(m->layers[find_group(s.map, "wards-labels")->layer].id, "wards") == 0);
    CHECK(find_group(s.map, "leaders")->holds == CM__HOLDS_LEADERS);
    CHECK(find_group(s.map, "ground")->holds == CM__HOLDS_GROUND);
    CHECK(find_group(s.map, "legend")->holds == CM__HOLDS_FURNITURE);
    clear_scene(&s);
}

TEST(insets_come_after_the_map)
{
    const cm_map_inset insets[] = {{.id = "centre",
                                    .width_mm = 40,
                                    .height_mm = 40,
                                    .scale = 20000,
                                    .centre = {141.345, 43.07},
                                    .bounds = CM_MAP_BOUNDS_NONE,
                                    .below = true},
                                   {.id = "where",
                                    .kind = CM_MAP_LOCATOR,
                                    .width_mm = 30,
                                    .height_mm = 30,
                                    .scale = 2000000,
                                    .centre = {NAN, NAN},
                                    .bounds = CM_MAP_BOUNDS_NONE}};
    scene s;

    init_sound_scene(&s);
    s.options.insets = insets;
    s.options.inset_count = 2;
    CHECK(make(&s) == CM_OK);
    const cm__manifest *const m = cm__map_get_manifest(s.map);
    CHECK(m->inset_count == 2 && m->layer_count == 3 + 3 + 1); /* a locator has the outlines */
    CHECK(m->insets[0].is_outside && !m->insets[0].is_locator && m->insets[1].is_locator);
    for (size_t i = 0; i < m->layer_count; i++) {
        CHECK(m->layers[i].inset == (i < 3 ? CM_ABSENT : i < 6 ? 0 : 1));
        CHECK(m->layers[i].is_credited == (i < 3));
    }
    const cm__group *const members = find_group(s.map, "centre-members");
    CHECK(members && strcmp(m->layers[members->layer].id, "members") == 0);
    CHECK(members && members->layer >= 3 && members->layer < 6);
    const cm__group *const outlines = find_group(s.map, "where-wards");
    CHECK(outlines && outlines->layer == 6);
    clear_scene(&s);
}

/* A detail so small that names find no room in it. */
TEST(names_left_out_of_a_detail_are_reported)
{
    const cm_map_inset inset = {.id = "centre",
                                .width_mm = 20,
                                .height_mm = 20,
                                .scale = 40000,
                                .centre = {141.4985, 43.0308},
                                .bounds = CM_MAP_BOUNDS_NONE,
                                .below = true};
    scene s;

    init_sound_scene(&s);
    CHECK(make(&s) == CM_OK);
    const size_t before = s.map->report.labels_left_out, asked = s.map->manifest.names_asked;
    cm_map_destroy(s.map);
    s.map = NULL;
    s.members_style.label.size_pt = 14;
    s.options.insets = &inset;
    s.options.inset_count = 1;
    CHECK(make(&s) == CM_OK);
    const cm_map_report *const report = cm_map_get_report(s.map);
    CHECK(report->labels_left_out > before);
    CHECK(s.map->manifest.names_asked > asked);
    CHECK(report->labels + report->labels_left_out == s.map->manifest.names_asked);
    CHECK(s.map->manifest.first_left_out_count > 0);
    for (size_t i = 0; i < report->labels_left_out; i++)
        CHECK(report->left_out[i] && *report->left_out[i]);
    clear_scene(&s);
}

TEST_MAIN(RUN(layers_and_classes_are_those_drawn), RUN(groups_of_the_list_know_their_layers),
          RUN(insets_come_after_the_map), RUN(names_left_out_of_a_detail_are_reported))
