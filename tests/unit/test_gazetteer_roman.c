/* test_gazetteer_roman.c - tests geo/gazetteer_roman.c. */
#include "geo/base_memory.h"
#include "tests/roman_fixture.h"

static size_t count_names(cm_gazetteer *gazetteer, uint32_t scope, const char *name)
{
    static cm__address_text text;
    cm__name_match match;
    size_t length = 0;

    cm__address_read(&text, gazetteer->fold, name, strlen(name));
    length = text.count;
    cm__lexicon_find(&match, &gazetteer->readings, scope, &text, 0, CM__ADDRESS_MAX + 1);
    return match.count > 0 && match.end == length ? match.count : 0;
}

TEST(adds_every_form_of_a_name)
{
    static const struct {
        const char *name;
        uint32_t scope;
        size_t count;
    } rows[] = {
        {"sapporoshichuoku", CM__SCOPE_READ_CITY, 1},
        {"sapporochuo", CM__SCOPE_READ_CITY, 1},
        {"sapporocitychuoward", CM__SCOPE_READ_CITY, 1},
        {"chuoku", CM__SCOPE_READ_CITY, 3},
        {"chuo", CM__SCOPE_READ_CITY, 3},
        {"sapporo", CM__SCOPE_READ_CITY, 1}, /* once, not for each ward */
        {"sapporocity", CM__SCOPE_READ_CITY, 1},
        {"nishitamagunmizuhomachi", CM__SCOPE_READ_CITY, 1},
        {"mizuhocho", CM__SCOPE_READ_CITY, 1},
        {"mizuhotown", CM__SCOPE_READ_CITY, 1},
        {"mizuhovillage", CM__SCOPE_READ_CITY, 0},
        {"fuchushi", CM__SCOPE_READ_CITY, 2},
        {"サッポロシチュウオウク", CM__SCOPE_READ_CITY, 1},
        {"サッポロシ", CM__SCOPE_READ_CITY, 1},
        {"オオサカシ", CM__SCOPE_READ_CITY, 1},
        {"ミズホマチ", CM__SCOPE_READ_CITY, 1},
        {"hokkaido", CM__SCOPE_READ_PREFECTURE, 1},
        {"tokyoto", CM__SCOPE_READ_PREFECTURE, 1},
        {"osakafu", CM__SCOPE_READ_PREFECTURE, 1},
        {"hyogoprefecture", CM__SCOPE_READ_PREFECTURE, 1},
        {"ヒョウゴケン", CM__SCOPE_READ_PREFECTURE, 1},
        {"ヒョウゴ", CM__SCOPE_READ_PREFECTURE, 1},
        {"トウキョウ", CM__SCOPE_READ_PREFECTURE, 1},
        {"ホッカイドウ", CM__SCOPE_READ_PREFECTURE, 1},
        {"okinawa", CM__SCOPE_READ_PREFECTURE, 0}, /* not in this gazetteer */
    };
    cm_gazetteer *const gazetteer = open_roman();

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_now = rows[i].name;
        CHECK(count_names(gazetteer, rows[i].scope, rows[i].name) == rows[i].count);
    }
    for (size_t p = 0; p < gazetteer->prefecture_count; p++)
        if (strcmp(gazetteer->prefectures[p].name, "東京都") == 0)
            CHECK(count_names(gazetteer, (uint32_t)(CM__SCOPE_READ_CITY_IN + p), "chuo") == 1);
    cm_gazetteer_destroy(gazetteer);
}

TEST(adds_one_city_by_itself)
{
    cm_gazetteer *const gazetteer = open_roman();

    cm__lexicon_clear(&gazetteer->readings);
    CHECK(cm__gazetteer_add_roman(gazetteer, 0, "Ebetsu-shi") == CM_OK);
    CHECK(cm__gazetteer_add_kana(gazetteer, 0, "エベツシ") == CM_OK);
    CHECK(cm__gazetteer_add_roman(gazetteer, 0, "12 ") == CM_OK); /* no letters: nothing */
    CHECK(cm__lexicon_seal(&gazetteer->readings) == CM_OK);
    CHECK(count_names(gazetteer, CM__SCOPE_READ_CITY, "ebetsu") == 1);
    CHECK(count_names(gazetteer, CM__SCOPE_READ_CITY, "エベツシ") == 1);
    cm_gazetteer_destroy(gazetteer);
    CHECK(cm__memory_live() == 0);
}

TEST_MAIN(enter_folder(), RUN(adds_every_form_of_a_name), RUN(adds_one_city_by_itself),
          leave_folder((const char *const[]){"roman.csv", "roman.gaz", NULL}))
