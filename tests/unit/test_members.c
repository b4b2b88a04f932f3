/* test_members.c - tests geo/members.c. */
#include "geo/base_memory.h"
#include "geo/text_width.h"
#include "tests/test.h"
#include <clustermap/members.h>

/* A table with the headers of a line, separated by bars. */
static cm_table with_headers(const char *headers)
{
    cm_table table = {0};
    char copy[512], *rest = copy;

    snprintf(copy, sizeof copy, "%s", headers);
    for (const char *name; (name = strsep(&rest, "|"));)
        CHECK(cm_table_add_column(&table, NULL, name, CM_COLUMN_TEXT) == CM_OK);
    return table;
}

/* The columns' indices as a text: "name=0 address=2 ". */
static const char *found_in(const char *headers, const cm_member_names *names)
{
    static char out[512];
    cm_table table = with_headers(headers);
    cm_member_columns columns;
    size_t used = 0;

    out[0] = '\0';
    if (cm_members_find_columns(&columns, &table, names, "list.csv"))
        snprintf(out, sizeof out, "%s", cm_error_text());
    else
        for (size_t r = 0; r < CM_MEMBER_ROLE_COUNT; r++)
            if (columns.index[r] != CM_ABSENT)
                used += (size_t)snprintf(out + used, sizeof out - used, "%s=%zu ",
                                         cm_member_role_name((cm_member_role)r), columns.index[r]);
    cm_table_clear(&table);
    return out;
}

TEST(finds_the_usual_headers)
{
    static const struct {
        const char *why, *headers, *want;
    } rows[] = {
        {"English", "id|name|name_en|address|lon|lat|x|y|type|sector",
         "id=0 name=1 name_en=2 address=3 lon=4 lat=5 type=8 sector=9 "},
        {"English, the rest", "founded|employees|parent_origin|postal_code",
         "founded=0 employees=1 parent_origin=2 postal_code=3 "},
        {"Japanese", "名称|英語名|種別|業種|所在地|郵便番号|設立|親会社|出典",
         "name=0 name_en=1 address=4 type=2 sector=3 founded=6 parent_origin=7 postal_code=5 "},
        {"a cluster office's",
         "会員番号|企業名|本社所在地|経度|緯度|会員区分|分野|設立年月|従業員数（人）|〒",
         "id=0 name=1 address=2 lon=3 lat=4 type=5 sector=6 founded=7 employees=8 postal_code=9 "},
        {"a register's", "法人名|本店所在地", "name=0 address=1 "},
        {"case, width, blanks, mark", "\xEF\xBB\xBF ＮＡＭＥ |Ｌｏｎ|LAT|住　所|従業員\n数",
         "name=0 address=3 lon=1 lat=2 employees=4 "},
        {"half-width katakana", "ｶﾃｺﾞﾘｰ", "type=0 "},
        {"longitude", "longitude|latitude", "lon=0 lat=1 "},
        {"lng", "lat|lng", "lon=1 lat=0 "},
        {"the likelier header wins, not the first", "氏名|会社名|所在|住所", "name=1 address=3 "},
        {"the first of equals wins", "name|Name|NAME", "name=0 "},
        {"part of a header is none", "surname|住所録|経度緯度", ""},
        {"x and y only when named", "x|y|X|Y", ""},
        {"none", "a|b", ""},
        {"nothing left of a header", "_|　", ""},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_now = rows[i].why;
        CHECK(strcmp(found_in(rows[i].headers, NULL), rows[i].want) == 0);
    }
    CHECK(cm__memory_live() == 0);
}

TEST(takes_what_the_user_names)
{
    static const struct {
        const char *why, *headers;
        cm_member_role role;
        const char *header, *want;
    } rows[] = {
        {"instead of the usual", "name|firm", CM_MEMBER_NAME, "firm", "name=1 "},
        {"exactly", "Firm|firm", CM_MEMBER_NAME, "firm", "name=1 "},
        {"another case", "a|Firm", CM_MEMBER_NAME, "FIRM", "name=1 "},
        {"another width", "a|ＦＩＲＭ　名", CM_MEMBER_NAME, "firm名", "name=1 "},
        {"x", "x|y", CM_MEMBER_X, "x", "x=0 "},
        {"one column for two roles", "name|b", CM_MEMBER_NAME_EN, "name", "name=0 name_en=0 "},
        {"not there", "name|b", CM_MEMBER_ADDRESS, "addr",
         "list.csv: there is no column \"addr\" for the address"},
        {"not there, though the usual is", "address", CM_MEMBER_ADDRESS, "place",
         "list.csv: there is no column \"place\" for the address"},
        {"an empty name", "a", CM_MEMBER_X, "", "list.csv: there is no column \"\" for the x"},
        {"a blank name", "_", CM_MEMBER_X, " ", "list.csv: there is no column \" \" for the x"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_member_names names = {{NULL}};
        test_now = rows[i].why;
        names.header[rows[i].role] = rows[i].header;
        CHECK(strcmp(found_in(rows[i].headers, &names), rows[i].want) == 0);
    }
}

TEST(leaves_the_result_alone_on_failure)
{
    cm_table table = with_headers("a");
    cm_member_columns columns = {.index = {7}};
    cm_member_names names = {{NULL}};

    names.header[CM_MEMBER_LAT] = "b";
    CHECK(cm_members_find_columns(&columns, &table, &names, "list.csv") == CM_ERR_FORMAT);
    CHECK(columns.index[0] == 7);
    cm_table_clear(&table);
}

TEST(takes_long_and_many_headers)
{
    cm_table table = {0};
    cm_member_columns columns;
    char name[2000];

    memset(name, 'n', sizeof name);
    name[sizeof name - 1] = '\0';
    CHECK(cm_table_add_column(&table, NULL, name, CM_COLUMN_TEXT) == CM_OK);
    for (int i = 0; i < 5000; i++)
        CHECK(cm_table_add_column(&table, NULL, "c", CM_COLUMN_TEXT) == CM_OK);
    CHECK(cm_table_add_column(&table, NULL, "住所", CM_COLUMN_TEXT) == CM_OK);
    CHECK(cm_members_find_columns(&columns, &table, NULL, "list.csv") == CM_OK);
    CHECK(columns.index[CM_MEMBER_ADDRESS] == 5001 && columns.index[CM_MEMBER_NAME] == CM_ABSENT);
    cm_table_clear(&table);
}

/* Lists with these headers are out there: each must be found as it is written. */
TEST(names_every_role_by_a_header_of_its_own)
{
    char folded[CM__FOLDED_MAX];

    for (int r = 0; r < CM_MEMBER_ROLE_COUNT; r++) {
        const char *const name = cm_member_role_name((cm_member_role)r);
        char want[64];
        test_now = name;
        CHECK(cm__text_fold(folded, name));
        snprintf(want, sizeof want, "%s=0 ", name);
        CHECK(strcmp(found_in(name, NULL), r == CM_MEMBER_X || r == CM_MEMBER_Y ? "" : want) == 0);
    }
}

TEST_MAIN(RUN(finds_the_usual_headers), RUN(takes_what_the_user_names),
          RUN(leaves_the_result_alone_on_failure), RUN(takes_long_and_many_headers),
          RUN(names_every_role_by_a_header_of_its_own))
