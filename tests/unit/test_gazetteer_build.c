/* test_gazetteer_build.c - tests geo/gazetteer_build.c. */
#include "geo/base_memory.h"
#include "tests/gazetteer_fixture.h"
#include <signal.h>
#include <sys/resource.h>
#include <time.h>

static const char *data;

static bool is_same_file(const char *a, const char *b)
{
    char command[256];

    snprintf(command, sizeof command, "cmp -s '%s' '%s'", a, b);
    return system(command) == 0;
}

static cm_geocode_answer find(const char *path, const char *address)
{
    static cm_gazetteer *gazetteer;
    cm_geocode_answer answer = {0};

    cm_gazetteer_destroy(gazetteer); /* of the call before: the answer borrows from it */
    gazetteer = NULL;
    if (!path)
        return answer;
    CHECK(cm_gazetteer_open(&gazetteer, path) == CM_OK);
    CHECK(cm_geocode_address(&answer, gazetteer, address, NULL) == CM_OK);
    return answer;
}

TEST(writes_the_same_bytes_each_time)
{
    write_text("a.csv", small_table);
    CHECK(build_from("a.gaz", "a.csv") == CM_OK && build_from("b.gaz", "a.csv") == CM_OK);
    CHECK(is_same_file("a.gaz", "b.gaz"));
}

TEST(counts_what_it_wrote)
{
    cm_gazetteer_report report = {0};
    cm_table rejects = {0};
    const char *const sources[] = {"a.csv", "b.csv"};

    write_text("b.csv", "pref,city,town,koaza,lat,lng\n東京都,港区,芝,,95,1\n東京都,港区,芝,,,\n");
    CHECK(cm_gazetteer_build("a.gaz", sources, 2, NULL, &rejects, &report) == CM_OK);
    CHECK(report.rows == 17 && report.rejected == 1 && rejects.row_count == 1);
    CHECK(report.prefectures == 8 && report.cities == 11 && report.towns == 15);
    CHECK(report.koaza == 2 && report.without_place == 2);
    cm_table_clear(&rejects);
}

TEST(places_a_town_by_its_row_else_by_its_koaza)
{
    static const struct {
        const char *why, *rows;
        double lat, lon; /* 0: unknown */
    } cases[] = {
        {"its own row", "東京都,港区,芝,,35.5,139.5\n東京都,港区,芝,甲,35.9,139.9\n", 35.5, 139.5},
        {"the mean of its koaza", "東京都,港区,芝,甲,35.2,139.2\n東京都,港区,芝,乙,35.4,139.4\n",
         35.3, 139.3},
        {"its own row has no place", "東京都,港区,芝,,,\n東京都,港区,芝,甲,35.2,139.2\n", 35.2,
         139.2},
        {"none has", "東京都,港区,芝,,,\n東京都,港区,芝,甲,,\n", 0, 0},
        {"a later row refines", "東京都,港区,芝,,35.5,139.5\n東京都,港区,芝,,35.6,139.6\n", 35.6,
         139.6},
        {"a later row without place does not", "東京都,港区,芝,,35.5,139.5\n東京都,港区,芝,,,\n",
         35.5, 139.5},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[512];
        test_now = cases[i].why;
        snprintf(text, sizeof text, "pref,city,town,koaza,lat,lng\n%s", cases[i].rows);
        write_text("a.csv", text);
        CHECK(build_from("a.gaz", "a.csv") == CM_OK);
        const cm_geocode_answer answer = find("a.gaz", "東京都港区芝1-2");
        CHECK(strcmp(answer.town, "芝") == 0);
        CHECK((answer.coord_level == CM_LEVEL_TOWN) == (cases[i].lat > 0));
        if (cases[i].lat > 0) {
            CHECK_NEAR(answer.place.lat_deg, cases[i].lat, 1e-7);
            CHECK_NEAR(answer.place.lon_deg, cases[i].lon, 1e-7);
        }
    }
}

TEST(lets_later_sources_refine_earlier_ones)
{
    const char *const sources[] = {"a.csv", "b.csv"};

    write_text("a.csv", "pref,city,town,koaza,lat,lng\n東京都,港区,芝,,35.5,139.5\n"
                        "東京都,港区,三田,,35.1,139.1\n");
    write_text("b.csv", "都道府県名,市区町村名,大字町丁目名,小字・通称名,緯度,経度\n"
                        "東京都,港区,芝,,35.6,139.6\n");
    CHECK(cm_gazetteer_build("a.gaz", sources, 2, NULL, NULL, NULL) == CM_OK);
    CHECK(find("a.gaz", "東京都港区芝").place.lat_deg == 35.6);
    CHECK(find("a.gaz", "東京都港区三田").place.lat_deg == 35.1);
}

TEST(keeps_the_old_file_on_any_failure)
{
    const char *const none[] = {"none.csv"}, *const good[] = {"a.csv"};
    cm_gazetteer_build_options options = CM_GAZETTEER_BUILD_OPTIONS_INIT;

    write_text("a.csv", small_table);
    CHECK(build_from("a.gaz", "a.csv") == CM_OK && build_from("b.gaz", "a.csv") == CM_OK);
    CHECK(cm_gazetteer_build("a.gaz", none, 1, NULL, NULL, NULL) == CM_ERR_IO);
    CHECK(cm_gazetteer_build("a.gaz", good, 0, &options, NULL, NULL) == CM_ERR_FORMAT);
    CHECK(cm_gazetteer_build("none/a.gaz", good, 1, NULL, NULL, NULL) == CM_ERR_IO);
    CHECK(is_same_file("a.gaz", "b.gaz"));
}

TEST(keeps_the_old_file_when_the_disk_is_full)
{
    static const rlim_t sizes[] = {0, 1000, 8192, 20000, 40000};
    const struct rlimit none = {RLIM_INFINITY, RLIM_INFINITY};

    write_text("a.csv", small_table);
    CHECK(build_from("a.gaz", "a.csv") == CM_OK && build_from("b.gaz", "a.csv") == CM_OK);
    signal(SIGXFSZ, SIG_IGN); /* so that a write says EFBIG */
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        const struct rlimit limit = {sizes[i], RLIM_INFINITY};
        CHECK(setrlimit(RLIMIT_FSIZE, &limit) == 0);
        const cm_status status = build_from("a.gaz", "a.csv");
        CHECK(setrlimit(RLIMIT_FSIZE, &none) == 0);
        CHECK(status == CM_ERR_IO && is_same_file("a.gaz", "b.gaz"));
    }
}

static bool stop_at(void *context, double share)
{
    return share < *(const double *)context;
}

TEST(stops_when_it_is_told_to)
{
    cm_gazetteer_build_options options = CM_GAZETTEER_BUILD_OPTIONS_INIT;
    const char *const sources[] = {"a.csv"};
    double shares[] = {0.3, 0.4, 1};

    write_text("a.csv", small_table);
    CHECK(build_from("a.gaz", "a.csv") == CM_OK && build_from("b.gaz", "a.csv") == CM_OK);
    options.created = "2024-01-31";
    options.progress.step = stop_at;
    for (size_t i = 0; i < sizeof shares / sizeof *shares; i++) {
        options.progress.context = &shares[i];
        CHECK(cm_gazetteer_build("a.gaz", sources, 1, &options, NULL, NULL) == CM_ERR_STOPPED);
        CHECK(is_same_file("a.gaz", "b.gaz"));
    }
}

TEST(survives_every_failed_allocation)
{
    const char *const sources[] = {"a.csv"};
    size_t count;

    write_text("a.csv", small_table);
    CHECK(build_from("a.gaz", "a.csv") == CM_OK && build_from("b.gaz", "a.csv") == CM_OK);
    cm__memory_fail_at(0, false);
    CHECK(build_from("b.gaz", "a.csv") == CM_OK);
    count = cm__memory_fail_at(0, false);
    for (size_t nth = 1; nth <= count; nth++)
        for (int for_ever = 0; for_ever <= 1; for_ever++) {
            cm_table rejects = {0};
            cm__memory_fail_at(nth, for_ever);
            CHECK(cm_gazetteer_build("a.gaz", sources, 1, NULL, &rejects, NULL) == CM_ERR_NOMEM);
            cm__memory_fail_at(0, false);
            CHECK(rejects.row_count == 0);
            cm_table_clear(&rejects);
            CHECK(cm__memory_live() == 0);
        }
    CHECK(is_same_file("a.gaz", "b.gaz"));
}

TEST(builds_all_japan_in_time_and_size)
{
    struct stat found;
    clock_t start;

    if (!data)
        return;
    CHECK(unpack(data, "gazetteer/japan_towns.csv.xz", "japan.csv"));
    start = clock();
    CHECK(build_from("japan.gaz", "japan.csv") == CM_OK);
    printf("all Japan: %.2f s", (double)(clock() - start) / CLOCKS_PER_SEC);
    CHECK(stat("japan.gaz", &found) == 0 && found.st_size <= 25 * 1000 * 1000);
    printf(", %.1f MB\n", (double)found.st_size / 1e6);
}

TEST_MAIN(data = find_data("the build of all Japan"), enter_folder(),
          RUN(writes_the_same_bytes_each_time), RUN(counts_what_it_wrote),
          RUN(places_a_town_by_its_row_else_by_its_koaza),
          RUN(lets_later_sources_refine_earlier_ones), RUN(keeps_the_old_file_on_any_failure),
          RUN(keeps_the_old_file_when_the_disk_is_full), RUN(stops_when_it_is_told_to),
          find(NULL, NULL), RUN(survives_every_failed_allocation),
          RUN(builds_all_japan_in_time_and_size),
          leave_folder((const char *const[]){"a.csv", "b.csv", "a.gaz", "b.gaz", "japan.csv",
                                             "japan.gaz", NULL}))
