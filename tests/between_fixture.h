/* between_fixture.h - lists at dates. */
#ifndef BETWEEN_FIXTURE_H
#define BETWEEN_FIXTURE_H

#include "tests/links_fixture.h"
#include <clustermap/between.h>

typedef struct sided {
    const char *id, *name, *founded, *closed;
    double x, y;
} sided;

enum { SIDED_MAX = 16 };

/* A list and what it borrows. */
typedef struct side {
    cm_table members;
    cm_member_columns columns;
    double x[SIDED_MAX], y[SIDED_MAX];
    cm_between_list list;
} side;

static inline void side_make(side *out, const char *name, const sided *rows, size_t count)
{
    static const char *const columns[] = {"id", "name", "founded", "closed"};

    out->members = table_make(columns, 4, NULL, 0);
    CHECK(cm_table_add_rows(&out->members, count) == CM_OK);
    for (size_t i = 0; i < count; i++) {
        const char *const texts[] = {rows[i].id, rows[i].name, rows[i].founded, rows[i].closed};
        for (size_t c = 0; c < 4; c++)
            CHECK(cm_table_set_text(&out->members, i, c, texts[c]) == CM_OK);
        out->x[i] = rows[i].x;
        out->y[i] = rows[i].y;
    }
    CHECK(cm_members_find_columns(&out->columns, &out->members, NULL, name) == CM_OK);
    out->list = (cm_between_list){
        .members = &out->members, .columns = &out->columns, .x = out->x, .y = out->y, .name = name};
}

/* What a comparison gives. */
typedef struct compared {
    cm_features changes, moves, dates;
    cm_between_report report;
} compared;

static inline cm_between_outputs outputs_of(compared *out)
{
    return (cm_between_outputs){&out->changes, &out->moves, &out->dates, &out->report};
}

static inline void compared_clear(compared *out)
{
    cm_features_clear(&out->changes);
    cm_features_clear(&out->moves);
    cm_features_clear(&out->dates);
    *out = (compared){.report = {.ambiguous = 0}};
}

#endif
