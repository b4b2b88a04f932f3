/* map_names.h - the names on the map: of members beside their symbols, of areas inside them. */
#ifndef CM_MAP_NAMES_H
#define CM_MAP_NAMES_H

#include "output/map_ids.h"
#include "output/map_label.h"
#include "output/map_sheet.h"

/* {0} is no names. */
typedef struct cm__names {
    cm__label *labels;
    size_t *layers; /* of each label */
    cm__label_place *places;
    size_t count;
    const char **left_out; /* the names that found no room */
    size_t left_out_count;
    struct cm__arena *text;
} cm__names;

/* Collects the names of the layers whose style has a label column: of every member in the frame,
 * and of areas once for each name, where most of it is seen; and finds a place for each.
 *
 * out         must be empty; cleared by cm__names_clear, also after a failure
 * furniture   count boxes on the map that no name may touch
 * Returns CM_OK; CM_ERR_FORMAT if the font lacks a character; CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__names_place(cm__names *out, const cm__sheet *sheet,
                                        const cm_box *furniture, size_t count);

/* Adds the layer of labels: the group `leaders`, then a group LAYER-labels for each layer. */
CM_MUST_CHECK cm_status cm__names_draw(cm__list *list, cm__ids *ids, const cm__names *names,
                                       const cm__sheet *sheet);

/* The same in groups of the newest layer, for a map beside the page's own.
 * prefix   begins the groups' ids */
CM_MUST_CHECK cm_status cm__names_draw_groups(cm__list *list, cm__ids *ids, const cm__names *names,
                                              const cm__sheet *sheet, const char *prefix);

void cm__names_clear(cm__names *names);

#endif
