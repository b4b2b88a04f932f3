/* map_label.c - finds a place for every label: search, not first come, first served. */
#include "output/map_label.h"
#include "geo/base_error.h"
#include "output/map_label_search.h"
#include <clustermap/table.h>

#define LABELS_MAX 20000

static void write_place(cm__label_place *out, const cm__label_state *state, size_t label)
{
    const size_t option = state->now[label];

    *out = (cm__label_place){.placed = option != CM_ABSENT};
    if (!out->placed)
        return;
    const cm__label_shape shape = cm__label_state_shape(state, label, option);
    out->at = cm__label_baseline(&state->problem->labels[label], &shape.box);
    out->ink_mm = shape.box;
    out->has_leader = shape.has_leader;
    out->leader_from = shape.leader.from;
    out->leader_to = shape.leader.to;
}

cm_status cm__labels_place(cm__label_place *out, const cm__label_problem *problem)
{
    cm__label_state state = {0};
    cm_status status;

    if (problem->label_count > LABELS_MAX)
        return cm__fail(CM_ERR_LIMIT, "%zu labels on one page are over %d", problem->label_count,
                        LABELS_MAX);
    status = cm__label_state_build(&state, problem);
    if (!status)
        status = cm__label_search(&state);
    for (size_t i = 0; !status && i < problem->label_count; i++)
        write_place(&out[i], &state, i);
    cm__label_state_clear(&state);
    return status;
}
