/* density_mass.c - how much of a kernel lies inside a window: an integral along its borders. */
#include "layers/density_vector.h"

#include "layers/density_kernel.h"
#include "layers/density_mass.h"
#include "layers/density_polynomial.h"
#include "layers/window_tree.h"
#include <math.h>

#define PI 3.14159265358979323846
enum { STRETCH = 64, LANES = 8 };

/* An edge as seen from a place, in bandwidths: it lies on a line at height h to the left of its
 * direction, and runs along it from s to the end e. */
typedef struct sight {
    double h, s, e;
} sight;

/* Gauss and Legendre's nodes, the positive ones, and their weights. */
typedef struct rule {
    int half;
    double longest; /* interval, of which the error is below 1e-16 for the gaussian */
    double node[6], weight[6];
} rule;

static const rule rules[] = {
    {2,
     0.1,
     {0.339981043584856264, 0.861136311594052575},
     {0.652145154862546142, 0.347854845137453857}},
    {4,
     1,
     {0.183434642495649804, 0.525532409916328985, 0.796666477413626739, 0.960289856497536231},
     {0.362683783378361982, 0.313706645877887287, 0.222381034453374470, 0.101228536290376259}},
    {6,
     2.4,
     {0.125233408511468915, 0.367831498998180193, 0.587317954286617447, 0.769902674194304687,
      0.904117256370474856, 0.981560634246719250},
     {0.249147045813402785, 0.233492536538354808, 0.203167426723065921, 0.160078328543346226,
      0.106939325995318430, 0.047175336386511827}},
};

/* M(q) / q^2 with v = q^2, for a kernel (1 - v)^m: (1 - (1 - v)^(m + 1)) / v, a sum of powers. */
CM__INLINE double power_ratio(int m, double v)
{
    const double u = 1 - v;
    double sum = 1;

    for (int i = 0; i < m; i++)
        sum = sum * u + 1;
    return sum;
}

/* The same of the gaussian: (1 - exp(-v / 2)) / v, whose digits cancel where v is small. */
static double gaussian_ratio(double v)
{
    double sum = 0;

    if (v >= 1)
        return (1 - cm__exp_negative(-0.5 * v)) / v;
    for (int k = 15; k >= 0; k--)
        sum = (1 - sum * v) / (2 * (k + 1.0));
    return sum;
}

static double ratio(cm_kernel kernel, double v)
{
    return kernel == CM_KERNEL_GAUSSIAN ? gaussian_ratio(v)
                                        : power_ratio(cm__kernel_order(kernel), v);
}

static double integrate_part(cm_kernel kernel, const rule *by, double h, double from, double to)
{
    const double middle = 0.5 * (from + to), radius = 0.5 * (to - from);
    double sum = 0;

    for (int i = 0; i < by->half; i++) {
        const double low = middle - radius * by->node[i], high = middle + radius * by->node[i];
        sum +=
            by->weight[i] * (ratio(kernel, h * h + low * low) + ratio(kernel, h * h + high * high));
    }
    return radius * sum;
}

/* 3 - 2 q has a root in it, and an integral in closed form. */
static double integrate_triangular(double h, double from, double to)
{
    const double near = hypot(h, from), far = hypot(h, to), height = fabs(h);
    const double bend = height > 0 ? h * h * (asinh(to / height) - asinh(from / height)) : 0;

    return 3 * (to - from) - (to * far - from * near + bend);
}

/* The integral of M along a part of an edge that is in reach. With dt = h ds / q^2 it is h times
 * that of M / q^2, which is smooth everywhere: four nodes are exact for the polynomials. */
static double integrate(cm_kernel kernel, double h, double from, double to)
{
    const double length = to - from;
    const rule *by = rules;
    double parts = 1, sum = 0;

    if (kernel == CM_KERNEL_TRIANGULAR)
        return h * integrate_triangular(h, from, to);
    if (kernel == CM_KERNEL_GAUSSIAN && length > rules[0].longest) {
        by = length > rules[1].longest ? &rules[2] : &rules[1];
        parts = ceil(length / by->longest);
    }
    for (double i = 0; i < parts; i++)
        sum += integrate_part(kernel, by, h, from + length * (i / parts),
                              from + length * ((i + 1) / parts));
    return h * sum;
}

/* The angle by which a line at height h turns from one place on it to another. */
static double line_angle(double h, double from, double to)
{
    return atan2(h * (to - from), h * h + from * to);
}

static double vertex_angle(cm_point a, cm_point b)
{
    return atan2(a.x * b.y - a.y * b.x, a.x * b.x + a.y * b.y);
}

typedef struct inquiry {
    const cm_window *window;
    cm_kernel kernel;
    double bandwidth, reach; /* reach in bandwidths */
    cm_point place;
    bool in_reach; /* a border was */
} inquiry;

static cm_point vertex_of(const inquiry *of, size_t i)
{
    return (cm_point){of->window->polygons.x[i] - of->place.x,
                      of->window->polygons.y[i] - of->place.y};
}

/* The integral of M along an edge. What lies out of reach turns by its angle, M being 1. */
static double edge_integral(inquiry *of, size_t i)
{
    const cm_point a = vertex_of(of, i), b = vertex_of(of, i + 1), d = {b.x - a.x, b.y - a.y};
    const double length = hypot(d.x, d.y), unit = length * of->bandwidth;
    double sum = 0;

    if (length == 0)
        return 0;
    const sight on = {(a.x * b.y - a.y * b.x) / unit, (a.x * d.x + a.y * d.y) / unit,
                      (b.x * d.x + b.y * d.y) / unit};
    if (fabs(on.h) >= of->reach)
        return vertex_angle(a, b);
    const double half = sqrt(of->reach * of->reach - on.h * on.h);
    const double from = fmax(on.s, -half), to = fmin(on.e, half);
    if (from >= to)
        return vertex_angle(a, b);
    of->in_reach = true;
    if (on.s < from)
        sum += line_angle(on.h, on.s, from);
    if (on.e > to)
        sum += line_angle(on.h, to, on.e);
    return sum + integrate(of->kernel, on.h, from, to);
}

/* Whether all of a box is in reach. */
static bool is_in_reach(const cm_box *box, cm_point place, double reach2)
{
    const double dx = fmax(fabs(box->x_min - place.x), fabs(box->x_max - place.x));
    const double dy = fmax(fabs(box->y_min - place.y), fabs(box->y_max - place.y));

    return dx * dx + dy * dy < reach2;
}

/* Of up to STRETCH edges that are wholly in reach, for a kernel (1 - v)^m: with z running along an
 * edge from a to b, it is a x b times the mean of M(|z|) / |z|^2, whose degree is 2 m. */
CM__INLINE double integrate_stretch(const inquiry *of, size_t first, int count, int m)
{
    const double *const xs = of->window->polygons.x + first, unit = 1 / of->bandwidth;
    const double *const ys = of->window->polygons.y + first;
    const double near = rules[0].node[0], far = rules[0].node[1];
    const double near_weight = 0.5 * rules[0].weight[0], far_weight = 0.5 * rules[0].weight[1];
    double terms[STRETCH] = {0}, sums[LANES] = {0}, sum = 0;

    CM__VECTOR_LOOP
    for (int i = 0; i < count; i++) {
        const double ax = (xs[i] - of->place.x) * unit, ay = (ys[i] - of->place.y) * unit;
        const double bx = (xs[i + 1] - of->place.x) * unit, by = (ys[i + 1] - of->place.y) * unit;
        const double mx = 0.5 * (ax + bx), my = 0.5 * (ay + by);
        const double dx = 0.5 * (bx - ax), dy = 0.5 * (by - ay);
        const double middle = mx * mx + my * my, slope = 2 * (mx * dx + my * dy);
        const double bend = dx * dx + dy * dy;
        const double n = middle + near * near * bend, f = middle + far * far * bend;
        const double of_near = power_ratio(m, n - near * slope) + power_ratio(m, n + near * slope);
        const double of_far = power_ratio(m, f - far * slope) + power_ratio(m, f + far * slope);
        terms[i] = (ax * by - ay * bx) * (near_weight * of_near + far_weight * of_far);
    }
    for (int i = 0; i < STRETCH; i++)
        sums[i % LANES] += terms[i];
    for (int i = 0; i < LANES; i++)
        sum += sums[i];
    return sum;
}

CM__EVERY_MACHINE static double integrate_chain(const inquiry *of, size_t first, size_t last, int m)
{
    double sum = 0;

    for (size_t i = first; i < last; i += STRETCH) {
        const int count = last - i < STRETCH ? (int)(last - i) : STRETCH;
        switch (m) {
        case 0: sum += integrate_stretch(of, i, count, 0); break;
        case 1: sum += integrate_stretch(of, i, count, 1); break;
        case 2: sum += integrate_stretch(of, i, count, 2); break;
        default: sum += integrate_stretch(of, i, count, 3); break;
        }
    }
    return sum;
}

double cm__mass_get(const cm_window *window, cm_kernel kernel, double bandwidth, cm_point place)
{
    inquiry of = {window, kernel, bandwidth, cm__kernel_reach(kernel), place, false};
    const double reach2 = of.reach * of.reach * bandwidth * bandwidth;
    const int order = cm__kernel_order(kernel);
    double sum = 0, lost = 0;

    for (size_t i = 0; i < window->node_count;) {
        const cm__window_node *const node = &window->nodes[i];
        if (cm__window_box_distance2(&node->box, place) > reach2) {
            cm__sum_add(&sum, &lost,
                        vertex_angle(vertex_of(&of, node->first), vertex_of(&of, node->last)));
            i = node->next;
            continue;
        }
        if (order >= 0 && node->first < node->last && is_in_reach(&node->box, place, reach2)) {
            of.in_reach = true;
            cm__sum_add(&sum, &lost, integrate_chain(&of, node->first, node->last, order));
            i = node->next;
            continue;
        }
        for (size_t e = node->first; node->is_leaf && e < node->last; e++)
            cm__sum_add(&sum, &lost, edge_integral(&of, e));
        i++;
    }
    const double mass = (sum + lost) / (2 * PI);
    return of.in_reach ? fmax(mass, 0) : rint(mass);
}
