/* reader.h - reads tables, layers and grids from files. */
#ifndef CLUSTERMAP_READER_H
#define CLUSTERMAP_READER_H

#include <clustermap/features.h>
#include <clustermap/grid.h>
#include <clustermap/members.h>
#include <clustermap/status.h>
#include <clustermap/table.h>
#include <stdbool.h>

typedef struct cm_read_options {
    unsigned version;     /* set by CM_READ_OPTIONS_INIT */
    const char *encoding; /* of a text table, or a Shapefile's texts: "UTF-8", "CP932", "EUC-JP";
                             NULL: as the file says, else recognised */
    const char *where;    /* OGR SQL WHERE that rows must meet; NULL: all */
    const char *crs;      /* plane of the columns x and y, or of a layer that states none; NULL:
                             none */
    bool ignore_crs;      /* --crs none: whatever CRS the input states is dropped */
    bool allow_remote;    /* else names beginning with /vsi or holding :// are refused */
    cm_member_names names;
    const char *const *needed; /* from version 2 on; names, ended by NULL, of the columns that are
                                  to be numbers: those beside them and the places may be left out
                                  of a layer, and cells that are none may be missing. NULL: all */
    int threads;               /* from version 2 on; 0: all */
} cm_read_options;
/* clang-format off */
#define CM_READ_OPTIONS_INIT {.version = 2}
/* clang-format on */

/* Reads a member table: CSV or TSV (UTF-8 with or without BOM, CP932, EUC-JP; comma, tab or
 * semicolon; CR, LF, CRLF; quoted fields), XLSX or ODS (first sheet, through GDAL), or a layer of
 * points (GeoPackage, Shapefile, GeoJSON, FlatGeobuf, "PG:..."), whose places become columns lon
 * and lat unless it has them. "-" is stdin, CSV. All columns of CSV and layers are of type text,
 * blanks round a field kept; headers are trimmed.
 *
 * out       must be empty; untouched on failure
 * options   NULL for the defaults; names and crs do not matter here
 * rejects   receives rows that could not be read, with the columns line (integer), reason, text;
 *           must be empty, or what an earlier call left; NULL: such a row is an error
 * Returns CM_OK; CM_ERR_FORMAT with file, line and column (no header, a header without a name,
 * invalid bytes for the encoding, NUL, a quote that is never closed, a damaged file); CM_ERR_IO;
 * CM_ERR_NOMEM; CM_ERR_LIMIT (file 2 GiB, line 1 MiB, field 64 KiB, 100000 columns).
 * A row with more fields than the header is rejected; one with fewer is filled with missing cells;
 * a blank line is passed over. */
CM_MUST_CHECK cm_status cm_table_read(cm_table *out, const char *path,
                                      const cm_read_options *options, cm_table *rejects);

/* A member table that is read part by part, in memory that does not grow with its rows. */
typedef struct cm_table_reader cm_table_reader;

/* Whether an input can be read so: CSV or TSV, a local file or stdin, every row of it (a WHERE
 * looks at whole columns). */
bool cm_table_reader_takes(const char *path, const cm_read_options *options);

/* Opens a table and reads its header. Arguments and errors as cm_table_read, and CM_ERR_DOMAIN for
 * an input that cannot be read so. There is no limit to the file's length. An encoding that is not
 * named is recognised where the first bytes beyond ASCII are, within a piece of 256 KiB; a byte
 * after that which does not fit is an error with its line. */
CM_MUST_CHECK cm_status cm_table_reader_open(cm_table_reader **out, const char *path,
                                             const cm_read_options *options);

/* Reads the next rows: all parts together are what cm_table_read gives, with the same lines.
 *
 * out       must be empty; receives some 10^4 rows at most, perhaps none. Its texts are its own
 * found     false at the end, where there is neither a row nor a reject
 * rejects   as in cm_table_read; cleared between two parts or not
 * Errors as cm_table_read; after one the reader can only be destroyed. */
CM_MUST_CHECK cm_status cm_table_reader_next(cm_table *out, bool *found, cm_table_reader *reader,
                                             cm_table *rejects);

/* The columns, without rows; how much of the file is read, 0..1 (0: a pipe, of unknown length). */
const cm_table *cm_table_reader_get_header(const cm_table_reader *reader);
double cm_table_reader_get_share(const cm_table_reader *reader);

/* Closes it. NULL is allowed. */
void cm_table_reader_destroy(cm_table_reader *reader);

/* Reads a layer: GeoPackage ("file.gpkg:layer", or its only layer), Shapefile, GeoJSON, TopoJSON,
 * FlatGeobuf, "PG:..."; or a member table, whose rows become points by the columns lon and lat
 * (EPSG:6668), or x and y (options->crs) where the user named those. A row of a table whose
 * coordinates are not numbers or out of range (latitude -90..90, longitude -180..180) is rejected;
 * one without coordinates stays, without a place.
 * With options->needed and without a WHERE, a local CSV of numbers is read by all threads, 20
 * million rows a second and more; one that holds a quote, or a row to reject, at the usual pace.
 * A table without a geometry, which is to be named, has rows without a place.
 * Several geometries in one file, a multipoint of more than one point: CM_ERR_FORMAT. Coordinates
 * that are not finite: CM_ERR_FORMAT. Otherwise as cm_table_read. */
CM_MUST_CHECK cm_status cm_features_read(cm_features *out, const char *path,
                                         const cm_read_options *options, cm_table *rejects);

/* Lists the layers of a file, or the one that is named, in the file's order: the columns name and
 * geometry ("points", "lines", "polygons", "none" of a mere table, missing where the file does not
 * say; both texts).
 *
 * out       must be empty; untouched on failure
 * path      GeoPackage, Shapefile, GeoJSON, TopoJSON, FlatGeobuf, "PG:..."
 * options   NULL for the defaults; only allow_remote matters
 * Returns CM_OK, CM_ERR_IO, CM_ERR_FORMAT (no such file of layers), CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm_layers_list(cm_table *out, const char *path,
                                       const cm_read_options *options);

/* Keeps the rows that meet an OGR SQL WHERE, as GDAL understands it; the same in every format. A
 * column of texts that are all numbers is one of numbers where the expression needs that (founded
 * <= 1990), and of texts elsewhere (code = '0123'). A missing cell IS NULL and meets nothing else.
 * Returns CM_OK; CM_ERR_FORMAT, with GDAL's words, if the expression is wrong or names an unknown
 * column; CM_ERR_NOMEM. Nothing is changed on failure. Cost: O(rows), about 0.4 s a million. */
CM_MUST_CHECK cm_status cm_features_filter(cm_features *features, const char *where);
CM_MUST_CHECK cm_status cm_table_filter(cm_table *table, const char *where);

/* Reads the first band of a GeoTIFF with square cells, north up, with its unit, nodata and tags.
 * Returns CM_OK, CM_ERR_FORMAT (damaged, cut, rotated, not square), CM_ERR_IO, CM_ERR_NOMEM,
 * CM_ERR_LIMIT (over CM_GRID_CELLS_MAX cells). */
CM_MUST_CHECK cm_status cm_grid_read(cm_grid *out, const char *path,
                                     const cm_read_options *options);

#endif
