/* map_pen_png.c - draws a display list as a PNG image with its world file. */
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "geo/base_text.h"
#include "output/export_file.h"
#include "output/map_pen.h"
#include "output/map_pen_cairo.h"
#include "output/map_png.h"
#include <math.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

#define SIDE_MAX_PX 32767
/* 9 MB of a strip. Each is painted anew: the more there are, the more often large outlines are. */
#define STRIP_PIXELS 2250000
#define MM_PER_INCH 25.4

/* A strip of the picture: so much of it is in memory at a time. */
typedef struct strip {
    uint32_t *pixels;
    uint32_t width, top, height;
} strip;

static cm_status paint(cairo_surface_t *surface, const cm__list *list, double dpi, uint32_t top)
{
    cairo_t *const cr = cairo_create(surface);
    cm_status status = CM_OK;

    cairo_set_source_rgb(cr, 1, 1, 1);
    cairo_paint(cr);
    cairo_translate(cr, 0, -(double)top);
    cairo_scale(cr, dpi / MM_PER_INCH, dpi / MM_PER_INCH);
    for (size_t i = 0; !status && i < list->layer_count; i++)
        status = cm__cairo_paint(cr, list, &list->layers[i], CM__CAIRO_IMAGE);
    cairo_destroy(cr);
    return status;
}

static cm_status paint_strip(const strip *to, const cm__list *list, double dpi)
{
    cairo_surface_t *const surface =
        cairo_image_surface_create_for_data((unsigned char *)to->pixels, CAIRO_FORMAT_RGB24,
                                            (int)to->width, (int)to->height, 4 * (int)to->width);
    cm_status status = cm__cairo_check(cairo_surface_status(surface), "the image");

    if (!status)
        status = paint(surface, list, dpi, to->top);
    cairo_surface_finish(surface);
    cairo_surface_destroy(surface);
    return status;
}

/* Strips of the same height, but for the last. */
static uint32_t strip_height(uint32_t width, uint32_t height)
{
    const size_t most = STRIP_PIXELS / width + 1;
    const size_t count = (height + most - 1) / most;

    return (uint32_t)((height + count - 1) / count);
}

static cm_status paint_strips(cm__png *png, const cm__list *list, double dpi, uint32_t height)
{
    const uint32_t step = strip_height(png->width, height);
    strip s = {.width = png->width};
    cm_status status = cm__array_grow(&s.pixels, (size_t)png->width * step, sizeof *s.pixels);

    for (; !status && s.top < height; s.top += step) {
        s.height = height - s.top < step ? height - s.top : step;
        status = paint_strip(&s, list, dpi);
        if (!status)
            status = cm__png_add_rows(png, s.pixels, s.height, s.top + s.height == height);
    }
    cm__array_free(&s.pixels);
    return status;
}

cm_status cm__pen_png_add(cm__text *out, const cm__list *list, double dpi)
{
    const double width = round(list->width_mm / MM_PER_INCH * dpi);
    const double height = round(list->height_mm / MM_PER_INCH * dpi);
    cm__png png = {0};
    cm_status status;

    if (!(width >= 1 && height >= 1 && width <= SIDE_MAX_PX && height <= SIDE_MAX_PX))
        return cm__fail(CM_ERR_LIMIT, "an image of %.0f x %.0f pixels: a side has 1 to %d", width,
                        height, SIDE_MAX_PX);
    status = cm__png_begin(&png, out, (uint32_t)width, (uint32_t)height,
                           (uint32_t)lround(dpi * 1000 / MM_PER_INCH));
    if (!status)
        status = paint_strips(&png, list, dpi, (uint32_t)height);
    cm__png_clear(&png);
    return status;
}

/* Six lines: a pixel's width, two rotations, its height (down), the middle of the first pixel. */
static void add_world(cm__text *out, const cm__list *list, double dpi)
{
    const cm_box *const frame = &list->frame_mm, *const plane = &list->frame_plane;
    const double per_mm_x = (plane->x_max - plane->x_min) / (frame->x_max - frame->x_min);
    const double per_mm_y = (plane->y_max - plane->y_min) / (frame->y_max - frame->y_min);
    const double pixel_mm = MM_PER_INCH / dpi;
    const double lines[] = {per_mm_x * pixel_mm,
                            0,
                            0,
                            -per_mm_y * pixel_mm,
                            plane->x_min - (frame->x_min - pixel_mm / 2) * per_mm_x,
                            plane->y_max + (frame->y_min - pixel_mm / 2) * per_mm_y};

    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        cm__text_add_number(out, lines[i]);
        cm__text_add(out, "\n");
    }
}

/* The image's path with .pgw in place of .png, or after it. */
static void add_world_path(cm__text *out, const char *path)
{
    const size_t length = strlen(path);
    const bool has_suffix = length >= 4 && strcasecmp(path + length - 4, ".png") == 0;

    cm__text_add_bytes(out, path, has_suffix ? length - 4 : length);
    cm__text_add(out, ".pgw");
}

/* Image and world file, both whole before either is at its place. */
static cm_status write_pair(const char *path, const cm__text *image, const cm__text *world)
{
    cm__export_folder folder = {0};
    cm__text world_path = {0};
    cm_status status = cm__export_folder_create(&folder, path, false);

    if (status)
        goto done;
    add_world_path(&world_path, folder.file);
    status = world_path.failed;
    if (!status)
        status = cm__export_folder_add(world_path.bytes, world->bytes, world->length, path);
    if (!status)
        status = cm__export_folder_add(folder.file, image->bytes, image->length, path);
    if (!status)
        status = cm__export_folder_commit(&folder);
done:
    cm__text_clear(&world_path);
    cm__export_folder_clear(&folder);
    return status;
}

cm_status cm__pen_png(const cm__list *list, const char *path, double dpi)
{
    cm__text image = {0}, world = {0};
    cm_status status = cm__pen_png_add(&image, list, dpi);

    if (status)
        goto done;
    if (!list->crs || strcmp(path, "-") == 0) {
        status = cm__export_file_write(path, image.bytes, image.length, false);
        goto done;
    }
    add_world(&world, list, dpi);
    status = world.failed ? world.failed : write_pair(path, &image, &world);
done:
    cm__text_clear(&image);
    cm__text_clear(&world);
    return status;
}
