/* rtree_pack.c - packs rectangles into the nodes of an SQLite R*Tree, all at once. */
#include "geo/rtree_pack.h"
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct packer {
    const cm__rtree_sink *sink;
    cm__rtree_box *boxes; /* of the level that is packed now */
    size_t count;
    int64_t next; /* the next node's number; 1 is the root's */
    int depth;
} packer;

static int64_t middle(const cm__rtree_box *box, int axis)
{
    return (int64_t)box->from[axis] + box->to[axis];
}

static int compare_on(const cm__rtree_box *a, const cm__rtree_box *b, int axis)
{
    const int64_t x = middle(a, axis), y = middle(b, axis);

    return x != y ? (x > y) - (x < y) : (a->id > b->id) - (a->id < b->id);
}

static int compare_across(const void *left, const void *right)
{
    return compare_on(left, right, 0);
}

static int compare_along(const void *left, const void *right)
{
    return compare_on(left, right, 1);
}

/* Sorts into slices across, and each slice along, so that runs of CM__RTREE_CELLS lie together. */
static void sort_tiles(cm__rtree_box *boxes, size_t count)
{
    const double leaves = ceil((double)count / CM__RTREE_CELLS);
    const size_t slice = (size_t)ceil(sqrt(leaves)) * CM__RTREE_CELLS;

    qsort(boxes, count, sizeof *boxes, compare_across);
    for (size_t first = 0; first < count; first += slice)
        qsort(boxes + first, count - first < slice ? count - first : slice, sizeof *boxes,
              compare_along);
}

static void put_number(unsigned char *at, uint64_t value, int bytes)
{
    for (int i = bytes; i-- > 0; value >>= 8)
        at[i] = (unsigned char)(value & 0xFF);
}

/* Floats sort as their bits do if they are not negative, and backwards if they are. */
static int32_t flip(int32_t bits)
{
    return bits < 0 ? bits ^ INT32_MAX : bits;
}

int32_t cm__rtree_key(double value, bool is_end)
{
    const double within = value > FLT_MAX ? FLT_MAX : value < -FLT_MAX ? -FLT_MAX : value;
    float rounded = (float)within;
    int32_t bits;

    if (!is_end && rounded > value)
        rounded = nextafterf(rounded, -INFINITY);
    if (is_end && rounded < value)
        rounded = nextafterf(rounded, INFINITY);
    rounded += 0.0F; /* a zero without a sign */
    memcpy(&bits, &rounded, sizeof bits);
    return flip(bits);
}

static void put_cell(unsigned char *at, const cm__rtree_box *box, bool is_real)
{
    const int32_t values[4] = {box->from[0], box->to[0], box->from[1], box->to[1]};

    put_number(at, (uint64_t)box->id, 8);
    for (int i = 0; i < 4; i++)
        put_number(at + 8 + 4 * i, (uint32_t)(is_real ? flip(values[i]) : values[i]), 4);
}

static void widen(cm__rtree_box *box, const cm__rtree_box *by)
{
    for (int axis = 0; axis < 2; axis++) {
        box->from[axis] = by->from[axis] < box->from[axis] ? by->from[axis] : box->from[axis];
        box->to[axis] = by->to[axis] > box->to[axis] ? by->to[axis] : box->to[axis];
    }
}

/* Writes the cells [first, end) as a node and gives the rectangle round them. */
static cm_status write_node(cm__rtree_box *out, const packer *p, size_t first, size_t end,
                            int64_t number)
{
    unsigned char bytes[CM__RTREE_NODE_BYTES] = {0};
    cm_status status = CM_OK;

    if (first < end)
        *out = p->boxes[first];
    put_number(bytes, number == 1 ? (uint64_t)p->depth : 0, 2);
    put_number(bytes + 2, end - first, 2);
    for (size_t i = first; i < end && !status; i++) {
        put_cell(bytes + 4 + (i - first) * 24, &p->boxes[i], p->sink->is_real);
        widen(out, &p->boxes[i]);
        status = p->depth == 0 ? p->sink->leaf_of(p->sink->context, p->boxes[i].id, number)
                               : p->sink->parent(p->sink->context, p->boxes[i].id, number);
    }
    out->id = number;
    return status ? status : p->sink->node(p->sink->context, number, bytes);
}

/* Packs one level; its nodes are the boxes of the next. */
static cm_status pack_level(packer *p)
{
    size_t nodes = 0;
    cm_status status = CM_OK;

    sort_tiles(p->boxes, p->count);
    for (size_t first = 0; first < p->count && !status; first += CM__RTREE_CELLS) {
        const size_t left = p->count - first;
        cm__rtree_box box;
        status = write_node(&box, p, first,
                            first + (left < CM__RTREE_CELLS ? left : CM__RTREE_CELLS), p->next++);
        p->boxes[nodes++] = box; /* behind the cells that are yet to be read */
    }
    p->count = nodes;
    p->depth++;
    return status;
}

cm_status cm__rtree_pack(cm__rtree_box *boxes, size_t count, const cm__rtree_sink *sink)
{
    packer p = {.sink = sink, .boxes = boxes, .count = count, .next = 2};
    cm__rtree_box all = {0};
    cm_status status = CM_OK;

    while (p.count > CM__RTREE_CELLS && !status)
        status = pack_level(&p);
    return status ? status : write_node(&all, &p, 0, p.count, 1);
}
