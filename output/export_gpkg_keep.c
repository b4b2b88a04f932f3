/* export_gpkg_keep.c - a GeoPackage that is there already: what in it is somebody else's. */
#include "output/export_gpkg_keep.h"
#include "geo/base_error.h"
#include "geo/base_text.h"
#include "geo/gdal_driver.h"
#include "output/export_gpkg_db.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/* Of SQLite's file format: where its locks lie, and the head of a file. */
enum { LOCKS_AT = 0x40000000, LOCKS_LENGTH = 512, HEAD_LENGTH = 100, APPLICATION_AT = 68 };
static const char magic[] = "SQLite format 3";

cm_status cm__gpkg_check_unlocked(const char *target, const char *path)
{
    struct flock lock = {.l_type = F_WRLCK, .l_start = LOCKS_AT, .l_len = LOCKS_LENGTH};
    const int fd = open(target, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

    if (fd < 0)
        return errno == ENOENT ? CM_OK : cm__fail(CM_ERR_IO, "%s: %s", path, strerror(errno));
    const int asked = fcntl(fd, F_GETLK, &lock);
    close(fd);
    if (asked == 0 && lock.l_type != F_UNLCK)
        return cm__fail(CM_ERR_IO,
                        "%s: another program (process %ld) has it open, so it is left as it is",
                        path, (long)lock.l_pid);
    return CM_OK; /* a file system without locks cannot tell */
}

/* Whether the file is a database; and if it is, whether it calls itself a GeoPackage. */
static cm_status read_head(bool *is_database, bool *is_gpkg, const char *target, const char *path)
{
    unsigned char head[HEAD_LENGTH] = {0};
    const int fd = open(target, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    ssize_t length;

    *is_database = *is_gpkg = false;
    if (fd < 0)
        return errno == ENOENT ? CM_OK : cm__fail(CM_ERR_IO, "%s: %s", path, strerror(errno));
    length = read(fd, head, sizeof head);
    close(fd);
    *is_database = length >= (ssize_t)sizeof magic && memcmp(head, magic, sizeof magic) == 0;
    *is_gpkg = *is_database && memcmp(head + APPLICATION_AT, "GP", 2) == 0;
    return CM_OK;
}

/* All tables but those that belong to the format, to SQLite or to QGIS. */
static const char all_tables[] =
    "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'gpkg~_%' "
    "ESCAPE '~' AND name NOT LIKE 'rtree~_%' ESCAPE '~' AND name NOT LIKE 'sqlite~_%' ESCAPE '~' "
    "AND lower(name) NOT IN ('layer_styles', 'qgis_projects', 'ogr_empty_table') ORDER BY rowid";
static const char our_tables[] =
    "SELECT DISTINCT r.table_name FROM gpkg_metadata_reference r JOIN gpkg_metadata m "
    "ON m.id = r.md_file_id JOIN gpkg_contents c ON c.table_name = r.table_name "
    "WHERE r.reference_scope = 'table' AND instr(m.metadata, ?1) > 0 ORDER BY 1";

static size_t find(const cm_table *names, const char *name)
{
    for (size_t row = 0; row < names->row_count; row++)
        if (cm__text_is_same(cm_table_get_text(names, row, 0), name))
            return row;
    return CM_ABSENT;
}

static void remove_row(cm_table *names, size_t row)
{
    for (size_t i = row; i + 1 < names->row_count; i++)
        names->columns[0].texts[i] = names->columns[0].texts[i + 1];
    names->row_count--;
}

static void read_tables(cm__gpkg_kept *out, cm__gpkg_db *db)
{
    cm__gpkg_db_ask(db, &out->others, all_tables, NULL);
    if (cm__gpkg_db_has_table(db, "gpkg_metadata_reference"))
        cm__gpkg_db_ask(db, &out->ours, our_tables, "<history>" CM__GPKG_MARK);
    else
        cm__gpkg_db_ask(db, &out->ours, "SELECT name FROM sqlite_master WHERE 0", NULL);
    for (size_t row = 0; !db->failed && row < out->ours.row_count; row++) {
        const size_t at = find(&out->others, cm_table_get_text(&out->ours, row, 0));
        if (at != CM_ABSENT)
            remove_row(&out->others, at);
    }
    cm__gpkg_db_ask(db, &out->titles, "SELECT identifier, table_name FROM gpkg_contents", NULL);
    out->has_projects = cm__gpkg_db_has_table(db, "qgis_projects") &&
                        cm__gpkg_db_holds(db,
                                          "SELECT count(*) FROM qgis_projects WHERE "
                                          "instr(coalesce(CAST(metadata AS TEXT), ''), ?1) = 0",
                                          "\"" CM__GPKG_MARK "\"");
}

static cm_status read_database(cm__gpkg_kept *out, const char *target, const char *path)
{
    cm__gpkg_db db;
    cm_status status;

    cm__gpkg_db_open(&db, target, path, false);
    if (!cm__gpkg_db_has_table(&db, "gpkg_contents") && !db.failed)
        db.failed = cm__fail(CM_ERR_FORMAT,
                             "%s: is a database but no GeoPackage, so it is not replaced", path);
    read_tables(out, &db);
    if (!db.failed && cm__gpkg_kept_any(out) &&
        cm__gpkg_db_holds(&db, "SELECT quick_check <> 'ok' FROM pragma_quick_check(1)", NULL))
        db.failed = cm__fail(CM_ERR_FORMAT, "%s: is damaged, so it is not replaced", path);
    status = cm__gpkg_db_close(&db);
    return status;
}

cm_status cm__gpkg_kept_find(cm__gpkg_kept *out, const char *target, const char *path)
{
    bool is_database = false, is_gpkg = false;
    cm_status status = read_head(&is_database, &is_gpkg, target, path);

    if (status || !is_database)
        return status;
    status = cm__gpkg_check_unlocked(target, path);
    if (!status && !is_gpkg)
        status = cm__fail(CM_ERR_FORMAT,
                          "%s: is a database but no GeoPackage, so it is not replaced", path);
    return status ? status : read_database(out, target, path);
}

cm_status cm__gpkg_kept_replace(cm__gpkg_kept *kept, const char *name)
{
    const size_t at = find(&kept->others, name);
    const char *old;
    cm_status status;

    if (at == CM_ABSENT)
        return CM_OK;
    old = cm_table_get_text(&kept->others, at, 0);
    status = cm_table_add_rows(&kept->ours, 1);
    if (!status)
        status = cm_table_set_text(&kept->ours, kept->ours.row_count - 1, 0, old);
    if (!status)
        remove_row(&kept->others, at);
    return status;
}

bool cm__gpkg_kept_any(const cm__gpkg_kept *kept)
{
    return kept->others.row_count > 0 || kept->has_projects;
}

bool cm__gpkg_kept_has_title(const cm__gpkg_kept *kept, const char *title)
{
    for (size_t row = 0; row < kept->titles.row_count; row++)
        if (strcmp(cm_table_get_text(&kept->titles, row, 0), title) == 0 &&
            find(&kept->others, cm_table_get_text(&kept->titles, row, 1)) != CM_ABSENT)
            return true;
    return false;
}

static cm_status drop_layer(const cm__gdal *block, GDALDatasetH file, const char *name,
                            const char *path)
{
    for (int i = 0; i < GDALDatasetGetLayerCount(file); i++)
        if (cm__text_is_same(OGR_L_GetName(GDALDatasetGetLayer(file, i)), name))
            return GDALDatasetDeleteLayer(file, i) == OGRERR_NONE
                       ? CM_OK
                       : cm__gdal_fail(block, CM_ERR_IO, path, "a layer cannot be replaced");
    return CM_OK; /* a table that is no layer: making one of its name will tell */
}

static cm_status drop_layers(const cm_table *names, const char *file, const char *path)
{
    static const char *const drivers[] = {"GPKG", NULL};
    const cm__gdal_source source = {
        .path = file, .drivers = drivers, .flags = GDAL_OF_VECTOR | GDAL_OF_UPDATE};
    cm__gdal block;
    GDALDatasetH from = NULL;
    cm_status status;

    cm__gdal_begin(&block);
    status = cm__gdal_open(&block, &from, &source);
    if (status && status != CM_ERR_NOMEM) /* it names the copy */
        status = cm__gdal_fail(&block, CM_ERR_FORMAT, path, "does not open");
    for (size_t row = 0; row < names->row_count && !status; row++)
        status = drop_layer(&block, from, cm_table_get_text(names, row, 0), path);
    if (from)
        GDALClose(from);
    return cm__gdal_end(&block, status, CM_ERR_IO, path);
}

/* GDAL leaves what others say of a layer that it drops. */
static cm_status drop_descriptions(const cm_table *names, const char *file, const char *path)
{
    static const struct {
        const char *table, *sql;
    } rows[] = {
        {"gpkg_metadata_reference",
         "DELETE FROM gpkg_metadata_reference WHERE lower(table_name) = lower(?1)"},
        {"gpkg_data_columns", "DELETE FROM gpkg_data_columns WHERE lower(table_name) = lower(?1)"},
        {"layer_styles", "DELETE FROM layer_styles WHERE lower(f_table_name) = lower(?1) AND "
                         "owner = '" CM__GPKG_MARK "'"}};
    cm__gpkg_db db;

    cm__gpkg_db_open(&db, file, path, true);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (size_t row = 0; row < names->row_count; row++) {
            const char *const name = cm_table_get_text(names, row, 0);
            if (cm__gpkg_db_has_table(&db, rows[i].table))
                cm__gpkg_db_run(&db, rows[i].sql, &name, 1);
        }
    if (cm__gpkg_db_has_table(&db, "gpkg_metadata"))
        cm__gpkg_db_run(&db,
                        "DELETE FROM gpkg_metadata WHERE instr(metadata, '<history>" CM__GPKG_MARK
                        "') > 0 AND id NOT IN (SELECT md_file_id FROM gpkg_metadata_reference)",
                        NULL, 0);
    if (cm__gpkg_db_has_table(&db, "qgis_projects"))
        cm__gpkg_db_run(&db,
                        "DELETE FROM qgis_projects WHERE instr(coalesce(CAST(metadata AS TEXT), "
                        "''), '\"" CM__GPKG_MARK "\"') > 0",
                        NULL, 0);
    return cm__gpkg_db_close(&db);
}

cm_status cm__gpkg_kept_copy(const cm__gpkg_kept *kept, const char *target, const char *file,
                             const char *path)
{
    cm__gpkg_db from;
    cm_status status;

    cm__gpkg_db_open(&from, target, path, false);
    cm__gpkg_db_copy(&from, file);
    status = cm__gpkg_db_close(&from);
    if (!status)
        status = drop_layers(&kept->ours, file, path);
    return status ? status : drop_descriptions(&kept->ours, file, path);
}

void cm__gpkg_kept_clear(cm__gpkg_kept *kept)
{
    cm_table_clear(&kept->others);
    cm_table_clear(&kept->ours);
    cm_table_clear(&kept->titles);
    *kept = (cm__gpkg_kept){0};
}
