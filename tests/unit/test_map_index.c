/* test_map_index.c - tests output/map_index.c, and the list's place on a whole map. */
#include "geo/base_memory.h"
#include "output/map_index.h"
#include "tests/unit/map_scene.h"

static const char *const lines[] = {"企業",
                                    "1\tハドソン",
                                    "2\tビー・ユー・ジー",
                                    "10\t長い名前の会社がここにあって二行になるはずである",
                                    "大学",
                                    "11\t北海道大学"};

static void collect(cm__index *out, cm_map_options *options, cm__sheet *sheet, size_t count)
{
    *options = (cm_map_options)CM_MAP_OPTIONS_INIT;
    options->index = (cm_map_index){"会員一覧", lines, count, false, false, 0};
    *sheet = (cm__sheet){.options = options};
    CHECK(cm__index_collect(out, sheet) == CM_OK);
}

TEST(numbers_stand_before_names_and_headings_alone)
{
    cm__index index = {0};
    cm_map_options options;
    cm__sheet sheet;

    collect(&index, &options, &sheet, 6);
    CHECK(index.count == 8); /* the title, and one name takes two lines */
    CHECK(index.lines[0].is_title && index.lines[1].is_heading && !index.lines[1].number);
    CHECK(strcmp(index.lines[2].number, "1") == 0 && strcmp(index.lines[2].text, "ハドソン") == 0);
    CHECK(strcmp(index.lines[4].number, "10") == 0 && strcmp(index.lines[5].number, "") == 0);
    cm__index_fill(&index, 100);
    for (size_t i = 1; i < index.count; i++)
        CHECK(index.lines[i].at.x > index.lines[i - 1].at.x ||
              index.lines[i].at.y > index.lines[i - 1].at.y + 2);
    cm__index_clear(&index);
    CHECK(cm__memory_live() == 0);
}

TEST(headings_and_second_lines_stay_with_their_own)
{
    for (double height_mm = 3; height_mm < 40; height_mm += 0.5) {
        cm__index index = {0};
        cm_map_options options;
        cm__sheet sheet;
        collect(&index, &options, &sheet, 6);
        cm__index_stack(&index, height_mm);
        for (size_t i = 1; i < index.count; i++) {
            const bool tied = index.lines[i - 1].is_heading || index.lines[i - 1].is_title ||
                              index.lines[i].is_tied ||
                              (index.lines[i].number && !*index.lines[i].number);
            CHECK(!tied || index.lines[i].at.x == index.lines[i - 1].at.x);
        }
        CHECK(index.width_mm >= 46 && index.height_mm > 0);
        cm__index_clear(&index);
    }
}

TEST(columns_are_of_equal_height)
{
    cm__index index = {0};
    cm_map_options options = CM_MAP_OPTIONS_INIT;
    const char *many[200];
    const cm__sheet sheet = {.options = &options};
    double feet[3] = {0};

    for (size_t i = 0; i < 200; i++)
        many[i] = "7\t会社";
    options.index = (cm_map_index){NULL, many, 200, false, false, 0};
    CHECK(cm__index_collect(&index, &sheet) == CM_OK);
    cm__index_fill(&index, 186);
    for (size_t i = 0; i < index.count; i++) {
        const size_t column = (size_t)(index.lines[i].at.x / 50 + 0.5);
        CHECK(column < 3);
        feet[column] = fmax(feet[column], index.lines[i].at.y);
    }
    CHECK(feet[2] > 0 && feet[0] - feet[2] < 8);
    cm__index_clear(&index);
}

/* Two rows of figures under their heading, between other lines. */
static const char *const table_lines[] = {"距離",       "\t\t1\t12", "1\t駅\t150\t1000",
                                          "12\t港\t50", "注",        "\tただの行"};

TEST(figures_stand_in_columns)
{
    cm__index index = {0};
    cm_map_options options = CM_MAP_OPTIONS_INIT;
    const cm__sheet sheet = {.options = &options};

    options.index = (cm_map_index){NULL, table_lines, 6, false, false, 60};
    CHECK(cm__index_collect(&index, &sheet) == CM_OK);
    CHECK(index.count == 6);
    CHECK(strcmp(index.lines[1].cells, "1\t12") == 0 && *index.lines[1].text == '\0');
    CHECK(strcmp(index.lines[2].text, "駅") == 0 && strcmp(index.lines[3].cells, "50") == 0);
    CHECK(!index.lines[5].cells && index.lines[3].is_tied && !index.lines[4].is_tied);
    CHECK(index.table_count == 1 && index.tables[0].columns == 2 && index.tables[0].end == 4);
    CHECK(index.tables[0].right_mm[0] > index.tables[0].label_mm + 4);
    CHECK(index.tables[0].right_mm[1] > index.tables[0].right_mm[0] + 5);
    cm__index_stack(&index, 8); /* the table is higher, and stays whole */
    for (size_t i = 1; i < 4; i++)
        CHECK(index.lines[i].at.x == index.lines[0].at.x);
    CHECK(index.lines[4].at.x > index.lines[0].at.x);
    cm__index_clear(&index);
    options.index.width_mm = 20; /* too narrow for names and two columns of 1000 */
    options.index.lines = (const char *const[]){"1\t長い名前\t100000\t100000\t100000"};
    options.index.count = 1;
    CHECK(cm__index_collect(&index, &sheet) == CM_ERR_DOMAIN);
    cm__index_clear(&index);
    CHECK(cm__memory_live() == 0);
}

TEST(figures_are_set_right)
{
    scene s;
    double right_mm[2] = {0};

    init_scene(&s);
    s.options.index = (cm_map_index){NULL, table_lines, 6, false, false, 60};
    CHECK(make(&s) == CM_OK);
    const cm__group *const group = find_group(s.map, "index");
    for (size_t i = 0; i < group->item_count; i++) {
        const cm__item *const item = &group->items[i];
        if (strcmp(item->string, "150") == 0)
            right_mm[0] = item->ink_mm.x_max;
        if (strcmp(item->string, "50") == 0)
            right_mm[1] = item->ink_mm.x_max;
    }
    CHECK(right_mm[0] > 0);
    CHECK_NEAR(right_mm[0], right_mm[1], 0.01);
    clear_scene(&s);
}

TEST(the_list_stands_beside_or_below_the_map)
{
    for (int beside = 0; beside < 2; beside++) {
        scene s;
        init_scene(&s);
        s.options.width_mm = 297;
        s.options.height_mm = 210;
        s.options.index = (cm_map_index){"会員一覧", lines, 6, beside, false, 40};
        CHECK(make(&s) == CM_OK);
        const cm_map_report *const report = cm_map_get_report(s.map);
        const cm_box list = ink_of(find_group(s.map, "index"));
        const cm_box credit = ink_of(find_group(s.map, "credit"));
        CHECK(beside ? list.x_min > report->frame_mm.x_max + 3
                     : list.y_min > report->frame_mm.y_max + 3);
        CHECK(list.x_max < 297 - 12 && list.y_max < credit.y_min);
        clear_scene(&s);
    }
}

TEST(a_list_in_the_frame_lies_on_paper_and_leaves_if_there_is_no_room)
{
    for (int full = 0; full < 2; full++) {
        scene s;
        init_scene(&s);
        s.options.width_mm = full ? 100 : 297;
        s.options.height_mm = 210;
        s.options.index = (cm_map_index){"会員一覧", lines, 6, false, true, full ? 72 : 40};
        CHECK(make(&s) == CM_OK);
        const cm_box frame = cm_map_get_report(s.map)->frame_mm;
        const cm_box list = ink_of(find_group(s.map, "index"));
        const cm_box paper = ink_of(find_group(s.map, "panels"));
        CHECK(full ? list.y_min > frame.y_max
                   : list.y_max < frame.y_max && list.x_min > frame.x_min &&
                         list.x_max < frame.x_max && paper.x_min < list.x_min);
        clear_scene(&s);
    }
}

/* Where the choice lies, an older struct had nothing. */
TEST(a_list_of_an_old_caller_is_below_the_frame)
{
    scene s;

    init_scene(&s);
    s.options.width_mm = 297;
    s.options.height_mm = 210;
    s.options.version = 3;
    s.options.index = (cm_map_index){"会員一覧", lines, 6, false, true, 40};
    CHECK(make(&s) == CM_OK);
    CHECK(ink_of(find_group(s.map, "index")).y_min > cm_map_get_report(s.map)->frame_mm.y_max);
    clear_scene(&s);
}

TEST(refuses_lists_for_no_page)
{
    static const struct {
        const char *why;
        size_t count;
        double width_mm;
    } rows[] = {{"endless", 2001, 0}, {"narrow", 6, 19}, {"not a number", 6, NAN}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        scene s;
        test_now = rows[i].why;
        init_scene(&s);
        s.options.index =
            (cm_map_index){NULL, lines, rows[i].count, false, false, rows[i].width_mm};
        CHECK(make(&s) == CM_ERR_DOMAIN && s.map == NULL);
        clear_scene(&s);
    }
}

TEST_MAIN(RUN(numbers_stand_before_names_and_headings_alone),
          RUN(headings_and_second_lines_stay_with_their_own), RUN(columns_are_of_equal_height),
          RUN(figures_stand_in_columns), RUN(figures_are_set_right),
          RUN(a_list_in_the_frame_lies_on_paper_and_leaves_if_there_is_no_room),
          RUN(the_list_stands_beside_or_below_the_map),
          RUN(a_list_of_an_old_caller_is_below_the_frame), RUN(refuses_lists_for_no_page))
