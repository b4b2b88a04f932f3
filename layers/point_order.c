/* point_order.c - an order of points in which neighbours mostly follow each other. */
#include "layers/point_order.h"
#include <math.h>
#include <string.h>

enum { SIDE = 65536, DIGIT_BITS = 8, DIGITS = 1 << DIGIT_BITS, KEY_BITS = 32 };

/* 16 bits, each followed by a zero (Morton 1966). */
static uint32_t spread_bits(uint32_t bits)
{
    bits = (bits | bits << 8) & 0x00FF00FF;
    bits = (bits | bits << 4) & 0x0F0F0F0F;
    bits = (bits | bits << 2) & 0x33333333;
    return (bits | bits << 1) & 0x55555555;
}

static uint32_t slice_of(double value, double low, double scale)
{
    const double slice = (value - low) * scale;

    return slice > 0 ? (uint32_t)fmin(slice, SIDE - 1) : 0;
}

static void make_keys(uint32_t *keys, const double *x, const double *y, size_t count)
{
    double low[2] = {INFINITY, INFINITY}, high[2] = {-INFINITY, -INFINITY};

    for (size_t i = 0; i < count; i++) {
        low[0] = fmin(low[0], x[i]);
        low[1] = fmin(low[1], y[i]);
        high[0] = fmax(high[0], x[i]);
        high[1] = fmax(high[1], y[i]);
    }
    const double side = fmax(high[0] - low[0], high[1] - low[1]);
    const double scale = side > 0 ? SIDE / side : 0;
    for (size_t i = 0; i < count; i++)
        keys[i] = spread_bits(slice_of(x[i], low[0], scale)) |
                  spread_bits(slice_of(y[i], low[1], scale)) << 1;
}

/* One pass of a sort by digits, the lowest first: those of equal digit stay in order. */
static void pass(uint32_t *to, const uint32_t *from, const uint32_t *keys, size_t count, int shift)
{
    size_t starts[DIGITS + 1] = {0};

    for (size_t i = 0; i < count; i++)
        starts[(keys[i] >> shift & (DIGITS - 1)) + 1]++;
    for (int d = 0; d < DIGITS; d++)
        starts[d + 1] += starts[d];
    for (size_t i = 0; i < count; i++)
        to[starts[keys[from[i]] >> shift & (DIGITS - 1)]++] = from[i];
}

void cm__point_order(uint32_t *out, uint32_t *keys, const double *x, const double *y, size_t count)
{
    uint32_t *from = out, *to = keys + count;

    make_keys(keys, x, y, count);
    for (size_t i = 0; i < count; i++)
        out[i] = (uint32_t)i;
    for (int shift = 0; shift < KEY_BITS; shift += DIGIT_BITS) { /* an even number: ends in out */
        uint32_t *const filled = to;
        pass(to, from, keys, count, shift);
        to = from;
        from = filled;
    }
}
