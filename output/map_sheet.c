/* map_sheet.c - releases a sheet. */
#include "output/map_sheet.h"
#include "geo/base_memory.h"

void cm__sheet_clear(cm__sheet *sheet)
{
    for (size_t i = 0; i < sheet->layer_count && sheet->classes; i++)
        cm__array_free(&sheet->classes[i].of_row);
    cm__array_free(&sheet->classes);
    cm__array_free(&sheet->markers);
    cm__plane_clear(&sheet->plane);
    *sheet = (cm__sheet){0};
}
