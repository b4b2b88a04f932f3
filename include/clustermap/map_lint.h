/* map_lint.h - checks a finished map against 38 points that a cartographer would look at. */
#ifndef CLUSTERMAP_MAP_LINT_H
#define CLUSTERMAP_MAP_LINT_H

#include <clustermap/map.h>

typedef enum cm_map_lint_status {
    CM_MAP_LINT_MET,
    CM_MAP_LINT_MISSED,
    CM_MAP_LINT_DOES_NOT_APPLY /* the map has nothing that the point is about */
} cm_map_lint_status;

#define CM_MAP_LINT_POINTS 38

typedef struct cm_map_lint_point {
    const char *rule; /* what is asked for, in English */
    cm_map_lint_status status;
    const char *finding; /* what was measured; where it is missed, what is wrong. UTF-8 */
    size_t misses;       /* how many things are wrong; the finding names the first */
} cm_map_lint_point;

/* points[i] is point i + 1. {0} is no report. */
typedef struct cm_map_lint_report {
    cm_map_lint_point points[CM_MAP_LINT_POINTS];
    size_t missed; /* points */
    struct cm__arena *text;
} cm_map_lint_report;

/* Checks a map: its page and scale against geodesics, its furniture, legend, names and symbols by
 * their boxes, its colours by CIEDE2000 and WCAG's contrast, also as readers without red or green
 * cones see them, its text against the painted page, and the files that the three pens make of it,
 * twice, in memory.
 *
 * out   must be empty; receives all points; empty on failure. End it with cm_map_lint_clear
 * Returns CM_OK, also if points are missed; CM_ERR_NOMEM; what the pens return for a map that
 * cannot be drawn. Nothing is written.
 * Cost: about two PDFs, two SVGs and three images of 72 to 127 dpi: a second for a page of A4.
 * One thread at a time may draw in a process. */
CM_MUST_CHECK cm_status cm_map_lint(cm_map_lint_report *out, const cm_map *map);

/* "met", "missed", "does not apply". */
const char *cm_map_lint_status_name(cm_map_lint_status status);

/* Releases everything and leaves the report zeroed. NULL is allowed. */
void cm_map_lint_clear(cm_map_lint_report *report);

#endif
