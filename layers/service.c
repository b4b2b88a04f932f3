/* service.c - what is reached over a network from centres, in bands. */
#include <clustermap/service.h>

#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "geo/base_number.h"
#include "layers/service_area.h"

static const double M2_PER_KM2 = 1e6, M_PER_KM = 1e3;

/* Bits of areas that come of the overlay's rounding, as a share of the square of the width. */
static const double SLIVER_SHARE = 1e-6;

/* Strips made between two questions whether to stop. */
enum { TELL_EVERY = 256 };

enum { CENTRE, FROM, TO, LENGTH, AREA, COLUMN_COUNT };

typedef struct serving {
    const cm_network *network;
    const cm_service_options *options;
    cm_network_places given;
    cm__service_centre *centres; /* of the given ones, those that are near a line */
    size_t centre_count;
    cm__network_reach reach;
    cm__service_pieces pieces;
    cm__network_line line; /* room for one piece */
    cm__strips *strips;
    cm__area **areas; /* of each band and, within it, each owner of the pieces at hand */
    cm_box *boxes;    /* round them */
    cm_features out_areas, out_lines;
    bool wants_areas, wants_lines;
} serving;

static cm_status check_options(const cm_service_options *options)
{
    if (!(options->limit_count >= 1 && options->limit_count <= CM_SERVICE_BANDS_MAX))
        return cm__fail(CM_ERR_DOMAIN, "%zu bands are not within 1..%d", options->limit_count,
                        CM_SERVICE_BANDS_MAX);
    for (size_t i = 0; i < options->limit_count; i++) {
        const double before = i > 0 ? options->limits[i - 1] : 0;
        if (!(options->limits[i] > before && options->limits[i] <= 1e9))
            return cm__fail(CM_ERR_DOMAIN, "the band's limit %g is not within %g..1e9",
                            options->limits[i], before);
    }
    if (!(options->width_m >= 1 && options->width_m <= 1e5))
        return cm__fail(CM_ERR_DOMAIN, "a width of %g m is not within 1..1e5", options->width_m);
    return CM_OK;
}

static cm_status make_columns(cm_features *out, const serving *work, cm_geometry geometry)
{
    static const char *const names[2][COLUMN_COUNT] = {
        {"centre", "band_from_m", "band_to_m", "length_km", "area_km2"},
        {"centre", "band_from_min", "band_to_min", "length_km", "area_km2"}};
    const size_t count = geometry == CM_GEOMETRY_POLYGON ? COLUMN_COUNT : AREA;
    cm_status status = cm_features_init(out, geometry, work->options->crs);

    for (size_t i = 0; i < count && !status; i++)
        status = cm_table_add_column(&out->table, NULL,
                                     names[work->network->unit == CM_NETWORK_MINUTES][i],
                                     i == CENTRE ? CM_COLUMN_TEXT : CM_COLUMN_REAL);
    return status;
}

static double low_limit(const serving *work, size_t band)
{
    return band > 0 ? work->options->limits[band - 1] : 0;
}

/* A row with all columns but the area; owner: the number of the centre. */
static cm_status add_row(cm_features *out, const serving *work, size_t owner, size_t band,
                         double length_m)
{
    char number[CM_CELL_MAX];
    const char *name = number;
    cm_status status = cm_features_add_row(out);

    if (status)
        return status;
    const size_t row = out->table.row_count - 1;
    cm__integer_print(number, (int64_t)owner + 1);
    if (work->options->centre_ids)
        name = work->options->centre_ids[owner];
    if (work->options->owner == CM_SERVICE_MERGED)
        name = NULL;
    cm_table_set_real(&out->table, row, FROM, low_limit(work, band));
    cm_table_set_real(&out->table, row, TO, work->options->limits[band]);
    cm_table_set_real(&out->table, row, LENGTH, length_m / M_PER_KM);
    return cm_table_set_text(&out->table, row, CENTRE, name);
}

/* The pieces of one owner among all, which are sorted by owner. */
typedef struct span {
    size_t first, last; /* last: one behind */
    size_t owner;
} span;

static span find_span(const serving *work, size_t first)
{
    const cm__service_piece *const pieces = work->pieces.pieces;
    span found = {first, first, pieces[first].owner};

    while (found.last < work->pieces.count && pieces[found.last].owner == found.owner)
        found.last++;
    return found;
}

/* What is reached within a band of one piece, from its lower end; false if nothing is. */
static bool cut_band(double out_m[2], const serving *work, size_t piece, size_t band)
{
    double from_m, to_m;

    if (!cm__service_cut(&from_m, &to_m, &work->pieces.pieces[piece], low_limit(work, band),
                         work->options->limits[band]))
        return false;
    out_m[0] = fmin(from_m, to_m);
    out_m[1] = fmax(from_m, to_m);
    return true;
}

/* Two sums in one: what was lost is added at the end (Kahan 1965). */
static double measure_band(const serving *work, const span *of, size_t band)
{
    double sum = 0, lost = 0, cut_m[2];

    for (size_t i = of->first; i < of->last; i++) {
        if (!cut_band(cut_m, work, i, band))
            continue;
        const double term = (cut_m[1] - cut_m[0]) - lost, next = sum + term;
        lost = (next - sum) - term;
        sum = next;
    }
    return sum;
}

static cm_status flush_line(serving *work)
{
    cm_status status = CM_OK;

    if (work->line.count > 1)
        status = cm_features_add_part(&work->out_lines, work->line.x, work->line.y,
                                      work->line.count, false);
    work->line.count = 0;
    return status;
}

/* Pieces that follow each other on an edge become one line. */
static cm_status draw_band(serving *work, const span *of, size_t band)
{
    const cm__service_piece *const pieces = work->pieces.pieces;
    double cut_m[2], end_m = NAN;
    size_t edge = CM_ABSENT;
    cm_status status = CM_OK;

    for (size_t i = of->first; i < of->last && !status; i++) {
        if (!cut_band(cut_m, work, i, band))
            continue;
        if (pieces[i].edge != edge || cut_m[0] != end_m)
            status = flush_line(work);
        if (!status)
            status = cm__network_line_add_part(&work->line, work->network, pieces[i].edge, cut_m[0],
                                               cut_m[1]);
        edge = pieces[i].edge;
        end_m = cut_m[1];
    }
    return status ? status : flush_line(work);
}

static cm_status add_lines(serving *work)
{
    cm_status status = CM_OK;

    for (size_t first = 0; first < work->pieces.count && !status;) {
        const span of = find_span(work, first);
        for (size_t band = 0; band < work->options->limit_count && !status; band++) {
            const double length_m = measure_band(work, &of, band);
            if (!(length_m > 0))
                continue;
            status = add_row(&work->out_lines, work, of.owner, band, length_m);
            if (!status)
                status = draw_band(work, &of, band);
        }
        first = of.last;
    }
    return status;
}

/* The area of one owner up to a band's limit, with the bands before it in it. */
static cm_status unite_band(cm__area **out, serving *work, const span *of, size_t band)
{
    const double how[2] = {work->options->limits[band], work->options->width_m};
    cm_status status = CM_OK;

    for (size_t i = of->first; i < of->last && !status; i++) {
        if (i % TELL_EVERY == 0)
            status = cm__network_tell(&work->options->progress, work->reach.share);
        if (!status)
            status = cm__service_add_strip(work->strips, &work->line, work->network,
                                           &work->pieces.pieces[i], how);
    }
    work->line.count = 0;
    if (!status)
        status = cm__strips_unite(out, work->strips, &work->options->progress, work->reach.share);
    return status;
}

static bool boxes_meet(const cm_box *a, const cm_box *b)
{
    return a->x_min < b->x_max && b->x_min < a->x_max && a->y_min < b->y_max && b->y_min < a->y_max;
}

/* Lower bands first, and in a band the owners in order: each takes what those before left. */
static cm_status share_ground(serving *work, const span *spans, size_t count)
{
    cm_status status = CM_OK;

    for (size_t i = 0; i < count * work->options->limit_count && !status; i++) {
        status = unite_band(&work->areas[i], work, &spans[i % count], i / count);
        if (!status)
            work->boxes[i] = cm__strips_get_box(work->strips, work->areas[i]);
        for (size_t k = 0; k < i && !status; k++)
            if (boxes_meet(&work->boxes[i], &work->boxes[k]))
                status = cm__strips_subtract(&work->areas[i], work->strips, work->areas[k]);
    }
    return status;
}

static cm_status write_areas(serving *work, const span *spans, size_t count)
{
    const size_t bands = work->options->limit_count;
    const double least_m2 = SLIVER_SHARE * work->options->width_m * work->options->width_m;
    cm_features *const out = &work->out_areas;
    cm_status status = CM_OK;

    for (size_t k = 0; k < count * bands && !status; k++) {
        const size_t owner = k / bands, band = k % bands;
        const double length_m = measure_band(work, &spans[owner], band);
        double area_m2;
        if (!(length_m > 0))
            continue;
        status = add_row(out, work, spans[owner].owner, band, length_m);
        if (!status)
            status = cm__strips_append(out, &area_m2, work->strips,
                                       work->areas[band * count + owner], least_m2);
        if (!status)
            cm_table_set_real(&out->table, out->table.row_count - 1, AREA, area_m2 / M2_PER_KM2);
    }
    return status;
}

static cm_status make_area_room(serving *work, size_t count)
{
    cm_status status = cm__array_grow(&work->boxes, count + 1, sizeof *work->boxes);

    if (!status)
        status = cm__array_grow(&work->areas, count + 1, sizeof(cm__area *));
    for (size_t k = 0; k < count && !status; k++)
        work->areas[k] = NULL;
    return status;
}

static void drop_areas(serving *work, size_t count)
{
    for (size_t k = 0; k < count && work->areas; k++)
        cm__strips_destroy_area(work->strips, work->areas[k]);
    cm__array_free(&work->areas);
    cm__array_free(&work->boxes);
}

static cm_status add_areas(serving *work)
{
    span *spans = NULL;
    size_t count = 0, capacity = 0;
    cm_status status = CM_OK;

    for (size_t first = 0; first < work->pieces.count && !status;) {
        status = cm__array_reserve(&spans, count, &capacity, sizeof *spans);
        if (status)
            break;
        spans[count] = find_span(work, first);
        first = spans[count++].last;
    }
    if (!status)
        status = make_area_room(work, count * work->options->limit_count);
    if (!status)
        status = share_ground(work, spans, count);
    if (!status)
        status = write_areas(work, spans, count);
    drop_areas(work, count * work->options->limit_count);
    cm__array_free(&spans);
    return status;
}

/* What the centres first .. first + count - 1 reach together. */
static cm_status serve(serving *work, size_t first, size_t count)
{
    cm_status status =
        cm__service_find_pieces(&work->pieces, &work->reach, work->centres + first, count,
                                work->options->limits[work->options->limit_count - 1]);

    work->reach.share = (double)first / (double)work->centre_count;
    if (!status && work->wants_lines)
        status = add_lines(work);
    if (!status && work->wants_areas)
        status = add_areas(work);
    return status ? status : cm__network_tell(&work->options->progress, work->reach.share);
}

static cm_status gather_centres(serving *work)
{
    const cm_network_places *const given = &work->given;
    cm_status status = cm__array_grow(&work->centres, given->count + 1, sizeof *work->centres);

    for (size_t i = 0; i < given->count && !status; i++)
        if (given->places[i].edge != CM_ABSENT)
            work->centres[work->centre_count++] = (cm__service_centre){
                given->places[i], work->options->owner == CM_SERVICE_MERGED ? 0 : (uint32_t)i};
    return status;
}

static cm_status prepare(serving *work)
{
    const cm_network *const network = work->network;
    const cm_point origin = {network->x[0], network->y[0]};
    cm_status status = gather_centres(work);

    if (!status)
        status = cm__network_reach_init(&work->reach, network, work->centre_count);
    if (!status)
        work->reach.progress = work->options->progress;
    if (!status && work->wants_areas)
        status = cm__strips_create(&work->strips, origin);
    if (!status && work->wants_areas)
        status = make_columns(&work->out_areas, work, CM_GEOMETRY_POLYGON);
    if (!status && work->wants_lines)
        status = make_columns(&work->out_lines, work, CM_GEOMETRY_LINE);
    return status;
}

static void clear(serving *work)
{
    cm_features_clear(&work->out_lines);
    cm_features_clear(&work->out_areas);
    cm__strips_destroy(work->strips);
    cm__network_line_clear(&work->line);
    cm__service_pieces_clear(&work->pieces);
    cm__network_reach_clear(&work->reach);
    cm__array_free(&work->centres);
}

cm_status cm_service_find(cm_features *out_areas, cm_features *out_lines, const cm_network *network,
                          cm_network_places centres, const cm_service_options *options)
{
    serving work = {.network = network,
                    .options = options,
                    .given = centres,
                    .wants_areas = out_areas != NULL,
                    .wants_lines = out_lines != NULL};
    const size_t at_once = options->owner == CM_SERVICE_EACH ? 1 : centres.count;
    cm_status status = check_options(options);

    if (!status)
        status = prepare(&work);
    for (size_t i = 0; i < work.centre_count && !status; i += at_once)
        status = serve(&work, i, at_once < work.centre_count ? at_once : work.centre_count);
    if (!status && out_areas) {
        *out_areas = work.out_areas;
        work.out_areas = (cm_features){.geometry = CM_GEOMETRY_NONE};
    }
    if (!status && out_lines) {
        *out_lines = work.out_lines;
        work.out_lines = (cm_features){.geometry = CM_GEOMETRY_NONE};
    }
    clear(&work);
    return status;
}
