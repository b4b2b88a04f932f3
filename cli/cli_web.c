/* cli_web.c - a project's layers as a page for the web, and where such a page's parts lie. */
#include <clustermap/web.h>

#include "cli/cli_run.h"
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { FOLDERS = 4, NAMES = 4, COLUMN_MAX = 512, DETAILS_MAX = PROJECT_LAYERS_MAX + 1 };

/* What the options borrow. */
typedef struct web_page {
    cm_map_layer layers[PROJECT_LAYERS_MAX + 1];
    size_t layer_count;
    cm_style style; /* of the members, named where the printed map has numbers; borrows all */
    char folder_texts[FOLDERS][PROJECT_PATH_MAX + 64];
    const char *folders[FOLDERS + 1], *names[NAMES + 1];
    char column_texts[CLI_YAML_TEXTS_MAX][COLUMN_MAX];
    const char *columns[CLI_YAML_TEXTS_MAX + 1], *titles[CLI_YAML_TEXTS_MAX + 1];
    const char *off[DETAILS_MAX + 1];
} web_page;

/* ---- folders ---- */

/* The folder that the program itself lies in; "" if the system does not tell. */
static void find_program(char *out, size_t size)
{
    const ssize_t length = readlink("/proc/self/exe", out, size - 1);

    out[length > 0 ? length : 0] = '\0';
    char *const slash = strrchr(out, '/');
    if (slash)
        *slash = '\0';
}

/* Beside a program that was just built; where it was to be installed; where it was moved to with
 * all that belongs to it; and Leaflet where Debian has it. */
static void set_folders(web_page *page)
{
    static const char *const below[FOLDERS] = {"%s/web", CM_DATADIR "/clustermap/web",
                                               "%s/../share/clustermap/web",
                                               "/usr/share/javascript/leaflet"};
    char program[PROJECT_PATH_MAX];

    find_program(program, sizeof program);
    for (size_t i = 0; i < FOLDERS; i++) {
        const char *const rest = strncmp(below[i], "%s", 2) == 0 ? below[i] + 2 : below[i];
        snprintf(page->folder_texts[i], sizeof page->folder_texts[i], "%s%s",
                 rest == below[i] ? "" : program, rest);
        page->folders[i] = page->folder_texts[i];
    }
}

/* ---- layers ---- */

static bool is_listed(const cli_yaml_texts *texts, const char *id)
{
    for (size_t i = 0; i < texts->count; i++)
        if (strcmp(texts->values[i], id) == 0)
            return true;
    return false;
}

/* Whether a detail beside the printed map shows the layer. */
static bool is_in_detail(const project *from, const char *id)
{
    for (size_t i = 0; i < from->inset_count; i++) {
        const project_inset *const inset = &from->insets[i];
        if (strcmp(inset->type, "detail") == 0 && is_listed(&inset->layers, id))
            return true;
    }
    return false;
}

/* Layers that only details show are there, but not seen at first; others that are not drawn are
 * not there. */
static void set_layers(web_page *page, const run_work *work)
{
    cm_map_layer all[PROJECT_LAYERS_MAX + 1];
    const size_t count = run_list_layers(all, work, true);
    size_t off_count = 0;

    for (size_t i = 0; i < count; i++) {
        const bool is_hidden = i < work->project.layer_count && work->layers[i].ask->no_draw;
        const bool is_wanted = is_listed(&work->project.web.layers, all[i].id);
        if (is_hidden && !is_wanted && !is_in_detail(&work->project, all[i].id))
            continue;
        if (is_hidden && !is_wanted)
            page->off[off_count++] = all[i].id;
        page->layers[page->layer_count++] = all[i];
    }
}

/* A page has room for names where paper has it for numbers only. */
static void name_members(web_page *page, const run_work *work)
{
    page->style = work->style;
    if (cm_table_find_column(&work->drawn.table, RUN_NAME_COLUMN) != CM_ABSENT)
        page->style.label.column = RUN_NAME_COLUMN;
    for (size_t i = 0; i < page->layer_count; i++)
        if (page->layers[i].style == &work->style)
            page->layers[i].style = &page->style;
}

/* The header of a list's column, or what it is called by itself. */
static const char *header_of(const run_work *work, cm_member_role role)
{
    const cm_table *const table = &work->members.table;
    cm_member_columns found;

    if (cm_members_find_columns(&found, table, &work->project.members.columns, "") ||
        found.index[role] == CM_ABSENT)
        return cm_member_role_name(role);
    return table->columns[found.index[role]].name;
}

static void set_names(web_page *page, const run_work *work)
{
    size_t count = 0;

    if (project_is_english(&work->project)) {
        page->names[count++] = header_of(work, CM_MEMBER_NAME_EN);
        page->names[count++] = "name_en";
    }
    page->names[count++] = header_of(work, CM_MEMBER_NAME);
    page->names[count++] = "name";
}

/* "column = title", or a column alone. */
static cli_exit set_columns(web_page *page, const run_work *work)
{
    const project_web *const web = &work->project.web;
    const cli_yaml_texts *lists[3];

    project_texts(lists, &work->project, &web->columns, &web->columns_en);
    const cli_yaml_texts *const asked = lists[0];

    for (size_t i = 0; i < asked->count; i++) {
        char *const column = page->column_texts[i];
        if (snprintf(column, COLUMN_MAX, "%s", asked->values[i]) >= COLUMN_MAX)
            return cli_say(CLI_FAILED, "%s: web: columns: '%.60s...' is too long",
                           work->project.path, column);
        char *const equals = strstr(column, " = ");
        if (equals) {
            *equals = '\0';
            page->titles[i] = equals + 3;
        }
        page->columns[i] = column;
        if (cm_table_find_column(&work->members.table, column) == CM_ABSENT)
            return cli_say(CLI_FAILED, "%s: web: columns: the list has no column '%.100s'",
                           work->project.path, column);
    }
    return CLI_DONE;
}

/* ---- the page ---- */

/* What the printed map's frame is sure to show, where the project says it. */
static cm_box find_bounds(const project_map *map)
{
    static const double metres_per_degree = 111320, radians_per_degree = 0.017453292519943295;
    double width_mm, height_mm;
    cm_box box = CM_MAP_BOUNDS_NONE;

    if (map->bounds.count == 4)
        return (cm_box){map->bounds.values[0], map->bounds.values[1], map->bounds.values[2],
                        map->bounds.values[3]};
    if (map->centre.count != 2 || !(map->scale > 0) ||
        !project_paper(&width_mm, &height_mm, map->paper ? map->paper : "A4"))
        return box;
    const double lon = map->centre.values[0], lat = map->centre.values[1];
    const double half = 0.45 * width_mm / 1000 * map->scale / metres_per_degree;
    const double across = half / fmax(cos(lat * radians_per_degree), 0.1);
    return (cm_box){lon - across, lat - half, lon + across, lat + half};
}

cli_exit run_write_web(run_work *work, const char *path)
{
    const project *const from = &work->project;
    cm_web_options options = CM_WEB_OPTIONS_INIT;
    web_page page = {.layer_count = 0};
    cli_exit result = set_columns(&page, work);

    if (!result)
        result = run_join_credit(work);
    if (result)
        return result;
    set_folders(&page);
    set_layers(&page, work);
    name_members(&page, work);
    set_names(&page, work);
    options.language = project_is_english(from) ? CM_MAP_ENGLISH : CM_MAP_JAPANESE;
    options.title = project_pick(from, from->title, from->title_en);
    options.subtitle = from->web.subtitle
                           ? project_pick(from, from->web.subtitle, from->web.subtitle_en)
                           : project_pick(from, from->subtitle, from->subtitle_en);
    options.as_of = from->as_of;
    options.author = from->author;
    options.credit = work->credit[0] ? work->credit : NULL;
    options.names = page.names;
    options.columns = page.columns[0] ? page.columns : NULL;
    options.titles = page.titles;
    options.off = page.off;
    options.bounds = find_bounds(&from->map);
    options.folders = page.folders;
    options.no_clobber = work->common.no_clobber;
    return cm_web_write(page.layers, page.layer_count, &options, path) ? cli_fail() : CLI_DONE;
}
