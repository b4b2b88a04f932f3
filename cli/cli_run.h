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
    cm_features drawn; /* what the map shows of them instead: the outlines of cells; else empty */
    cm_style style;
    cm_style file_style; /* of features, where what is drawn is something else; else empty */
    cm_grid grid;        /* of a density or a raster */
    bool is_full;        /* its shapes are those of the folder of full data */
    cm_map_role role;
} run_layer;

typedef struct run_inset {
    cm_features members; /* those that it shows, if not all of the map's */
    cm_map_layer layers[PROJECT_LAYERS_MAX + 1];
} run_inset;

typedef struct run_work {
    project project;
    cm_table joined; /* the project's texts in both languages */
    cli_common common;
    const char *gazetteer; /* -g, which wins over the project's */
    const char *data;      /* --data, likewise */
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
    cm_table index;                                   /* of the margin's list: a column of lines */
    cm_map_timeline_value years[CM_MAP_TIMELINE_MAX]; /* of the strip below the map */
    size_t year_count;
    char credit[4096]; /* the project's lines of it, joined */
    cm_map *map;
    cm_map *more[RUN_PAGES_MAX]; /* the pages after it: the atlas's, then the family tree */
    size_t more_count;
    bool wants_proof;
    cm_map *proof; /* the last page; NULL: none */
    cm_table lint; /* what the checks found: a row for each point of each page */
    size_t lint_missed;
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
/* Whether the folder of full data has a gazetteer, japan.gaz; out has PROJECT_PATH_MAX bytes. */
bool run_find_full_gazetteer(char *out, const run_work *work);
/* Gives a layer the shapes of the project's folder of full data, where it names a file there. */
cli_exit run_take_full_shapes(run_work *work, run_layer *layer);
/* The members that a layer counts, in the plane. */
cli_exit run_gather_points(cm_points *out, const run_work *work, const project_layer *ask);
/* Rings with what they hold, and if the project wants it in the margin's list. */
cli_exit run_compute_rings(run_work *work, run_layer *layer);
cli_exit run_compute_hotspots(run_work *work, run_layer *layer);
cm_status run_style_hotspots(const run_work *work, run_layer *layer);
cli_exit run_compute_raster(run_work *work, run_layer *layer);
/* Makes the areas of the layer's grid, which is read already: of codes if it has categories. path
 * is for what goes wrong. */
cli_exit run_shape_grid(run_layer *layer, const char *path);
/* The levels of a grid by the layer's method, none if no cell is above 0. */
cm_status run_classify_grid(cli_list *levels, const project_layer *ask, const cm_grid *grid);
/* Whether a grid's values are whole numbers without a unit, few enough to be codes. */
bool run_holds_codes(const cm_grid *grid);
cli_exit run_label_members(run_work *work);
/* The name of a row in the map's language, "" if it has none. Borrowed from the table. */
const char *run_member_name(const cm_table *table, size_t row, const project *from);
cli_exit run_style_members(run_work *work);
/* Numbers members by their classes, and lists their names: lines gets a column of them. */
cm_status run_number_members(cm_table *lines, cm_features *drawn, const run_work *work);
/* The same for the members of the map, where the project wants that. */
cli_exit run_index_members(run_work *work);
/* Lists the distances between members, if the project wants them. */
cli_exit run_list_matrix(run_work *work);
/* Lists members without a place and notes, after all that is computed. */
cli_exit run_end_index(run_work *work);
/* Adds a line to the list: a heading, or a number, a tab and a text, and further tabs and figures.
 * Fits what the format makes of it; what is longer is cut. */
cm_status run_add_line(cm_table *lines, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* "500 m" or "1.5 km". */
void run_print_length(char *out, size_t size, double metres);
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
/* Sets the strip of years below the map. */
cli_exit run_set_timeline(cm_map_options *options, run_work *work);
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
/* Checks the finished pages, but for the proof, and says each point that one misses; CLI_FAILED if
 * there are any. */
cli_exit run_lint(run_work *work);
void run_print_lint(const run_work *work);
cli_exit run_write_map(run_work *work, cm_format format, const char *path);
/* Joins the project's own lines of the credit in work->credit; "": there are none. */
cli_exit run_join_credit(run_work *work);
/* Writes a page for the web. */
cli_exit run_write_web(run_work *work, const char *path);
/* Adds a file to those that were written. */
cli_exit run_remember(run_work *work, const char *path);
/* The cells that a layer's files hold, where the map draws something else. Borrows the layer. */
cm_map_layer run_cells_look(const run_layer *layer);
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

/* Puts the project for QGIS into the GeoPackage, and into a file of its own, where they are wanted;
 * draws the map first, whose page is the layout's. */
cli_exit run_write_project(run_work *work, const char *folder);

/* What the run's GeoPackage holds, in the order of the file, and how each looks there. */
typedef struct run_tables {
    const cm_features *layers[2 * PROJECT_LAYERS_MAX + 2];
    const cm_map_layer *drawn[2 * PROJECT_LAYERS_MAX + 2]; /* NULL: a table without a look */
    cm_map_layer looks[PROJECT_LAYERS_MAX + 1];
    cm_map_layer cells[PROJECT_LAYERS_MAX]; /* of layers that are drawn as something else */
    char cell_ids[PROJECT_LAYERS_MAX][128];
    cm_features members, rejected;            /* with their titles; borrowed, as are the next */
    cm_features outlines[PROJECT_LAYERS_MAX]; /* of cells: what the map shows instead of them */
    char names[PROJECT_LAYERS_MAX][128], titles[PROJECT_LAYERS_MAX][256];
    size_t count;
} run_tables;
void run_list_tables(run_tables *out, const run_work *work);
bool run_wants_gpkg(const run_work *work);

/* The name of the run's own files. */
const char *run_name(const run_work *work);

/* Says what became of the members: on the map, outside it, rejected and why. */
void run_say_members(const run_work *work);
void run_print_report(const run_work *work);

#endif
