/* test_distance_share.c - tests layers/distance_share.c. */
#include "layers/distance_job.h"
#include "tests/distance_fixture.h"

enum { TASKS = 500 };

/* The tasks count themselves in the grid's values; one of them may fail. */
typedef struct own {
    int32_t done;
} own;

static cm_status count_task(const cm__distance_job *job, size_t i, void *scratch)
{
    ((own *)scratch)->done++;
    job->values[i] += 1;
    return job->max_m == (double)i ? CM_ERR_NOMEM : CM_OK;
}

static void forget(void *scratch)
{
    CHECK(((own *)scratch)->done >= 0);
}

typedef struct listener {
    int calls, stop_after;
    double last;
    bool falls;
} listener;

static bool listen(void *context, double share)
{
    listener *const of = context;

    of->falls = of->falls || share < of->last;
    of->last = share;
    return ++of->calls <= of->stop_after;
}

static const cm__distance_task task = {TASKS, sizeof(own), count_task, forget, 0.25, 0.75};

TEST(runs_every_task_once)
{
    for (int threads = 0; threads <= 9; threads += 3) {
        float values[TASKS] = {0};
        const cm__distance_job job = {.values = values, .max_m = -1};
        cm_distance_options options = CM_DISTANCE_OPTIONS_INIT;
        listener of = {.stop_after = 1000};
        options.threads = threads;
        options.progress = (cm_progress){listen, &of};
        CHECK(cm__distance_share(&task, &job, &options) == CM_OK);
        for (int i = 0; i < TASKS; i++)
            CHECK(values[i] == 1);
        CHECK(of.calls > 0 && !of.falls && of.last >= 0.25 && of.last <= 0.75);
    }
    CHECK(cm__memory_live() == 0);
}

TEST(stops_when_it_is_told_to_and_when_a_task_fails)
{
    float values[TASKS] = {0};
    cm__distance_job job = {.values = values, .max_m = -1};
    cm_distance_options options = CM_DISTANCE_OPTIONS_INIT;
    listener of = {.stop_after = 10};
    double done = 0;

    options.threads = 1;
    options.progress = (cm_progress){listen, &of};
    CHECK(cm__distance_share(&task, &job, &options) == CM_ERR_STOPPED);
    CHECK(strcmp(cm_error_text(), "the distances were stopped") == 0 && of.calls == 11);
    of.stop_after = 1000;
    job.max_m = 20;
    CHECK(cm__distance_share(&task, &job, &options) == CM_ERR_NOMEM);
    for (int i = 0; i < TASKS; i++)
        done += (double)values[i];
    CHECK(done == 10 + 21 && cm__memory_live() == 0);
}

TEST(passes_on_that_there_is_no_memory)
{
    float values[TASKS] = {0};
    const cm__distance_job job = {.values = values, .max_m = -1};
    cm_distance_options options = CM_DISTANCE_OPTIONS_INIT;

    options.threads = 1;
    cm__memory_fail_at(1, false);
    CHECK(cm__distance_share(&task, &job, &options) == CM_ERR_NOMEM);
    cm__memory_fail_at(0, false);
    CHECK(values[0] == 0 && cm__memory_live() == 0);
}

TEST_MAIN(RUN(runs_every_task_once); RUN(stops_when_it_is_told_to_and_when_a_task_fails);
          RUN(passes_on_that_there_is_no_memory))
