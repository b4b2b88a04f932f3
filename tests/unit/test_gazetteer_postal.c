/* test_gazetteer_postal.c - tests geo/gazetteer_postal.c. */
#include "tests/merge_fixture.h"

static cm__merge merge;

static void tell_code(uint32_t code, const char *town, unsigned from, unsigned to)
{
    const cm__source_listener listener = cm__merge_listen(&merge);
    const cm__source_postal row = {.postal_code = code,
                                   .prefecture = "東京都",
                                   .city = "文京区",
                                   .town = town,
                                   .kana = "ハクサン",
                                   .chome_from = from,
                                   .chome_to = to};

    CHECK(listener.postal(listener.context, &row) == CM_OK);
}

static void begin(void)
{
    static const char *const towns[] = {"白山",         "白山一丁目", "白山二丁目",  "白山五丁目",
                                        "白山台一丁目", "大字本郷",   "（大字なし）"};

    CHECK(cm__merge_init(&merge, NULL) == CM_OK);
    for (size_t i = 0; i < sizeof towns / sizeof *towns; i++)
        tell_town(&merge, 0, towns[i], NOWHERE);
}

static void names_of(char *out, size_t size)
{
    size_t length = 0;

    *out = '\0';
    for (size_t i = 0; i < merge.postal_count && length < size; i++)
        length += (size_t)snprintf(
            out + length, size - length, "%s%s", i ? " " : "",
            merge.postals[i].town ? merge.towns[merge.postals[i].town - 1].base.name : "*");
}

TEST(finds_the_towns_of_a_code)
{
    static const struct {
        const char *why, *town;
        unsigned from, to;
        const char *want;
    } rows[] = {
        {"all chome", "白山", 0, 0, "白山 白山一丁目 白山二丁目 白山五丁目"},
        {"some chome", "白山", 1, 2, "白山 白山一丁目 白山二丁目"},
        {"one chome", "白山", 5, 5, "白山 白山五丁目"},
        {"without oaza", "本郷", 0, 0, "大字本郷"},
        {"the rest of the city", "", 0, 0, "*"},
        {"a town that is not known", "千石", 0, 0, ""},
    };
    char got[512];

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_now = rows[i].why;
        begin();
        tell_code(1120001, rows[i].town, rows[i].from, rows[i].to);
        CHECK(cm__merge_postals(&merge) == CM_OK);
        names_of(got, sizeof got);
        CHECK(strcmp(got, rows[i].want) == 0);
        cm__merge_clear(&merge);
    }
}

TEST(keeps_each_pair_once_and_the_reading_of_a_whole_town)
{
    begin();
    tell_code(1120002, "白山", 0, 0);
    tell_code(1120001, "本郷", 0, 0);
    tell_code(1120001, "大字本郷", 0, 0);
    CHECK(cm__merge_postals(&merge) == CM_OK);
    CHECK(merge.postal_count == 5 && merge.postals[0].code == 1120001);
    CHECK(strcmp(merge.towns[0].kana, "ハクサン") == 0 && !merge.towns[1].kana);
    cm__merge_clear(&merge);
}

TEST(takes_the_code_of_a_town_row_as_it_is)
{
    cm__source_place row = told(
        0, CM_LEVEL_TOWN, (const char *const[]){"東京都", "文京区", "白山二丁目", "", ""}, NOWHERE);

    begin();
    row.postal_code = 1120001;
    tell(&merge, &row);
    CHECK(cm__merge_postals(&merge) == CM_OK && merge.postal_count == 1);
    CHECK(strcmp(merge.towns[merge.postals[0].town - 1].base.name, "白山二丁目") == 0);
    cm__merge_clear(&merge);
}

TEST(knows_a_city_by_its_code_else_by_its_name)
{
    const cm__source_listener listener = cm__merge_listen(&merge);
    cm__source_postal row = {.postal_code = 1, .city_code = 13105, .town = ""};

    begin();
    merge.cities[0].code = 13105;
    row.prefecture = "トウキョウト";
    row.city = "?";
    CHECK(listener.postal(listener.context, &row) == CM_OK);
    row.postal_code = 2;
    row.city_code = 13106;
    CHECK(listener.postal(listener.context, &row) == CM_OK);
    CHECK(cm__merge_postals(&merge) == CM_OK);
    CHECK(merge.postal_count == 1 && merge.postals[0].code == 1);
    cm__merge_clear(&merge);
}

TEST(does_without_any)
{
    begin();
    CHECK(cm__merge_postals(&merge) == CM_OK && merge.postal_count == 0);
    cm__merge_clear(&merge);
    CHECK(cm__memory_live() == 0);
}

TEST_MAIN(RUN(finds_the_towns_of_a_code), RUN(keeps_each_pair_once_and_the_reading_of_a_whole_town),
          RUN(takes_the_code_of_a_town_row_as_it_is),
          RUN(knows_a_city_by_its_code_else_by_its_name), RUN(does_without_any))
