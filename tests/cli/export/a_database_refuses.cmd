server=$(sh "$CM_TEST_SHARE/../tests/tools/postgis.sh" start) || { echo "skipped: no PostgreSQL with PostGIS"; exit; }
trap 'sh "$CM_TEST_SHARE/../tests/tools/postgis.sh" stop "$server"' EXIT
base="PG:host=$server user=clustermap dbname=office password=geheim"
said() { sed "s|$server|SERVER|g"; }
ask() { psql -q -h "$server" -U clustermap -d "${2:-office}" -Atc "$1"; }
printf 'name,lon,lat\nA,141.35,43.06\nB,141.36,43.07\n' >two.csv
printf 'name,lon,lat\nC,141.35,43.06\n' >one.csv
try() {
    echo "-- $1" >&2
    shift
    clustermap "$@" -q
    echo "exit $?" >&2
}
{
    try "no table is replaced unless it is named" export two.csv -o "$base"
    try "" export one.csv -o "$base"
    try "named, it is" export one.csv -o "$base tables=two"
    ask 'SELECT count(*), min(name) FROM two' >&2
    try "nor where that is not wanted" export two.csv -o "$base tables=two" --no-clobber
    ask 'CREATE VIEW seen AS SELECT name FROM two'
    try "nor where a view stands on it" export two.csv -o "$base tables=two"
    ask 'SELECT count(*) FROM seen' >&2
    ask 'CREATE TABLE heir () INHERITS (one); CREATE SCHEMA other_office'
    try "nor where another table stands on it" export one.csv -o "$base tables=one"
    try "nor one of another spelling" export one.csv -o "$base tables=One"
    try "nor one of another schema" export two.csv -o "$base tables=other_office.one"
    try "" export one.csv -o "$base tables=other_office.one"
    ask 'SELECT (SELECT count(*) FROM one), (SELECT count(*) FROM other_office.one)' >&2
    try "a schema that is not there" export two.csv -o "$base tables=other.two"
    try "two tables" export two.csv -o "$base tables=one,two"
    try "a table that is not there" info "$base tables=none"
    ask 'CREATE TABLE alike ("Name" text, name text)'
    try "columns that GDAL does not tell apart" info "$base tables=alike"
    try "none named of several" export "$base" -o x.csv
    ask 'CREATE DATABASE bare' postgres
    try "no PostGIS" export two.csv -o "PG:host=$server user=clustermap dbname=bare"
    try "no database" export two.csv -o "PG:host=$server user=clustermap dbname=none password=geheim"
    try "no server" export two.csv -o "PG:host=$server/none user=clustermap password='ge heim' dbname=x"
    try "an address with a slip" export two.csv -o "PG:host=$server password=ge heim"
    try "a URI with a slip" export "PG:postgresql://user:geheim@[::1/x" -o x.csv
    try "a grid" density two.csv --bandwidth 1km -o "$base tables=grid"
    try "a password behind a blank, and one that holds an @" density two.csv --bandwidth 1km -o "PG:password = 'ge heim' dbname=x"
    try "" density two.csv --bandwidth 1km -o "PG:postgresql://user:ge@heim@host/x"
    try "no address in a message" links "$base tables=two" -o "$base tables=links" --links none.csv
    try "rejects" geocode two.csv -o "$base tables=two" --rejects "$base tables=rejects"
    ask "CREATE FUNCTION refuse() RETURNS trigger AS 'BEGIN RAISE EXCEPTION ''no more
rows''; END' LANGUAGE plpgsql"
    ask "CREATE FUNCTION guard() RETURNS event_trigger AS 'BEGIN IF EXISTS (SELECT 1 FROM pg_class WHERE relname = ''half'') AND NOT EXISTS (SELECT 1 FROM pg_trigger WHERE tgname = ''late'') THEN EXECUTE ''CREATE TRIGGER late BEFORE INSERT ON half FOR EACH ROW EXECUTE FUNCTION refuse()''; END IF; END' LANGUAGE plpgsql"
    ask 'CREATE EVENT TRIGGER guard ON ddl_command_end EXECUTE FUNCTION guard()'
    try "a row that the database refuses" export two.csv -o "$base tables=half"
    ask "SELECT count(*) FROM pg_class WHERE relname = 'half'" >&2
    ask "DROP EVENT TRIGGER guard"
    ask "CREATE FUNCTION leave() RETURNS event_trigger AS 'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); END' LANGUAGE plpgsql"
    ask 'CREATE EVENT TRIGGER guard ON ddl_command_end WHEN TAG IN ($$CREATE TABLE$$) EXECUTE FUNCTION leave()'
    try "a connection that breaks" export two.csv -o "$base tables=half"
    ask "SELECT count(*) FROM pg_class WHERE relname = 'half'" >&2
} 2>&1 | said
