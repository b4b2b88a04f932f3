/* qgis_caption.c - what the fields of a layer are called in QGIS's tables and forms. */
#include "output/qgis_caption.h"
#include "output/qgis_expression.h"
#include <stdlib.h>
#include <string.h>

typedef struct caption_of {
    const char *column, *text;
} caption_of;

/* By column, as strcmp orders them. */
static const caption_of captions[] = {
    {"above_km2", "基準以上の面積（km²）"},
    {"address", "住所"},
    {"area_km2", "面積（km²）"},
    {"azimuth_deg", "方位角（度）"},
    {"background", "比較対象の数"},
    {"candidates", "候補の数"},
    {"cells", "区画の数"},
    {"centre", "中心"},
    {"centre_moved_m", "中心の移動（m）"},
    {"centre_x", "中心のX（東）"},
    {"centre_y", "中心のY（北）"},
    {"chance", "偶然の確率"},
    {"chance_fdr", "補正した確率"},
    {"change", "変化"},
    {"class", "分類"},
    {"class_fdr", "補正後の分類"},
    {"closed", "閉鎖年"},
    {"code", "コード"},
    {"component", "まとまりの番号"},
    {"component_size", "まとまりの大きさ"},
    {"coord_level", "位置の細かさ"},
    {"count", "件数"},
    {"cumulative_count", "累計件数"},
    {"date", "時点"},
    {"dating", "年の根拠"},
    {"degree", "つながりの数"},
    {"degree_in", "受けたつながりの数"},
    {"degree_out", "出したつながりの数"},
    {"density", "密度"},
    {"descendants", "子孫の数"},
    {"distance_m", "距離（m）"},
    {"employees", "従業員数"},
    {"founded", "設立年"},
    {"from", "元"},
    {"from_area", "元の区域"},
    {"from_id", "元の番号"},
    {"generation", "世代"},
    {"gi_z", "Gi*の得点"},
    {"id", "番号"},
    {"in_list", "名簿にあるか"},
    {"joined", "加わった数"},
    {"kind", "種類"},
    {"lat", "緯度"},
    {"left", "去った数"},
    {"level_from", "下限"},
    {"level_to", "上限"},
    {"line", "行"},
    {"links", "つながりの数"},
    {"lon", "経度"},
    {"map_label", "図の名札"},
    {"map_name", "図の名称"},
    {"match_level", "照合の細かさ"},
    {"matched_block", "照合した街区"},
    {"matched_city", "照合した市区町村"},
    {"matched_prefecture", "照合した都道府県"},
    {"matched_town", "照合した町丁目"},
    {"members", "会員数"},
    {"members_above", "基準以上の会員数"},
    {"name", "名称"},
    {"name_en", "英語名"},
    {"note", "備考"},
    {"parent", "親"},
    {"parent_origin", "親会社・出身"},
    {"per_km2", "1km²あたり"},
    {"placed", "位置のある数"},
    {"places", "地点数"},
    {"postal_code", "郵便番号"},
    {"quotient", "特化係数"},
    {"rank", "順位"},
    {"reason", "理由"},
    {"rest", "残りの住所"},
    {"ring_from_m", "内側の半径（m）"},
    {"ring_to_m", "外側の半径（m）"},
    {"role", "役割"},
    {"score", "照合の確かさ"},
    {"sector", "業種"},
    {"source", "出典"},
    {"standard_distance_m", "標準距離（m）"},
    {"to", "先"},
    {"to_area", "先の区域"},
    {"to_id", "先の番号"},
    {"tree", "木の番号"},
    {"type", "種別"},
    {"weight", "重み"},
    {"weight_above", "基準以上の重み"},
    {"year", "年"},
};

static int compare(const void *column, const void *row)
{
    return strcmp(column, ((const caption_of *)row)->column);
}

const char *cm__qgis_find_caption(const char *column)
{
    const caption_of *const found =
        bsearch(column, captions, sizeof captions / sizeof *captions, sizeof *captions, compare);

    return found ? found->text : NULL;
}

static void add_caption(cm__xml *xml, const char *field, size_t column, const char *text)
{
    cm__xml_open(xml, "alias");
    cm__xml_attribute(xml, "field", field);
    cm__xml_attribute_integer(xml, "index", (long long)column);
    cm__xml_attribute(xml, "name", text);
    cm__xml_close(xml);
}

void cm__qgis_add_captions(cm__xml *xml, const cm_table *table, const cm__qgis_file *file)
{
    cm__xml_open(xml, "aliases");
    for (size_t i = 0; i < table->column_count; i++) {
        const char *const own = table->columns[i].name;
        const char *const field = cm__qgis_field_name(table, i, file);
        const char *const caption =
            file->language == CM_MAP_JAPANESE ? cm__qgis_find_caption(own) : NULL;
        if (caption || strcmp(field, own) != 0)
            add_caption(xml, field, i, caption ? caption : own);
        if (cm__qgis_has_other_name(table, i, file))
            add_caption(xml, file->other_names[i], i, caption ? caption : own);
    }
    cm__xml_close(xml);
}
