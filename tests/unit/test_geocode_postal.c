/* test_geocode_postal.c - tests geo/geocode_postal.c. */
#include "geo/geocode_search.h"
#include "tests/lots_fixture.h"

TEST(lets_the_code_choose_check_and_place)
{
    static const struct {
        const char *why, *address;
        uint32_t beside;
        const char *want, *reason;
        int sure; /* score 0.9 or more */
        size_t candidates;
    } rows[] = {
        {"it fits", "〒112-0001 東京都文京区白山1-1-2", 0, "文京区白山一丁目", "", 1, 1},
        {"it stands beside", "東京都文京区白山1-1-2", 1120001, "文京区白山一丁目", "", 1, 1},
        {"it is another town's", "〒113-0033 東京都文京区白山1-1-2", 0, "文京区白山一丁目",
         "postal: 113-0033 is not the code of 白山一丁目", 0, 1},
        {"so it is beside", "東京都文京区白山1-1-2", 1130033, "文京区白山一丁目", "postal: ", 0, 1},
        {"that of the address counts", "112-0001 文京区白山1-1-2", 1130033, "文京区白山一丁目", "",
         1, 1},
        {"it is not known", "〒999-9999 文京区白山1-1-2", 0, "文京区白山一丁目", "", 1, 1},
        {"a town of two cities", "本郷1", 0, "本郷", "tie: ", 0, 2},
        {"the code chooses", "〒113-0033 本郷1", 0, "文京区本郷", "no_city: ", 0, 1},
        {"a code of a whole city chooses", "〒723-0000 本郷1", 0, "三原市本郷", "no_city: ", 0, 1},
        {"seven digits without a hyphen", "〒1130033 本郷1", 0, "文京区本郷", "no_city: ", 0, 1},
        {"nor the mark", "1130033本郷1", 0, "文京区本郷", "no_city: ", 0, 1},
        {"nor the mark, before a prefecture", "１１３００３３東京都文京区本郷1", 0, "文京区本郷",
         "", 1, 1},
        {"no town but the code's", "〒113-0033 東京都文京区", 0, "文京区本郷",
         "postal: the town is known by the code 113-0033 only", 0, 1},
        {"a code of two towns places nothing", "〒112-0001 東京都文京区", 0, "文京区",
         "too_coarse: ", -1, 1},
        {"nor one of another city", "〒723-0000 東京都文京区", 0, "文京区", "too_coarse: ", -1, 1},
        {"nor where more is said", "〒113-0033 東京都文京区千駄木", 0, "文京区", "no_town: ", 0, 1},
    };
    cm_gazetteer *const gazetteer = open_lots();

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_geocode_answer answer;
        char got[256];
        test_now = rows[i].why;
        CHECK(cm__geocode_ask(&answer, &gazetteer->own, rows[i].address, rows[i].beside, NULL) ==
              CM_OK);
        snprintf(got, sizeof got, "%s%s", answer.city, answer.town);
        if (strcmp(got, rows[i].want) != 0 ||
            strncmp(answer.reason, rows[i].reason, strlen(rows[i].reason)) != 0)
            printf("%s: %s, %s\n", rows[i].address, got, answer.reason);
        CHECK(strcmp(got, rows[i].want) == 0);
        CHECK(strncmp(answer.reason, rows[i].reason, strlen(rows[i].reason)) == 0);
        CHECK(*rows[i].reason || !*answer.reason);
        if (rows[i].sure >= 0)
            CHECK((answer.score >= 0.9) == (rows[i].sure == 1));
        CHECK(answer.candidates == rows[i].candidates);
    }
    cm_gazetteer_destroy(gazetteer);
}

TEST(reads_a_code_in_a_cell)
{
    static const struct {
        const char *text;
        uint32_t want;
    } rows[] = {{"112-0001", 1120001},
                {"1120001", 1120001},
                {"〒112-0001", 1120001},
                {" 112 0001 ", 1120001},
                {"１１２－０００１", 1120001},
                {"〒０６０−０８０７", 600807},
                {"0600807", 600807},
                {"", 0},
                {"112", 0},
                {"112-00011", 0},
                {"112-000", 0},
                {"112-000a", 0},
                {"1.120001", 0},
                {"なし", 0},
                {"\xFF\xFE", 0},
                {"11200011120001112000111200011120001", 0}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_now = rows[i].text;
        CHECK(cm__search_read_postal(rows[i].text) == rows[i].want);
    }
}

TEST_MAIN(enter_folder(), RUN(lets_the_code_choose_check_and_place), RUN(reads_a_code_in_a_cell),
          leave_folder((const char *const[]){"lots.gaz", NULL}))
