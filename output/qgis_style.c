/* qgis_style.c - the elements that a style file and a layer of a project have in common. */
#include "output/qgis_style.h"
#include "output/qgis_caption.h"
#include "output/qgis_label.h"
#include "output/qgis_renderer.h"

cm_status cm__qgis_add_style(cm__xml *xml, const cm_map_layer *layer, const cm__qgis_file *file)
{
    cm_status status = CM_OK;

    if (layer->features->geometry != CM_GEOMETRY_NONE) {
        status = cm__qgis_add_renderer(xml, layer, file);
        cm__qgis_add_labels(xml, layer, file);
        cm__xml_leaf(xml, "blendMode", "0");
        cm__xml_leaf(xml, "featureBlendMode", "0");
        cm__xml_leaf(xml, "layerOpacity", "1");
    }
    cm__qgis_add_captions(xml, &layer->features->table, file);
    return status ? status : xml->text.failed;
}
