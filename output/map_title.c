/* map_title.c - tries sizes from large to small until the title fits. */
#include "output/map_title.h"
#include "output/map_furniture.h"

/* Of the size: how far a kanji's top lies above its baseline, its foot below, and the distance
 * between the lines of one text. */
static const double rise_em = 0.88, drop_em = 0.14, line_em = 1.25;
static const double gap_mm = 1.8; /* between title and subtitle */

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

cm_status cm__title_layout(cm__title *out, const cm__sheet *sheet, double width_mm)
{
    static const trial for_title[] = {{19, 1}, {17, 1}, {15, 1}, {13.5, 1},
                                      {12, 1}, {12, 2}, {11, 3}, {0, 0}};
    static const trial for_subtitle[] = {{9.5, 1}, {8.5, 1}, {8.5, 2}, {7.5, 3}, {0, 0}};
    cm__wrap wrap = {.font = sheet->font, .width_mm = width_mm};
    cm_status status;

    out->title_style = wrap.style = cm__type_style(CM__TYPE_TITLE);
    status = set_text(&out->title, &out->title_style, sheet->options->title, for_title, wrap);
    out->subtitle_style = wrap.style = cm__type_style(CM__TYPE_SUBTITLE);
    if (!status)
        status = set_text(&out->subtitle, &out->subtitle_style, sheet->options->subtitle,
                          for_subtitle, wrap);
    out->height_mm = text_height(&out->title, &out->title_style) +
                     text_height(&out->subtitle, &out->subtitle_style);
    if (out->title.count > 0 && out->subtitle.count > 0)
        out->height_mm += gap_mm;
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
    cm_status status = cm__list_add_group(list, "title");

    if (!status)
        status = draw_lines(list, &title->title, &title->title_style, at);
    if (title->title.count > 0)
        at.y += text_height(&title->title, &title->title_style) + gap_mm;
    if (!status)
        status = cm__list_add_group(list, "subtitle");
    return status ? status : draw_lines(list, &title->subtitle, &title->subtitle_style, at);
}

void cm__title_clear(cm__title *title)
{
    cm__lines_clear(&title->title);
    cm__lines_clear(&title->subtitle);
    *title = (cm__title){0};
}
