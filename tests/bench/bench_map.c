/* bench_map.c - whole runs of `clustermap map`, from the start of the process to the file on disk:
 * processor time, most memory, size of the file, beside what is asked of them. */
#include "tests/bench/bench_process.h"
#include "tests/bench/city_points.h"
#include <limits.h>
#include <sys/stat.h>

enum { RUNS = 5, COAST_DEPTH = 18, ISLANDS = 1400, ISLAND_DEPTH = 6 };

typedef struct work {
    const char *name;
    const char *input;                /* must be there */
    const char *output;               /* in the bench's folder */
    double cpu_s, memory_mb, file_mb; /* asked; 0: nothing */
    const char *peer;                 /* the peer's members and outlines; NULL: none */
} work;

static double file_mb(const char *path)
{
    struct stat found;

    return stat(path, &found) == 0 ? 1e-6 * (double)found.st_size : 0;
}

/* "0.412 (asked 0.50)", "0.612 (asked 0.50: MISSED)" */
static void tell_figure(double found, double asked, const char *unit)
{
    printf("  %7.2f %s", found, unit);
    if (asked > 0)
        printf(" (asked %g%s)", asked, found <= asked ? "" : ": MISSED");
}

static bool has(const char *command)
{
    char line[200];

    snprintf(line, sizeof line, "%s >/dev/null 2>&1", command);
    return system(line) == 0;
}

/* The same members and outlines on a sheet by QGIS. */
static void run_peer(const work *w)
{
    char command[1000];

    if (!w->peer || !has("/usr/bin/python3 -c 'import qgis.core'"))
        return;
    snprintf(command, sizeof command,
             "/usr/bin/python3 \"$PEERS\"/peer_map_qgis.py \"$PWD\"/%s qgis.%s", w->peer,
             strrchr(w->output, '.') + 1);
    const bench_cost c = bench_measure(command, RUNS, 3);
    printf("%-24s  %7.2f CPU s  %7.2f MB most%s\n", "  by QGIS", c.cpu_s, c.memory_mb,
           c.is_good ? "" : "  failed");
    fflush(stdout);
}

static void tell_absent(void)
{
    static const char *const peers[][2] = {{"QGIS", "/usr/bin/python3 -c 'import qgis.core'"},
                                           {"Mapnik", "/usr/bin/python3 -c 'import mapnik'"},
                                           {"GMT", "command -v gmt"}};

    for (size_t i = 0; i < sizeof peers / sizeof *peers; i++)
        printf("%s: %s\n", peers[i][0],
               !has(peers[i][1]) ? "absent"
               : i == 0          ? "measured"
                                 : "here, but not measured");
}

static void run(const work *w)
{
    char command[1000];

    if (access(w->input, R_OK) != 0) {
        printf("%-24s skipped: %s is absent\n", w->name, w->input);
        return;
    }
    snprintf(command, sizeof command, "\"$CLUSTERMAP\" map %s -q -o %s", w->input, w->output);
    const bench_cost c = bench_measure(command, RUNS, 3);
    CHECK(c.is_good);
    printf("%-24s", w->name);
    tell_figure(c.cpu_s, w->cpu_s, "CPU s");
    tell_figure(c.memory_mb, w->memory_mb, "MB most");
    tell_figure(file_mb(w->output), w->file_mb, "MB file");
    printf("%s\n", c.is_good ? "" : "  failed");
    fflush(stdout);
    run_peer(w);
}

/* ---- inputs ---- */

/* Round the city's middle, in degrees of about its latitude: the same for coast and firms. */
static void print_place(FILE *file, double x, double y)
{
    fprintf(file, "%.7f,%.7f", 141.35 + (x - CITY_X_MIN - CITY_SIDE_M / 2) / 81500,
            43.06 + (y - CITY_Y_MIN - CITY_SIDE_M / 2) / 111100);
}

static const char *const syllables[] = {"北", "札", "幌", "電", "算", "情", "報", "通",
                                        "信", "技", "研", "開", "発", "産", "業", "工"};

static void print_name(FILE *file, uint64_t *seed)
{
    const size_t length = 3 + (size_t)(5 * random_share(seed));

    for (size_t i = 0; i < length; i++)
        fputs(syllables[(size_t)(16 * random_share(seed))], file);
}

static void write_members(const char *path, size_t count, bool named)
{
    static const char *const types[] = {"enterprise", "enterprise", "university", "fund"};
    cm_points points = city_settle(count);
    FILE *const file = fopen(path, "w");
    uint64_t seed = 7;

    CHECK(file != NULL);
    if (file) {
        fprintf(file, named ? "id,name,type,lon,lat\n" : "id,type,lon,lat\n");
        for (size_t i = 0; i < count; i++) {
            fprintf(file, "%zu,", i + 1);
            if (named)
                print_name(file, &seed);
            fprintf(file, "%s%s,", named ? "," : "", types[i % 4]);
            print_place(file, points.x[i], points.y[i]);
            fprintf(file, "\n");
        }
        CHECK(fclose(file) == 0);
    }
    cm_points_clear(&points);
}

/* Midpoints displaced across their chord, as a coast's are: 2^depth vertices from a to before b. */
static void print_coast(FILE *file, cm_point a, cm_point b, int depth, uint64_t *seed)
{
    if (depth == 0) {
        fprintf(file, "[");
        print_place(file, a.x, a.y);
        fprintf(file, "],");
        return;
    }
    const double aside = 0.5 * (random_share(seed) - 0.5);
    const cm_point middle = {(a.x + b.x) / 2 + aside * (b.y - a.y),
                             (a.y + b.y) / 2 - aside * (b.x - a.x)};
    print_coast(file, a, middle, depth - 1, seed);
    print_coast(file, middle, b, depth - 1, seed);
}

/* A square whose four sides are coasts. */
static void print_island(FILE *file, cm_point low, double side_m, int depth, uint64_t *seed)
{
    const cm_point corners[] = {{low.x, low.y},
                                {low.x + side_m, low.y},
                                {low.x + side_m, low.y + side_m},
                                {low.x, low.y + side_m},
                                {low.x, low.y}};

    fprintf(file, "[[");
    for (int i = 0; i < 4; i++)
        print_coast(file, corners[i], corners[i + 1], depth - 2, seed);
    fprintf(file, "[");
    print_place(file, low.x, low.y);
    fprintf(file, "]]]");
}

/* 2^18 vertices of a main island and 1,400 x 2^6 of small ones: 351,744. */
static void write_coast(const char *path)
{
    FILE *const file = fopen(path, "w");
    uint64_t seed = 11;

    CHECK(file != NULL);
    if (!file)
        return;
    fprintf(file, "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\","
                  "\"properties\":{\"name\":\"\"},\"geometry\":{\"type\":\"MultiPolygon\","
                  "\"coordinates\":[");
    print_island(file, (cm_point){CITY_X_MIN - 2000, CITY_Y_MIN - 2000}, CITY_SIDE_M + 4000,
                 COAST_DEPTH, &seed);
    for (int i = 0; i < ISLANDS; i++) {
        const cm_point low = {CITY_X_MIN + CITY_SIDE_M * (3 * random_share(&seed) - 1),
                              CITY_Y_MIN - CITY_SIDE_M * (0.15 + 0.3 * random_share(&seed))};
        fprintf(file, ",");
        print_island(file, low, 100 + 400 * random_share(&seed), ISLAND_DEPTH, &seed);
    }
    fprintf(file, "]}}]}\n");
    CHECK(fclose(file) == 0);
}

static void write_project(const char *path, const char *members, const char *outlines,
                          const char *more)
{
    FILE *const file = fopen(path, "w");

    CHECK(file != NULL);
    if (!file)
        return;
    fprintf(file,
            "title: 会員の分布\ncrs: EPSG:6680\nmembers: {file: %s, category: type%s}\n"
            "layers:\n  - {id: land, type: outlines, title: 境界, file: \"%s\", fill: \"#ffffff\"}"
            "\nmap: {paper: A4%s}\n",
            members, strcmp(members, "firms.csv") == 0 ? ", size_mm: 1" : ", label: name", outlines,
            more);
    CHECK(fclose(file) == 0);
}

/* ---- runs ---- */

#define LIGHT "members.csv \"$CM_TEST_DATA\"/boundaries/sapporo_wards_detail.geojson"
#define HEAVY "firms.csv coast.fgb"

static const work works[] = {
    {"300 named, PNG", "light.yaml", "light.png", 0.5, 80, 0, LIGHT},
    {"300 named, PDF", "light.yaml", "light.pdf", 0.35, 80, 0, LIGHT},
    {"300 named, SVG", "light.yaml", "light.svg", 0, 0, 0, LIGHT},
    {"3,000 named, PNG", "more.yaml", "more.png", 0, 0, 0, NULL},
    {"100,000 drawn, PNG", "heavy.yaml", "heavy.png", 1, 0, 0, HEAVY},
    {"100,000 drawn, PDF", "heavy.yaml", "heavy.pdf", 1.2, 0, 0, HEAVY},
    {"100,000 drawn, SVG", "heavy.yaml", "heavy.svg", 1, 0, 10, HEAVY},
    {"100,000 gathered, PNG", "gathered.yaml", "gathered.png", 1, 0, 0, NULL},
    {"100,000 gathered, PDF", "gathered.yaml", "gathered.pdf", 1.2, 0, 0, NULL},
    {"100,000 gathered, SVG", "gathered.yaml", "gathered.svg", 1, 0, 10, NULL},
};

static void write_inputs(void)
{
    const char *const data = getenv("CM_TEST_DATA");
    char wards[PATH_MAX];

    snprintf(wards, sizeof wards, "%s/boundaries/sapporo_wards_detail.geojson", data ? data : "");
    write_members("members.csv", 300, true);
    write_members("more.csv", 3000, true);
    write_members("firms.csv", 100000, false);
    write_coast("coast.geojson");
    if (access(wards, R_OK) == 0) {
        write_project("light.yaml", "members.csv", wards, "");
        write_project("more.yaml", "more.csv", wards, "");
    }
    CHECK(system("\"$CLUSTERMAP\" export coast.geojson -q -o coast.fgb") == 0);
    write_project("heavy.yaml", "firms.csv", "coast.fgb", ", gather: never");
    write_project("gathered.yaml", "firms.csv", "coast.fgb", "");
}

int main(int argc, char **argv)
{
    char folder[] = P_tmpdir "/bench_map.XXXXXX", remove[100];

    CHECK(bench_settle(argv[0], folder));
    if (test_failures)
        return 1;
    write_inputs();
    tell_absent();
    for (size_t i = 0; i < sizeof works / sizeof *works; i++)
        run(&works[i]);
    snprintf(remove, sizeof remove, "rm -rf %s", folder);
    if (argc > 1) /* the maps are to be looked at */
        printf("kept: %s\n", folder);
    return test_failures != 0 || (argc <= 1 && system(remove) != 0);
}
