/* map_legend_text.c - what a legend says, whoever sets it: the printed map or a page. */
#include "output/map_legend_text.h"
#include "output/map_gather.h"
#include "output/map_theme.h"
#include "output/map_type.h"
#include <math.h>
#include <string.h>

cm_map_role cm__legend_role(size_t i)
{
    static const cm_map_role order[CM__THEME_ROLES] = {CM_MAP_MEMBERS, CM_MAP_PLACES, CM_MAP_LINES,
                                                       CM_MAP_BANDS, CM_MAP_OUTLINES};

    return order[i];
}

bool cm__legend_shows_layer(const cm__sheet *sheet, size_t index)
{
    const cm_map_layer *const layer = &sheet->layers[index];

    return cm__gather_leaves(sheet, index) && !layer->no_legend && layer->style->class_count > 0 &&
           layer->features->geometry != CM_GEOMETRY_NONE && layer->features->table.row_count > 0;
}

/* A class that no member is in is not on the map; an empty one between graduated classes is kept,
 * so that their limits have no gap. */
bool cm__legend_shows_class(const cm_map_layer *layer, size_t class_index)
{
    return layer->style->kind == CM_STYLE_GRADUATED || layer->role != CM_MAP_MEMBERS ||
           layer->style->classes[class_index].count > 0;
}

bool cm__legend_has_heading(const cm__sheet *sheet, size_t layer)
{
    const cm_style *const style = sheet->layers[layer].style;

    return style->class_count > 1 || style->kind == CM_STYLE_GRADUATED ||
           sheet->classes[layer].absent_count > 0;
}

cm__legend_kind cm__legend_kind_of(const cm_map_layer *layer, const cm_symbol *symbol)
{
    const cm_colour paper = cm__ink_paper();
    const bool coloured =
        symbol->fill.alpha > 0 && memcmp(&symbol->fill, &paper, sizeof paper) != 0;

    if (layer->features->geometry == CM_GEOMETRY_POINT)
        return CM__LEGEND_MARKER;
    if (layer->features->geometry == CM_GEOMETRY_LINE)
        return CM__LEGEND_LINE;
    return coloured || layer->role == CM_MAP_BANDS ? CM__LEGEND_AREA : CM__LEGEND_LINE;
}

/* ---- words ---- */

/* Whether a class's number says something: of bands each is one area. */
static bool shows_counts(const cm_map_layer *layer)
{
    size_t most = 0;

    for (size_t i = 0; i < layer->style->class_count; i++)
        most = layer->style->classes[i].count > most ? layer->style->classes[i].count : most;
    return layer->role == CM_MAP_MEMBERS || (layer->role == CM_MAP_BANDS && most > 1);
}

static void add_count(cm__text *text, cm_map_language language, size_t count)
{
    cm__text_add(text, cm__word_get(CM__WORD_OPEN, language));
    cm__word_add_grouped(text, (double)count);
    cm__text_add(text, cm__word_get(CM__WORD_CLOSE, language));
}

static const char *layer_title(const cm_map_layer *layer)
{
    return layer->title ? layer->title : layer->id;
}

void cm__legend_add_heading_text(cm__text *out, const char *title, const char *unit,
                                 cm_map_language language)
{
    cm__text_add(out, title);
    if (unit && *unit) {
        cm__text_add(out, cm__word_get(CM__WORD_OPEN, language));
        cm__text_add(out, unit);
        cm__text_add(out, cm__word_get(CM__WORD_CLOSE, language));
    }
}

/* What rows without a class lack: a number, or a class that takes it. */
static void add_absent_words(cm__text *text, const cm__sheet_classes *classes,
                             cm_map_language language)
{
    if (classes->beyond_count == 0 || classes->beyond_count < classes->absent_count)
        cm__text_add(text, cm__word_get(CM__WORD_NO_VALUE, language));
    if (classes->beyond_count > 0 && classes->beyond_count < classes->absent_count)
        cm__text_add(text, cm__word_get(CM__WORD_COMMA, language));
    if (classes->beyond_count > 0)
        cm__text_add(text, cm__word_get(CM__WORD_NO_CLASS, language));
}

void cm__legend_add_class_text(cm__text *out, const cm_map_layer *layer, size_t class_index,
                               const cm__sheet_classes *classes, cm_map_language language)
{
    const bool absent = class_index == CM_ABSENT;
    const cm_style_class *const class = absent ? NULL : &layer->style->classes[class_index];

    if (absent)
        add_absent_words(out, classes, language);
    else if (class->label && *class->label)
        cm__text_add(out, class->label);
    else
        cm__text_add(out, class->value ? class->value : layer_title(layer));
    if (shows_counts(layer) || absent)
        add_count(out, language, absent ? classes->absent_count : class->count);
}

void cm__legend_text_heading(cm__text *text, const cm__sheet *sheet, size_t layer)
{
    const cm_map_layer *const of = &sheet->layers[layer];
    const cm_style *const style = of->style;

    cm__legend_add_heading_text(text,
                                style->title && *style->title ? style->title : layer_title(of),
                                style->unit, sheet->options->language);
}

void cm__legend_text_class(cm__text *text, const cm__sheet *sheet, size_t layer, size_t class_index)
{
    cm__legend_add_class_text(text, &sheet->layers[layer], class_index, &sheet->classes[layer],
                              sheet->options->language);
}

void cm__legend_text_sizes(cm__text *text, const cm__sheet *sheet, size_t layer)
{
    const cm_style_size *const size = &sheet->layers[layer].style->size;

    cm__legend_add_heading_text(text, size->title ? size->title : size->column, size->unit,
                                sheet->options->language);
}

void cm__legend_text_unsized(cm__text *text, const cm__sheet *sheet, size_t count)
{
    cm__text_add(text, cm__sheet_word(sheet, CM__WORD_NO_VALUE));
    add_count(text, sheet->options->language, count);
}

size_t cm__legend_count_unsized(const cm__sheet *sheet, size_t layer)
{
    const cm_map_layer *const of = &sheet->layers[layer];
    size_t count = 0;

    for (size_t row = 0; row < of->features->table.row_count; row++)
        count += cm_features_has_place(of->features, row) &&
                 isnan(cm_style_find_size(of->style, of->features, row));
    return count;
}

cm_symbol cm__legend_sizes_symbol(const cm__sheet *sheet, size_t layer)
{
    return cm__theme_symbol(sheet, layer,
                            sheet->layers[layer].style->class_count > 1 ? CM_ABSENT : 0);
}
