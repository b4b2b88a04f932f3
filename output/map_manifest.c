/* map_manifest.c - copies what a map was made of, before its layers go. */
#include "output/map_manifest.h"
#include "geo/base_arena.h"
#include "geo/base_memory.h"
#include "output/map_gather.h"
#include "output/map_theme.h"
#include <string.h>

static cm_status copy(cm__manifest *out, const char **to, const char *text)
{
    return cm__arena_add(&out->text, to, text);
}

/* ---- layers ---- */

static const char *printed_label(const cm_map_layer *layer, const cm_style_class *class)
{
    if (class->label && *class->label)
        return class->label;
    if (class->value)
        return class->value;
    return layer->title ? layer->title : layer->id;
}

static cm_status add_classes(cm__manifest *out, cm__manifest_layer *to, const cm__sheet *sheet,
                             size_t layer)
{
    const cm_map_layer *const of = &sheet->layers[layer];
    const cm__sheet_classes *const classes = &sheet->classes[layer];
    const size_t count = of->style->class_count;
    cm_status status = cm__array_grow(&to->classes, count + 1, sizeof *to->classes);

    for (size_t i = 0; i < count && !status; i++) {
        const cm_style_class *const from = &of->style->classes[i];
        to->classes[i] = (cm__manifest_class){.lower = from->lower,
                                              .upper = from->upper,
                                              .is_rest = from->value && !*from->value,
                                              .symbol = cm__theme_symbol(sheet, layer, i),
                                              .count = from->count};
        status = copy(out, &to->classes[i].label, printed_label(of, from));
        to->class_count = i + 1;
    }
    for (size_t row = 0; row < of->features->table.row_count && !status; row++)
        if (classes->of_row[row] != CM_ABSENT && cm_features_has_place(of->features, row))
            to->classes[classes->of_row[row]].found++;
    to->absent_count = classes->absent_count;
    to->beyond_count = classes->beyond_count;
    return status;
}

static cm_status add_layer(cm__manifest *out, const cm__sheet *sheet, size_t layer, size_t inset)
{
    const cm_map_layer *const of = &sheet->layers[layer];
    cm__manifest_layer *const to = &out->layers[out->layer_count++];
    const char *const source = of->features->source;
    cm_status status;

    *to = (cm__manifest_layer){.role = of->role,
                               .geometry = of->features->geometry,
                               .kind = of->style->kind,
                               .approximate = of->approximate,
                               .no_legend = of->no_legend,
                               .has_names = of->style->label.column != NULL,
                               .is_gathered = cm__gather_takes(sheet, layer),
                               .in_hexagons =
                                   cm__gather_takes(sheet, layer) && !sheet->gather.as_circles,
                               .size_value = of->style->size.value,
                               .size_mm = of->style->size.size_mm,
                               .is_credited = inset == CM_ABSENT,
                               .inset = inset};
    status = copy(out, &to->id, of->id);
    if (!status)
        status = copy(out, &to->title, of->title);
    if (!status)
        status = copy(out, &to->source, source && *source ? source : NULL);
    if (!status)
        status = copy(out, &to->column, of->style->column);
    if (!status)
        status = copy(out, &to->unit, of->style->unit);
    if (!status)
        status = copy(out, &to->size_column, of->style->size.column);
    return status ? status : add_classes(out, to, sheet, layer);
}

static cm_status add_layers(cm__manifest *out, const cm__sheet *sheet, size_t inset)
{
    cm_status status = cm__array_grow(&out->layers, out->layer_count + sheet->layer_count + 1,
                                      sizeof *out->layers);

    for (size_t i = 0; i < sheet->layer_count && !status; i++)
        status = add_layer(out, sheet, i, inset);
    return status;
}

/* ---- frames and names ---- */

static cm_status add_frame(cm__manifest *out, cm__manifest_frame *to, const cm__sheet *sheet)
{
    to->page = sheet->page;
    return sheet->plane.crs ? copy(out, &to->crs, cm_crs_get_definition(sheet->plane.crs)) : CM_OK;
}

static cm_status add_names(cm__manifest *out, const cm__names *names)
{
    cm_status status =
        cm__array_grow(&out->first_left_out, out->first_left_out_count + names->count + 1,
                       sizeof *out->first_left_out);

    out->names_asked += names->count;
    for (size_t i = 0; i < names->left_out_count; i++) { /* the unplaced among them are counted */
        bool is_label = false;
        for (size_t k = 0; k < names->count && !is_label; k++)
            is_label = names->labels[k].string == names->left_out[i];
        out->names_asked += !is_label;
    }
    for (size_t i = 0; i < names->count && !status; i++) {
        out->first_asked += names->labels[i].priority == 1;
        if (names->labels[i].priority != 1 || names->places[i].placed)
            continue;
        status =
            copy(out, &out->first_left_out[out->first_left_out_count++], names->labels[i].string);
    }
    return status;
}

static cm_status add_inset(cm__manifest *out, const cm__inset *inset)
{
    const size_t number = out->inset_count++;
    cm__manifest_frame *const to = &out->insets[number];
    cm_status status;

    *to = (cm__manifest_frame){.is_locator = inset->ask->kind == CM_MAP_LOCATOR,
                               .is_outside = inset->outside,
                               .box_mm = inset->box_mm};
    status = copy(out, &to->id, inset->ask->id);
    if (!status)
        status = add_frame(out, to, &inset->sheet);
    if (!status)
        status = add_names(out, &inset->names);
    if (!status)
        status = add_layers(out, &inset->sheet, number);
    for (size_t i = 0; !status && inset->ask->layers && i < inset->sheet.layer_count; i++)
        out->layers[out->layer_count - 1 - i].is_credited = true;
    return status;
}

/* ---- all ---- */

static cm_status add_texts(cm__manifest *out, const cm_map_options *options)
{
    cm_status status = copy(out, &out->title, options->title);

    if (!status)
        status = copy(out, &out->subtitle, options->subtitle);
    return status ? status : copy(out, &out->as_of, options->as_of);
}

cm_status cm__manifest_make(cm__manifest *out, const cm__sheet *sheet,
                            const cm__arrangement *arrangement, const cm__names *names)
{
    const cm__insets *const insets = &arrangement->insets;
    cm_status status = add_texts(out, sheet->options);

    out->language = sheet->options->language;
    out->dpi = sheet->options->dpi;
    out->is_diagram = sheet->options->is_diagram;
    out->has_legend = arrangement->legend.row_count > 0;
    out->legend_mm = arrangement->legend_spot.box_mm;
    out->scalebar_mm = arrangement->scalebar_spot.box_mm;
    out->map.box_mm = sheet->page.frame_mm;
    if (!status)
        status = add_frame(out, &out->map, sheet);
    if (!status)
        status = add_names(out, names);
    if (!status)
        status = add_layers(out, sheet, CM_ABSENT);
    if (!status)
        status = cm__array_grow(&out->insets, insets->count + 1, sizeof *out->insets);
    for (size_t i = 0; i < insets->count && !status; i++)
        status = add_inset(out, &insets->insets[i]);
    return status;
}

void cm__manifest_clear(cm__manifest *manifest)
{
    for (size_t i = 0; i < manifest->layer_count; i++)
        cm__array_free(&manifest->layers[i].classes);
    cm__array_free(&manifest->layers);
    cm__array_free(&manifest->insets);
    cm__array_free(&manifest->first_left_out);
    cm__arena_destroy(&manifest->text);
    *manifest = (cm__manifest){0};
}
