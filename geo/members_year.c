/* members_year.c - the year of a founding date, however it is written. */
#include "geo/base_number.h"
#include "geo/text_width.h"
#include <clustermap/members.h>
#include <math.h>
#include <stddef.h>
#include <string.h>

/* The year before each era's first, as the Act on Era Names and its forerunners date them. */
static const struct {
    const char *name;
    char letter;
    int before;
} eras[] = {{"明治", 'm', 1867},
            {"大正", 't', 1911},
            {"昭和", 's', 1925},
            {"平成", 'h', 1988},
            {"令和", 'r', 2018}};

static size_t digits_of(const char *text)
{
    return strspn(text, "0123456789");
}

/* The first so many digits as a number. */
static int number_of(const char *digits, size_t count)
{
    int number = 0;

    for (size_t i = 0; i < count; i++)
        number = 10 * number + (digits[i] - '0');
    return number;
}

/* What stands behind an era's name: 55 or the first year's 元. */
static double year_of_era(int before, const char *text)
{
    const size_t digits = digits_of(text);

    if (strncmp(text, "元", strlen("元")) == 0)
        return before + 1;
    if (digits < 1 || digits > 2 || number_of(text, digits) == 0)
        return NAN;
    return before + number_of(text, digits);
}

double cm_member_year(const char *text)
{
    char folded[CM__FOLDED_MAX];
    double number;

    if (!cm__text_fold(folded, text) || folded[0] == '\0')
        return NAN;
    for (size_t i = 0; i < sizeof eras / sizeof *eras; i++) {
        const size_t length = strlen(eras[i].name);
        if (strncmp(folded, eras[i].name, length) == 0)
            return year_of_era(eras[i].before, folded + length);
        if (folded[0] == eras[i].letter)
            return year_of_era(eras[i].before, folded + 1);
    }
    const size_t digits = digits_of(folded);
    if (digits == 4 || digits == 6 || digits == 8) /* the year, with month, with day */
        return number_of(folded, 4);
    return digits < 4 && cm__number_is(&number, folded) && fabs(number) <= 9999 ? number : NAN;
}
