/* cli_geocode_report.c - what has come of a member list: by level, and by reason. */
#include "cli/cli_geocode.h"
#include <stdio.h>

/* Words and their counts, "3 town, 1 city"; {0} is empty. */
typedef struct counts {
    char text[512];
    size_t length, sum;
} counts;

static void add(counts *out, size_t count, const char *word)
{
    int length;

    if (count == 0 || out->length >= sizeof out->text)
        return;
    out->sum += count;
    length = snprintf(out->text + out->length, sizeof out->text - out->length, "%s%zu %s",
                      out->length ? ", " : "", count, word);
    out->length += length > 0 ? (size_t)length : 0;
}

static void say_levels(const geocode_sum *sum)
{
    const cm_geocode_report *const report = &sum->report;
    counts levels = {.length = 0};

    for (int level = CM_LEVEL_COUNT - 1; level > CM_LEVEL_NONE; level--)
        add(&levels, report->by_level[level], cm_level_name((cm_level)level));
    cli_say(CLI_DONE, "%zu members: %zu placed%s%s%s, %zu rejected", report->rows, report->placed,
            levels.sum ? " (" : "", levels.text, levels.sum ? ")" : "",
            report->rejected + sum->unread);
}

static void say_reasons(const geocode_sum *sum)
{
    counts reasons = {.length = 0}, doubts = {.length = 0};
    char first[600] = "", second[600] = "";

    for (int reason = CM_REASON_NONE + 1; reason < CM_REASON_COUNT; reason++) {
        add(&reasons, sum->report.by_reason[reason], cm_reason_name((cm_reason)reason));
        add(&doubts, sum->report.by_doubt[reason], cm_reason_name((cm_reason)reason));
    }
    add(&reasons, sum->unread, "unreadable");
    if (reasons.sum)
        snprintf(first, sizeof first, "rejected: %s", reasons.text);
    if (doubts.sum)
        snprintf(second, sizeof second, "placed with a doubt: %s", doubts.text);
    if (reasons.sum || doubts.sum)
        cli_say(CLI_DONE, "%s%s%s", first, reasons.sum && doubts.sum ? "; " : "", second);
}

void cli_geocode_say(const geocode_sum *sum, const geocode_request *request)
{
    if (request->common.quiet)
        return;
    say_levels(sum);
    say_reasons(sum);
}

static void print_reasons(const char *key, const size_t *by_reason)
{
    cli_json_open(key, '{');
    for (int reason = CM_REASON_NONE + 1; reason < CM_REASON_COUNT; reason++)
        cli_json_count(cm_reason_name((cm_reason)reason), by_reason[reason]);
    cli_json_close('}');
}

void cli_geocode_print(const geocode_sum *sum)
{
    const cm_geocode_report *const report = &sum->report;

    cli_json_begin();
    cli_json_count("rows", report->rows);
    cli_json_count("placed", report->placed);
    cli_json_count("rejected", report->rejected);
    cli_json_count("unreadable", sum->unread);
    cli_json_count("tied", report->tied);
    cli_json_open("by_level", '{');
    for (int level = 0; level < CM_LEVEL_COUNT; level++)
        cli_json_count(cm_level_name((cm_level)level), report->by_level[level]);
    cli_json_close('}');
    print_reasons("by_reason", report->by_reason);
    print_reasons("by_doubt", report->by_doubt);
    cli_json_end();
}
