/* cli_yaml.h - puts a YAML file into structs, by tables of keys; errors name file and line. */
#ifndef CLI_YAML_H
#define CLI_YAML_H

#include "cli/cli.h"

typedef enum cli_yaml_type {
    CLI_YAML_TEXT,    /* const char *, borrowed from the document */
    CLI_YAML_FLAG,    /* bool: true, false, yes, no */
    CLI_YAML_CHOICE,  /* const char *, one of choices */
    CLI_YAML_NUMBER,  /* double within low..high */
    CLI_YAML_LENGTH,  /* double in metres within low..high: 500m */
    CLI_YAML_NUMBERS, /* cli_list, ascending, within low..high */
    CLI_YAML_LENGTHS, /* cli_list, ascending, within low..high */
    CLI_YAML_PAIR,    /* cli_list of two numbers within low..high */
    CLI_YAML_BOX,     /* cli_list of four numbers within low..high, the last two above the first */
    CLI_YAML_TEXTS,   /* cli_yaml_texts; one text alone is a list of one */
    CLI_YAML_MAP,     /* a struct at target, with its own fields */
    CLI_YAML_LIST     /* an array of item_size structs at target, their number at count */
} cli_yaml_type;

enum { CLI_YAML_TEXTS_MAX = 32 };

typedef struct cli_yaml_texts {
    const char *values[CLI_YAML_TEXTS_MAX];
    size_t count;
} cli_yaml_texts;

typedef struct cli_yaml_field {
    const char *key; /* NULL ends a table */
    cli_yaml_type type;
    size_t target;
    bool required;
    double low, high;
    const char *const *choices;          /* CHOICE; for TEXTS NULL: any text */
    const struct cli_yaml_field *fields; /* MAP, LIST */
    size_t item_size, item_max, count;   /* LIST; count: offset of a size_t */
    size_t line; /* offset of a long that gets the line: of a TEXT in its struct, or of a LIST's
                    item in the item; 0: not wanted */
} cli_yaml_field;

typedef struct cli_yaml cli_yaml;

/* Reads the whole file; end it with cli_yaml_close. Says why on failure. */
cli_exit cli_yaml_open(cli_yaml **out, const char *path);
void cli_yaml_close(cli_yaml *yaml);

/* Fills the struct at out; keys that are not there leave it as it is. Texts stay valid until
 * cli_yaml_close. A key that is not in fields, a value of the wrong kind, a required key that is
 * missing: said with file and line, and CLI_FAILED. */
cli_exit cli_yaml_read(cli_yaml *yaml, void *out, const cli_yaml_field *fields);

#endif
