/* density_group.c - moves points to where they belong together: each thread counts its part of
 * them, and then knows where each of its points goes. */
#include "layers/density_group.h"
#include "geo/base_memory.h"
#include "layers/density_survey.h"
#include <omp.h>
#include <string.h>

typedef struct moving {
    cm__groups *groups;
    const cm_points *points;
    const cm__grouping *by;
    size_t *next;    /* for each part and group, where the next point goes */
    uint16_t *group; /* of each point */
} moving;

void cm__groups_clear(cm__groups *groups)
{
    cm__array_free(&groups->first);
    cm__array_free(&groups->weight);
    cm__array_free(&groups->at);
    *groups = (cm__groups){0};
}

static void count_part(const moving *m, size_t *counts, cm__span part)
{
    memset(counts, 0, m->by->count * sizeof *counts);
    m->by->find(m->group, m->points, part, m->by->context);
    for (size_t i = part.begin; i < part.end; i++)
        counts[m->group[i]]++;
}

/* Counts become where each part's share of each group begins. */
static void add_up(const moving *m, size_t parts)
{
    size_t begin = 0;

    for (size_t group = 0; group < m->by->count; group++) {
        m->groups->first[group] = begin;
        for (size_t part = 0; part < parts; part++) {
            size_t *const next = m->next + part * m->by->count + group;
            const size_t count = *next;
            *next = begin;
            begin += count;
        }
    }
    m->groups->first[m->by->count] = begin;
}

static void move_part(const moving *m, size_t *next, cm__span part)
{
    const cm_points *const points = m->points;

    for (size_t i = part.begin; i < part.end; i++) {
        const size_t to = next[m->group[i]]++;
        m->groups->at[to] = (cm_point){points->x[i], points->y[i]};
        if (points->weight)
            m->groups->weight[to] = points->weight[i];
    }
}

static void move(const moving *m, int threads)
{
#pragma omp parallel num_threads(threads)
    {
        const size_t i = (size_t)omp_get_thread_num(), parts = (size_t)omp_get_num_threads();
        const cm__span part = cm__points_part(m->points->count, i, parts);
        count_part(m, m->next + i * m->by->count, part);
#pragma omp barrier
#pragma omp single
        add_up(m, parts);
        move_part(m, m->next + i * m->by->count, part);
    }
}

cm_status cm__groups_fill(cm__groups *out, const cm_points *points, const cm__grouping *by,
                          int threads)
{
    const int crew = cm__points_threads(points->count, threads);
    const size_t room = points->count > 0 ? points->count : 1;
    cm__groups groups = {0};
    moving m = {.groups = &groups, .points = points, .by = by};
    cm_status status = cm__array_grow(&groups.first, by->count + 1, sizeof *groups.first);

    if (!status)
        status = cm__array_grow(&groups.at, room, sizeof *groups.at);
    if (!status && points->weight)
        status = cm__array_grow(&groups.weight, room, sizeof *groups.weight);
    if (!status)
        status = cm__array_grow(&m.group, room, sizeof *m.group);
    if (!status)
        status = cm__array_grow(&m.next, by->count * (size_t)crew, sizeof *m.next);
    if (status)
        goto done;
    move(&m, crew);
    *out = groups;
    groups = (cm__groups){0};
done:
    cm__array_free(&m.next);
    cm__array_free(&m.group);
    cm__groups_clear(&groups);
    return status;
}
