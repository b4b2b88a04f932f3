/* qgis_layout_label.c - the texts of a print layout, line by line where the page has them. */
#include "geo/base_memory.h"
#include "output/map_box.h"
#include "output/map_type.h"
#include "output/qgis_layout.h"
#include <math.h>

/* Of the size: from the top of a label in QGIS to its first baseline, and from one baseline to the
 * next, with the font's own leading; and room at the right, since QGIS sets a little wider. */
static const double ascent_em = 0.88, leading_em = 1.0, slack_em = 1.0;
enum { LEFT = 1, RIGHT = 2, MIDDLE = 4, TOP = 32 }; /* alignments of Qt */

static bool is_same_style(const cm__text_style *a, const cm__text_style *b)
{
    return a->size_pt == b->size_pt && a->bold == b->bold && a->colour.red == b->colour.red &&
           a->colour.green == b->colour.green && a->colour.blue == b->colour.blue;
}

static double x_of(const cm__item *item)
{
    return item->at.x;
}

/* Adds one line. */
static cm_status add_label(cm__qgis_layout *layout, const cm__item *item, const char *name)
{
    cm__xml *const xml = layout->xml;
    const double size_mm = item->text.size_pt * CM__MM_PER_PT;
    const double width = item->advance_mm + 2 * slack_em * size_mm;
    const double left = item->align == CM__ALIGN_START ? x_of(item)
                        : item->align == CM__ALIGN_END ? x_of(item) - width
                                                       : x_of(item) - width / 2;
    const double top = item->at.y - ascent_em * size_mm;
    const cm__qgis_place place = {
        .box_mm = {left, top, left + width, top + (leading_em + 0.6) * size_mm}};
    cm__text font = {0};
    cm_status status;

    cm__qgis_add_font(&font, layout->font, &item->text);
    status = font.failed;
    if (status)
        return status;
    cm__qgis_item_open(layout, CM__QGIS_LABEL, name, &place);
    cm__xml_attribute(xml, "labelText", item->string);
    cm__xml_attribute(xml, "htmlState", "0");
    cm__xml_attribute_integer(xml, "halign",
                              item->align == CM__ALIGN_START ? LEFT
                              : item->align == CM__ALIGN_END ? RIGHT
                                                             : MIDDLE);
    cm__xml_attribute_integer(xml, "valign", TOP);
    cm__xml_attribute(xml, "marginX", "0");
    cm__xml_attribute(xml, "marginY", "0");
    cm__qgis_item_colours(layout, &place);
    cm__xml_open(xml, "LabelFont");
    cm__xml_attribute(xml, "description", font.bytes);
    cm__xml_close(xml);
    cm__xml_open(xml, "FontColor");
    cm__xml_attribute_integer(xml, "red", item->text.colour.red);
    cm__xml_attribute_integer(xml, "green", item->text.colour.green);
    cm__xml_attribute_integer(xml, "blue", item->text.colour.blue);
    cm__xml_attribute(xml, "alpha", "255");
    cm__xml_close(xml);
    cm__xml_close(xml);
    cm__text_clear(&font);
    return xml->text.failed;
}

cm_status cm__qgis_add_texts(cm__qgis_layout *layout, const cm__group *group, const char *name)
{
    cm_status status = CM_OK;

    (void)is_same_style;
    for (size_t i = 0; group && i < group->item_count && !status; i++)
        if (group->items[i].kind == CM__ITEM_TEXT)
            status = add_label(layout, &group->items[i], name);
    return status;
}
