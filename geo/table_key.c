/* table_key.c - a cell as a key, by which rows of two tables meet. */
#include "geo/table_key.h"
#include "geo/base_error.h"
#include <string.h>

const char *cm__table_key(const cm_table *table, size_t row, size_t column, char *buffer,
                          size_t *length)
{
    const char *text = cm_table_format(table, row, column, buffer);

    while (*text == ' ' || *text == '\t')
        text++;
    *length = strlen(text);
    while (*length > 0 && (text[*length - 1] == ' ' || text[*length - 1] == '\t'))
        --*length;
    return text;
}

cm_status cm__table_key_column(size_t *out, const cm_table *table, const char *name)
{
    *out = cm_table_find_column(table, name);
    return *out != CM_ABSENT
               ? CM_OK
               : cm__fail(CM_ERR_FORMAT, "there is no column '%.100s' to join by", name);
}
