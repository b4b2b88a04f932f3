/* test_address_tokens.c - tests geo/address_tokens.c. */
#include "geo/address_tokens.h"
#include "tests/test.h"

static cm__address_fold *fold;
static cm__address_text text;

/* The key of an address, each number with its mark: c chome, j jo, h hyphen. */
static const char *read_as(const char *address)
{
    static char out[1024];
    size_t length = 0;

    cm__address_read(&text, fold, address, strlen(address));
    for (size_t i = 0; i < text.count; i++) {
        length += cm__address_spell(out + length, &text, i, i + 1);
        if (text.tokens[i].mark != CM__MARK_NONE)
            out[length++] = "?cjh"[text.tokens[i].mark];
    }
    out[length] = '\0';
    return out;
}

TEST(reads_an_address_as_tokens)
{
    static const struct {
        const char *why, *address, *want;
    } rows[] = {
        {"kanji numerals are numbers", "北二十四条西十五丁目", "北#24j西#15c"},
        {"so are digits", "北24条西15丁目", "北#24j西#15c"},
        {"the short form of Sapporo", "北24西15-3", "北#24西#15h#3"},
        {"jo-dori is jo", "五条通六丁目", "#5j#6c"},
        {"cho without me", "南三国ヶ丘町一丁", "南#3国ケ丘町#1c"},
        {"a name that begins with a numeral", "三田2-3", "#3田#2h#3"},
        {"by place", "二〇三", "#203"},
        {"by addition", "千二百三十四番地", "#1234番地"},
        {"units become smaller", "二十二百", "#22#100"},
        {"digits after a ten are one", "北十三五条", "北#13#5j"},
        {"ten has no one before it", "西一十丁目", "西#1#10c"},
        {"ten thousands", "二十万三千", "#203000"},
        {"hundred alone is a name's too", "百合が原", "#100合ケ原"},
        {"the counters of old deeds", "拾六町", "#16町"},
        {"digits beside kanji numerals stay apart", "1十", "#1#10"},
        {"a blank parts two numbers", "西2 15", "西#2#15"},
        {"oaza, aza, koaza are left out", "大字西山字東小字南", "西山東南"},
        {"dai before a number", "第19地割", "#19地割"},
        {"dai before a word", "第百姓", "#100姓"},
        {"no between numbers is a hyphen", "166の4", "#166h#4"},
        {"no within a name stays", "一の宮", "#1ノ宮"},
        {"a long vowel between digits is a hyphen", "３ー３９ー１", "#3h#39h#1"},
        {"a long vowel in a word is none", "センター1", "センター#1"},
        {"a long vowel before a digit is none", "センター１ー２", "センター#1h#2"},
        {"half-width as well", "ｾﾝﾀｰ1ｰ2", "センター#1h#2"},
        {"after chome", "二丁目ー３", "#2c#3"},
        {"all the hyphens", "1‐2‑3–4—5―6−7－8─9", "#1h#2h#3h#4h#5h#6h#7h#8h#9"},
        {"hyphens elsewhere are left out", "東京-港区", "東京港区"},
        {"a number beyond all is limited", "99999999999999999999", "#16777215"},
        {"katakana for a numeral", "日本橋ニ丁目、ハ丁目", "日本橋#2c#8c"},
        {"a hyphen for a numeral", "日本橋ー丁目-丁目", "日本橋#1c丁目"},
        {"the ri of street", "本通り四丁目", "本通#4c"},
        {"bytes that are not UTF-8 are one token", "渋\xFF\xFE市", "渋\xEF\xBF\xBD市"},
        {"nothing", "", ""},
        {"blanks only", " \u3000\t", ""},
        {"signs stay", "（株）", "(株)"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        CHECK((test_now = rows[i].why, strcmp(read_as(rows[i].address), rows[i].want) == 0));
}

TEST(gives_the_bytes_of_each_token)
{
    static const char address[] = "北3条 西15－2";

    cm__address_read(&text, fold, address, strlen(address));
    CHECK(text.count == 5);
    CHECK(text.tokens[1].start == 3 && text.tokens[1].end == 7);   /* 3 with its jo */
    CHECK(text.tokens[2].start == 8 && text.tokens[2].gap);        /* after the blank */
    CHECK(text.tokens[3].start == 11 && text.tokens[3].end == 13); /* without the hyphen */
    CHECK(text.tokens[4].start == 16 && text.tokens[4].gap);
}

TEST(takes_the_longest_text_in_linear_room)
{
    static char address[2 * CM__ADDRESS_MAX];
    static const char *const parts[] = {"1", "十", "-", "字", "丁目", "ー", "の", "(", "\xFF"};

    for (size_t p = 0; p < sizeof parts / sizeof *parts; p++) {
        for (size_t at = 0; at + 8 < sizeof address; at += strlen(parts[p]))
            memcpy(address + at, parts[p], strlen(parts[p]) + 1);
        cm__address_read(&text, fold, address, strlen(address));
        CHECK(text.count <= CM__ADDRESS_MAX);
        for (size_t i = 1; i < text.count; i++)
            CHECK(text.tokens[i].start >= text.tokens[i - 1].end);
    }
}

TEST(spells_characters_of_every_length)
{
    char key[8 * CM__ADDRESS_CODE_MAX + 1];

    cm__address_read(&text, fold, "aé東🗾12", strlen("aé東🗾12"));
    CHECK(cm__address_spell(key, &text, 0, text.count) == 13);
    CHECK(strcmp(key, "aé東🗾#12") == 0);
    CHECK(cm__address_spell(key, &text, 2, 3) == 3 && strcmp(key, "東") == 0);
    CHECK(cm__address_spell(key, &text, 1, 1) == 0 && key[0] == '\0');
}

TEST(knows_what_says_where_among_others)
{
    static const uint32_t words[] = {0x6771 /* east */, 0x4E0A /* above */, 0x53F3 /* right */};

    for (size_t i = 0; i < 3; i++)
        CHECK(cm__address_is_relative(words[i]));
    CHECK(!cm__address_is_relative(0x672C) && !cm__address_is_relative('a'));
}

TEST_MAIN(CHECK(cm__address_fold_create(&fold) == CM_OK), RUN(reads_an_address_as_tokens),
          RUN(gives_the_bytes_of_each_token), RUN(takes_the_longest_text_in_linear_room),
          RUN(spells_characters_of_every_length), RUN(knows_what_says_where_among_others),
          cm__address_fold_destroy(fold))
