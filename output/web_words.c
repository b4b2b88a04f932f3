/* web_words.c - the table of a page's own words, Japanese and English. */
#include "output/web_words.h"
#include <string.h>

static const struct {
    const char *key, *text[2];
} words[] = {
    {"legend", {"凡例", "Legend"}},
    {"show", {"凡例と出典", "Legend and sources"}},
    {"map",
     {"地図。矢印キーで動かし、＋と－で拡大・縮小する",
      "Map. Arrow keys move it, plus and minus zoom"}},
    {"search", {"名称で探す", "Search by name"}},
    {"found", {"件", " found"}},
    {"foundOf", {"件中、先頭の", " found, the first "}},
    {"foundEnd", {"件を示す", " are shown"}},
    {"none", {"該当なし", "Nothing found"}},
    {"here", {"件がここにある", " are here"}},
    {"back", {"一覧へ戻る", "Back to the list"}},
    {"all", {"全体を表示", "Show all"}},
    {"zoomIn", {"拡大", "Zoom in"}},
    {"zoomOut", {"縮小", "Zoom out"}},
    {"close", {"閉じる", "Close"}},
    {"beside", {"同じ地点の会員は並べて示す", "Members at one place are shown side by side"}},
    {"gathered",
     {"件は記号が重なるため、六角形ごとの数で示す。拡大すると1件ずつ示す",
      " symbols hide each other and are counted in hexagons; zoom in to see each"}},
    {"script", {"地図の表示にはJavaScriptが要る", "The map needs JavaScript"}},
};

bool cm__web_word(size_t i, cm_map_language language, const char **key, const char **text)
{
    if (i >= sizeof words / sizeof *words)
        return false;
    *key = words[i].key;
    *text = words[i].text[language == CM_MAP_ENGLISH];
    return true;
}

const char *cm__web_find_word(const char *key, size_t length, cm_map_language language)
{
    const char *known, *text;

    for (size_t i = 0; cm__web_word(i, language, &known, &text); i++)
        if (strlen(known) == length && strncmp(known, key, length) == 0)
            return text;
    return NULL;
}

const char *cm__web_column_word(const char *name, cm_map_language language)
{
    static const struct {
        const char *name, *text[2];
    } computed[] = {
        {"source", {"出典", "Source"}},
        {"count", {"会員数", "Members"}},
        {"weight", {"重み", "Weight"}},
        {"area_km2", {"面積 (km²)", "Area (km²)"}},
        {"per_km2", {"密度 (件/km²)", "Density (members/km²)"}},
        {"cumulative_count", {"内側を含む会員数", "Members up to here"}},
        {"centre", {"中心", "Centre"}},
        {"ring_from_m", {"内側の半径 (m)", "Inner radius (m)"}},
        {"ring_to_m", {"外側の半径 (m)", "Outer radius (m)"}},
        {"level_from", {"下限", "From"}},
        {"level_to", {"上限", "To"}},
        {"distance_m", {"距離 (m)", "Distance (m)"}},
        {"azimuth_deg", {"方位角 (°)", "Azimuth (°)"}},
        {"from", {"起点", "From"}},
        {"to", {"終点", "To"}},
        {"kind", {"種類", "Kind"}},
        {"year", {"年", "Year"}},
        {"generation", {"世代", "Generation"}},
    };

    for (size_t i = 0; i < sizeof computed / sizeof *computed; i++)
        if (strcmp(computed[i].name, name) == 0)
            return computed[i].text[language == CM_MAP_ENGLISH];
    return NULL;
}

const char *cm__web_role_word(cm_member_role role, cm_map_language language)
{
    static const char *const names[CM_MEMBER_ROLE_COUNT][2] = {
        [CM_MEMBER_NAME] = {"名称", "Name"},
        [CM_MEMBER_NAME_EN] = {"英語名", "English name"},
        [CM_MEMBER_ADDRESS] = {"住所", "Address"},
        [CM_MEMBER_TYPE] = {"種別", "Type"},
        [CM_MEMBER_SECTOR] = {"業種", "Sector"},
        [CM_MEMBER_FOUNDED] = {"設立", "Founded"},
        [CM_MEMBER_EMPLOYEES] = {"従業員数", "Employees"},
        [CM_MEMBER_PARENT_ORIGIN] = {"親会社・出身", "Origin"},
        [CM_MEMBER_POSTAL_CODE] = {"郵便番号", "Postal code"},
        [CM_MEMBER_CLOSED] = {"閉鎖", "Closed"},
    };

    return names[role][language == CM_MAP_ENGLISH];
}
