/* gazetteer_target.c - a new file beside the one that it will replace. */
#include "geo/gazetteer_target.h"
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { NAME_BYTES = 200 };

static cm_status system_failure(const char *path)
{
    return cm__fail(CM_ERR_IO, "%s: %s", path, strerror(errno));
}

/* The name behind symbolic links, so that the new file lands where the old one lies. */
static cm_status find_target(char out[static PATH_MAX], mode_t *mode, const char *path)
{
    struct stat found;

    if (realpath(path, out)) {
        if (stat(out, &found) != 0)
            return system_failure(path);
        if (!S_ISREG(found.st_mode))
            return cm__fail(CM_ERR_IO, "%s: is not a regular file, so it is not replaced", path);
        *mode = found.st_mode & 0777;
        return CM_OK;
    }
    if (*path == '\0' || errno != ENOENT || lstat(path, &found) == 0) /* a link to nowhere */
        return system_failure(path);
    if (strlen(path) >= PATH_MAX - 1) {
        errno = ENAMETOOLONG;
        return system_failure(path);
    }
    memcpy(out, path, strlen(path) + 1);
    return CM_OK;
}

/* The process that made a temporary of this name for the target, or 0 if it is no such name. */
static pid_t maker_of(const char *name, const char *target_name)
{
    const size_t length = strlen(target_name);
    char *end;

    if (name[0] != '.' || strncmp(name + 1, target_name, length) != 0 || name[length + 1] != '.')
        return 0;
    const long maker = strtol(name + length + 2, &end, 10);
    if (maker <= 0 || maker > INT_MAX || end[0] != '.' || end[1] == '\0' ||
        end[1 + strspn(end + 1, "0123456789")] != '\0')
        return 0;
    return (pid_t)maker;
}

/* Removes what builds that were killed have left beside the target. */
static void remove_stale(const char *folder_path, const char *target_name)
{
    DIR *const folder = opendir(folder_path);

    if (!folder)
        return;
    for (const struct dirent *entry; (entry = readdir(folder));) {
        const pid_t maker = maker_of(entry->d_name, target_name);
        if (maker > 0 && kill(maker, 0) != 0 && errno == ESRCH)
            unlinkat(dirfd(folder), entry->d_name, 0);
    }
    closedir(folder);
}

static void get_folder(char out[static PATH_MAX], const char *path)
{
    const char *const slash = strrchr(path, '/');

    snprintf(out, PATH_MAX, "%.*s", slash ? (int)(slash - path) + 1 : 1, slash ? path : ".");
}

static cm_status create_temporary(cm__gazetteer_target *target, const char *path, mode_t mode)
{
    const char *const slash = strrchr(target->path, '/');
    const char *const start = slash ? slash + 1 : target->path;
    char name[NAME_BYTES + 1]; /* shortened, so that the temporary's is not too long */
    const size_t room = strlen(target->path) + 64;
    char folder[PATH_MAX];
    cm_status status = cm__array_grow(&target->temporary, room, 1);

    snprintf(name, sizeof name, "%s", start);
    get_folder(folder, target->path);
    remove_stale(folder, name);

    for (int i = 0; i < 100 && !status; i++) {
        snprintf(target->temporary, room, "%.*s.%s.%ld.%d", (int)(start - target->path),
                 target->path, name, (long)getpid(), i);
        const int fd = open(target->temporary, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, mode);
        if (fd >= 0) {
            close(fd); /* nothing was written, so nothing can be lost */
            return CM_OK;
        }
        if (errno != EEXIST)
            break;
    }
    if (!status)
        status = system_failure(path);
    cm__array_free(&target->temporary); /* it is not ours to remove */
    return status;
}

cm_status cm__gazetteer_target_create(cm__gazetteer_target *out, const char *path)
{
    char real[PATH_MAX];
    mode_t mode = 0666;
    cm_status status = find_target(real, &mode, path);

    if (!status)
        status = cm__array_grow(&out->path, strlen(real) + 1, 1);
    if (status)
        return status;
    memcpy(out->path, real, strlen(real) + 1);
    status = create_temporary(out, path, mode);
    if (status)
        cm__gazetteer_target_clear(out);
    return status;
}

static cm_status sync_folder(const char *path)
{
    char folder[PATH_MAX];
    int fd;
    bool good;

    get_folder(folder, path);
    fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    good = fd >= 0 && (fsync(fd) == 0 || errno == EINVAL); /* some file systems have no such sync */
    if (fd >= 0)
        close(fd);
    return good ? CM_OK : system_failure(path);
}

cm_status cm__gazetteer_target_commit(cm__gazetteer_target *target)
{
    if (rename(target->temporary, target->path) != 0)
        return system_failure(target->path);
    cm__array_free(&target->temporary);
    return sync_folder(target->path);
}

void cm__gazetteer_target_clear(cm__gazetteer_target *target)
{
    if (target->temporary)
        unlink(target->temporary);
    cm__array_free(&target->temporary);
    cm__array_free(&target->path);
}
