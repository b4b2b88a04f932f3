/* network_search.h - what a search keeps. */
#ifndef CM_NETWORK_SEARCH_H
#define CM_NETWORK_SEARCH_H

#include "layers/network_reach.h"

struct cm_network_search {
    cm__network_reach reach;
    cm_network_place from; /* of the last search */
    bool has_run;
    const cm_network_place *to;
    size_t count;
    uint32_t *end_of; /* of each node: its number among the ends of the places' edges, 0 none */
    uint32_t end_count;
    size_t *first_place; /* of each end, into places */
    size_t *places;
    double *costs;    /* of each place, while the nearest are looked for; else INFINITY */
    size_t *proposed; /* the places whose costs are not INFINITY */
    size_t proposed_count;
};

/* From where a place is come to. */
typedef enum cm__network_approach {
    CM__NETWORK_ALONG_EDGE, /* both places go to one edge */
    CM__NETWORK_FROM_START, /* of its edge */
    CM__NETWORK_FROM_END,
    CM__NETWORK_SAME_PLACE,
    CM__NETWORK_NO_WAY
} cm__network_approach;

/* What a place costs by what is known so far; INFINITY if there is no way. */
double cm__network_place_cost(const cm_network_search *search, size_t to,
                              cm__network_approach *out_approach);

#endif
