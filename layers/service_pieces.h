/* service_pieces.h - the parts of a network's edges that are reached, and from where. */
#ifndef CM_SERVICE_PIECES_H
#define CM_SERVICE_PIECES_H

#include "layers/network_reach.h"

/* A part of an edge that is travelled one way, away from its centre. */
typedef struct cm__service_piece {
    uint32_t edge, owner; /* the label that its centre set out with */
    double from_m, to_m;  /* along the edge; to_m is the lower one against its direction */
    double cost, pace;    /* at from_m, and of each metre from there */
} cm__service_piece;

/* {0} is empty. Sorted by owner, edge, and place along the edge. */
typedef struct cm__service_pieces {
    cm__service_piece *pieces;
    size_t count, capacity;
} cm__service_pieces;

typedef struct cm__service_centre {
    cm_network_place place;
    uint32_t owner;
} cm__service_centre;

/* Finds all that is reached from the centres together at most at the cost max, what several reach
 * from the cheapest, from the lower owner of equal ones.
 *
 * out       emptied first; its room is kept
 * centres   all near a line; become sorted by edge
 * Returns CM_OK, CM_ERR_NOMEM, CM_ERR_STOPPED. */
CM_MUST_CHECK cm_status cm__service_find_pieces(cm__service_pieces *out, cm__network_reach *reach,
                                                cm__service_centre *centres, size_t count,
                                                double max);

/* The part of a piece that is reached at costs above low and at most high: distances along the edge
 * in the direction of travel. False if there is none. A low of 0 is no limit. */
bool cm__service_cut(double *out_from_m, double *out_to_m, const cm__service_piece *piece,
                     double low, double high);

void cm__service_pieces_clear(cm__service_pieces *pieces);

#endif
