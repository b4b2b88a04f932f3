/* map_words.c - the table of the page's own words: Japanese, English, and both. */
#include "output/map_words.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

static const char *const words[CM__WORD_COUNT][3] = {
    [CM__WORD_COLON] = {"：", ": ", "："},
    [CM__WORD_GAP] = {"　", " · ", "　"},
    [CM__WORD_COMMA] = {"、", ", ", "、"},
    [CM__WORD_OPEN] = {"（", " (", "（"},
    [CM__WORD_CLOSE] = {"）", ")", "）"},
    [CM__WORD_LEGEND] = {"凡例", "Legend", "凡例 Legend"},
    [CM__WORD_SCALE] = {"縮尺", "Scale", "縮尺 Scale"},
    [CM__WORD_SOURCES] = {"資料", "Sources", "資料 Sources"},
    [CM__WORD_PROJECTION] = {"投影", "Projection", "投影 Projection"},
    [CM__WORD_ZONE] = {"平面直角座標系第", "Japan Plane Rectangular CS zone ",
                       "平面直角座標系 Japan Plane Rectangular CS 第"},
    [CM__WORD_ZONE_END] = {"系", "", "系"},
    [CM__WORD_UTM] = {"UTM座標系第", "UTM zone ", "UTM座標系 UTM zone 第"},
    [CM__WORD_UTM_END] = {"帯", "", "帯"},
    [CM__WORD_EQUAL_AREA] = {"ランベルト正積方位図法、中心", "Lambert azimuthal equal-area about ",
                             "ランベルト正積方位図法 Lambert azimuthal equal-area、中心 about "},
    [CM__WORD_EQUAL_AREA_END] = {"", "", ""},
    [CM__WORD_SCALE_FACTOR] = {"縮尺係数", "scale factor", "縮尺係数 scale factor"},
    [CM__WORD_TRUE_NORTH] = {"真北方向角", "true north from grid north",
                             "真北方向角 true north from grid north"},
    [CM__WORD_SCALE_VARIES] = {"縮尺は図の中央での値", "The scale is that at the map's middle",
                               "縮尺は図の中央での値 The scale is that at the map's middle"},
    [CM__WORD_AS_OF] = {"", "As of ", ""},
    [CM__WORD_AS_OF_END] = {"時点", "", "時点 As of "},
    [CM__WORD_APPROXIMATE] = {"概略の図形", "Approximate", "概略の図形 Approximate"},
    [CM__WORD_NO_VALUE] = {"値なし", "No value", "値なし No value"},
    [CM__WORD_NO_CLASS] = {"階級外の値", "Outside the classes", "階級外の値 Outside the classes"},
    [CM__WORD_OUTSIDE] = {"図の範囲外", "Outside the map", "図の範囲外 Outside the map"},
    [CM__WORD_MEMBER] = {"件", " member", "件 member"},
    [CM__WORD_MEMBERS] = {"件", " members", "件 members"},
    [CM__WORD_FANNED] = {"重なる会員は並べて示す（ずれは最大",
                         "Members that would overlap are drawn side by side (off by at most",
                         "重なる会員は並べて示す Members that would overlap are drawn side by "
                         "side（ずれは最大 off by at most"},
    [CM__WORD_FANNED_END] = {"）", ")", "）"},
    [CM__WORD_STACKED] =
        {"同じ地点の会員は重なっている", "Members at one place lie on top of each other",
         "同じ地点の会員は重なっている Members at one place lie on top of each other"},
    [CM__WORD_GATHERED] = {"件をまとめて示す", " members are gathered",
                           "件をまとめて示す members are gathered"},
    [CM__WORD_GATHERED_WHY] = {"件は記号が重なって読めないため、まとめて示す",
                               " members are gathered, since their symbols would hide each other",
                               "件は記号が重なって読めないため、まとめて示す members are gathered, "
                               "since their symbols would hide each other"},
    [CM__WORD_PER_HEXAGON] = {"六角形ごとの会員数（幅", "Members per hexagon (",
                              "六角形ごとの会員数 Members per hexagon（幅 width "},
    [CM__WORD_PER_HEXAGON_END] = {"）", " wide)", "）"},
    [CM__WORD_BETWEEN] = {"／", "; ", "／"},
    [CM__WORD_NO_CRS] = {"座標系なし（1単位を1 mとする）",
                         "no coordinate reference system; 1 unit = 1 m",
                         "座標系なし no coordinate reference system（1単位 unit = 1 m）"},
    [CM__WORD_UNITS] = {" 単位", " units", " 単位 units"},
    [CM__WORD_BACKGROUND] = {"背景", "Background", "背景 Background"},
    [CM__WORD_LABELS] = {"注記", "Labels", "注記 Labels"},
    [CM__WORD_FRAME] = {"図枠", "Frame", "図枠 Frame"},
    [CM__WORD_PROOF_PRINTED] = {"印刷される色", "As printed", "印刷される色 As printed"},
    [CM__WORD_PROOF_GREY] = {"白黒で写したとき", "Copied in grey",
                             "白黒で写したとき Copied in grey"},
    [CM__WORD_PROOF_NO_GREEN] =
        {"2型色覚（緑の錐体がない）での見え方", "Seen without green cones (deuteranopia)",
         "2型色覚（緑の錐体がない）での見え方 Seen without green cones (deuteranopia)"},
    [CM__WORD_PROOF_NO_RED] =
        {"1型色覚（赤の錐体がない）での見え方", "Seen without red cones (protanopia)",
         "1型色覚（赤の錐体がない）での見え方 Seen without red cones (protanopia)"},
};

const char *cm__word_get(cm__word word, cm_map_language language)
{
    return words[word][language == CM_MAP_BOTH ? 2 : language == CM_MAP_ENGLISH];
}

void cm__word_add_grouped(cm__text *text, double value)
{
    char digits[400]; /* the largest double has 309 */
    const int length = snprintf(digits, sizeof digits, "%.0f", fabs(value));

    if (value < 0 && strcmp(digits, "0") != 0)
        cm__text_add(text, "-");
    for (int i = 0; i < length; i++) {
        if (i > 0 && (length - i) % 3 == 0)
            cm__text_add(text, ",");
        cm__text_add_bytes(text, &digits[i], 1);
    }
}

void cm__word_add_members(cm__text *text, size_t count, cm_map_language language)
{
    cm__word_add_grouped(text, (double)count);
    cm__text_add(text, cm__word_get(count == 1 ? CM__WORD_MEMBER : CM__WORD_MEMBERS, language));
}

/* Whether the text is a year, a year and a month, or a whole date, as ISO 8601 writes them. */
static bool is_date(const char *text)
{
    static const char form[] = "0000-00-00";
    const size_t length = strlen(text);

    if (length != 4 && length != 7 && length != 10)
        return false;
    for (size_t i = 0; i < length; i++)
        if (form[i] == '-' ? text[i] != '-' : text[i] < '0' || text[i] > '9')
            return false;
    return true;
}

static void add_part(cm__text *text, const char *digits, size_t count, const char *unit)
{
    const size_t zeros = strspn(digits, "0");

    cm__text_add_bytes(text, digits + zeros, count - zeros);
    cm__text_add(text, unit);
}

void cm__word_add_date(cm__text *text, const char *date, cm_map_language language)
{
    if (language == CM_MAP_ENGLISH || !is_date(date)) {
        cm__text_add(text, date);
        return;
    }
    add_part(text, date, 4, "年");
    if (strlen(date) > 4)
        add_part(text, date + 5, 2, "月");
    if (strlen(date) > 7)
        add_part(text, date + 8, 2, "日");
}
