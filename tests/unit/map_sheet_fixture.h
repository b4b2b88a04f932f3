/* map_sheet_fixture.h - a sheet of paper with Sapporo on it, for the tests of its parts. */
#ifndef MAP_SHEET_FIXTURE_H
#define MAP_SHEET_FIXTURE_H

#include "output/map_list.h"
#include "output/map_sheet.h"
#include "tests/test.h"

/* A sheet without layers in the plane of this definition (NULL: none), its frame's middle at a
 * place, at a scale. End it with clear_sheet. */
static inline void init_sheet(cm__sheet *sheet, const cm_map_options *options, const char *plane,
                              cm_lonlat middle, double scale)
{
    *sheet =
        (cm__sheet){.options = options,
                    .page = {.width_mm = options->width_mm,
                             .height_mm = options->height_mm,
                             .margin_mm = options->margin_mm,
                             .frame_mm = {16, 32, options->width_mm - 16, options->height_mm - 32},
                             .centre = {middle.lon_deg, middle.lat_deg}}};
    if (plane) {
        CHECK(cm_crs_create(&sheet->plane.chosen, plane) == CM_OK);
        CHECK(cm_crs_create(&sheet->plane.lonlat, CM_CRS_LONLAT) == CM_OK);
        sheet->plane.crs = sheet->plane.chosen;
        CHECK(cm_crs_transform(sheet->plane.lonlat, sheet->plane.crs, &sheet->page.centre.x,
                               &sheet->page.centre.y, 1, NULL) == CM_OK);
    }
    CHECK(cm__plane_get_factors(&sheet->factors, &sheet->plane, sheet->page.centre) == CM_OK);
    cm__page_set_scale(&sheet->page, scale, sheet->factors.point_scale);
}

static inline void begin_list(cm__list *list, const cm__sheet *sheet)
{
    *list = (cm__list){.width_mm = sheet->page.width_mm,
                       .height_mm = sheet->page.height_mm,
                       .frame_mm = sheet->page.frame_mm,
                       .title = ""};
    CHECK(cm__list_add_layer(list, "test", false) == CM_OK);
}

/* The group of that id in the newest layer. */
static inline const cm__group *find_group(const cm__list *list, const char *id)
{
    const cm__layer *const layer = &list->layers[list->layer_count - 1];

    for (size_t i = 0; i < layer->group_count; i++)
        if (layer->groups[i].id && strcmp(layer->groups[i].id, id) == 0)
            return &layer->groups[i];
    return NULL;
}

#endif
