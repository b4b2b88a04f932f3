/* map_picture.h - how far two pictures differ, for the tests of the pens. */
#ifndef MAP_PICTURE_H
#define MAP_PICTURE_H

#include <cairo.h>
#include <stdlib.h>

/* Of what both cover: a pixel differs by its worst channel. */
typedef struct picture_difference {
    double mean;    /* of 255 */
    double far_pct; /* share of pixels that differ by over 64 */
} picture_difference;

static inline int picture_pixel_difference(const unsigned char *a, const unsigned char *b)
{
    int worst = 0;

    for (int i = 0; i < 3; i++)
        worst = abs(a[i] - b[i]) > worst ? abs(a[i] - b[i]) : worst;
    return worst;
}

/* 255 and 100 where one cannot be read or the sizes differ by more than a pixel. */
static inline picture_difference picture_compare(const char *a_path, const char *b_path)
{
    cairo_surface_t *const a = cairo_image_surface_create_from_png(a_path);
    cairo_surface_t *const b = cairo_image_surface_create_from_png(b_path);
    const int widths[] = {cairo_image_surface_get_width(a), cairo_image_surface_get_width(b)};
    const int heights[] = {cairo_image_surface_get_height(a), cairo_image_surface_get_height(b)};
    const int width = widths[0] < widths[1] ? widths[0] : widths[1];
    const int height = heights[0] < heights[1] ? heights[0] : heights[1];
    picture_difference found = {255, 100};
    double sum = 0, far = 0;

    if (abs(widths[0] - widths[1]) <= 1 && abs(heights[0] - heights[1]) <= 1 && width > 0) {
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++) {
                const int difference = picture_pixel_difference(
                    cairo_image_surface_get_data(a) + y * cairo_image_surface_get_stride(a) + 4 * x,
                    cairo_image_surface_get_data(b) + y * cairo_image_surface_get_stride(b) +
                        4 * x);
                sum += difference;
                far += difference > 64;
            }
        found = (picture_difference){sum / width / height, 100 * far / width / height};
    }
    cairo_surface_destroy(a);
    cairo_surface_destroy(b);
    return found;
}

#endif
