/* test_density_watch.c - tests layers/density_watch.c. */
#include "layers/density_watch.h"
#include "tests/test.h"
#include <omp.h>

typedef struct listener {
    int steps, stop_after, strangers;
    double share;
} listener;

static bool listen(void *context, double share)
{
    listener *const who = context;

    who->strangers += omp_get_thread_num() != 0;
    who->share = share;
    return ++who->steps != who->stop_after;
}

TEST(tells_the_share_that_is_done)
{
    listener who = {0};
    const cm_progress progress = {listen, &who};
    cm__watch watch = {.progress = &progress, .all = 8};

    CHECK(cm__watch_go_on(&watch) && who.share == 0);
    cm__watch_count(&watch, 2);
    CHECK(cm__watch_go_on(&watch) && who.share == 0.25);
    watch.all = 0;
    CHECK(cm__watch_go_on(&watch) && who.share == 0 && who.steps == 3);
}

TEST(needs_nobody_to_listen)
{
    const cm_progress none = {NULL, NULL};
    cm__watch deaf = {.progress = NULL}, silent = {.progress = &none};

    CHECK(cm__watch_go_on(&deaf) && cm__watch_go_on(&silent));
    deaf.stopped = true;
    CHECK(!cm__watch_go_on(&deaf));
}

TEST(stops_all_threads_and_is_asked_by_one)
{
    listener who = {.stop_after = 5};
    const cm_progress progress = {listen, &who};
    cm__watch watch = {.progress = &progress, .all = 1000};

#pragma omp parallel num_threads(3)
    while (cm__watch_go_on(&watch))
        cm__watch_count(&watch, 1);
    CHECK(watch.stopped && who.steps == 5 && who.strangers == 0);
    CHECK(!cm__watch_go_on(&watch));
}

TEST_MAIN(RUN(tells_the_share_that_is_done), RUN(needs_nobody_to_listen),
          RUN(stops_all_threads_and_is_asked_by_one))
