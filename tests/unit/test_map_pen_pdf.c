/* test_map_pen_pdf.c - tests output/map_pen_pdf.c. */
#include "geo/base_memory.h"
#include "geo/gdal_driver.h"
#include "output/map_pen.h"
#include "tests/unit/map_picture.h"
#include "tests/unit/map_sample.h"
#include <sys/stat.h>

static cm_status write_sample(char path[400], const char *name)
{
    cm__list list;

    sample_build(&list);
    const cm_status status = cm__pen_pdf(&(const cm__list *){&list}, 1, sample_path(path, name));
    cm__list_clear(&list);
    CHECK(cm__memory_live() == 0);
    return status;
}

/* Whether a tool's output about the file has a line that matches. */
static bool says(const char *tool, const char *path, const char *pattern)
{
    char filter[400];

    snprintf(filter, sizeof filter, "2>&1 | grep -qE -- '%s'", pattern);
    const bool found = sample_runs(tool, path, filter);
    if (!found)
        printf("%s does not say %s\n", tool, pattern);
    return found;
}

TEST(is_a_sound_page_of_its_size)
{
    char path[400];

    CHECK(write_sample(path, "sound.pdf") == CM_OK);
    if (sample_has("qpdf"))
        CHECK(sample_runs("qpdf --check", path, ">/dev/null"));
    if (!sample_has("pdfinfo"))
        return;
    CHECK(says("pdfinfo", path, "^Page size: +595.276 x 841.89 pts"));
    CHECK(says("pdfinfo", path, "^Title: +札幌市の情報産業 <IT> & friends$"));
    CHECK(says("pdfinfo", path, "^Author: +札幌 \\(office\\)$"));
    CHECK(says("TZ=UTC pdfinfo", path, "^CreationDate: +Sun Sep +9 01:46:40 2001"));
    CHECK(says("pdfinfo", path, "^Pages: +1$"));
    CHECK(says("grep -a /Lang", path, "/Lang \\(ja\\)"));
}

TEST(keeps_text_as_text_in_embedded_fonts)
{
    static const char *const texts[] = {"札幌市の情報産業 <IT> & friends",
                                        "㈱髙﨑ソフト①",
                                        "葛",
                                        "出典: 国土数値情報",
                                        "two +blanks",
                                        "ﾊｰﾄﾞ研究所",
                                        "<script>alert"};
    char path[400];

    CHECK(write_sample(path, "text.pdf") == CM_OK);
    if (!sample_has("pdftotext") || !sample_has("pdffonts"))
        return;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        char filter[200];
        test_now = texts[i];
        snprintf(filter, sizeof filter, "- | grep -qE '%s'", texts[i]);
        CHECK(sample_runs("pdftotext", path, filter));
    }
    CHECK(!sample_runs("pdffonts", path, "| grep -q 'Type 3'"));
    CHECK(sample_runs("pdffonts", path, "| grep -q 'NotoSansCJKjp.*Identity-H +yes yes yes' -E"));
    CHECK(!sample_runs("pdffonts", path, "| tail -n +3 | grep -v 'yes yes yes'"));
    if (sample_has("pdfimages"))
        CHECK(!sample_runs("pdfimages -list", path, "| tail -n +3 | grep -q .")); /* all vectors */
}

TEST(lies_where_it_says_on_the_earth)
{
    static const char *const drivers[] = {"PDF", NULL};
    double to[6];
    char path[400];
    cm__gdal block;
    GDALDatasetH map = NULL;

    CHECK(write_sample(path, "earth.pdf") == CM_OK);
    cm__gdal_begin(&block);
    const cm__gdal_source source = {.path = path, .drivers = drivers, .flags = GDAL_OF_RASTER};
    CHECK(cm__gdal_open(&block, &map, &source) == CM_OK);
    if (map) {
        CHECK(GDALGetGeoTransform(map, to) == CE_None);
        const double px_per_mm = GDALGetRasterXSize(map) / 210.0;
        const double py_per_mm = GDALGetRasterYSize(map) / 297.0;
        CHECK_NEAR(to[0] + to[1] * 15 * px_per_mm, -79000, 0.1); /* 0.1 m is 2.5 um here */
        CHECK_NEAR(to[0] + to[1] * 195 * px_per_mm, -71800, 0.1);
        CHECK_NEAR(to[3] + to[5] * 35 * py_per_mm, -97000, 0.1);
        CHECK_NEAR(to[3] + to[5] * 275 * py_per_mm, -106600, 0.1);
        GDALClose(map);
    }
    CHECK(cm__gdal_end(&block, CM_OK, CM_ERR_IO, path) == CM_OK);
}

TEST(looks_like_the_image)
{
    char pdf[400], png[400], drawn[400], command[900];
    cm__list list;

    if (!sample_has("pdftoppm"))
        return;
    CHECK(write_sample(pdf, "look.pdf") == CM_OK);
    sample_build(&list);
    CHECK(cm__pen_png(&list, sample_path(png, "look.png"), 150) == CM_OK);
    cm__list_clear(&list);
    sample_path(drawn, "look_pdf");
    snprintf(command, sizeof command, "'%s'", drawn);
    CHECK(sample_runs("pdftoppm -r 150 -png -singlefile", pdf, command));
    sample_path(drawn, "look_pdf.png");
    const picture_difference difference = picture_compare(png, drawn);
    CHECK(difference.mean < 2); /* of 255; seen 1.1: poppler puts glyphs on whole pixels */
    CHECK(difference.far_pct < 1.5);
}

TEST(writes_the_same_bytes_again)
{
    char path[400];
    size_t length[2];

    CHECK(write_sample(path, "one.pdf") == CM_OK);
    char *const first = sample_read(path, &length[0]);
    CHECK(write_sample(path, "another.pdf") == CM_OK);
    char *const second = sample_read(path, &length[1]);
    CHECK(first && second && length[0] == length[1] && memcmp(first, second, length[0]) == 0);
    free(first);
    free(second);
}

TEST(draws_a_page_without_layers_or_crs)
{
    const cm__list empty = {.width_mm = 100, .height_mm = 50};
    char path[400];
    cm__list list;

    CHECK(cm__pen_pdf(&(const cm__list *){&empty}, 1, sample_path(path, "empty.pdf")) == CM_OK);
    CHECK(!sample_has("qpdf") || sample_runs("qpdf --check", path, ">/dev/null"));
    sample_build(&list);
    list.crs = NULL;
    CHECK(cm__pen_pdf(&(const cm__list *){&list}, 1, sample_path(path, "plain.pdf")) == CM_OK);
    CHECK(!sample_has("qpdf") || sample_runs("qpdf --check", path, ">/dev/null"));
    CHECK(sample_runs("grep -aq '/Type /OCG'", path, "") &&
          !sample_runs("grep -aq GPTS", path, ""));
    cm__list_clear(&list);
}

TEST(refuses_what_cannot_be_written)
{
    char path[400];
    cm__list list;

    CHECK(write_sample(path, "no/such.pdf") == CM_ERR_IO);
    CHECK(mkdir(sample_path(path, "folder.pdf"), 0755) == 0);
    CHECK(write_sample(path, "folder.pdf") == CM_ERR_IO);
    rmdir(path);
    sample_build(&list);
    const size_t live = cm__memory_live();
    sample_path(path, "memory.pdf");
    for (size_t nth = 1; nth < 60; nth += 7) {
        cm__memory_fail_at(nth, true);
        const cm_status status = cm__pen_pdf(&(const cm__list *){&list}, 1, path);
        cm__memory_fail_at(0, false);
        CHECK(status == CM_ERR_NOMEM && cm__memory_live() == live && access(path, F_OK) != 0);
    }
    cm__list_clear(&list);
}

TEST(several_lists_are_pages_of_one_document)
{
    char path[400];
    cm__list lists[3];

    for (int i = 0; i < 3; i++)
        sample_build(&lists[i]);
    lists[1].width_mm = 297;
    lists[2].crs = NULL;
    const cm__list *const pages[] = {&lists[0], &lists[1], &lists[2]};
    CHECK(cm__pen_pdf(pages, 3, sample_path(path, "pages.pdf")) == CM_OK);
    for (int i = 0; i < 3; i++)
        cm__list_clear(&lists[i]);
    CHECK(cm__memory_live() == 0);
    if (sample_has("qpdf"))
        CHECK(sample_runs("qpdf --check", path, ">/dev/null"));
    if (!sample_has("pdfinfo"))
        return;
    CHECK(says("pdfinfo", path, "^Pages: +3$"));
    CHECK(says("pdfinfo -f 2 -l 2", path, "^Page +2 size: +841.89 x 841.89 pts"));
    CHECK(sample_runs("pdftotext -f 3 -l 3", path, "- | grep -q 札幌市の情報産業"));
    CHECK(says("gdalinfo -oo DPI=72", path, "PDF:2:"));
}

TEST_MAIN(RUN(is_a_sound_page_of_its_size), RUN(keeps_text_as_text_in_embedded_fonts),
          RUN(lies_where_it_says_on_the_earth), RUN(looks_like_the_image),
          RUN(writes_the_same_bytes_again), RUN(draws_a_page_without_layers_or_crs),
          RUN(several_lists_are_pages_of_one_document), RUN(refuses_what_cannot_be_written),
          RUN(sample_remove))
