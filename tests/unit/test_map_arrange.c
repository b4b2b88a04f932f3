/* test_map_arrange.c - tests output/map_arrange.c. */
#include "geo/base_memory.h"
#include "output/map_arrange.h"
#include "output/map_frame.h"
#include "output/map_north.h"
#include "output/map_theme.h"
#include "tests/unit/map_sheet_fixture.h"

typedef struct scene {
    cm_features members, bands;
    cm_style members_style, bands_style;
    cm_map_layer layers[2];
    cm_map_options options;
    cm__sheet sheet;
    cm__arrangement a;
} scene;

static void add_member(scene *s, double lon, double lat)
{
    CHECK(cm_features_add_row(&s->members) == CM_OK);
    cm_features_set_point(&s->members, s->members.table.row_count - 1, (cm_point){lon, lat});
}

static void init_scene(scene *s)
{
    *s = (scene){.options = CM_MAP_OPTIONS_INIT};
    s->options.title = "札幌のIT産業クラスター";
    s->options.subtitle = "会員の分布と密度";
    CHECK(cm_features_init(&s->members, CM_GEOMETRY_POINT, CM_CRS_LONLAT) == CM_OK);
    CHECK(cm_features_init(&s->bands, CM_GEOMETRY_POLYGON, CM_CRS_LONLAT) == CM_OK);
}

/* Two squares, the right one darker. */
static void add_bands(scene *s, double lon, double lat, double size)
{
    const cm_class_limits limits = {.limits = {1, 2, 3}, .class_count = 2};
    size_t from;

    CHECK(cm_table_add_column(&s->bands.table, &from, "level_from", CM_COLUMN_REAL) == CM_OK);
    for (size_t i = 0; i < 2; i++) {
        const double left = lon + (double)i * size;
        const double x[] = {left, left + size, left + size, left};
        const double y[] = {lat, lat, lat + size, lat + size};
        CHECK(cm_features_add_row(&s->bands) == CM_OK);
        CHECK(cm_features_add_part(&s->bands, x, y, 4, false) == CM_OK);
        cm_table_set_real(&s->bands.table, i, from, (double)i + 1);
    }
    CHECK(cm_style_graduated(&s->bands_style, "level_from", &limits, NULL, CM_GEOMETRY_POLYGON) ==
          CM_OK);
}

static cm_status arrange(scene *s)
{
    const cm_symbol dot = {.size_mm = 2.2, .fill = {0, 90, 180, 255}};
    cm_status status;

    if (s->members_style.class_count == 0)
        CHECK(cm_style_single(&s->members_style, &dot, "会員") == CM_OK);
    CHECK(cm_style_count(&s->members_style, &s->members) == CM_OK);
    s->layers[0] = (cm_map_layer){.features = &s->bands,
                                  .style = &s->bands_style,
                                  .id = "bands",
                                  .title = "密度",
                                  .role = CM_MAP_BANDS};
    s->layers[1] = (cm_map_layer){.features = &s->members,
                                  .style = &s->members_style,
                                  .id = "members",
                                  .title = "会員",
                                  .role = CM_MAP_MEMBERS};
    s->sheet = (cm__sheet){.layers = s->layers,
                           .layer_count = 2,
                           .options = &s->options,
                           .page = {.width_mm = s->options.width_mm,
                                    .height_mm = s->options.height_mm,
                                    .margin_mm = s->options.margin_mm}};
    status = cm__plane_init(&s->sheet.plane, s->layers, 2, NULL);
    if (!status)
        status = cm__theme_classify(&s->sheet);
    return status ? status : cm__arrange(&s->a, &s->sheet);
}

static void clear_scene(scene *s)
{
    cm__arrangement_clear(&s->a);
    cm__sheet_clear(&s->sheet);
    cm_features_clear(&s->members);
    cm_features_clear(&s->bands);
    cm_style_clear(&s->members_style);
    cm_style_clear(&s->bands_style);
    CHECK(cm__memory_live() == 0);
}

/* What every page must keep: boxes apart, inside the margins, off the members. */
static void check_page(const scene *s)
{
    const cm__page *const page = &s->sheet.page;
    const double margin = page->margin_mm;
    const cm_box printable = {margin - 1e-6, margin - 1e-6, page->width_mm - margin + 1e-6,
                              page->height_mm - margin + 1e-6};
    const cm_box band = cm__box_grown(page->frame_mm, s->sheet.plane.crs ? CM__FRAME_BAND_MM : 0);
    const cm_box title = cm__box_at(s->a.title_at, 186, s->a.title.height_mm);
    const cm_box credit = cm__box_at(s->a.credit_at, 80, s->a.credit.height_mm);
    const cm__spot *const spots[] = {&s->a.legend_spot, &s->a.scalebar_spot, &s->a.north_spot};

    CHECK(cm__box_holds(&printable, &band) && cm__box_holds(&printable, &credit));
    CHECK(title.y_max < band.y_min || s->a.title.height_mm == 0);
    CHECK(credit.y_min > band.y_max + 1);
    for (size_t i = 0; i < 3; i++) {
        const cm_box *const box = &spots[i]->box_mm;
        const cm_box near = cm__box_grown(*box, 1);
        CHECK(spots[i]->outside ? box->y_min > band.y_max && box->y_max < credit.y_min &&
                                      cm__box_holds(&printable, box)
                                : cm__box_holds(&page->frame_mm, box));
        for (size_t j = 0; j < i; j++)
            CHECK(!cm__box_touches(&near, &spots[j]->box_mm));
        for (size_t m = 0; m < s->sheet.marker_count && !spots[i]->outside; m++) {
            const cm_box symbol =
                cm__box_grown((cm_box){s->sheet.markers[m].at_mm.x, s->sheet.markers[m].at_mm.y,
                                       s->sheet.markers[m].at_mm.x, s->sheet.markers[m].at_mm.y},
                              s->sheet.markers[m].reach_mm);
            CHECK(!cm__box_touches(&near, &symbol));
        }
    }
}

static double map_share(const scene *s)
{
    const cm__page *const page = &s->sheet.page;
    const cm_box *const frame = &page->frame_mm;

    return cm__box_width(frame) * cm__box_height(frame) /
           ((page->width_mm - 2 * page->margin_mm) * (page->height_mm - 2 * page->margin_mm));
}

/* A number of 0..1 from a fixed sequence. */
static double next_share(unsigned *state)
{
    *state = *state * 1664525u + 1013904223u;
    return (*state >> 8) / 16777216.0;
}

TEST(a_few_members_leave_all_furniture_in_the_frame)
{
    scene s;

    init_scene(&s);
    add_member(&s, 141.35, 43.07);
    add_member(&s, 141.36, 43.06);
    add_member(&s, 141.49, 43.03);
    add_bands(&s, 141.34, 43.05, 0.02);
    CHECK(arrange(&s) == CM_OK);
    check_page(&s);
    CHECK(!s.a.legend_spot.outside && !s.a.scalebar_spot.outside && !s.a.north_spot.outside);
    CHECK(s.sheet.marker_count == 3 && s.sheet.outside_count == 0);
    CHECK(map_share(&s) > 0.55 && map_share(&s) <= 0.8);
    CHECK(s.sheet.page.scale == 80000);
    clear_scene(&s);
}

TEST(members_everywhere_send_the_furniture_below_the_frame)
{
    unsigned state = 7;
    double share = 0;

    for (int landscape = 0; landscape <= 1; landscape++) {
        scene s;
        init_scene(&s);
        if (landscape) {
            s.options.width_mm = 297;
            s.options.height_mm = 210;
        }
        s.options.scale = 100000; /* the members reach beyond the frame on all sides */
        for (int i = 0; i < 3000; i++)
            add_member(&s, 141.2 + 0.3 * next_share(&state), 42.9 + 0.3 * next_share(&state));
        CHECK(arrange(&s) == CM_OK);
        check_page(&s);
        CHECK(s.a.legend_spot.outside);
        CHECK(s.sheet.outside_count > 0);
        share = map_share(&s);
        CHECK(share > 0.55 && share < 0.8);
        clear_scene(&s);
    }
}

TEST(furniture_is_never_on_a_member_whatever_the_members)
{
    unsigned state = 1;

    for (int round = 0; round < 30; round++) {
        const int count = 1 + (int)(60 * next_share(&state));
        scene s;
        init_scene(&s);
        for (int i = 0; i < count; i++)
            add_member(&s, 141.2 + 0.3 * next_share(&state) * next_share(&state),
                       42.9 + 0.3 * next_share(&state));
        s.options.scale = round % 3 ? 0 : 50000; /* then some are outside */
        CHECK(arrange(&s) == CM_OK);
        check_page(&s);
        CHECK(s.sheet.marker_count + s.sheet.outside_count == (size_t)count);
        CHECK(round % 3 == 0 || s.sheet.outside_count == 0);
        clear_scene(&s);
    }
}

TEST(the_scale_asked_for_is_the_scale)
{
    scene s;

    init_scene(&s);
    add_member(&s, 141.35, 43.07);
    add_member(&s, 141.36, 43.06);
    s.options.scale = 12345;
    s.options.centre = (cm_lonlat){141.351, 43.069};
    CHECK(arrange(&s) == CM_OK);
    check_page(&s);
    CHECK(s.sheet.page.scale == 12345);
    const cm_lonlat middle = cm__plane_get_lonlat(&s.sheet.plane, s.sheet.page.centre);
    CHECK_NEAR(middle.lon_deg, 141.351, 1e-9);
    CHECK_NEAR(middle.lat_deg, 43.069, 1e-9);
    clear_scene(&s);
}

TEST(bands_beside_the_members_are_shown_whole_but_not_a_whole_country)
{
    static const struct {
        const char *why;
        double size, want;
    } rows[] = {{"a little larger than the members", 0.1, 100000},
                {"a hundred times larger", 10, 80000}};

    for (size_t i = 0; i < 2; i++) {
        scene s;
        test_now = rows[i].why;
        init_scene(&s);
        add_member(&s, 141.35, 43.07);
        add_member(&s, 141.49, 43.03);
        add_bands(&s, 141.42 - rows[i].size, 43.05 - rows[i].size / 2, rows[i].size);
        CHECK(arrange(&s) == CM_OK);
        check_page(&s);
        CHECK(s.sheet.page.scale == rows[i].want);
        clear_scene(&s);
    }
}

TEST(one_place_and_none_at_all)
{
    scene s;

    init_scene(&s);
    add_member(&s, 141.35, 43.07);
    add_member(&s, 141.35, 43.07);
    CHECK(arrange(&s) == CM_OK);
    check_page(&s);
    CHECK(s.sheet.page.scale == 10000 && s.sheet.marker_count == 2 && s.sheet.farthest_mm > 0);
    clear_scene(&s);

    init_scene(&s);
    add_member(&s, NAN, NAN);
    CHECK(arrange(&s) == CM_ERR_DOMAIN);
    CHECK(strstr(cm_error_text(), "no layer has a place") != NULL);
    clear_scene(&s);

    init_scene(&s);
    add_member(&s, NAN, NAN);
    add_bands(&s, 141.34, 43.05, 0.02);
    CHECK(arrange(&s) == CM_OK); /* no member, but bands */
    check_page(&s);
    CHECK(s.sheet.marker_count == 0 && s.sheet.outside_count == 0);
    clear_scene(&s);
}

TEST(numbers_beyond_any_map_are_refused)
{
    static const double far[] = {1e308, 1e20, 1e16};

    for (size_t i = 0; i < sizeof far / sizeof *far; i++) {
        scene s;
        init_scene(&s);
        CHECK(cm_features_set_crs(&s.members, NULL) == CM_OK);
        CHECK(cm_features_set_crs(&s.bands, NULL) == CM_OK);
        add_member(&s, -far[i], far[i]);
        add_member(&s, far[i], far[i]);
        CHECK(arrange(&s) == CM_ERR_DOMAIN);
        CHECK(strstr(cm_error_text(), "any scale") != NULL);
        clear_scene(&s);
    }
}

TEST(small_and_large_pages)
{
    static const struct {
        double width_mm, height_mm, margin_mm;
        cm_status want;
    } rows[] = {{105, 148, 8, CM_OK}, {841, 1189, 20, CM_OK},      {2000, 300, 5, CM_OK},
                {148, 105, 5, CM_OK}, {50, 50, 20, CM_ERR_DOMAIN}, {210, 297, 100, CM_ERR_DOMAIN}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        scene s;
        init_scene(&s);
        s.options.width_mm = rows[i].width_mm;
        s.options.height_mm = rows[i].height_mm;
        s.options.margin_mm = rows[i].margin_mm;
        add_member(&s, 141.35, 43.07);
        add_member(&s, 141.49, 43.03);
        CHECK(arrange(&s) == rows[i].want);
        if (rows[i].want == CM_OK)
            check_page(&s);
        clear_scene(&s);
    }
}

TEST(texts_without_end_leave_room_for_a_map)
{
    static char endless[10001];
    scene s;

    memset(endless, 'W', 10000);
    init_scene(&s);
    s.options.title = s.options.subtitle = s.options.credit = s.options.as_of = endless;
    add_member(&s, 141.35, 43.07);
    add_member(&s, 141.49, 43.03);
    CHECK(cm_features_set_source(&s.members, endless) == CM_OK);
    CHECK(arrange(&s) == CM_OK);
    check_page(&s);
    CHECK(map_share(&s) > 0.5);
    clear_scene(&s);
}

TEST_MAIN(RUN(a_few_members_leave_all_furniture_in_the_frame),
          RUN(members_everywhere_send_the_furniture_below_the_frame),
          RUN(furniture_is_never_on_a_member_whatever_the_members),
          RUN(the_scale_asked_for_is_the_scale),
          RUN(bands_beside_the_members_are_shown_whole_but_not_a_whole_country),
          RUN(one_place_and_none_at_all), RUN(numbers_beyond_any_map_are_refused),
          RUN(small_and_large_pages), RUN(texts_without_end_leave_room_for_a_map))
