/* test_web_page.c - tests output/web_page.c. */
#include "geo/base_file.h"
#include "tests/unit/web_scene.h"
#include <clustermap/web.h>
#include <unistd.h>

static char path[] = P_tmpdir "/test_web_page.XXXXXX";

static bool has_leaflet(void)
{
    return access("/usr/share/javascript/leaflet/leaflet.css", R_OK) == 0;
}

/* The page as it was written; the caller frees it. */
static char *read_page(size_t *length)
{
    char *bytes = NULL;

    CHECK(cm__file_read(&bytes, length, path, (size_t)1 << 24) == CM_OK);
    if (bytes)
        bytes[*length] = '\0';
    return bytes;
}

TEST(a_page_is_whole_and_asks_for_nothing)
{
    static const char *const wants[] = {
        "<html lang=\"ja\">",     "<title>題 &amp; &lt;title&gt;</title>",
        "default-src 'none'",     "script-src 'sha256-",
        "style-src 'sha256-",     "2026年11月24日時点",
        "概略の図形：土地",       "土地＝Survey &lt;of&gt; 2021／further",
        "Redistribution and use", "<meta name=\"author\" content=\"A\">"};
    web_scene s;
    size_t length = 0;

    if (!has_leaflet()) {
        puts("skipped: libjs-leaflet is not installed");
        return;
    }
    make_web_scene(&s);
    s.options.as_of = "2026-11-24";
    s.options.credit = "further";
    s.options.author = "A";
    CHECK(cm_web_write(s.layers, 4, &s.options, path) == CM_OK);
    char *page = read_page(&length);
    for (size_t i = 0; page && i < sizeof wants / sizeof *wants; i++) {
        test_now = wants[i];
        CHECK(strstr(page, wants[i]) != NULL);
    }
    CHECK(page && count_of(page, "<script") == 4 && count_of(page, "</script>") == 4);
    CHECK(page && count_of(page, "sha256-") == 5); /* three scripts, two styles */
    CHECK(page && count_of(page, "<img") == 0 && count_of(page, "{{") < 3 &&
          strlen(page) == length);
    cm__array_free(&page);
    clear_web_scene(&s);
}

TEST(a_target_is_the_old_file_or_the_new_one)
{
    web_scene s;
    size_t length = 0;

    make_web_scene(&s);
    s.folders[0] = "/nonexistent";
    CHECK(cm_web_write(s.layers, 4, &s.options, path) == CM_ERR_IO);
    CHECK(strstr(cm_error_text(), "page.html") != NULL);
    s.folders[0] = s.folder;
    s.options.no_clobber = true;
    CHECK(cm_web_write(s.layers, 4, &s.options, path) == CM_ERR_IO || !has_leaflet());
    char *page = read_page(&length);
    CHECK(!has_leaflet() || length > 100000);
    cm__array_free(&page);
    clear_web_scene(&s);
}

TEST(an_allocation_that_fails_leaves_nothing_behind)
{
    web_scene s;
    cm_status status = CM_ERR_NOMEM;

    if (!has_leaflet())
        return;
    make_web_scene(&s);
    const size_t live = cm__memory_live();
    for (size_t nth = 1; status && nth < 5000; nth++) {
        cm__memory_fail_at(nth, false);
        status = cm_web_write(s.layers, 4, &s.options, path);
        cm__memory_fail_at(0, false);
        CHECK(status == CM_OK || status == CM_ERR_NOMEM);
        CHECK(cm__memory_live() == live);
    }
    CHECK(status == CM_OK);
    clear_web_scene(&s);
}

TEST_MAIN(CHECK(close(mkstemp(path)) == 0), RUN(a_page_is_whole_and_asks_for_nothing),
          RUN(a_target_is_the_old_file_or_the_new_one),
          RUN(an_allocation_that_fails_leaves_nothing_behind), unlink(path))
