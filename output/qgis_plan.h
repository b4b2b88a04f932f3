/* qgis_plan.h - which layers a project has, from the ground up, and which of them each map shows.
 */
#ifndef CM_QGIS_PLAN_H
#define CM_QGIS_PLAN_H

#include "output/map_manifest.h"
#include <clustermap/qgis_project.h>

struct cm__arena;

/* A layer of QGIS. Outlines with bands over them become two: their fills, and their lines. */
typedef struct cm__qgis_part {
    const char *id; /* in the project: over 10 characters, or QGIS makes up another */
    const char *title;
    const cm_qgis_layer *from;
    cm_map_layer look; /* of features: as this part of them is drawn */
    cm_style style; /* of look, where it is changed; its classes are the plan's or the look's own */
    bool is_changed;
    bool is_ground; /* the fills alone */
    bool in_legend;
} cm__qgis_part;

/* {0} is an empty plan. */
typedef struct cm__qgis_plan {
    const cm_qgis_project *project;
    const cm__manifest *manifest; /* of the page; NULL: there is none */
    cm__qgis_part *parts;         /* the first is drawn first */
    size_t count;
    cm_style_class **classes; /* of styles that were changed */
    size_t class_lists;
    struct cm__arena *text;
} cm__qgis_plan;

/* Checks and orders the project's layers.
 * out   must be empty; cleared by cm__qgis_plan_clear, also after a failure
 * Returns CM_OK, CM_ERR_DOMAIN, CM_ERR_FORMAT (as cm_qgis_project_write), CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__qgis_plan_make(cm__qgis_plan *out, const cm_qgis_project *project);

/* The maps of the page: the map itself, then each inset. 1 without a page. */
size_t cm__qgis_plan_maps(const cm__qgis_plan *plan);

/* The name of the theme that shows what the map of that number draws. Borrowed. */
const char *cm__qgis_plan_theme(const cm__qgis_plan *plan, size_t map);

/* Whether the map of that number draws the part. */
bool cm__qgis_plan_shows(const cm__qgis_plan *plan, size_t map, const cm__qgis_part *part);

void cm__qgis_plan_clear(cm__qgis_plan *plan);

#endif
