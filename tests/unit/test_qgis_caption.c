/* test_qgis_caption.c - tests output/qgis_caption.c. */
#include "geo/base_memory.h"
#include "output/qgis_caption.h"
#include "tests/unit/qgis_scene.h"

TEST(the_toolkits_columns_have_captions)
{
    static const char *const rows[][2] = {
        {"above_km2", "基準以上の面積（km²）"},
        {"address", "住所"},
        {"area_km2", "面積（km²）"},
        {"class_fdr", "補正後の分類"},
        {"density", "密度"},
        {"founded", "設立年"},
        {"lat", "緯度"},
        {"lon", "経度"},
        {"map_name", "図の名称"},
        {"matched_town", "照合した町丁目"},
        {"name", "名称"},
        {"postal_code", "郵便番号"},
        {"quotient", "特化係数"},
        {"sector", "業種"},
        {"source", "出典"},
        {"type", "種別"},
        {"year", "年"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_now = rows[i][0];
        CHECK(cm__qgis_find_caption(rows[i][0]) &&
              strcmp(cm__qgis_find_caption(rows[i][0]), rows[i][1]) == 0);
    }
    CHECK(!cm__qgis_find_caption("名称") && !cm__qgis_find_caption("") &&
          !cm__qgis_find_caption("zzz"));
}

static CPLXMLNode *write_captions(const scene *s)
{
    cm__xml xml = {0};

    cm__qgis_add_captions(&xml, &s->features.table, &s->file);
    return parse(&xml);
}

static bool is_caption(CPLXMLNode *all, size_t i, const char *field, const char *text)
{
    CPLXMLNode *const one = child(all, "alias", i);

    return is_attribute(one, "field", field) && is_attribute(one, "name", text);
}

TEST(cut_names_get_their_own_back)
{
    static const char *const cut[] = {"kind", "numb", "name"};
    scene s;
    CPLXMLNode *all;

    make_scene(&s, CM_GEOMETRY_POINT, NULL, NULL, 1);
    all = write_captions(&s);
    CHECK(count_children(all, "alias") == 2); /* number is none of ours */
    CHECK(is_caption(all, 0, "kind", "種類") && is_caption(all, 1, "name", "名称"));
    CPLDestroyXMLNode(all);

    s.file.field_names = cut;
    all = write_captions(&s);
    CHECK(count_children(all, "alias") == 3 && is_caption(all, 1, "numb", "number"));
    CHECK(is_attribute(child(all, "alias", 1), "index", "1"));
    CPLDestroyXMLNode(all);

    s.file = (cm__qgis_file){.other_names = cut, .language = CM_MAP_ENGLISH};
    all = write_captions(&s);
    CHECK(count_children(all, "alias") == 1 && is_caption(all, 0, "numb", "number"));
    CPLDestroyXMLNode(all);
    clear_scene(&s);
    CHECK(cm__memory_live() == 0);
}

TEST_MAIN(RUN(the_toolkits_columns_have_captions), RUN(cut_names_get_their_own_back))
