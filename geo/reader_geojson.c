/* reader_geojson.c - the plainest kind of GeoJSON: polygons with texts.
 *
 * GDAL reads such a file twice, and makes an object of each number: for the outlines of a city that
 * was a fifth of the time in which its map is drawn. Whatever is not as expected is left to it. */
#include "geo/reader_geojson.h"
#include "geo/base_file.h"
#include "geo/base_memory.h"
#include "geo/base_number.h"
#include "geo/base_text.h"
#include "geo/reader_geometry.h"
#include "geo/ring.h"
#include "geo/text_utf8.h"
#include <clustermap/crs.h>
#include <string.h>
#include <sys/stat.h>

#define FILE_MAX ((size_t)256 << 20)

/* Digits that no date is written with; longer ones are. */
enum { NUMERAL_MAX = 6, NAME_MAX_BYTES = 255, COLUMNS_MAX = 200 };

/* The file ends with a NUL, which no rule takes: none reads beyond it. */
typedef struct reading {
    const char *at;
    cm_features *features;
    cm__vertices vertices;
    size_t count;  /* of vertices */
    cm__text text; /* the last, ended by a NUL */
    bool has_name;
    cm_status status; /* of what cannot be left to another reader */
} reading;

/* All of these return whether the file is plain so far. */

static bool done(reading *r, cm_status status)
{
    r->status = status;
    return status == CM_OK;
}

static void skip_blanks(reading *r)
{
    while (*r->at == ' ' || *r->at == '\n' || *r->at == '\r' || *r->at == '\t')
        r->at++;
}

static bool is_next(reading *r, char c)
{
    skip_blanks(r);
    return *r->at == c;
}

static bool take(reading *r, char c)
{
    if (!is_next(r, c))
        return false;
    r->at++;
    return true;
}

/* Into r->text. */
static bool take_text(reading *r)
{
    if (!take(r, '"'))
        return false;
    const char *const start = r->at;
    while (*r->at != '"' && *r->at != '\\' && (unsigned char)*r->at >= 0x20)
        r->at++;
    const size_t length = (size_t)(r->at - start);
    if (!take(r, '"') || cm__utf8_span(start, length) < length)
        return false;
    r->text.length = 0;
    cm__text_add_bytes(&r->text, start, length);
    return done(r, r->text.failed);
}

static bool take_key(reading *r)
{
    return take_text(r) && take(r, ':');
}

static bool is_text(const reading *r, const char *text)
{
    return strcmp(r->text.bytes, text) == 0;
}

static bool take_type(reading *r, const char *type)
{
    return take_text(r) && is_text(r, type);
}

/* ---- coordinates ---- */

static bool take_number(reading *r, double *out)
{
    skip_blanks(r);
    const char *const start = r->at, *const digits = start + (*start == '-');
    if (*digits < '0' || *digits > '9' ||
        (digits[0] == '0' && digits[1] >= '0' && digits[1] <= '9'))
        return false;
    const char *const end = cm__number_read(out, start);
    if (!end || end[-1] < '0' || end[-1] > '9')
        return false;
    r->at = end;
    return true;
}

static bool make_room(reading *r)
{
    const size_t capacity = r->vertices.capacity ? 2 * r->vertices.capacity : 1024;

    if (r->count < r->vertices.capacity)
        return true;
    if (!done(r, cm__array_grow(&r->vertices.x, capacity, sizeof *r->vertices.x)) ||
        !done(r, cm__array_grow(&r->vertices.y, capacity, sizeof *r->vertices.y)))
        return false;
    r->vertices.capacity = capacity;
    return true;
}

static bool take_vertex(reading *r)
{
    if (!make_room(r) || !take(r, '[') || !take_number(r, &r->vertices.x[r->count]) ||
        !take(r, ',') || !take_number(r, &r->vertices.y[r->count]) || !take(r, ']'))
        return false;
    r->count++;
    return true;
}

/* A ring that is closed. */
static bool take_ring(reading *r, size_t number)
{
    double *const *const x = &r->vertices.x, *const *const y = &r->vertices.y;

    r->count = 0;
    if (!take(r, '['))
        return false;
    do
        if (!take_vertex(r))
            return false;
    while (take(r, ','));
    const size_t last = r->count - 1;
    if (!take(r, ']') || r->count < 4 || (*x)[0] < (*x)[last] || (*x)[0] > (*x)[last] ||
        (*y)[0] < (*y)[last] || (*y)[0] > (*y)[last])
        return false;
    return done(r, cm__ring_add(r->features, *x, *y, r->count, number > 0));
}

static bool take_polygon(reading *r)
{
    size_t rings = 0;

    if (!take(r, '['))
        return false;
    do
        if (!take_ring(r, rings++))
            return false;
    while (take(r, ','));
    return take(r, ']');
}

static bool take_polygons(reading *r)
{
    if (!take(r, '['))
        return false;
    do
        if (!take_polygon(r))
            return false;
    while (take(r, ','));
    return take(r, ']');
}

/* The kind comes before the coordinates. */
static bool take_geometry(reading *r)
{
    bool is_single;

    if (!take(r, '{') || !take_key(r) || !is_text(r, "type") || !take_text(r))
        return false;
    is_single = is_text(r, "Polygon");
    if (!is_single && !is_text(r, "MultiPolygon"))
        return false;
    return take(r, ',') && take_key(r) && is_text(r, "coordinates") &&
           (is_single ? take_polygon(r) : take_polygons(r)) && take(r, '}');
}

/* ---- properties ---- */

/* GDAL makes dates of some texts: whatever begins as one. */
static bool may_be_date(const char *text)
{
    const size_t digits = strspn(text, "0123456789");

    return strchr(" +-", *text) ? *text != '\0'
                                : digits > 0 && (text[digits] != '\0' || digits > NUMERAL_MAX);
}

/* The column of that number has the name in r->text; in the first row it is made. */
static bool take_column(reading *r, size_t column)
{
    cm_table *const table = &r->features->table;

    if (table->row_count > 1)
        return column < table->column_count && is_text(r, table->columns[column].name);
    if (column >= COLUMNS_MAX || r->text.length == 0 || r->text.length > NAME_MAX_BYTES ||
        cm_table_find_column(table, r->text.bytes) != CM_ABSENT)
        return false;
    return done(r, cm_table_add_column(table, NULL, r->text.bytes, CM_COLUMN_TEXT));
}

static bool take_properties(reading *r)
{
    cm_table *const table = &r->features->table;
    size_t column = 0;

    if (!take(r, '{'))
        return false;
    do {
        if (!take_key(r) || !take_column(r, column) || !take_text(r) || may_be_date(r->text.bytes))
            return false;
        if (!done(r, cm_table_set_text(table, table->row_count - 1, column, r->text.bytes)))
            return false;
        column++;
    } while (take(r, ','));
    return take(r, '}') && column == table->column_count;
}

/* ---- the collection ---- */

/* Members that were met, each of which must be there once. */
enum { HAS_TYPE = 1, HAS_PROPERTIES = 2, HAS_GEOMETRY = 4, HAS_FEATURES = 8 };

static bool note(unsigned *met, unsigned member)
{
    const bool is_new = !(*met & member);

    *met |= member;
    return is_new;
}

static bool take_feature_member(reading *r, unsigned *met)
{
    if (!take_key(r))
        return false;
    if (is_text(r, "type"))
        return note(met, HAS_TYPE) && take_type(r, "Feature");
    if (is_text(r, "properties"))
        return note(met, HAS_PROPERTIES) && take_properties(r);
    return is_text(r, "geometry") && note(met, HAS_GEOMETRY) && take_geometry(r);
}

static bool take_feature(reading *r)
{
    unsigned met = 0;

    if (!take(r, '{') || !done(r, cm_features_add_row(r->features)))
        return false;
    do
        if (!take_feature_member(r, &met))
            return false;
    while (take(r, ','));
    return take(r, '}') && met == (HAS_TYPE | HAS_PROPERTIES | HAS_GEOMETRY);
}

static bool take_features(reading *r)
{
    if (!take(r, '['))
        return false;
    do
        if (!take_feature(r))
            return false;
    while (take(r, ','));
    return take(r, ']');
}

static bool take_name(reading *r)
{
    const bool is_new = !r->has_name;

    r->has_name = true;
    return is_new && take_text(r) && r->text.length > 0 &&
           done(r, cm_features_set_name(r->features, r->text.bytes));
}

static bool take_collection(reading *r)
{
    unsigned met = 0;

    if (!take(r, '{'))
        return false;
    do {
        bool is_plain;
        if (!take_key(r))
            return false;
        if (is_text(r, "type"))
            is_plain = note(&met, HAS_TYPE) && take_type(r, "FeatureCollection");
        else if (is_text(r, "features"))
            is_plain = note(&met, HAS_FEATURES) && take_features(r);
        else
            is_plain = is_text(r, "name") && take_name(r);
        if (!is_plain)
            return false;
    } while (take(r, ','));
    return take(r, '}') && is_next(r, '\0') && met == (HAS_TYPE | HAS_FEATURES);
}

/* A layer that states no name has the file's. */
static cm_status name_by_file(cm_features *features, const char *path)
{
    const char *const slash = strrchr(path, '/'), *const file = slash ? slash + 1 : path;
    const char *const dot = strrchr(file, '.');
    cm__text name = {0};
    cm_status status;

    cm__text_add_bytes(&name, file, dot ? (size_t)(dot - file) : strlen(file));
    status = name.failed ? name.failed : cm_features_set_name(features, name.bytes);
    cm__text_clear(&name);
    return status;
}

static bool is_small_file(const char *path)
{
    struct stat found;

    return stat(path, &found) == 0 && S_ISREG(found.st_mode) && found.st_size > 0 &&
           (size_t)found.st_size <= FILE_MAX;
}

static cm_status read_bytes(char **out, bool *out_is_read, const char *path)
{
    size_t length = 0;
    cm_status status;

    *out_is_read = false;
    if (!is_small_file(path))
        return CM_OK;
    status = cm__file_read(out, &length, path, FILE_MAX);
    if (status)
        return status == CM_ERR_NOMEM ? status : CM_OK; /* GDAL will say what is wrong */
    (*out)[length] = '\0';
    *out_is_read = memchr(*out, '\0', length) == NULL;
    return CM_OK;
}

cm_status cm__geojson_read(cm_features *out, bool *out_is_plain, const char *path)
{
    cm_features features = {0};
    char *bytes = NULL;
    bool is_plain = false;
    cm_status status = read_bytes(&bytes, &is_plain, path);

    *out_is_plain = false;
    if (status || !is_plain)
        goto done;
    reading r = {.at = bytes, .features = &features};
    status = cm_features_init(&features, CM_GEOMETRY_POLYGON, CM_CRS_WGS84);
    if (!status) {
        is_plain = take_collection(&r);
        status = r.status;
    }
    if (!status && is_plain && !r.has_name)
        status = name_by_file(&features, path);
    cm__vertices_clear(&r.vertices);
    cm__text_clear(&r.text);
    if (status || !is_plain)
        goto done;
    *out_is_plain = true;
    *out = features;
    features = (cm_features){0};
done:
    cm_features_clear(&features);
    cm__array_free(&bytes);
    return status;
}
