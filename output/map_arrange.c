/* map_arrange.c - lays the page out, again whenever a part turns out to need more room. */
#include "output/map_arrange.h"
#include "geo/base_error.h"
#include "output/map_frame.h"
#include "output/map_furniture.h"
#include "output/map_north.h"
#include "output/map_path.h"
#include "output/map_place.h"
#include "output/map_shape.h"
#include "output/map_theme.h"
#include "output/map_view.h"

static const double title_gap_mm = 3.5, strip_gap_mm = 3, beside_gap_mm = 5;
/* Of the printable area. */
static const double title_share = 0.6; /* beside a list the frame is narrower than the page */
static const double map_share_max = 0.795, air_max_mm = 4;
static const double area_least = 0.3; /* what covering an area of the palest class costs */
static const double forbidden_cost = 1e7;
/* Each round the credit grows or a piece of furniture leaves the frame; this is more than enough.
 */
enum { ROUNDS_MAX = 40, LEGEND_COLUMNS_MAX = 5 };
/* Where members are more than so many, some of them tell what is near. */
enum { SURVEYED_MAX = 5000 };

/* ---- what may be covered ---- */

/* Dark is dear: the dark classes are those that the map is about. Pale ones are no free room
 * either. */
static double area_cost(const cm_symbol *symbol)
{
    const double light =
        (0.3 * symbol->fill.red + 0.59 * symbol->fill.green + 0.11 * symbol->fill.blue) / 255;

    return symbol->fill.alpha == 0 ? 0 : area_least + 1 - light;
}

/* The highest class of a number is what a map of it is about: nothing may stand on it. */
static bool is_highest(const cm_map_layer *of, size_t class_index)
{
    return of->style->kind == CM_STYLE_GRADUATED && of->style->class_count > 1 &&
           class_index == of->style->class_count - 1;
}

static cm_status add_layer(cm__ground *ground, const cm__sheet *sheet, size_t layer)
{
    const cm_map_layer *const of = &sheet->layers[layer];
    cm_status status = CM_OK;

    for (size_t row = 0; row < of->features->table.row_count && !status; row++) {
        const size_t class_index = sheet->classes[layer].of_row[row];
        const cm_symbol symbol = cm__theme_symbol(sheet, layer, class_index);
        cm__path path = {.closed = of->features->geometry == CM_GEOMETRY_POLYGON};
        status = cm__shape_load(&path, sheet, layer, row, NULL);
        if (!status && path.closed && of->role == CM_MAP_BANDS)
            cm__ground_add_area(ground, &path,
                                is_highest(of, class_index) ? forbidden_cost : area_cost(&symbol));
        else if (!status)
            cm__ground_add_line(ground, &path, 1);
        cm__path_clear(&path);
    }
    return status;
}

static cm_status survey(cm__ground *ground, const cm__sheet *sheet)
{
    cm_status status = CM_OK;

    for (size_t i = 0; i < sheet->layer_count && !status; i++) {
        const cm_map_layer *const layer = &sheet->layers[i];
        if (layer->style->class_count > 0 && layer->role != CM_MAP_OUTLINES &&
            (layer->features->geometry == CM_GEOMETRY_LINE ||
             layer->features->geometry == CM_GEOMETRY_POLYGON))
            status = add_layer(ground, sheet, i);
    }
    for (size_t i = 0; i < sheet->marker_count; i++)
        if (i % (sheet->marker_count / SURVEYED_MAX + 1) == 0)
            cm__ground_add_member(ground, sheet->markers[i].at_mm, sheet->markers[i].reach_mm);
        else
            cm__ground_forbid_member(ground, sheet->markers[i].at_mm, sheet->markers[i].reach_mm);
    for (size_t i = 0; i < sheet->gather.cell_count; i++)
        cm__ground_add_member(ground, sheet->gather.cells[i].at_mm, sheet->gather.width_mm / 2);
    return status;
}

/* ---- furniture ---- */

/* Finds a free place in the frame, or sends the piece below it. Returns whether it had to. */
static bool settle(cm__spot *spot, cm__ground *ground, const cm_point *size,
                   const cm__corner order[4])
{
    if (spot->outside)
        return false;
    if (!cm__ground_find(&spot->box_mm, ground, size->x, size->y, order)) {
        spot->outside = true;
        return true;
    }
    const cm_box taken = cm__box_grown(spot->box_mm, 2);
    cm__ground_forbid(ground, &taken);
    return false;
}

static cm_point panel_size(double width_mm, double height_mm)
{
    return (cm_point){width_mm + 2 * CM__PANEL_PAD_MM, height_mm + 2 * CM__PANEL_PAD_MM};
}

/* The legend in one column, else in two or three, which are lower. */
static bool settle_legend(cm__arrangement *out, cm__ground *ground)
{
    static const cm__corner order[] = {CM__CORNER_BOTTOM_RIGHT, CM__CORNER_BOTTOM_LEFT,
                                       CM__CORNER_TOP_RIGHT, CM__CORNER_TOP_LEFT};

    if (out->legend.row_count == 0 || out->legend_spot.outside)
        return false;
    for (size_t columns = 1; columns <= 3; columns++) {
        cm__legend_set_columns(&out->legend, columns);
        const cm_point size = panel_size(out->legend.width_mm, out->legend.height_mm);
        if (size.x < 0.6 * cm__box_width(&ground->frame_mm) &&
            size.y < 0.6 * cm__box_height(&ground->frame_mm) &&
            !settle(&out->legend_spot, ground, &size, order))
            return false;
        out->legend_spot.outside = false;
    }
    out->legend_spot.outside = true;
    return true;
}

/* A list in the frame is a column high and a column wide. */
static bool settle_index(cm__arrangement *out, cm__ground *ground)
{
    static const cm__corner order[] = {CM__CORNER_TOP_LEFT, CM__CORNER_TOP_RIGHT,
                                       CM__CORNER_BOTTOM_LEFT, CM__CORNER_BOTTOM_RIGHT};
    cm_point size;

    if (out->index_spot.outside)
        return false;
    cm__index_fill(&out->index, out->index.column_mm);
    size = panel_size(out->index.width_mm, out->index.height_mm);
    if (settle(&out->index_spot, ground, &size, order))
        return true;
    out->index_at = (cm_point){out->index_spot.box_mm.x_min + CM__PANEL_PAD_MM,
                               out->index_spot.box_mm.y_min + CM__PANEL_PAD_MM};
    return false;
}

/* Returns whether a piece left the frame, so that the page must be laid out again. */
static bool settle_all(cm__arrangement *out, cm__ground *ground)
{
    static const cm__corner low_left[] = {CM__CORNER_BOTTOM_LEFT, CM__CORNER_BOTTOM_RIGHT,
                                          CM__CORNER_TOP_LEFT, CM__CORNER_TOP_RIGHT};
    static const cm__corner high_right[] = {CM__CORNER_TOP_RIGHT, CM__CORNER_TOP_LEFT,
                                            CM__CORNER_BOTTOM_RIGHT, CM__CORNER_BOTTOM_LEFT};
    const cm_point bar = panel_size(out->scalebar.width_mm, out->scalebar.height_mm);
    const cm_point north = {CM__NORTH_WIDTH_MM, CM__NORTH_HEIGHT_MM};
    const cm_point years = panel_size(out->timeline.panel_mm, out->timeline.height_mm);
    bool left = cm__insets_settle(&out->insets, ground);

    left = settle_legend(out, ground) || left;
    left = settle_index(out, ground) || left;
    if (!out->is_diagram)
        left = settle(&out->scalebar_spot, ground, &bar, low_left) || left;
    left = (out->has_north && settle(&out->north_spot, ground, &north, high_right)) || left;
    return (out->timeline.ask && settle(&out->timeline_spot, ground, &years, low_left)) || left;
}

/* ---- the strip below the frame ---- */

/* Sets the pieces that are outside side by side below y_mm, legend left, scale bar, north arrow and
 * a panel of years right. Returns the strip's height. */
static double lay_pieces(cm__arrangement *out, double left_mm, double right_mm, double y_mm)
{
    double height = 0;

    if (out->north_spot.outside && out->has_north) {
        right_mm -= CM__NORTH_WIDTH_MM;
        out->north_spot.box_mm =
            cm__box_at((cm_point){right_mm, y_mm}, CM__NORTH_WIDTH_MM, CM__NORTH_HEIGHT_MM);
        height = CM__NORTH_HEIGHT_MM;
        right_mm -= 5;
    }
    if (out->scalebar_spot.outside && !out->is_diagram) {
        right_mm -= out->scalebar.width_mm;
        out->scalebar_spot.box_mm =
            cm__box_at((cm_point){right_mm, y_mm}, out->scalebar.width_mm, out->scalebar.height_mm);
        height = fmax(height, out->scalebar.height_mm);
        right_mm -= 8;
    }
    if (out->timeline_spot.outside && out->timeline.panel_mm > 0) {
        right_mm -= out->timeline.panel_mm;
        out->timeline_spot.box_mm =
            cm__box_at((cm_point){right_mm, y_mm}, out->timeline.panel_mm, out->timeline.height_mm);
        height = fmax(height, out->timeline.height_mm);
        right_mm -= 8;
    }
    if (out->legend_spot.outside && out->legend.row_count > 0) {
        for (size_t columns = LEGEND_COLUMNS_MAX; columns > 0; columns--) {
            cm__legend_set_columns(&out->legend, columns);
            if (out->legend.width_mm <= right_mm - left_mm)
                break;
        }
        out->legend_spot.box_mm =
            cm__box_at((cm_point){left_mm, y_mm}, out->legend.width_mm, out->legend.height_mm);
        height = fmax(height, out->legend.height_mm);
    }
    return height;
}

/* The height of a part with the gap that parts it from those above. */
static double with_gap(double above_mm, double height_mm)
{
    return height_mm > 0 ? (above_mm > 0 ? strip_gap_mm : 0) + height_mm : 0;
}

/* The years' strip, below what takes above_mm. Returns its height with the gap above it. */
static double lay_timeline(cm__arrangement *out, double left_mm, double right_mm, double y_mm,
                           double above_mm)
{
    const double height_mm =
        out->timeline.panel_mm == 0 ? with_gap(above_mm, out->timeline.height_mm) : 0;

    if (height_mm > 0)
        out->timeline_spot.box_mm =
            (cm_box){left_mm, y_mm + above_mm + height_mm - out->timeline.height_mm, right_mm,
                     y_mm + above_mm + height_mm};
    return height_mm;
}

/* The insets that are outside, below them the other pieces, the years and the list. Returns the
 * strip's height. */
static double lay_strip(cm__arrangement *out, const cm__sheet *sheet, double left_mm,
                        double right_mm, double y_mm)
{
    double height_mm = cm__insets_lay_below(&out->insets, left_mm, right_mm, y_mm);
    const double below_mm = height_mm > 0 ? height_mm + strip_gap_mm : 0;

    height_mm += with_gap(height_mm, lay_pieces(out, left_mm, right_mm, y_mm + below_mm));
    height_mm += lay_timeline(out, left_mm, right_mm, y_mm, height_mm);
    if (out->index.count == 0 || sheet->options->index.beside || !out->index_spot.outside)
        return height_mm;
    cm__index_fill(&out->index, right_mm - left_mm);
    out->index_at = (cm_point){left_mm, y_mm + (height_mm > 0 ? height_mm + strip_gap_mm : 0)};
    return height_mm + with_gap(height_mm, out->index.height_mm);
}

/* ---- rounds ---- */

/* What a round takes for granted of what stands round the frame; it only ever grows. */
typedef struct surroundings {
    double band_mm; /* of degrees */
    double strip_mm, credit_mm;
    double foot_mm; /* blank below the credit; set anew each round */
} surroundings;

static double page_width(const cm__sheet *sheet)
{
    return sheet->page.width_mm - 2 * sheet->page.margin_mm;
}

/* A frame that fills the page looks crowded: what it takes over its share becomes air above it,
 * below it and below the credit. */
static void let_air_in(cm__page_borders *borders, const cm__page *page, surroundings *around)
{
    const double width_mm = page->width_mm - 2 * page->margin_mm;
    const double height_mm = page->height_mm - 2 * page->margin_mm;
    const double frame_width_mm = width_mm - borders->left_mm - borders->right_mm;
    const double frame_height_mm = height_mm - borders->top_mm - borders->bottom_mm;
    const double excess_mm =
        frame_height_mm - map_share_max * width_mm * height_mm / frame_width_mm;
    const double air_mm = frame_width_mm > 0 && excess_mm > 0 ? excess_mm : 0;
    const double beside_mm = fmin(0.4 * air_mm, air_max_mm);

    borders->top_mm += beside_mm;
    borders->bottom_mm += air_mm - beside_mm;
    around->foot_mm = air_mm - 2 * beside_mm;
}

/* A list beside the frame is as high as the frame at most, and takes its room from it. */
static void lay_beside(cm__arrangement *out, const cm__sheet *sheet, cm__page_borders *borders)
{
    const cm__page *const page = &sheet->page;
    const double top_mm = page->margin_mm + borders->top_mm;

    if (out->index.count == 0 || !sheet->options->index.beside)
        return;
    cm__index_stack(&out->index, page->height_mm - page->margin_mm - borders->bottom_mm - top_mm);
    borders->right_mm += out->index.width_mm + beside_gap_mm;
    out->index_at = (cm_point){page->width_mm - page->margin_mm - out->index.width_mm, top_mm};
}

static cm_status lay_frame(cm__arrangement *out, cm__sheet *sheet, surroundings *around)
{
    cm__page_borders borders = {
        .left_mm = around->band_mm,
        .right_mm = around->band_mm,
        .top_mm =
            around->band_mm + (out->title.height_mm > 0 ? out->title.height_mm + title_gap_mm : 0),
        .bottom_mm = around->band_mm + strip_gap_mm + around->credit_mm +
                     (around->strip_mm > 0 ? around->strip_mm + strip_gap_mm : 0)};
    cm_status status;

    lay_beside(out, sheet, &borders);
    let_air_in(&borders, &sheet->page, around);
    status = cm__page_set_frame(&sheet->page, &borders);
    if (status)
        return status;
    cm__view_set_scale(sheet);
    status = cm__view_check_scale(sheet);
    if (!status)
        status = cm__theme_place_members(sheet);
    if (!status)
        sheet->outside_count -= cm__insets_count(&out->insets, sheet);
    return status;
}

static cm_status lay_credit(cm__arrangement *out, const cm__sheet *sheet, surroundings *around)
{
    cm_status status;

    cm__credit_clear(&out->credit);
    status = cm__credit_layout(&out->credit, sheet, page_width(sheet));
    around->credit_mm = fmax(around->credit_mm, out->credit.height_mm);
    return status;
}

static cm_status lay_furniture(cm__arrangement *out, const cm__sheet *sheet, bool *out_left)
{
    cm__ground ground = {0};
    cm_status status;

    cm__scalebar_clear(&out->scalebar);
    status = cm__scalebar_layout(&out->scalebar, sheet);
    if (!status)
        status = cm__ground_init(&ground, &sheet->page.frame_mm);
    if (!status)
        status = survey(&ground, sheet);
    if (!status)
        *out_left = settle_all(out, &ground);
    cm__ground_clear(&ground);
    return status;
}

static void lay_below(cm__arrangement *out, const cm__sheet *sheet, surroundings *around)
{
    const cm_box *const frame = &sheet->page.frame_mm;
    const double y_mm = frame->y_max + around->band_mm + strip_gap_mm;

    around->strip_mm = fmax(around->strip_mm, lay_strip(out, sheet, frame->x_min - around->band_mm,
                                                        frame->x_max + around->band_mm, y_mm));
    out->title_at = (cm_point){sheet->page.margin_mm, sheet->page.margin_mm};
    out->credit_at =
        (cm_point){sheet->page.margin_mm, sheet->page.height_mm - sheet->page.margin_mm -
                                              around->foot_mm - out->credit.height_mm};
}

/* What the legend says of gathered members depends on the scale. */
static cm_status lay_legend(cm__legend *legend, const cm__sheet *sheet)
{
    if (!sheet->gather.is_on)
        return CM_OK;
    cm__legend_clear(legend);
    return cm__legend_collect(legend, sheet);
}

static cm_status lay_round(cm__arrangement *out, cm__sheet *sheet, surroundings *around,
                           bool *out_again)
{
    const surroundings before = *around;
    bool left = false;
    cm_status status = lay_frame(out, sheet, around);

    if (!status)
        status = lay_legend(&out->legend, sheet);
    if (!status)
        status = lay_credit(out, sheet, around);
    if (!status)
        status = lay_furniture(out, sheet, &left);
    if (status)
        return status;
    lay_below(out, sheet, around);
    *out_again = left || around->credit_mm > before.credit_mm || around->strip_mm > before.strip_mm;
    return CM_OK;
}

/* What is below the frame from the beginning, since nobody wants it in it. */
static void choose_outside(cm__arrangement *out, const cm__sheet *sheet)
{
    const cm_map_index *const list = &sheet->options->index;

    out->timeline_spot.outside = out->timeline.panel_mm == 0;
    out->index_spot.outside = out->index.count == 0 || !list->inside || list->beside;
}

/* A locator shows where the map lies, in lines that need no words. */
static void name_details(cm__arrangement *out, cm__sheet *sheet)
{
    sheet->beside = out->details;
    for (size_t i = 0; i < out->insets.count; i++)
        if (out->insets.insets[i].ask->kind == CM_MAP_DETAIL)
            out->details[sheet->beside_count++] = &out->insets.insets[i].sheet;
}

cm_status cm__arrange(cm__arrangement *out, cm__sheet *sheet)
{
    surroundings around = {.band_mm = sheet->plane.crs ? CM__FRAME_BAND_MM : 0};
    bool again = true;
    cm_status status = cm__title_layout(&out->title, sheet, page_width(sheet));

    out->is_diagram = sheet->options->is_diagram;
    out->has_north = !out->is_diagram && sheet->plane.crs;
    if (!status)
        status = cm__view_set_centre(sheet);
    if (!status)
        status = cm__insets_begin(&out->insets, sheet);
    name_details(out, sheet);
    if (!status)
        status = cm__legend_collect(&out->legend, sheet);
    if (!status)
        status = cm__index_collect(&out->index, sheet);
    if (!status)
        status = cm__timeline_layout(&out->timeline, sheet, title_share * page_width(sheet));
    choose_outside(out, sheet);
    for (int round = 0; round < ROUNDS_MAX && again && !status; round++)
        status = lay_round(out, sheet, &around, &again);
    return status ? status : cm__insets_fill(&out->insets, sheet);
}

void cm__arrangement_clear(cm__arrangement *arrangement)
{
    cm__timeline_clear(&arrangement->timeline);
    cm__index_clear(&arrangement->index);
    cm__insets_clear(&arrangement->insets);
    cm__title_clear(&arrangement->title);
    cm__credit_clear(&arrangement->credit);
    cm__legend_clear(&arrangement->legend);
    cm__scalebar_clear(&arrangement->scalebar);
    *arrangement = (cm__arrangement){0};
}
