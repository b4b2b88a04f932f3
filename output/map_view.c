/* map_view.c - which part of the plane a frame shows, and at which scale. */
#include "output/map_view.h"
#include "geo/base_error.h"
#include "output/map_theme.h"

/* Members stay so far inside the frame when the scale is chosen: room for a name; other things: */
static const double members_clear_mm = 7, others_clear_mm = 3;
/* Large symbols need more, but no more than this share of the frame's shorter side. */
static const double clear_share = 0.25;
/* Bands and lines are wholly shown if that makes the scale no smaller than by this factor. */
static const double scale_stretch = 1.5;

static cm_box bounds_of(const cm__sheet *sheet, bool (*wanted)(const cm_map_layer *))
{
    cm_box box = CM__BOX_EMPTY;

    for (size_t i = 0; i < sheet->layer_count; i++)
        if (wanted(&sheet->layers[i]))
            box = cm__box_union(box, sheet->plane.layers[i].bounds);
    return box;
}

static bool is_member(const cm_map_layer *layer)
{
    return layer->role == CM_MAP_MEMBERS;
}

static bool is_theme(const cm_map_layer *layer)
{
    return layer->role != CM_MAP_OUTLINES;
}

static bool is_any(const cm_map_layer *layer)
{
    (void)layer;
    return true;
}

/* The box in degrees that was asked for, as it lies in the plane: edges curve, so that places along
 * them are looked at as well. Empty if none was asked for, or it is beyond the projection. */
static cm_box find_asked(const cm__sheet *sheet)
{
    enum { STEPS = 16 };
    const cm_box asked = sheet->options->bounds;
    cm_box box = CM__BOX_EMPTY;

    if (cm__box_is_empty(&asked) || !sheet->plane.crs)
        return box;
    for (int i = 0; i <= STEPS; i++) {
        const double share = (double)i / STEPS;
        const double lon = asked.x_min + share * cm__box_width(&asked);
        const double lat = asked.y_min + share * cm__box_height(&asked);
        double x[] = {lon, lon, asked.x_min, asked.x_max};
        double y[] = {asked.y_min, asked.y_max, lat, lat};
        if (cm_crs_transform(sheet->plane.lonlat, sheet->plane.crs, x, y, 4, NULL))
            return CM__BOX_EMPTY;
        for (int k = 0; k < 4; k++)
            if (isfinite(x[k]) && isfinite(y[k]))
                box = cm__box_union(box, (cm_box){x[k], y[k], x[k], y[k]});
    }
    return box;
}

/* What the map is about: what was asked for, else the members, else the bands and lines, else
 * all. */
static cm_box find_subject(const cm__sheet *sheet)
{
    cm_box subject = find_asked(sheet);

    if (cm__box_is_empty(&subject))
        subject = bounds_of(sheet, is_member);
    if (cm__box_is_empty(&subject))
        subject = bounds_of(sheet, is_theme);
    if (cm__box_is_empty(&subject))
        subject = bounds_of(sheet, is_any);
    return subject;
}

static bool is_within(double low, double high, double most)
{
    return low >= -most && low < high && high <= most;
}

/* What was asked for and is not on the earth, or not in the plane, is not passed over. */
static cm_status check_asked(const cm__sheet *sheet)
{
    const cm_box *const asked = &sheet->options->bounds;
    const cm_lonlat centre = sheet->options->centre;
    const bool none =
        isnan(asked->x_min) && isnan(asked->y_min) && isnan(asked->x_max) && isnan(asked->y_max);

    if (!none &&
        !(is_within(asked->x_min, asked->x_max, 180) && is_within(asked->y_min, asked->y_max, 90)))
        return cm__fail(
            CM_ERR_DOMAIN,
            "the bounds %g, %g, %g, %g are not west, south, east and north on the earth",
            asked->x_min, asked->y_min, asked->x_max, asked->y_max);
    if (fabs(centre.lat_deg) > 90)
        return cm__fail(CM_ERR_DOMAIN, "the centre's latitude %g is not within -90..90",
                        centre.lat_deg);
    const cm_box found = find_asked(sheet);
    if (!none && sheet->plane.crs && cm__box_is_empty(&found))
        return cm__fail(CM_ERR_DOMAIN, "the bounds %g, %g, %g, %g are beyond the map's projection",
                        asked->x_min, asked->y_min, asked->x_max, asked->y_max);
    return CM_OK;
}

cm_status cm__view_set_centre(cm__sheet *sheet)
{
    const cm_lonlat wish = sheet->options->centre;
    const cm_box subject = find_subject(sheet);
    cm_point centre = cm__box_middle(&subject);
    cm_status status = check_asked(sheet);

    if (!status && isfinite(wish.lon_deg) && isfinite(wish.lat_deg) && sheet->plane.crs) {
        centre = (cm_point){wish.lon_deg, wish.lat_deg};
        status =
            cm_crs_transform(sheet->plane.lonlat, sheet->plane.crs, &centre.x, &centre.y, 1, NULL);
        if (!status && !(isfinite(centre.x) && isfinite(centre.y)))
            status = cm__fail(CM_ERR_DOMAIN, "the map's centre %g, %g is beyond its projection",
                              wish.lon_deg, wish.lat_deg);
    }
    sheet->page.centre = centre;
    if (!status && !isfinite(centre.x))
        return CM_OK; /* an empty map */
    return status ? status : cm__plane_get_factors(&sheet->factors, &sheet->plane, centre);
}

/* The box round the subject whose middle is the page's centre. */
static cm_box centred(const cm__sheet *sheet, cm_box subject)
{
    const cm_point c = sheet->page.centre;
    const double half_x = fmax(c.x - subject.x_min, subject.x_max - c.x);
    const double half_y = fmax(c.y - subject.y_min, subject.y_max - c.y);

    return (cm_box){c.x - half_x, c.y - half_y, c.x + half_x, c.y + half_y};
}

/* Half the side of a layer's largest symbol. */
static double largest_reach_mm(const cm__sheet *sheet, size_t layer)
{
    const cm_map_layer *const of = &sheet->layers[layer];
    const bool is_sized = of->style->size.column != NULL;
    const size_t count = is_sized ? of->features->table.row_count : of->style->class_count;
    double reach_mm = 0;

    for (size_t i = 0; i < count && cm__theme_is_members(of); i++) {
        const cm_symbol symbol =
            is_sized ? cm__theme_row_symbol(sheet, layer, i) : cm__theme_symbol(sheet, layer, i);
        reach_mm = fmax(reach_mm, cm__marker_reach_mm(&symbol));
    }
    return reach_mm;
}

/* So much of the frame is kept clear round the subject: a symbol that reaches out of it would not
 * be drawn. */
static double find_clear_mm(const cm__sheet *sheet)
{
    const cm_box *const frame = &sheet->page.frame_mm;
    const double most_mm = clear_share * fmin(cm__box_width(frame), cm__box_height(frame));
    const cm_box members = bounds_of(sheet, is_member);
    const double clear_mm = cm__box_is_empty(&members) ? others_clear_mm : members_clear_mm;
    double reach_mm = 0;

    for (size_t i = 0; i < sheet->layer_count; i++)
        reach_mm =
            is_member(&sheet->layers[i]) ? fmax(reach_mm, largest_reach_mm(sheet, i)) : reach_mm;
    return fmax(clear_mm, fmin(reach_mm + 0.5, most_mm));
}

void cm__view_set_scale(cm__sheet *sheet)
{
    const double point_scale = sheet->factors.point_scale;
    const cm_box asked = find_asked(sheet);
    const cm_box subject = centred(sheet, find_subject(sheet));
    const cm_box theme = centred(sheet, cm__box_union(bounds_of(sheet, is_theme), subject));
    double scale = sheet->options->scale;

    if (!(scale > 0) && !cm__box_is_empty(&asked)) {
        scale = cm__page_fit_scale(&sheet->page, &subject, 0, point_scale);
    } else if (!(scale > 0)) {
        const double clear_mm = find_clear_mm(sheet);
        const double whole = cm__page_fit_scale(&sheet->page, &theme, clear_mm, point_scale);
        scale = cm__page_fit_scale(&sheet->page, &subject, clear_mm, point_scale);
        scale = whole <= scale * scale_stretch ? fmax(whole, scale) : scale;
    }
    cm__page_set_scale(&sheet->page, scale, point_scale);
}

cm_status cm__view_check_scale(const cm__sheet *sheet)
{
    if (!(sheet->page.scale <= CM__SCALE_MAX))
        return cm__fail(CM_ERR_DOMAIN, "what is to be drawn spans too much for any scale");

    const cm_box frame = cm__page_get_extent(&sheet->page);
    bool good = isfinite(frame.x_min) && isfinite(frame.y_max);

    for (int corner = 0; corner < 4; corner++) {
        const cm_point at = {corner % 2 ? frame.x_max : frame.x_min,
                             corner / 2 ? frame.y_max : frame.y_min};
        const double ratio =
            cm__plane_measure_scale(&sheet->plane, at) / sheet->factors.point_scale;
        good = good && ratio >= 0.5 && ratio <= 2;
    }
    return good ? CM_OK
                : cm__fail(CM_ERR_DOMAIN, "at 1:%.0f the map reaches beyond its projection",
                           sheet->page.scale);
}
