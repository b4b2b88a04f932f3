/* fuzz_gazetteer.c - a small gazetteer with bytes of it changed, moved or cut, opened and asked.
 *
 * The input is a list of changes, five bytes each: what to do, where (two bytes), and two bytes
 * more for it. */
#include "geo/base_memory.h"
#include "tests/gazetteer_fixture.h"
#include <fcntl.h>
#include <stdint.h>
#include <sys/mman.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { FILE_MAX = 1 << 17, CHANGE = 5 };

static unsigned char whole[FILE_MAX];

static void must(bool good)
{
    if (!good || test_failures > 0)
        abort();
}

static size_t make_gazetteer(void)
{
    const int here = open(".", O_RDONLY | O_DIRECTORY); /* the corpus may have a relative path */
    size_t length;
    FILE *file;

    test_now = "the small gazetteer";
    enter_folder();
    cm_gazetteer_destroy(open_small());
    file = fopen("small.gaz", "r");
    length = file ? fread(whole, 1, sizeof whole, file) : 0;
    must(length > 0 && length < sizeof whole && fclose(file) == 0);
    leave_folder((const char *const[]){"small.csv", "small.gaz", NULL});
    must(here >= 0 && fchdir(here) == 0 && close(here) == 0);
    return length;
}

/* Applies one change; returns the file's length after it. */
static size_t change(unsigned char *bytes, size_t length, const uint8_t *order)
{
    const size_t at = ((size_t)order[1] << 8 | order[2]) % (length ? length : 1);
    const size_t other = ((size_t)order[3] << 8 | order[4]) % (length ? length : 1);
    const size_t most = length - (at > other ? at : other);

    switch (order[0] % 5) {
    case 0: bytes[at] = order[3]; break;
    case 1: bytes[at] ^= (unsigned char)(1U << order[3] % 8); break;
    case 2: memmove(bytes + at, bytes + other, most < 64 ? most : 64); break;
    case 3: memset(bytes + at, order[3], most < order[4] ? most : order[4]); break;
    default: return order[3] % 8 == 0 ? at : length;
    }
    return length;
}

static void ask(const char *path)
{
    static const char *const addresses[] = {"岩手県奥州市水沢佐倉河字道下1", "府中市本町",
                                            "川原代町5", "札幌市大通西3", "越谷市蒲生西町"};
    cm_gazetteer *gazetteer = NULL;
    cm_status status = cm_gazetteer_open(&gazetteer, path);

    must((status == CM_OK) == (gazetteer != NULL));
    for (size_t i = 0; gazetteer && i < sizeof addresses / sizeof *addresses; i++) {
        cm_geocode_answer answer;
        cm_table candidates = {0};
        status = cm_geocode_address(&answer, gazetteer, addresses[i], &candidates);
        must(status != CM_ERR_NOMEM);
        if (!status) {
            must(answer.score >= 0 && answer.score <= 1 && strlen(answer.town) <= 1000);
            must(isnan(answer.place.lon_deg) ||
                 (fabs(answer.place.lon_deg) <= 180 && fabs(answer.place.lat_deg) <= 90));
        }
        cm_table_clear(&candidates);
    }
    for (size_t i = 0; gazetteer && i < 2; i++) {
        cm_geocode_answer answer;
        double distance_m = 0;
        status = cm_geocode_near(&answer, &distance_m, gazetteer,
                                 (cm_lonlat){141.35 - 6 * (double)i, 43.06 - 8 * (double)i});
        must(status != CM_ERR_NOMEM && (status || isnan(distance_m) || distance_m >= 0));
    }
    cm_gazetteer_destroy(gazetteer);
    must(cm__memory_live() == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static unsigned char bytes[FILE_MAX];
    static size_t whole_length;
    char path[64];
    size_t length;
    int fd;

    if (whole_length == 0)
        whole_length = make_gazetteer();
    length = whole_length;
    memcpy(bytes, whole, length);
    for (size_t i = 0; i + CHANGE <= size && i < 40 * CHANGE; i += CHANGE)
        length = change(bytes, length, data + i);
    fd = memfd_create("gazetteer", MFD_CLOEXEC);
    must(fd >= 0 && write(fd, bytes, length) == (ssize_t)length);
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    ask(path);
    must(close(fd) == 0);
    return 0;
}
