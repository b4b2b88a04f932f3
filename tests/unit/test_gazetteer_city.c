/* test_gazetteer_city.c - tests geo/gazetteer_city.c. */
#include "tests/gazetteer_inside.h"

/* How many cities answer to a name. */
static size_t count_named(cm_gazetteer *gazetteer, uint32_t scope, const char *name)
{
    cm__name_match match;

    cm__address_read(gazetteer->own.address, gazetteer->fold, name, strlen(name));
    cm__lexicon_find(&match, &gazetteer->names, scope, gazetteer->own.address, 0, SIZE_MAX - 1);
    return match.count > 0 && match.end == gazetteer->own.address->count ? match.count : 0;
}

TEST(knows_a_city_by_each_of_its_names)
{
    static const struct {
        const char *why, *name;
        uint32_t scope;
        size_t want;
    } rows[] = {
        {"a ward in full", "札幌市中央区", CM__SCOPE_CITY, 1},
        {"a ward alone", "中央区", CM__SCOPE_CITY, 1},
        {"the city of wards", "札幌市", CM__SCOPE_CITY, 1},
        {"two of one name", "府中市", CM__SCOPE_CITY, 2},
        {"one of them in its prefecture", "府中市", CM__SCOPE_CITY_IN + 1, 1},
        {"with its county", "上伊那郡南箕輪村", CM__SCOPE_CITY, 1},
        {"without its county", "南箕輪村", CM__SCOPE_CITY, 1},
        {"in the other spelling", "龍ケ崎市", CM__SCOPE_CITY, 1},
        {"no city", "南箕輪", CM__SCOPE_CITY, 0},
        {"a prefecture", "北海道", CM__SCOPE_PREFECTURE, 1},
        {"a prefecture for short", "京都", CM__SCOPE_PREFECTURE_SHORT, 1},
    };
    cm_gazetteer *const gazetteer = open_small();

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_now = rows[i].why;
        CHECK(count_named(gazetteer, rows[i].scope, rows[i].name) == rows[i].want);
    }
    cm_gazetteer_destroy(gazetteer);
}

TEST(puts_a_city_of_wards_amid_its_wards)
{
    cm_gazetteer *const gazetteer = open_small();
    const size_t city = find_city(gazetteer, "札幌市"), kita = find_city(gazetteer, "札幌市北区");

    CHECK(city != CM_ABSENT && kita != CM_ABSENT && gazetteer->cities[city].id == 0);
    CHECK(gazetteer->cities[kita].parent == city);
    CHECK(gazetteer->cities[find_city(gazetteer, "札幌市中央区")].parent == city);
    CHECK(find_city(gazetteer, "京都市") != CM_ABSENT);
    CHECK_NEAR(gazetteer->cities[city].place.lat_deg, (43.06245 + 43.0705) / 2, 1e-9);
    cm_gazetteer_destroy(gazetteer);
}

/* Eleven islands far south do not draw a prefecture into the sea. */
TEST(puts_a_prefecture_amid_its_cities_by_the_median)
{
    cm_gazetteer *gazetteer = NULL;

    write_text("isles.csv", "pref,city,town,koaza,lat,lng\n"
                            "東京都,千代田区,外神田,,35.70,139.77\n"
                            "東京都,文京区,本郷,,35.71,139.76\n"
                            "東京都,小笠原村,父島,,27.09,142.19\n");
    CHECK(build_from("isles.gaz", "isles.csv") == CM_OK);
    CHECK(cm_gazetteer_open(&gazetteer, "isles.gaz") == CM_OK);
    CHECK_NEAR(gazetteer->prefectures[0].place.lat_deg, 35.70, 1e-9);
    CHECK_NEAR(gazetteer->prefectures[0].place.lon_deg, 139.77, 1e-9);
    cm_gazetteer_destroy(gazetteer);
    CHECK(unlink("isles.csv") == 0 && unlink("isles.gaz") == 0);
}

TEST(keeps_what_a_city_is_called_besides)
{
    cm_gazetteer *const gazetteer = open_small();

    CHECK(!gazetteer->cities[0].kana && !gazetteer->cities[0].roman);
    cm_gazetteer_destroy(gazetteer);
}

TEST_MAIN(enter_folder(), RUN(knows_a_city_by_each_of_its_names),
          RUN(puts_a_city_of_wards_amid_its_wards),
          RUN(puts_a_prefecture_amid_its_cities_by_the_median),
          RUN(keeps_what_a_city_is_called_besides),
          leave_folder((const char *const[]){"small.csv", "small.gaz", NULL}))
