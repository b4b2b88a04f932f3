/* test_address_lexicon.c - tests geo/address_lexicon.c. */
#include "geo/address_lexicon.h"
#include "geo/base_memory.h"
#include "tests/test.h"

static cm__address_fold *fold;
static cm__address_text text;

enum { ROOM = CM__ADDRESS_MAX + 1 };

static cm_status add(cm__lexicon *lexicon, uint32_t scope, uint32_t value, const char *name)
{
    cm__address_read(&text, fold, name, strlen(name));
    return cm__lexicon_add(lexicon, scope, value, &text, 0, text.count);
}

/* The value of the longest name at the start of an address; -1 none, -2 several. */
static int find(const cm__lexicon *lexicon, uint32_t scope, const char *address)
{
    cm__name_match match;

    cm__address_read(&text, fold, address, strlen(address));
    cm__lexicon_find(&match, lexicon, scope, &text, 0, ROOM);
    return match.count == 0 ? -1 : match.count > 1 ? -2 : (int)match.values[0];
}

TEST(finds_the_longest_name)
{
    static const char *const names[] = {
        "蒲生",   "蒲生茜町", "文京台", "文京台一丁目", "北三条西四丁目",  "四条",
        "四丁目", "字三",     "一番町", "一番町四丁目", "前田七条十五丁目"};
    static const struct {
        const char *why, *address;
        int want;
    } rows[] = {
        {"the whole name", "蒲生茜町9-3", 1},
        {"the shorter one where the longer does not go on", "蒲生9-3", 0},
        {"a number that is a chome", "文京台1-3", 3},
        {"a number that is none", "文京台11", 2},
        {"a lot number is no chome", "文京台1番地", 2},
        {"nor a block number", "文京台1番3号", 2},
        {"a chome that is not there", "文京台2丁目", 2},
        {"short form", "北3西4-1", 4},
        {"long form", "北３条西四丁目1", 4},
        {"jo where the name has jo", "4条", 5},
        {"chome where the name has chome", "4丁目", 6},
        {"a number alone fits both", "4-1", -2},
        {"a numeral that is part of the name", "三 5", 7},
        {"but not with a mark of its own", "三丁目", -1},
        {"a numeral within a name", "1番町4-4-2", 9},
        {"and without the chome", "一番町", 8},
        {"hyphens all the way", "前田7-15-4-1", 10},
        {"chome where the name has jo", "北3丁目西4", -1},
        {"nothing alike", "大通", -1},
        {"nothing", "", -1},
    };
    cm__lexicon lexicon = {0};

    for (uint32_t i = 0; i < sizeof names / sizeof *names; i++)
        CHECK(add(&lexicon, 7, i, names[i]) == CM_OK);
    CHECK(cm__lexicon_seal(&lexicon) == CM_OK);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_now = rows[i].why;
        CHECK(find(&lexicon, 7, rows[i].address) == rows[i].want);
        CHECK(find(&lexicon, 6, rows[i].address) == -1); /* another scope */
    }
    cm__lexicon_clear(&lexicon);
}

TEST(compares_one_name)
{
    static cm__address_text name;
    static const struct {
        const char *why, *name, *address;
        bool want;
    } rows[] = {
        {"the name", "本町一丁目", "本町1-2", true},
        {"another", "本町一丁目", "本町2-2", false},
        {"a lot", "本町一丁目", "本町1番地", false},
        {"longer than the text", "本町一丁目", "本町", false},
        {"no name", "", "本町", false},
        {"cho within a name must be there", "八丁堀一丁目", "八堀1", false},
        {"jo within a name need not", "北三条西一丁目", "北3西1", true},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_now = rows[i].why;
        cm__address_read(&name, fold, rows[i].name, strlen(rows[i].name));
        cm__address_read(&text, fold, rows[i].address, strlen(rows[i].address));
        CHECK(cm__lexicon_is_name(&name, &text, 0) == rows[i].want);
    }
}

TEST(ends_before_the_limit)
{
    cm__lexicon lexicon = {0};
    cm__name_match match;

    CHECK(add(&lexicon, 0, 1, "東") == CM_OK && add(&lexicon, 0, 2, "東町") == CM_OK);
    CHECK(cm__lexicon_seal(&lexicon) == CM_OK);
    cm__address_read(&text, fold, "東町", strlen("東町"));
    cm__lexicon_find(&match, &lexicon, 0, &text, 0, ROOM);
    CHECK(match.count == 1 && match.end == 2 && match.values[0] == 2);
    cm__lexicon_find(&match, &lexicon, 0, &text, 0, match.end);
    CHECK(match.count == 1 && match.end == 1 && match.values[0] == 1);
    cm__lexicon_find(&match, &lexicon, 0, &text, 0, match.end);
    CHECK(match.count == 0);
    cm__lexicon_clear(&lexicon);
}

TEST(counts_more_names_than_it_gives)
{
    cm__lexicon lexicon = {0};
    cm__name_match match;

    for (uint32_t i = 0; i < 2 * CM__NAME_MATCHES_MAX; i++)
        CHECK(add(&lexicon, 0, i, "本町") == CM_OK);
    CHECK(cm__lexicon_seal(&lexicon) == CM_OK);
    cm__address_read(&text, fold, "本町", strlen("本町"));
    cm__lexicon_find(&match, &lexicon, 0, &text, 0, ROOM);
    CHECK(match.count == 2 * CM__NAME_MATCHES_MAX);
    for (uint32_t i = 0; i < CM__NAME_MATCHES_MAX; i++)
        CHECK(match.values[i] == i); /* in the order in which they were added */
    cm__lexicon_clear(&lexicon);
}

TEST(finds_none_where_none_is)
{
    cm__lexicon lexicon = {0};

    CHECK(cm__lexicon_seal(&lexicon) == CM_OK);
    CHECK(find(&lexicon, 0, "本町") == -1);
    CHECK(add(&lexicon, 0, 1, "") == CM_OK && cm__lexicon_seal(&lexicon) == CM_OK);
    CHECK(find(&lexicon, 0, "本町") == -1);
    cm__lexicon_clear(&lexicon);
}

TEST(refuses_a_name_without_end)
{
    static char name[CM__ADDRESS_MAX];
    cm__lexicon lexicon = {0};

    memset(name, 'a', 257);
    CHECK(add(&lexicon, 0, 0, name) == CM_ERR_LIMIT);
    name[256] = '\0';
    CHECK(add(&lexicon, 0, 0, name) == CM_OK);
    cm__lexicon_clear(&lexicon);
}

TEST(says_when_there_is_no_memory)
{
    for (size_t nth = 1; nth <= 3; nth++) {
        cm__lexicon lexicon = {0};
        cm__memory_fail_at(nth, false);
        cm_status status = add(&lexicon, 0, 0, "本町");
        if (!status)
            status = cm__lexicon_seal(&lexicon);
        CHECK(status == CM_ERR_NOMEM);
        cm__memory_fail_at(0, false);
        cm__lexicon_clear(&lexicon);
    }
}

TEST_MAIN(CHECK(cm__address_fold_create(&fold) == CM_OK), RUN(finds_the_longest_name),
          RUN(compares_one_name), RUN(ends_before_the_limit), RUN(counts_more_names_than_it_gives),
          RUN(finds_none_where_none_is), RUN(refuses_a_name_without_end),
          RUN(says_when_there_is_no_memory), cm__address_fold_destroy(fold),
          CHECK(cm__memory_live() == 0))
