/* test_map_legend.c - tests output/map_legend.c. */
#include "geo/base_memory.h"
#include "output/map_legend.h"
#include "output/map_theme.h"
#include "output/map_type.h"
#include "tests/unit/map_sheet_fixture.h"

/* Members of three kinds and one without, four density bands, one line, areas of the land. */
typedef struct scene {
    cm_features members, bands, line, land;
    cm_style members_style, bands_style, line_style, land_style;
    cm_map_layer layers[4];
    cm_map_options options;
    cm__sheet sheet;
} scene;

static void add_polygon(cm_features *features, double left, double size)
{
    const double x[] = {left, left + size, left + size, left}, y[] = {0, 0, size, size};

    CHECK(cm_features_add_row(features) == CM_OK);
    CHECK(cm_features_add_part(features, x, y, 4, false) == CM_OK);
}

static void make_members(scene *s, const char *const *kinds, size_t count)
{
    size_t kind;

    CHECK(cm_features_init(&s->members, CM_GEOMETRY_POINT, NULL) == CM_OK);
    CHECK(cm_table_add_column(&s->members.table, &kind, "kind", CM_COLUMN_TEXT) == CM_OK);
    for (size_t i = 0; i < count; i++) {
        CHECK(cm_features_add_row(&s->members) == CM_OK);
        CHECK(cm_table_set_text(&s->members.table, i, kind, kinds[i]) == CM_OK);
        cm_features_set_point(&s->members, i, (cm_point){(double)i, (double)i});
    }
    CHECK(cm_style_categories(&s->members_style, &s->members, "kind", "other") == CM_OK);
    CHECK(cm_style_set_title(&s->members_style, "会員の種別", NULL) == CM_OK);
}

static void make_bands(scene *s)
{
    const cm_class_limits limits = {.limits = {0.5, 1, 2, 4, 8}, .class_count = 4};
    size_t from;

    CHECK(cm_features_init(&s->bands, CM_GEOMETRY_POLYGON, NULL) == CM_OK);
    CHECK(cm_table_add_column(&s->bands.table, &from, "level_from", CM_COLUMN_REAL) == CM_OK);
    for (size_t i = 0; i < 4; i++) {
        add_polygon(&s->bands, (double)i, 3);
        cm_table_set_real(&s->bands.table, i, from, limits.limits[i]);
    }
    CHECK(cm_style_graduated(&s->bands_style, "level_from", &limits, "ylorbr",
                             CM_GEOMETRY_POLYGON) == CM_OK);
    CHECK(cm_style_set_title(&s->bands_style, "会員の密度", "件/km²") == CM_OK);
    CHECK(cm_style_count(&s->bands_style, &s->bands) == CM_OK);
}

static void make_rest(scene *s)
{
    const cm_symbol stroke = {.stroke = {80, 80, 80, 255}, .stroke_mm = 0.25};
    const double x[] = {0, 9}, y[] = {0, 9};
    cm_symbol land = stroke;

    land.fill = (cm_colour){250, 250, 240, 255};
    CHECK(cm_features_init(&s->line, CM_GEOMETRY_LINE, NULL) == CM_OK);
    CHECK(cm_features_add_row(&s->line) == CM_OK);
    CHECK(cm_features_add_part(&s->line, x, y, 2, false) == CM_OK);
    CHECK(cm_style_single(&s->line_style, &stroke, NULL) == CM_OK);
    CHECK(cm_features_init(&s->land, CM_GEOMETRY_POLYGON, NULL) == CM_OK);
    add_polygon(&s->land, 0, 30);
    CHECK(cm_style_single(&s->land_style, &land, "区界") == CM_OK);
}

static void make_sheet(scene *s)
{
    init_sheet(&s->sheet, &s->options, NULL, (cm_lonlat){0, 0}, 1000);
    s->sheet.layers = s->layers;
    s->sheet.layer_count = 4;
    CHECK(cm__plane_init(&s->sheet.plane, s->layers, 4, NULL) == CM_OK);
    CHECK(cm__theme_classify(&s->sheet) == CM_OK);
}

static void make_scene(scene *s, const char *const *kinds, size_t count)
{
    *s = (scene){.options = CM_MAP_OPTIONS_INIT};
    make_members(s, kinds, count);
    make_bands(s);
    make_rest(s);
    s->layers[0] = (cm_map_layer){.features = &s->land,
                                  .style = &s->land_style,
                                  .id = "land",
                                  .title = "土地",
                                  .role = CM_MAP_OUTLINES};
    s->layers[1] = (cm_map_layer){.features = &s->bands,
                                  .style = &s->bands_style,
                                  .id = "bands",
                                  .title = "密度",
                                  .role = CM_MAP_BANDS};
    s->layers[2] = (cm_map_layer){.features = &s->line,
                                  .style = &s->line_style,
                                  .id = "line",
                                  .title = "国道16号",
                                  .role = CM_MAP_LINES};
    s->layers[3] = (cm_map_layer){.features = &s->members,
                                  .style = &s->members_style,
                                  .id = "members",
                                  .title = "会員",
                                  .role = CM_MAP_MEMBERS};
    make_sheet(s);
}

static void clear_scene(scene *s)
{
    cm__sheet_clear(&s->sheet);
    cm_features_clear(&s->members);
    cm_features_clear(&s->bands);
    cm_features_clear(&s->line);
    cm_features_clear(&s->land);
    cm_style_clear(&s->members_style);
    cm_style_clear(&s->bands_style);
    cm_style_clear(&s->line_style);
    cm_style_clear(&s->land_style);
}

static const char *const kinds[] = {"企業", "大学", "企業", "企業", "", "大学", "基金"};

TEST(has_a_row_for_every_class_with_its_number)
{
    static const struct {
        cm__legend_kind kind;
        const char *text;
    } want[] = {
        {CM__LEGEND_TITLE, "凡例"},       {CM__LEGEND_HEADING, "会員の種別"},
        {CM__LEGEND_MARKER, "企業（3）"}, {CM__LEGEND_MARKER, "大学（2）"},
        {CM__LEGEND_MARKER, "基金（1）"}, {CM__LEGEND_MARKER, NULL /* a dash (1) */},
        {CM__LEGEND_LINE, "国道16号"},    {CM__LEGEND_HEADING, "会員の密度（件/km²）"},
        {CM__LEGEND_AREA, "0.5–1"},       {CM__LEGEND_AREA, "1–2"},
        {CM__LEGEND_AREA, "2–4"},         {CM__LEGEND_AREA, "4–8"},
        {CM__LEGEND_AREA, "区界"},
    };
    const size_t count = sizeof want / sizeof *want;
    cm__legend legend = {0};
    scene s;

    make_scene(&s, kinds, 7);
    CHECK(cm__legend_collect(&legend, &s.sheet) == CM_OK);
    CHECK(legend.row_count == count);
    for (size_t i = 0; i < legend.row_count && i < count; i++) {
        CHECK(legend.rows[i].kind == want[i].kind);
        CHECK(!want[i].text || strcmp(legend.rows[i].text, want[i].text) == 0);
    }
    cm__legend_clear(&legend);
    clear_scene(&s);
    CHECK(cm__memory_live() == 0);
}

/* A road of its own colour, one drawn as the map's, the land again, and a road that wants no row.
 */
TEST(lists_what_only_details_show_if_it_looks_unlike_the_map)
{
    cm__legend legend = {0};
    cm_style red = {.kind = CM_STYLE_SINGLE}, same = {.kind = CM_STYLE_SINGLE};
    scene s, detail;

    make_scene(&s, kinds, 7);
    make_scene(&detail, kinds, 7);
    cm_symbol symbol = s.line_style.classes[0].symbol;
    CHECK(cm_style_single(&same, &symbol, "別の国道") == CM_OK);
    symbol.stroke = (cm_colour){200, 0, 0, 255};
    CHECK(cm_style_single(&red, &symbol, "鉄道") == CM_OK);
    detail.layers[1] = detail.layers[2];
    detail.layers[1].id = "rail";
    detail.layers[1].style = &red;
    detail.layers[2].id = "other-road";
    detail.layers[2].style = &same;
    detail.layers[3] = detail.layers[1];
    detail.layers[3].id = "silent";
    detail.layers[3].no_legend = true;
    cm__sheet_clear(&detail.sheet);
    make_sheet(&detail);
    const cm__sheet *const details[] = {&detail.sheet, &detail.sheet};
    s.sheet.beside = details;
    s.sheet.beside_count = 2;
    CHECK(cm__legend_collect(&legend, &s.sheet) == CM_OK);
    CHECK(legend.row_count == 14);
    for (size_t i = 0; i < legend.row_count; i++)
        CHECK((strcmp(legend.rows[i].text, "鉄道") == 0) == (i == 7));
    cm__legend_clear(&legend);
    cm_style_clear(&red);
    cm_style_clear(&same);
    clear_scene(&detail);
    clear_scene(&s);
}

TEST(its_symbols_are_those_of_the_map)
{
    cm__legend legend = {0};
    scene s;

    make_scene(&s, kinds, 7);
    s.bands_style.classes[1].symbol.fill.alpha = 128; /* blended with the land on map and swatch */
    CHECK(cm__legend_collect(&legend, &s.sheet) == CM_OK);
    for (size_t i = 0; i < 3; i++) {
        const cm_symbol drawn = cm__theme_symbol(&s.sheet, 3, i);
        CHECK(memcmp(&legend.rows[2 + i].symbol, &drawn, sizeof drawn) == 0);
    }
    const cm_symbol band = cm__theme_symbol(&s.sheet, 1, 1);
    CHECK(memcmp(&legend.rows[9].symbol, &band, sizeof band) == 0);
    CHECK(band.fill.alpha == 255);
    CHECK_NEAR(band.fill.blue, (s.bands_style.classes[1].symbol.fill.blue + 240) / 2.0, 2);
    cm__legend_clear(&legend);
    clear_scene(&s);
}

TEST(leaves_out_what_is_not_on_the_map)
{
    cm__legend legend = {0};
    cm_symbol symbol;
    scene s;

    make_scene(&s, kinds, 7);
    symbol = s.members_style.classes[0].symbol;
    CHECK(cm_style_set_category(&s.members_style, "自治体", &symbol, "自治体") == CM_OK);
    s.layers[2].no_legend = true;
    CHECK(cm__legend_collect(&legend, &s.sheet) == CM_OK);
    for (size_t i = 0; i < legend.row_count; i++) {
        CHECK(strstr(legend.rows[i].text, "自治体") == NULL);
        CHECK(strstr(legend.rows[i].text, "国道") == NULL);
    }
    cm__legend_clear(&legend);
    for (size_t i = 0; i < 4; i++)
        s.layers[i].no_legend = true;
    CHECK(cm__legend_collect(&legend, &s.sheet) == CM_OK);
    CHECK(legend.row_count == 0);
    cm__legend_clear(&legend);
    clear_scene(&s);
}

TEST(a_border_without_a_colour_of_its_own_is_a_line)
{
    static const struct {
        cm_colour fill;
        cm__legend_kind want;
    } rows[] = {{{255, 255, 255, 255}, CM__LEGEND_LINE},
                {{0, 0, 0, 0}, CM__LEGEND_LINE},
                {{255, 255, 254, 255}, CM__LEGEND_AREA}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm__legend legend = {0};
        scene s;
        make_scene(&s, kinds, 7);
        s.land_style.classes[0].symbol.fill = rows[i].fill;
        CHECK(cm__legend_collect(&legend, &s.sheet) == CM_OK);
        CHECK(legend.rows[legend.row_count - 1].kind == rows[i].want);
        cm__legend_clear(&legend);
        clear_scene(&s);
    }
}

TEST(rows_without_a_class_are_named_and_hollow)
{
    cm__legend legend = {0};
    scene s;

    make_scene(&s, kinds, 7);
    s.layers[3].no_legend = true;
    cm_table_set_real(&s.bands.table, 2, 0, NAN);
    for (size_t i = 0; i < 4; i++)
        cm__array_free(&s.sheet.classes[i].of_row);
    CHECK(cm__theme_classify(&s.sheet) == CM_OK);
    CHECK(cm__legend_collect(&legend, &s.sheet) == CM_OK);
    const cm__legend_row *const row = &legend.rows[legend.row_count - 2]; /* before the land */
    CHECK(strcmp(row->text, "値なし（1）") == 0);
    CHECK(row->symbol.fill.alpha == 0 && row->symbol.stroke.alpha == 255);
    cm__legend_clear(&legend);
    clear_scene(&s);
}

TEST(a_number_that_no_class_takes_is_not_called_missing)
{
    static const struct {
        double first, second;
        const char *want;
    } rows[] = {{9, 0.1, "階級外の値（2）"},
                {NAN, 9, "値なし、階級外の値（2）"},
                {NAN, NAN, "値なし（2）"}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm__legend legend = {0};
        scene s;
        make_scene(&s, kinds, 7);
        s.layers[3].no_legend = true;
        cm_table_set_real(&s.bands.table, 1, 0, rows[i].first);
        cm_table_set_real(&s.bands.table, 2, 0, rows[i].second);
        for (size_t k = 0; k < 4; k++)
            cm__array_free(&s.sheet.classes[k].of_row);
        CHECK(cm__theme_classify(&s.sheet) == CM_OK);
        CHECK(cm__legend_collect(&legend, &s.sheet) == CM_OK);
        CHECK(strcmp(legend.rows[legend.row_count - 2].text, rows[i].want) == 0);
        cm__legend_clear(&legend);
        clear_scene(&s);
    }
}

TEST(columns_are_lower_and_no_two_rows_meet)
{
    cm__legend legend = {0};
    double height_mm = INFINITY;
    scene s;

    make_scene(&s, kinds, 7);
    CHECK(cm__legend_collect(&legend, &s.sheet) == CM_OK);
    for (size_t columns = 1; columns <= 4; columns++) {
        cm__legend_set_columns(&legend, columns);
        CHECK(legend.height_mm < height_mm);
        height_mm = legend.height_mm;
        for (size_t i = 0; i < legend.row_count; i++) {
            const cm__legend_row *const a = &legend.rows[i];
            CHECK(a->at.y + a->height_mm <= legend.height_mm + 1e-9);
            CHECK(a->at.x + a->text_mm <= legend.width_mm + 1e-9);
            if (i > 0 && a[-1].kind == CM__LEGEND_HEADING)
                CHECK(a->at.x == a[-1].at.x); /* a heading stays with its first class */
            CHECK(i == 0 || a->at.x > a[-1].at.x + a[-1].text_mm ||
                  (a->at.x == a[-1].at.x && a->at.y >= a[-1].at.y + a[-1].height_mm - 1e-9));
        }
    }
    cm__legend_clear(&legend);
    clear_scene(&s);
}

TEST(all_that_is_drawn_lies_in_its_box)
{
    cm__legend legend = {0};
    cm__list list;
    scene s;

    make_scene(&s, kinds, 7);
    CHECK(cm__legend_collect(&legend, &s.sheet) == CM_OK);
    for (size_t columns = 1; columns <= 3; columns += 2) {
        cm__legend_set_columns(&legend, columns);
        const cm_box box = cm__box_at((cm_point){20, 30}, legend.width_mm, legend.height_mm);
        const cm_box seen = cm__box_grown(box, 0.5);
        begin_list(&list, &s.sheet);
        CHECK(cm__legend_draw(&list, &legend, (cm_point){20, 30}) == CM_OK);
        const cm__group *const group = find_group(&list, "legend");
        CHECK(group->item_count == legend.row_count + 10); /* texts, swatches */
        for (size_t i = 0; i < group->item_count; i++)
            CHECK(cm__box_holds(&seen, &group->items[i].ink_mm));
        cm__list_clear(&list);
    }
    cm__legend_clear(&legend);
    clear_scene(&s);
}

TEST(a_hostile_name_of_a_class_takes_two_lines_at_most)
{
    static char endless[10001];
    const char *hostile[] = {endless, "<b>&\"'\x01\n\t", "企業"};
    cm__legend legend = {0};
    scene s;

    memset(endless, 'W', 10000);
    make_scene(&s, hostile, 3);
    CHECK(cm__legend_collect(&legend, &s.sheet) == CM_OK);
    CHECK(legend.width_mm < 80 && legend.row_count < 16);
    cm__legend_clear(&legend);
    clear_scene(&s);
    CHECK(cm__memory_live() == 0);
}

TEST_MAIN(RUN(has_a_row_for_every_class_with_its_number),
          RUN(lists_what_only_details_show_if_it_looks_unlike_the_map),
          RUN(its_symbols_are_those_of_the_map), RUN(leaves_out_what_is_not_on_the_map),
          RUN(a_border_without_a_colour_of_its_own_is_a_line),
          RUN(rows_without_a_class_are_named_and_hollow),
          RUN(a_number_that_no_class_takes_is_not_called_missing),
          RUN(columns_are_lower_and_no_two_rows_meet), RUN(all_that_is_drawn_lies_in_its_box),
          RUN(a_hostile_name_of_a_class_takes_two_lines_at_most))
