/* export_gpkg_about.c - what a GeoPackage says of its layers: titles and sources, styles. */
#include "output/export_gpkg_about.h"
#include "output/export_gpkg_db.h"
#include "output/export_gpkg_keep.h"
#include "output/qgis_caption.h"
#include "output/qgis_layer.h"

/* QGIS reads and writes a layer's metadata under this address. */
#define QGIS_METADATA "http://mrcc.com/qgis.dtd"

static const char *const extension_tables[] = {
    "CREATE TABLE IF NOT EXISTS gpkg_extensions (table_name TEXT, column_name TEXT, "
    "extension_name TEXT NOT NULL, definition TEXT NOT NULL, scope TEXT NOT NULL, "
    "CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name))",
    "CREATE TABLE IF NOT EXISTS gpkg_metadata (id INTEGER CONSTRAINT m_pk PRIMARY KEY ASC NOT "
    "NULL, md_scope TEXT NOT NULL DEFAULT 'dataset', md_standard_uri TEXT NOT NULL, mime_type "
    "TEXT NOT NULL DEFAULT 'text/xml', metadata TEXT NOT NULL DEFAULT '')",
    "CREATE TABLE IF NOT EXISTS gpkg_metadata_reference (reference_scope TEXT NOT NULL, "
    "table_name TEXT, column_name TEXT, row_id_value INTEGER, timestamp DATETIME NOT NULL "
    "DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')), md_file_id INTEGER NOT NULL, md_parent_id "
    "INTEGER, CONSTRAINT crmr_mfi_fk FOREIGN KEY (md_file_id) REFERENCES gpkg_metadata(id), "
    "CONSTRAINT crmr_mpi_fk FOREIGN KEY (md_parent_id) REFERENCES gpkg_metadata(id))",
};

cm__naming cm__gpkg_naming(void)
{
    static const char *const taken[] = {"fid", "geom", NULL};

    return (cm__naming){.taken = taken};
}

/* Says of two tables that they are of an extension of the format. */
static void register_tables(cm__gpkg_db *db, const char *const *tables, const char *extension,
                            const char *definition)
{
    for (size_t i = 0; i < 2; i++) {
        const char *const values[] = {tables[i], extension, definition};
        cm__gpkg_db_run(db,
                        "INSERT INTO gpkg_extensions (table_name, extension_name, definition, "
                        "scope) SELECT ?1, ?2, ?3, 'read-write' WHERE NOT EXISTS (SELECT 1 FROM "
                        "gpkg_extensions WHERE table_name = ?1)",
                        values, 3);
    }
}

static void register_metadata(cm__gpkg_db *db)
{
    static const char *const tables[] = {"gpkg_metadata", "gpkg_metadata_reference"};

    for (size_t i = 0; i < sizeof extension_tables / sizeof *extension_tables; i++)
        cm__gpkg_db_run(db, extension_tables[i], NULL, 0);
    register_tables(db, tables, "gpkg_metadata",
                    "http://www.geopackage.org/spec120/#extension_metadata");
}

/* The description as QGIS writes it. */
static cm_status write_description(cm__xml *xml, const cm__gpkg_about *layer)
{
    cm__xml_open(xml, "qgis");
    cm__xml_attribute(xml, "version", "3.16");
    cm__qgis_add_about(xml, layer->table, layer->title, layer->source);
    cm__xml_leaf(xml, "history", CM__GPKG_MARK);
    cm__xml_close(xml);
    return xml->text.failed;
}

static void add_description(cm__gpkg_db *db, const cm__gpkg_about *layer, const char *date)
{
    cm__xml xml = {0};
    const cm_status status = write_description(&xml, layer);

    if (status && !db->failed)
        db->failed = status;
    if (!db->failed) {
        const char *const description[] = {xml.text.bytes, QGIS_METADATA};
        const char *const reference[] = {layer->table, date};
        cm__gpkg_db_run(db,
                        "INSERT INTO gpkg_metadata (md_scope, md_standard_uri, mime_type, "
                        "metadata) VALUES ('dataset', ?2, 'text/xml', ?1)",
                        description, 2);
        cm__gpkg_db_run(db,
                        "INSERT INTO gpkg_metadata_reference (reference_scope, table_name, "
                        "timestamp, md_file_id) VALUES ('table', ?1, ?2, last_insert_rowid())",
                        reference, 2);
    }
    cm__xml_clear(&xml);
}

/* As QGIS makes it, which looks for each of these columns; but names of tables may be longer. */
static void create_styles(cm__gpkg_db *db, const char *date)
{
    cm__gpkg_db_run(
        db,
        "CREATE TABLE IF NOT EXISTS layer_styles (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, "
        "f_table_catalog TEXT(256), f_table_schema TEXT(256), f_table_name TEXT, "
        "f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT, "
        "useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30), update_time "
        "DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')))",
        NULL, 0);
    cm__gpkg_db_run(db,
                    "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, "
                    "last_change, srs_id) SELECT 'layer_styles', 'attributes', 'layer_styles', "
                    "'', ?1, 0 WHERE NOT EXISTS (SELECT 1 FROM gpkg_contents WHERE table_name = "
                    "'layer_styles')",
                    &date, 1);
}

/* The schema must be '' and the geometry's column the layer's own: else QGIS finds nothing. Where
 * somebody else has made another style the usual one of this layer, it stays so. */
static void add_style(cm__gpkg_db *db, const cm__gpkg_about *layer, const char *date)
{
    const char *const values[] = {layer->table, layer->title, layer->style, date, CM__GPKG_MARK};

    cm__gpkg_db_run(
        db,
        "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, "
        "f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, description, "
        "owner, ui, update_time) SELECT '', '', ?1, column_name, substr(?2, 1, 30), ?3, NULL, NOT "
        "EXISTS (SELECT 1 FROM layer_styles WHERE f_table_name = ?1 AND useAsDefault), "
        "?2, ?5, NULL, ?4 FROM gpkg_geometry_columns WHERE table_name = ?1",
        values, 5);
}

static void register_columns(cm__gpkg_db *db)
{
    static const char *const tables[] = {"gpkg_data_columns", "gpkg_data_column_constraints"};

    cm__gpkg_db_run(db,
                    "CREATE TABLE IF NOT EXISTS gpkg_data_columns (table_name TEXT NOT NULL, "
                    "column_name TEXT NOT NULL, name TEXT, title TEXT, description TEXT, mime_type "
                    "TEXT, constraint_name TEXT, CONSTRAINT pk_gdc PRIMARY KEY (table_name, "
                    "column_name), CONSTRAINT gdc_tn UNIQUE (table_name, name))",
                    NULL, 0);
    cm__gpkg_db_run(db,
                    "CREATE TABLE IF NOT EXISTS gpkg_data_column_constraints (constraint_name TEXT "
                    "NOT NULL, constraint_type TEXT NOT NULL, value TEXT, min NUMERIC, "
                    "min_is_inclusive BOOLEAN, max NUMERIC, max_is_inclusive BOOLEAN, description "
                    "TEXT, CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value))",
                    NULL, 0);
    register_tables(db, tables, "gpkg_schema",
                    "http://www.geopackage.org/spec120/#extension_schema");
}

static void add_columns(cm__gpkg_db *db, const cm__gpkg_about *layer)
{
    const cm_table *const columns = layer->columns;
    const cm__naming naming = cm__gpkg_naming();
    cm__column_names names = {0};
    const cm_status status = cm__column_names_make(&names, columns, &naming);
    bool registered = false;

    if (status && !db->failed)
        db->failed = status;
    for (size_t i = 0; i < columns->column_count && !db->failed; i++) {
        const char *const caption = cm__qgis_find_caption(columns->columns[i].name);
        const char *const values[] = {layer->table, names.names[i], caption};
        if (!caption)
            continue;
        if (!registered)
            register_columns(db);
        registered = true;
        cm__gpkg_db_run(db,
                        "INSERT OR REPLACE INTO gpkg_data_columns (table_name, column_name, name, "
                        "title) VALUES (?1, ?2, ?2, ?3)",
                        values, 3);
    }
    cm__column_names_clear(&names);
}

static size_t count_styles(const cm__gpkg_about *layers, size_t count)
{
    size_t styles = 0;

    for (size_t i = 0; i < count; i++)
        styles += layers[i].style != NULL;
    return styles;
}

cm_status cm__gpkg_describe(const char *file, const char *path, const cm__gpkg_about *layers,
                            size_t count, const char *date)
{
    const bool has_styles = count_styles(layers, count) > 0;
    cm__gpkg_db db;

    cm__gpkg_db_open(&db, file, path, true);
    cm__gpkg_db_run(&db, "BEGIN IMMEDIATE", NULL, 0);
    register_metadata(&db);
    for (size_t i = 0; i < count; i++)
        add_description(&db, &layers[i], date);
    for (size_t i = 0; i < count; i++)
        if (layers[i].columns)
            add_columns(&db, &layers[i]);
    if (has_styles)
        create_styles(&db, date);
    for (size_t i = 0; i < count; i++)
        if (layers[i].style)
            add_style(&db, &layers[i], date);
    cm__gpkg_db_run(&db, "COMMIT", NULL, 0);
    return cm__gpkg_db_close(&db);
}
