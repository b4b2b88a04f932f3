/* cli_help.c - help texts from the option tables. */
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
    printf("  %c%c --%s%-*s %s", option->letter ? '-' : ' ', option->letter ? option->letter : ' ',
           left, (int)(30 - (int)strlen(left) > 0 ? 30 - (int)strlen(left) : 0), option->unit,
           option->help);
    if (option->preset)
        printf("; default %s", option->preset);
    putchar('\n');
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
    print_table("Options", verb->options);
    for (const cli_group *group = cli_groups; group->options; group++)
        if (!group->takes || (group->takes & verb->takes))
            print_table(group->heading, group->options);
}
