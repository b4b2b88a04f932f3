/* export_file.c - files that are whole or not there. */
#include "output/export_file.h"
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { NAME_KEPT = 200, RANDOM_LENGTH = 6 };

/* A file on its way from the folder to its place beside the target. */
typedef struct passenger {
    char name[NAME_MAX + 1];
    bool was_there; /* an old file lies at its place */
    bool is_kept;   /* and is also linked in the folder of the old ones */
    bool is_new;    /* false: nothing takes the old one's place */
} passenger;

typedef struct journey {
    const cm__export_folder *folder;
    char home[PATH_MAX]; /* the target's folder */
    char old[PATH_MAX];  /* where old files are kept until all is done; "" before it is made */
    passenger *files;
    size_t count, capacity;
} journey;

/* The path as its user knows it: see find_target. */
static const char *shown(const char *path)
{
    return strncmp(path, "./", 2) == 0 ? path + 2 : path;
}

static cm_status system_failure(const char *path)
{
    return cm__fail(CM_ERR_IO, "%s: %s", shown(path), strerror(errno));
}

cm_status cm__export_write_all(int fd, const char *bytes, size_t length, const char *path)
{
    while (length > 0) {
        const ssize_t written = write(fd, bytes, length);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return system_failure(path);
        bytes += written;
        length -= (size_t)written;
    }
    return CM_OK;
}

static cm_status join(char out[static PATH_MAX], const char *folder, const char *name)
{
    const int length = snprintf(out, PATH_MAX, "%s/%s", folder, name);

    if (length >= 0 && length < PATH_MAX)
        return CM_OK;
    errno = ENAMETOOLONG;
    return system_failure(name);
}

static cm_status copy(char **out, const char *text)
{
    const size_t size = strlen(text) + 1;
    const cm_status status = cm__array_grow(out, size, 1);

    if (!status)
        memcpy(*out, text, size);
    return status;
}

static const char *name_in(const char *path)
{
    const char *const slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

/* The folder that holds path. What is relative begins with "./", so that no library takes the
 * start of a name for a scheme or an option. */
static void home_of(char out[static PATH_MAX], const char *path)
{
    const int length = (int)(name_in(path) - path);

    if (length == 0)
        snprintf(out, PATH_MAX, ".");
    else
        snprintf(out, PATH_MAX, "%.*s", length > 1 ? length - 1 : 1, path);
}

/* Whether a new file may come to lie at place; out_found says if one lies there. */
static cm_status check_place(bool *out_found, const char *place, bool no_clobber)
{
    struct stat found;

    *out_found = lstat(place, &found) == 0;
    if (!*out_found)
        return errno == ENOENT ? CM_OK : system_failure(place);
    if (!S_ISREG(found.st_mode))
        return cm__fail(CM_ERR_IO, "%s: is not a regular file, so it is not replaced",
                        shown(place));
    if (no_clobber)
        return cm__fail(CM_ERR_IO, "%s: is there already, and is not to be replaced", shown(place));
    if (faccessat(AT_FDCWD, place, W_OK, AT_EACCESS) != 0)
        return system_failure(place);
    return CM_OK;
}

/* The name behind symbolic links, so that the new file lands where the old one lies. */
static cm_status find_target(char target[static PATH_MAX], const char *path, bool no_clobber)
{
    struct stat found;
    bool is_there;

    if (*name_in(path) == '\0')
        return cm__fail(CM_ERR_IO, "'%s' does not name a file", path);
    if (lstat(path, &found) == 0 && S_ISLNK(found.st_mode)) {
        if (!realpath(path, target)) /* such as a link that leads nowhere */
            return system_failure(path);
    } else if (snprintf(target, PATH_MAX, "%s%s", *path == '/' ? "" : "./", path) >= PATH_MAX) {
        errno = ENAMETOOLONG;
        return system_failure(path);
    }
    return check_place(&is_there, target, no_clobber);
}

static int remove_one(const char *path, const struct stat *found, int kind, struct FTW *where)
{
    (void)found, (void)kind, (void)where;
    return remove(path) != 0 && errno != ENOENT;
}

static void remove_folder(const char *path)
{
    nftw(path, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

/* Whether name is ".NAME.PID.XXXXXX" of a process that has ended; start is ".NAME.". A process
 * that lives, be it of another user, keeps its own. */
static bool is_stale(const char *name, const char *start)
{
    char *end;

    if (strncmp(name, start, strlen(start)) != 0)
        return false;
    name += strlen(start);
    if (!isdigit((unsigned char)*name))
        return false;
    errno = 0;
    const long pid = strtol(name, &end, 10);
    if (errno || pid <= 0 || pid > INT_MAX || *end != '.' || strlen(end + 1) != RANDOM_LENGTH)
        return false;
    return kill((pid_t)pid, 0) != 0 && errno == ESRCH;
}

static void remove_stale(const char *home, const char *start)
{
    DIR *const listing = opendir(home);
    char path[PATH_MAX];

    if (!listing)
        return;
    for (const struct dirent *entry = readdir(listing); entry; entry = readdir(listing))
        if (is_stale(entry->d_name, start) && join(path, home, entry->d_name) == CM_OK)
            remove_folder(path);
    closedir(listing);
}

static cm_status make_folder(char folder[static PATH_MAX], const char *target, const char *path)
{
    char home[PATH_MAX], start[NAME_KEPT + 4], name[NAME_MAX + 1];
    cm_status status;

    home_of(home, target);
    snprintf(start, sizeof start, ".%.*s.", NAME_KEPT, name_in(target));
    remove_stale(home, start);
    snprintf(name, sizeof name, "%s%ld.XXXXXX", start, (long)getpid());
    status = join(folder, home, name);
    if (!status && !mkdtemp(folder))
        status = system_failure(path);
    return status;
}

cm_status cm__export_folder_create(cm__export_folder *out, const char *path, bool no_clobber)
{
    char target[PATH_MAX], folder[PATH_MAX] = "", file[PATH_MAX];
    cm__export_folder fresh = {.no_clobber = no_clobber};
    cm_status status = find_target(target, path, no_clobber);

    if (status)
        goto done;
    status = make_folder(folder, target, path);
    if (status) {
        *folder = '\0';
        goto done;
    }
    status = join(file, folder, name_in(target));
    if (!status)
        status = copy(&fresh.target, target);
    if (!status)
        status = copy(&fresh.folder, folder);
    if (!status)
        status = copy(&fresh.file, file);
    if (status)
        goto done;
    *out = fresh; /* handed over: done must not free it */
    fresh = (cm__export_folder){0};
    *folder = '\0';
done:
    if (*folder)
        remove_folder(folder);
    cm__export_folder_clear(&fresh);
    return status;
}

/* A name with its extension, if it has one, replaced. */
static cm_status replace_extension(char out[static PATH_MAX], const char *path,
                                   const char *extension)
{
    const char *const name = name_in(path), *const dot = strrchr(name, '.');
    const size_t stem = dot && dot != name ? (size_t)(dot - path) : strlen(path);
    const int length = snprintf(out, PATH_MAX, "%.*s%s", (int)stem, path, extension);

    if (length >= 0 && length < PATH_MAX)
        return CM_OK;
    errno = ENAMETOOLONG;
    return system_failure(path);
}

cm_status cm__export_folder_sibling(const cm__export_folder *folder, char *out,
                                    const char *extension)
{
    return replace_extension(out, folder->file, extension);
}

static cm_status add_file(journey *trip, const char *name, bool is_new)
{
    if (trip->count == trip->capacity) {
        const size_t capacity = trip->capacity ? 2 * trip->capacity : 8;
        const cm_status status = cm__array_grow(&trip->files, capacity, sizeof *trip->files);
        if (status)
            return status;
        trip->capacity = capacity;
    }
    trip->files[trip->count] = (passenger){.is_new = is_new};
    snprintf(trip->files[trip->count].name, sizeof trip->files->name, "%s", name);
    trip->count++;
    return CM_OK;
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(((const passenger *)a)->name, ((const passenger *)b)->name);
}

/* All files in the folder but the target's own, by name. */
static cm_status add_neighbours(journey *trip)
{
    const char *const own = name_in(trip->folder->target);
    DIR *const listing = opendir(trip->folder->folder);
    cm_status status = CM_OK;

    if (!listing)
        return system_failure(trip->folder->folder);
    for (const struct dirent *entry = readdir(listing); entry && !status; entry = readdir(listing))
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0 &&
            strcmp(entry->d_name, own) != 0)
            status = add_file(trip, entry->d_name, true);
    closedir(listing);
    if (trip->count > 1)
        qsort(trip->files, trip->count, sizeof *trip->files, compare_names);
    return status;
}

/* The files that describe the old target, where they are there and no new ones come. */
static cm_status add_stale(journey *trip)
{
    const cm__export_folder *const folder = trip->folder;
    char place[PATH_MAX], fresh[PATH_MAX];
    cm_status status = CM_OK;

    for (const char *const *stale = folder->stale; stale && *stale && !status; stale++) {
        if (**stale == '*')
            status = replace_extension(place, folder->target, *stale + 1);
        else if (snprintf(place, PATH_MAX, "%s%s", folder->target, *stale) >= PATH_MAX)
            continue; /* no such name can be there */
        if (!status)
            status = join(fresh, folder->folder, name_in(place));
        if (!status && access(place, F_OK) == 0 && access(fresh, F_OK) != 0)
            status = add_file(trip, name_in(place), false);
    }
    return status;
}

/* Bytes of file safely on the disk, with mode and owner of the one at place that it replaces. The
 * owner is kept where the system allows it: only root may give a file away. */
static cm_status settle(const char *file, const char *place, bool was_there)
{
    struct stat old;
    const int fd = open(file, O_RDONLY | O_CLOEXEC);
    cm_status status = CM_OK;

    if (fd < 0)
        return system_failure(place);
    if (was_there && stat(place, &old) == 0) {
        const int given = fchown(fd, old.st_uid, old.st_gid);
        (void)given;
        if (fchmod(fd, old.st_mode & 0777) != 0)
            status = system_failure(place);
    }
    if (!status && fsync(fd) != 0)
        status = system_failure(place);
    if (close(fd) != 0 && !status)
        status = system_failure(place);
    return status;
}

static cm_status prepare(journey *trip)
{
    char file[PATH_MAX], place[PATH_MAX];
    cm_status status = CM_OK;

    for (size_t i = 0; i < trip->count && !status; i++) {
        passenger *const one = &trip->files[i];
        status = join(place, trip->home, one->name);
        if (!status)
            status = check_place(&one->was_there, place, trip->folder->no_clobber);
        if (status || !one->is_new)
            continue;
        status = join(file, trip->folder->folder, one->name);
        if (!status)
            status = settle(file, place, one->was_there);
    }
    if (status)
        return status;
    status = join(trip->old, trip->folder->folder, "XXXXXX");
    if (!status && !mkdtemp(trip->old)) {
        *trip->old = '\0';
        status = system_failure(trip->folder->target);
    }
    return status;
}

/* Renames without replacing; where the file system cannot, a hard link does the same. */
static int rename_new(const char *from, const char *to)
{
    if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
        return 0;
    if (errno != EINVAL && errno != ENOSYS)
        return -1;
    if (link(from, to) != 0)
        return -1;
    return unlink(from);
}

static cm_status move(journey *trip, passenger *one)
{
    char file[PATH_MAX], place[PATH_MAX], old[PATH_MAX];
    cm_status status = join(place, trip->home, one->name);

    if (!status)
        status = join(old, trip->old, one->name);
    if (!status)
        status = join(file, trip->folder->folder, one->name);
    if (status)
        return status;
    if (!one->is_new) {
        one->is_kept = rename(place, old) == 0;
        return one->is_kept || errno == ENOENT ? CM_OK : system_failure(place);
    }
    one->is_kept = one->was_there && link(place, old) == 0;
    if ((trip->folder->no_clobber ? rename_new : rename)(file, place) == 0)
        return CM_OK;
    one->is_kept = false;
    return system_failure(place);
}

/* Puts the first count files back as they were. */
static void put_back(const journey *trip, size_t count)
{
    char place[PATH_MAX], old[PATH_MAX];

    while (count-- > 0) {
        const passenger *const one = &trip->files[count];
        if (join(place, trip->home, one->name) != CM_OK || join(old, trip->old, one->name) != CM_OK)
            continue;
        if (one->is_kept && rename(old, place) == 0)
            continue;
        if (one->is_kept || !one->was_there)
            unlink(place);
        if (one->is_kept && link(old, place) != 0) /* where renaming fails for good, as before */
            return;
    }
}

/* Some file systems cannot sync a folder and say EINVAL: then there is nothing to do. */
static cm_status sync_folder(const char *path)
{
    const int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    cm_status status = CM_OK;

    if (fd < 0)
        return system_failure(path);
    if (fsync(fd) != 0 && errno != EINVAL)
        status = system_failure(path);
    close(fd);
    return status;
}

static cm_status move_all(journey *trip)
{
    cm_status status = CM_OK;
    size_t moved = 0;

    while (moved < trip->count && !status) {
        status = move(trip, &trip->files[moved]);
        moved += !status;
    }
    if (!status)
        status = sync_folder(trip->home);
    if (status) {
        char text[512]; /* a failure while putting back must not hide the first */
        snprintf(text, sizeof text, "%s", cm_error_text());
        put_back(trip, moved);
        cm__fail(status, "%s", text);
    }
    return status;
}

cm_status cm__export_folder_commit(cm__export_folder *folder)
{
    journey trip = {.folder = folder};
    cm_status status;

    home_of(trip.home, folder->target);
    status = add_neighbours(&trip);
    if (!status)
        status = add_stale(&trip);
    if (!status)
        status = add_file(&trip, name_in(folder->target), true);
    if (!status)
        status = prepare(&trip);
    if (!status)
        status = move_all(&trip);
    cm__array_free(&trip.files);
    remove_folder(folder->folder);
    return status;
}

void cm__export_folder_clear(cm__export_folder *folder)
{
    if (folder->folder)
        remove_folder(folder->folder);
    cm__array_free(&folder->target);
    cm__array_free(&folder->folder);
    cm__array_free(&folder->file);
    *folder = (cm__export_folder){0};
}

cm_status cm__export_folder_add(const char *file, const char *bytes, size_t length,
                                const char *path)
{
    const int fd = open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    cm_status status;

    if (fd < 0)
        return system_failure(path);
    status = cm__export_write_all(fd, bytes, length, path);
    if (close(fd) != 0 && !status)
        status = system_failure(path);
    return status;
}

cm_status cm__export_file_write(const char *path, const char *bytes, size_t length, bool no_clobber)
{
    cm__export_folder folder = {0};
    cm_status status;

    if (strcmp(path, "-") == 0)
        return cm__export_write_all(STDOUT_FILENO, bytes, length, "standard output");
    status = cm__export_folder_create(&folder, path, no_clobber);
    if (!status)
        status = cm__export_folder_add(folder.file, bytes, length, path);
    if (!status)
        status = cm__export_folder_commit(&folder);
    cm__export_folder_clear(&folder);
    return status;
}
