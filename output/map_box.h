/* map_box.h - rectangles on the page. */
#ifndef CM_MAP_BOX_H
#define CM_MAP_BOX_H

#include <clustermap/place.h>
#include <math.h>
#include <stdbool.h>

#define CM__BOX_EMPTY ((cm_box){INFINITY, INFINITY, -INFINITY, -INFINITY})
#define CM__MM_PER_PT (25.4 / 72)

static inline bool cm__box_is_empty(const cm_box *box)
{
    return !(box->x_min <= box->x_max && box->y_min <= box->y_max);
}

static inline double cm__box_width(const cm_box *box)
{
    return box->x_max - box->x_min;
}

static inline double cm__box_height(const cm_box *box)
{
    return box->y_max - box->y_min;
}

static inline cm_point cm__box_middle(const cm_box *box)
{
    return (cm_point){(box->x_min + box->x_max) / 2, (box->y_min + box->y_max) / 2};
}

static inline cm_box cm__box_grown(cm_box box, double by)
{
    return (cm_box){box.x_min - by, box.y_min - by, box.x_max + by, box.y_max + by};
}

/* The box of this size whose upper left corner is at. */
static inline cm_box cm__box_at(cm_point at, double width, double height)
{
    return (cm_box){at.x, at.y, at.x + width, at.y + height};
}

static inline cm_box cm__box_union(cm_box a, cm_box b)
{
    return (cm_box){fmin(a.x_min, b.x_min), fmin(a.y_min, b.y_min), fmax(a.x_max, b.x_max),
                    fmax(a.y_max, b.y_max)};
}

static inline bool cm__box_touches(const cm_box *a, const cm_box *b)
{
    return a->x_min <= b->x_max && b->x_min <= a->x_max && a->y_min <= b->y_max &&
           b->y_min <= a->y_max;
}

static inline bool cm__box_holds(const cm_box *outer, const cm_box *inner)
{
    return inner->x_min >= outer->x_min && inner->x_max <= outer->x_max &&
           inner->y_min >= outer->y_min && inner->y_max <= outer->y_max;
}

static inline bool cm__box_holds_point(const cm_box *box, cm_point at)
{
    return at.x >= box->x_min && at.x <= box->x_max && at.y >= box->y_min && at.y <= box->y_max;
}

#endif
