/* test_qgis_layout_map.c - tests output/qgis_layout_map.c: frames, extents, themes. */
#include "output/qgis_layout.h"
#include "tests/unit/qgis_project_scene.h"
#include <stdlib.h>

typedef struct made {
    qgis_scene s;
    cm__qgis_plan plan;
    cm__xml xml;
} made;

static cm_status make_maps(made *m)
{
    cm_status status;

    draw_qgis_scene(&m->s);
    m->plan = (cm__qgis_plan){0};
    m->xml = (cm__xml){0};
    CHECK(cm__qgis_plan_make(&m->plan, &m->s.project) == CM_OK);
    cm__qgis_layout layout = begin_layout(&m->xml, &m->plan);
    status = cm__qgis_add_maps(&layout);
    cm__xml_close(&m->xml);
    return status;
}

static void clear(made *m)
{
    cm__xml_clear(&m->xml);
    cm__qgis_plan_clear(&m->plan);
    clear_qgis_scene(&m->s);
}

/* The value of an attribute of the first element after a mark. */
static double number_after(const char *mark, const char *attribute)
{
    const char *const at = mark ? strstr(mark, attribute) : NULL;

    return at ? strtod(at + strlen(attribute), NULL) : NAN;
}

TEST(the_map_has_the_page_s_frame_and_extent)
{
    made m;

    init_qgis_scene(&m.s);
    CHECK(make_maps(&m) == CM_OK);
    const cm_map_report *const report = cm_map_get_report(m.s.map.map);
    const cm_box frame = report->frame_mm, plane = report->frame_plane;
    const char *const item = strstr(m.xml.text.bytes, "id=\"map\"");
    CHECK_NEAR(number_after(item, " position=\""), frame.x_min, 1e-4);
    CHECK_NEAR(number_after(item, " size=\""), frame.x_max - frame.x_min, 1e-4);
    CHECK(number_after(item, "xmin=\"") == plane.x_min);
    CHECK(number_after(item, "ymin=\"") == plane.y_min);
    CHECK(number_after(item, "xmax=\"") == plane.x_max);
    CHECK(number_after(item, "ymax=\"") == plane.y_max);
    CHECK(strstr(item, "followPresetName=\"札幌のIT産業クラスター\"") != NULL);
    CHECK(strstr(item, "<authid>EPSG:6680</authid>") != NULL);
    clear(&m);
}

TEST(each_inset_is_a_map_and_the_locator_has_a_box)
{
    made m;

    init_qgis_scene(&m.s);
    CHECK(make_maps(&m) == CM_OK);
    CHECK(count_of(&m.xml.text, "type=\"65639\"") == 3);
    CHECK(count_of(&m.xml.text, "followPresetName=\"near\"") == 1);
    CHECK(count_of(&m.xml.text, "<ComposerMapOverview") == 1);
    CHECK(count_of(&m.xml.text, "<ComposerMapGrid") == 1);
    CHECK(strstr(m.xml.text.bytes, "labelText=\"都心") != NULL); /* the heading */
    CHECK(count_of(&m.xml.text, "<item uuid=") == 4);            /* legend, bar, arrow, locator */
    clear(&m);
}

TEST(degrees_are_said_as_finely_as_the_graticule)
{
    static const struct {
        double scale;
        const char *format;
    } rows[] = {{20000, "annotationFormat=\"2\""},
                {150000, "annotationFormat=\"1\""},
                {10000000, "annotationFormat=\"3\""}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        made m;
        test_now = rows[i].format;
        init_qgis_scene(&m.s);
        m.s.map.options.inset_count = 0;
        m.s.map.options.scale = rows[i].scale;
        m.s.map.options.centre = (cm_lonlat){141.35, 43.06};
        CHECK(make_maps(&m) == CM_OK);
        CHECK(strstr(m.xml.text.bytes, rows[i].format) != NULL);
        clear(&m);
    }
}

TEST_MAIN(RUN(the_map_has_the_page_s_frame_and_extent),
          RUN(each_inset_is_a_map_and_the_locator_has_a_box),
          RUN(degrees_are_said_as_finely_as_the_graticule))
