/* map_type.c - the table of text levels, and the inks. */
#include "output/map_type.h"

static const cm_colour black = {0x1f, 0x1f, 0x1f, 255}, grey = {0x55, 0x55, 0x55, 255};

cm__text_style cm__type_style(cm__type type)
{
    static const struct {
        double size_pt;
        bool bold, is_grey;
    } levels[CM__TYPE_COUNT] = {
        [CM__TYPE_TITLE] = {19, true, false},  [CM__TYPE_SUBTITLE] = {9.5, false, true},
        [CM__TYPE_LEGEND] = {9, true, false},  [CM__TYPE_HEADING] = {7.5, true, false},
        [CM__TYPE_BODY] = {7.5, false, false}, [CM__TYPE_SMALL] = {CM__TYPE_LEAST_PT, false, true},
    };

    return (cm__text_style){.size_pt = levels[type].size_pt,
                            .bold = levels[type].bold,
                            .colour = levels[type].is_grey ? grey : black};
}

double cm__type_leading_mm(const cm__text_style *style)
{
    return 1.5 * style->size_pt * CM__MM_PER_PT;
}

double cm__type_cap_mm(const cm__text_style *style)
{
    return 0.74 * style->size_pt * CM__MM_PER_PT;
}

double cm__type_middle_mm(const cm__text_style *style)
{
    return 0.37 * style->size_pt * CM__MM_PER_PT;
}

cm_colour cm__ink_black(void)
{
    return black;
}

cm_colour cm__ink_grey(void)
{
    return grey;
}

cm_colour cm__ink_paper(void)
{
    return (cm_colour){255, 255, 255, 255};
}

cm_colour cm__ink_graticule(void)
{
    return (cm_colour){0xa8, 0xae, 0xb4, 255};
}

cm_colour cm__ink_outside(void)
{
    return (cm_colour){0xf1, 0xf2, 0xf2, 255};
}

cm_colour cm__ink_locator(void)
{
    return (cm_colour){0xcc, 0x00, 0x33, 255};
}

cm_symbol cm__ink_symbol(cm_colour fill, cm_colour stroke, double stroke_mm)
{
    return (cm_symbol){.fill = fill, .stroke = stroke, .stroke_mm = stroke_mm};
}
