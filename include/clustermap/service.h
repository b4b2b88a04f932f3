/* service.h - what is reached over a network from centres: the lines, and the areas along them. */
#ifndef CLUSTERMAP_SERVICE_H
#define CLUSTERMAP_SERVICE_H

#include <clustermap/features.h>
#include <clustermap/network.h>
#include <clustermap/progress.h>
#include <clustermap/status.h>
#include <stddef.h>

#define CM_SERVICE_BANDS_MAX 64

typedef enum cm_service_owner {
    CM_SERVICE_NEAREST, /* a place on a line belongs to the centre that reaches it most cheaply, to
                           the earlier one of two that do so alike */
    CM_SERVICE_EACH,    /* each centre has all that it reaches, also what others reach */
    CM_SERVICE_MERGED   /* all centres together; the column centre is missing */
} cm_service_owner;

typedef struct cm_service_options {
    unsigned version; /* set by CM_SERVICE_OPTIONS_INIT */
    const double
        *limits;        /* the bands' upper limits in the network's unit: ascending, > 0, <= 1e9 */
    size_t limit_count; /* 1..CM_SERVICE_BANDS_MAX */
    cm_service_owner owner;        /* default CM_SERVICE_NEAREST */
    double width_m;                /* how far an area leaves its lines, 1..1e5; default 100 */
    const char *const *centre_ids; /* a name for each centre; NULL: "1", "2", ... */
    const char *crs;               /* of the plane, for the results; NULL: none */
    cm_progress progress;
} cm_service_options;
/* clang-format off */
#define CM_SERVICE_OPTIONS_INIT {.version = 1, .width_m = 100}
/* clang-format on */

/* Finds what is reached from the centres within bands of travel: more than the band's lower limit,
 * at most its upper one. Travel leads away from the centres, over the lines and from the centre to
 * its line. Lines are cut exactly where a limit is reached and where two centres reach alike.
 *
 * A place lies in the area up to a limit if it is no farther than width_m from a place on a line
 * that is reached, and the travel to that place and from there straight to it, walking, costs no
 * more than the limit. So areas taper off towards the limit. A band's area is what the bands before
 * it have not; where areas of centres would lie over each other, the lower band has the place, and
 * in one band the earlier centre (not with CM_SERVICE_EACH). Arcs are true to 0.5 % of the radius.
 *
 * out_areas  polygons, a row for each centre and band that is reached, centre by centre in order,
 *            bands inside out: centre (text), band_from_min, band_to_min (or band_from_m,
 *            band_to_m), length_km (of the lines reached in the band), area_km2 (real). NULL: not
 *            wanted; must be empty; untouched on failure
 * out_lines  lines, rows and columns likewise, without area_km2. Otherwise as out_areas
 * centres    count places of the network; one without a line gives no row
 * Returns CM_OK, CM_ERR_DOMAIN (options; GEOS cannot unite the areas), CM_ERR_NOMEM, CM_ERR_LIMIT,
 * CM_ERR_STOPPED. Cost: a search over what is reached (with CM_SERVICE_EACH, for each centre), and
 * for areas the union of a strip round each line, for each band. */
CM_MUST_CHECK cm_status cm_service_find(cm_features *out_areas, cm_features *out_lines,
                                        const cm_network *network, cm_network_places centres,
                                        const cm_service_options *options);

#endif
