/* test_map_credit.c - tests output/map_credit.c. */
#include "geo/base_memory.h"
#include "geo/base_text.h"
#include "output/map_credit.h"
#include "tests/unit/map_sheet_fixture.h"

static const cm_style no_style;

/* All lines of the credit as one text, without their breaks. */
static void write_credit(cm__text *out, const cm__sheet *sheet, double width_mm)
{
    cm__credit credit = {0};
    cm__list list;

    CHECK(cm__credit_layout(&credit, sheet, width_mm) == CM_OK);
    begin_list(&list, sheet);
    CHECK(cm__credit_draw(&list, &credit, (cm_point){12, 250}) == CM_OK);
    const cm__group *const group = find_group(&list, "credit");
    double low = 250;
    for (size_t i = 0; i < group->item_count; i++) {
        const cm__item *const item = &group->items[i];
        CHECK(item->ink_mm.y_min > low - 0.01); /* nothing overprints */
        CHECK(item->ink_mm.x_min > 11.9 && item->ink_mm.x_max < 12.1 + width_mm);
        CHECK(item->ink_mm.y_max < 250 + credit.height_mm);
        low = item->ink_mm.y_max;
        cm__text_add(out, item->string);
        cm__text_add(out, "\n");
    }
    cm__list_clear(&list);
    cm__credit_clear(&credit);
}

static bool says(const cm__text *text, const char *piece)
{
    return strstr(text->bytes, piece) != NULL;
}

static size_t count_of(const char *text, const char *piece)
{
    size_t count = 0;

    for (text = strstr(text, piece); text; text = strstr(text + 1, piece))
        count++;
    return count;
}

static cm_features from_source(const char *source)
{
    cm_features features = {0};

    CHECK(cm_features_init(&features, CM_GEOMETRY_POINT, "EPSG:6668") == CM_OK);
    CHECK(cm_features_set_source(&features, source) == CM_OK);
    return features;
}

TEST(names_every_source_once_with_its_layers)
{
    cm_features wards = from_source("国土数値情報"), members = from_source("NTA\n register"),
                bands = from_source("NTA\n register"), plain = from_source(NULL);
    const cm_map_layer layers[] = {
        {.features = &wards, .style = &no_style, .id = "w", .title = "区界", .approximate = true},
        {.features = &members, .style = &no_style, .id = "m", .title = "会員"},
        {.features = &bands, .style = &no_style, .id = "d", .title = "密度"},
        {.features = &plain, .style = &no_style, .id = "p", .title = "無題"}};
    cm_map_options options = CM_MAP_OPTIONS_INIT;
    cm__text text = {0};
    cm__sheet sheet;

    options.as_of = "2003-04";
    options.credit = "作図：協議会\n\n 印刷：道央 ";
    init_sheet(&sheet, &options, "EPSG:6680", (cm_lonlat){141.385, 43.045}, 150000);
    sheet.layers = layers;
    sheet.layer_count = 4;
    sheet.outside_count = 1234;
    sheet.farthest_mm = 2.345; /* 351.75 m */
    write_credit(&text, &sheet, 186);
    CHECK(says(&text, "2003年4月時点"));
    CHECK(says(&text, "図の範囲外 1,234件"));
    CHECK(says(&text, "ずれは最大 360 m"));
    CHECK(says(&text, "概略の図形：区界\n"));
    CHECK(says(&text,
               "資料：区界＝国土数値情報／会員、密度＝NTA  register／作図：協議会／印刷：道央\n"));
    CHECK(count_of(text.bytes, "NTA") == 1 && !says(&text, "無題"));
    CHECK(says(&text, "投影：平面直角座標系第XII系（JGD2011、EPSG:6680）"));
    CHECK(says(&text, "縮尺係数 1.0000") && says(&text, "真北方向角 +0.59°"));
    cm__text_clear(&text);
    sheet.layer_count = 0;
    cm__sheet_clear(&sheet);
    cm_features_clear(&wards);
    cm_features_clear(&members);
    cm_features_clear(&bands);
    cm_features_clear(&plain);
    CHECK(cm__memory_live() == 0);
}

TEST(says_what_is_so_and_no_more)
{
    static const struct {
        const char *why, *plane;
        cm_lonlat middle;
        double scale;
        const char *there, *absent;
    } rows[] = {
        {"north is up", "EPSG:6680", {142.25, 44}, 150000, "scale factor 0.9999", "true north"},
        {"UTM",
         "EPSG:32654",
         {141.385, 43.045},
         200000,
         "UTM zone 54N (WGS 84, EPSG:32654) · scale factor 0.9996 · true north from grid north "
         "-0.26°",
         "middle"},
        {"Japan",
         "+proj=laea +lat_0=36 +lon_0=137 +ellps=GRS80 +units=m +type=crs",
         {137, 36},
         1e7,
         "scale factor 1.0000",
         "EPSG"},
        {"Mercator",
         "EPSG:3857",
         {139, 36},
         5e6,
         "The scale is that at the map's middle",
         "true north"},
        {"no CRS", NULL, {0, 0}, 1000, "Projection: no coordinate reference system", "factor"},
    };
    cm_map_options options = CM_MAP_OPTIONS_INIT;

    options.language = CM_MAP_ENGLISH;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm__text text = {0};
        cm__sheet sheet;
        test_now = rows[i].why;
        init_sheet(&sheet, &options, rows[i].plane, rows[i].middle, rows[i].scale);
        write_credit(&text, &sheet, 186);
        CHECK(says(&text, rows[i].there));
        CHECK(!says(&text, rows[i].absent));
        CHECK(!says(&text, "Sources") && !says(&text, "Outside"));
        CHECK(!says(&text, "side by side") && !says(&text, "As of"));
        cm__text_clear(&text);
        cm__sheet_clear(&sheet);
    }
}

TEST(a_hostile_credit_stays_in_its_box_and_the_projection_on_it)
{
    static char endless[10001];
    static const char *const pieces[] = {"札", "W", "a ", "&<>", "\x01\x02", "\n", "一\n", "\xFF"};
    cm_map_options options = CM_MAP_OPTIONS_INIT;

    options.as_of = options.credit = endless;
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        cm__text text = {0};
        cm__sheet sheet;
        test_now = pieces[i];
        endless[0] = '\0';
        for (size_t at = 0; at + strlen(pieces[i]) <= 10000; at += strlen(pieces[i]))
            memcpy(endless + at, pieces[i], strlen(pieces[i]) + 1);
        init_sheet(&sheet, &options, "EPSG:6680", (cm_lonlat){141.385, 43.045}, 150000);
        write_credit(&text, &sheet, 186);
        CHECK(says(&text, "EPSG:6680"));
        CHECK(count_of(text.bytes, "\n") <= 12);
        cm__text_clear(&text);
        cm__sheet_clear(&sheet);
    }
    CHECK(cm__memory_live() == 0);
}

TEST_MAIN(RUN(names_every_source_once_with_its_layers), RUN(says_what_is_so_and_no_more),
          RUN(a_hostile_credit_stays_in_its_box_and_the_projection_on_it))
