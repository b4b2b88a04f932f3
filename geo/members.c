/* members.c - which column of a member list means what. */
#include "geo/base_error.h"
#include "geo/text_width.h"
#include <clustermap/members.h>
#include <stdbool.h>
#include <string.h>

enum { ALIASES_MAX = 32 };

/* The headers that are understood, the likeliest first, each as cm__text_fold writes it: so
 * "name_en", "Name EN" and "ＮＡＭＥ＿ＥＮ" are all "nameen". */
static const struct {
    const char *name, *aliases[ALIASES_MAX];
} roles[CM_MEMBER_ROLE_COUNT] = {
    [CM_MEMBER_ID] = {"id",
                      {"id", "会員番号", "会員id", "企業id", "会員コード", "企業コード",
                       "管理番号"}},
    [CM_MEMBER_NAME] = {"name", {"name",         "名称",         "企業名",         "会社名",
                                 "法人名",       "社名",         "事業者名",       "事業所名",
                                 "団体名",       "機関名",       "組織名",         "施設名",
                                 "会員名",       "企業名称",     "会社名称",       "法人名称",
                                 "商号",         "商号又は名称", "商号または名称", "企業・団体名",
                                 "会社・団体名", "屋号",         "companyname",    "company",
                                 "membername",   "member",       "organization",   "organisation",
                                 "名前",         "氏名"}},
    [CM_MEMBER_NAME_EN] = {"name_en", {"nameen",       "英語名",     "英文名",       "英名",
                                       "英語名称",     "英文名称",   "英語表記",     "英文社名",
                                       "英文商号",     "名称(英語)", "企業名(英語)", "会社名(英語)",
                                       "法人名(英語)", "名称(英)",   "企業名(英)",   "会社名(英)",
                                       "企業名英語",   "会社名英語", "名称英語",     "englishname",
                                       "nameenglish",  "name(en)",   "name(english)"}},
    [CM_MEMBER_ADDRESS] = {"address",
                           {"address",
                            "住所",
                            "所在地",
                            "本社所在地",
                            "本店所在地",
                            "本社住所",
                            "会社住所",
                            "企業住所",
                            "会社所在地",
                            "企業所在地",
                            "事業所所在地",
                            "事業所住所",
                            "主たる事務所の所在地",
                            "所在地住所",
                            "所在地(住所)",
                            "住所(所在地)",
                            "所在",
                            "addr",
                            "fulladdress",
                            "住所1"}},
    [CM_MEMBER_LON] = {"lon",
                       {"lon", "経度", "longitude", "lng", "long", "東経", "経度(10進)", "経度(度)",
                        "経度(世界測地系)"}},
    [CM_MEMBER_LAT] = {"lat",
                       {"lat", "緯度", "latitude", "北緯", "緯度(10進)", "緯度(度)",
                        "緯度(世界測地系)"}},
    [CM_MEMBER_X] = {"x", {NULL}},
    [CM_MEMBER_Y] = {"y", {NULL}},
    [CM_MEMBER_TYPE] = {"type",
                        {"type", "種別", "区分", "会員種別", "会員区分", "種類", "組織種別",
                         "機関種別", "分類", "カテゴリ", "カテゴリー", "membertype", "category",
                         "kind"}},
    [CM_MEMBER_SECTOR] = {"sector",
                          {"sector", "業種", "分野", "事業分野", "産業分野", "業種名", "業種分類",
                           "産業分類", "主な業種", "技術分野", "専門分野", "産業", "業界",
                           "industry"}},
    [CM_MEMBER_FOUNDED] = {"founded",
                           {"founded", "設立", "設立年", "設立年月", "設立年月日", "設立日",
                            "設立年度", "創業", "創業年", "創業年月", "創業年月日", "創立",
                            "創立年", "開設", "開設年", "foundedyear", "yearfounded",
                            "established"}},
    [CM_MEMBER_EMPLOYEES] = {"employees",
                             {"employees", "従業員数", "従業員", "社員数", "従業者数", "職員数",
                              "人員", "従業員数(人)", "従業員数(名)", "社員数(人)", "社員数(名)",
                              "従業員規模", "employeecount", "numberofemployees", "headcount",
                              "staff"}},
    [CM_MEMBER_PARENT_ORIGIN] = {"parent_origin",
                                 {"parentorigin", "親会社", "出身", "親企業", "出身企業",
                                  "出身会社", "出身母体", "母体", "母体企業", "独立元",
                                  "スピンオフ元", "parent", "parentcompany", "origin"}},
    [CM_MEMBER_POSTAL_CODE] = {"postal_code",
                               {"postalcode", "郵便番号", "〒", "郵便", "〒番号", "postcode", "zip",
                                "zipcode", "postal"}},
    [CM_MEMBER_CLOSED] = {"closed",
                          {"closed", "解散", "解散年", "解散日", "解散年月日", "廃業", "廃業年",
                           "廃止", "閉鎖", "閉鎖年", "退会", "退会年", "退会日", "dissolved",
                           "closedyear", "yearclosed"}},
};

const char *cm_member_role_name(cm_member_role role)
{
    return roles[role].name;
}

/* The place of a folded header among a role's, or ALIASES_MAX. */
static size_t rank_of(cm_member_role role, const char *folded)
{
    size_t rank = 0;

    while (rank < ALIASES_MAX && roles[role].aliases[rank] &&
           strcmp(roles[role].aliases[rank], folded) != 0)
        rank++;
    return rank < ALIASES_MAX && roles[role].aliases[rank] ? rank : ALIASES_MAX;
}

/* The user's own word for a column: exactly, else without case, width and blanks. */
static size_t find_named(const cm_table *table, const char *header)
{
    char wanted[CM__FOLDED_MAX], folded[CM__FOLDED_MAX];
    const size_t exact = cm_table_find_column(table, header);

    if (exact != CM_ABSENT || !cm__text_fold(wanted, header) || wanted[0] == '\0')
        return exact;
    for (size_t c = 0; c < table->column_count; c++)
        if (cm__text_fold(folded, table->columns[c].name) && strcmp(folded, wanted) == 0)
            return c;
    return CM_ABSENT;
}

/* For each role the column with the likeliest header, the first of equals. */
static void find_usual(cm_member_columns *out, const cm_table *table)
{
    size_t best[CM_MEMBER_ROLE_COUNT];
    char folded[CM__FOLDED_MAX];

    for (size_t r = 0; r < CM_MEMBER_ROLE_COUNT; r++) {
        best[r] = ALIASES_MAX;
        out->index[r] = CM_ABSENT;
    }
    for (size_t c = 0; c < table->column_count; c++) {
        if (!cm__text_fold(folded, table->columns[c].name))
            continue;
        for (size_t r = 0; r < CM_MEMBER_ROLE_COUNT; r++) {
            const size_t rank = rank_of((cm_member_role)r, folded);
            if (rank < best[r]) {
                best[r] = rank;
                out->index[r] = c;
            }
        }
    }
}

cm_status cm_members_find_columns(cm_member_columns *out, const cm_table *table,
                                  const cm_member_names *names, const char *path)
{
    cm_member_columns columns;

    find_usual(&columns, table);
    for (size_t r = 0; names && r < CM_MEMBER_ROLE_COUNT; r++) {
        if (!names->header[r])
            continue;
        columns.index[r] = find_named(table, names->header[r]);
        if (columns.index[r] == CM_ABSENT)
            return cm__fail(CM_ERR_FORMAT, "%s: there is no column \"%s\" for the %s", path,
                            names->header[r], roles[r].name);
    }
    *out = columns;
    return CM_OK;
}
