/* cli_links_report.c - what links found, for a person and for a program. */
#include "cli/cli_links.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { SAID = 5, LISTED = 1000 };

static const double within_km[] = {10, 30, 100};

static size_t count_within(const links_work *work, double within_m)
{
    size_t count = 0;

    for (size_t i = 0; i < work->links.count; i++)
        count += cm_link_distance_m(&work->links.links[i], &work->links, &work->places) <= within_m;
    return count;
}

static size_t latest_generation(const links_work *work)
{
    size_t latest = 0;

    for (size_t i = 0; i < work->measures.node_count; i++)
        if (work->measures.generation[i] != CM_ABSENT && work->measures.generation[i] > latest)
            latest = work->measures.generation[i];
    return latest;
}

/* Components that hold a link, and the nodes of the largest. */
static size_t count_linked(const links_work *work, size_t *largest)
{
    size_t count = 0, next = 0;

    *largest = 0;
    for (size_t i = 0; i < work->measures.node_count; i++) {
        if (work->measures.component[i] != next)
            continue;
        next++;
        count += work->measures.component_size[i] > 1;
        if (work->measures.component_size[i] > *largest)
            *largest = work->measures.component_size[i];
    }
    return count;
}

static size_t count_notices(const links_work *work, const char *notice)
{
    const cm_table *const notices = &work->links.notices;
    size_t count = 0;

    for (size_t i = 0; i < notices->row_count; i++)
        count += strcmp(cm_table_get_text(notices, i, 0), notice) == 0;
    return count;
}

/* A list of names on one line, the first few of them. */
typedef struct name_list {
    char text[400];
    size_t length, count;
} name_list;

static void add_name(name_list *list, const char *name)
{
    if (list->count++ >= SAID || list->length + 80 >= sizeof list->text)
        return;
    const int written =
        snprintf(list->text + list->length, sizeof list->text - list->length, "%s%.*s",
                 list->length ? ", " : "", (int)cli_whole_bytes(name, 75), name);
    list->length += written > 0 ? (size_t)written : 0;
}

static const char *and_more(const name_list *list)
{
    return list->count > SAID ? ", ..." : "";
}

/* Of the reasons of cm_links_unplaced, perhaps with more behind it. */
static bool is_member(const char *reason)
{
    return strncmp(reason, "no place", strlen("no place")) == 0;
}

static void say_unplaced(const links_work *work)
{
    const cm_table *const unplaced = &work->unplaced;
    name_list outside = {.count = 0}, nowhere = {.count = 0};

    for (size_t i = 0; i < unplaced->row_count; i++) {
        const char *const reason = cm_table_get_text(unplaced, i, 2);
        if (strcmp(reason, "not in the list") == 0)
            add_name(&outside, cm_table_get_text(unplaced, i, 1));
        else if (is_member(reason) && unplaced->columns[3].integers[i] > 0)
            add_name(&nowhere, cm_table_get_text(unplaced, i, 1));
    }
    if (outside.count)
        cli_say(CLI_DONE, "not in the list: %zu (%s%s)", outside.count, outside.text,
                and_more(&outside));
    if (nowhere.count)
        cli_say(CLI_DONE, "linked members without a place: %zu (%s%s)", nowhere.count, nowhere.text,
                and_more(&nowhere));
}

static void say_notice(const cm_table *notices, size_t row, const char *sentence)
{
    const char *const from = cm_table_get_text(notices, row, 1);
    const char *const to = cm_table_get_text(notices, row, 2);
    const char *const detail = cm_table_get_text(notices, row, 3);

    cli_say(CLI_DONE, "%s: %.*s%s%.*s%s%.*s%s", sentence, (int)cli_whole_bytes(from, 100), from,
            *to ? " -> " : "", (int)cli_whole_bytes(to, 100), to, *detail ? " (" : "",
            (int)cli_whole_bytes(detail, 60), detail, *detail ? ")" : "");
}

static void say_notices(const links_work *work, const char *notice, const char *sentence)
{
    const cm_table *const notices = &work->links.notices;
    const size_t count = count_notices(work, notice);
    size_t said = 0;

    for (size_t i = 0; i < notices->row_count && said < SAID; i++) {
        if (strcmp(cm_table_get_text(notices, i, 0), notice) != 0)
            continue;
        say_notice(notices, i, sentence);
        said++;
    }
    if (count > said)
        cli_say(CLI_DONE, "%s: %zu more", sentence, count - said);
}

static void say_cycles(const links_work *work)
{
    const cm_links_measures *const of = &work->measures;

    for (size_t c = 0; c < of->cycle_count && c < SAID; c++) {
        name_list names = {.count = 0};
        for (size_t i = of->cycle_starts[c]; i < of->cycle_starts[c + 1]; i++)
            add_name(&names, work->links.nodes[of->cycle_nodes[i]].name);
        cli_say(CLI_DONE, "a cycle of %zu members, which have no generation: %s%s", names.count,
                names.text, and_more(&names));
    }
    if (of->cycle_count > SAID)
        cli_say(CLI_DONE, "%zu more cycles", of->cycle_count - SAID);
}

void links_say(const links_work *work, const links_request *request)
{
    size_t largest;
    const size_t linked = count_linked(work, &largest);

    if (request->common.quiet)
        return;
    cli_say(CLI_DONE,
            "%zu members, %zu placed; %zu links, %zu drawn; groups: %zu, the largest of %zu",
            work->links.member_count, work->members.placed, work->links.count,
            work->lines.part_count, linked, largest);
    say_unplaced(work);
    say_notices(work, "ambiguous", "several members have the name");
    say_notices(work, "older", "the parent was founded after its child");
    say_notices(work, "self", "a link to itself is left out");
    say_notices(work, "duplicate", "told again, its weight added");
    say_cycles(work);
}

static void print_unplaced(const links_work *work, const char *key, bool outside)
{
    const cm_table *const unplaced = &work->unplaced;

    cli_json_open(key, '[');
    for (size_t i = 0, listed = 0; i < unplaced->row_count && listed < LISTED; i++) {
        const char *const reason = cm_table_get_text(unplaced, i, 2);
        if (outside ? strcmp(reason, "not in the list") != 0 : !is_member(reason))
            continue;
        cli_json_text(NULL, cm_table_get_text(unplaced, i, 1));
        listed++;
    }
    cli_json_close(']');
}

static void print_notices(const links_work *work, const char *notice)
{
    const cm_table *const notices = &work->links.notices;

    cli_json_open(notice, '[');
    for (size_t i = 0, listed = 0; i < notices->row_count && listed < LISTED; i++) {
        if (strcmp(cm_table_get_text(notices, i, 0), notice) != 0)
            continue;
        cli_json_open(NULL, '{');
        for (size_t c = 1; c < notices->column_count; c++)
            cli_json_text(notices->columns[c].name, cm_table_get_text(notices, i, c));
        cli_json_close('}');
        listed++;
    }
    cli_json_close(']');
}

static void print_cycles(const links_work *work)
{
    const cm_links_measures *const of = &work->measures;

    cli_json_count("cycle_count", of->cycle_count);
    cli_json_open("cycles", '[');
    for (size_t c = 0; c < of->cycle_count && c < LISTED; c++) {
        cli_json_open(NULL, '[');
        for (size_t i = of->cycle_starts[c]; i < of->cycle_starts[c + 1] && i < LISTED; i++)
            cli_json_text(NULL, work->links.nodes[of->cycle_nodes[i]].name);
        cli_json_close(']');
    }
    cli_json_close(']');
}

/* The share is of the links whose both ends have a place. */
static void print_within(const links_work *work)
{
    const size_t measured = count_within(work, INFINITY);

    cli_json_open("within", '[');
    for (size_t i = 0; i < sizeof within_km / sizeof *within_km; i++) {
        const size_t count = count_within(work, within_km[i] * 1000);
        cli_json_open(NULL, '{');
        cli_json_number("km", within_km[i]);
        cli_json_count("links", count);
        cli_json_number("share", measured ? (double)count / (double)measured : NAN);
        cli_json_close('}');
    }
    cli_json_close(']');
}

static void print_tree(const links_work *work)
{
    const cm_tree *const tree = &work->tree;

    cli_json_open("tree", '{');
    cli_json_count("nodes", tree->count);
    cli_json_count("trees", tree->tree_count);
    cli_json_number("year_from", tree->year_from);
    cli_json_number("year_to", tree->year_to);
    cli_json_number("mm_per_year", tree->mm_per_year);
    cli_json_number("width_mm", tree->width_mm);
    cli_json_number("height_mm", tree->height_mm);
    cli_json_close('}');
}

void links_print(const links_work *work, const links_request *request)
{
    static const char *const notices[] = {"ambiguous", "older", "self", "duplicate"};
    size_t largest;

    cli_json_begin();
    cli_json_count("members", work->links.member_count);
    cli_json_count("placed", work->members.placed);
    cli_json_count("links", work->links.count);
    cli_json_count("between_places", count_within(work, INFINITY));
    cli_json_count("lines", work->lines.part_count);
    cli_json_count("outside", work->links.node_count - work->links.member_count);
    cli_json_count("components", work->measures.component_count);
    cli_json_count("linked_components", count_linked(work, &largest));
    cli_json_count("largest_component", largest);
    cli_json_count("latest_generation", latest_generation(work));
    print_within(work);
    print_unplaced(work, "not_in_list", true);
    print_unplaced(work, "without_place", false);
    for (size_t i = 0; i < sizeof notices / sizeof *notices; i++)
        print_notices(work, notices[i]);
    print_cycles(work);
    if (request->between_areas)
        cli_json_count("flows", work->flows.table.row_count);
    if (request->tree)
        print_tree(work);
    cli_json_text("distance", request->geodesic ? "geodesic" : "planar");
    cli_json_text("crs", cli_crs_text(work->plane));
    cli_json_end();
}
