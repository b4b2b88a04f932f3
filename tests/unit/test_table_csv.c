/* test_table_csv.c - tests geo/table_csv.c. */
#include "geo/base_memory.h"
#include "geo/table_csv.h"
#include "tests/test.h"
#include <stdlib.h>

/* Writes all records as "line[field|field]" one after another, or the error. */
static const char *records_of(const char *text, char separator)
{
    static char out[4096];
    char copy[1024];
    cm__csv csv;
    bool found = true;
    size_t used = 0;

    snprintf(copy, sizeof copy, "%s", text);
    cm__csv_init(&csv, copy, strlen(copy), separator, "list.csv");
    out[0] = '\0';
    while (found) {
        if (cm__csv_next(&csv, &found)) {
            used += (size_t)snprintf(out + used, sizeof out - used, "!%s", cm_error_text());
            break;
        }
        if (found)
            used += (size_t)snprintf(out + used, sizeof out - used, "%zu[", csv.record_line);
        for (size_t i = 0; found && i < csv.field_count; i++)
            used += (size_t)snprintf(out + used, sizeof out - used, "%s%s", cm__csv_take(&csv, i),
                                     i + 1 < csv.field_count ? "|" : "]");
    }
    cm__csv_clear(&csv);
    return out;
}

TEST(takes_records_apart)
{
    static const struct {
        const char *why, *text, *want;
    } rows[] = {
        {"nothing", "", ""},
        {"one field", "a", "1[a]"},
        {"a line", "a,b\n", "1[a|b]"},
        {"no last line end", "a\nb", "1[a]2[b]"},
        {"empty fields", ",\n,,\n", "1[|]2[||]"},
        {"line ends mixed", "a\nb\r\nc\rd\n\re", "1[a]2[b]3[c]4[d]6[e]"},
        {"CR only", "a,b\rc,d\r", "1[a|b]2[c|d]"},
        {"blank lines", "\n\r\n \t \na\n\n\nb\n  ", "4[a]7[b]"},
        {"blanks round fields stay", " a , b \n", "1[ a | b ]"},
        {"blank field alone is a blank line", "a\n \nb", "1[a]3[b]"},
        {"quoted", "\"a\",\"b\"\n", "1[a|b]"},
        {"quoted nothing is a record", "\"\"\n", "1[]"},
        {"quoted nothings", "\"\",\"\"\n", "1[|]"},
        {"separator in quotes", "\"a,b\",c\n", "1[a,b|c]"},
        {"doubled quotes", "\"a \"\"b\"\" c\",d\n", "1[a \"b\" c|d]"},
        {"nothing but doubled quotes", "\"\"\"\",\"\"\"\"\"\"\n", "1[\"|\"\"]"},
        {"line ends in quotes", "\"a\nb\r\nc\rd\",e\nf", "1[a\nb\r\nc\rd|e]5[f]"},
        {"quotes inside a plain field", "5\" pipe,a\"b\"\n", "1[5\" pipe|a\"b\"]"},
        {"blank before a quote", "a, \"b\"\n", "1[a| \"b\"]"},
        {"other marks are letters", "a;b\tc,d|e\n", "1[a;b\tc|d|e]"},
        {"kanji", "札幌,区\n", "1[札幌|区]"},
        {"more and fewer fields", "a,b\nc,d,e\nf\n", "1[a|b]2[c|d|e]3[f]"},
        {"CR at the end", "a\r", "1[a]"},
        {"closing quote last", "a,\"b\"", "1[a|b]"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_now = rows[i].why;
        CHECK(strcmp(records_of(rows[i].text, ','), rows[i].want) == 0);
    }
    CHECK(cm__memory_live() == 0);
}

TEST(finds_the_separator_in_the_first_line)
{
    static const struct {
        const char *why, *text, *want;
    } rows[] = {
        {"comma", "a,b\n1;2", "1[a|b]2[1;2]"},
        {"semicolon", "a;b\n1,5;2\n", "1[a|b]2[1,5|2]"},
        {"tab", "a\tb\n1,5\t2;0\n", "1[a|b]2[1,5|2;0]"},
        {"none: comma", "a\n1,2\n", "1[a]2[1|2]"},
        {"more semicolons than commas", "a;b,c;d\n", "1[a|b,c|d]"},
        {"as many: comma", "a;b,c\n", "1[a;b|c]"},
        {"a tab beats commas", "a,b,c\td\n", "1[a,b,c|d]"},
        {"marks in quotes do not count", "\"a;b;c\",d\n", "1[a;b;c|d]"},
        {"nor does a tab", "\"a\tb\",c\n", "1[a\tb|c]"},
        {"a quote inside a field opens nothing", "a\",b;c;d\n", "1[a\",b|c|d]"},
        {"marks behind a doubled quote", "\"a\"\";;\",b\n", "1[a\";;|b]"},
        {"line end in quotes", "\"a\nb\";c\n1;2\n", "1[a\nb|c]3[1|2]"},
        {"blank lines first", "\n  \na;b\n", "3[a|b]"},
        {"a tab first", "\n\ta\n", "2[|a]"},
        {"a line of tabs is a record", "a\tb\n\t\n  \n1\t2\n", "1[a|b]2[|]4[1|2]"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_now = rows[i].why;
        CHECK(strcmp(records_of(rows[i].text, '\0'), rows[i].want) == 0);
    }
}

TEST(says_where_a_quote_goes_wrong)
{
    static const struct {
        const char *why, *text, *want;
    } rows[] = {
        {"never closed", "a,b\nc,\"d\ne\n",
         "1[a|b]!list.csv:2:3: the quote that opens here is never closed"},
        {"never closed, last byte", "a,\"",
         "!list.csv:1:3: the quote that opens here is never closed"},
        {"closed by a doubled quote", "\"a\"\"",
         "!list.csv:1:1: the quote that opens here is never closed"},
        {"goes on", "\"a\"b,c\n", "!list.csv:1:4: the field goes on behind its quote"},
        {"goes on after a line end inside", "x\n\"a\r\nbc\"d\n",
         "1[x]!list.csv:3:4: the field goes on behind its quote"},
        {"a blank behind the quote", "\"a\" ,b\n",
         "!list.csv:1:4: the field goes on behind its quote"},
        {"after records taken apart", "\"a\nb\",\"c\"\"\n\"\r\nd,\"e\"f",
         "1[a\nb|c\"\n]4[d|!list.csv:4:6: the field goes on behind its quote"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_now = rows[i].why;
        const char *const got = records_of(rows[i].text, ',');
        const char *const error = strchr(rows[i].want, '!');
        CHECK(strcmp(strchr(got, '!'), error) == 0);
    }
    CHECK(cm__memory_live() == 0);
}

/* The first record of `before` bytes, a field of `length` letters, in quotes or not, and `after`.
 */
static cm_status read_long(const char *before, size_t length, const char *after, bool is_quoted)
{
    char *const text = malloc(strlen(before) + length + strlen(after) + 3), *at = text;
    cm__csv csv;
    bool found;

    at += sprintf(at, "%s%s", before, is_quoted ? "\"" : "");
    memset(at, 'a', length);
    at += length;
    at += sprintf(at, "%s%s", is_quoted ? "\"" : "", after);
    cm__csv_init(&csv, text, (size_t)(at - text), ',', "list.csv");
    const cm_status status = cm__csv_next(&csv, &found);
    if (!status)
        CHECK(found && strlen(cm__csv_take(&csv, csv.field_count - 1)) <= length);
    cm__csv_clear(&csv);
    free(text);
    return status;
}

TEST(keeps_the_limits)
{
    for (int is_quoted = 0; is_quoted <= 1; is_quoted++) {
        CHECK(read_long("x,", CM__CSV_FIELD_MAX, ",y\n", is_quoted) == CM_OK);
        CHECK(read_long("x,", CM__CSV_FIELD_MAX, "", is_quoted) == CM_OK);
        CHECK(read_long("x,", CM__CSV_FIELD_MAX + 1, "\n", is_quoted) == CM_ERR_LIMIT);
        CHECK(strstr(cm_error_text(), is_quoted ? "csv:1:4: " : "csv:1:3: ") != NULL);
        CHECK(read_long("", 100000000, "", is_quoted) == CM_ERR_LIMIT);
    }
}

TEST(keeps_the_limit_of_a_record)
{
    enum { FIELD = 65536 };
    char *const text = malloc(CM__CSV_RECORD_MAX + 2);

    for (size_t length = CM__CSV_RECORD_MAX; length <= CM__CSV_RECORD_MAX + 1; length++) {
        cm__csv csv;
        bool found;
        for (size_t i = 0; i < length; i++)
            text[i] = i % FIELD == FIELD - 1 ? ',' : 'a';
        text[length - 1] = 'a';
        text[length] = '\0';
        cm__csv_init(&csv, text, length, ',', "list.csv");
        CHECK(cm__csv_next(&csv, &found) == (length == CM__CSV_RECORD_MAX ? CM_OK : CM_ERR_LIMIT));
        CHECK(length == CM__CSV_RECORD_MAX || strstr(cm_error_text(), "list.csv:1:1: the line"));
        cm__csv_clear(&csv);
    }
    free(text);
}

TEST(counts_the_fields_beyond_its_limit)
{
    char text[] = "a,b,c,d,e\nf,g\n";
    cm__csv csv;
    bool found;

    cm__csv_init(&csv, text, strlen(text), ',', "list.csv");
    csv.field_limit = 2;
    CHECK(cm__csv_next(&csv, &found) == CM_OK && csv.field_count == 5);
    CHECK(csv.record_length == 9 && strncmp(csv.record, "a,b,c,d,e", 9) == 0);
    CHECK(strcmp(cm__csv_take(&csv, 1), "b") == 0);
    CHECK(cm__csv_next(&csv, &found) == CM_OK && csv.field_count == 2);
    CHECK(strcmp(cm__csv_take(&csv, 1), "g") == 0);
    cm__csv_clear(&csv);
}

TEST(takes_a_hundred_thousand_fields)
{
    enum { COUNT = 100000 };
    char *const text = calloc(2 * COUNT + 1, 1);
    cm__csv csv;
    bool found;

    for (size_t i = 0; i < COUNT; i++)
        memcpy(text + 2 * i, "x,", 2);
    cm__csv_init(&csv, text, 2 * COUNT, '\0', "list.csv");
    CHECK(cm__csv_next(&csv, &found) == CM_OK && csv.field_count == COUNT + 1);
    CHECK(strcmp(cm__csv_take(&csv, COUNT), "") == 0);
    CHECK(strcmp(cm__csv_take(&csv, COUNT - 1), "x") == 0);
    cm__csv_clear(&csv);
    free(text);
}

TEST(fails_when_memory_does)
{
    char text[] = "a,b\n";
    cm__csv csv;
    bool found;

    cm__csv_init(&csv, text, strlen(text), ',', "list.csv");
    cm__memory_fail_at(1, false);
    CHECK(cm__csv_next(&csv, &found) == CM_ERR_NOMEM);
    cm__memory_fail_at(0, false);
    cm__csv_clear(&csv);
    cm__csv_clear(&csv);
}

TEST_MAIN(RUN(takes_records_apart), RUN(finds_the_separator_in_the_first_line),
          RUN(says_where_a_quote_goes_wrong), RUN(keeps_the_limits),
          RUN(keeps_the_limit_of_a_record), RUN(counts_the_fields_beyond_its_limit),
          RUN(takes_a_hundred_thousand_fields), RUN(fails_when_memory_does))
