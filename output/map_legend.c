/* map_legend.c - rows of swatch and text, in one column or several. */
#include "output/map_legend.h"
#include "geo/base_memory.h"
#include "geo/base_text.h"
#include "output/map_furniture.h"
#include "output/map_gather.h"
#include "output/map_hatch.h"
#include "output/map_legend_sizes.h"
#include "output/map_legend_text.h"
#include "output/map_theme.h"
#include <string.h>

static const double swatch_height_mm = 3.2, swatch_least_mm = 6.5, text_gap_mm = 2;
/* Layers are kept whole in a column if the legend is not higher than by this factor. */
static const double whole_layers_stretch = 1.3;
static const double group_gap_mm = 1.6, column_gap_mm = 5, text_max_mm = 62;

/* ---- rows ---- */

static double row_height(const cm__legend_row *row)
{
    const cm__text_style body = cm__type_style(CM__TYPE_BODY);

    switch (row->kind) {
    case CM__LEGEND_TITLE: return 5.4;
    case CM__LEGEND_HEADING:
    case CM__LEGEND_NOTE: return 4.7;
    case CM__LEGEND_MARKER: return fmax(4.3, 2 * cm__marker_reach_mm(&row->symbol) + 0.6);
    case CM__LEGEND_AREA: return swatch_height_mm + 1;
    case CM__LEGEND_SIZES: return cm__legend_sizes_height(&row->sizes);
    case CM__LEGEND_LINE: return fmax(4.3, row->symbol.stroke_mm + 1.2);
    default: return cm__type_leading_mm(&body) - 0.4;
    }
}

static cm__text_style row_style(cm__legend_kind kind)
{
    return cm__type_style(kind == CM__LEGEND_TITLE ? CM__TYPE_LEGEND
                          : kind == CM__LEGEND_HEADING || kind == CM__LEGEND_MORE_HEADING
                              ? CM__TYPE_HEADING
                              : CM__TYPE_BODY);
}

cm_status cm__legend_add_row(cm__legend *out, const cm__sheet *sheet, cm__legend_row row,
                             const cm__text *text)
{
    const size_t first = out->texts.count;
    const cm__wrap wrap = {.font = sheet->font,
                           .style = row_style(row.kind),
                           .width_mm = text_max_mm,
                           .lines_max = first + 2};
    cm_status status = text->failed;

    out->texts.cut = false;
    if (!status && text->length > 0)
        status = cm__wrap_text(&out->texts, text->bytes, &wrap);
    for (size_t i = first; i < out->texts.count && !status; i++) {
        status = cm__array_grow(&out->rows, out->row_count + 1, sizeof *out->rows);
        if (status)
            break;
        if (i > first)
            row.kind = row.kind == CM__LEGEND_HEADING || row.kind == CM__LEGEND_MORE_HEADING
                           ? CM__LEGEND_MORE_HEADING
                           : CM__LEGEND_MORE;
        row.text = out->texts.texts[i];
        row.text_mm = out->texts.widths_mm[i];
        row.height_mm = row_height(&row);
        out->rows[out->row_count++] = row;
    }
    return status;
}

/* ---- layers ---- */

static cm_status add_class(cm__legend *out, const cm__sheet *sheet, size_t layer,
                           size_t class_index)
{
    cm__legend_row row = {.symbol = cm__theme_symbol(sheet, layer, class_index)};
    cm__text text = {0};
    cm_status status;

    row.kind = cm__legend_kind_of(&sheet->layers[layer], &row.symbol);
    cm__legend_text_class(&text, sheet, layer, class_index);
    status = cm__legend_add_row(out, sheet, row, &text);
    cm__text_clear(&text);
    return status;
}

static cm_status add_heading(cm__legend *out, const cm__sheet *sheet, size_t layer)
{
    cm__text text = {0};
    cm_status status;

    cm__legend_text_heading(&text, sheet, layer);
    status = cm__legend_add_row(out, sheet, (cm__legend_row){.kind = CM__LEGEND_HEADING}, &text);
    cm__text_clear(&text);
    return status;
}

/* Lines of some round widths, each at most half as wide as the one before it. */
static cm_status add_widths(cm__legend *out, const cm__sheet *sheet, size_t layer,
                            const cm__legend_sizes *sizes)
{
    cm__legend_row row = {.kind = CM__LEGEND_LINE, .symbol = cm__legend_sizes_symbol(sheet, layer)};
    cm_status status = CM_OK;

    for (size_t i = 0; i < sizes->count && !status; i++) {
        cm__text text = {0};
        cm__text_add(&text, sizes->text[i]);
        row.symbol.stroke_mm = sizes->size_mm[i];
        status = cm__legend_add_row(out, sheet, row, &text);
        cm__text_clear(&text);
    }
    return status;
}

/* "no value (3)", where some rows have no number. */
static cm_status add_unsized(cm__legend *out, const cm__sheet *sheet, size_t layer,
                             cm_symbol symbol)
{
    const size_t count = cm__legend_count_unsized(sheet, layer);
    cm__text text = {0};
    cm_status status;

    if (count == 0)
        return CM_OK;
    cm__legend_text_unsized(&text, sheet, count);
    status = cm__legend_add_row(
        out, sheet,
        (cm__legend_row){.kind = CM__LEGEND_MARKER, .symbol = cm__theme_unsized(symbol)}, &text);
    cm__text_clear(&text);
    return status;
}

/* "Firms (number)", and circles under it; of another shape than circles these have the same areas.
 */
static cm_status add_sizes(cm__legend *out, const cm__sheet *sheet, size_t layer)
{
    cm__legend_row row = {.kind = CM__LEGEND_SIZES};
    cm__text text = {0};
    cm_status status;

    if (!cm__legend_choose_sizes(&row.sizes, &sheet->layers[layer]))
        return CM_OK;
    cm__legend_text_sizes(&text, sheet, layer);
    status = cm__legend_add_row(out, sheet, (cm__legend_row){.kind = CM__LEGEND_HEADING}, &text);
    cm__text_clear(&text);
    if (!status && sheet->layers[layer].features->geometry == CM_GEOMETRY_LINE)
        return add_widths(out, sheet, layer, &row.sizes);
    if (!status)
        status = cm__array_grow(&out->rows, out->row_count + 1, sizeof *out->rows);
    if (!status)
        status = cm__legend_sizes_width(&row.text_mm, &row.sizes, sheet->font);
    if (status)
        return status;
    row.symbol = cm__legend_sizes_symbol(sheet, layer);
    row.height_mm = row_height(&row);
    out->rows[out->row_count++] = row;
    return add_unsized(out, sheet, layer, row.symbol);
}

/* Markers of different shapes take different room: the rows of a layer are as high as its highest.
 */
static void space_evenly(cm__legend *out, size_t first)
{
    double height_mm = 0;

    for (size_t i = first; i < out->row_count; i++)
        if (out->rows[i].kind == CM__LEGEND_MARKER)
            height_mm = fmax(height_mm, out->rows[i].height_mm);
    for (size_t i = first; i < out->row_count; i++)
        if (out->rows[i].kind == CM__LEGEND_MARKER)
            out->rows[i].height_mm = height_mm;
}

static cm_status add_layer(cm__legend *out, const cm__sheet *sheet, size_t layer)
{
    const cm_map_layer *const of = &sheet->layers[layer];
    const size_t absent = sheet->classes[layer].absent_count;
    cm_status status = CM_OK;

    const size_t first = out->row_count;

    if (!cm__legend_shows_layer(sheet, layer))
        return CM_OK;
    if (cm__legend_has_heading(sheet, layer))
        status = add_heading(out, sheet, layer);
    for (size_t i = 0; i < of->style->class_count && !status; i++)
        if (cm__legend_shows_class(of, i))
            status = add_class(out, sheet, layer, i);
    if (absent > 0 && !status)
        status = add_class(out, sheet, layer, CM_ABSENT);
    if (!status)
        status = add_sizes(out, sheet, layer);
    if (out->row_count > first)
        out->rows[first].begins_layer = true;
    space_evenly(out, first);
    return status;
}

/* ---- layers of details ---- */

static bool is_alike(const cm_symbol *a, const cm_symbol *b)
{
    return a->shape == b->shape && memcmp(&a->fill, &b->fill, sizeof a->fill) == 0 &&
           memcmp(&a->stroke, &b->stroke, sizeof a->stroke) == 0 && a->stroke_mm == b->stroke_mm &&
           memcmp(a->dash_mm, b->dash_mm, sizeof a->dash_mm) == 0 && a->hatch_mm == b->hatch_mm;
}

/* Whether what a layer shows is told by the row or rows of another one: it is the same layer, or
 * all of it looks like a class of that. */
static bool is_told_by(const cm__sheet *sheet, size_t layer, const cm__sheet *other, size_t told)
{
    const cm_map_layer *const of = &sheet->layers[layer], *const by = &other->layers[told];
    const cm_symbol symbol = cm__theme_symbol(sheet, layer, 0);

    if (of->style == by->style || strcmp(of->id, by->id) == 0)
        return true;
    if (of->style->class_count != 1 || by->no_legend ||
        of->features->geometry != by->features->geometry)
        return false;
    for (size_t i = 0; i < by->style->class_count; i++) {
        const cm_symbol known = cm__theme_symbol(other, told, i);
        if (is_alike(&symbol, &known))
            return true;
    }
    return false;
}

static bool is_told(const cm__sheet *sheet, size_t detail, size_t layer)
{
    const cm__sheet *const of = sheet->beside[detail];

    for (size_t i = 0; i < sheet->layer_count; i++)
        if (is_told_by(of, layer, sheet, i))
            return true;
    for (size_t k = 0; k <= detail; k++)
        for (size_t i = 0; i < (k < detail ? sheet->beside[k]->layer_count : layer); i++)
            if (is_told_by(of, layer, sheet->beside[k], i))
                return true;
    return false;
}

static cm_status add_details(cm__legend *out, const cm__sheet *sheet, cm_map_role role)
{
    cm_status status = CM_OK;

    for (size_t k = 0; k < sheet->beside_count; k++)
        for (size_t i = 0; i < sheet->beside[k]->layer_count && !status; i++) {
            const cm_map_layer *const layer = &sheet->beside[k]->layers[i];
            if (layer->role == role && layer->style->class_count > 0 && !is_told(sheet, k, i))
                status = add_layer(out, sheet->beside[k], i);
        }
    return status;
}

static cm_status add_role(cm__legend *out, const cm__sheet *sheet, cm_map_role role)
{
    cm_status status = CM_OK;

    for (size_t i = 0; i < sheet->layer_count && !status; i++)
        if (sheet->layers[i].role == role)
            status = add_layer(out, sheet, i);
    return status ? status : add_details(out, sheet, role);
}

cm_status cm__legend_collect(cm__legend *out, const cm__sheet *sheet)
{
    cm__text title = {0};
    cm_status status;

    cm__text_add(&title, cm__sheet_word(sheet, CM__WORD_LEGEND));
    status = cm__legend_add_row(out, sheet, (cm__legend_row){.kind = CM__LEGEND_TITLE}, &title);
    cm__text_clear(&title);
    if (!status)
        status = cm__gather_add_legend(out, sheet);
    for (size_t o = 0; o < CM__THEME_ROLES && !status; o++)
        status = add_role(out, sheet, cm__legend_role(o));
    if (out->row_count == 1)
        out->row_count = 0;
    out->swatch_mm = swatch_least_mm;
    for (size_t i = 0; i < out->row_count; i++)
        if (out->rows[i].kind == CM__LEGEND_MARKER)
            out->swatch_mm = fmax(out->swatch_mm, 2 * cm__marker_reach_mm(&out->rows[i].symbol));
    cm__legend_set_columns(out, 1);
    return status;
}

/* ---- columns ---- */

static bool has_swatch(cm__legend_kind kind)
{
    return kind == CM__LEGEND_MARKER || kind == CM__LEGEND_LINE || kind == CM__LEGEND_AREA;
}

static double text_indent(const cm__legend *legend, cm__legend_kind kind)
{
    return has_swatch(kind) || kind == CM__LEGEND_MORE ? legend->swatch_mm + text_gap_mm : 0;
}

/* The gap above a row that begins another layer. */
static double gap_above(const cm__legend *legend, size_t row)
{
    return row > 1 && legend->rows[row].begins_layer ? group_gap_mm : 0;
}

/* Whether it is a further line of the row above it. */
static bool is_further(cm__legend_kind kind)
{
    return kind == CM__LEGEND_MORE || kind == CM__LEGEND_MORE_HEADING;
}

/* What must stand in one column from this row on: a layer's heading with its first class, or, if
 * layers are not to be broken, all of the layer. */
static double block_height(const cm__legend *legend, size_t row, bool whole_layers)
{
    double height = legend->rows[row].height_mm;

    for (size_t i = row + 1; i < legend->row_count; i++) {
        const cm__legend_kind before = legend->rows[i - 1].kind;
        const bool tied = before == CM__LEGEND_TITLE || before == CM__LEGEND_HEADING ||
                          before == CM__LEGEND_MORE_HEADING || before == CM__LEGEND_NOTE ||
                          is_further(legend->rows[i].kind);
        if (!tied && (!whole_layers || legend->rows[i].begins_layer))
            break;
        height += legend->rows[i].height_mm + (tied ? 0 : gap_above(legend, i));
    }
    return height;
}

/* Fills columns up to height_mm; false if it takes more than so many columns. */
static bool fill_columns(cm__legend *legend, size_t columns, double height_mm, bool whole_layers)
{
    double x = 0, y = 0, width = 0;
    size_t column = 1;

    legend->height_mm = 0;
    for (size_t i = 0; i < legend->row_count; i++) {
        cm__legend_row *const row = &legend->rows[i];
        const bool may_break = whole_layers ? row->begins_layer : !is_further(row->kind);
        y += y > 0 ? gap_above(legend, i) : 0;
        if (y > 0 && may_break && y + block_height(legend, i, whole_layers) > height_mm + 1e-9) {
            x += width + column_gap_mm;
            y = width = 0;
            column++;
        }
        row->at = (cm_point){x, y};
        y += row->height_mm;
        width = fmax(width, text_indent(legend, row->kind) + row->text_mm);
        legend->width_mm = x + width;
        legend->height_mm = fmax(legend->height_mm, y);
    }
    return column <= columns;
}

/* Fills so many columns to the least height, to a millimetre. */
static void balance(cm__legend *legend, size_t columns, bool whole_layers)
{
    double total = 0;

    for (size_t i = 0; i < legend->row_count; i++)
        total += legend->rows[i].height_mm + gap_above(legend, i);
    for (double height_mm = total / (double)columns;
         !fill_columns(legend, columns, height_mm, whole_layers); height_mm += 1)
        ;
}

void cm__legend_set_columns(cm__legend *legend, size_t columns)
{
    balance(legend, columns, false);
    const double least_mm = legend->height_mm;
    balance(legend, columns, true);
    if (legend->height_mm > whole_layers_stretch * least_mm)
        balance(legend, columns, false);
}

/* ---- drawing ---- */

/* Whether an area has no outline, or one of its own colour. */
static bool is_plain(const cm_symbol *symbol)
{
    return symbol->stroke.alpha == 0 || symbol->stroke_mm == 0 ||
           memcmp(&symbol->stroke, &symbol->fill, sizeof symbol->fill) == 0;
}

static cm_status draw_hatch(cm__list *list, const cm_box *box, const cm_symbol *symbol)
{
    const cm_symbol lines = cm__hatch_symbol(symbol);
    double x[] = {box->x_min, box->x_max, box->x_max, box->x_min};
    double y[] = {box->y_min, box->y_min, box->y_max, box->y_max};
    size_t start = 0;
    const cm__path area = {
        .x_mm = x, .y_mm = y, .starts = &start, .vertex_count = 4, .part_count = 1, .closed = true};
    cm__path path = {0};
    cm_status status = cm__hatch(&path, &area, symbol->hatch_mm, symbol->hatch_deg);

    if (!status)
        status = cm__list_add_path(list, NULL, &lines, &path);
    cm__path_clear(&path);
    return status;
}

static cm_status draw_swatch(cm__list *list, const cm__legend *legend, const cm__legend_row *row,
                             cm_point at)
{
    const double middle_y = at.y + row->height_mm / 2;
    const cm_box area = {at.x, middle_y - swatch_height_mm / 2, at.x + legend->swatch_mm,
                         middle_y + swatch_height_mm / 2};
    const cm_symbol edge = cm__ink_symbol((cm_colour){0}, cm__ink_graticule(), 0.1);
    cm_status status;

    if (row->kind == CM__LEGEND_MARKER)
        return cm__list_add_marker(list, NULL, NULL, &row->symbol,
                                   (cm_point){at.x + legend->swatch_mm / 2, middle_y});
    if (row->kind == CM__LEGEND_LINE)
        return cm__furniture_line(list, (cm_point){at.x, middle_y},
                                  (cm_point){at.x + legend->swatch_mm, middle_y}, &row->symbol);
    status = cm__furniture_box(list, NULL, &area, &row->symbol);
    if (!status && row->symbol.hatch_mm > 0)
        status = draw_hatch(list, &area, &row->symbol);
    /* a swatch without an outline of its own is set off from the paper */
    return status || !is_plain(&row->symbol) ? status : cm__furniture_box(list, NULL, &area, &edge);
}

cm_status cm__legend_draw(cm__list *list, const cm__legend *legend, cm_point at)
{
    cm_status status = cm__list_add_group(list, "legend");

    for (size_t i = 0; i < legend->row_count && !status; i++) {
        const cm__legend_row *const row = &legend->rows[i];
        const cm__text_style style = row_style(row->kind);
        const cm_point corner = {at.x + row->at.x, at.y + row->at.y};
        const cm_point text = {corner.x + text_indent(legend, row->kind),
                               corner.y + row->height_mm / 2 + cm__type_middle_mm(&style)};
        if (has_swatch(row->kind))
            status = draw_swatch(list, legend, row, corner);
        else if (row->kind == CM__LEGEND_SIZES)
            status = cm__legend_draw_sizes(list, row, corner);
        if (!status && row->text)
            status = cm__furniture_text(list, row->text, &style, text, CM__ALIGN_START);
    }
    return status;
}

void cm__legend_clear(cm__legend *legend)
{
    cm__array_free(&legend->rows);
    cm__lines_clear(&legend->texts);
    *legend = (cm__legend){0};
}
