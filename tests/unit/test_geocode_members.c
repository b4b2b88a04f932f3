/* test_geocode_members.c - tests geo/geocode_members.c: whole member lists. */
#include "geo/base_memory.h"
#include "tests/gazetteer_fixture.h"

static const char *data;

typedef struct result {
    cm_features members;
    cm_table rejects, candidates;
    cm_geocode_report report;
} result;

static void clear(result *r)
{
    cm_features_clear(&r->members);
    cm_table_clear(&r->rejects);
    cm_table_clear(&r->candidates);
    *r = (result){0};
}

static cm_status place(result *out, const char *path, cm_gazetteer *gazetteer,
                       const cm_geocode_options *options)
{
    const cm_geocode_outputs outputs = {&out->members, &out->rejects, &out->candidates,
                                        &out->report};
    cm_table table = {0};
    cm_member_columns columns;
    cm_status status;

    CHECK(cm_table_read(&table, path, NULL, NULL) == CM_OK);
    CHECK(cm_members_find_columns(&columns, &table, NULL, path) == CM_OK);
    const size_t rows = table.row_count;
    status = cm_geocode_members(&outputs, &table, &columns, gazetteer, options);
    CHECK(table.row_count == (status ? rows : 0));
    CHECK(status || out->members.table.row_count == rows);
    cm_table_clear(&table);
    return status;
}

static const char *text_of(const cm_table *table, size_t row, const char *column)
{
    static char buffer[8][CM_CELL_MAX];
    static size_t next;

    return cm_table_format(table, row, cm_table_find_column(table, column), buffer[next++ % 8]);
}

TEST(places_each_row_and_says_why_not)
{
    static const struct {
        const char *why, *address, *lon, *lat, *coord_level, *reason;
        bool placed;
    } rows[] = {
        {"by its address", "北海道江別市文京台11", "", "", "town", "", true},
        {"by its own place", "", "141.5", "43.1", "given", "", true},
        {"its own place wins", "北海道江別市文京台11", "141.5", "43.1", "given", "", true},
        {"the ends of the range", "", "-180", "90", "given", "", true},
        {"latitude 95", "北海道江別市文京台11", "141.5", "95", "none",
         "bad_place: latitude '95' is out of range", false},
        {"not a number", "北海道江別市文京台11", "141.5", "NaN", "none",
         "bad_place: latitude 'NaN' is not a number", false},
        {"words", "北海道江別市文京台11", "east", "43.1", "none",
         "bad_place: longitude 'east' is not a number", false},
        {"one of two", "北海道江別市文京台11", "141.5", "", "none",
         "bad_place: latitude '' is missing", false},
        {"a city only", "北海道江別市", "", "", "city", "too_coarse: ", false},
        {"a town without a place", "江別市文京台1-5", "", "", "city", "too_coarse: ", false},
        {"a tie", "府中市", "", "", "none", "tie: ", false},
        {"no address", "", "", "", "none", "no_address", false},
    };
    enum { COUNT = sizeof rows / sizeof *rows };
    cm_gazetteer *const gazetteer = open_small();
    FILE *file = fopen("members.csv", "w");
    result got = {0};
    size_t placed = 0;

    fprintf(file, "name,address,lon,lat\n");
    for (size_t i = 0; i < COUNT; i++)
        fprintf(file, "%s,%s,%s,%s\n", rows[i].why, rows[i].address, rows[i].lon, rows[i].lat);
    CHECK(fclose(file) == 0);
    CHECK(place(&got, "members.csv", gazetteer, NULL) == CM_OK);
    for (size_t i = 0; i < COUNT; i++) {
        const cm_table *const table = &got.members.table;
        test_now = rows[i].why;
        CHECK(strcmp(text_of(table, i, "name"), rows[i].why) == 0);
        CHECK(strcmp(text_of(table, i, "coord_level"), rows[i].coord_level) == 0);
        CHECK(strncmp(text_of(table, i, "reason"), rows[i].reason, strlen(rows[i].reason)) == 0);
        CHECK(cm_features_has_place(&got.members, i) == rows[i].placed);
        CHECK((*text_of(table, i, "lon") != '\0') == rows[i].placed);
        if (!rows[i].placed)
            CHECK(cm_table_get_number(&got.rejects, i - placed, 0) == (double)i + 2);
        placed += rows[i].placed;
    }
    CHECK(got.report.rows == COUNT && got.report.placed == placed && got.report.tied == 1);
    CHECK(got.report.rejected == COUNT - placed && got.rejects.row_count == COUNT - placed);
    CHECK(got.report.by_level[CM_LEVEL_GIVEN] == 3 && got.report.by_level[CM_LEVEL_TOWN] == 1);
    CHECK(got.report.by_level[CM_LEVEL_NONE] == COUNT - placed);
    CHECK(got.report.by_reason[CM_REASON_BAD_PLACE] == 4);
    CHECK(got.report.by_reason[CM_REASON_TOO_COARSE] == 2);
    CHECK(got.report.by_reason[CM_REASON_TIE] == 1);
    CHECK(got.report.by_reason[CM_REASON_NO_ADDRESS] == 1);
    CHECK(got.report.by_doubt[CM_REASON_NONE] == placed);
    CHECK(got.candidates.row_count == 2 && strcmp(got.candidates.columns[0].name, "line") == 0);
    CHECK(got.candidates.columns[0].integers[1] == 12);
    clear(&got);
    cm_gazetteer_destroy(gazetteer);
}

TEST(adds_its_columns_and_replaces_those_of_the_same_name)
{
    static const char *const want[] = {
        "id",           "Score",        "address",       "note", "matched_prefecture",
        "matched_city", "matched_town", "matched_block", "rest", "match_level",
        "coord_level",  "candidates",   "reason",        "lon",  "lat"};
    cm_gazetteer *const gazetteer = open_small();
    result got = {0};

    write_text("members.csv", "id,Score,address,note\n7,old,奥州市水沢佐倉河字道下12-3,kept\n");
    CHECK(place(&got, "members.csv", gazetteer, NULL) == CM_OK);
    const cm_table *const table = &got.members.table;
    CHECK(table->column_count == sizeof want / sizeof *want);
    for (size_t i = 0; i < table->column_count; i++)
        CHECK(strcmp(table->columns[i].name, i == 1 ? "score" : want[i]) == 0);
    CHECK(table->columns[1].type == CM_COLUMN_REAL && table->columns[1].reals[0] == 1);
    CHECK(strcmp(text_of(table, 0, "note"), "kept") == 0);
    CHECK(strcmp(text_of(table, 0, "matched_block"), "字道下") == 0);
    CHECK(strcmp(text_of(table, 0, "rest"), "12-3") == 0);
    CHECK(strcmp(text_of(table, 0, "match_level"), "town") == 0);
    CHECK_NEAR(got.members.x[0], 141.15, 1e-9);
    CHECK_NEAR(got.members.y[0], 39.16, 1e-9);
    CHECK(strcmp(got.members.crs, "EPSG:6668") == 0 && table->lines[0] == 2);
    CHECK(strstr(got.members.source, "Geolonia") != NULL);
    clear(&got);
    cm_gazetteer_destroy(gazetteer);
}

TEST(takes_coarser_places_when_asked)
{
    cm_geocode_options options = CM_GEOCODE_OPTIONS_INIT;
    cm_gazetteer *const gazetteer = open_small();
    result got = {0};

    write_text("members.csv", "address\n江別市\n北海道\n府中市\n");
    options.min_level = CM_LEVEL_CITY;
    CHECK(place(&got, "members.csv", gazetteer, &options) == CM_OK);
    CHECK(got.report.placed == 1 && got.report.by_level[CM_LEVEL_CITY] == 1);
    clear(&got);
    options.min_level = CM_LEVEL_NONE;
    CHECK(place(&got, "members.csv", gazetteer, &options) == CM_OK && got.report.placed == 2);
    clear(&got);
    options.min_level = CM_LEVEL_BLOCK;
    write_text("members.csv", "address\n江別市文京台11\n");
    CHECK(place(&got, "members.csv", gazetteer, &options) == CM_OK && got.report.placed == 0);
    CHECK(strncmp(text_of(&got.rejects, 0, "reason"), "too_coarse: ", 12) == 0);
    clear(&got);
    cm_gazetteer_destroy(gazetteer);
}

TEST(needs_no_gazetteer_where_every_row_has_a_place)
{
    result got = {0};

    write_text("members.csv", "name,lon,lat,address\na,141,43,江別市\nb,,,\n");
    CHECK(place(&got, "members.csv", NULL, NULL) == CM_OK && got.report.placed == 1);
    CHECK(strcmp(text_of(&got.rejects, 0, "reason"), "no_address") == 0);
    clear(&got);
    write_text("members.csv", "name,lon,lat,address\na,141,43,\nb,,,江別市\n");
    CHECK(place(&got, "members.csv", NULL, NULL) == CM_ERR_FORMAT);
    CHECK(strstr(cm_error_text(), "line 3") != NULL);
    write_text("members.csv", "name,lon\na,141\n");
    CHECK(place(&got, "members.csv", NULL, NULL) == CM_ERR_FORMAT);
    write_text("members.csv", "name,address\n");
    CHECK(place(&got, "members.csv", NULL, NULL) == CM_OK && got.report.rows == 0);
    clear(&got);
}

static bool stop(void *context, double share)
{
    (void)context;
    return share < 0.1;
}

TEST(stops_when_it_is_told_to)
{
    cm_geocode_options options = CM_GEOCODE_OPTIONS_INIT;
    cm_gazetteer *const gazetteer = open_small();
    FILE *file = fopen("members.csv", "w");
    result got = {0};

    fprintf(file, "address\n");
    for (int i = 0; i < 3000; i++)
        fprintf(file, "江別市文京台%d\n", i);
    CHECK(fclose(file) == 0);
    options.progress.step = stop;
    CHECK(place(&got, "members.csv", gazetteer, &options) == CM_ERR_STOPPED);
    CHECK(got.members.table.column_count == 0 && got.rejects.column_count == 0);
    cm_gazetteer_destroy(gazetteer);
}

TEST(counts_doubts_apart_from_rejects)
{
    cm_gazetteer *const gazetteer = open_small();
    cm_geocode_report sum = {0};
    result got = {0};

    write_text("members.csv", "address\n江別市文教台11\n山本町1\n奥州市\n");
    for (size_t i = 0; i < 2; i++) {
        CHECK(place(&got, "members.csv", gazetteer, NULL) == CM_OK);
        CHECK(got.report.by_doubt[CM_REASON_TYPO] == 1 &&
              got.report.by_reason[CM_REASON_TYPO] == 0);
        CHECK(got.report.by_doubt[CM_REASON_NO_CITY] == 1);
        CHECK(got.report.by_reason[CM_REASON_TOO_COARSE] == 1 && got.report.placed == 2);
        cm_geocode_report_add(&sum, &got.report);
        CHECK(got.candidates.column_count == 7 && got.candidates.row_count == 0);
        clear(&got);
    }
    CHECK(sum.rows == 6 && sum.placed == 4 && sum.rejected == 2 && sum.tied == 0);
    CHECK(sum.by_level[CM_LEVEL_TOWN] == 4 && sum.by_doubt[CM_REASON_TYPO] == 2);
    CHECK(sum.by_reason[CM_REASON_TOO_COARSE] == 2);
    cm_gazetteer_destroy(gazetteer);
}

TEST(survives_every_failed_allocation)
{
    const size_t live = cm__memory_live(); /* of this thread; others have released what it made */
    cm_table table = {0};
    cm_member_columns columns;

    write_text("members.csv", "address,lon,lat\n江別市文京台11,,\n府中市,,\n,1,2\n,1,x\n");
    cm_gazetteer_destroy(open_small());
    CHECK(cm_table_read(&table, "members.csv", NULL, NULL) == CM_OK);
    CHECK(cm_members_find_columns(&columns, &table, NULL, "members.csv") == CM_OK);
    for (size_t nth = 1;; nth++) {
        cm_gazetteer *gazetteer = NULL;
        result got = {0};
        const cm_geocode_outputs outputs = {&got.members, &got.rejects, &got.candidates,
                                            &got.report};
        CHECK(cm_gazetteer_open(&gazetteer, "small.gaz") == CM_OK);
        cm__memory_fail_at(nth, false);
        const cm_status status = cm_geocode_members(&outputs, &table, &columns, gazetteer, NULL);
        const bool over = cm__memory_fail_at(0, false) < nth;
        CHECK(status == (over ? CM_OK : CM_ERR_NOMEM));
        CHECK(table.row_count == (over ? 0 : 4) && got.members.table.row_count == (over ? 4 : 0));
        clear(&got);
        cm_gazetteer_destroy(gazetteer);
        if (over)
            break;
    }
    cm_table_clear(&table);
    CHECK(cm__memory_live() == live);
}

/* The members of the Sapporo example: with their towns, or rejected. */
static void check_sapporo(cm_gazetteer *gazetteer, const char *name)
{
    char path[4200];
    result got = {0};

    test_now = name;
    snprintf(path, sizeof path, "%s/members/%s", data, name);
    CHECK(place(&got, path, gazetteer, NULL) == CM_OK);
    CHECK(got.report.rows == 54 && got.report.placed == 47 && got.report.rejected == 7);
    CHECK(got.report.by_level[CM_LEVEL_TOWN] == 47);
    const cm_table *const table = &got.members.table;
    for (size_t i = 0; i < table->row_count; i++) {
        const bool placed = strcmp(text_of(table, i, "coord_level"), "town") == 0;
        CHECK(cm_features_has_place(&got.members, i) == placed);
        CHECK((*text_of(table, i, "matched_town") != '\0') == placed);
        CHECK(strcmp(text_of(table, i, "score"), "1") == 0);
        CHECK(strcmp(text_of(table, i, "matched_prefecture"), "北海道") == 0);
    }
    for (size_t i = 0; i < got.rejects.row_count; i++) {
        CHECK(strncmp(text_of(&got.rejects, i, "reason"), "too_coarse: ", 12) == 0);
        CHECK(strcmp(text_of(&got.rejects, i, "coord_level"), "city") == 0);
        CHECK(*text_of(&got.rejects, i, "lon") == '\0' && *text_of(&got.rejects, i, "lat") == '\0');
    }
    clear(&got);
}

/* The same answers from the list as written by hand and as an office program saves it. */
TEST(places_the_sapporo_example)
{
    static const char *const columns[] = {"matched_city", "matched_town", "coord_level", "lon",
                                          "lat"};
    cm_gazetteer *gazetteer;
    char paths[2][4200];
    result got[2] = {{.report = {0}}, {.report = {0}}};

    if (!data)
        return;
    gazetteer = open_japan(data);
    check_sapporo(gazetteer, "sapporo_it.csv");
    check_sapporo(gazetteer, "sapporo_it_cp932.csv");
    snprintf(paths[0], sizeof paths[0], "%s/members/sapporo_it.csv", data);
    snprintf(paths[1], sizeof paths[1], "%s/members/sapporo_it_cp932.csv", data);
    for (size_t i = 0; i < 2; i++)
        CHECK(place(&got[i], paths[i], gazetteer, NULL) == CM_OK);
    for (size_t row = 0; row < got[0].members.table.row_count; row++)
        for (size_t c = 0; c < sizeof columns / sizeof *columns; c++)
            CHECK(strcmp(text_of(&got[0].members.table, row, columns[c]),
                         text_of(&got[1].members.table, row, columns[c])) == 0);
    clear(&got[0]);
    clear(&got[1]);
    cm_gazetteer_destroy(gazetteer);
}

TEST_MAIN(data = find_data("the Sapporo example"), enter_folder(),
          RUN(places_each_row_and_says_why_not),
          RUN(adds_its_columns_and_replaces_those_of_the_same_name),
          RUN(takes_coarser_places_when_asked), RUN(needs_no_gazetteer_where_every_row_has_a_place),
          RUN(stops_when_it_is_told_to), RUN(counts_doubts_apart_from_rejects),
          RUN(survives_every_failed_allocation), RUN(places_the_sapporo_example),
          leave_folder((const char *const[]){"small.csv", "small.gaz", "members.csv", "japan.csv",
                                             "japan.gaz", NULL}))
