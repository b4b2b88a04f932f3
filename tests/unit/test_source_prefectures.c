/* test_source_prefectures.c - tests geo/source_prefectures.c. */
#include "geo/source_prefectures.h"
#include "tests/source_fixture.h"

TEST(holds_every_prefecture_once)
{
    for (int i = 0; i < CM__PREFECTURE_COUNT; i++) {
        const cm__prefecture *const one = &cm__prefectures[i];
        test_now = one->name;
        CHECK(strlen(one->name) >= 9 && strlen(one->name) <= 12 && strlen(one->kana) >= 12);
        CHECK(one->roman[0] >= 'A' && one->roman[0] <= 'Z');
        for (int k = 0; k < i; k++)
            CHECK(strcmp(cm__prefectures[k].name, one->name) != 0 &&
                  strcmp(cm__prefectures[k].roman, one->roman) != 0);
    }
    CHECK(strcmp(cm__prefectures[12].name, "東京都") == 0);
    CHECK(strcmp(cm__prefectures[9].other_roman, "Gunma") == 0);
}

TEST(is_what_the_registry_has)
{
    const char *const data = find_data("the registry's prefectures");
    char path[4200], want[256];
    const char *const paths[] = {path};
    cm__source_report report = {0};
    diary got = {.places = 0};

    if (!data)
        return;
    snprintf(path, sizeof path, "%s/gazetteer/formats/mt_pref_all.csv", data);
    CHECK(read_sources(&got, &report, NULL, paths, 1) == CM_OK && report.rows == 47);
    const char *at = got.text.bytes;
    for (int i = 0; at && i < CM__PREFECTURE_COUNT; i++) {
        const cm__prefecture *const one = &cm__prefectures[i];
        test_now = one->name;
        snprintf(want, sizeof want, "P0 %s||||;%s|%s;\n", one->name, one->kana, one->roman);
        CHECK(strncmp(at, want, strlen(want)) == 0);
        at = strchr(at, '\n') + 1;
    }
    cm__text_clear(&got.text);
}

TEST_MAIN(RUN(holds_every_prefecture_once), RUN(is_what_the_registry_has))
