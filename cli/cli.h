/* cli.h - what every verb's file needs. */
#ifndef CLI_H
#define CLI_H

#include <clustermap/density.h>
#include <clustermap/export.h>
#include <clustermap/progress.h>
#include <clustermap/qgis.h>
#include <clustermap/reader.h>
#include <stdbool.h>
#include <stddef.h>

typedef enum cli_exit {
    CLI_DONE = 0,
    CLI_FAILED = 1,
    CLI_USAGE = 2,
    CLI_REJECTED = 3 /* done, but rows were rejected under --strict */
} cli_exit;

enum { CLI_LIST_MAX = 64 };

/* A list of numbers on the command line: 500m,1km,2km. */
typedef struct cli_list {
    double values[CLI_LIST_MAX];
    size_t count;
} cli_list;

typedef enum cli_type {
    CLI_FLAG,    /* bool; takes no value */
    CLI_TEXT,    /* const char *, borrowed from argv */
    CLI_CHOICE,  /* const char *, one of option->choices */
    CLI_INTEGER, /* long, within low..high */
    CLI_NUMBER,  /* double, within low..high */
    CLI_LENGTH,  /* double in metres, within low..high: 500, 500m, 2km */
    CLI_LENGTHS, /* cli_list of ascending lengths */
    CLI_NUMBERS, /* cli_list of ascending numbers */
    CLI_TUPLE    /* cli_list of exactly `high` numbers */
} cli_type;

/* What a text names: an input's kind, a column, a file. It decides what a graphical front offers.
 */
typedef enum cli_kind {
    CLI_KIND_PLAIN,     /* nothing but itself */
    CLI_KIND_MEMBERS,   /* a list of members: places or addresses */
    CLI_KIND_POINTS,    /* a layer of points, or a table with coordinates */
    CLI_KIND_FEATURES,  /* a layer of any geometry, or a table with coordinates */
    CLI_KIND_POLYGONS,  /* a layer of polygons */
    CLI_KIND_LINES,     /* a layer of lines */
    CLI_KIND_GRID,      /* a raster of one band */
    CLI_KIND_SERIES,    /* grids beside the named file: OUT-VALUE.tif */
    CLI_KIND_TABLE,     /* rows without a geometry */
    CLI_KIND_PROJECT,   /* a project file of run and map */
    CLI_KIND_GAZETTEER, /* a gazetteer, or a table of places */
    CLI_KIND_MAP,       /* a drawn sheet */
    CLI_KIND_FOLDER,    /* a folder */
    CLI_KIND_FILE,      /* a file of any kind */
    CLI_KIND_TEXT,      /* words, on the command line or on stdout */
    CLI_KIND_COLUMN,    /* the name of a column */
    CLI_KIND_SQL,       /* an SQL WHERE over an input's columns */
    CLI_KIND_CRS        /* a coordinate reference system */
} cli_kind;

typedef struct cli_option {
    const char *name; /* without its dashes; NULL ends a table */
    char letter;      /* 0: none */
    cli_type type;
    size_t target; /* offset of the value in the verb's request */
    const char *unit;
    const char *help;
    double low, high;           /* the accepted range, both included */
    const char *const *choices; /* of CLI_CHOICE; of CLI_TEXT what may be offered; NULL ends them */
    /* What follows may be left out of a row. */
    cli_kind kind;      /* of what a text names */
    const char *of;     /* whose column or rows: an operand or option; NULL: the verb's rows */
    const char *preset; /* the value without the option; NULL: there is none, or help tells it */
    bool is_written;    /* the named file is an output */
    bool is_needed;     /* the verb does not run without */
    cli_kind turns;     /* with the option -o becomes this kind */
} cli_option;

/* The options that mean the same in every verb; the first member of every verb's request. */
typedef struct cli_common {
    const char *output, *format;
    bool no_clobber, json, strict, quiet, verbose, allow_remote;
    const char *encoding, *where, *weight;
    const char *crs, *out_crs;
    cm_member_names names;
    long threads;
    const char *progress;
} cli_common;

/* Which of the common tables a verb takes. */
enum {
    CLI_TAKES_OUTPUT = 1, /* -o, --format, --no-clobber */
    CLI_TAKES_INPUT = 2,  /* --encoding, --where, --name COL ... */
    CLI_TAKES_PLANE = 4,  /* --crs, --threads */
    CLI_TAKES_JSON = 8,   /* --json */
    CLI_TAKES_LAYER = 16, /* --out-crs */
    CLI_TAKES_WEIGHT = 32 /* --weight */
};

/* A word of a verb's inputs: FROM, LAYER. */
typedef struct cli_operand {
    const char *name;
    cli_kind kind, or_kind; /* or_kind: PLAIN, or another kind that is taken in its place */
    const char *help;       /* NULL: what the kind means says it all */
} cli_operand;

enum { CLI_OPERANDS_MAX = 2 };

typedef struct cli_verb cli_verb;
struct cli_verb {
    const char *name; /* one or two words; NULL ends the table */
    cli_exit (*run)(const cli_verb *verb, int argc, char **argv);
    const char *summary;
    const char *inputs;
    unsigned takes;
    const cli_option *options;
    int inputs_min, inputs_max;
    const char *formats; /* the outputs' formats, such as "csv geojson"; NULL: no -o */
    cli_operand operands[CLI_OPERANDS_MAX]; /* the last may be repeated, up to inputs_max */
    const char *heading; /* of the verbs from here on; NULL: still the last one's */
    const char *rows;    /* what --where, --lon and the like are of; NULL: the first operand */
    cli_kind makes;      /* what the formats of features hold, or what there is without formats */
};

/* The table of verbs; a verb without a name ends it. */
extern const cli_verb cli_verbs[];

/* The verb that the words begin with, or NULL; *length receives how many words it is. */
const cli_verb *cli_find_verb(int *length, int count, char **words);

/* The tables of common options, in the order in which help lists them. */
typedef struct cli_group {
    unsigned takes; /* 0: every verb */
    const char *heading;
    const cli_option *options;
} cli_group;
extern const cli_group cli_groups[];

/* The i-th option of a verb: its own first, then those of the groups that it takes; NULL after the
 * last. heading receives its group's heading; NULL: no matter. */
const cli_option *cli_nth_option(const cli_verb *verb, size_t i, const char **heading);
/* The option that the first length characters of a word name, dashes included; or NULL. */
const cli_option *cli_find_option(const cli_verb *verb, const char *word, size_t length);

/* Says one line and gives result back, so that a caller can return it. A failure is said at once;
 * what is said with CLI_DONE waits until the verb has succeeded, and is dropped if it fails, so
 * that a script finds the failure alone on stderr. */
#ifdef __GNUC__
__attribute__((format(printf, 2, 3)))
#endif
cli_exit
cli_say(cli_exit result, const char *format, ...);

/* At the end of the program: says what has waited, if all went well. */
void cli_say_end(cli_exit result);

/* Says why the library's last call failed: CLI_FAILED. */
cli_exit cli_fail(void);

/* How many bytes of a text are whole characters and at most so many. */
size_t cli_whole_bytes(const char *text, size_t most);

/* The known word that is nearest to what was typed, or NULL if none is near. next gives the i-th
 * known word, NULL after the last. */
const char *cli_nearest_word(const char *typed, const char *(*next)(const void *context, size_t i),
                             const void *context);

/* Stores the options in request, moves the inputs to the front of argv, counts them in argc, and
 * checks their number, the output's format and that --json does not meet -o -. */
cli_exit cli_options_read(void *request, int *argc, char **argv, const cli_verb *verb);

/* Reads a finite decimal number; returns where it ends, or NULL if there is none. */
const char *cli_number_read(double *out, const char *text);
/* Reads a length in metres: 500, 500m, 2km. */
bool cli_length_read(double *out_m, const char *text);

/* The format of -o, by --format or the extension; cli_options_read has checked it. */
cm_format cli_output_format(const cli_common *common, const char *path);
/* Whether two names, also of files that are not there yet, are of one file. */
bool cli_is_same_file(const char *a, const char *b);
/* Whether a second output can be written, before the first one is. Says why not. */
cli_exit cli_check_target(const cli_common *common, const char *path);
/* The path of a file beside OUT.EXT: OUT-LABEL.EXT, where what no system takes in a name is a line.
 * false if it does not fit into size bytes. */
bool cli_path_labelled(char *out, size_t size, const char *output, const char *label);
cm_export_options cli_export_options(const cli_common *common);

void cli_print_help(const cli_verb *verb);
void cli_print_verbs(void);
void cli_describe(void);
/* "points"; NULL for PLAIN. */
const char *cli_kind_name(cli_kind kind);
const char *cli_kind_meaning(cli_kind kind);
/* What names of such files end with, the usual ones first; NULL: it is no kind of file. */
const char *cli_kind_extensions(cli_kind kind);
/* Whose columns an option names: an operand, or an option with its dashes. */
const char *cli_column_owner(const cli_verb *verb, const cli_option *option);
/* For shells: what may stand in the place of the last word. */
void cli_complete(int count, char **words);

/* The options that stand in a verb's place. */
extern const cli_option cli_main_options[];

/* Commands to try; one or two of each verb. An example without a verb ends the table. */
typedef struct cli_example {
    const char *verb, *command, *why;
} cli_example;
extern const cli_example cli_examples[];

/* Progress on stderr as --progress asks; Ctrl-C makes it stop the work. */
cm_progress cli_progress(const cli_common *common);
cm_progress cli_progress_silent(void);
void cli_progress_end(void);
void cli_catch_signals(void);

/* While it may, Ctrl-C ends the program at once, with a line: for what asks nobody whether to go
 * on, as reading does, and only where nothing has been written that would be left over. */
void cli_may_leave(bool may);

/* SOURCE_DATE_EPOCH, or 0: the one source of time. */
long long cli_created_s(void);

/* Inputs (cli_input.c). Each says why it failed. */
typedef struct cli_input {
    cm_features features;
    cm_table rejects; /* line, reason, text */
} cli_input;
cli_exit cli_input_read(cli_input *out, const cli_common *common, const char *path);
/* The same where no columns are looked at but these, as numbers; NULL: all. */
cli_exit cli_input_read_numbers(cli_input *out, const cli_common *common, const char *path,
                                const char *const *needed);
/* The options for TO of a verb that takes FROM and TO: a where of its own, and silence on a list
 * that has been spoken of as FROM. */
cli_common cli_common_of_to(const cli_common *common, char **paths, const char *where);
#define CLI_TO_WHERE_OPTION(request)                                                               \
    {                                                                                              \
        "to-where", 0, CLI_TEXT, offsetof(request, to_where), "SQL",                               \
            "only rows of TO that meet it; --where is then for FROM alone", 0, 0, NULL,            \
            .kind = CLI_KIND_SQL, .of = "TO"                                                       \
    }
/* The grid of --like, whose CRS is the plane where --crs names none; NULL: nothing is read. out is
 * to outlive common. */
cli_exit cli_template_read(cm_grid *out, cli_common *common, const char *path);
void cli_input_clear(cli_input *input);
/* Calls a layer without a name after its file. */
cm_status cli_name_layer(cm_features *features, const char *path);
cm_read_options cli_read_options(const cli_common *common);
/* Says the first rejected rows of a file and how many more there are. */
void cli_say_rejects(const cli_common *common, const char *path, const cm_table *rejects);
/* The same of a file that is read part by part: of one part, with so many rejects before it; and of
 * all, how many more there are. */
void cli_say_some_rejects(const cli_common *common, const char *path, const cm_table *rejects,
                          size_t before);
void cli_say_more_rejects(const cli_common *common, const char *path, size_t count);
/* CLI_REJECTED under --strict if there are any, else CLI_DONE. */
cli_exit cli_rejected(const cli_common *common, const cm_table *rejects);

/* The plane of --crs for these layers, said on stderr where it was chosen; *out is NULL for none.
 */
cli_exit cli_plane_open(cm_crs **out, const cli_common *common, const cm_features *const *layers,
                        size_t count);
/* Points of an input in the plane, weighted by --weight if weighted. */
cli_exit cli_points_read(cm_points *out, const cli_common *common, const cm_features *features,
                         const cm_crs *plane, bool weighted);
/* The same of the layer's own memory, which then has no rows; weighted. */
cli_exit cli_points_take(cm_points *out, const cli_common *common, cm_features *features,
                         const cm_crs *plane);
/* For each point the text of a column of its row, or the id (column id, else row + 1) for a NULL
 * column: texts.columns[0].texts. points NULL: for each row. */
cli_exit cli_point_texts(cm_table *texts, const cm_features *features, const cm_points *points,
                         const char *column);
/* How many rows of a layer have no place; says it, and what becomes of them. */
size_t cli_say_unplaced(const cli_common *common, const char *path, const cm_features *features,
                        const char *what);
/* "EPSG:6680", or the name where there is no code, or "none". */
const char *cli_crs_text(const cm_crs *plane);

/* How a bandwidth is asked for: a length or a rule's name (NULL: scott), "radius" or "sd" (NULL: as
 * the kernel defines it). */
typedef struct cli_bandwidth {
    const char *text, *is;
    cm_kernel kernel;
    cm_bandwidth_options options; /* for a search */
} cli_bandwidth;
#define CLI_BANDWIDTH_WORDS                                                                        \
    "a length such as 500m within 0.001..1e8 m nor scott, silverman, lscv, likelihood"

extern const char *const cli_bandwidth_rules[];

/* What can be known of it before any file is read. NULL is good. */
bool cli_bandwidth_is_good(const char *text);
/* What came of it. */
typedef struct cli_bandwidth_found {
    double bandwidth_m;         /* as the kernel defines it */
    const char *rule;           /* its name, or "given" */
    cm_bandwidth_report search; /* empty where nothing was searched */
} cli_bandwidth_found;

/* Says why on failure. */
cli_exit cli_bandwidth_find(cli_bandwidth_found *out, const cm_points *points,
                            const cli_bandwidth *ask);
/* The box that every point's kernel lies in; the gaussian to 5 deviations, beyond which lies less
 * than 4e-6 of a member. */
cm_box cli_reached_box(const cm_points *points, cm_kernel kernel, double bandwidth_m);

/* Writes layers into one GeoPackage, and says how many tables of others it holds besides. */
cli_exit cli_gpkg_write(const cli_common *common, const cm_features *const *layers, size_t count,
                        const char *path, const cm_export_options *options);

/* The options of a style for QGIS beside a file that was written so. */
cm_qml_options cli_qml_options(const cm_export_options *written, cm_format format);
/* Classes from each level to the next, the last up to max, rounded. */
cm_status cli_levels_style(cm_style *out, const cli_list *levels, double max, const char *ramp);
/* Before anything is computed: whether the style beside -o may be written. out: its path. */
cli_exit cli_qml_check(char *out, size_t size, const cli_common *common);
/* Writes it for a grid up to max, in about 5 classes of round numbers; from_zero: cells of 0 have a
 * class, else they are not drawn. */
cli_exit cli_qml_grid(const cli_common *common, const cm_grid *grid, double max, bool from_zero);
/* And for the bands between levels. */
cli_exit cli_qml_bands(const cli_common *common, const cm_features *bands, const cli_list *levels,
                       double max);
/* Writes a layer and says what could not be kept; cli_features_write: to -o, as the options say. */
cli_exit cli_layer_write(const cli_common *common, const cm_features *features, const char *path,
                         cm_format format, const cm_export_options *options);
cli_exit cli_features_write(const cli_common *common, const cm_features *features);

/* JSON on stdout (cli_json.c): members of one object, in order. */
void cli_json_begin(void);
void cli_json_text(const char *key, const char *value);
void cli_json_number(const char *key, double value);
void cli_json_count(const char *key, size_t value);
void cli_json_bool(const char *key, bool value);
void cli_json_open(const char *key, char bracket); /* '{' or '['; key NULL inside a list */
void cli_json_close(char bracket);
void cli_json_end(void);

/* Opens the gazetteer of -g, $CLUSTERMAP_GAZETTEER, the user's or the installed one; else builds
 * one of the table places.csv beside the list. A table of places as FILE is built on the fly. */
typedef struct cm_gazetteer cm_gazetteer;
cli_exit cli_gazetteer_open(cm_gazetteer **out, const cli_common *common, const char *file,
                            const char *beside);

cli_exit cli_between(const cli_verb *verb, int argc, char **argv);
cli_exit cli_buffer(const cli_verb *verb, int argc, char **argv);
cli_exit cli_contour(const cli_verb *verb, int argc, char **argv);
cli_exit cli_density(const cli_verb *verb, int argc, char **argv);
cli_exit cli_distance(const cli_verb *verb, int argc, char **argv);
cli_exit cli_export(const cli_verb *verb, int argc, char **argv);
cli_exit cli_gazetteer_build(const cli_verb *verb, int argc, char **argv);
cli_exit cli_gazetteer_find(const cli_verb *verb, int argc, char **argv);
cli_exit cli_gazetteer_near(const cli_verb *verb, int argc, char **argv);
cli_exit cli_gazetteer_info(const cli_verb *verb, int argc, char **argv);
cli_exit cli_geocode(const cli_verb *verb, int argc, char **argv);
cli_exit cli_info(const cli_verb *verb, int argc, char **argv);
cli_exit cli_links(const cli_verb *verb, int argc, char **argv);
cli_exit cli_map(const cli_verb *verb, int argc, char **argv);
cli_exit cli_matrix(const cli_verb *verb, int argc, char **argv);
cli_exit cli_nearest(const cli_verb *verb, int argc, char **argv);
cli_exit cli_rings(const cli_verb *verb, int argc, char **argv);
cli_exit cli_run(const cli_verb *verb, int argc, char **argv);
cli_exit cli_service(const cli_verb *verb, int argc, char **argv);
cli_exit cli_voronoi(const cli_verb *verb, int argc, char **argv);

extern const cli_option cli_between_options[], cli_buffer_options[], cli_contour_options[],
    cli_density_options[], cli_distance_options[], cli_export_options_table[],
    cli_gazetteer_build_options[], cli_gazetteer_find_options[], cli_gazetteer_info_options[],
    cli_gazetteer_near_options[], cli_geocode_options[], cli_info_options[], cli_links_options[],
    cli_map_options[], cli_matrix_options[], cli_nearest_options[], cli_rings_options[],
    cli_run_options[], cli_service_options[], cli_voronoi_options[];

#endif
