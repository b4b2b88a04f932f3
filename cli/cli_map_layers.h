/* cli_map_layers.h - layers on the command line instead of a project file. */
#ifndef CLI_MAP_LAYERS_H
#define CLI_MAP_LAYERS_H

#include "cli/cli_run.h"

/* How layers without a project are to look, as the command line says it; NULL: not said. */
typedef struct map_look {
    const char *title;
    const char *theme; /* category, density, graduated, choropleth; NULL: category */
    const char *field; /* NULL: for categories `type` if there is one */
    const char *language;
} map_look;

/* The options of a look, which a request has as its member `look`; whose title and language those
 * are, help says, and which languages there are. */
extern const char *const map_themes[], *const map_languages[], *const map_page_languages[];
/* clang-format off */
#define MAP_LOOK_OPTIONS(request, of_title, of_language, languages)                                 \
    {"title", 0, CLI_TEXT, offsetof(request, look.title), "TEXT", of_title, 0, 0, NULL},           \
    {"theme", 0, CLI_CHOICE, offsetof(request, look.theme), "THEME",                               \
     "of layers: category, density, graduated, choropleth; default category", 0, 0, map_themes},   \
    {"field", 0, CLI_TEXT, offsetof(request, look.field), "COL",                                   \
     "the theme's column; of categories by default 'type'", 0, 0, NULL, .kind = CLI_KIND_COLUMN},  \
    {"lang", 0, CLI_CHOICE, offsetof(request, look.language), "LANG", of_language, 0, 0, languages}
/* clang-format on */

/* What can be known of it before any file is read. */
cli_exit map_check_look(const map_look *look, char **paths, int count);

/* Owns what the project that is made up borrows; {0} at first. */
typedef struct map_layers {
    char ids[PROJECT_LAYERS_MAX][64];
    bool is_themed;  /* a layer of areas shows the theme's classes */
    size_t rejected; /* rows of all the files */
} map_layers;

/* Reads the layers into the work as if a project had named them: the first of points are the
 * members, further ones places; areas are classed by the theme's field, or else outlines. Computes
 * and styles them. Says why on failure; end the work with run_clear in any case. */
cli_exit map_read_layers(map_layers *made, run_work *work, const map_look *look, char **paths,
                         int count);

/* The layer as `map` would draw it by that theme (not density); its style is the work's, which must
 * be {0} and is ended with run_clear. Says why on failure. */
cli_exit map_style_features(cm_map_layer *out, run_work *work, const map_look *look,
                            const cm_features *features);

#endif
