/* test_gazetteer_about.c - tests geo/gazetteer_about.c. */
#include "geo/base_memory.h"
#include "tests/gazetteer_fixture.h"
#include <sys/time.h>

static const char registry[] = "lg_code,pref,pref_kana,pref_roma,county,city,ward,ablt_date\n"
                               "131059,東京都,トウキョウト,Tokyo,,文京区,,\n";

static void date(const char *path, long seconds)
{
    const struct timeval times[2] = {{.tv_sec = seconds}, {.tv_sec = seconds}};

    CHECK(utimes(path, times) == 0);
}

TEST(names_each_source_with_kind_and_day_and_each_line_once)
{
    const char *const sources[] = {"small.csv", "./more.csv", "city.csv"};
    cm_gazetteer *gazetteer = NULL;

    write_text("small.csv", small_table);
    write_text("more.csv", small_table);
    write_text("city.csv", registry);
    date("small.csv", 86400L * 365);  /* 1971-01-01 */
    date("more.csv", 86400L * 2 - 1); /* 1970-01-02, its last second */
    date("city.csv", 0);
    CHECK(cm_gazetteer_build("a.gaz", sources, 3, NULL, NULL, NULL) == CM_OK);
    CHECK(cm_gazetteer_open(&gazetteer, "a.gaz") == CM_OK);
    const cm_gazetteer_info info = cm_gazetteer_get_info(gazetteer);
    CHECK(strcmp(info.sources,
                 "small.csv (Geolonia 住所データ（町の表）, 1971-01-01)\n"
                 "more.csv (Geolonia 住所データ（町の表）, 1970-01-02)\n"
                 "city.csv (アドレス・ベース・レジストリ 市区町村, 1970-01-01)") == 0);
    CHECK(strcmp(info.attribution,
                 "Geolonia 住所データ (CC BY 4.0, Geolonia Inc.)、国土交通省 "
                 "位置参照情報・日本郵便のデータを加工\n"
                 "アドレス・ベース・レジストリ（デジタル庁）を加工して作成") == 0);
    CHECK(*info.created == '\0' && info.cities == 11 && info.towns == 14 && info.blocks == 0);
    cm_gazetteer_destroy(gazetteer);
    CHECK(cm__memory_live() == 0);
}

TEST_MAIN(enter_folder(), RUN(names_each_source_with_kind_and_day_and_each_line_once),
          leave_folder((const char *const[]){"small.csv", "more.csv", "city.csv", "a.gaz", NULL}))
