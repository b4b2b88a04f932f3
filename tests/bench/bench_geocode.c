/* bench_geocode.c - how right and how fast addresses are placed, on the data at hand, and the table
 * of what was set out to be reached.
 *
 * usage: bench_geocode [misses]   with "misses" every wrong answer is listed */
#include "tests/bench/geocode_table.h"
#include "tests/bench/simple_matcher.h"
#include "tests/bench/spellings.h"
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

enum { CATEGORIES_MAX = 64, TRUTH_MAX = 20000, LINES_MAX = 60000 };
enum { FRESH_STEP = 37 }; /* every so many rows of the table a fresh spelling of each kind */

typedef struct tally {
    char name[64];
    size_t rows, right, among, placed, far, simple_far, sure, sure_wrong;
} tally;

typedef struct bench {
    cm_gazetteer *gazetteer;
    const char *data;
    char folder[32], file[64], table[64], simple[64];
    int list_misses;
    tally tallies[CATEGORIES_MAX];
    size_t tally_count;
    double slowest_s;
    char slowest[256];
    size_t sure, sure_wrong; /* of all sets: with a score of 0.9 or more */
    results table_rows;
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
    char command[512];
    const char *sources[1] = {b->table};
    cm_gazetteer_report report;
    double start;

    snprintf(command, sizeof command, "xz -dc '%s/gazetteer/japan_towns.csv.xz' >%s", b->data,
             b->table);
    if (system(command) != 0)
        return fail("xz");
    start = now_s();
    if (cm_gazetteer_build(b->file, sources, 1, NULL, NULL, &report))
        return fail("build");
    printf("build    %zu rows, %zu towns, %zu koaza in %.2f s\n", report.rows, report.towns,
           report.koaza, now_s() - start);
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

/* right: as the set has it; true_town: whether a sure answer is to be trusted. */
static void count(bench *b, tally *t, const cm_geocode_answer *answer, int right, int true_town)
{
    const int sure = answer->score >= 0.9 && answer->match_level >= CM_LEVEL_TOWN;

    t->rows++;
    t->right += right ? 1 : 0;
    t->placed += answer->coord_level >= CM_LEVEL_TOWN;
    t->sure += sure ? 1 : 0;
    t->sure_wrong += sure && !true_town;
    b->sure += sure ? 1 : 0;
    b->sure_wrong += sure && !true_town;
}

/* Adds up the rows of a set, of the categories whose names have a word (NULL: of all). */
static tally sum(const bench *b, const char *word)
{
    tally all = {0};

    for (size_t i = 0; i < b->tally_count; i++) {
        const tally *const t = &b->tallies[i];
        if (word && !strstr(t->name, word))
            continue;
        all.rows += t->rows;
        all.right += t->right;
        all.placed += t->placed;
        all.sure += t->sure;
    }
    return all;
}

static double percent(size_t part, size_t whole)
{
    return whole > 0 ? 100 * (double)part / (double)whole : 0;
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
    count(b, find_tally(b, category), &answer, right, right);
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
        compare(b, strncmp(name, "geolonia", 8) == 0 ? "Geolonia's own list" : name,
                cell(&table, i, "input"), want);
    }
    cm_table_clear(&table);
    const tally all = sum(b, NULL), own = sum(b, "own list");
    add_result(&b->table_rows, "public cases, the town exactly", "95.6",
               percent(all.right, all.rows), 99.5, ">%");
    add_result(&b->table_rows, "those not from its own list", "54",
               percent(all.right - own.right, all.rows - own.rows), 97.5, ">%");
    print_tallies(b, "peer_cases_open");
    return 0;
}

static void add_generated(bench *b)
{
    double least = 100;
    const tally typos = sum(b, "typo");

    for (size_t i = 0; i < b->tally_count; i++) {
        const double right = percent(b->tallies[i].right, b->tallies[i].rows);
        if (!strstr(b->tallies[i].name, "typo") && right < least)
            least = right;
    }
    add_result(&b->table_rows, "generated spellings, the least of 19 categories", "0", least, 99,
               ">%");
    add_result(&b->table_rows, "generated, one wrong character", "6",
               percent(typos.right, typos.rows), 85, ">%");
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
    add_generated(b);
    print_tallies(b, "generated_open");
    return 0;
}

/* Whether another town is spelled so: the address then names that town, without an error. */
static int is_another(bench *b, const char *bare, const char *const want[3])
{
    cm_geocode_answer answer;
    char name[SPELLING_SIZE], own[SPELLING_SIZE];

    if (cm_geocode_address(&answer, b->gazetteer, bare, NULL))
        exit(fail(bare));
    snprintf(name, sizeof name, "%.300s%.300s%.300s", answer.prefecture, answer.city, answer.town);
    snprintf(own, sizeof own, "%.300s%.300s%.300s", want[0], want[1], want[2]);
    return strcmp(name, bare) == 0 && strcmp(name, own) != 0;
}

/* Spellings that nobody has looked at: every town of some rows, in each kind. */
static int score_fresh(bench *b)
{
    cm_table table = {0};
    uint32_t state = 20030929;

    if (cm_table_read(&table, b->table, NULL, NULL))
        return fail(b->table);
    for (size_t i = 0; i < table.row_count; i += FRESH_STEP) {
        const char *const want[] = {cell(&table, i, "pref"), cell(&table, i, "city"),
                                    cell(&table, i, "town")};
        for (int kind = 0; kind < SPELLING_KINDS; kind++) {
            char text[SPELLING_SIZE], bare[SPELLING_SIZE];
            if (strcmp(want[2], "（大字なし）") != 0 &&
                spelling_write(text, bare, kind, want, &state) &&
                (kind < SPELLING_TYPO || !is_another(b, bare, want)))
                compare(b, spelling_kinds[kind], text, want);
        }
    }
    cm_table_clear(&table);
    print_tallies(b, "fresh spellings of the towns themselves");
    return 0;
}

/* Metres on a sphere: enough to tell 2 km. */
static double distance_m(cm_lonlat a, double lat, double lon)
{
    const double degree = acos(-1) / 180, k = cos(lat * degree);
    const double x = (a.lon_deg - lon) * k, y = a.lat_deg - lat;

    return sqrt(x * x + y * y) * degree * 6371000;
}

/* How far off the simple matcher is, a number a row, -1 where it finds nothing; in a process of its
 * own. */
static int run_simple(bench *b)
{
    static double off_m[TRUTH_MAX];
    simple_matcher simple = {0};
    cm_table table = {0};

    if (simple_load(&simple, b->table) || read_table(&table, b, "truth_open.csv"))
        return 1;
    for (size_t i = 0; i < table.row_count && i < TRUTH_MAX; i++) {
        cm_lonlat place;
        off_m[i] =
            simple_find(&simple, &place.lon_deg, &place.lat_deg, cell(&table, i, "address"))
                ? distance_m(place,
                             cm_table_get_number(&table, i, cm_table_find_column(&table, "lat")),
                             cm_table_get_number(&table, i, cm_table_find_column(&table, "lon")))
                : -1;
    }
    FILE *const file = fopen(b->simple, "wb");
    const int bad = !file || fwrite(off_m, sizeof off_m, 1, file) != 1 || fclose(file) != 0;
    cm_table_clear(&table);
    simple_free(&simple);
    return bad;
}

static int read_simple(bench *b, double off_m[TRUTH_MAX])
{
    if (in_child(run_simple, b))
        return 1;
    FILE *const file = fopen(b->simple, "rb");
    const int bad = !file || fread(off_m, sizeof *off_m * TRUTH_MAX, 1, file) != 1;
    if (file)
        fclose(file);
    return bad;
}

/* Whether the address names the municipality of the answer, in full or without its county. */
static int names_city(const cm_geocode_answer *answer, const char *address)
{
    const char *const county = strstr(answer->city, "郡");

    return strstr(address, answer->city) != NULL ||
           (county && strstr(address, county + strlen("郡")) != NULL);
}

/* Against the simple matcher, family by family. */
static void add_truth(bench *b)
{
    const tally all = sum(b, NULL);
    size_t worse = 0;

    printf("\n%-42s %6s %16s %16s\n", "over 2 km off", "rows", "simple matcher", "here");
    for (size_t i = 0; i < b->tally_count; i++) {
        const tally *const t = &b->tallies[i];
        worse += t->far > 0 && t->far >= t->simple_far;
        printf("  %-40.40s %6zu %16zu %16zu\n", t->name, t->rows, t->simple_far, t->far);
    }
    add_result(&b->table_rows, "independent places: placed at the town or finer", "-",
               percent(all.placed, all.rows), 99, ">%");
    add_result(&b->table_rows, "families in which as many are 2 km off as simply", "-",
               (double)worse, 0, "<");
}

static int score_truth(bench *b)
{
    static double simple_off_m[TRUTH_MAX];
    cm_table table = {0};

    if (read_simple(b, simple_off_m) || read_table(&table, b, "truth_open.csv"))
        return 1;
    for (size_t i = 0; i < table.row_count && i < TRUTH_MAX; i++) {
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
        count(b, t, &answer, placed && !far, names_city(&answer, address));
        t->far += far ? 1 : 0;
        t->simple_far += simple_off_m[i] > 2000;
        if ((!placed || far) && b->list_misses)
            printf("%s %.0f m, simply %.0f m\t%s\tgot %s %s %s [%s] rest %s\t%.2f %zu %s\n",
                   far ? "FAR" : "MISS", off_m, simple_off_m[i], address, answer.prefecture,
                   answer.city, answer.town, answer.block, answer.rest, answer.score,
                   answer.candidates, answer.reason);
    }
    cm_table_clear(&table);
    add_truth(b);
    print_tallies(b, "truth_open (right: within 2 km; sure wrong: not in the city named)");
    return 0;
}

static int order(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

/* Addresses made to be slow: as long as they may be, of parts that may be read in many ways. */
static void time_hostile(bench *b)
{
    static const char *const starts[] = {"", "北海道札幌市", "京都府京都市上京区", "新潟県上越市"};
    static const char *const parts[] = {"一",     "丁目",   "(",         "市", "上る",
                                        "本町",   "札幌市", "大字",      "1-", "東",
                                        "府中市", "a",      "Chuo-ku, ", "ア", "中"};
    cm_geocode_answer answer;

    for (size_t s = 0; s < sizeof starts / sizeof *starts; s++)
        for (size_t p = 0; p < sizeof parts / sizeof *parts; p++) {
            char address[4097];
            size_t length = (size_t)snprintf(address, sizeof address, "%s", starts[s]);
            while (length + strlen(parts[p]) < sizeof address)
                length +=
                    (size_t)snprintf(address + length, sizeof address - length, "%s", parts[p]);
            geocode(b, &answer, address);
        }
}

/* One address a line. The first time reads what is below each city from the file; the second is
 * timed as a whole, the third each address. */
static int time_schools(bench *b)
{
    static const char *const passes[] = {"cold", "warm"};
    static char lines[LINES_MAX][256];
    static double taken_us[LINES_MAX];
    char command[512];
    cm_geocode_answer answer;
    size_t count_of_lines = 0;
    double rate = 0;
    FILE *file;

    snprintf(command, sizeof command, "xz -dc '%s/geocode/schools_addresses.txt.xz'", b->data);
    file = popen(command, "r");
    if (!file)
        return 1;
    while (count_of_lines < LINES_MAX && fgets(lines[count_of_lines], sizeof *lines, file)) {
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
        rate = (double)count_of_lines / (now_s() - start);
        printf("  %s: %zu addresses, %.2f %% to the town, %.0f a second and core\n", passes[pass],
               count_of_lines, 100 * (double)town / (double)count_of_lines, rate);
    }
    b->slowest_s = 0;
    for (size_t i = 0; i < count_of_lines; i++) {
        const double start = now_s();
        geocode(b, &answer, lines[i]);
        taken_us[i] = (now_s() - start) * 1e6;
    }
    qsort(taken_us, count_of_lines, sizeof *taken_us, order);
    printf("  warm, of 100 addresses 99 within %.1f us, slowest %.2f ms: %s\n",
           taken_us[count_of_lines * 99 / 100], b->slowest_s * 1e3, b->slowest);
    add_result(&b->table_rows, "addresses a second and core, warm", "200-900", rate, 300000, ">");
    add_result(&b->table_rows, "99 of 100 addresses within", "-",
               taken_us[count_of_lines * 99 / 100], 50, "<us");
    return 0;
}

static int run(bench *b)
{
    struct rusage usage;
    int bad = in_child(build, b) || open_gazetteer(b) || score_peers(b) || score_generated(b) ||
              score_truth(b);

    if (bad)
        return bad;
    time_hostile(b);
    const double slowest_s = b->slowest_s;
    printf("\nslowest of these, cold: %.2f ms: %.60s\n", slowest_s * 1e3, b->slowest);
    bad = time_schools(b);
    getrusage(RUSAGE_SELF, &usage);
    bad = bad || score_fresh(b);
    add_result(&b->table_rows, "slowest address, hostile ones too", "2500", slowest_s * 1e3, 5,
               "<ms");
    add_result(&b->table_rows, "memory, whole country", "1000", (double)usage.ru_maxrss / 1024, 100,
               "<MB");
    add_result(&b->table_rows, "of answers with 0.9 or more, in a wrong town", "-",
               percent(b->sure_wrong, b->sure), 0.05, "<%");
    printf("\nof %zu answers with a score of 0.9 or more %zu are in a wrong town\n", b->sure,
           b->sure_wrong);
    return bad;
}

int main(int argc, char **argv)
{
    static bench b = {.folder = P_tmpdir "/bench_geocode.XXXXXX"};
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
    snprintf(b.table, sizeof b.table, "%s/japan_towns.csv", b.folder);
    snprintf(b.simple, sizeof b.simple, "%s/simple", b.folder);
    bad = run(&b);
    if (!bad)
        print_results(&b.table_rows);
    cm_gazetteer_destroy(b.gazetteer);
    unlink(b.simple);
    unlink(b.table);
    unlink(b.file);
    rmdir(b.folder);
    return bad;
}
