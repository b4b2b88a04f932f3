/* test_export_chunks.c - tests output/export_chunks.c in a folder of its own. */
#include "tests/export_fixture.h"

static char folder[] = P_tmpdir "/test_export_chunks.XXXXXX";

/* Writes the rows of a layer in parts of so many. */
static cm_status write_parts(const cm_features *layer, const char *path, cm_format format,
                             const cm_export_options *options, size_t size)
{
    const size_t count = layer->table.row_count;
    cm_features_writer *writer = NULL;
    cm_status status = cm_features_writer_open(&writer, path, format, options);

    for (size_t first = 0; (first == 0 || first < count) && !status; first += size) {
        cm_features part = {0};
        size_t rows[64], kept = 0;
        while (kept < size && first + kept < count) {
            rows[kept] = first + kept;
            kept++;
        }
        status = cm_features_copy(&part, layer);
        if (!status)
            status = cm_features_select_rows(&part, rows, kept);
        if (!status)
            status = cm_features_writer_add(writer, &part);
        cm_features_clear(&part);
    }
    if (!status)
        status = cm_features_writer_close(writer);
    cm_features_writer_destroy(writer);
    return status;
}

static void compare(const cm_features *layer, cm_format format)
{
    static const size_t sizes[] = {1, 2, 3, 5, 64};
    const char *const path = format == CM_FORMAT_GEOJSON ? "whole.geojson" : "whole.csv";
    cm_export_options options = CM_EXPORT_OPTIONS_INIT;

    for (int moved = 0; moved < 2; moved++) {
        options.out_crs = moved && format != CM_FORMAT_GEOJSON ? "EPSG:6680" : NULL;
        CHECK(cm_features_write(layer, path, format, &options, NULL) == CM_OK);
        for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
            CHECK(write_parts(layer, "parts", format, &options, sizes[i]) == CM_OK);
            CHECK(sum_of(path) == sum_of("parts"));
        }
    }
    CHECK(unlink(path) == 0 && unlink("parts") == 0);
}

TEST(writes_the_bytes_of_the_whole)
{
    static const cm_format formats[] = {CM_FORMAT_CSV, CM_FORMAT_TSV, CM_FORMAT_GEOJSON};
    cm_features points = make_points();
    cm_features table = {.geometry = CM_GEOMETRY_NONE};

    table.table = make_table();
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        test_now = cm_format_name(formats[i]);
        compare(&points, formats[i]);
        compare(&table, formats[i]);
    }
    CHECK(cm_features_select_rows(&points, NULL, 0) == CM_OK);
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        test_now = "no rows";
        compare(&points, formats[i]);
    }
    cm_features_clear(&points);
    cm_table_clear(&table.table);
    CHECK(cm__memory_live() == 0);
}

TEST(leaves_the_target_as_it_is_until_it_is_closed)
{
    cm_export_options keep = CM_EXPORT_OPTIONS_INIT;
    cm_features points = make_points();
    cm_features_writer *writer = NULL;

    put("a.csv", "old");
    CHECK(cm_features_writer_open(&writer, "a.csv", CM_FORMAT_CSV, NULL) == CM_OK);
    CHECK(cm_features_writer_add(writer, &points) == CM_OK && holds("a.csv", "old"));
    cm_features_writer_destroy(writer);
    CHECK(holds("a.csv", "old") && count_names(".") == 1);
    keep.no_clobber = true;
    CHECK(write_parts(&points, "a.csv", CM_FORMAT_CSV, &keep, 3) == CM_ERR_IO);
    CHECK(write_parts(&points, ".", CM_FORMAT_CSV, NULL, 3) == CM_ERR_IO);
    CHECK(write_parts(&points, "a.gpkg", CM_FORMAT_GPKG, NULL, 3) == CM_ERR_DOMAIN);
    limit_files(100);
    CHECK(write_parts(&points, "a.csv", CM_FORMAT_CSV, NULL, 3) == CM_ERR_IO);
    limit_files(RLIM_INFINITY);
    CHECK(holds("a.csv", "old") && count_names(".") == 1 && unlink("a.csv") == 0);
    cm_features_writer_destroy(NULL);
    cm_features_clear(&points);
}

TEST(survives_every_failed_allocation)
{
    cm_features points = make_points();
    const size_t live = cm__memory_live();

    for (cm_format format = CM_FORMAT_CSV; format <= CM_FORMAT_GEOJSON; format++)
        for (size_t nth = 1;; nth++) {
            cm__memory_fail_at(nth, false);
            const cm_status status = write_parts(&points, "a", format, NULL, 5);
            const bool over = cm__memory_fail_at(0, false) < nth;
            CHECK(status == (over ? CM_OK : CM_ERR_NOMEM) && cm__memory_live() == live);
            CHECK(count_names(".") == (over ? 1 : 0) && (!over || unlink("a") == 0));
            if (over)
                break;
        }
    cm_features_clear(&points);
}

TEST_MAIN(CHECK(mkdtemp(folder) && chdir(folder) == 0), signal(SIGXFSZ, SIG_IGN),
          RUN(writes_the_bytes_of_the_whole), RUN(leaves_the_target_as_it_is_until_it_is_closed),
          RUN(survives_every_failed_allocation), CHECK(rmdir(folder) == 0))
