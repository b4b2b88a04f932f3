/* map_inset.h - smaller maps on the page: details, and the locator that shows where the map lies.
 */
#ifndef CM_MAP_INSET_H
#define CM_MAP_INSET_H

#include "output/map_ids.h"
#include "output/map_list.h"
#include "output/map_names.h"
#include "output/map_place.h"
#include "output/map_sheet.h"
#include "output/map_wrap.h"

/* A member of an inset's own layers. */
typedef struct cm__inset_place {
    double x, y; /* as its layer has them */
    const char *layer_id;
} cm__inset_place;

typedef struct cm__inset {
    const cm_map_inset *ask;
    cm_map_options options; /* the page's, with the inset's own scale, centre and bounds */
    cm_map_layer *outlines; /* of a locator that has no layers of its own; else NULL */
    cm__sheet sheet;
    cm__inset_place *shown; /* members of layers of its own that lie in it, sorted; else NULL */
    size_t shown_count;
    cm__names names;
    cm__lines heading; /* title and scale */
    cm_point size_mm;  /* with its heading */
    cm_box box_mm;     /* where it stands */
    bool outside;      /* below the map's frame */
} cm__inset;

/* {0} is no insets. */
typedef struct cm__insets {
    cm__inset *insets;
    size_t count;
    double row_mm; /* the height that those below the frame take */
} cm__insets;

/* Brings the layers of each into its plane, and finds what each shows: all but where it stands.
 *
 * page   the map's own sheet: plane and classes set
 * out    must be empty; cleared by cm__insets_clear, also after a failure
 * Returns CM_OK; CM_ERR_DOMAIN (a size out of range, nothing to show, beyond the projection);
 * CM_ERR_FORMAT (the font lacks a character); CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__insets_begin(cm__insets *out, const cm__sheet *page);

/* How many members outside the map's frame are in one of the details.
 * Cost: O(members * insets * log members). */
size_t cm__insets_count(const cm__insets *insets, const cm__sheet *page);

/* Finds corners for those that stand in the frame, each of which the ground then forbids to what
 * comes later; one without a free place goes below. Returns whether one had to. */
bool cm__insets_settle(cm__insets *insets, cm__ground *ground);

/* Sets those below the frame side by side between left and right, in rows from y on. Returns the
 * height taken. */
double cm__insets_lay_below(cm__insets *insets, double left_mm, double right_mm, double y_mm);

/* When all have their places: their members and names. Where the page's members are gathered, so
 * are those of an inset that would hide each other, in hexagons of the same width on the ground.
 * Returns CM_OK, CM_ERR_FORMAT (the font lacks a character), CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__insets_fill(cm__insets *insets, const cm__sheet *page);

/* Adds a list layer for each: its ground, layers and names, a locator's box. Group ids begin with
 * the inset's id. Returns CM_OK, CM_ERR_FORMAT, CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__insets_draw(cm__list *list, cm__ids *ids, const cm__insets *insets,
                                        const cm__sheet *page);

/* Adds to the newest layer what stands round each: paper, neatline, heading. Returns as above. */
CM_MUST_CHECK cm_status cm__insets_frame(cm__list *list, cm__ids *ids, const cm__insets *insets);

void cm__insets_clear(cm__insets *insets);

#endif
