/* cli_run.h - a project at work: members placed, layers computed, ready for maps and files. */
#ifndef CLI_RUN_H
#define CLI_RUN_H

#include "cli/cli_project.h"
#include <clustermap/crs.h>
#include <clustermap/geocode.h>
#include <clustermap/links.h>
#include <clustermap/map.h>
#include <clustermap/map_lint.h>
#include <clustermap/style.h>

/* The column of run_work.drawn that holds the printed names. */
#define RUN_LABEL_COLUMN "map_label"
/* And the one that holds the names, where numbers are printed. */
#define RUN_NAME_COLUMN "map_name"

enum { RUN_PAGES_MAX = 500 };

typedef struct run_layer {
    const project_layer *ask;
    cm_features features;
    cm_style style;
    cm_grid grid; /* of a density */
    cm_map_role role;
} run_layer;

typedef struct run_inset {
    cm_features members; /* those that it shows, if not all of the map's */
    cm_map_layer layers[PROJECT_LAYERS_MAX + 1];
} run_inset;

typedef struct run_work {
    project project;
    cli_common common;
    const char *gazetteer; /* -g, which wins over the project's */
    cm_table unread, rejects;
    cm_features listed;  /* all that the list holds, for links; of other projects empty */
    cm_features members; /* those that have a place */
    cm_features drawn;   /* the same, with the text that is printed beside each */
    cm_features named;   /* the same, with the text of those only that the map itself names */
    cm_style style;      /* of the members */
    cm_geocode_report report;
    cm_crs *plane;
    run_layer layers[PROJECT_LAYERS_MAX];
    run_inset insets[CM_MAP_INSETS_MAX];
    cm_table index;    /* of the margin's list: a column of lines */
    char credit[4096]; /* the project's lines of it, joined */
    cm_map *map;
    cm_map *more[RUN_PAGES_MAX]; /* the pages after it: the atlas's, then the family tree */
    size_t more_count;
    bool wants_proof;
    cm_map *proof; /* the last page; NULL: none */
    cm_map_lint_report lint;
    cm_table written; /* one column: the paths of the files, in the order of writing */
    cm_progress progress;
    int steps_done, steps;
} run_work;

/* Reads the project and does all that comes before writing. Says why on failure; end it with
 * run_clear in any case. */
cli_exit run_prepare(run_work *work, const char *path);
void run_clear(run_work *work);

/* Tells that another step is done; CLI_FAILED if the user asked to stop. */
cli_exit run_step(run_work *work);

/* The parts, each in its own file. */
cli_exit run_read_members(run_work *work);
/* Keeps the rows that are wanted; those that have a place. */
cm_status run_keep_rows(cm_features *members,
                        bool (*wanted)(const void *context, const cm_features *members, size_t row),
                        const void *context);
cm_status run_keep_placed(cm_features *members);
cli_exit run_compute_layer(run_work *work, run_layer *layer);
cli_exit run_label_members(run_work *work);
/* The name of a row in the map's language, "" if it has none. Borrowed from the table. */
const char *run_member_name(const cm_table *table, size_t row, const project *from);
cli_exit run_style_members(run_work *work);
/* Numbers members by their classes, and lists their names: lines gets a column of them. */
cm_status run_number_members(cm_table *lines, cm_features *drawn, const cm_style *style);
/* The same for the members of the map, where the project wants that. */
cli_exit run_index_members(run_work *work);
/* Takes the names off those that only insets are to name. */
cli_exit run_name_members(run_work *work);
/* Sets the margin's list of a page. */
void run_set_index(cm_map_options *options, const run_work *work, const cm_table *lines);
cli_exit run_style_layer(run_work *work, run_layer *layer);
/* Gives the values their symbols, words and order, counts the features of each class, and drops the
 * classes without any. */
cm_status run_set_categories(cm_style *style, const project *from, const project_category *asks,
                             size_t count, const cm_features *features);
/* Refuses sizes by a column that is not there, or that has no number; layer is the id of whose. */
cli_exit run_check_size(const run_work *work, const char *layer, const project_size *ask,
                        const cm_features *features);
/* Symbols in proportion, if the project asks for them; the largest value has the size asked for. */
cm_status run_set_size(cm_style *style, const project *from, const project_size *ask,
                       const cm_features *features);
/* Links between the members of the whole list, by a column of theirs or by a table. */
cli_exit run_find_links(cm_links *out, run_work *work, const char *parent, const char *table);
cli_exit run_compute_links(run_work *work, run_layer *layer);
/* Draws the pages of an atlas, and of a family tree, if the project wants them. */
cli_exit run_draw_atlas(run_work *work);
cli_exit run_draw_tree(run_work *work);
/* Adds a page; it is the work's from then on. */
cli_exit run_add_page(run_work *work, cm_map *page);
/* The page of the project's paper, without what it shows. */
cli_exit run_set_page(cm_map_options *options, const run_work *work);
cli_exit run_draw(run_work *work);
/* The map's layers; all those that the project computes, or those that the map itself draws. */
size_t run_list_layers(cm_map_layer *out, const run_work *work, bool all);
/* Fills the insets of the map; out has room for CM_MAP_INSETS_MAX. */
cli_exit run_list_insets(cm_map_inset *out, run_work *work);
void run_clear_insets(run_work *work);
/* Checks the finished map and says each point that it misses; CLI_FAILED if there are any. */
cli_exit run_lint(run_work *work);
void run_print_lint(const run_work *work);
cli_exit run_write_map(run_work *work, cm_format format, const char *path);
/* Joins the project's own lines of the credit in work->credit; "": there are none. */
cli_exit run_join_credit(run_work *work);
/* Writes a page for the web. */
cli_exit run_write_web(run_work *work, const char *path);
/* Adds a file to those that were written. */
cli_exit run_remember(run_work *work, const char *path);
/* A layer as its files hold it, with what it looks like on the map: features are the members or a
 * layer's. style is what the layer then borrows. */
void run_file_layer(cm_map_layer *out, cm_style *style, const run_work *work,
                    const cm_features *features);
/* FOLDER/NAME.EXTENSION; out has PROJECT_PATH_MAX bytes. */
cli_exit run_file_path(char *out, const char *folder, const char *name, const char *extension);
/* A style for QGIS beside the files of each layer. */
cli_exit run_write_qml(run_work *work, const char *folder);
cli_exit run_write_layers(run_work *work, const char *folder);
cli_exit run_write_maps(run_work *work, const char *folder);

/* Says what became of the members: on the map, outside it, rejected and why. */
void run_say_members(const run_work *work);
void run_print_report(const run_work *work);

#endif
