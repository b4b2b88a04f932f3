/* map_sheet.c - what is on a sheet, and its release. */
#include "output/map_sheet.h"
#include "geo/base_memory.h"

const cm_map_layer *cm__sheet_credited(const cm__sheet *sheet, size_t i)
{
    if (i < sheet->layer_count)
        return &sheet->layers[i];
    i -= sheet->layer_count;
    for (size_t k = 0; k < sheet->options->inset_count; k++) {
        const cm_map_inset *const inset = &sheet->options->insets[k];
        if (inset->layers && i < inset->layer_count)
            return &inset->layers[i];
        i -= inset->layers ? inset->layer_count : 0;
    }
    return NULL;
}

void cm__sheet_clear(cm__sheet *sheet)
{
    for (size_t i = 0; i < sheet->layer_count && sheet->classes; i++)
        cm__array_free(&sheet->classes[i].of_row);
    cm__array_free(&sheet->classes);
    cm__array_free(&sheet->markers);
    cm__array_free(&sheet->gather.cells);
    cm__plane_clear(&sheet->plane);
    *sheet = (cm__sheet){0};
}
