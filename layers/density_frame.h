/* density_frame.h - from a plane to the units of an engine, for the compiler to inline. */
#ifndef CM_DENSITY_FRAME_H
#define CM_DENSITY_FRAME_H

#include <clustermap/place.h>
#include <stdbool.h>
#include <stddef.h>

/* From begin on, and before end. */
typedef struct cm__span {
    size_t begin, end;
} cm__span;

/* From a plane to the units of an engine: ((x - x_origin) / unit - shift, and the same of y, which
 * runs down the rows if y_is_down). The origin goes first: absolute coordinates have too few digits
 * left to be squared. */
typedef struct cm__frame {
    double x_origin, y_origin, unit, shift;
    bool y_is_down;
    cm_box reach;                      /* in units: places outside are counted, and left out */
    double block_width, bucket_height; /* in units: no block is narrower, no bucket lower */
} cm__frame;

static inline double cm__frame_x(const cm__frame *frame, double x)
{
    return (x - frame->x_origin) / frame->unit - frame->shift;
}

static inline double cm__frame_y(const cm__frame *frame, double y)
{
    const double up = (y - frame->y_origin) / frame->unit;

    return (frame->y_is_down ? -up : up) - frame->shift;
}

/* Of a place in units. */
static inline bool cm__frame_reaches(const cm__frame *frame, double x, double y)
{
    const cm_box *const box = &frame->reach;

    return x >= box->x_min && x <= box->x_max && y >= box->y_min && y <= box->y_max;
}

#endif
