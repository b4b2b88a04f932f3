/* export_fixture.h - layers and looks at files that the tests of the exporters share. */
#ifndef EXPORT_FIXTURE_H
#define EXPORT_FIXTURE_H

#include "geo/base_memory.h"
#include "output/export_writers.h"
#include "tests/test.h"
#include <clustermap/export.h>
#include <dirent.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#define JAPANESE "①髙﨑～－㈱ｶﾌﾞ"
#define EMOJI "\xF0\x9F\x97\xBE"

/* Texts that break writers which trust them. */
static const char *const hostile_texts[] = {
    JAPANESE,         "'\";--",     "<script>alert(1)</script>",
    "two\nlines\r\n", EMOJI " map", "a,b\tc",
    "=1+1",           "%n%s",       "\\u0000 \\",
    "\x01\x7F",       "C:\\temp",   "]]>&amp;",
};
enum { HOSTILE_COUNT = sizeof hostile_texts / sizeof *hostile_texts };

/* The bytes of a file, up to 1 MiB, NUL-terminated; borrowed until the next call. */
static inline const char *bytes_of(const char *path, size_t *length)
{
    static char bytes[(1 << 20) + 1];
    FILE *file = fopen(path, "r");
    const size_t count = file ? fread(bytes, 1, sizeof bytes - 1, file) : 0;

    if (file)
        fclose(file);
    bytes[count] = '\0';
    if (length)
        *length = count;
    return file ? bytes : NULL;
}

static inline int holds(const char *path, const char *want)
{
    const char *const bytes = bytes_of(path, NULL);
    const int same = bytes && strcmp(bytes, want) == 0;

    if (!same)
        printf("%s holds:\n%s\n", path, bytes ? bytes : "(not there)");
    return same;
}

static inline int contains(const char *path, const char *piece)
{
    const char *const bytes = bytes_of(path, NULL);

    return bytes && strstr(bytes, piece) != NULL;
}

static inline void put(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");

    CHECK(file && fputs(text, file) >= 0 && fclose(file) == 0);
}

/* How many names the folder holds. */
static inline int count_names(const char *folder)
{
    DIR *listing = opendir(folder);
    int count = -2;

    while (listing && readdir(listing))
        count++;
    if (listing)
        closedir(listing);
    return count;
}

/* Removes the files in a folder. */
static inline void remove_all(const char *folder)
{
    DIR *listing = opendir(folder);
    char path[512];

    for (const struct dirent *entry = listing ? readdir(listing) : NULL; entry;
         entry = readdir(listing)) {
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        if (*entry->d_name != '.')
            CHECK(unlink(path) == 0);
    }
    if (listing)
        closedir(listing);
}

static inline void limit_files(rlim_t bytes)
{
    CHECK(setrlimit(RLIMIT_FSIZE, &(struct rlimit){bytes, RLIM_INFINITY}) == 0);
}

static inline uint64_t sum_of(const char *path)
{
    FILE *file = fopen(path, "r");
    uint64_t sum = 0xcbf29ce484222325u;

    for (int c = file ? getc(file) : EOF; c != EOF; c = getc(file))
        sum = (sum ^ (unsigned char)c) * 0x100000001b3u;
    if (file)
        fclose(file);
    return sum;
}

/* Three columns - name, founded, share - and a row for each hostile text; the last row has nothing
 * in it. */
static inline cm_table make_table(void)
{
    cm_table table = {0};

    CHECK(cm_table_add_column(&table, NULL, "名称", CM_COLUMN_TEXT) == CM_OK);
    CHECK(cm_table_add_column(&table, NULL, "founded", CM_COLUMN_INTEGER) == CM_OK);
    CHECK(cm_table_add_column(&table, NULL, "share", CM_COLUMN_REAL) == CM_OK);
    CHECK(cm_table_add_rows(&table, HOSTILE_COUNT + 1) == CM_OK);
    for (size_t i = 0; i < HOSTILE_COUNT; i++) {
        CHECK(cm_table_set_text(&table, i, 0, hostile_texts[i]) == CM_OK);
        cm_table_set_integer(&table, i, 1, i == 0 ? INT64_C(9007199254740993) : 1970 + (int64_t)i);
        cm_table_set_real(&table, i, 2, i == 0 ? 0.1 : i == 1 ? 1e300 : -(double)i);
    }
    return table;
}

/* make_table's rows as points near Sapporo; the last row has no place. */
static inline cm_features make_points(void)
{
    cm_table table = make_table();
    cm_features points = {0};

    CHECK(cm_features_from_table(&points, &table, "EPSG:6668") == CM_OK);
    for (size_t i = 0; i < HOSTILE_COUNT; i++)
        cm_features_set_point(&points, i, (cm_point){141.35 + 0.01 * (double)i, 43.0625});
    CHECK(cm_features_set_name(&points, "members") == CM_OK);
    CHECK(cm_features_set_title(&points, "会員 " JAPANESE) == CM_OK);
    CHECK(cm_features_set_source(&points, "国税庁 <b>&\"'") == CM_OK);
    return points;
}

/* Adds a square ring of side 2 size round (x, y), counter-clockwise, or backward for a hole. */
static inline void add_square(cm_features *out, cm_point at, double size, bool is_hole)
{
    const double x[] = {-1, 1, 1, -1, -1}, y[] = {-1, -1, 1, 1, -1};
    double ring_x[5], ring_y[5];

    for (int i = 0; i < 5; i++) {
        ring_x[i] = at.x + size * x[is_hole ? 4 - i : i];
        ring_y[i] = at.y + size * y[is_hole ? 4 - i : i];
    }
    CHECK(cm_features_add_part(out, ring_x, ring_y, 5, is_hole) == CM_OK);
}

/* A column of text and four rows: a square with a hole, two squares the second with a hole,
 * nothing, a square. For lines the squares' outlines. */
static inline cm_features make_shapes(cm_geometry geometry, const char *crs)
{
    static const char *const names[] = {"中央区", "two", "nothing", "北区"};
    const bool has_holes = geometry == CM_GEOMETRY_POLYGON;
    cm_features shapes = {0};

    CHECK(cm_features_init(&shapes, geometry, crs) == CM_OK);
    CHECK(cm_table_add_column(&shapes.table, NULL, "name", CM_COLUMN_TEXT) == CM_OK);
    for (size_t row = 0; row < 4; row++) {
        CHECK(cm_features_add_row(&shapes) == CM_OK);
        CHECK(cm_table_set_text(&shapes.table, row, 0, names[row]) == CM_OK);
        if (row == 1)
            add_square(&shapes, (cm_point){141.5, 43.5}, 0.125, false);
        if (row != 2)
            add_square(&shapes, (cm_point){141.0 + (double)row, 43}, 0.25, false);
        if (row < 2 && has_holes)
            add_square(&shapes, (cm_point){141.0 + (double)row, 43}, 0.125, true);
    }
    CHECK(cm_features_set_name(&shapes, "wards") == CM_OK);
    return shapes;
}

/* What cm_features_write hands to a writer, without a change of CRS. */
static inline cm__export_job make_job(const cm_features *layer, const char *path, cm_format format)
{
    static const cm_export_options usual = CM_EXPORT_OPTIONS_INIT;
    static cm_export_report report;

    report = (cm_export_report){0};
    return (cm__export_job){.layer = layer,
                            .is_geographic = layer->crs != NULL,
                            .path = path,
                            .format = format,
                            .options = &usual,
                            .report = &report};
}

#endif
