/* test_geocode_properties.c - what holds for every address, tried on all Japan. */
#include "geo/address_tokens.h"
#include "geo/base_memory.h"
#include "tests/gazetteer_fixture.h"

#ifdef __SANITIZE_ADDRESS__
enum { SLOWER = 13 };
#else
enum { SLOWER = 1 };
#endif

enum { TEXT_SIZE = 4096 };

static const char *data;
static cm_gazetteer *gazetteer;
static cm_table table;
static size_t columns[4]; /* pref, city, town, koaza */

static const char *part(size_t row, size_t i)
{
    return cm_table_get_text(&table, row, columns[i]);
}

/* Stands for towns without a name, which nobody writes. */
static bool is_nameless(size_t row)
{
    return strcmp(part(row, 2), "（大字なし）") == 0;
}

static cm_geocode_answer ask(const char *address)
{
    cm_geocode_answer answer = {.prefecture = "", .city = "", .town = "", .block = ""};

    CHECK(cm_geocode_address(&answer, gazetteer, address, NULL) == CM_OK);
    return answer;
}

/* Spells an answer's town; not a text that the next question changes. */
static void spell(char out[TEXT_SIZE], const cm_geocode_answer *answer)
{
    snprintf(out, TEXT_SIZE, "%s%s%s", answer->prefecture, answer->city, answer->town);
}

static bool is_town_of(size_t row, const cm_geocode_answer *answer)
{
    return strcmp(answer->prefecture, part(row, 0)) == 0 &&
           strcmp(answer->city, part(row, 1)) == 0 && strcmp(answer->town, part(row, 2)) == 0;
}

/* What an answer spells is found as that answer, from spellings that are far from it. */
TEST(normalises_twice_as_once)
{
    static const char *const forms[][4] = {
        {"〒123-4567 ", "", "大字", "12-3"}, {"", "　", "", "5番地"}, {"", "", "字", " ８－９"}};

    for (size_t row = 0; data && row < table.row_count; row += 17 * SLOWER) {
        char text[TEXT_SIZE], once[TEXT_SIZE], twice[TEXT_SIZE];
        const char *const *const form = forms[row % 3];
        snprintf(text, sizeof text, "%s%s%s%s%s%s%s", form[0], part(row, 0), form[1], part(row, 1),
                 form[2], part(row, 2), form[3]);
        cm_geocode_answer answer = ask(text);
        if (is_nameless(row) || answer.candidates != 1 || answer.match_level < CM_LEVEL_TOWN)
            continue;
        spell(once, &answer);
        answer = ask(once);
        spell(twice, &answer);
        CHECK(strcmp(once, twice) == 0 && answer.score == 1);
    }
}

/* Each row is found by what it says, its koaza too. Some rows say the same: a town may be spelled
 * as another with its koaza, and koaza may differ by what is folded only. */
TEST(finds_every_koaza_by_its_own_spelling)
{
    size_t lost = 0, other = 0, count = 0;

    for (size_t row = 0; data && row < table.row_count; row += SLOWER) {
        char text[TEXT_SIZE];
        if (*part(row, 3) == '\0' || is_nameless(row))
            continue;
        snprintf(text, sizeof text, "%s%s%s%s", part(row, 0), part(row, 1), part(row, 2),
                 part(row, 3));
        const cm_geocode_answer answer = ask(text);
        count++;
        if (is_town_of(row, &answer) && strcmp(answer.block, part(row, 3)) == 0)
            continue;
        lost++;
        other += !is_town_of(row, &answer);
        if (getenv("CM_TEST_LIST"))
            printf("%s: %s %s %s [%s] rest %s %.2f %s\n", text, answer.prefecture, answer.city,
                   answer.town, answer.block, answer.rest, answer.score, answer.reason);
    }
    if (data)
        printf("of %zu koaza %zu are read as another, %zu of them as another town\n", count, lost,
               other);
    CHECK(lost * 1000 <= count * 5 && other * 1000 <= count);
}

static cm__address_fold *fold;
static cm__address_text tokens;

/* A blank before any token, one at a time: in the middle of names, before numbers. */
TEST(keeps_the_town_whatever_is_set_apart)
{
    for (size_t row = 0; data && row < table.row_count; row += 41 * SLOWER) {
        char text[TEXT_SIZE], apart[TEXT_SIZE];
        snprintf(text, sizeof text, "%s%s%s8901", part(row, 0), part(row, 1), part(row, 2));
        cm__address_read(&tokens, fold, text, strlen(text));
        for (size_t i = 0; i < tokens.count && !is_nameless(row); i++) {
            snprintf(apart, sizeof apart, "%.*s%s%s", (int)tokens.tokens[i].start, text,
                     i % 2 ? " " : "　", text + tokens.tokens[i].start);
            const cm_geocode_answer answer = ask(apart);
            if (!is_town_of(row, &answer) || answer.score < 0.9)
                printf("%s: %s, %.2f\n", apart, answer.town, answer.score);
            CHECK(is_town_of(row, &answer) && answer.score >= 0.9);
        }
    }
}

/* Katakana and ASCII in their other width. */
static void change_width(char *out, const char *text)
{
    static const char wide[] =
        "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモ"
        "ヤユヨラリルレロワン";
    static const char narrow[] = "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜﾝ";

    while (*text != '\0') {
        const char *found = NULL;
        const unsigned char c = (unsigned char)*text;
        if (c > ' ' && c < 0x60) {
            *out++ = '\xEF';
            *out++ = '\xBC';
            *out++ = (char)(c + 0x60);
            text++;
            continue;
        }
        for (const char *at = wide; c == 0xE3 && *at != '\0' && !found; at += 3)
            found = memcmp(at, text, 3) == 0 ? at : NULL;
        if (found) {
            memcpy(out, narrow + (found - wide), 3);
            out += 3;
            text += 3;
        } else {
            *out++ = *text++;
        }
    }
    *out = '\0';
}

TEST(keeps_the_town_in_any_width)
{
    for (size_t row = 0; data && row < table.row_count; row += 5 * SLOWER) {
        char text[TEXT_SIZE / 4], wide[TEXT_SIZE];
        snprintf(text, sizeof text, "%s%s%s89-1", part(row, 0), part(row, 1), part(row, 2));
        change_width(wide, text);
        char once[TEXT_SIZE], other[TEXT_SIZE];
        cm_geocode_answer answer = ask(text);
        spell(once, &answer);
        answer = ask(wide);
        spell(other, &answer);
        CHECK(strcmp(once, other) == 0);
    }
}

/* Cut anywhere, with bytes of all kinds behind: what is left is an end of what was given. */
TEST(leaves_an_end_of_the_address_whatever_follows)
{
    static const char *const garbage[] = {"",     "\xFF\xE3", "(((((", "一二三四五六", "丁目丁目",
                                          "\x01", "ﾞﾟﾞ",      "----",  "〒〒",         "市区町村"};

    for (size_t row = 0; data && row < table.row_count; row += 397 * SLOWER) {
        char whole[TEXT_SIZE / 2], text[TEXT_SIZE];
        snprintf(whole, sizeof whole, "%s%s%s%s1-2", part(row, 0), part(row, 1), part(row, 2),
                 part(row, 3));
        for (size_t cut = 0; cut <= strlen(whole); cut++) {
            snprintf(text, sizeof text, "%.*s%s", (int)cut, whole, garbage[(row + cut) % 10]);
            const cm_geocode_answer answer = ask(text);
            CHECK(answer.rest >= text && answer.rest <= text + strlen(text));
            CHECK(answer.score >= 0 && answer.score <= 1);
            CHECK(answer.coord_level <= answer.match_level);
        }
    }
}

static void start(void)
{
    static const char *const names[] = {"pref", "city", "town", "koaza"};

    data = find_data("all Japan");
    enter_folder();
    CHECK(cm__address_fold_create(&fold) == CM_OK);
    if (!data)
        return;
    gazetteer = open_japan(data);
    CHECK(cm_table_read(&table, "japan.csv", NULL, NULL) == CM_OK);
    for (size_t c = 0; c < 4; c++)
        columns[c] = cm_table_find_column(&table, names[c]);
}

static void stop(void)
{
    cm_table_clear(&table);
    cm_gazetteer_destroy(gazetteer);
    cm__address_fold_destroy(fold);
    CHECK(cm__memory_live() == 0);
    leave_folder((const char *const[]){"japan.csv", "japan.gaz", NULL});
}

TEST_MAIN(start(), RUN(normalises_twice_as_once), RUN(finds_every_koaza_by_its_own_spelling),
          RUN(keeps_the_town_whatever_is_set_apart), RUN(keeps_the_town_in_any_width),
          RUN(leaves_an_end_of_the_address_whatever_follows), stop())
