/* map_index.c - lines of the margin's list, wrapped and set in columns. */
#include "output/map_index.h"
#include "geo/base_arena.h"
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "output/map_furniture.h"
#include <stdio.h>
#include <string.h>

enum { LINES_MAX = 2000, TABLE_ROWS_TIED = 24 };

static const double default_column_mm = 46, column_gap_mm = 4, number_gap_mm = 1.2;
static const double cell_gap_mm = 1.8, label_least_mm = 8;

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

static cm_status append(cm__index *out, const cm__index_line *line)
{
    const cm_status status = cm__array_grow(&out->lines, out->count + 1, sizeof *out->lines);

    if (!status)
        out->lines[out->count++] = *line;
    return status;
}

static cm_status add_line(cm__index *out, const cm__sheet *sheet, const char *text,
                          cm__index_line line)
{
    const bool is_both = sheet->options->language == CM_MAP_BOTH;
    const size_t first = out->texts.count;
    const double room_mm = out->column_mm - (line.number ? out->number_mm : 0);
    const cm__wrap wrap = {.font = sheet->font,
                           .style = style_of(&line),
                           .width_mm = line.cells ? out->tables[line.table].label_mm : room_mm,
                           .lines_max = first + (is_both || (line.number && !*line.number) ? 4 : 2),
                           .no_widow = true};
    cm_status status;

    line.text = "";
    if (!*text) /* a row without a name is a line, too */
        return line.cells ? append(out, &line) : CM_OK;
    status = cm__wrap_text(&out->texts, text, &wrap);
    out->texts.cut = false;
    for (size_t i = first; i < out->texts.count && !status; i++) {
        line.text = out->texts.texts[i];
        status = append(out, &line);
        line.number = line.number ? "" : NULL;
        line.cells = NULL;
        line.is_tied = true;
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

/* ---- tables: lines with figures ---- */

/* What follows the number and the name; NULL in a line that is of no table. */
static const char *cells_of(const char *line)
{
    const char *const tab = strchr(line, '\t'), *const second = tab ? strchr(tab + 1, '\t') : NULL;

    return second ? second + 1 : NULL;
}

/* Copies the text up to the next tab, and moves *from behind that; NULL at the end. */
static cm_status next_cell(const char **out, cm__index *index, const char **from)
{
    const size_t length = strcspn(*from, "\t");
    const cm_status status = cm__arena_copy(&index->numbers, out, *from, length);

    *from = (*from)[length] ? *from + length + 1 : NULL;
    return status;
}

static cm_status measure_cell(double *widest_mm, cm__index *index, const cm__sheet *sheet,
                              const char **from)
{
    const cm__text_style style = cm__type_style(CM__TYPE_SMALL);
    const char *text = NULL;
    double width_mm = 0;
    cm_status status = next_cell(&text, index, from);

    if (!status)
        status = cm__furniture_measure(&width_mm, sheet->font, text, &style);
    *widest_mm = fmax(*widest_mm, width_mm);
    return status;
}

/* right_mm holds the widths, until all rows are measured. */
static cm_status measure_row(cm__index_table *out, cm__index *index, const cm__sheet *sheet,
                             const char *line)
{
    const char *rest = strchr(line, '\t') + 1;
    size_t columns = 0;
    cm_status status = measure_cell(&out->label_mm, index, sheet, &rest);

    for (; rest && !status; columns++) {
        if (columns == CM__INDEX_CELLS_MAX)
            return cm__fail(CM_ERR_DOMAIN, "a table in the list has over %d columns of figures",
                            CM__INDEX_CELLS_MAX);
        status = measure_cell(&out->right_mm[columns], index, sheet, &rest);
    }
    out->columns = columns > out->columns ? columns : out->columns;
    return status;
}

/* Names take the room that the figures leave. */
static cm_status place_columns(cm__index_table *out, const cm__index *index)
{
    double width_mm = 0;

    for (size_t i = 0; i < out->columns; i++)
        width_mm += out->right_mm[i] + cell_gap_mm;
    const double room_mm = index->column_mm - index->number_mm - width_mm;
    if (room_mm < fmin(out->label_mm, label_least_mm))
        return cm__fail(CM_ERR_DOMAIN,
                        "a table with figures of %.1f mm does not fit a list %g mm wide", width_mm,
                        index->column_mm);
    out->label_mm = fmin(out->label_mm, room_mm);
    for (size_t i = 0; i < out->columns; i++)
        out->right_mm[i] += cell_gap_mm + (i > 0 ? out->right_mm[i - 1] : out->label_mm);
    return CM_OK;
}

static cm_status measure_table(cm__index *index, const cm__sheet *sheet, size_t first)
{
    const cm_map_index *const ask = &sheet->options->index;
    cm__index_table made = {.end = first};
    cm_status status = cm__array_grow(&index->tables, index->table_count + 1, sizeof made);

    while (made.end < ask->count && cells_of(ask->lines[made.end]) && !status)
        status = measure_row(&made, index, sheet, ask->lines[made.end++]);
    if (!status)
        status = place_columns(&made, index);
    made.is_short = made.end - first <= TABLE_ROWS_TIED;
    if (!status)
        index->tables[index->table_count++] = made;
    return status;
}

static cm_status collect_line(cm__index *out, const cm__sheet *sheet, size_t i)
{
    const char *rest = sheet->options->index.lines[i], *text = rest;
    const char *const cells = cells_of(rest);
    cm__index_line line = {.is_heading = strchr(rest, '\t') == NULL};
    cm_status status = CM_OK;

    if (!line.is_heading)
        status = next_cell(&line.number, out, &rest);
    line.is_tied = line.number && !*line.number; /* notes stay together */
    if (!status)
        status = next_cell(&text, out, &rest);
    if (status || !cells)
        return status ? status : add_line(out, sheet, text, line);
    line.cells = cells;
    line.table = out->table_count - 1;
    return add_line(out, sheet, text, line);
}

static cm_status collect_lines(cm__index *out, const cm__sheet *sheet)
{
    const cm_map_index *const ask = &sheet->options->index;
    cm__index_table in = {.end = 0};
    cm_status status = CM_OK;

    for (size_t i = 0; i < ask->count && !status; i++) {
        const size_t before = out->count;
        const bool begins = i >= in.end && cells_of(ask->lines[i]);
        if (begins)
            status = measure_table(out, sheet, i);
        if (!status && begins)
            in = out->tables[out->table_count - 1];
        if (!status)
            status = collect_line(out, sheet, i);
        if (!status && i < in.end && before < out->count)
            out->lines[before].is_tied = in.is_short && !begins;
    }
    return status;
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
    return status ? status : collect_lines(out, sheet);
}

/* ---- columns ---- */

/* A heading with the first line under it, or a line with its second. */
static double block_height(const cm__index *index, size_t i, bool begins)
{
    double height = line_height(&index->lines[i], begins);

    while (i + 1 < index->count &&
           (index->lines[i].is_heading || index->lines[i].is_title || index->lines[i + 1].is_tied))
        height += line_height(&index->lines[++i], false);
    return height;
}

/* A line that is not tied to the one before it. */
static bool may_begin(const cm__index *index, size_t i)
{
    return !index->lines[i].is_tied &&
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

static cm_status draw_cells(cm__list *list, const cm__index *index, const cm__index_line *line,
                            cm_point at)
{
    const cm__index_table *const in = &index->tables[line->table];
    const cm__text_style style = style_of(line);
    const char *from = line->cells;
    cm_status status = CM_OK;

    for (size_t i = 0; from && !status; i++) {
        char text[256];
        const size_t length = strcspn(from, "\t");
        snprintf(text, sizeof text, "%.*s", (int)fmin((double)length, sizeof text - 1), from);
        if (*text)
            status = cm__furniture_text(list, text, &style,
                                        (cm_point){at.x + in->right_mm[i], at.y}, CM__ALIGN_END);
        from = from[length] ? from + length + 1 : NULL;
    }
    return status;
}

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
        if (!status && *line->text)
            status = cm__furniture_text(list, line->text, &style, place, CM__ALIGN_START);
        if (!status && line->cells)
            status = draw_cells(list, index, line, place);
    }
    return status;
}

void cm__index_clear(cm__index *index)
{
    cm__array_free(&index->tables);
    cm__array_free(&index->lines);
    cm__lines_clear(&index->texts);
    cm__arena_destroy(&index->numbers);
    *index = (cm__index){0};
}
