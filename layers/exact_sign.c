/* exact_sign.c - on which side, and in which circle: signs that are never wrong. */
#include "layers/exact_sign.h"
#include "layers/exact_sum.h"
#include <math.h>
#include <stdbool.h>

/* How far a determinant of rounded numbers may be off, by the sum of its terms' sizes: the bounds
 * of Shewchuk 1997, theorems for orient2d and incircle. */
static const double half_ulp = 0x1p-53;
#define SIDE_BOUND ((3 + 16 * half_ulp) * half_ulp)
#define CIRCLE_BOUND ((10 + 96 * half_ulp) * half_ulp)

/* Numbers held as sums of doubles, the least first, none of them 0 unless it is all there is. */
enum { DIFFERENCE = 2, MINOR = 16, TERM = 2 * MINOR * MINOR, WHOLE = 3 * TERM };

static int store(double *out, int count, double value)
{
    if (value != 0)
        out[count++] = value;
    return count;
}

static int add(double *out, const double *a, int a_count, const double *b, int b_count)
{
    double sum = 0;
    int i = 0, j = 0, count = 0;

    while (i < a_count || j < b_count) {
        const bool takes_a = j == b_count || (i < a_count && fabs(a[i]) < fabs(b[j]));
        const cm__pair next = cm__sum(sum, takes_a ? a[i] : b[j]);
        i += takes_a;
        j += !takes_a;
        count = store(out, count, next.low);
        sum = next.high;
    }
    return store(out, count, sum);
}

static int scale(double *out, const double *a, int a_count, double by)
{
    double carry = 0;
    int count = 0;

    for (int i = 0; i < a_count; i++) {
        const cm__pair product = cm__product(a[i], by), low = cm__sum(carry, product.low);
        const cm__pair high = cm__sum_ordered(product.high, low.high);
        count = store(out, count, low.low);
        count = store(out, count, high.low);
        carry = high.high;
    }
    return store(out, count, carry);
}

/* out has room for 2 * a_count * b_count, at most TERM; a_count is at most MINOR. */
static int multiply(double *out, const double *a, int a_count, const double *b, int b_count)
{
    double row[2 * MINOR], sum[TERM];
    int count = 0;

    for (int j = 0; j < b_count; j++) {
        const int row_count = scale(row, a, a_count, b[j]);
        const int sum_count = add(sum, out, count, row, row_count);
        for (int i = 0; i < sum_count; i++)
            out[i] = sum[i];
        count = sum_count;
    }
    return count;
}

static void negate(double *values, int count)
{
    for (int i = 0; i < count; i++)
        values[i] = -values[i];
}

static double sign_of(const double *values, int count)
{
    return count > 0 ? values[count - 1] : 0;
}

/* Where a place lies seen from another, in full. */
typedef struct offset {
    double x[DIFFERENCE], y[DIFFERENCE];
    int x_count, y_count;
} offset;

static offset offset_of(cm_point place, cm_point from)
{
    const cm__pair x = cm__difference(place.x, from.x), y = cm__difference(place.y, from.y);
    offset out = {.x_count = 0};

    out.x_count = store(out.x, store(out.x, 0, x.low), x.high);
    out.y_count = store(out.y, store(out.y, 0, y.low), y.high);
    return out;
}

/* a.x * b.y - a.y * b.x, in room for MINOR. */
static int cross(double *out, const offset *a, const offset *b)
{
    double left[MINOR / 2], right[MINOR / 2];
    const int left_count = multiply(left, a->x, a->x_count, b->y, b->y_count);
    const int right_count = multiply(right, a->y, a->y_count, b->x, b->x_count);

    negate(right, right_count);
    return add(out, left, left_count, right, right_count);
}

static int square(double *out, const offset *a)
{
    double x2[MINOR / 2], y2[MINOR / 2];
    const int x_count = multiply(x2, a->x, a->x_count, a->x, a->x_count);
    const int y_count = multiply(y2, a->y, a->y_count, a->y, a->y_count);

    return add(out, x2, x_count, y2, y_count);
}

static double side_in_full(cm_point a, cm_point b, cm_point c)
{
    const offset to_b = offset_of(b, a), to_c = offset_of(c, a);
    double out[MINOR];

    return sign_of(out, cross(out, &to_b, &to_c));
}

double cm__side_sign(cm_point a, cm_point b, cm_point c)
{
    const double left = (a.x - c.x) * (b.y - c.y), right = (a.y - c.y) * (b.x - c.x);
    const double side = left - right;

    if (fabs(side) > SIDE_BOUND * (fabs(left) + fabs(right)))
        return side;
    return side_in_full(a, b, c);
}

/* The square of one offset by the cross product of the two others. */
static int circle_term(double *out, const offset *lifted, const offset *a, const offset *b)
{
    double lift[MINOR], minor[MINOR];
    const int lift_count = square(lift, lifted), minor_count = cross(minor, a, b);

    return multiply(out, lift, lift_count, minor, minor_count);
}

static double circle_in_full(const cm_point corners[3], cm_point d)
{
    const offset a = offset_of(corners[0], d), b = offset_of(corners[1], d);
    const offset c = offset_of(corners[2], d);
    double one[TERM], other[TERM], two[2 * TERM], whole[WHOLE];
    int count = circle_term(one, &a, &b, &c);

    count = add(two, one, count, other, circle_term(other, &b, &c, &a));
    count = add(whole, two, count, other, circle_term(other, &c, &a, &b));
    return sign_of(whole, count);
}

double cm__circle_sign(const cm_point corners[3], cm_point d)
{
    const double ax = corners[0].x - d.x, ay = corners[0].y - d.y;
    const double bx = corners[1].x - d.x, by = corners[1].y - d.y;
    const double cx = corners[2].x - d.x, cy = corners[2].y - d.y;
    const double bc = bx * cy, cb = by * cx, ca = cx * ay, ac = cy * ax, ab = ax * by, ba = ay * bx;
    const double a2 = ax * ax + ay * ay, b2 = bx * bx + by * by, c2 = cx * cx + cy * cy;
    const double sign = a2 * (bc - cb) + b2 * (ca - ac) + c2 * (ab - ba);
    const double size =
        a2 * (fabs(bc) + fabs(cb)) + b2 * (fabs(ca) + fabs(ac)) + c2 * (fabs(ab) + fabs(ba));

    if (fabs(sign) > CIRCLE_BOUND * size)
        return sign;
    return circle_in_full(corners, d);
}
