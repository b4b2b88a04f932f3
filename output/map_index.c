/* map_index.c - lines of the margin's list, wrapped and set in columns. */
#include "output/map_index.h"
#include "geo/base_arena.h"
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "output/map_furniture.h"
#include <string.h>

enum { LINES_MAX = 2000 };

static const double default_column_mm = 46, column_gap_mm = 4, number_gap_mm = 1.2;

static cm__text_style style_of(const cm__index_line *line)
{
    cm__text_style style = cm__type_style(CM__TYPE_SMALL);

    if (line->is_heading || line->is_title) {
        style = cm__type_style(CM__TYPE_HEADING);
        style.size_pt = line->is_title ? 8 : 7;
    }
    return style;
}

/* Above a heading is air, unless it begins a column. */
static double line_height(const cm__index_line *line, bool begins)
{
    const cm__text_style style = style_of(line);
    const double leading_mm = cm__type_leading_mm(&style) - 0.5;

    return line->is_heading && !begins ? leading_mm + 0.8 : leading_mm;
}

/* ---- collecting ---- */

static cm_status add_line(cm__index *out, const cm__sheet *sheet, const char *text,
                          cm__index_line line)
{
    const bool is_both = sheet->options->language == CM_MAP_BOTH;
    const size_t first = out->texts.count;
    const cm__wrap wrap = {.font = sheet->font,
                           .style = style_of(&line),
                           .width_mm = out->column_mm - (line.number ? out->number_mm : 0),
                           .lines_max = first + (is_both ? 4 : 2)};
    cm_status status = cm__wrap_text(&out->texts, text, &wrap);

    out->texts.cut = false;
    for (size_t i = first; i < out->texts.count && !status; i++) {
        status = cm__array_grow(&out->lines, out->count + 1, sizeof *out->lines);
        if (status)
            break;
        line.text = out->texts.texts[i];
        line.number = i > first && line.number ? "" : line.number;
        out->lines[out->count++] = line;
    }
    return status;
}

/* Numbers are as wide as the widest, so that what they stand for begins on one line. */
static cm_status measure_numbers(cm__index *out, const cm__sheet *sheet)
{
    const cm__text_style style = cm__type_style(CM__TYPE_SMALL);
    const cm_map_index *const ask = &sheet->options->index;
    cm_status status = CM_OK;

    for (size_t i = 0; i < ask->count && !status; i++) {
        const char *const tab = strchr(ask->lines[i], '\t');
        const char *number = NULL;
        double width_mm = 0;
        if (!tab)
            continue;
        status =
            cm__arena_copy(&out->numbers, &number, ask->lines[i], (size_t)(tab - ask->lines[i]));
        if (!status)
            status = cm__furniture_measure(&width_mm, sheet->font, number, &style);
        out->number_mm = fmax(out->number_mm, width_mm + number_gap_mm);
    }
    return status;
}

static cm_status collect_line(cm__index *out, const cm__sheet *sheet, size_t i)
{
    const cm_map_index *const ask = &sheet->options->index;
    const char *const text = ask->lines[i], *const tab = strchr(text, '\t');
    cm__index_line line = {.is_heading = tab == NULL};
    cm_status status = CM_OK;

    if (tab)
        status = cm__arena_copy(&out->numbers, &line.number, text, (size_t)(tab - text));
    return status ? status : add_line(out, sheet, tab ? tab + 1 : text, line);
}

cm_status cm__index_collect(cm__index *out, const cm__sheet *sheet)
{
    const cm_map_index *const ask = &sheet->options->index;
    cm_status status = CM_OK;

    if (ask->count == 0)
        return CM_OK;
    out->column_mm = ask->width_mm == 0 ? default_column_mm : ask->width_mm;
    if (ask->count > LINES_MAX || !(out->column_mm >= 20 && out->column_mm <= 150))
        return cm__fail(CM_ERR_DOMAIN,
                        "a list of %zu lines, %g mm wide: at most %d, within 20..150 mm",
                        ask->count, out->column_mm, LINES_MAX);
    status = measure_numbers(out, sheet);
    if (!status && ask->title)
        status = add_line(out, sheet, ask->title, (cm__index_line){.is_title = true});
    for (size_t i = 0; i < ask->count && !status; i++)
        status = collect_line(out, sheet, i);
    return status;
}

/* ---- columns ---- */

/* A heading with the first line under it, or a line with its second. */
static double block_height(const cm__index *index, size_t i, bool begins)
{
    double height = line_height(&index->lines[i], begins);

    while (i + 1 < index->count && (index->lines[i].is_heading || index->lines[i].is_title ||
                                    (index->lines[i + 1].number && !*index->lines[i + 1].number)))
        height += line_height(&index->lines[++i], false);
    return height;
}

/* A line that is not tied to the one before it. */
static bool may_begin(const cm__index *index, size_t i)
{
    return !(index->lines[i].number && !*index->lines[i].number) &&
           !(i > 0 && (index->lines[i - 1].is_heading || index->lines[i - 1].is_title));
}

/* Returns the number of columns it took. */
static size_t fill(cm__index *index, double height_mm)
{
    double x = 0, y = 0;
    size_t columns = 1;

    index->height_mm = 0;
    for (size_t i = 0; i < index->count; i++) {
        cm__index_line *const line = &index->lines[i];
        const cm__text_style style = style_of(line);
        if (y > 0 && may_begin(index, i) && y + block_height(index, i, false) > height_mm + 1e-9) {
            x += index->column_mm + column_gap_mm;
            y = 0;
            columns++;
        }
        y += line_height(line, y == 0);
        line->at = (cm_point){x, y - (cm__type_leading_mm(&style) - cm__type_cap_mm(&style)) / 2};
        index->height_mm = fmax(index->height_mm, y);
    }
    index->width_mm = index->count > 0 ? x + index->column_mm : 0;
    return columns;
}

void cm__index_fill(cm__index *index, double width_mm)
{
    const size_t fits =
        (size_t)fmax(1, (width_mm + column_gap_mm + 1e-9) / (index->column_mm + column_gap_mm));
    double total = 0;

    for (size_t i = 0; i < index->count; i++)
        total += line_height(&index->lines[i], false);
    for (double height_mm = total / (double)fits; fill(index, height_mm) > fits; height_mm += 0.5)
        ;
}

void cm__index_stack(cm__index *index, double height_mm)
{
    fill(index, height_mm);
}

/* ---- drawing ---- */

cm_status cm__index_draw(cm__list *list, const cm__index *index, cm_point at)
{
    cm_status status = index->count > 0 ? cm__list_add_group(list, "index") : CM_OK;

    for (size_t i = 0; i < index->count && !status; i++) {
        const cm__index_line *const line = &index->lines[i];
        const cm__text_style style = style_of(line);
        cm_point place = {at.x + line->at.x, at.y + line->at.y};
        if (line->number && *line->number)
            status = cm__furniture_text(
                list, line->number, &style,
                (cm_point){place.x + index->number_mm - number_gap_mm, place.y}, CM__ALIGN_END);
        place.x += line->number ? index->number_mm : 0;
        if (!status)
            status = cm__furniture_text(list, line->text, &style, place, CM__ALIGN_START);
    }
    return status;
}

void cm__index_clear(cm__index *index)
{
    cm__array_free(&index->lines);
    cm__lines_clear(&index->texts);
    cm__arena_destroy(&index->numbers);
    *index = (cm__index){0};
}
