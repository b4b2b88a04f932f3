/* qgis_layout_label.c - the texts of a print layout, a label for each paragraph. */
#include "output/map_box.h"
#include "output/map_type.h"
#include "output/qgis_inert.h"
#include "output/qgis_layout.h"
#include <math.h>
#include <string.h>

/* Of the size: from the top of a label in QGIS to its first baseline, and from one baseline to the
 * next with the font's own leading; and room at the right, since QGIS sets a little wider. */
static const double ascent_em = 1.16, leading_em = 1.5, slack_em = 1.0;
enum {
    LEFT = 1,
    RIGHT = 2,
    MIDDLE = 4,
    TOP = 32,       /* alignments of Qt */
    LINES_MAX = 12, /* of one label: the font's leading is not quite the page's */
};

/* Lines of one paragraph, first to last. */
typedef struct run {
    const cm__item *first;
    size_t count;
    double advance_mm; /* of the longest */
    cm__text text;
} run;

static bool is_same_style(const cm__text_style *a, const cm__text_style *b)
{
    return a->size_pt == b->size_pt && a->bold == b->bold && a->colour.red == b->colour.red &&
           a->colour.green == b->colour.green && a->colour.blue == b->colour.blue;
}

/* Whether an item is the run's next line: under its last, one leading apart. */
static bool follows(const run *lines, const cm__item *item)
{
    const cm__item *const last = lines->first + lines->count - 1;
    const double gap_em = (item->at.y - last->at.y) / (item->text.size_pt * CM__MM_PER_PT);

    return lines->count < LINES_MAX && item->align == last->align && item->at.x == last->at.x &&
           is_same_style(&item->text, &last->text) && fabs(gap_em - leading_em) < 0.1;
}

/* Takes as many of the items as make one paragraph. */
static cm_status take_run(run *out, const cm__item *items, size_t count)
{
    *out = (run){.first = items};
    do {
        const cm__item *const item = &items[out->count++];
        if (out->count > 1)
            cm__text_add(&out->text, "\n");
        cm__text_add(&out->text, item->string);
        out->advance_mm = fmax(out->advance_mm, item->advance_mm);
    } while (out->count < count && items[out->count].kind == CM__ITEM_TEXT &&
             follows(out, &items[out->count]));
    return out->text.failed;
}

static cm__qgis_place place_of(const run *lines)
{
    const cm__item *const item = lines->first;
    const double size_mm = item->text.size_pt * CM__MM_PER_PT;
    const double width = lines->advance_mm + 2 * slack_em * size_mm;
    const double left = item->align == CM__ALIGN_START ? item->at.x
                        : item->align == CM__ALIGN_END ? item->at.x - width
                                                       : item->at.x - width / 2;
    const double top = item->at.y - ascent_em * size_mm;

    return (cm__qgis_place){
        .box_mm = {left, top, left + width, top + leading_em * (double)lines->count * size_mm}};
}

static cm_status add_font(cm__qgis_layout *layout, const cm__text_style *style)
{
    cm__text font = {0};
    cm_status status;

    cm__qgis_add_font(&font, layout->font, style);
    status = font.failed;
    if (!status) {
        cm__xml_open(layout->xml, "LabelFont");
        cm__xml_attribute(layout->xml, "description", font.bytes);
        cm__xml_close(layout->xml);
        cm__qgis_item_colour(layout->xml, "FontColor", style->colour);
    }
    cm__text_clear(&font);
    return status;
}

static cm_status add_label(cm__qgis_layout *layout, const run *lines, const char *name)
{
    static const int alignments[] = {
        [CM__ALIGN_START] = LEFT, [CM__ALIGN_MIDDLE] = MIDDLE, [CM__ALIGN_END] = RIGHT};
    cm__xml *const xml = layout->xml;
    const cm__qgis_place place = place_of(lines);
    cm_status status;

    cm__qgis_item_open(layout, CM__QGIS_LABEL, name, &place);
    cm__qgis_inert_attribute(xml, "labelText", lines->text.bytes);
    cm__xml_attribute(xml, "htmlState", "0");
    cm__xml_attribute_integer(xml, "halign", alignments[lines->first->align]);
    cm__xml_attribute_integer(xml, "valign", TOP);
    cm__xml_attribute(xml, "marginX", "0");
    cm__xml_attribute(xml, "marginY", "0");
    cm__qgis_item_colours(layout, &place);
    status = add_font(layout, &lines->first->text);
    cm__xml_close(xml);
    return status;
}

/* Takes out that members of one place stand side by side: in QGIS they do not. */
static void drop_note(cm__text *text, cm_map_language language)
{
    const char *const gap = cm__word_get(CM__WORD_GAP, language);
    const char *const end_word = cm__word_get(CM__WORD_FANNED_END, language);
    char *const note = strstr(text->bytes, cm__word_get(CM__WORD_FANNED, language));
    char *end = note ? strstr(note, end_word) : NULL;

    if (!end)
        return;
    end += strlen(end_word);
    end += strncmp(end, gap, strlen(gap)) == 0 ? strlen(gap) : 0;
    memmove(note, end, strlen(end) + 1);
    text->length = strlen(text->bytes);
}

/* A page in both languages says it twice. */
static void drop_notes(cm__text *text)
{
    drop_note(text, CM_MAP_JAPANESE);
    drop_note(text, CM_MAP_ENGLISH);
}

cm_status cm__qgis_add_texts(cm__qgis_layout *layout, const cm__group *group, const char *name)
{
    cm_status status = CM_OK;

    for (size_t i = 0; group && i < group->item_count && !status;) {
        run lines = {.count = 1};
        if (group->items[i].kind == CM__ITEM_TEXT) {
            status = take_run(&lines, &group->items[i], group->item_count - i);
            if (!status)
                drop_notes(&lines.text);
            if (!status)
                status = add_label(layout, &lines, name);
            cm__text_clear(&lines.text);
        }
        i += lines.count;
    }
    return status;
}
