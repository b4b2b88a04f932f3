/* style.c - the life of a style, its texts, and the style of one symbol. */
#include "geo/base_arena.h"
#include "geo/base_memory.h"
#include "output/style_class.h"
#include <clustermap/style.h>

cm_style_label cm__style_plain_label(void)
{
    return (cm_style_label){.size_pt = 7,
                            .colour = {0x22, 0x22, 0x22, 255},
                            .halo = {255, 255, 255, 255},
                            .halo_mm = 0.4,
                            .priority = 2};
}

cm_status cm_style_single(cm_style *out, const cm_symbol *symbol, const char *label)
{
    cm_style style = {.kind = CM_STYLE_SINGLE, .label = cm__style_plain_label()};
    const cm_status status = cm__style_add_class(&style, NULL, label, symbol);

    if (status)
        cm_style_clear(&style);
    else
        *out = style;
    return status;
}

cm_status cm_style_set_title(cm_style *style, const char *title, const char *unit)
{
    const char *new_title, *new_unit;
    cm_status status = cm__arena_add(&style->text, &new_title, title);

    if (!status)
        status = cm__arena_add(&style->text, &new_unit, unit);
    if (status)
        return status;
    style->title = new_title;
    style->unit = new_unit;
    return CM_OK;
}

cm_status cm_style_set_label_column(cm_style *style, const char *column)
{
    return cm__arena_add(&style->text, &style->label.column, column);
}

void cm_style_clear(cm_style *style)
{
    if (!style)
        return;
    cm__array_free(&style->classes);
    cm__arena_destroy(&style->text);
    *style = (cm_style){0};
}
