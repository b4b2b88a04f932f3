/* test_map_theme_draw.c - tests output/map_theme_draw.c: hatches, links, sized markers, roles. */
#include "geo/base_memory.h"
#include "output/map_theme.h"
#include "tests/unit/map_sheet_fixture.h"

/* One millimetre is one plane unit; the frame is 178 x 233 round the plane's (0, 0). */
typedef struct scene {
    cm_features features;
    cm_style style;
    cm_map_layer layer;
    cm_map_options options;
    cm__sheet sheet;
    cm__list list;
    cm__ids ids;
} scene;

static void begin(scene *s, cm_geometry geometry, const cm_symbol *symbol, cm_map_role role)
{
    *s = (scene){.options = CM_MAP_OPTIONS_INIT};
    CHECK(cm_features_init(&s->features, geometry, NULL) == CM_OK);
    CHECK(cm_table_add_column(&s->features.table, NULL, "n", CM_COLUMN_REAL) == CM_OK);
    CHECK(cm_style_single(&s->style, symbol, "x") == CM_OK);
    s->layer =
        (cm_map_layer){.features = &s->features, .style = &s->style, .id = "layer", .role = role};
}

static void draw(scene *s)
{
    init_sheet(&s->sheet, &s->options, NULL, (cm_lonlat){0, 0}, 1000);
    s->sheet.layers = &s->layer;
    s->sheet.layer_count = 1;
    CHECK(cm_style_count(&s->style, &s->features) == CM_OK);
    CHECK(cm__plane_init(&s->sheet.plane, &s->layer, 1, NULL) == CM_OK);
    CHECK(cm__theme_classify(&s->sheet) == CM_OK);
    CHECK(cm__theme_place_members(&s->sheet) == CM_OK);
    begin_list(&s->list, &s->sheet);
    CHECK(cm__theme_draw_layer(&s->list, &s->ids, &s->sheet, 0) == CM_OK);
}

static void end(scene *s)
{
    cm__ids_clear(&s->ids);
    cm__list_clear(&s->list);
    cm__sheet_clear(&s->sheet);
    cm_style_clear(&s->style);
    cm_features_clear(&s->features);
    CHECK(cm__memory_live() == 0);
}

static void add_shape(scene *s, const double *x, const double *y, size_t count, double number)
{
    CHECK(cm_features_add_row(&s->features) == CM_OK);
    CHECK(cm_features_add_part(&s->features, x, y, count, false) == CM_OK);
    cm_table_set_real(&s->features.table, s->features.table.row_count - 1, 0, number);
}

TEST(a_hatched_area_has_lines_over_its_fill)
{
    const cm_symbol symbol = {.fill = {255, 255, 255, 255},
                              .stroke = {9, 9, 9, 255},
                              .stroke_mm = 0.1,
                              .hatch_mm = 2,
                              .hatch_line_mm = 0.3};
    const double x[] = {0, 20, 20, 0}, y[] = {0, 0, 20, 20};
    scene s;

    begin(&s, CM_GEOMETRY_POLYGON, &symbol, CM_MAP_BANDS);
    add_shape(&s, x, y, 4, 1);
    draw(&s);
    const cm__group *const group = find_group(&s.list, "layer");
    CHECK(group && group->item_count == 2);
    if (group && group->item_count == 2) {
        CHECK(group->items[0].path.closed && group->items[0].id != NULL);
        CHECK(!group->items[1].path.closed && group->items[1].path.part_count == 10);
        CHECK(group->items[1].symbol.stroke_mm == 0.3 && group->items[1].symbol.fill.alpha == 0);
    }
    end(&s);
}

TEST(a_link_is_an_arc_with_a_head_as_wide_as_its_number)
{
    const cm_symbol symbol = {.stroke = {9, 9, 9, 255}, .stroke_mm = 0.3, .arrow_mm = 2};
    const double x[] = {-30, 30}, y[] = {0, 0};
    scene s;

    begin(&s, CM_GEOMETRY_LINE, &symbol, CM_MAP_LINES);
    CHECK(cm_style_set_size(&s.style, &(cm_style_size){"n", 10, 2, NULL, NULL}) == CM_OK);
    s.layer.bend = 0.1;
    s.layer.clear_mm = 3;
    add_shape(&s, x, y, 2, 5);
    add_shape(&s, x, y, 2, NAN);
    draw(&s);
    const cm__group *const group = find_group(&s.list, "layer");
    CHECK(group && group->item_count == 4);
    if (group && group->item_count == 4) {
        const cm__item *const arc = &group->items[0], *const head = &group->items[1];
        const double middle_x = 105, middle_y = 148.5;
        CHECK_NEAR(arc->symbol.stroke_mm, 1, 1e-12);
        CHECK_NEAR(arc->path.x_mm[0], middle_x - 27, 1e-6);
        CHECK_NEAR(arc->ink_mm.y_max, middle_y + 6 + 0.5, 0.1); /* to the right of its way */
        CHECK_NEAR(head->path.x_mm[0], middle_x + 27, 1e-6);
        CHECK(head->path.closed && head->symbol.fill.alpha == 255);
        CHECK_NEAR(group->items[2].symbol.stroke_mm, 0.3, 1e-12);
    }
    end(&s);
}

TEST(markers_have_the_size_of_their_number_and_large_ones_lie_below)
{
    const cm_symbol symbol = {.size_mm = 2.4, .fill = {0, 114, 178, 255}};
    const double numbers[] = {25, 100, NAN};
    scene s;

    begin(&s, CM_GEOMETRY_POINT, &symbol, CM_MAP_MEMBERS);
    CHECK(cm_style_set_size(&s.style, &(cm_style_size){"n", 100, 12, NULL, NULL}) == CM_OK);
    for (size_t i = 0; i < 3; i++) {
        CHECK(cm_features_add_row(&s.features) == CM_OK);
        cm_table_set_real(&s.features.table, i, 0, numbers[i]);
        cm_features_set_point(&s.features, i, (cm_point){1, 1}); /* all at one place: not fanned */
    }
    draw(&s);
    const cm__group *const group = find_group(&s.list, "layer");
    CHECK(group && group->item_count == 3);
    if (group && group->item_count == 3) {
        CHECK_NEAR(group->items[0].symbol.size_mm, 12, 1e-12);
        CHECK_NEAR(group->items[1].symbol.size_mm, 6, 1e-12);
        CHECK(group->items[2].symbol.fill.red == 255 && group->items[2].symbol.stroke.blue == 178);
        for (size_t i = 0; i < 3; i++)
            CHECK_NEAR(group->items[i].at.x, 106, 1e-9);
    }
    end(&s);
}

TEST(places_are_drawn_but_not_missed)
{
    const cm_symbol symbol = {.size_mm = 2, .fill = {90, 90, 90, 255}};
    scene s;

    begin(&s, CM_GEOMETRY_POINT, &symbol, CM_MAP_PLACES);
    for (size_t i = 0; i < 2; i++) {
        CHECK(cm_features_add_row(&s.features) == CM_OK);
        cm_features_set_point(&s.features, i, (cm_point){900 * (double)i, 0});
    }
    draw(&s);
    CHECK(s.sheet.marker_count == 1 && s.sheet.outside_count == 0);
    end(&s);
}

static size_t count_pieces(const scene *s)
{
    const cm__layer *const drawn = &s->list.layers[s->list.layer_count - 1];
    size_t count = 0;

    for (size_t g = 0; g < drawn->group_count; g++)
        for (size_t i = 0; i < drawn->groups[g].item_count; i++)
            count += drawn->groups[g].items[i].path.part_count;
    return count;
}

TEST(rings_share_the_line_between_them_unless_they_are_filled)
{
    static const struct {
        const char *why;
        cm_map_role role;
        cm_colour fill;
        size_t pieces;
    } rows[] = {
        {"lines", CM_MAP_LINES, {0, 0, 0, 0}, 1 + 2},
        {"areas", CM_MAP_LINES, {255, 0, 0, 255}, 1 + 1},
        {"bands", CM_MAP_BANDS, {0, 0, 0, 0}, 1 + 1},
    };
    static const double left[] = {0, 10, 10, 0, 0}, right[] = {20, 10, 10, 20, 20};
    static const double y[] = {0, 0, 10, 10, 0};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const cm_symbol symbol = {
            .fill = rows[i].fill, .stroke = {0, 0, 0, 255}, .stroke_mm = 0.2, .dash_mm = {1, 1}};
        scene s;
        test_now = rows[i].why;
        begin(&s, CM_GEOMETRY_POLYGON, &symbol, rows[i].role);
        add_shape(&s, left, y, 5, 1);
        add_shape(&s, right, y, 5, 2);
        draw(&s);
        CHECK(count_pieces(&s) == rows[i].pieces);
        end(&s);
    }
}

TEST(roles_are_drawn_from_the_ground_up_each_once)
{
    unsigned seen = 0;

    for (size_t i = 0; i < CM__THEME_ROLES; i++)
        seen |= 1u << cm__theme_role(i);
    CHECK(seen == (1u << CM__THEME_ROLES) - 1);
    CHECK(cm__theme_role(CM__THEME_ROLES - 1) == CM_MAP_MEMBERS);
}

TEST_MAIN(RUN(a_hatched_area_has_lines_over_its_fill),
          RUN(a_link_is_an_arc_with_a_head_as_wide_as_its_number),
          RUN(markers_have_the_size_of_their_number_and_large_ones_lie_below),
          RUN(places_are_drawn_but_not_missed),
          RUN(rings_share_the_line_between_them_unless_they_are_filled),
          RUN(roles_are_drawn_from_the_ground_up_each_once))
