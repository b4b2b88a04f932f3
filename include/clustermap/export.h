/* export.h - writes tables, layers and grids into files that are whole or not there. */
#ifndef CLUSTERMAP_EXPORT_H
#define CLUSTERMAP_EXPORT_H

#include <clustermap/features.h>
#include <clustermap/grid.h>
#include <clustermap/progress.h>
#include <clustermap/status.h>
#include <clustermap/table.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct cm_map_layer; /* of map.h */

typedef enum cm_format {
    CM_FORMAT_CSV,
    CM_FORMAT_TSV,
    CM_FORMAT_GEOJSON,
    CM_FORMAT_GPKG,
    CM_FORMAT_SHP,
    CM_FORMAT_FGB,
    CM_FORMAT_TIF,
    CM_FORMAT_PNG,
    CM_FORMAT_SVG,
    CM_FORMAT_PDF,
    CM_FORMAT_HTML,
    CM_FORMAT_PG, /* a table of a PostGIS database: "PG:host=... dbname=... tables=NAME" */
    CM_FORMAT_COUNT
} cm_format;

/* "csv", ...; the format of that name; the format of a path by its extension (case does not
 * matter), CM_FORMAT_COUNT if it is none of these. */
const char *cm_format_name(cm_format format);
cm_format cm_format_find(const char *name);
cm_format cm_format_of_path(const char *path);

typedef struct cm_export_options {
    unsigned version;    /* set by CM_EXPORT_OPTIONS_INIT */
    bool no_clobber;     /* refuse to replace a file */
    bool shp_cp932;      /* texts of a Shapefile in CP932 instead of UTF-8 */
    const char *out_crs; /* NULL: EPSG:6668. GeoJSON is always WGS 84, and a plane is refused for
                            it. A layer without a CRS stays as it is, and so does every grid */
    long long created_s; /* seconds since 1970 that files record; default 0 */
    bool tif_deflate;    /* from version 2 on; a grid in DEFLATE, which every program reads, instead
                            of ZSTD, which is written in a third of the time */
    bool tif_cog;        /* from version 3 on; a grid as cloud-optimized GeoTIFF, with overviews */
    int threads;         /* from version 3 on; that pack a grid; 0: all */
    cm_progress progress; /* from version 3 on; of a writing, and of reading back what GDAL wrote, a
                             layer after the other. No share is told for a COG's copying, but it is
                             stopped */
    const struct cm_map_layer *const *drawn; /* from version 4 on; of a GeoPackage: how each of the
                                                layers looks, in their order, for its usual style in
                                                QGIS; NULL, or NULL of one: none. The columns named
                                                by a style must be the layer's */
    bool english; /* from version 4 on; the language of what a style adds; else Japanese */
    bool csv_wkt; /* from version 4 on; CSV and TSV hold places as well-known text, in a last column
                     WKT, instead of points only */
} cm_export_options;
/* clang-format off */
#define CM_EXPORT_OPTIONS_INIT {.version = 4}
/* clang-format on */

/* What writing could not keep whole, such as a text cut to a DBF field. */
typedef struct cm_export_report {
    size_t cut_texts;       /* texts cut, between characters, to the format's longest */
    size_t lost_characters; /* replaced because the encoding has none such */
    size_t renamed_columns; /* column names shortened for DBF */
    size_t kept_tables;     /* of others, in a GeoPackage that was there already */
} cm_export_report;

/* Writes one layer.
 *
 * path      "-" is stdout for csv, tsv, geojson. The target is replaced when the new file is whole
 *           and has been read back; what is not a regular file is refused. Of a GeoPackage, layers
 *           of others are kept: see cm_features_write_gpkg
 * format    CSV, TSV, GEOJSON, GPKG, SHP or FGB. CSV and TSV: points with columns lon, lat (or x,
 *           y in a plane) unless the table has them; lines and polygons without geometry,
 *           but for csv_wkt.
 *           FlatGeobuf holds no rows without a place, a Shapefile no table without places
 * report    receives its counts on success; may be NULL
 * Returns CM_OK; CM_ERR_IO; CM_ERR_DOMAIN (format does not fit, or a place that the CRS does not
 * reach); CM_ERR_LIMIT (a Shapefile over 2 GB, 255 columns or 65535 bytes a row); CM_ERR_FORMAT
 * (read back otherwise than written, or an unknown CRS); CM_ERR_STOPPED; CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm_features_write(const cm_features *features, const char *path,
                                          cm_format format, const cm_export_options *options,
                                          cm_export_report *report);

/* A file that a layer is written into part by part, in memory that does not grow with its rows. */
typedef struct cm_features_writer cm_features_writer;

/* Begins a CSV, TSV or GeoJSON. Arguments and errors as cm_features_write; nothing is written, and
 * no target looked at, before the first part is there. */
CM_MUST_CHECK cm_status cm_features_writer_open(cm_features_writer **out, const char *path,
                                                cm_format format, const cm_export_options *options);

/* Writes the rows of one part more. The first gives columns, geometry and CRS, which those after it
 * must have too (asserted); it may be without rows, but there must be one. */
CM_MUST_CHECK cm_status cm_features_writer_add(cm_features_writer *writer, const cm_features *part);

/* Puts the file in its place, with the bytes that cm_features_write gives for all parts as one. To
 * be destroyed after it. */
CM_MUST_CHECK cm_status cm_features_writer_close(cm_features_writer *writer);

/* Releases the writer; where it was not closed, the target is as before, but for what standard
 * output has taken. NULL is allowed. */
void cm_features_writer_destroy(cm_features_writer *writer);

/* Writes several layers into one GeoPackage; their names must be set and unique. A layer of
 * CM_GEOMETRY_NONE becomes a table without geometry. Each has its title and source in the file, and
 * options->drawn gives it a style.
 *
 * A GeoPackage that is there already is replaced as far as this library wrote it, with all layers
 * of the names that are written now. Layers, styles and projects that others put into it are kept:
 * the new ones are added to a copy, which then takes the old file's place. Refused are a database
 * that is no GeoPackage, a damaged one with layers of others, and one that another program holds a
 * lock on.
 *
 * report   receives its counts on success; may be NULL
 * Errors as above. */
CM_MUST_CHECK cm_status cm_features_write_gpkg(const cm_features *const *layers, size_t count,
                                               const char *path, const cm_export_options *options,
                                               cm_export_report *report);

/* What stands before a layer's name as that of its table in a GeoPackage: "layer_" where SQLite,
 * the format or GDAL take no such name for a table, else "". */
const char *cm_gpkg_table_prefix(const char *name);

/* Writes a table as CSV or TSV: UTF-8, LF, fields quoted where needed; "-" is stdout. */
CM_MUST_CHECK cm_status cm_table_write(const cm_table *table, const char *path, cm_format format,
                                       const cm_export_options *options);

/* Writes a grid as a tiled GeoTIFF (ZSTD, level 1, or DEFLATE; predictor 3), float32, with
 * description, unit, nodata, statistics and its tags. The same bytes for any number of threads.
 * Errors as above, and CM_ERR_STOPPED. */
CM_MUST_CHECK cm_status cm_grid_write(const cm_grid *grid, const char *path,
                                      const cm_export_options *options);

/* Writes whole numbers on a grid's cells, such as which feature is nearest, as int32 (predictor 2).
 * The grid gives place, descriptions, nodata and tags; its own values do not matter and may be
 * NULL. No statistics are kept: a mean of numbers that are names says nothing. Errors as above. */
CM_MUST_CHECK cm_status cm_grid_write_integers(const cm_grid *grid, const int32_t *values,
                                               const char *path, const cm_export_options *options);
/* A GeoTIFF that a grid is written into row by row, in memory that does not grow with its rows. */
typedef struct cm_grid_writer cm_grid_writer;

enum { CM_GRID_WRITER_ROWS = 256 };

/* Begins a file beside the target, for a grid of that shape and nodata; its values are not looked
 * at, and may be NULL. out is untouched on failure. path and options need not outlive the call.
 * Errors as cm_grid_write. */
CM_MUST_CHECK cm_status cm_grid_writer_open(cm_grid_writer **out, const cm_grid *grid,
                                            const char *path, const cm_export_options *options);

/* Packs and writes the next rows, from north to south.
 * count   a multiple of CM_GRID_WRITER_ROWS, or all rows that are left
 * Returns CM_OK; CM_ERR_IO, CM_ERR_NOMEM, CM_ERR_STOPPED: then the writer can only be destroyed. */
CM_MUST_CHECK cm_status cm_grid_writer_add(cm_grid_writer *writer, const float *rows, size_t count);

/* Describes the file as the grid is described (its shape and nodata as before; values may be NULL),
 * when all rows are there (asserted), reads it back and puts it in its place, with the bytes that
 * cm_grid_write gives. To be destroyed after it. Errors as cm_grid_write. */
CM_MUST_CHECK cm_status cm_grid_writer_close(cm_grid_writer *writer, const cm_grid *grid);

/* Releases the writer; where it was not closed, the target is as before. NULL is allowed. */
void cm_grid_writer_destroy(cm_grid_writer *writer);

#endif
