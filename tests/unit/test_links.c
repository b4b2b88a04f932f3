/* test_links.c - tests layers/links.c. */
#include <clustermap/links.h>

#include "tests/links_fixture.h"

static size_t notices(const cm_links *links, const char *notice)
{
    size_t count = 0;

    for (size_t i = 0; i < links->notices.row_count; i++)
        count += strcmp(text_in(&links->notices, i, "notice"), notice) == 0;
    return count;
}

TEST(finds_origins_however_they_are_written)
{
    static const told rows[] = {{"株式会社ハドソン", "1973", ""},
                                {"a", "", "㈱ ハドソン"},
                                {"b", "", "ﾊﾄﾞｿﾝ"},
                                {"c", "", "ハドソン株式会社"},
                                {"d", "", "　"},
                                {"e", "昭和55年", "Ｘ 大学"},
                                {"f", "", "X大学"}};
    cm_links links = links_of_parents(rows, 7);

    CHECK(links.count == 5 && links.member_count == 7 && links.node_count == 8);
    for (size_t i = 0; i < 3; i++)
        CHECK(links_have(&links, i, "株式会社ハドソン", rows[i + 1].name));
    CHECK(links_have(&links, 3, "Ｘ 大学", "e") && links_have(&links, 4, "Ｘ 大学", "f"));
    CHECK(links.links[3].year == 1980 && isnan(links.links[4].year));
    CHECK(strcmp(links.links[0].kind, "parent") == 0 && links.links[0].weight == 1);
    CHECK(strcmp(links.nodes[1].id, "2") == 0 && strcmp(links.nodes[7].id, "") == 0);
    CHECK(!links.nodes[7].is_ambiguous && links.notices.row_count == 0);
    cm_links_clear(&links);
}

/* "ハドソン株式会社" and "株式会社ハドソン" are two firms, but "ハドソン" could be either. */
TEST(reports_names_of_several)
{
    static const told rows[] = {{"株式会社ハドソン", "", ""}, {"ハドソン株式会社", "", ""},
                                {"a", "", "ハドソン"},        {"b", "", "ハドソン(株)"},
                                {"c", "", "ハドソン"},        {"同じ", "", ""},
                                {"同じ", "", "同じ"}};
    cm_links links = links_of_parents(rows, 7);

    CHECK(links.count == 4 && links.node_count == 9);
    CHECK(links.links[0].from == 7 && links.links[2].from == 7 && links.nodes[7].is_ambiguous);
    CHECK(links.links[1].from == 1);
    CHECK(links.links[3].from == 8 && links.links[3].to == 6);
    CHECK(notices(&links, "ambiguous") == 2);
    cm_links_clear(&links);
}

TEST(reports_what_cannot_be)
{
    static const told rows[] = {{"self", "", "SELF"},
                                {"old", "1990", ""},
                                {"young", "1980", "old"},
                                {"same", "1990", "old"}};
    cm_links links = links_of_parents(rows, 4);

    CHECK(links.count == 2);
    CHECK(notices(&links, "self") == 1 && notices(&links, "older") == 1);
    CHECK(strcmp(text_in(&links.notices, 1, "detail"), "1990 > 1980") == 0);
    cm_links_clear(&links);
}

/* Members by id, name and English name; links by kind and weight. */
static cm_status read_table(cm_links *out, const char *const *cells, size_t rows,
                            const cm_links_options *options)
{
    static const char *const member_columns[] = {"id", "name", "name_en"};
    static const char *const member_cells[] = {"7", "甲", "Ko", "8", "乙", "", "9", "丙", "Hei"};
    static const char *const link_columns[] = {"親", "to", "種別", "year", "weight"};
    cm_table members = table_make(member_columns, 3, member_cells, 3);
    cm_table links = table_make(link_columns, 5, cells, rows);
    cm_member_columns columns;
    cm_status status = cm_members_find_columns(&columns, &members, NULL, "members");

    if (!status)
        status = cm_links_from_table(out, &members, &columns, &links, options);
    cm_table_clear(&links);
    cm_table_clear(&members);
    return status;
}

TEST(reads_a_table_of_links)
{
    static const char *const cells[] = {"7",  "乙",  "spin-off", "1999", "2",   /**/
                                        "ko", "HEI", "tenant",   "",     "1.5", /**/
                                        "甲", "8",   "spin-off", "",     "3",   /**/
                                        "甲", "乙",  "tenant",   "",     "1",   /**/
                                        "甲", "",    "tenant",   "",     "1"};
    const char *const kinds[] = {"tenant"};
    cm_links_options options = CM_LINKS_OPTIONS_INIT;
    cm_links links = {.nodes = NULL};

    CHECK(read_table(&links, cells, 5, &options) == CM_OK);
    CHECK(links.count == 3 && notices(&links, "duplicate") == 1);
    CHECK(links_have(&links, 0, "甲", "乙") && links.links[0].weight == 5);
    CHECK(links.links[0].year == 1999);
    CHECK(links_have(&links, 1, "甲", "丙") && links.links[1].weight == 1.5);
    CHECK(links_have(&links, 2, "甲", "乙") && strcmp(links.links[2].kind, "tenant") == 0);
    cm_links_clear(&links);
    options.kinds = kinds;
    options.kind_count = 1;
    CHECK(read_table(&links, cells, 5, &options) == CM_OK);
    CHECK(links.count == 2 && links_have(&links, 0, "甲", "丙"));
    cm_links_clear(&links);
}

TEST(refuses_bad_weights_and_missing_columns)
{
    static const struct {
        const char *why, *weight;
        cm_status want;
    } rows[] = {{"none", "", CM_ERR_FORMAT},       {"a word", "many", CM_ERR_FORMAT},
                {"zero", "0", CM_ERR_FORMAT},      {"negative", "-1", CM_ERR_FORMAT},
                {"endless", "inf", CM_ERR_FORMAT}, {"tiny", "1e-300", CM_OK}};
    cm_links_options options = CM_LINKS_OPTIONS_INIT;
    cm_links links = {.nodes = NULL};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *const cells[] = {"甲", "乙", "", "", rows[i].weight};
        test_now = rows[i].why;
        CHECK(read_table(&links, cells, 1, NULL) == rows[i].want);
        CHECK((links.nodes == NULL) == (rows[i].want != CM_OK));
        cm_links_clear(&links);
    }
    options.weight = "no such";
    CHECK(read_table(&links, NULL, 0, &options) == CM_ERR_FORMAT);
    cm_table table = table_make((const char *const[]){"from", "name"}, 2, NULL, 0);
    cm_member_columns columns;
    CHECK(cm_members_find_columns(&columns, &table, NULL, "members") == CM_OK);
    CHECK(cm_links_from_table(&links, &table, &columns, &table, NULL) == CM_ERR_FORMAT);
    CHECK(cm_links_from_parents(&links, &table, &columns, NULL) == CM_ERR_FORMAT);
    cm_table_clear(&table);
}

TEST(stops_when_asked)
{
    cm_table members = members_make((const told[]){{"a", "", "b"}}, 1);
    cm_links_options options = CM_LINKS_OPTIONS_INIT;
    cm_member_columns columns;
    cm_links links = {.nodes = NULL};

    options.progress.step = stop_at_once;
    CHECK(cm_members_find_columns(&columns, &members, NULL, "members") == CM_OK);
    CHECK(cm_links_from_parents(&links, &members, &columns, &options) == CM_ERR_STOPPED);
    CHECK(links.nodes == NULL);
    cm_table_clear(&members);
}

TEST_MAIN(RUN(finds_origins_however_they_are_written), RUN(reports_names_of_several),
          RUN(reports_what_cannot_be), RUN(reads_a_table_of_links),
          RUN(refuses_bad_weights_and_missing_columns), RUN(stops_when_asked))
