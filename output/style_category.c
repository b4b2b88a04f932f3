/* style_category.c - a class for each value of a column. */
#include "geo/base_arena.h"
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "output/style_class.h"
#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* A value by the first row that has it. */
typedef struct value_tally {
    size_t row, count;
} value_tally;

/* The values of a column in a hash table of their places in tallies + 1; 0 is empty. */
typedef struct value_census {
    const cm_features *features;
    size_t column;
    value_tally *tallies;
    size_t tally_count, tally_capacity;
    size_t *slots;
    size_t slot_count; /* a power of 2, at least twice the tallies */
} value_census;

static const char *get_value(const value_census *census, size_t row, char *buffer)
{
    return cm_table_format(&census->features->table, row, census->column, buffer);
}

/* FNV-1a. */
static size_t hash(const char *text)
{
    uint64_t sum = 14695981039346656037u;

    for (; *text; text++)
        sum = (sum ^ (unsigned char)*text) * 1099511628211u;
    return (size_t)(sum ^ sum >> 32);
}

/* The slot that holds the value, or the empty one where it belongs. */
static size_t find_slot(const value_census *census, const char *value)
{
    char buffer[CM_CELL_MAX];
    size_t slot = hash(value) & (census->slot_count - 1);

    while (census->slots[slot]) {
        const value_tally *const held = &census->tallies[census->slots[slot] - 1];
        if (strcmp(get_value(census, held->row, buffer), value) == 0)
            break;
        slot = (slot + 1) & (census->slot_count - 1);
    }
    return slot;
}

static cm_status grow(value_census *census)
{
    const size_t capacity = census->tally_capacity ? 2 * census->tally_capacity : 64;
    char buffer[CM_CELL_MAX];
    cm_status status = cm__array_grow(&census->tallies, capacity, sizeof *census->tallies);

    if (!status)
        status = cm__array_grow(&census->slots, 2 * capacity, sizeof *census->slots);
    if (status)
        return status;
    census->tally_capacity = capacity;
    census->slot_count = 2 * capacity;
    memset(census->slots, 0, census->slot_count * sizeof *census->slots);
    for (size_t i = 0; i < census->tally_count; i++)
        census->slots[find_slot(census, get_value(census, census->tallies[i].row, buffer))] = i + 1;
    return CM_OK;
}

static cm_status add_row(value_census *census, size_t row)
{
    const cm_features *const features = census->features;
    char buffer[CM_CELL_MAX];
    const char *const value = get_value(census, row, buffer);
    size_t slot;

    if (census->tally_count == census->tally_capacity) {
        const cm_status status = grow(census);
        if (status)
            return status;
    }
    slot = find_slot(census, value);
    if (!census->slots[slot]) {
        census->tallies[census->tally_count++] = (value_tally){row, 0};
        census->slots[slot] = census->tally_count;
    }
    if (features->geometry == CM_GEOMETRY_NONE || cm_features_has_place(features, row))
        census->tallies[census->slots[slot] - 1].count++;
    return CM_OK;
}

/* By falling count, then as first seen. */
static int compare(const void *left, const void *right)
{
    value_tally a, b;

    memcpy(&a, left, sizeof a);
    memcpy(&b, right, sizeof b);
    if (a.count != b.count)
        return a.count < b.count ? 1 : -1;
    return (a.row > b.row) - (a.row < b.row);
}

static cm_status add_class(cm_style *style, const char *value, const char *label, size_t count,
                           const cm_symbol *symbol)
{
    const cm_status status = cm__style_add_class(style, value, label, symbol);

    if (!status)
        style->classes[style->class_count - 1].count = count;
    return status;
}

static cm_status add_classes(cm_style *style, const value_census *census, const char *other)
{
    const cm_geometry geometry = census->features->geometry;
    const cm_symbol others = cm__symbol_category(CM__PALETTE_COUNT, geometry),
                    hollow = cm__symbol_missing(geometry);
    const value_tally *missing = NULL;
    size_t other_values = 0, other_count = 0;
    cm_status status = CM_OK;

    for (size_t i = 0; !status && i < census->tally_count; i++) {
        const value_tally *const tally = &census->tallies[i];
        char buffer[CM_CELL_MAX];
        const char *const value = get_value(census, tally->row, buffer);
        const cm_symbol symbol = cm__symbol_category(style->class_count, geometry);
        if (value[0] == '\0') {
            missing = tally;
        } else if (style->class_count < CM__PALETTE_COUNT) {
            status = add_class(style, value, value, tally->count, &symbol);
        } else {
            other_values++;
            other_count += tally->count;
        }
    }
    if (!status && other_values)
        status = add_class(style, NULL, other ? other : "other", other_count, &others);
    if (!status && missing)
        status = add_class(style, "", "\xe2\x80\x93", missing->count, &hollow);
    return status;
}

cm_status cm_style_categories(cm_style *out, const cm_features *features, const char *column,
                              const char *other)
{
    cm_style style = {.kind = CM_STYLE_CATEGORIES, .label = cm__style_plain_label()};
    value_census census = {.features = features,
                           .column = cm_table_find_column(&features->table, column)};
    cm_status status;

    if (census.column == CM_ABSENT)
        return cm__fail(CM_ERR_FORMAT, "there is no column '%.100s' to style by", column);
    status = cm__arena_add(&style.text, &style.column, column);
    for (size_t row = 0; !status && row < features->table.row_count; row++)
        status = add_row(&census, row);
    if (!status && census.tally_count > 0) {
        qsort(census.tallies, census.tally_count, sizeof *census.tallies, compare);
        status = add_classes(&style, &census, other);
    }
    if (!status) {
        *out = style;
        style = (cm_style){0};
    }
    cm__array_free(&census.slots);
    cm__array_free(&census.tallies);
    cm_style_clear(&style);
    return status;
}

static size_t find_value(const cm_style *style, const char *value)
{
    for (size_t i = 0; i < style->class_count; i++) {
        const char *const held = style->classes[i].value;
        if (value ? held && strcmp(held, value) == 0 : !held && style->kind == CM_STYLE_CATEGORIES)
            return i;
    }
    return CM_ABSENT;
}

cm_status cm_style_set_category(cm_style *style, const char *value, const cm_symbol *symbol,
                                const char *label)
{
    const size_t found = find_value(style, value);
    const cm_symbol next =
        cm__symbol_category(value ? style->class_count : CM__PALETTE_COUNT, CM_GEOMETRY_POINT);
    const char *text;
    cm_status status;

    assert(value || style->kind == CM_STYLE_CATEGORIES);
    if (found == CM_ABSENT)
        return cm__style_add_class(style, value, label ? label : value, symbol ? symbol : &next);
    if (label) {
        status = cm__arena_add(&style->text, &text, label);
        if (status)
            return status;
        style->classes[found].label = text;
    }
    if (symbol)
        style->classes[found].symbol = *symbol;
    return CM_OK;
}
