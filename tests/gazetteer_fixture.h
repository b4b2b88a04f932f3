/* gazetteer_fixture.h - gazetteers that the tests of addresses share: a small one, and all Japan.
 */
#ifndef GAZETTEER_FIXTURE_H
#define GAZETTEER_FIXTURE_H

#include "tests/test.h"
#include <clustermap/gazetteer.h>
#include <clustermap/geocode.h>
#include <clustermap/reader.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static char fixture_folder[] = P_tmpdir "/test_gazetteer.XXXXXX";

static const char small_table[] = "pref,city,town,koaza,lat,lng\n"
                                  "北海道,札幌市中央区,北三条西四丁目,,43.0649,141.3501\n"
                                  "北海道,札幌市中央区,大通西三丁目,,43.0600,141.3520\n"
                                  "北海道,札幌市北区,北八条西五丁目,,43.0705,141.3472\n"
                                  "北海道,江別市,文京台,,43.0627,141.4909\n"
                                  "北海道,江別市,文京台一丁目,,,\n"
                                  "東京都,府中市,本町一丁目,,35.6700,139.4700\n"
                                  "広島県,府中市,本町,,34.5700,133.2400\n"
                                  "京都府,京都市中京区,山本町,,35.0100,135.7600\n"
                                  "京都府,京都市中京区,丸太町,,35.0200,135.7700\n"
                                  "長野県,上伊那郡南箕輪村,（大字なし）,,35.8700,137.9800\n"
                                  "岩手県,奥州市,水沢佐倉河,字中半入,39.1700,141.1300\n"
                                  "岩手県,奥州市,水沢佐倉河,字道下,39.1600,141.1500\n"
                                  "埼玉県,越谷市,大字蒲生,,35.8700,139.7900\n"
                                  "埼玉県,越谷市,蒲生茜町,,35.8660,139.7930\n"
                                  "茨城県,龍ヶ崎市,川原代町,,35.9100,140.1800\n";

/* Goes into a folder of the test's own. */
static inline void enter_folder(void)
{
    CHECK(mkdtemp(fixture_folder) && chdir(fixture_folder) == 0);
}

/* Leaves it, and checks that the test left nothing there but the files named. */
static inline void leave_folder(const char *const *files)
{
    for (; *files; files++)
        unlink(*files);
    CHECK(chdir("/") == 0 && rmdir(fixture_folder) == 0);
}

static inline void write_text(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");

    CHECK(file && fwrite(text, 1, strlen(text), file) == strlen(text) && fclose(file) == 0);
}

static inline cm_status build_from(const char *path, const char *source)
{
    return cm_gazetteer_build(path, &source, 1, NULL, NULL, NULL);
}

/* Builds small.gaz out of small.csv and opens it. */
static inline cm_gazetteer *open_small(void)
{
    cm_gazetteer *gazetteer = NULL;

    write_text("small.csv", small_table);
    CHECK(build_from("small.gaz", "small.csv") == CM_OK);
    CHECK(cm_gazetteer_open(&gazetteer, "small.gaz") == CM_OK);
    return gazetteer;
}

/* $CM_TEST_DATA, or NULL after a line that says what is skipped. Call before enter_folder, since
 * the path may be relative. */
static inline const char *find_data(const char *what)
{
    static char path[4096];
    const char *const data = getenv("CM_TEST_DATA");

    if (data && realpath(data, path))
        return path;
    printf("skipped: %s needs CM_TEST_DATA\n", what);
    return NULL;
}

/* Unpacks a file of the data into the folder. */
static inline bool unpack(const char *data, const char *name, const char *to)
{
    char command[8192];

    snprintf(command, sizeof command, "xz -dc '%s/%s' >%s", data, name, to);
    return system(command) == 0;
}

/* Builds japan.gaz out of japan.csv, the table of all towns, and opens it. */
static inline cm_gazetteer *open_japan(const char *data)
{
    cm_gazetteer *gazetteer = NULL;

    CHECK(unpack(data, "gazetteer/japan_towns.csv.xz", "japan.csv"));
    CHECK(build_from("japan.gaz", "japan.csv") == CM_OK);
    CHECK(cm_gazetteer_open(&gazetteer, "japan.gaz") == CM_OK);
    return gazetteer;
}

#endif
