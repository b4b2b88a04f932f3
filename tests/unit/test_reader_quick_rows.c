/* test_reader_quick_rows.c - tests geo/reader_quick_rows.c. */
#include "geo/base_number.h"
#include "geo/reader_quick_rows.h"
#include "tests/test.h"
#include <stdlib.h>

enum { ROWS = 64 };

static double numbers[3][ROWS];
static int64_t lines[ROWS];

/* x, y and a weight in the first three of four fields. */
static cm__quick_plan make_plan(char separator, bool is_lonlat)
{
    static const unsigned char targets[] = {1, 2, 3, 0};

    return (cm__quick_plan){.separator = separator,
                            .is_lonlat = is_lonlat,
                            .field_count = 4,
                            .targets = targets,
                            .column_count = 3,
                            .columns = {numbers[0], numbers[1], numbers[2]},
                            .lines = lines};
}

static size_t take(const cm__quick_plan *plan, const char *text)
{
    return cm__quick_take(plan, text, strlen(text), 5, ROWS - 5);
}

TEST(takes_rows_of_numbers)
{
    const cm__quick_plan plan = make_plan(',', false);

    CHECK(take(&plan, "1,2,3,name\n-4.25,5e3,0.1,\n") == 2);
    CHECK(numbers[0][5] == 1 && numbers[1][5] == 2 && numbers[2][5] == 3 && lines[5] == 7);
    CHECK(numbers[0][6] == -4.25 && numbers[1][6] == 5000 && numbers[2][6] == 0.1);
    CHECK(lines[6] == 8);
    CHECK(take(&plan, "1,2\r\n \t\n\r\n\n3,4,,x\r\n") == 2);
    CHECK(isnan(numbers[2][5]) && numbers[1][5] == 2 && numbers[0][6] == 3 && lines[6] == 11);
    CHECK(isnan(numbers[2][6]));
    CHECK(take(&plan, ",,7,x\n8,9,,\n") == 2 && isnan(numbers[0][5]) && isnan(numbers[1][5]));
    CHECK(numbers[2][5] == 7 && numbers[0][6] == 8);
    CHECK(take(&plan, "1,2,heavy,x\n") == 1 && isnan(numbers[2][5]));
    CHECK(take(&plan, "") == 0 && take(&plan, "\n\n") == 0);
}

TEST(leaves_odd_rows_to_others)
{
    static const struct {
        const char *why, *row;
        bool is_lonlat;
    } rows[] = {{"too many fields", "1,2,3,x,5\n", false},
                {"x is missing", ",2,3,x\n", false},
                {"y is missing", "1,,3,x\n", false},
                {"only x", "1\n", false},
                {"x is no number", "a,2,3,x\n", false},
                {"a number and more", "1.5m,2,3,x\n", false},
                {"two points", "1.5.2,2,3,x\n", false},
                {"a sign alone", "-,2,3,x\n", false},
                {"a point alone", ".,2,3,x\n", false},
                {"not finite", "1e999,2,3,x\n", false},
                {"nan", "nan,2,3,x\n", false},
                {"beyond the pole", "1,90.5,3,x\n", true},
                {"beyond the date line", "-180.5,2,3,x\n", true}};
    const cm__quick_plan plane = make_plan(',', false), lonlat = make_plan(',', true);

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_now = rows[i].why;
        CHECK(take(rows[i].is_lonlat ? &lonlat : &plane, rows[i].row) == SIZE_MAX);
    }
    CHECK(take(&lonlat, "180,-90,3,x\n") == 1 && take(&plane, "1000,2000,3,x\n") == 1);
}

TEST(separates_as_it_is_told)
{
    const cm__quick_plan tab = make_plan('\t', false), semicolon = make_plan(';', false);

    CHECK(take(&tab, "1\t2\t3\tx,y\n \n\t\t\t\n") == 2 && numbers[1][5] == 2);
    CHECK(isnan(numbers[0][6]) && lines[6] == 9); /* tabs alone are a row of missing cells */
    CHECK(take(&semicolon, "1;2;3;a,b\n") == 1 && numbers[2][5] == 3);
}

/* Every number is that of the reader of all numbers, to the bit. */
TEST(reads_numbers_as_all_others_do)
{
    static const char *const odd[] = {"0",
                                      "-0",
                                      "-0.0",
                                      "00012.50",
                                      "+5",
                                      " 7 ",
                                      "7.",
                                      ".5",
                                      "-.5",
                                      "1e5",
                                      "1E-5",
                                      "123456789012345",
                                      "1234567890123456",
                                      "9007199254740993",
                                      "0.000000000000001",
                                      "0.0000000000000001",
                                      "123456.7890123",
                                      "999999999999999",
                                      "99999.9999999999",
                                      "1e-320",
                                      "4.9e-324",
                                      "179769313486231570000e288"};
    const cm__quick_plan plan = make_plan(',', false);
    char row[200], text[64];
    uint64_t state = 7;

    for (size_t i = 0; i < sizeof odd / sizeof *odd + 20000; i++) {
        const size_t known = sizeof odd / sizeof *odd;
        double want = 0;
        state = state * 6364136223846793005u + 1442695040888963407u;
        if (i < known)
            snprintf(text, sizeof text, "%s", odd[i]);
        else
            snprintf(text, sizeof text, "%s%llu.%0*llu", state >> 63 ? "-" : "",
                     (unsigned long long)(state >> 40) % 1000000u, (int)(i % 12) + 1,
                     (unsigned long long)(state >> 8) % 10u);
        snprintf(row, sizeof row, "%s,1,%s,x\n", text, text);
        CHECK(cm__number_is(&want, text) && take(&plan, row) == 1);
        CHECK(memcmp(&want, &numbers[0][5], sizeof want) == 0);
        CHECK(memcmp(&want, &numbers[2][5], sizeof want) == 0);
    }
}

TEST(looks_at_every_byte)
{
    static const char odd[] = {'"', 0, 0x1A, 0x1B, '\r'};
    char text[801];
    cm__quick_count found;

    for (size_t length = 0; length < 140; length++) {
        for (size_t i = 0; i < sizeof text; i++)
            text[i] = i % 3 ? 'a' : '\n';
        cm__quick_look(&found, text, length);
        CHECK(found.line_ends == (length + 2) / 3 && !found.is_odd && found.is_ascii);
        for (size_t at = 1; at < length; at += 3)
            for (size_t k = 0; k < sizeof odd; k++) {
                text[at] = odd[k];
                cm__quick_look(&found, text, length);
                CHECK(found.is_odd);
                text[at] = (char)0xE3;
                cm__quick_look(&found, text, length);
                CHECK(!found.is_odd && !found.is_ascii);
                text[at] = 'a';
            }
    }
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = i % 2 ? '\n' : '\r';
    for (size_t length = 0; length < 800; length += 7) { /* a last CR has its LF behind it */
        cm__quick_look(&found, text, length);
        CHECK(found.line_ends == length / 2 && !found.is_odd);
    }
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = '\n'; /* more than a byte can count */
    cm__quick_look(&found, text, 800);
    CHECK(found.line_ends == 800);
}

TEST(takes_no_more_rows_than_there_is_room_for)
{
    const cm__quick_plan plan = make_plan(',', false);
    const char *const text = "1,2,3,x\n\n4,5,6,y\n";

    numbers[0][7] = -1;
    CHECK(cm__quick_take(&plan, text, strlen(text), 6, 2) == 2 && numbers[0][7] == 4);
    numbers[0][7] = -1;
    CHECK(cm__quick_take(&plan, text, strlen(text), 6, 1) == SIZE_MAX && numbers[0][7] == -1);
}

TEST_MAIN(RUN(takes_rows_of_numbers), RUN(takes_no_more_rows_than_there_is_room_for),
          RUN(leaves_odd_rows_to_others), RUN(separates_as_it_is_told),
          RUN(reads_numbers_as_all_others_do), RUN(looks_at_every_byte))
