/* torture_qgis.c - every allocation of writing styles for QGIS fails once, and for ever: nothing
 * leaks, and the file is the old one or not there. */
#include "geo/base_memory.h"
#include "tests/unit/qgis_scene.h"
#include <clustermap/qgis.h>
#include <stdlib.h>
#include <unistd.h>

enum { ROWS = 11 };

static char path[] = P_tmpdir "/torture_qgis.XXXXXX";

/* Points of many categories and lines that are bent, both in proportion to a number, a grid. */
typedef struct styles {
    scene points, lines;
    cm_grid grid;
    cm_style grid_style;
} styles;

static void make_styles(styles *s)
{
    static const char *const kinds[ROWS] = {"a", "b", "c", "d", "e", "f", "g", "h", "i", "", "〜"};
    static const double numbers[ROWS] = {1, 2, 3, 4, NAN, 6, 7, 8, 9, 10, 11};
    const cm_class_limits limits = {{0, 5, 10}, 2};
    const cm_grid_shape shape = {0, 0, 10, 2, 2};
    cm_symbol line = cm__symbol_category(1, CM_GEOMETRY_LINE);

    *s = (styles){.grid_style = {.kind = CM_STYLE_SINGLE}};
    make_scene(&s->points, CM_GEOMETRY_POINT, kinds, numbers, ROWS);
    CHECK(cm_style_categories(&s->points.style, &s->points.features, "kind", NULL) == CM_OK);
    CHECK(cm_style_set_label_column(&s->points.style, "name") == CM_OK);
    CHECK(cm_style_set_size(&s->points.style, &(cm_style_size){"number", 9, 5, "x", "y"}) == CM_OK);
    make_scene(&s->lines, CM_GEOMETRY_LINE, NULL, numbers, ROWS);
    line.arrow_mm = 2;
    s->lines.layer.bend = 0.1;
    CHECK(cm_style_graduated(&s->lines.style, "number", &limits, NULL, CM_GEOMETRY_LINE) == CM_OK);
    s->lines.style.classes[0].symbol = line;
    CHECK(cm_style_set_size(&s->lines.style, &(cm_style_size){"number", 9, 5, "x", "y"}) == CM_OK);
    CHECK(cm_grid_init(&s->grid, &shape, NULL) == CM_OK);
    CHECK(cm_style_graduated(&s->grid_style, "v", &limits, NULL, CM_GEOMETRY_POLYGON) == CM_OK);
}

static void clear_styles(styles *s)
{
    cm_style_clear(&s->grid_style);
    cm_grid_clear(&s->grid);
    clear_scene(&s->lines);
    clear_scene(&s->points);
}

static cm_status write_all(const styles *s)
{
    cm_qml_options both = CM_QML_OPTIONS_INIT, shp = CM_QML_OPTIONS_INIT;
    cm_status status;

    both.with_shp = true;
    both.grid = &s->grid;
    both.grid_style = &s->grid_style;
    shp.format = CM_FORMAT_SHP;
    shp.shp_cp932 = true;
    status = cm_qml_write(&s->points.layer, path, &both);
    if (!status)
        status = cm_qml_write(&s->points.layer, path, &shp);
    return status ? status : cm_qml_write(&s->lines.layer, path, NULL);
}

TEST(survives_every_failed_allocation)
{
    styles s;

    make_styles(&s);
    const size_t live = cm__memory_live();
    CHECK((cm__memory_fail_at(0, false), write_all(&s)) == CM_OK);
    const size_t count = cm__memory_fail_at(0, false);
    CHECK(count > 100 && count < 3000); /* a budget */
    for (size_t nth = 1; nth <= count; nth++)
        for (int for_ever = 0; for_ever <= 1; for_ever++) {
            cm__memory_fail_at(nth, for_ever);
            CHECK(write_all(&s) == CM_ERR_NOMEM);
            CHECK(cm__memory_live() == live);
        }
    cm__memory_fail_at(0, false);
    clear_styles(&s);
    CHECK(cm__memory_live() == 0);
}

TEST_MAIN(CHECK(close(mkstemp(path)) == 0), RUN(survives_every_failed_allocation), unlink(path))
