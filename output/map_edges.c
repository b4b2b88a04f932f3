/* map_edges.c - a set of undirected edges by open addressing. */
#include "output/map_edges.h"
#include "geo/base_memory.h"
#include <string.h>

/* The finalizer of MurmurHash3 (Appleby), over the bits of a number. */
static uint64_t mix(uint64_t h, double value)
{
    uint64_t bits;

    value += 0.0; /* -0 is 0 */
    memcpy(&bits, &value, sizeof bits);
    h = (h ^ bits) * 0xff51afd7ed558ccdu;
    h = (h ^ (h >> 33)) * 0xc4ceb9fe1a85ec53u;
    return h ^ (h >> 33);
}

static uint64_t hash(cm_point a, cm_point b)
{
    const bool swap = b.x < a.x || (b.x == a.x && b.y < a.y);
    const cm_point first = swap ? b : a, second = swap ? a : b;
    const uint64_t h = mix(mix(mix(mix(1, first.x), first.y), second.x), second.y);

    return h ? h : 1; /* 0 marks a free slot */
}

/* Where the hash is, or the free slot where it belongs. */
static uint64_t *find_slot(uint64_t *slots, size_t slot_count, uint64_t h)
{
    size_t i = (size_t)h & (slot_count - 1);

    while (slots[i] && slots[i] != h)
        i = (i + 1) & (slot_count - 1);
    return &slots[i];
}

static cm_status grow(cm__edges *edges)
{
    const size_t slot_count = edges->slot_count ? 2 * edges->slot_count : 1024;
    uint64_t *slots = NULL;
    const cm_status status = cm__array_grow(&slots, slot_count, sizeof *slots);

    if (status)
        return status;
    memset(slots, 0, slot_count * sizeof *slots);
    for (size_t i = 0; i < edges->slot_count; i++)
        if (edges->slots[i])
            *find_slot(slots, slot_count, edges->slots[i]) = edges->slots[i];
    cm__array_free(&edges->slots);
    edges->slots = slots;
    edges->slot_count = slot_count;
    return CM_OK;
}

cm_status cm__edges_add(cm__edges *edges, cm_point a, cm_point b, bool *out_new)
{
    const uint64_t h = hash(a, b);
    cm_status status = CM_OK;

    if (2 * edges->count >= edges->slot_count)
        status = grow(edges);
    if (status)
        return status;
    uint64_t *const slot = find_slot(edges->slots, edges->slot_count, h);
    *out_new = *slot == 0;
    edges->count += *out_new;
    *slot = h;
    return CM_OK;
}

void cm__edges_clear(cm__edges *edges)
{
    cm__array_free(&edges->slots);
    *edges = (cm__edges){0};
}
