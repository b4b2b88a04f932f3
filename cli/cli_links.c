/* cli_links.c - clustermap links MEMBERS -o OUT [--parent COL | --links LINKS.csv] [--tree]. */
#include "cli/cli_links.h"

#include <stdio.h>
#include <string.h>

#define NO_RANGE 0, 0, NULL

const cli_option cli_links_options[] = {
    {"parent", 0, CLI_TEXT, offsetof(links_request, parent), "COL",
     "column of the member's origin; default parent_origin, 親会社", NO_RANGE,
     .kind = CLI_KIND_COLUMN},
    {"links", 0, CLI_TEXT, offsetof(links_request, links), "LINKS.csv",
     "a table of links instead: from, to, and kind, year, weight if there", NO_RANGE,
     .kind = CLI_KIND_TABLE},
    {"kinds", 0, CLI_TEXT, offsetof(links_request, kinds), "K1,K2", "only links of these kinds",
     NO_RANGE},
    {"tree", 0, CLI_FLAG, offsetof(links_request, tree), "",
     "also the family tree along the years, in mm: layers tree_nodes, tree_edges, tree_axis of a "
     "GeoPackage, else files OUT-tree_nodes.EXT, ...",
     NO_RANGE},
    {"tree-width", 0, CLI_NUMBER, offsetof(links_request, tree_width_mm), "MM",
     "what the tree's years and names are fitted into", 20, 100000, NULL, .preset = "257"},
    {"tree-row", 0, CLI_NUMBER, offsetof(links_request, tree_row_mm), "MM",
     "from one name of the tree to the next", 0.1, 1000, NULL, .preset = "6"},
    {"between-areas", 0, CLI_TEXT, offsetof(links_request, between_areas), "COL",
     "links summed between the values of this column of the members", NO_RANGE,
     .kind = CLI_KIND_COLUMN},
    {"geodesic", 0, CLI_FLAG, offsetof(links_request, geodesic), "",
     "distances on the ellipsoid (GRS 80) instead of the plane", NO_RANGE},
    {"nodes", 0, CLI_TEXT, offsetof(links_request, nodes), "FILE",
     "where members go with degree, component, generation, descendants; in a GeoPackage the layer "
     "members",
     NO_RANGE, .kind = CLI_KIND_FEATURES, .is_written = true},
    {"unplaced", 0, CLI_TEXT, offsetof(links_request, unplaced), "FILE",
     "where members and origins go that have no place; in a GeoPackage the table unplaced",
     NO_RANGE, .kind = CLI_KIND_TABLE, .is_written = true},
    {"gazetteer", 'g', CLI_TEXT, offsetof(links_request, gazetteer), "FILE.gaz",
     "for addresses; else $CLUSTERMAP_GAZETTEER, the user's, the installed one; with --crs none "
     "no address is looked up",
     NO_RANGE, .kind = CLI_KIND_GAZETTEER},
    {0},
};

static cli_exit check_request(const links_request *request)
{
    const cli_common *const common = &request->common;
    const cli_beside nodes = {"nodes", request->nodes}, unplaced = {"unplaced", request->unplaced};
    cli_exit result;

    if (request->parent && request->links)
        return cli_say(CLI_USAGE, "--parent and --links exclude each other");
    if (request->geodesic && cli_read_options(common).ignore_crs)
        return cli_say(CLI_USAGE, "--geodesic needs a CRS, and --crs none has none");
    if (request->geodesic && request->between_areas)
        return cli_say(CLI_USAGE, "--between-areas measures in the plane, without --geodesic");
    result = cli_check_beside(common, &nodes, &unplaced);
    return result ? result : links_check_files(request);
}

/* The parts of K1,K2 as rows. */
static cli_exit split_kinds(cm_table *out, const char *kinds)
{
    char kind[256];
    cm_status status = cm_table_add_column(out, NULL, "kind", CM_COLUMN_TEXT);

    for (const char *at = kinds; at && !status;) {
        const size_t length = strcspn(at, ",");
        if (length == 0 || length >= sizeof kind)
            return cli_say(CLI_USAGE, "--kinds: '%.200s' is not a list such as lineage,founded",
                           kinds);
        snprintf(kind, sizeof kind, "%.*s", (int)length, at);
        status = cm_table_add_rows(out, 1);
        if (!status)
            status = cm_table_set_text(out, out->row_count - 1, 0, kind);
        at = at[length] ? at + length + 1 : NULL;
    }
    return status ? cli_fail() : CLI_DONE;
}

static cli_exit read_links(links_work *work, const links_request *request)
{
    cm_read_options options = cli_read_options(&request->common);

    options.where = NULL; /* it is for the members */
    if (!request->links)
        return CLI_DONE;
    if (cm_table_read(&work->told, request->links, &options, &work->told_rejects))
        return cli_fail();
    cli_say_rejects(&request->common, request->links, &work->told_rejects);
    return CLI_DONE;
}

/* Longitude and latitude of each member. */
static cli_exit find_lonlat(links_work *work, const links_request *request)
{
    cli_members degrees = {.input = work->members.input}; /* borrowed: only its places are made */
    cm_crs *lonlat = NULL;
    cli_exit result;

    if (!request->geodesic || !work->plane)
        return CLI_DONE;
    if (cm_crs_create(&lonlat, CM_CRS_LONLAT))
        return cli_fail();
    result = cli_members_project(&degrees, &request->common, lonlat, false);
    work->lonlat = degrees.places;
    cm_crs_destroy(lonlat);
    return result;
}

static cli_exit find_places(links_work *work, const links_request *request)
{
    const cli_members *const lists[] = {&work->members};
    cli_exit result = cli_members_plane(&work->plane, &request->common, lists, 1);

    if (!result)
        result = cli_members_project(&work->members, &request->common, work->plane, false);
    if (!result)
        result = find_lonlat(work, request);
    if (result)
        return result;
    work->places.x = work->members.places.columns[0].reals;
    work->places.y = work->members.places.columns[1].reals;
    if (work->lonlat.column_count) {
        work->places.lon_deg = work->lonlat.columns[0].reals;
        work->places.lat_deg = work->lonlat.columns[1].reals;
    }
    if (work->plane)
        work->places.crs = cm_crs_get_definition(work->plane);
    else if (!cli_read_options(&request->common).ignore_crs)
        work->places.crs = CM_CRS_LONLAT; /* of nothing: nobody has a place */
    return CLI_DONE;
}

static cli_exit find_links(links_work *work, const links_request *request, const char *path)
{
    const cm_table *const members = &work->members.input.features.table;
    cm_links_options options = CM_LINKS_OPTIONS_INIT;
    cm_status status;

    options.weight = request->common.weight;
    options.progress = cli_progress(&request->common);
    if (request->kinds) {
        options.kinds = work->kinds.columns[0].texts;
        options.kind_count = work->kinds.row_count;
    }
    if (request->links)
        status = cm_links_from_table(&work->links, members, &work->members.columns, &work->told,
                                     &options);
    else
        status = cm_links_from_parents(&work->links, members, &work->members.columns, &options);
    if (status)
        return cli_say(CLI_FAILED, "%s: %s", request->links ? request->links : path,
                       cm_error_text());
    return cm_links_measure(&work->measures, &work->links, &options.progress) ? cli_fail()
                                                                              : CLI_DONE;
}

static cm_status name_layer(cm_features *layer, const char *name, const links_work *work)
{
    const cm_status status = cm_features_set_name(layer, name);

    return status ? status : cm_features_set_source(layer, work->members.input.features.source);
}

static cli_exit make_tree(links_work *work, const links_request *request)
{
    cm_tree_options options = CM_TREE_OPTIONS_INIT;

    if (!request->tree)
        return CLI_DONE;
    options.width_mm = request->tree_width_mm;
    options.row_mm = request->tree_row_mm;
    options.progress = cli_progress(&request->common);
    if (cm_tree_layout(&work->tree, &work->links, &options) ||
        cm_tree_nodes(&work->tree_nodes, &work->tree, &work->links) ||
        cm_tree_edges(&work->tree_edges, &work->tree, &work->links) ||
        cm_tree_axis(&work->tree_axis, &work->tree) ||
        cm_features_set_name(&work->tree_nodes, "tree_nodes") ||
        cm_features_set_name(&work->tree_edges, "tree_edges") ||
        cm_features_set_name(&work->tree_axis, "tree_axis"))
        return cli_fail();
    return CLI_DONE;
}

/* The text of a column for each member. */
static cli_exit read_areas(links_work *work, const links_request *request, const char *path)
{
    const cm_table *const table = &work->members.input.features.table;
    const size_t column = cm_table_find_column(table, request->between_areas);
    char buffer[CM_CELL_MAX];
    cm_status status;

    if (column == CM_ABSENT)
        return cli_say(CLI_FAILED, "%s: no column '%.100s'", path, request->between_areas);
    status = cm_table_add_column(&work->areas, NULL, "area", CM_COLUMN_TEXT);
    if (!status)
        status = cm_table_add_rows(&work->areas, table->row_count + 1);
    for (size_t row = 0; row < table->row_count && !status; row++)
        status =
            cm_table_set_text(&work->areas, row, 0, cm_table_format(table, row, column, buffer));
    return status ? cli_fail() : CLI_DONE;
}

static cli_exit make_flows(links_work *work, const links_request *request, const char *path)
{
    cli_exit result;

    if (!request->between_areas)
        return CLI_DONE;
    result = read_areas(work, request, path);
    if (!result &&
        (cm_links_flows(&work->flows, &work->links, work->areas.columns[0].texts, &work->places) ||
         name_layer(&work->flows, "flows", work)))
        result = cli_fail();
    return result;
}

/* Beside "no place" what the gazetteer said, such as "too_coarse: ...". */
static cm_status tell_reasons(links_work *work)
{
    cm_table *const unplaced = &work->unplaced;
    char reason[512];
    cm_status status = CM_OK;

    for (size_t row = 0, i = 0; row < work->links.member_count && !status; row++) {
        const char *const said = cli_members_reason(&work->members, row);
        if (cm_features_has_place(&work->members.input.features, row))
            continue;
        snprintf(reason, sizeof reason, "no place, %.*s", (int)cli_whole_bytes(said, 400), said);
        if (*said)
            status = cm_table_set_text(unplaced, i, 2, reason);
        i++;
    }
    return status;
}

static cli_exit make_nodes(links_work *work, const links_request *request)
{
    if (!links_wants_nodes(request))
        return CLI_DONE;
    if (cm_links_nodes(&work->nodes, &work->links, &work->measures, &work->places) ||
        cm_features_set_crs(&work->nodes, work->members.input.features.crs) ||
        name_layer(&work->nodes, "members", work))
        return cli_fail();
    cli_members_restore(&work->nodes, &work->members, NULL);
    return CLI_DONE;
}

static cli_exit make_layers(links_work *work, const links_request *request, const char *path)
{
    cli_exit result = make_nodes(work, request);

    if (result)
        return result;
    if (cm_links_lines(&work->lines, &work->links, &work->places) ||
        cm_links_unplaced(&work->unplaced, &work->links, &work->measures, &work->places) ||
        tell_reasons(work) || name_layer(&work->lines, "links", work))
        return cli_fail();
    result = make_flows(work, request, path);
    return result ? result : make_tree(work, request);
}

static void clear(links_work *work)
{
    cm_tree_clear(&work->tree);
    cm_table_clear(&work->unplaced);
    cm_features_clear(&work->tree_axis);
    cm_features_clear(&work->tree_edges);
    cm_features_clear(&work->tree_nodes);
    cm_features_clear(&work->flows);
    cm_features_clear(&work->nodes);
    cm_features_clear(&work->lines);
    cm_links_measures_clear(&work->measures);
    cm_links_clear(&work->links);
    cm_table_clear(&work->areas);
    cm_table_clear(&work->lonlat);
    cm_crs_destroy(work->plane);
    cm_table_clear(&work->kinds);
    cm_table_clear(&work->told_rejects);
    cm_table_clear(&work->told);
    cli_members_clear(&work->members);
}

static cli_exit run(links_work *work, links_request *request, const char *path)
{
    cli_exit result = split_kinds(&work->kinds, request->kinds);

    request->common.names.header[CM_MEMBER_PARENT_ORIGIN] = request->parent;
    if (!result)
        result = cli_members_read(&work->members, &request->common, path, request->gazetteer);
    if (!result)
        result = read_links(work, request);
    if (!result)
        result = find_links(work, request, path);
    if (!result)
        result = find_places(work, request);
    if (!result)
        result = make_layers(work, request, path);
    return result ? result : links_write(work, request);
}

cli_exit cli_links(const cli_verb *verb, int argc, char **argv)
{
    links_request request = {.tree_width_mm = 257, .tree_row_mm = 6};
    links_work work = {.plane = NULL};
    cli_exit result = cli_options_read(&request, &argc, argv, verb);

    if (!result)
        result = check_request(&request);
    if (!result)
        result = run(&work, &request, argv[0]);
    if (!result) {
        links_say(&work, &request);
        if (request.common.json)
            links_print(&work, &request);
        result = cli_members_rejected(&work.members, &request.common);
    }
    if (!result)
        result = cli_rejected(&request.common, &work.told_rejects);
    clear(&work);
    return result;
}
