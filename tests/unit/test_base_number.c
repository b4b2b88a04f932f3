/* test_base_number.c - tests geo/base_number.c. */
#include "geo/base_number.h"
#include "tests/test.h"
#include <clustermap/table.h>
#include <float.h>
#include <locale.h>
#include <stdlib.h>
#include <unistd.h>

TEST(prints_what_reads_back_equal)
{
    static const struct {
        double value;
        const char *want;
    } rows[] = {
        {0, "0"},
        {-0.0, "-0"},
        {1, "1"},
        {-7, "-7"},
        {0.1, "0.1"},
        {0.3 - 0.2, "0.09999999999999998"},
        {141.3544, "141.3544"},
        {-35.65809922, "-35.65809922"},
        {1.0 / 3, "0.3333333333333333"},
        {0.0001, "0.0001"},
        {0.00001, "1e-05"},
        {0.000123456789012345, "0.000123456789012345"},
        {999999999999999, "999999999999999"},
        {562949953421312.25, "562949953421312.2"},
        {-562949953421312.75, "-562949953421312.8"},
        {999999999999999.9, "999999999999999.9"},
        {1e15, "1e+15"},
        {9007199254740992, "9007199254740992"},
        {1e22, "1e+22"},
        {1e300, "1e+300"},
        {DBL_MAX, "1.7976931348623157e+308"},
        {DBL_MIN, "2.2250738585072014e-308"},
        {4.9406564584124654e-324, "5e-324"},
        {NAN, "nan"},
        {-NAN, "nan"},
        {INFINITY, "inf"},
        {-INFINITY, "-inf"},
    };
    char text[CM_CELL_MAX];

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_now = rows[i].want;
        CHECK(cm__number_print(text, rows[i].value) == strlen(rows[i].want));
        CHECK(strcmp(text, rows[i].want) == 0);
    }
}

/* The short road must write what printf would, and any double at all must come back. */
TEST(prints_any_double_as_printf_would)
{
    char text[CM_CELL_MAX], usual[CM_CELL_MAX];
    uint64_t random = 20030929;

    for (int i = 0; i < 30000; i++) {
        double value, back = 0;
        random = random * 6364136223846793005U + 1442695040888963407U;
        if (i % 3 == 0)
            memcpy(&value, &random, sizeof value);
        else if (i % 3 == 1)
            value = (double)(random >> 20) / 1e9 - 8000;
        else
            value = (double)(int)(random >> 40) / pow(10, (double)(i % 20));
        if (!isfinite(value))
            continue;
        const size_t length = cm__number_print(text, value);
        CHECK(length == strlen(text) && length < CM_CELL_MAX);
        CHECK(cm__number_read(&back, text) == text + length && back == value);
        snprintf(usual, sizeof usual, "%.15g", value);
        CHECK(strtod(usual, NULL) != value || strcmp(text, usual) == 0);
    }
}

/* Many digits, and one that is even or odd just there where a decimal lies half-way. */
TEST(prints_long_numbers_as_printf_would)
{
    char text[CM_CELL_MAX], usual[CM_CELL_MAX];
    uint64_t random = 20030401;

    for (int i = 0; i < 100000; i++) {
        double value;
        random = random * 6364136223846793005U + 1442695040888963407U;
        value = ldexp(1 + (double)(random >> 12) / 4503599627370496.0, i % 50);
        if (i % 5 == 0) /* a power of two's neighbours */
            value = nextafter(ldexp(1, i % 50), i % 2 ? 0 : INFINITY);
        if (i % 7 == 0)
            value = -value;
        for (int digits = 1; digits <= DBL_DECIMAL_DIG; digits++) {
            snprintf(usual, sizeof usual, "%.*g", digits, value);
            if (strtod(usual, NULL) == value)
                break;
        }
        cm__number_print(text, value);
        CHECK(strcmp(text, usual) == 0 || strtod(usual, NULL) != value || strchr(usual, 'e'));
    }
}

TEST(rounds_without_trailing_zeros)
{
    static const struct {
        double value;
        int decimals;
        const char *want;
    } rows[] = {
        {2.5, 0, "2"},
        {3.5, 0, "4"},
        {100, 0, "100"},
        {100, 2, "100"},
        {0.125, 2, "0.12"},
        {0.1, 17, "0.10000000000000001"},
        {-0.001, 2, "0"},
        {-0.0, 0, "0"},
        {-0.4, 0, "0"},
        {-1.50, 3, "-1.5"},
        {1e20, 1, "100000000000000000000"},
        {1e-9, 3, "0"},
        {NAN, 3, "nan"},
        {INFINITY, 0, "inf"},
        {-INFINITY, 2, "-inf"},
        {141.354400001, 6, "141.3544"},
    };
    char text[CM__ROUNDED_MAX];

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_now = rows[i].want;
        CHECK(cm__number_print_rounded(text, rows[i].value, rows[i].decimals) ==
              strlen(rows[i].want));
        CHECK(strcmp(text, rows[i].want) == 0);
    }
    CHECK(cm__number_print_rounded(text, -DBL_MAX, 17) == 310);
}

TEST(prints_integers)
{
    char text[CM_CELL_MAX];

    CHECK(cm__integer_print(text, INT64_MIN) == 20);
    CHECK(strcmp(text, "-9223372036854775808") == 0);
    CHECK(cm__integer_print(text, 0) == 1 && strcmp(text, "0") == 0);
}

TEST(reads_a_number_at_the_start)
{
    static const struct {
        const char *why, *text;
        int end; /* -1: none */
        double want;
    } rows[] = {
        {"integer", "42", 2, 42},
        {"sign", "-42", 3, -42},
        {"plus", "+42", 3, 42},
        {"negative zero", "-0", 2, 0},
        {"zeros in front", "007.50", 6, 7.5},
        {"no digit before the point", ".5", 2, 0.5},
        {"no digit behind it", "5.", 2, 5},
        {"exponent", "1.5e3", 5, 1500},
        {"signed exponent", "15E-1", 5, 1.5},
        {"e without digits", "2east", 1, 2},
        {"e with a sign only", "2e+", 1, 2},
        {"comma", "35,5", 2, 35},
        {"a second point", "1.2.3", 3, 1.2},
        {"unit", "500m", 3, 500},
        {"seventeen digits", "0.10000000000000001", 19, 0.1},
        {"halfway", "9007199254740993", 16, 9007199254740992},
        {"largest", "1.7976931348623157e308", 22, DBL_MAX},
        {"denormal", "5e-324", 6, 4.9406564584124654e-324},
        {"too small is zero", "1e-999", 6, 0},
        {"long exponent of zero", "0e999999999999", 14, 0},
        {"long exponent", "1e-99999999999999999999", 23, 0},
        {"overflow", "1e999", -1, 0},
        {"overflow", "1e99999999999999999999", -1, 0},
        {"nothing", "", -1, 0},
        {"sign only", "-", -1, 0},
        {"point only", ".", -1, 0},
        {"exponent only", "e5", -1, 0},
        {"two signs", "--5", -1, 0},
        {"blank first", " 5", -1, 0},
        {"not a number", "nan", -1, 0},
        {"infinite", "inf", -1, 0},
        {"hexadecimal", "0x1p3", 1, 0},
        {"full-width", "４２", -1, 0},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        double value = 77;
        test_now = rows[i].why;
        const char *const end = cm__number_read(&value, rows[i].text);
        CHECK(rows[i].end < 0 ? !end : end == rows[i].text + rows[i].end);
        CHECK(value == (rows[i].end < 0 ? 77 : rows[i].want));
    }
}

TEST(reads_long_numbers_up_to_its_limit)
{
    char text[602] = "0.";
    double value = 0;

    memset(text + 2, '0', 599);
    CHECK(cm__number_read(&value, text) == text + 601 && value == 0);
    memset(text + 2, '3', 500);
    text[502] = '\0';
    CHECK(cm__number_read(&value, text) == text + 502 && value == 1.0 / 3);
    memset(text + 2, '3', 501);
    CHECK(!cm__number_read(&value, text));
}

TEST(takes_a_whole_text_with_blanks_round_it)
{
    static const struct {
        const char *text;
        bool want;
    } rows[] = {
        {"7", true},   {" 7", true},   {"7\t ", true}, {"7 m", false},  {"", false},
        {"  ", false}, {"7\n", false}, {"1 2", false}, {"35,5", false},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        double value = 77;
        test_now = rows[i].text;
        CHECK(cm__number_is(&value, rows[i].text) == rows[i].want);
        CHECK(value == (rows[i].want ? 7 : 77));
    }
}

/* Makes the locale in a folder of the test's own, since a machine need not have it. */
static bool enter_locale(const char *folder, const char *language)
{
    char line[256], name[64];

    snprintf(name, sizeof name, "%s.UTF-8", language);
    snprintf(line, sizeof line, "localedef -i %s -f UTF-8 %s/%s >/dev/null 2>&1", language, folder,
             name);
    if (system(line) != 0 || setenv("LOCPATH", folder, 1) != 0)
        return false;
    return setlocale(LC_ALL, name) != NULL;
}

TEST(writes_and_reads_a_point_in_any_locale)
{
    static const char *const languages[] = {"de_DE", "ps_AF"}; /* a comma; two bytes */
    char folder[] = P_tmpdir "/test_base_number.XXXXXX", line[64], text[CM__ROUNDED_MAX];
    double value;

    CHECK(mkdtemp(folder) != NULL);
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++) {
        test_now = languages[i];
        if (!enter_locale(folder, languages[i])) {
            printf("skipped: no locale %s\n", languages[i]);
            continue;
        }
        snprintf(line, sizeof line, "%.1f", 0.5);
        CHECK(strcmp(line, "0.5") != 0);
        CHECK(cm__number_print(text, 1.0 / 3) == 18 && strcmp(text, "0.3333333333333333") == 0);
        CHECK(cm__number_print(text, 1.25e30) == 8 && strcmp(text, "1.25e+30") == 0);
        CHECK(cm__number_print(text, 1e30) == 5 && strcmp(text, "1e+30") == 0);
        CHECK(cm__number_print_rounded(text, 2.50, 1) == 3 && strcmp(text, "2.5") == 0);
        CHECK(cm__number_read(&value, "0.33333333333333331") && value == 1.0 / 3);
        CHECK(cm__number_read(&value, "1.25e30") && value == 1.25e30);
    }
    setlocale(LC_ALL, "C");
    snprintf(line, sizeof line, "rm -rf %s", folder);
    CHECK(system(line) == 0);
}

TEST_MAIN(RUN(prints_what_reads_back_equal), RUN(prints_any_double_as_printf_would),
          RUN(prints_long_numbers_as_printf_would), RUN(rounds_without_trailing_zeros),
          RUN(prints_integers), RUN(reads_a_number_at_the_start),
          RUN(reads_long_numbers_up_to_its_limit), RUN(takes_a_whole_text_with_blanks_round_it),
          RUN(writes_and_reads_a_point_in_any_locale))
