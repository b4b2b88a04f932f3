/* geocode_table.h - the table of how good the geocoder is, beside Geolonia's normaliser. */
#ifndef GEOCODE_TABLE_H
#define GEOCODE_TABLE_H

#include <stdio.h>
#include <string.h>

enum { RESULTS_MAX = 32 };

typedef struct result {
    char what[64], theirs[32], unit[16];
    double ours, target;
    int at_least; /* the target is to be reached, not to be kept below */
} result;

typedef struct results {
    result rows[RESULTS_MAX];
    size_t count;
} results;

static void add_result(results *all, const char *what, const char *theirs, double ours,
                       double target, const char *unit)
{
    if (all->count == RESULTS_MAX)
        return;
    result *const row = &all->rows[all->count++];
    snprintf(row->what, sizeof row->what, "%s", what);
    snprintf(row->theirs, sizeof row->theirs, "%s", theirs);
    snprintf(row->unit, sizeof row->unit, "%s", unit + 1);
    row->at_least = *unit == '>';
    row->ours = ours;
    row->target = target;
}

static void print_results(const results *all)
{
    printf("\n%-50s %12s %12s %14s\n", "how good", "Geolonia's", "here", "target");
    for (size_t i = 0; i < all->count; i++) {
        const result *const row = &all->rows[i];
        const int met = row->at_least ? row->ours >= row->target : row->ours <= row->target;
        printf("%-50s %12s %12.6g %2s %11.6g %-6s %s\n", row->what, row->theirs, row->ours,
               row->at_least ? ">=" : "<=", row->target, row->unit, met ? "met" : "NOT MET");
    }
}

#endif
