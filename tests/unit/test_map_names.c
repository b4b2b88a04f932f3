/* test_map_names.c - tests output/map_names.c. */
#include "geo/base_memory.h"
#include "output/map_names.h"
#include "output/map_theme.h"
#include "output/map_type.h"
#include "tests/unit/map_sheet_fixture.h"

/* One millimetre is one plane unit; the frame is 178 x 233 round the plane's (0, 0). */
typedef struct scene {
    cm_features members, wards;
    cm_style members_style, wards_style;
    cm_map_layer layers[2];
    cm_map_options options;
    cm__sheet sheet;
    cm__names names;
} scene;

static void add_member(scene *s, const char *name, double x, double y)
{
    const size_t row = s->members.table.row_count;

    CHECK(cm_features_add_row(&s->members) == CM_OK);
    CHECK(cm_table_set_text(&s->members.table, row, 0, name) == CM_OK);
    cm_features_set_point(&s->members, row, (cm_point){x, y});
}

static void add_ward(scene *s, const char *name, cm_box box)
{
    const double x[] = {box.x_min, box.x_max, box.x_max, box.x_min};
    const double y[] = {box.y_min, box.y_min, box.y_max, box.y_max};

    CHECK(cm_features_add_row(&s->wards) == CM_OK);
    CHECK(cm_table_set_text(&s->wards.table, s->wards.table.row_count - 1, 0, name) == CM_OK);
    CHECK(cm_features_add_part(&s->wards, x, y, 4, false) == CM_OK);
}

static void init_scene(scene *s)
{
    const cm_symbol dot = {.size_mm = 2, .fill = {0, 90, 180, 255}};
    const cm_symbol land = {.fill = {250, 250, 240, 255}};

    *s = (scene){.options = CM_MAP_OPTIONS_INIT};
    CHECK(cm_features_init(&s->members, CM_GEOMETRY_POINT, NULL) == CM_OK);
    CHECK(cm_table_add_column(&s->members.table, NULL, "name", CM_COLUMN_TEXT) == CM_OK);
    CHECK(cm_features_init(&s->wards, CM_GEOMETRY_POLYGON, NULL) == CM_OK);
    CHECK(cm_table_add_column(&s->wards.table, NULL, "ward", CM_COLUMN_TEXT) == CM_OK);
    CHECK(cm_style_single(&s->members_style, &dot, NULL) == CM_OK);
    CHECK(cm_style_set_label_column(&s->members_style, "name") == CM_OK);
    s->members_style.label.priority = 1;
    CHECK(cm_style_single(&s->wards_style, &land, NULL) == CM_OK);
    CHECK(cm_style_set_label_column(&s->wards_style, "ward") == CM_OK);
    s->wards_style.label = (cm_style_label){.column = s->wards_style.label.column,
                                            .size_pt = 10,
                                            .colour = {90, 90, 90, 255},
                                            .halo = {255, 255, 255, 255},
                                            .halo_mm = 0.5,
                                            .spacing_em = 0.2,
                                            .priority = 2};
}

static cm_status place(scene *s, const cm_box *furniture, size_t count)
{
    s->layers[0] = (cm_map_layer){.features = &s->wards,
                                  .style = &s->wards_style,
                                  .id = "wards",
                                  .title = "区",
                                  .role = CM_MAP_OUTLINES};
    s->layers[1] = (cm_map_layer){.features = &s->members,
                                  .style = &s->members_style,
                                  .id = "members",
                                  .title = "会員",
                                  .role = CM_MAP_MEMBERS};
    init_sheet(&s->sheet, &s->options, NULL, (cm_lonlat){0, 0}, 1000);
    s->sheet.layers = s->layers;
    s->sheet.layer_count = 2;
    CHECK(cm__plane_init(&s->sheet.plane, s->layers, 2, NULL) == CM_OK);
    CHECK(cm__theme_classify(&s->sheet) == CM_OK);
    CHECK(cm__theme_place_members(&s->sheet) == CM_OK);
    return cm__names_place(&s->names, &s->sheet, furniture, count);
}

static void clear_scene(scene *s)
{
    cm__names_clear(&s->names);
    cm__sheet_clear(&s->sheet);
    cm_features_clear(&s->members);
    cm_features_clear(&s->wards);
    cm_style_clear(&s->members_style);
    cm_style_clear(&s->wards_style);
    CHECK(cm__memory_live() == 0);
}

TEST(members_and_areas_are_named_where_they_are)
{
    cm__list list;
    cm__ids ids = {0};
    scene s;

    init_scene(&s);
    add_ward(&s, "北区", (cm_box){-80, 0, 80, 100});
    add_ward(&s, "南区", (cm_box){-80, -100, 80, 0});
    add_member(&s, "北大", 10, 20);
    add_member(&s, "BUG", -30, -40);
    add_member(&s, "", -30, -60);
    add_member(&s, "遠い", 900, 0);
    CHECK(place(&s, NULL, 0) == CM_OK);
    CHECK(s.names.count == 4 && s.names.left_out_count == 0); /* not the nameless and the far one */
    begin_list(&list, &s.sheet);
    CHECK(cm__names_draw(&list, &ids, &s.names, &s.sheet) == CM_OK);
    const cm__group *const wards = find_group(&list, "wards-labels");
    const cm__group *const members = find_group(&list, "members-labels");
    CHECK(wards->item_count == 2 && members->item_count == 2);
    CHECK(strcmp(wards->items[0].string, "北区") == 0 && wards->items[0].ink_mm.y_max < 148.5);
    CHECK(strcmp(wards->items[1].string, "南区") == 0 && wards->items[1].ink_mm.y_min > 148.5);
    CHECK(wards->items[0].text.spacing_em == 0.2 && wards->items[0].text.size_pt == 10);
    CHECK(members->items[0].text.size_pt >= CM__TYPE_LEAST_PT); /* the style asked for nothing */
    CHECK(strcmp(members->items[0].string, "北大") == 0);
    const cm_point middle = cm__box_middle(&members->items[0].ink_mm);
    CHECK(hypot(middle.x - 115, middle.y - 128.5) < 8);
    cm__ids_clear(&ids);
    cm__list_clear(&list);
    clear_scene(&s);
}

TEST(an_area_in_many_pieces_is_named_once_in_its_largest)
{
    scene s;

    init_scene(&s);
    add_ward(&s, "石狩市", (cm_box){-80, 80, -60, 100});
    add_ward(&s, "石狩市", (cm_box){-40, -20, 60, 60});
    add_ward(&s, "石狩市", (cm_box){-80, -80, -50, -60});
    CHECK(place(&s, NULL, 0) == CM_OK);
    CHECK(s.names.count == 1);
    CHECK_NEAR(s.names.labels[0].at.x, 105 + 10, 2);
    CHECK_NEAR(s.names.labels[0].at.y, 148.5 - 20, 2);
    CHECK(s.names.labels[0].reach_mm == 0);
    clear_scene(&s);
}

TEST(an_area_of_which_little_is_seen_is_not_named)
{
    scene s;

    init_scene(&s);
    add_ward(&s, "江別市", (cm_box){86, -100, 300, 100}); /* three millimetres of it */
    add_ward(&s, "札幌市", (cm_box){-500, -20, -60, 20}); /* enough */
    add_ward(&s, "小島", (cm_box){0, 0, 0.6, 0.6});       /* an islet */
    CHECK(place(&s, NULL, 0) == CM_OK);
    CHECK(s.names.count == 1 && strcmp(s.names.labels[0].string, "札幌市") == 0);
    CHECK(cm__box_holds(&s.sheet.page.frame_mm, &s.names.labels[0].area_mm));
    clear_scene(&s);
}

/* Strips of 9 mm: a name of nine kanji has no room along a line. */
TEST(a_japanese_name_runs_down_where_it_has_room_only_so)
{
    static const struct {
        const char *why, *name;
        double width, height;
        bool is_asked, is_vertical;
    } rows[] = {{"a tall strip", "北海道自由が丘町", 9, 150, false, true},
                {"with brackets", "センター（仮称）", 9, 150, false, true},
                {"a wide area", "北海道自由が丘町", 90, 150, false, false},
                {"a wide area, asked for", "北海道自由が丘町", 90, 150, true, true},
                {"a flat strip", "北海道自由が丘町", 90, 9, false, false},
                {"too small either way", "北海道自由が丘町", 5, 5, false, false},
                {"Latin letters", "Riverside", 9, 150, false, false},
                {"Latin letters, asked for", "Riverside", 90, 150, true, false},
                {"some Latin letters", "ABC地区", 9, 150, false, false}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const double x = rows[i].width / 2, y = rows[i].height / 2;
        cm__ids ids = {0};
        cm__list list;
        scene s;
        test_now = rows[i].why;
        init_scene(&s);
        s.wards_style.label.vertical = rows[i].is_asked;
        add_ward(&s, rows[i].name, (cm_box){-x, -y, x, y});
        CHECK(place(&s, NULL, 0) == CM_OK && s.names.count == 1);
        CHECK(s.names.labels[0].style.vertical == rows[i].is_vertical);
        begin_list(&list, &s.sheet);
        CHECK(cm__names_draw(&list, &ids, &s.names, &s.sheet) == CM_OK);
        const cm__item *const item = &find_group(&list, "wards-labels")->items[0];
        CHECK((cm__box_height(&item->ink_mm) > cm__box_width(&item->ink_mm)) ==
              rows[i].is_vertical);
        const cm_point middle = cm__box_middle(&item->ink_mm);
        CHECK(fabs(middle.x - 105) < 1 + x && fabs(middle.y - 148.5) < 1 + y);
        cm__ids_clear(&ids);
        cm__list_clear(&list);
        clear_scene(&s);
    }
}

/* The first part would want it down, the larger one not. */
TEST(the_largest_part_decides_which_way_a_name_runs)
{
    scene s;

    init_scene(&s);
    add_ward(&s, "北海道自由が丘町", (cm_box){-80, -50, -72, 60});
    add_ward(&s, "北海道自由が丘町", (cm_box){-40, -20, 60, 60});
    add_ward(&s, "札幌市自由が丘町", (cm_box){-20, -60, 60, -30});
    add_ward(&s, "札幌市自由が丘町", (cm_box){70, -100, 80, 120});
    CHECK(place(&s, NULL, 0) == CM_OK && s.names.count == 2);
    CHECK(!s.names.labels[0].style.vertical && s.names.labels[0].at.x > 90);
    clear_scene(&s);
}

TEST(an_area_half_under_the_legend_is_named_beside_it)
{
    const cm_box legend = {105, 60, 200, 240}; /* the plane's right half */
    scene s;

    init_scene(&s);
    add_ward(&s, "南区", (cm_box){-50, -50, 70, 50});
    CHECK(place(&s, &legend, 1) == CM_OK);
    CHECK(s.names.count == 1 && s.names.labels[0].area_mm.x_max < 105);
    clear_scene(&s);
}

TEST(names_keep_off_furniture_and_each_other)
{
    const cm_box furniture[] = {{100, 100, 140, 140}};
    scene s;

    init_scene(&s);
    for (int i = 0; i < 12; i++)
        add_member(&s, "株式会社クラスター", -8 + 2.2 * i, 3 * (i % 3));
    CHECK(place(&s, furniture, 1) == CM_OK);
    for (size_t i = 0; i < s.names.count; i++) {
        if (!s.names.places[i].placed)
            continue;
        CHECK(!cm__box_touches(&s.names.places[i].ink_mm, &furniture[0]));
        CHECK(cm__box_holds(&s.sheet.page.frame_mm, &s.names.places[i].ink_mm));
        for (size_t j = 0; j < i; j++)
            CHECK(!s.names.places[j].placed ||
                  !cm__box_touches(&s.names.places[i].ink_mm, &s.names.places[j].ink_mm));
    }
    clear_scene(&s);
}

TEST(what_finds_no_room_is_told)
{
    static char endless[10001];
    const cm_box all = {0, 0, 300, 300};
    scene s;

    memset(endless, 'W', 10000);
    init_scene(&s);
    add_member(&s, "北大", 10, 20);
    add_member(&s, endless, -30, -40);
    add_ward(&s, endless, (cm_box){-80, 0, 80, 100});
    CHECK(place(&s, &all, 1) == CM_OK);
    CHECK(s.names.left_out_count == 3);
    CHECK(strcmp(s.names.left_out[0], endless) == 0); /* unmeasured */
    CHECK(strcmp(s.names.left_out[2], "北大") == 0);
    clear_scene(&s);
}

TEST(of_a_multitude_only_the_first_are_tried)
{
    scene s;

    init_scene(&s);
    s.options.gather = CM_MAP_GATHER_NEVER;
    for (int i = 0; i < 2100; i++)
        add_member(&s, "北大", i % 50, i / 50);
    const cm_box all = {0, 0, 300, 300};
    CHECK(place(&s, &all, 1) == CM_OK);
    CHECK(s.names.count == 600 && s.names.left_out_count == 2100);
    clear_scene(&s);
}

TEST(members_that_are_gathered_are_not_named)
{
    scene s;

    init_scene(&s);
    for (int i = 0; i < 2100; i++)
        add_member(&s, "北大", i % 50, i / 50);
    CHECK(place(&s, NULL, 0) == CM_OK);
    CHECK(s.sheet.gather.member_count == 2100);
    CHECK(s.names.count == 0 && s.names.left_out_count == 0);
    clear_scene(&s);
}

TEST(control_characters_and_bad_bytes_do_no_harm)
{
    scene s;

    init_scene(&s);
    add_member(&s, "a\nb\tc\x01", 10, 20);
    add_member(&s, "\xFF\xFE", 30, 20);
    add_member(&s, "<b>&amp;", 30, 50);
    CHECK(place(&s, NULL, 0) == CM_OK);
    CHECK(s.names.count == 3 && strcmp(s.names.labels[0].string, "a b c ") == 0);
    clear_scene(&s);
}

TEST(a_label_column_that_is_not_there_gives_no_names)
{
    scene s;

    init_scene(&s);
    add_member(&s, "北大", 10, 20);
    CHECK(cm_style_set_label_column(&s.members_style, "nimi") == CM_OK);
    CHECK(place(&s, NULL, 0) == CM_OK);
    CHECK(s.names.count == 0);
    clear_scene(&s);
}

TEST_MAIN(RUN(members_and_areas_are_named_where_they_are),
          RUN(an_area_in_many_pieces_is_named_once_in_its_largest),
          RUN(an_area_of_which_little_is_seen_is_not_named),
          RUN(a_japanese_name_runs_down_where_it_has_room_only_so),
          RUN(the_largest_part_decides_which_way_a_name_runs),
          RUN(an_area_half_under_the_legend_is_named_beside_it),
          RUN(names_keep_off_furniture_and_each_other), RUN(what_finds_no_room_is_told),
          RUN(of_a_multitude_only_the_first_are_tried),
          RUN(members_that_are_gathered_are_not_named),
          RUN(control_characters_and_bad_bytes_do_no_harm),
          RUN(a_label_column_that_is_not_there_gives_no_names))
