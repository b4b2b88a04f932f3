/* cli_help.c - help texts and the machine-readable description, all from the option tables. */
#include "cli/cli.h"
#include <stdio.h>
#include <string.h>

void cli_print_verbs(void)
{
    puts("usage: clustermap VERB [OPTIONS] INPUT... -o OUTPUT\n");
    for (const cli_verb *verb = cli_verbs; verb->name; verb++)
        printf("  %-16s %s\n", verb->name, verb->summary);
    puts("\nclustermap VERB --help explains a verb, --describe all of them as JSON, --version says "
         "the version.");
}

static void print_option(const cli_option *option)
{
    char left[80];

    snprintf(left, sizeof left, "%s%s", option->name, option->unit[0] ? " " : "");
    printf("  %c%c --%s%-*s %s\n", option->letter ? '-' : ' ',
           option->letter ? option->letter : ' ', left,
           (int)(30 - (int)strlen(left) > 0 ? 30 - (int)strlen(left) : 0), option->unit,
           option->help);
}

static void print_table(const char *heading, const cli_option *options)
{
    if (!options->name)
        return;
    printf("\n%s:\n", heading);
    for (; options->name; options++)
        print_option(options);
}

void cli_print_help(const cli_verb *verb)
{
    printf("usage: clustermap %s [OPTIONS] %s%s\n\n%s\n", verb->name, verb->inputs,
           verb->takes & CLI_TAKES_OUTPUT ? " -o FILE" : "", verb->summary);
    if (verb->formats)
        printf("FILE's extension decides its format: %s\n", verb->formats);
    if (verb->formats && strstr(verb->formats, "gpkg"))
        puts(
            "A .gpkg that is there is replaced as far as clustermap wrote it; layers of others are "
            "kept,\nbut for those of the same name.");
    print_table("Options", verb->options);
    for (const cli_group *group = cli_groups; group->options; group++)
        if (!group->takes || (group->takes & verb->takes))
            print_table(group->heading, group->options);
}

static const char *type_name(cli_type type)
{
    static const char *const names[] = {"flag",   "text",    "choice",  "integer", "number",
                                        "length", "lengths", "numbers", "tuple"};

    return names[type];
}

static void describe_option(const cli_option *option)
{
    const char letter[2] = {option->letter, '\0'};

    cli_json_open(NULL, '{');
    cli_json_text("name", option->name);
    if (option->letter)
        cli_json_text("letter", letter);
    cli_json_text("type", type_name(option->type));
    cli_json_text("value", option->unit);
    cli_json_text("help", option->help);
    if (option->high > option->low) {
        cli_json_number("low", option->low);
        cli_json_number("high", option->high);
    }
    if (option->choices) {
        cli_json_open("choices", '[');
        for (size_t i = 0; option->choices[i]; i++)
            cli_json_text(NULL, option->choices[i]);
        cli_json_close(']');
    }
    cli_json_close('}');
}

static void describe_verb(const cli_verb *verb)
{
    cli_json_open(NULL, '{');
    cli_json_text("name", verb->name);
    cli_json_text("summary", verb->summary);
    cli_json_text("inputs", verb->inputs);
    cli_json_text("formats", verb->formats);
    cli_json_open("options", '[');
    for (const cli_option *option = verb->options; option->name; option++)
        describe_option(option);
    for (const cli_group *group = cli_groups; group->options; group++)
        if (!group->takes || (group->takes & verb->takes))
            for (const cli_option *option = group->options; option->name; option++)
                describe_option(option);
    cli_json_close(']');
    cli_json_close('}');
}

void cli_describe(void)
{
    cli_json_begin();
    cli_json_text("program", "clustermap");
    cli_json_text("version", CM_VERSION);
    cli_json_open("verbs", '[');
    for (const cli_verb *verb = cli_verbs; verb->name; verb++)
        describe_verb(verb);
    cli_json_close(']');
    cli_json_end();
}
