/* geocode_cases.h - addresses and what they must give, as rows that the tests share. */
#ifndef GEOCODE_CASES_H
#define GEOCODE_CASES_H

#include "tests/gazetteer_fixture.h"

typedef struct geocode_case {
    const char *why, *address;
    const char *want; /* prefecture city town */
    const char *rest;
    int sure; /* 1: score 0.9 or more; 0: below; -1: does not matter */
} geocode_case;

static inline void check_case(cm_gazetteer *gazetteer, const geocode_case *row)
{
    cm_geocode_answer answer;
    char got[512];

    test_now = row->why;
    CHECK(cm_geocode_address(&answer, gazetteer, row->address, NULL) == CM_OK);
    snprintf(got, sizeof got, "%s %s %s", answer.prefecture, answer.city, answer.town);
    if (strcmp(got, row->want) != 0 || (row->rest && strcmp(answer.rest, row->rest) != 0))
        printf("%s: %s, rest %s, score %.2f, %s\n", row->address, got, answer.rest, answer.score,
               answer.reason);
    CHECK(strcmp(got, row->want) == 0);
    if (row->rest)
        CHECK(strcmp(answer.rest, row->rest) == 0);
    if (row->sure >= 0)
        CHECK((answer.score >= 0.9) == (row->sure == 1));
    CHECK(answer.score >= 0 && answer.score <= 1);
}

#define CHECK_CASES(gazetteer, rows)                                                               \
    do                                                                                             \
        for (size_t case_i = 0; case_i < sizeof(rows) / sizeof *(rows); case_i++)                  \
            check_case(gazetteer, &(rows)[case_i]);                                                \
    while (0)

#endif
