/* test_geocode_mend.c - tests geo/geocode_mend.c: one wrong character anywhere above the lots. */
#include "geo/base_memory.h"
#include "tests/geocode_cases.h"

static const char table[] = "pref,city,town,koaza,lat,lng\n"
                            "香川県,丸亀市,広島町,,34.3,133.8\n"
                            "香川県,丸亀市,本町一丁目,,34.3,133.8\n"
                            "香川県,仲多度郡琴平町,榎井,,34.2,133.8\n"
                            "愛知県,知多市,清水,,34.9,136.8\n"
                            "高知県,高知市,清水,,33.5,133.5\n"
                            "熊本県,熊本市南区,荒尾二丁目,,32.7,130.7\n"
                            "熊本県,熊本市東区,荒尾町,,32.7,130.7\n"
                            "愛知県,知多市,大字清林,,34.9,136.8\n"
                            "愛知県,知多市,新林町,,34.9,136.8\n"
                            "愛知県,知多市,新林町中,,34.9,136.8\n"
                            "愛知県,知多市,花園南本町,,34.9,136.8\n"
                            "愛知県,知多市,花園南元町,,34.9,136.8\n";

TEST(mends_every_part)
{
    static const geocode_case rows[] = {
        {"the prefecture, exchanged", "川香県丸亀市広島町5", "香川県 丸亀市 広島町", "5", 0},
        {"the prefecture, another sign", "南知県知多市清水5", "愛知県 知多市 清水", "5", 0},
        {"which of two, as its city says", "南知県高知市清水5", "高知県 高知市 清水", "5", 0},
        {"the prefecture, one too many", "香川川県丸亀市広島町5", "香川県 丸亀市 広島町", "5", 0},
        {"no city follows", "南知県清水5", "  ", "南知県清水5", 0},
        {"the city's last sign", "香川県丸亀川広島町5", "香川県 丸亀市 広島町", "5", 0},
        {"the city, exchanged", "香川県丸市亀広島町5", "香川県 丸亀市 広島町", "5", 0},
        {"the city, without a prefecture", "丸亀亀市広島町5", "香川県 丸亀市 広島町", "5", 0},
        {"the city, without its county", "香川県琴平平町榎井5", "香川県 仲多度郡琴平町 榎井", "5",
         0},
        {"a city that no town of it follows", "香川県丸亀川無名5", "香川県  ", "丸亀川無名5", 0},
        {"the ward, exchanged", "熊本県熊本市区南荒尾二丁目3", "熊本県 熊本市南区 荒尾二丁目", "3",
         0},
        {"the ward, doubled", "熊本市南南区荒尾二丁目3", "熊本県 熊本市南区 荒尾二丁目", "3", 0},
        {"the town", "丸亀市広鳥町5", "香川県 丸亀市 広島町", "5", 0},
        {"the town's chome", "丸亀市本町丁一目5", "香川県 丸亀市 本町一丁目", "5", 0},
        {"the town's oaza", "知多市大清字林5", "愛知県 知多市 大字清林", "5", 0},
        {"two towns as near", "知多市花園南大町5", "愛知県 知多市 ", "5", 0},
    };
    cm_gazetteer *gazetteer = NULL;

    write_text("mend.csv", table);
    CHECK(build_from("mend.gaz", "mend.csv") == CM_OK);
    CHECK(cm_gazetteer_open(&gazetteer, "mend.gaz") == CM_OK);
    CHECK_CASES(gazetteer, rows);
    cm_gazetteer_destroy(gazetteer);
    CHECK(cm__memory_live() == 0);
}

TEST_MAIN(enter_folder(), RUN(mends_every_part),
          leave_folder((const char *const[]){"mend.csv", "mend.gaz", NULL}))
