/* reader_shp_check.c - proves that a Shapefile is whole (ESRI's technical description of 1998). */
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "geo/reader_file.h"
#include "geo/reader_shp.h"
#include <clustermap/place.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

enum { HEADER = 100, ENTRY = 8, DBF_HEADER = 32 };
enum { TYPE_NULL = 0, TYPE_POINT = 1, TYPE_LINE = 3, TYPE_POLYGON = 5, TYPE_MULTIPOINT = 8 };

typedef struct contents {
    char *bytes;
    size_t length;
    const char *path;
} contents;

static uint32_t big32(const char *at)
{
    const unsigned char *const b = (const unsigned char *)at;

    return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
}

static uint32_t little32(const char *at)
{
    const unsigned char *const b = (const unsigned char *)at;

    return (uint32_t)b[3] << 24 | (uint32_t)b[2] << 16 | (uint32_t)b[1] << 8 | b[0];
}

static uint32_t little16(const char *at)
{
    return (uint32_t)(unsigned char)at[1] << 8 | (unsigned char)at[0];
}

static double little_double(const char *at)
{
    const uint64_t bits = (uint64_t)little32(at + 4) << 32 | little32(at);
    double value;

    memcpy(&value, &bits, sizeof value);
    return value;
}

static cm_box read_box(const char *at)
{
    return (cm_box){little_double(at), little_double(at + 8), little_double(at + 16),
                    little_double(at + 24)};
}

static cm_status refuse(const contents *file, const char *reason)
{
    return cm__fail(CM_ERR_FORMAT, "%s: %s; the Shapefile is damaged", file->path, reason);
}

static cm_status refuse_record(const contents *shp, size_t record, const char *reason)
{
    return cm__fail(CM_ERR_FORMAT, "%s: row %zu: %s; the Shapefile is damaged", shp->path,
                    record + 1, reason);
}

/* Both .shp and .shx begin with this. Bytes after the stated end do no harm. */
static cm_status check_header(const contents *file)
{
    if (file->length < HEADER || big32(file->bytes) != 9994)
        return refuse(file, "the header is missing");
    if ((size_t)big32(file->bytes + 24) * 2 > file->length)
        return refuse(file, "the file is cut");
    return CM_OK;
}

/* Counts are the only thing that tie attributes to shapes. */
static cm_status check_dbf(const contents *dbf, size_t records)
{
    if (dbf->length < DBF_HEADER)
        return refuse(dbf, "the header is missing");
    const size_t rows = little32(dbf->bytes + 4), width = little16(dbf->bytes + 10);
    const size_t header = little16(dbf->bytes + 8);
    if (header <= DBF_HEADER || header > dbf->length || width == 0)
        return refuse(dbf, "the header is wrong");
    if (rows > (dbf->length - header) / width)
        return refuse(dbf, "the file is cut");
    if (rows != records)
        return cm__fail(CM_ERR_FORMAT, "%s: has %zu rows for %zu shapes; the Shapefile is damaged",
                        dbf->path, rows, records);
    return CM_OK;
}

/* A writer may round the box otherwise than the vertices, by far less than a ten-millionth. */
static bool is_inside(double value, double min, double max)
{
    const double slack = 1e-7 * (fabs(value) + 1e-3);

    return value >= min - slack && value <= max + slack; /* false for NaN */
}

static bool is_vertex_inside(const char *at, const cm_box *box)
{
    return is_inside(little_double(at), box->x_min, box->x_max) &&
           is_inside(little_double(at + 8), box->y_min, box->y_max);
}

static bool is_box_inside(const cm_box *box, const cm_box *whole)
{
    return is_inside(box->x_min, whole->x_min, whole->x_max) &&
           is_inside(box->x_max, whole->x_min, whole->x_max) &&
           is_inside(box->y_min, whole->y_min, whole->y_max) &&
           is_inside(box->y_max, whole->y_min, whole->y_max);
}

static cm_status check_vertices(const contents *shp, size_t record, const char *at, size_t count,
                                const cm_box *box)
{
    for (size_t i = 0; i < count; i++)
        if (!is_vertex_inside(at + 16 * i, box))
            return refuse_record(shp, record, "a vertex lies outside the stated extent");
    return CM_OK;
}

static bool are_parts_good(const char *at, size_t parts, size_t vertices)
{
    size_t begin = 0;

    for (size_t i = 0; i < parts; i++) {
        const size_t next = little32(at + 4 * i);
        if (i == 0 ? next != 0 : next <= begin || next >= vertices)
            return false;
        begin = next;
    }
    return true;
}

/* One with a box: a line, polygon or multipoint, flat or with heights and measures after it.
 *
 * at      the content, length bytes
 * whole   the box of all */
static cm_status check_parts(const contents *shp, size_t record, const char *at, size_t length,
                             const cm_box *whole)
{
    const bool has_parts = little32(at) % 10 != TYPE_MULTIPOINT;
    const size_t fixed = has_parts ? 44 : 40;

    if (length < fixed)
        return refuse_record(shp, record, "the record is too short");
    const size_t parts = has_parts ? little32(at + 36) : 0;
    const size_t vertices = little32(at + (has_parts ? 40 : 36));
    const cm_box own = read_box(at + 4);
    if (parts > (length - fixed) / 4 || vertices > (length - fixed - 4 * parts) / 16)
        return refuse_record(shp, record, "the record is shorter than its vertices");
    if (!are_parts_good(at + fixed, parts, vertices))
        return refuse_record(shp, record, "the parts are not in order");
    if (vertices > 0 && !is_box_inside(&own, whole))
        return refuse_record(shp, record, "its extent is not within that of all");
    return check_vertices(shp, record, at + fixed + 4 * parts, vertices, &own);
}

static cm_status check_shape(const contents *shp, size_t record, const char *at, size_t length)
{
    const cm_box whole = read_box(shp->bytes + 36);
    const uint32_t all = little32(shp->bytes + 32), type = length >= 4 ? little32(at) : UINT32_MAX;

    if (type == TYPE_NULL)
        return CM_OK;
    if (type != all)
        return refuse_record(shp, record, "the shape is of another type than the file");
    switch (type % 10) {
    case TYPE_POINT:
        if (length < 20)
            return refuse_record(shp, record, "the record is too short");
        return check_vertices(shp, record, at + 4, 1, &whole);
    case TYPE_LINE:
    case TYPE_POLYGON:
    case TYPE_MULTIPOINT: return check_parts(shp, record, at, length, &whole);
    default: return refuse_record(shp, record, "a shape that is no point, line or polygon");
    }
}

/* The index states where each record begins and how long it is; the record repeats its length. */
static cm_status check_record(const contents *shp, const contents *shx, size_t record)
{
    const char *const entry = shx->bytes + HEADER + ENTRY * record;
    const size_t begin = (size_t)big32(entry) * 2, length = (size_t)big32(entry + 4) * 2;

    if (begin < HEADER || begin > shp->length || shp->length - begin < ENTRY)
        return refuse_record(shp, record, "the record is not in the file");
    if ((size_t)big32(shp->bytes + begin + 4) * 2 != length)
        return refuse_record(shp, record, "the index states another length");
    if (length > shp->length - begin - ENTRY)
        return refuse_record(shp, record, "the record is cut");
    return check_shape(shp, record, shp->bytes + begin + ENTRY, length);
}

static cm_status check(const contents *shp, const contents *shx, const contents *dbf)
{
    cm_status status = check_header(shp);
    size_t records;

    if (!status)
        status = check_header(shx);
    if (status)
        return status;
    records = ((size_t)big32(shx->bytes + 24) * 2 - HEADER) / ENTRY;
    status = check_dbf(dbf, records);
    for (size_t i = 0; i < records && !status; i++)
        status = check_record(shp, shx, i);
    return status;
}

cm_status cm__shp_check(const cm__shp_paths *paths)
{
    contents files[3] = {{.path = paths->shp}, {.path = paths->shx}, {.path = paths->dbf}};
    cm_status status = CM_OK;

    for (int i = 0; i < 3 && !status; i++)
        status =
            cm__reader_read(&files[i].bytes, &files[i].length, files[i].path, paths->allow_remote);
    if (!status)
        status = check(&files[0], &files[1], &files[2]);
    for (int i = 0; i < 3; i++)
        cm__array_free(&files[i].bytes);
    return status;
}
