/* test_geocode_session.c - tests geo/geocode_session.c: several threads and one gazetteer. */
#include "geo/base_memory.h"
#include "geo/gazetteer_file.h"
#include "tests/gazetteer_fixture.h"
#include <pthread.h>

enum { THREADS = 4, ROUNDS = 200 };

static const char *const addresses[] = {
    "北海道江別市文京台11",
    "奥州市水沢佐倉河字道下12-3",
    "府中市",
    "山本町1",
    "本町一丁目",
    "札幌市中央区北3西4-7",
    "越谷市蒲生茜町9-3",
    "越谷市蒲生赤町9-3",
    "龍ケ崎市川原代町5",
    "京都市中京区烏丸通丸太町上る山本町2",
    "",
    "どこでもない",
};
enum { ADDRESSES = sizeof addresses / sizeof *addresses };

typedef struct asker {
    cm__geocode_session session;
    size_t shift, wrong;
    char (*want)[512];
    pthread_t thread;
} asker;

static void spell(char out[512], const cm_geocode_answer *answer)
{
    snprintf(out, 512, "%s|%s|%s|%s|%s|%s|%d|%d|%zu|%.17g|%.17g|%.17g", answer->prefecture,
             answer->city, answer->town, answer->block, answer->rest, answer->reason,
             (int)answer->match_level, (int)answer->coord_level, answer->candidates, answer->score,
             answer->place.lon_deg, answer->place.lat_deg);
}

static void *ask_all(void *context)
{
    asker *const a = context;
    cm_geocode_answer answer;
    char got[512];

    for (size_t i = 0; i < ROUNDS * ADDRESSES; i++) {
        const size_t which = (i + a->shift) % ADDRESSES;
        if (cm__geocode_ask(&answer, &a->session, addresses[which], 0, NULL)) {
            a->wrong++;
            continue;
        }
        spell(got, &answer);
        a->wrong += strcmp(got, a->want[which]) != 0;
    }
    return NULL;
}

TEST(answers_several_threads_as_it_answers_one)
{
    static char want[ADDRESSES][512];
    cm_gazetteer *gazetteer = open_small();
    cm_geocode_answer answer;
    asker askers[THREADS] = {{.shift = 0}};

    for (size_t i = 0; i < ADDRESSES; i++) {
        CHECK(cm_geocode_address(&answer, gazetteer, addresses[i], NULL) == CM_OK);
        spell(want[i], &answer);
    }
    cm_gazetteer_destroy(gazetteer);
    CHECK(cm_gazetteer_open(&gazetteer, "small.gaz") == CM_OK); /* no town is read yet */
    for (size_t i = 0; i < THREADS; i++) {
        askers[i].shift = i * (ADDRESSES / THREADS);
        askers[i].want = want;
        CHECK(cm__geocode_session_init(&askers[i].session, gazetteer) == CM_OK);
        CHECK(pthread_create(&askers[i].thread, NULL, ask_all, &askers[i]) == 0);
    }
    for (size_t i = 0; i < THREADS; i++) {
        CHECK(pthread_join(askers[i].thread, NULL) == 0);
        CHECK(askers[i].wrong == 0);
        cm__geocode_session_clear(&askers[i].session);
    }
    cm_gazetteer_destroy(gazetteer);
}

TEST(keeps_the_answers_of_two_sessions_apart)
{
    cm_gazetteer *const gazetteer = open_small();
    cm__geocode_session sessions[2];
    cm_geocode_answer answers[2];

    for (size_t i = 0; i < 2; i++)
        CHECK(cm__geocode_session_init(&sessions[i], gazetteer) == CM_OK);
    CHECK(cm__geocode_ask(&answers[0], &sessions[0], "府中市", 0, NULL) == CM_OK);
    CHECK(cm__geocode_ask(&answers[1], &sessions[1], "江別市元野幌", 0, NULL) == CM_OK);
    CHECK(strncmp(answers[0].reason, "tie: ", 5) == 0);
    CHECK(strncmp(answers[1].reason, "no_town: ", 9) == 0);
    for (size_t i = 0; i < 2; i++)
        cm__geocode_session_clear(&sessions[i]);
    cm_gazetteer_destroy(gazetteer);
    CHECK(cm__memory_live() == 0);
}

TEST(survives_every_failed_allocation)
{
    for (size_t nth = 1;; nth++) {
        cm__geocode_session session;
        cm__memory_fail_at(nth, false);
        const cm_status status = cm__geocode_session_init(&session, NULL);
        const bool over = cm__memory_fail_at(0, false) < nth;
        CHECK(status == (over ? CM_OK : CM_ERR_NOMEM));
        cm__geocode_session_clear(&session);
        CHECK(cm__memory_live() == 0);
        if (over)
            break;
    }
}

TEST_MAIN(enter_folder(), RUN(keeps_the_answers_of_two_sessions_apart),
          RUN(survives_every_failed_allocation), RUN(answers_several_threads_as_it_answers_one),
          leave_folder((const char *const[]){"small.csv", "small.gaz", NULL}))
