/* cli_network.c - the network of a verb that travels: read, joined, and what is said of it. */
#include "cli/cli_network.h"

cli_exit cli_network_read(cli_input *out, const cli_common *common, const cli_network_ask *ask)
{
    cli_common plain = *common;

    plain.where = NULL;
    return cli_input_read(out, &plain, ask->path);
}

static void say_network(const cli_common *common, const cm_network_summary *is, const char *path)
{
    if (common->quiet)
        return;
    if (is->rejected_count > 0)
        cli_say(CLI_DONE, "%s: %zu of %zu lines rejected; the first is row %zu: %s", path,
                is->rejected_count, is->row_count, is->rejected_row + 1, is->rejected_why);
    if (is->part_count > 1)
        cli_say(
            CLI_DONE,
            "%s: the lines are %zu parts that do not meet; the longest has %.1f %% of the length",
            path, is->part_count, 100 * is->main_length_m / is->length_m);
}

cli_exit cli_network_join(cm_network **out, cli_input *lines, const cli_common *common,
                          const cm_crs *plane, const cli_network_ask *ask)
{
    cm_network_options options = CM_NETWORK_OPTIONS_INIT;

    options.unit = ask->unit;
    options.tolerance_m = ask->tolerance_m;
    options.speed_kmh = ask->speed_kmh;
    options.walk_kmh = ask->walk_kmh;
    options.speed = ask->speed;
    options.minutes = ask->minutes;
    options.oneway = ask->oneway;
    options.progress = cli_progress(common);
    if ((plane && cm_features_transform(&lines->features, plane)) ||
        cm_network_create(out, &lines->features, &options))
        return cli_say(CLI_FAILED, "%s: %s", ask->path, cm_error_text());
    const cm_network_summary summary = cm_network_get_summary(*out);
    say_network(common, &summary, ask->path);
    return CLI_DONE;
}

static void say_travellers(const cli_travellers *of, const cli_common *common,
                           const cli_network_ask *ask)
{
    if (common->quiet)
        return;
    if (of->off_network > 0)
        cli_say(CLI_DONE, "%s farther than %g m from every line: %zu of %zu", of->what,
                ask->max_snap_m, of->off_network, of->places.count);
    if (of->off_main > 0)
        cli_say(CLI_DONE, "%s on another part of the network than the longest: %zu of %zu",
                of->what, of->off_main, of->places.count);
}

cli_exit cli_network_place(cli_travellers *travellers, const cli_common *common,
                           const cm_network *network, const cli_network_ask *ask)
{
    const cm_progress progress = cli_progress(common);

    if (cm_network_find_places(&travellers->places, network, travellers->points, ask->max_snap_m,
                               &progress))
        return cli_fail();
    for (size_t i = 0; i < travellers->places.count; i++) {
        const cm_network_place *const place = &travellers->places.places[i];
        travellers->off_network += place->edge == CM_ABSENT;
        travellers->off_main += place->edge != CM_ABSENT && place->part > 0;
    }
    say_travellers(travellers, common, ask);
    return CLI_DONE;
}

void cli_network_report(const cm_network *network)
{
    cm_network_summary is;

    if (!network)
        return;
    is = cm_network_get_summary(network);
    cli_json_open("network", '{');
    cli_json_count("lines", is.row_count);
    cli_json_count("rejected", is.rejected_count);
    cli_json_count("nodes", is.node_count);
    cli_json_count("edges", is.edge_count);
    cli_json_count("parts", is.part_count);
    cli_json_number("length_km", is.length_m / 1000);
    cli_json_number("longest_part_km", is.main_length_m / 1000);
    cli_json_close('}');
}

cli_exit cli_network_rejected(const cli_common *common, const cli_input *lines,
                              const cm_network *network)
{
    if (network && common->strict && cm_network_get_summary(network).rejected_count > 0)
        return CLI_REJECTED;
    return network ? cli_rejected(common, &lines->rejects) : CLI_DONE;
}

cli_exit cli_network_check(const cli_network_ask *ask)
{
    static const cli_network_ask usual = CLI_NETWORK_ASK_INIT;
    const char *const lonely = ask->oneway                              ? "oneway"
                               : ask->tolerance_m != usual.tolerance_m  ? "tolerance"
                               : !(ask->max_snap_m == usual.max_snap_m) ? "max-snap"
                                                                        : NULL;

    if (lonely && !ask->path)
        return cli_say(CLI_USAGE, "--%s: is of the lines of --network, and there are none", lonely);
    return CLI_DONE;
}
