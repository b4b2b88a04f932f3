/* cli_complete_columns.c - the columns of a file that is named on the line, for a shell to offer.
 */
#include "cli/cli_complete.h"
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

/* A layer is read whole; who presses a key does not wait for more than this. */
enum { LAYER_BYTES_MAX = 8 << 20 };

/* A name that would need quoting, or could steer a terminal, is not offered. */
static bool is_plain(const char *name)
{
    if (*name == '\0' || *name == '-' || strpbrk(name, " \"'`$\\&|;<>()*?[]!~#{}"))
        return false;
    for (; *name; name++)
        if ((unsigned char)*name < 0x20 || *name == 0x7F)
            return false;
    return true;
}

static void offer_names(const cm_table *table)
{
    puts("words");
    for (size_t i = 0; i < table->column_count; i++)
        if (is_plain(table->columns[i].name))
            printf("%s\t\n", table->columns[i].name);
}

static bool offer_of_table(const char *path)
{
    cm_table_reader *reader = NULL;
    const bool is_read =
        cm_table_reader_takes(path, NULL) && cm_table_reader_open(&reader, path, NULL) == CM_OK;

    if (is_read)
        offer_names(cm_table_reader_get_header(reader));
    cm_table_reader_destroy(reader);
    return is_read;
}

static bool offer_of_layer(const char *path)
{
    cm_features features = {.name = NULL};
    cm_table rejects = {0};
    struct stat file;
    const bool is_read = stat(path, &file) == 0 && S_ISREG(file.st_mode) &&
                         file.st_size <= LAYER_BYTES_MAX &&
                         cm_features_read(&features, path, NULL, &rejects) == CM_OK;

    if (is_read)
        offer_names(&features.table);
    cm_features_clear(&features);
    cm_table_clear(&rejects);
    return is_read;
}

void cli_offer_columns(const char *path)
{
    struct stat file;

    /* Only what is a file: stdin is the shell's, and a pipe would wait. */
    if (!path || stat(path, &file) != 0 || !S_ISREG(file.st_mode) ||
        (!offer_of_table(path) && !offer_of_layer(path)))
        puts("nothing");
}
