/* test_map_theme.c - tests output/map_theme.c. */
#include "geo/base_memory.h"
#include "output/map_theme.h"
#include "tests/unit/map_sheet_fixture.h"

/* One millimetre is one plane unit; the frame is 178 x 233 round the plane's (0, 0). */
typedef struct scene {
    cm_features members, areas;
    cm_style members_style, areas_style;
    cm_map_layer layers[2];
    cm_map_options options;
    cm__sheet sheet;
    cm__list list;
    cm__ids ids;
} scene;

typedef struct member {
    const char *id, *name, *kind;
    double x, y;
} member;

static void make_members(scene *s, const member *members, size_t count)
{
    size_t id, name, kind;

    CHECK(cm_features_init(&s->members, CM_GEOMETRY_POINT, NULL) == CM_OK);
    CHECK(cm_table_add_column(&s->members.table, &id, "id", CM_COLUMN_TEXT) == CM_OK);
    CHECK(cm_table_add_column(&s->members.table, &name, "name", CM_COLUMN_TEXT) == CM_OK);
    CHECK(cm_table_add_column(&s->members.table, &kind, "kind", CM_COLUMN_TEXT) == CM_OK);
    for (size_t i = 0; i < count; i++) {
        CHECK(cm_features_add_row(&s->members) == CM_OK);
        CHECK(cm_table_set_text(&s->members.table, i, id, members[i].id) == CM_OK);
        CHECK(cm_table_set_text(&s->members.table, i, name, members[i].name) == CM_OK);
        CHECK(cm_table_set_text(&s->members.table, i, kind, members[i].kind) == CM_OK);
        cm_features_set_point(&s->members, i, (cm_point){members[i].x, members[i].y});
    }
    CHECK(cm_style_categories(&s->members_style, &s->members, "kind", "other") == CM_OK);
}

static void add_square(cm_features *features, double left, double bottom, double size)
{
    const double x[] = {left, left + size, left + size, left};
    const double y[] = {bottom, bottom, bottom + size, bottom + size};

    CHECK(cm_features_add_row(features) == CM_OK);
    CHECK(cm_features_add_part(features, x, y, 4, false) == CM_OK);
}

static void make_areas(scene *s)
{
    const cm_symbol symbol = {
        .fill = {240, 240, 230, 255}, .stroke = {90, 90, 90, 255}, .stroke_mm = 0.2};

    CHECK(cm_features_init(&s->areas, CM_GEOMETRY_POLYGON, NULL) == CM_OK);
    add_square(&s->areas, -30, -30, 30);
    add_square(&s->areas, 0, -30, 30);
    add_square(&s->areas, 5000, 0, 30);
    CHECK(cm_style_single(&s->areas_style, &symbol, "土地") == CM_OK);
}

static void make_scene(scene *s, const member *members, size_t count, cm_map_role role)
{
    *s = (scene){.options = CM_MAP_OPTIONS_INIT};
    make_members(s, members, count);
    make_areas(s);
    s->layers[0] = (cm_map_layer){.features = &s->areas,
                                  .style = &s->areas_style,
                                  .id = "areas",
                                  .title = "土地",
                                  .role = role};
    s->layers[1] = (cm_map_layer){.features = &s->members,
                                  .style = &s->members_style,
                                  .id = "firms",
                                  .title = "会員",
                                  .role = CM_MAP_MEMBERS};
    init_sheet(&s->sheet, &s->options, NULL, (cm_lonlat){0, 0}, 1000);
    s->sheet.layers = s->layers;
    s->sheet.layer_count = 2;
    CHECK(cm__plane_init(&s->sheet.plane, s->layers, 2, NULL) == CM_OK);
    CHECK(cm__theme_classify(&s->sheet) == CM_OK);
    CHECK(cm__theme_place_members(&s->sheet) == CM_OK);
    begin_list(&s->list, &s->sheet);
}

static void clear_scene(scene *s)
{
    cm__list_clear(&s->list);
    cm__ids_clear(&s->ids);
    cm__sheet_clear(&s->sheet);
    cm_features_clear(&s->members);
    cm_features_clear(&s->areas);
    cm_style_clear(&s->members_style);
    cm_style_clear(&s->areas_style);
    CHECK(cm__memory_live() == 0);
}

static const member three[] = {{"A1", "北大", "university", 10, 20},
                               {"", "BUG", "firm", -10, -20},
                               {"札", "<Fix>", "firm", 50, 50}};

TEST(every_member_has_an_id_and_its_name)
{
    static const char *const want[][2] = {
        {"member-2", "BUG"}, {"member-3", "<Fix>"}, {"member-A1", "北大"}};
    scene s;

    make_scene(&s, three, 3, CM_MAP_OUTLINES);
    CHECK(cm__theme_draw_layer(&s.list, &s.ids, &s.sheet, 1) == CM_OK);
    const cm__group *const group = find_group(&s.list, "firms");
    CHECK(group->item_count == 3);
    for (size_t i = 0; i < 3; i++) { /* the kind of which there are more is drawn first */
        CHECK(strcmp(group->items[i].id, want[i][0]) == 0);
        CHECK(strcmp(group->items[i].tooltip, want[i][1]) == 0);
    }
    CHECK_NEAR(group->items[2].at.x, 105 + 10, 1e-9);
    CHECK_NEAR(group->items[2].at.y, 148.5 - 20, 1e-9);
    clear_scene(&s);
}

TEST(members_outside_the_frame_are_counted)
{
    static const member some[] = {{"", "in", "a", 0, 0},
                                  {"", "out", "a", 500, 0},
                                  {"", "half out", "a", 88.5, 0},
                                  {"", "nowhere", "a", NAN, NAN}};
    scene s;

    make_scene(&s, some, 4, CM_MAP_OUTLINES);
    CHECK(s.sheet.marker_count == 1 && s.sheet.outside_count == 2);
    clear_scene(&s);
}

TEST(a_second_layer_of_members_has_ids_of_its_own)
{
    scene s;

    make_scene(&s, three, 3, CM_MAP_OUTLINES);
    const cm_map_layer twice[] = {
        s.layers[1],
        {.features = &s.members, .style = &s.members_style, .id = "more", .role = CM_MAP_MEMBERS}};
    cm__sheet sheet = {
        .options = &s.options, .layers = twice, .layer_count = 2, .page = s.sheet.page};
    CHECK(cm__plane_init(&sheet.plane, twice, 2, NULL) == CM_OK);
    CHECK(cm__theme_classify(&sheet) == CM_OK);
    CHECK(cm__theme_place_members(&sheet) == CM_OK);
    CHECK(cm__theme_draw_layer(&s.list, &s.ids, &sheet, 0) == CM_OK);
    CHECK(cm__theme_draw_layer(&s.list, &s.ids, &sheet, 1) == CM_OK);
    CHECK(strcmp(find_group(&s.list, "more")->items[0].id, "more-2") == 0);
    CHECK(strcmp(s.list.layers[s.list.layer_count - 1].title, "more") == 0);
    cm__sheet_clear(&sheet);
    clear_scene(&s);
}

TEST(land_is_filled_below_and_its_borders_drawn_above)
{
    scene s;

    make_scene(&s, three, 3, CM_MAP_OUTLINES);
    CHECK(cm__list_add_group(&s.list, "ground") == CM_OK);
    CHECK(cm__theme_draw_ground(&s.list, &s.sheet) == CM_OK);
    const cm__group *const ground = find_group(&s.list, "ground");
    CHECK(ground->item_count == 2); /* the third is far away */
    CHECK(ground->items[0].path.closed && ground->items[0].symbol.fill.alpha == 255);
    CHECK(ground->items[0].symbol.stroke.alpha == 0 && !ground->items[0].id);
    CHECK(cm__theme_draw_layer(&s.list, &s.ids, &s.sheet, 0) == CM_OK);
    const cm__group *const lines = find_group(&s.list, "areas");
    CHECK(lines->item_count == 2 && !lines->items[0].path.closed);
    CHECK(lines->items[0].symbol.fill.alpha == 0 && lines->items[0].symbol.stroke_mm == 0.2);
    CHECK(strcmp(lines->items[1].id, "areas-2") == 0);
    CHECK(lines->items[0].path.vertex_count == 5 && lines->items[1].path.vertex_count == 4);
    clear_scene(&s);
}

TEST(bands_are_opaque_and_meet_without_a_seam)
{
    scene s;

    make_scene(&s, three, 3, CM_MAP_BANDS);
    s.areas_style.classes[0].symbol.stroke_mm = 0;
    s.areas_style.classes[0].symbol.fill.alpha = 51;
    CHECK(cm__theme_draw_layer(&s.list, &s.ids, &s.sheet, 0) == CM_OK);
    const cm_symbol symbol = find_group(&s.list, "areas")->items[0].symbol;
    CHECK(symbol.fill.alpha == 255 && symbol.fill.red == 252); /* a fifth of 240 on white */
    CHECK(memcmp(&symbol.stroke, &symbol.fill, sizeof symbol.fill) == 0);
    CHECK(symbol.stroke_mm >= 0.1);
    CHECK(s.list.layers[1].clipped);
    clear_scene(&s);
}

TEST(a_class_of_other_or_missing_values_is_drawn_as_the_style_says)
{
    static const member some[] = {{"", "none", "", 0, 0}, {"", "one", "a", 9, 0}};
    scene s;

    make_scene(&s, some, 2, CM_MAP_OUTLINES);
    CHECK(s.sheet.classes[1].absent_count == 0); /* categories have a class for missing ones */
    CHECK(s.sheet.marker_count == 2);
    s.members_style.class_count = 1;
    s.sheet.classes[1].of_row[0] = CM_ABSENT;
    const cm_symbol hollow = cm__theme_symbol(&s.sheet, 1, CM_ABSENT);
    CHECK(hollow.stroke.alpha == 255 && hollow.stroke_mm >= 0.2);
    CHECK(hollow.fill.red == 255 && hollow.fill.blue == 255);
    clear_scene(&s);
}

TEST(a_style_without_classes_draws_nothing)
{
    scene s;

    make_scene(&s, three, 3, CM_MAP_LINES);
    s.areas_style.class_count = 0;
    CHECK(cm__theme_draw_layer(&s.list, &s.ids, &s.sheet, 0) == CM_OK);
    CHECK(find_group(&s.list, "areas")->item_count == 0);
    s.areas_style.class_count = 1;
    clear_scene(&s);
}

TEST_MAIN(RUN(every_member_has_an_id_and_its_name), RUN(members_outside_the_frame_are_counted),
          RUN(a_second_layer_of_members_has_ids_of_its_own),
          RUN(land_is_filled_below_and_its_borders_drawn_above),
          RUN(bands_are_opaque_and_meet_without_a_seam),
          RUN(a_class_of_other_or_missing_values_is_drawn_as_the_style_says),
          RUN(a_style_without_classes_draws_nothing))
