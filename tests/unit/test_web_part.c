/* test_web_part.c - tests output/web_part.c. */
#include "output/web_part.h"
#include "tests/test.h"
#include <clustermap/status.h>
#include <stdlib.h>
#include <unistd.h>

static char folder[] = P_tmpdir "/test_web_part.XXXXXX";

static void put(const char *name, const char *bytes)
{
    char path[128];
    FILE *file;

    snprintf(path, sizeof path, "%s/%s", folder, name);
    file = fopen(path, "wb");
    CHECK(file && fputs(bytes, file) >= 0 && fclose(file) == 0);
}

static void take(const char *name)
{
    char path[128];

    snprintf(path, sizeof path, "%s/%s", folder, name);
    CHECK(unlink(path) == 0);
}

TEST(parts_refer_to_no_other_file)
{
    static const struct {
        const char *bytes;
        cm__web_kind kind;
        const char *want; /* NULL: refused */
    } rows[] = {
        {"a();\r\nb();\n", CM__WEB_SCRIPT, "a();\nb();\n"},
        {"a();\n//# sourceMappingURL=a.js.map", CM__WEB_SCRIPT, "a();\n"},
        {"f(\"url(x)\")", CM__WEB_SCRIPT, "f(\"url(x)\")"},
        {"p{background:url(images/a.png)}", CM__WEB_STYLE, "p{background:none}"},
        {"p{}/*# sourceMappingURL=a.css.map */\nq{}", CM__WEB_STYLE, "p{}\nq{}"},
        {"p{background:url(", CM__WEB_STYLE, "p{background:url("},
        {"f('</SCRIPT>')", CM__WEB_SCRIPT, NULL},
        {"f('<!--')", CM__WEB_SCRIPT, NULL},
        {"</Style>", CM__WEB_STYLE, NULL},
        {"a -->", CM__WEB_COMMENT, NULL},
        {"<script></script>", CM__WEB_TEMPLATE, "<script></script>"},
        {"", CM__WEB_SCRIPT, ""},
    };
    const char *const folders[] = {"/nonexistent", folder, NULL};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm__text text = {0};
        test_now = rows[i].bytes;
        put("part", rows[i].bytes);
        CHECK(cm__web_add_part(&text, folders, "part", rows[i].kind) ==
              (rows[i].want ? CM_OK : CM_ERR_FORMAT));
        CHECK(!rows[i].want || strcmp(text.bytes ? text.bytes : "", rows[i].want) == 0);
        cm__text_clear(&text);
    }
    take("part");
}

TEST(leaflet_is_taken_in_its_smaller_form)
{
    const char *const folders[] = {folder, NULL};
    cm__text text = {0};

    put("leaflet.js", "large");
    CHECK(cm__web_add_part(&text, folders, "leaflet.js", CM__WEB_SCRIPT) == CM_OK);
    put("leaflet.min.js", "small");
    CHECK(cm__web_add_part(&text, folders, "leaflet.js", CM__WEB_SCRIPT) == CM_OK);
    CHECK(strcmp(text.bytes, "largesmall") == 0);
    cm__text_clear(&text);
    take("leaflet.js");
    take("leaflet.min.js");
}

TEST(what_is_missing_is_named)
{
    const char *const folders[] = {folder, NULL};
    cm__text text = {0};

    CHECK(cm__web_add_part(&text, folders, "leaflet.css", CM__WEB_STYLE) == CM_ERR_IO);
    CHECK(strstr(cm_error_text(), "leaflet.css") && strstr(cm_error_text(), "libjs-leaflet"));
    CHECK(cm__web_add_part(&text, folders, "page.js", CM__WEB_SCRIPT) == CM_ERR_IO);
    CHECK(strstr(cm_error_text(), "page.js") != NULL);
    CHECK(cm__web_add_part(&text, NULL, "page.js", CM__WEB_SCRIPT) == CM_ERR_IO);
    CHECK(text.length == 0);
    cm__text_clear(&text);
}

TEST_MAIN(CHECK(mkdtemp(folder) != NULL), RUN(parts_refer_to_no_other_file),
          RUN(leaflet_is_taken_in_its_smaller_form), RUN(what_is_missing_is_named), rmdir(folder))
