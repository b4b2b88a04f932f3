/* cli_progress.c - how far the work is, on stderr; and Ctrl-C. */
#include "cli/cli.h"
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { BAR_WIDTH = 40 };

static volatile sig_atomic_t was_interrupted, may_leave;
static bool bar_is_open;
static int last_percent = -1;

/* By what a signal's handler may call. */
static void leave(void)
{
    static const char said[] = "clustermap: stopped\n";

    (void)!write(STDERR_FILENO, said, sizeof said - 1);
    _exit(CLI_FAILED);
}

static void on_signal(int number)
{
    if (may_leave)
        leave();
    was_interrupted = 1;
    signal(number, SIG_DFL); /* a second Ctrl-C ends the program at once */
}

void cli_catch_signals(void)
{
    signal(SIGINT, on_signal);
    signal(SIGTERM, on_signal);
    signal(SIGPIPE, SIG_IGN); /* so that a closed stdout is an error that is told */
#ifdef SIGXFSZ
    signal(SIGXFSZ, SIG_IGN); /* likewise a file-size limit */
#endif
}

void cli_may_leave(bool may)
{
    may_leave = may;
    if (may && was_interrupted)
        leave();
}

static bool step_silent(void *context, double share)
{
    (void)context;
    (void)share;
    return !was_interrupted;
}

static bool step_bar(void *context, double share)
{
    const int percent = (int)(share * 100);

    (void)context;
    if (percent == last_percent)
        return !was_interrupted;
    last_percent = percent;
    fputs("\r[", stderr);
    for (int i = 0; i < BAR_WIDTH; i++)
        fputc(i * 100 < percent * BAR_WIDTH ? '#' : '.', stderr);
    fprintf(stderr, "] %3d %%", percent);
    bar_is_open = true;
    return !was_interrupted;
}

static bool step_json(void *context, double share)
{
    const int percent = (int)(share * 100);

    (void)context;
    if (percent != last_percent)
        fprintf(stderr, "{\"progress\": %.2f}\n", percent / 100.0);
    last_percent = percent;
    return !was_interrupted;
}

cm_progress cli_progress_silent(void)
{
    return (cm_progress){step_silent, NULL};
}

cm_progress cli_progress(const cli_common *common)
{
    const char *const how = common->progress ? common->progress : "auto";
    const bool on_terminal = strcmp(how, "auto") == 0 && !common->quiet && isatty(STDERR_FILENO);

    last_percent = -1;
    if (strcmp(how, "bar") == 0 || on_terminal)
        return (cm_progress){step_bar, NULL};
    if (strcmp(how, "json") == 0)
        return (cm_progress){step_json, NULL};
    return cli_progress_silent();
}

/* Wipes the bar, so that a message begins its own line. */
void cli_progress_end(void)
{
    if (bar_is_open)
        fputs("\r\033[K", stderr);
    bar_is_open = false;
    last_percent = -1;
}
