/* test_address_repair.c - tests geo/address_repair.c. */
#include "geo/address_lexicon.h"
#include "tests/test.h"

static cm__address_fold *fold;
static cm__address_text text;
static cm__lexicon lexicon;

static const char *const names[] = {"文京台",         "海運二丁目",       "海運三丁目",
                                    "五里合琴川",     "松ケ崎御所ノ内町", "阿寒町阿寒湖温泉六丁目",
                                    "西七条北月読町", "大字南下",         "鍛治屋町",
                                    "国分上小川",     "楠二丁目",         "国分上中川"};

static int run(void (*find)(cm__name_match *, size_t *, const cm__lexicon *, uint32_t,
                            const cm__address_text *, size_t),
               const char *address, size_t *common)
{
    cm__name_match match;

    cm__address_read(&text, fold, address, strlen(address));
    find(&match, common, &lexicon, 0, &text, 0);
    return match.count == 0 ? -1 : match.count > 1 ? -2 : (int)match.values[0];
}

TEST(mends_one_wrong_character)
{
    static const struct {
        const char *why, *address;
        int want;
    } rows[] = {
        {"another one", "山運二丁目35-12", 1},
        {"another one, in the short form", "山運3-12", 2},
        {"one too few", "五里琴川1556", 3},
        {"one too few, at the end", "文京5", 0},
        {"one too many", "文本京台5", 0},
        {"one too many, before the end", "大字南上下167", 7},
        {"two exchanged", "京文台5", 0},
        {"two exchanged at the end", "五里合川琴5", 3},
        {"the first", "大ケ崎御所ノ内町1586", 4},
        {"where a numeral was", "西条北月読町3811", 6},
        {"before a koaza, if the last word is there", "鍛冶屋町岡ノ段26", 8},
        {"none: that is not for here", "文京台5", -1},
        {"two", "文本本台5", -1},
        {"two names are as near", "国分上大川5", -2},
        {"the number of a chome is never mended", "海運四丁目5", -1},
        {"a word goes on", "文京都5", 0},
        {"a word goes on after that", "文京都心5", -1},
        {"too little in common", "東二丁目25", -1},
        {"east for west is another place", "東七条北月読町1", -1},
        {"nothing", "", -1},
    };
    size_t common;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_now = rows[i].why;
        CHECK(run(cm__lexicon_repair, rows[i].address, &common) == rows[i].want);
    }
    CHECK(run(cm__lexicon_repair, "五里琴川1556", &common) == 3 && common == 4);
}

TEST(finds_a_name_by_its_end)
{
    static const struct {
        const char *why, *address;
        int want;
    } rows[] = {
        {"a former town's name is left out", "阿寒湖温泉６丁目４番１号", 5},
        {"the same, another", "上小川875", 9},
        {"one character is too little", "川875", -1},
        {"a word goes on", "上小川上流1", -1},
        {"nothing", "", -1},
    };
    size_t common;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_now = rows[i].why;
        CHECK(run(cm__lexicon_find_tail, rows[i].address, &common) == rows[i].want);
    }
}

TEST(finds_names_of_all_other_scopes)
{
    cm__name_match match;

    cm__address_read(&text, fold, "海運2-5", strlen("海運2-5"));
    cm__lexicon_find_beside(&match, &lexicon, 0, &text, 0);
    CHECK(match.count == 1 && match.values[0] == 1 && match.end == 3);
    cm__address_read(&text, fold, "海運四丁目", strlen("海運四丁目"));
    cm__lexicon_find_beside(&match, &lexicon, 0, &text, 0);
    CHECK(match.count == 0);
}

static void fill(void)
{
    CHECK(cm__address_fold_create(&fold) == CM_OK);
    for (uint32_t i = 0; i < sizeof names / sizeof *names; i++) {
        cm__address_read(&text, fold, names[i], strlen(names[i]));
        CHECK(cm__lexicon_add(&lexicon, 0, i, &text, 0, text.count) == CM_OK);
        CHECK(cm__lexicon_add(&lexicon, 1, i, &text, 0, text.count) == CM_OK); /* another scope */
    }
    CHECK(cm__lexicon_seal(&lexicon) == CM_OK);
}

TEST_MAIN(fill(), RUN(mends_one_wrong_character), RUN(finds_a_name_by_its_end),
          RUN(finds_names_of_all_other_scopes), cm__lexicon_clear(&lexicon),
          cm__address_fold_destroy(fold))
