/* test_map_sheet.c - tests output/map_sheet.c. */
#include "geo/base_memory.h"
#include "output/map_sheet.h"
#include "tests/test.h"

TEST(clearing_releases_all_and_leaves_nothing)
{
    cm__sheet sheet = {.layer_count = 2};

    CHECK(cm__array_grow(&sheet.classes, 2, sizeof *sheet.classes) == CM_OK);
    sheet.classes[0] = sheet.classes[1] = (cm__sheet_classes){0};
    CHECK(cm__array_grow(&sheet.classes[1].of_row, 5, sizeof *sheet.classes[1].of_row) == CM_OK);
    CHECK(cm__array_grow(&sheet.markers, 5, sizeof *sheet.markers) == CM_OK);
    cm__sheet_clear(&sheet);
    CHECK(!sheet.classes && !sheet.markers && sheet.layer_count == 0);
    cm__sheet_clear(&sheet); /* an empty one: allowed */
    CHECK(cm__memory_live() == 0);
}

TEST(words_come_in_the_map_s_language)
{
    const cm_map_options english = {.language = CM_MAP_ENGLISH};
    const cm__sheet sheet = {.options = &english};

    CHECK(strcmp(cm__sheet_word(&sheet, CM__WORD_LEGEND), "Legend") == 0);
}

TEST_MAIN(RUN(clearing_releases_all_and_leaves_nothing), RUN(words_come_in_the_map_s_language))
