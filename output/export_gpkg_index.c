/* export_gpkg_index.c - the index of places of a layer in a GeoPackage: its R*Tree, packed. */
#include "output/export_gpkg_index.h"
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "geo/rtree_pack.h"
#include "output/export_shape.h"
#include <ogr_api.h>
#include <sqlite3.h>
#include <string.h>

#define GEOMETRY "geom"

/* The name of the tree, or of what belongs to it. */
static void put_name(cm__text *out, const char *table, const char *part)
{
    out->length = 0;
    cm__text_add(out, "rtree_");
    cm__text_add(out, table);
    cm__text_add(out, "_" GEOMETRY);
    cm__text_add(out, part);
}

/* Runs SQL through GDAL; answer, where it is wanted, gets the first cell of the first row. */
static cm_status ask(const cm__gdal *block, GDALDatasetH file, const char *path,
                     const cm__text *sql, cm__text *answer)
{
    OGRLayerH rows = NULL;
    OGRFeatureH row = NULL;
    cm_status status = sql->failed;

    if (status)
        return status;
    rows = GDALDatasetExecuteSQL(file, sql->bytes, NULL, NULL);
    row = rows && answer ? OGR_L_GetNextFeature(rows) : NULL;
    if (row)
        cm__text_add(answer, OGR_F_GetFieldAsString(row, 0));
    if (answer)
        status = answer->failed;
    if (!status && answer && (!row || !answer->length))
        status = cm__gdal_fail(block, CM_ERR_IO, path, "the index of places is refused");
    OGR_F_Destroy(row);
    GDALDatasetReleaseResultSet(file, rows);
    return status;
}

cm_status cm__gpkg_index_begin(cm__gpkg_index *index, const cm__gdal *block, GDALDatasetH file)
{
    cm__text name = {0}, make = {0}, find = {0}, drop = {0}, made = {0};
    cm_status status;

    put_name(&name, index->table, "_insert");
    status = name.failed;
    if (!status) {
        cm__text_add(&make, "SELECT CreateSpatialIndex(");
        cm__text_add_quoted(&make, '\'', index->table);
        cm__text_add(&make, ", '" GEOMETRY "')");
        cm__text_add(&find, "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = ");
        cm__text_add_quoted(&find, '\'', name.bytes);
        cm__text_add(&drop, "DROP TRIGGER ");
        cm__text_add_quoted(&drop, '"', name.bytes);
        status = ask(block, file, index->path, &make, &made);
    }
    if (!status)
        status = ask(block, file, index->path, &find, &index->trigger);
    if (!status)
        status = ask(block, file, index->path, &drop, NULL);
    cm__text_clear(&made);
    cm__text_clear(&drop);
    cm__text_clear(&find);
    cm__text_clear(&make);
    cm__text_clear(&name);
    return status;
}

enum { NODE, PARENT, LEAF_OF, STATEMENT_COUNT };

/* What the packed tree goes into. */
typedef struct tree {
    cm__gpkg_db *db;
    sqlite3_stmt *statements[STATEMENT_COUNT];
    int64_t *leaf_of; /* of each row, 0: it is in none */
} tree;

static cm_status put(const tree *to, int which, int64_t a, int64_t b, const unsigned char *bytes)
{
    sqlite3_stmt *const statement = to->statements[which];

    if (to->db->failed)
        return to->db->failed;
    sqlite3_bind_int64(statement, 1, a);
    if (bytes)
        sqlite3_bind_blob(statement, 2, bytes, CM__RTREE_NODE_BYTES, SQLITE_STATIC);
    else
        sqlite3_bind_int64(statement, 2, b);
    if (sqlite3_step(statement) != SQLITE_DONE)
        cm__gpkg_db_fail(to->db);
    sqlite3_reset(statement);
    return to->db->failed;
}

static cm_status put_node(void *context, int64_t number, const unsigned char *bytes)
{
    return put(context, NODE, number, 0, bytes);
}

static cm_status put_parent(void *context, int64_t number, int64_t parent)
{
    return put(context, PARENT, number, parent, NULL);
}

/* Kept until they can be written in the order of the rows, which takes a fifth of the time. */
static cm_status keep_leaf(void *context, int64_t id, int64_t number)
{
    const tree *const to = context;

    to->leaf_of[id - 1] = number;
    return CM_OK;
}

static void prepare(tree *to, const char *table)
{
    static const char *const parts[STATEMENT_COUNT] = {"_node", "_parent", "_rowid"};
    cm__text name = {0}, sql = {0};

    for (int i = 0; i < STATEMENT_COUNT && !to->db->failed; i++) {
        put_name(&name, table, parts[i]);
        sql.length = 0;
        cm__text_add(&sql, "INSERT OR REPLACE INTO ");
        if (!name.failed)
            cm__text_add_quoted(&sql, '"', name.bytes);
        cm__text_add(&sql, " VALUES(?1, ?2)");
        if (name.failed || sql.failed)
            to->db->failed = CM_ERR_NOMEM;
        else if (sqlite3_prepare_v2(to->db->db, sql.bytes, -1, &to->statements[i], NULL))
            cm__gpkg_db_fail(to->db);
    }
    cm__text_clear(&sql);
    cm__text_clear(&name);
}

/* The rectangle round a row's vertices. */
static cm__rtree_box box_of(const cm_features *features, size_t row)
{
    size_t first = row, end = row + 1;
    double from[2], to[2];

    if (features->first_part) {
        const cm__parts parts = cm__parts_of(features, row);
        first = features->first_vertex[parts.first];
        end = features->first_vertex[parts.end];
    }
    from[0] = to[0] = features->x[first];
    from[1] = to[1] = features->y[first];
    for (size_t i = first; i < end; i++) {
        from[0] = features->x[i] < from[0] ? features->x[i] : from[0];
        to[0] = features->x[i] > to[0] ? features->x[i] : to[0];
        from[1] = features->y[i] < from[1] ? features->y[i] : from[1];
        to[1] = features->y[i] > to[1] ? features->y[i] : to[1];
    }
    return (cm__rtree_box){(int64_t)row + 1,
                           {cm__rtree_key(from[0], false), cm__rtree_key(from[1], false)},
                           {cm__rtree_key(to[0], true), cm__rtree_key(to[1], true)}};
}

static cm_status pack(tree *to, const cm_features *features)
{
    const cm__rtree_sink sink = {to, true, put_node, put_parent, keep_leaf};
    const size_t rows = features->table.row_count;
    cm__rtree_box *boxes = NULL;
    size_t count = 0;
    cm_status status = cm__array_grow(&boxes, rows, sizeof *boxes);

    if (!status)
        status = cm__array_grow(&to->leaf_of, rows, sizeof *to->leaf_of);
    for (size_t row = 0; row < rows && !status; row++) {
        to->leaf_of[row] = 0;
        if (cm_features_has_place(features, row))
            boxes[count++] = box_of(features, row);
    }
    if (!status)
        status = cm__rtree_pack(boxes, count, &sink);
    for (size_t row = 0; row < rows && !status; row++)
        if (to->leaf_of[row])
            status = put(to, LEAF_OF, (int64_t)row + 1, to->leaf_of[row], NULL);
    cm__array_free(&boxes);
    cm__array_free(&to->leaf_of);
    return status;
}

void cm__gpkg_index_fill(cm__gpkg_db *db, const cm__gpkg_index *index)
{
    tree to = {.db = db};

    prepare(&to, index->table);
    cm__gpkg_db_run(db, "BEGIN", NULL, 0);
    if (!db->failed && index->features->table.row_count > 0) {
        const cm_status status = pack(&to, index->features);
        db->failed = db->failed ? db->failed : status;
    }
    cm__gpkg_db_run(db, index->trigger.bytes, NULL, 0);
    cm__gpkg_db_run(db, "COMMIT", NULL, 0);
    for (int i = 0; i < STATEMENT_COUNT; i++)
        sqlite3_finalize(to.statements[i]);
}

void cm__gpkg_index_clear(cm__gpkg_index *index)
{
    cm__text_clear(&index->trigger);
    *index = (cm__gpkg_index){.table = NULL};
}
