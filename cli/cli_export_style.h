/* cli_export_style.h - the style for QGIS beside an exported layer. */
#ifndef CLI_EXPORT_STYLE_H
#define CLI_EXPORT_STYLE_H

#include "cli/cli_map_layers.h"

/* Whether the theme can be shown in a file of that format, and has its column; says why not. */
cli_exit export_check_theme(const cli_common *common, const map_look *look);

/* Writes a layer to -o, and OUT.qml beside it: how the theme shows the layer (look->theme NULL:
 * nothing of that), and what its fields are called where a Shapefile has to cut their names. */
cli_exit export_write_styled(const cli_common *common, const cm_features *features,
                             const cm_export_options *options, const map_look *look);

#endif
