/* test_export_tif_join.c - tests output/export_tif_join.c on heads made here, byte by byte. */
#include "output/export_tif_join.h"
#include "tests/export_fixture.h"

static void put_number(cm__text *out, size_t size, uint64_t value)
{
    for (size_t i = 0; i < size; i++, value >>= 8) {
        const char byte = (char)(value & 255);
        cm__text_add_bytes(out, &byte, 1);
    }
}

static uint64_t number_at(const void *bytes, size_t at, size_t size)
{
    const unsigned char *const from = (const unsigned char *)bytes + at;
    uint64_t value = 0;

    while (size-- > 0)
        value = value << 8 | from[size];
    return value;
}

static void put_entry(cm__text *out, bool is_big, const uint64_t entry[4])
{
    put_number(out, 2, entry[0]);
    put_number(out, 2, entry[1]);
    put_number(out, is_big ? 8 : 4, entry[2]);
    put_number(out, is_big ? 8 : 4, entry[3]);
}

/* A width in the entry, a text of 20 bytes outside, the tiles' numbers, keys of a CRS. */
static cm__text make_head(bool is_big)
{
    static const uint64_t entries[][4] = {
        {256, 3, 1, 700}, {305, 2, 20, 100}, {324, 4, 6, 50}, {325, 3, 6, 60}, {34735, 3, 8, 120}};
    cm__text head = {0};

    cm__text_add_bytes(&head, "II", 2);
    put_number(&head, 2, is_big ? 43 : 42);
    put_number(&head, 4, is_big ? 8 : 16);
    put_number(&head, 8, is_big ? 16 : 0);
    put_number(&head, is_big ? 8 : 2, 5);
    for (size_t i = 0; i < 5; i++)
        put_entry(&head, is_big, entries[i]);
    put_number(&head, is_big ? 8 : 4, 0);
    while (head.length < 151)
        put_number(&head, 1, 7);
    CHECK(!head.failed);
    return head;
}

static cm__tif_tiles make_tiles(size_t columns)
{
    const cm_grid_shape shape = {0, 0, 1, columns, 300};
    cm__tif_tiles tiles = {0};

    CHECK(cm__tif_tiles_init(&tiles, &shape, "a.tif", 16) == CM_OK);
    for (size_t i = 0; i < tiles.count; i++) {
        tiles.tiles[i].offset = 16 + 1000 * i;
        tiles.tiles[i].length = (uint32_t)(100 + i);
    }
    return tiles;
}

TEST(moves_what_lies_outside_the_entries)
{
    for (int is_big = 0; is_big <= 1; is_big++) {
        const size_t in = is_big ? 8 : 4, size = 4 + 2 * in, first = is_big ? 24 : 18;
        const uint64_t at = is_big ? 5000000000u : 8000;
        cm__text head = make_head(is_big);
        cm__tif_tiles tiles = make_tiles(700);
        unsigned char header[CM__TIF_HEADER_BYTES];
        CHECK(cm__tif_join(&head, header, &tiles, at, true) == CM_OK);
        CHECK(memcmp(header, head.bytes, 4) == 0);
        CHECK(number_at(header, in == 8 ? 8 : 4, in) == at + 16);
        CHECK(number_at(head.bytes, first + 4 + in, in) == 700);
        CHECK(number_at(head.bytes, first + size + 4 + in, in) == at + 100);
        CHECK(number_at(head.bytes, first + 4 * size + 4 + in, in) == at + 120);
        CHECK(number_at(head.bytes, first + 2 * size + 2, 2) == (is_big ? 16 : 4));
        CHECK(number_at(head.bytes, first + 2 * size + 4, in) == 6);
        const uint64_t offsets = number_at(head.bytes, first + 2 * size + 4 + in, in) - at;
        const uint64_t lengths = number_at(head.bytes, first + 3 * size + 4 + in, in) - at;
        CHECK(offsets == 152 && lengths % 8 == 0 && lengths >= offsets + 6 * in);
        CHECK(head.length >= lengths + 6 * 4);
        for (size_t i = 0; i < 6; i++) {
            CHECK(number_at(head.bytes, offsets + in * i, in) == 16 + 1000 * i);
            CHECK(number_at(head.bytes, lengths + 4 * i, 4) == 100 + i);
        }
        cm__tif_tiles_clear(&tiles);
        cm__text_clear(&head);
    }
    CHECK(cm__memory_live() == 0);
}

TEST(keeps_the_numbers_of_one_tile_in_their_entries)
{
    const cm_grid_shape shape = {0, 0, 1, 2, 2};
    cm__text head = make_head(false);
    cm__tif_tiles tiles = {0};
    unsigned char header[CM__TIF_HEADER_BYTES];

    CHECK(cm__tif_tiles_init(&tiles, &shape, "a.tif", 16) == CM_OK);
    tiles.tiles[0] = (cm__tif_tile){.offset = 16, .length = 99};
    CHECK(cm__tif_join(&head, header, &tiles, 120, true) == CM_OK && head.length == 151);
    CHECK(number_at(head.bytes, 18 + 2 * 12 + 8, 4) == 16);
    CHECK(number_at(head.bytes, 18 + 3 * 12 + 8, 4) == 99);
    cm__tif_tiles_clear(&tiles);
    cm__text_clear(&head);
}

TEST(refuses_a_head_that_is_otherwise)
{
    static const struct {
        const char *why;
        size_t at;
        int byte; /* -1: the head is cut there */
    } rows[] = {{"short", 9, -1},
                {"cut in the directory", 60, -1},
                {"cut before its end", 78, -1},
                {"other bytes first", 0, 'M'},
                {"no TIFF", 2, 41},
                {"a directory far off", 6, 1},
                {"a count of entries too large", 17, 1},
                {"a second directory", 78, 8},
                {"an unknown type", 20, 14},
                {"no offsets", 18 + 24, 0},
                {"no lengths", 18 + 36, 0},
                {"no CRS", 18 + 48, 0}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm__text head = make_head(false);
        cm__tif_tiles tiles = make_tiles(700);
        unsigned char header[CM__TIF_HEADER_BYTES];
        test_now = rows[i].why;
        if (rows[i].byte < 0)
            head.length = rows[i].at;
        else
            head.bytes[rows[i].at] = (char)rows[i].byte;
        CHECK(cm__tif_join(&head, header, &tiles, 8000, true) == CM_ERR_FORMAT);
        cm__tif_tiles_clear(&tiles);
        cm__text_clear(&head);
    }
    CHECK(strcmp(cm_error_text(), "a.tif: GDAL made no TIFF of one directory") == 0);
}

TEST_MAIN(RUN(moves_what_lies_outside_the_entries),
          RUN(keeps_the_numbers_of_one_tile_in_their_entries),
          RUN(refuses_a_head_that_is_otherwise))
