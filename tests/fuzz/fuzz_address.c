/* fuzz_address.c - any bytes as an address, against a small gazetteer. */
#include "geo/address_tokens.h"
#include "geo/base_memory.h"
#include "tests/gazetteer_fixture.h"
#include <fcntl.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* CHECK of the fixture only counts: here a check that fails must stop the run. */
static void must(bool good)
{
    if (!good || test_failures > 0)
        abort();
}

static cm_gazetteer *make_gazetteer(void)
{
    const int here = open(".", O_RDONLY | O_DIRECTORY); /* the corpus may have a relative path */
    cm_gazetteer *gazetteer;

    test_now = "the small gazetteer";
    enter_folder();
    gazetteer = open_small();
    leave_folder((const char *const[]){"small.csv", "small.gaz", NULL});
    must(gazetteer != NULL && here >= 0 && fchdir(here) == 0 && close(here) == 0);
    return gazetteer;
}

/* ASCII as its full-width forms: the same address. */
static void widen(char *out, const char *text)
{
    for (; *text; text++) {
        const unsigned char c = (unsigned char)*text;
        if (c > ' ' && c < 0x7F) {
            *out++ = '\xEF';
            *out++ = c < 0x60 ? '\xBC' : '\xBD';
            *out++ = (char)(c < 0x60 ? c + 0x60 : c + 0x20);
        } else {
            *out++ = *text;
        }
    }
    *out = '\0';
}

static void check_answer(const cm_geocode_answer *answer, const char *address)
{
    must(answer->score >= 0 && answer->score <= 1);
    must(answer->rest >= address && answer->rest <= address + strlen(address));
    must(answer->match_level <= CM_LEVEL_TOWN && answer->coord_level <= answer->match_level);
    must((answer->coord_level == CM_LEVEL_NONE) == (isnan(answer->place.lon_deg) != 0));
    must((answer->candidates > 1) == (strncmp(answer->reason, "tie", 3) == 0));
    must(answer->candidates < 2 || answer->score <= 0.5);
}

static void check_tokens(const char *address)
{
    static cm__address_fold *fold;
    static cm__address_text text;

    must(fold || cm__address_fold_create(&fold) == CM_OK);
    cm__address_read(&text, fold, address, strlen(address));
    for (size_t i = 0; i < text.count; i++) {
        must(text.tokens[i].start < text.tokens[i].end);
        must(i == 0 || text.tokens[i].start >= text.tokens[i - 1].end);
        must(text.tokens[i].end <= strlen(address));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static cm_gazetteer *gazetteer;
    static char address[CM__ADDRESS_MAX + 1], wide[3 * CM__ADDRESS_MAX + 1];
    cm_geocode_answer answer, again;
    cm_table candidates = {0};
    char town[256];

    if (!gazetteer)
        gazetteer = make_gazetteer();
    size = size < CM__ADDRESS_MAX ? size : CM__ADDRESS_MAX;
    if (size > 0)
        memcpy(address, data, size);
    address[size] = '\0';
    check_tokens(address);
    must(cm_geocode_address(&answer, gazetteer, address, &candidates) == CM_OK);
    check_answer(&answer, address);
    must(candidates.row_count == (answer.candidates > 1 ? answer.candidates : 0));
    cm_table_clear(&candidates);
    snprintf(town, sizeof town, "%s %s %s", answer.prefecture, answer.city, answer.town);
    widen(wide, address);
    must(cm_geocode_address(&again, gazetteer, wide, NULL) == CM_OK);
    if (strlen(wide) <= CM__ADDRESS_MAX) {
        char same[256];
        snprintf(same, sizeof same, "%s %s %s", again.prefecture, again.city, again.town);
        must(strcmp(town, same) == 0);
    }
    return 0;
}
