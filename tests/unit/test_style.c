/* test_style.c - tests output/style.c. */
#include "geo/base_memory.h"
#include "output/style_class.h"
#include "tests/test.h"

TEST(makes_a_style_of_one_symbol)
{
    const cm_symbol symbol = cm__symbol_category(0, CM_GEOMETRY_POINT);
    char label[] = "members";
    cm_style style = {0};

    CHECK(cm_style_single(&style, &symbol, label) == CM_OK);
    label[0] = 'M'; /* the style has its own copy */
    CHECK(style.kind == CM_STYLE_SINGLE && style.class_count == 1 && !style.column);
    CHECK(strcmp(style.classes[0].label, "members") == 0 && !style.classes[0].value);
    CHECK(memcmp(&style.classes[0].symbol, &symbol, sizeof symbol) == 0);
    cm_style_clear(&style);
    CHECK(cm_style_single(&style, &symbol, NULL) == CM_OK && !style.classes[0].label);
    cm_style_clear(&style);
    CHECK(!style.classes && cm__memory_live() == 0);
    cm_style_clear(&style);
    cm_style_clear(NULL);
}

TEST(prints_names_small_and_dark_in_a_halo)
{
    const cm_symbol symbol = cm__symbol_category(0, CM_GEOMETRY_POINT);
    cm_style style = {0};

    CHECK(cm_style_single(&style, &symbol, NULL) == CM_OK);
    CHECK(!style.label.column && style.label.size_pt >= 6.5 && style.label.size_pt <= 8);
    CHECK(style.label.colour.green < 50 && style.label.halo.green == 255);
    CHECK(style.label.halo_mm > 0);
    CHECK(cm_style_set_label_column(&style, "name") == CM_OK);
    CHECK(strcmp(style.label.column, "name") == 0);
    CHECK(cm_style_set_label_column(&style, NULL) == CM_OK && !style.label.column);
    cm_style_clear(&style);
}

TEST(keeps_its_texts_when_memory_ends)
{
    const cm_symbol symbol = cm__symbol_category(0, CM_GEOMETRY_POINT);
    char title[5000], unit[5000];
    cm_style style = {0};

    memset(title, 't', sizeof title - 1);
    memset(unit, 'u', sizeof unit - 1);
    title[sizeof title - 1] = unit[sizeof unit - 1] = '\0';
    CHECK(cm_style_single(&style, &symbol, NULL) == CM_OK);
    CHECK(cm_style_set_title(&style, "density", "members/km2") == CM_OK);
    for (size_t nth = 1; nth < 100; nth++) {
        cm__memory_fail_at(nth, false);
        const cm_status status = cm_style_set_title(&style, title, unit);
        cm__memory_fail_at(0, false);
        if (status == CM_OK)
            break;
        CHECK(status == CM_ERR_NOMEM && strcmp(style.title, "density") == 0);
        CHECK(strcmp(style.unit, "members/km2") == 0);
    }
    CHECK(strcmp(style.title, title) == 0 && strcmp(style.unit, unit) == 0);
    CHECK(cm_style_set_title(&style, "t", NULL) == CM_OK && !style.unit);
    cm_style_clear(&style);
    cm__memory_fail_at(1, false);
    CHECK(cm_style_single(&style, &symbol, "members") == CM_ERR_NOMEM && !style.classes);
    cm__memory_fail_at(0, false);
    CHECK(cm__memory_live() == 0);
}

TEST_MAIN(RUN(makes_a_style_of_one_symbol), RUN(prints_names_small_and_dark_in_a_halo),
          RUN(keeps_its_texts_when_memory_ends))
