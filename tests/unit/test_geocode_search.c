/* test_geocode_search.c - tests geo/geocode_search.c: down to the city. */
#include "geo/base_memory.h"
#include "tests/geocode_cases.h"

TEST(reads_the_city)
{
    static const geocode_case rows[] = {
        {"in full", "北海道札幌市北区北8条西5丁目", "北海道 札幌市北区 北八条西五丁目", "", 1},
        {"without the prefecture", "札幌市北区北8西5-1", "北海道 札幌市北区 北八条西五丁目", "1",
         1},
        {"the ward alone", "北区北8西5-1", "北海道 札幌市北区 北八条西五丁目", "1", 1},
        {"without the ward", "札幌市大通西3-6", "北海道 札幌市中央区 大通西三丁目", "6", 0},
        {"without the county", "長野県南箕輪村4825", "長野県 上伊那郡南箕輪村 （大字なし）", "4825",
         1},
        {"another county", "長野県下伊那郡南箕輪村4825", "長野県 上伊那郡南箕輪村 （大字なし）",
         "4825", 1},
        {"a name that begins like a prefecture", "京都市中京区山本町9",
         "京都府 京都市中京区 山本町", "9", 1},
        {"the prefecture for short", "京都京都市中京区山本町9", "京都府 京都市中京区 山本町", "9",
         1},
        {"the town alone", "蒲生茜町9-3", "埼玉県 越谷市 蒲生茜町", "9-3", 0},
        {"a postal code with its mark", "〒069-8555 北海道江別市文京台11", "北海道 江別市 文京台",
         "11", 1},
        {"full-width", "〒０６９－８５５５　江別市文京台１１", "北海道 江別市 文京台", "１１", 1},
        {"without its mark", "069-8555江別市文京台11", "北海道 江別市 文京台", "11", 1},
        {"a number that is no postal code", "９-8555江別市文京台11", "  ", NULL, -1},
        {"a remark before", "(後期)江別市文京台11", "北海道 江別市 文京台", "11", 1},
        {"a bracket that is never closed", "(江別市文京台11", "北海道 江別市 文京台", "11", 1},
        {"half-width katakana in the city", "龍ｹ崎市川原代町5", "茨城県 龍ヶ崎市 川原代町", "5", 1},
        {"the city twice", "北海道江別市江別市文京台11", "北海道 江別市 文京台", "11", 1},
        {"the city twice, then with its ward", "北海道札幌市札幌市北区北8西5",
         "北海道 札幌市北区 北八条西五丁目", "", 1},
        {"a ward, then its city again", "北海道札幌市北区札幌市北8西5",
         "北海道 札幌市北区 北八条西五丁目", "", 1},
        {"a ward, then another city", "北海道札幌市北区江別市文京台11", "北海道 札幌市北区 ",
         "江別市文京台11", 0},
        {"all twice", "埼玉県越谷市埼玉県越谷市蒲生5", "埼玉県 越谷市 大字蒲生", "5", 1},
        {"a ward that is not known", "北海道札幌市新区北8西5-1", "北海道 札幌市北区 北八条西五丁目",
         "1", 0},
        {"one wrong character in the city", "埼玉県越合市蒲生茜町9-3", "埼玉県 越谷市 蒲生茜町",
         "9-3", 0},
        {"one wrong character, and no town to confirm it", "長野県南筑輪村4825", "長野県  ",
         "南筑輪村4825", 0},
        {"bytes that are lost", "埼玉県\xFF\xFE谷市蒲生茜町9-3", "埼玉県 越谷市 蒲生茜町", "9-3",
         0},
        {"a city of two prefectures, by its town", "府中市本町1-2", "東京都 府中市 本町一丁目", "2",
         1},
        {"a city of two prefectures, by a town in both", "府中市本町", "広島県 府中市 本町", "", 1},
        {"a prefecture only", "北海道", "北海道  ", "", -1},
        {"a city only", "北海道札幌市", "北海道 札幌市 ", "", -1},
        {"a city of another prefecture", "東京都江別市文京台", "東京都  ", "江別市文京台", -1},
        {"nothing that is known", "Sapporo", "  ", "Sapporo", -1},
    };
    cm_gazetteer *const gazetteer = open_small();

    CHECK_CASES(gazetteer, rows);
    cm_gazetteer_destroy(gazetteer);
    CHECK(cm__memory_live() == 0);
}

TEST_MAIN(enter_folder(), RUN(reads_the_city),
          leave_folder((const char *const[]){"small.csv", "small.gaz", NULL}))
