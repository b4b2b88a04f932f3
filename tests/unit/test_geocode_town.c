/* test_geocode_town.c - tests geo/geocode_town.c: from the city down. */
#include "geo/base_memory.h"
#include "tests/geocode_cases.h"

static const char more[] = "pref,city,town,koaza,lat,lng\n"
                           "石川県,金沢市,六浦,,36.5,136.6\n"
                           "石川県,金沢市,六浦町,,36.5,136.6\n"
                           "石川県,金沢市,南四十万三丁目,,36.5,136.6\n"
                           "石川県,金沢市,久保田,,36.5,136.6\n"
                           "石川県,金沢市,久保田一丁目,,36.5,136.6\n"
                           "石川県,金沢市,字新町,,36.5,136.6\n"
                           "石川県,金沢市,新町,,36.6,136.6\n"
                           "石川県,金沢市,すずらん台三番町,,36.5,136.6\n"
                           "石川県,金沢市,助七,,36.5,136.6\n"
                           "石川県,金沢市,助七一丁目,,36.5,136.6\n"
                           "石川県,金沢市,大字鶴賀,七瀬中町,36.5,136.6\n"
                           "石川県,金沢市,国分上小川,,36.5,136.6\n"
                           "石川県,金沢市,商工センター六丁目,,36.5,136.6\n"
                           "石川県,金沢市,東十二丁目,第十九地割,36.5,136.6\n"
                           "石川県,金沢市,荒井,四ツ谷東,36.5,136.6\n"
                           "石川県,金沢市,荒井四丁目,,36.5,136.6\n"
                           "石川県,金沢市,湯上町,い,36.5,136.6\n"
                           "石川県,金沢市,湯上町,ゐ,36.5,136.6\n"
                           "石川県,金沢市,神田町,,36.5,136.6\n"
                           "石川県,金沢市,花田町一丁目,,36.5,136.6\n"
                           "石川県,金沢市,竹の内,,36.5,136.6\n"
                           "石川県,金沢市,竹之内,,36.5,136.6\n";

TEST(reads_the_town)
{
    static const geocode_case rows[] = {
        {"the longer of two", "越谷市蒲生茜町9-3", "埼玉県 越谷市 蒲生茜町", "9-3", 1},
        {"the shorter, without its oaza", "越谷市蒲生9-3", "埼玉県 越谷市 大字蒲生", "9-3", 1},
        {"a koaza, whose rest is the number", "奥州市水沢佐倉河字道下12-3",
         "岩手県 奥州市 水沢佐倉河", "12-3", 1},
        {"without its aza", "奥州市水沢佐倉河中半入5", "岩手県 奥州市 水沢佐倉河", "5", 1},
        {"a koaza that is not known", "奥州市水沢佐倉河字無名5", "岩手県 奥州市 水沢佐倉河",
         "字無名5", 0},
        {"streets before the town", "京都府京都市中京区烏丸通御池上る山本町999番地おはようビル",
         "京都府 京都市中京区 山本町", "999番地おはようビル", 1},
        {"streets that begin like a town", "京都市中京区丸太町通烏丸東入山本町9",
         "京都府 京都市中京区 山本町", "9", 1},
        {"streets after the town", "京都市中京区山本町烏丸通御池上る9",
         "京都府 京都市中京区 山本町", "烏丸通御池上る9", 0},
        {"digits of the building stay", "京都市中京区山本町９９９番地ビル２０５号室",
         "京都府 京都市中京区 山本町", "９９９番地ビル２０５号室", 1},
        {"lots divided by stems", "越谷市蒲生甲5", "埼玉県 越谷市 大字蒲生", "甲5", 1},
        {"lots divided by kana", "越谷市蒲生イ5", "埼玉県 越谷市 大字蒲生", "イ5", 1},
        {"another character is not known", "越谷市蒲生天5", "埼玉県 越谷市 大字蒲生", "天5", 0},
        {"directly below its village", "南箕輪村4825-1", "長野県 上伊那郡南箕輪村 （大字なし）",
         "4825-1", 1},
        {"a part that is not known is no wrong character", "越谷市蒲生西町9-3",
         "埼玉県 越谷市 大字蒲生", "西町9-3", 0},
        {"one wrong character", "龍ヶ崎市川原台町9-3", "茨城県 龍ヶ崎市 川原代町", "9-3", 0},
    };
    cm_gazetteer *const gazetteer = open_small();

    CHECK_CASES(gazetteer, rows);
    cm_gazetteer_destroy(gazetteer);
}

TEST(tells_names_apart_that_are_nearly_alike)
{
    static const geocode_case rows[] = {
        {"cho is part of the name", "金沢市六浦町2-17-5", "石川県 金沢市 六浦町", "2-17-5", 1},
        {"and may be missing from it", "金沢市六浦2-17-5", "石川県 金沢市 六浦", "2-17-5", 1},
        {"a numeral before the chome", "金沢市南四十万3丁目9", "石川県 金沢市 南四十万三丁目", "9",
         1},
        {"the same in kanji", "金沢市南四十万三丁目9", "石川県 金沢市 南四十万三丁目", "9", 1},
        {"a koaza that begins with one is no chome", "金沢市久保田字一ノ山1523",
         "石川県 金沢市 久保田", "字一ノ山1523", 0},
        {"a chome", "金沢市久保田1-5", "石川県 金沢市 久保田一丁目", "5", 1},
        {"a lot of a number that is no chome", "金沢市久保田2-5", "石川県 金沢市 久保田", "2-5", 1},
        {"a lot that says so", "金沢市久保田1番地5", "石川県 金沢市 久保田", "1番地5", 1},
        {"with aza, as written", "金沢市字新町5", "石川県 金沢市 字新町", "5", 1},
        {"without aza, as written", "金沢市新町5", "石川県 金沢市 新町", "5", 1},
        {"bancho left out", "金沢市すずらん台3-219", "石川県 金沢市 すずらん台三番町", "219", 1},
        {"a name that ends with a numeral", "金沢市助七1-2", "石川県 金沢市 助七一丁目", "2", 1},
        {"the same in kanji", "金沢市助七一丁目2", "石川県 金沢市 助七一丁目", "2", 1},
        {"and without its chome", "金沢市助七5番", "石川県 金沢市 助七", "5番", 1},
        {"a koaza without its oaza", "金沢市七瀬中町161", "石川県 金沢市 大字鶴賀", "161", 0},
        {"without the former town's name", "金沢市上小川875", "石川県 金沢市 国分上小川", "875", 0},
        {"a long vowel is no hyphen", "金沢市商工センター6-9-39",
         "石川県 金沢市 商工センター六丁目", "9-39", 1},
        {"a number within a name, and dai", "金沢市東十二丁目第１９地割１０－５４",
         "石川県 金沢市 東十二丁目", "１０－５４", 1},
        {"a shorter town whose koaza goes on further", "金沢市荒井四ツ谷東5", "石川県 金沢市 荒井",
         "5", 1},
        {"the town that the koaza is not of", "金沢市荒井四丁目5", "石川県 金沢市 荒井四丁目", "5",
         1},
        {"a koaza to the letter", "金沢市湯上町い5", "石川県 金沢市 湯上町", "5", 1},
        {"a chome that is not known", "金沢市神田町一丁目18番地", "石川県 金沢市 神田町",
         "一丁目18番地", 0},
        {"bancho called chome", "金沢市すずらん台3丁目2", "石川県 金沢市 すずらん台三番町", "2", 0},
        {"a kanji number that goes on as a name", "金沢市神田町三笠5", "石川県 金沢市 神田町",
         "三笠5", 0},
        {"to the letter but for blanks", "金沢市竹 の内5", "石川県 金沢市 竹の内", "5", 1},
        {"and the other", "金沢市竹之　内5", "石川県 金沢市 竹之内", "5", 1},
        {"nothing like it", "金沢市無名の里5", "石川県 金沢市 ", "無名の里5", -1},
    };
    cm_gazetteer *gazetteer = NULL;

    write_text("small.csv", more);
    CHECK(build_from("small.gaz", "small.csv") == CM_OK);
    CHECK(cm_gazetteer_open(&gazetteer, "small.gaz") == CM_OK);
    CHECK_CASES(gazetteer, rows);
    cm_gazetteer_destroy(gazetteer);
    CHECK(cm__memory_live() == 0);
}

TEST_MAIN(enter_folder(), RUN(reads_the_town), RUN(tells_names_apart_that_are_nearly_alike),
          leave_folder((const char *const[]){"small.csv", "small.gaz", NULL}))
