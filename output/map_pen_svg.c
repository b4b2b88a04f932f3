/* map_pen_svg.c - draws a display list as an SVG document. */
#include "geo/base_memory.h"
#include "output/export_file.h"
#include "output/map_path.h"
#include "output/map_pen.h"
#include "output/map_svg.h"
#include <stdlib.h>
#include <string.h>

/* The dot keeps our own ids apart from those of the list, which have none. */
#define SYMBOL_ID "s."
#define CLIP_ID "frame.clip"

/* The symbols that more than one marker has, in an order of their own: drawn once, then used. */
typedef struct shared_symbols {
    const cm_symbol **symbols;
    size_t count;
} shared_symbols;

static int compare_symbols(const void *a, const void *b)
{
    return cm__symbol_compare(*(const cm_symbol *const *)a, *(const cm_symbol *const *)b);
}

typedef void visit_item(void *context, const cm__item *item);

static void visit_markers(const cm__list *list, visit_item *visit, void *context)
{
    for (size_t i = 0; i < list->layer_count; i++)
        for (size_t j = 0; j < list->layers[i].group_count; j++) {
            const cm__group *const group = &list->layers[i].groups[j];
            for (size_t k = 0; k < group->item_count; k++)
                if (group->items[k].kind == CM__ITEM_MARKER)
                    visit(context, &group->items[k]);
        }
}

static void count_marker(void *context, const cm__item *item)
{
    (void)item;
    ++*(size_t *)context;
}

static void collect_marker(void *context, const cm__item *item)
{
    shared_symbols *const all = context;

    all->symbols[all->count++] = &item->symbol;
}

/* Keeps one of each that occurs at least twice, and one of none else. */
static void keep_repeated(shared_symbols *all)
{
    size_t kept = 0;

    for (size_t i = 0, next; i < all->count; i = next) {
        for (next = i + 1; next < all->count; next++)
            if (compare_symbols(&all->symbols[i], &all->symbols[next]) != 0)
                break;
        if (next - i > 1)
            all->symbols[kept++] = all->symbols[i];
    }
    all->count = kept;
}

static cm_status find_shared(shared_symbols *out, const cm__list *list)
{
    size_t count = 0;
    cm_status status;

    *out = (shared_symbols){0};
    visit_markers(list, count_marker, &count);
    if (count == 0)
        return CM_OK;
    status = cm__array_grow(&out->symbols, count, sizeof *out->symbols);
    if (status)
        return status;
    visit_markers(list, collect_marker, out);
    qsort(out->symbols, out->count, sizeof *out->symbols, compare_symbols);
    keep_repeated(out);
    return CM_OK;
}

/* CSS in an attribute: a family's name between quotes, with a fallback for Japanese. */
static void add_font(cm__text *out, const char *font)
{
    cm__text quoted = {0};

    cm__text_add(&quoted, "'");
    for (const char *c = font ? font : CM__FONT_DEFAULT; *c; c++) {
        if (*c == '\'' || *c == '\\')
            cm__text_add(&quoted, "\\");
        cm__text_add_bytes(&quoted, c, 1);
    }
    cm__text_add(&quoted, "', 'Noto Sans JP', 'IPAGothic', sans-serif");
    if (quoted.failed)
        out->failed = quoted.failed;
    else
        cm__svg_add_attribute(out, "font-family", quoted.bytes);
    cm__text_clear(&quoted);
}

static void add_root(cm__text *out, const cm__list *list)
{
    cm__text_add(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                      "<svg xmlns=\"http://www.w3.org/2000/svg\" "
                      "xmlns:xlink=\"http://www.w3.org/1999/xlink\" "
                      "xmlns:inkscape=\"http://www.inkscape.org/namespaces/inkscape\" "
                      "version=\"1.1\" width=\"");
    cm__svg_add_mm(out, list->width_mm);
    cm__text_add(out, "mm\" height=\"");
    cm__svg_add_mm(out, list->height_mm);
    cm__text_add(out, "mm\" viewBox=\"0 0 ");
    cm__svg_add_mm(out, list->width_mm);
    cm__text_add(out, " ");
    cm__svg_add_mm(out, list->height_mm);
    cm__text_add(out, "\"");
    cm__svg_add_attribute(out, "xml:lang", list->language);
    add_font(out, list->font);
    cm__text_add(out, " fill=\"none\" fill-rule=\"evenodd\" stroke-linejoin=\"round\" "
                      "style=\"background:#fff\">\n");
    cm__svg_add_title(out, list->title);
}

/* The first layer that is clipped as this one is. */
static size_t clip_of(const cm__list *list, size_t layer)
{
    size_t first = 0;

    while (!list->layers[first].clipped ||
           memcmp(&list->layers[first].clip_mm, &list->layers[layer].clip_mm, sizeof(cm_box)) != 0)
        first++;
    return first;
}

static void add_clip(cm__text *out, size_t layer, const cm_box *box)
{
    cm__text_addf(out, "<clipPath id=\"" CLIP_ID "%zu\"><rect", layer + 1);
    cm__svg_add_length(out, "x", box->x_min);
    cm__svg_add_length(out, "y", box->y_min);
    cm__svg_add_length(out, "width", box->x_max - box->x_min);
    cm__svg_add_length(out, "height", box->y_max - box->y_min);
    cm__text_add(out, "/></clipPath>\n");
}

static cm_status add_definitions(cm__text *out, const cm__list *list, const shared_symbols *shared)
{
    cm_status status = CM_OK;

    cm__text_add(out, "\n<defs>\n");
    for (size_t i = 0; i < list->layer_count; i++)
        if (list->layers[i].clipped && clip_of(list, i) == i)
            add_clip(out, i, &list->layers[i].clip_mm);
    for (size_t i = 0; !status && i < shared->count; i++) {
        cm__text_addf(out, "<g id=\"" SYMBOL_ID "%zu\">\n", i + 1);
        status = cm__svg_add_marker(out, shared->symbols[i]);
        cm__text_add(out, "</g>\n");
    }
    cm__text_add(out, "</defs>\n");
    return status;
}

static void add_use(cm__text *out, const cm__item *item, size_t number)
{
    const bool has_title = item->tooltip && *item->tooltip;

    cm__text_add(out, "<use");
    cm__svg_add_attribute(out, "id", item->id);
    cm__text_addf(out, " xlink:href=\"#" SYMBOL_ID "%zu\"", number);
    cm__svg_add_length(out, "x", item->at.x);
    cm__svg_add_length(out, "y", item->at.y);
    cm__text_add(out, has_title ? ">" : "/>\n");
    if (!has_title)
        return;
    cm__svg_add_title(out, item->tooltip);
    cm__text_add(out, "</use>\n");
}

static cm_status add_marker(cm__text *out, const shared_symbols *shared, const cm__item *item)
{
    const cm_symbol *const symbol = &item->symbol;
    const cm_symbol **const found = shared->count > 0
                                        ? bsearch(&symbol, shared->symbols, shared->count,
                                                  sizeof *shared->symbols, compare_symbols)
                                        : NULL;
    cm_status status;

    if (found) {
        add_use(out, item, (size_t)(found - shared->symbols) + 1);
        return CM_OK;
    }
    cm__text_add(out, "<g");
    cm__svg_add_attribute(out, "id", item->id);
    cm__text_add(out, " transform=\"translate(");
    cm__svg_add_mm(out, item->at.x);
    cm__text_add(out, " ");
    cm__svg_add_mm(out, item->at.y);
    cm__text_add(out, ")\">");
    cm__svg_add_title(out, item->tooltip);
    status = cm__svg_add_marker(out, symbol);
    cm__text_add(out, "</g>\n");
    return status;
}

static cm_status add_group(cm__text *out, const shared_symbols *shared, const cm__group *group)
{
    cm_status status = CM_OK;

    cm__text_add(out, "<g");
    cm__svg_add_attribute(out, "id", group->id);
    if (group->attribute)
        cm__svg_add_attribute(out, group->attribute, group->value);
    cm__text_add(out, ">\n");
    for (size_t i = 0; !status && i < group->item_count; i++) {
        const cm__item *const item = &group->items[i];
        if (item->kind == CM__ITEM_PATH)
            cm__svg_add_path(out, item->id, &item->symbol, &item->path);
        else if (item->kind == CM__ITEM_TEXT)
            cm__svg_add_text(out, item);
        else
            status = add_marker(out, shared, item);
    }
    cm__text_add(out, "</g>\n");
    return status;
}

static cm_status add_layer(cm__text *out, const shared_symbols *shared, const cm__list *list,
                           size_t index)
{
    const cm__layer *const layer = &list->layers[index];
    cm_status status = CM_OK;

    cm__text_add(out, "<g inkscape:groupmode=\"layer\"");
    cm__svg_add_attribute(out, "inkscape:label", layer->title);
    if (layer->clipped)
        cm__text_addf(out, " clip-path=\"url(#" CLIP_ID "%zu)\"", clip_of(list, index) + 1);
    cm__text_add(out, ">\n");
    for (size_t i = 0; !status && i < layer->group_count; i++)
        status = add_group(out, shared, &layer->groups[i]);
    cm__text_add(out, "</g>\n");
    return status;
}

cm_status cm__pen_svg_add(cm__text *out, const cm__list *list)
{
    shared_symbols shared;
    cm_status status = find_shared(&shared, list);

    if (status)
        goto done;
    add_root(out, list);
    status = add_definitions(out, list, &shared);
    for (size_t i = 0; !status && i < list->layer_count; i++)
        status = add_layer(out, &shared, list, i);
    cm__text_add(out, "</svg>\n");
    if (!status)
        status = out->failed;
done:
    cm__array_free(&shared.symbols);
    return status;
}

cm_status cm__pen_svg(const cm__list *list, const char *path)
{
    cm__text out = {0};
    cm_status status = cm__pen_svg_add(&out, list);

    if (!status)
        status = cm__export_file_write(path, out.bytes, out.length, false);
    cm__text_clear(&out);
    return status;
}
