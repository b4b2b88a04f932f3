/* test_map_names_lines.c - tests output/map_names_lines.c. */
#include "geo/base_memory.h"
#include "output/map_names_lines.h"
#include "tests/unit/map_sheet_fixture.h"

/* A layer of lines on a sheet: one millimetre is one plane unit; the frame is 178 x 233 round (0,
 * 0).
 */
typedef struct scene {
    cm_features links;
    cm_style style;
    cm_map_layer layer;
    cm_map_options options;
    cm__sheet sheet;
    cm__label_obstacle *obstacles;
    size_t count;
} scene;

static void add_link(scene *s, cm_point from, cm_point to)
{
    const double x[] = {from.x, to.x}, y[] = {from.y, to.y};

    CHECK(cm_features_add_row(&s->links) == CM_OK);
    CHECK(cm_features_add_part(&s->links, x, y, 2, false) == CM_OK);
}

static void init_scene(scene *s, double arrow_mm, double bend)
{
    const cm_symbol line = {.stroke = {0, 0, 0, 255}, .stroke_mm = 0.3, .arrow_mm = arrow_mm};

    *s = (scene){.options = CM_MAP_OPTIONS_INIT};
    CHECK(cm_features_init(&s->links, CM_GEOMETRY_LINE, NULL) == CM_OK);
    CHECK(cm_style_single(&s->style, &line, NULL) == CM_OK);
    s->layer = (cm_map_layer){
        .features = &s->links, .style = &s->style, .role = CM_MAP_LINES, .bend = bend};
    init_sheet(&s->sheet, &s->options, NULL, (cm_lonlat){0, 0}, 1000);
    s->sheet.layers = &s->layer;
    s->sheet.layer_count = 1;
}

/* The plane knows the places that there are now. */
static cm_status add_lines(scene *s)
{
    cm__plane_clear(&s->sheet.plane);
    CHECK(cm__plane_init(&s->sheet.plane, &s->layer, 1, NULL) == CM_OK);
    return cm__names_add_lines(&s->obstacles, &s->count, &s->sheet);
}

static void clear_scene(scene *s)
{
    cm__array_free(&s->obstacles);
    cm__plane_clear(&s->sheet.plane);
    cm_style_clear(&s->style);
    cm_features_clear(&s->links);
    CHECK(cm__memory_live() == 0);
}

TEST(boxes_follow_the_arrow)
{
    scene s;
    double low = INFINITY, high = -INFINITY;

    init_scene(&s, 2, 0.25);
    add_link(&s, (cm_point){-40, 0}, (cm_point){40, 0});
    CHECK(add_lines(&s) == CM_OK);
    CHECK(s.count > 100 && s.count < 130); /* a parabola 20 high is 93 long */
    for (size_t i = 0; i < s.count; i++) {
        CHECK(s.obstacles[i].cost > 0 && isfinite(s.obstacles[i].cost));
        low = fmin(low, s.obstacles[i].box_mm.y_min);
        high = fmax(high, s.obstacles[i].box_mm.y_max);
    }
    CHECK_NEAR(high - low, 20.8, 0.1);
    clear_scene(&s);
}

TEST(names_keep_off_links_alone)
{
    static const double x[] = {-40, 0, 40}, y[] = {0, 9, 0};
    static const struct {
        const char *why;
        double arrow_mm, bend;
        size_t links, roads;
        bool is_diagram, any;
    } rows[] = {{"a straight line without a head", 0, 0, 1, 0, false, true},
                {"a straight arrow", 2, 0, 1, 0, false, true},
                {"an arc without a head", 0, 0.1, 1, 0, false, true},
                {"a border", 2, 0.1, 0, 0, false, false},
                {"a road among others", 0, 0, 1, 1, false, false},
                {"a tree along the years", 2, 0.1, 1, 0, true, false},
                {"a web", 2, 0.1, 200, 0, false, false}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        scene s;
        test_now = rows[i].why;
        init_scene(&s, rows[i].arrow_mm, rows[i].bend);
        add_link(&s, (cm_point){-40, 0}, (cm_point){40, 0}); /* a plane needs a place */
        for (size_t k = 1; k < rows[i].links; k++)
            add_link(&s, (cm_point){-40, (double)k / 10}, (cm_point){40, 0});
        if (rows[i].roads > 0) {
            CHECK(cm_features_add_row(&s.links) == CM_OK);
            CHECK(cm_features_add_part(&s.links, x, y, 3, false) == CM_OK);
        }
        s.options.is_diagram = rows[i].is_diagram;
        if (rows[i].links == 0)
            s.layer.role = CM_MAP_OUTLINES;
        CHECK(add_lines(&s) == CM_OK);
        CHECK((s.count > 0) == rows[i].any);
        clear_scene(&s);
    }
}

TEST(what_was_there_stays)
{
    scene s;

    init_scene(&s, 2, 0);
    CHECK(cm__array_grow(&s.obstacles, 1, sizeof *s.obstacles) == CM_OK);
    s.obstacles[s.count++] = (cm__label_obstacle){{1, 2, 3, 4}, INFINITY};
    add_link(&s, (cm_point){0, 0}, (cm_point){10, 0});
    CHECK(add_lines(&s) == CM_OK);
    CHECK(s.count == 1 + 13 && s.obstacles[0].box_mm.y_max == 4);
    clear_scene(&s);
}

TEST_MAIN(RUN(boxes_follow_the_arrow); RUN(names_keep_off_links_alone); RUN(what_was_there_stays))
