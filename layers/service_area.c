/* service_area.c - the strips along what is reached. */
#include "layers/service_area.h"

/* A piece as far as a limit, in metres from where the piece begins. */
typedef struct strip {
    const cm__service_piece *piece;
    double limit, width_m, gap_pace;
    double full_m, end_m; /* up to here there is time for the whole width; for any width */
} strip;

/* How far from the line one can still walk. */
static double radius_at(const strip *of, double at_m)
{
    const double cost = of->piece->cost + at_m * of->piece->pace;

    return fmin(fmax((of->limit - cost) / of->gap_pace, 0), of->width_m);
}

static double along_edge(const strip *of, double at_m)
{
    return of->piece->to_m >= of->piece->from_m ? of->piece->from_m + at_m
                                                : of->piece->from_m - at_m;
}

static cm_status take_line(cm__network_line *line, const cm_network *network, const strip *of,
                           double from_m, double to_m)
{
    line->count = 0;
    return cm__network_line_add_part(line, network, of->piece->edge, along_edge(of, from_m),
                                     along_edge(of, to_m));
}

/* Segment by segment, from the full width to where the limit is reached. */
static cm_status add_tapers(cm__strips *strips, cm__network_line *line, const cm_network *network,
                            const strip *of)
{
    double at_m = of->full_m;
    cm_status status = take_line(line, network, of, of->full_m, of->end_m);

    for (size_t i = 0; i + 1 < line->count && !status; i++) {
        const cm_point ends[2] = {{line->x[i], line->y[i]}, {line->x[i + 1], line->y[i + 1]}};
        const double next_m = at_m + hypot(ends[1].x - ends[0].x, ends[1].y - ends[0].y);
        const double radii_m[2] = {radius_at(of, at_m), radius_at(of, next_m)};
        status = cm__strips_add_taper(strips, ends, radii_m);
        if (of->piece->pace >= of->gap_pace)
            break; /* walking along the line is no faster: the first disc holds the others */
        at_m = next_m;
    }
    return status;
}

static cm_status add_full(cm__strips *strips, cm__network_line *line, const cm_network *network,
                          const strip *of)
{
    cm_status status = take_line(line, network, of, 0, of->full_m);

    if (status)
        return status;
    return cm__strips_add_line(strips, line->x, line->y, line->count, radius_at(of, of->full_m));
}

cm_status cm__service_add_strip(cm__strips *strips, cm__network_line *line,
                                const cm_network *network, const cm__service_piece *piece,
                                const double limit_and_width_m[2])
{
    strip of = {.piece = piece,
                .limit = limit_and_width_m[0],
                .width_m = limit_and_width_m[1],
                .gap_pace = network->gap_pace};
    double from_m, to_m;
    cm_status status = CM_OK;

    if (!cm__service_cut(&from_m, &to_m, piece, 0, of.limit))
        return CM_OK;
    of.end_m = fabs(to_m - piece->from_m);
    of.full_m = of.end_m;
    if (piece->pace > 0) {
        const double spare = of.limit - of.width_m * of.gap_pace - piece->cost;
        of.full_m = fmin(fmax(spare / piece->pace, 0), of.end_m);
    }
    if (of.full_m > 0)
        status = add_full(strips, line, network, &of);
    if (!status && of.full_m < of.end_m)
        status = add_tapers(strips, line, network, &of);
    return status;
}
