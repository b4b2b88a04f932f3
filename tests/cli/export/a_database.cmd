server=$(sh "$CM_TEST_SHARE/../tests/tools/postgis.sh" start) || { echo "skipped: no PostgreSQL with PostGIS"; exit; }
trap 'sh "$CM_TEST_SHARE/../tests/tools/postgis.sh" stop "$server"' EXIT
example=$CM_TEST_SHARE/examples/sapporo
base="PG:host=$server user=clustermap dbname=office"
ask() { psql -q -h "$server" -U clustermap -d office -Atc "$1"; }
clustermap geocode -q -g "$example/places.csv" "$example/members.csv" -o "$base tables=会員"
clustermap geocode -q -g "$example/places.csv" "$example/members.csv" -o members.gpkg
echo "the rows are those of a file:"
clustermap export -q "$base tables=会員" -o base.csv && clustermap export -q members.gpkg -o file.csv && cmp base.csv file.csv && echo same
ask 'SELECT count(*), count(geom), min(ST_SRID(geom)), max(length(name)) FROM "会員"'
echo "by a URI, whose table has a key that is no row's number, into columns with names of PostgreSQL's own:"
ask "CREATE TABLE keyed (id int PRIMARY KEY, xmin_deg float8, geom geometry(Point,6668)); INSERT INTO keyed VALUES (30, 1, 'SRID=6668;POINT(141 43)'), (7, 2, NULL)"
clustermap export -q "PG:postgresql://clustermap@/office?host=$server tables=public.keyed" -o - --format csv | sed 's/xmin_deg/xmin/' >keyed.csv
clustermap export -q keyed.csv -o "PG:postgresql://clustermap@/office?host=$server tables=again"
ask 'SELECT fid, id, xmin_2, ST_AsText(geom) FROM again ORDER BY fid'
echo "every verb takes tables and makes one:"
members="$base tables=会員"
clustermap density -q "$members" --bandwidth 1km -o density.tif
clustermap contour -q density.tif --levels 1,2,4 -o "$base tables=bands"
clustermap rings -q "$members" --centre 141.3507,43.0695 --radii 1km,2km -o "$base tables=rings"
clustermap nearest -q "$members" "$members" -k 2 -o "$base tables=nearest"
clustermap buffer -q "$members" --radius 400m -o "$base tables=buffer"
clustermap voronoi -q "$members" -o "$base tables=voronoi"
clustermap links -q "$members" -o "$base tables=links"
clustermap between -q "$members" --at-year 1976,1999 -o "$base tables=years"
clustermap service -q "$members" --network "$base tables=nearest" --bands 5min -o "$base tables=service"
clustermap matrix -q "$members" "$members" -o matrix.csv
for table in bands rings nearest buffer voronoi links years service; do
    clustermap info "$base tables=$table" | grep -E '^(geometry|rows)' | tr '\n' ' '
    echo "$table"
done
echo "a map, and a project whose list is a table:"
clustermap map -q "$base tables=bands" "$members" -o map.svg 2>&1 | sed "s|$server|SERVER|"
grep -c '<g id="bands-1"' map.svg
sed "s|  file: members.csv|  file: '$members'|; s|^  - id: japan|  - id: nothing\n    type: points\n    no_draw: true\n    file: \"$members\"\n  - id: japan|" "$example/project.yaml" >project.yaml
cp "$example/places.csv" "$example/firms.csv" "$example/outlines.geojson" . && mkdir -p ../japan && cp "$example/../japan/outlines.geojson" ../japan
clustermap map -q project.yaml -o project.svg
grep -c '<g id="members"' project.svg
