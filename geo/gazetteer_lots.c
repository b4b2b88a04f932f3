/* gazetteer_lots.c - makes one lot of all that the sources say of it. */
#include "geo/base_memory.h"
#include "geo/gazetteer_merge.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A lot with what it is sorted by. */
typedef struct sorted_lot {
    cm__merge_lot lot;
    uint32_t order;    /* of its town */
    const char *koaza; /* its name or "" */
} sorted_lot;

static int compare_texts(const char *a, const char *b)
{
    return a == b ? 0 : strcmp(a, b);
}

/* By town, koaza and key; of one lot the best comes last: no parcel, the finest level, the latest
 * source. */
static int compare_lots(const void *left, const void *right)
{
    const sorted_lot *const a = left, *const b = right;
    int order = (a->order > b->order) - (a->order < b->order);

    if (order == 0)
        order = compare_texts(a->koaza, b->koaza);
    if (order == 0)
        order = strcmp(a->lot.key, b->lot.key);
    if (order == 0)
        order = b->lot.is_parcel - a->lot.is_parcel;
    if (order == 0)
        order = a->lot.level - b->lot.level;
    if (order == 0)
        order = (a->lot.place.source > b->lot.place.source) -
                (a->lot.place.source < b->lot.place.source);
    return order;
}

static bool is_same_lot(const sorted_lot *a, const sorted_lot *b)
{
    return a->order == b->order && compare_texts(a->koaza, b->koaza) == 0 &&
           strcmp(a->lot.key, b->lot.key) == 0;
}

/* Takes the best of what is said of one lot; where that knows no place, the best that does. */
static cm__merge_lot choose(const sorted_lot *rows, size_t count)
{
    cm__merge_lot best = rows[count - 1].lot;

    for (size_t i = count; i-- > 0 && isnan(best.place.at.lon_deg);)
        best.place = rows[i].lot.place;
    return best;
}

static bool is_in_block(const cm__merge_lot *lot, const cm__merge_lot *block, size_t length)
{
    return lot->town == block->town && lot->koaza == block->koaza &&
           strncmp(lot->key, block->key, length) == 0 && lot->key[length] == '#';
}

/* A block lies in the middle of its buildings, which follow it, where no source says more. */
static void place_blocks(cm__merge *merge)
{
    for (size_t i = 0; i < merge->lot_count; i++) {
        cm__merge_lot *const block = &merge->lots[i];
        const size_t length = strlen(block->key);
        cm_lonlat sum = {0, 0};
        size_t count = 0;
        if (block->level != CM_LEVEL_BLOCK || !isnan(block->place.at.lon_deg))
            continue;
        for (size_t j = i + 1; j < merge->lot_count && is_in_block(&merge->lots[j], block, length);
             j++) {
            if (isnan(merge->lots[j].place.at.lon_deg))
                continue;
            sum.lon_deg += merge->lots[j].place.at.lon_deg;
            sum.lat_deg += merge->lots[j].place.at.lat_deg;
            count++;
        }
        if (count > 0)
            block->place.at = (cm_lonlat){sum.lon_deg / (double)count, sum.lat_deg / (double)count};
    }
}

cm_status cm__merge_lots(cm__merge *merge)
{
    const size_t count = merge->lot_count;
    sorted_lot *rows = NULL;
    size_t kept = 0;
    cm_status status;

    if (count == 0)
        return CM_OK;
    status = cm__array_grow(&rows, count, sizeof *rows);
    if (status)
        return status;
    for (size_t i = 0; i < count; i++) {
        const cm__merge_lot *const lot = &merge->lots[i];
        rows[i] = (sorted_lot){*lot, merge->towns[lot->town].order,
                               lot->koaza ? merge->koaza[lot->koaza - 1].name : ""};
    }
    qsort(rows, count, sizeof *rows, compare_lots);
    for (size_t i = 0, end; i < count; i = end) {
        for (end = i + 1; end < count && is_same_lot(&rows[i], &rows[end]); end++)
            ;
        if (*rows[i].lot.key)
            merge->lots[kept++] = choose(&rows[i], end - i);
    }
    merge->lot_count = kept;
    cm__array_free(&rows);
    place_blocks(merge);
    return CM_OK;
}
