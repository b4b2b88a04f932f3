/* fuzz_source.c - any bytes at all, as up to three files parted by lines of "----", are refused or
 * tell the listener nothing but sound rows, the same each time. Their content decides their kind.
 */
#include "geo/base_memory.h"
#include "geo/source.h"
#include "geo/text_utf8.h"
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { FILES = 3 };

typedef struct count {
    size_t places, positions, postal;
    uint64_t sum; /* of all that was told */
    size_t files;
} count;

static void must(bool good)
{
    if (!good)
        abort();
}

static void add_bytes(count *out, const void *bytes, size_t length)
{
    const unsigned char *const at = bytes;

    for (size_t i = 0; i < length; i++)
        out->sum = (out->sum ^ at[i]) * UINT64_C(0x100000001B3);
}

static void check_text(count *out, const char *text, bool may_be_null)
{
    must(text || may_be_null);
    if (!text)
        return;
    must(cm__utf8_span(text, strlen(text)) == strlen(text));
    must(strlen(text) <= 16384);
    add_bytes(out, text, strlen(text) + 1);
}

static void check_place(count *out, cm_lonlat place, bool may_be_unknown)
{
    must(isnan(place.lon_deg) == isnan(place.lat_deg));
    if (isnan(place.lon_deg)) {
        must(may_be_unknown);
        return;
    }
    must(place.lon_deg >= 122 && place.lon_deg <= 154);
    must(place.lat_deg >= 20 && place.lat_deg <= 46);
    add_bytes(out, &place, sizeof place);
}

static cm_status note_place(void *context, size_t *entity, const cm__source_place *row)
{
    count *const out = context;

    must(row->source < out->files);
    must(row->level >= CM_LEVEL_PREFECTURE && row->level <= CM_LEVEL_BUILDING);
    must(!row->is_parcel || row->level == CM_LEVEL_BLOCK);
    check_text(out, row->prefecture, false);
    check_text(out, row->city, false);
    check_text(out, row->town, false);
    check_text(out, row->koaza, false);
    check_text(out, row->lot, false);
    check_text(out, row->kana, true);
    check_text(out, row->roman, true);
    must(*row->prefecture != '\0');
    must((row->level >= CM_LEVEL_CITY) == (*row->city != '\0'));
    must((row->level >= CM_LEVEL_TOWN) == (*row->town != '\0'));
    must((row->level >= CM_LEVEL_BLOCK) == (*row->lot != '\0'));
    must(!(row->kana && *row->kana == '\0') && !(row->roman && *row->roman == '\0'));
    must(row->city_code <= 99999 && row->postal_code <= 9999999);
    check_place(out, row->place, true);
    *entity = out->places++;
    return CM_OK;
}

static cm_status note_position(void *context, size_t entity, size_t source, cm_lonlat place)
{
    count *const out = context;

    must(entity < out->places && source < out->files);
    check_place(out, place, false);
    out->positions++;
    return CM_OK;
}

static cm_status note_postal(void *context, const cm__source_postal *row)
{
    count *const out = context;

    must(row->source < out->files);
    must(row->postal_code > 0 && row->postal_code <= 9999999 && row->city_code <= 99999);
    must(row->chome_from <= row->chome_to && (row->chome_from > 0) == (row->chome_to > 0));
    check_text(out, row->prefecture, false);
    check_text(out, row->city, false);
    check_text(out, row->town, false);
    check_text(out, row->kana, true);
    must(*row->prefecture != '\0' && *row->city != '\0');
    out->postal++;
    return CM_OK;
}

static bool note_share(void *context, double share)
{
    must(context && share >= 0 && share <= 1);
    return true;
}

/* Files in memory, since the reader takes paths. Returns how many there are. */
static size_t write_files(const char *paths[static FILES], const uint8_t *data, size_t size)
{
    static const char line[] = "----\n";
    static int descriptors[FILES];
    static char names[FILES][64];
    size_t files = 0;

    for (bool is_last = false; !is_last; files++) {
        const uint8_t *const end = files + 1 < FILES ? memmem(data, size, line, 5) : NULL;
        const size_t length = end ? (size_t)(end - data) : size;
        if (descriptors[files] == 0) {
            descriptors[files] = memfd_create("fuzz_source", 0);
            snprintf(names[files], sizeof names[files], "/proc/self/fd/%d", descriptors[files]);
        }
        must(ftruncate(descriptors[files], 0) == 0);
        must(pwrite(descriptors[files], data, length, 0) == (ssize_t)length);
        paths[files] = names[files];
        is_last = !end;
        if (end) {
            data = end + 5;
            size -= length + 5;
        }
    }
    return files;
}

static cm_status read_all(count *out, cm__source_report *report, const char *const *paths,
                          cm_table *rejects)
{
    const cm__source_listener listener = {out, note_place, note_position, note_postal, note_share};
    cm__source_kind kinds[FILES] = {{NULL, NULL}};
    const cm_status status = cm__sources_read(kinds, report, paths, out->files, &listener, rejects);

    for (size_t i = 0; i < out->files; i++)
        must((status == CM_OK) == (kinds[i].name && kinds[i].attribution));
    return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *paths[FILES];
    count first = {0}, second = {0};
    cm__source_report report = {0}, again = {0};
    cm_table rejects = {0};

    first.files = second.files = write_files(paths, data, size);
    const cm_status status = read_all(&first, &report, paths, &rejects);
    must(status != CM_ERR_NOMEM && status != CM_ERR_DOMAIN && status != CM_ERR_STOPPED);
    if (status) {
        must(!rejects.columns && report.rows == 0 && *cm_error_text() != '\0');
    } else {
        must(rejects.row_count == report.rejected);
        must(report.rejected + report.skipped <= report.rows);
        must(first.places + first.postal > 0);
    }
    for (size_t i = 0; i < rejects.row_count; i++)
        for (size_t c = 1; c <= 2; c++) {
            const char *const text = cm_table_get_text(&rejects, i, c);
            must(cm__utf8_span(text, strlen(text)) == strlen(text));
        }
    must(read_all(&second, &again, paths, NULL) == status);
    must(first.sum == second.sum && first.places == second.places &&
         first.positions == second.positions && first.postal == second.postal);
    must(again.rows == report.rows && again.rejected == report.rejected &&
         again.skipped == report.skipped);
    cm_table_clear(&rejects);
    must(cm__memory_live() == 0);
    return 0;
}
