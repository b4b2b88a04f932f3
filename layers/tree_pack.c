/* tree_pack.c - gives every node of a forest its row, so that no branch crosses another. */
#include "layers/tree_pack.h"

#include "geo/base_memory.h"
#include "layers/links_step.h"
#include <stdint.h>

/* A piece of a contour: up to `end` along the years it lies in one row. */
typedef struct piece {
    double end;
    int64_t step; /* its row less that of the piece before */
    size_t next;  /* CM_ABSENT: the last */
} piece;

/* One side of what is packed, from its left end to its right. */
typedef struct contour {
    size_t head, tail; /* pieces */
    int64_t head_row, tail_row;
} contour;

/* A node with all that hangs on it, and the branch to it. */
typedef struct block {
    contour upper, lower;
    int64_t row;         /* of the node, in the block */
    int64_t shift;       /* of the block, in its parent's */
    size_t first, count; /* the node's children */
} block;

typedef struct packing {
    const cm_tree *tree;
    piece *pieces;
    size_t piece_count;
    block *blocks;
} packing;

/* A contour of one piece in row 0; there is room for it. */
static contour add_piece(packing *p, double end)
{
    p->pieces[p->piece_count] = (piece){end, 0, CM_ABSENT};
    p->piece_count++;
    return (contour){p->piece_count - 1, p->piece_count - 1, 0, 0};
}

/* Goes on by one piece; the row along with it. */
static void advance(const packing *p, size_t *at, int64_t *row)
{
    *at = p->pieces[*at].next;
    if (*at != CM_ABSENT)
        *row += p->pieces[*at].step;
}

/* Lets what is left of another contour follow: piece `at` and all behind it. */
static void append(packing *p, contour *to, const contour *from, size_t at, int64_t row,
                   int64_t shift)
{
    if (at == CM_ABSENT)
        return;
    p->pieces[to->tail].next = at;
    p->pieces[at].step = row + shift - to->tail_row;
    to->tail = from->tail;
    to->tail_row = from->tail_row + shift;
}

/* Puts a block under what is packed already, as close as the contours let; both begin at the same
 * x. Gives how far down it is shifted. */
static int64_t put_under(packing *p, contour *upper, contour *lower, const block *under)
{
    size_t a = lower->head, b = under->upper.head;
    int64_t a_row = lower->head_row, b_row = under->upper.head_row, shift = INT64_MIN;
    contour fresh = under->lower;

    while (a != CM_ABSENT && b != CM_ABSENT) {
        const double a_end = p->pieces[a].end, b_end = p->pieces[b].end;
        if (a_row - b_row + 1 > shift)
            shift = a_row - b_row + 1;
        if (a_end <= b_end)
            advance(p, &a, &a_row);
        if (b_end <= a_end)
            advance(p, &b, &b_row);
    }
    append(p, upper, &under->upper, b, b_row, shift);
    fresh.head_row += shift;
    fresh.tail_row += shift;
    append(p, &fresh, lower, a, a_row, 0);
    *lower = fresh;
    return shift;
}

/* Lets the branch to the node come first: from the parent's x, in the node's row. */
static void put_before(packing *p, contour *of, double end, int64_t row)
{
    const contour branch = add_piece(p, end);

    p->pieces[branch.head].next = of->head;
    p->pieces[of->head].step = of->head_row - row;
    of->head = branch.head;
    of->head_row = row;
}

/* Packs the children of a node, and itself in their middle. */
static void pack_node(packing *p, size_t i)
{
    const cm_tree_node *const node = &p->tree->nodes[i];
    block *const of = &p->blocks[i];
    const double end = node->x_mm + node->label_mm;
    const block own = {.upper = add_piece(p, end), .lower = add_piece(p, end)};

    for (size_t k = 0; k <= of->count; k++) {
        const bool is_self = k == of->count / 2;
        block *const next = &p->blocks[of->first + (k > of->count / 2 ? k - 1 : k)];
        const block *const put = is_self ? &own : next;
        int64_t shift = 0;
        if (k == 0) {
            of->upper = put->upper;
            of->lower = put->lower;
        } else {
            shift = put_under(p, &of->upper, &of->lower, put);
        }
        if (is_self)
            of->row = shift;
        else
            next->shift = shift;
    }
    put_before(p, &of->upper, node->x_mm, of->row);
    put_before(p, &of->lower, node->x_mm, of->row);
}

static void find_children(packing *p)
{
    for (size_t i = 0; i < p->tree->count; i++)
        p->blocks[i] = (block){.first = 0};
    for (size_t i = 0; i < p->tree->count; i++) {
        const size_t parent = p->tree->nodes[i].parent;
        if (parent == CM_ABSENT)
            continue;
        if (p->blocks[parent].count++ == 0)
            p->blocks[parent].first = i;
    }
}

/* The outermost row of a contour: downwards or upwards. */
static int64_t outermost(const packing *p, const contour *of, bool downwards)
{
    int64_t row = of->head_row, outer = row;

    for (size_t at = of->head; at != CM_ABSENT; advance(p, &at, &row))
        if (downwards ? row > outer : row < outer)
            outer = row;
    return outer;
}

/* shift, of a root, becomes where its tree begins; of any other, where its block does. */
static size_t set_rows(size_t *rows, packing *p)
{
    int64_t next = 0;

    for (size_t i = 0; i < p->tree->count; i++) {
        block *const of = &p->blocks[i];
        const size_t parent = p->tree->nodes[i].parent;
        if (parent == CM_ABSENT) {
            of->shift = next - outermost(p, &of->upper, false);
            next = of->shift + outermost(p, &of->lower, true) + 2;
        } else {
            of->shift += p->blocks[parent].shift;
        }
        rows[i] = (size_t)(of->shift + of->row);
    }
    return next > 0 ? (size_t)(next - 1) : 0;
}

cm_status cm__forest_pack(size_t *rows, size_t *out_count, const cm_tree *tree,
                          const cm_progress *progress)
{
    packing p = {.tree = tree};
    cm_status status = cm__array_grow(&p.blocks, tree->count + 1, sizeof *p.blocks);

    if (!status)
        status = cm__array_grow(&p.pieces, 4 * tree->count + 1, sizeof *p.pieces);
    if (status)
        goto done;
    find_children(&p);
    for (size_t i = tree->count; i-- > 0 && !status;) {
        status = cm__links_step(progress, i, tree->count);
        pack_node(&p, i);
    }
    if (!status)
        *out_count = set_rows(rows, &p);
done:
    cm__array_free(&p.blocks);
    cm__array_free(&p.pieces);
    return status;
}
