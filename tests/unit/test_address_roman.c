/* test_address_roman.c - tests geo/address_roman.c. */
#include "geo/address_roman.h"
#include "tests/test.h"

static cm__address_fold *fold;
static cm__address_text text;
static cm__roman_text roman;

static void read(const char *address)
{
    cm__address_read(&text, fold, address, strlen(address));
    cm__roman_read(&roman, &text, 0);
}

/* Words parted by blanks. */
static void spell(char *out)
{
    for (size_t i = 0; i < roman.count; i++) {
        if (roman.letters[i].first && i > 0)
            *out++ = ' ';
        *out++ = (char)roman.letters[i].letter;
    }
    *out = '\0';
}

TEST(reads_all_ways_of_writing_alike)
{
    static const struct {
        const char *why, *address, *want;
    } rows[] = {
        {"capitals", "SAPPORO", "sapporo"},
        {"full width", "Ｓａｐｐｏｒｏ", "sapporo"},
        {"hyphens and blanks", "Sapporo-shi Chuo-ku", "sapporo shi chuo ku"},
        {"a comma", "Tokyo,Ota", "tokyo ota"},
        {"long vowels with macrons", "Kōbe", "kobe"},
        {"with circumflexes", "Ôsaka", "osaka"},
        {"with a sign of its own", "Ko\u0304be", "kobe"},
        {"written out", "Oosaka Toukyou Kyuushuu", "osaka tokyo kyushu"},
        {"with h", "Ohta Satoh", "ota sato"},
        {"h of a syllable", "Kohoku Ohyama", "kohoku ohyama"},
        {"parts are not joined", "Kyoto-Uji", "kyoto uji"},
        {"m for n", "Gumma Namba Shimmachi", "gunma nanba shinmachi"},
        {"t for c", "Hatchobori", "hacchobori"},
        {"apostrophes", "Shin'onsen", "shinonsen"},
        {"until what is no letter", "Tokyo 1-2 Ota", "tokyo"},
        {"none", "東京", ""},
        {"nothing", "", ""},
    };
    char got[256];

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_now = rows[i].why;
        read(rows[i].address);
        spell(got);
        CHECK(strcmp(got, rows[i].want) == 0);
    }
}

TEST(says_from_where_a_letter_is)
{
    read("Kyoutofu 5");
    CHECK(roman.count == 7); /* kyotofu */
    CHECK(roman.letters[2].token == 3 && roman.letters[6].token == 7);
    CHECK(cm__roman_is_letter(&text, 7) && !cm__roman_is_letter(&text, 8));
    CHECK(!cm__roman_is_letter(&text, 9));
}

TEST(knows_the_words_for_kinds_of_places)
{
    read("mizuho-machi");
    CHECK(cm__roman_word_length(&roman, 0) == 6 && cm__roman_word_length(&roman, 6) == 5);
    CHECK(cm__roman_is_word(&roman, 6, "machi") && !cm__roman_is_word(&roman, 6, "mach"));
    CHECK(!cm__roman_is_word(&roman, 11, "machi"));
    const char *const *const kinds = cm__roman_kinds(&roman, 6);
    CHECK(kinds && strcmp(kinds[1], "cho") == 0);
    CHECK(cm__roman_kinds(&roman, 0) == NULL && cm__roman_kinds(&roman, 11) == NULL);
}

TEST(reads_no_more_than_its_room)
{
    char address[CM__ROMAN_MAX * 2 + 1];

    memset(address, 'a', sizeof address - 1);
    address[sizeof address - 1] = '\0';
    read(address);
    CHECK(roman.count == CM__ROMAN_MAX);
}

TEST_MAIN(CHECK(cm__address_fold_create(&fold) == CM_OK), RUN(reads_all_ways_of_writing_alike),
          RUN(says_from_where_a_letter_is), RUN(knows_the_words_for_kinds_of_places),
          RUN(reads_no_more_than_its_room), cm__address_fold_destroy(fold))
