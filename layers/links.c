/* links.c - links between members, of a column of origins or of a table. */
#include <clustermap/links.h>

#include "geo/base_arena.h"
#include "geo/base_error.h"
#include "geo/base_map.h"
#include "geo/base_memory.h"
#include "geo/base_number.h"
#include "geo/members_name.h"
#include "layers/links_step.h"
#include <math.h>
#include <string.h>

/* By what members are found, the first that knows a name deciding. */
enum { BY_ID, BY_NAME, BY_BARE_NAME, BY_ENGLISH, WAYS };

static const uint32_t SEVERAL = CM__MAP_NEW - 1; /* members have the key */

typedef struct building {
    const cm_table *members;
    const cm_member_columns *columns;
    const cm_links_options *options;
    cm_progress progress;
    cm__map ways[WAYS], outside, pairs;
    size_t weight; /* column, or CM_ABSENT */
    cm_links links;
} building;

static cm_status add_text(cm_links *links, const char **out, const char *text)
{
    return cm__arena_copy(&links->text, out, text, strlen(text));
}

static cm_status add_node(cm_links *links, const char *name, const char *id, double founded)
{
    cm_links_node node = {.founded = founded};
    cm_status status = cm__array_reserve(&links->nodes, links->node_count, &links->node_capacity,
                                         sizeof *links->nodes);

    if (!status)
        status = add_text(links, &node.name, name);
    if (!status)
        status = add_text(links, &node.id, id);
    if (!status)
        links->nodes[links->node_count++] = node;
    return status;
}

static const char *cell(const cm_table *table, size_t row, size_t column, char *buffer)
{
    return column == CM_ABSENT ? "" : cm_table_format(table, row, column, buffer);
}

/* Makes a member known by one of its texts. */
static cm_status make_known(cm__map *map, const char *key, size_t row)
{
    cm__map_entry *entry;
    cm_status status;

    if (*key == '\0')
        return CM_OK;
    status = cm__map_put(map, &entry, key, strlen(key));
    if (!status && entry->value == CM__MAP_NEW)
        entry->value = (uint32_t)row;
    else if (!status && entry->value != row)
        entry->value = SEVERAL;
    return status;
}

static cm_status add_member(building *work, size_t row)
{
    const cm_member_columns *const columns = work->columns;
    char name_buffer[CM_CELL_MAX], id_buffer[CM_CELL_MAX], other[CM_CELL_MAX];
    char number[CM_CELL_MAX] = "", key[CM__NAME_MAX];
    const char *const name = cell(work->members, row, columns->index[CM_MEMBER_NAME], name_buffer);
    const char *const english = cell(work->members, row, columns->index[CM_MEMBER_NAME_EN], other);
    const char *id = cell(work->members, row, columns->index[CM_MEMBER_ID], id_buffer);
    cm_status status = make_known(&work->ways[BY_ID], cm__member_key(key, id, false), row);

    if (!status)
        status = make_known(&work->ways[BY_NAME], cm__member_key(key, name, false), row);
    if (!status)
        status = make_known(&work->ways[BY_BARE_NAME], cm__member_key(key, name, true), row);
    if (!status)
        status = make_known(&work->ways[BY_ENGLISH], cm__member_key(key, english, true), row);
    if (status)
        return status;
    if (*id == '\0')
        cm__integer_print(number, (int64_t)row + 1);
    if (columns->index[CM_MEMBER_ID] == CM_ABSENT)
        id = number;
    const double founded =
        cm_member_year(cell(work->members, row, columns->index[CM_MEMBER_FOUNDED], other));
    return add_node(&work->links, *name ? name : *id ? id : number, id, founded);
}

static cm_status add_members(building *work)
{
    cm_status status = CM_OK;

    if (work->members->row_count > 1000000000)
        return cm__fail(CM_ERR_LIMIT, "%zu members are over 10^9", work->members->row_count);
    for (size_t row = 0; row < work->members->row_count && !status; row++) {
        status = cm__links_step(&work->progress, row, 2 * work->members->row_count);
        if (!status)
            status = add_member(work, row);
    }
    work->links.member_count = work->links.node_count;
    return status;
}

static cm_status add_notice(cm_links *links, const char *notice, const char *from, const char *to,
                            const char *detail)
{
    static const char *const names[] = {"notice", "from", "to", "detail"};
    const char *const texts[] = {notice, from, to, detail};
    cm_table *const table = &links->notices;
    cm_status status = CM_OK;

    for (size_t i = table->column_count; i < 4 && !status; i++)
        status = cm_table_add_column(table, NULL, names[i], CM_COLUMN_TEXT);
    if (!status)
        status = cm_table_add_rows(table, 1);
    for (size_t i = 0; i < 4 && !status; i++)
        status = cm_table_set_text(table, table->row_count - 1, i, texts[i]);
    return status;
}

static cm_status find_outside(size_t *out, building *work, const char *name, bool is_ambiguous)
{
    char buffer[CM__NAME_MAX];
    const char *const key = cm__member_key(buffer, name, false);
    cm__map_entry *entry;
    cm_status status = cm__map_put(&work->outside, &entry, key, strlen(key));

    if (status)
        return status;
    if (entry->value == CM__MAP_NEW) {
        status = add_node(&work->links, name, "", NAN);
        if (!status && is_ambiguous)
            status = add_notice(&work->links, "ambiguous", name, "", "");
        if (status)
            return status;
        entry->value = (uint32_t)(work->links.node_count - 1);
        work->links.nodes[entry->value].is_ambiguous = is_ambiguous;
    }
    *out = entry->value;
    return CM_OK;
}

/* The node that a name means. */
static cm_status find_node(size_t *out, building *work, const char *name)
{
    char exact_buffer[CM__NAME_MAX], bare_buffer[CM__NAME_MAX];
    const char *const exact = cm__member_key(exact_buffer, name, false);
    const char *bare = NULL;

    for (int way = 0; way < WAYS; way++) {
        const bool is_bare = way == BY_BARE_NAME || way == BY_ENGLISH;
        if (is_bare && !bare)
            bare = cm__member_key(bare_buffer, name, true);
        const char *const key = is_bare ? bare : exact;
        const cm__map_entry *const entry = cm__map_find(&work->ways[way], key, strlen(key));
        if (entry && entry->value == SEVERAL)
            return find_outside(out, work, name, true);
        if (entry) {
            *out = entry->value;
            return CM_OK;
        }
    }
    return find_outside(out, work, name, false);
}

static bool is_wanted(const building *work, const char *kind)
{
    const cm_links_options *const options = work->options;

    for (size_t i = 0; options->kinds && i < options->kind_count; i++)
        if (strcmp(options->kinds[i], kind) == 0)
            return true;
    return !options->kinds;
}

/* The same link told before, or room for a new one: *out is then its number. */
static cm_status find_pair(size_t *out, building *work, const cm_link *link)
{
    char key[2 * sizeof(size_t) + CM__FOLDED_MAX] = {0};
    const size_t kind = strlen(link->kind);
    const size_t taken = kind < CM__FOLDED_MAX ? kind : CM__FOLDED_MAX;
    cm__map_entry *entry;
    cm_status status;

    memcpy(key, &link->from, sizeof link->from);
    memcpy(key + sizeof link->from, &link->to, sizeof link->to);
    memcpy(key + 2 * sizeof(size_t), link->kind, taken);
    status = cm__map_put(&work->pairs, &entry, key, 2 * sizeof(size_t) + taken);
    if (status)
        return status;
    if (entry->value == CM__MAP_NEW)
        entry->value = (uint32_t)work->links.count;
    *out = entry->value;
    return CM_OK;
}

static cm_status note_older(cm_links *links, const cm_link *link)
{
    const cm_links_node *const from = &links->nodes[link->from], *const to =
                                                                     &links->nodes[link->to];
    char detail[3 * CM_CELL_MAX], year[CM_CELL_MAX];
    size_t length;

    if (!(from->founded > to->founded))
        return CM_OK;
    length = cm__number_print(detail, from->founded);
    memcpy(detail + length, " > ", 4);
    cm__number_print(year, to->founded);
    memcpy(detail + length + 3, year, strlen(year) + 1);
    return add_notice(links, "older", from->name, to->name, detail);
}

static cm_status add_link(building *work, const cm_link *told)
{
    cm_links *const links = &work->links;
    cm_link link = *told;
    size_t at;
    cm_status status;

    if (link.from == link.to)
        return add_notice(links, "self", links->nodes[link.from].name, links->nodes[link.to].name,
                          link.kind);
    status = find_pair(&at, work, &link);
    if (status)
        return status;
    if (at < links->count) {
        links->links[at].weight += link.weight;
        return add_notice(links, "duplicate", links->nodes[link.from].name,
                          links->nodes[link.to].name, link.kind);
    }
    status = cm__array_reserve(&links->links, links->count, &links->capacity, sizeof *links->links);
    if (!status)
        status = add_text(links, &link.kind, told->kind);
    if (!status)
        links->links[links->count++] = link;
    return status ? status : note_older(links, &link);
}

static cm_status read_weight(double *out, const building *work, const cm_table *table, size_t row)
{
    *out = work->weight == CM_ABSENT ? 1 : cm_table_get_number(table, row, work->weight);
    if (*out > 0 && *out < INFINITY)
        return CM_OK;
    return cm__fail(CM_ERR_FORMAT, "row %zu: the weight of a link is not a number over 0", row + 1);
}

static cm_status find_weight(building *work, const cm_table *table, const char *usual)
{
    const char *const named = work->options->weight;

    work->weight = CM_ABSENT;
    if (named || usual)
        work->weight = cm_table_find_column(table, named ? named : usual);
    if (named && work->weight == CM_ABSENT)
        return cm__fail(CM_ERR_FORMAT, "there is no column \"%.100s\" of weights", named);
    return CM_OK;
}

static void clear(building *work)
{
    for (int way = 0; way < WAYS; way++)
        cm__map_clear(&work->ways[way]);
    cm__map_clear(&work->outside);
    cm__map_clear(&work->pairs);
    cm_links_clear(&work->links);
}

static cm_status add_parent(building *work, size_t row)
{
    char buffer[CM_CELL_MAX], key[CM__NAME_MAX];
    const char *const parent =
        cm_table_format(work->members, row, work->columns->index[CM_MEMBER_PARENT_ORIGIN], buffer);
    cm_link link = {.to = row, .kind = "parent", .year = work->links.nodes[row].founded};
    cm_status status;

    if (*cm__member_key(key, parent, false) == '\0' || !is_wanted(work, link.kind))
        return CM_OK;
    status = read_weight(&link.weight, work, work->members, row);
    if (!status)
        status = find_node(&link.from, work, parent);
    return status ? status : add_link(work, &link);
}

cm_status cm_links_from_parents(cm_links *out, const cm_table *members,
                                const cm_member_columns *columns, const cm_links_options *options)
{
    static const cm_links_options defaults = CM_LINKS_OPTIONS_INIT;
    building work = {
        .members = members, .columns = columns, .options = options ? options : &defaults};
    const size_t rows = members->row_count;
    cm_status status = CM_OK;

    work.progress = work.options->progress;
    if (columns->index[CM_MEMBER_PARENT_ORIGIN] == CM_ABSENT)
        return cm__fail(CM_ERR_FORMAT, "there is no column of origins, such as parent_origin");
    status = find_weight(&work, members, NULL);
    if (!status)
        status = add_members(&work);
    for (size_t row = 0; row < rows && !status; row++) {
        status = cm__links_step(&work.progress, rows + row, 2 * rows);
        if (!status)
            status = add_parent(&work, row);
    }
    if (status)
        goto done;
    *out = work.links;
    work.links = (cm_links){0};
done:
    clear(&work);
    return status;
}

/* The columns of a table of links. */
typedef struct told_columns {
    size_t from, to, kind, year;
} told_columns;

/* The first column whose folded header is one of these. */
static size_t find_header(const cm_table *table, const char *const *aliases)
{
    char folded[CM__FOLDED_MAX];

    for (; *aliases; aliases++)
        for (size_t c = 0; c < table->column_count; c++)
            if (cm__text_fold(folded, table->columns[c].name) && strcmp(folded, *aliases) == 0)
                return c;
    return CM_ABSENT;
}

static cm_status find_columns(told_columns *out, const cm_table *links)
{
    static const char *const from[] = {"from", "親", "元", "起点", "parent", NULL};
    static const char *const to[] = {"to", "子", "先", "終点", "child", NULL};
    static const char *const kind[] = {"kind", "種別", "関係", "種類", "type", NULL};
    static const char *const year[] = {"year", "年", "年度", NULL};

    *out = (told_columns){find_header(links, from), find_header(links, to),
                          find_header(links, kind), find_header(links, year)};
    if (out->from == CM_ABSENT || out->to == CM_ABSENT)
        return cm__fail(CM_ERR_FORMAT, "a table of links needs the columns from and to");
    return CM_OK;
}

static cm_status add_told(building *work, const cm_table *links, const told_columns *columns,
                          size_t row)
{
    char from[CM_CELL_MAX], to[CM_CELL_MAX], kind[CM_CELL_MAX], year[CM_CELL_MAX];
    char key[CM__NAME_MAX];
    const char *const from_name = cell(links, row, columns->from, from);
    const char *const to_name = cell(links, row, columns->to, to);
    cm_link link = {.kind = cell(links, row, columns->kind, kind)};
    cm_status status;

    if (*cm__member_key(key, from_name, false) == '\0' ||
        *cm__member_key(key, to_name, false) == '\0' || !is_wanted(work, link.kind))
        return CM_OK;
    link.year = cm_member_year(cell(links, row, columns->year, year));
    status = read_weight(&link.weight, work, links, row);
    if (!status)
        status = find_node(&link.from, work, from_name);
    if (!status)
        status = find_node(&link.to, work, to_name);
    return status ? status : add_link(work, &link);
}

cm_status cm_links_from_table(cm_links *out, const cm_table *members,
                              const cm_member_columns *columns, const cm_table *links,
                              const cm_links_options *options)
{
    static const cm_links_options defaults = CM_LINKS_OPTIONS_INIT;
    building work = {
        .members = members, .columns = columns, .options = options ? options : &defaults};
    told_columns told;
    cm_status status = find_columns(&told, links);

    work.progress = work.options->progress;
    if (!status)
        status = find_weight(&work, links, "weight");
    if (!status)
        status = add_members(&work);
    for (size_t row = 0; row < links->row_count && !status; row++) {
        status = cm__links_step(&work.progress, links->row_count + row, 2 * links->row_count);
        if (!status)
            status = add_told(&work, links, &told, row);
    }
    if (status)
        goto done;
    *out = work.links;
    work.links = (cm_links){0};
done:
    clear(&work);
    return status;
}

void cm_links_clear(cm_links *links)
{
    if (!links)
        return;
    cm__array_free(&links->nodes);
    cm__array_free(&links->links);
    cm_table_clear(&links->notices);
    cm__arena_destroy(&links->text);
    *links = (cm_links){0};
}
