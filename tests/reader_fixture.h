/* reader_fixture.h - files for the tests of readers, in a folder that goes away. */
#ifndef READER_FIXTURE_H
#define READER_FIXTURE_H

#include "geo/gdal_driver.h"
#include "tests/test.h"
#include <clustermap/features.h>
#include <cpl_string.h>
#include <dirent.h>
#include <gdal_utils.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

enum { FIXTURE_MAX = 1 << 18 };

static char fixture_folder[64];

static inline void fixture_begin(void)
{
    snprintf(fixture_folder, sizeof fixture_folder, P_tmpdir "/cm_reader_XXXXXX");
    CHECK(mkdtemp(fixture_folder) != NULL);
}

/* The path of a file in the folder; of the last four that were asked for. */
static inline const char *fixture_path(const char *name)
{
    static char paths[4][512];
    static int next;
    char *const path = paths[next++ % 4];

    snprintf(path, sizeof paths[0], "%s/%s", fixture_folder, name);
    return path;
}

static inline void fixture_put_bytes(const char *name, const void *bytes, size_t length)
{
    FILE *const file = fopen(fixture_path(name), "wb");

    CHECK(file != NULL);
    if (!file)
        return;
    CHECK(fwrite(bytes, 1, length, file) == length);
    CHECK(fclose(file) == 0);
}

static inline void fixture_put(const char *name, const char *text)
{
    fixture_put_bytes(name, text, strlen(text));
}

/* A file's bytes, static until the next call. */
static inline unsigned char *fixture_get(const char *name, size_t *length)
{
    static unsigned char bytes[FIXTURE_MAX];
    FILE *const file = fopen(fixture_path(name), "rb");

    CHECK(file != NULL);
    *length = file ? fread(bytes, 1, sizeof bytes, file) : 0;
    CHECK(*length < sizeof bytes);
    if (file)
        fclose(file);
    return bytes;
}

static inline void fixture_remove(const char *name)
{
    CHECK(remove(fixture_path(name)) == 0);
}

static inline void fixture_end(void)
{
    DIR *const folder = opendir(fixture_folder);

    CHECK(folder != NULL);
    for (struct dirent *entry; folder && (entry = readdir(folder));)
        if (entry->d_name[0] != '.')
            fixture_remove(entry->d_name);
    if (folder)
        closedir(folder);
    CHECK(rmdir(fixture_folder) == 0);
}

/* Makes a file of another by ogr2ogr's options, one word each, such as "-f GPKG -nln towns". */
static inline void fixture_convert(const char *from, const char *to, const char *words)
{
    char **const options = CSLTokenizeString2(words, " ", 0);
    GDALDatasetH source, made;
    cm__gdal block;
    int wrong = 0;

    cm__gdal_begin(&block);
    GDALVectorTranslateOptions *const how = GDALVectorTranslateOptionsNew(options, NULL);
    source = GDALOpenEx(fixture_path(from), GDAL_OF_VECTOR, NULL, NULL, NULL);
    CHECK(source != NULL);
    made = GDALVectorTranslate(fixture_path(to), NULL, 1, &source, how, &wrong);
    CHECK(made && !wrong);
    GDALClose(made);
    GDALClose(source);
    GDALVectorTranslateOptionsFree(how);
    CSLDestroy(options);
    CHECK(cm__gdal_end(&block, CM_OK, CM_ERR_IO, to) == CM_OK);
}

/* A figure that differs if a vertex, a part or a cell does. */
static inline uint64_t fixture_sum(uint64_t sum, const void *bytes, size_t length)
{
    const unsigned char *const at = bytes;

    for (size_t i = 0; i < length; i++)
        sum = (sum ^ at[i]) * UINT64_C(1099511628211);
    return sum;
}

static inline uint64_t fixture_sum_table(const cm_table *table)
{
    uint64_t sum = UINT64_C(14695981039346656037);
    char number[CM_CELL_MAX];

    for (size_t column = 0; column < table->column_count; column++)
        for (size_t row = 0; row < table->row_count; row++) {
            const char *const cell = cm_table_format(table, row, column, number);
            sum = fixture_sum(sum, cell, strlen(cell) + 1);
        }
    return sum;
}

static inline uint64_t fixture_sum_features(const cm_features *features)
{
    uint64_t sum = fixture_sum_table(&features->table);

    sum = fixture_sum(sum, features->x, features->vertex_count * sizeof(double));
    sum = fixture_sum(sum, features->y, features->vertex_count * sizeof(double));
    for (size_t part = 0; part < features->part_count; part++)
        sum = fixture_sum(sum, &features->first_vertex[part], sizeof(size_t));
    return sum;
}

#endif
