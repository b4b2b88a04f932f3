/* cli_paper.c - sizes of paper by name, or as width x height. */
#include "cli/cli_project.h"
#include <string.h>

/* "210x297", millimetres within what a map can be. */
static bool read_custom(double *width_mm, double *height_mm, const char *text)
{
    double width, height;
    const char *at = cli_number_read(&width, text);

    if (!at || *at != 'x')
        return false;
    at = cli_number_read(&height, at + 1);
    if (at && strcmp(at, "mm") == 0)
        at += 2;
    if (!at || *at != '\0' || !(width >= 50 && width <= 2000 && height >= 50 && height <= 2000))
        return false;
    *width_mm = width;
    *height_mm = height;
    return true;
}

bool project_paper(double *width_mm, double *height_mm, const char *name)
{
    /* ISO 216, and the B series of JIS P 0138, which is what Japanese printers mean by B4 */
    static const struct {
        const char *name;
        double width_mm, height_mm;
    } sizes[] = {
        {"A0", 841, 1189},    {"A1", 594, 841},     {"A2", 420, 594},      {"A3", 297, 420},
        {"A4", 210, 297},     {"A5", 148, 210},     {"A6", 105, 148},      {"B0", 1030, 1456},
        {"B1", 728, 1030},    {"B2", 515, 728},     {"B3", 364, 515},      {"B4", 257, 364},
        {"B5", 182, 257},     {"B6", 128, 182},     {"ISO-B1", 707, 1000}, {"ISO-B2", 500, 707},
        {"ISO-B3", 353, 500}, {"ISO-B4", 250, 353}, {"ISO-B5", 176, 250}};

    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        if (strcmp(sizes[i].name, name) == 0) {
            *width_mm = sizes[i].width_mm;
            *height_mm = sizes[i].height_mm;
            return true;
        }
    return read_custom(width_mm, height_mm, name);
}
