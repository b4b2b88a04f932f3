/* reader_filter.c - keeps the rows that meet an OGR SQL WHERE, as GDAL understands it. */
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "geo/base_text.h"
#include "geo/gdal_driver.h"
#include <clustermap/reader.h>
#include <ogr_api.h>
#include <string.h>
#include <strings.h>

/* What the expression means for one table. */
typedef struct filter {
    const char *where;
    const cm_table *table;
    size_t *columns; /* those that it names */
    bool *as_number; /* of each, whether its texts are to be read as numbers */
    size_t count;
} condition;

static bool is_word(char c)
{
    return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (unsigned char)c > 127;
}

/* Where a quoted piece ends: after the same mark, unless that is doubled or follows a backslash. */
static const char *skip_quoted(const char *at)
{
    const char mark = *at++;

    while (*at != '\0' && !(*at == mark && at[1] != mark))
        at += (*at == mark || *at == '\\') && at[1] != '\0' ? 2 : 1;
    return *at != '\0' ? at + 1 : at;
}

/* The next name, bare or quoted, from *at on, which moves behind it; NULL at the end. */
static const char *next_name(const char **at, size_t *length)
{
    while (**at != '\0') {
        const char *const begin = *at;
        if (is_word(*begin)) {
            while (is_word(**at))
                ++*at;
            *length = (size_t)(*at - begin);
            return begin;
        }
        if (*begin == '"') {
            *at = skip_quoted(begin);
            *length = *at - begin >= 2 ? (size_t)(*at - begin) - 2 : 0;
            return begin + 1;
        }
        *at = *begin == '\'' ? skip_quoted(begin) : begin + 1;
    }
    return NULL;
}

static bool is_ascii(const char *name, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if ((unsigned char)name[i] > 127)
            return false;
    return true;
}

/* Copies the expression with quotes round bare names that are not ASCII: GDAL wants them. */
static cm_status quote_names(cm__text *out, const char *where)
{
    const char *at = where, *copied = where, *name;
    size_t length;

    while ((name = next_name(&at, &length))) {
        if (is_ascii(name, length) || (name > where && name[-1] == '"'))
            continue;
        cm__text_add_bytes(out, copied, (size_t)(name - copied));
        cm__text_add(out, "\"");
        cm__text_add_bytes(out, name, length);
        cm__text_add(out, "\"");
        copied = at;
    }
    cm__text_add(out, copied);
    return out->failed;
}

/* Whether the expression names a column. One with a mark that must be doubled when quoted always
 * counts as named. */
static bool names(const char *where, const char *column)
{
    const size_t wanted = strlen(column);
    const char *at = where, *name;
    size_t length;

    if (strpbrk(column, "\"\\"))
        return true;
    while ((name = next_name(&at, &length)))
        if (length == wanted && strncasecmp(name, column, wanted) == 0)
            return true;
    return false;
}

/* GDAL offers these with any layer, but a row of ours has no such thing. */
static cm_status refuse_specials(const condition *filter)
{
    static const char *const specials[] = {"FID", "OGR_GEOMETRY", "OGR_STYLE", "OGR_GEOM_WKT",
                                           "OGR_GEOM_AREA"};

    for (size_t i = 0; i < sizeof specials / sizeof *specials; i++)
        if (names(filter->where, specials[i]) &&
            cm_table_find_column(filter->table, specials[i]) == CM_ABSENT)
            return cm__fail(CM_ERR_FORMAT,
                            "condition %.200s: \"%s\" not recognised as an available field",
                            filter->where, specials[i]);
    return CM_OK;
}

static cm_status find_columns(condition *filter)
{
    const size_t room = filter->table->column_count + 1;
    cm_status status = cm__array_grow(&filter->columns, room, sizeof *filter->columns);

    if (!status)
        status = cm__array_grow(&filter->as_number, room, sizeof *filter->as_number);
    if (status)
        return status;
    for (size_t i = 0; i < filter->table->column_count; i++) {
        if (!names(filter->where, filter->table->columns[i].name))
            continue;
        filter->as_number[filter->count] = false;
        filter->columns[filter->count++] = i;
    }
    return refuse_specials(filter);
}

static OGRFieldType field_type(cm_column_type type, bool as_number)
{
    switch (type) {
    case CM_COLUMN_INTEGER: return OFTInteger64;
    case CM_COLUMN_REAL: return OFTReal;
    case CM_COLUMN_TEXT: break;
    }
    return as_number ? OFTReal : OFTString;
}

/* Makes a layer with the columns that the expression names, and sets the expression on it. */
static OGRLayerH make_layer(GDALDatasetH memory, const condition *filter)
{
    OGRLayerH layer = GDALDatasetCreateLayer(memory, "rows", NULL, wkbNone, NULL);
    OGRErr error = layer ? OGRERR_NONE : OGRERR_FAILURE;

    for (size_t i = 0; i < filter->count && error == OGRERR_NONE; i++) {
        const cm_column *const column = &filter->table->columns[filter->columns[i]];
        OGRFieldDefnH field =
            OGR_Fld_Create(column->name, field_type(column->type, filter->as_number[i]));
        error = OGR_L_CreateField(layer, field, 0);
        OGR_Fld_Destroy(field);
    }
    if (error == OGRERR_NONE)
        error = OGR_L_SetAttributeFilter(layer, filter->where);
    if (error != OGRERR_NONE) {
        GDALDatasetDeleteLayer(memory, GDALDatasetGetLayerCount(memory) - 1);
        return NULL;
    }
    return layer;
}

/* The first cell of a text column that has a value but not a number, or CM_ABSENT; out_any tells
 * whether there is any number. */
static size_t find_other_than_number(const cm_table *table, size_t column, bool *out_any)
{
    double value;

    *out_any = false;
    for (size_t row = 0; row < table->row_count; row++) {
        const char *const text = cm_table_get_text(table, row, column);
        if (*text == '\0')
            continue;
        if (!cm__number_is(&value, text))
            return row;
        *out_any = true;
    }
    return CM_ABSENT;
}

/* The texts of which columns may be read as numbers: as_number is set for these. */
static size_t find_numeric(condition *filter)
{
    size_t count = 0;

    for (size_t i = 0; i < filter->count; i++) {
        bool any;
        filter->as_number[i] =
            filter->table->columns[filter->columns[i]].type == CM_COLUMN_TEXT &&
            find_other_than_number(filter->table, filter->columns[i], &any) == CM_ABSENT && any;
        count += filter->as_number[i];
    }
    return count;
}

static int bits(unsigned set)
{
    int count = 0;

    for (; set != 0; set &= set - 1)
        count++;
    return count;
}

/* A table of texts does not say that "1985" is a number; the expression does, by comparing it with
 * one, which GDAL refuses for a text. So the fewest columns are read as numbers with which GDAL
 * takes the expression: in code = '0123' AND founded <= 1990 that is founded alone. If there are
 * too many to try all ways, all are numbers. */
static OGRLayerH find_reading(GDALDatasetH memory, condition *filter)
{
    enum { CHOICES = 8 };
    size_t choices[CHOICES], count = 0;
    const size_t numeric = find_numeric(filter);

    if (numeric == 0 || numeric > CHOICES)
        return make_layer(memory, filter);
    for (size_t i = 0; i < filter->count; i++)
        if (filter->as_number[i])
            choices[count++] = i;
    for (int size = 0; size <= (int)count; size++)
        for (unsigned set = 0; set < 1U << count; set++) {
            OGRLayerH layer;
            if (bits(set) != size)
                continue;
            for (size_t i = 0; i < count; i++)
                filter->as_number[choices[i]] = (set >> i & 1) != 0;
            layer = make_layer(memory, filter);
            if (layer)
                return layer;
        }
    return NULL;
}

static cm_status fail_text(const condition *filter, const char *words, size_t row, size_t column)
{
    const cm_table *const table = filter->table;
    const int64_t line = table->lines[row];

    return cm__fail(
        CM_ERR_FORMAT, "condition %.160s: %s; \"%s\" is a text, as \"%.60s\" in %s %lld",
        filter->where, words, table->columns[column].name, cm_table_get_text(table, row, column),
        line > 0 ? "line" : "row", line > 0 ? (long long)line : (long long)row + 1);
}

/* Fails with GDAL's words, and names the cell that keeps a column from being compared as numbers
 * where that can be the cause. */
static cm_status fail_reading(const condition *filter, const cm__gdal *block)
{
    const cm_table *const table = filter->table;
    const char *const words = block->text[0] != '\0' ? block->text : "GDAL refuses it";

    for (size_t i = 0; strstr(words, "Type mismatch") && i < filter->count; i++) {
        const size_t column = filter->columns[i];
        bool any = false;
        if (table->columns[column].type != CM_COLUMN_TEXT)
            continue;
        const size_t row = find_other_than_number(table, column, &any);
        if (row != CM_ABSENT)
            return fail_text(filter, words, row, column);
    }
    return cm__fail(CM_ERR_FORMAT, "condition %.200s: %s", filter->where, words);
}

static void set_field(OGRFeatureH feature, int field, const condition *filter, size_t row)
{
    const size_t index = filter->columns[field];
    const cm_column *const column = &filter->table->columns[index];
    const double number = cm_table_get_number(filter->table, row, index);

    if (column->type == CM_COLUMN_INTEGER && column->integers[row] != CM_INTEGER_MISSING)
        OGR_F_SetFieldInteger64(feature, field, column->integers[row]);
    else if (column->type == CM_COLUMN_TEXT && !filter->as_number[field] &&
             *cm_table_get_text(filter->table, row, index) != '\0')
        OGR_F_SetFieldString(feature, field, cm_table_get_text(filter->table, row, index));
    else if ((column->type == CM_COLUMN_REAL || filter->as_number[field]) && number == number)
        OGR_F_SetFieldDouble(feature, field, number);
    else
        OGR_F_SetFieldNull(feature, field);
}

/* Puts the rows, one at a time, into the layer, and asks what is left of it. */
static cm_status select_rows(OGRLayerH layer, const condition *filter, size_t *rows, size_t *count)
{
    OGRFeatureH row_feature = OGR_F_Create(OGR_L_GetLayerDefn(layer));
    cm_status status = CM_OK;

    *count = 0;
    for (size_t row = 0; row < filter->table->row_count && !status; row++) {
        for (int field = 0; field < (int)filter->count; field++)
            set_field(row_feature, field, filter, row);
        OGR_F_SetFID(row_feature, 0);
        if (OGR_L_SetFeature(layer, row_feature) != OGRERR_NONE)
            status = cm__fail(CM_ERR_NOMEM, "GDAL has no memory for row %zu", row + 1);
        OGR_L_ResetReading(layer);
        OGRFeatureH kept = OGR_L_GetNextFeature(layer);
        if (kept)
            rows[(*count)++] = row;
        OGR_F_Destroy(kept);
    }
    OGR_F_Destroy(row_feature);
    return status;
}

static cm_status run(cm__gdal *block, condition *filter, size_t *rows, size_t *count)
{
    GDALDriverH driver = GDALGetDriverByName("Memory");
    GDALDatasetH memory = driver ? GDALCreate(driver, "", 0, 0, 0, GDT_Unknown, NULL) : NULL;
    OGRLayerH layer;
    cm_status status;

    if (!memory)
        return cm__gdal_fail(block, CM_ERR_NOMEM, filter->where, "GDAL has no layer in memory");
    layer = find_reading(memory, filter);
    block->failed = block->failed && !layer; /* other readings were refused on the way to this */
    if (layer)
        status = select_rows(layer, filter, rows, count);
    else
        status = fail_reading(filter, block);
    GDALClose(memory);
    return status;
}

/* The rows of a table that meet the expression; *rows is an array for the caller to free. */
static cm_status find_rows(size_t **rows, size_t *count, const cm_table *table, const char *where)
{
    condition filter = {.table = table};
    cm__text quoted = {0};
    cm__gdal block;
    cm_status status = quote_names(&quoted, where);

    if (status)
        goto done;
    filter.where = quoted.bytes;
    status = find_columns(&filter);
    if (!status)
        status = cm__array_grow(rows, table->row_count + 1, sizeof **rows);
    if (status)
        goto done;
    cm__gdal_begin(&block);
    status = run(&block, &filter, *rows, count);
    status = cm__gdal_end(&block, status, CM_ERR_FORMAT, where);
done:
    cm__array_free(&filter.as_number);
    cm__array_free(&filter.columns);
    cm__text_clear(&quoted);
    return status;
}

cm_status cm_table_filter(cm_table *table, const char *where)
{
    size_t *rows = NULL, count = 0;
    const cm_status status = find_rows(&rows, &count, table, where);

    if (!status)
        cm_table_select_rows(table, rows, count);
    cm__array_free(&rows);
    return status;
}

cm_status cm_features_filter(cm_features *features, const char *where)
{
    size_t *rows = NULL, count = 0;
    cm_status status = find_rows(&rows, &count, &features->table, where);

    if (!status)
        status = cm_features_select_rows(features, rows, count);
    cm__array_free(&rows);
    return status;
}
