/* qgis_project.c - projects for QGIS as files, and inside a GeoPackage. */
#include "geo/base_error.h"
#include "output/export_file.h"
#include "output/export_gpkg_db.h"
#include "output/export_gpkg_keep.h"
#include "output/qgis_document.h"
#include <clustermap/qgis_project.h>
#include <string.h>
#include <strings.h>
#include <time.h>

cm_status cm_qgis_project_write(const cm_qgis_project *project, const char *path)
{
    const char *const dot = strrchr(path, '.');
    const bool is_qgz = dot && strcasecmp(dot, ".qgz") == 0;
    cm__text out = {0};
    cm_status status;

    if (!is_qgz && !(dot && strcasecmp(dot, ".qgs") == 0))
        return cm__fail(CM_ERR_DOMAIN, "%s: a project of QGIS ends in .qgz or .qgs", path);
    status = is_qgz ? cm__qgis_archive(&out, project) : cm__qgis_document(&out, project);
    if (!status)
        status = cm__export_file_write(path, out.bytes, out.length, project->no_clobber);
    cm__text_clear(&out);
    return status;
}

/* QGIS keeps a project's archive as the text of its bytes in hexadecimal. */
static void add_hex(cm__text *out, const cm__text *bytes)
{
    static const char digits[] = "0123456789abcdef";

    for (size_t i = 0; i < bytes->length; i++) {
        const unsigned char byte = (unsigned char)bytes->bytes[i];
        const char pair[] = {digits[byte >> 4], digits[byte & 15]};
        cm__text_add_bytes(out, pair, sizeof pair);
    }
}

static void add_metadata(cm__text *out, long long created_s)
{
    const time_t created = (time_t)created_s;
    struct tm date;
    char text[40] = "1970-01-01T00:00:00.000Z";

    if (gmtime_r(&created, &date) && date.tm_year >= -1900 && date.tm_year <= 9999 - 1900)
        strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S.000Z", &date);
    cm__text_addf(out,
                  "{\"last_modified_time\":\"%s\",\"last_modified_user\":\"\",\"maker\":"
                  "\"" CM__GPKG_MARK "\"}",
                  text);
}

static cm_status put_project(const char *file, const char *path, const char *const values[3])
{
    cm__gpkg_db db;

    cm__gpkg_db_open(&db, file, path, true);
    cm__gpkg_db_run(&db, "BEGIN IMMEDIATE", NULL, 0);
    cm__gpkg_db_run(&db,
                    "CREATE TABLE IF NOT EXISTS qgis_projects (name TEXT PRIMARY KEY, metadata "
                    "BLOB, content BLOB)",
                    NULL, 0);
    cm__gpkg_db_run(&db, "INSERT OR REPLACE INTO qgis_projects VALUES (?1, ?2, ?3)", values, 3);
    cm__gpkg_db_run(&db, "COMMIT", NULL, 0);
    return cm__gpkg_db_close(&db);
}

/* A copy of the GeoPackage with the project takes its place. */
static cm_status replace(const char *path, const char *const values[3])
{
    cm__export_folder folder = {0};
    cm__gpkg_db from;
    cm_status status = cm__export_folder_create(&folder, path, false);

    if (!status)
        status = cm__gpkg_check_unlocked(folder.target, path);
    if (!status) {
        cm__gpkg_db_open(&from, folder.target, path, false);
        if (!from.failed && !cm__gpkg_db_has_table(&from, "gpkg_contents") && !from.failed)
            from.failed = cm__fail(CM_ERR_FORMAT, "%s: is no GeoPackage", path);
        cm__gpkg_db_copy(&from, folder.file);
        status = cm__gpkg_db_close(&from);
    }
    if (!status)
        status = put_project(folder.file, path, values);
    if (!status)
        status = cm__gpkg_check_unlocked(folder.target, path);
    if (!status)
        status = cm__export_folder_commit(&folder);
    cm__export_folder_clear(&folder);
    return status;
}

cm_status cm_qgis_project_add(const cm_qgis_project *project, const char *path)
{
    cm__text archive = {0}, hex = {0}, metadata = {0};
    cm_status status = cm__qgis_archive(&archive, project);

    if (!status) {
        add_hex(&hex, &archive);
        add_metadata(&metadata, project->created_s);
        status = hex.failed ? hex.failed : metadata.failed;
    }
    if (!status) {
        const char *const values[] = {project->name, metadata.bytes, hex.bytes};
        status = replace(path, values);
    }
    cm__text_clear(&metadata);
    cm__text_clear(&hex);
    cm__text_clear(&archive);
    return status;
}
