/* source_abr.c - what the files of the Address Base Registry have in common. */
#include "geo/source_abr.h"
#include "geo/source_names.h"
#include "geo/source_prefectures.h"
#include "geo/text_width.h"
#include <stdio.h>
#include <string.h>

const char cm__abr_attribution[] = "アドレス・ベース・レジストリ（デジタル庁）を加工して作成";

bool cm__abr_join(char *out, const char *separator, const char *const *pieces, size_t count)
{
    size_t length = 0;

    out[0] = '\0';
    for (size_t i = 0; i < count; i++) {
        if (*pieces[i] == '\0')
            continue;
        const int added = snprintf(out + length, CM__ABR_NAME_SIZE - length, "%s%s",
                                   length > 0 ? separator : "", pieces[i]);
        if (added < 0 || (size_t)added >= CM__ABR_NAME_SIZE - length)
            return false;
        length += (size_t)added;
    }
    return true;
}

/* 0 to 999 in kanji; the number's digits are fewer than the bytes of out. */
static void print_kanji(char *out, size_t size, unsigned number)
{
    static const char *const digits[] = {"", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
    const unsigned hundreds = number / 100, tens = number / 10 % 10;

    snprintf(out, size, "%s%s%s%s%s", hundreds > 1 ? digits[hundreds] : "", hundreds ? "百" : "",
             tens > 1 ? digits[tens] : "", tens ? "十" : "", digits[number % 10]);
}

bool cm__abr_chome(char *out, const char *chome)
{
    char narrow[CM__ABR_NAME_SIZE], kanji[32];

    out[0] = '\0';
    if (cm__source_is_long(chome))
        return false;
    memcpy(narrow, chome, strlen(chome) + 1);
    cm__text_narrow(narrow);
    char *const rest = narrow + strspn(narrow, "0123456789");
    const bool is_chome = strcmp(rest, "丁目") == 0;
    *rest = '\0';
    const uint32_t number = is_chome ? cm__source_digits(narrow, 1, 3) : 0;
    if (number == 0)
        return cm__abr_join(out, "", &chome, 1);
    print_kanji(kanji, sizeof kanji, number);
    return cm__abr_join(out, "", (const char *const[]){kanji, "丁目"}, 2);
}

bool cm__abr_town(char *out, const char *oaza, const char *chome)
{
    char kanji[CM__ABR_NAME_SIZE];

    if (*oaza == '\0' && *chome == '\0')
        oaza = "（大字なし）";
    return cm__abr_chome(kanji, chome) &&
           cm__abr_join(out, "", (const char *const[]){oaza, kanji}, 2);
}

uint32_t cm__abr_city_code(const char *lg_code)
{
    const uint32_t code = cm__source_digits(lg_code, 6, 6) / 10;

    return code >= 1000 && code < (CM__PREFECTURE_COUNT + 1) * 1000 ? code : 0;
}

const char *cm__abr_prefecture(uint32_t city_code)
{
    const uint32_t prefecture = city_code / 1000;

    return prefecture >= 1 && prefecture <= CM__PREFECTURE_COUNT
               ? cm__prefectures[prefecture - 1].name
               : NULL;
}
