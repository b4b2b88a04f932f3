/* between.h - a member list at two dates, or at several: who joined, left and moved. */
#ifndef CLUSTERMAP_BETWEEN_H
#define CLUSTERMAP_BETWEEN_H

#include <clustermap/features.h>
#include <clustermap/grid.h>
#include <clustermap/members.h>
#include <clustermap/progress.h>
#include <clustermap/status.h>
#include <clustermap/table.h>
#include <stdbool.h>
#include <stddef.h>

typedef enum cm_change {
    CM_CHANGE_JOINED,   /* only in the later list */
    CM_CHANGE_LEFT,     /* only in the earlier list */
    CM_CHANGE_MOVED,    /* in both, farther apart than options->moved_m */
    CM_CHANGE_STAYED,   /* in both, not farther apart */
    CM_CHANGE_UNPLACED, /* in both, of which one does not say where */
    CM_CHANGE_COUNT
} cm_change;

/* "joined", "left", "moved", "stayed", "unplaced". */
const char *cm_change_name(cm_change change);

/* A member list with its places in one plane, by row; NaN: no place. All borrowed. */
typedef struct cm_between_list {
    const cm_table *members;
    const cm_member_columns *columns;
    const double *x, *y;
    const double *weight; /* >= 0; NULL: 1 each */
    const char *name;     /* of the list, in the column date */
} cm_between_list;

typedef struct cm_between_options {
    unsigned version;    /* set by CM_BETWEEN_OPTIONS_INIT */
    double moved_m;      /* >= 0; a place that differs by more has moved; default 100 */
    const double *years; /* of cm_between_years: ascending */
    size_t year_count;
    const char *crs; /* of the plane; NULL: none */
    cm_progress progress;
} cm_between_options;
/* clang-format off */
#define CM_BETWEEN_OPTIONS_INIT {.version = 1, .moved_m = 100}
/* clang-format on */

typedef struct cm_between_report {
    size_t changes[CM_CHANGE_COUNT];
    size_t ambiguous; /* members whose id or name several have in one list; taken in their order */
    size_t undated;   /* members without a founding year */
} cm_between_report;

/* What a comparison gives; each must be empty and is untouched on failure. */
typedef struct cm_between_outputs {
    cm_features *changes, *moves, *dates;
    cm_between_report *report;
} cm_between_outputs;

/* Compares a list at two dates. Members are the same by id where both lists have that column and
 * the row has one, else by name, width, blanks, case and the way of writing a legal form put aside;
 * last by name without its legal form.
 *
 * out->changes   receives a point for each member, those of the later list in their order, then
 *                those who left: id, name, change (text), distance_m (real), row_before, row_after
 *                (integer, from 1). Its place is the later one, or where it was
 * out->moves     receives a line from place to place for each that moved: id, name, distance_m
 * out->dates     receives a point for each list, at the mean of its members' places: date (text),
 *                members, placed, joined, left (integer), weight, centre_x, centre_y,
 *                standard_distance_m, centre_moved_m (real)
 * Returns CM_OK; CM_ERR_DOMAIN (moved_m); CM_ERR_NOMEM; CM_ERR_LIMIT (over 10^9 members);
 * CM_ERR_STOPPED. Cost: O(rows). */
CM_MUST_CHECK cm_status cm_between_lists(const cm_between_outputs *out,
                                         const cm_between_list *before,
                                         const cm_between_list *after,
                                         const cm_between_options *options);

/* Compares one list with itself at several years: a member is there from the year of its founding
 * on, up to the year before that of its closing; one without a founding year never is.
 *
 * out->changes   receives a point for each member: id, name (text), founded, closed, and for each
 *                year in_YEAR (integer: 1 or 0)
 * out->moves     is not used
 * out->dates     as above, one for each year; joined and left since the year before it
 * Returns as above; CM_ERR_FORMAT without a column of founding years; CM_ERR_DOMAIN if the years
 * are none, over 1000 or not ascending. */
CM_MUST_CHECK cm_status cm_between_years(const cm_between_outputs *out, const cm_between_list *list,
                                         const cm_between_options *options);

/* Whether a member is there in a year; founded and closed may be NaN. */
bool cm_between_is_there(double founded, double closed, double year);

/* later - earlier, cell by cell; nodata where either is.
 * out   must be empty; title, unit, source and the tags later and earlier set
 * Returns CM_OK; CM_ERR_DOMAIN (other shapes); CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm_between_difference(cm_grid *out, const cm_grid *later,
                                              const cm_grid *earlier);

#endif
