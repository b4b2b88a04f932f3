/* map_credit.h - the small print under the map: date, sources, projection. */
#ifndef CM_MAP_CREDIT_H
#define CM_MAP_CREDIT_H

#include "geo/base_text.h"
#include "output/map_sheet.h"
#include "output/map_wrap.h"

/* {0} is no credit, of no height. */
typedef struct cm__credit {
    cm__lines lines;
    double height_mm;
} cm__credit;

/* Writes what a reader must know, from the layers themselves: the date that the list is of, how
 * members are drawn, how many are outside, the source of every layer drawn (each named once, with
 * the layers that are from it), which layers are approximate, the projection with its EPSG code,
 * scale factor and, over 0.1 degrees, the direction of true north. Wrapped to the width, at most
 * twelve lines.
 *
 * out   must be empty; cleared by cm__credit_clear, also after a failure
 * Returns CM_OK; CM_ERR_FORMAT if the font lacks a character; CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__credit_layout(cm__credit *out, const cm__sheet *sheet, double width_mm);

/* Two of its paragraphs as texts: date and what must be known of the symbols; the sources. */
void cm__credit_add_notes(cm__text *to, const cm__sheet *sheet);
void cm__credit_add_sources(cm__text *to, const cm__sheet *sheet);

/* Adds the group `credit`. at is the upper left corner. */
CM_MUST_CHECK cm_status cm__credit_draw(cm__list *list, const cm__credit *credit, cm_point at);

void cm__credit_clear(cm__credit *credit);

#endif
