/* bench_table.c - how fast CSV is taken apart, and a million rows are read into a table. */
#include "geo/reader_csv.h"
#include "geo/table_csv.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static double now_s(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* The row so many times over, behind the header; to be freed. */
static char *repeat(const char *header, const char *row, size_t count, size_t *length)
{
    const size_t size = strlen(row);
    char *const text = malloc(strlen(header) + count * size + 1);
    char *at = text;

    if (!text)
        exit(1);
    at += sprintf(at, "%s", header);
    for (size_t i = 0; i < count; i++, at += size)
        memcpy(at, row, size);
    *at = '\0';
    *length = (size_t)(at - text);
    return text;
}

static void take_apart(const char *name, const char *row, size_t count)
{
    size_t length, rows = 0;
    char *const text = repeat("", row, count, &length);
    double best_s = 1e9;

    for (int run = 0; run < 3; run++) {
        const double begin_s = now_s();
        cm__csv csv;
        bool found = true;
        rows = 0;
        cm__csv_init(&csv, text, length, ',', name);
        while (!cm__csv_next(&csv, &found) && found)
            rows++;
        cm__csv_clear(&csv);
        best_s = now_s() - begin_s < best_s ? now_s() - begin_s : best_s;
    }
    printf("tokenizer, %s: %.1f million rows a second, %.0f MB/s\n", name,
           (double)rows / best_s / 1e6, (double)length / best_s / 1e6);
    free(text);
}

static void read_file(const char *name, const char *header, const char *row)
{
    char path[] = P_tmpdir "/bench_table.XXXXXX";
    size_t length;
    char *const text = repeat(header, row, 1000000, &length);
    double best_s = 1e9;

    FILE *const file = fdopen(mkstemp(path), "wb");
    if (!file || fwrite(text, 1, length, file) != length || fclose(file) != 0)
        exit(1);
    free(text);
    for (int run = 0; run < 3; run++) {
        const double begin_s = now_s();
        cm_table table = {0};
        if (cm__table_read_text(&table, path, NULL, NULL))
            exit(1);
        best_s = now_s() - begin_s < best_s ? now_s() - begin_s : best_s;
        cm_table_clear(&table);
    }
    unlink(path);
    printf("table, %s: 10^6 rows in %.3f s, %.0f MB/s\n", name, best_s,
           (double)length / best_s / 1e6);
}

int main(void)
{
    take_apart("two numbers", "141.35,43.06\n", 3000000);
    take_apart("four quoted fields", "\"株式会社\",\"firm\",\"札幌市北区\",\"1977\"\n", 1000000);
    read_file("two numbers", "lon,lat\n", "141.354321,43.067890\n");
    read_file(
        "ten texts", "a,b,c,d,e,f,g,h,i,j\n",
        "株式会社,Co,firm,it,北海道札幌市北区北七条西二丁目,060-0807,1977,origin,source,54\n");
    read_file("ten texts of CP932", "a,b,c,d,e,f,g,h,i,j\n",
              "\x8A\x94\x8E\xAE\x89\xEF\x8E\xD0,Co,firm,it,\x96\x6B\x8A\x43\x93\xB9\x8E\x44\x96\x79"
              "\x8E\x73\x96\x6B\x8B\xE6,060-0807,1977,origin,source,54\n");
    return 0;
}
