/* map_stamp.c - many markers on an image: each symbol drawn a few times, then copied. */
#include "output/map_stamp.h"
#include "geo/base_memory.h"
#include "output/map_path.h"
#include "output/map_pen_cairo.h"
#include <math.h>

/* A stamp for each eighth of a pixel by which a middle may lie beside the pixels' grid. */
enum { PHASES = 8, STAMPS_MAX = 64, REACH_MAX_PX = 64 };

typedef struct cm__stamp {
    cm_symbol symbol;
    int reach_px;                              /* whole pixels from the middle to each side */
    cairo_surface_t *pictures[PHASES][PHASES]; /* by y and x; NULL: not yet drawn */
} stamp;

static cm_status add_stamp(cm__stamps *stamps, const cm_symbol *symbol, int reach_px)
{
    const size_t capacity = stamps->capacity ? 2 * stamps->capacity : 4;

    if (stamps->count == stamps->capacity) {
        const cm_status status = cm__array_grow(&stamps->stamps, capacity, sizeof *stamps->stamps);
        if (status)
            return status;
        stamps->capacity = capacity;
    }
    stamps->stamps[stamps->count++] = (stamp){.symbol = *symbol, .reach_px = reach_px};
    return CM_OK;
}

/* The symbol's stamp, a new one if need be; NULL if it is too large or there are too many. */
static cm_status find_stamp(stamp **out, cm__stamps *stamps, const cm_symbol *symbol,
                            double px_per_mm)
{
    const double reach_px = ceil(cm__marker_reach_mm(symbol) * px_per_mm) + 1;
    cm_status status = CM_OK;

    *out = NULL;
    for (size_t i = 0; i < stamps->count; i++)
        if (cm__symbol_compare(symbol, &stamps->stamps[i].symbol) == 0) {
            *out = &stamps->stamps[i];
            return CM_OK;
        }
    if (stamps->count == STAMPS_MAX || !(reach_px <= REACH_MAX_PX))
        return CM_OK;
    status = add_stamp(stamps, symbol, (int)reach_px);
    if (!status)
        *out = &stamps->stamps[stamps->count - 1];
    return status;
}

static cm_status draw(cairo_surface_t *surface, const stamp *of, cm_point middle_mm,
                      double px_per_mm)
{
    cairo_t *const cr = cairo_create(surface);
    cm_status status;

    cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
    cairo_scale(cr, px_per_mm, px_per_mm);
    status = cm__cairo_marker(cr, &of->symbol, middle_mm);
    if (!status)
        status = cm__cairo_check(cairo_status(cr), "a marker");
    cairo_destroy(cr);
    return status;
}

static cm_status find_picture(cairo_surface_t **out, stamp *of, const int phase[2],
                              double px_per_mm)
{
    cairo_surface_t **const place = &of->pictures[phase[1]][phase[0]];
    const int side = 2 * of->reach_px + 1;
    const cm_point middle_mm = {(of->reach_px + (phase[0] + 0.5) / PHASES) / px_per_mm,
                                (of->reach_px + (phase[1] + 0.5) / PHASES) / px_per_mm};
    cm_status status = CM_OK;

    if (!*place) {
        *place = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, side, side);
        status = draw(*place, of, middle_mm, px_per_mm);
    }
    *out = *place;
    return status;
}

/* Whether no pixel of the square is cut by the clip, which is a rectangle. */
static bool is_uncut(cairo_t *cr, int left, int top, int side)
{
    double x_min, y_min, x_max, y_max;

    cairo_clip_extents(cr, &x_min, &y_min, &x_max, &y_max);
    return left > x_min + 1 && top > y_min + 1 && left + side < x_max - 1 && top + side < y_max - 1;
}

static void copy_picture(cairo_t *cr, cairo_surface_t *picture, int left, int top)
{
    cairo_save(cr);
    cairo_identity_matrix(cr);
    if (is_uncut(cr, left, top, cairo_image_surface_get_width(picture)))
        cairo_reset_clip(cr); /* a clip between pixels makes copying several times slower */
    cairo_set_source_surface(cr, picture, left, top);
    cairo_pattern_set_filter(cairo_get_source(cr), CAIRO_FILTER_NEAREST);
    cairo_paint(cr);
    cairo_restore(cr);
}

cm_status cm__stamps_marker(cm__stamps *stamps, cairo_t *cr, const cm__item *item)
{
    double x = item->at.x, y = item->at.y, px_per_mm = 1, none = 0;
    cairo_surface_t *picture;
    stamp *found;
    cm_status status;

    cairo_user_to_device(cr, &x, &y);
    cairo_user_to_device_distance(cr, &px_per_mm, &none);
    if (!(fabs(x) < 1e6 && fabs(y) < 1e6)) /* far from any image */
        return CM_OK;
    status = find_stamp(&found, stamps, &item->symbol, px_per_mm);
    if (status)
        return status;
    if (!found)
        return cm__cairo_marker(cr, &item->symbol, item->at);
    const int phase[2] = {(int)((x - floor(x)) * PHASES), (int)((y - floor(y)) * PHASES)};
    status = find_picture(&picture, found, phase, px_per_mm);
    if (!status)
        copy_picture(cr, picture, (int)floor(x) - found->reach_px, (int)floor(y) - found->reach_px);
    return status;
}

void cm__stamps_clear(cm__stamps *stamps)
{
    for (size_t i = 0; i < stamps->count; i++)
        for (int phase = 0; phase < PHASES * PHASES; phase++)
            cairo_surface_destroy(stamps->stamps[i].pictures[phase / PHASES][phase % PHASES]);
    cm__array_free(&stamps->stamps);
    *stamps = (cm__stamps){0};
}
