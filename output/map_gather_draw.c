/* map_gather_draw.c - gathered members as hexagons or circles, and what the legend says of them. */
#include "geo/base_memory.h"
#include "output/map_furniture.h"
#include "output/map_gather.h"
#include "output/map_legend_sizes.h"

#define PI 3.14159265358979323846

/* The lowest class is not as light as the ramp begins: paper and land are. */
static const double lightest = 0.12;
static const double edge_mm = 0.12, hexagon_swatch_mm = 3.4;

static size_t class_of(const cm__gather *gather, size_t count)
{
    size_t i = 0;

    while (i + 1 < gather->class_count && count >= gather->lower[i + 1])
        i++;
    return i;
}

/* A hexagon of the class's colour, its sides so far apart. */
static cm_status make_hexagon(cm_symbol *out, const cm__gather *gather, size_t class_index,
                              double width_mm)
{
    const double span = fmax((double)gather->class_count - 1, 1);
    const double area = 0.86602540378443865 * width_mm * width_mm; /* sqrt(3) / 2 */

    *out = cm__ink_symbol((cm_colour){0}, cm__ink_paper(), edge_mm);
    out->shape = CM_SHAPE_HEXAGON;
    out->size_mm = sqrt(area * 4 / PI);
    return cm_ramp_get(&out->fill, "ylorbr",
                       lightest + (1 - lightest) * (double)class_index / span);
}

/* As wide as a hexagon where the members are most. */
static cm_symbol make_circle(const cm__gather *gather, double count)
{
    cm_symbol symbol = cm__ink_symbol((cm_colour){0, 0x72, 0xb2, 255}, cm__ink_paper(), edge_mm);

    symbol.size_mm = gather->width_mm * sqrt(count / (double)gather->most);
    return symbol;
}

static cm_status draw_cell(cm__list *list, const char *id, const cm__sheet *sheet,
                           const cm__gather_cell *cell)
{
    const cm__gather *const gather = &sheet->gather;
    cm_symbol symbol = make_circle(gather, (double)cell->count);
    cm__text text = {0};
    cm_status status = CM_OK;

    cm__word_add_grouped(&text, (double)cell->count);
    cm__text_add(&text, cm__sheet_word(sheet, CM__WORD_MEMBERS));
    if (!gather->as_circles)
        status = make_hexagon(&symbol, gather, class_of(gather, cell->count), gather->width_mm);
    if (!status)
        status = text.failed;
    if (!status)
        status = cm__list_add_marker(list, id, text.bytes, &symbol, cell->at_mm);
    cm__text_clear(&text);
    return status;
}

cm_status cm__gather_draw(cm__list *list, cm__ids *ids, const cm__sheet *sheet, const char *prefix)
{
    const cm__gather *const gather = &sheet->gather;
    cm_status status = CM_OK;

    for (size_t i = 0; i < gather->cell_count && !status; i++) {
        const char *id = NULL;
        status = cm__ids_make(ids, &id, prefix, "", i + 1);
        if (!status)
            status = draw_cell(list, id, sheet, &gather->cells[i]);
    }
    return status;
}

/* ---- legend ---- */

/* "Members per hexagon (500 m wide)" */
static cm_status add_heading(cm__legend *out, const cm__sheet *sheet)
{
    const double width_m = sheet->gather.width_m;
    cm__text text = {0};
    cm_status status;

    cm__text_add(&text, cm__sheet_word(sheet, CM__WORD_PER_HEXAGON));
    cm__text_add_number(&text, width_m >= 1000 ? width_m / 1000 : width_m);
    cm__text_add(&text, width_m >= 1000 ? " km" : " m");
    cm__text_add(&text, cm__sheet_word(sheet, CM__WORD_PER_HEXAGON_END));
    status = cm__legend_add_row(
        out, sheet, (cm__legend_row){.kind = CM__LEGEND_HEADING, .begins_layer = true}, &text);
    cm__text_clear(&text);
    return status;
}

/* "12,345 members are gathered" */
static cm_status add_total(cm__legend *out, const cm__sheet *sheet)
{
    cm__text text = {0};
    cm_status status;

    cm__word_add_grouped(&text, (double)sheet->gather.member_count);
    cm__text_add(&text, cm__sheet_word(sheet, CM__WORD_GATHERED));
    status = cm__legend_add_row(out, sheet, (cm__legend_row){.kind = CM__LEGEND_NOTE}, &text);
    cm__text_clear(&text);
    return status;
}

static size_t count_cells(const cm__gather *gather, size_t class_index)
{
    size_t count = 0;

    for (size_t i = 0; i < gather->cell_count; i++)
        count += class_of(gather, gather->cells[i].count) == class_index;
    return count;
}

/* "5–19 (34)": members in a hexagon, and how many hexagons have so many. */
static cm_status add_class(cm__legend *out, const cm__sheet *sheet, size_t class_index)
{
    const cm__gather *const gather = &sheet->gather;
    const bool is_last = class_index + 1 == gather->class_count;
    const size_t lower = gather->lower[class_index];
    const size_t upper = is_last ? gather->most : gather->lower[class_index + 1] - 1;
    cm__legend_row row = {.kind = CM__LEGEND_MARKER};
    cm__text text = {0};
    cm_status status = make_hexagon(&row.symbol, gather, class_index, hexagon_swatch_mm);

    cm__word_add_grouped(&text, (double)lower);
    if (upper > lower) {
        cm__text_add(&text, "–");
        cm__word_add_grouped(&text, (double)upper);
    }
    cm__text_add(&text, cm__sheet_word(sheet, CM__WORD_OPEN));
    cm__word_add_grouped(&text, (double)count_cells(gather, class_index));
    cm__text_add(&text, cm__sheet_word(sheet, CM__WORD_CLOSE));
    if (!status)
        status = cm__legend_add_row(out, sheet, row, &text);
    cm__text_clear(&text);
    return status;
}

static cm_status add_circles(cm__legend *out, const cm__sheet *sheet)
{
    const cm__gather *const gather = &sheet->gather;
    cm__legend_row row = {.kind = CM__LEGEND_SIZES, .symbol = make_circle(gather, 1)};
    cm_status status;

    if (!cm__legend_round_sizes(&row.sizes, (double)gather->most, (double)gather->most,
                                gather->width_mm))
        return CM_OK;
    status = cm__array_grow(&out->rows, out->row_count + 1, sizeof *out->rows);
    if (!status)
        status = cm__legend_sizes_width(&row.text_mm, &row.sizes, sheet->font);
    if (status)
        return status;
    row.height_mm = cm__legend_sizes_height(&row.sizes);
    out->rows[out->row_count++] = row;
    return CM_OK;
}

cm_status cm__gather_add_legend(cm__legend *out, const cm__sheet *sheet)
{
    const cm__gather *const gather = &sheet->gather;
    cm_status status = CM_OK;

    if (!gather->is_on)
        return CM_OK;
    status = add_heading(out, sheet);
    if (!status)
        status = add_total(out, sheet);
    if (!status && gather->as_circles)
        return add_circles(out, sheet);
    for (size_t i = 0; i < gather->class_count && !status; i++)
        status = add_class(out, sheet, i);
    return status;
}
