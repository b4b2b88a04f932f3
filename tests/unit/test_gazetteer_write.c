/* test_gazetteer_write.c - tests geo/gazetteer_write.c. */
#include "geo/base_memory.h"
#include "geo/gazetteer_write.h"
#include "tests/gazetteer_fixture.h"

static void write_parts(cm__gazetteer_writer *writer)
{
    static const char *const counts[] = {"prefectures", "cities",       "towns",        "koaza",
                                         "blocks",      "postal_codes", "without_place"};
    const cm__city_row city = {1, "北海道", "江別市", "エベツシ", NULL, {141.5, 43.0}};
    const cm__town_row town = {1, 1, "文京台", NULL, {NAN, NAN}};
    const cm__koaza_row koaza = {1, 1, "字南平", {141.1, 43.1}};
    const cm__lot_row lot = {1, 1, "字南平", "#5", CM_LEVEL_BLOCK, {141.1000001, 43.1}};
    cm__rtree_box box = {1 << 20 | 1, {1411000000, 431000000}, {1411000001, 431000000}};

    cm__gazetteer_write_city(writer, &city);
    cm__gazetteer_write_town(writer, &town);
    cm__gazetteer_write_koaza(writer, &koaza);
    cm__gazetteer_write_lot(writer, &lot);
    cm__gazetteer_write_tree(writer, &box, 1);
    cm__gazetteer_write_key(writer, "文京台", 1, 1);
    cm__gazetteer_write_postal(writer, 690834, 1, 1);
    cm__gazetteer_write_meta(writer, "created", "");
    cm__gazetteer_write_meta(writer, "sources", "a.csv");
    cm__gazetteer_write_meta(writer, "attribution", "");
    cm__gazetteer_write_meta(writer, "buildings", "0");
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        cm__gazetteer_write_meta(writer, counts[i], "1");
}

static cm_status write_one(const char *path)
{
    cm__gazetteer_writer *writer = NULL;
    const cm_status status = cm__gazetteer_writer_open(&writer, path);

    if (status)
        return status;
    write_parts(writer);
    return cm__gazetteer_writer_close(writer);
}

TEST(writes_what_the_opener_takes)
{
    cm_gazetteer *gazetteer = NULL;
    cm_geocode_answer answer;

    write_text("a.gaz", "");
    CHECK(write_one("a.gaz") == CM_OK);
    CHECK(cm_gazetteer_open(&gazetteer, "a.gaz") == CM_OK);
    CHECK(cm_geocode_address(&answer, gazetteer, "〒069-0834 江別市文京台字南平5", NULL) == CM_OK);
    CHECK(strcmp(answer.block, "字南平/5") == 0 && answer.place.lon_deg == 141.1000001);
    CHECK(answer.coord_level == CM_LEVEL_BLOCK && *answer.reason == '\0');
    cm_gazetteer_destroy(gazetteer);
}

TEST(says_when_the_file_cannot_be_written)
{
    CHECK(write_one("none/a.gaz") == CM_ERR_IO);
    CHECK(write_one("a.gaz") == CM_ERR_IO); /* it has its tables already */
    CHECK(cm__memory_live() == 0);
}

TEST(gives_the_first_failure_at_the_end)
{
    cm__gazetteer_writer *writer = NULL;

    write_text("b.gaz", "");
    CHECK(cm__gazetteer_writer_open(&writer, "b.gaz") == CM_OK);
    cm__gazetteer_write_key(writer, "a", 1, 1);
    cm__gazetteer_write_key(writer, "a", 1, 1); /* twice the same */
    cm__gazetteer_write_key(writer, "b", 1, 1);
    CHECK(cm__gazetteer_writer_close(writer) == CM_ERR_IO &&
          strstr(cm_error_text(), "b.gaz") != NULL);
}

TEST_MAIN(enter_folder(), RUN(writes_what_the_opener_takes),
          RUN(says_when_the_file_cannot_be_written), RUN(gives_the_first_failure_at_the_end),
          leave_folder((const char *const[]){"a.gaz", "b.gaz", NULL}))
