/* bench_process.h - what a whole run of a program costs, from its start to its end. */
#ifndef BENCH_PROCESS_H
#define BENCH_PROCESS_H

#include "tests/bench/bench.h"
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct bench_cost {
    double wall_s, cpu_s, memory_mb;
    bool is_good; /* it ran, and ended with 0 */
} bench_cost;

static inline double bench_used_s(const struct timeval *t)
{
    return (double)t->tv_sec + 1e-6 * (double)t->tv_usec;
}

/* One line for the shell; what it prints goes into run.log of the present folder. */
static inline bench_cost bench_run(const char *command)
{
    struct rusage usage = {0};
    bench_cost c = {0};
    int status = 1;
    char line[2000];
    const double start = bench_now_s(CLOCK_MONOTONIC);

    snprintf(line, sizeof line, "exec %s >run.log 2>&1", command);
    const pid_t child = fork();
    if (child == 0) {
        execl("/bin/sh", "sh", "-c", line, (char *)NULL);
        _exit(127);
    }
    if (child < 0 || wait4(child, &status, 0, &usage) != child)
        return c;
    c.wall_s = bench_now_s(CLOCK_MONOTONIC) - start;
    c.cpu_s = bench_used_s(&usage.ru_utime) + bench_used_s(&usage.ru_stime);
    c.memory_mb = (double)usage.ru_maxrss / 1024;
    c.is_good = status == 0;
    return c;
}

/* The medians of the times of some runs; one of more than limit_s is not repeated. The memory is
 * the last run's. */
static inline bench_cost bench_measure(const char *command, size_t runs, double limit_s)
{
    double wall_s[BENCH_RUNS_MAX], cpu_s[BENCH_RUNS_MAX];
    size_t count = 0;
    bench_cost c = {.is_good = true};

    while (count < runs && c.is_good && c.wall_s < limit_s) {
        c = bench_run(command);
        wall_s[count] = c.wall_s;
        cpu_s[count++] = c.cpu_s;
    }
    c.wall_s = bench_median(wall_s, count);
    c.cpu_s = bench_median(cpu_s, count);
    return c;
}

/* Puts the program's path, as seen from this one's own, into $CLUSTERMAP and the folder of the
 * peers' scripts into $PEERS, makes the folder (its name as of mkdtemp) and goes there. */
static inline bool bench_settle(const char *self, char *folder)
{
    char here[PATH_MAX], program[PATH_MAX], *slash;

    if (!realpath(self, here) || !(slash = strrchr(here, '/')))
        return false;
    *slash = 0;
    strncat(here, "/../../clustermap", sizeof here - strlen(here) - 1);
    return realpath(here, program) && setenv("CLUSTERMAP", program, 1) == 0 &&
           realpath("tests/bench", here) && setenv("PEERS", here, 1) == 0 &&
           setenv("QT_QPA_PLATFORM", "offscreen", 1) == 0 && mkdtemp(folder) && chdir(folder) == 0;
}

#endif
