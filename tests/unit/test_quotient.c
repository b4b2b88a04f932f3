/* test_quotient.c - tests layers/quotient.c. */
#include <clustermap/quotient.h>

#include "tests/density_fixture.h"
#include <clustermap/reader.h>

TEST(tells_shares_here_and_everywhere)
{
    static const struct {
        const char *why;
        cm_quotient_counts counts;
        cm_status want;
        double quotient;
    } rows[] = {
        {"as everywhere", {5, 50, 10, 100}, CM_OK, 1},
        {"none here", {0, 50, 10, 100}, CM_OK, 0},
        {"ten times", {50, 50, 10, 100}, CM_OK, 10},
        {"no part of all", {3, 2, 6, 2}, CM_OK, 0.5},
        {"employees", {2.5, 10, 1, 8}, CM_OK, 2},
        {"nobody here", {0, 0, 10, 100}, CM_ERR_DOMAIN, -1},
        {"no such sector", {0, 50, 0, 100}, CM_ERR_DOMAIN, -1},
        {"nobody at all", {0, 50, 10, 0}, CM_ERR_DOMAIN, -1},
        {"below 0", {-1, 50, 10, 100}, CM_ERR_DOMAIN, -1},
        {"not a number", {1, NAN, 10, 100}, CM_ERR_DOMAIN, -1},
        {"without end", {1, 50, 10, INFINITY}, CM_ERR_DOMAIN, -1},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        double got = -1;
        test_now = rows[i].why;
        CHECK(cm_quotient_get(&got, &rows[i].counts) == rows[i].want);
        CHECK_NEAR(got, rows[i].quotient, 1e-15);
    }
}

static double sum_where(const cm_table *cells, size_t column, const char *value)
{
    const size_t employees = cm_table_find_column(cells, "e");
    double sum = 0;

    for (size_t row = 0; row < cells->row_count; row++)
        if (!value || strcmp(cm_table_get_text(cells, row, column), value) == 0)
            sum += cm_table_get_number(cells, row, employees);
    return sum;
}

/* Each region and sector of a reference table. */
static void compare(const char *name)
{
    const cm_read_options options = CM_READ_OPTIONS_INIT;
    FILE *const file = golden_open(name);
    char path[512];
    cm_table cells = {0};

    if (!file)
        return;
    fclose(file);
    snprintf(path, sizeof path, "%s/golden/%s", getenv("CM_TEST_DATA"), name);
    CHECK(cm_table_read(&cells, path, &options, NULL) == CM_OK);
    const size_t region = cm_table_find_column(&cells, "region");
    const size_t sector = cm_table_find_column(&cells, "sector");
    CHECK(cells.row_count > 0);
    for (size_t row = 0; row < cells.row_count; row++) {
        const double want = cm_table_get_number(&cells, row, cm_table_find_column(&cells, "LQ"));
        const cm_quotient_counts counts = {
            cm_table_get_number(&cells, row, cm_table_find_column(&cells, "e")),
            sum_where(&cells, region, cm_table_get_text(&cells, row, region)),
            sum_where(&cells, sector, cm_table_get_text(&cells, row, sector)),
            sum_where(&cells, region, NULL)};
        double got = -1;
        CHECK(cm_quotient_get(&got, &counts) == CM_OK);
        CHECK_NEAR(got, want, 1e-9 * want);
    }
    cm_table_clear(&cells);
}

TEST(agrees_with_reference_tables)
{
    compare("lq_lansing_5x4.csv");
    compare("lq_longleaf_emp.csv");
}

TEST_MAIN(RUN(tells_shares_here_and_everywhere); RUN(agrees_with_reference_tables))
