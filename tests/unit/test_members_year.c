/* test_members_year.c - tests geo/members_year.c. */
#include <clustermap/members.h>

#include "tests/test.h"

TEST(reads_the_year_of_a_date)
{
    static const struct {
        const char *why, *text;
        double want;
    } rows[] = {{"a year", "1980", 1980},
                {"with blanks", " 1980 ", 1980},
                {"full-width", "１９８０年", 1980},
                {"a date", "1980-10-01", 1980},
                {"with slashes", "1980/10/1", 1980},
                {"with a month", "1980年10月", 1980},
                {"digits of a day", "19801001", 1980},
                {"digits of a month", "198010", 1980},
                {"Showa", "昭和55年10月", 1980},
                {"Showa by letter", "S55.10.1", 1980},
                {"small letter", "s55", 1980},
                {"the first of an era", "令和元年", 2019},
                {"Heisei as one character", "㍻元年", 1989},
                {"Meiji", "明治45", 1912},
                {"Taisho", "T15", 1926},
                {"Reiwa", "R1", 2019},
                {"before 1000", "710", 710},
                {"before Christ", "-50", -50},
                {"empty", "", NAN},
                {"words", "unknown", NAN},
                {"an era without a year", "昭和", NAN},
                {"a letter alone", "s", NAN},
                {"a year 0 of an era", "h0", NAN},
                {"days since 1900", "29495", NAN},
                {"not UTF-8", "\xff\xfe", NAN},
                {"a fraction", "0.5.5", NAN}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const double got = cm_member_year(rows[i].text);
        test_now = rows[i].why;
        CHECK(isnan(rows[i].want) ? isnan(got) : got == rows[i].want);
    }
}

TEST_MAIN(RUN(reads_the_year_of_a_date))
