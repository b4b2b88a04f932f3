/* test_qgis_layout_label.c - tests output/qgis_layout_label.c: texts of the page as labels. */
#include "output/map_box.h"
#include "output/qgis_layout.h"
#include "tests/unit/qgis_project_scene.h"
#include <stdlib.h>

enum { LINES = 5 };

/* Lines of 6.5 points, one leading apart but for a gap before the fourth; the fifth is bold. */
static void make_lines(cm__item items[static LINES])
{
    static const char *const texts[LINES] = {"<b>一</b>", "二 \"2\"", "三", "四", "五"};
    double y_mm = 200;

    for (int i = 0; i < LINES; i++) {
        items[i] = (cm__item){.kind = CM__ITEM_TEXT, .string = texts[i], .advance_mm = 10 + i};
        items[i].text = (cm__text_style){.size_pt = 6.5, .bold = i == 4};
        y_mm += (i == 3 ? 3 : 1.5) * 6.5 * CM__MM_PER_PT;
        items[i].at = (cm_point){12, y_mm};
    }
}

static void add(cm__xml *xml, qgis_scene *s, const cm__group *group)
{
    const cm__list list = {.font = "Noto Sans CJK JP"};
    const cm__qgis_plan plan = {.project = &s->project};
    cm__qgis_layout layout = {.xml = xml, .plan = &plan, .list = &list, .font = list.font};

    cm__xml_open(xml, "Layout");
    CHECK(cm__qgis_add_texts(&layout, group, "credit") == CM_OK);
    cm__xml_close(xml);
}

TEST(lines_of_a_paragraph_are_one_label)
{
    cm__item items[LINES];
    const cm__group group = {.items = items, .item_count = LINES};
    qgis_scene s;
    cm__xml xml = {0};

    init_qgis_scene(&s);
    make_lines(items);
    add(&xml, &s, &group);
    CHECK(count_of(&xml.text, "<LayoutItem") == 3);
    CHECK(strstr(xml.text.bytes,
                 "labelText=\"&lt;b&gt;一&lt;/b&gt;&#10;二 &quot;2&quot;&#10;三\"") != NULL);
    CHECK(count_of(&xml.text, "labelText=\"四\"") == 1 && count_of(&xml.text, "=\"五\"") == 1);
    CHECK(count_of(&xml.text, "6.5,-1,5,75,") == 1 && count_of(&xml.text, "6.5,-1,5,50,") == 2);
    CHECK(count_of(&xml.text, "htmlState=\"0\"") == 3); /* no markup is followed */
    cm__xml_clear(&xml);
    clear_qgis_scene(&s);
}

TEST(a_label_s_place_follows_its_alignment)
{
    static const struct {
        cm__align align;
        const char *halign;
        double middle_mm;
    } rows[] = {{CM__ALIGN_START, "halign=\"1\"", 12},
                {CM__ALIGN_END, "halign=\"2\"", 12},
                {CM__ALIGN_MIDDLE, "halign=\"4\"", 12}};
    qgis_scene s;

    init_qgis_scene(&s);
    for (size_t i = 0; i < 3; i++) {
        cm__item items[LINES];
        const cm__group group = {.items = items, .item_count = 1};
        cm__xml xml = {0};
        make_lines(items);
        items[0].align = rows[i].align;
        add(&xml, &s, &group);
        const double x = strtod(strstr(xml.text.bytes, " position=\"") + 11, NULL);
        const double width = strtod(strstr(xml.text.bytes, " size=\"") + 7, NULL);
        CHECK(strstr(xml.text.bytes, rows[i].halign) != NULL && width > 10);
        CHECK_NEAR(x + (i == 0 ? 0 : i == 1 ? width : width / 2), rows[i].middle_mm, 1e-3);
        cm__xml_clear(&xml);
    }
    clear_qgis_scene(&s);
}

TEST(what_is_not_so_in_qgis_is_not_said)
{
    static const struct {
        cm_map_language language;
        const char *line, *want;
    } rows[] = {
        {CM_MAP_JAPANESE, "2026年11月時点　重なる会員は並べて示す（ずれは最大 1.4 km）　概略",
         "labelText=\"2026年11月時点　概略\""},
        {CM_MAP_JAPANESE, "重なる会員は並べて示す（ずれは最大 20 m）", "labelText=\"\""},
        {CM_MAP_BOTH, "重なる会員は並べて示す（ずれは最大 20 m）　図", "labelText=\"図\""},
        {CM_MAP_JAPANESE, "重なる会員は並べて示す（ずれは最大",
         "labelText=\"重なる会員は並べて示す（ずれは最大\""},
    };
    qgis_scene s;

    init_qgis_scene(&s);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm__item item = {.kind = CM__ITEM_TEXT, .string = rows[i].line};
        const cm__group group = {.items = &item, .item_count = 1};
        cm__xml xml = {0};
        test_now = rows[i].line;
        item.text.size_pt = 6.5;
        s.project.language = rows[i].language;
        add(&xml, &s, &group);
        CHECK(strstr(xml.text.bytes, rows[i].want) != NULL);
        cm__xml_clear(&xml);
    }
    clear_qgis_scene(&s);
}

TEST(a_group_that_is_not_there_adds_nothing)
{
    qgis_scene s;
    cm__xml xml = {0};

    init_qgis_scene(&s);
    add(&xml, &s, NULL);
    CHECK(strcmp(xml.text.bytes, "<Layout/>\n") == 0);
    cm__xml_clear(&xml);
    clear_qgis_scene(&s);
}

TEST_MAIN(RUN(lines_of_a_paragraph_are_one_label), RUN(a_label_s_place_follows_its_alignment),
          RUN(what_is_not_so_in_qgis_is_not_said), RUN(a_group_that_is_not_there_adds_nothing))
