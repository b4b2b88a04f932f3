/* gazetteer_schema.h - what a gazetteer file is made of; a file that differs is refused. */
#ifndef CM_GAZETTEER_SCHEMA_H
#define CM_GAZETTEER_SCHEMA_H

#include <stddef.h>

#define CM__GAZETTEER_MARK 0x434D677A /* application_id: "CMgz" */
#define CM__GAZETTEER_VERSION 2       /* user_version: of tables and of the spelling of keys */
#define CM__GAZETTEER_DEGREE 10000000 /* coordinates are whole 1e-7 degrees, about a centimetre */
#define CM__GAZETTEER_TOWN_BITS 20    /* place_tree.id is city << 20 | town */

typedef struct cm__gazetteer_table {
    const char *name, *sql;
} cm__gazetteer_table;

/* Coordinates are JGD2011 times CM__GAZETTEER_DEGREE; NULL where unknown. Towns are numbered from 1
 * in their city.
 *
 * lot       what lies in a town below its koaza: level is a cm_level; key is its number as
 *           cm__address_spell gives it, #12#3; koaza is a name of that table, or ''
 * postal    town 0 is what of the city has no code of its own
 * town_key  the name folded as address_tokens.h does, a number as # and its digits
 * place_tree holds one rectangle for each town, round all that is known in it. */
static const cm__gazetteer_table cm__gazetteer_tables[] = {
    {"meta", "CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID"},
    {"city", "CREATE TABLE city(id INTEGER PRIMARY KEY, prefecture TEXT NOT NULL, "
             "name TEXT NOT NULL, kana TEXT, roman TEXT, lon INTEGER, lat INTEGER)"},
    {"town", "CREATE TABLE town(city INTEGER NOT NULL, number INTEGER NOT NULL, "
             "name TEXT NOT NULL, kana TEXT, lon INTEGER, lat INTEGER, "
             "PRIMARY KEY(city, number)) WITHOUT ROWID"},
    {"koaza", "CREATE TABLE koaza(city INTEGER NOT NULL, town INTEGER NOT NULL, "
              "name TEXT NOT NULL, lon INTEGER, lat INTEGER, PRIMARY KEY(city, town, name)) "
              "WITHOUT ROWID"},
    {"lot", "CREATE TABLE lot(city INTEGER NOT NULL, town INTEGER NOT NULL, koaza TEXT NOT NULL, "
            "key TEXT NOT NULL, level INTEGER NOT NULL, lon INTEGER, lat INTEGER, "
            "PRIMARY KEY(city, town, koaza, key)) WITHOUT ROWID"},
    {"town_key", "CREATE TABLE town_key(key TEXT NOT NULL, city INTEGER NOT NULL, "
                 "town INTEGER NOT NULL, PRIMARY KEY(key, city, town)) WITHOUT ROWID"},
    {"postal", "CREATE TABLE postal(code INTEGER NOT NULL, city INTEGER NOT NULL, "
               "town INTEGER NOT NULL, PRIMARY KEY(code, city, town)) WITHOUT ROWID"},
    {"place_tree", "CREATE VIRTUAL TABLE place_tree USING "
                   "rtree_i32(id, lon_from, lon_to, lat_from, lat_to)"},
};

/* The tables that SQLite makes for the tree, in whose words depends on its version. */
static const char *const cm__gazetteer_tree_parts[] = {"place_tree_node", "place_tree_parent",
                                                       "place_tree_rowid"};

enum {
    CM__GAZETTEER_TABLE_COUNT = sizeof cm__gazetteer_tables / sizeof *cm__gazetteer_tables,
    CM__GAZETTEER_PART_COUNT = sizeof cm__gazetteer_tree_parts / sizeof *cm__gazetteer_tree_parts
};

#endif
