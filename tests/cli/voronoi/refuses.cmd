printf 'x,y\n1,1\n2,2\n' >m.csv
printf 'id,x,y\n' >none.csv
printf '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[0,0],[9,9],[9,0],[0,9],[0,0]]]}}]}' >bow.geojson
try() { clustermap voronoi "$@" --x x --y y --crs none -o out.csv; echo $?; }
try m.csv --by kind
try m.csv --window bow.geojson
try m.csv --window m.csv
try m.csv --window bow.geojson --margin 5
try m.csv --weight x
try m.csv --margin 0
try none.csv
try m.csv --where "x > 5"
ls out.csv 2>/dev/null || echo none
