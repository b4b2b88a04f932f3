/* style_symbol.c - shapes by name, and the symbols that classes get.
 *
 * The eight colours are chosen from M. Okabe and K. Ito, Color Universal Design (2008), and P. Tol,
 * Colour Schemes (2021), so that any two are CIEDE2000 18 apart or more, also to readers without
 * red or green cones. A dark line round each marker makes it stand out from a light ground, the
 * white casing from a dark one. */
#include "output/style_class.h"
#include <string.h>

#define MARKER_MM 2.4
/* Classes after the others have the same shapes, each in the colour of the one so far on. */
#define LATE_SHIFT 3

static const cm_colour dark = {0x22, 0x22, 0x22, 255}, grey = {0x66, 0x66, 0x66, 255},
                       white = {255, 255, 255, 255};

static const char *const shape_names[CM_SHAPE_COUNT] = {
    [CM_SHAPE_CIRCLE] = "circle",     [CM_SHAPE_SQUARE] = "square",
    [CM_SHAPE_TRIANGLE] = "triangle", [CM_SHAPE_DIAMOND] = "diamond",
    [CM_SHAPE_STAR] = "star",         [CM_SHAPE_PENTAGON] = "pentagon",
    [CM_SHAPE_CROSS] = "cross",       [CM_SHAPE_TRIANGLE_DOWN] = "triangle-down",
    [CM_SHAPE_HEXAGON] = "hexagon",
};

/* A category as a marker and as a line. The last is that of all other values. */
static const struct {
    cm_colour colour;
    cm_shape shape;
    double dash_mm[4];
} palette[CM__PALETTE_COUNT + 1] = {
    {{0x00, 0x72, 0xb2, 255}, CM_SHAPE_CIRCLE, {0}},
    {{0xcc, 0x33, 0x11, 255}, CM_SHAPE_SQUARE, {2.4, 0.8}},
    {{0xf0, 0xe4, 0x42, 255}, CM_SHAPE_TRIANGLE, {0.8, 0.8}},
    {{0x00, 0x9e, 0x73, 255}, CM_SHAPE_DIAMOND, {3.2, 0.8, 0.8, 0.8}},
    {{0x88, 0x22, 0x55, 255}, CM_SHAPE_STAR, {4.8, 1.2}},
    {{0x56, 0xb4, 0xe9, 255}, CM_SHAPE_PENTAGON, {1.6, 1.6}},
    {{0x22, 0x22, 0x22, 255}, CM_SHAPE_TRIANGLE_DOWN, {4.8, 0.8, 1.6, 0.8}},
    {{0xbb, 0xbb, 0xbb, 255}, CM_SHAPE_HEXAGON, {0.4, 0.8}},
    {{0xff, 0xff, 0xff, 255}, CM_SHAPE_CROSS, {1.2, 0.4}},
};

const char *cm_shape_name(cm_shape shape)
{
    return shape < CM_SHAPE_COUNT ? shape_names[shape] : NULL;
}

cm_shape cm_shape_find(const char *name)
{
    int shape = 0;

    while (name && shape < CM_SHAPE_COUNT && strcmp(shape_names[shape], name) != 0)
        shape++;
    return name ? (cm_shape)shape : CM_SHAPE_COUNT;
}

/* A share of the way from one colour to another. */
static cm_colour mix(cm_colour from, cm_colour to, double share)
{
    return (cm_colour){(unsigned char)(from.red + share * (to.red - from.red) + 0.5),
                       (unsigned char)(from.green + share * (to.green - from.green) + 0.5),
                       (unsigned char)(from.blue + share * (to.blue - from.blue) + 0.5), 255};
}

static cm_symbol make_marker(cm_shape shape, cm_colour fill)
{
    return (cm_symbol){.shape = shape,
                       .size_mm = MARKER_MM,
                       .fill = fill,
                       .stroke = dark,
                       .stroke_mm = 0.12,
                       .casing = white,
                       .casing_mm = 0.18};
}

cm_symbol cm__symbol_category(size_t i, cm_geometry geometry)
{
    const size_t late = i > CM__PALETTE_COUNT ? i - CM__PALETTE_COUNT - 1 : 0;
    const size_t place = i > CM__PALETTE_COUNT ? late % CM__PALETTE_COUNT : i;
    const size_t shift = i > CM__PALETTE_COUNT ? LATE_SHIFT * (1 + late / CM__PALETTE_COUNT) : 0;
    const cm_colour colour =
        palette[i == CM__PALETTE_COUNT ? i : (place + shift) % CM__PALETTE_COUNT].colour;

    if (geometry == CM_GEOMETRY_LINE) {
        cm_symbol line = {.stroke = i == CM__PALETTE_COUNT ? grey : colour, .stroke_mm = 0.5};
        memcpy(line.dash_mm, palette[place].dash_mm, sizeof line.dash_mm);
        return line;
    }
    if (geometry == CM_GEOMETRY_POLYGON) /* pale, so that members and names stand on it */
        return (cm_symbol){
            .fill = mix(colour, white, 0.3), .stroke = mix(colour, dark, 0.3), .stroke_mm = 0.2};
    return make_marker(palette[place].shape, colour);
}

cm_symbol cm__symbol_missing(cm_geometry geometry)
{
    if (geometry == CM_GEOMETRY_LINE)
        return (cm_symbol){.stroke = grey, .stroke_mm = 0.2, .dash_mm = {0.6, 0.6}};
    if (geometry == CM_GEOMETRY_POLYGON)
        return (cm_symbol){.stroke = grey, .stroke_mm = 0.2, .dash_mm = {1.2, 0.8}};
    return (cm_symbol){.shape = CM_SHAPE_CIRCLE,
                       .size_mm = MARKER_MM - 0.4,
                       .stroke = dark,
                       .stroke_mm = 0.3,
                       .casing = white,
                       .casing_mm = 0.18};
}

cm_symbol cm__symbol_graduated(cm_colour colour, cm_geometry geometry)
{
    if (geometry == CM_GEOMETRY_LINE)
        return (cm_symbol){.stroke = colour, .stroke_mm = 0.7};
    if (geometry == CM_GEOMETRY_POLYGON)
        return (cm_symbol){.fill = colour, .stroke = mix(colour, dark, 0.25), .stroke_mm = 0.1};
    return make_marker(CM_SHAPE_CIRCLE, colour);
}
