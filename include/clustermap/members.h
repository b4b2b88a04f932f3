/* members.h - which column of a member list means what. */
#ifndef CLUSTERMAP_MEMBERS_H
#define CLUSTERMAP_MEMBERS_H

#include <clustermap/status.h>
#include <clustermap/table.h>

typedef enum cm_member_role {
    CM_MEMBER_ID,
    CM_MEMBER_NAME,
    CM_MEMBER_NAME_EN,
    CM_MEMBER_ADDRESS,
    CM_MEMBER_LON,
    CM_MEMBER_LAT,
    CM_MEMBER_X,
    CM_MEMBER_Y,
    CM_MEMBER_TYPE,
    CM_MEMBER_SECTOR,
    CM_MEMBER_FOUNDED,
    CM_MEMBER_EMPLOYEES,
    CM_MEMBER_PARENT_ORIGIN,
    CM_MEMBER_POSTAL_CODE,
    CM_MEMBER_CLOSED,
    CM_MEMBER_ROLE_COUNT
} cm_member_role;

/* For each role the column's header as the user named it; NULL: found by its usual headers. */
typedef struct cm_member_names {
    const char *header[CM_MEMBER_ROLE_COUNT];
} cm_member_names;

/* For each role the column's index, or CM_ABSENT. */
typedef struct cm_member_columns {
    size_t index[CM_MEMBER_ROLE_COUNT];
} cm_member_columns;

/* The role's name in options and messages, such as "address". */
const char *cm_member_role_name(cm_member_role role);

/* Finds the columns by the user's names, else by the usual English and Japanese headers
 * (name 名称 企業名 会社名, address 住所 所在地, lon 経度, ...; case, width and blanks do not
 * matter). x and y are taken only when named by the user.
 *
 * path    for the message only
 * names   NULL: none named
 * Returns CM_OK, or CM_ERR_FORMAT if a column that the user named is not there. */
CM_MUST_CHECK cm_status cm_members_find_columns(cm_member_columns *out, const cm_table *table,
                                                const cm_member_names *names, const char *path);

/* The year that a founding or closing date tells: 1980, 1980-10, 1980年10月, 19801001, 昭和55年,
 * S55.10.1, 令和元年; width and blanks do not matter. NaN for anything else, also for an empty text
 * and for days counted from 1900. */
double cm_member_year(const char *text);

#endif
