/* test_web_columns.c - tests output/web_columns.c. */
#include "output/web_columns.h"
#include "tests/unit/web_scene.h"

typedef struct told {
    web_scene s;
    cm__web web;
    cm__text names, columns;
} told;

static void tell(told *out, size_t layer)
{
    CHECK(cm__web_load(&out->web, out->s.layers, 4, &out->s.options, "p") == CM_OK);
    cm__web_add_names(&out->names, &out->web, layer);
    CHECK(cm__web_add_columns(&out->columns, &out->web, layer) == CM_OK);
}

static void clear_told(told *out)
{
    cm__text_clear(&out->names);
    cm__text_clear(&out->columns);
    cm__web_clear(&out->web);
    clear_web_scene(&out->s);
}

TEST(members_tell_their_names_and_what_the_list_says)
{
    told t = {.names = {0}};

    make_web_scene(&t.s);
    tell(&t, 0);
    CHECK(strcmp(t.names.bytes, ",\"names\":[\"北\",\"\\u003c/script\\u003e\\u003cimg src=x "
                                "onerror=\\u0022a()\\u0022\\u003e\",\"南\",\"西\"]") == 0);
    /* kinds in the legend's words, a text that repeats once, no score */
    CHECK(
        strstr(t.columns.bytes,
               "{\"title\":\"会員の種別\",\"cells\":[\"会社\",\"会社\",\"大学\",\"–\"]}") ||
        strstr(t.columns.bytes, "{\"title\":\"会員の種別\",\"cells\":[\"会社\",\"会社\",\"大学\""));
    CHECK(strstr(t.columns.bytes,
                 "{\"title\":\"note\",\"words\":[\"same\"],\"cells\":[0,0,0,0]}") != NULL);
    CHECK(strstr(t.columns.bytes, "{\"title\":\"従業員数\",\"cells\":[40,null,10,2.5]}") != NULL);
    CHECK(!strstr(t.columns.bytes, "score") && !strstr(t.columns.bytes, "\"name\""));
    clear_told(&t);
}

TEST(the_caller_chooses_and_calls_the_columns)
{
    static const char *const columns[] = {"employees", "note", NULL}, *const titles[] = {
                                                                          "Staff", NULL, NULL};
    told t = {.names = {0}};

    make_web_scene(&t.s);
    t.s.options.columns = columns;
    t.s.options.titles = titles;
    tell(&t, 0);
    CHECK(strstr(t.columns.bytes, "{\"title\":\"note\"") &&
          strstr(t.columns.bytes, "{\"title\":\"Staff\""));
    CHECK(count_of(t.columns.bytes, "\"title\"") == 2);
    clear_told(&t);
}

TEST(names_are_looked_for_in_turn_and_labels_are_told_where_they_differ)
{
    static const char *const names[] = {"note", "name", NULL};
    told t = {.names = {0}};

    make_web_scene(&t.s);
    CHECK(cm_table_set_text(&t.s.members.table, 0, 2, "") == CM_OK);
    t.s.options.names = names;
    tell(&t, 0);
    CHECK(strstr(t.names.bytes,
                 ",\"names\":[\"北\",\"same\",\"same\",\"same\"],\"labels\":[0,\"\\u003c") ==
          t.names.bytes);
    clear_told(&t);
}

TEST(bands_tell_their_class_and_outlines_nothing)
{
    told bands = {.names = {0}}, land = {.names = {0}};

    make_web_scene(&bands.s);
    tell(&bands, 2);
    CHECK(strstr(bands.columns.bytes, "{\"title\":\"密度\",\"cells\":[\"0.5–1\",\"1–2\"]}") !=
          NULL);
    CHECK(bands.names.length == 0);
    make_web_scene(&land.s);
    tell(&land, 1);
    CHECK(strcmp(land.columns.bytes, ",\"columns\":[]") == 0);
    clear_told(&bands);
    clear_told(&land);
}

TEST(a_list_without_a_title_of_its_classes_keeps_the_header)
{
    told t = {.names = {0}};

    make_web_scene(&t.s);
    CHECK(cm_style_set_title(&t.s.members_style, "会員", NULL) ==
          CM_OK); /* as the layer is called */
    t.s.options.language = CM_MAP_ENGLISH;
    tell(&t, 0);
    CHECK(strstr(t.columns.bytes, "{\"title\":\"Kind\"") &&
          strstr(t.columns.bytes, "{\"title\":\"Employees\""));
    clear_told(&t);
}

TEST_MAIN(RUN(members_tell_their_names_and_what_the_list_says),
          RUN(the_caller_chooses_and_calls_the_columns),
          RUN(names_are_looked_for_in_turn_and_labels_are_told_where_they_differ),
          RUN(bands_tell_their_class_and_outlines_nothing),
          RUN(a_list_without_a_title_of_its_classes_keeps_the_header))
