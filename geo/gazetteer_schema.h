/* gazetteer_schema.h - what a gazetteer file is made of; a file that differs is refused. */
#ifndef CM_GAZETTEER_SCHEMA_H
#define CM_GAZETTEER_SCHEMA_H

#define CM__GAZETTEER_MARK 0x434D677A /* application_id: "CMgz" */
#define CM__GAZETTEER_VERSION 1       /* user_version: of tables and of town_key's spelling */

/* Coordinates are degrees, JGD2011; NULL where unknown. Towns are numbered from 1 in their city.
 * town_key.key is the name folded as address_tokens.h does, a number as # and its digits. */
static const struct {
    const char *name, *sql;
} cm__gazetteer_tables[] = {
    {"meta", "CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID"},
    {"city", "CREATE TABLE city(id INTEGER PRIMARY KEY, prefecture TEXT NOT NULL, "
             "name TEXT NOT NULL, lon REAL, lat REAL)"},
    {"town", "CREATE TABLE town(city INTEGER NOT NULL, number INTEGER NOT NULL, "
             "name TEXT NOT NULL, lon REAL, lat REAL, PRIMARY KEY(city, number)) WITHOUT ROWID"},
    {"koaza", "CREATE TABLE koaza(city INTEGER NOT NULL, town INTEGER NOT NULL, "
              "name TEXT NOT NULL, lon REAL, lat REAL, PRIMARY KEY(city, town, name)) "
              "WITHOUT ROWID"},
    {"town_key", "CREATE TABLE town_key(key TEXT NOT NULL, city INTEGER NOT NULL, "
                 "town INTEGER NOT NULL, PRIMARY KEY(key, city, town)) WITHOUT ROWID"},
};

enum { CM__GAZETTEER_TABLE_COUNT = sizeof cm__gazetteer_tables / sizeof *cm__gazetteer_tables };

#endif
