/* map_gather.c - decides whether members are gathered, and counts them in hexagons. */
#include "output/map_gather.h"
#include "geo/base_memory.h"
#include "output/map_theme.h"
#include <string.h>

#define PI 3.14159265358979323846

/* Of the lattice on which it is measured how much symbols cover, and about that of the hexagons. */
static const double lattice_mm = 5, hexagon_mm = 5, circle_mm = 7;
/* A round width lies within 1 to 1.5 times the least that is asked for. */
static const double rounding = 0.85;

/* ---- whether ---- */

static size_t cell_of(double at, double low, size_t count)
{
    const double cell = (at - low) / lattice_mm;

    return cell <= 0 ? 0 : cell >= (double)count ? count - 1 : (size_t)cell;
}

static double mean_cover(const double *covered_mm2, size_t count)
{
    const double whole_mm2 = lattice_mm * lattice_mm;
    size_t held = 0;
    double sum = 0;

    for (size_t i = 0; i < count; i++) {
        held += covered_mm2[i] > 0;
        sum += fmin(covered_mm2[i], whole_mm2) / whole_mm2;
    }
    return held > 0 ? sum / (double)held : 0;
}

cm_status cm__gather_measure(double *out_share, const cm__marker *markers, size_t count,
                             const cm_box *frame_mm)
{
    const size_t columns = (size_t)(cm__box_width(frame_mm) / lattice_mm) + 1;
    const size_t rows = (size_t)(cm__box_height(frame_mm) / lattice_mm) + 1;
    double *covered_mm2 = NULL;
    const cm_status status = cm__array_grow(&covered_mm2, columns * rows, sizeof *covered_mm2);

    if (status)
        return status;
    for (size_t i = 0; i < columns * rows; i++)
        covered_mm2[i] = 0;
    for (size_t i = 0; i < count; i++) {
        const cm_point at = markers[i].place_mm;
        const size_t row = cell_of(at.y, frame_mm->y_min, rows);
        covered_mm2[row * columns + cell_of(at.x, frame_mm->x_min, columns)] +=
            PI * markers[i].reach_mm * markers[i].reach_mm;
    }
    *out_share = mean_cover(covered_mm2, columns * rows);
    cm__array_free(&covered_mm2);
    return CM_OK;
}

static bool is_gatherable(const cm_map_layer *layer)
{
    return layer->role == CM_MAP_MEMBERS && cm__theme_is_members(layer) &&
           !layer->style->size.column;
}

bool cm__gather_takes(const cm__sheet *sheet, size_t layer)
{
    return sheet->gather.is_on && is_gatherable(&sheet->layers[layer]);
}

size_t cm__gather_layer(const cm__sheet *sheet)
{
    for (size_t i = 0; i < sheet->layer_count; i++)
        if (cm__gather_takes(sheet, i))
            return i;
    return CM_ABSENT;
}

/* A detail may have room for symbols where the page has not. */
bool cm__gather_leaves(const cm__sheet *sheet, size_t layer)
{
    bool has_detail = false;

    for (size_t i = 0; i < sheet->options->inset_count; i++)
        has_detail = has_detail || sheet->options->insets[i].kind == CM_MAP_DETAIL;
    return has_detail || !cm__gather_takes(sheet, layer);
}

/* Those to be gathered first, both parts in their order. Returns how many there are. */
static cm_status part(size_t *out_count, cm__sheet *sheet)
{
    cm__marker *rest = NULL;
    size_t taken = 0, left = 0;
    const cm_status status = cm__array_grow(&rest, sheet->marker_count + 1, sizeof *rest);

    if (status)
        return status;
    for (size_t i = 0; i < sheet->marker_count; i++)
        if (is_gatherable(&sheet->layers[sheet->markers[i].layer]))
            sheet->markers[taken++] = sheet->markers[i];
        else
            rest[left++] = sheet->markers[i];
    if (left > 0)
        memcpy(sheet->markers + taken, rest, left * sizeof *rest);
    cm__array_free(&rest);
    *out_count = taken;
    return CM_OK;
}

static bool has_bands(const cm__sheet *sheet)
{
    for (size_t i = 0; i < sheet->layer_count; i++)
        if (sheet->layers[i].role == CM_MAP_BANDS && sheet->layers[i].style->class_count > 0)
            return true;
    return false;
}

static cm_status decide(cm__sheet *sheet, size_t count)
{
    const cm_map_gather wish = sheet->options->gather;
    cm__gather *const gather = &sheet->gather;
    double share = 0;
    cm_status status = CM_OK;

    if (wish == CM_MAP_GATHER_AUTO && count > CM_MAP_GATHER_FROM)
        status = cm__gather_measure(&share, sheet->markers, count, &sheet->page.frame_mm);
    if (status)
        return status;
    gather->is_on = count > 0 && (wish == CM_MAP_GATHER_HEXAGONS || wish == CM_MAP_GATHER_CIRCLES ||
                                  share > CM_MAP_GATHER_SHARE);
    if (!gather->is_beside)
        gather->as_circles =
            wish == CM_MAP_GATHER_CIRCLES || (wish == CM_MAP_GATHER_AUTO && has_bands(sheet));
    gather->is_decided = true;
    return CM_OK;
}

void cm__gather_beside(cm__gather *out, const cm__gather *page)
{
    *out = (cm__gather){.is_beside = true,
                        .is_decided = !page->is_on,
                        .as_circles = page->as_circles,
                        .width_m = page->width_m,
                        .most = page->most,
                        .class_count = page->class_count};
    memcpy(out->lower, page->lower, sizeof out->lower);
}

/* ---- hexagons ---- */

/* Flat above and below: columns a share of the width apart, every second one half a row lower.
 * Column and row 0 hold the lattice's upper left corner. */
typedef struct lattice {
    cm_point first_mm; /* the middle of the hexagon 0, 0 */
    double column_mm, row_mm;
    size_t columns, rows;
} lattice;

static lattice make_lattice(const cm_box *frame, double width_mm)
{
    const cm_point middle = cm__box_middle(frame);
    const double column_mm = width_mm * 0.86602540378443865; /* sqrt(3) / 2 */
    /* An even number, so that the middle column is none of the lower ones. */
    const double left = 2 * ceil(cm__box_width(frame) / 4 / column_mm + 1);
    const double above = ceil(cm__box_height(frame) / 2 / width_mm + 1);

    return (lattice){.first_mm = {middle.x - left * column_mm, middle.y - above * width_mm},
                     .column_mm = column_mm,
                     .row_mm = width_mm,
                     .columns = 2 * (size_t)left + 1,
                     .rows = 2 * (size_t)above + 1};
}

static cm_point hexagon_at(const lattice *of, size_t column, size_t row)
{
    return (cm_point){of->first_mm.x + (double)column * of->column_mm,
                      of->first_mm.y + ((double)row + (column % 2 ? 0.5 : 0)) * of->row_mm};
}

static size_t nearest_row(const lattice *of, size_t column, double y)
{
    const double row = floor((y - of->first_mm.y) / of->row_mm + (column % 2 ? 0 : 0.5));

    return row <= 0 ? 0 : row >= (double)of->rows ? of->rows - 1 : (size_t)row;
}

/* The hexagon whose middle is nearest: of the column's and the two beside it. */
static size_t find_hexagon(const lattice *of, cm_point at)
{
    const double middle = floor((at.x - of->first_mm.x) / of->column_mm + 0.5);
    const size_t from = middle > 1 ? (size_t)middle - 1 : 0;
    size_t best = 0;
    double best_mm = INFINITY;

    for (size_t column = from; column < of->columns && column <= from + 2; column++) {
        const size_t row = nearest_row(of, column, at.y);
        const cm_point m = hexagon_at(of, column, row);
        const double away_mm = hypot(at.x - m.x, at.y - m.y);
        if (away_mm < best_mm) {
            best_mm = away_mm;
            best = column * of->rows + row;
        }
    }
    return best;
}

static void keep_cells(cm__gather *gather, const lattice *of, const size_t *counts)
{
    gather->cell_count = 0;
    for (size_t i = 0; i < of->columns * of->rows; i++)
        if (counts[i] > 0)
            gather->cells[gather->cell_count++] =
                (cm__gather_cell){hexagon_at(of, i / of->rows, i % of->rows), counts[i]};
}

static cm_status count_members(cm__gather *gather, const cm__sheet *sheet, size_t count)
{
    const lattice over = make_lattice(&sheet->page.frame_mm, gather->width_mm);
    const size_t hexagons = over.columns * over.rows;
    size_t *counts = NULL;
    cm_status status = cm__array_grow(&counts, hexagons, sizeof *counts);

    if (!status)
        status = cm__array_grow(&gather->cells, hexagons < count ? hexagons : count,
                                sizeof *gather->cells);
    if (status)
        goto done;
    memset(counts, 0, hexagons * sizeof *counts);
    for (size_t i = 0; i < count; i++)
        counts[find_hexagon(&over, sheet->markers[i].place_mm)]++;
    keep_cells(gather, &over, counts);
    gather->member_count = count;
done:
    cm__array_free(&counts);
    return status;
}

/* Limits 1, 2, 5, 10, 20 ... up to the most, or every second, third of them. */
static void choose_classes(cm__gather *gather)
{
    static const size_t steps[] = {1, 2, 5};
    size_t limits[64], count = 0;

    gather->most = 0;
    for (size_t i = 0; i < gather->cell_count; i++)
        gather->most =
            gather->cells[i].count > gather->most ? gather->cells[i].count : gather->most;
    for (size_t power = 1; count < 60 && power <= gather->most; power *= 10)
        for (size_t i = 0; i < 3 && steps[i] * power <= gather->most; i++)
            limits[count++] = steps[i] * power;
    gather->class_count = count < CM__GATHER_CLASSES_MAX ? count : CM__GATHER_CLASSES_MAX;
    for (size_t i = 0; i < gather->class_count; i++)
        gather->lower[i] = limits[i * count / gather->class_count];
}

cm_status cm__gather_members(cm__sheet *sheet)
{
    cm__gather *const gather = &sheet->gather;
    size_t count = 0;
    cm_status status = CM_OK;

    if (sheet->options->gather == CM_MAP_GATHER_NEVER || (gather->is_decided && !gather->is_on))
        return CM_OK;
    status = part(&count, sheet);
    if (!status && !gather->is_decided)
        status = decide(sheet, count);
    if (status || !gather->is_on)
        return status;
    if (!gather->is_beside)
        gather->width_m = cm__scale_round_up(
            rounding * (gather->as_circles ? circle_mm : hexagon_mm) * sheet->page.scale / 1000);
    gather->width_mm = gather->width_m * 1000 / sheet->page.scale;
    status = count_members(gather, sheet, count);
    if (status)
        return status;
    if (!gather->is_beside)
        choose_classes(gather);
    sheet->marker_count -= count;
    memmove(sheet->markers, sheet->markers + count, sheet->marker_count * sizeof *sheet->markers);
    return CM_OK;
}
