/* cli_network.h - the network of a verb that travels. */
#ifndef CLI_NETWORK_H
#define CLI_NETWORK_H

#include "cli/cli.h"
#include <clustermap/crs.h>
#include <clustermap/network.h>
#include <clustermap/points.h>

/* What a verb is told about its network. */
typedef struct cli_network_ask {
    const char *path, *speed, *minutes, *oneway;
    cm_network_unit unit;
    double speed_kmh, walk_kmh, tolerance_m, max_snap_m;
} cli_network_ask;

/* What stands in it before the options are read. */
#define CLI_NETWORK_ASK_INIT                                                                       \
    {                                                                                              \
        .speed_kmh = 4.8, .walk_kmh = 4.8, .tolerance_m = 0.5, .max_snap_m = INFINITY              \
    }

/* The options that fill it, for a verb's table; request: the verb's request, ask: its member. */
#define CLI_NETWORK_OPTION(request, ask, needed)                                                   \
    {                                                                                              \
        "network", 0, CLI_TEXT, offsetof(request, ask.path), "LINES",                              \
            "roads or railways to travel over", 0, 0, NULL, .kind = CLI_KIND_LINES,                \
                                                            .is_needed = needed                    \
    }
#define CLI_NETWORK_OPTIONS(request, ask)                                                          \
    {"speed",                                                                                      \
     0,                                                                                            \
     CLI_TEXT,                                                                                     \
     offsetof(request, ask.speed),                                                                 \
     "COL",                                                                                        \
     "column of the speed on a line, km/h",                                                        \
     0,                                                                                            \
     0,                                                                                            \
     NULL,                                                                                         \
     .kind = CLI_KIND_COLUMN,                                                                      \
     .of = "--network"},                                                                           \
        {"cost",                                                                                   \
         0,                                                                                        \
         CLI_TEXT,                                                                                 \
         offsetof(request, ask.minutes),                                                           \
         "COL",                                                                                    \
         "column of the minutes that a line takes",                                                \
         0,                                                                                        \
         0,                                                                                        \
         NULL,                                                                                     \
         .kind = CLI_KIND_COLUMN,                                                                  \
         .of = "--network"},                                                                       \
        {"speed-kmh", 0,                                                                           \
         CLI_NUMBER,  offsetof(request, ask.speed_kmh),                                            \
         "N",         "speed on lines without a column",                                           \
         1e-3,        1e4,                                                                         \
         NULL,        .preset = "4.8"},                                                            \
    {                                                                                              \
        "walk-kmh", 0, CLI_NUMBER, offsetof(request, ask.walk_kmh), "N",                           \
            "speed between a place and its line", 1e-3, 1e4, NULL, .preset = "4.8"                 \
    }
#define CLI_NETWORK_SHAPE_OPTIONS(request, ask)                                                    \
    {"oneway",                                                                                     \
     0,                                                                                            \
     CLI_TEXT,                                                                                     \
     offsetof(request, ask.oneway),                                                                \
     "COL",                                                                                        \
     "column of one-way lines: yes, no or reverse",                                                \
     0,                                                                                            \
     0,                                                                                            \
     NULL,                                                                                         \
     .kind = CLI_KIND_COLUMN,                                                                      \
     .of = "--network"},                                                                           \
        {"tolerance", 0,                                                                           \
         CLI_LENGTH,  offsetof(request, ask.tolerance_m),                                          \
         "LENGTH",    "lines' ends this near to each other meet",                                  \
         0,           1000,                                                                        \
         NULL,        .preset = "0.5m"},                                                           \
    {                                                                                              \
        "max-snap", 0, CLI_LENGTH, offsetof(request, ask.max_snap_m), "LENGTH",                    \
            "a place farther from every line is off the network; default no limit", 0, 1e9, NULL   \
    }

/* Reads the layer of lines; --where is not for them. */
cli_exit cli_network_read(cli_input *out, const cli_common *common, const cli_network_ask *ask);

/* Takes the lines into the plane and joins them; says what was rejected and what hangs together. */
cli_exit cli_network_join(cm_network **out, cli_input *lines, const cli_common *common,
                          const cm_crs *plane, const cli_network_ask *ask);

/* Points on their way to the network. */
typedef struct cli_travellers {
    const char *what;        /* what to call them: "centres" */
    const cm_points *points; /* borrowed */
    cm_network_places places;
    size_t off_network, off_main; /* without a line; on another part than the longest */
} cli_travellers;

/* Finds the points' lines, counts those without, and says so. */
cli_exit cli_network_place(cli_travellers *travellers, const cli_common *common,
                           const cm_network *network, const cli_network_ask *ask);
/* The network's part of a report; nothing without one. */
void cli_network_report(const cm_network *network);

/* CLI_REJECTED under --strict if lines were left out, else CLI_DONE. network NULL: none. */
cli_exit cli_network_rejected(const cli_common *common, const cli_input *lines,
                              const cm_network *network);

/* --oneway and the like without --network: CLI_USAGE. */
cli_exit cli_network_check(const cli_network_ask *ask);

#endif
