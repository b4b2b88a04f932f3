/* export_shp_lib.c - shapelib made silent, and its failures told. */
#include "output/export_shp_lib.h"
#include "geo/base_error.h"
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

static void say_nothing(const char *message)
{
    (void)message;
}

SAHooks cm__shapelib_hooks(void)
{
    SAHooks hooks;

    SASetupDefaultHooks(&hooks);
    hooks.Error = say_nothing;
    return hooks;
}

cm_status cm__shapelib_failure(const char *path)
{
    return cm__fail(CM_ERR_IO, "%s: cannot be written: %s", path,
                    errno ? strerror(errno) : "shapelib refuses");
}

cm_status cm__shapelib_mismatch(const char *path)
{
    return cm__fail(CM_ERR_FORMAT, "%s: reads back otherwise than written", path);
}

cm_status cm__shapelib_check_size(const char *file, const char *path, size_t want)
{
    struct stat found;

    if (stat(file, &found) != 0)
        return cm__fail(CM_ERR_IO, "%s: %s", path, strerror(errno));
    if ((size_t)found.st_size == want)
        return CM_OK;
    return cm__fail(CM_ERR_IO, "%s: %zu bytes were written, %lld are there: is the disk full?",
                    path, want, (long long)found.st_size);
}
