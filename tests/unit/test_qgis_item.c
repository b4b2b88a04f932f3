/* test_qgis_item.c - tests output/qgis_item.c: places, names and symbols of a layout's items. */
#include "output/qgis_item.h"
#include "tests/unit/qgis_project_scene.h"

static bool has(const cm__xml *xml, const char *piece)
{
    return xml->text.bytes && strstr(xml->text.bytes, piece) != NULL;
}

TEST(an_item_stands_by_the_corner_that_it_keeps)
{
    static const struct {
        int corner;
        const char *position;
    } rows[] = {{0, "position=\"10,20,mm\""},
                {2, "position=\"50.5,20,mm\""},
                {6, "position=\"10,80,mm\""},
                {8, "position=\"50.5,80,mm\""}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm__xml xml = {0};
        cm__qgis_layout layout = {.xml = &xml};
        const cm__qgis_place place = {.box_mm = {10, 20, 50.5, 80}, .corner = rows[i].corner};
        cm__qgis_item_open(&layout, CM__QGIS_LEGEND, "legend", &place);
        cm__xml_close(&xml);
        CHECK(has(&xml, rows[i].position) && has(&xml, "size=\"40.5,60,mm\""));
        CHECK(has(&xml, "type=\"65642\" id=\"legend\"") && has(&xml, "frame=\"false\""));
        cm__xml_clear(&xml);
    }
}

TEST(items_of_a_kind_are_known_by_their_number)
{
    cm__xml xml = {0};
    cm__qgis_layout layout = {.xml = &xml};
    const cm__qgis_place place = {.box_mm = {0, 0, 1, 1}, .frame_mm = 0.25};
    char first[CM__QGIS_UUID_SIZE], second[CM__QGIS_UUID_SIZE], other[CM__QGIS_UUID_SIZE];

    cm__qgis_uuid(first, CM__QGIS_MAP, 0);
    cm__qgis_uuid(second, CM__QGIS_MAP, 1);
    cm__qgis_uuid(other, CM__QGIS_LEGEND, 0);
    CHECK(strlen(first) == 38 && strcmp(first, second) != 0 && strcmp(first, other) != 0);
    cm__xml_open(&xml, "Layout");
    for (int i = 0; i < 2; i++) {
        cm__qgis_item_open(&layout, CM__QGIS_LEGEND, "x", &place);
        cm__xml_close(&xml);
        cm__qgis_item_open(&layout, CM__QGIS_MAP, "x", &place);
        cm__xml_close(&xml);
    }
    cm__xml_close(&xml);
    CHECK(count_of(&xml.text, first) == 2 && count_of(&xml.text, second) == 2); /* and template */
    CHECK(has(&xml, "zValue=\"0\"") && has(&xml, "zValue=\"3\""));
    CHECK(has(&xml, "outlineWidthM=\"0.25,mm\""));
    cm__xml_clear(&xml);
}

TEST(symbols_and_fonts_are_as_qgis_reads_them)
{
    cm__xml xml = {0};
    cm__text font = {0};
    const cm__text_style style = {.size_pt = 7.5, .bold = true};

    cm__xml_open(&xml, "x");
    cm__qgis_item_area(&xml, (cm_colour){1, 2, 3, 255}, (cm_colour){0}, 0.5);
    cm__qgis_item_line(&xml, (cm_colour){4, 5, 6, 255}, 0.1);
    cm__xml_close(&xml);
    CHECK(has(&xml, "name=\"color\" type=\"QString\" value=\"1,2,3,255\""));
    CHECK(has(&xml, "name=\"outline_style\" type=\"QString\" value=\"no\""));
    CHECK(has(&xml, "name=\"line_color\" type=\"QString\" value=\"4,5,6,255\""));
    cm__qgis_add_font(&font, "Noto, Sans", &style);
    CHECK(strcmp(font.bytes, "Noto Sans,7.5,-1,5,75,0,0,0,0,0") == 0);
    cm__text_clear(&font);
    cm__xml_clear(&xml);
}

TEST(groups_are_found_on_the_page_and_in_insets)
{
    qgis_scene s;
    cm_box box = {0}, same = {7, 7, 7, 7};

    init_qgis_scene(&s);
    draw_qgis_scene(&s);
    const cm__list *const list = cm__map_get_list(s.map.map);
    CHECK(cm__qgis_find_group(list, NULL, "title") == find_group(s.map.map, "title"));
    CHECK(cm__qgis_find_group(list, "near", "frame") == find_group(s.map.map, "near-frame"));
    CHECK(!cm__qgis_find_group(list, NULL, "none") && !cm__qgis_find_group(list, "nea", "frame"));
    CHECK(cm__qgis_group_box(&box, cm__qgis_find_group(list, NULL, "title")));
    CHECK(box.x_min >= 11 && box.x_max <= 210 && box.y_min > 5 && box.y_max < 40);
    CHECK(!cm__qgis_group_box(&same, NULL) && same.x_min == 7);
    clear_qgis_scene(&s);
}

TEST_MAIN(RUN(an_item_stands_by_the_corner_that_it_keeps),
          RUN(items_of_a_kind_are_known_by_their_number),
          RUN(symbols_and_fonts_are_as_qgis_reads_them),
          RUN(groups_are_found_on_the_page_and_in_insets))
