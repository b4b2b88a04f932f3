/* test_web_digest.c - tests output/web_digest.c. */
#include "output/web_digest.h"
#include "tests/test.h"

TEST(digests_are_those_of_other_programs)
{
    static const struct {
        size_t count; /* of letters a */
        const char *want;
    } rows[] = {
        {0, "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="},
        {55, "sha256-n0OQ+NMMLdkuyfCVtl4rmumwqSWlJY4kHJ8ekQ9zQxg="},
        {56, "sha256-s1Q5pKxvCUi21vnjxq8PX1kM4g8b3nCQ73lwaG7Gc4o="},
        {63, "sha256-fT50oF19sVvOStnsBljqmOPwbu7PFrTG//LaRX3cLzQ="},
        {64, "sha256-/+B"
             "U/nrgy23GXDr5th1SCfQ5hR20PQulmXM33xVGaOs="},
        {65, "sha256-Y1NhxIu56rFBmOduqKt/GkFoXWrWKqkUbTAdTxfrCuA="},
        {119, "sha256-MeulHDE6XAgiat8Y1KNZz9/Y0ugWsT9K+VL36mWE3Ps="},
        {120, "sha256-Lz0zVDLHC1gK8Ojhs2dKfAINaDql9zqq7f3FWvkEwhw="},
        {100000, "sha256-bRzyLXzAmwhd/CXuGh864CZYBMYHvCB0rSU7zIL9ge4="},
    };
    static char letters[100000];
    char digest[CM__DIGEST_MAX];

    memset(letters, 'a', sizeof letters);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_now = rows[i].want;
        cm__digest_print(digest, letters, rows[i].count);
        CHECK(strcmp(digest, rows[i].want) == 0);
    }
    cm__digest_print(digest, "abc", 3); /* FIPS 180-4's own example */
    CHECK(strcmp(digest, "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=") == 0);
}

TEST_MAIN(RUN(digests_are_those_of_other_programs))
