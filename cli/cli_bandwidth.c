/* cli_bandwidth.c - a bandwidth as a person asks for it. */
#include "cli/cli.h"
#include <math.h>
#include <string.h>

const char *const cli_bandwidth_rules[] = {"scott", "silverman", "lscv", "likelihood", NULL};

bool cli_bandwidth_is_good(const char *text)
{
    double length_m;

    if (!text || cm_bandwidth_rule_find(text) != CM_BANDWIDTH_RULE_COUNT)
        return true;
    return cli_length_read(&length_m, text) && length_m >= 1e-3 && length_m <= 1e8;
}

/* The factor from a length of the given kind to the bandwidth of the kernel in use. A gaussian's
 * "radius" is that of the quartic kernel of the same deviation. */
static double kind_factor(const cli_bandwidth *ask)
{
    const bool is_gaussian = ask->kernel == CM_KERNEL_GAUSSIAN;
    const bool is_sd = ask->is ? strcmp(ask->is, "sd") == 0 : is_gaussian;

    if (is_gaussian)
        return is_sd ? 1 : 1 / cm_kernel_radius_per_sd(CM_KERNEL_QUARTIC);
    return is_sd ? cm_kernel_radius_per_sd(ask->kernel) : 1;
}

cli_exit cli_bandwidth_find(cli_bandwidth_found *out, const cm_points *points,
                            const cli_bandwidth *ask)
{
    const char *const text = ask->text ? ask->text : "scott";
    const cm_bandwidth_rule rule = cm_bandwidth_rule_find(text);
    double length_m = 0;

    *out = (cli_bandwidth_found){.rule = "given"};
    if (rule == CM_BANDWIDTH_RULE_COUNT) {
        if (!cli_length_read(&length_m, text))
            return cli_say(CLI_USAGE, "bandwidth '%.100s' is neither " CLI_BANDWIDTH_WORDS, text);
        out->bandwidth_m = length_m * kind_factor(ask);
        return CLI_DONE;
    }
    if (cm_bandwidth_select(&length_m, points, rule, &ask->options, &out->search))
        return cli_fail();
    out->rule = cm_bandwidth_rule_name(rule);
    out->bandwidth_m = length_m * cm_kernel_radius_per_sd(ask->kernel);
    return CLI_DONE;
}

cm_box cli_reached_box(const cm_points *points, cm_kernel kernel, double bandwidth_m)
{
    const double reach_m = bandwidth_m * (kernel == CM_KERNEL_GAUSSIAN ? 5 : 1);
    cm_box box = {INFINITY, INFINITY, -INFINITY, -INFINITY};

    for (size_t i = 0; i < points->count; i++) {
        box.x_min = fmin(box.x_min, points->x[i] - reach_m);
        box.y_min = fmin(box.y_min, points->y[i] - reach_m);
        box.x_max = fmax(box.x_max, points->x[i] + reach_m);
        box.y_max = fmax(box.y_max, points->y[i] + reach_m);
    }
    return box;
}
