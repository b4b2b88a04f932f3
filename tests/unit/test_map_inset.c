/* test_map_inset.c - tests output/map_inset.c: details and locators on whole maps. */
#include "output/map_inset.h"
#include "tests/unit/map_scene.h"
#include <clustermap/crs.h>

static const cm_map_inset plain = CM_MAP_INSET_INIT;

/* A detail of Techno Park, where three firms are, and a locator, in the frame's corners. */
static void add_insets(scene *s, cm_map_inset insets[2])
{
    insets[0] = insets[1] = plain;
    insets[0].id = "park";
    insets[0].title = "テクノパーク";
    insets[0].centre = (cm_lonlat){141.4985, 43.0308};
    insets[0].scale = 25000;
    insets[0].width_mm = 44;
    insets[0].height_mm = 36;
    insets[1].id = "where";
    insets[1].kind = CM_MAP_LOCATOR;
    insets[1].bounds = (cm_box){140.5, 42.5, 142.2, 43.6};
    s->options.insets = insets;
    s->options.inset_count = 2;
}

static cm_box ink_of_item(const cm_map *map, const char *group)
{
    const cm__group *const found = find_group(map, group);

    CHECK(found != NULL && found->item_count > 0);
    return found && found->item_count > 0 ? found->items[0].ink_mm : CM__BOX_EMPTY;
}

TEST(a_detail_is_true_to_its_scale)
{
    scene s;
    cm_map_inset insets[2];

    init_scene(&s);
    add_insets(&s, insets);
    insets[0].centre = (cm_lonlat){(firms[3].lon + firms[4].lon) / 2, 43.05};
    insets[0].scale = 200000;
    CHECK(make(&s) == CM_OK);
    const cm__item *const a = find_item(s.map, "park-members", "park-members-4");
    const cm__item *const b = find_item(s.map, "park-members", "park-members-5");
    CHECK(a && b);
    if (a && b) {
        const double page_mm = hypot(a->at.x - b->at.x, a->at.y - b->at.y);
        const double ground_m = cm_geodesic_distance_m(
            (cm_lonlat){firms[3].lon, firms[3].lat}, (cm_lonlat){firms[4].lon, firms[4].lat}, NULL);
        CHECK_NEAR(page_mm * 200000 / 1000 / ground_m, 1, 0.001);
    }
    clear_scene(&s);
}

/* How far east a place lies in the map's plane. */
static double east_of(const cm_map *map, double lon, double lat)
{
    cm_crs *lonlat = NULL, *plane = NULL;
    cm_point at = {lon, lat};

    CHECK(cm_crs_create(&lonlat, CM_CRS_LONLAT) == CM_OK);
    CHECK(cm_crs_create(&plane, cm_map_get_report(map)->crs) == CM_OK);
    CHECK(cm_crs_transform(lonlat, plane, &at.x, &at.y, 1, NULL) == CM_OK);
    cm_crs_destroy(plane);
    cm_crs_destroy(lonlat);
    return at.x;
}

TEST(a_locator_shows_where_the_map_lies)
{
    scene s;
    cm_map_inset insets[2];

    init_scene(&s);
    add_insets(&s, insets);
    CHECK(make(&s) == CM_OK);
    const cm_map_report *const report = cm_map_get_report(s.map);
    const cm_box extent = ink_of_item(s.map, "where-extent");
    const cm_box ground = ink_of_item(s.map, "where-ground");
    const double share = (cm__box_width(&extent) - 0.5) / cm__box_width(&ground);
    /* The frame shows the box asked for or more, so that the map's share of it is at most this. */
    const double most = cm__box_width(&report->frame_plane) /
                        (east_of(s.map, 142.2, 43.05) - east_of(s.map, 140.5, 43.05));
    CHECK(share <= most * 1.02 && share > most * 0.5);
    /* the map's proportions are the box's */
    CHECK_NEAR((cm__box_width(&extent) - 0.5) / (cm__box_height(&extent) - 0.5),
               cm__box_width(&report->frame_plane) / cm__box_height(&report->frame_plane), 0.01);
    CHECK(find_group(s.map, "where-members") == NULL && find_group(s.map, "where-wards") != NULL);
    clear_scene(&s);
}

TEST(insets_stand_in_free_corners_or_below)
{
    scene s;
    cm_map_inset insets[2];

    for (int below = 0; below < 2; below++) {
        init_scene(&s);
        add_insets(&s, insets);
        insets[0].below = insets[1].below = below;
        CHECK(make(&s) == CM_OK);
        const cm_map_report *const report = cm_map_get_report(s.map);
        const cm_box boxes[] = {
            ink_of(find_group(s.map, "park-frame")), ink_of(find_group(s.map, "where-frame")),
            ink_of(find_group(s.map, "legend")),     ink_of(find_group(s.map, "scalebar")),
            ink_of(find_group(s.map, "credit")),     ink_of(find_group(s.map, "title")),
            ink_of(find_group(s.map, "north"))};
        for (size_t i = 0; i < 7; i++)
            for (size_t j = 0; j < i; j++)
                CHECK(!cm__box_touches(&boxes[i], &boxes[j]));
        for (size_t i = 0; i < 2; i++)
            CHECK(below ? boxes[i].y_min > report->frame_mm.y_max
                        : cm__box_holds(&report->frame_mm, &boxes[i]));
        const cm__group *const members = find_group(s.map, "members");
        for (size_t m = 0; m < members->item_count; m++)
            for (size_t i = 0; i < 2; i++)
                CHECK(!cm__box_touches(&members->items[m].ink_mm, &boxes[i]));
        clear_scene(&s);
    }
}

TEST(members_in_a_detail_are_on_the_map)
{
    scene s;
    cm_map_inset insets[2];

    init_scene(&s);
    s.options.centre =
        (cm_lonlat){141.35, 43.06}; /* the park and the city university lie outside */
    s.options.scale = 20000;
    CHECK(make(&s) == CM_OK);
    const size_t without = cm_map_get_report(s.map)->outside;
    cm_map_destroy(s.map);
    s.map = NULL;
    add_insets(&s, insets);
    CHECK(make(&s) == CM_OK);
    CHECK(without >= 4 && cm_map_get_report(s.map)->outside == without - 3);
    clear_scene(&s);
}

TEST(members_in_a_detail_of_some_members_are_on_the_map_and_places_are_not_counted)
{
    scene s;
    cm_map_inset insets[2];
    cm_features some = {0};

    init_scene(&s);
    s.options.centre = (cm_lonlat){141.35, 43.06};
    s.options.scale = 20000;
    s.layers[2] = s.layers[0]; /* the same as stations would be */
    s.layers[2].role = CM_MAP_PLACES;
    s.layers[2].id = "places";
    CHECK(make(&s) == CM_OK);
    const size_t without = cm_map_get_report(s.map)->outside;
    for (int own = 0; own < 2; own++) {
        cm_map_layer shown = s.layers[0];
        cm_map_destroy(s.map);
        s.map = NULL;
        add_insets(&s, insets);
        if (own) {
            CHECK(cm_features_copy(&some, shown.features) == CM_OK);
            shown.features = &some;
            insets[0].layers = &shown;
            insets[0].layer_count = 1;
        }
        CHECK(make(&s) == CM_OK);
        CHECK(cm_map_get_report(s.map)->outside == without - 3);
    }
    cm_features_clear(&some);
    clear_scene(&s);
}

TEST(an_inset_can_have_layers_of_its_own_and_they_are_credited)
{
    scene s;
    cm_map_inset insets[2];
    cm_features country = {0};
    bool named = false;

    init_scene(&s);
    add_insets(&s, insets);
    CHECK(cm_features_copy(&country, &s.wards) == CM_OK);
    CHECK(cm_features_set_source(&country, "Natural Earth") == CM_OK);
    const cm_map_layer own = {.features = &country,
                              .style = &s.wards_style,
                              .id = "country",
                              .title = "全国",
                              .role = CM_MAP_OUTLINES};
    insets[1].layers = &own;
    insets[1].layer_count = 1;
    CHECK(make(&s) == CM_OK);
    const cm__group *const credit = find_group(s.map, "credit");
    for (size_t i = 0; i < credit->item_count; i++)
        named = named || strstr(credit->items[i].string, "Natural Earth") != NULL;
    CHECK(named && find_group(s.map, "where-country") != NULL);
    cm_features_clear(&country);
    clear_scene(&s);
}

TEST(each_inset_is_one_layer_clipped_to_its_frame)
{
    scene s;
    cm_map_inset insets[2];
    size_t found = 0;

    init_scene(&s);
    add_insets(&s, insets);
    CHECK(make(&s) == CM_OK);
    const cm__list *const list = cm__map_get_list(s.map);
    for (size_t i = 0; i < list->layer_count; i++) {
        const cm__layer *const layer = &list->layers[i];
        if (!layer->clipped || strncmp(layer->groups[0].id, "park-", 5) != 0)
            continue;
        found++;
        CHECK_NEAR(cm__box_width(&layer->clip_mm), 44, 1e-9);
        CHECK_NEAR(cm__box_height(&layer->clip_mm), 36, 1e-9);
        for (size_t j = 0; j < layer->group_count; j++)
            for (size_t k = 0; k < layer->groups[j].item_count; k++) {
                const cm_box *const ink = &layer->groups[j].items[k].ink_mm;
                CHECK(cm__box_is_empty(ink) || cm__box_holds(&layer->clip_mm, ink));
            }
    }
    CHECK(found == 1);
    clear_scene(&s);
}

TEST(an_inset_may_be_empty)
{
    scene s;
    cm_map_inset insets[2];
    cm_features none = {0};

    init_scene(&s);
    add_insets(&s, insets);
    CHECK(cm_features_init(&none, CM_GEOMETRY_POINT, CM_CRS_LONLAT) == CM_OK);
    const cm_map_layer own = {.features = &none,
                              .style = &s.members_style,
                              .id = "nobody",
                              .title = "会員",
                              .role = CM_MAP_MEMBERS};
    for (int at = 0; at < 2; at++) {
        insets[0].layers = &own;
        insets[0].layer_count = 1;
        insets[0].centre = at ? insets[0].centre : plain.centre;
        insets[0].scale = 0;
        CHECK(make(&s) == CM_OK);
        CHECK(find_group(s.map, "park-nobody") != NULL);
        cm_map_destroy(s.map);
        s.map = NULL;
    }
    cm_features_clear(&none);
    clear_scene(&s);
}

TEST(refuses_what_is_no_inset)
{
    static const struct {
        const char *why;
        cm_map_inset inset;
        cm_status want;
        const char *sentence;
    } rows[] = {
        {"no id", {.width_mm = 30}, CM_ERR_FORMAT, "inset id"},
        {"an id of a layer", {.id = "wards"}, CM_ERR_FORMAT, "\"wards\" is taken"},
        {"too narrow", {.id = "i", .width_mm = 19}, CM_ERR_DOMAIN, "width in mm 19"},
        {"not a number", {.id = "i", .height_mm = NAN}, CM_ERR_DOMAIN, "height"},
        {"a scale below 1", {.id = "i", .scale = -5}, CM_ERR_DOMAIN, "scale"},
        {"a scale beyond the earth", {.id = "i", .scale = 1e9}, CM_ERR_DOMAIN, "projection"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        scene s;
        cm_map_inset inset = rows[i].inset;
        test_now = rows[i].why;
        init_scene(&s);
        inset.centre = plain.centre;
        inset.bounds = plain.bounds;
        s.options.insets = &inset;
        s.options.inset_count = 1;
        CHECK(make(&s) == rows[i].want && s.map == NULL);
        CHECK(strstr(cm_error_text(), rows[i].sentence) != NULL);
        clear_scene(&s);
    }
}

TEST(nothing_is_kept_when_memory_runs_out)
{
    scene s;
    cm_map_inset insets[2];

    init_scene(&s);
    add_insets(&s, insets);
    cm__memory_fail_at(0, false);
    CHECK(make(&s) == CM_OK);
    const size_t asked = cm__memory_fail_at(0, false);
    clear_scene(&s);
    for (size_t n = 1; n < asked; n += 1 + asked / 20) {
        init_scene(&s);
        add_insets(&s, insets);
        const size_t live = cm__memory_live();
        cm__memory_fail_at(n, true);
        CHECK(make(&s) == CM_ERR_NOMEM && s.map == NULL);
        cm__memory_fail_at(0, false);
        CHECK(cm__memory_live() == live);
        clear_scene(&s);
    }
}

TEST_MAIN(RUN(a_detail_is_true_to_its_scale), RUN(a_locator_shows_where_the_map_lies),
          RUN(insets_stand_in_free_corners_or_below), RUN(members_in_a_detail_are_on_the_map),
          RUN(members_in_a_detail_of_some_members_are_on_the_map_and_places_are_not_counted),
          RUN(an_inset_can_have_layers_of_its_own_and_they_are_credited),
          RUN(each_inset_is_one_layer_clipped_to_its_frame), RUN(an_inset_may_be_empty),
          RUN(refuses_what_is_no_inset), RUN(nothing_is_kept_when_memory_runs_out))
