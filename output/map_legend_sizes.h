/* map_legend_sizes.h - nested circles: what the sizes of symbols mean. */
#ifndef CM_MAP_LEGEND_SIZES_H
#define CM_MAP_LEGEND_SIZES_H

#include "output/map_legend.h"

/* Chooses values of 1, 2 or 5 times a power of ten, the largest not above the layer's own, each so
 * much smaller than the one before that their labels stand apart; of lines, whose sizes are widths,
 * half as much at most, and down to 0.1 mm.
 * Returns false if the layer's symbols have one size, or no row has a number. */
bool cm__legend_choose_sizes(cm__legend_sizes *out, const cm_map_layer *layer);

/* The same of symbols whose largest value is most, where one of of_value is of_mm wide.
 * most   not above 0: none */
bool cm__legend_round_sizes(cm__legend_sizes *out, double most, double of_value, double of_mm);

/* The row's height, and the width of circles with their labels' lines. */
double cm__legend_sizes_height(const cm__legend_sizes *sizes);
CM_MUST_CHECK cm_status cm__legend_sizes_width(double *out_mm, const cm__legend_sizes *sizes,
                                               const char *font);

/* Adds the circles and their labels. at is the upper left corner. */
CM_MUST_CHECK cm_status cm__legend_draw_sizes(cm__list *list, const cm__legend_row *row,
                                              cm_point at);

#endif
