/* gazetteer_about.c - what a gazetteer says of itself: its sources, whom to name, its counts. */
#include "geo/gazetteer_about.h"
#include "geo/base_text.h"
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

static void write_count(cm__gazetteer_writer *writer, const char *name, size_t count)
{
    char text[CM_CELL_MAX];

    snprintf(text, sizeof text, "%zu", count);
    cm__gazetteer_write_meta(writer, name, text);
}

static void write_counts(cm__gazetteer_writer *writer, const cm_gazetteer_report *report)
{
    const struct {
        const char *name;
        size_t count;
    } counts[] = {
        {"prefectures", report->prefectures},
        {"cities", report->cities},
        {"towns", report->towns},
        {"koaza", report->koaza},
        {"blocks", report->blocks},
        {"buildings", report->buildings},
        {"postal_codes", report->postal_codes},
        {"without_place", report->without_place},
    };

    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        write_count(writer, counts[i].name, counts[i].count);
}

/* One line for each source: its file's name, what it is, and the day from which the file is. */
static void add_source(cm__text *out, const char *path, const cm__source_kind *kind)
{
    const char *const slash = strrchr(path, '/');
    struct stat found;
    struct tm day;

    cm__text_addf(out, "%s%s (%s", out->length ? "\n" : "", slash ? slash + 1 : path, kind->name);
    if (stat(path, &found) == 0 && gmtime_r(&found.st_mtime, &day))
        cm__text_addf(out, ", %04d-%02d-%02d", day.tm_year + 1900, day.tm_mon + 1, day.tm_mday);
    cm__text_add(out, ")");
}

/* Adds the line of source i, if none before it has the same. */
static void add_attribution(cm__text *out, const cm__source_kind *kinds, size_t i)
{
    for (size_t j = 0; j < i; j++)
        if (strcmp(kinds[j].attribution, kinds[i].attribution) == 0)
            return;
    cm__text_addf(out, "%s%s", i ? "\n" : "", kinds[i].attribution);
}

cm_status cm__gazetteer_write_about(cm__gazetteer_writer *writer, const cm__gazetteer_about *about)
{
    cm__text names = {0}, lines = {0};
    cm_status status;

    for (size_t i = 0; i < about->count; i++) {
        add_source(&names, about->paths[i], &about->kinds[i]);
        add_attribution(&lines, about->kinds, i);
    }
    status = names.failed ? names.failed : lines.failed;
    if (!status) {
        cm__gazetteer_write_meta(writer, "sources", names.bytes);
        cm__gazetteer_write_meta(writer, "attribution", lines.bytes);
        cm__gazetteer_write_meta(writer, "created", about->created ? about->created : "");
        write_counts(writer, about->report);
    }
    cm__text_clear(&names);
    cm__text_clear(&lines);
    return status;
}
