/* cli_project.h - the project file: what is on a map and which files are wanted. */
#ifndef CLI_PROJECT_H
#define CLI_PROJECT_H

#include "cli/cli.h"
#include "cli/cli_yaml.h"
#include <clustermap/map.h>

enum { PROJECT_LAYERS_MAX = 24, PROJECT_CATEGORIES_MAX = 24, PROJECT_PATH_MAX = 4096 };

/* One value of the members' category: how it is drawn and called. */
typedef struct project_category {
    const char *value; /* "" is a missing value */
    const char *label, *label_en;
    const char *shape, *fill, *stroke;
    double size_mm; /* 0: the members' */
    long line;
} project_category;

/* Symbols in proportion to a number. */
typedef struct project_size {
    const char *column, *title, *title_en, *unit, *unit_en;
    double value, mm;
} project_size;

/* A list in the margin: members by the numbers that they have on the map, those without a place,
 * further lines. */
typedef struct project_index {
    const char *title, *title_en;
    const char *rejected, *rejected_en; /* heading of those without a place; NULL: not listed */
    cli_yaml_texts notes, notes_en;     /* the first is their heading */
    bool numbers, beside, inside, no_headings;
    double width_mm;
} project_index;

typedef struct project_members {
    const char *file, *encoding, *where;
    cm_member_names columns;
    const char *category; /* column of the classes; NULL: one symbol for all */
    const char *title, *title_en;
    project_category categories[PROJECT_CATEGORIES_MAX];
    size_t category_count;
    const char *label, *label_en; /* columns of the names printed; NULL: none */
    cli_yaml_texts label_omit;    /* words left out of printed names: 株式会社 */
    const char *label_where;      /* which are named on the map itself; NULL: all */
    double label_pt, size_mm;
    project_size size;
    project_index index;
    long file_line, category_line, label_line;
} project_members;

/* Where a layer's shapes are in full: a file below the project's folder of such data. */
typedef struct project_data {
    const char *file, *key, *data_key; /* the layer's column, and that of the file */
    const char *source, *source_en;    /* instead of the layer's */
} project_data;

typedef struct project_layer {
    const char *type; /* outlines, areas, lines, points, links, density, rings, hotspots, raster */
    const char *id, *title, *title_en, *source, *source_en;
    bool approximate, no_legend, no_draw, label_vertical;
    const char *file, *label, *label_en;            /* of what comes from a file */
    const char *table, *key, *table_key;            /* joined to it */
    const char *column, *category, *unit, *unit_en; /* areas: classes of a number or of a text */
    project_category categories[PROJECT_CATEGORIES_MAX];
    size_t category_count;
    const char *shape; /* points */
    project_size size; /* points, lines */
    double size_mm, bend, arrow_mm;
    const char *parent, *links; /* of links: a column of the members, or a table */
    bool hatch;
    const char *fill, *stroke;
    double stroke_mm, label_pt;
    const char *where, *weight, *kernel, *bandwidth, *bandwidth_is; /* density */
    double cell_m;
    cli_list levels;
    double classes;
    const char *method, *ramp;
    cli_list centre, radii; /* rings */
    const char *by;
    const char *background, *background_title, *background_title_en; /* what rings compare with */
    bool list;                                                       /* in the margin */
    double band_m;                                                   /* hotspots */
    const char *window;                                              /* the id of a layer */
    project_data data;
    long line, file_line, background_line;
} project_layer;

typedef struct project_inset {
    const char *id, *type /* detail, locator */, *title, *title_en;
    const char *where;     /* which members it shows; NULL: those of the map */
    cli_yaml_texts layers; /* by their ids, "members" among them; none: all that the map draws */
    cli_list centre, bounds, size_mm;
    double scale;
    bool below;
    long line;
} project_inset;

/* A second page: who came from whom, along the years. */
typedef struct project_tree {
    const char *parent, *links; /* a column of the members, or a table; NULL both: no such page */
    const char *title, *title_en, *subtitle, *subtitle_en;
    long line;
} project_tree;

/* What there was in a year. */
typedef struct project_year {
    double year, value;
    const char *label, *label_en;
    long line;
} project_year;

enum { PROJECT_YEARS_MAX = 120 };

/* Distances between members, in the margin's list. */
typedef struct project_matrix {
    const char *where;            /* which members; NULL: all */
    const char *from;             /* the id of a layer of points: rows above theirs; NULL: none */
    const char *label, *label_en; /* columns of its names; NULL: as on the map */
    const char *precision;        /* column of how well a place is known, in metres */
    const char *title, *title_en;
    long line; /* 0: there is none */
} project_matrix;

/* A strip of years below the map: values that are told, or members counted by a column. */
typedef struct project_timeline {
    const char *title, *title_en, *source, *source_en, *column;
    project_year values[PROJECT_YEARS_MAX];
    size_t value_count;
    double width_mm;
    long line;
} project_timeline;

/* A page for each value of a column of the members, such as matched_city. */
typedef struct project_atlas {
    const char *by;
    double scale; /* 0: the roundest that fits each */
    long line;
} project_atlas;

typedef struct project_map {
    const char *paper, *font, *gather;
    long paper_line;
    bool landscape;
    double margin_mm, scale, dpi;
    cli_list centre, bounds;
} project_map;

/* A page for the web. */
typedef struct project_web {
    const char *subtitle, *subtitle_en; /* NULL: the printed map's */
    /* of the members, that pop-ups show, each alone or as "column = title"; none: all */
    cli_yaml_texts columns, columns_en;
    cli_yaml_texts layers; /* that only details show in print and that are seen at first here */
} project_web;

typedef struct project {
    const char *name, *language, *author, *as_of;
    const char *title, *title_en, *subtitle, *subtitle_en;
    cli_yaml_texts credit, credit_en;
    const char *gazetteer, *min_level, *crs;
    const char *data;   /* the folder of full data; NULL: none */
    bool data_is_given; /* by the command line: as seen from where the program runs */
    project_members members;
    project_layer layers[PROJECT_LAYERS_MAX];
    size_t layer_count;
    project_map map;
    project_tree tree;
    project_atlas atlas;
    project_matrix matrix;
    project_timeline timeline;
    project_inset insets[CM_MAP_INSETS_MAX];
    size_t inset_count;
    project_web web;
    cli_yaml_texts outputs;
    const char *path; /* of the project file itself; paths in it start from its folder */
    long gazetteer_line;
    cli_yaml *yaml;
    cm_table *joined; /* owns the texts that are two in one; the caller's */
} project;

/* The keys of the whole file. */
extern const cli_yaml_field cli_project_keys[];

/* Reads and checks the file. Says why on failure. End it with project_close. */
cli_exit project_open(project *out, const char *path);
void project_close(project *opened);

/* A path of the project file, seen from where the program runs. */
cli_exit project_path(char *out, const project *from, const char *name);

/* A path below the folder of full data. */
cli_exit project_data_path(char *out, const project *from, const char *name);

/* The text in the project's language: english if that is the language and it is there; of both
 * languages "plain english", if both are there and not the same. Lives as long as the project. */
const char *project_text(const project *from, const char *plain, const char *english);
/* The same where there can be one only, as of titles and columns: of both languages plain. */
const char *project_pick(const project *from, const char *plain, const char *english);
/* What is said beside project_pick; NULL: nothing, of one language. */
const char *project_second(const project *from, const char *plain, const char *english);
/* The lists to be taken of these, one after the other, ended by NULL. */
void project_texts(const cli_yaml_texts *out[3], const project *from, const cli_yaml_texts *plain,
                   const cli_yaml_texts *english);
bool project_is_english(const project *from);
bool project_is_both(const project *from);
/* Whether a layer or a page is of links, which also lead to members without a place. */
bool project_has_links(const project *from);
bool project_wants(const project *from, const char *output);

/* Page sizes by name, or as 210x297: millimetres of the portrait sheet. */
#define PROJECT_PAPERS "A0-A6, B0-B6 (JIS), ISO-B1 to ISO-B5, or 210x297 in mm"
bool project_paper(double *width_mm, double *height_mm, const char *name);

#endif
