/* test_export_matrix.c - tests output/export_matrix.c. */
#include "tests/export_fixture.h"
#include <clustermap/crs.h>
#include <clustermap/matrix.h>

static char folder[] = P_tmpdir "/test_export_matrix.XXXXXX";

static cm_features make_places(const double *x, const double *y, size_t count)
{
    cm_features points = {.geometry = CM_GEOMETRY_NONE};

    CHECK(cm_features_init(&points, CM_GEOMETRY_POINT, NULL) == CM_OK);
    for (size_t i = 0; i < count; i++) {
        CHECK(cm_features_add_row(&points) == CM_OK);
        cm_features_set_point(&points, i, (cm_point){x[i], y[i]});
    }
    return points;
}

static const double xs[] = {0, 3, NAN}, ys[] = {0, 4, NAN};

TEST(writes_wide_and_long)
{
    static const struct {
        const char *why;
        bool is_long;
        cm_format format;
        const char *from_ids[3], *to_ids[2], *want;
    } rows[] = {
        {"wide",
         false,
         CM_FORMAT_CSV,
         {"a", "b", "c"},
         {"u", "v"},
         "from_id,u,v\na,0,5\nb,5,0\nc,,\n"},
        {"long",
         true,
         CM_FORMAT_CSV,
         {"a", "b", "c"},
         {"u", "v"},
         "from_id,to_id,distance_m\na,u,0\na,v,5\nb,u,5\nb,v,0\nc,u,\nc,v,\n"},
        {"tabs",
         false,
         CM_FORMAT_TSV,
         {"a", "b", "c"},
         {"u", "v"},
         "from_id\tu\tv\na\t0\t5\nb\t5\t0\nc\t\t\n"},
        {"ids that are no friends",
         false,
         CM_FORMAT_CSV,
         {"a,\"b\"", "=1+1", "c\nd"},
         {"大学", "\x8D,"},
         "from_id,大学,\"\uFFFD,\"\n\"a,\"\"b\"\"\",0,5\n=1+1,5,0\n\"c\nd\",,\n"},
        {"ids that are missing",
         true,
         CM_FORMAT_CSV,
         {"", NULL, "c"},
         {"", NULL},
         "from_id,to_id,distance_m\n,,0\n,,5\n,,5\n,,0\nc,,\nc,,\n"},
    };
    cm_features from = make_places(xs, ys, 3), to = make_places(xs, ys, 2);

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_matrix_options options = CM_MATRIX_OPTIONS_INIT;
        test_now = rows[i].why;
        options.is_long = rows[i].is_long;
        options.format = rows[i].format;
        options.from_ids = rows[i].from_ids;
        options.to_ids = rows[i].to_ids;
        CHECK(cm_matrix_write("a.csv", &from, &to, &options) == CM_OK);
        CHECK(holds("a.csv", rows[i].want));
    }
    cm_features_clear(&from);
    cm_features_clear(&to);
    CHECK(unlink("a.csv") == 0 && cm__memory_live() == 0);
}

TEST(writes_what_is_empty)
{
    static const struct {
        const char *why;
        size_t from, to;
        bool is_long;
        const char *want;
    } rows[] = {
        {"nothing", 0, 0, false, "from_id\n"},
        {"no rows", 0, 2, false, "from_id,1,2\n"},
        {"no columns", 2, 0, false, "from_id\n1\n2\n"},
        {"no pairs", 2, 0, true, "from_id,to_id,distance_m\n"},
        {"one", 1, 1, false, "from_id,1\n1,0\n"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_matrix_options options = CM_MATRIX_OPTIONS_INIT;
        cm_features from = make_places(xs, ys, rows[i].from), to = make_places(xs, ys, rows[i].to);
        test_now = rows[i].why;
        options.is_long = rows[i].is_long;
        CHECK(cm_matrix_write("a.csv", &from, &to, &options) == CM_OK);
        CHECK(holds("a.csv", rows[i].want));
        cm_features_clear(&from);
        cm_features_clear(&to);
    }
    CHECK(unlink("a.csv") == 0);
}

/* One that is longer than a piece, among short ones. */
TEST(writes_a_very_long_id)
{
    enum { LONG = 3000000 };
    static char id[LONG + 1];
    const char *const from_ids[] = {id, "b", "c"}, *const to_ids[] = {"u", id, "w"};
    cm_features points = make_places(xs, ys, 3);
    struct stat found;

    memset(id, 'i', LONG);
    for (int is_long = 0; is_long <= 1; is_long++) {
        cm_matrix_options options = CM_MATRIX_OPTIONS_INIT;
        const long long cells = is_long ? 3 + 3 : 1 + 1, rest = is_long ? 68 : 31;
        options.from_ids = from_ids;
        options.to_ids = to_ids;
        options.is_long = is_long;
        CHECK(cm_matrix_write("a.csv", &points, &points, &options) == CM_OK);
        CHECK(stat("a.csv", &found) == 0 && found.st_size == cells * LONG + rest);
    }
    cm_features_clear(&points);
    CHECK(unlink("a.csv") == 0);
}

/* A list of this size takes several pieces, which threads make in any order. */
enum { MANY = 200 };

static cm_features make_many(void)
{
    double lon[MANY], lat[MANY];

    for (int i = 0; i < MANY; i++) {
        lon[i] = 130 + 0.0731 * i;
        lat[i] = 31 + 0.0571 * (i * 37 % MANY);
    }
    return make_places(lon, lat, MANY);
}

/* A long id makes the pieces small: one cell each. */
static void write_many(const cm_features *points, const char *path, int threads, const char *id)
{
    const char *ids[MANY];
    cm_matrix_options options = CM_MATRIX_OPTIONS_INIT;

    for (int i = 0; i < MANY; i++)
        ids[i] = i == 7 ? id : "x";
    options.is_geodesic = true;
    options.threads = threads;
    options.to_ids = ids;
    CHECK(cm_matrix_write(path, points, points, &options) == CM_OK);
}

TEST(writes_the_same_bytes_with_any_number_of_threads)
{
    enum { LONG = 300000 };
    static char id[LONG + 1], one[(1 << 20) + 1];
    cm_features points = make_many();
    size_t length = 0;

    memset(id, 'i', LONG);
    for (int is_long = 0; is_long <= 1; is_long++) {
        write_many(&points, "a.csv", 1, is_long ? id : "y");
        memcpy(one, bytes_of("a.csv", &length), sizeof one);
        CHECK(length > 500000);
        for (int threads = 2; threads <= 5; threads++) {
            size_t again = 0;
            write_many(&points, "a.csv", threads, is_long ? id : "y");
            const char *const bytes = bytes_of("a.csv", &again);
            CHECK(again == length && memcmp(bytes, one, length) == 0);
        }
    }
    cm_features_clear(&points);
    CHECK(unlink("a.csv") == 0);
}

/* What is written reads back to the distance itself, and is the same both ways. */
TEST(writes_every_distance)
{
    static double got[MANY][MANY];
    cm_features points = make_many();

    write_many(&points, "a.csv", 2, "y");
    const char *at = bytes_of("a.csv", NULL);
    for (int i = 0; i < MANY; i++) {
        at = strchr(at, '\n') + 1;
        CHECK(strtol(at, NULL, 10) == i + 1);
        for (int j = 0; j < MANY; j++) {
            const cm_lonlat from = {points.x[i], points.y[i]}, to = {points.x[j], points.y[j]};
            at = strchr(at, ',') + 1;
            got[i][j] = strtod(at, NULL);
            CHECK_NEAR(got[i][j], cm_geodesic_distance_m(from, to, NULL), 2e-8);
        }
    }
    for (int i = 0; i < MANY; i++)
        for (int j = 0; j < i; j++)
            CHECK(got[i][j] == got[j][i]);
    cm_features_clear(&points);
    CHECK(unlink("a.csv") == 0);
}

static bool stop(void *context, double share)
{
    *(double *)context = share;
    return false;
}

TEST(leaves_the_target_where_it_fails)
{
    cm_features points = make_places(xs, ys, 3), lines = {.geometry = CM_GEOMETRY_NONE};
    cm_matrix_options options = CM_MATRIX_OPTIONS_INIT;
    double told = -1;

    CHECK(cm_features_init(&lines, CM_GEOMETRY_LINE, NULL) == CM_OK);
    put("a.csv", "old");
    CHECK(cm_matrix_write("a.csv", &points, &lines, &options) == CM_ERR_FORMAT);
    options.progress = (cm_progress){stop, &told};
    CHECK(cm_matrix_write("a.csv", &points, &points, &options) == CM_ERR_STOPPED && told == 0);
    options.progress.step = NULL;
    options.no_clobber = true;
    CHECK(cm_matrix_write("a.csv", &points, &points, &options) == CM_ERR_IO);
    options.format = CM_FORMAT_GEOJSON;
    CHECK(cm_matrix_write("a.csv", &points, &points, &options) == CM_ERR_DOMAIN);
    CHECK(holds("a.csv", "old"));
    CHECK(cm_matrix_write("nowhere/a.csv", &points, &points, NULL) == CM_ERR_IO);
    cm_features_clear(&points);
    cm_features_clear(&lines);
    CHECK(unlink("a.csv") == 0);
}

TEST_MAIN(CHECK(mkdtemp(folder) && chdir(folder) == 0), RUN(writes_wide_and_long),
          RUN(writes_what_is_empty), RUN(writes_a_very_long_id),
          RUN(writes_the_same_bytes_with_any_number_of_threads), RUN(writes_every_distance),
          RUN(leaves_the_target_where_it_fails), CHECK(rmdir(folder) == 0))
