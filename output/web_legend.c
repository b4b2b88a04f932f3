/* web_legend.c - rows of swatch and text, in the printed legend's order and words. */
#include "output/web_legend.h"
#include "output/map_legend_sizes.h"
#include "output/map_legend_text.h"
#include "output/map_theme.h"
#include "output/web_style.h"
#include "output/web_text.h"
#include <stdio.h>

/* Adds a text that was made elsewhere, in the direction of its own letters. */
static void add_text(cm__text *out, cm__text *text)
{
    cm__text_add(out, "<bdi>");
    if (text->bytes)
        cm__web_add_html(out, text->bytes);
    cm__text_add(out, "</bdi>");
    out->failed = out->failed ? out->failed : text->failed;
    cm__text_clear(text);
}

static void add_class(cm__text *out, const cm__sheet *sheet, size_t layer, size_t class_index)
{
    const cm_map_layer *const of = &sheet->layers[layer];
    const cm_symbol symbol = cm__theme_symbol(sheet, layer, class_index);
    cm__text text = {0};
    char id[64];

    snprintf(id, sizeof id, "hatch-%zu-%zu", layer, class_index == CM_ABSENT ? 0 : class_index + 1);
    cm__web_add_swatch(out, cm__legend_kind_of(of, &symbol), &symbol, id);
    cm__legend_text_class(&text, sheet, layer, class_index);
    add_text(out, &text);
}

static void add_sizes(cm__text *out, const cm__sheet *sheet, size_t layer)
{
    const cm_symbol symbol = cm__legend_sizes_symbol(sheet, layer);
    const cm_symbol unsized = cm__theme_unsized(symbol);
    const size_t lacking = cm__legend_count_unsized(sheet, layer);
    cm__legend_sizes sizes;
    cm__text text = {0};

    if (sheet->layers[layer].features->geometry != CM_GEOMETRY_POINT ||
        !cm__legend_choose_sizes(&sizes, &sheet->layers[layer]))
        return;
    cm__legend_text_sizes(&text, sheet, layer);
    cm__text_add(out, "<li class=\"sizes\">");
    add_text(out, &text);
    cm__web_add_sizes(out, &sizes, &symbol);
    cm__text_add(out, "</li>\n");
    if (lacking == 0)
        return;
    cm__text_add(out, "<li>");
    cm__web_add_swatch(out, CM__LEGEND_MARKER, &unsized, "");
    cm__legend_text_unsized(&text, sheet, lacking);
    add_text(out, &text);
    cm__text_add(out, "</li>\n");
}

static void begin_layer(cm__text *out, const cm__web *web, size_t layer)
{
    const bool is_off = cm__web_lists(web->options->off, web->sheet.layers[layer].id);

    cm__text_addf(out, "<li><label><input type=\"checkbox\" data-layer=\"%zu\"%s>", layer,
                  is_off ? "" : " checked");
}

static void add_layer(cm__text *out, const cm__web *web, size_t layer)
{
    const cm__sheet *const sheet = &web->sheet;
    const cm_map_layer *const of = &sheet->layers[layer];
    const bool has_heading = cm__legend_has_heading(sheet, layer);
    cm__text text = {0};

    begin_layer(out, web, layer);
    if (has_heading) {
        cm__legend_text_heading(&text, sheet, layer);
        cm__text_add(out, "<strong>");
        add_text(out, &text);
        cm__text_add(out, "</strong>");
    } else {
        add_class(out, sheet, layer, 0);
    }
    cm__text_add(out, "</label>\n<ul>\n");
    for (size_t i = 0; i < of->style->class_count && has_heading; i++) {
        if (!cm__legend_shows_class(of, i))
            continue;
        cm__text_add(out, "<li>");
        add_class(out, sheet, layer, i);
        cm__text_add(out, "</li>\n");
    }
    if (sheet->classes[layer].absent_count > 0) {
        cm__text_add(out, "<li>");
        add_class(out, sheet, layer, CM_ABSENT);
        cm__text_add(out, "</li>\n");
    }
    add_sizes(out, sheet, layer);
    cm__text_add(out, "</ul></li>\n");
}

static void add_switch(cm__text *out, const cm__web *web, size_t layer)
{
    const cm_map_layer *const of = &web->sheet.layers[layer];

    begin_layer(out, web, layer);
    cm__text_add(out, "<bdi>");
    cm__web_add_html(out, of->title ? of->title : of->id);
    cm__text_add(out, "</bdi></label></li>\n");
}

void cm__web_add_legend(cm__text *out, const cm__web *web)
{
    const cm__sheet *const sheet = &web->sheet;

    for (size_t o = 0; o < CM__THEME_ROLES; o++)
        for (size_t i = 0; i < sheet->layer_count; i++)
            if (sheet->layers[i].role == cm__legend_role(o) && cm__legend_shows_layer(sheet, i))
                add_layer(out, web, i);
    for (size_t i = 0; i < sheet->layer_count; i++)
        if (!cm__legend_shows_layer(sheet, i) && web->layers[i].row_count > 0)
            add_switch(out, web, i);
}
