/* web_columns.c - which columns a page tells of, and how their cells are packed. */
#include "output/web_columns.h"
#include "geo/base_map.h"
#include "output/web_text.h"
#include "output/web_words.h"
#include <clustermap/members.h>
#include <math.h>
#include <string.h>

enum { NAME_COLUMNS_MAX = 16 };

/* ---- names ---- */

typedef struct name_columns {
    size_t columns[NAME_COLUMNS_MAX];
    size_t count;
} name_columns;

static void add_name_column(name_columns *out, const cm_table *table, const char *name)
{
    const size_t column = name ? cm_table_find_column(table, name) : CM_ABSENT;

    if (column != CM_ABSENT && out->count < NAME_COLUMNS_MAX)
        out->columns[out->count++] = column;
}

static name_columns find_names(const cm__web *web, size_t layer)
{
    const cm_map_layer *const of = &web->sheet.layers[layer];
    const cm_table *const table = &of->features->table;
    name_columns names = {.count = 0};

    for (const char *const *name = web->options->names; name && *name; name++)
        add_name_column(&names, table, *name);
    add_name_column(&names, table, of->style->label.column);
    add_name_column(&names, table, "name");
    return names;
}

static const char *name_of(const cm_table *table, size_t row, const name_columns *names,
                           char *buffer)
{
    const char *name = "";

    for (size_t i = 0; i < names->count && !*name; i++)
        name = cm_table_format(table, row, names->columns[i], buffer);
    return name;
}

typedef struct named {
    const cm_table *table;
    const cm__web_layer *rows;
    name_columns columns;
} named;

static bool has_any(const named *from)
{
    char buffer[CM_CELL_MAX];

    for (size_t i = 0; i < from->rows->row_count; i++)
        if (*name_of(from->table, from->rows->rows[i], &from->columns, buffer))
            return true;
    return false;
}

/* but   where a row has the same text in these, a 0 stands for it; NULL: always the text */
static void add_list(cm__text *out, const char *key, const named *from, const named *but)
{
    char buffer[CM_CELL_MAX], other[CM_CELL_MAX];

    if (!has_any(from))
        return;
    cm__text_addf(out, ",\"%s\":[", key);
    for (size_t i = 0; i < from->rows->row_count; i++) {
        const size_t row = from->rows->rows[i];
        const char *const text = name_of(from->table, row, &from->columns, buffer);
        cm__text_add(out, i ? "," : "");
        if (but && strcmp(name_of(from->table, row, &but->columns, other), text) == 0)
            cm__text_add(out, "0");
        else
            cm__web_add_json(out, text);
    }
    cm__text_add(out, "]");
}

void cm__web_add_names(cm__text *out, const cm__web *web, size_t layer)
{
    const cm_map_layer *const of = &web->sheet.layers[layer];
    const named names = {&of->features->table, &web->layers[layer], find_names(web, layer)};
    const char *const label = of->style->label.column;
    const size_t column = label ? cm_table_find_column(names.table, label) : CM_ABSENT;
    const named labels = {names.table, names.rows, {{column}, 1}};

    add_list(out, "names", &names, NULL);
    if (column != CM_ABSENT && column != names.columns.columns[0])
        add_list(out, "labels", &labels, &names);
}

/* ---- attributes ---- */

/* What geocoding and drawing add is of no use to a page's reader. */
static bool is_internal(const char *name)
{
    static const char *const added[] = {
        "id",   "rest", "match_level", "coord_level", "score",   "candidates", "reason",
        "lon",  "lat",  "x",           "y",           "名称",    "map_label",  "map_name",
        "経度", "緯度", "map_row",     "name",        "name_en", NULL};

    return cm__web_lists(added, name) || strncmp(name, "matched_", 8) == 0;
}

static bool is_name(const name_columns *names, size_t column)
{
    for (size_t i = 0; i < names->count; i++)
        if (names->columns[i] == column)
            return true;
    return false;
}

static bool is_told(const cm__web *web, size_t layer, size_t column)
{
    const cm_map_layer *const of = &web->sheet.layers[layer];
    const cm_table *const table = &of->features->table;
    const name_columns names = find_names(web, layer);
    const char *const name = table->columns[column].name;
    char buffer[CM_CELL_MAX];

    if (web->options->columns && of->role == CM_MAP_MEMBERS) {
        if (!cm__web_lists(web->options->columns, name))
            return false;
    } else if (of->role == CM_MAP_OUTLINES || is_internal(name) || is_name(&names, column)) {
        return false;
    }
    for (size_t i = 0; i < web->layers[layer].row_count; i++)
        if (*cm_table_format(table, web->layers[layer].rows[i], column, buffer))
            return true;
    return false;
}

static bool is_category(const cm_style *style, const cm_table *table, size_t column)
{
    return style->kind == CM_STYLE_CATEGORIES &&
           cm_table_find_column(table, style->column) == column;
}

static bool is_styled(const cm_style *style, const cm_table *table, size_t column)
{
    return style->kind != CM_STYLE_SINGLE && cm_table_find_column(table, style->column) == column;
}

/* Whether the classes are called otherwise than the layer or its file. */
static bool has_own_title(const cm_map_layer *of)
{
    const char *const title = of->style->title;
    const char *const others[] = {of->title, of->features->title, of->features->name};
    bool is_own = title && *title;

    for (size_t i = 0; i < sizeof others / sizeof *others && title; i++)
        is_own = is_own && !(others[i] && strcmp(others[i], title) == 0);
    return is_own || (title && *title && of->role != CM_MAP_MEMBERS);
}

/* What the caller calls a member's column, or NULL. */
static const char *asked_title(const cm__web *web, const cm_map_layer *of, const char *name)
{
    const cm_web_options *const options = web->options;

    for (size_t i = 0; options->columns && options->titles && options->columns[i]; i++)
        if (of->role == CM_MAP_MEMBERS && strcmp(options->columns[i], name) == 0)
            return options->titles[i];
    return NULL;
}

/* Whether a Japanese page can keep a header as it is: with its unit, for instance. */
static bool is_japanese(const char *header, const cm__web *web)
{
    while (*header && (unsigned char)*header < 0x80)
        header++;
    return *header && web->options->language == CM_MAP_JAPANESE;
}

static const char *title_of(const cm__web *web, size_t layer, size_t column)
{
    const cm_map_layer *const of = &web->sheet.layers[layer];
    const cm_table *const table = &of->features->table;
    cm_member_columns found;
    const char *const name = table->columns[column].name;
    const char *const asked = asked_title(web, of, name);
    const char *word = cm__web_column_word(name, web->options->language);

    if (asked)
        return asked;
    if (is_styled(of->style, table, column) && has_own_title(of))
        return of->style->title;
    if (word || is_japanese(name, web) || cm_members_find_columns(&found, table, NULL, ""))
        return word ? word : name;
    for (int role = 0; role < CM_MEMBER_ROLE_COUNT && !word; role++)
        if (found.index[role] == column)
            word = cm__web_role_word((cm_member_role)role, web->options->language);
    return word ? word : name;
}

/* Bands between two levels are told as the legend tells them. */
static bool is_level(const cm_style *style, const cm_table *table, size_t column)
{
    return is_styled(style, table, column) &&
           strcmp(table->columns[column].name, "level_from") == 0;
}

/* A cell's text, of a category or a band the legend's words for it. */
static const char *text_of(const cm__web *web, size_t layer, size_t row, size_t column,
                           char *buffer)
{
    const cm_map_layer *const of = &web->sheet.layers[layer];
    const size_t class = web->sheet.classes[layer].of_row[row];
    const bool is_worded = is_level(of->style, &of->features->table, column) ||
                           (is_category(of->style, &of->features->table, column) &&
                            class != CM_ABSENT && of->style->classes[class].value);

    if (is_worded && class != CM_ABSENT && of->style->classes[class].label)
        return of->style->classes[class].label;
    return cm_table_format(&of->features->table, row, column, buffer);
}

static void add_numbers(cm__text *out, const cm_table *table, const cm__web_layer *rows,
                        size_t column)
{
    cm__text_add(out, "\"cells\":[");
    for (size_t i = 0; i < rows->row_count; i++) {
        const double value = cm_table_get_number(table, rows->rows[i], column);
        cm__text_add(out, i ? "," : "");
        if (isfinite(value))
            cm__text_add_number(out, value);
        else
            cm__text_add(out, "null");
    }
    cm__text_add(out, "]");
}

static void add_words(cm__text *out, const cm__map *words)
{
    cm__text_add(out, "\"words\":[");
    for (size_t i = 0; i < words->count; i++) {
        cm__text_add(out, i ? "," : "");
        cm__web_add_json(out, words->entries[i].key);
    }
    cm__text_add(out, "],");
}

/* Texts as they are, or where on average two rows share one, as numbers of words. */
static cm_status add_texts(cm__text *out, const cm__web *web, size_t layer, size_t column)
{
    const cm__web_layer *const rows = &web->layers[layer];
    cm__map words = {.count = 0};
    char buffer[CM_CELL_MAX];
    cm_status status = CM_OK;

    for (size_t i = 0; i < rows->row_count && !status; i++) {
        const char *const text = text_of(web, layer, rows->rows[i], column, buffer);
        cm__map_entry *entry;
        status = cm__map_put(&words, &entry, text, strlen(text));
        if (!status && entry->value == CM__MAP_NEW)
            entry->value = (uint32_t)(words.count - 1);
    }
    const bool is_packed = words.count * 2 <= rows->row_count;
    if (!status && is_packed)
        add_words(out, &words);
    cm__text_add(out, "\"cells\":[");
    for (size_t i = 0; i < rows->row_count && !status; i++) {
        const char *const text = text_of(web, layer, rows->rows[i], column, buffer);
        cm__text_add(out, i ? "," : "");
        if (is_packed)
            cm__text_addf(out, "%u", (unsigned)cm__map_find(&words, text, strlen(text))->value);
        else
            cm__web_add_json(out, text);
    }
    cm__text_add(out, "]");
    cm__map_clear(&words);
    return status;
}

cm_status cm__web_add_columns(cm__text *out, const cm__web *web, size_t layer)
{
    const cm_map_layer *const of = &web->sheet.layers[layer];
    const cm_table *const table = &of->features->table;
    cm_status status = CM_OK;
    bool any = false;

    cm__text_add(out, ",\"columns\":[");
    for (size_t i = 0; i < table->column_count && !status; i++) {
        if (!is_told(web, layer, i))
            continue;
        cm__text_add(out, any ? ",\n{\"title\":" : "\n{\"title\":");
        any = true;
        cm__web_add_json(out, title_of(web, layer, i));
        cm__text_add(out, ",");
        if (table->columns[i].type == CM_COLUMN_TEXT || is_category(of->style, table, i) ||
            is_level(of->style, table, i))
            status = add_texts(out, web, layer, i);
        else
            add_numbers(out, table, &web->layers[layer], i);
        cm__text_add(out, "}");
    }
    cm__text_add(out, "]");
    return status;
}
