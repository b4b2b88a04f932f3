/* test_database_name.c - tests geo/database_name.c. */
#include "geo/base_memory.h"
#include "geo/database_name.h"
#include "tests/test.h"

static const char *text_of(const cm__text *text)
{
    return text->length > 0 ? text->bytes : "";
}

TEST(parts_an_address)
{
    static const struct {
        const char *why, *path, *connection, *schema, *table;
    } rows[] = {
        {"nothing named", "PG:dbname=a", "PG:dbname=a", "", ""},
        {"a table, last", "PG:dbname=a tables=members", "PG:dbname=a", "", "members"},
        {"first, in capitals", "pg:TABLES=members dbname=a", "PG:dbname=a", "", "members"},
        {"a schema", "PG:dbname=a tables=tama.members host=b", "PG:dbname=a host=b", "tama",
         "members"},
        {"its column is chosen by itself", "PG:tables=members(geom)", "PG:", "", "members"},
        {"a name with a blank", "PG:tables='my members' dbname=a", "PG:dbname=a", "", "my members"},
        {"a quote in it", "PG:tables='it\\'s' dbname=a", "PG:dbname=a", "", "it's"},
        {"a dot that parts nothing", "PG:tables=\"a.b\"", "PG:", "", "a.b"},
        {"Japanese", "PG:tables=会員", "PG:", "", "会員"},
        {"inside another value", "PG:password='x tables=y' dbname=a",
         "PG:password='x tables=y' dbname=a", "", ""},
        {"another key that ends so", "PG:mytables=y dbname=a", "PG:mytables=y dbname=a", "", ""},
        {"a quote that is not closed", "PG:password='x tables=y", "PG:password='x tables=y", "",
         ""},
        {"blanks", "PG:  dbname=a   tables=b  ", "PG:dbname=a", "", "b"},
        {"a URI", "PG:postgresql://u:p@h/d", "PG:postgresql://u:p@h/d", "", ""},
        {"a table behind a URI, which ends in no blank", "PG:postgresql://h/d?host=/tmp tables=a.b",
         "PG:postgresql://h/d?host=/tmp", "a", "b"},
        {"blanks round the sign", "PG: host = a tables = 'b c' \t", "PG:host = a", "", "b c"},
        {"of two the last", "PG:tables=a.b tables=c dbname=d", "PG:dbname=d", "", "c"},
        {"no key", "PG:=a tables=b", "PG:=a", "", "b"},
        {"no value", "PG:dbname=a tables", "PG:dbname=a tables", "", ""},
        {"nothing", "PG:", "PG:", "", ""},
        {"an empty name", "PG:tables='' dbname=a", "PG:dbname=a", "", ""},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm__database_name name = {.connection = {0}};
        CHECK(cm__path_is_database(rows[i].path));
        CHECK(cm__database_name_split(&name, rows[i].path) == CM_OK);
        const bool is_good = strcmp(text_of(&name.connection), rows[i].connection) == 0 &&
                             strcmp(text_of(&name.schema), rows[i].schema) == 0 &&
                             strcmp(text_of(&name.table), rows[i].table) == 0;
        CHECK(is_good);
        if (!is_good)
            printf("%s: %s|%s|%s\n", rows[i].why, text_of(&name.connection), text_of(&name.schema),
                   text_of(&name.table));
        cm__database_name_clear(&name);
    }
    CHECK(!cm__path_is_database("a/PG:b") && !cm__path_is_database("members.csv"));
}

TEST(refuses_several_tables)
{
    cm__database_name name = {.connection = {0}};

    CHECK(cm__database_name_split(&name, "PG:tables=a,b") == CM_ERR_DOMAIN);
    CHECK(name.connection.bytes == NULL && name.table.bytes == NULL);
}

TEST(fails_whole_when_memory_runs_out)
{
    const size_t live = cm__memory_live();

    for (size_t n = 1; n < 8; n++) {
        cm__database_name name = {.connection = {0}};
        cm__memory_fail_at(n, false);
        const cm_status status = cm__database_name_split(&name, "PG:dbname=a tables=b.c");
        cm__memory_fail_at(0, false);
        CHECK(status == CM_OK || status == CM_ERR_NOMEM);
        cm__database_name_clear(&name);
        CHECK(cm__memory_live() == live);
    }
}

TEST(repeats_no_address)
{
    static const char *const quoted =
        "its address is not understood: \"PG:host=... dbname=... user=...\"";
    const struct {
        const char *words, *want;
    } rows[] = {
        {"PQconnectdb failed. missing \"=\" after \"geheim\" in connection info string", quoted},
        {"invalid URI query parameter: \"geheim\"", quoted},
        {"invalid connection option \"geheim\"", quoted},
        {"PQconnectdb failed. FATAL: no", "FATAL: no"},
        {"COPY statement failed. ERROR: no LINE 1: SELECT", "no"},
        {"ERROR: division by zero CONTEXT: SQL statement", "division by zero"},
        {"failed: No such file or directory Is the server running locally?",
         "failed: No such file or directory"},
        {"cannot drop table a DETAIL: view b HINT: Use DROP ... CASCADE",
         "cannot drop table a DETAIL: view b"},
        {"", "it does not open"},
    };
    char out[CM__DATABASE_REASON_MAX];

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm__database_reason(out, rows[i].words);
        CHECK(strcmp(out, rows[i].want) == 0);
    }
}

TEST_MAIN(RUN(parts_an_address), RUN(refuses_several_tables), RUN(fails_whole_when_memory_runs_out),
          RUN(repeats_no_address))
