/* cli_map_lint.c - clustermap map --lint: what a cartographer would send back. */
#include "cli/cli_run.h"

cli_exit run_lint(run_work *work)
{
    const cli_exit drawn = work->map ? CLI_DONE : run_draw(work); /* of a run that writes none */

    if (drawn)
        return drawn;
    if (cm_map_lint(&work->lint, work->map))
        return cli_fail();
    for (size_t i = 0; i < CM_MAP_LINT_POINTS; i++)
        if (work->lint.points[i].status == CM_MAP_LINT_MISSED)
            cli_say(CLI_FAILED, "lint %zu: %s", i + 1, work->lint.points[i].finding);
    return work->lint.missed > 0 ? CLI_FAILED : CLI_DONE;
}

void run_print_lint(const run_work *work)
{
    if (!work->lint.text)
        return;
    cli_json_open("lint", '[');
    for (size_t i = 0; i < CM_MAP_LINT_POINTS; i++) {
        const cm_map_lint_point *const point = &work->lint.points[i];
        cli_json_open(NULL, '{');
        cli_json_count("point", i + 1);
        cli_json_text("rule", point->rule);
        cli_json_text("status", cm_map_lint_status_name(point->status));
        cli_json_text("finding", point->finding);
        cli_json_count("misses", point->misses);
        cli_json_close('}');
    }
    cli_json_close(']');
}
