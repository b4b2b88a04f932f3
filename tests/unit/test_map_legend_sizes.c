/* test_map_legend_sizes.c - tests output/map_legend_sizes.c. */
#include "geo/base_memory.h"
#include "output/map_legend_sizes.h"
#include "output/map_theme.h"
#include "tests/unit/map_sheet_fixture.h"
#include <stdlib.h>

/* Clusters with so many firms each. */
typedef struct scene {
    cm_features clusters;
    cm_style style;
    cm_map_layer layer;
    cm_map_options options;
    cm__sheet sheet;
} scene;

static void add_place(cm_features *features, size_t row)
{
    const double x[] = {0, 10, 10, 0}, y[] = {0, 0, 10, 10};

    CHECK(cm_features_add_row(features) == CM_OK);
    if (features->geometry == CM_GEOMETRY_POINT)
        cm_features_set_point(features, row, (cm_point){10.0 * (double)row, 0});
    else
        CHECK(cm_features_add_part(features, x, y, 4, false) == CM_OK);
}

static void begin_with(scene *s, double most, double size_mm, cm_geometry geometry)
{
    const double firms[] = {most, most / 3, NAN};
    const cm_symbol symbol = {.size_mm = 2.4, .fill = {0, 114, 178, 255}};

    *s = (scene){.options = CM_MAP_OPTIONS_INIT};
    CHECK(cm_features_init(&s->clusters, geometry, NULL) == CM_OK);
    CHECK(cm_table_add_column(&s->clusters.table, NULL, "firms", CM_COLUMN_REAL) == CM_OK);
    for (size_t i = 0; i < 3; i++) {
        add_place(&s->clusters, i);
        cm_table_set_real(&s->clusters.table, i, 0, firms[i]);
    }
    CHECK(cm_style_single(&s->style, &symbol, "クラスター") == CM_OK);
    if (size_mm > 0)
        CHECK(cm_style_set_size(&s->style,
                                &(cm_style_size){"firms", most, size_mm, "企業数", "社"}) == CM_OK);
    s->layer = (cm_map_layer){
        .features = &s->clusters, .style = &s->style, .id = "c", .role = CM_MAP_MEMBERS};
    init_sheet(&s->sheet, &s->options, NULL, (cm_lonlat){0, 0}, 1000);
    s->sheet.layers = &s->layer;
    s->sheet.layer_count = 1;
    CHECK(cm__theme_classify(&s->sheet) == CM_OK);
}

static void begin(scene *s, double most, double size_mm)
{
    begin_with(s, most, size_mm, CM_GEOMETRY_POINT);
}

static void end(scene *s)
{
    cm__sheet_clear(&s->sheet);
    cm_style_clear(&s->style);
    cm_features_clear(&s->clusters);
    CHECK(cm__memory_live() == 0);
}

TEST(values_are_round_and_labels_apart)
{
    static const double rows[][2] = {{352, 14}, {727, 20}, {5000, 8},
                                     {0.7, 12}, {3, 30},   {1e6, 40}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm__legend_sizes sizes;
        scene s;
        begin(&s, rows[i][0], rows[i][1]);
        CHECK(cm__legend_choose_sizes(&sizes, &s.sheet.layers[0]));
        CHECK(sizes.count >= 1 && sizes.count <= CM__LEGEND_SIZES_MAX);
        for (size_t k = 0; k < sizes.count; k++) {
            char digits[24] = "";
            size_t n = 0;
            for (const char *at = sizes.text[k]; *at; at++)
                if (*at != ',')
                    digits[n++] = *at;
            const double value = strtod(digits, NULL);
            const double head = value / pow(10, floor(log10(value) + 1e-9));
            CHECK(value <= rows[i][0] &&
                  (fabs(head - 1) < 1e-9 || fabs(head - 2) < 1e-9 || fabs(head - 5) < 1e-9));
            /* the law of areas */
            CHECK_NEAR(pow(sizes.size_mm[k] / rows[i][1], 2), value / rows[i][0], 1e-9);
            CHECK(k == 0 || sizes.size_mm[k - 1] - sizes.size_mm[k] >= 3.2);
        }
        end(&s);
    }
}

TEST(numbers_of_many_digits_are_not_cut)
{
    cm__legend_sizes sizes;

    CHECK(cm__legend_round_sizes(&sizes, 3e11, 3e11, 12));
    CHECK(strcmp(sizes.text[0], "200,000,000,000") == 0);
    CHECK(cm__legend_round_sizes(&sizes, 1e308, 1e308, 12));
    CHECK(strtod(sizes.text[0], NULL) > 0.9e308 && strlen(sizes.text[0]) < 23);
}

TEST(of_lines_widths_are_in_proportion_and_of_areas_there_are_none)
{
    cm__legend_sizes sizes;
    scene s;

    begin_with(&s, 9, 3, CM_GEOMETRY_LINE);
    CHECK(cm__legend_choose_sizes(&sizes, &s.sheet.layers[0]));
    CHECK(sizes.count == 4 && strcmp(sizes.text[1], "2") == 0);
    for (size_t i = 0; i < sizes.count; i++)
        CHECK_NEAR(sizes.size_mm[i], 3 * strtod(sizes.text[i], NULL) / 9, 1e-9);
    end(&s);
    begin_with(&s, 9, 3, CM_GEOMETRY_POLYGON);
    CHECK(!cm__legend_choose_sizes(&sizes, &s.sheet.layers[0]) && sizes.count == 0);
    end(&s);
}

TEST(without_sizes_there_are_none)
{
    cm__legend_sizes sizes;
    scene s;

    begin(&s, 100, 0);
    CHECK(!cm__legend_choose_sizes(&sizes, &s.sheet.layers[0]));
    end(&s);
    begin(&s, NAN, 0);
    CHECK(cm_style_set_size(&s.style, &(cm_style_size){"firms", 5, 9, NULL, NULL}) == CM_OK);
    CHECK(!cm__legend_choose_sizes(&sizes, &s.sheet.layers[0]));
    end(&s);
}

TEST(circles_stand_on_one_line_inside_the_row)
{
    cm__legend legend = {0};
    cm__list list;
    scene s;
    double ground = NAN;

    begin(&s, 727, 16);
    begin_list(&list, &s.sheet);
    CHECK(cm__legend_collect(&legend, &s.sheet) == CM_OK);
    const cm__legend_row *const row = &legend.rows[legend.row_count - 2];
    CHECK(strcmp(row[1].text, "値なし（1）") == 0 && row[1].symbol.fill.blue == 255);
    CHECK(row->kind == CM__LEGEND_SIZES);
    CHECK(strcmp(row[-1].text, "企業数（社）") == 0);
    CHECK(cm__legend_draw(&list, &legend, (cm_point){20, 30}) == CM_OK);
    const cm__group *const group = find_group(&list, "legend");
    const cm_box all = cm__box_at((cm_point){20, 30}, legend.width_mm, legend.height_mm);
    for (size_t i = 0; group && i < group->item_count; i++) {
        const cm__item *const item = &group->items[i];
        CHECK(cm__box_holds(&all, &item->ink_mm));
        if (item->kind != CM__ITEM_MARKER || item->symbol.size_mm < 3)
            continue;
        const double foot = item->at.y + item->symbol.size_mm / 2;
        CHECK(isnan(ground) || fabs(foot - ground) < 1e-9);
        ground = foot;
    }
    CHECK(!isnan(ground));
    cm__legend_clear(&legend);
    cm__list_clear(&list);
    end(&s);
}

TEST(symbols_without_a_number_stand_side_by_side_and_those_with_one_at_their_places)
{
    scene s;

    begin(&s, 727, 16);
    for (size_t i = 0; i < 3; i++) /* the numbers are 727, 242 and none; then all but one lack it */
        cm_features_set_point(&s.clusters, i, (cm_point){0, 0});
    for (int lacking = 1; lacking <= 2; lacking++) {
        CHECK(cm__plane_init(&s.sheet.plane, &s.layer, 1, NULL) == CM_OK);
        CHECK(cm__theme_place_members(&s.sheet) == CM_OK && s.sheet.marker_count == 3);
        for (int i = 0; i < 3; i++) {
            const cm__marker *const m = &s.sheet.markers[i];
            const double away = hypot(m->at_mm.x - m->place_mm.x, m->at_mm.y - m->place_mm.y);
            CHECK(isnan(m->size_mm) == (i >= 3 - lacking)); /* drawn last: not hidden by others */
            CHECK(isnan(m->size_mm) && lacking == 2 ? away > 1 : away < 1e-9);
        }
        cm_table_set_real(&s.clusters.table, 1, 0, NAN);
        cm__plane_clear(&s.sheet.plane);
    }
    end(&s);
}

TEST(hollow_symbols_are_never_white_on_white)
{
    const cm_symbol blue = {.fill = {0, 114, 178, 255}, .stroke = {34, 34, 34, 255}};
    const cm_symbol white = {.fill = {255, 255, 255, 255}, .stroke = {34, 34, 34, 255}};

    CHECK(cm__theme_unsized(blue).stroke.blue == 178 && cm__theme_unsized(blue).fill.red == 255);
    CHECK(cm__theme_unsized(white).stroke.blue == 34 && cm__theme_unsized(white).stroke_mm > 0.2);
}

TEST_MAIN(RUN(values_are_round_and_labels_apart), RUN(numbers_of_many_digits_are_not_cut),
          RUN(of_lines_widths_are_in_proportion_and_of_areas_there_are_none),
          RUN(without_sizes_there_are_none), RUN(circles_stand_on_one_line_inside_the_row),
          RUN(symbols_without_a_number_stand_side_by_side_and_those_with_one_at_their_places),
          RUN(hollow_symbols_are_never_white_on_white))
