/* map_substitute.c - which other font a page is drawn in, where the one asked for does not do.
 *
 * fontconfig takes another font without a word, for a text or for all: the page would go to the
 * printer in it. */
#include "output/map_substitute.h"
#include "geo/base_arena.h"
#include "geo/base_error.h"
#include "output/map_font.h"
#include <fontconfig/fontconfig.h>

/* ---- fonts ---- */

static bool names_one_family(const char *font)
{
    static const char *const general[] = {"sans",      "sans-serif", "serif",   "mono",
                                          "monospace", "cursive",    "fantasy", "system-ui"};

    for (size_t i = 0; i < sizeof general / sizeof *general; i++)
        if (g_ascii_strcasecmp(font, general[i]) == 0)
            return false;
    return strchr(font, ',') == NULL;
}

/* By any of its names: many have one in Japanese. */
static cm_status find_family(bool *out, const char *font)
{
    FcPattern *const pattern = FcPatternCreate();
    FcObjectSet *const wanted = FcObjectSetBuild(FC_FAMILY, (char *)NULL);
    FcFontSet *found = NULL;

    if (pattern && wanted && FcPatternAddString(pattern, FC_FAMILY, (const FcChar8 *)font))
        found = FcFontList(NULL, pattern, wanted);
    const cm_status status =
        found ? CM_OK : cm__fail(CM_ERR_NOMEM, "no memory to look for the font '%.100s'", font);
    *out = found && found->nfont > 0;
    if (found)
        FcFontSetDestroy(found);
    if (wanted)
        FcObjectSetDestroy(wanted);
    if (pattern)
        FcPatternDestroy(pattern);
    return status;
}

static cm_status keep_family(cm_map_report *report, cm__list *list, PangoFont *font)
{
    PangoFontDescription *const description = pango_font_describe(font);
    const cm_status status = cm__arena_add(&list->text, &report->font_instead,
                                           pango_font_description_get_family(description));

    pango_font_description_free(description);
    return status;
}

/* ---- texts ---- */

/* What has no ink of its own is in any font. */
static bool is_drawn(gunichar c)
{
    return !g_unichar_isspace(c) && !g_unichar_iszerowidth(c);
}

static const char *find_lacking(const char *string, PangoFont *font)
{
    for (const char *at = string; *at; at = g_utf8_next_char(at)) {
        const gunichar c = g_utf8_get_char(at);
        if (is_drawn(c) && !pango_font_has_char(font, c))
            return at;
    }
    return NULL;
}

static PangoFont *font_at(PangoLayout *layout, const char *at)
{
    const int offset = (int)(at - pango_layout_get_text(layout));

    for (const GSList *run = cm__font_line(layout)->runs; run; run = run->next) {
        const PangoItem *const item = ((const PangoGlyphItem *)run->data)->item;
        if (offset >= item->offset && offset < item->offset + item->length)
            return item->analysis.font;
    }
    return NULL;
}

static cm_status keep_text(cm_map_report *report, cm__list *list, PangoLayout *layout,
                           const char *at)
{
    PangoFont *const drawn_in = font_at(layout, at);
    char character[7] = "";
    cm_status status = drawn_in ? keep_family(report, list, drawn_in) : CM_OK;

    character[g_unichar_to_utf8(g_utf8_get_char(at), character)] = '\0';
    if (!status)
        status = cm__arena_add(&list->text, &report->font_lacks, character);
    return status ? status
                  : cm__arena_add(&list->text, &report->font_text, pango_layout_get_text(layout));
}

/* The first is kept, all are counted. */
static cm_status look_at(cm_map_report *report, cm__list *list, const cm__item *item)
{
    PangoLayout *const layout = cm__font_layout(list->font, item->string, &item->text);
    PangoFont *const own = pango_context_load_font(pango_layout_get_context(layout),
                                                   pango_layout_get_font_description(layout));
    const char *const at = own ? find_lacking(pango_layout_get_text(layout), own) : NULL;
    cm_status status = CM_OK;

    if (at && report->font_texts++ == 0)
        status = keep_text(report, list, layout, at);
    if (own)
        g_object_unref(own);
    g_object_unref(layout);
    return status;
}

static cm_status look_through(cm_map_report *report, cm__list *list, const cm__group *group)
{
    cm_status status = CM_OK;

    for (size_t i = 0; i < group->item_count && !status; i++)
        if (group->items[i].kind == CM__ITEM_TEXT)
            status = look_at(report, list, &group->items[i]);
    return status;
}

static cm_status name_other(cm_map_report *report, cm__list *list)
{
    PangoLayout *const layout = cm__font_layout(list->font, "0", &(cm__text_style){.size_pt = 10});
    PangoFont *const font = font_at(layout, pango_layout_get_text(layout));
    const cm_status status = font ? keep_family(report, list, font) : CM_OK;

    g_object_unref(layout);
    return status;
}

cm_status cm__substitute_find(cm_map_report *report, cm__list *list, const char *font)
{
    bool is_there = true;
    cm_status status;

    if (!font || !names_one_family(font))
        return CM_OK;
    status = find_family(&is_there, font);
    if (!status && !is_there)
        return name_other(report, list);
    for (size_t l = 0; l < list->layer_count && !status; l++)
        for (size_t g = 0; g < list->layers[l].group_count && !status; g++)
            status = look_through(report, list, &list->layers[l].groups[g]);
    return status;
}
