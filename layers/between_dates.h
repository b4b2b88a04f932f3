/* between_dates.h - what a list is at one date, and the layer of several. */
#ifndef CM_BETWEEN_DATES_H
#define CM_BETWEEN_DATES_H

#include <clustermap/between.h>
#include <clustermap/points.h>

/* What is told of one date beside the places. */
typedef struct cm__date {
    const char *name;
    size_t members;
    int64_t joined, left; /* CM_INTEGER_MISSING: not told */
} cm__date;

/* Starts the layer.  CM_OK or CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__dates_init(cm_features *out, const char *crs);

/* Adds a date: the mean of the points, their spread, and how far that mean is from the one of the
 * row before.  CM_OK or CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__dates_add(cm_features *dates, const cm__date *date,
                                      const cm_points *points);

/* Makes points of the rows of a list that have a place and are chosen (NULL: all); room for all of
 * them is in *out, whose arrays grow.  CM_OK or CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__dates_points(cm_points *out, const cm_between_list *list,
                                         const bool *chosen);

bool cm__between_has_place(const cm_between_list *list, size_t row);

/* id (without such a column the row's number from 1) and name of a member into the columns 0 and 1
 * of a row. */
CM_MUST_CHECK cm_status cm__between_set_names(cm_table *table, size_t row,
                                              const cm_between_list *list, size_t member);

#endif
