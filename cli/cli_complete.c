/* cli_complete.c - clustermap --complete WORD...: what a shell may offer for the last of the words.
 *
 * The first line says what: "words", which follow, one a line, each with a tab and its meaning;
 * "files" with what they may end with; "folders"; or "nothing" that could be guessed. */
#include "cli/cli_complete.h"
#include <stdio.h>
#include <string.h>

static void offer_word(const char *word, const char *meaning)
{
    printf("%s\t%s\n", word, meaning);
}

static void offer_option(const char *name, const char *meaning)
{
    printf("--%s\t%s\n", name, meaning);
}

/* The words that verbs' names have at the place i, after those that were typed before it. */
static void offer_verbs(int i, char **words)
{
    char name[32] = "", last[32] = "";

    puts("words");
    for (const cli_verb *verb = cli_verbs; verb->name; verb++) {
        const char *const second = strchr(verb->name, ' ');
        const size_t length = second ? (size_t)(second - verb->name) : strlen(verb->name);
        snprintf(name, sizeof name, "%.*s", (int)length, verb->name);
        if (i == 1 && second && strcmp(name, words[0]) == 0)
            offer_word(second + 1, verb->summary);
        else if (i == 0 && strcmp(name, last) != 0)
            offer_word(name, second && verb->heading ? verb->heading : verb->summary);
        snprintf(last, sizeof last, "%s", name);
    }
}

static void offer_main_options(void)
{
    puts("words");
    for (const cli_option *option = cli_main_options; option->name; option++)
        offer_option(option->name, option->help);
}

static void offer_options(const cli_verb *verb)
{
    const cli_option *option;

    puts("words");
    for (size_t i = 0; (option = cli_nth_option(verb, i, NULL)) != NULL; i++)
        offer_option(option->name, option->help);
    offer_option("help", "explain the verb");
}

static void offer_list(const char *list)
{
    size_t length;

    puts("words");
    for (; *(list += strspn(list, " ")); list += length) {
        length = strcspn(list, " ");
        printf("%.*s\t\n", (int)length, list);
    }
}

static void offer_kinds(cli_kind kind, cli_kind or_kind)
{
    const char *const endings = cli_kind_extensions(kind);
    const char *const others = cli_kind_extensions(or_kind);

    if (kind == CLI_KIND_FOLDER)
        puts("folders");
    else if (endings)
        printf("files %s%s%s\n", endings, others ? " " : "", others ? others : "");
    else
        puts(kind == CLI_KIND_FILE ? "files" : "nothing");
}

/* What has been typed after the verb, but for the last word. */
typedef struct typed_line {
    const cli_verb *verb;
    int count;
    char **words;
    int inputs;                /* operands so far */
    bool ended;                /* by -- */
    const cli_option *waiting; /* for its value, which is the last word */
} typed_line;

/* Takes the next word in; gives the option whose value it is, or NULL. */
static const cli_option *take_word(typed_line *line, const char *word)
{
    const size_t length = strcspn(word, "=");
    const cli_option *const option = line->waiting;

    line->waiting = NULL;
    if (option)
        return option;
    if (line->ended || word[0] != '-' || !word[1])
        line->inputs++;
    else if (strcmp(word, "--") == 0)
        line->ended = true;
    else if (!word[length])
        line->waiting = cli_find_option(line->verb, word, length);
    if (line->waiting && line->waiting->type == CLI_FLAG)
        line->waiting = NULL;
    return NULL;
}

/* The value of an option on the line, or NULL. */
static const char *find_value(const typed_line *line, const char *name)
{
    typed_line walk = {.verb = line->verb};
    const size_t length = strlen(name);

    for (int i = 0; i < line->count; i++) {
        const char *const word = line->words[i];
        const cli_option *const option = take_word(&walk, word);
        if (option && strcmp(option->name, name + 2) == 0)
            return word;
        if (!option && !walk.ended && strncmp(word, name, length) == 0 && word[length] == '=')
            return word + length + 1;
    }
    return NULL;
}

/* The word on the line that is an operand, or NULL. */
static const char *find_operand(const typed_line *line, const char *name)
{
    const cli_operand *const operands = line->verb->operands;
    typed_line walk = {.verb = line->verb};
    int wanted = 0;

    while (wanted < CLI_OPERANDS_MAX - 1 && strcmp(operands[wanted].name, name) != 0)
        wanted++;
    for (int i = 0; i < line->count; i++) {
        take_word(&walk, line->words[i]);
        if (walk.inputs > wanted)
            return line->words[i];
    }
    return NULL;
}

/* The file whose columns an option names, or NULL. */
static const char *find_owner(const typed_line *line, const cli_option *option)
{
    const char *const owner = cli_column_owner(line->verb, option);

    return owner[0] == '-' ? find_value(line, owner) : find_operand(line, owner);
}

static void offer_value(const typed_line *line, const cli_option *option)
{
    const cli_verb *const verb = line->verb;

    if (option->kind == CLI_KIND_COLUMN)
        cli_offer_columns(find_owner(line, option));
    else if (strcmp(option->name, "format") == 0 && verb->formats) {
        offer_list(verb->formats);
    } else if (option->choices) {
        puts("words");
        for (size_t i = 0; option->choices[i]; i++)
            offer_word(option->choices[i], "");
    } else if (option->kind == CLI_KIND_FILE && verb->formats) {
        printf("files %s\n", verb->formats); /* -o: of the verb's own formats */
    } else {
        offer_kinds(option->kind, CLI_KIND_PLAIN);
    }
}

static void offer_operand(const cli_verb *verb, int i)
{
    int last = 0;

    while (last + 1 < CLI_OPERANDS_MAX && verb->operands[last + 1].name)
        last++;
    if (i >= verb->inputs_max)
        puts("nothing");
    else
        offer_kinds(verb->operands[i < last ? i : last].kind,
                    verb->operands[i < last ? i : last].or_kind);
}

static void complete_after(const cli_verb *verb, int count, char **words)
{
    typed_line line = {.verb = verb, .count = count - 1, .words = words};

    for (int i = 0; i < line.count; i++)
        take_word(&line, words[i]);
    if (line.waiting)
        offer_value(&line, line.waiting);
    else if (!line.ended && words[count - 1][0] == '-')
        offer_options(verb);
    else
        offer_operand(verb, line.inputs);
}

void cli_complete(int count, char **words)
{
    int length = 0;
    const cli_verb *const verb = count > 1 ? cli_find_verb(&length, count - 1, words) : NULL;

    if (count < 1)
        puts("nothing");
    else if (count == 1 && words[0][0] == '-')
        offer_main_options();
    else if (verb)
        complete_after(verb, count - length, words + length);
    else if (count <= 2)
        offer_verbs(count - 1, words);
    else
        puts("nothing");
}
