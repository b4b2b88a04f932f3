/* test_source_post_town.c - tests geo/source_post_town.c. */
#include "geo/base_memory.h"
#include "geo/source_post_town.h"
#include "tests/test.h"

/* "name,name;1-19,3-3"; "building" */
static void print_town(char *out, size_t size, const cm__post_town *town)
{
    const char *name = town->names;
    size_t length = 0;

    if (town->is_building) {
        snprintf(out, size, "building");
        return;
    }
    for (size_t i = 0; i < town->name_count; i++) {
        length += (size_t)snprintf(out + length, size - length, "%s%s", i ? "," : "", name);
        name += strlen(name) + 1;
    }
    for (size_t i = 0; i < town->range_count; i++)
        length += (size_t)snprintf(out + length, size - length, "%s%u-%u", i ? "," : ";",
                                   town->ranges[i].from, town->ranges[i].to);
}

TEST(reads_town_texts)
{
    static const struct {
        const char *why, *text, *want;
    } rows[] = {
        {"a town", "旭ケ丘", "旭ケ丘;0-0"},
        {"no town", "以下に掲載がない場合", ";0-0"},
        {"lots follow the municipality", "瑞穂町の次に番地がくる場合", ";0-0"},
        {"with numbers", "富谷市の次に１～１２３番地がくる場合", ";0-0"},
        {"all of a village", "利島村一円", ";0-0"},
        {"a town called 一円", "一円", "一円;0-0"},
        {"a range of chome", "大通西（１～１９丁目）", "大通西;1-19"},
        {"the other wave dash", "大通西（１〜１９丁目）", "大通西;1-19"},
        {"one chome", "大通西（２０丁目）", "大通西;20-20"},
        {"chome at both ends", "大通西（１丁目～３丁目）", "大通西;1-3"},
        {"a list", "南三条西（１、３、５～７丁目）", "南三条西;1-1,3-3,5-7"},
        {"a list of which each item says chome", "本町（１丁目、３丁目）", "本町;1-1,3-3"},
        {"part of a chome", "本町（６丁目１～１０番地）", "本町;6-6"},
        {"chome and the rest", "本町（１～３丁目、その他）", "本町;1-3,0-0"},
        {"lots", "本町（１～２５番地）", "本町;0-0"},
        {"lots without the word", "本町（１、３）", "本町;0-0"},
        {"lots in a list", "本町（１、３番地）", "本町;0-0"},
        {"lots, and a chome", "本町（１、３番地、５丁目）", "本町;0-0,5-5"},
        {"the rest", "本町（その他）", "本町;0-0"},
        {"has chome", "本町（丁目）", "本町;0-0"},
        {"koaza", "折茂（今熊「２１３～２３４、２４０」、折茂山）", "折茂;0-0"},
        {"chome of a quoted list are not the town's", "本町（山「１、２丁目」）", "本町;0-0"},
        {"floors", "西新宿新宿アイランドタワー（１階）", "building"},
        {"floors without number", "西新宿新宿アイランドタワー（地階・階層不明）", "building"},
        {"a building left out", "西新宿（次のビルを除く）", "西新宿;0-0"},
        {"two towns", "天神町、本町", "天神町,本町;0-0"},
        {"two towns and chome", "天神町、本町（１～２丁目）", "天神町,本町;1-2"},
        {"地割 are lots", "種市第１５地割～第２１地割（鹿糠、小路合）", "種市;0-0"},
        {"two ranges of 地割", "種市第１地割、種市第３地割", "種市;0-0"},
        {"a town called 第", "第二地割", "第二地割;0-0"},
        {"never closed", "本町（１～３丁目", "本町;1-3"},
        {"downward", "本町（９～３丁目）", "本町;0-0"},
        {"zero", "本町（０～３丁目）", "本町;0-0"},
        {"too great", "本町（１０００丁目）", "本町;0-0"},
        {"nothing", "", ";0-0"},
        {"commas only", "、、", ";0-0"},
        {"a bracket only", "（", ";0-0"},
        {"an empty bracket", "本町（）", "本町;0-0"},
    };
    cm__text scratch = {0};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm__post_town town;
        char got[512];
        test_now = rows[i].why;
        CHECK(cm__post_town_read(&town, &scratch, rows[i].text) == CM_OK);
        print_town(got, sizeof got, &town);
        CHECK(strcmp(got, rows[i].want) == 0);
        if (strcmp(got, rows[i].want) != 0)
            printf("got %s\n", got);
    }
    cm__text_clear(&scratch);
}

TEST(takes_no_more_ranges_than_there_is_room_for)
{
    cm__text text = {0}, scratch = {0};
    cm__post_town town;

    cm__text_add(&text, "本町（");
    for (int i = 1; i < 300; i++)
        cm__text_addf(&text, "%d%s、", i, i % 2 ? "丁目" : "");
    cm__text_add(&text, "300丁目）");
    CHECK(!text.failed && cm__post_town_read(&town, &scratch, text.bytes) == CM_OK);
    CHECK(town.range_count == CM__POST_RANGES && town.ranges[63].from == 64);
    cm__text_clear(&text);
    cm__text_clear(&scratch);
    cm__memory_fail_at(1, true);
    CHECK(cm__post_town_read(&town, &scratch, "本町") == CM_ERR_NOMEM);
    cm__memory_fail_at(0, false);
    CHECK(cm__memory_live() == 0);
}

TEST(knows_when_a_record_goes_on)
{
    CHECK(!cm__post_town_is_open("本町"));
    CHECK(cm__post_town_is_open("本町（１～３丁目、"));
    CHECK(!cm__post_town_is_open("本町（１～３丁目）"));
    CHECK(cm__post_town_is_open("本町（１）、（"));
    CHECK(!cm__post_town_is_open(""));
}

TEST_MAIN(RUN(reads_town_texts), RUN(takes_no_more_ranges_than_there_is_room_for),
          RUN(knows_when_a_record_goes_on))
