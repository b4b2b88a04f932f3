/* map_title.c - tries sizes from large to small until the title fits. */
#include "output/map_title.h"
#include "output/map_furniture.h"

/* Of the size: how far a kanji's top lies above its baseline, its foot below, and the distance
 * between the lines of one text. */
static const double rise_em = 0.88, drop_em = 0.14, line_em = 1.25;
static const double gap_mm = 1.8;        /* between title and subtitle */
static const double second_gap_mm = 1.1; /* and above what says the same in another language */

typedef struct trial {
    double size_pt;
    size_t lines;
} trial;

/* Wraps the text by the first of the trials that holds it whole, or by the last. */
static cm_status set_text(cm__lines *out, cm__text_style *style, const char *text,
                          const trial *trials, cm__wrap wrap)
{
    cm_status status = CM_OK;

    if (!text)
        return CM_OK;
    for (; trials->lines > 0 && !status; trials++) {
        cm__lines_clear(out);
        style->size_pt = wrap.style.size_pt = trials->size_pt;
        wrap.lines_max = trials->lines;
        status = cm__wrap_text(out, text, &wrap);
        if (!status && !out->cut)
            break;
    }
    return status;
}

static double text_height(const cm__lines *lines, const cm__text_style *style)
{
    const double size_mm = style->size_pt * CM__MM_PER_PT;

    return lines->count == 0 ? 0
                             : size_mm * (rise_em + drop_em + line_em * (double)(lines->count - 1));
}

/* What stands above this part: the nearest one that is there. */
static double gap_above(const cm__title *title, size_t part)
{
    for (size_t i = part; i-- > 0;)
        if (title->parts[i].lines.count > 0)
            return part == CM__TITLE_SUBTITLE ? gap_mm : second_gap_mm;
    return 0;
}

cm_status cm__title_layout(cm__title *out, const cm__sheet *sheet, double width_mm)
{
    static const trial for_title[] = {{19, 1}, {17, 1}, {15, 1}, {13.5, 1},
                                      {12, 1}, {12, 2}, {11, 3}, {0, 0}};
    static const trial for_second[] = {{12, 1}, {10.5, 1}, {9.5, 1}, {9.5, 2}, {8.5, 3}, {0, 0}};
    static const trial for_subtitle[] = {{9.5, 1}, {8.5, 1}, {8.5, 2}, {7.5, 3}, {0, 0}};
    static const trial for_last[] = {{8, 1}, {7.5, 1}, {7.5, 2}, {7, 3}, {0, 0}};
    const cm_map_options *const options = sheet->options;
    const struct {
        const char *text;
        cm__type type;
        const trial *trials;
    } parts[CM__TITLE_PARTS] = {{options->title, CM__TYPE_TITLE, for_title},
                                {options->second_title, CM__TYPE_TITLE, for_second},
                                {options->subtitle, CM__TYPE_SUBTITLE, for_subtitle},
                                {options->second_subtitle, CM__TYPE_SUBTITLE, for_last}};
    cm__wrap wrap = {.font = sheet->font, .width_mm = width_mm};
    cm_status status = CM_OK;

    out->height_mm = 0;
    for (size_t i = 0; i < CM__TITLE_PARTS && !status; i++) {
        out->parts[i].style = wrap.style = cm__type_style(parts[i].type);
        status = set_text(&out->parts[i].lines, &out->parts[i].style, parts[i].text,
                          parts[i].trials, wrap);
        if (out->parts[i].lines.count > 0)
            out->height_mm +=
                gap_above(out, i) + text_height(&out->parts[i].lines, &out->parts[i].style);
    }
    return status;
}

static cm_status draw_lines(cm__list *list, const cm__lines *lines, const cm__text_style *style,
                            cm_point at)
{
    const double size_mm = style->size_pt * CM__MM_PER_PT;
    cm_status status = CM_OK;

    at.y += rise_em * size_mm;
    for (size_t i = 0; i < lines->count && !status; i++, at.y += line_em * size_mm)
        status = cm__furniture_text(list, lines->texts[i], style, at, CM__ALIGN_START);
    return status;
}

cm_status cm__title_draw(cm__list *list, const cm__title *title, cm_point at)
{
    cm_status status = CM_OK;

    for (size_t i = 0; i < CM__TITLE_PARTS && !status; i++) {
        const cm__lines *const lines = &title->parts[i].lines;
        const cm__text_style *const style = &title->parts[i].style;
        if (i == CM__TITLE_FIRST || i == CM__TITLE_SUBTITLE)
            status = cm__list_add_group(list, i == CM__TITLE_FIRST ? "title" : "subtitle");
        if (lines->count == 0)
            continue;
        at.y += gap_above(title, i);
        if (!status)
            status = draw_lines(list, lines, style, at);
        at.y += text_height(lines, style);
    }
    return status;
}

void cm__title_clear(cm__title *title)
{
    for (size_t i = 0; i < CM__TITLE_PARTS; i++)
        cm__lines_clear(&title->parts[i].lines);
    *title = (cm__title){0};
}
