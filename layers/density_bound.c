/* density_bound.c - bounds of the rounding errors in the sums of a sweep. */
#include "layers/density_bound.h"
#include <math.h>

#define ROUNDING 0x1p-53
#define ROUNDINGS_A_TERM 4.0 /* to expand, shift or evaluate, for each order */
#define ROUNDINGS_A_PLACE 8.0
#define SECOND_ORDER 1.01 /* products of errors, and the rounding of the bound itself */

/* A block is at most half a radius, so that its coefficients are of the size of R^2m. */
static int choose_shift(double radius)
{
    int shift = CM__BLOCK_SHIFT_MIN;

    while (shift < CM__BLOCK_SHIFT_MAX && 4 << shift <= radius)
        shift++;
    return shift;
}

/* An open place lies within radius of some column of the block: at most half a block more from its
 * origin, and one and a half before a shift. There |a - (x - p)^2| <= R2 + (P + |x|)^2. */
void cm__bound_rules_init(cm__bound_rules *out, int order, double radius, double extent,
                          bool is_exact)
{
    cm__bound_rules rules = {.order = order, .block_shift = choose_shift(radius)};
    rules.block = 1 << rules.block_shift;
    const double far = radius + 1.5 * rules.block;
    const double peak = cm__polynomial_power(radius * radius, order);

    rules.unit = is_exact && order == 0 ? 0 : SECOND_ORDER * ROUNDING;
    cm__polynomial_expand(rules.growth, order, 1,
                          (cm__trinomial){radius * radius + far * far, 2 * far, 1});
    rules.growth_sum = cm__polynomial_value(rules.growth, order, 0.5 * rules.block);
    rules.coordinate = ROUNDING * order * peak * (16 * (extent + radius) / radius + 8);
    *out = rules;
}

/* The weight of all additions: a column adds to what is open, an event to its slot. */
static double get_additions(const cm__bound *bound, const cm__bound_rules *rules,
                            const cm__bound_part *part)
{
    const double columns = part->event_count > 0 ? rules->block : 0;
    const double an_event = ROUNDINGS_A_PLACE + ROUNDINGS_A_TERM * rules->order + part->event_count;

    return bound->pending + columns * (part->weight_before + part->weight_events) +
           an_event * part->weight_events;
}

double cm__bound_get(const cm__bound *bound, const cm__bound_rules *rules,
                     const cm__bound_part *part)
{
    const double open = part->weight_before + part->weight_events;
    const double evaluation = ROUNDINGS_A_TERM * (rules->order + 1) * open;

    return SECOND_ORDER * cm__polynomial_value(bound->left_over, rules->order, 0.5 * rules->block) +
           rules->unit * rules->growth_sum * (get_additions(bound, rules, part) + evaluation);
}

void cm__bound_pass(cm__bound *bound, const cm__bound_rules *rules, const cm__bound_part *part)
{
    const double additions = rules->unit * get_additions(bound, rules, part);

    for (int k = 0; k <= 2 * rules->order; k++) {
        const double before = part->is_cleared ? 0 : bound->left_over[k];
        bound->left_over[k] = before + additions * rules->growth[k];
    }
    bound->pending = 0;
}

void cm__bound_shift(cm__bound *bound, const cm__bound_rules *rules, double weight)
{
    cm__polynomial_shift(bound->left_over, rules->order, rules->block);
    bound->pending += ROUNDINGS_A_TERM * rules->order * weight;
}

void cm__bound_restart(cm__bound *bound, const cm__bound_rules *rules, double weight, double count)
{
    const double a_place = ROUNDINGS_A_PLACE + ROUNDINGS_A_TERM * rules->order + count;

    *bound = (cm__bound){.pending = a_place * weight};
}
