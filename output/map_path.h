/* map_path.h - what the display list and its pens share about paths and markers. */
#ifndef CM_MAP_PATH_H
#define CM_MAP_PATH_H

#include "output/map_list.h"

/* The index after the last vertex of a part. */
size_t cm__path_part_end(const cm__path *path, size_t part);

/* The box of the vertices; empty (minima above maxima) if there are none. */
cm_box cm__path_box(const cm__path *path);

/* Keeps what lies in the box. Areas are closed along its sides, lines fall into more parts.
 * Returns CM_OK or CM_ERR_NOMEM; on failure the path is one that still holds all that lies in it.
 * Cost: O(vertices). */
CM_MUST_CHECK cm_status cm__path_cut(cm__path *path, const cm_box *box);

/* 0 if two symbols draw the same marker; else their order, an arbitrary one. */
int cm__symbol_compare(const cm_symbol *a, const cm_symbol *b);

/* The width of the line along a marker's outline that shows its casing round its stroke. */
double cm__casing_width_mm(const cm_symbol *symbol);

/* Which share of its advance a text stands before its place: 0, 1/2 or 1. */
double cm__align_share(cm__align align);

#endif
