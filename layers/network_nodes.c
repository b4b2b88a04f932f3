/* network_nodes.c - where the lines of a network meet. */
#include "geo/base_memory.h"
#include "layers/network_inside.h"
#include <math.h>
#include <string.h>

enum { IS_END = 1, IS_SHARED = 2, IS_INNER = 4 };

/* Cells are so many tolerances wide: most vertices then look into one cell only, and a cell holds
 * few nodes, since no two of them are within a tolerance. */
static const double CELL_TOLERANCES = 8, CELL_MIN_M = 1e-3;

typedef struct meeting {
    const cm_features *lines;
    const cm__network_pace *paces;
    uint32_t *place_of;   /* of each vertex: the first vertex at the same coordinates */
    unsigned char *kinds; /* of each first vertex */
    uint32_t *table;      /* by hash: of places, then of nodes */
    size_t table_mask;
    unsigned char *used;   /* a bit for each slot, to pass over most cells without a look */
    uint32_t *node_of;     /* of each vertex, the caller's */
    uint32_t *node_vertex; /* of each node: where it lies */
    uint32_t *next;        /* of each node: the one before it in its slot of the table */
    unsigned char *has_end;
    uint32_t node_count;
    double x0, y0, tolerance_m, cell_m;
} meeting;

/* The finish of MurmurHash3: every bit of the key moves half of the bits. */
static uint64_t mix(uint64_t key)
{
    key = (key ^ (key >> 33)) * 0xFF51AFD7ED558CCDU;
    key = (key ^ (key >> 33)) * 0xC4CEB9FE1A85EC53U;
    return key ^ (key >> 33);
}

static uint64_t bits_of(double value)
{
    const double plain = value + 0.0; /* -0 is 0 */
    uint64_t bits;

    memcpy(&bits, &plain, sizeof bits);
    return bits;
}

static cm_status make_table(meeting *work, size_t entries)
{
    size_t room = 16;
    cm_status status;

    while (room < 2 * entries)
        room *= 2;
    status = cm__array_grow(&work->table, room, sizeof *work->table);
    if (status)
        return status;
    memset(work->table, 0xff, room * sizeof *work->table);
    work->table_mask = room - 1;
    return CM_OK;
}

/* The first vertex at these coordinates, which this one becomes if there is none. */
static uint32_t find_place(meeting *work, uint32_t vertex)
{
    const double *const x = work->lines->x, *const y = work->lines->y;
    size_t slot = mix(bits_of(x[vertex]) + mix(bits_of(y[vertex]))) & work->table_mask;

    for (;; slot = (slot + 1) & work->table_mask) {
        const uint32_t there = work->table[slot];
        if (there == CM__NO_NODE)
            break;
        if (x[there] == x[vertex] && y[there] == y[vertex])
            return there;
    }
    work->table[slot] = vertex;
    return vertex;
}

/* A second visit makes a place shared; a vertex that only repeats the one before it is no visit. */
static void visit_part(meeting *work, size_t part)
{
    const size_t first = work->lines->first_vertex[part];
    const size_t last = work->lines->first_vertex[part + 1] - 1;

    for (size_t v = first; v <= last; v++) {
        const uint32_t place = find_place(work, (uint32_t)v);
        const bool is_end = v == first || v == last;
        work->place_of[v] = place;
        if (v > first && work->place_of[v - 1] == place && !is_end)
            continue;
        if (work->kinds[place])
            work->kinds[place] |= IS_SHARED;
        work->kinds[place] |= is_end ? IS_END : IS_INNER;
    }
}

static bool row_counts(const meeting *work, size_t row)
{
    return !isnan(work->paces[row].forward);
}

/* Calls visit for each part of the rows that count. */
static void for_each_part(meeting *work, void (*visit)(meeting *work, size_t part))
{
    for (size_t row = 0; row < work->lines->table.row_count; row++)
        if (row_counts(work, row))
            for (size_t p = work->lines->first_part[row]; p < work->lines->first_part[row + 1]; p++)
                visit(work, p);
}

static size_t slot_of_cell(const meeting *work, int64_t column, int64_t row)
{
    return mix((uint64_t)column + mix((uint64_t)row)) & work->table_mask;
}

/* Of a distance from the lower left corner; one less than 0 is in cell -1. */
static int64_t cell_at(const meeting *work, double distance_m)
{
    return (int64_t)(distance_m / work->cell_m + 1) - 1;
}

static void look_into(uint32_t *best, double *best2, const meeting *work, size_t slot,
                      uint32_t vertex)
{
    const double *const x = work->lines->x, *const y = work->lines->y;

    for (uint32_t n = work->table[slot]; n != CM__NO_NODE; n = work->next[n]) {
        const double dx = x[work->node_vertex[n]] - x[vertex];
        const double dy = y[work->node_vertex[n]] - y[vertex];
        const double distance2 = dx * dx + dy * dy;
        if (distance2 < *best2 || (distance2 == *best2 && n < *best)) {
            *best2 = distance2;
            *best = n;
        }
    }
}

/* The nearest node within the tolerance, the earlier of equally near ones. */
static uint32_t find_node(const meeting *work, uint32_t vertex)
{
    const double left = work->lines->x[vertex] - work->x0;
    const double bottom = work->lines->y[vertex] - work->y0;
    const double reach = work->tolerance_m;
    const int64_t last_column = cell_at(work, left + reach);
    const int64_t last_row = cell_at(work, bottom + reach);
    double best2 = reach * reach;
    uint32_t best = CM__NO_NODE;

    for (int64_t r = cell_at(work, bottom - reach); r <= last_row; r++)
        for (int64_t c = cell_at(work, left - reach); c <= last_column; c++) {
            const size_t slot = slot_of_cell(work, c, r);
            if (work->used[slot / 8] >> slot % 8 & 1)
                look_into(&best, &best2, work, slot, vertex);
        }
    return best;
}

static void add_node(meeting *work, uint32_t place)
{
    const uint32_t node = work->node_count++;
    const int64_t column = cell_at(work, work->lines->x[place] - work->x0);
    const int64_t row = cell_at(work, work->lines->y[place] - work->y0);
    const size_t slot = slot_of_cell(work, column, row);

    work->node_of[place] = node;
    work->node_vertex[node] = place;
    work->has_end[node] = 0;
    work->next[node] = work->table[slot];
    work->table[slot] = node;
    work->used[slot / 8] |= (unsigned char)(1 << slot % 8);
}

/* Ends and places where lines meet, in the order in which they are drawn. */
static void make_nodes(meeting *work)
{
    for (size_t v = 0; v < work->lines->vertex_count; v++) {
        const unsigned char kind = work->kinds[v];
        if (!(kind & (IS_END | IS_SHARED)))
            continue;
        const uint32_t near = work->tolerance_m > 0 ? find_node(work, (uint32_t)v) : CM__NO_NODE;
        if (near == CM__NO_NODE)
            add_node(work, (uint32_t)v);
        else
            work->node_of[v] = near;
        if (kind & IS_END)
            work->has_end[work->node_of[v]] = 1;
    }
}

/* The vertices of a line that an end comes near become nodes too. */
static void name_part(meeting *work, size_t part)
{
    const size_t last = work->lines->first_vertex[part + 1] - 1;

    for (size_t v = work->lines->first_vertex[part]; v <= last; v++) {
        const uint32_t place = work->place_of[v];
        if (place == v && !(work->kinds[v] & (IS_END | IS_SHARED)) && work->tolerance_m > 0) {
            const uint32_t near = find_node(work, place);
            if (near != CM__NO_NODE && work->has_end[near])
                work->node_of[v] = near;
        }
        work->node_of[v] = work->node_of[place];
    }
}

static cm_status make_room(meeting *work)
{
    const size_t vertices = work->lines->vertex_count;
    cm_status status = cm__array_grow(&work->place_of, vertices, sizeof *work->place_of);

    if (!status)
        status = cm__array_grow(&work->kinds, vertices, sizeof *work->kinds);
    if (!status)
        status = make_table(work, vertices);
    if (status)
        return status;
    memset(work->kinds, 0, vertices * sizeof *work->kinds);
    memset(work->node_of, 0xff, vertices * sizeof *work->node_of);
    return CM_OK;
}

static cm_status make_node_room(meeting *work)
{
    size_t count = 1;
    cm_status status;

    for (size_t v = 0; v < work->lines->vertex_count; v++)
        count += (work->kinds[v] & (IS_END | IS_SHARED)) != 0;
    status = cm__array_grow(&work->node_vertex, count, sizeof *work->node_vertex);
    if (!status)
        status = cm__array_grow(&work->next, count, sizeof *work->next);
    if (!status)
        status = cm__array_grow(&work->has_end, count, sizeof *work->has_end);
    if (!status)
        status = make_table(work, count);
    if (!status)
        status = cm__array_grow(&work->used, work->table_mask / 8 + 1, 1);
    if (!status)
        memset(work->used, 0, work->table_mask / 8 + 1);
    return status;
}

cm_status cm__network_find_nodes(uint32_t *node_of, uint32_t *out_count, const cm_features *lines,
                                 const cm__network_pace *paces, double tolerance_m)
{
    const cm_box box = cm_features_get_bounds(lines);
    meeting work = {.lines = lines,
                    .paces = paces,
                    .node_of = node_of,
                    .x0 = box.x_min,
                    .y0 = box.y_min,
                    .tolerance_m = tolerance_m,
                    .cell_m = fmax(CELL_TOLERANCES * tolerance_m, CELL_MIN_M)};
    cm_status status = make_room(&work);

    if (!status) {
        for_each_part(&work, visit_part);
        status = make_node_room(&work);
    }
    if (!status) {
        make_nodes(&work);
        for_each_part(&work, name_part);
        *out_count = work.node_count;
    }
    cm__array_free(&work.used);
    cm__array_free(&work.has_end);
    cm__array_free(&work.next);
    cm__array_free(&work.node_vertex);
    cm__array_free(&work.table);
    cm__array_free(&work.kinds);
    cm__array_free(&work.place_of);
    return status;
}
