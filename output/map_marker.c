/* map_marker.c - the outlines of markers, all of the area of a circle of the symbol's size. */
#include "output/map_path.h"
#include <math.h>
#include <string.h>

#define PI 3.14159265358979323846

/* A star's inner corners lie at this share of its points' distance: the regular pentagram. */
#define STAR_WAIST 0.38196601125010515

/* Corners on one circle, or on two in turn. */
typedef struct star {
    int corner_count;
    double first_deg; /* clockwise on the page from the right */
    double waist;     /* distance of every second corner by that of the others */
} star;

static star find_star(cm_shape shape)
{
    static const star known[CM_SHAPE_COUNT] = {
        [CM_SHAPE_SQUARE] = {4, 45, 1},    [CM_SHAPE_TRIANGLE] = {3, -90, 1},
        [CM_SHAPE_DIAMOND] = {4, 0, 1},    [CM_SHAPE_STAR] = {10, -90, STAR_WAIST},
        [CM_SHAPE_PENTAGON] = {5, -90, 1}, [CM_SHAPE_TRIANGLE_DOWN] = {3, 90, 1},
        [CM_SHAPE_HEXAGON] = {6, 0, 1},
    };

    return known[shape];
}

static cm_point find_corner(const star *corners, int i, double area)
{
    const double step = 2 * PI / corners->corner_count,
                 angle = corners->first_deg / 180 * PI + i * step;
    /* The corners and the middle make triangles of the area far * near * sin(step) / 2. */
    const double far = sqrt(2 * area / (corners->corner_count * corners->waist * sin(step)));
    const double reach = i % 2 == 0 ? far : far * corners->waist;

    return (cm_point){reach * cos(angle), reach * sin(angle)};
}

static cm_status add_star(cm__path *path, cm_shape shape, double area)
{
    const star corners = find_star(shape);
    cm_status status = cm__path_begin(path);

    for (int i = 0; !status && i < corners.corner_count; i++) {
        const cm_point corner = find_corner(&corners, i, area);
        status = cm__path_add(path, corner.x, corner.y);
    }
    return status;
}

static cm_status add_cross(cm__path *path, double area)
{
    static const signed char corner[][2] = {{-1, -3}, {1, -3}, {1, -1},  {3, -1},
                                            {3, 1},   {1, 1},  {1, 3},   {-1, 3},
                                            {-1, 1},  {-3, 1}, {-3, -1}, {-1, -1}};
    const double sixth = sqrt(area / 20); /* five squares of side 2 */
    cm_status status = cm__path_begin(path);

    for (size_t i = 0; !status && i < sizeof corner / sizeof *corner; i++)
        status = cm__path_add(path, corner[i][0] * sixth, corner[i][1] * sixth);
    return status;
}

cm_status cm__marker_outline(cm__path *out, const cm_symbol *symbol)
{
    const double area = PI / 4 * symbol->size_mm * symbol->size_mm;
    cm__path path = {.closed = true};
    cm_status status = CM_OK;

    if (symbol->shape == CM_SHAPE_CROSS)
        status = add_cross(&path, area);
    else if (symbol->shape != CM_SHAPE_CIRCLE)
        status = add_star(&path, symbol->shape, area);
    if (status) {
        cm__path_clear(&path);
        return status;
    }
    *out = path;
    return CM_OK;
}

/* How far the outline of a marker of the area 1 reaches along x or y, the farther. */
static double reach_of(cm_shape shape)
{
    if (shape == CM_SHAPE_CIRCLE)
        return sqrt(1 / PI);
    if (shape == CM_SHAPE_CROSS)
        return 3 / sqrt(20);
    const star corners = find_star(shape);
    double reach = 0;

    for (int i = 0; i < corners.corner_count; i++) {
        const cm_point corner = find_corner(&corners, i, 1);
        reach = fmax(reach, fmax(fabs(corner.x), fabs(corner.y)));
    }
    return reach;
}

static double drawn_width(cm_colour colour, double width_mm)
{
    return colour.alpha > 0 ? width_mm : 0;
}

double cm__casing_width_mm(const cm_symbol *symbol)
{
    return drawn_width(symbol->stroke, symbol->stroke_mm) + 2 * symbol->casing_mm;
}

double cm__marker_reach_mm(const cm_symbol *symbol)
{
    return reach_of(symbol->shape) * sqrt(PI) / 2 * symbol->size_mm +
           drawn_width(symbol->stroke, symbol->stroke_mm) / 2 +
           drawn_width(symbol->casing, symbol->casing_mm);
}

enum { KEY_SIZE = 11 };

static double pack(cm_colour colour)
{
    return colour.red * 16777216.0 + colour.green * 65536.0 + colour.blue * 256.0 + colour.alpha;
}

static void make_key(double key[KEY_SIZE], const cm_symbol *symbol)
{
    const double fields[KEY_SIZE] = {symbol->shape,        symbol->size_mm,    pack(symbol->fill),
                                     pack(symbol->stroke), symbol->stroke_mm,  symbol->dash_mm[0],
                                     symbol->dash_mm[1],   symbol->dash_mm[2], symbol->dash_mm[3],
                                     pack(symbol->casing), symbol->casing_mm};

    memcpy(key, fields, sizeof fields);
}

int cm__symbol_compare(const cm_symbol *a, const cm_symbol *b)
{
    double first[KEY_SIZE], second[KEY_SIZE];

    make_key(first, a);
    make_key(second, b);
    for (int i = 0; i < KEY_SIZE; i++)
        if (first[i] != second[i])
            return first[i] < second[i] ? -1 : 1;
    return 0;
}
