/* bench_geocode.c - how right and how fast addresses are placed, on the data at hand.
 *
 * usage: bench_geocode [misses]   with "misses" every wrong answer is listed */
#include <clustermap/gazetteer.h>
#include <clustermap/geocode.h>
#include <clustermap/reader.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { CATEGORIES_MAX = 64 };

typedef struct tally {
    char name[64];
    size_t rows, right, among, placed, far, sure, sure_wrong;
} tally;

typedef struct bench {
    cm_gazetteer *gazetteer;
    const char *data;
    char folder[32], file[64];
    int list_misses;
    tally tallies[CATEGORIES_MAX];
    size_t tally_count;
    double slowest_s;
    char slowest[256];
} bench;

/* Of this thread's own time: others on the machine do not count. */
static double now_s(void)
{
    struct timespec t;

    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static int fail(const char *what)
{
    printf("%s: %s\n", what, cm_error_text());
    return 1;
}

static int build(bench *b)
{
    char command[512], table[64];
    const char *sources[1] = {table};
    cm_gazetteer_report report;
    double start;

    snprintf(table, sizeof table, "%s/japan_towns.csv", b->folder);
    snprintf(command, sizeof command, "xz -dc '%s/gazetteer/japan_towns.csv.xz' >%s", b->data,
             table);
    if (system(command) != 0)
        return fail("xz");
    start = now_s();
    if (cm_gazetteer_build(b->file, sources, 1, NULL, NULL, &report))
        return fail("build");
    printf("build    %zu rows, %zu towns, %zu koaza in %.2f s\n", report.rows, report.towns,
           report.koaza, now_s() - start);
    unlink(table);
    return 0;
}

static int open_gazetteer(bench *b)
{
    const double start = now_s();
    cm_geocode_answer answer;

    if (cm_gazetteer_open(&b->gazetteer, b->file))
        return fail("open");
    if (cm_geocode_address(&answer, b->gazetteer, "京都市中京区山本町999", NULL))
        return fail("first");
    printf("open     first answer after %.1f ms\n", (now_s() - start) * 1e3);
    return 0;
}

/* Runs a step in a process of its own, so that its memory is not counted. */
static int in_child(int (*step)(bench *), bench *b)
{
    int status = 1;
    fflush(stdout);
    const pid_t child = fork();

    if (child == 0) {
        const int bad = step(b);
        fflush(stdout);
        _exit(bad);
    }
    return child < 0 || waitpid(child, &status, 0) != child || status != 0;
}

static tally *find_tally(bench *b, const char *name)
{
    for (size_t i = 0; i < b->tally_count; i++)
        if (strcmp(b->tallies[i].name, name) == 0)
            return &b->tallies[i];
    tally *const fresh = &b->tallies[b->tally_count < CATEGORIES_MAX - 1 ? b->tally_count++ : 0];
    *fresh = (tally){0};
    snprintf(fresh->name, sizeof fresh->name, "%s", name);
    return fresh;
}

static void geocode(bench *b, cm_geocode_answer *answer, const char *address)
{
    const double start = now_s();

    if (cm_geocode_address(answer, b->gazetteer, address, NULL)) {
        fail(address);
        exit(1);
    }
    if (now_s() - start > b->slowest_s) {
        b->slowest_s = now_s() - start;
        snprintf(b->slowest, sizeof b->slowest, "%.200s", address);
    }
}

static void count(tally *t, const cm_geocode_answer *answer, int right)
{
    const int sure = answer->score >= 0.9 && answer->match_level >= CM_LEVEL_TOWN;

    t->rows++;
    t->right += right ? 1 : 0;
    t->placed += answer->coord_level >= CM_LEVEL_TOWN;
    t->sure += sure ? 1 : 0;
    t->sure_wrong += sure && !right;
}

/* A cell of a column by its name. */
static const char *cell(const cm_table *table, size_t row, const char *column)
{
    return cm_table_get_text(table, row, cm_table_find_column(table, column));
}

/* Whether a tie has the wanted town among its candidates. */
static int is_among(bench *b, const char *address, const char *const want[3])
{
    static const char *const names[] = {"matched_prefecture", "matched_city", "matched_town"};
    cm_table table = {0};
    cm_geocode_answer answer;
    int found = 0;

    if (cm_geocode_address(&answer, b->gazetteer, address, &table))
        exit(fail(address));
    for (size_t row = 0; row < table.row_count && !found; row++) {
        found = 1;
        for (size_t c = 0; c < 3; c++)
            found = found && strcmp(cell(&table, row, names[c]), want[c]) == 0;
    }
    cm_table_clear(&table);
    return found;
}

static void compare(bench *b, const char *category, const char *address, const char *const want[3])
{
    cm_geocode_answer answer;
    int right;

    geocode(b, &answer, address);
    right = strcmp(answer.prefecture, want[0]) == 0 && strcmp(answer.city, want[1]) == 0 &&
            strcmp(answer.town, want[2]) == 0;
    count(find_tally(b, category), &answer, right);
    if (!right && answer.candidates > 1)
        find_tally(b, category)->among += is_among(b, address, want) ? 1 : 0;
    if (!right && b->list_misses)
        printf("MISS %s\t%s\twant %s %s %s\tgot %s %s %s [%s] rest %s\t%.2f %zu %s\n", category,
               address, want[0], want[1], want[2], answer.prefecture, answer.city, answer.town,
               answer.block, answer.rest, answer.score, answer.candidates, answer.reason);
}

static void print_tallies(bench *b, const char *set)
{
    printf("\n%-42s %6s %8s %7s %8s %7s %10s\n", set, "rows", "right", "in tie", "placed", "sure",
           "sure wrong");
    for (size_t i = 0; i < b->tally_count; i++) {
        const tally *const t = &b->tallies[i];
        const double n = (double)t->rows / 100;
        printf("  %-40.40s %6zu %7.2f%% %6.2f%% %7.2f%% %6.1f%% %10zu\n", t->name, t->rows,
               (double)t->right / n, (double)t->among / n, (double)t->placed / n,
               (double)t->sure / n, t->sure_wrong);
    }
    b->tally_count = 0;
}

static int read_table(cm_table *out, bench *b, const char *name)
{
    char path[512];

    snprintf(path, sizeof path, "%s/geocode/%s", b->data, name);
    return cm_table_read(out, path, NULL, NULL) ? fail(path) : 0;
}

static int score_peers(bench *b)
{
    cm_table table = {0};

    if (read_table(&table, b, "peer_cases_open.csv"))
        return 1;
    for (size_t i = 0; i < table.row_count; i++) {
        const char *const match = cell(&table, i, "gaz_match");
        const char *const want[] = {cell(&table, i, "gaz_pref"), cell(&table, i, "gaz_city"),
                                    cell(&table, i, "gaz_town")};
        const char *const source = cell(&table, i, "source");
        char name[64];
        if (*want[0] == '\0' || strncmp(cell(&table, i, "quality"), "suspect", 7) == 0 ||
            (*cell(&table, i, "expected_town") != '\0' && strcmp(match, "exact") != 0 &&
             strcmp(match, "canon") != 0))
            continue;
        snprintf(name, sizeof name, "%.*s", (int)strcspn(source, "@"), source);
        compare(b, "all", cell(&table, i, "input"), want);
        compare(b, strncmp(name, "geolonia", 8) == 0 ? "Geolonia's own list" : "all others",
                cell(&table, i, "input"), want);
        if (strncmp(name, "geolonia", 8) != 0)
            compare(b, name, cell(&table, i, "input"), want);
    }
    cm_table_clear(&table);
    print_tallies(b, "peer_cases_open");
    return 0;
}

static int score_generated(bench *b)
{
    cm_table table = {0};

    if (read_table(&table, b, "generated_open.csv"))
        return 1;
    for (size_t i = 0; i < table.row_count; i++) {
        const char *const want[] = {cell(&table, i, "pref"), cell(&table, i, "city"),
                                    cell(&table, i, "town")};
        compare(b, cell(&table, i, "category"), cell(&table, i, "input"), want);
    }
    cm_table_clear(&table);
    print_tallies(b, "generated_open");
    return 0;
}

/* Metres on a sphere: enough to tell 2 km. */
static double distance_m(cm_lonlat a, double lat, double lon)
{
    const double degree = acos(-1) / 180, k = cos(lat * degree);
    const double x = (a.lon_deg - lon) * k, y = a.lat_deg - lat;

    return sqrt(x * x + y * y) * degree * 6371000;
}

static int score_truth(bench *b)
{
    cm_table table = {0};

    if (read_table(&table, b, "truth_open.csv"))
        return 1;
    for (size_t i = 0; i < table.row_count; i++) {
        const char *const source = cell(&table, i, "source"), *const address =
                                                                  cell(&table, i, "address");
        const double lat = cm_table_get_number(&table, i, cm_table_find_column(&table, "lat"));
        const double lon = cm_table_get_number(&table, i, cm_table_find_column(&table, "lon"));
        cm_geocode_answer answer;
        char name[64];
        snprintf(name, sizeof name, "%.*s", (int)strcspn(source, ":("), source);
        geocode(b, &answer, address);
        const int placed = answer.coord_level >= CM_LEVEL_TOWN;
        const double off_m = placed ? distance_m(answer.place, lat, lon) : 0;
        const int far = off_m > 2000;
        tally *const t = find_tally(b, name);
        count(t, &answer, placed && !far);
        t->far += far ? 1 : 0;
        if ((!placed || far) && b->list_misses)
            printf("%s %.0f m truth\t%s\tgot %s %s %s [%s] rest %s\t%.2f %zu %s\n",
                   far ? "FAR" : "MISS", off_m, address, answer.prefecture, answer.city,
                   answer.town, answer.block, answer.rest, answer.score, answer.candidates,
                   answer.reason);
    }
    cm_table_clear(&table);
    print_tallies(b, "truth_open (right: within 2 km)");
    return 0;
}

/* One address a line. The first time reads what is below each city from the file; the second is
 * timed as a whole, the third each address. */
static int time_schools(bench *b)
{
    static const char *const passes[] = {"cold", "warm"};
    static char lines[60000][256];
    char command[512];
    cm_geocode_answer answer;
    size_t count_of_lines = 0;
    FILE *file;

    snprintf(command, sizeof command, "xz -dc '%s/geocode/schools_addresses.txt.xz'", b->data);
    file = popen(command, "r");
    if (!file)
        return 1;
    while (count_of_lines < 60000 && fgets(lines[count_of_lines], sizeof *lines, file)) {
        lines[count_of_lines][strcspn(lines[count_of_lines], "\n")] = '\0';
        count_of_lines++;
    }
    pclose(file);
    printf("\nschools_addresses\n");
    for (int pass = 0; pass < 2; pass++) {
        const double start = now_s();
        size_t town = 0;
        for (size_t i = 0; i < count_of_lines; i++) {
            if (cm_geocode_address(&answer, b->gazetteer, lines[i], NULL))
                return fail(lines[i]);
            town += answer.match_level >= CM_LEVEL_TOWN;
            if (pass == 1 && answer.match_level < CM_LEVEL_TOWN && b->list_misses)
                printf("MISS schools\t%s\tgot %s %s rest %s\t%.2f %zu %s\n", lines[i],
                       answer.prefecture, answer.city, answer.rest, answer.score, answer.candidates,
                       answer.reason);
        }
        printf("  %s: %zu addresses, %.2f %% to the town, %.0f a second and core\n", passes[pass],
               count_of_lines, 100 * (double)town / (double)count_of_lines,
               (double)count_of_lines / (now_s() - start));
    }
    b->slowest_s = 0;
    for (size_t i = 0; i < count_of_lines; i++)
        geocode(b, &answer, lines[i]);
    printf("  slowest, warm: %.2f ms: %s\n", b->slowest_s * 1e3, b->slowest);
    return 0;
}

int main(int argc, char **argv)
{
    static bench b = {.folder = P_tmpdir "/bench_geocode.XXXXXX"};
    struct rusage usage;
    int bad;

    b.data = getenv("CM_TEST_DATA");
    b.list_misses = argc > 1 && strcmp(argv[1], "misses") == 0;
    if (!b.data || access(b.data, R_OK) != 0) {
        printf("skipped: CM_TEST_DATA is not there\n");
        return 0;
    }
    if (!mkdtemp(b.folder))
        return 1;
    snprintf(b.file, sizeof b.file, "%s/japan.gaz", b.folder);
    bad = in_child(build, &b) || open_gazetteer(&b) || score_peers(&b) || score_generated(&b) ||
          score_truth(&b);
    if (!bad) {
        printf("\nslowest of these: %.2f ms: %s\n", b.slowest_s * 1e3, b.slowest);
        bad = time_schools(&b);
    }
    getrusage(RUSAGE_SELF, &usage);
    printf("\nmemory   %.0f MB at most\n", (double)usage.ru_maxrss / 1024);
    cm_gazetteer_destroy(b.gazetteer);
    unlink(b.file);
    rmdir(b.folder);
    return bad;
}
