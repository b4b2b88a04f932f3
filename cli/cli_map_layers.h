/* cli_map_layers.h - layers on the command line instead of a project file. */
#ifndef CLI_MAP_LAYERS_H
#define CLI_MAP_LAYERS_H

#include "cli/cli_run.h"

typedef struct map_theme {
    const char *name;  /* category, density, graduated, choropleth */
    const char *field; /* NULL: for categories `type` if there is one */
} map_theme;

/* Owns what the project that is made up borrows; {0} at first. */
typedef struct map_layers {
    char ids[PROJECT_LAYERS_MAX][64];
    bool is_themed; /* a layer of areas shows the theme's classes */
} map_layers;

/* Reads the layers into the work as if a project had named them: the first of points are the
 * members, further ones places; areas are classed by the theme's field, or else outlines. Computes
 * and styles them. Says why on failure; end the work with run_clear in any case. */
cli_exit map_read_layers(map_layers *made, run_work *work, const map_theme *theme, char **paths,
                         int count);

/* The layer as `map` would draw it by that theme (not density); its style is the work's, which must
 * be {0} and is ended with run_clear. Says why on failure. */
cli_exit map_style_features(cm_map_layer *out, run_work *work, const map_theme *theme,
                            const cm_features *features);

#endif
