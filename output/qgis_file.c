/* qgis_file.c - style files of QGIS. */
#include "geo/base_arena.h"
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "output/export_file.h"
#include "output/export_shp_dbf.h"
#include "output/qgis_caption.h"
#include "output/qgis_style.h"
#include <clustermap/crs.h>
#include <clustermap/qgis.h>
#include <stdio.h>
#include <string.h>

/* What is said of a file's fields and places. */
typedef struct made {
    cm__column_names names, shp_names;
    const char **values;
    struct cm__arena *text;
    cm__qgis_file file;
} made;

cm_status cm_qml_path(char *out, size_t size, const char *path)
{
    const char *const slash = strrchr(path, '/');
    const char *const name = slash ? slash + 1 : path;
    const char *const dot = strrchr(name, '.');
    const size_t length = dot && dot > name ? (size_t)(dot - path) : strlen(path);

    if (length + sizeof ".qml" > size)
        return cm__fail(CM_ERR_IO, "%s: the path is too long", path);
    memcpy(out, path, length);
    memcpy(out + length, ".qml", sizeof ".qml");
    return CM_OK;
}

static cm_status make_shp_names(cm__column_names *out, const cm_table *table, bool cp932)
{
    cm__encoder encoder = {0};
    cm_status status = cm__encoder_open(&encoder, cp932);

    if (!status)
        status = cm__dbf_names_make(out, table, &encoder);
    cm__encoder_close(&encoder);
    return status;
}

static cm_status make_names(made *m, const cm_table *table, const cm_qml_options *options)
{
    static const cm__naming any = {0};
    const bool is_shp = options->format == CM_FORMAT_SHP;
    cm_status status = is_shp ? make_shp_names(&m->names, table, options->shp_cp932)
                              : cm__column_names_make(&m->names, table, &any);

    if (!status && options->with_shp && !is_shp) {
        status = make_shp_names(&m->shp_names, table, options->shp_cp932);
        m->file.other_names = m->shp_names.names;
    }
    m->file.field_names = m->names.names;
    return status;
}

/* Texts that a Shapefile cuts, or writes in other characters, are categories as it has them. */
static cm_status make_values(made *m, const cm_style *style, bool cp932)
{
    cm__encoder encoder = {0};
    cm__text text = {0};
    cm_status status = cm__encoder_open(&encoder, cp932);

    if (!status)
        status = cm__array_grow(&m->values, style->class_count + 1, sizeof *m->values);
    for (size_t i = 0; i < style->class_count && !status; i++) {
        m->values[i] = NULL;
        if (!style->classes[i].value)
            continue;
        status = cm__dbf_text_as_read(&text, style->classes[i].value, &encoder);
        if (!status)
            status = cm__arena_add(&m->text, &m->values[i], text.bytes);
    }
    m->file.values = m->values;
    cm__text_clear(&text);
    cm__encoder_close(&encoder);
    return status;
}

static cm_status find_plane(bool *out, const cm_features *features, const cm_qml_options *options)
{
    cm_crs *crs = NULL;
    cm_status status;

    *out = !features->crs;
    if (*out || options->format == CM_FORMAT_GEOJSON || !options->out_crs)
        return CM_OK;
    status = cm_crs_create(&crs, options->out_crs);
    if (status)
        return status;
    *out = !cm_crs_is_geographic(crs);
    cm_crs_destroy(crs);
    return CM_OK;
}

static void open_root(cm__xml *xml, const char *categories, bool has_labels)
{
    cm__xml_open(xml, "qgis");
    cm__xml_attribute(xml, "version", "3.16.0");
    cm__xml_attribute(xml, "styleCategories", categories);
    cm__xml_attribute(xml, "labelsEnabled", has_labels ? "1" : "0");
}

static cm_status write_file(const cm__xml *xml, const char *path, const cm_qml_options *options)
{
    return xml->text.failed ? xml->text.failed
                            : cm__export_file_write(path, xml->text.bytes, xml->text.length,
                                                    options->no_clobber);
}

static cm_status add_elements(cm__xml *xml, const cm_map_layer *layer, const cm__qgis_file *file,
                              const cm_qml_options *options)
{
    cm_status status = CM_OK;

    open_root(xml, layer->style ? "Symbology|Labeling|Fields" : "Fields",
              layer->style && cm__qgis_has_labels(layer));
    if (layer->style)
        status = cm__qgis_add_style(xml, layer, file);
    else
        cm__qgis_add_captions(xml, &layer->features->table, file);
    if (!status && options->grid)
        status = cm__qgis_add_pipe(xml, options->grid, options->grid_style);
    cm__xml_close(xml);
    return status;
}

static cm_status make_file(made *m, const cm_map_layer *layer, const cm_qml_options *options)
{
    cm_status status = make_names(m, &layer->features->table, options);

    m->file.language = options->language;
    if (!status)
        status = find_plane(&m->file.is_plane, layer->features, options);
    if (!status && layer->style && options->format == CM_FORMAT_SHP)
        status = make_values(m, layer->style, options->shp_cp932);
    return status;
}

cm_status cm_qml_write(const cm_map_layer *layer, const char *path, const cm_qml_options *options)
{
    static const cm_qml_options usual = CM_QML_OPTIONS_INIT;
    made m = {0};
    cm__xml xml = {0};
    cm_status status;

    options = options ? options : &usual;
    status = make_file(&m, layer, options);
    if (!status)
        status = add_elements(&xml, layer, &m.file, options);
    if (!status)
        status = write_file(&xml, path, options);
    cm__xml_clear(&xml);
    cm__array_free(&m.values);
    cm__arena_destroy(&m.text);
    cm__column_names_clear(&m.shp_names);
    cm__column_names_clear(&m.names);
    return status;
}

cm_status cm_qml_write_grid(const cm_grid *grid, const cm_style *style, const char *path,
                            const cm_qml_options *options)
{
    static const cm_qml_options usual = CM_QML_OPTIONS_INIT;
    cm__xml xml = {0};
    cm_status status;

    open_root(&xml, "Symbology", false);
    status = cm__qgis_add_grid_style(&xml, grid, style);
    cm__xml_close(&xml);
    if (!status)
        status = write_file(&xml, path, options ? options : &usual);
    cm__xml_clear(&xml);
    return status;
}
