/* cli_help.c - help texts, for a terminal of 80 columns, from the tables of verbs and options. */
#include "cli/cli.h"
#include <stdio.h>
#include <string.h>

enum { WIDTH = 80, TEXT_COLUMN = 27 };

const cli_option cli_main_options[] = {
    {"help", 'h', CLI_FLAG, 0, "", "explain the program; after a verb: that verb", 0, 0, NULL},
    {"version", 0, CLI_FLAG, 0, "", "say the version", 0, 0, NULL},
    {"describe", 0, CLI_FLAG, 0, "", "all verbs and options as JSON", 0, 0, NULL},
    {"complete", 0, CLI_FLAG, 0, "WORD...", "for shells: what may stand for the last word", 0, 0,
     NULL},
    {0},
};

/* Help is written at once, so that a reader who has seen enough, such as head, breaks no pipe. */
static void write_at_once(void)
{
    static char buffer[1 << 15];

    setvbuf(stdout, buffer, _IOFBF, sizeof buffer);
}

/* Columns that the first bytes of a text take: characters of Japanese take two. */
static int width_of(const char *text, size_t length)
{
    int width = 0;

    for (size_t i = 0; i < length; i++) {
        const unsigned char byte = (unsigned char)text[i];
        width += byte >= 0xE0 ? 2 : (byte & 0xC0) != 0x80;
    }
    return width;
}

/* Prints words from a column on, going on below it at indent; returns the column reached. */
static int print_words(const char *text, int column, int indent)
{
    size_t length;

    for (; *(text += strspn(text, " ")); text += length) {
        length = strcspn(text, " ");
        const int width = width_of(text, length);
        if (column > indent && column + 1 + width > WIDTH)
            column = printf("\n%*s", indent, "") - 1;
        else if (column > indent)
            column += printf(" ");
        fwrite(text, 1, length, stdout);
        column += width;
    }
    return column;
}

/* A word on the left, what it means on the right. */
static int print_left(const char *left, int indent)
{
    int column = printf("  %s", left);

    if (column > indent - 2)
        column = printf("\n") - 1;
    return column + printf("%*s", indent - column, "");
}

/* Whether a help text names all the choices itself. */
static bool names_choices(const cli_option *option)
{
    for (size_t i = 0; option->type == CLI_CHOICE && option->choices[i]; i++)
        if (!strstr(option->help, option->choices[i]))
            return false;
    return true;
}

static void print_option(const cli_option *option)
{
    char text[128];
    int column;

    snprintf(text, sizeof text, "%c%c%c --%s%s%s", option->letter ? '-' : ' ',
             option->letter ? option->letter : ' ', option->letter ? ',' : ' ', option->name,
             option->unit[0] ? " " : "", option->unit);
    column = print_left(text, TEXT_COLUMN);
    column = print_words(option->help, column, TEXT_COLUMN);
    if (!names_choices(option)) {
        column += printf(":");
        for (size_t i = 0; option->choices[i]; i++) {
            snprintf(text, sizeof text, "%s%s", option->choices[i],
                     option->choices[i + 1] ? "," : "");
            column = print_words(text, column, TEXT_COLUMN);
        }
    }
    if (option->preset) {
        snprintf(text, sizeof text, "default %s", option->preset);
        column += printf(";");
        column = print_words(text, column, TEXT_COLUMN);
    }
    if (option->is_needed) {
        column += printf(";");
        print_words("required", column, TEXT_COLUMN);
    }
    putchar('\n');
}

static void print_options(const cli_verb *verb)
{
    const cli_option *option;
    const char *group, *last = "";

    for (size_t i = 0; (option = cli_nth_option(verb, i, &group)) != NULL; i++) {
        if (strcmp(group, last) != 0)
            printf("\n%s:\n", group);
        print_option(option);
        last = group;
    }
}

static void print_operands(const cli_verb *verb)
{
    puts("\nInputs:");
    for (int i = 0; i < CLI_OPERANDS_MAX && verb->operands[i].name; i++) {
        const cli_operand *const operand = &verb->operands[i];
        const int column = print_left(operand->name, TEXT_COLUMN);
        print_words(operand->help ? operand->help : cli_kind_meaning(operand->kind), column,
                    TEXT_COLUMN);
        putchar('\n');
    }
}

static void print_examples(const cli_verb *verb)
{
    puts("\nExamples:");
    for (const cli_example *example = cli_examples; example->verb; example++)
        if (strcmp(example->verb, verb->name) == 0)
            printf("  # %s\n  %s\n", example->why, example->command);
}

static void print_sentence(const char *text)
{
    print_words(text, 0, 0);
    putchar('\n');
}

/* What -o may be. */
static void print_formats(const char *formats)
{
    static const char table[] = " pg"; /* no extension */
    char text[256];
    const char *const base = strstr(formats, table);

    snprintf(text, sizeof text, "FILE's extension decides its format: %.*s%s",
             base ? (int)(base - formats) : (int)strlen(formats), formats,
             base ? base + strlen(table) : "");
    print_sentence(text);
    if (strstr(formats, "gpkg"))
        print_sentence("A .gpkg that is there is replaced as far as clustermap wrote it; layers of "
                       "others are kept, but for those of the same name.");
    if (base)
        print_sentence("PG:dbname=... tables=NAME is a table of a PostGIS database.");
}

void cli_print_help(const cli_verb *verb)
{
    write_at_once();
    printf("usage: clustermap %s [OPTIONS] %s%s\n\n", verb->name, verb->inputs,
           verb->takes & CLI_TAKES_OUTPUT ? " -o FILE" : "");
    print_sentence(verb->summary);
    if (verb->formats)
        print_formats(verb->formats);
    print_operands(verb);
    print_options(verb);
    print_examples(verb);
    puts("\nExit status:\n  0 done; 1 failed; 2 wrong usage; 3 done, but rows were rejected "
         "(--strict)");
}

void cli_print_verbs(void)
{
    write_at_once();
    puts("usage: clustermap VERB [OPTIONS] INPUT... -o OUTPUT\n\n"
         "Turns the member list of an industrial cluster into maps, GIS files and numbers.");
    for (const cli_verb *verb = cli_verbs; verb->name; verb++) {
        if (verb->heading)
            printf("\n%s:\n", verb->heading);
        const int column = print_left(verb->name, 20);
        print_words(verb->summary, column, 20);
        putchar('\n');
    }
    puts("\nOptions:");
    for (const cli_option *option = cli_main_options; option->name; option++)
        print_option(option);
    puts("\nExample:\n"
         "  # from a list of members to a sheet, layers and tables\n"
         "  clustermap run project.yaml --output-dir out\n\n"
         "clustermap VERB --help explains a verb, and man clustermap-VERB at more length;\n"
         "man clustermap-project explains what a project file holds.");
}
